//! Images of nodes: what tables of many states begin with.
//!
//! An image is taken of one table and shared by others until they are written, or copied. Its keys are strings that
//! every state of the process finds. A value that belongs to one state is left out, and its key *waits* for it. Where
//! all states make the same objects in the same order, a waiting key tells how far the value's object is from the
//! table: it is *relative*, and the nodes can be shared although each state has another value.
//!
//! **Invariants**
//! - A relative value is only looked at when the object at that distance has been made; see [`Adoption`].

use super::hash::key_of;
use super::resize::allocate_nodes;
use super::{NODES_RELATIVE, NODES_SHARED, Node, Table, TableError, node_value, store_in_node};
use crate::gc::{Gc, Marker, OutOfMemory};
use crate::object::{Heap, trace_value};
use crate::value::{CLOSURE, NIL, STRING, Value};

/// Objects further away than this are not relative: their places depend on more than what the state begins with.
const NEAR: i64 = 16 * 1024;

/// The nodes of a table, without what belongs to a state.
pub struct NodeImage {
    nodes: Box<[Node]>,
    /// How many keys wait for their value.
    waiting: usize,
    /// Whether these know where their values are.
    is_relative: bool,
}

// SAFETY: the nodes hold plain values and addresses of objects that never change and are never freed, and nobody writes
// them once they are built.
unsafe impl Send for NodeImage {}
// SAFETY: as above.
unsafe impl Sync for NodeImage {}

/// How the tables of a new state come to the values that their images leave out.
///
/// While the state is made, its tables share images with relative values, and each store of such a value is compared
/// with what the image says. If all were as they should be, every relative value is that of an object of this state;
/// if not, the state must not be used.
#[derive(Default)]
pub struct Adoption {
    /// Whether tables may adopt images with relative values, or such that are to become relative.
    is_open: bool,
    /// What is stored under waiting keys, where that is to be found out: table, number of the node, value.
    log: Option<Vec<(Gc<Table>, usize, Value)>>,
    /// How many stores were as the images say.
    confirmed: usize,
    /// Whether one was not, or changed something else.
    has_failed: bool,
}

impl NodeImage {
    /// An image of a table's nodes; `is_common` says of a value whether every state may hold it. None if a key may
    /// not, or if there are no nodes.
    pub fn of(table: Gc<Table>, is_common: impl Fn(Value) -> bool) -> Option<NodeImage> {
        let mut nodes = Vec::with_capacity(table.node_count());
        let mut waiting = 0;
        for index in 0..table.node_count() {
            // SAFETY: a node of a live table; it is plain data.
            let mut node = unsafe { table.nodes.add(index).read() };
            // SAFETY: the copy is a node, too.
            let (key, value) = unsafe { (key_of(&raw mut node), node_value(&raw mut node)) };
            if node.key_tag != NIL && !is_common(key) {
                return None;
            }
            if node.value_tag == NIL || !is_common(value) {
                node.value = 0;
                node.value_tag = NIL;
            }
            waiting += usize::from(node.key_tag != NIL && node.value_tag == NIL);
            nodes.push(node);
        }
        let nodes = nodes.into_boxed_slice();
        (!nodes.is_empty()).then_some(NodeImage { nodes, waiting, is_relative: false })
    }

    /// The same image with relative values: those that `log` has for this table. None where that is not one for each
    /// waiting key, or where a value is too far away.
    pub fn with_relatives(
        &self,
        table: Gc<Table>,
        log: &[(Gc<Table>, usize, Value)],
    ) -> Option<NodeImage> {
        let mut nodes: Vec<Node> = self.nodes.iter().map(Node::copy).collect();
        let mut found = 0;
        for (_, index, value) in log.iter().filter(|(logged, ..)| *logged == table) {
            let node = nodes.get_mut(*index)?;
            if node.value != 0 {
                return None;
            }
            node.value = relative(table, *value)?;
            found += 1;
        }
        let nodes = nodes.into_boxed_slice();
        (found == self.waiting).then_some(NodeImage { nodes, waiting: found, is_relative: true })
    }

    /// How many stores confirm the relative values.
    pub fn relative_count(&self) -> usize {
        if self.is_relative { self.waiting } else { 0 }
    }
}

/// How a value is told in a waiting node of a table; none if it is no object near the table, or a function of Lua: states
/// begin without any.
pub(super) fn relative(table: Gc<Table>, value: Value) -> Option<u64> {
    let distance = (value.payload as i64).wrapping_sub(table.as_ptr() as i64);
    (value.is_object() && value.tag != CLOSURE && (-NEAR..NEAR).contains(&distance))
        .then(|| u64::from(value.tag) << 32 | u64::from(distance as i32 as u32))
}

impl Node {
    fn copy(&self) -> Node {
        Node { ..*self }
    }
}

impl Adoption {
    /// Lets tables adopt images with relative values until [`Adoption::end`].
    pub fn begin(&mut self) {
        *self = Adoption { is_open: true, ..Adoption::default() };
    }

    /// The same, and finds out what is stored under waiting keys.
    pub fn begin_logging(&mut self) {
        *self = Adoption { is_open: true, log: Some(Vec::new()), ..Adoption::default() };
    }

    /// Whether all of these relative values are those of the state.
    pub fn end(&mut self, expected: usize) -> bool {
        self.is_open = false;
        !self.has_failed && self.confirmed == expected
    }

    /// What was stored under waiting keys.
    pub fn take_log(&mut self) -> Vec<(Gc<Table>, usize, Value)> {
        self.is_open = false;
        self.log.take().unwrap_or_default()
    }
}

impl Table {
    /// Whether the nodes belong to an image, so that they must be copied before a store.
    #[inline(always)]
    pub fn shares_nodes(&self) -> bool {
        self.node_free & NODES_SHARED != 0
    }

    /// Whether keys may have their values elsewhere than in their nodes, which are nil then.
    #[inline(always)]
    pub fn has_relatives(&self) -> bool {
        self.node_free & NODES_RELATIVE != 0
    }
}

impl Gc<Table> {
    /// Gives a table without nodes those of an image: the image's own where that is possible, else copies.
    pub fn adopt(self, heap: &mut Heap, image: &'static NodeImage) -> Result<(), OutOfMemory> {
        debug_assert!(self.node_count() == 0);
        let table = self.as_ptr();
        let is_waiting = image.waiting > 0;
        // SAFETY: a live table; shared nodes are never written, see `NODES_SHARED`.
        unsafe {
            let nodes = image.nodes.as_ptr().cast_mut();
            if is_waiting
                && !(heap.adoption.is_open && (image.is_relative || heap.adoption.log.is_some()))
            {
                return self.copy_nodes(heap, nodes, image.nodes.len());
            }
            (*table).nodes = nodes;
            (*table).node_mask = image.nodes.len() as u32 - 1;
            (*table).node_free |= NODES_SHARED | if is_waiting { NODES_RELATIVE } else { 0 };
        }
        Ok(())
    }

    /// The value of a node of this table; nil if there is no node.
    #[inline(always)]
    pub(super) fn value_in(self, node: *mut Node) -> Value {
        let value = node_value(node);
        if value.is_nil() && self.has_relatives() { self.relative_value(node) } else { value }
    }

    /// The value of a node whose table has relative values, and which has none itself.
    #[cold]
    #[inline(never)]
    fn relative_value(self, node: *mut Node) -> Value {
        if node.is_null() {
            return Value::NIL;
        }
        // SAFETY: not null means a node of this table; the object lies in the page of the table.
        unsafe {
            let relative = (*node).value;
            if relative == 0 {
                return Value::NIL;
            }
            let object = self.as_ptr().wrapping_byte_offset(relative as u32 as i32 as isize);
            let value = Value::from_parts((relative >> 32) as u8, object as u64);
            debug_assert!((*value.header()).kind + STRING == value.tag);
            value
        }
    }

    /// Marks the relative values.
    ///
    /// # Safety
    /// A live table that shares its nodes.
    #[cold]
    pub(super) unsafe fn trace_relatives(self, marker: &mut Marker) {
        for index in 0..self.node_count() {
            // SAFETY: a node of a live table.
            unsafe {
                let node = self.nodes.add(index);
                if (*node).value_tag == NIL {
                    trace_value(marker, self.relative_value(node));
                }
            }
        }
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
            let nodes = self.nodes;
            self.own_nodes(heap)?;
            Ok(self.nodes.offset(node.offset_from(nodes)))
        }
    }

    /// Makes the nodes the table's own, with every value in its node.
    #[cold]
    pub fn own_nodes(self, heap: &mut Heap) -> Result<(), OutOfMemory> {
        let had_relatives = self.has_relatives();
        // SAFETY: the shared nodes, and then those of this table alone.
        unsafe {
            self.copy_nodes(heap, self.nodes, self.node_count())?;
            if had_relatives && heap.adoption.is_open {
                // The objects that the image tells of may not be there.
                heap.adoption.has_failed = true;
            } else if had_relatives {
                for index in 0..self.node_count() {
                    let node = self.nodes.add(index);
                    if (*node).value_tag == NIL {
                        store_in_node(node, self.relative_value(node));
                    }
                }
            }
        }
        Ok(())
    }

    /// Stores under a key that has no value in its node, in a table with relative values: `node` is the node of the
    /// key, or null. Whether that is done; if not, the key is new and the nodes are the table's own now.
    #[cold]
    pub(super) fn set_relative(
        self,
        heap: &mut Heap,
        node: *mut Node,
        value: Value,
    ) -> Result<bool, TableError> {
        if node.is_null() {
            if !value.is_nil() {
                self.own_nodes(heap)?;
            }
            return Ok(value.is_nil());
        }
        // SAFETY: a node of this table, before and after it is copied.
        unsafe {
            if heap.adoption.is_open
                && let Some(log) = &mut heap.adoption.log
            {
                log.push((self, node.offset_from(self.nodes) as usize, value));
                return Ok(true);
            }
            if heap.adoption.is_open && relative(self, value) == Some((*node).value) {
                heap.adoption.confirmed += 1;
                return Ok(true);
            }
            store_in_node(self.unshare(heap, node)?, value);
        }
        heap.barrier(self.header(), value);
        Ok(true)
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
