//! Comparison of integers with floats by their mathematical value, without rounding either.
//!
//! A nan is neither equal to, less than, nor greater than any number.

use super::arithmetic::{INTEGER_END, Rounding, float_to_integer};

/// Integers up to this magnitude are exact as floats.
const EXACT_BITS: u32 = 53;

/// Whether the conversion to a float keeps an integer's value.
#[inline]
fn fits_float(value: i64) -> bool {
    const LIMIT: u64 = 1 << EXACT_BITS;
    (value as u64).wrapping_add(LIMIT) <= 2 * LIMIT
}

/// `integer == float`
#[inline]
pub fn integer_equal_float(left: i64, right: f64) -> bool {
    left as f64 == right && (right < INTEGER_END) && right as i64 == left
}

/// `integer < float`
#[inline]
pub fn integer_less_float(left: i64, right: f64) -> bool {
    if fits_float(left) {
        return (left as f64) < right;
    }
    // left < right exactly when left < ceil(right); out of range, the sign decides.
    match float_to_integer(right, Rounding::Ceil) {
        Some(right) => left < right,
        None => right > 0.0,
    }
}

/// `integer <= float`
#[inline]
pub fn integer_less_equal_float(left: i64, right: f64) -> bool {
    if fits_float(left) {
        return left as f64 <= right;
    }
    match float_to_integer(right, Rounding::Floor) {
        Some(right) => left <= right,
        None => right > 0.0,
    }
}

/// `float < integer`
#[inline]
pub fn float_less_integer(left: f64, right: i64) -> bool {
    if fits_float(right) {
        return left < right as f64;
    }
    match float_to_integer(left, Rounding::Floor) {
        Some(left) => left < right,
        None => left < 0.0,
    }
}

/// `float <= integer`
#[inline]
pub fn float_less_equal_integer(left: f64, right: i64) -> bool {
    if fits_float(right) {
        return left <= right as f64;
    }
    match float_to_integer(left, Rounding::Ceil) {
        Some(left) => left <= right,
        None => left < 0.0,
    }
}
