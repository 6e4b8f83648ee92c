//! Bytes → values.

use super::INTEGER_BYTE_LEN;
use super::Platform;
use super::item::{Endian, Item, Items, Kind};
use crate::text::Refusal;
use std::ops::Range;

/// A value that was packed.
#[derive(Clone, Debug, PartialEq)]
pub enum Unpacked {
    /// An integer; one of eight bytes without sign may appear negative.
    Integer(i64),
    /// A float.
    Float(f64),
    /// A string, as a part of the data.
    Text(Range<usize>),
}

/// Reads the values of a format one after another.
#[derive(Clone, Debug)]
pub struct Unpacker<'a> {
    items: Items<'a>,
    data: &'a [u8],
    position: usize,
}

impl<'a> Unpacker<'a> {
    /// Starts at a byte of the data, counted from zero.
    pub fn new(
        format: &'a [u8],
        platform: Platform,
        data: &'a [u8],
        position: usize,
    ) -> Result<Self, Refusal> {
        if position > data.len() {
            return Err(Refusal::argument(3, &b"initial position out of string"[..]));
        }
        Ok(Unpacker { items: Items::new(format, platform), data, position })
    }

    /// The first byte that has not been read, counted from zero.
    pub fn position(&self) -> usize {
        self.position
    }

    /// Reads the next value.
    pub fn next_value(&mut self) -> Result<Option<Unpacked>, Refusal> {
        while let Some(item) = self.items.next_item(self.position)? {
            let left = self.data.len() - self.position;
            if item.padding.checked_add(item.size).is_none_or(|needed| needed > left) {
                return Err(too_short());
            }
            let start = self.position + item.padding;
            let (value, end) = self.read(&item, start)?;
            self.position = end;
            if value.is_some() {
                return Ok(value);
            }
        }
        Ok(None)
    }

    /// The value of an item that starts here, and where it ends.
    fn read(&self, item: &Item, start: usize) -> Result<(Option<Unpacked>, usize), Refusal> {
        let end = start + item.size;
        let bytes = self.data.get(start..end).unwrap_or_default();
        Ok(match item.kind {
            Kind::Integer => {
                (Some(Unpacked::Integer(read_integer(bytes, item.endian, true)?)), end)
            }
            Kind::Unsigned => {
                (Some(Unpacked::Integer(read_integer(bytes, item.endian, false)?)), end)
            }
            Kind::Single => {
                let bits = read_integer(bytes, item.endian, false)? as u32;
                (Some(Unpacked::Float(f64::from(f32::from_bits(bits)))), end)
            }
            Kind::Double => {
                let bits = read_integer(bytes, item.endian, false)?.cast_unsigned();
                (Some(Unpacked::Float(f64::from_bits(bits))), end)
            }
            Kind::Characters => (Some(Unpacked::Text(start..end)), end),
            Kind::Text => {
                let len = read_integer(bytes, item.endian, false)?.cast_unsigned();
                let rest = self.data.len() - end;
                let len = usize::try_from(len).ok().filter(|len| *len <= rest);
                let last = end + len.ok_or_else(too_short)?;
                (Some(Unpacked::Text(end..last)), last)
            }
            Kind::ZeroTerminated => {
                let rest = self.data.get(start..).unwrap_or_default();
                let Some(len) = memchr::memchr(0, rest) else {
                    let message = &b"unfinished string for format 'z'"[..];
                    return Err(Refusal::argument(2, message));
                };
                (Some(Unpacked::Text(start..start + len)), start + len + 1)
            }
            Kind::Padding | Kind::Alignment | Kind::Nothing => (None, end),
        })
    }
}

/// The refusal of data that ends before its format.
fn too_short() -> Refusal {
    Refusal::argument(2, &b"data string too short"[..])
}

/// An integer of up to sixteen bytes, if eight can hold it.
fn read_integer(bytes: &[u8], endian: Endian, is_signed: bool) -> Result<i64, Refusal> {
    let size = bytes.len();
    let byte = |place: usize| match endian {
        Endian::Little => bytes[place],
        Endian::Big => bytes[size - 1 - place],
    };
    let mut value: u64 = 0;
    for place in (0..size.min(INTEGER_BYTE_LEN)).rev() {
        value = value << 8 | u64::from(byte(place));
    }
    let value = value.cast_signed();
    if size < INTEGER_BYTE_LEN && is_signed {
        let unused = 64 - 8 * size as u32;
        // An empty slice would shift by all bits; no option has that size.
        return Ok(value.checked_shl(unused).map_or(0, |high| high >> unused));
    }
    let sign = if is_signed && value < 0 { 0xFF } else { 0 };
    if (INTEGER_BYTE_LEN..size).any(|place| byte(place) != sign) {
        let message = format!("{size}-byte integer does not fit into Lua Integer");
        return Err(Refusal::new(message.into_bytes()));
    }
    Ok(value)
}
