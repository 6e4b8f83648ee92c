//! Numbers: Lua has integers of 64 bits and floats, JavaScript has floats and integers of any size.

use perilune::api::native::RawValue;

use crate::context::LuaContext;
use crate::error::{Code, Failure, Result};
use crate::sys::{Env, Js};

/// The largest integer that a float and its neighbours represent exactly: `Number.MAX_SAFE_INTEGER`.
const MAX_SAFE: u64 = (1 << 53) - 1;

/// Where the range of integers ends, as a float.
const INTEGER_END: f64 = 9_223_372_036_854_775_808.0;

/// Whether JavaScript has the same number, and no other integer looks like it.
#[inline]
pub(super) fn is_safe(value: i64) -> bool {
    value.unsigned_abs() <= MAX_SAFE
}

/// An integer of Lua: a number where that is exact, else a BigInt.
#[inline]
pub(super) fn integer_to_js(env: Env, value: i64) -> Result<Js> {
    if let Ok(small) = i32::try_from(value) {
        return env.int32(small);
    }
    if is_safe(value) { env.double(value as f64) } else { env.bigint(value) }
}

/// The integer that a number stands for: it has no fraction, is in range, and is not the negative zero.
#[inline]
pub(crate) fn integer_of(number: f64) -> Option<i64> {
    let integer = number as i64;
    // The conversion saturates, so a number that is out of range differs, or is the end of the range itself.
    let is_exact = integer as f64 == number
        && number < INTEGER_END
        && (integer != 0 || number.is_sign_positive());
    is_exact.then_some(integer)
}

/// A number of JavaScript: an integer where it stands for one and there are integers.
#[inline]
pub(crate) fn number_to_lua(context: &LuaContext, number: f64) -> RawValue {
    match integer_of(number) {
        Some(integer) if context.has_integers => RawValue::integer(integer),
        _ => RawValue::float(number),
    }
}

/// A BigInt, which must be in the range of Lua's integers. Without integers it becomes the nearest float.
pub(super) fn bigint_to_lua(context: &LuaContext, value: Js) -> Result<RawValue> {
    match context.env.bigint_of(value)? {
        (integer, true) if context.has_integers => Ok(RawValue::integer(integer)),
        (integer, true) => Ok(RawValue::float(integer as f64)),
        (_, false) => Err(Failure::lua(
            Code::Conversion,
            "BigInt is out of range for a Lua integer (64 bits)",
        )),
    }
}
