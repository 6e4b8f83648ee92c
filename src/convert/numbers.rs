//! Arrays of numbers, in bulk: a loop in JavaScript over a typed array is many times faster than a native call for each
//! item.

use std::rc::Rc;

use perilune::api::native::{Gc, RawValue, Table};

use super::number::{is_safe, number_to_lua};
use crate::context::LuaContext;
use crate::error::Result;
use crate::sys::Js;

/// Arrays that are shorter go item by item.
const MIN_LENGTH: usize = 16;

/// Gives the buffer back when it is dropped: reading an item may run a program that converts arrays too.
struct Loan<'c>(&'c LuaContext);

impl Loan<'_> {
    /// The buffer, if nobody uses it.
    fn take(context: &LuaContext) -> Option<Loan<'_>> {
        (!context.environment.is_moving_numbers.replace(true)).then(|| Loan(context))
    }
}

impl Drop for Loan<'_> {
    fn drop(&mut self) {
        self.0.environment.is_moving_numbers.set(false);
    }
}

/// Copies the numbers at the start of an array into a table; answers how many items that were.
pub(super) fn fill(
    context: &Rc<LuaContext>,
    items: Js,
    length: u32,
    table: Gc<Table>,
) -> Result<u32> {
    let env = context.env;
    if (length as usize) < MIN_LENGTH {
        return Ok(0);
    }
    let environment = &context.environment;
    let (Some(take), Some(buffer)) =
        (environment.take_numbers(env), environment.number_buffer(env))
    else {
        return Ok(0);
    };
    let Some(_loan) = Loan::take(context) else { return Ok(0) };
    let mut done = 0;
    while done < length {
        let copied = env.call(env.undefined()?, take, &[items, env.double(f64::from(done))?])?;
        let copied = env.as_double(copied).unwrap_or(0.0) as usize;
        let (count, stored) = env.with_numbers(buffer, |numbers| {
            let numbers = numbers.get(..copied).unwrap_or_default();
            let state = context.vm().state();
            let mut key = i64::from(done);
            let stored = numbers.iter().try_for_each(|number| {
                key += 1;
                state.raw_set(table, RawValue::integer(key), number_to_lua(context, *number))
            });
            (numbers.len(), stored)
        })?;
        stored.map_err(|throw| context.failure_of_throw(throw))?;
        if count == 0 {
            break;
        }
        done += count as u32;
    }
    Ok(done)
}

/// The number of a value that is one, if JavaScript has the same.
fn number_of(value: RawValue) -> Option<f64> {
    match value.as_integer() {
        Some(integer) => is_safe(integer).then_some(integer as f64),
        None => value.as_float(),
    }
}

/// An array of the items of a table, if all of them are numbers.
pub(super) fn to_js(
    context: &Rc<LuaContext>,
    table: Gc<Table>,
    length: usize,
) -> Result<Option<Js>> {
    let env = context.env;
    let environment = &context.environment;
    let is_number = |key: i64| number_of(table.get_integer(key)).is_some();
    if length < MIN_LENGTH || !is_number(1) || !is_number(length as i64) {
        return Ok(None);
    }
    let (Some(give), Some(buffer)) =
        (environment.give_numbers(env), environment.number_buffer(env))
    else {
        return Ok(None);
    };
    let Some(_loan) = Loan::take(context) else { return Ok(None) };
    let (mut array, mut done) = (env.undefined()?, 0);
    while done < length {
        let copied = env.with_numbers(buffer, |numbers| {
            let count = numbers.len().min(length - done);
            let keys = done as i64 + 1..(done + count) as i64 + 1;
            copy_numbers(table, keys, numbers).then_some(count)
        })?;
        let Some(count @ 1..) = copied else { return Ok(None) };
        let arguments = [array, env.double(count as f64)?, env.double(length as f64)?];
        array = env.call(env.undefined()?, give, &arguments)?;
        done += count;
    }
    Ok(Some(array))
}

/// Copies the numbers of keys; whether all are some.
fn copy_numbers(table: Gc<Table>, keys: std::ops::Range<i64>, numbers: &mut [f64]) -> bool {
    let mut slots = numbers.iter_mut();
    let mut copy = |value| match (number_of(value), slots.next()) {
        (Some(number), Some(slot)) => {
            *slot = number;
            true
        }
        _ => false,
    };
    match table.array_values(keys.clone()) {
        Some(mut values) => values.all(&mut copy),
        None => keys.into_iter().all(|key| copy(table.get_integer(key))),
    }
}
