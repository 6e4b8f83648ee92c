//! `table.concat`: elements joined to one string.

use super::access::{
    READ_ALL, begin_length, begin_read, check_access, finish_length, plain_table, wait,
};
use crate::dialect::ConcatIndices;
use crate::gc::Gc;
use crate::interpreter::{Outcome, State, Throw};
use crate::number::format::{MAX_NUMBER_LEN, write_integer};
use crate::object::{LuaString, Table};
use crate::stdlib::buffer::Buffer;
use crate::stdlib::library::table_value;
use crate::value::Value;

/// How many elements cost one step of the budget.
const ELEMENTS_PER_STEP: i64 = 4;

/// The slots while metamethods run: the arguments, replaced by numbers, then the elements read so far.
const SEPARATOR: usize = 1;
const NEXT: usize = 2;
const LAST: usize = 3;
const ELEMENTS: usize = 4;

const AFTER_LENGTH: u32 = 1;
const AFTER_ELEMENT: u32 = 2;

/// `table.concat`
pub(super) fn concat(state: &mut State, step: u32) -> Outcome {
    let length = match step {
        0 => {
            check_access(state, 0, READ_ALL)?;
            let list = state.slot(0);
            match plain_table(state, 0) {
                Some(table) => table.length(&state.heap),
                None => match begin_length(state, list)? {
                    Some(length) => length,
                    None => return Ok(wait(1, AFTER_LENGTH)),
                },
            }
        }
        AFTER_LENGTH => finish_length(state)?,
        _ => {
            let element = state.result(0);
            state.drop_results();
            keep_element(state, element)?;
            return collect_elements(state);
        }
    };
    state.optional_bytes(SEPARATOR)?;
    let mut first = state.optional_integer(NEXT, 1)?;
    let mut last = state.optional_integer(LAST, length)?;
    if state.dialect.library.concat_indices == ConcatIndices::Short {
        (first, last) = (i64::from(first as i32), i64::from(last as i32));
    }
    if let Some(table) = plain_table(state, 0) {
        let joined = join(state, table, first, last)?;
        return state.answer(joined);
    }
    state.set_count(ELEMENTS + 1)?;
    state.set_slot(NEXT, Value::integer(first));
    state.set_slot(LAST, Value::integer(last));
    let elements = state.new_table(4, 0)?;
    state.set_slot(ELEMENTS, table_value(elements));
    collect_elements(state)
}

/// Reads the elements through metamethods into a table of their own, then joins that.
fn collect_elements(state: &mut State) -> Outcome {
    let list = state.slot(0);
    loop {
        let (next, last) = (state.slot(NEXT).integer_bits(), state.slot(LAST).integer_bits());
        let elements: Gc<Table> = state.slot(ELEMENTS).pointer();
        // After the largest index the next one wraps around; then the number of elements says that all are read.
        let is_complete = next > last || next == i64::MIN && elements.length(&state.heap) > 0;
        if is_complete {
            let joined = join(state, elements, 1, elements.length(&state.heap))?;
            return state.answer(joined);
        }
        state.charge(1)?;
        match begin_read(state, list, next)? {
            Some(element) => keep_element(state, element)?,
            None => return Ok(wait(2, AFTER_ELEMENT)),
        }
    }
}

/// Adds an element to those read so far.
fn keep_element(state: &mut State, element: Value) -> Result<(), Throw> {
    let next = state.slot(NEXT).integer_bits();
    if !element.is_string() && !element.is_number() {
        return Err(refuse(state, element, next));
    }
    let elements: Gc<Table> = state.slot(ELEMENTS).pointer();
    state.raw_set(elements, Value::integer(elements.length(&state.heap) + 1), element)?;
    state.set_slot(NEXT, Value::integer(next.wrapping_add(1)));
    Ok(())
}

#[cold]
fn refuse(state: &mut State, element: Value, index: i64) -> Throw {
    let kind = state.type_name(element);
    let index = match state.dialect.library.concat_indices {
        ConcatIndices::Short | ConcatIndices::ShownShort => i64::from(index as i32),
        ConcatIndices::Whole => index,
    };
    state.error(format!("invalid value ({kind}) at index {index} in table for 'concat'"))
}

/// Joins the elements of a table from `first` to `last` with the separator in its slot.
fn join(state: &mut State, table: Gc<Table>, first: i64, last: i64) -> Result<Value, Throw> {
    let separator = state.slot(SEPARATOR);
    let separator: &[u8] =
        if separator.is_nil() { b"" } else { separator.pointer::<LuaString>().as_bytes() };
    if first > last {
        return state.new_string(b"");
    }
    match total_length(state, table, first, last)? {
        Some(bytes) => {
            let others = (last as u64).wrapping_sub(first as u64) as usize;
            let separators = separator.len().checked_mul(others).ok_or(Throw::Memory)?;
            let total = bytes.checked_add(separators).ok_or(Throw::Memory)?;
            state.charge(total as u64 / 16)?;
            let parts = (first..=last).flat_map(|index| {
                let element = table.get_integer(index).pointer::<LuaString>().as_bytes();
                [element, if index == last { b"" } else { separator }]
            });
            state.allocate_retrying(|heap| heap.new_string_of_parts(total, parts.clone()))
        }
        None => state
            .build_string(|state, buffer| join_mixed(state, buffer, table, separator, first, last)),
    }
}

/// The bytes of all elements; `None` if some are numbers.
fn total_length(
    state: &mut State,
    table: Gc<Table>,
    first: i64,
    last: i64,
) -> Result<Option<usize>, Throw> {
    let mut total: usize = 0;
    for (done, index) in (first..=last).enumerate() {
        if done as i64 % 1024 == 0 {
            state.charge((1024 / ELEMENTS_PER_STEP) as u64)?;
        }
        let element = table.get_integer(index);
        if !element.is_string() {
            return if element.is_number() { Ok(None) } else { Err(refuse(state, element, index)) };
        }
        total =
            total.checked_add(element.pointer::<LuaString>().len as usize).ok_or(Throw::Memory)?;
    }
    Ok(Some(total))
}

/// Joins strings and numbers.
fn join_mixed(
    state: &mut State,
    buffer: &mut Buffer,
    table: Gc<Table>,
    separator: &[u8],
    first: i64,
    last: i64,
) -> Result<(), Throw> {
    let format = state.dialect.number_format;
    for index in first..=last {
        if index & 1023 == 0 {
            state.charge((1024 / ELEMENTS_PER_STEP) as u64)?;
        }
        let element = table.get_integer(index);
        if element.is_string() {
            buffer.extend(state, element.pointer::<LuaString>().as_bytes())?;
        } else if let Some(number) = element.as_integer() {
            buffer.append_with(state, MAX_NUMBER_LEN, |bytes| write_integer(bytes, number))?;
        } else if let Some(number) = element.as_float() {
            buffer.append_with(state, MAX_NUMBER_LEN, |bytes| format.write_float(bytes, number))?;
        } else {
            return Err(refuse(state, element, index));
        }
        if index != last {
            buffer.extend(state, separator)?;
        }
    }
    Ok(())
}
