//! Bitwise operations on numbers taken as 32 bits, for dialects without operators for them.

use super::library::library;
use crate::dialect::Dialects;
use crate::interpreter::{Outcome, State, Throw};
use crate::value::Value;

library! {
    /// Bitwise operations on 32 bits.
    static BIT32 = "bit32", prefix "bit32.";

    /// A number shifted to the right, copies of its highest bit coming in.
    arshift(number, distance) in Dialects::LUA52 => arshift;
    /// The bits that all numbers have.
    band(...) in Dialects::LUA52 => band;
    /// The bits that a number does not have.
    bnot(number) in Dialects::LUA52 => bnot;
    /// The bits that any of the numbers has.
    bor(...) in Dialects::LUA52 => bor;
    /// Whether the numbers have a bit in common.
    btest(...) in Dialects::LUA52 => btest;
    /// The bits that an odd count of the numbers has.
    bxor(...) in Dialects::LUA52 => bxor;
    /// A field of bits as a number.
    extract(number, field, width?) in Dialects::LUA52 => extract;
    /// A number rotated to the left.
    lrotate(number, distance) in Dialects::LUA52 => lrotate;
    /// A number shifted to the left.
    lshift(number, distance) in Dialects::LUA52 => lshift;
    /// A number with a field of bits replaced.
    replace(number, value, field, width?) in Dialects::LUA52 => replace;
    /// A number rotated to the right.
    rrotate(number, distance) in Dialects::LUA52 => rrotate;
    /// A number shifted to the right.
    rshift(number, distance) in Dialects::LUA52 => rshift;
}

/// How many bits a number has.
const BITS: i64 = 32;

/// An argument as bits: a number of any size, rounded, modulo 2^32.
fn check_bits(state: &mut State, index: usize) -> Result<u32, Throw> {
    const RANGE: f64 = 4_294_967_296.0;
    let number = state.check_number(index)?.round_ties_even();
    // What is not finite has no bits.
    let remainder = number.rem_euclid(RANGE);
    Ok(if remainder.is_nan() { 0 } else { remainder as u64 as u32 })
}

fn answer_bits(state: &mut State, bits: u32) -> Outcome {
    let value = state.integer_value(i64::from(bits));
    state.answer(value)
}

/// All arguments combined, from a start on.
fn combine(state: &mut State, start: u32, operation: fn(u32, u32) -> u32) -> Result<u32, Throw> {
    let mut result = start;
    for index in 0..state.count() {
        result = operation(result, check_bits(state, index)?);
    }
    Ok(result)
}

fn band(state: &mut State, _step: u32) -> Outcome {
    let bits = combine(state, u32::MAX, |left, right| left & right)?;
    answer_bits(state, bits)
}

fn btest(state: &mut State, _step: u32) -> Outcome {
    let bits = combine(state, u32::MAX, |left, right| left & right)?;
    state.answer(Value::boolean(bits != 0))
}

fn bor(state: &mut State, _step: u32) -> Outcome {
    let bits = combine(state, 0, |left, right| left | right)?;
    answer_bits(state, bits)
}

fn bxor(state: &mut State, _step: u32) -> Outcome {
    let bits = combine(state, 0, |left, right| left ^ right)?;
    answer_bits(state, bits)
}

fn bnot(state: &mut State, _step: u32) -> Outcome {
    let bits = check_bits(state, 0)?;
    answer_bits(state, !bits)
}

/// A number shifted to the left, or to the right by a negative distance.
fn shifted(bits: u32, distance: i64) -> u32 {
    match distance {
        0..BITS => bits << distance,
        _ if -BITS < distance && distance < 0 => bits >> -distance,
        _ => 0,
    }
}

fn lshift(state: &mut State, _step: u32) -> Outcome {
    let (bits, distance) = (check_bits(state, 0)?, state.check_integer(1)?);
    answer_bits(state, shifted(bits, distance))
}

fn rshift(state: &mut State, _step: u32) -> Outcome {
    let (bits, distance) = (check_bits(state, 0)?, state.check_integer(1)?);
    answer_bits(state, shifted(bits, distance.saturating_neg()))
}

fn arshift(state: &mut State, _step: u32) -> Outcome {
    let (bits, distance) = (check_bits(state, 0)?, state.check_integer(1)?);
    if distance < 0 || bits >> (BITS - 1) == 0 {
        return answer_bits(state, shifted(bits, distance.saturating_neg()));
    }
    answer_bits(state, (bits as i32 >> distance.min(BITS - 1)) as u32)
}

fn lrotate(state: &mut State, _step: u32) -> Outcome {
    let (bits, distance) = (check_bits(state, 0)?, state.check_integer(1)?);
    answer_bits(state, bits.rotate_left(distance.rem_euclid(BITS) as u32))
}

fn rrotate(state: &mut State, _step: u32) -> Outcome {
    let (bits, distance) = (check_bits(state, 0)?, state.check_integer(1)?);
    answer_bits(state, bits.rotate_right(distance.rem_euclid(BITS) as u32))
}

/// The field and the mask of its width that two arguments say.
fn check_field(state: &mut State, index: usize) -> Result<(u32, u32), Throw> {
    let field = state.check_integer(index)?;
    let width = state.optional_integer(index + 1, 1)?;
    state.check_argument(field >= 0, index, "field cannot be negative")?;
    state.check_argument(width > 0, index + 1, "width must be positive")?;
    if field.saturating_add(width) > BITS {
        return Err(state.error("trying to access non-existent bits"));
    }
    Ok((field as u32, u32::MAX >> (BITS - width)))
}

fn extract(state: &mut State, _step: u32) -> Outcome {
    let bits = check_bits(state, 0)?;
    let (field, mask) = check_field(state, 1)?;
    answer_bits(state, bits >> field & mask)
}

fn replace(state: &mut State, _step: u32) -> Outcome {
    let (bits, value) = (check_bits(state, 0)?, check_bits(state, 1)?);
    let (field, mask) = check_field(state, 2)?;
    answer_bits(state, bits & !(mask << field) | (value & mask) << field)
}
