//! The hash part: chained nodes in one block, with Brent's variation.
//!
//! A key goes to its main position if that has no value. Otherwise a free node is taken: by the new key if the node
//! in the way is in its own main position, else by the node in the way, which is moved. So the nodes of a chain
//! nearly always share their main position, and chains stay short with a full table.

use super::{FREE_INDEX, NODES_SHARED, Node, Table, TableError, node_value, store_in_node};
use crate::gc::Gc;
use crate::object::Heap;
use crate::object::string::{LuaString, long_strings_equal};
use crate::value::equality::hash_word;
use crate::value::{DEAD_KEY, FALSE, INTEGER, LONG_STRING, NIL, STRING, TRUE, Value};

#[repr(transparent)]
struct SharedNode(Node);

// SAFETY: never written.
unsafe impl Sync for SharedNode {}

static EMPTY: SharedNode = SharedNode(UNUSED);

/// What a table without nodes points at.
#[inline(always)]
pub(super) fn empty_node() -> *mut Node {
    (&raw const EMPTY).cast_mut().cast()
}

const UNUSED: Node = Node { value: 0, key: 0, value_tag: NIL, key_tag: NIL, hash: 0, next: 0 };

/// Makes every node unused.
///
/// # Safety
/// `nodes` has room for `count` nodes.
pub(super) unsafe fn clear(nodes: *mut Node, count: usize) {
    for index in 0..count {
        // SAFETY: within the block.
        unsafe { nodes.add(index).write(UNUSED) };
    }
}

/// Makes one, two or four nodes unused, without a call to fill memory.
///
/// # Safety
/// `nodes` has room for `count` nodes.
#[inline(always)]
pub(super) unsafe fn clear_small(nodes: *mut Node, count: usize) {
    debug_assert!(matches!(count, 1 | 2 | 4));
    // SAFETY: within the block.
    unsafe {
        nodes.write(UNUSED);
        if count >= 2 {
            nodes.add(1).write(UNUSED);
        }
        if count == 4 {
            nodes.add(2).write(UNUSED);
            nodes.add(3).write(UNUSED);
        }
    }
}

/// Copies a node without its value, as whole words: by fields it would take three times as many instructions.
///
/// # Safety
/// `source` is a node, and `target` has room for one.
#[inline(always)]
pub(super) unsafe fn copy_key(source: *const Node, target: *mut Node) {
    const WITHOUT_VALUE_TAG: u64 = !u64::from_ne_bytes([0xff, 0, 0, 0, 0, 0, 0, 0]);
    const _: () = assert!(NIL == 0 && std::mem::offset_of!(Node, value_tag) == 16);
    // SAFETY: a node is three words without padding.
    unsafe {
        let (source, target) = (source.cast::<u64>(), target.cast::<u64>());
        target.write(0);
        target.add(1).write(source.add(1).read());
        target.add(2).write(source.add(2).read() & WITHOUT_VALUE_TAG);
    }
}

/// The key of a node.
///
/// # Safety
/// A node of a live table.
#[inline(always)]
pub(super) unsafe fn key_of(node: *mut Node) -> Value {
    // SAFETY: by the caller's promise.
    unsafe { Value::from_parts((*node).key_tag, (*node).key) }
}

/// # Safety
/// A node of a live table, not the shared empty one.
#[inline(always)]
unsafe fn store_key(node: *mut Node, key: Value, hash: u32) {
    // SAFETY: by the caller's promise.
    unsafe {
        (*node).key = key.payload;
        (*node).key_tag = key.tag;
        (*node).hash = hash as u16;
    }
}

/// The `next` that leads from another node to the one behind this.
///
/// # Safety
/// Both are nodes of one table.
unsafe fn retarget(node: *mut Node, other: *mut Node) -> i32 {
    // SAFETY: a chain stays within the nodes of its table.
    unsafe {
        let next = (*node).next;
        if next == 0 { 0 } else { node.offset(next as isize).offset_from(other) as i32 }
    }
}

impl Gc<Table> {
    /// The number of nodes; 0 if there is only the shared empty one.
    #[inline(always)]
    pub(super) fn node_count(self) -> usize {
        if self.nodes == empty_node() { 0 } else { self.node_mask as usize + 1 }
    }

    /// Where the search for a hash begins.
    #[inline(always)]
    fn node_at_hash(self, hash: u32) -> *mut Node {
        // SAFETY: masked to the number of nodes.
        unsafe { self.nodes.add((hash & self.node_mask) as usize) }
    }

    /// The node of a short string, or null. Its value may be nil.
    #[inline(always)]
    pub fn find_string_node(self, key: Gc<LuaString>) -> *mut Node {
        self.find_same(self.node_at_hash(key.header.aux), STRING, key.as_ptr() as u64)
    }

    /// The node of an integer, or null. Its value may be nil.
    #[inline(always)]
    pub fn find_integer_node(self, key: i64) -> *mut Node {
        let hash = hash_word(key as u64, self.header.aux);
        self.find_same(self.node_at_hash(hash), INTEGER, key as u64)
    }

    /// The node of a normalised key, or null. Its value may be nil.
    #[inline]
    pub(super) fn find_node(self, key: Value) -> *mut Node {
        let node = self.node_at_hash(self.hash_of(key));
        if key.tag == LONG_STRING {
            return self.find_long_string(node, key);
        }
        self.find_same(node, key.tag, key.payload)
    }

    /// The node of a key that is dead but was the same object, or null.
    pub(super) fn find_dead_node(self, key: Value) -> *mut Node {
        self.find_same(self.node_at_hash(self.hash_of(key)), DEAD_KEY, key.payload)
    }

    /// The hash of a normalised key.
    #[inline(always)]
    pub(super) fn hash_of(self, key: Value) -> u32 {
        match key.tag {
            STRING => key.pointer::<LuaString>().header.aux,
            LONG_STRING => key.pointer::<LuaString>().hash(),
            FALSE | TRUE => hash_word(u64::from(key.tag), self.header.aux),
            _ => hash_word(key.payload, self.header.aux),
        }
    }

    /// The hash of a node's key, at least as many bits as there are nodes.
    ///
    /// # Safety
    /// A node of a live table, in use, with a value.
    #[inline(always)]
    pub(super) unsafe fn hash_of_node(self, node: *mut Node) -> u32 {
        // SAFETY: by the caller's promise.
        unsafe {
            if self.node_mask <= u32::from(u16::MAX) {
                u32::from((*node).hash)
            } else {
                self.hash_of(key_of(node))
            }
        }
    }

    /// Walks a chain for a key that is equal only to itself.
    #[inline(always)]
    fn find_same(self, mut node: *mut Node, tag: u8, payload: u64) -> *mut Node {
        // SAFETY: a chain stays within the nodes of the table, and ends.
        unsafe {
            loop {
                if (*node).key == payload && (*node).key_tag == tag {
                    return node;
                }
                let next = (*node).next;
                if next == 0 {
                    return std::ptr::null_mut();
                }
                node = node.offset(next as isize);
            }
        }
    }

    #[cold]
    fn find_long_string(self, mut node: *mut Node, key: Value) -> *mut Node {
        // SAFETY: as in `find_same`; a key that is not dead is a live string.
        unsafe {
            loop {
                let other = key_of(node);
                if other.tag == LONG_STRING
                    && (other.payload == key.payload || long_strings_equal(other, key))
                {
                    return node;
                }
                let next = (*node).next;
                if next == 0 {
                    return std::ptr::null_mut();
                }
                node = node.offset(next as isize);
            }
        }
    }

    /// Whether a key is the first one behind the array.
    #[inline(always)]
    pub(super) fn appends(self, key: Value) -> bool {
        key.tag == INTEGER && key.payload == u64::from(self.array_capacity) + 1
    }

    /// Puts a key that is in no node and not within the array into its main position, if that has no value and belongs
    /// to the table; else null.
    /// The node stays in the chain it was in.
    #[inline(always)]
    pub(super) fn claim_node(self, key: Value, hash: u32) -> *mut Node {
        let node = self.node_at_hash(hash);
        // SAFETY: a node of this table, not the shared empty one when it is written.
        unsafe {
            let is_foreign = self.node_free & NODES_SHARED != 0 || node == empty_node();
            if (*node).value_tag != NIL || is_foreign {
                return std::ptr::null_mut();
            }
            store_key(node, key, hash);
        }
        node
    }

    /// Adds a short string that is in no node. The caller takes care of the barriers.
    #[inline(always)]
    pub(super) fn insert_string(
        self,
        heap: &mut Heap,
        key: Value,
        hash: u32,
        value: Value,
    ) -> Result<(), TableError> {
        // SAFETY: the key is not in the table.
        if unsafe { self.insert_in_node(heap, key, hash, value) } {
            return Ok(());
        }
        self.insert(heap, key, value)
    }

    /// Adds a normalised key that is in no node and not within the array. The caller takes care of the barriers.
    pub(super) fn insert(
        self,
        heap: &mut Heap,
        key: Value,
        value: Value,
    ) -> Result<(), TableError> {
        // SAFETY: the key is not in the table.
        unsafe {
            if self.appends(key) && self.node_count() > 0 && self.grow_for_append(heap)? {
                self.set_slot(key.payload as usize - 1, value);
                return Ok(());
            }
            let hash = self.hash_of(key);
            if self.insert_in_node(heap, key, hash, value) {
                return Ok(());
            }
            self.rehash(heap, key)?;
            match key.as_integer().and_then(|key| self.array_index(key)) {
                Some(index) => self.set_slot(index, value),
                None if self.insert_in_node(heap, key, hash, value) => {}
                None => return Err(TableError::Overflow),
            }
        }
        Ok(())
    }

    /// Adds a key to the nodes; false if there is no free node.
    ///
    /// # Safety
    /// The key is normalised, not within the array, and in no node; `hash` is its hash, at least as many bits as there
    /// are nodes. The caller takes care of the barrier for it.
    pub(super) unsafe fn insert_in_node(
        self,
        heap: &mut Heap,
        key: Value,
        hash: u32,
        value: Value,
    ) -> bool {
        // SAFETY: nodes of this table; the shared empty one is not written, because `free_node` never returns it.
        unsafe {
            let mut node = self.claim_node(key, hash);
            if node.is_null() {
                node = self.node_at_hash(hash);
                let free = self.free_node();
                if free.is_null() {
                    return false;
                }
                let in_way = self.node_at_hash(self.hash_of_node(node));
                if in_way == node {
                    // The new key joins the chain, right behind its main position.
                    (*free).next = retarget(node, free);
                    (*node).next = free.offset_from(node) as i32;
                    node = free;
                } else {
                    self.move_node(heap, in_way, node, free);
                    (*node).next = 0;
                }
                store_key(node, key, hash);
            }
            store_in_node(node, value);
            true
        }
    }

    /// Moves a node of the chain that starts at `first` to a free place.
    ///
    /// # Safety
    /// All are nodes of this table, `node` is in the chain of `first` and not its start, and `free` is unused.
    unsafe fn move_node(self, heap: &mut Heap, first: *mut Node, node: *mut Node, free: *mut Node) {
        // SAFETY: by the caller's promise.
        unsafe {
            let mut previous = first;
            loop {
                let next = previous.offset((*previous).next as isize);
                if next == node {
                    break;
                }
                previous = next;
            }
            (*previous).next = free.offset_from(previous) as i32;
            let next = retarget(node, free);
            free.write(Node { next, ..node.read() });
            if heap.collector.needs_barrier(self.header()) {
                heap.barrier(self.header(), key_of(free));
                heap.barrier(self.header(), node_value(free));
            }
        }
    }

    /// A node that has never been used, or null. Nodes from `node_free` on are known to be in use.
    fn free_node(self) -> *mut Node {
        let table = self.as_ptr();
        // SAFETY: the index is at most the number of nodes.
        unsafe {
            while (*table).node_free & FREE_INDEX != 0 {
                (*table).node_free -= 1;
                let node = self.nodes.add(((*table).node_free & FREE_INDEX) as usize);
                if (*node).key_tag == NIL {
                    return node;
                }
            }
        }
        std::ptr::null_mut()
    }
}
