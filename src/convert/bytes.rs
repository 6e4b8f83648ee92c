//! Buffers, typed arrays, views: their bytes as a Lua string.

use std::rc::Rc;

use perilune::api::native::RawValue;

use crate::context::LuaContext;
use crate::error::Result;
use crate::sys::Js;

/// The bytes of an array buffer or of a view of one, exactly; nothing for any other object.
pub(super) fn to_lua(context: &Rc<LuaContext>, value: Js) -> Result<Option<RawValue>> {
    let made = context.env.with_bytes(value, |bytes| context.vm().state().new_string(bytes))?;
    made.transpose().map_err(|throw| context.failure_of_throw(throw))
}
