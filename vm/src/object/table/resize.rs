//! How large the parts should be, and making them so.
//!
//! When no node is free, all integer keys are counted by powers of two, and the array becomes the largest power of
//! two of which enough is used, see [`BorderChoice`]. All others get nodes.
//!
//! **Invariants**
//! - Everything is allocated before anything is changed, so a refused allocation leaves the table as it was.

use std::cmp::Ordering;

use super::hash::{clear as clear_nodes, empty_node, key_of};
use super::length::{AS_GROWN, AS_MADE, AS_ROUNDED};
use super::{
    ARRAY_INLINE, ARRAY_MAX, BorderChoice, NODES_INLINE, NODES_MAX, NODES_SHARED, Node, Table,
    TableError, array, node_value,
};
use crate::gc::{Gc, OutOfMemory};
use crate::object::Heap;
use crate::value::{INTEGER, NIL, Value};

/// The smallest array and the fewest nodes a table grows to: the steps below would cost more than they save.
const GROWN_ARRAY_MIN: usize = 4;
const GROWN_NODES_MIN: usize = 4;

/// How many integer keys are above `2^(i-1)` and at most `2^i`, for each i.
struct IntegerKeys {
    in_slice: [usize; ARRAY_MAX.ilog2() as usize + 1],
    total: usize,
}

impl IntegerKeys {
    fn new() -> IntegerKeys {
        IntegerKeys { in_slice: [0; _], total: 0 }
    }

    /// Counts a key if it could be in an array.
    fn count(&mut self, key: Value) {
        let index = key.payload.wrapping_sub(1);
        if key.tag == INTEGER && index < ARRAY_MAX as u64 {
            self.in_slice[(u64::BITS - index.leading_zeros()) as usize] += 1;
            self.total += 1;
        }
    }

    /// The best size of an array, and how many of the keys it holds.
    fn best_array(&self, choice: BorderChoice) -> (usize, usize) {
        let (mut best, mut held, mut seen) = (0, 0, 0);
        for (slice, &count) in self.in_slice.iter().enumerate() {
            let size = 1 << slice;
            if size > self.total * 3 {
                break;
            }
            seen += count;
            if count > 0 && choice.is_worth_while(size, seen) {
                (best, held) = (size, seen);
            }
        }
        (best, held)
    }
}

impl Gc<Table> {
    /// Makes room: an array of this capacity and at least this many nodes. Never loses a key: parts that are too
    /// small for what is in the table get larger.
    pub fn resize(self, heap: &mut Heap, array: usize, nodes: usize) -> Result<(), OutOfMemory> {
        if array > ARRAY_MAX || nodes > NODES_MAX {
            return Err(OutOfMemory);
        }
        if self.has_relatives() {
            self.own_nodes(heap)?;
        }
        let mut needed = 0;
        for index in array..self.array_capacity as usize {
            // SAFETY: within the capacity.
            needed += usize::from(unsafe { self.slot_tag(index) } != NIL);
        }
        for node in self.live_nodes() {
            // SAFETY: a node of this table.
            let key = unsafe { key_of(node) };
            let moves = key.tag == INTEGER && key.payload.wrapping_sub(1) < array as u64;
            needed += usize::from(!moves);
        }
        self.rebuild(heap, array, nodes.max(needed)).map_err(|_| OutOfMemory)
    }

    /// Makes the array hold at least this many slots.
    pub fn ensure_array(self, heap: &mut Heap, capacity: usize) -> Result<(), OutOfMemory> {
        if capacity <= self.array_capacity as usize {
            return Ok(());
        }
        if capacity > ARRAY_MAX {
            return Err(OutOfMemory);
        }
        self.grow_array(heap, capacity)
    }

    /// Makes room for a new key, which is neither within the array nor in a node.
    #[cold]
    pub(super) fn rehash(self, heap: &mut Heap, new_key: Value) -> Result<(), TableError> {
        let mut integers = IntegerKeys::new();
        integers.count(new_key);
        let mut total = 1;
        for node in self.live_nodes() {
            // SAFETY: a node of this table.
            integers.count(unsafe { key_of(node) });
            total += 1;
        }
        // A table that loses and gains keys all the time gets some more room, or it would be rebuilt too often.
        let has_removed = total <= self.node_count();
        let with_spare = |needed: usize| match needed {
            0 => 0,
            _ if has_removed => (needed + needed / 4).max(GROWN_NODES_MIN),
            _ => needed.max(GROWN_NODES_MIN),
        };
        if integers.total == 0 {
            // Nothing new could go to the array; it stays as it is.
            return self.rebuild(heap, self.array_capacity as usize, with_spare(total));
        }
        self.count_array(&mut integers, &mut total);
        let (array, held) = integers.best_array(heap.border_choice);
        self.rebuild(heap, self.rounded_growth(array), with_spare(total - held))?;
        self.note_growth(array);
        Ok(())
    }

    /// If the first key behind the array makes a larger one worth while, provides it, though nodes are free; whether
    /// it did. A table that is both a list and a record keeps its list in the array this way.
    pub(super) fn grow_for_append(self, heap: &mut Heap) -> Result<bool, OutOfMemory> {
        let old = self.array_capacity as usize;
        // SAFETY: within the capacity.
        if old > 0 && unsafe { self.slot_tag(old - 1) } == NIL {
            return Ok(false);
        }
        let mut integers = IntegerKeys::new();
        integers.count(Value::integer(old as i64 + 1));
        for node in self.live_nodes() {
            // SAFETY: a node of this table.
            integers.count(unsafe { key_of(node) });
        }
        self.count_array(&mut integers, &mut 0);
        let (array, _) = integers.best_array(heap.border_choice);
        if array <= old {
            return Ok(false);
        }
        self.grow_array(heap, self.rounded_growth(array))?;
        self.note_growth(array);
        Ok(true)
    }

    /// Notes that the array has grown, from the size that was best for its keys.
    fn note_growth(self, best: usize) {
        let is_rounded = best != self.array_capacity as usize;
        // SAFETY: a live table; no reference to the field is held.
        unsafe { (*self.as_ptr()).border_hint = if is_rounded { AS_ROUNDED } else { AS_GROWN } };
    }

    /// A growing array does not go through the smallest sizes one by one.
    fn rounded_growth(self, array: usize) -> usize {
        if array > self.array_capacity as usize { array.max(GROWN_ARRAY_MIN) } else { array }
    }

    /// Counts the keys in the array, slice by slice.
    fn count_array(self, integers: &mut IntegerKeys, total: &mut usize) {
        let capacity = self.array_capacity as usize;
        if capacity == 0 {
            return;
        }
        // SAFETY: the array has that many tags, and nothing writes them while the slice is alive.
        let tags =
            unsafe { std::slice::from_raw_parts(array::tags_of(self.array, capacity), capacity) };
        let mut start = 0;
        for (slice, in_slice) in integers.in_slice.iter_mut().enumerate() {
            let end = capacity.min(1 << slice);
            let used = tags[start..end].iter().filter(|tag| **tag != NIL).count();
            *in_slice += used;
            integers.total += used;
            *total += used;
            start = end;
            if end == capacity {
                break;
            }
        }
    }

    /// The nodes that have a value.
    pub(super) fn live_nodes(self) -> impl Iterator<Item = *mut Node> {
        let nodes = self.nodes;
        (0..self.node_count()).filter_map(move |index| {
            let node = nodes.wrapping_add(index);
            // SAFETY: within the nodes of the table.
            (unsafe { (*node).value_tag } != NIL).then_some(node)
        })
    }

    /// Enlarges the array and leaves the nodes where they are, but for those whose keys come into the array.
    fn grow_array(self, heap: &mut Heap, capacity: usize) -> Result<(), OutOfMemory> {
        self.enlarge_array(heap, capacity)?;
        for node in self.live_nodes() {
            // SAFETY: a node of this table, and an index within the capacity.
            unsafe {
                let index = key_of(node).as_integer().and_then(|key| self.array_index(key));
                if let Some(index) = index {
                    let value = node_value(node);
                    self.set_slot(index, value);
                    (*node).value_tag = NIL;
                    heap.barrier(self.header(), value);
                }
            }
        }
        Ok(())
    }

    /// Gives the table an array of this capacity and at least `count` nodes, enough for all keys that do not fit
    /// into the array.
    fn rebuild(self, heap: &mut Heap, capacity: usize, count: usize) -> Result<(), TableError> {
        if count > NODES_MAX {
            return Err(TableError::Overflow);
        }
        let count = if count == 0 { 0 } else { count.next_power_of_two() };
        let new_nodes = allocate_nodes(heap, count)?;
        let old_capacity = self.array_capacity as usize;
        let array = match capacity.cmp(&old_capacity) {
            Ordering::Less => allocate_array(heap, capacity),
            Ordering::Equal => Ok(self.array),
            Ordering::Greater => self.enlarge_array(heap, capacity).map(|()| self.array),
        };
        let array = array.inspect_err(|_| release_nodes(heap, new_nodes, count))?;
        let (old_nodes, old_count) = (self.nodes, self.node_count());
        let were_own = self.node_free & (NODES_INLINE | NODES_SHARED) == 0;
        // SAFETY: the new parts have these sizes; the old nodes are not used after their release.
        unsafe {
            let table = self.as_ptr();
            (*table).nodes = new_nodes;
            (*table).node_mask = count.saturating_sub(1) as u32;
            (*table).node_free = (*table).node_free & ARRAY_INLINE | count as u32;
            if capacity < old_capacity {
                self.shrink_array(heap, array, capacity);
            }
            self.reinsert(heap, old_nodes, old_count);
        }
        if were_own {
            release_nodes(heap, old_nodes, old_count);
        }
        Ok(())
    }

    /// Enlarges the array. Keys that have a node must be moved from there by the caller.
    fn enlarge_array(self, heap: &mut Heap, capacity: usize) -> Result<(), OutOfMemory> {
        let (old_array, old_capacity) = (self.array, self.array_capacity as usize);
        let is_buffer = self.node_free & ARRAY_INLINE == 0 && old_capacity > 0;
        let (old_bytes, bytes) = (array::bytes(old_capacity), array::bytes(capacity));
        // SAFETY: the old array and the new one have these sizes; the tags may overlap their old place.
        unsafe {
            let new_array: *mut u64 = if is_buffer {
                heap.collector.resize_buffer(old_array.cast(), old_bytes, bytes)?.cast()
            } else {
                let new_array = heap.collector.allocate_buffer(bytes)?;
                new_array.copy_from_nonoverlapping(old_array.cast(), old_bytes);
                new_array.cast()
            };
            let new_tags = array::tags_of(new_array, capacity);
            new_tags.copy_from(array::tags_of(new_array, old_capacity), old_capacity);
            new_tags.add(old_capacity).write_bytes(NIL, capacity - old_capacity);
            self.install_array(new_array, capacity);
        }
        Ok(())
    }

    /// Replaces the array by a smaller one, and puts the values behind its end into the nodes.
    ///
    /// # Safety
    /// `new_array` has this capacity, and the nodes have room for the values and do not have their keys yet.
    unsafe fn shrink_array(self, heap: &mut Heap, new_array: *mut u64, capacity: usize) {
        let (old_array, old_capacity) = (self.array, self.array_capacity as usize);
        for index in capacity..old_capacity {
            // SAFETY: within the old capacity, and by the caller's promise; the barrier follows.
            unsafe {
                let value = self.slot(index);
                if !value.is_nil() {
                    let key = Value::integer(index as i64 + 1);
                    self.insert_in_node(heap, key, self.hash_of(key), value);
                    heap.barrier(self.header(), value);
                }
            }
        }
        let was_inline = self.node_free & ARRAY_INLINE != 0;
        // SAFETY: both arrays have at least `capacity` slots and do not overlap; the old one is not used again.
        unsafe {
            if capacity > 0 {
                new_array.copy_from_nonoverlapping(old_array, capacity);
                array::tags_of(new_array, capacity)
                    .copy_from_nonoverlapping(array::tags_of(old_array, old_capacity), capacity);
            }
            self.install_array(new_array, capacity);
        }
        if !was_inline {
            heap.collector.release_buffer(old_array.cast(), array::bytes(old_capacity));
        }
    }

    /// Makes a buffer the array.
    ///
    /// # Safety
    /// `array` has this capacity, and its tags are initialised.
    unsafe fn install_array(self, array: *mut u64, capacity: usize) {
        let table = self.as_ptr();
        // SAFETY: a live table; no reference to the fields is held.
        unsafe {
            (*table).array = array;
            (*table).array_capacity = capacity as u32;
            (*table).border_hint = AS_MADE;
            (*table).node_free &= !ARRAY_INLINE;
        }
    }

    /// Puts the values of old nodes where their keys belong.
    ///
    /// # Safety
    /// `nodes` are `count` nodes whose keys are not in the table, which has room for them.
    unsafe fn reinsert(self, heap: &mut Heap, nodes: *mut Node, count: usize) {
        let needs_barrier = heap.collector.needs_barrier(self.header());
        for index in (0..count).rev() {
            // SAFETY: by the caller's promise; the barriers follow.
            unsafe {
                let node = nodes.add(index);
                if (*node).value_tag == NIL {
                    continue;
                }
                let (key, value) = (key_of(node), node_value(node));
                match key.as_integer().and_then(|key| self.array_index(key)) {
                    Some(index) => self.set_slot(index, value),
                    None => {
                        self.insert_in_node(heap, key, self.hash_of_node(node), value);
                    }
                }
                if needs_barrier {
                    heap.barrier(self.header(), key);
                    heap.barrier(self.header(), value);
                }
            }
        }
    }
}

/// Room for an array; null if it has no slots.
fn allocate_array(heap: &mut Heap, capacity: usize) -> Result<*mut u64, OutOfMemory> {
    if capacity == 0 {
        return Ok(std::ptr::null_mut());
    }
    Ok(heap.collector.allocate_buffer(array::bytes(capacity))?.cast())
}

/// Unused nodes; the shared empty one if there are to be none.
pub(super) fn allocate_nodes(heap: &mut Heap, count: usize) -> Result<*mut Node, OutOfMemory> {
    if count == 0 {
        return Ok(empty_node());
    }
    let nodes: *mut Node = heap.collector.allocate_buffer(count * size_of::<Node>())?.cast();
    // SAFETY: the buffer has room for that many.
    unsafe { clear_nodes(nodes, count) };
    Ok(nodes)
}

/// Gives nodes back that were allocated by [`allocate_nodes`].
fn release_nodes(heap: &mut Heap, nodes: *mut Node, count: usize) {
    if count > 0 {
        heap.collector.release_buffer(nodes.cast(), count * size_of::<Node>());
    }
}
