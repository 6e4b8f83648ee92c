//! Number to text, as `tostring` and concatenation write it.

use super::decimal::Decimal;
use super::fixed::power_of_ten;
use super::printf::{write_digits, write_rounded};

/// How a dialect writes floats. Integers are written the same way everywhere.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NumberFormat {
    /// `%.14g`.
    Digits14WithoutPoint,
    /// `%.14g`, with `.0` after what would look like an integer.
    Digits14,
    /// `%.15g` if it reads back as the same float, else `%.17g`; with `.0` as above.
    ShortestThatReadsBack,
}

/// No text written here is longer: sign, 17 digits, point, exponent, or a whole integer.
pub const MAX_NUMBER_LEN: usize = 32;

/// Floats that are a whole number over one of these are written without the digit engine.
const SMALL_POWERS_OF_TEN: [u32; 5] = [1, 10, 100, 1_000, 10_000];

impl NumberFormat {
    /// Appends a float.
    pub fn write_float(self, buffer: &mut Vec<u8>, value: f64) {
        if value.is_sign_negative() {
            buffer.push(b'-');
        }
        let magnitude = value.abs();
        if !magnitude.is_finite() {
            buffer.extend_from_slice(if value.is_nan() { b"nan" } else { b"inf" });
        } else if let Some(places) = write_short(buffer, magnitude, self.digits()) {
            if places == 0 {
                self.write_point(buffer);
            }
        } else {
            let start = buffer.len();
            self.write_digits(buffer, magnitude);
            if buffer[start..].iter().all(u8::is_ascii_digit) {
                self.write_point(buffer);
            }
        }
    }

    /// The significant digits tried first.
    fn digits(self) -> usize {
        match self {
            NumberFormat::Digits14WithoutPoint | NumberFormat::Digits14 => 14,
            NumberFormat::ShortestThatReadsBack => 15,
        }
    }

    /// Marks a whole number as a float, where the dialect does.
    fn write_point(self, buffer: &mut Vec<u8>) {
        if self != NumberFormat::Digits14WithoutPoint {
            buffer.extend_from_slice(b".0");
        }
    }

    /// Writes what the digit engine has to find.
    fn write_digits(self, buffer: &mut Vec<u8>, magnitude: f64) {
        if self != NumberFormat::ShortestThatReadsBack {
            return write_rounded(buffer, magnitude, self.digits(), false);
        }
        // Among normal numbers a decimal of at most 15 digits that reads back is what rounding
        // to 15 digits gives. Subnormal numbers have less precision, so all their digits count.
        let mut decimal;
        let reads_back;
        if magnitude.is_normal() {
            decimal = Decimal::shortest(magnitude);
            reads_back = decimal.digits().len() <= self.digits();
        } else {
            decimal = Decimal::rounded(magnitude, self.digits());
            reads_back = decimal.value() == magnitude;
        }
        if reads_back {
            decimal.strip_zeros();
            write_digits(buffer, &decimal, self.digits(), false);
        } else {
            write_rounded(buffer, magnitude, 17, false);
        }
    }
}

/// Writes a number with up to four decimals and at most `digits` digits in all; says how many decimals it has, or
/// nothing if it is not such a number. `digits` is at most 15.
///
/// When the quotient of a whole number of few digits and a power of ten is `magnitude`, that quotient is its decimal
/// form: no other decimal of at most 15 digits rounds to this float.
pub(super) fn write_short(buffer: &mut Vec<u8>, magnitude: f64, digits: usize) -> Option<usize> {
    let end = power_of_ten(digits as u32)? as f64;
    for (places, &power) in SMALL_POWERS_OF_TEN.iter().enumerate() {
        let scaled = (magnitude * f64::from(power)).round_ties_even();
        // Small numbers need an exponent, which the digit engine writes.
        if scaled >= end || places > 0 && magnitude < 1e-3 {
            return None;
        }
        if scaled / f64::from(power) != magnitude {
            continue;
        }
        let scaled = scaled as u64;
        let power = u64::from(power);
        write_unsigned(buffer, scaled / power);
        if places > 0 {
            buffer.push(b'.');
            write_places(buffer, scaled % power, places);
        }
        return Some(places);
    }
    None
}

/// Appends an integer.
pub fn write_integer(buffer: &mut Vec<u8>, value: i64) {
    if value < 0 {
        buffer.push(b'-');
    }
    write_unsigned(buffer, value.unsigned_abs());
}

/// Appends the decimal digits of an unsigned number.
pub(super) fn write_unsigned(buffer: &mut Vec<u8>, mut value: u64) {
    if value < 10 {
        buffer.push(b'0' + value as u8);
        return;
    }
    let mut digits = [0; 20];
    let mut start = digits.len();
    while value >= 100 {
        let pair = (value % 100) as u8;
        value /= 100;
        start -= 2;
        digits[start] = b'0' + pair / 10;
        digits[start + 1] = b'0' + pair % 10;
    }
    if value >= 10 {
        start -= 1;
        digits[start] = b'0' + (value % 10) as u8;
        value /= 10;
    }
    start -= 1;
    digits[start] = b'0' + value as u8;
    buffer.extend_from_slice(&digits[start..]);
}

/// Appends exactly `places` digits.
pub(super) fn write_places(buffer: &mut Vec<u8>, mut value: u64, places: usize) {
    let start = buffer.len();
    buffer.resize(start + places, b'0');
    for digit in buffer[start..].iter_mut().rev() {
        *digit = b'0' + (value % 10) as u8;
        value /= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(format: NumberFormat, value: f64) -> String {
        let mut buffer = Vec::new();
        format.write_float(&mut buffer, value);
        String::from_utf8_lossy(&buffer).into_owned()
    }

    #[test]
    fn floats_read_back_in_as_few_digits_as_15_or_17() {
        let format = NumberFormat::ShortestThatReadsBack;
        let cases = [
            (1.0, "1.0"),
            (-0.0, "-0.0"),
            (0.1, "0.1"),
            (0.1 + 0.2, "0.30000000000000004"),
            (1.0 / 3.0, "0.33333333333333331"),
            (1e15, "1e+15"),
            (1e14, "100000000000000.0"),
            (1e100, "1e+100"),
            (123456.0625, "123456.0625"),
            (1e-5, "1e-05"),
            (0.0001, "0.0001"),
            (5e-324, "4.94065645841247e-324"),
            (f64::INFINITY, "inf"),
            (-f64::INFINITY, "-inf"),
            (f64::NAN.copysign(1.0), "nan"),
            (f64::NAN.copysign(-1.0), "-nan"),
        ];
        for (value, expected) in cases {
            assert_eq!(text(format, value), expected);
        }
    }

    #[test]
    fn fourteen_digits_hide_rounding() {
        assert_eq!(text(NumberFormat::Digits14, 0.1 + 0.2), "0.3");
        assert_eq!(text(NumberFormat::Digits14, 1e14), "1e+14");
        assert_eq!(text(NumberFormat::Digits14, 3.0), "3.0");
        assert_eq!(text(NumberFormat::Digits14WithoutPoint, 3.0), "3");
    }

    #[test]
    fn integers_keep_all_digits() {
        for value in [0, 7, -10, 99, 100, 12345, i64::MAX, i64::MIN] {
            let mut buffer = Vec::new();
            write_integer(&mut buffer, value);
            assert_eq!(String::from_utf8_lossy(&buffer), value.to_string());
        }
    }
}
