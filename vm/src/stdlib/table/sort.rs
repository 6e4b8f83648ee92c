//! `table.sort`: quicksort as a state machine over comparisons, each of which may be a call into Lua.
//!
//! The order of comparisons and exchanges is the reference's, so what a comparator sees, and when an inconsistent one is
//! found out, is the same. Ranges that wait lie on the stack above the fixed slots; as the smaller part of each
//! range is sorted first, they are few.
//!
//! An object that passes for a table is copied to a table of its own first, and copied back when that is sorted.

use super::access::{CHANGE_ALL, begin_length, check_access, finish_length, plain_table, wait};
use super::native_sort;
use super::transfer::{self, AFTER_READ, AFTER_WRITE, Transfer};
use crate::gc::Gc;
use crate::interpreter::{Action, Outcome, State, Throw};
use crate::object::Table;
use crate::stdlib::comparison::{Comparison, begin_less};
use crate::stdlib::library::table_value;
use crate::value::Value;

/// The table to be sorted.
const LIST: usize = 0;
/// The comparator, or nil.
const COMPARATOR: usize = 1;
/// The element that a range is divided by.
const PIVOT: usize = 2;
/// The first and the last index of the range.
const LOW: usize = 3;
const HIGH: usize = 4;
/// The indices that move towards each other.
const LEFT: usize = 5;
const RIGHT: usize = 6;
/// Where the pivot was found.
const MIDDLE: usize = 7;
/// What pivots are chosen with in large ranges once a division was very uneven; 0 before.
const RANDOM: usize = 8;
/// The object that gets the result back, or nil.
const ORIGINAL: usize = 9;
/// The copying from or to that object.
const TRANSFER: usize = 10;
/// How many slots are fixed.
const FIXED: usize = TRANSFER + transfer::SLOTS;

/// The length is known.
const AFTER_LENGTH: u32 = 1;
/// The last element was compared with the first.
const ENDS_COMPARED: u32 = 2;
/// The middle element was compared with the first.
const MIDDLE_COMPARED: u32 = 3;
/// The last element was compared with the middle one.
const LAST_COMPARED: u32 = 4;
/// The element at `LEFT` was compared with the pivot.
const LEFT_COMPARED: u32 = 5;
/// The pivot was compared with the element at `RIGHT`.
const RIGHT_COMPARED: u32 = 6;

/// Ranges larger than this may have random pivots.
const RANDOM_LIMIT: i64 = 100;

/// What to do next within a sort.
#[derive(Clone, Copy)]
enum Next {
    /// Compare two elements, then go on with the step.
    Compare(Value, Value, u32),
    /// Look at the range in `LOW..=HIGH`.
    Range,
    /// Look at the range that waits on top.
    Pop,
}

/// `table.sort`
pub(super) fn sort(state: &mut State, step: u32) -> Outcome {
    match step {
        0 => {
            if let Some(table) = plain_table(state, 0) {
                let length = table.length(&state.heap);
                return begin(state, length, Some(table));
            }
            check_access(state, 0, CHANGE_ALL)?;
            let list = state.slot(0);
            match begin_length(state, list)? {
                Some(length) => begin(state, length, None),
                None => Ok(wait(1, AFTER_LENGTH)),
            }
        }
        AFTER_LENGTH => {
            let length = finish_length(state)?;
            begin(state, length, None)
        }
        AFTER_READ | AFTER_WRITE => copy(state, step),
        _ => {
            let is_less = !state.result(0).is_falsy();
            if is_less && (step == LEFT_COMPARED || step == RIGHT_COMPARED) {
                scan_on(state, step)
            } else {
                state.drop_results();
                run(state, step, is_less)
            }
        }
    }
}

/// The element looked at is on its side of the pivot, the most frequent case: calls for the next one at once.
#[inline]
fn scan_on(state: &mut State, step: u32) -> Outcome {
    let Some(slots) = state.first_slots::<FIXED>() else { return state.answer_none() };
    let table: Gc<Table> = slots[LIST].pointer();
    let (pivot, comparator) = (slots[PIVOT], slots[COMPARATOR]);
    let (left, right) = (slots[LEFT].integer_bits(), slots[RIGHT].integer_bits());
    let pair = if step == LEFT_COMPARED {
        if left == slots[HIGH].integer_bits() - 1 {
            return Err(invalid_order(state));
        }
        slots[LEFT] = Value::integer(left + 1);
        [table.get_integer(left + 1), pivot]
    } else {
        if right < left {
            return Err(invalid_order(state));
        }
        slots[RIGHT] = Value::integer(right - 1);
        [pivot, table.get_integer(right - 1)]
    };
    if comparator.is_nil() {
        state.drop_results();
        return advance(state, Next::Compare(pair[0], pair[1], step));
    }
    state.call_again(comparator, pair, step)
}

/// Checks the arguments, then sorts directly where possible.
fn begin(state: &mut State, length: i64, plain: Option<Gc<Table>>) -> Outcome {
    if length < 2 {
        return state.answer_none();
    }
    state.check_argument(length < i64::from(i32::MAX), 0, "array too big")?;
    if !state.slot(COMPARATOR).is_nil() {
        state.check_function(COMPARATOR)?;
    } else if let Some(table) = plain
        && native_sort::sort(state, table, length)?
    {
        return state.answer_none();
    }
    state.set_count(COMPARATOR + 1)?;
    state.set_count(FIXED)?;
    set_number(state, LOW, 1);
    set_number(state, HIGH, length);
    set_number(state, RANDOM, 0);
    if plain.is_some() {
        return advance(state, Next::Range);
    }
    let original = state.slot(LIST);
    let copied = state.new_table(length as usize, 0)?;
    state.set_slot(ORIGINAL, original);
    state.set_slot(LIST, table_value(copied));
    Transfer {
        source: original,
        target: table_value(copied),
        from: 1,
        to: 1,
        count: length,
        direction: 1,
    }
    .prepare(state, TRANSFER);
    copy(state, 0)
}

/// Copies from or to the original; then sorts, or is done.
fn copy(state: &mut State, step: u32) -> Outcome {
    if let Some(action) = transfer::run(state, TRANSFER, step)? {
        return Ok(action);
    }
    let copies_back = state.slot(TRANSFER).is_same(state.slot(LIST));
    if copies_back { state.answer_none() } else { advance(state, Next::Range) }
}

/// Everything is sorted: gives the result back to the original, if there is one.
fn finish(state: &mut State) -> Outcome {
    let (original, sorted) = (state.slot(ORIGINAL), state.slot(LIST));
    if original.is_nil() {
        return state.answer_none();
    }
    let count = sorted.pointer::<Table>().length(&state.heap);
    Transfer { source: sorted, target: original, from: 1, to: 1, count, direction: 1 }
        .prepare(state, TRANSFER);
    copy(state, 0)
}

#[inline(always)]
fn number(state: &State, slot: usize) -> i64 {
    state.slot(slot).integer_bits()
}

#[inline(always)]
fn set_number(state: &mut State, slot: usize, value: i64) {
    state.set_slot(slot, Value::integer(value));
}

#[inline(always)]
fn element(state: &State, index: i64) -> Value {
    state.slot(LIST).pointer::<Table>().get_integer(index)
}

fn exchange(state: &mut State, left: i64, right: i64) -> Result<(), Throw> {
    let table: Gc<Table> = state.slot(LIST).pointer();
    if table.swap(&mut state.heap, left, right) {
        return Ok(());
    }
    let (left_value, right_value) = (table.get_integer(left), table.get_integer(right));
    state.raw_set(table, Value::integer(left), right_value)?;
    state.raw_set(table, Value::integer(right), left_value)
}

/// Whether `left` comes before `right`.
#[inline]
fn compare(state: &mut State, left: Value, right: Value) -> Result<Comparison, Throw> {
    let comparator = state.slot(COMPARATOR);
    if comparator.is_nil() {
        return begin_less(state, left, right);
    }
    state.push_call(comparator, [left, right])?;
    Ok(Comparison::Called)
}

/// Goes on after a comparison.
fn run(state: &mut State, step: u32, is_less: bool) -> Outcome {
    let next = after_comparison(state, step, is_less)?;
    advance(state, next)
}

/// Goes on until a comparison needs a call or everything is sorted.
fn advance(state: &mut State, mut next: Next) -> Outcome {
    loop {
        next = match next {
            Next::Compare(left, right, step) => match compare(state, left, right)? {
                Comparison::Called => return Ok(Action::Call { args: 2, step, yieldable: false }),
                Comparison::Known(is_less) => {
                    state.charge(1)?;
                    after_comparison(state, step, is_less)?
                }
            },
            Next::Range => {
                let (low, high) = (number(state, LOW), number(state, HIGH));
                if low < high {
                    Next::Compare(element(state, high), element(state, low), ENDS_COMPARED)
                } else {
                    Next::Pop
                }
            }
            Next::Pop => {
                let count = state.count();
                if count == FIXED {
                    return finish(state);
                }
                let (low, high) = (state.slot(count - 2), state.slot(count - 1));
                state.pop(2);
                state.set_slot(LOW, low);
                state.set_slot(HIGH, high);
                Next::Range
            }
        };
    }
}

/// Acts on the result of the comparison that belongs to `step`.
#[inline]
fn after_comparison(state: &mut State, step: u32, is_less: bool) -> Result<Next, Throw> {
    match step {
        LEFT_COMPARED => after_left(state, is_less),
        RIGHT_COMPARED => after_right(state, is_less),
        ENDS_COMPARED => after_ends(state, is_less),
        MIDDLE_COMPARED => {
            let middle = number(state, MIDDLE);
            if !is_less {
                let high = number(state, HIGH);
                return Ok(Next::Compare(
                    element(state, high),
                    element(state, middle),
                    LAST_COMPARED,
                ));
            }
            let low = number(state, LOW);
            exchange(state, middle, low)?;
            divide(state)
        }
        _ => {
            if is_less {
                let (middle, high) = (number(state, MIDDLE), number(state, HIGH));
                exchange(state, middle, high)?;
            }
            divide(state)
        }
    }
}

/// The ends are in order once exchanged; the middle element comes next.
fn after_ends(state: &mut State, is_less: bool) -> Result<Next, Throw> {
    let (low, high) = (number(state, LOW), number(state, HIGH));
    if is_less {
        exchange(state, low, high)?;
    }
    if high - low == 1 {
        return Ok(Next::Pop);
    }
    let random = number(state, RANDOM);
    let middle = if high - low < RANDOM_LIMIT || random == 0 {
        (low + high) / 2
    } else {
        // Somewhere in the second and third quarter.
        let quarter = (high - low) / 4;
        (random ^ low ^ high).rem_euclid(quarter * 2) + low + quarter
    };
    set_number(state, MIDDLE, middle);
    Ok(Next::Compare(element(state, middle), element(state, low), MIDDLE_COMPARED))
}

/// The first, middle and last element are in order: the middle one becomes the pivot, last but one in the range.
fn divide(state: &mut State) -> Result<Next, Throw> {
    let (low, high, middle) = (number(state, LOW), number(state, HIGH), number(state, MIDDLE));
    if high - low == 2 {
        return Ok(Next::Pop);
    }
    let pivot = element(state, middle);
    state.set_slot(PIVOT, pivot);
    exchange(state, middle, high - 1)?;
    set_number(state, RIGHT, high - 1);
    Ok(next_left(state, low + 1))
}

/// Compares the element at `left` with the pivot.
#[inline(always)]
fn next_left(state: &mut State, left: i64) -> Next {
    set_number(state, LEFT, left);
    Next::Compare(element(state, left), state.slot(PIVOT), LEFT_COMPARED)
}

#[inline(always)]
fn after_left(state: &mut State, is_less: bool) -> Result<Next, Throw> {
    let left = number(state, LEFT);
    if is_less {
        if left == number(state, HIGH) - 1 {
            return Err(invalid_order(state));
        }
        return Ok(next_left(state, left + 1));
    }
    let right = number(state, RIGHT) - 1;
    Ok(next_right(state, right))
}

/// Compares the pivot with the element at `right`.
#[inline(always)]
fn next_right(state: &mut State, right: i64) -> Next {
    set_number(state, RIGHT, right);
    Next::Compare(state.slot(PIVOT), element(state, right), RIGHT_COMPARED)
}

#[inline(always)]
fn after_right(state: &mut State, is_less: bool) -> Result<Next, Throw> {
    let (left, right) = (number(state, LEFT), number(state, RIGHT));
    if is_less {
        if right < left {
            return Err(invalid_order(state));
        }
        return Ok(next_right(state, right - 1));
    }
    if right >= left {
        exchange(state, left, right)?;
        return Ok(next_left(state, left + 1));
    }
    let high = number(state, HIGH);
    exchange(state, high - 1, left)?;
    split(state, left)
}

/// The pivot is in its place: the smaller part is sorted next, the other waits.
fn split(state: &mut State, middle: i64) -> Result<Next, Throw> {
    let (low, high) = (number(state, LOW), number(state, HIGH));
    let lower_is_smaller = middle - low < high - middle;
    let (next, waiting) = if lower_is_smaller {
        ((low, middle - 1), (middle + 1, high))
    } else {
        ((middle + 1, high), (low, middle - 1))
    };
    state.push(Value::integer(waiting.0))?;
    state.push(Value::integer(waiting.1))?;
    set_number(state, LOW, next.0);
    set_number(state, HIGH, next.1);
    let smaller = (middle - low).min(high - middle);
    if (waiting.1 - waiting.0) / 128 > smaller {
        // Any number will do that does not follow from the elements alone.
        let seed = number(state, RANDOM) ^ state.slot(LIST).payload as i64 ^ high;
        set_number(
            state,
            RANDOM,
            (seed.wrapping_mul(0x5851_F42D_4C95_7F2D) >> 33 & 0x7FFF_FFFF) | 1,
        );
    }
    Ok(Next::Range)
}

#[cold]
fn invalid_order(state: &mut State) -> Throw {
    state.error("invalid order function for sorting")
}
