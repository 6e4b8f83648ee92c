//! `%q`: literals that Lua reads back as the same value.

use crate::number::format::write_integer;
use crate::number::printf::{Flags, format_float};

/// A string in double quotes.
pub fn quote_text(buffer: &mut Vec<u8>, text: &[u8]) {
    buffer.reserve(text.len() + 2);
    buffer.push(b'"');
    let mut bytes = text.iter().peekable();
    while let Some(&byte) = bytes.next() {
        match byte {
            b'"' | b'\\' | b'\n' => buffer.extend_from_slice(&[b'\\', byte]),
            // A digit behind a short escape would be read as a part of it.
            0..=31 | 127 if bytes.peek().is_some_and(|next| next.is_ascii_digit()) => {
                let digits = [byte / 100, byte / 10 % 10, byte % 10].map(|digit| digit + b'0');
                buffer.push(b'\\');
                buffer.extend_from_slice(&digits);
            }
            0..=31 | 127 => {
                buffer.push(b'\\');
                write_integer(buffer, i64::from(byte));
            }
            _ => buffer.push(byte),
        }
    }
    buffer.push(b'"');
}

/// A string in double quotes in which only what a literal cannot contain is escaped.
pub fn quote_briefly(buffer: &mut Vec<u8>, text: &[u8]) {
    buffer.reserve(text.len() + 2);
    buffer.push(b'"');
    for &byte in text {
        match byte {
            b'"' | b'\\' | b'\n' => buffer.extend_from_slice(&[b'\\', byte]),
            b'\r' => buffer.extend_from_slice(b"\\r"),
            0 => buffer.extend_from_slice(b"\\000"),
            _ => buffer.push(byte),
        }
    }
    buffer.push(b'"');
}

/// An integer; the smallest has no decimal literal.
pub fn quote_integer(buffer: &mut Vec<u8>, value: i64) {
    match value {
        i64::MIN => buffer.extend_from_slice(b"0x8000000000000000"),
        _ => write_integer(buffer, value),
    }
}

/// A float, in hexadecimal so that no bit is lost.
pub fn quote_float(buffer: &mut Vec<u8>, value: f64) {
    if value.is_nan() {
        buffer.extend_from_slice(b"(0/0)");
    } else if value.is_infinite() {
        buffer.extend_from_slice(if value > 0.0 { b"1e9999" } else { b"-1e9999" });
    } else {
        format_float(buffer, value, b'a', Flags::default(), 0, None);
    }
}
