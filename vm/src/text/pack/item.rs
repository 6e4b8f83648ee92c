//! Reads a format: options, sizes, byte order and alignment.

use super::Platform;
use crate::text::Refusal;

/// The largest integer, in bytes.
const MAX_INTEGER: usize = 16;

/// The order of the bytes of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Endian {
    /// The lowest byte first.
    Little,
    /// The highest byte first.
    Big,
}

/// What an option reads or writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A signed integer of the item's size.
    Integer,
    /// An unsigned integer of the item's size.
    Unsigned,
    /// A float of four bytes.
    Single,
    /// A float of eight bytes.
    Double,
    /// A string of exactly the item's size.
    Characters,
    /// A string behind its length; the size is that of the length.
    Text,
    /// A string before a zero byte.
    ZeroTerminated,
    /// One byte that stands for nothing.
    Padding,
    /// Only the padding before the item.
    Alignment,
    /// Nothing: the option changed how others are read.
    Nothing,
}

impl Kind {
    /// Whether the item takes an argument of `pack` and gives a result of `unpack`.
    pub fn has_value(self) -> bool {
        !matches!(self, Kind::Padding | Kind::Alignment | Kind::Nothing)
    }
}

/// One option of a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// What it reads or writes.
    pub kind: Kind,
    /// Its bytes, without those that depend on the value.
    pub size: usize,
    /// The zero bytes in front that align it.
    pub padding: usize,
    /// The order of its bytes.
    pub endian: Endian,
}

/// The options of a format, and the state that they change.
#[derive(Clone, Debug)]
pub struct Items<'a> {
    rest: &'a [u8],
    platform: Platform,
    endian: Endian,
    max_alignment: usize,
}

impl<'a> Items<'a> {
    /// Starts at the beginning of a format, which ends at a zero byte as in C.
    pub fn new(format: &'a [u8], platform: Platform) -> Self {
        let end = format.iter().position(|&byte| byte == 0).unwrap_or(format.len());
        Items { rest: &format[..end], platform, endian: Endian::Little, max_alignment: 1 }
    }

    /// The total after an item, if it is not too large.
    pub fn end(&self, item: &Item, total: usize) -> Option<usize> {
        let end = total.checked_add(item.padding)?.checked_add(item.size)?;
        (end <= self.platform.max_byte_len).then_some(end)
    }

    /// The next option, given the number of bytes before it.
    pub fn next_item(&mut self, total: usize) -> Result<Option<Item>, Refusal> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let (kind, size) = self.option()?;
        let mut alignment = size;
        if kind == Kind::Alignment {
            let refusal = || Refusal::argument(1, &b"invalid next option for option 'X'"[..]);
            if self.rest.is_empty() {
                return Err(refusal());
            }
            let (next, size) = self.option()?;
            if next == Kind::Characters || size == 0 {
                return Err(refusal());
            }
            alignment = size;
        }
        let padding = match alignment {
            0 | 1 => 0,
            _ if kind == Kind::Characters => 0,
            _ => self.padding(alignment, total)?,
        };
        Ok(Some(Item { kind, size, padding, endian: self.endian }))
    }

    /// The bytes from `total` to the next multiple of the alignment.
    fn padding(&self, alignment: usize, total: usize) -> Result<usize, Refusal> {
        let alignment = alignment.min(self.max_alignment);
        if !alignment.is_power_of_two() {
            let message = &b"format asks for alignment not power of 2"[..];
            return Err(Refusal::argument(1, message));
        }
        Ok(total.wrapping_neg() & (alignment - 1))
    }

    /// Reads one option and its number.
    fn option(&mut self) -> Result<(Kind, usize), Refusal> {
        let Some((&letter, rest)) = self.rest.split_first() else { return Ok((Kind::Nothing, 0)) };
        self.rest = rest;
        Ok(match letter {
            b'b' => (Kind::Integer, 1),
            b'B' => (Kind::Unsigned, 1),
            b'h' => (Kind::Integer, 2),
            b'H' => (Kind::Unsigned, 2),
            b'l' | b'j' => (Kind::Integer, 8),
            b'L' | b'J' | b'T' => (Kind::Unsigned, 8),
            b'i' => (Kind::Integer, self.limited_number(4)?),
            b'I' => (Kind::Unsigned, self.limited_number(4)?),
            b'f' => (Kind::Single, 4),
            b'd' | b'n' => (Kind::Double, 8),
            b's' => (Kind::Text, self.limited_number(8)?),
            b'c' => match self.number() {
                Some(size) => (Kind::Characters, size),
                None => return Err(Refusal::new(&b"missing size for format option 'c'"[..])),
            },
            b'z' => (Kind::ZeroTerminated, 0),
            b'x' => (Kind::Padding, 1),
            b'X' => (Kind::Alignment, 0),
            b' ' => (Kind::Nothing, 0),
            b'!' => {
                self.max_alignment = self.limited_number(self.platform.alignment)?;
                (Kind::Nothing, 0)
            }
            b'<' | b'=' => self.set_endian(Endian::Little),
            b'>' => self.set_endian(Endian::Big),
            _ => {
                return Err(Refusal::new(
                    [b"invalid format option '", &[letter][..], b"'"].concat(),
                ));
            }
        })
    }

    /// Changes the byte order of the items that follow.
    fn set_endian(&mut self, endian: Endian) -> (Kind, usize) {
        self.endian = endian;
        (Kind::Nothing, 0)
    }

    /// The number here, if there is one. Digits beyond the largest size are left for the next option.
    fn number(&mut self) -> Option<usize> {
        let mut value = None;
        while let [digit @ b'0'..=b'9', rest @ ..] = self.rest {
            let before = value.unwrap_or(0);
            if before > (self.platform.max_byte_len - 9) / 10 {
                break;
            }
            value = Some(before * 10 + usize::from(digit - b'0'));
            self.rest = rest;
        }
        value
    }

    /// The number here as the size of an integer.
    fn limited_number(&mut self, default: usize) -> Result<usize, Refusal> {
        let size = self.number().unwrap_or(default);
        if (1..=MAX_INTEGER).contains(&size) {
            return Ok(size);
        }
        // The reference prints a C integer.
        let shown = size as i32;
        let message = format!("integral size ({shown}) out of limits [1,{MAX_INTEGER}]");
        Err(Refusal::new(message.into_bytes()))
    }
}
