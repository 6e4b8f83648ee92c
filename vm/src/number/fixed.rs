//! Correctly rounded decimal digits by integer arithmetic, for the floats and digit counts that are common.
//!
//! A float is `significand * 2^exponent`. Multiplied by a power of ten it is a fraction of two integers, which 128 bits
//! hold in the range of everyday numbers; its rounding is then exact, ties to even, as C's `printf` rounds.

/// Powers of ten that 64 bits hold.
const POWERS: [u64; 20] = {
    let mut powers = [1; 20];
    let mut index = 1;
    while index < powers.len() {
        powers[index] = powers[index - 1] * 10;
        index += 1;
    }
    powers
};

/// A power of ten, if 64 bits hold it.
#[inline]
pub(super) fn power_of_ten(exponent: u32) -> Option<u64> {
    POWERS.get(exponent as usize).copied()
}

/// The integer nearest to `magnitude * 10^places`; `None` where this arithmetic is not enough.
///
/// `magnitude` is finite and not negative.
#[inline]
pub(super) fn scaled(magnitude: f64, places: i32) -> Option<u64> {
    const FRACTION_BITS: u32 = 52;
    let bits = magnitude.to_bits();
    let biased = (bits >> FRACTION_BITS) as i32;
    if biased == 0 {
        // Subnormal numbers are rare enough to be left out.
        return (bits == 0).then_some(0);
    }
    let significand = bits & ((1 << FRACTION_BITS) - 1) | 1 << FRACTION_BITS;
    let exponent = biased - 1075;
    let power = power_of_ten(places.unsigned_abs())?;
    if places < 0 {
        return divided(significand, exponent, power);
    }
    // At most 53 and 64 bits.
    let product = u128::from(significand) * u128::from(power);
    if exponent >= 0 {
        let shifted = u64::try_from(product).ok()?;
        return (exponent as u32 <= shifted.leading_zeros()).then(|| shifted << exponent);
    }
    let shift = exponent.unsigned_abs();
    if shift > 118 {
        // The quotient is below one half.
        return Some(0);
    }
    let quotient = u64::try_from(product >> shift).ok()?;
    let half = 1 << (shift - 1);
    let rest = product & (half | (half - 1));
    let rounds_up = rest > half || rest == half && quotient & 1 != 0;
    quotient.checked_add(u64::from(rounds_up))
}

/// The integer nearest to `significand * 2^exponent / power`; the power is even.
fn divided(significand: u64, exponent: i32, power: u64) -> Option<u64> {
    let (whole, has_fraction) = if exponent >= 0 {
        if exponent as u32 > significand.leading_zeros() {
            return None;
        }
        (significand << exponent, false)
    } else {
        let whole = significand.checked_shr(exponent.unsigned_abs()).unwrap_or(0);
        (whole, exponent < -52 || whole << exponent.unsigned_abs() != significand)
    };
    let (quotient, rest) = (whole / power, whole % power);
    let half = power / 2;
    let rounds_up = rest > half || rest == half && (has_fraction || quotient & 1 != 0);
    Some(quotient + u64::from(rounds_up))
}

/// The `count` most significant digits as an integer, and the exponent of the first of them.
pub(super) fn significant(magnitude: f64, count: usize) -> Option<(u64, i32)> {
    let limit = power_of_ten(u32::try_from(count).ok()?)?;
    if magnitude == 0.0 {
        return None;
    }
    let binary = (magnitude.to_bits() >> 52) as i32 - 1023;
    // The exponent of the power of two below, which is that of the number or one less: 78913 / 2^18 is log10(2).
    let mut exponent = (binary * 78913) >> 18;
    let places = count as i32 - 1 - exponent;
    let mut digits = scaled(magnitude, places)?;
    if digits >= limit {
        exponent += 1;
        digits = scaled(magnitude, places - 1)?;
    }
    // A float just below a power of ten may be rounded up to it.
    if digits == limit {
        return Some((digits / 10, exponent + 1));
    }
    (digits >= limit / 10).then_some((digits, exponent))
}
