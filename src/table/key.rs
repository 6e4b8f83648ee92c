//! Keys of tables as JavaScript names them.

use std::rc::Rc;

use perilune::api::native::RawValue;

use crate::context::LuaContext;
use crate::convert;
use crate::error::{Failure, Result};
use crate::sys::{Js, ValueType};

/// The key that a method was given: a string, a number or a boolean, never one for the other. Strings are not pinned.
pub(super) fn to_lua(context: &Rc<LuaContext>, key: Js) -> Result<RawValue> {
    let env = context.env;
    if let Some(number) = env.as_double(key) {
        return Ok(convert::number_to_lua(context, number));
    }
    if let Some(string) = convert::string_if_one(context, key)? {
        return Ok(string);
    }
    match env.type_of(key)? {
        ValueType::napi_boolean => env.boolean_of(key).map(RawValue::boolean),
        _ => Err(Failure::argument("key must be a string, number, or boolean")),
    }
}

/// The key that a property of a proxy stands for: names that are integers are integer keys.
pub(super) fn of_property(context: &Rc<LuaContext>, name: Js) -> Result<RawValue> {
    convert::with_text(context.env, name, |name| match integer_in(name) {
        Some(integer) if context.has_integers => Ok(RawValue::integer(integer)),
        Some(integer) => Ok(RawValue::float(integer as f64)),
        None => context.string(name),
    })?
}

/// The integer that a name is: digits, perhaps with a minus in front.
fn integer_in(name: &[u8]) -> Option<i64> {
    let digits = name.strip_prefix(b"-").unwrap_or(name);
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    std::str::from_utf8(name).ok()?.parse().ok()
}
