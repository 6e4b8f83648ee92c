//! `newproxy`: userdata without data, for their metatables.

use crate::interpreter::{Outcome, State};
use crate::object::Userdata;
use crate::value::{FALSE, TRUE, USERDATA, Value};

/// What a proxy holds instead of data: that it is one.
struct Proxy;

/// `newproxy`
pub(super) fn newproxy(state: &mut State, _step: u32) -> Outcome {
    let like = state.slot(0);
    let metatable = match like.tag {
        _ if like.is_falsy() => None,
        TRUE => Some(state.new_table(0, 1)?),
        USERDATA if like.pointer::<Userdata>().payload::<Proxy>().is_some() => {
            like.pointer::<Userdata>().metatable()
        }
        _ => None,
    };
    if metatable.is_none() && like.tag != FALSE && !like.is_nil() {
        return Err(state.argument_error(0, "boolean or proxy expected"));
    }
    let proxy = state.heap.new_userdata(Box::new(Proxy), 0, 0)?;
    let proxy = Value::object(USERDATA, proxy);
    if let Some(metatable) = metatable {
        state.set_metatable_of(proxy, Some(metatable))?;
    }
    state.answer(proxy)
}
