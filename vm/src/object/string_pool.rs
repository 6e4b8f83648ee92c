//! The interned strings of one heap: an extendible hash table of small segments.
//!
//! A segment is an open-addressed table of up to 512 entries. When it is three quarters full it splits in two, so no
//! insertion ever moves more than one segment's entries, however many strings there are. The directory finds the
//! segment by the hash bits above the ones that choose the slot; it is in blocks of 512 pointers, so that it grows
//! by appending. A small state has one small segment and no directory.
//!
//! ```text
//!  63        44 43                 0
//! +------------+--------------------+
//! | hash, low  | address / 16       |   an entry; 0 is empty
//! +------------+--------------------+
//! ```
//!
//! **Invariants**
//! - An entry's string has not been freed: the collector sweeps the pool before it frees strings. Between its decision
//!   which strings die and that sweep, `intern` revives those it finds.
//! - A segment always has an empty entry, so every probe ends.

use std::alloc::{Layout, alloc_zeroed, dealloc};

use super::string::LuaString;
use crate::gc::{Collector, Gc, Header, OutOfMemory};
use crate::value::equality::{hash_bytes, short_bytes_equal};

const SLOT_BITS: u32 = 9;
const SEGMENT_SLOTS: usize = 1 << SLOT_BITS;
/// The size of the first segment of a new heap.
const FIRST_SLOTS: usize = 64;
/// The number of pointers in a block of the directory.
const BLOCK_LEN: usize = 512;
/// All the hash bits above those that choose the slot.
const DEPTH_MAX: u32 = u32::BITS - SLOT_BITS;
/// Addresses have 48 bits and are multiples of 16, which leaves twenty bits of an entry for the hash.
const HASH_SHIFT: u32 = 44;
const HASH_BITS: u32 = u64::BITS - HASH_SHIFT;

/// The head of a segment; its entries follow.
#[repr(C)]
struct Segment {
    count: u32,
    mask: u32,
    /// How many directory bits all its strings have in common.
    depth: u32,
    unused: u32,
    entries: [u64; 0],
}

/// What a pool without strings points at: one entry, empty. Its limit is zero, so it is never written.
#[repr(C)]
struct EmptySegment(Segment, u64);

// SAFETY: never written, see above.
unsafe impl Sync for EmptySegment {}

static EMPTY: EmptySegment =
    EmptySegment(Segment { count: 0, mask: 0, depth: 0, unused: 0, entries: [] }, 0);

/// The interned strings of a heap.
pub struct StringPool {
    seed: u64,
    mode_hash: u32,
    /// How many hash bits index the directory; 0 means that `first` is the only segment.
    depth: u32,
    first: *mut Segment,
    directory: Vec<Box<[*mut Segment]>>,
    /// Every segment once, in order of creation.
    segments: Vec<*mut Segment>,
    count: usize,
    /// How many of the segments this cycle has swept.
    swept: usize,
}

// SAFETY: the segments belong to the pool alone.
unsafe impl Send for StringPool {}

impl StringPool {
    /// An empty pool whose hashes depend on the seed.
    pub fn new(seed: u64) -> StringPool {
        StringPool {
            seed,
            mode_hash: hash_bytes(super::metatable::Event::Mode.name().as_bytes(), seed),
            depth: 0,
            first: (&raw const EMPTY).cast_mut().cast(),
            directory: Vec::new(),
            segments: Vec::new(),
            count: 0,
            swept: 0,
        }
    }

    /// The seed of the hash.
    #[inline(always)]
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// The hash of `__mode`, with which the collector finds the key in a metatable.
    #[inline(always)]
    pub(super) fn mode_hash(&self) -> u32 {
        self.mode_hash
    }

    /// How many strings there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The string with these bytes, whose hash is `hash`.
    #[inline]
    pub(super) fn find(&self, hash: u32, bytes: &[u8]) -> Option<Gc<LuaString>> {
        let segment = self.segment_of(hash);
        // SAFETY: the slot is masked to the segment's size, and entries point at strings that are not freed.
        unsafe {
            let mask = (*segment).mask as usize;
            let wanted = u64::from(hash) << HASH_SHIFT;
            let mut slot = hash as usize & mask;
            loop {
                let entry = *entries(segment).add(slot);
                if entry == 0 {
                    return None;
                }
                if (entry ^ wanted) >> HASH_SHIFT == 0 {
                    let string = string_of(entry);
                    if string.header.aux == hash && short_bytes_equal(string.as_bytes(), bytes) {
                        return Some(string);
                    }
                }
                slot = (slot + 1) & mask;
            }
        }
    }

    /// Makes room for a string with this hash.
    pub(super) fn reserve(
        &mut self,
        hash: u32,
        collector: &mut Collector,
    ) -> Result<(), OutOfMemory> {
        loop {
            let segment = self.segment_of(hash);
            // SAFETY: a live segment, or the empty one, which is only read.
            let (count, slots, depth) = unsafe {
                ((*segment).count as usize, (*segment).mask as usize + 1, (*segment).depth)
            };
            if count < slots / 4 * 3 {
                return Ok(());
            }
            if slots < SEGMENT_SLOTS {
                self.grow_first(collector)?;
            } else if depth < DEPTH_MAX {
                self.split(segment, hash, collector)?;
            } else if count < slots - 1 {
                return Ok(());
            } else {
                return Err(OutOfMemory);
            }
        }
    }

    /// Adds a string that is not in the pool; [`StringPool::reserve`] has made room.
    pub(super) fn insert(&mut self, hash: u32, string: Gc<LuaString>) {
        let address = string.as_ptr() as u64;
        debug_assert!(address.is_multiple_of(16) && address >> 48 == 0);
        // SAFETY: `reserve` has made room in this segment.
        unsafe { place(self.segment_of(hash), u64::from(hash) << HASH_SHIFT | address >> 4) };
        self.count += 1;
    }

    /// Begins a sweep; the collector has decided which strings die.
    pub(super) fn begin_sweep(&mut self) {
        self.swept = 0;
    }

    /// Sweeps one segment: drops the strings that die. Whether there is more to sweep.
    ///
    /// # Safety
    /// `survives` says the truth of each string in the pool, and none of them has been freed.
    pub(super) unsafe fn sweep_segment(
        &mut self,
        mut survives: impl FnMut(*mut Header) -> bool,
    ) -> bool {
        if let Some(&segment) = self.segments.get(self.swept) {
            self.swept += 1;
            let mut kept = [0; SEGMENT_SLOTS];
            let mut kept_count = 0;
            // SAFETY: entries of a live segment, of strings that are not freed.
            unsafe {
                for slot in 0..=(*segment).mask as usize {
                    let entry = *entries(segment).add(slot);
                    if entry != 0 && survives(string_of(entry).header()) {
                        kept[kept_count] = entry;
                        kept_count += 1;
                    }
                }
                let before = (*segment).count as usize;
                if kept_count < before {
                    self.count -= before - kept_count;
                    refill(segment, &kept[..kept_count]);
                }
            }
        }
        self.swept < self.segments.len()
    }

    /// The segment that holds the strings with this hash.
    #[inline(always)]
    fn segment_of(&self, hash: u32) -> *mut Segment {
        if self.depth == 0 {
            return self.first;
        }
        let index = (hash >> SLOT_BITS) as usize & ((1 << self.depth) - 1);
        // SAFETY: the directory has `2^depth` pointers, in whole blocks.
        unsafe { *self.directory.get_unchecked(index / BLOCK_LEN).get_unchecked(index % BLOCK_LEN) }
    }

    /// Doubles the only segment.
    #[cold]
    fn grow_first(&mut self, collector: &mut Collector) -> Result<(), OutOfMemory> {
        let old = self.first;
        self.segments.try_reserve(1).map_err(|_| OutOfMemory)?;
        // SAFETY: the old segment is live or the empty one, and replaced everywhere before it is freed.
        unsafe {
            let old_slots = (*old).mask as usize + 1;
            let new = allocate_segment((old_slots * 2).max(FIRST_SLOTS), 0, collector)?;
            for slot in 0..old_slots {
                let entry = *entries(old).add(slot);
                if entry != 0 {
                    place(new, entry);
                }
            }
            self.first = new;
            if self.segments.is_empty() {
                self.segments.push(new);
            } else {
                self.segments[0] = new;
                free_segment(old);
                collector.release_external(segment_layout(old_slots).size());
            }
        }
        Ok(())
    }

    /// Moves about half of a full segment's strings to a new one.
    #[cold]
    fn split(
        &mut self,
        segment: *mut Segment,
        hash: u32,
        collector: &mut Collector,
    ) -> Result<(), OutOfMemory> {
        // SAFETY: a live segment of full size, with strings that are not freed.
        unsafe {
            let depth = (*segment).depth;
            self.segments.try_reserve(1).map_err(|_| OutOfMemory)?;
            if depth == self.depth {
                self.double_directory(collector)?;
            }
            let new = allocate_segment(SEGMENT_SLOTS, depth + 1, collector)?;
            let (mut stay, mut go) = ([0; SEGMENT_SLOTS], [0; SEGMENT_SLOTS]);
            let (mut stay_count, mut go_count) = (0, 0);
            for slot in 0..SEGMENT_SLOTS {
                let entry = *entries(segment).add(slot);
                if entry != 0 && directory_bit(entry, depth) {
                    go[go_count] = entry;
                    go_count += 1;
                } else if entry != 0 {
                    stay[stay_count] = entry;
                    stay_count += 1;
                }
            }
            (*segment).depth = depth + 1;
            refill(segment, &stay[..stay_count]);
            refill(new, &go[..go_count]);
            self.segments.push(new);
            let common = (hash >> SLOT_BITS) as usize & ((1 << depth) - 1);
            let first = common | 1 << depth;
            for index in (first..1 << self.depth).step_by(2 << depth) {
                self.directory[index / BLOCK_LEN][index % BLOCK_LEN] = new;
            }
        }
        Ok(())
    }

    /// Adds one hash bit to the directory's index: the new half repeats the old one.
    fn double_directory(&mut self, collector: &mut Collector) -> Result<(), OutOfMemory> {
        let old_len = if self.directory.is_empty() { 0 } else { 1 << self.depth };
        let new_blocks = (2usize << self.depth).div_ceil(BLOCK_LEN) - self.directory.len();
        let bytes = new_blocks * BLOCK_LEN * size_of::<*mut Segment>();
        collector.charge_external(bytes)?;
        let old_blocks = self.directory.len();
        for index in 0..new_blocks {
            let source = self.directory.get(index);
            let block = new_block(source.map(|block| &block[..]), self.first);
            if let (Ok(block), Ok(())) = (block, self.directory.try_reserve(1)) {
                self.directory.push(block);
            } else {
                self.directory.truncate(old_blocks);
                collector.release_external(bytes);
                return Err(OutOfMemory);
            }
        }
        if old_len > 0 && old_len < BLOCK_LEN {
            self.directory[0].copy_within(..old_len, old_len);
        }
        self.depth += 1;
        Ok(())
    }
}

impl Drop for StringPool {
    fn drop(&mut self) {
        for &segment in &self.segments {
            // SAFETY: allocated by `allocate_segment`, and nothing refers to it any more.
            unsafe { free_segment(segment) };
        }
    }
}

/// A block of the directory: a copy of another one, or all the same segment.
fn new_block(
    source: Option<&[*mut Segment]>,
    segment: *mut Segment,
) -> Result<Box<[*mut Segment]>, OutOfMemory> {
    let mut block = Vec::new();
    block.try_reserve_exact(BLOCK_LEN).map_err(|_| OutOfMemory)?;
    match source {
        Some(source) => block.extend_from_slice(source),
        None => block.resize(BLOCK_LEN, segment),
    }
    Ok(block.into_boxed_slice())
}

/// The bit that decides which half of a splitting segment an entry goes to.
///
/// # Safety
/// The entry's string is not freed.
unsafe fn directory_bit(entry: u64, depth: u32) -> bool {
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
unsafe fn refill(segment: *mut Segment, kept: &[u64]) {
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
unsafe fn place(segment: *mut Segment, entry: u64) {
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

/// # Safety
/// The entry is not empty and its string not freed.
#[inline(always)]
unsafe fn string_of(entry: u64) -> Gc<LuaString> {
    // SAFETY: the low bits of an entry are the address divided by 16.
    unsafe { Gc::from_ptr((entry << HASH_BITS >> (HASH_BITS - 4)) as *mut LuaString) }
}

/// Where a segment's entries begin.
#[inline(always)]
fn entries(segment: *mut Segment) -> *mut u64 {
    segment.wrapping_add(1).cast()
}

const fn segment_layout(slots: usize) -> Layout {
    let size = size_of::<Segment>() + slots * size_of::<u64>();
    // SAFETY: a small size and a power of two.
    unsafe { Layout::from_size_align_unchecked(size, align_of::<u64>()) }
}

fn allocate_segment(
    slots: usize,
    depth: u32,
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
        segment.write(Segment { count: 0, mask: slots as u32 - 1, depth, unused: 0, entries: [] })
    };
    Ok(segment)
}

/// # Safety
/// Allocated by [`allocate_segment`], and not used again.
unsafe fn free_segment(segment: *mut Segment) {
    // SAFETY: the layout it was allocated with.
    unsafe { dealloc(segment.cast(), segment_layout((*segment).mask as usize + 1)) };
}
