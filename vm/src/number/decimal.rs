//! The decimal digits of a float: correctly rounded to a given count, or the fewest that read back.
//!
//! Common numbers are done by integer arithmetic. Otherwise the digits come from the standard
//! library's formatter, which is exact for every count and rounds ties to even; only its layout differs
//! from that of C.

use super::fixed;
use super::printf::append;
use std::io::Write;

/// Room for the most digits asked for here, with sign-free layout: 100 digits, point, exponent.
const CAPACITY: usize = 128;

/// The digits of a finite, non-negative float: `d.ddd * 10^exponent`.
pub(super) struct Decimal {
    text: [u8; CAPACITY],
    len: usize,
    pub exponent: i32,
}

impl Decimal {
    /// Correctly rounded to `count` digits, from 1 to 100.
    pub(super) fn rounded(value: f64, count: usize) -> Decimal {
        if let Some((digits, exponent)) = fixed::significant(value, count) {
            return Decimal::from_digits(digits, count, exponent);
        }
        Decimal::read(format_args!("{:.*e}", count.clamp(1, 100) - 1, value))
    }

    /// The fewest digits that read back as the same float.
    pub(super) fn shortest(value: f64) -> Decimal {
        Decimal::read(format_args!("{value:e}"))
    }

    /// The significant digits, at least one, without the point.
    pub(super) fn digits(&self) -> &[u8] {
        &self.text[..self.len]
    }

    /// The float nearest to these digits.
    pub(super) fn value(&self) -> f64 {
        let mut layout = self.digits().to_vec();
        // Digits and an exponent are always a number for the standard library.
        append(&mut layout, format_args!("e{}", self.exponent + 1 - self.len as i32));
        std::str::from_utf8(&layout).ok().and_then(|text| text.parse().ok()).unwrap_or(f64::NAN)
    }

    /// Drops zeros at the end, except for a first digit.
    pub(super) fn strip_zeros(&mut self) {
        while self.len > 1 && self.text[self.len - 1] == b'0' {
            self.len -= 1;
        }
    }

    /// A decimal of `count` digits, at most 19, the first of which is not zero.
    fn from_digits(mut digits: u64, count: usize, exponent: i32) -> Decimal {
        let mut text = [0; CAPACITY];
        for place in text[..count].iter_mut().rev() {
            *place = b'0' + (digits % 10) as u8;
            digits /= 10;
        }
        Decimal { text, len: count, exponent }
    }

    /// Takes apart `d.ddde-dd`.
    fn read(layout: std::fmt::Arguments<'_>) -> Decimal {
        let mut text = [0; CAPACITY];
        let mut rest = &mut text[..];
        // The buffer is large enough, so writing cannot fail.
        let _ = rest.write_fmt(layout);
        let end = CAPACITY - rest.len();
        let mark = text[..end].iter().position(|&byte| byte == b'e').unwrap_or(end);
        let exponent = exponent(text[..end].get(mark + 1..).unwrap_or_default());
        let mut len = mark;
        if mark > 2 {
            text.copy_within(2..mark, 1);
            len -= 1;
        }
        Decimal { text, len, exponent }
    }
}

/// Reads a signed exponent as the formatter writes it.
fn exponent(text: &[u8]) -> i32 {
    let (negative, digits) = match text {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    let magnitude = digits.iter().fold(0, |value, byte| value * 10 + i32::from(byte - b'0'));
    if negative { -magnitude } else { magnitude }
}
