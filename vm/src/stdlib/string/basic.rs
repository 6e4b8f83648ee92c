//! The functions that need no pattern and no format.

use super::{end_position, slice, start_position};
use crate::bytecode::binary;
use crate::interpreter::{Action, Outcome, State, Throw, Watch};
use crate::object::{Closure, LuaString};
use crate::value::{CLOSURE, Value};

/// How many bytes cost one step of the budget.
const BYTES_PER_STEP: usize = 16;

/// So many codes need no buffer on the heap.
const FEW_CODES: usize = 8;

/// The most results of one call.
const MAX_RESULTS: usize = i32::MAX as usize;

pub(super) fn byte(state: &mut State, _step: u32) -> Outcome {
    if let Some(byte) = single_byte(state) {
        let code = state.integer_value(i64::from(byte));
        return state.answer(code);
    }
    let text = state.check_bytes(0)?;
    let first = state.optional_integer(1, 1)?;
    let start = start_position(first, text.len());
    let last = state.optional_integer(2, first)?;
    let bytes = slice(text, start, end_position(last, text.len()));
    if let [byte] = *bytes {
        let code = state.integer_value(i64::from(byte));
        return state.answer(code);
    }
    answer_codes(state, bytes)
}

/// The byte asked for by a string and a position inside it, which is how most calls look.
#[inline(always)]
fn single_byte(state: &State) -> Option<u8> {
    let (text, position) = (state.slot(0), state.slot(1));
    if state.count() != 2 || !text.is_string() {
        return None;
    }
    // Zero and negative positions wrap to indices beyond every text.
    let index = (position.as_integer()? as usize).wrapping_sub(1);
    text.pointer::<LuaString>().as_bytes().get(index).copied()
}

/// Answers none or several codes.
fn answer_codes(state: &mut State, bytes: &[u8]) -> Outcome {
    if bytes.len() >= MAX_RESULTS {
        return Err(state.error("string slice too long"));
    }
    state.charge((bytes.len() / BYTES_PER_STEP) as u64)?;
    match state.push_codes(bytes) {
        Err(Throw::Error) => return Err(state.error("stack overflow (string slice too long)")),
        other => other?,
    }
    Ok(Action::Many(bytes.len() as u32))
}

pub(super) fn char(state: &mut State, _step: u32) -> Outcome {
    let count = state.count();
    if count == 1 {
        let byte = check_code(state, 0)?;
        return state.answer_bytes(&[byte]);
    }
    if count <= FEW_CODES {
        let mut bytes = [0; FEW_CODES];
        for (index, byte) in bytes[..count].iter_mut().enumerate() {
            *byte = check_code(state, index)?;
        }
        return state.answer_bytes(&bytes[..count]);
    }
    state.charge((count / BYTES_PER_STEP) as u64)?;
    let text = state.with_buffer(|state, buffer| {
        buffer.reserve(state, count)?;
        for index in 0..count {
            let byte = check_code(state, index)?;
            buffer.push(state, byte)?;
        }
        state.new_result(buffer.as_bytes())
    })?;
    state.answer(text)
}

/// An argument that must be the code of a byte.
#[inline]
fn check_code(state: &mut State, index: usize) -> Result<u8, Throw> {
    let mut code = state.check_integer(index)?;
    if !state.dialect.integers {
        // Codes of numbers beyond 32 bits are what is left of them.
        code = i64::from(code as i32);
    }
    match u8::try_from(code) {
        Ok(byte) => Ok(byte),
        Err(_) => Err(state.argument_error(index, "value out of range")),
    }
}

pub(super) fn len(state: &mut State, _step: u32) -> Outcome {
    let len = state.check_bytes(0)?.len();
    let len = state.integer_value(len as i64);
    state.answer(len)
}

pub(super) fn lower(state: &mut State, _step: u32) -> Outcome {
    map(state, |target, text| {
        target.copy_from_slice(text);
        target.make_ascii_lowercase();
    })
}

pub(super) fn upper(state: &mut State, _step: u32) -> Outcome {
    map(state, |target, text| {
        target.copy_from_slice(text);
        target.make_ascii_uppercase();
    })
}

pub(super) fn reverse(state: &mut State, _step: u32) -> Outcome {
    map(state, |target, text| {
        for (byte, source) in target.iter_mut().zip(text.iter().rev()) {
            *byte = *source;
        }
    })
}

/// Answers a string of the same length as the argument.
#[inline(always)]
fn map(state: &mut State, fill: impl FnOnce(&mut [u8], &[u8])) -> Outcome {
    let text = state.check_bytes(0)?;
    state.charge((text.len() / BYTES_PER_STEP) as u64)?;
    let mapped = state.heap.new_string_with(text.len(), |target| fill(target, text))?;
    state.answer(mapped)
}

pub(super) fn sub(state: &mut State, _step: u32) -> Outcome {
    let text = state.check_bytes(0)?;
    let first = state.check_integer(1)?;
    let start = start_position(first, text.len());
    let last = state.optional_integer(2, -1)?;
    let part = slice(text, start, end_position(last, text.len()));
    if part.len() == text.len() {
        let whole = state.slot(0);
        return state.answer(whole);
    }
    state.charge((part.len() / BYTES_PER_STEP) as u64)?;
    state.answer_bytes(part)
}

/// Repeating to fewer bytes is over before anything could end it.
const WATCHED: usize = 1 << 20;

pub(super) fn rep(state: &mut State, _step: u32) -> Outcome {
    let text = state.check_bytes(0)?;
    let count = state.check_integer(1)?;
    let separator = state.optional_bytes(2)?.unwrap_or_default();
    repeat(state, text, count, separator)
}

pub(super) fn rep_without_separator(state: &mut State, _step: u32) -> Outcome {
    let text = state.check_bytes(0)?;
    let count = state.check_integer(1)?;
    repeat(state, text, count, b"")
}

fn repeat(state: &mut State, text: &[u8], count: i64, separator: &[u8]) -> Outcome {
    let unit = text.len() + separator.len();
    let Some(copies) = u64::try_from(count).ok().filter(|copies| *copies > 0 && unit > 0) else {
        return state.answer_bytes(b"");
    };
    // The reference refuses what no integer can count; what is too large for memory is another error.
    let longest = state.dialect.longest_counted as u64;
    let total = match copies.checked_mul(unit as u64) {
        Some(total) if total <= longest && total < i64::MAX as u64 => {
            total as usize - separator.len()
        }
        _ => return Err(state.error("resulting string too large")),
    };
    if copies == 1 {
        let whole = state.slot(0);
        return state.answer(whole);
    }
    state.charge((total / BYTES_PER_STEP) as u64)?;
    let watch = (total >= WATCHED).then(|| state.watch());
    let is_due = || watch.as_ref().is_some_and(Watch::is_due);
    let made =
        state.allocate_retrying(|heap| heap.new_periodic_string(total, [text, separator], is_due));
    match made? {
        Some(repeated) => state.answer(repeated),
        None => Err(state.end_watched()),
    }
}

pub(super) fn dump(state: &mut State, _step: u32) -> Outcome {
    let function = state.slot(0);
    state.check_argument(function.tag == CLOSURE, 0, "Lua function expected")?;
    dump_function(state, function)
}

/// `dump` that takes any function, and fails where it has no bytecode.
pub(super) fn dump_if_possible(state: &mut State, _step: u32) -> Outcome {
    let function = state.check_function(0)?;
    match function.tag {
        CLOSURE => dump_function(state, function),
        _ => Err(state.error("unable to dump given function")),
    }
}

fn dump_function(state: &mut State, function: Value) -> Outcome {
    let strip = state.dialect.library.dumps_can_be_stripped && !state.slot(1).is_falsy();
    let chunk = binary::dump(&function.pointer::<Closure>().prototype.draft, state.dialect, strip);
    state.charge((chunk.len() / BYTES_PER_STEP) as u64)?;
    state.answer_bytes(&chunk)
}
