//! `string.pack`, `packsize` and `unpack`: values as the bytes of C structures on x86-64.

mod item;
mod read;
mod write;

pub use item::{Endian, Item, Items, Kind};
pub use read::{Unpacked, Unpacker};

use super::Refusal;

/// The largest size that a format may describe: a Lua integer must hold it.
const MAX_BYTE_LEN: usize = i64::MAX as usize;

/// The bytes of a Lua integer.
const INTEGER_BYTE_LEN: usize = size_of::<i64>();

/// The number of bytes that `pack` makes with this format.
pub fn packed_size(format: &[u8]) -> Result<usize, Refusal> {
    let mut items = Items::new(format);
    let mut total: usize = 0;
    while let Some(item) = items.next_item(total)? {
        if matches!(item.kind, Kind::Text | Kind::ZeroTerminated) {
            return Err(Refusal::argument(1, &b"variable-length format"[..]));
        }
        total =
            item.end(total).ok_or_else(|| Refusal::argument(1, &b"format result too large"[..]))?;
    }
    Ok(total)
}
