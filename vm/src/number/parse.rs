//! Text to number.
//!
//! Decimal floats are read by the standard library, which rounds correctly and in linear time.
//! What it accepts beyond the language ("inf", "nan") is refused here first.

use super::Number;

/// Whether a byte is white space, as `isspace` says in the C locale.
#[inline]
pub fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

/// The number that a whole text denotes, with white space around it and a sign allowed.
/// Hexadecimal integers wrap around; decimal integers that do not fit become floats.
pub fn parse_number(text: &[u8]) -> Option<Number> {
    let (negative, digits) = strip(text);
    if let Some(value) = integer(digits) {
        return Some(Number::Integer(if negative { value.wrapping_neg() } else { value }));
    }
    // The magnitude 2^63 fits only with a minus.
    if negative && magnitude(digits) == Some(1 << 63) {
        return Some(Number::Integer(i64::MIN));
    }
    unsigned_float(digits).map(|value| Number::Float(if negative { -value } else { value }))
}

/// As [`parse_number`], for dialects without integers: always a float.
pub fn parse_float(text: &[u8]) -> Option<f64> {
    let (negative, digits) = strip(text);
    unsigned_float(digits).map(|value| if negative { -value } else { value })
}

/// What C's `strtod` makes of text that names a number in place of writing it: an infinity or no number.
pub fn named_float(text: &[u8]) -> Option<f64> {
    let (negative, name) = strip(text);
    let is = |names: &[&str]| names.iter().any(|known| name.eq_ignore_ascii_case(known.as_bytes()));
    let value = match name {
        _ if is(&["inf", "infinity"]) => f64::INFINITY,
        _ if is(&["nan"]) => f64::NAN,
        _ => return None,
    };
    Some(if negative { -value } else { value })
}

/// Removes white space at both ends, then one sign. Whether it was a minus comes first.
fn strip(text: &[u8]) -> (bool, &[u8]) {
    let start = text.iter().position(|&byte| !is_space(byte)).unwrap_or(text.len());
    let end = text.iter().rposition(|&byte| !is_space(byte)).map_or(start, |last| last + 1);
    match &text[start..end] {
        [b'-', digits @ ..] => (true, digits),
        [b'+', digits @ ..] => (false, digits),
        digits => (false, digits),
    }
}

/// The hexadecimal digits after `0x`, if the text starts so.
fn hexadecimal(digits: &[u8]) -> Option<&[u8]> {
    match digits {
        [b'0', b'x' | b'X', rest @ ..] => Some(rest),
        _ => None,
    }
}

/// An integer of either base, without sign.
fn integer(digits: &[u8]) -> Option<i64> {
    let Some(hexadecimal) = hexadecimal(digits) else {
        return magnitude(digits).and_then(|value| i64::try_from(value).ok());
    };
    if hexadecimal.is_empty() {
        return None;
    }
    let mut value: u64 = 0;
    for &byte in hexadecimal {
        value = value << 4 | u64::from(hexadecimal_digit(byte)?);
    }
    Some(value as i64)
}

/// A string of decimal digits as an unsigned number, unless it is too large.
fn magnitude(digits: &[u8]) -> Option<u64> {
    if digits.is_empty() {
        return None;
    }
    let mut value: u64 = 0;
    for &byte in digits {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        value = value.checked_mul(10)?.checked_add(u64::from(digit))?;
    }
    Some(value)
}

/// The value of a hexadecimal digit.
#[inline]
pub fn hexadecimal_digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}

/// A float of either base, without sign.
fn unsigned_float(digits: &[u8]) -> Option<f64> {
    if let Some(rest) = hexadecimal(digits) {
        return hexadecimal_float(rest);
    }
    // This also refuses a second sign and the words for infinity and nan.
    if !matches!(digits.first(), Some(b'0'..=b'9' | b'.')) {
        return None;
    }
    std::str::from_utf8(digits).ok()?.parse().ok()
}

/// The leading bits of a hexadecimal mantissa; `sticky` stands for all bits that did not fit.
#[derive(Default)]
struct Mantissa {
    bits: u64,
    sticky: bool,
    /// The value is `bits * 2^exponent`.
    exponent: i64,
    has_digits: bool,
}

impl Mantissa {
    /// Adds a digit; those that no longer fit only count for the exponent and for rounding.
    fn push(&mut self, digit: u8, after_point: bool) {
        self.has_digits = true;
        if self.bits >> 60 == 0 {
            self.bits = self.bits << 4 | u64::from(digit);
            self.exponent -= if after_point { 4 } else { 0 };
        } else {
            self.sticky |= digit != 0;
            self.exponent += if after_point { 0 } else { 4 };
        }
    }
}

/// The float after `0x`: digits with one point at most, and a binary exponent.
fn hexadecimal_float(text: &[u8]) -> Option<f64> {
    let mut mantissa = Mantissa::default();
    let mut after_point = false;
    let mut position = 0;
    while let Some(&byte) = text.get(position) {
        match hexadecimal_digit(byte) {
            Some(digit) => mantissa.push(digit, after_point),
            None if byte == b'.' && !after_point => after_point = true,
            None => break,
        }
        position += 1;
    }
    if !mantissa.has_digits {
        return None;
    }
    let exponent = match text[position..] {
        [] => 0,
        [b'p' | b'P', ref exponent @ ..] => decimal_exponent(exponent)?,
        _ => return None,
    };
    let exponent = mantissa.exponent.saturating_add(exponent);
    Some(scale(mantissa.bits, mantissa.sticky, exponent))
}

/// A signed decimal exponent; it saturates far beyond what any mantissa in memory can balance.
fn decimal_exponent(text: &[u8]) -> Option<i64> {
    let (negative, digits) = match text {
        [b'-', digits @ ..] => (true, digits),
        [b'+', digits @ ..] => (false, digits),
        digits => (false, digits),
    };
    if digits.is_empty() {
        return None;
    }
    let mut value: i64 = 0;
    for &byte in digits {
        if !byte.is_ascii_digit() {
            return None;
        }
        value = value.saturating_mul(10).saturating_add(i64::from(byte - b'0'));
    }
    Some(if negative { -value } else { value })
}

/// `bits * 2^exponent`, rounded once to the nearest float, ties to even.
fn scale(bits: u64, sticky: bool, exponent: i64) -> f64 {
    if bits == 0 {
        return 0.0;
    }
    let shift = bits.leading_zeros();
    let bits = bits << shift;
    // The value is 1.xxx * 2^top.
    let top = exponent.saturating_sub(i64::from(shift)).saturating_add(63);
    if top > 1023 {
        return f64::INFINITY;
    }
    if top < -1075 {
        return 0.0;
    }
    // A normal number keeps 53 bits; a subnormal one loses a bit for each step below 2^-1022.
    let dropped = if top >= -1022 { 11 } else { (11 - 1022 - top) as u32 };
    let (kept, rest, half) = match dropped {
        0..=63 => (bits >> dropped, bits & ((1 << dropped) - 1), 1 << (dropped - 1)),
        _ => (0, bits, 1 << 63),
    };
    let round_up = rest > half || rest == half && (sticky || kept & 1 == 1);
    let kept = kept + u64::from(round_up);
    // Adding the mantissa to the biased exponent lets a carry run into the exponent, as it must.
    let biased = if top >= -1022 { (top + 1022) as u64 } else { 0 };
    f64::from_bits((biased << 52) + kept)
}
