//! The interned strings of one heap: an extendible hash table of small segments.
//!
//! A segment is an open-addressed table of up to 512 entries. When it is three quarters full it splits in two, so no
//! insertion ever moves more than one segment's entries, however many strings there are. The directory finds the
//! segment by the hash bits above the ones that choose the slot; it is in blocks of 512 pointers, so that it grows
//! by appending. A small state has one small segment and no directory.
//!
//! **Invariants**
//! - An entry's string has not been freed: the collector sweeps the pool before it frees strings. Between its decision
//!   which strings die and that sweep, `intern` revives those it finds.
//! - A segment always has an empty entry, so every probe ends.

mod segment;
#[cfg(test)]
mod tests;

use segment::{
    HASH_SHIFT, SEGMENT_SLOTS, SLOT_BITS, Segment, allocate_segment, directory_bit, empty_segment,
    entries, free_segment, place, refill, segment_layout, string_of,
};

use super::image::CommonStrings;
use super::string::LuaString;
use crate::gc::{Collector, Gc, Header, OutOfMemory};
use crate::value::equality::{hash_bytes, short_bytes_equal};

/// The size of the first segment of a new heap.
const FIRST_SLOTS: usize = 64;
/// The number of pointers in a block of the directory.
const BLOCK_LEN: usize = 512;
/// All the hash bits above those that choose the slot.
const DEPTH_MAX: u32 = u32::BITS - SLOT_BITS;

/// The interned strings of a heap.
pub struct StringPool {
    seed: u64,
    /// Strings that belong to no heap. What is found there is not in the segments.
    common: Option<&'static CommonStrings>,
    mode_hash: u32,
    /// How many hash bits index the directory; 0 means that `first` is the only segment.
    depth: u32,
    first: *mut Segment,
    directory: Vec<Box<[*mut Segment]>>,
    /// Every segment once, those that this cycle has swept first.
    segments: Vec<*mut Segment>,
    count: usize,
    /// How many of the segments this cycle has swept.
    swept: usize,
    /// Bytes freed by the sweep that the collector still counts.
    released: usize,
}

// SAFETY: the segments belong to the pool alone.
unsafe impl Send for StringPool {}

impl StringPool {
    /// An empty pool whose hashes depend on the seed.
    pub fn new(seed: u64) -> StringPool {
        StringPool {
            seed,
            common: None,
            mode_hash: hash_bytes(super::metatable::Event::Mode.name().as_bytes(), seed),
            depth: 0,
            first: empty_segment(),
            directory: Vec::new(),
            segments: Vec::new(),
            count: 0,
            swept: 0,
            released: 0,
        }
    }

    /// An empty pool that also finds strings common to all states; it has their seed.
    pub fn with_common(common: &'static CommonStrings) -> StringPool {
        let mut pool = StringPool::new(common.seed());
        pool.common = Some(common);
        pool
    }

    /// The strings that belong to no heap.
    pub(super) fn common(&self) -> Option<&'static CommonStrings> {
        self.common
    }

    /// The string with these bytes that is common to all states.
    #[inline]
    pub(super) fn find_common(&self, hash: u32, bytes: &[u8]) -> Option<Gc<LuaString>> {
        self.common?.find(hash, bytes)
    }

    /// The bytes of every string that belongs to this heap alone.
    pub fn texts(&self) -> impl Iterator<Item = &[u8]> {
        self.segments.iter().flat_map(|&segment| {
            // SAFETY: entries of a live segment, of strings that are not freed while the pool is borrowed.
            unsafe {
                (0..=(*segment).mask as usize).filter_map(move |slot| {
                    let entry = *entries(segment).add(slot);
                    (entry != 0).then(|| string_of(entry).as_bytes())
                })
            }
        })
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
        if self.released > 0 {
            collector.release_external(std::mem::take(&mut self.released));
        }
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
                self.split(segment, collector)?;
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
            let mut merged = Some(segment);
            while let Some(segment) = merged {
                merged = self.merge(segment);
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
            let new = allocate_segment((old_slots * 2).max(FIRST_SLOTS), 0, 0, collector)?;
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
        collector: &mut Collector,
    ) -> Result<(), OutOfMemory> {
        // SAFETY: a live segment of full size, with strings that are not freed.
        unsafe {
            let depth = (*segment).depth;
            self.segments.try_reserve(1).map_err(|_| OutOfMemory)?;
            if depth == self.depth {
                self.double_directory(collector)?;
            }
            let common = (*segment).common | 1 << depth;
            let new = allocate_segment(SEGMENT_SLOTS, depth + 1, common, collector)?;
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
            (*new).index = self.segments.len() as u32;
            self.segments.push(new);
            self.point_at(new, depth + 1, common);
        }
        Ok(())
    }

    /// Moves the strings of a swept segment to the one it split from or into, if that is swept, too, and both have few.
    /// Returns the segment that is left.
    fn merge(&mut self, segment: *mut Segment) -> Option<*mut Segment> {
        // SAFETY: live segments of this pool; the one that is freed is in no list and in no place of the directory.
        unsafe {
            let depth = (*segment).depth.checked_sub(1)?;
            let buddy = self.segment_of(((*segment).common ^ 1 << depth) << SLOT_BITS);
            let is_swept = ((*buddy).index as usize) < self.swept;
            let together = ((*buddy).count + (*segment).count) as usize;
            if !is_swept || (*buddy).depth != depth + 1 || together > SEGMENT_SLOTS / 4 {
                return None;
            }
            for slot in 0..SEGMENT_SLOTS {
                let entry = *entries(segment).add(slot);
                if entry != 0 {
                    place(buddy, entry);
                }
            }
            self.point_at(buddy, depth + 1, (*segment).common);
            (*buddy).depth = depth;
            (*buddy).common &= !(1 << depth);
            if self.first == segment {
                self.first = buddy;
            }
            // The last swept segment takes the place of the freed one, and an unswept one the place of that.
            self.swept -= 1;
            let (index, last_swept) = ((*segment).index as usize, self.segments[self.swept]);
            self.segments[index] = last_swept;
            (*last_swept).index = index as u32;
            self.segments.swap_remove(self.swept);
            if let Some(&moved) = self.segments.get(self.swept) {
                (*moved).index = self.swept as u32;
            }
            free_segment(segment);
            self.released += segment_layout(SEGMENT_SLOTS).size();
            Some(buddy)
        }
    }

    /// Lets the directory find a segment under all hashes with these bits.
    fn point_at(&mut self, segment: *mut Segment, depth: u32, common: u32) {
        for index in (common as usize..1 << self.depth).step_by(1 << depth) {
            self.directory[index / BLOCK_LEN][index % BLOCK_LEN] = segment;
        }
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
