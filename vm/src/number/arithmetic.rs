//! Arithmetic on integers and floats, with the sign and overflow rules of the language.

/// What to do with a float that has a fraction when an integer is wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rounding {
    /// Refuse it.
    Exact,
    /// Take the largest integer below it.
    Floor,
    /// Take the smallest integer above it.
    Ceil,
}

/// 2^63, the first float above every integer. It is exact, as is its negation, the smallest integer.
pub(super) const INTEGER_END: f64 = 9_223_372_036_854_775_808.0;

/// The integer with the value of a float, rounded as told; `None` when there is none.
#[inline]
pub fn float_to_integer(value: f64, rounding: Rounding) -> Option<i64> {
    // The fast path: the conversion saturates and cuts, so coming back to the same value proves
    // it exact, except at 2^63 where saturation rounds back up.
    let cut = value as i64;
    if cut as f64 == value && value < INTEGER_END {
        return Some(cut);
    }
    let rounded = match rounding {
        Rounding::Exact => return None,
        Rounding::Floor => value.floor(),
        Rounding::Ceil => value.ceil(),
    };
    (-INTEGER_END..INTEGER_END).contains(&rounded).then_some(rounded as i64)
}

/// `left // right` for integers, rounded down; `None` for division by zero.
#[inline]
pub fn integer_floor_divide(left: i64, right: i64) -> Option<i64> {
    // Division by -1 is singled out because the smallest integer divided by it overflows.
    match right {
        0 => None,
        -1 => Some(left.wrapping_neg()),
        _ => {
            let quotient = left / right;
            let rounded_up = (left ^ right) < 0 && quotient * right != left;
            Some(quotient - i64::from(rounded_up))
        }
    }
}

/// `left % right` for integers, with the sign of `right`; `None` for division by zero.
#[inline]
pub fn integer_modulo(left: i64, right: i64) -> Option<i64> {
    match right {
        0 => None,
        -1 => Some(0),
        _ => {
            let remainder = left % right;
            let wrong_sign = remainder != 0 && (remainder ^ right) < 0;
            Some(if wrong_sign { remainder + right } else { remainder })
        }
    }
}

/// `left // right` for floats.
#[inline]
pub fn float_floor_divide(left: f64, right: f64) -> f64 {
    (left / right).floor()
}

/// `left % right` for floats, with the sign of `right`. The remainder is exact before its sign is
/// adjusted; `x % inf` is `x` or `inf`, never a nan.
#[inline]
pub fn float_modulo(left: f64, right: f64) -> f64 {
    let remainder = left % right;
    let wrong_sign = if remainder > 0.0 { right < 0.0 } else { remainder < 0.0 && right > 0.0 };
    if wrong_sign { remainder + right } else { remainder }
}

/// `left % right`, where a remainder keeps its sign if its product with `right` is too small for a number.
#[inline]
pub fn float_modulo_by_product(left: f64, right: f64) -> f64 {
    let remainder = left % right;
    if remainder * right < 0.0 { remainder + right } else { remainder }
}

/// `left - floor(left / right) * right`
#[inline]
pub fn float_modulo_by_floor(left: f64, right: f64) -> f64 {
    left - (left / right).floor() * right
}

/// `left ^ right`. The square is by far the most frequent power, and a multiplication is exact for it.
#[inline]
pub fn float_power(left: f64, right: f64) -> f64 {
    if right == 2.0 { left * left } else { left.powf(right) }
}

/// `value << count`, filling with zeros; a negative count shifts right, and any count is allowed.
#[inline]
pub fn shift_left(value: i64, count: i64) -> i64 {
    match count {
        0..=63 => ((value as u64) << count) as i64,
        -63..=-1 => ((value as u64) >> -count) as i64,
        _ => 0,
    }
}

/// `value >> count`, filling with zeros; a negative count shifts left, and any count is allowed.
#[inline]
pub fn shift_right(value: i64, count: i64) -> i64 {
    match count {
        0..=63 => ((value as u64) >> count) as i64,
        -63..=-1 => ((value as u64) << -count) as i64,
        _ => 0,
    }
}

/// A float as the processor cuts it to an integer: what does not fit becomes the smallest one.
#[inline]
pub fn truncated(value: f64) -> i64 {
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    if (-LIMIT..LIMIT).contains(&value) { value as i64 } else { i64::MIN }
}

/// The same for integers without a sign, which negative numbers become by wrapping around.
#[inline]
pub fn truncated_unsigned(value: f64) -> u64 {
    const HALF: f64 = 9_223_372_036_854_775_808.0;
    match value >= HALF {
        true => (truncated(value - HALF) as u64) ^ (1 << 63),
        false => truncated(value) as u64,
    }
}
