//! `string.pack`, `packsize` and `unpack`.

use super::start_position;
use crate::interpreter::{Action, Outcome, State, Throw};
use crate::stdlib::buffer::Buffer;
use crate::text::Refusal;
use crate::text::pack::{Item, Items, Kind, Platform, Unpacked, Unpacker, packed_size};
use crate::value::Value;

/// How many options cost one step of the budget.
const OPTIONS_PER_STEP: usize = 4;

/// The error of a refusal.
#[cold]
pub(super) fn refused(state: &mut State, refusal: Refusal) -> Throw {
    match refusal.argument {
        Some(number) => state.argument_error(number.saturating_sub(1), refusal.message),
        None => state.error(refusal.message),
    }
}

fn platform(state: &State) -> Platform {
    Platform {
        max_byte_len: state.dialect.longest_counted,
        alignment: state.dialect.pack_alignment,
    }
}

pub(super) fn pack(state: &mut State, _step: u32) -> Outcome {
    let format = state.check_bytes(0)?;
    state.charge((format.len() / OPTIONS_PER_STEP) as u64)?;
    // As in the reference, a nil ends the arguments, and the message about a missing one names it.
    state.push(Value::NIL)?;
    let packed = state.with_buffer(|state, buffer| {
        pack_items(state, buffer, format)?;
        state.new_result(buffer.as_bytes())
    })?;
    state.answer(packed)
}

fn pack_items(state: &mut State, buffer: &mut Buffer, format: &[u8]) -> Result<(), Throw> {
    let mut items = Items::new(format, platform(state));
    let mut total: usize = 0;
    // The number of the last argument used, counted from one.
    let mut argument = 1;
    loop {
        let item = match items.next_item(total) {
            Ok(Some(item)) => item,
            Ok(None) => return Ok(()),
            Err(refusal) => return Err(refused(state, refusal)),
        };
        total = match item.reserve(total, argument) {
            Ok(total) => total,
            Err(refusal) => return Err(refused(state, refusal)),
        };
        if item.kind.has_value() {
            argument += 1;
            total = total.saturating_add(pack_value(state, buffer, &item, argument)?);
        } else {
            let room = item.padding.saturating_add(item.size);
            buffer.append_with(state, room, |bytes| item.write_padding(bytes))?;
        }
    }
}

/// Writes an item's value; how many bytes were not in its size.
fn pack_value(
    state: &mut State,
    buffer: &mut Buffer,
    item: &Item,
    argument: usize,
) -> Result<usize, Throw> {
    let index = argument - 1;
    let room = item.padding.saturating_add(item.size);
    let written = match item.kind {
        Kind::Integer | Kind::Unsigned => {
            let value = state.check_integer(index)?;
            buffer.append_with(state, room, |bytes| {
                item.write_padding(bytes);
                item.write_integer(bytes, value, argument).map(|()| 0)
            })?
        }
        Kind::Single | Kind::Double => {
            let value = state.check_number(index)?;
            buffer.append_with(state, room, |bytes| {
                item.write_padding(bytes);
                item.write_float(bytes, value);
                Ok(0)
            })?
        }
        _ => {
            let text = state.check_bytes(index)?;
            let is_too_long = item.kind == Kind::Characters && text.len() > item.size;
            // What will be refused needs no room.
            let room = if is_too_long { 0 } else { room.saturating_add(text.len() + 1) };
            buffer.append_with(state, room, |bytes| {
                item.write_padding(bytes);
                item.write_text(bytes, text, argument)
            })?
        }
    };
    written.map_err(|refusal| refused(state, refusal))
}

pub(super) fn packsize(state: &mut State, _step: u32) -> Outcome {
    let format = state.check_bytes(0)?;
    state.charge((format.len() / OPTIONS_PER_STEP) as u64)?;
    match packed_size(format, platform(state)) {
        Ok(size) => {
            let size = state.integer_value(size as i64);
            state.answer(size)
        }
        Err(refusal) => Err(refused(state, refusal)),
    }
}

pub(super) fn unpack(state: &mut State, _step: u32) -> Outcome {
    let format = state.check_bytes(0)?;
    let data = state.check_bytes(1)?;
    let from = state.optional_integer(2, 1)?;
    state.charge((format.len() / OPTIONS_PER_STEP) as u64)?;
    let is_before = from == 0 || from < -(data.len() as i64);
    if is_before && !state.dialect.library.unpack_start_is_clamped {
        return Err(state.argument_error(2, "initial position out of string"));
    }
    let from = start_position(from, data.len()) - 1;
    let mut unpacker = match Unpacker::new(format, platform(state), data, from) {
        Ok(unpacker) => unpacker,
        Err(refusal) => return Err(refused(state, refusal)),
    };
    let mut count = 0;
    loop {
        let value = match unpacker.next_value() {
            Ok(Some(Unpacked::Integer(value))) => state.integer_value(value),
            Ok(Some(Unpacked::Float(value))) => Value::float(value),
            Ok(Some(Unpacked::Text(range))) => {
                state.charge((range.len() / 16) as u64)?;
                state.new_string(data.get(range).unwrap_or_default())?
            }
            Ok(None) => break,
            Err(refusal) => return Err(refused(state, refusal)),
        };
        match state.reserve(2) {
            Err(Throw::Error) => return Err(state.error("stack overflow (too many results)")),
            other => other?,
        }
        state.push(value)?;
        count += 1;
    }
    let next = state.integer_value(unpacker.position() as i64 + 1);
    state.push(next)?;
    Ok(Action::Many(count + 1))
}
