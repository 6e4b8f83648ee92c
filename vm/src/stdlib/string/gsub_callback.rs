//! `string.gsub` with a function, or with a table whose `__index` is one.
//!
//! What has been replaced is gathered in [`Parts`], and the progress lies in slots, so that calls can happen between
//! two matches.

use super::gsub::{Empty, Job, MAX, PATTERN, Progress, REPLACEMENT, SUBJECT, answer, refuse};
use super::parts::Parts;
use super::patterns::{Anchor, capture_value, compiled, push_captures};
use crate::gc::Gc;
use crate::interpreter::{Action, Lookup, Outcome, State, Throw};
use crate::object::LuaString;
use crate::value::Value;

/// The slots behind the arguments.
const COUNT: usize = 4;
const FROM: usize = 5;
const COPIED: usize = 6;
const START: usize = 7;
const PARTS: Parts = Parts { slot: 8 };
const SLOTS: usize = PARTS.slot + Parts::SLOTS;

/// A call that a replacement without calls came upon.
pub(super) struct Suspended<'a> {
    /// The `__index` metamethod and its arguments.
    pub(super) function: Value,
    pub(super) object: Value,
    pub(super) key: Value,
    /// The most matches to replace.
    pub(super) max: i64,
    /// What has been written so far.
    pub(super) done: &'a [u8],
}

impl Suspended<'_> {
    /// Moves everything to slots and makes the call.
    pub(super) fn suspend(self, state: &mut State, progress: &Progress) -> Outcome {
        prepare(state, self.max)?;
        let done = state.new_string(self.done)?;
        PARTS.push(state, done)?;
        save(state, progress);
        call_index(state, self.function, self.object, self.key)
    }
}

/// Starts replacing by a function.
pub(super) fn begin(state: &mut State, max: i64, empty: Empty) -> Outcome {
    prepare(state, max)?;
    go_on(state, Progress::default(), empty)
}

/// Goes on after a call.
pub(super) fn resume(state: &mut State, empty: Empty) -> Outcome {
    let value = state.result(0);
    state.drop_results();
    let mut progress = load(state);
    accept(state, &mut progress, value)?;
    go_on(state, progress, empty)
}

/// Makes the slots.
fn prepare(state: &mut State, max: i64) -> Result<(), Throw> {
    state.set_count(SLOTS)?;
    state.set_slot(MAX, Value::integer(max));
    PARTS.start(state)
}

fn save(state: &mut State, progress: &Progress) {
    state.set_slot(COUNT, Value::integer(progress.count));
    state.set_slot(FROM, Value::integer(progress.from as i64));
    state.set_slot(COPIED, Value::integer(progress.copied as i64));
    state.set_slot(START, Value::integer(progress.start as i64));
}

fn load(state: &State) -> Progress {
    let integer = |slot| state.slot(slot).as_integer().unwrap_or(0);
    Progress {
        count: integer(COUNT),
        from: integer(FROM) as usize,
        copied: integer(COPIED) as usize,
        start: integer(START) as usize,
    }
}

/// A slot that held a string when the function was called; debugging functions can change slots.
fn string_in(state: &mut State, slot: usize) -> Result<Gc<LuaString>, Throw> {
    let value = state.slot(slot);
    if value.is_string() { Ok(value.pointer()) } else { state.intern(b"") }
}

/// Looks for the next match and calls for its replacement.
fn go_on(state: &mut State, mut progress: Progress, empty: Empty) -> Outcome {
    let subject = string_in(state, SUBJECT)?;
    let pattern = string_in(state, PATTERN)?;
    let replacement = state.slot(REPLACEMENT);
    let max = state.slot(MAX).as_integer().unwrap_or(0);
    let compiled = compiled(state, pattern, Anchor::Start)?;
    let job = Job { subject, compiled: &compiled, max, empty };
    compiled.with_captures(|_, captures| {
        while job.find(state, captures, &mut progress)? {
            if !replacement.is_table() {
                save(state, &progress);
                state.push_callee(replacement)?;
                let args = push_captures(state, captures, subject)?;
                return Ok(Action::Call { args, step: 1, yieldable: false });
            }
            let key = capture_value(state, captures, 0, subject)?;
            match state.lookup(replacement, key)? {
                Lookup::Value(value) => accept(state, &mut progress, value)?,
                Lookup::Call { function, object } => {
                    save(state, &progress);
                    return call_index(state, function, object, key);
                }
            }
        }
        finish(state, subject, &progress)
    })
}

fn call_index(state: &mut State, function: Value, object: Value, key: Value) -> Outcome {
    state.push_callee(function)?;
    state.push(object)?;
    state.push(key)?;
    Ok(Action::Call { args: 2, step: 1, yieldable: false })
}

/// Adds what replaces the last match; nil and false leave it as it is.
fn accept(state: &mut State, progress: &mut Progress, value: Value) -> Result<(), Throw> {
    if value.is_falsy() {
        return Ok(());
    }
    if !value.is_string() && !value.is_number() {
        return Err(refuse(state, value));
    }
    PARTS.push_piece(state, progress.copied, progress.start)?;
    progress.copied = progress.from;
    let text = state.number_to_string(value)?;
    PARTS.push(state, text)
}

/// Answers the text with everything replaced.
fn finish(state: &mut State, subject: Gc<LuaString>, progress: &Progress) -> Outcome {
    if progress.copied == 0 && PARTS.is_empty(state) {
        return answer(state, subject.value(), progress.count);
    }
    PARTS.push_piece(state, progress.copied, subject.len as usize)?;
    let text = PARTS.join(state, subject.as_bytes())?;
    answer(state, text, progress.count)
}
