//! The array part: payloads in one run, tags in the run behind it.
//!
//! Nine bytes a value, and a loop over the tags alone finds borders and counts.

use std::ops::Range;

use super::{ARRAY_INLINE, Table};
use crate::gc::Gc;
use crate::object::Heap;
use crate::value::{NIL, Value};

/// The size of an array with this capacity.
#[inline(always)]
pub(super) const fn bytes(capacity: usize) -> usize {
    capacity * (size_of::<u64>() + 1)
}

/// Where the tags of an array begin.
#[inline(always)]
pub(super) fn tags_of(array: *mut u64, capacity: usize) -> *mut u8 {
    array.wrapping_add(capacity).cast()
}

/// Makes every slot of a small array nil, at most sixteen.
///
/// # Safety
/// `array` has room for `capacity` slots, whose payloads have not been written.
#[inline(always)]
pub(super) unsafe fn clear_small(array: *mut u64, capacity: usize) {
    const NILS: u64 = u64::from_ne_bytes([NIL; 8]);
    debug_assert!(capacity <= 16);
    if capacity == 0 {
        return;
    }
    // The tags are cleared from their end in words; what these overlap below is a payload without meaning.
    // SAFETY: with one slot there are nine bytes, with nine there are eighty-one.
    unsafe {
        let end = array.cast::<u8>().add(bytes(capacity));
        end.sub(8).cast::<u64>().write_unaligned(NILS);
        if capacity > 8 {
            end.sub(16).cast::<u64>().write_unaligned(NILS);
        }
    }
}

impl Gc<Table> {
    /// Where in the array an integer key is.
    #[inline(always)]
    pub(super) fn array_index(self, key: i64) -> Option<usize> {
        let index = (key as u64).wrapping_sub(1);
        (index < u64::from(self.array_capacity)).then_some(index as usize)
    }

    /// # Safety
    /// `index < array_capacity`.
    #[inline(always)]
    pub(super) unsafe fn slot(self, index: usize) -> Value {
        // SAFETY: within the array.
        unsafe { Value::from_parts(self.slot_tag(index), *self.array.add(index)) }
    }

    /// # Safety
    /// `index < array_capacity`.
    #[inline(always)]
    pub(super) unsafe fn slot_tag(self, index: usize) -> u8 {
        // SAFETY: within the array.
        unsafe { *tags_of(self.array, self.array_capacity as usize).add(index) }
    }

    /// Stores without a barrier.
    ///
    /// # Safety
    /// `index < array_capacity`, and the caller takes care of the barrier.
    #[inline(always)]
    pub(super) unsafe fn set_slot(self, index: usize, value: Value) {
        // SAFETY: within the array.
        unsafe {
            *self.array.add(index) = value.payload;
            *tags_of(self.array, self.array_capacity as usize).add(index) = value.tag;
        }
    }

    /// The value of an integer key, if it is within the array.
    #[inline(always)]
    pub fn array_get(self, key: i64) -> Option<Value> {
        // SAFETY: within the capacity.
        self.array_index(key).map(|index| unsafe { self.slot(index) })
    }

    /// Stores at an integer key, if it is within the array; whether it is.
    #[inline(always)]
    pub fn array_set(self, heap: &mut Heap, key: i64, value: Value) -> bool {
        let Some(index) = self.array_index(key) else { return false };
        // SAFETY: within the capacity.
        unsafe { self.set_slot(index, value) };
        heap.barrier(self.header(), value);
        true
    }

    /// Whether the array still is the one that the table's constructor asked for.
    pub fn has_constructed_array(self) -> bool {
        self.node_free & ARRAY_INLINE != 0
    }

    /// The values of keys that are all within the array; `None` if some are not. The iterator reads the table as it
    /// goes: it ends early if the table shrinks meanwhile.
    #[inline]
    pub fn array_values(self, keys: Range<i64>) -> Option<impl Iterator<Item = Value>> {
        let inside =
            keys.is_empty() || keys.start >= 1 && keys.end - 1 <= i64::from(self.array_capacity);
        inside.then(|| keys.map_while(move |key| self.array_get(key)))
    }

    /// Exchanges the values of two keys that are within the array; whether they are.
    #[inline]
    pub fn swap(self, heap: &mut Heap, left: i64, right: i64) -> bool {
        let (Some(left), Some(right)) = (self.array_index(left), self.array_index(right)) else {
            return false;
        };
        // SAFETY: both within the capacity.
        unsafe {
            let (left_value, right_value) = (self.slot(left), self.slot(right));
            self.set_slot(left, right_value);
            self.set_slot(right, left_value);
            heap.barrier(self.header(), left_value);
            heap.barrier(self.header(), right_value);
        }
        true
    }

    /// Moves the values of `source` so that the first comes to `target`, as if copied elsewhere in between; all keys
    /// must be within the array. Whether they are.
    pub fn array_move(self, heap: &mut Heap, source: Range<i64>, target: i64) -> bool {
        let Some(len) = source.end.checked_sub(source.start).filter(|len| *len > 0) else {
            return source.is_empty();
        };
        let ends = (
            self.array_index(source.start),
            self.array_index(source.end - 1),
            self.array_index(target),
            target.checked_add(len - 1).and_then(|last| self.array_index(last)),
        );
        let (Some(from), Some(_), Some(to), Some(_)) = ends else { return false };
        let len = len as usize;
        // SAFETY: both ends of both ranges are within the capacity.
        unsafe {
            let tags = tags_of(self.array, self.array_capacity as usize);
            self.array.add(to).copy_from(self.array.add(from), len);
            tags.add(to).copy_from(tags.add(from), len);
            if heap.collector.needs_barrier(self.header()) {
                for index in to..to + len {
                    heap.barrier(self.header(), self.slot(index));
                }
            }
        }
        true
    }
}
