//! Tests of the collector with toy kinds of objects, and a model that says what must be alive.

mod cycle;
mod graph;
mod lifetime;
mod memory;
mod weak;

use std::cell::Cell;
use std::collections::{HashMap, HashSet};

use super::{Collector, Header, KindInfo, Liveness, Marker, Roots, WeakInfo, Weakness};

/// An object with edges in its own cell; `header.aux` is their number.
pub(super) const NODE: u8 = 0;
/// An object without edges.
pub(super) const LEAF: u8 = 1;
/// An object with edges in a buffer.
pub(super) const OWNER: u8 = 2;
/// An object whose death is counted.
pub(super) const COUNTED: u8 = 3;
/// A weak list of pairs; `header.flags` says how it is weak.
pub(super) const WEAK: u8 = 4;
/// A node that is stored into without barriers.
pub(super) const STACK: u8 = 5;

pub(super) static KINDS: [KindInfo; 6] = [
    KindInfo { trace: Some(trace_node), ..KindInfo::leaf("node") },
    KindInfo::leaf("leaf"),
    KindInfo {
        trace: Some(trace_owner),
        trace_part: Some(trace_owner_part),
        ..KindInfo::leaf("owner")
    },
    KindInfo { trace: Some(trace_node), drop: Some(count_death), ..KindInfo::leaf("counted") },
    KindInfo {
        trace: Some(trace_weak),
        weak: Some(WeakInfo { converge, clear_values, clear_keys }),
        ..KindInfo::leaf("weak")
    },
    KindInfo { trace: Some(trace_stack), ..KindInfo::leaf("stack") },
];

/// The fixed part of every toy object; edges or pairs follow.
#[repr(C)]
pub(super) struct Object {
    pub(super) header: Header,
    /// Equal to what the model says while the object is alive.
    pub(super) id: u64,
    buffer: *mut *mut Header,
    length: usize,
}

pub(super) type Edge = *mut Header;

thread_local! {
    pub(super) static DEATHS: Cell<usize> = const { Cell::new(0) };
}

unsafe fn edges_of(object: *mut Header) -> *mut Edge {
    // SAFETY: toy objects have a fixed part in front of their edges.
    unsafe { object.cast::<Object>().add(1).cast() }
}

unsafe fn mark_edge(edge: Edge, marker: &mut Marker) {
    // SAFETY: edges are null or alive.
    unsafe {
        if !edge.is_null() {
            if (*edge).kind == LEAF { marker.mark_leaf(edge) } else { marker.mark(edge) }
        }
    }
}

unsafe fn trace_node(object: *mut Header, marker: &mut Marker) {
    // SAFETY: a live node.
    unsafe {
        for index in 0..(*object).aux as usize {
            mark_edge(*edges_of(object).add(index), marker);
        }
    }
}

unsafe fn trace_stack(object: *mut Header, marker: &mut Marker) {
    // SAFETY: a live stack.
    unsafe { trace_node(object, marker) };
    marker.retrace(object);
}

unsafe fn trace_owner(object: *mut Header, marker: &mut Marker) {
    // SAFETY: a live owner; its buffer has the size it was allocated with.
    unsafe {
        let owner: *mut Object = object.cast();
        if (*owner).length > 0 {
            marker.mark_buffer((*owner).buffer.cast(), (*owner).length * size_of::<Edge>());
            marker.trace_in_parts(object, 0);
        }
    }
}

unsafe fn trace_owner_part(object: *mut Header, position: usize, marker: &mut Marker) -> usize {
    // SAFETY: a live owner.
    unsafe {
        let owner: *mut Object = object.cast();
        let end = (position + 100).min((*owner).length);
        for index in position..end {
            mark_edge(*(*owner).buffer.add(index), marker);
        }
        if end < (*owner).length { end } else { 0 }
    }
}

unsafe fn count_death(_object: *mut Header) -> usize {
    DEATHS.set(DEATHS.get() + 1);
    0
}

unsafe fn weakness_of(object: *mut Header) -> Weakness {
    // SAFETY: a live weak object.
    match unsafe { (*object).flags } {
        0 => Weakness::Values,
        1 => Weakness::Keys,
        _ => Weakness::All,
    }
}

unsafe fn pairs<'a>(object: *mut Header) -> &'a mut [(Edge, Edge)] {
    // SAFETY: a live weak object with `aux` pairs.
    unsafe { std::slice::from_raw_parts_mut(edges_of(object).cast(), (*object).aux as usize) }
}

unsafe fn trace_weak(object: *mut Header, marker: &mut Marker) {
    // SAFETY: a live weak object.
    unsafe {
        let weakness = weakness_of(object);
        let is_deferred = !marker.is_verifying() && marker.defer_weak(object, weakness);
        for &mut (key, value) in pairs(object) {
            if !is_deferred || weakness == Weakness::Values {
                mark_edge(key, marker);
            }
            if !is_deferred {
                mark_edge(value, marker);
            }
        }
    }
}

unsafe fn is_dead(edge: Edge, marker: &Marker) -> bool {
    // SAFETY: null or not freed.
    unsafe { !edge.is_null() && !marker.is_marked(edge) }
}

unsafe fn converge(object: *mut Header, marker: &mut Marker) {
    // SAFETY: a live weak object.
    unsafe {
        for &mut (key, value) in pairs(object) {
            if !is_dead(key, marker) {
                mark_edge(value, marker);
            } else if !value.is_null() && marker.wants_waiting_pairs() {
                marker.mark_when(key, value);
            }
        }
    }
}

unsafe fn clear(object: *mut Header, which: impl Fn(Edge, Edge) -> bool) {
    // SAFETY: a live weak object.
    for pair in unsafe { pairs(object) } {
        if which(pair.0, pair.1) {
            *pair = (std::ptr::null_mut(), std::ptr::null_mut());
        }
    }
}

unsafe fn clear_values(object: *mut Header, marker: &mut Marker) {
    // SAFETY: a live weak object.
    unsafe { clear(object, |_, value| is_dead(value, marker)) }
}

unsafe fn clear_keys(object: *mut Header, marker: &mut Marker) {
    // SAFETY: a live weak object.
    unsafe { clear(object, |key, _| is_dead(key, marker)) }
}

/// A heap, its roots, and the pool of leaves by number.
pub(super) struct World {
    pub(super) collector: Collector,
    pub(super) roots: TestRoots,
    /// Every object that may be alive: its number, its size, and where its edges lead.
    pub(super) model: HashMap<Edge, Model>,
    next_id: u64,
    random: u64,
}

pub(super) struct Model {
    id: u64,
    bytes: usize,
    pub(super) edges: Vec<Edge>,
}

#[derive(Default)]
pub(super) struct TestRoots {
    pub(super) list: Vec<Edge>,
    pub(super) pool: HashMap<u64, Edge>,
    to_sweep: Vec<u64>,
}

impl Roots for TestRoots {
    fn trace(&mut self, marker: &mut Marker) {
        for &root in &self.list {
            // SAFETY: roots are alive.
            unsafe { mark_edge(root, marker) };
        }
    }

    fn begin_pool_sweep(&mut self) {
        self.to_sweep = self.pool.keys().copied().collect();
    }

    fn sweep_pool(&mut self, liveness: Liveness) -> bool {
        if let Some(number) = self.to_sweep.pop() {
            // SAFETY: the pool is swept before its objects are freed.
            if self.pool.get(&number).is_some_and(|&leaf| unsafe { liveness.is_dead(leaf) }) {
                self.pool.remove(&number);
            }
        }
        !self.to_sweep.is_empty()
    }
}

impl World {
    pub(super) fn new(seed: u64) -> World {
        let mut collector = Collector::new(&KINDS);
        collector.set_verify(true);
        World {
            collector,
            roots: TestRoots::default(),
            model: HashMap::new(),
            next_id: 1,
            random: seed * 2 + 1,
        }
    }

    /// A number below `bound`.
    pub(super) fn random(&mut self, bound: usize) -> usize {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        (self.random >> 11) as usize % bound
    }

    /// A root drawn at random, or null.
    pub(super) fn some_root(&mut self) -> Edge {
        if self.roots.list.is_empty() {
            return std::ptr::null_mut();
        }
        let index = self.random(self.roots.list.len());
        self.roots.list[index]
    }

    /// An object of a kind with room for so many edges, all null.
    pub(super) fn new_object(&mut self, kind: u8, edges: usize) -> Edge {
        self.try_new_object(kind, edges).expect("no limit")
    }

    pub(super) fn try_new_object(&mut self, kind: u8, edges: usize) -> Option<Edge> {
        let own = if kind == OWNER { 0 } else { edges };
        let bytes = size_of::<Object>() + own * size_of::<Edge>();
        let object = self.collector.allocate(kind, bytes).ok()?;
        let id = self.next_id;
        self.next_id += 1;
        // SAFETY: a fresh cell of this size.
        unsafe {
            (*object).aux = if kind == WEAK { edges / 2 } else { own } as u32;
            let fields: *mut Object = object.cast();
            (&raw mut (*fields).id).write(id);
            (&raw mut (*fields).buffer).write(std::ptr::null_mut());
            (&raw mut (*fields).length).write(0);
            edges_of(object).write_bytes(0, own);
        }
        let looks = self.model.len() < 1000 || id.is_multiple_of(1024);
        if looks && self.model.contains_key(&object) {
            assert!(!self.reachable().contains(&object), "a reachable object was freed");
        }
        self.model.insert(object, Model { id, bytes, edges: vec![std::ptr::null_mut(); edges] });
        if kind == OWNER && edges > 0 {
            self.model.get_mut(&object)?.edges.clear();
            self.resize_owner(object, edges)?;
        }
        Some(object)
    }

    /// Changes the number of edges of an owner.
    pub(super) fn resize_owner(&mut self, object: Edge, edges: usize) -> Option<()> {
        let bytes = edges * size_of::<Edge>();
        // SAFETY: a live owner.
        unsafe {
            let owner: *mut Object = object.cast();
            let old = (*owner).length;
            (*owner).buffer = if old == 0 {
                self.collector.allocate_buffer(bytes).ok()?.cast()
            } else {
                let buffer = (*owner).buffer.cast();
                self.collector.resize_buffer(buffer, old * size_of::<Edge>(), bytes).ok()?.cast()
            };
            for index in old..edges {
                (*owner).buffer.add(index).write(std::ptr::null_mut());
            }
            (*owner).length = edges;
        }
        self.model.get_mut(&object)?.edges.resize(edges, std::ptr::null_mut());
        Some(())
    }

    /// Stores an edge, with the barrier its kind needs.
    pub(super) fn set_edge(&mut self, parent: Edge, index: usize, child: Edge) {
        // SAFETY: both are alive.
        unsafe {
            match (*parent).kind {
                OWNER => *(*parent.cast::<Object>()).buffer.add(index) = child,
                _ => *edges_of(parent).add(index) = child,
            }
            let needs_barrier = (*parent).kind != STACK && self.collector.needs_barrier(parent);
            if !child.is_null() && needs_barrier {
                if (*parent).kind == NODE && index.is_multiple_of(2) {
                    self.collector.barrier_back(parent, child);
                } else {
                    self.collector.barrier_forward(parent, child);
                }
            }
        }
        self.model.get_mut(&parent).expect("a known object").edges[index] = child;
    }

    /// What the model says can be reached, weak edges included.
    pub(super) fn reachable(&self) -> HashSet<Edge> {
        let mut seen = HashSet::new();
        let mut waiting: Vec<Edge> = self.roots.list.clone();
        while let Some(object) = waiting.pop() {
            if !object.is_null() && seen.insert(object) {
                waiting.extend(&self.model[&object].edges);
            }
        }
        seen
    }

    /// Compares what can be reached with the heap.
    pub(super) fn check(&self) {
        for object in self.reachable() {
            let model = &self.model[&object];
            // SAFETY: if the collector is right, the object is alive.
            unsafe {
                assert_eq!((*object.cast::<Object>()).id, model.id, "a reachable object was freed");
                for (index, &edge) in model.edges.iter().enumerate() {
                    let stored = match (*object).kind {
                        OWNER => *(*object.cast::<Object>()).buffer.add(index),
                        _ => *edges_of(object).add(index),
                    };
                    assert_eq!(stored, edge, "an edge changed");
                }
            }
        }
    }

    /// Collects, then compares also the bytes in use. The model must be without weak objects.
    pub(super) fn collect_and_check(&mut self) {
        self.collector.collect(&mut self.roots);
        self.check();
        let reachable = self.reachable();
        self.model.retain(|object, _| reachable.contains(object));
        let expected: usize = reachable.iter().map(|object| self.bytes_of(*object)).sum();
        assert_eq!(self.collector.bytes_in_use(), expected);
    }

    /// The bytes that count for an object and its buffer.
    fn bytes_of(&self, object: Edge) -> usize {
        let model = &self.model[&object];
        // SAFETY: a live object.
        let is_owner = unsafe { (*object).kind } == OWNER;
        let buffer = if is_owner { model.edges.len() * size_of::<Edge>() } else { 0 };
        cell_bytes(model.bytes, true) + if buffer > 0 { cell_bytes(buffer, false) } else { 0 }
    }

    /// Steps while steps are due.
    pub(super) fn safepoint(&mut self) {
        if self.collector.is_due() {
            self.collector.step(&mut self.roots);
        }
    }
}

/// The bytes of a cell or block of its own.
fn cell_bytes(bytes: usize, is_object: bool) -> usize {
    use super::size_class::{MAX_CELL, class_of, size_of_class};
    match bytes {
        _ if bytes <= MAX_CELL => size_of_class(class_of(bytes)),
        _ if is_object => bytes.next_multiple_of(16),
        _ => bytes,
    }
}
