//! Creation of tables: what a constructor asks for lies in the table's own cell when it is small.

use super::length::AS_MADE;
use super::{ARRAY_INLINE, NODES_INLINE, Node, Table, array, hash};
use crate::gc::{Gc, OutOfMemory};
use crate::object::{Heap, Kind};

/// The largest array that lies in a new table's own cell.
pub const INLINE_ARRAY_MAX: usize = 16;
/// The most nodes that do.
pub const INLINE_NODES_MAX: usize = 4;

impl Heap {
    /// An empty table with room for this many array slots and other keys.
    #[inline]
    pub fn new_table(&mut self, array: usize, nodes: usize) -> Result<Gc<Table>, OutOfMemory> {
        if array > INLINE_ARRAY_MAX || nodes > INLINE_NODES_MAX {
            return self.new_large_table(array, nodes);
        }
        let nodes = nodes + usize::from(nodes == 3);
        let table = self.allocate_table(array, nodes)?;
        if nodes > 0 {
            // SAFETY: the cell has room for these nodes.
            unsafe { hash::clear_small(table.nodes, nodes) };
        }
        Ok(table)
    }

    /// An empty table with the room and the keys of another one; each key has its node, and the value nil.
    ///
    /// This is the fastest way to a record: stores of its fields find their nodes. The other table is only used as a
    /// form, so its values may be anything but nil.
    #[inline]
    pub fn new_table_like(&mut self, form: Gc<Table>) -> Result<Gc<Table>, OutOfMemory> {
        let (array, nodes) = (form.array_capacity as usize, form.node_count());
        if array > INLINE_ARRAY_MAX || nodes > INLINE_NODES_MAX {
            return self.new_large_table(array, nodes);
        }
        let table = self.allocate_table(array, nodes)?;
        // SAFETY: both have this many nodes. A form's keys are live objects, because they have values.
        unsafe {
            for index in 0..nodes {
                hash::copy_key(form.nodes.add(index), table.nodes.add(index));
            }
            if nodes > 0 {
                (*table.as_ptr()).node_free = form.node_free | NODES_INLINE | ARRAY_INLINE;
            }
        }
        Ok(table)
    }

    /// A table whose parts lie in its cell: at most 16 slots, which are nil, and 0, 1, 2 or 4 nodes, which are not
    /// initialised.
    #[inline(always)]
    fn allocate_table(&mut self, array: usize, nodes: usize) -> Result<Gc<Table>, OutOfMemory> {
        let node_bytes = nodes * size_of::<Node>();
        let bytes = size_of::<Table>() + node_bytes + array::bytes(array);
        let table: *mut Table = self.collector.allocate(Kind::Table as u8, bytes)?.cast();
        // SAFETY: a fresh cell of the size asked for; all fields and tags are written here.
        unsafe {
            (*table).header.aux = self.strings.mode_hash();
            (&raw mut (*table).metatable).write(std::ptr::null_mut());
            let own_nodes: *mut Node = table.add(1).cast();
            let own_array: *mut u64 = own_nodes.cast::<u8>().add(node_bytes).cast();
            (&raw mut (*table).array).write(own_array);
            (&raw mut (*table).array_capacity).write(array as u32);
            (&raw mut (*table).border_hint).write(AS_MADE);
            if nodes == 0 {
                (&raw mut (*table).nodes).write(hash::empty_node());
                (&raw mut (*table).node_mask).write(0);
                (&raw mut (*table).node_free).write(ARRAY_INLINE);
            } else {
                (&raw mut (*table).nodes).write(own_nodes);
                (&raw mut (*table).node_mask).write(nodes as u32 - 1);
                (&raw mut (*table).node_free).write(nodes as u32 | NODES_INLINE | ARRAY_INLINE);
            }
            array::clear_small(own_array, array);
            Ok(Gc::from_ptr(table))
        }
    }

    #[cold]
    fn new_large_table(&mut self, array: usize, nodes: usize) -> Result<Gc<Table>, OutOfMemory> {
        let table = self.new_table(0, 0)?;
        table.resize(self, array, nodes)?;
        Ok(table)
    }
}
