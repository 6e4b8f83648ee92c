//! What the collector must be told: how each kind of object traces itself, and where tracing starts.

use super::header::Header;
use super::marker::Marker;
use super::page::{has_mark, page_of};

/// An allocation was refused: by the heap's limit or by the system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not enough memory")]
pub struct OutOfMemory;

/// Lists what a live object of the kind points at, by calling the marker.
pub type Trace = unsafe fn(*mut Header, &mut Marker);

/// Traces a part of a large object, from a position the kind chooses; returns the next position, 0 at the end.
pub type TracePart = unsafe fn(*mut Header, usize, &mut Marker) -> usize;

/// What the collector knows about a kind of object.
pub struct KindInfo {
    /// The kind's name, for messages of the verifier.
    pub name: &'static str,
    /// How to trace an object; none for kinds that point at nothing.
    pub trace: Option<Trace>,
    /// How to trace the rest of an object that called [`Marker::trace_in_parts`].
    pub trace_part: Option<TracePart>,
    /// What to do with the weak objects among them.
    pub weak: Option<WeakInfo>,
    /// What to run when an object dies, for kinds that own memory outside the heap. It must not touch the heap.
    /// Returns how many bytes were charged for that memory: their counting ends with the object.
    pub drop: Option<unsafe fn(*mut Header) -> usize>,
}

impl KindInfo {
    /// A kind whose objects point at nothing and own nothing.
    pub const fn leaf(name: &'static str) -> KindInfo {
        KindInfo { name, trace: None, trace_part: None, weak: None, drop: None }
    }
}

/// What to do with objects that called [`Marker::defer_weak`], in the atomic phase.
#[derive(Clone, Copy)]
pub struct WeakInfo {
    /// Marks the values of an ephemeron whose keys are marked; calls [`Marker::mark_when`] for each other pair if
    /// [`Marker::wants_waiting_pairs`].
    pub converge: unsafe fn(*mut Header, &mut Marker),
    /// Removes the entries whose value is dead.
    pub clear_values: unsafe fn(*mut Header, &mut Marker),
    /// Removes the entries whose key is dead.
    pub clear_keys: unsafe fn(*mut Header, &mut Marker),
}

/// How an object is weak.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Weakness {
    /// Entries go when the value is dead.
    Values,
    /// Entries go when the key is dead, and a value counts as reachable only through a reachable key.
    Keys,
    /// Entries go when either is dead.
    All,
}

/// Where tracing starts, and what must be cleaned when it has ended.
pub trait Roots {
    /// Marks every object the program can reach directly. Called at the start of a cycle, and again before its end.
    fn trace(&mut self, marker: &mut Marker);

    /// Prepares to drop dead objects from tables that do not keep their contents alive.
    fn begin_pool_sweep(&mut self) {}

    /// Drops the dead objects from one more part of such tables; whether there is more to do.
    fn sweep_pool(&mut self, _liveness: Liveness) -> bool {
        false
    }
}

/// Tells the dead from the living between the end of marking and the end of the sweep.
#[derive(Clone, Copy)]
pub struct Liveness {
    pub(super) epoch: u32,
}

impl Liveness {
    /// Whether the object was not reached by the cycle that is being swept.
    ///
    /// # Safety
    /// `object` is an object that has not been freed yet.
    #[inline]
    pub unsafe fn is_dead(self, object: *mut Header) -> bool {
        // SAFETY: the object's page exists. A page of the current epoch was created after the marking ended, or has
        // been swept, and then holds nothing dead that anyone still refers to.
        unsafe { !has_mark(object.cast()) && (*page_of(object.cast())).epoch != self.epoch }
    }
}
