//! A segment of the pool of strings: an open-addressed table with linear probing.
//!
//! ```text
//!  63        44 43                 0
//! +------------+--------------------+
//! | hash, low  | address / 16       |   an entry; 0 is empty
//! +------------+--------------------+
//! ```

use std::alloc::{Layout, alloc_zeroed, dealloc};

use crate::gc::{Collector, Gc, OutOfMemory};
use crate::object::LuaString;

/// How many hash bits choose the slot in a segment of full size.
pub(super) const SLOT_BITS: u32 = 9;
/// The number of slots in a segment of full size.
pub(super) const SEGMENT_SLOTS: usize = 1 << SLOT_BITS;
/// Addresses have 48 bits and are multiples of 16, which leaves twenty bits of an entry for the hash.
pub(super) const HASH_SHIFT: u32 = 44;
const HASH_BITS: u32 = u64::BITS - HASH_SHIFT;

/// The head of a segment; its entries follow.
#[repr(C)]
pub(super) struct Segment {
    /// How many slots are in use.
    pub(super) count: u32,
    /// The number of slots minus one.
    pub(super) mask: u32,
    /// How many directory bits all its strings have in common.
    pub(super) depth: u32,
    /// These bits.
    pub(super) common: u32,
    /// Where the segment is in the list of all.
    pub(super) index: u32,
    entries: [u64; 0],
}

/// What a pool without strings points at: one entry, empty. Its limit is zero, so it is never written.
#[repr(C)]
struct EmptySegment(Segment, u64);

// SAFETY: never written, see above.
unsafe impl Sync for EmptySegment {}

static EMPTY: EmptySegment =
    EmptySegment(Segment { count: 0, mask: 0, depth: 0, common: 0, index: 0, entries: [] }, 0);

/// What a pool without strings points at.
pub(super) fn empty_segment() -> *mut Segment {
    (&raw const EMPTY).cast_mut().cast()
}

/// The bit that decides which half of a splitting segment an entry goes to.
///
/// # Safety
/// The entry's string is not freed.
pub(super) unsafe fn directory_bit(entry: u64, depth: u32) -> bool {
    let bit = SLOT_BITS + depth;
    let hash = if bit < HASH_BITS {
        (entry >> HASH_SHIFT) as u32
    } else {
        // SAFETY: not freed, by the caller's promise.
        unsafe { string_of(entry).header.aux }
    };
    hash >> bit & 1 != 0
}

/// Replaces a segment's entries.
///
/// # Safety
/// The segment is live, and larger than the number of entries.
pub(super) unsafe fn refill(segment: *mut Segment, kept: &[u64]) {
    // SAFETY: by the caller's promise.
    unsafe {
        entries(segment).write_bytes(0, (*segment).mask as usize + 1);
        (*segment).count = 0;
        for &entry in kept {
            place(segment, entry);
        }
    }
}

/// Puts an entry into a segment.
///
/// # Safety
/// The segment is live and has room.
pub(super) unsafe fn place(segment: *mut Segment, entry: u64) {
    // SAFETY: the slot is masked to the segment's size, and an empty one exists.
    unsafe {
        let mask = (*segment).mask as usize;
        let mut slot = (entry >> HASH_SHIFT) as usize & mask;
        while *entries(segment).add(slot) != 0 {
            slot = (slot + 1) & mask;
        }
        *entries(segment).add(slot) = entry;
        (*segment).count += 1;
    }
}

/// The string of an entry.
///
/// # Safety
/// The entry is not empty and its string not freed.
#[inline(always)]
pub(super) unsafe fn string_of(entry: u64) -> Gc<LuaString> {
    // SAFETY: the low bits of an entry are the address divided by 16.
    unsafe { Gc::from_ptr((entry << HASH_BITS >> (HASH_BITS - 4)) as *mut LuaString) }
}

/// Where a segment's entries begin.
#[inline(always)]
pub(super) fn entries(segment: *mut Segment) -> *mut u64 {
    segment.wrapping_add(1).cast()
}

/// The memory of a segment with so many slots.
pub(super) const fn segment_layout(slots: usize) -> Layout {
    let size = size_of::<Segment>() + slots * size_of::<u64>();
    // SAFETY: a small size and a power of two.
    unsafe { Layout::from_size_align_unchecked(size, align_of::<u64>()) }
}

/// A segment without strings.
pub(super) fn allocate_segment(
    slots: usize,
    depth: u32,
    common: u32,
    collector: &mut Collector,
) -> Result<*mut Segment, OutOfMemory> {
    let layout = segment_layout(slots);
    collector.charge_external(layout.size())?;
    // SAFETY: the size is not zero.
    let segment: *mut Segment = unsafe { alloc_zeroed(layout) }.cast();
    if segment.is_null() {
        collector.release_external(layout.size());
        return Err(OutOfMemory);
    }
    // SAFETY: freshly allocated with this size.
    unsafe {
        segment.write(Segment {
            count: 0,
            mask: slots as u32 - 1,
            depth,
            common,
            index: 0,
            entries: [],
        })
    };
    Ok(segment)
}

/// Frees a segment.
///
/// # Safety
/// Allocated by [`allocate_segment`], and not used again.
pub(super) unsafe fn free_segment(segment: *mut Segment) {
    // SAFETY: the layout it was allocated with.
    unsafe { dealloc(segment.cast(), segment_layout((*segment).mask as usize + 1)) };
}
