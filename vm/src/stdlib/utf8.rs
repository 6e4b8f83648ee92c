//! The utf8 library.

use super::library::library;
use crate::dialect::Dialects;
use crate::gc::Gc;
use crate::interpreter::{Action, NativeFunction, Outcome, Role, State, Throw};
use crate::object::Table;
use crate::text::utf8::{
    self, CHARACTER_PATTERN, CODE_POINT_PATTERN, INSIDE_CHARACTER_MESSAGE, INVALID_MESSAGE,
    MAX_CODE, Reading, is_continuation,
};
use crate::value::Value;

library! {
    /// UTF-8.
    static UTF8 = "utf8", prefix "utf8.", fields 1, constants by constants;

    /// The characters with these numbers as a string.
    char(...) in Dialects::SINCE_LUA53 => char;
    /// The numbers of the characters in a range.
    codepoint(text, from?, to?, lax?) in Dialects::SINCE_LUA53 => codepoint;
    /// An iterator over the characters.
    codes(text, lax?) in Dialects::SINCE_LUA53 => codes;
    /// The number of characters, or nil and the position of an invalid byte.
    len(text, from?, to?, lax?) in Dialects::SINCE_LUA53 => len;
    /// Where a character starts and ends, counted from a position.
    offset(text, count, from?) in Dialects::LUA55 => offset;
    /// Where a character starts, counted from a position.
    offset(text, count, from?) in Dialects::LUA53.or(Dialects::LUA54) => offset_start;
}

static NEXT_STRICT: NativeFunction =
    NativeFunction { name: "utf8.codes", entry: next_strict, role: Role::Ordinary };
static NEXT_LAX: NativeFunction =
    NativeFunction { name: "utf8.codes", entry: next_lax, role: Role::Ordinary };

static NEXT_CODE_POINT: NativeFunction =
    NativeFunction { name: "utf8.codes", entry: next_code_point, role: Role::Ordinary };

fn constants(state: &mut State, table: Gc<Table>) -> Result<(), Throw> {
    let pattern = match state.dialect.library.max_utf8_code {
        MAX_CODE => state.new_string(CHARACTER_PATTERN)?,
        _ => state.new_string(CODE_POINT_PATTERN)?,
    };
    state.set_field(table, "charpattern", pattern)
}

/// A position counted from one, from the end if negative; zero if it lies before the start.
fn absolute(position: i64, len: usize) -> i64 {
    if position >= 0 {
        position
    } else if position.unsigned_abs() > len as u64 {
        0
    } else {
        len as i64 + position + 1
    }
}

/// The reading that a flag in a slot asks for.
fn reading(state: &State, index: usize) -> Reading {
    if state.dialect.library.surrogates_are_characters {
        return Reading::CodePoints;
    }
    if state.slot(index).is_falsy() { Reading::Strict } else { Reading::Lax }
}

fn len(state: &mut State, _step: u32) -> Outcome {
    let text = state.check_bytes(0)?;
    let from = absolute(state.optional_integer(1, 1)?, text.len());
    let to = absolute(state.optional_integer(2, -1)?, text.len());
    let reading = reading(state, 3);
    let is_inside = 1 <= from && from - 1 <= text.len() as i64;
    state.check_argument(is_inside, 1, "initial position out of bounds")?;
    state.check_argument(to - 1 < text.len() as i64, 2, "final position out of bounds")?;
    if from > to {
        let zero = state.integer_value(0);
        return state.answer(zero);
    }
    state.charge((to - from) as u64 / 4)?;
    match utf8::length(text, from as usize - 1, to as usize - 1, reading) {
        Ok(count) => {
            let count = state.integer_value(count as i64);
            state.answer(count)
        }
        Err(index) => {
            let position = state.integer_value(index as i64 + 1);
            state.answer_all(&[Value::NIL, position])
        }
    }
}

fn codepoint(state: &mut State, _step: u32) -> Outcome {
    let text = state.check_bytes(0)?;
    let from = absolute(state.optional_integer(1, 1)?, text.len());
    let to = absolute(state.optional_integer(2, from)?, text.len());
    let reading = reading(state, 3);
    state.check_argument(from >= 1, 1, "out of bounds")?;
    state.check_argument(to <= text.len() as i64, 2, "out of bounds")?;
    if from > to {
        return state.answer_none();
    }
    let most = (to - from) as usize + 1;
    state.charge(most as u64 / 4)?;
    if most > i32::MAX as usize {
        return Err(state.error("string slice too long"));
    }
    match state.reserve(most) {
        Err(Throw::Error) => return Err(state.error("stack overflow (string slice too long)")),
        other => other?,
    }
    let mut at = from as usize - 1;
    let mut count = 0;
    while at < to as usize {
        let Ok((code, len)) = utf8::decode(&text[at..], reading) else {
            return Err(state.error(INVALID_MESSAGE));
        };
        let code = state.integer_value(i64::from(code));
        state.push(code)?;
        at += len;
        count += 1;
    }
    Ok(Action::Many(count))
}

fn char(state: &mut State, _step: u32) -> Outcome {
    let count = state.count();
    let text = state.build_string(|state, buffer| {
        state.charge(count as u64 / 4)?;
        for index in 0..count {
            let code = state.check_integer(index)?;
            let largest = state.dialect.library.max_utf8_code;
            let code = u32::try_from(code).ok().filter(|code| *code <= largest);
            let Some(code) = code else {
                return Err(state.argument_error(index, "value out of range"));
            };
            buffer.append_with(state, MAX_ENCODED_LEN, |bytes| utf8::encode(bytes, code))?;
        }
        Ok(())
    })?;
    state.answer(text)
}

/// No character takes more bytes than this.
const MAX_ENCODED_LEN: usize = 8;

/// Where the character asked for starts and ends, in positions; `None` if there is none.
fn find(state: &mut State) -> Result<Option<(i64, i64)>, Throw> {
    let text = state.check_bytes(0)?;
    let count = state.check_integer(1)?;
    let default = if count >= 0 { 1 } else { text.len() as i64 + 1 };
    let from = absolute(state.optional_integer(2, default)?, text.len());
    let is_inside = 1 <= from && from - 1 <= text.len() as i64;
    let message = state.dialect.messages.utf8_position;
    state.check_argument(is_inside, 2, message)?;
    state.charge(text.len() as u64 / 16)?;
    match utf8::offset(text, count, from as usize - 1) {
        Ok(found) => Ok(found.map(|(first, last)| (first as i64 + 1, last as i64 + 1))),
        Err(_) => Err(state.error(INSIDE_CHARACTER_MESSAGE)),
    }
}

fn offset(state: &mut State, _step: u32) -> Outcome {
    match find(state)? {
        Some((first, last)) => {
            let (first, last) = (state.integer_value(first), state.integer_value(last));
            state.answer_all(&[first, last])
        }
        None => state.answer(Value::NIL),
    }
}

fn offset_start(state: &mut State, _step: u32) -> Outcome {
    let first = find(state)?.map(|(first, _)| state.integer_value(first));
    state.answer(first.unwrap_or(Value::NIL))
}

fn codes(state: &mut State, _step: u32) -> Outcome {
    let text = state.check_bytes(0)?;
    state.check_argument(!is_continuation(text, 0), 0, INVALID_MESSAGE)?;
    let iterator = match reading(state, 1) {
        Reading::Strict => NEXT_STRICT.value(),
        Reading::Lax => NEXT_LAX.value(),
        Reading::CodePoints => NEXT_CODE_POINT.value(),
    };
    let (text, zero) = (state.slot(0), state.integer_value(0));
    state.answer_all(&[iterator, text, zero])
}

fn next_strict(state: &mut State, _step: u32) -> Outcome {
    next(state, Reading::Strict)
}

fn next_code_point(state: &mut State, _step: u32) -> Outcome {
    next(state, Reading::CodePoints)
}

fn next_lax(state: &mut State, _step: u32) -> Outcome {
    next(state, Reading::Lax)
}

fn next(state: &mut State, reading: Reading) -> Outcome {
    let text = state.check_bytes(0)?;
    let after = state.slot(1);
    // A negative position is beyond every text, as in the reference.
    let after = usize::try_from(state.to_integer(after).unwrap_or(0)).unwrap_or(usize::MAX);
    match utf8::next_code(text, after, reading) {
        Ok(Some((index, code))) => {
            let (index, code) =
                (state.integer_value(index as i64 + 1), state.integer_value(i64::from(code)));
            state.answer_all(&[index, code])
        }
        Ok(None) => state.answer_none(),
        Err(_) => Err(state.error(INVALID_MESSAGE)),
    }
}
