//! `string.gmatch`: an iterator that keeps the text, the pattern and its position as values of its own.

use super::gsub::Empty;
use super::patterns::{Anchor, Fuel, capture_value, compiled, match_error, push_captures};
use super::start_position;
use crate::interpreter::{Action, NativeFunction, Outcome, Role, State};
use crate::object::LuaString;
use crate::value::Value;

static NEXT: NativeFunction =
    NativeFunction { name: "string.gmatch", entry: next_apart, role: Role::Ordinary };
static NEXT_TOUCHING: NativeFunction =
    NativeFunction { name: "string.gmatch", entry: next_touching, role: Role::Ordinary };

/// The iterator's own values.
const SUBJECT: usize = 0;
const PATTERN: usize = 1;
/// The end of the match before, or minus one minus the start of the search where there was none.
const POSITION: usize = 2;

pub(super) fn gmatch(state: &mut State, _step: u32) -> Outcome {
    let len = state.check_bytes(0)?.len();
    state.check_string(1)?;
    let from = state.optional_integer(2, 1)?;
    // A start beyond the end finds nothing, not even an empty match at the end.
    let from = start_position(from, len).min(len + 2) - 1;
    answer_iterator(state, &NEXT, from)
}

/// `gmatch` that always starts at the first byte.
pub(super) fn gmatch_from_start(state: &mut State, _step: u32) -> Outcome {
    state.check_string(0)?;
    state.check_string(1)?;
    answer_iterator(state, &NEXT, 0)
}

pub(super) fn gmatch_touching(state: &mut State, _step: u32) -> Outcome {
    state.check_string(0)?;
    state.check_string(1)?;
    answer_iterator(state, &NEXT_TOUCHING, 0)
}

fn answer_iterator(state: &mut State, next: &'static NativeFunction, from: usize) -> Outcome {
    let values = [state.slot(0), state.slot(1), Value::integer(-1 - from as i64)];
    let iterator = state.new_native_closure(next, &values)?;
    state.answer(iterator)
}

fn next_apart(state: &mut State, _step: u32) -> Outcome {
    next(state, Empty::Apart)
}

fn next_touching(state: &mut State, _step: u32) -> Outcome {
    next(state, Empty::Touching)
}

#[inline(always)]
fn next(state: &mut State, empty: Empty) -> Outcome {
    let (subject, source) = (state.own_value(SUBJECT), state.own_value(PATTERN));
    // Debugging functions can put anything in the place of what was kept.
    if !subject.is_string() || !source.is_string() {
        return state.answer_none();
    }
    let subject = subject.pointer::<LuaString>();
    let position = state.own_value(POSITION).as_integer().unwrap_or(0);
    let (from, last_end) = match usize::try_from(position) {
        Ok(end) => (end, Some(end)),
        Err(_) => (position.unsigned_abs() as usize - 1, None),
    };
    let compiled = compiled(state, source.pointer(), Anchor::Text)?;
    compiled.with_captures(|pattern, captures| {
        let found =
            pattern.find_next(subject.as_bytes(), from, last_end, captures, &mut Fuel(state));
        match found {
            Ok(Some(range)) => {
                let position = match empty {
                    Empty::Apart => range.end as i64,
                    // An empty match is followed by a search one byte on.
                    Empty::Touching => -1 - (range.end + usize::from(range.is_empty())) as i64,
                };
                state.set_own_value(POSITION, Value::integer(position));
                if captures.value_len() == 1 {
                    let value = capture_value(state, captures, 0, subject)?;
                    return state.answer(value);
                }
                push_captures(state, captures, subject).map(Action::Many)
            }
            Ok(None) => state.answer_none(),
            Err(error) => Err(match_error(state, error)),
        }
    })
}
