//! Values → bytes.

use super::INTEGER_BYTE_LEN;
use super::item::{Endian, Item, Kind};

/// The longest result: a Lua integer must hold its length.
const MAX_BYTE_LEN: usize = i64::MAX as usize;
use crate::text::Refusal;

impl Item {
    /// The total after this item, or the refusal of a result that no string can hold.
    ///
    /// `argument` is the number of the last argument used. The caller makes sure of memory
    /// for the item before it writes it: a size can be anything a Lua integer holds.
    pub fn reserve(&self, total: usize, argument: usize) -> Result<usize, Refusal> {
        let end = total.checked_add(self.padding).and_then(|sum| sum.checked_add(self.size));
        let end = end.filter(|end| *end <= MAX_BYTE_LEN);
        end.ok_or_else(|| Refusal::argument(argument, &b"result too long"[..]))
    }

    /// Writes the zero bytes in front of the item, and the item itself if it has no value.
    pub fn write_padding(&self, buffer: &mut Vec<u8>) {
        let own = usize::from(self.kind == Kind::Padding);
        buffer.resize(buffer.len() + self.padding + own, 0);
    }

    /// Writes an integer of either kind.
    pub fn write_integer(
        &self,
        buffer: &mut Vec<u8>,
        value: i64,
        argument: usize,
    ) -> Result<(), Refusal> {
        let is_signed = self.kind == Kind::Integer;
        if self.size < INTEGER_BYTE_LEN {
            let bits = self.size as u32 * 8;
            if is_signed && value >> (bits - 1) != 0 && value >> (bits - 1) != -1 {
                return Err(Refusal::argument(argument, &b"integer overflow"[..]));
            }
            if !is_signed && value.cast_unsigned() >> bits != 0 {
                return Err(Refusal::argument(argument, &b"unsigned overflow"[..]));
            }
        }
        write_bytes(buffer, value, self.size, self.endian, is_signed && value < 0);
        Ok(())
    }

    /// Writes a float of either size.
    pub fn write_float(&self, buffer: &mut Vec<u8>, value: f64) {
        match (self.kind, self.endian) {
            (Kind::Single, Endian::Little) => buffer.extend((value as f32).to_le_bytes()),
            (Kind::Single, Endian::Big) => buffer.extend((value as f32).to_be_bytes()),
            (_, Endian::Little) => buffer.extend(value.to_le_bytes()),
            (_, Endian::Big) => buffer.extend(value.to_be_bytes()),
        }
    }

    /// Writes a string of any kind and returns how many bytes were not in the item's size.
    pub fn write_text(
        &self,
        buffer: &mut Vec<u8>,
        text: &[u8],
        argument: usize,
    ) -> Result<usize, Refusal> {
        match self.kind {
            Kind::Characters => {
                if text.len() > self.size {
                    let message = &b"string longer than given size"[..];
                    return Err(Refusal::argument(argument, message));
                }
                let start = buffer.len();
                buffer.extend_from_slice(text);
                buffer.resize(start + self.size, 0);
                Ok(0)
            }
            Kind::Text => {
                if self.size < INTEGER_BYTE_LEN && text.len() >> (self.size * 8) != 0 {
                    let message = &b"string length does not fit in given size"[..];
                    return Err(Refusal::argument(argument, message));
                }
                debug_assert!(text.len() <= MAX_BYTE_LEN);
                write_bytes(buffer, text.len() as i64, self.size, self.endian, false);
                buffer.extend_from_slice(text);
                Ok(text.len())
            }
            _ => {
                if text.contains(&0) {
                    return Err(Refusal::argument(argument, &b"string contains zeros"[..]));
                }
                buffer.extend_from_slice(text);
                buffer.push(0);
                Ok(text.len() + 1)
            }
        }
    }
}

/// The lowest `size` bytes of a number; beyond its own eight they repeat the sign.
fn write_bytes(buffer: &mut Vec<u8>, value: i64, size: usize, endian: Endian, is_negative: bool) {
    let sign = if is_negative { 0xFF } else { 0 };
    let own = value.to_le_bytes();
    let start = buffer.len();
    buffer.extend_from_slice(&own[..size.min(own.len())]);
    buffer.resize(start + size, sign);
    if endian == Endian::Big {
        buffer[start..].reverse();
    }
}
