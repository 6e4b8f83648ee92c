//! The conversions of C's `printf` for floats: `%e`, `%f`, `%g` and `%a`, in either case.

use super::decimal::Decimal;
use super::fixed;
use super::format::{write_places, write_short, write_unsigned};
use std::io::Write;

/// The flags between `%` and the width.
#[derive(Clone, Copy, Default, Debug, PartialEq, Eq)]
pub struct Flags {
    /// `-`: fill on the right.
    pub left: bool,
    /// `+`: a sign before positive numbers as well.
    pub plus: bool,
    /// A blank before positive numbers, unless there is `+`.
    pub space: bool,
    /// `#`: always a point, and no zeros removed by `%g`.
    pub alternate: bool,
    /// `0`: fill with zeros after the sign, unless there is `-`.
    pub zero: bool,
}

/// The largest precision that is honoured; `string.format` refuses larger ones.
pub const MAX_PRECISION: usize = 99;

/// Appends `value` as `%<flags><width>.<precision><conversion>` prints it.
/// The conversion is one of `eEfFgGaA`; any other letter is taken as `g`.
pub fn format_float(
    buffer: &mut Vec<u8>,
    value: f64,
    conversion: u8,
    mut flags: Flags,
    width: usize,
    precision: Option<usize>,
) {
    let start = buffer.len();
    write_sign(buffer, value, flags);
    let mut body = buffer.len();
    let magnitude = value.abs();
    let precision = precision.map(|precision| precision.min(MAX_PRECISION));
    if !magnitude.is_finite() {
        buffer.extend_from_slice(if value.is_nan() { b"nan" } else { b"inf" });
        flags.zero = false;
    } else {
        match conversion.to_ascii_lowercase() {
            b'a' => {
                buffer.extend_from_slice(b"0x");
                body = buffer.len();
                write_hexadecimal(buffer, magnitude, precision, flags.alternate);
            }
            b'e' => {
                let precision = precision.unwrap_or(6);
                let decimal = Decimal::rounded(magnitude, precision + 1);
                write_exponential(buffer, &decimal, flags.alternate);
            }
            b'f' => write_fixed(buffer, magnitude, precision.unwrap_or(6), flags.alternate),
            _ => write_general(buffer, magnitude, precision.unwrap_or(6), flags.alternate),
        }
    }
    if conversion.is_ascii_uppercase() {
        buffer[start..].make_ascii_uppercase();
    }
    pad(buffer, start, body, flags, width);
}

/// Writes the sign, or what the flags put in its place.
fn write_sign(buffer: &mut Vec<u8>, value: f64, flags: Flags) {
    if value.is_sign_negative() {
        buffer.push(b'-');
    } else if flags.plus {
        buffer.push(b'+');
    } else if flags.space {
        buffer.push(b' ');
    }
}

/// Fills what was appended since `start` up to `width`. Zeros go in at `body`, after sign and `0x`.
pub fn pad(buffer: &mut Vec<u8>, start: usize, body: usize, flags: Flags, width: usize) {
    let missing = width.saturating_sub(buffer.len() - start);
    if missing == 0 {
        return;
    }
    let (filler, at) = match (flags.left, flags.zero) {
        (true, _) => (b' ', buffer.len()),
        (false, true) => (b'0', body),
        (false, false) => (b' ', start),
    };
    buffer.resize(buffer.len() + missing, filler);
    buffer[at..].rotate_right(missing);
}

/// `%e`: one digit, the point, the other digits, an exponent of at least two digits.
fn write_exponential(buffer: &mut Vec<u8>, decimal: &Decimal, keep_point: bool) {
    let (first, rest) = decimal.digits().split_at(1);
    buffer.extend_from_slice(first);
    if keep_point || !rest.is_empty() {
        buffer.push(b'.');
    }
    buffer.extend_from_slice(rest);
    let sign = if decimal.exponent < 0 { '-' } else { '+' };
    append(buffer, format_args!("e{sign}{:02}", decimal.exponent.unsigned_abs()));
}

/// `%f`: exactly `precision` digits after the point.
fn write_fixed(buffer: &mut Vec<u8>, magnitude: f64, precision: usize, keep_point: bool) {
    let power = fixed::power_of_ten(precision as u32);
    match power.zip(fixed::scaled(magnitude, precision as i32)) {
        Some((power, scaled)) => {
            write_unsigned(buffer, scaled / power);
            if precision > 0 {
                buffer.push(b'.');
                write_places(buffer, scaled % power, precision);
            }
        }
        None => append(buffer, format_args!("{magnitude:.precision$}")),
    }
    if keep_point && precision == 0 {
        buffer.push(b'.');
    }
}

/// `%g`: `precision` significant digits, in whichever layout is shorter by C's rule.
fn write_general(buffer: &mut Vec<u8>, magnitude: f64, precision: usize, keep: bool) {
    let precision = precision.max(1);
    if keep || precision > 15 || write_short(buffer, magnitude, precision).is_none() {
        write_rounded(buffer, magnitude, precision, keep);
    }
}

/// As `%g`, for numbers that have no short form.
pub(super) fn write_rounded(buffer: &mut Vec<u8>, magnitude: f64, precision: usize, keep: bool) {
    let mut decimal = Decimal::rounded(magnitude, precision);
    if !keep {
        decimal.strip_zeros();
    }
    write_digits(buffer, &decimal, precision, keep);
}

/// Lays digits out as `%g` with a precision does.
pub(super) fn write_digits(buffer: &mut Vec<u8>, decimal: &Decimal, precision: usize, keep: bool) {
    let digits = decimal.digits();
    match usize::try_from(decimal.exponent) {
        Ok(exponent) if exponent < precision => {
            let whole = exponent + 1;
            buffer.extend_from_slice(&digits[..whole.min(digits.len())]);
            let zeros = whole.saturating_sub(digits.len());
            buffer.resize(buffer.len() + zeros, b'0');
            let fraction = digits.get(whole..).unwrap_or_default();
            if keep || !fraction.is_empty() {
                buffer.push(b'.');
            }
            buffer.extend_from_slice(fraction);
        }
        Err(_) if decimal.exponent >= -4 => {
            let zeros = decimal.exponent.unsigned_abs() as usize - 1;
            buffer.extend_from_slice(b"0.");
            buffer.resize(buffer.len() + zeros, b'0');
            buffer.extend_from_slice(digits);
        }
        _ => write_exponential(buffer, decimal, keep),
    }
}

/// `%a` without its `0x`: the bits of the float, four to a digit.
fn write_hexadecimal(
    buffer: &mut Vec<u8>,
    magnitude: f64,
    precision: Option<usize>,
    keep_point: bool,
) {
    const FRACTION_BITS: u32 = 52;
    const FRACTION_DIGITS: usize = 13;
    let bits = magnitude.to_bits();
    let biased = (bits >> FRACTION_BITS) as i64;
    // The leading digit is 1, and 0 for zero and subnormal numbers. Rounding may carry into it.
    let mut significand = bits & ((1 << FRACTION_BITS) - 1);
    let exponent = match biased {
        0 if significand == 0 => 0,
        0 => -1022,
        _ => {
            significand |= 1 << FRACTION_BITS;
            biased - 1023
        }
    };
    let mut count = precision.unwrap_or(FRACTION_DIGITS);
    if count < FRACTION_DIGITS {
        significand = round_bits(significand, FRACTION_BITS - 4 * count as u32);
    } else if precision.is_none() {
        let fraction = significand & ((1 << FRACTION_BITS) - 1);
        count = FRACTION_DIGITS - (fraction.trailing_zeros() / 4).min(13) as usize;
    }
    append(buffer, format_args!("{}", significand >> FRACTION_BITS));
    if keep_point || count > 0 {
        buffer.push(b'.');
    }
    for place in 0..count {
        let digit = match FRACTION_BITS.checked_sub(4 * (place as u32 + 1)) {
            Some(shift) => (significand >> shift) & 15,
            None => 0,
        };
        buffer.push(b"0123456789abcdef"[digit as usize]);
    }
    append(buffer, format_args!("p{exponent:+}"));
}

/// Clears the lowest bits after rounding to the nearest, ties to even.
fn round_bits(value: u64, dropped: u32) -> u64 {
    let half = 1u64 << (dropped - 1);
    let rest = value & (2 * half - 1);
    let kept = value - rest;
    let odd = value & (2 * half) != 0;
    if rest > half || rest == half && odd { kept + 2 * half } else { kept }
}

/// Appends formatted text. Writing to a vector cannot fail.
pub(super) fn append(buffer: &mut Vec<u8>, text: std::fmt::Arguments<'_>) {
    let _ = buffer.write_fmt(text);
}
