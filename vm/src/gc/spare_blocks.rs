//! Blocks of large objects that are free, kept for the next ones, shared by all heaps of the process.
//!
//! The system takes such memory back at once and gives it out empty: where one long string follows the other, that
//! costs several times what the string's bytes cost.
//!
//! **Invariant**: a block belongs to the list from `release` to `acquire`; the mutex orders the two.

use std::alloc::{Layout, alloc, dealloc};
use std::sync::{Mutex, PoisonError};

use super::page::PAGE_SIZE;

/// Blocks from this size on are kept; smaller ones the system's allocator keeps itself.
const SMALLEST: usize = 128 * 1024;
/// The largest block that is kept.
const LARGEST: usize = 4 << 20;
/// How many bytes are kept altogether.
const CAPACITY: usize = 8 << 20;

/// A free block.
struct Spare {
    address: usize,
    bytes: usize,
}

/// Free blocks, the oldest first.
struct Spares(Vec<Spare>);

static SPARES: Mutex<Spares> = Mutex::new(Spares(Vec::new()));

impl Spares {
    /// Takes the block of a size that was kept last.
    fn take(&mut self, bytes: usize) -> Option<usize> {
        let index = self.0.iter().rposition(|spare| spare.bytes == bytes)?;
        Some(self.0.remove(index).address)
    }

    /// Keeps a block. Those that are too much then go back to the system.
    fn keep(&mut self, spare: Spare) -> impl Iterator<Item = Spare> {
        self.0.push(spare);
        let mut excess = self.0.iter().map(|spare| spare.bytes).sum::<usize>();
        let count = self.0.iter().take_while(|spare| {
            let is_excess = excess > CAPACITY;
            excess -= spare.bytes;
            is_excess
        });
        let count = count.count();
        self.0.drain(..count)
    }
}

/// Whether blocks of a size are kept.
fn is_kept(bytes: usize) -> bool {
    (SMALLEST..=LARGEST).contains(&bytes)
}

/// The size of the block for so many bytes: sizes that can be kept come in steps, so that a block fits more than one.
pub(super) fn rounded(bytes: usize) -> usize {
    if is_kept(bytes) { bytes.next_multiple_of(bytes.next_power_of_two() / 64) } else { bytes }
}

/// A block of a size that [`rounded`] gave, uninitialised and aligned as pages are; null if there is no memory.
///
/// # Safety
/// The layout has a size above zero.
pub(super) unsafe fn acquire(layout: Layout) -> *mut u8 {
    if is_kept(layout.size())
        && let Some(address) =
            SPARES.lock().unwrap_or_else(PoisonError::into_inner).take(layout.size())
    {
        return address as *mut u8;
    }
    // SAFETY: the caller's promise.
    unsafe { alloc(layout) }
}

/// Gives a block back.
///
/// # Safety
/// `block` comes from [`acquire`] with this layout, and nothing refers to it any more.
pub(super) unsafe fn release(block: *mut u8, layout: Layout) {
    if !is_kept(layout.size()) {
        // SAFETY: the caller's promise.
        return unsafe { dealloc(block, layout) };
    }
    let mut spares = SPARES.lock().unwrap_or_else(PoisonError::into_inner);
    for Spare { address, bytes } in
        spares.keep(Spare { address: block as usize, bytes: layout.size() })
    {
        // SAFETY: the block was given back with this size, and all have the alignment of pages.
        unsafe {
            dealloc(address as *mut u8, Layout::from_size_align_unchecked(bytes, PAGE_SIZE));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CAPACITY, LARGEST, SMALLEST, Spare, Spares, rounded};

    #[test]
    fn the_oldest_blocks_go_first() {
        let mut spares = Spares(Vec::new());
        let mut gone = Vec::new();
        let count = CAPACITY / LARGEST + 2;
        for address in 0..count {
            gone.extend(spares.keep(Spare { address, bytes: LARGEST }).map(|spare| spare.address));
        }
        assert_eq!(gone, [0, 1]);
        let excess = spares.keep(Spare { address: count, bytes: SMALLEST });
        assert_eq!(excess.map(|spare| spare.address).collect::<Vec<_>>(), [2]);
        assert_eq!(spares.take(SMALLEST), Some(count));
        assert_eq!(spares.take(SMALLEST), None);
        assert_eq!(spares.take(LARGEST), Some(count - 1), "the last one is warmest");
    }

    #[test]
    fn blocks_are_hardly_larger_than_asked_for() {
        for bytes in
            [1, SMALLEST - 1, SMALLEST, SMALLEST + 1, 1_000_000, LARGEST - 1, LARGEST, LARGEST + 1]
        {
            let block = rounded(bytes);
            assert!(block >= bytes && block - bytes <= bytes / 32, "{bytes}");
            assert_eq!(rounded(block), block);
        }
    }
}
