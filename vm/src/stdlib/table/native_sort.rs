//! Sorting arrays whose elements are all numbers or all strings, without a comparator: no Lua code can see the steps,
//! so the elements are sorted outside the table and written back. Where elements are equal that can be told apart, such
//! as `1` and `1.0`, their order would show; these are left to the steps of the reference.

use std::cmp::Ordering;

use crate::gc::Gc;
use crate::interpreter::{State, Throw};
use crate::number::compare::{float_less_integer, integer_less_float};
use crate::object::{LuaString, Table};
use crate::value::Value;

/// What all elements of an array are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Integers,
    Floats,
    Numbers,
    Strings,
}

/// A string with its first bytes as a number that orders like them.
#[derive(Clone, Copy)]
struct StringKey {
    prefix: u64,
    string: Gc<LuaString>,
}

/// Sorts the elements `1..=count` if they are all of one kind and have one order only; whether that is so.
pub(super) fn sort(state: &mut State, table: Gc<Table>, count: i64) -> Result<bool, Throw> {
    let Some(kind) = kind_of_elements(state, table, count)? else {
        return Ok(false);
    };
    // About one step for each comparison the sort will make.
    state.charge(count as u64 * u64::from(count.ilog2()) / 4)?;
    match kind {
        Kind::Integers => {
            sort_as(state, table, count, Value::integer_bits, Value::integer, |integers| {
                integers.sort_unstable();
                true
            })
        }
        Kind::Floats => sort_as(state, table, count, Value::float_bits, Value::float, |floats| {
            floats.sort_unstable_by(f64::total_cmp);
            zeros_have_one_sign(floats)
        }),
        Kind::Numbers => sort_as(
            state,
            table,
            count,
            |value| value,
            |value| value,
            |numbers| {
                numbers.sort_unstable_by(|left, right| compare_numbers(*left, *right));
                !numbers.windows(2).any(|pair| can_be_told_apart(pair[0], pair[1]))
            },
        ),
        Kind::Strings => sort_as(
            state,
            table,
            count,
            string_key,
            |key| key.string.value(),
            |keys| {
                keys.sort_unstable_by(compare_strings);
                true
            },
        ),
    }
}

/// Whether sorted floats have zeros of one sign at most.
fn zeros_have_one_sign(floats: &[f64]) -> bool {
    let zeros = &floats[floats.partition_point(|float| *float < 0.0)..];
    let zeros = &zeros[..zeros.partition_point(|float| *float <= 0.0)];
    let is_negative = |float: &f64| float.is_sign_negative();
    zeros.first().map(is_negative) == zeros.last().map(is_negative)
}

/// Whether two numbers are equal and yet not the same.
fn can_be_told_apart(left: Value, right: Value) -> bool {
    compare_numbers(left, right).is_eq() && !left.is_same(right)
}

/// What the elements are; `None` unless all are in the array part and comparable without metamethods. Nan is refused,
/// because it has no place in an order.
fn kind_of_elements(
    state: &mut State,
    table: Gc<Table>,
    count: i64,
) -> Result<Option<Kind>, Throw> {
    state.charge(count as u64 / 8)?;
    let Some(mut elements) = table.array_values(1..count + 1) else {
        return Ok(None);
    };
    let Some(mut kind) = elements.next().and_then(kind_of) else {
        return Ok(None);
    };
    for element in elements {
        kind = match (kind, kind_of(element)) {
            (_, None) => return Ok(None),
            (kind, Some(other)) if kind == other => kind,
            (Kind::Strings, _) | (_, Some(Kind::Strings)) => return Ok(None),
            _ => Kind::Numbers,
        };
    }
    Ok(Some(kind))
}

fn kind_of(value: Value) -> Option<Kind> {
    if value.is_integer() {
        Some(Kind::Integers)
    } else if value.is_float() {
        (!value.float_bits().is_nan()).then_some(Kind::Floats)
    } else {
        value.is_string().then_some(Kind::Strings)
    }
}

/// Takes the elements out in another form, sorts them, and puts them back if `sort` says that this is the only order.
fn sort_as<T>(
    state: &mut State,
    table: Gc<Table>,
    count: i64,
    take: impl Fn(Value) -> T,
    give: impl Fn(T) -> Value,
    sort: impl FnOnce(&mut [T]) -> bool,
) -> Result<bool, Throw> {
    let bytes = count as usize * size_of::<T>();
    state.heap.collector.charge_temporary(bytes)?;
    let mut elements: Vec<T> = Vec::new();
    let is_reserved = elements.try_reserve_exact(count as usize).is_ok();
    let mut is_sorted = false;
    if is_reserved {
        elements.extend(table.array_values(1..count + 1).into_iter().flatten().map(take));
        is_sorted = sort(&mut elements);
        if is_sorted {
            for (index, element) in elements.into_iter().enumerate() {
                table.array_set(&mut state.heap, index as i64 + 1, give(element));
            }
        }
    }
    state.heap.collector.release_external(bytes);
    if is_reserved { Ok(is_sorted) } else { Err(Throw::Memory) }
}

/// Orders numbers of both subtypes by their value.
fn compare_numbers(left: Value, right: Value) -> Ordering {
    match (left.as_integer(), right.as_integer()) {
        (Some(left), Some(right)) => left.cmp(&right),
        (None, None) => {
            left.float_bits().partial_cmp(&right.float_bits()).unwrap_or(Ordering::Equal)
        }
        (Some(left), None) => {
            let right = right.float_bits();
            if integer_less_float(left, right) {
                Ordering::Less
            } else if float_less_integer(right, left) {
                Ordering::Greater
            } else {
                Ordering::Equal
            }
        }
        (None, Some(_)) => compare_numbers(right, left).reverse(),
    }
}

fn string_key(value: Value) -> StringKey {
    let string: Gc<LuaString> = value.pointer();
    let bytes = string.as_bytes();
    let mut prefix = [0; 8];
    let len = bytes.len().min(prefix.len());
    prefix[..len].copy_from_slice(&bytes[..len]);
    StringKey { prefix: u64::from_be_bytes(prefix), string }
}

fn compare_strings(left: &StringKey, right: &StringKey) -> Ordering {
    let by_prefix = left.prefix.cmp(&right.prefix);
    by_prefix.then_with(|| left.string.as_bytes().cmp(right.string.as_bytes()))
}
