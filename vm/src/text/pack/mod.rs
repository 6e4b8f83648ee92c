//! `string.pack`, `packsize` and `unpack`: values as the bytes of C structures on x86-64.

mod item;
mod read;
mod write;

pub use item::{Endian, Item, Items, Kind};
pub use read::{Unpacked, Unpacker};

use super::Refusal;

/// What formats mean that depends on the machine or the implementation.
#[derive(Clone, Copy, Debug)]
pub struct Platform {
    /// The largest size in bytes that a format may describe; at most what a Lua integer holds.
    pub max_byte_len: usize,
    /// What `!` without a number aligns to: the most that a C type asks for.
    pub alignment: usize,
}

/// The bytes of a Lua integer.
const INTEGER_BYTE_LEN: usize = size_of::<i64>();

/// The number of bytes that `pack` makes with this format.
pub fn packed_size(format: &[u8], platform: Platform) -> Result<usize, Refusal> {
    let mut items = Items::new(format, platform);
    let mut total: usize = 0;
    while let Some(item) = items.next_item(total)? {
        if matches!(item.kind, Kind::Text | Kind::ZeroTerminated) {
            return Err(Refusal::argument(1, &b"variable-length format"[..]));
        }
        total = items
            .end(&item, total)
            .ok_or_else(|| Refusal::argument(1, &b"format result too large"[..]))?;
    }
    Ok(total)
}
