//! A page: a header, two bitmaps, and cells of one size or of mixed sizes.
//!
//! ```text
//!  0        64           192          320                                  16384
//! +--------+------------+------------+----+------+------+------+----------+
//! | header | live bits  | mark bits  | *  | cell | cell | cell | ...      |
//! +--------+------------+------------+----+------+------+------+----------+
//!                                      * start bits, in pages of mixed sizes only
//! ```
//!
//! One bit stands for sixteen bytes. A cell's bit is that of its first sixteen bytes; the bit after it, which no other
//! cell can own because cells have at least 32 bytes, says in the mark bitmap "marked, and still to be traversed
//! because the mark queue could not grow".
//!
//! **Invariants**
//! - Pages are aligned to [`PAGE_SIZE`], so the page of an object is found by masking its address. A large object
//!   lies at the start of the cells of a page that is longer than others.
//! - Live bits: cells found marked by the last sweep, and in mixed pages also those granted since.
//! - Mark bits are zero outside the time from the start of a mark phase to the sweep of the page.

use super::block_cache::Arena;
use super::header::Header;

/// The size and alignment of a page.
pub(super) const PAGE_SIZE: usize = 16 * 1024;
/// How many bytes one bit of a bitmap stands for.
pub(super) const GRANULE: usize = 16;
/// Words in a bitmap.
pub(super) const WORDS: usize = PAGE_SIZE / GRANULE / 64;
/// The number of granules of a page.
pub(super) const GRANULES: usize = PAGE_SIZE / GRANULE;
/// The granule of the first cell.
pub(super) const FIRST: usize = size_of::<Page>() / GRANULE;
/// The bytes for cells.
pub(super) const CELL_SPACE: usize = PAGE_SIZE - size_of::<Page>();
/// How finely the memory of a page is counted as held: what the system maps at a time.
pub(super) const TOUCH_UNIT: usize = 4096;

/// A bitmap of a page.
pub(super) type Bits = [u64; WORDS];

/// The start of a page.
#[repr(C, align(64))]
pub(super) struct Page {
    /// The size class of its cells, or one of the two special values.
    pub(super) class: u8,
    /// How many units of [`TOUCH_UNIT`] bytes have been used so far.
    pub(super) touched: u8,
    /// The granule where the search for free cells goes on.
    pub(super) cursor: u16,
    /// In mixed pages: no free stretch has more granules than this.
    pub(super) largest_gap: u16,
    /// The sweep that has seen this page or during which it was created.
    pub(super) epoch: u32,
    /// The page's place in the list of pages or of large objects.
    pub(super) index: u32,
    /// Bytes charged for cells.
    pub(super) used: usize,
    /// The next page of this class with free cells.
    pub(super) next: *mut Page,
    /// Where the block came from.
    pub(super) arena: *mut Arena,
    /// The size of a large object's block.
    pub(super) block_bytes: usize,
    /// Cells in use.
    pub(super) live: Bits,
    /// Cells reached in this cycle, and overflow bits.
    pub(super) mark: Bits,
}

const _: () = assert!(size_of::<Page>() == 320);

/// The page an object or buffer lies in.
#[inline(always)]
pub(super) fn page_of(cell: *mut u8) -> *mut Page {
    cell.map_addr(|address| address & !(PAGE_SIZE - 1)).cast()
}

/// The number of a cell's first granule.
#[inline(always)]
pub(super) fn granule_of(cell: *mut u8) -> usize {
    (cell.addr() & (PAGE_SIZE - 1)) / GRANULE
}

/// The address of a granule.
///
/// # Safety
/// `page` is a page and `granule` at most its number of granules.
#[inline(always)]
pub(super) unsafe fn granule_address(page: *mut Page, granule: usize) -> *mut u8 {
    // SAFETY: the caller's promise.
    unsafe { page.cast::<u8>().add(granule * GRANULE) }
}

/// Sets a cell's mark; whether it was unmarked.
///
/// # Safety
/// `cell` is the start of a cell of a live heap.
#[inline(always)]
pub(super) unsafe fn set_mark(cell: *mut u8) -> bool {
    let granule = granule_of(cell);
    // SAFETY: cells lie in pages, whose bitmaps have a word for every granule.
    unsafe {
        let word = (&raw mut (*page_of(cell)).mark).cast::<u64>().add(granule / 64);
        let bit = 1 << (granule % 64);
        let old = *word;
        let is_new = old & bit == 0;
        // A page whose marks are all set may be one that other threads read.
        if is_new {
            *word = old | bit;
        }
        is_new
    }
}

/// Whether a cell is marked.
///
/// # Safety
/// `cell` is the start of a cell of a live heap.
#[inline(always)]
pub(super) unsafe fn has_mark(cell: *mut u8) -> bool {
    let granule = granule_of(cell);
    // SAFETY: as in `set_mark`.
    unsafe {
        let word = (&raw const (*page_of(cell)).mark).cast::<u64>().add(granule / 64);
        *word >> (granule % 64) & 1 != 0
    }
}

/// Takes a cell's mark away.
///
/// # Safety
/// `cell` is the start of a cell of a live heap.
pub(super) unsafe fn clear_mark(cell: *mut u8) {
    let granule = granule_of(cell);
    // SAFETY: as in `set_mark`.
    unsafe { (*page_of(cell)).mark[granule / 64] &= !(1 << (granule % 64)) }
}

/// Notes that a marked object is still to be traversed.
///
/// # Safety
/// `object` is a live object.
pub(super) unsafe fn set_overflow(object: *mut Header) {
    let granule = granule_of(object.cast()) + 1;
    // SAFETY: as in `set_mark`; an object has two granules.
    unsafe { (*page_of(object.cast())).mark[granule / 64] |= 1 << (granule % 64) }
}

/// The first set bit at or after `from`, or [`GRANULES`].
#[inline]
pub(super) fn next_set(bits: &Bits, from: usize) -> usize {
    next_matching(from, |word| bits[word])
}

/// The first granule at or after `from` whose bit is set in `bits` and not in `except`, or [`GRANULES`].
#[inline]
pub(super) fn next_set_except(bits: &Bits, except: &Bits, from: usize) -> usize {
    next_matching(from, |word| bits[word] & !except[word])
}

#[inline(always)]
fn next_matching(from: usize, word_at: impl Fn(usize) -> u64) -> usize {
    if from >= GRANULES {
        return GRANULES;
    }
    let mut word = from / 64;
    let mut bits = word_at(word) & (u64::MAX << (from % 64));
    while bits == 0 {
        word += 1;
        if word == WORDS {
            return GRANULES;
        }
        bits = word_at(word);
    }
    word * 64 + bits.trailing_zeros() as usize
}

/// Whether a bit is set.
#[inline(always)]
pub(super) fn is_set(bits: &Bits, granule: usize) -> bool {
    bits[granule / 64] >> (granule % 64) & 1 != 0
}

/// Sets a bit.
#[inline(always)]
pub(super) fn set_bit(bits: &mut Bits, granule: usize) {
    bits[granule / 64] |= 1 << (granule % 64);
}

/// Clears a bit.
#[inline(always)]
pub(super) fn clear_bit(bits: &mut Bits, granule: usize) {
    bits[granule / 64] &= !(1 << (granule % 64));
}

/// The number of set bits.
#[inline]
pub(super) fn count_set(bits: &Bits) -> usize {
    bits.iter().map(|word| word.count_ones() as usize).sum()
}

/// In debug builds, overwrites free memory so that a use after free shows at once.
///
/// # Safety
/// The range lies in one page and holds nothing in use.
#[inline]
pub(super) unsafe fn poison(start: *mut u8, bytes: usize) {
    if cfg!(debug_assertions) {
        // SAFETY: the caller's promise.
        unsafe { start.write_bytes(0xDB, bytes) }
    }
}
