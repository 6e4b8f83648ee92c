//! What the collector asks of tables: marking, in parts when they are large, and clearing of weak entries.

use super::hash::key_of;
use super::{ARRAY_INLINE, NODES_INLINE, Node, Table, array, node_value};
use crate::gc::{Gc, Header, Marker, Weakness};
use crate::object::metatable::Event;
use crate::object::string::LuaString;
use crate::object::trace_value;
use crate::value::{DEAD_KEY, NIL, STRING, Value};

/// How many entries are marked at once; larger tables are marked in parts.
const PART: usize = 1024;
/// The work an entry counts for: about the bytes it makes the processor load.
const ENTRY_WORK: usize = 16;
/// Tables with fewer entries count no more than any other object.
const FEW: usize = 64;

/// Marks what a table keeps alive.
///
/// # Safety
/// `header` is a live table.
pub(in crate::object) unsafe fn trace(header: *mut Header, marker: &mut Marker) {
    // SAFETY: a live table, by the caller's promise.
    unsafe {
        let table: Gc<Table> = Gc::from_ptr(header.cast());
        let capacity = table.array_capacity as usize;
        if table.node_free & ARRAY_INLINE == 0 && capacity > 0 {
            marker.mark_buffer(table.array.cast(), array::bytes(capacity));
        }
        let count = own_node_count(table);
        if table.has_relatives() {
            table.trace_relatives(marker);
        }
        if table.node_free & NODES_INLINE == 0 && count > 0 {
            marker.mark_buffer(table.nodes.cast(), count * size_of::<Node>());
        }
        if !table.metatable.is_null() {
            marker.mark(table.metatable.cast());
            if let Some(weakness) = weakness(table) {
                // The verifier wants to see everything that weak tables still hold.
                if !marker.is_verifying() && marker.defer_weak(header, weakness) {
                    return trace_weak(table, weakness, marker);
                }
            }
        }
        if capacity + count > PART {
            marker.trace_in_parts(header, 0);
        } else {
            if capacity + count > FEW {
                marker.charge((capacity + count) * ENTRY_WORK);
            }
            trace_slots(table, 0, capacity, marker);
            trace_nodes(table, 0, count, marker);
        }
    }
}

/// Marks the entries from a position on, as many as a part has; returns the next position, or 0 at the end.
///
/// # Safety
/// `header` is a live table.
pub(in crate::object) unsafe fn trace_part(
    header: *mut Header,
    position: usize,
    marker: &mut Marker,
) -> usize {
    // SAFETY: a live table, by the caller's promise; the ranges are cut to its present size.
    unsafe {
        let table: Gc<Table> = Gc::from_ptr(header.cast());
        let capacity = table.array_capacity as usize;
        let all = capacity + own_node_count(table);
        let end = position.saturating_add(PART).min(all);
        marker.charge(PART * ENTRY_WORK);
        trace_slots(table, position.min(capacity), end.min(capacity), marker);
        trace_nodes(table, position.max(capacity) - capacity, end.max(capacity) - capacity, marker);
        if end < all { end } else { 0 }
    }
}

/// Marks the values of an ephemeron table whose keys are marked.
///
/// # Safety
/// `header` is a live table.
pub(in crate::object) unsafe fn converge(header: *mut Header, marker: &mut Marker) {
    // SAFETY: a live table, by the caller's promise; the nodes are its own.
    unsafe {
        let table: Gc<Table> = Gc::from_ptr(header.cast());
        for node in table.live_nodes() {
            let (key, value) = (key_of(node), node_value(node));
            if !is_dead(key, marker) {
                trace_value(marker, value);
            } else if value.is_object() && marker.wants_waiting_pairs() {
                marker.mark_when(key.header(), value.header());
            }
        }
    }
}

/// Removes the entries whose value is dead.
///
/// # Safety
/// `header` is a live table, and marking has ended.
pub(in crate::object) unsafe fn clear_values(header: *mut Header, marker: &mut Marker) {
    // SAFETY: a live table, by the caller's promise; slots and nodes are its own.
    unsafe {
        let table: Gc<Table> = Gc::from_ptr(header.cast());
        for index in 0..table.array_capacity as usize {
            if is_dead(table.slot(index), marker) {
                table.set_slot(index, Value::NIL);
            }
        }
        for node in table.live_nodes() {
            if is_dead(node_value(node), marker) {
                remove(node);
            }
        }
    }
}

/// Removes the entries whose key is dead.
///
/// # Safety
/// `header` is a live table, and marking has ended.
pub(in crate::object) unsafe fn clear_keys(header: *mut Header, marker: &mut Marker) {
    // SAFETY: a live table, by the caller's promise; the nodes are its own.
    unsafe {
        let table: Gc<Table> = Gc::from_ptr(header.cast());
        for node in table.live_nodes() {
            if is_dead(key_of(node), marker) {
                remove(node);
            }
        }
    }
}

/// Marks what a weak table keeps alive whatever happens; the rest is left for the end of the cycle.
unsafe fn trace_weak(table: Gc<Table>, weakness: Weakness, marker: &mut Marker) {
    // SAFETY: a live table; slots and nodes are its own.
    unsafe {
        if weakness == Weakness::Keys {
            trace_slots(table, 0, table.array_capacity as usize, marker);
        }
        for index in 0..own_node_count(table) {
            let node = table.nodes.add(index);
            if (*node).value_tag == NIL {
                bury_key(node);
            } else if weakness == Weakness::Values {
                trace_value(marker, key_of(node));
            } else if weakness == Weakness::Keys && marker.keeps_values_of_weak_keys() {
                trace_value(marker, node_value(node));
            }
        }
    }
}

/// The number of nodes that belong to this table alone. Those of an image hold nothing that this heap could free, and are
/// never written.
#[inline(always)]
fn own_node_count(table: Gc<Table>) -> usize {
    if table.shares_nodes() { 0 } else { table.node_count() }
}

/// Marks the values of a range of the array.
///
/// # Safety
/// A live table with at least `end` slots.
unsafe fn trace_slots(table: Gc<Table>, start: usize, end: usize, marker: &mut Marker) {
    for index in start..end {
        // SAFETY: within the capacity, by the caller's promise.
        unsafe { trace_value(marker, table.slot(index)) };
    }
}

/// Marks the keys and values of a range of the nodes.
///
/// # Safety
/// A live table with at least `end` nodes.
unsafe fn trace_nodes(table: Gc<Table>, start: usize, end: usize, marker: &mut Marker) {
    for index in start..end {
        // SAFETY: within the nodes, by the caller's promise.
        unsafe {
            let node = table.nodes.add(index);
            if (*node).value_tag == NIL {
                bury_key(node);
            } else {
                trace_value(marker, key_of(node));
                trace_value(marker, node_value(node));
            }
        }
    }
}

/// Makes the key of a removed entry one that no longer keeps its object alive.
///
/// # Safety
/// A node of a live table, without a value.
#[inline(always)]
unsafe fn bury_key(node: *mut Node) {
    // SAFETY: by the caller's promise.
    unsafe {
        if (*node).key_tag >= STRING {
            (*node).key_tag = DEAD_KEY;
        }
    }
}

/// Removes an entry.
///
/// # Safety
/// A node of a live table.
unsafe fn remove(node: *mut Node) {
    // SAFETY: by the caller's promise.
    unsafe {
        (*node).value_tag = NIL;
        bury_key(node);
    }
}

/// Whether a key or value of a weak table is a dead object. Strings count as values: being asked about keeps them.
///
/// # Safety
/// A value of a live table.
unsafe fn is_dead(value: Value, marker: &mut Marker) -> bool {
    if value.is_string() {
        // SAFETY: a string that is not freed before the end of the cycle.
        unsafe { marker.mark(value.header()) };
        return false;
    }
    // SAFETY: as above.
    value.is_object() && !unsafe { marker.is_marked(value.header()) }
}

/// How a table with a metatable is weak.
///
/// The collector has no heap to take the string `__mode` from, but every table knows its hash; see `header.aux`.
fn weakness(table: Gc<Table>) -> Option<Weakness> {
    const ABSENT: u8 = match Event::Mode.absent_bit() {
        Some(bit) => bit,
        None => 0,
    };
    let metatable = table.metatable()?;
    if metatable.header.flags & ABSENT != 0 {
        return None;
    }
    let Some(mode) = string_by_hash(metatable, metatable.header.aux, Event::Mode.name()) else {
        metatable.note_absent(ABSENT);
        return None;
    };
    if !mode.is_string() {
        return None;
    }
    let mode = mode.pointer::<LuaString>().as_bytes();
    match (mode.contains(&b'k'), mode.contains(&b'v')) {
        (true, true) => Some(Weakness::All),
        (true, false) => Some(Weakness::Keys),
        (false, true) => Some(Weakness::Values),
        (false, false) => None,
    }
}

/// The value of a short string of which hash and text are known, if present.
fn string_by_hash(table: Gc<Table>, hash: u32, text: &str) -> Option<Value> {
    // SAFETY: a chain of the table's nodes; a key with the tag of a string and a value is a live string.
    unsafe {
        let mut node = table.nodes.add((hash & table.node_mask) as usize);
        loop {
            let key = key_of(node);
            if key.tag == STRING && (*node).value_tag != NIL {
                let key: Gc<LuaString> = key.pointer();
                if key.header.aux == hash && key.as_bytes() == text.as_bytes() {
                    return Some(node_value(node));
                }
            }
            let next = (*node).next;
            if next == 0 {
                return None;
            }
            node = node.offset(next as isize);
        }
    }
}
