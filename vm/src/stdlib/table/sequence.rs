//! `insert`, `remove` and `move`: shifting elements within and between tables.

use super::access::{
    CHANGE_ALL, READ, WRITE, begin_length, begin_read, begin_write, check_access, finish_length,
    plain_table, wait,
};
use super::transfer::{self, AFTER_READ, AFTER_WRITE, Transfer};
use crate::gc::Gc;
use crate::interpreter::{Outcome, State, Throw};
use crate::object::{Table, raw_equal};
use crate::value::Value;

/// How many moved elements cost one step of the budget.
const ELEMENTS_PER_STEP: i64 = 16;

/// The steps besides those of a transfer.
const AFTER_LENGTH: u32 = 1;
const AFTER_FIRST_READ: u32 = 2;
const AFTER_LAST_WRITE: u32 = 3;

/// Slots while metamethods run: the table, a position, a value, then the transfer.
const POSITION: usize = 1;
const VALUE: usize = 2;
const TRANSFER: usize = 3;

/// Sets an element of a table directly.
#[inline(always)]
fn set_element(state: &mut State, table: Gc<Table>, index: i64, value: Value) -> Result<(), Throw> {
    if table.array_set(&mut state.heap, index, value) {
        return Ok(());
    }
    state.raw_set(table, Value::integer(index), value)
}

/// Copies `count` elements of a table to another place in it or in another one, as if through a third.
fn copy_elements(
    state: &mut State,
    (source, from): (Gc<Table>, i64),
    (target, to): (Gc<Table>, i64),
    count: i64,
) -> Result<(), Throw> {
    state.charge((count / ELEMENTS_PER_STEP) as u64)?;
    // A range up to the largest integer has no end; it is in no array either.
    if source == target
        && let Some(end) = from.checked_add(count)
        && source.array_move(&mut state.heap, from..end, to)
    {
        return Ok(());
    }
    let overlaps_upwards = source == target && to > from && to < from.saturating_add(count);
    for done in 0..count {
        if done % 1024 == 1023 {
            state.charge(1024)?;
        }
        let offset = if overlaps_upwards { count - 1 - done } else { done };
        let value = source.get_integer(from + offset);
        set_element(state, target, to + offset, value)?;
    }
    Ok(())
}

/// `table.insert`
pub(super) fn insert(state: &mut State, step: u32) -> Outcome {
    let length = match step {
        0 => match plain_table(state, 0) {
            Some(table) => return insert_directly(state, table),
            None => {
                check_access(state, 0, CHANGE_ALL)?;
                let list = state.slot(0);
                match begin_length(state, list)? {
                    Some(length) => length,
                    None => return Ok(wait(1, AFTER_LENGTH)),
                }
            }
        },
        AFTER_LENGTH => finish_length(state)?,
        AFTER_READ | AFTER_WRITE => return insert_shifted(state, step),
        _ => return state.answer_none(),
    };
    let list = state.slot(0);
    let end = length.wrapping_add(1);
    let (position, value) = insert_arguments(state, end)?;
    state.set_count(TRANSFER + transfer::SLOTS)?;
    state.set_slot(POSITION, Value::integer(position));
    state.set_slot(VALUE, value);
    let count = end.wrapping_sub(position);
    Transfer { source: list, target: list, from: length, to: end, count, direction: -1 }
        .prepare(state, TRANSFER);
    insert_shifted(state, step)
}

/// The position and the value, `end` being the first free position.
fn insert_arguments(state: &mut State, end: i64) -> Result<(i64, Value), Throw> {
    match state.count() {
        2 => Ok((end, state.slot(1))),
        3 => {
            let position = state.check_integer(1)?;
            if !state.dialect.library.positions_are_checked {
                return Ok((position, state.slot(2)));
            }
            let is_inside = (position as u64).wrapping_sub(1) < end as u64;
            state.check_argument(is_inside, 1, "position out of bounds")?;
            Ok((position, state.slot(2)))
        }
        _ => Err(state.error("wrong number of arguments to 'insert'")),
    }
}

fn insert_directly(state: &mut State, table: Gc<Table>) -> Outcome {
    let end = table.length(&state.heap).wrapping_add(1);
    let (position, value) = insert_arguments(state, end)?;
    if position < end {
        // The last element goes first, so that the table has grown when the others are moved as one.
        let last = table.get_integer(end - 1);
        set_element(state, table, end, last)?;
        copy_elements(state, (table, position), (table, position + 1), end - 1 - position)?;
    }
    set_element(state, table, position, value)?;
    state.answer_none()
}

/// Moves the elements up through metamethods, then stores the new one.
fn insert_shifted(state: &mut State, step: u32) -> Outcome {
    if let Some(action) = transfer::run(state, TRANSFER, step)? {
        return Ok(action);
    }
    let (list, position, value) =
        (state.slot(0), state.slot(POSITION).integer_bits(), state.slot(VALUE));
    if begin_write(state, list, position, value)? {
        return state.answer_none();
    }
    Ok(wait(3, AFTER_LAST_WRITE))
}

/// `table.remove`
pub(super) fn remove(state: &mut State, step: u32) -> Outcome {
    let length = match step {
        0 => match plain_table(state, 0) {
            Some(table) => return remove_directly(state, table),
            None => {
                check_access(state, 0, CHANGE_ALL)?;
                let list = state.slot(0);
                match begin_length(state, list)? {
                    Some(length) => length,
                    None => return Ok(wait(1, AFTER_LENGTH)),
                }
            }
        },
        AFTER_LENGTH => finish_length(state)?,
        AFTER_FIRST_READ => {
            let value = state.result(0);
            state.drop_results();
            state.set_slot(VALUE, value);
            return remove_shifted(state, step);
        }
        AFTER_READ | AFTER_WRITE => return remove_shifted(state, step),
        _ => {
            let value = state.slot(VALUE);
            return state.answer(value);
        }
    };
    let list = state.slot(0);
    let position = remove_position(state, length)?;
    state.set_count(TRANSFER + transfer::SLOTS)?;
    // What is cleared in the end is the last position, or the one asked for behind it.
    state.set_slot(POSITION, Value::integer(position.max(length)));
    let count = length.saturating_sub(position);
    let from = position.wrapping_add(1);
    Transfer { source: list, target: list, from, to: position, count, direction: 1 }
        .prepare(state, TRANSFER);
    match begin_read(state, list, position)? {
        Some(value) => {
            state.set_slot(VALUE, value);
            remove_shifted(state, step)
        }
        None => Ok(wait(2, AFTER_FIRST_READ)),
    }
}

/// The position to remove, `length` being the default.
fn remove_position(state: &mut State, length: i64) -> Result<i64, Throw> {
    let position = state.optional_integer(1, length)?;
    let is_inside = !state.dialect.library.positions_are_checked
        || position == length
        || (position as u64).wrapping_sub(1) <= length as u64;
    let blamed = usize::from(!state.dialect.library.removal_blames_list);
    state.check_argument(is_inside, blamed, "position out of bounds")?;
    Ok(position)
}

fn remove_directly(state: &mut State, table: Gc<Table>) -> Outcome {
    let length = table.length(&state.heap);
    let position = remove_position(state, length)?;
    if !state.dialect.library.positions_are_checked && !(1..=length).contains(&position) {
        return state.answer_none();
    }
    let value = table.get_integer(position);
    if position < length {
        copy_elements(state, (table, position + 1), (table, position), length - position)?;
    }
    let last = position.max(length);
    // A position that has no element needs none to be removed.
    if !table.get_integer(last).is_nil() {
        set_element(state, table, last, Value::NIL)?;
    }
    state.answer(value)
}

/// Moves the elements down through metamethods, then clears the last one.
fn remove_shifted(state: &mut State, step: u32) -> Outcome {
    if let Some(action) = transfer::run(state, TRANSFER, step)? {
        return Ok(action);
    }
    let (list, position) = (state.slot(0), state.slot(POSITION).integer_bits());
    if begin_write(state, list, position, Value::NIL)? {
        let value = state.slot(VALUE);
        return state.answer(value);
    }
    Ok(wait(3, AFTER_LAST_WRITE))
}

/// `table.move`; its fifth slot holds the destination.
pub(super) fn move_elements(state: &mut State, step: u32) -> Outcome {
    const DESTINATION: usize = 4;
    const MOVE_TRANSFER: usize = 5;
    if step == 0 {
        let from = state.check_integer(1)?;
        let to = state.check_integer(2)?;
        let target = state.check_integer(3)?;
        let destination = if state.slot(DESTINATION).is_nil() { 0 } else { DESTINATION };
        check_access(state, 0, READ)?;
        check_access(state, destination, WRITE)?;
        state.set_count(MOVE_TRANSFER + transfer::SLOTS)?;
        let (source, destination) = (state.slot(0), state.slot(destination));
        state.set_slot(DESTINATION, destination);
        if to < from {
            return state.answer(destination);
        }
        let fits = from > 0 || to < i64::MAX.wrapping_add(from);
        state.check_argument(fits, 2, "too many elements to move")?;
        let count = to - from + 1;
        state.check_argument(target <= i64::MAX - count + 1, 3, "destination wrap around")?;
        if let (Some(source), Some(destination)) =
            (plain_table(state, 0), plain_table(state, DESTINATION))
        {
            copy_elements(state, (source, from), (destination, target), count)?;
            return state.answer(super::table_value(destination));
        }
        let upwards = target > to || target <= from || !raw_equal(source, destination);
        let transfer = if upwards {
            Transfer { source, target: destination, from, to: target, count, direction: 1 }
        } else {
            let (from, to) = (to, target + (count - 1));
            Transfer { source, target: destination, from, to, count, direction: -1 }
        };
        transfer.prepare(state, MOVE_TRANSFER);
    }
    match transfer::run(state, MOVE_TRANSFER, step)? {
        Some(action) => Ok(action),
        None => {
            let destination = state.slot(DESTINATION);
            state.answer(destination)
        }
    }
}
