//! Numbers, quoted strings and long brackets.

use super::error::Outcome;
use super::lexer::{Lexer, is_name_byte};
use super::token::{Token, TokenKind};
use crate::dialect::{Escapes, Numerals};
use crate::number::Number;
use crate::number::parse::{hexadecimal_digit, is_space, parse_float, parse_number};
use crate::number::utf8;

/// Decimal integers of so many digits cannot overflow.
const SAFE_DIGITS: usize = 18;

impl Lexer<'_> {
    /// Reads a numeral. Short decimal integers, by far the most frequent, skip the general reader.
    pub(super) fn read_number(&mut self) -> Outcome<Token> {
        let rest = &self.source[self.position..];
        let len = rest.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(rest.len());
        let next = rest.get(len).copied().unwrap_or(0);
        if (1..=SAFE_DIGITS).contains(&len) && next != b'.' && !is_name_byte(next) {
            self.position += len;
            let value =
                rest[..len].iter().fold(0, |value, &byte| value * 10 + i64::from(byte - b'0'));
            return Ok(self.number_token(Number::Integer(value)));
        }
        self.position += numeral_len(rest, self.dialect.numerals);
        let text = &self.source[self.token_start..self.position];
        let number = match self.dialect.integers {
            true => parse_number(text),
            false => parse_float(text).map(Number::Float),
        };
        match number {
            Some(number) => Ok(self.number_token(number)),
            None => Err(self.error_near_literal("malformed number", text)),
        }
    }

    /// The token of a number, as a float where the dialect has no integers.
    fn number_token(&self, number: Number) -> Token {
        match number {
            Number::Integer(value) if self.dialect.integers => Token::integer(value),
            Number::Integer(value) => Token::float(value as f64),
            Number::Float(value) => Token::float(value),
        }
    }

    /// Reads a quoted string. Without escapes its content is a piece of the source.
    pub(super) fn read_string(&mut self, delimiter: u8) -> Outcome<Token> {
        self.position += 1;
        let plain = self.skip_plain(delimiter);
        if self.peek(0) == delimiter {
            let content = &self.source[plain..self.position];
            self.position += 1;
            return Ok(Token::symbol(TokenKind::String, self.symbols.intern(content)));
        }
        self.buffer.clear();
        self.buffer.extend_from_slice(&self.source[plain..self.position]);
        loop {
            match self.peek(0) {
                byte if byte == delimiter => break,
                b'\\' => self.read_escape(delimiter)?,
                b'\n' | b'\r' => {
                    let literal = [&[delimiter], &self.buffer[..]].concat();
                    return Err(self.error_near_literal("unfinished string", &literal));
                }
                _ if self.at_end() => return Err(self.error_near_end("unfinished string")),
                _ => {
                    let start = self.skip_plain(delimiter);
                    self.buffer.extend_from_slice(&self.source[start..self.position]);
                }
            }
        }
        self.position += 1;
        Ok(Token::symbol(TokenKind::String, self.symbols.intern(&self.buffer)))
    }

    /// Skips to the next byte that is special in a string; returns where it began.
    fn skip_plain(&mut self, delimiter: u8) -> usize {
        let start = self.position;
        let rest = &self.source[start..];
        let special =
            |&byte: &u8| byte == delimiter || byte == b'\\' || byte == b'\n' || byte == b'\r';
        self.position += rest.iter().position(special).unwrap_or(rest.len());
        start
    }

    /// Reads an escape sequence, with the position on its backslash.
    fn read_escape(&mut self, delimiter: u8) -> Outcome<()> {
        let strict = self.dialect.escapes != Escapes::Lenient;
        let start = self.position;
        self.position += 1;
        let byte = match self.peek(0) {
            b'a' => 0x07,
            b'b' => 0x08,
            b'f' => 0x0C,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'v' => 0x0B,
            b'\n' | b'\r' => {
                self.skip_line_break();
                self.buffer.push(b'\n');
                return Ok(());
            }
            b'0'..=b'9' => return self.read_decimal_escape(start, delimiter),
            b'x' if strict => return self.read_hexadecimal_escape(start, delimiter),
            b'u' if self.dialect.escapes == Escapes::Strict => {
                return self.read_utf8_escape(start, delimiter);
            }
            b'z' if strict => {
                self.position += 1;
                self.skip_space();
                return Ok(());
            }
            // The caller finds the end of the source.
            _ if self.at_end() => return Ok(()),
            byte @ (b'\\' | b'"' | b'\'') => byte,
            byte if !strict => byte,
            _ => return self.check_escape(false, start, delimiter, "invalid escape sequence"),
        };
        self.position += 1;
        self.buffer.push(byte);
        Ok(())
    }

    /// Skips white space and line breaks, for `\z`.
    fn skip_space(&mut self) {
        while is_space(self.peek(0)) {
            match self.peek(0) {
                b'\n' | b'\r' => self.skip_line_break(),
                _ => self.position += 1,
            }
        }
    }

    /// `\ddd`: up to three decimal digits.
    fn read_decimal_escape(&mut self, start: usize, delimiter: u8) -> Outcome<()> {
        let mut value: u32 = 0;
        for _ in 0..3 {
            match self.peek(0) {
                digit @ b'0'..=b'9' => value = value * 10 + u32::from(digit - b'0'),
                _ => break,
            }
            self.position += 1;
        }
        if self.dialect.escapes == Escapes::Lenient && value > 255 {
            let literal = [&[delimiter], &self.buffer[..]].concat();
            return Err(self.error_near_literal("escape sequence too large", &literal));
        }
        self.check_escape(value <= 255, start, delimiter, "decimal escape too large")?;
        self.buffer.push(value as u8);
        Ok(())
    }

    /// `\xXX`: exactly two hexadecimal digits.
    fn read_hexadecimal_escape(&mut self, start: usize, delimiter: u8) -> Outcome<()> {
        let mut value = 0;
        for _ in 0..2 {
            self.position += 1;
            value = value << 4 | self.expect_hexadecimal_digit(start, delimiter)?;
        }
        self.position += 1;
        self.buffer.push(value as u8);
        Ok(())
    }

    /// `\u{…}`: hexadecimal digits, up to the largest number that the dialect allows.
    fn read_utf8_escape(&mut self, start: usize, delimiter: u8) -> Outcome<()> {
        self.position += 1;
        self.check_escape(self.peek(0) == b'{', start, delimiter, "missing '{'")?;
        self.position += 1;
        let mut code = self.expect_hexadecimal_digit(start, delimiter)?;
        self.position += 1;
        while let Some(digit) = hexadecimal_digit(self.peek(0)) {
            let fits = u64::from(code) << 4 | u64::from(digit)
                <= u64::from(self.dialect.library.max_utf8_code);
            self.check_escape(fits, start, delimiter, "UTF-8 value too large")?;
            code = code << 4 | u32::from(digit);
            self.position += 1;
        }
        self.check_escape(self.peek(0) == b'}', start, delimiter, "missing '}'")?;
        self.position += 1;
        utf8::encode(&mut self.buffer, code);
        Ok(())
    }

    /// The hexadecimal digit at the position, which stays.
    fn expect_hexadecimal_digit(&self, start: usize, delimiter: u8) -> Outcome<u32> {
        let digit = hexadecimal_digit(self.peek(0));
        self.check_escape(digit.is_some(), start, delimiter, "hexadecimal digit expected")?;
        Ok(u32::from(digit.unwrap_or(0)))
    }

    /// Fails unless an escape sequence is correct so far. The message shows the content before the
    /// sequence as it was understood, and the sequence as written, with the byte that is wrong.
    #[inline]
    fn check_escape(&self, ok: bool, start: usize, delimiter: u8, message: &str) -> Outcome<()> {
        if ok {
            return Ok(());
        }
        let end = (self.position + 1).min(self.source.len());
        if self.dialect.messages.wrong_escapes_stand_alone {
            let is_decimal = self.source.get(start + 1).is_some_and(u8::is_ascii_digit);
            let end = if is_decimal { self.position } else { end };
            return Err(self.error_near_literal(message, &self.source[start..end]));
        }
        let literal = [&[delimiter], &self.buffer[..], &self.source[start..end]].concat();
        Err(self.error_near_literal(message, &literal))
    }

    /// Reads `[[...]]`, or fails when a `[=` is no long bracket.
    pub(super) fn read_long_string(&mut self) -> Outcome<Token> {
        let Some(level) = self.long_bracket_level() else {
            let len =
                self.source[self.position + 1..].iter().take_while(|&&byte| byte == b'=').count();
            let literal = &self.source[self.position..self.position + 1 + len];
            return Err(self.error_near_literal("invalid long string delimiter", literal));
        };
        let content = self.skip_long_bracket(level, "string")?;
        let name = if content.contains(&b'\r') {
            normalize_line_breaks(content, &mut self.buffer);
            self.symbols.intern(&self.buffer)
        } else {
            // A line break may still be "\n" alone, which is already its own normal form.
            self.symbols.intern(content)
        };
        Ok(Token::symbol(TokenKind::String, name))
    }

    /// How many `=` the long bracket at the position has, if it is one.
    pub(super) fn long_bracket_level(&self) -> Option<usize> {
        let rest = self.source[self.position..].get(1..)?;
        let level = rest.iter().position(|&byte| byte != b'=')?;
        (rest[level] == b'[').then_some(level)
    }
}

impl<'s> Lexer<'s> {
    /// Skips a whole long bracket, counting lines; returns its content without the first line
    /// break.
    pub(super) fn skip_long_bracket(&mut self, level: usize, what: &str) -> Outcome<&'s [u8]> {
        let first_line = self.line;
        self.position += level + 2;
        if matches!(self.peek(0), b'\n' | b'\r') {
            self.skip_line_break();
        }
        let start = self.position;
        let source = self.source;
        let refuses_nesting = level == 0 && self.dialect.escapes == Escapes::Lenient;
        loop {
            let rest = &source[self.position..];
            let special = rest.iter().position(|byte| {
                matches!(byte, b']' | b'\n' | b'\r') || refuses_nesting && *byte == b'['
            });
            let Some(len) = special else {
                self.position = source.len();
                let message = match self.dialect.messages.long_literals_tell_their_start {
                    true => format!("unfinished long {what} (starting at line {first_line})"),
                    false => format!("unfinished long {what}"),
                };
                return Err(self.error_near_end(&message));
            };
            self.position += len;
            if rest[len] == b'[' {
                if rest.get(len + 1) == Some(&b'[') {
                    return Err(self.error_near_literal("nesting of [[...]] is deprecated", b"["));
                }
                self.position += 1;
                continue;
            }
            if rest[len] != b']' {
                self.skip_line_break();
                continue;
            }
            let equals = rest[len + 1..].iter().take_while(|&&byte| byte == b'=').count();
            let end = self.position;
            self.position += equals + 1;
            if equals == level && self.peek(0) == b']' {
                self.position += 1;
                return Ok(&source[start..end]);
            }
        }
    }
}

/// The length of the longest text that could be meant as a number: digits, points, exponents, and
/// perhaps letters beyond, which make it malformed.
fn numeral_len(text: &[u8], numerals: Numerals) -> usize {
    let at = |index: usize| text.get(index).copied().unwrap_or(0);
    if numerals == Numerals::LettersAndDigits {
        return old_numeral_len(text);
    }
    let mut len = usize::from(at(0) == b'.');
    let first = at(len);
    len += 1;
    let mut exponent_mark = b'e';
    if first == b'0' && at(len) | 0x20 == b'x' {
        exponent_mark = b'p';
        len += 1;
    }
    loop {
        let byte = at(len);
        if byte | 0x20 == exponent_mark {
            len += 1;
            if matches!(at(len), b'+' | b'-') {
                len += 1;
            }
        } else if byte.is_ascii_hexdigit() || byte == b'.' {
            len += 1;
        } else {
            break;
        }
    }
    let touches_letter = at(len) == b'_' || at(len).is_ascii_alphabetic();
    len + usize::from(touches_letter && numerals == Numerals::WithOneLetterMore)
}

/// The same, where a point behind a letter belongs to something else.
fn old_numeral_len(text: &[u8]) -> usize {
    let count =
        |rest: &[u8], fits: fn(&u8) -> bool| rest.iter().take_while(|&byte| fits(byte)).count();
    let mut len = count(text, |&byte| byte == b'.' || byte.is_ascii_digit());
    if matches!(text.get(len), Some(b'e' | b'E')) {
        len += 1;
        len += usize::from(matches!(text.get(len), Some(b'+' | b'-')));
    }
    len + count(&text[len..], |&byte| is_name_byte(byte))
}

/// Copies text with every line break turned into `\n`.
fn normalize_line_breaks(text: &[u8], buffer: &mut Vec<u8>) {
    buffer.clear();
    let mut rest = text;
    loop {
        match rest {
            [] => return,
            [b'\r', b'\n', tail @ ..] | [b'\n', b'\r', tail @ ..] | [b'\r', tail @ ..] => {
                buffer.push(b'\n');
                rest = tail;
            }
            [byte, tail @ ..] => {
                buffer.push(*byte);
                rest = tail;
            }
        }
    }
}
