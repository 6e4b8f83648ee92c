//! Writes one argument as its directive asks.

use super::Directive;
use crate::number::format::write_integer;
use crate::number::printf::{Flags, format_float, pad};
use crate::text::Refusal;

/// The length from which `%10s` copies its argument whole instead of handing it to C.
pub const LONG_TEXT: usize = 100;

impl Directive<'_> {
    /// `%d %i %u %o %x %X`
    #[inline]
    pub fn format_integer(&self, buffer: &mut Vec<u8>, value: i64) -> Result<(), Refusal> {
        if self.is_bare() && matches!(self.letter, b'd' | b'i') {
            write_integer(buffer, value);
            return Ok(());
        }
        self.check()?;
        self.format_digits(buffer, value);
        Ok(())
    }

    /// An integer with sign or prefix, least number of digits, and filling.
    fn format_digits(&self, buffer: &mut Vec<u8>, value: i64) {
        // Only the letters of signed conversions print a sign; the others see the two's complement.
        let mut digits = [0; MAX_DIGITS];
        let is_signed = matches!(self.letter, b'd' | b'i');
        let magnitude = if is_signed { value.unsigned_abs() } else { value.cast_unsigned() };
        let digits = write_radix(&mut digits, magnitude, self.letter);
        let start = buffer.len();
        match (is_signed, value < 0) {
            (true, true) => buffer.push(b'-'),
            (true, false) if self.flags.plus => buffer.push(b'+'),
            (true, false) if self.flags.space => buffer.push(b' '),
            _ => {}
        }
        if self.flags.alternate && magnitude != 0 && matches!(self.letter, b'x' | b'X') {
            buffer.extend_from_slice(&[b'0', self.letter]);
        }
        let body = buffer.len();
        // `%.0d` of zero is empty; `%#o` always starts with a zero.
        let digits = if magnitude == 0 && self.precision == Some(0) { &[][..] } else { digits };
        let mut zeros = self.precision.unwrap_or(0).saturating_sub(digits.len());
        if self.flags.alternate
            && self.letter == b'o'
            && zeros == 0
            && digits.first() != Some(&b'0')
        {
            zeros = 1;
        }
        buffer.resize(buffer.len() + zeros, b'0');
        buffer.extend_from_slice(digits);
        // A precision says how many zeros there are, so the width is filled with blanks.
        let flags = Flags { zero: self.flags.zero && self.precision.is_none(), ..self.flags };
        pad(buffer, start, body, flags, self.width);
    }

    /// `%a %A %e %E %f %g %G`
    #[inline]
    pub fn format_float(&self, buffer: &mut Vec<u8>, value: f64) -> Result<(), Refusal> {
        self.check()?;
        format_float(buffer, value, self.letter, self.flags, self.width, self.precision);
        Ok(())
    }

    /// `%c`: the lowest byte of the integer.
    pub fn format_character(&self, buffer: &mut Vec<u8>, value: i64) -> Result<(), Refusal> {
        self.check()?;
        let start = buffer.len();
        buffer.push(value as u8);
        pad(buffer, start, start, self.flags, self.width);
        Ok(())
    }

    /// `%p`; no address is `(null)`.
    pub fn format_pointer(
        &self,
        buffer: &mut Vec<u8>,
        address: Option<u64>,
    ) -> Result<(), Refusal> {
        self.check()?;
        let start = buffer.len();
        match address {
            None => buffer.extend_from_slice(b"(null)"),
            Some(address) => {
                let mut digits = [0; MAX_DIGITS];
                buffer.extend_from_slice(b"0x");
                buffer.extend_from_slice(write_radix(&mut digits, address, b'x'));
            }
        }
        pad(buffer, start, start, self.flags, self.width);
        Ok(())
    }

    /// `%s`; `argument` is the number of the argument that the text came from.
    #[inline]
    pub fn format_text(
        &self,
        buffer: &mut Vec<u8>,
        text: &[u8],
        argument: usize,
    ) -> Result<(), Refusal> {
        if self.is_bare() {
            buffer.extend_from_slice(text);
            return Ok(());
        }
        // C would stop at the zero byte, so the reference does not let it see one.
        if text.contains(&0) {
            return Err(Refusal::argument(argument, &b"string contains zeros"[..]));
        }
        self.check()?;
        let is_whole = self.precision.is_none() && text.len() >= LONG_TEXT;
        let len = self.precision.unwrap_or(text.len()).min(text.len());
        let start = buffer.len();
        buffer.extend_from_slice(&text[..len]);
        if !is_whole {
            pad(buffer, start, start, self.flags, self.width);
        }
        Ok(())
    }
}

/// Sixty-four bits have at most 22 octal digits.
const MAX_DIGITS: usize = 22;

/// The digits of a number in the base that the letter asks for; the base of `%d` is ten.
fn write_radix(digits: &mut [u8; MAX_DIGITS], mut value: u64, letter: u8) -> &[u8] {
    let (base, table) = match letter {
        b'x' => (16, b"0123456789abcdef"),
        b'X' => (16, b"0123456789ABCDEF"),
        b'o' => (8, b"0123456789abcdef"),
        _ => (10, b"0123456789abcdef"),
    };
    let mut start = digits.len();
    loop {
        start -= 1;
        digits[start] = table[(value % base) as usize];
        value /= base;
        if value == 0 {
            return &digits[start..];
        }
    }
}
