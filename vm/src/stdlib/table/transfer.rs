//! Copying a run of elements from one object to another through metamethods: what `insert`, `remove` and `move` share.
//!
//! The state of a transfer lies in six slots of the function that runs it, because each element can be two calls.

use super::access::{begin_read, begin_write, wait};
use crate::interpreter::{Action, State, Throw};
use crate::value::Value;

/// How many slots a transfer needs.
pub(super) const SLOTS: usize = 6;

const SOURCE: usize = 0;
const TARGET: usize = 1;
const FROM: usize = 2;
const TO: usize = 3;
const REMAINING: usize = 4;
const DIRECTION: usize = 5;

/// The step after a metamethod has given an element.
pub(super) const AFTER_READ: u32 = 100;
/// The step after a metamethod has stored an element.
pub(super) const AFTER_WRITE: u32 = 101;

/// What is to be copied.
pub(super) struct Transfer {
    /// The object to read.
    pub(super) source: Value,
    /// The object to write.
    pub(super) target: Value,
    /// The index of the first element to read.
    pub(super) from: i64,
    /// The index it goes to.
    pub(super) to: i64,
    /// How many elements there are.
    pub(super) count: i64,
    /// 1: upwards; -1: downwards, `from` and `to` being the highest indices.
    pub(super) direction: i64,
}

impl Transfer {
    /// Writes the transfer to the slots from `at` on, which exist.
    pub(super) fn prepare(&self, state: &mut State, at: usize) {
        let numbers = [self.from, self.to, self.count, self.direction];
        state.set_slot(at + SOURCE, self.source);
        state.set_slot(at + TARGET, self.target);
        for (offset, number) in numbers.into_iter().enumerate() {
            state.set_slot(at + FROM + offset, Value::integer(number));
        }
    }
}

/// Runs the transfer in the slots from `at` on, entered with `step`; `None` when it is complete.
pub(super) fn run(state: &mut State, at: usize, step: u32) -> Result<Option<Action>, Throw> {
    let mut value = None;
    match step {
        AFTER_READ => {
            value = Some(state.result(0));
            state.drop_results();
        }
        AFTER_WRITE => {
            state.drop_results();
            advance(state, at);
        }
        _ => {}
    }
    while number(state, at + REMAINING) > 0 {
        state.charge(1)?;
        let source = state.slot(at + SOURCE);
        let element = match value.take() {
            Some(element) => element,
            None => match begin_read(state, source, number(state, at + FROM))? {
                Some(element) => element,
                None => return Ok(Some(wait(2, AFTER_READ))),
            },
        };
        let target = state.slot(at + TARGET);
        if !begin_write(state, target, number(state, at + TO), element)? {
            return Ok(Some(wait(3, AFTER_WRITE)));
        }
        advance(state, at);
    }
    Ok(None)
}

fn number(state: &State, slot: usize) -> i64 {
    state.slot(slot).integer_bits()
}

/// Goes on to the next element.
fn advance(state: &mut State, at: usize) {
    let direction = number(state, at + DIRECTION);
    for (slot, change) in [(FROM, direction), (TO, direction), (REMAINING, -1)] {
        let value = number(state, at + slot).wrapping_add(change);
        state.set_slot(at + slot, Value::integer(value));
    }
}
