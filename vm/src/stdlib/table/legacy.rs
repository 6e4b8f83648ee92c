//! Table functions of dialects that still have them.

use crate::gc::Gc;
use crate::interpreter::{Action, Outcome, State};
use crate::object::Table;
use crate::value::Value;

/// `table.getn`
pub(super) fn getn(state: &mut State, _step: u32) -> Outcome {
    let table = state.check_table(0)?;
    let length = table.length(&state.heap);
    let length = state.integer_value(length);
    state.answer(length)
}

/// `table.setn`
pub(super) fn setn(state: &mut State, _step: u32) -> Outcome {
    state.check_table(0)?;
    Err(state.error("'setn' is obsolete"))
}

/// `table.maxn`
pub(super) fn maxn(state: &mut State, _step: u32) -> Outcome {
    let table = state.check_table(0)?;
    let mut largest: f64 = 0.0;
    let mut position = 0;
    while let Some((next, key, _)) = table.next_index(position) {
        if position % 1024 == 0 {
            state.charge(1024)?;
        }
        position = next;
        let number = key.as_float().or(key.as_integer().map(|integer| integer as f64));
        largest = largest.max(number.unwrap_or(0.0));
    }
    state.answer(Value::float(largest))
}

/// `table.foreach`; slot 2 holds the key.
pub(super) fn foreach(state: &mut State, step: u32) -> Outcome {
    if step == 0 {
        state.check_table(0)?;
        state.check_function(1)?;
        state.set_count(2)?;
        state.push(Value::NIL)?;
    } else if !state.result(0).is_nil() {
        let value = state.result(0);
        return state.answer(value);
    } else {
        state.drop_results();
    }
    let table: Gc<Table> = state.slot(0).pointer();
    match table.next(state.slot(2)) {
        Ok(Some((key, value))) => {
            state.set_slot(2, key);
            let key = state.key_value(key);
            call_with(state, key, value)
        }
        Ok(None) => state.answer_none(),
        Err(_) => Err(state.error_plain("invalid key to 'next'")),
    }
}

/// `table.foreachi`; slot 2 holds the index.
pub(super) fn foreachi(state: &mut State, step: u32) -> Outcome {
    if step == 0 {
        state.check_table(0)?;
        state.check_function(1)?;
        state.set_count(2)?;
        state.push(Value::integer(0))?;
    } else if !state.result(0).is_nil() {
        let value = state.result(0);
        return state.answer(value);
    } else {
        state.drop_results();
    }
    let table: Gc<Table> = state.slot(0).pointer();
    let index = state.slot(2).integer_bits() + 1;
    if index > table.length(&state.heap) {
        return state.answer_none();
    }
    state.set_slot(2, Value::integer(index));
    let key = state.integer_value(index);
    call_with(state, key, table.get_integer(index))
}

fn call_with(state: &mut State, key: Value, value: Value) -> Outcome {
    let function = state.slot(1);
    state.push_callee(function)?;
    state.push(key)?;
    state.push(value)?;
    Ok(Action::Call { args: 2, step: 1, yieldable: false })
}
