//! `next`, `pairs` and `ipairs`.

use super::base::basic_function;
use super::library::library;
use crate::interpreter::{Action, Outcome, State, Throw};
use crate::object::{Event, Table};
use crate::value::Value;

library! {
    /// Functions that are values only.
    static HIDDEN = "", prefix "";

    /// The iterator of `ipairs`.
    ipairs_iterator(table, index) => ipairs_step, ArrayStep;
    /// The iterator of `ipairs` without metamethods.
    ipairs_iterator_of_table(table, index) => ipairs_step_of_table, ArrayStepWithFloats;
}

/// `next`
pub(super) fn next(state: &mut State, _step: u32) -> Outcome {
    let table = state.check_table(0)?;
    let key = state.slot(1);
    match table.next(key) {
        Ok(Some((key, value))) => state.answer_all(&[key, value]),
        Ok(None) => state.answer(Value::NIL),
        Err(_) => Err(state.error_plain("invalid key to 'next'")),
    }
}

/// `next` where integral keys are floats.
pub(super) fn next_with_floats(state: &mut State, _step: u32) -> Outcome {
    let table = state.check_table(0)?;
    let key = state.slot(1);
    match table.next(key) {
        Ok(Some((key, value))) => {
            let key = state.key_value(key);
            state.answer_all(&[key, value])
        }
        Ok(None) => state.answer(Value::NIL),
        Err(_) => Err(state.error_plain("invalid key to 'next'")),
    }
}

/// `pairs`, whose fourth result is to be closed.
pub(super) fn pairs(state: &mut State, step: u32) -> Outcome {
    start_pairs(state, step, 4)
}

/// `pairs` without a value to be closed.
pub(super) fn pairs_without_closing(state: &mut State, step: u32) -> Outcome {
    start_pairs(state, step, 3)
}

/// `pairs` with so many results, at most four.
fn start_pairs(state: &mut State, step: u32, results: usize) -> Outcome {
    if step == 1 {
        return answer_metamethod(state, results);
    }
    let value = state.check_any(0)?;
    if let Some(action) = call_metamethod(state, value, Event::Pairs)? {
        return Ok(action);
    }
    let next = basic_function(state, "next");
    state.answer_all(&[next, value, Value::NIL, Value::NIL][..results])
}

/// `pairs` of tables, and of what has a metamethod where the dialect knows it.
pub(super) fn pairs_of_table(state: &mut State, step: u32) -> Outcome {
    if step == 1 {
        return answer_metamethod(state, 3);
    }
    let value = state.slot(0);
    if state.dialect.iteration_metamethods
        && let Some(action) = call_metamethod(state, value, Event::Pairs)?
    {
        return Ok(action);
    }
    state.check_table(0)?;
    let next = basic_function(state, "next");
    state.answer_all(&[next, value, Value::NIL])
}

/// `ipairs`
pub(super) fn ipairs(state: &mut State, _step: u32) -> Outcome {
    let table = state.check_any(0)?;
    let zero = state.integer_value(0);
    state.answer_all(&[HIDDEN.functions[0].value(), table, zero])
}

/// `ipairs` of tables, and of what has a metamethod where the dialect knows it.
pub(super) fn ipairs_of_table(state: &mut State, step: u32) -> Outcome {
    if step == 1 {
        return answer_metamethod(state, 3);
    }
    let value = state.slot(0);
    if state.dialect.iteration_metamethods
        && let Some(action) = call_metamethod(state, value, Event::IndexedPairs)?
    {
        return Ok(action);
    }
    state.check_table(0)?;
    let zero = state.integer_value(0);
    state.answer_all(&[HIDDEN.functions[1].value(), value, zero])
}

/// Calls the metamethod that makes an iterator, if there is one.
fn call_metamethod(state: &mut State, value: Value, event: Event) -> Result<Option<Action>, Throw> {
    let metamethod = state.metamethod(value, event);
    if metamethod.is_nil() {
        return Ok(None);
    }
    state.push_callee(metamethod)?;
    state.push(value)?;
    Ok(Some(Action::Call { args: 1, step: 1, yieldable: true }))
}

/// Answers the first results of the metamethod.
fn answer_metamethod(state: &mut State, count: usize) -> Outcome {
    let first = state.results();
    state.set_count(first + count)?;
    Ok(Action::Many(count as u32))
}

fn ipairs_step(state: &mut State, step: u32) -> Outcome {
    if step == 1 {
        let value = state.result(0);
        return answer_pair(state, value);
    }
    let index = state.check_integer(1)?.wrapping_add(1);
    let key = state.integer_value(index);
    state.set_slot(1, key);
    let table = state.slot(0);
    if table.is_table() {
        let value = table.pointer::<Table>().get_integer(index);
        if !value.is_nil() {
            return answer_pair(state, value);
        }
    }
    match super::table::access::begin_read(state, table, index)? {
        Some(value) => answer_pair(state, value),
        None => Ok(Action::Call { args: 2, step: 1, yieldable: false }),
    }
}

fn ipairs_step_of_table(state: &mut State, _step: u32) -> Outcome {
    let index = state.check_integer(1)?.wrapping_add(1);
    let table = state.check_table(0)?;
    let key = state.integer_value(index);
    state.set_slot(1, key);
    let value = table.get_integer(index);
    if value.is_nil() && state.dialect.library.ipairs_ends_with_nothing {
        return state.answer_none();
    }
    answer_pair(state, value)
}

/// Answers the index in slot 1 and its value, or nil at the end.
fn answer_pair(state: &mut State, value: Value) -> Outcome {
    if value.is_nil() {
        return state.answer(Value::NIL);
    }
    let index = state.slot(1);
    state.answer_all(&[index, value])
}
