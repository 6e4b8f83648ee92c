//! The table library.

pub(crate) mod access;
mod concat;
mod legacy;
mod native_sort;
mod quick;
mod sequence;
mod sort;
mod transfer;

use self::access::{
    READ_ALL, begin_length, begin_read, check_access, finish_length, plain_table, wait,
};
use super::library::{library, table_value};
use crate::dialect::Dialects;
use crate::interpreter::{Action, Outcome, State, Throw};
use crate::value::Value;

library! {
    /// Functions on tables as arrays.
    static TABLES = "table", prefix "table.";

    /// The elements of an array as one string.
    concat(list, separator?, from?, to?) => concat::concat;
    /// A table with room for elements and fields.
    create(elements, fields?) in Dialects::LUA55 => create;
    /// Calls a function for each key and value, until it answers something.
    foreach(table, function) in Dialects::LUA51 => legacy::foreach;
    /// Calls a function for each element, until it answers something.
    foreachi(list, function) in Dialects::LUA51 => legacy::foreachi;
    /// The number of elements of an array.
    getn(list) in Dialects::LUA51 => legacy::getn;
    /// Inserts an element.
    insert(list, position?, value) => sequence::insert, Quick(quick::insert);
    /// The largest positive number that is a key.
    maxn(table) in Dialects::BEFORE_LUA53 => legacy::maxn;
    /// Copies elements to another place or table.
    move(source, from, to, target, destination?) in Dialects::SINCE_LUA53 => sequence::move_elements;
    /// The arguments as a table with their number in `n`.
    pack(...) in Dialects::SINCE_LUA52 => pack;
    /// Removes an element.
    remove(list, position?) => sequence::remove;
    /// Refuses to set the number of elements.
    setn(list, count) in Dialects::LUA51 => legacy::setn;
    /// Sorts an array in place.
    sort(list, comparator?) => sort::sort;
    /// The elements of an array as results.
    unpack(list, from?, to?) in Dialects::SINCE_LUA52 => unpack;
}

/// The most fields a table can have, as in the reference.
const MAX_FIELDS: i64 = 1 << 30;

fn create(state: &mut State, _step: u32) -> Outcome {
    let elements = state.check_integer(0)?;
    let fields = state.optional_integer(1, 0)?;
    let fits = |size: i64| (0..=i64::from(i32::MAX)).contains(&size);
    state.check_argument(fits(elements), 0, "out of range")?;
    state.check_argument(fits(fields), 1, "out of range")?;
    if fields > MAX_FIELDS {
        return Err(state.error_plain("table overflow"));
    }
    let table = state.new_table(elements as usize, fields as usize)?;
    state.answer(table_value(table))
}

fn pack(state: &mut State, _step: u32) -> Outcome {
    let count = state.count();
    let table = state.new_table(count, 1)?;
    state.charge(count as u64 / 8)?;
    for index in 0..count {
        let value = state.slot(index);
        if !table.array_set(&mut state.heap, index as i64 + 1, value) {
            state.raw_set(table, Value::integer(index as i64 + 1), value)?;
        }
    }
    let count = state.integer_value(count as i64);
    state.set_field(table, "n", count)?;
    state.answer(table_value(table))
}

/// The slots of `unpack`: its arguments, replaced by numbers; the elements follow.
const FROM: usize = 1;
const TO: usize = 2;
const FIRST_ELEMENT: usize = 3;

/// The steps of `unpack` through metamethods.
const AFTER_LENGTH: u32 = 1;
const AFTER_ELEMENT: u32 = 2;

/// `table.unpack`
pub(super) fn unpack(state: &mut State, step: u32) -> Outcome {
    let length = match step {
        0 => {
            let has_end = !state.slot(TO).is_nil();
            if state.dialect.unpack_checks_list {
                check_access(state, 0, READ_ALL)?;
            } else {
                state.optional_integer(FROM, 1)?;
            }
            let list = state.slot(0);
            match plain_table(state, 0) {
                _ if has_end && !state.dialect.unpack_checks_list => 0,
                Some(table) if !has_end => table.length(&state.heap),
                Some(_) => 0,
                None => match begin_length(state, list)? {
                    Some(length) => length,
                    None => return Ok(wait(1, AFTER_LENGTH)),
                },
            }
        }
        AFTER_LENGTH => finish_length(state)?,
        _ => {
            let value = state.result(0);
            state.drop_results();
            state.push(value)?;
            return unpack_elements(state);
        }
    };
    let from = state.optional_integer(FROM, 1)?;
    let to = state.optional_integer(TO, length)?;
    if from > to {
        return state.answer_none();
    }
    let others = to.wrapping_sub(from) as u64;
    if others >= i32::MAX as u64 || !has_room(state, others as usize + 1)? {
        return Err(state.error("too many results to unpack"));
    }
    state.set_count(FIRST_ELEMENT)?;
    state.set_slot(FROM, Value::integer(from));
    state.set_slot(TO, Value::integer(to));
    unpack_elements(state)
}

/// Whether the stack has room for this many slots.
fn has_room(state: &mut State, count: usize) -> Result<bool, Throw> {
    match state.reserve(count) {
        Ok(()) => Ok(true),
        Err(Throw::Error) => Ok(false),
        Err(throw) => Err(throw),
    }
}

/// Pushes the elements that have not been pushed yet.
fn unpack_elements(state: &mut State) -> Outcome {
    let (from, to) = (state.slot(FROM).integer_bits(), state.slot(TO).integer_bits());
    let total = to.wrapping_sub(from) as usize + 1;
    let plain = plain_table(state, 0);
    let list = state.slot(0);
    let mut done = state.count() - FIRST_ELEMENT;
    if let Some(table) = plain {
        state.charge((total - done) as u64 / 8)?;
        while done < total {
            let value = table.get_integer(from.wrapping_add(done as i64));
            state.push(value)?;
            done += 1;
        }
    }
    while done < total {
        state.charge(1)?;
        match begin_read(state, list, from.wrapping_add(done as i64))? {
            Some(value) => state.push(value)?,
            None => return Ok(wait(2, AFTER_ELEMENT)),
        }
        done += 1;
    }
    Ok(Action::Many(total as u32))
}
