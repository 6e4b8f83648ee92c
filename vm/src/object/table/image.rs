//! Images of nodes: what tables of many states begin with.
//!
//! An image is taken of one table and copied into others, or shared by them until they are written. Its keys are
//! strings that every state of the process finds; a value that belongs to one state is left out, and its key waits for
//! it.

use super::hash::key_of;
use super::resize::allocate_nodes;
use super::{NODES_SHARED, Node, Table, node_value};
use crate::gc::{Gc, OutOfMemory};
use crate::object::Heap;
use crate::value::{NIL, Value};

/// The nodes of a table, without what belongs to a state.
pub struct NodeImage {
    nodes: Box<[Node]>,
    is_complete: bool,
}

// SAFETY: the nodes hold plain values and addresses of objects that never change and are never freed, and nobody writes
// them once they are built.
unsafe impl Send for NodeImage {}
// SAFETY: as above.
unsafe impl Sync for NodeImage {}

impl NodeImage {
    /// An image of a table's nodes; `is_common` says of a value whether every state may hold it. None if a key may
    /// not, or if there are no nodes.
    pub fn of(table: Gc<Table>, is_common: impl Fn(Value) -> bool) -> Option<NodeImage> {
        let mut nodes = Vec::with_capacity(table.node_count());
        let mut is_complete = true;
        for index in 0..table.node_count() {
            // SAFETY: a node of a live table; it is plain data.
            let mut node = unsafe { table.nodes.add(index).read() };
            // SAFETY: the copy is a node, too.
            let (key, value) = unsafe { (key_of(&raw mut node), node_value(&raw mut node)) };
            if node.key_tag != NIL && !is_common(key) {
                return None;
            }
            if !is_common(value) {
                node.value = 0;
                node.value_tag = NIL;
            }
            is_complete &= node.key_tag == NIL || node.value_tag != NIL;
            nodes.push(node);
        }
        (!nodes.is_empty()).then(|| NodeImage { nodes: nodes.into_boxed_slice(), is_complete })
    }
}

impl Table {
    /// Whether the nodes belong to an image, so that they must be copied before a store.
    #[inline(always)]
    pub fn shares_nodes(&self) -> bool {
        self.node_free & NODES_SHARED != 0
    }
}

impl Gc<Table> {
    /// Gives a table without nodes those of an image: the image's own, if nothing is missing in them, else copies.
    pub fn adopt(self, heap: &mut Heap, image: &'static NodeImage) -> Result<(), OutOfMemory> {
        debug_assert!(self.node_count() == 0);
        let table = self.as_ptr();
        // SAFETY: a live table; shared nodes are never written, see `NODES_SHARED`.
        unsafe {
            let nodes = image.nodes.as_ptr().cast_mut();
            if image.is_complete {
                (*table).nodes = nodes;
                (*table).node_mask = image.nodes.len() as u32 - 1;
                (*table).node_free |= NODES_SHARED;
            } else {
                self.copy_nodes(heap, nodes, image.nodes.len())?;
            }
        }
        Ok(())
    }

    /// A node of this table that may be written, in place of one that was found.
    #[inline(always)]
    pub(super) fn own_node(
        self,
        heap: &mut Heap,
        node: *mut Node,
    ) -> Result<*mut Node, OutOfMemory> {
        if self.shares_nodes() { self.unshare(heap, node) } else { Ok(node) }
    }

    #[cold]
    fn unshare(self, heap: &mut Heap, node: *mut Node) -> Result<*mut Node, OutOfMemory> {
        // SAFETY: the node is one of the shared ones, and its copy has the same place.
        unsafe {
            let (nodes, count) = (self.nodes, self.node_count());
            self.copy_nodes(heap, nodes, count)?;
            Ok(self.nodes.offset(node.offset_from(nodes)))
        }
    }

    /// Gives the table copies of nodes.
    ///
    /// # Safety
    /// `nodes` are `count` nodes in the order of some table, and all objects they hold are common to all states.
    unsafe fn copy_nodes(
        self,
        heap: &mut Heap,
        nodes: *const Node,
        count: usize,
    ) -> Result<(), OutOfMemory> {
        let own = allocate_nodes(heap, count)?;
        let table = self.as_ptr();
        // SAFETY: both have this many nodes; the table's fields change together.
        unsafe {
            own.copy_from_nonoverlapping(nodes, count);
            (*table).nodes = own;
            (*table).node_mask = count as u32 - 1;
            (*table).node_free = (*table).node_free & super::ARRAY_INLINE | count as u32;
        }
        Ok(())
    }
}
