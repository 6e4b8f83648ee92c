//! Iterators over the lines, or other pieces, of files.

use super::file::{check_open, close_handle, handle_of};
use super::read::{Values, read_values};
use crate::interpreter::{Action, NativeFunction, Outcome, Role, State, Throw};
use crate::value::Value;

/// The most formats an iterator can have.
const MAX_FORMATS: usize = 250;

/// The values of an iterator: the file, how many formats there are, whether the file is closed at its end, the formats.
const FILE: usize = 0;
const FORMAT_COUNT: usize = 1;
const CLOSES_FILE: usize = 2;
const FORMATS: usize = 3;

static ITERATOR: NativeFunction =
    NativeFunction { name: "FILE*.lines", entry: next, role: Role::Ordinary };

/// An iterator over the file in slot 0 with the formats in the slots behind it.
pub(super) fn new_iterator(state: &mut State, closes_file: bool) -> Result<Value, Throw> {
    let formats = state.count() - 1;
    state.check_argument(formats <= MAX_FORMATS, MAX_FORMATS + 1, "too many arguments")?;
    let mut values = Vec::with_capacity(FORMATS + formats);
    values.extend([state.slot(0), Value::integer(formats as i64), Value::boolean(closes_file)]);
    values.extend((1..=formats).map(|index| state.slot(index)));
    state.new_native_closure(&ITERATOR, &values)
}

/// `file:lines`
pub(super) fn file_lines(state: &mut State, _step: u32) -> Outcome {
    check_open(state, 0)?;
    let iterator = new_iterator(state, false)?;
    state.answer(iterator)
}

fn next(state: &mut State, _step: u32) -> Outcome {
    let file = state.own_value(FILE);
    let Some(handle) = handle_of(file).filter(|handle| !handle.is_closed()) else {
        return Err(state.error("file is already closed"));
    };
    // The formats follow one slot, so that messages count them as the reference does.
    state.set_count(1)?;
    let formats = state.own_value(FORMAT_COUNT).integer_bits() as usize;
    for index in 0..formats {
        let format = state.own_value(FORMATS + index);
        state.push(format)?;
    }
    let stream = handle.stream(state);
    match read_values(state, &stream, 1)? {
        Values::Failed(failure) => Err(state.error(failure.message)),
        Values::Pushed(count) => {
            if !state.slot(state.count() - count).is_falsy() {
                return Ok(Action::Many(count as u32));
            }
            if !state.own_value(CLOSES_FILE).is_falsy() {
                close_handle(state, handle)?;
            }
            state.answer_none()
        }
    }
}
