//! The quick entries of the string library: texts that are strings, and positions and codes that are integers.

use super::{end_position, slice, start_position};
use crate::interpreter::{Arguments, Given, QuickContext};
use crate::object::LuaString;
use crate::value::Value;

/// So many bytes at most: short enough to cost nothing of the budget beside the call.
const SHORT: usize = 40;

/// So many codes make a string at once.
const FEW_CODES: usize = 8;

/// The bytes of an argument that is a string.
#[inline(always)]
fn text<'a>(value: Value) -> Option<&'a [u8]> {
    value.is_string().then(|| value.pointer::<LuaString>().as_bytes())
}

/// A position, which has a default where it is missing.
#[inline(always)]
fn position(value: Value, default: i64) -> Option<i64> {
    if value.is_nil() { Some(default) } else { value.as_integer() }
}

/// `string.byte`
pub(super) fn byte(context: QuickContext<'_>, arguments: Arguments<'_>) -> Given {
    let Some(text) = text(arguments.get(0)) else { return Given::DECLINED };
    let Some(first) = position(arguments.get(1), 1) else { return Given::DECLINED };
    if arguments.count() <= 2 {
        // Zero and negative positions wrap to indices beyond every text.
        if let Some(code) = text.get((first as usize).wrapping_sub(1)) {
            return arguments.answer(context.integer_value(i64::from(*code)));
        }
    }
    let Some(last) = position(arguments.get(2), first) else { return Given::DECLINED };
    let start = start_position(first, text.len());
    let codes = slice(text, start, end_position(last, text.len()));
    arguments.answer_all(codes.iter().map(|code| context.integer_value(i64::from(*code))))
}

/// `string.char`
pub(super) fn char(mut context: QuickContext<'_>, arguments: Arguments<'_>) -> Given {
    let mut bytes = [0; FEW_CODES];
    let Some(codes) = bytes.get_mut(..arguments.count()) else { return Given::DECLINED };
    for (index, byte) in codes.iter_mut().enumerate() {
        let code = arguments.get(index).as_integer().and_then(|code| u8::try_from(code).ok());
        match code {
            Some(code) => *byte = code,
            None => return Given::DECLINED,
        }
    }
    arguments.answer_if(context.heap().new_string(codes).ok())
}

/// `string.len`
pub(super) fn len(context: QuickContext<'_>, arguments: Arguments<'_>) -> Given {
    match text(arguments.get(0)) {
        Some(text) => arguments.answer(context.integer_value(text.len() as i64)),
        None => Given::DECLINED,
    }
}

/// `string.sub`
pub(super) fn sub(mut context: QuickContext<'_>, arguments: Arguments<'_>) -> Given {
    let whole = arguments.get(0);
    let Some(text) = text(whole) else { return Given::DECLINED };
    let Some(first) = arguments.get(1).as_integer() else { return Given::DECLINED };
    let Some(last) = position(arguments.get(2), -1) else { return Given::DECLINED };
    let part = slice(text, start_position(first, text.len()), end_position(last, text.len()));
    if part.len() == text.len() {
        return arguments.answer(whole);
    }
    if part.len() > SHORT {
        return Given::DECLINED;
    }
    arguments.answer_if(context.heap().new_string(part).ok())
}
