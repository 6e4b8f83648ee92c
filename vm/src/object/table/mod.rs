//! Tables: which part a key is in, and the raw get and set.
//!
//! ```text
//!  0        8           16      24      32        36     40     44     48
//! +--------+-----------+-------+-------+---------+------+------+------+------------------------------+
//! | header | metatable | array | nodes | capacity| mask | free | hint | nodes <= 4 | array <= 16 ... |
//! +--------+-----------+-------+-------+---------+------+------+------+------------------------------+
//! ```
//!
//! Keys `1..=capacity` are in the array, whose payloads and tags lie apart; all others are in the nodes. What a
//! constructor asks for lies in the table's own cell when it is small, and is simply left unused when it is outgrown.
//!
//! **Invariants**
//! - A key is in one place only: an integer within the array's capacity is never in a node.
//! - `header.flags` has a bit per event that is known to be absent when the table is a metatable; a new key clears all.
//! - `header.aux` is the heap's hash of `__mode`. A secret per heap, it also seeds the hash of keys that are not
//!   strings.
//! - Every store of a heap object is followed by the barrier, also when a value only moves inside the table, because
//!   the collector may have traced one end of a large table and not yet the other.
//! - The shared empty node is never written, and no node of an image. What an image's nodes hold is no object of any
//!   state.

mod array;
mod create;
mod hash;
mod image;
mod length;
mod next;
mod resize;
#[cfg(test)]
mod tests;
mod trace;

use super::Heap;
use super::string::LuaString;
use crate::gc::{Gc, Header, OutOfMemory};
use crate::number::arithmetic::{Rounding, float_to_integer};
use crate::value::{FALSE, FLOAT, INTEGER, NIL, STRING, TABLE, TRUE, Value};

pub use create::{INLINE_ARRAY_MAX, INLINE_NODES_MAX};
pub use image::{Adoption, NodeImage};
pub use length::BorderChoice;
pub use next::InvalidKey;
pub(super) use trace::*;

/// The most slots an array can have.
pub const ARRAY_MAX: usize = 1 << 31;
/// The most nodes a table can have.
pub const NODES_MAX: usize = 1 << 27;

/// In `node_free`: the nodes lie in the table's own cell.
const NODES_INLINE: u32 = 1 << 31;
/// In `node_free`: the array lies in the table's own cell.
const ARRAY_INLINE: u32 = 1 << 30;
/// In `node_free`: the nodes belong to an image, are never written, and are copied before the first store.
const NODES_SHARED: u32 = 1 << 29;
/// In `node_free`: besides, some keys have their values elsewhere; see `image.rs`.
const NODES_RELATIVE: u32 = 1 << 28;
/// In `node_free`: the nodes from this index on are in use.
const FREE_INDEX: u32 = NODES_RELATIVE - 1;

/// A table.
#[repr(C)]
pub struct Table {
    /// The object header.
    pub header: Header,
    /// The metatable, or null.
    pub metatable: *mut Table,
    /// The payloads of the array, then its tags, one byte each.
    pub array: *mut u64,
    /// The nodes; never null.
    pub nodes: *mut Node,
    /// How many slots the array has.
    pub array_capacity: u32,
    /// The number of nodes minus one.
    pub node_mask: u32,
    /// Where to look for a free node, and which parts are inline.
    pub node_free: u32,
    /// Where a border was found last, if one was.
    pub border_hint: u32,
}

const _: () = assert!(size_of::<Table>() == 48);

/// A key and its value.
#[repr(C)]
pub struct Node {
    /// The value's payload.
    pub value: u64,
    /// The key's payload.
    pub key: u64,
    /// The value's tag; nil when the key is absent.
    pub value_tag: u8,
    /// The key's tag; nil when the node has never been used.
    pub key_tag: u8,
    /// The low bits of the key's hash: a growing table does not touch its keys.
    pub hash: u16,
    /// Where the next node of the chain is, relative to this one; 0 at the end.
    pub next: i32,
}

const _: () = assert!(size_of::<Node>() == 24);

/// Why a table refused a store.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum TableError {
    /// The key is nil.
    #[error("index is nil")]
    NilKey,
    /// The key is not a number.
    #[error("index is NaN")]
    NanKey,
    /// The heap refused the memory.
    #[error("not enough memory")]
    OutOfMemory,
    /// More keys than a table can have.
    #[error("table overflow")]
    Overflow,
}

impl From<OutOfMemory> for TableError {
    fn from(_: OutOfMemory) -> TableError {
        TableError::OutOfMemory
    }
}

impl Gc<Table> {
    /// The value of a key; nil if absent.
    #[inline]
    pub fn get(self, key: Value) -> Value {
        match key.tag {
            STRING => self.get_string(key.pointer()),
            INTEGER => self.get_integer(key.integer_bits()),
            NIL => Value::NIL,
            _ => self.get_other(key),
        }
    }

    /// The value of an integer key.
    #[inline(always)]
    pub fn get_integer(self, key: i64) -> Value {
        match self.array_index(key) {
            // SAFETY: within the capacity.
            Some(index) => unsafe { self.slot(index) },
            None => self.get_integer_node(key),
        }
    }

    /// The value of a short string.
    #[inline(always)]
    pub fn get_string(self, key: Gc<LuaString>) -> Value {
        self.value_in(self.find_string_node(key))
    }

    #[inline(never)]
    fn get_integer_node(self, key: i64) -> Value {
        self.value_in(self.find_node(Value::integer(key)))
    }

    #[inline(never)]
    fn get_other(self, key: Value) -> Value {
        let key = normalise(key);
        match key.as_integer() {
            Some(key) => self.get_integer(key),
            None => self.value_in(self.find_node(key)),
        }
    }

    /// Sets the value of a key; nil removes it.
    #[inline]
    pub fn set(self, heap: &mut Heap, key: Value, value: Value) -> Result<(), TableError> {
        match key.tag {
            STRING => self.set_string(heap, key.pointer(), value),
            INTEGER => self.set_integer(heap, key.integer_bits(), value),
            _ => self.set_other(heap, key, value),
        }
    }

    /// Sets the value of an integer key.
    #[inline(always)]
    pub fn set_integer(self, heap: &mut Heap, key: i64, value: Value) -> Result<(), TableError> {
        match self.array_index(key) {
            Some(index) => {
                // SAFETY: within the capacity.
                unsafe { self.set_slot(index, value) };
                heap.barrier(self.header(), value);
                Ok(())
            }
            None => self.set_integer_node(heap, key, value.tag, value.payload),
        }
    }

    /// Sets the value of a short string.
    #[inline(always)]
    pub fn set_string(
        self,
        heap: &mut Heap,
        key: Gc<LuaString>,
        value: Value,
    ) -> Result<(), TableError> {
        let node = self.find_string_node(key);
        // SAFETY: not null means a node of this table.
        unsafe {
            if !node.is_null() && (*node).value_tag != NIL {
                let node = self.own_node(heap, node)?;
                store_in_node(node, value);
                heap.barrier(self.header(), value);
                return Ok(());
            }
        }
        self.set_absent_string(heap, key, node, value.tag, value.payload)
    }

    /// Updates a key that is present; whether it is.
    #[inline]
    pub fn set_existing(
        self,
        heap: &mut Heap,
        key: Value,
        value: Value,
    ) -> Result<bool, OutOfMemory> {
        let key = normalise(key);
        let index = key.as_integer().and_then(|key| self.array_index(key));
        // SAFETY: the index is within the capacity, and a found node is one of this table's.
        unsafe {
            if let Some(index) = index {
                if self.slot_tag(index) == NIL {
                    return Ok(false);
                }
                self.set_slot(index, value);
            } else {
                let mut node = self.find_node(key);
                if self.has_relatives() && !self.value_in(node).is_nil() {
                    node = self.own_node(heap, node)?;
                }
                if node.is_null() || (*node).value_tag == NIL {
                    return Ok(false);
                }
                let node = self.own_node(heap, node)?;
                store_in_node(node, value);
            }
        }
        heap.barrier(self.header(), value);
        Ok(true)
    }

    /// The metatable.
    #[inline(always)]
    pub fn metatable(self) -> Option<Gc<Table>> {
        let metatable = self.metatable;
        // SAFETY: not null means a live table, kept alive by `trace`.
        (!metatable.is_null()).then(|| unsafe { Gc::from_ptr(metatable) })
    }

    /// Sets or removes the metatable.
    pub fn set_metatable(self, heap: &mut Heap, metatable: Option<Gc<Table>>) {
        // SAFETY: a live table; no reference to the field is held.
        unsafe { (*self.as_ptr()).metatable = metatable.map_or(std::ptr::null_mut(), Gc::as_ptr) };
        if let Some(metatable) = metatable {
            heap.forward_barrier(self, Value::object(TABLE, metatable));
        }
    }

    /// Notes that an event is absent in this metatable, until a key is added.
    #[inline(always)]
    pub fn note_absent(self, bit: u8) {
        // SAFETY: a live table; no reference to the header is held.
        unsafe { (*self.as_ptr()).header.flags |= bit };
    }

    /// The value comes in two parts, because whole it would go through memory, also when this is not called.
    #[inline(never)]
    fn set_integer_node(
        self,
        heap: &mut Heap,
        key: i64,
        tag: u8,
        payload: u64,
    ) -> Result<(), TableError> {
        self.set_in_nodes(heap, Value::integer(key), Value::from_parts(tag, payload))
    }

    /// Sets a short string that has no node.
    #[inline(always)]
    pub fn add_string(
        self,
        heap: &mut Heap,
        key: Gc<LuaString>,
        value: Value,
    ) -> Result<(), TableError> {
        self.set_absent_string(heap, key, std::ptr::null_mut(), value.tag, value.payload)
    }

    /// Sets a short string that has no value: `node` is the one it had before, or null.
    #[inline(never)]
    fn set_absent_string(
        self,
        heap: &mut Heap,
        key: Gc<LuaString>,
        node: *mut Node,
        tag: u8,
        payload: u64,
    ) -> Result<(), TableError> {
        let (key, hash) = (Value::object(STRING, key), key.header.aux);
        let value = Value::from_parts(tag, payload);
        if self.has_relatives() && self.set_relative(heap, node, value)? {
            return Ok(());
        }
        if tag == NIL {
            return Ok(());
        }
        let node = if node.is_null() { self.claim_node(key, hash) } else { node };
        if node.is_null() {
            self.insert_string(heap, key, hash, value)?;
        } else {
            // SAFETY: a node of this table, which does not share its nodes: `claim_node` gives no shared one, and an image
            // has nodes with keys and without values only for relatives.
            unsafe { store_in_node(node, value) };
        }
        self.key_added(heap, key, value);
        Ok(())
    }

    /// What the store of a new key is followed by.
    #[inline(always)]
    fn key_added(self, heap: &mut Heap, key: Value, value: Value) {
        // SAFETY: a live table; no reference to the header is held.
        unsafe { (*self.as_ptr()).header.flags = 0 };
        if heap.collector.needs_barrier(self.header()) {
            heap.barrier(self.header(), key);
            heap.barrier(self.header(), value);
        }
    }

    #[inline(never)]
    fn set_other(self, heap: &mut Heap, key: Value, value: Value) -> Result<(), TableError> {
        let key = normalise(key);
        match key.tag {
            NIL => Err(TableError::NilKey),
            INTEGER => self.set_integer(heap, key.integer_bits(), value),
            FLOAT if key.float_bits().is_nan() => Err(TableError::NanKey),
            _ => self.set_in_nodes(heap, key, value),
        }
    }

    /// Sets a normalised key that is not within the array.
    fn set_in_nodes(self, heap: &mut Heap, key: Value, value: Value) -> Result<(), TableError> {
        let node = self.find_node(key);
        // SAFETY: not null means a node of this table.
        unsafe {
            if !node.is_null() && (*node).value_tag != NIL {
                let node = self.own_node(heap, node)?;
                store_in_node(node, value);
                heap.barrier(self.header(), value);
                return Ok(());
            }
        }
        self.set_absent(heap, key, node, value)
    }

    /// Sets a key that has no value: `node` is the one it had before, or null.
    #[inline]
    fn set_absent(
        self,
        heap: &mut Heap,
        key: Value,
        node: *mut Node,
        value: Value,
    ) -> Result<(), TableError> {
        if self.has_relatives() && self.set_relative(heap, node, value)? {
            return Ok(());
        }
        if value.is_nil() {
            return Ok(());
        }
        let node = if node.is_null() && !self.appends(key) {
            self.claim_node(key, self.hash_of(key))
        } else {
            node
        };
        if node.is_null() {
            self.insert(heap, key, value)?;
        } else {
            // SAFETY: a node of this table.
            unsafe { store_in_node(node, value) };
        }
        self.key_added(heap, key, value);
        Ok(())
    }
}

/// The one form of keys that are equal: integral floats become integers, and booleans have no payload.
#[inline]
fn normalise(key: Value) -> Value {
    match key.tag {
        FLOAT => float_to_integer(key.float_bits(), Rounding::Exact).map_or(key, Value::integer),
        FALSE | TRUE => Value::from_parts(key.tag, 0),
        _ => key,
    }
}

/// The value in a node; nil if there is no node.
#[inline(always)]
fn node_value(node: *mut Node) -> Value {
    if node.is_null() {
        return Value::NIL;
    }
    // SAFETY: not null means a node of a live table.
    unsafe { Value::from_parts((*node).value_tag, (*node).value) }
}

/// # Safety
/// A node of a live table, not the shared empty one. A barrier follows.
#[inline(always)]
unsafe fn store_in_node(node: *mut Node, value: Value) {
    // SAFETY: by the caller's promise.
    unsafe {
        (*node).value = value.payload;
        (*node).value_tag = value.tag;
    }
}
