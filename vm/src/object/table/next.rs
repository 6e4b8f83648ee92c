//! Iteration: the array in order, then the nodes in theirs.
//!
//! A position is a number: 0 before the first entry, `i` behind slot `i` of the array, `capacity + i` behind node `i`.
//! Positions and the order stay the same as long as no new key is added.

use super::hash::key_of;
use super::image::relative;
use super::{Table, normalise};
use crate::gc::Gc;
use crate::value::{NIL, Value};

/// The key given to `next` is not in the table.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("invalid key to 'next'")]
pub struct InvalidKey;

impl Gc<Table> {
    /// The entry behind a key, the first one behind nil; `None` at the end.
    pub fn next(self, key: Value) -> Result<Option<(Value, Value)>, InvalidKey> {
        let position = self.position_of(key).ok_or(InvalidKey)?;
        Ok(self.next_index(position).map(|(_, key, value)| (key, value)))
    }

    /// The first entry at or behind a position, and the position behind it.
    #[inline]
    pub fn next_index(self, position: usize) -> Option<(usize, Value, Value)> {
        let capacity = self.array_capacity as usize;
        let mut at = position;
        while at < capacity {
            // SAFETY: within the capacity.
            let value = unsafe { self.slot(at) };
            at += 1;
            if !value.is_nil() {
                return Some((at, Value::integer(at as i64), value));
            }
        }
        // The shared empty node has no value, so it needs no test.
        while at - capacity <= self.node_mask as usize {
            // SAFETY: within the nodes.
            unsafe {
                let node = self.nodes.add(at - capacity);
                at += 1;
                let value = self.value_in(node);
                if !value.is_nil() {
                    return Some((at, key_of(node), value));
                }
            }
        }
        None
    }

    /// The key of the entry that ends at a position: the one [`Gc::next_index`] gave together with it.
    #[inline]
    pub fn key_before(self, position: usize) -> Option<Value> {
        let capacity = self.array_capacity as usize;
        let at = position.checked_sub(1)?;
        if at < capacity {
            return Some(Value::integer(position as i64));
        }
        // SAFETY: within the nodes.
        (at - capacity <= self.node_mask as usize)
            .then(|| unsafe { key_of(self.nodes.add(at - capacity)) })
    }

    /// The first key in a node that has a function as its value; `None` if there is none.
    pub fn key_of_function(self, wanted: Value) -> Option<Value> {
        let relative = if self.has_relatives() { relative(self, wanted) } else { None };
        if self.shares_nodes() && wanted.is_object() && relative.is_none() {
            // What many states share belongs to none of them.
            return None;
        }
        let relative = relative.unwrap_or(wanted.payload);
        // SAFETY: a live table has so many nodes, or the one that all tables without nodes share.
        let nodes = unsafe { std::slice::from_raw_parts(self.nodes, self.node_mask as usize + 1) };
        let found = nodes.iter().find(|node| {
            (node.value == wanted.payload && node.value_tag == wanted.tag)
                || (node.value == relative && node.value_tag == NIL && self.has_relatives())
        });
        // SAFETY: a node of a live table.
        found.map(|node| unsafe { key_of(std::ptr::from_ref(node).cast_mut()) })
    }

    /// The position behind a key; its value may be gone.
    fn position_of(self, key: Value) -> Option<usize> {
        if key.is_nil() {
            return Some(0);
        }
        let key = normalise(key);
        if let Some(index) = key.as_integer().and_then(|key| self.array_index(key)) {
            return Some(index + 1);
        }
        let mut node = self.find_node(key);
        if node.is_null() && key.is_object() {
            // The entry was removed during the iteration, and the collector has noticed since.
            node = self.find_dead_node(key);
        }
        if node.is_null() {
            return None;
        }
        // SAFETY: both are in the nodes of the table.
        let index = unsafe { node.offset_from(self.nodes) } as usize;
        Some(self.array_capacity as usize + index + 1)
    }
}
