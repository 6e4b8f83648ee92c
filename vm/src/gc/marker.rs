//! Marking: the queue of objects to traverse, and what objects may say while they are traversed.
//!
//! Nothing here recurses and nothing here fails: when a queue cannot grow, the object gets an overflow bit in its page
//! and is found again by a pass over the bitmaps. What only a cycle in progress needs exists while there is one, so that
//! an idle heap is small; a cycle for which there is no memory goes on as if none of these lists could grow.

use std::alloc::{Layout, alloc};
use std::mem;

use super::header::{BLACK_AGAIN, FINALIZER, GRAYED_AGAIN, Header};
use super::large::prefix_of;
use super::page::{has_mark, set_mark, set_overflow};
use super::prefetch::{self, Queue};
use super::size_class::MAX_CELL;
use super::trace::{KindInfo, Weakness};
use super::waiting::WaitingPairs;

/// The work an object counts for, without its buffers: about the bytes it makes the processor load.
const OBJECT_WORK: usize = 64;
/// The work of a part of a large object.
const PART_WORK: usize = 16 * 1024;

/// Handed to the trace function of each object.
pub struct Marker {
    pub(super) kinds: &'static [KindInfo],
    gray: Vec<*mut Header>,
    /// From the beginning of the marking to its end, if there is memory for it.
    lists: Option<Box<Lists>>,
    /// The colour of traversed objects in this cycle.
    pub(super) black: u8,
    /// The number of the cycle.
    pub(super) cycle: u32,
    pub(super) work: usize,
    /// Whether live memory exceeds the processor's caches, so that fetching ahead pays.
    pub(super) uses_prefetch: bool,
    pub(super) is_atomic: bool,
    pub(super) is_verifying: bool,
    /// Whether pairs are collected whose value waits for its key; only while there are lists.
    has_waiting_pairs: bool,
    /// Whether the values of a table with weak keys are kept alive by the table alone.
    pub(super) keeps_values_of_weak_keys: bool,
    /// Whether some object has its overflow bit set and should be traversed soon.
    pub(super) has_overflow: bool,
    /// Whether some object with its overflow bit set must be traversed in the atomic phase.
    pub(super) has_retrace_overflow: bool,
}

/// What the marking has put off, apart from the gray objects.
#[derive(Default)]
struct Lists {
    /// Objects traversed in parts, with the next position.
    parts: Vec<(*mut Header, usize)>,
    /// Objects to traverse again before the marking ends: stored into, or stacks.
    grayed_again: Vec<*mut Header>,
    /// Objects to traverse again in the atomic phase.
    retraced: Vec<*mut Header>,
    /// Weak objects, by their [`Weakness`].
    weak: [Vec<*mut Header>; 3],
    waiting: WaitingPairs,
}

impl Lists {
    /// Empty ones, if there is memory.
    fn new() -> Option<Box<Lists>> {
        #[cfg(test)]
        if REFUSES_MEMORY.get() {
            return None;
        }
        // SAFETY: the type has a size; what is allocated with its layout becomes a box of it.
        unsafe {
            let lists: *mut Lists = alloc(Layout::new::<Lists>()).cast();
            if lists.is_null() {
                return None;
            }
            lists.write(Lists::default());
            Some(Box::from_raw(lists))
        }
    }
}

impl Marker {
    pub(super) fn new(kinds: &'static [KindInfo]) -> Marker {
        Marker {
            kinds,
            gray: Vec::new(),
            lists: None,
            black: super::header::BLACK,
            cycle: 0,
            work: 0,
            uses_prefetch: false,
            is_atomic: false,
            is_verifying: false,
            has_waiting_pairs: false,
            keeps_values_of_weak_keys: false,
            has_overflow: false,
            has_retrace_overflow: false,
        }
    }

    /// Marks an object and queues it for traversal.
    ///
    /// # Safety
    /// `object` is an object of this heap that has not been freed.
    #[inline(always)]
    pub unsafe fn mark(&mut self, object: *mut Header) {
        // SAFETY: the caller's promise.
        unsafe {
            if set_mark(object.cast()) {
                self.push(object);
            }
        }
    }

    /// Marks an object whose kind is a leaf, without touching the object.
    ///
    /// # Safety
    /// As for [`Marker::mark`].
    #[inline(always)]
    pub unsafe fn mark_leaf(&mut self, object: *mut Header) {
        // SAFETY: the caller's promise.
        unsafe { set_mark(object.cast()) };
    }

    /// Marks a buffer owned by the object being traced; `bytes` is the size it was allocated with.
    ///
    /// # Safety
    /// `buffer` is a buffer of this heap, of this size, that has not been freed.
    #[inline]
    pub unsafe fn mark_buffer(&mut self, buffer: *mut u8, bytes: usize) {
        // SAFETY: the caller's promise.
        unsafe {
            if bytes > MAX_CELL {
                (*prefix_of(buffer)).cycle = self.cycle;
            } else {
                self.work += bytes;
                set_mark(buffer);
            }
        }
    }

    /// Whether an object has been marked in this cycle.
    ///
    /// # Safety
    /// As for [`Marker::mark`].
    #[inline]
    pub unsafe fn is_marked(&self, object: *mut Header) -> bool {
        // SAFETY: the caller's promise.
        unsafe { has_mark(object.cast()) }
    }

    /// Whether the program stands still until marking is complete.
    #[inline]
    pub fn is_atomic(&self) -> bool {
        self.is_atomic
    }

    /// Counts work that the number of objects does not tell.
    #[inline]
    pub fn charge(&mut self, work: usize) {
        self.work += work;
    }

    /// Traverses the object again in the atomic phase, because it is stored into without barriers.
    pub fn retrace(&mut self, object: *mut Header) {
        if !self.is_atomic && !self.put_off(|lists| &mut lists.retraced, object) {
            // SAFETY: objects being traced are alive.
            unsafe { set_overflow(object) };
            self.has_retrace_overflow = true;
        }
    }

    /// Leaves the rest of a large object to its kind's `trace_part`, beginning with this position.
    pub fn trace_in_parts(&mut self, object: *mut Header, mut position: usize) {
        if let Some(lists) = &mut self.lists
            && lists.parts.try_reserve(1).is_ok()
        {
            return lists.parts.push((object, position));
        }
        loop {
            // SAFETY: objects being traced are alive.
            position = unsafe { self.trace_part(object, position) };
            if position == 0 {
                return;
            }
        }
    }

    /// Whether the values of a table with weak keys are kept alive by the table alone, not by their keys.
    pub fn keeps_values_of_weak_keys(&self) -> bool {
        self.keeps_values_of_weak_keys
    }

    /// Whether this traversal only verifies the marking; what weak objects still hold must be alive then.
    #[inline]
    pub fn is_verifying(&self) -> bool {
        self.is_verifying
    }

    /// Lists a weak object for the end of the atomic phase. Where this refuses, because there is no memory or because
    /// the traversal verifies what has been cleared, the object must be traced as a strong one.
    #[must_use]
    pub fn defer_weak(&mut self, object: *mut Header, weakness: Weakness) -> bool {
        !self.is_verifying && self.put_off(|lists| &mut lists.weak[weakness as usize], object)
    }

    /// Whether [`Marker::mark_when`] should be called for pairs whose key is not marked.
    #[inline]
    pub fn wants_waiting_pairs(&self) -> bool {
        self.has_waiting_pairs
    }

    /// Marks `value` as soon as `key`, which is not marked and not a leaf, is marked.
    pub fn mark_when(&mut self, key: *mut Header, value: *mut Header) {
        if let Some(lists) = &mut self.lists {
            lists.waiting.add(key, value);
        }
    }

    #[inline(always)]
    fn push(&mut self, object: *mut Header) {
        if self.gray.len() < self.gray.capacity() {
            self.gray.push(object);
        } else {
            self.push_slow(object);
        }
    }

    #[cold]
    fn push_slow(&mut self, object: *mut Header) {
        if !push(&mut self.gray, object) {
            // SAFETY: objects that are marked are alive.
            unsafe { set_overflow(object) };
            self.has_overflow = true;
        }
    }

    /// Queues an object that was traversed before; whether that was possible.
    pub(super) fn gray_again(&mut self, object: *mut Header) -> bool {
        self.put_off(|lists| &mut lists.grayed_again, object)
    }

    /// Appends to one of the lists, if there is memory.
    fn put_off(
        &mut self,
        list: impl FnOnce(&mut Lists) -> &mut Vec<*mut Header>,
        object: *mut Header,
    ) -> bool {
        self.lists.as_mut().is_some_and(|lists| push(list(lists), object))
    }

    /// Traverses what has been queued until the work reaches `budget`; whether all of it is done.
    pub(super) fn drain(&mut self, budget: usize) -> bool {
        loop {
            if self.uses_prefetch {
                self.drain_ahead(budget)
            } else {
                self.drain_stack(budget)
            }
            if self.work >= budget {
                return self.gray.is_empty() && !self.has_parts();
            }
            let part = self.lists.as_mut().and_then(|lists| lists.parts.pop());
            let Some((object, position)) = part else { return true };
            // SAFETY: queued objects are marked, so they are alive.
            let next = unsafe { self.trace_part(object, position) };
            if next != 0 {
                self.trace_in_parts(object, next);
            }
        }
    }

    fn has_parts(&self) -> bool {
        self.lists.as_ref().is_some_and(|lists| !lists.parts.is_empty())
    }

    fn drain_stack(&mut self, budget: usize) {
        while self.work < budget {
            let Some(object) = self.gray.pop() else { return };
            // SAFETY: queued objects are marked, so they are alive.
            unsafe { self.visit(object) };
        }
    }

    /// Keeps some objects in a short queue between stack and traversal, while the processor loads them.
    fn drain_ahead(&mut self, budget: usize) {
        let mut queue = Queue::default();
        while self.work < budget {
            let next = self.gray.pop();
            if let Some(object) = next {
                prefetch::fetch(object);
            }
            match queue.exchange(next) {
                // SAFETY: queued objects are marked, so they are alive.
                Some(object) => unsafe { self.visit(object) },
                None if next.is_none() && queue.is_empty() => return,
                None => {}
            }
        }
        while let Some(object) = queue.take() {
            self.push(object);
        }
    }

    /// Traverses an object.
    ///
    /// # Safety
    /// `object` is alive.
    pub(super) unsafe fn visit(&mut self, object: *mut Header) {
        self.work += OBJECT_WORK;
        // SAFETY: the object is alive; its trace function knows its kind.
        unsafe {
            let color = (*object).color;
            let again = if color & GRAYED_AGAIN != 0 { BLACK_AGAIN } else { 0 };
            (*object).color = color & FINALIZER | self.black | again;
            let info = self.kinds.get((*object).kind as usize);
            if let Some(trace) = info.and_then(|info| info.trace) {
                trace(object, self);
            }
        }
        if self.has_waiting_pairs {
            self.mark_waiting_for(object);
        }
    }

    #[cold]
    fn mark_waiting_for(&mut self, key: *mut Header) {
        let Some(lists) = &self.lists else { return };
        let mut pair = lists.waiting.first(key);
        while let Some((value, next)) = self.waiting_pair(pair) {
            // SAFETY: the pairs come from entries of live objects.
            unsafe { self.mark(value) };
            pair = next;
        }
    }

    fn waiting_pair(&self, number: usize) -> Option<(*mut Header, usize)> {
        self.lists.as_ref()?.waiting.pair(number)
    }

    unsafe fn trace_part(&mut self, object: *mut Header, position: usize) -> usize {
        self.work += PART_WORK;
        // SAFETY: the caller says the object is alive; its kind asked for this call.
        unsafe {
            let info = self.kinds.get((*object).kind as usize);
            match info.and_then(|info| info.trace_part) {
                Some(trace_part) => trace_part(object, position, self),
                None => 0,
            }
        }
    }

    /// Traverses once more what was stored into since it was traversed, until the work reaches `budget`.
    pub(super) fn visit_grayed_again(&mut self, budget: usize) {
        while self.work < budget {
            let object = self.lists.as_mut().and_then(|lists| lists.grayed_again.pop());
            let Some(object) = object else { return };
            // SAFETY: listed objects are marked, so they are alive.
            unsafe { self.visit(object) };
        }
    }

    /// In the atomic phase, traverses the objects that asked for it again, and the weak ones: until then, their
    /// weakness may have changed.
    pub(super) fn visit_retraced(&mut self) {
        for weakness in [Weakness::Values, Weakness::Keys, Weakness::All] {
            for object in self.take_list(|lists| &mut lists.weak[weakness as usize]) {
                // SAFETY: listed objects are marked, so they are alive.
                unsafe { self.visit(object) };
            }
        }
        for object in self.take_list(|lists| &mut lists.retraced) {
            // SAFETY: listed objects are marked, so they are alive.
            unsafe { self.visit(object) };
        }
    }

    fn take_list(
        &mut self,
        list: impl FnOnce(&mut Lists) -> &mut Vec<*mut Header>,
    ) -> Vec<*mut Header> {
        self.lists.as_mut().map(|lists| mem::take(list(lists))).unwrap_or_default()
    }

    /// Whether anything waits to be traversed, apart from objects with an overflow bit.
    pub(super) fn is_idle(&self) -> bool {
        let has_more = |lists: &Lists| !lists.parts.is_empty() || !lists.grayed_again.is_empty();
        self.gray.is_empty() && !self.lists.as_deref().is_some_and(has_more)
    }

    /// Begins to collect pairs for [`Marker::mark_when`], if there are lists.
    pub(super) fn open_waiting_pairs(&mut self) {
        self.has_waiting_pairs = self.lists.is_some();
    }

    /// Ends it, and says whether every pair could be kept.
    pub(super) fn close_waiting_pairs(&mut self) -> bool {
        self.has_waiting_pairs = false;
        let waiting = self.lists.as_mut().map(|lists| mem::take(&mut lists.waiting));
        waiting.is_none_or(|waiting| waiting.is_complete())
    }

    /// How many weak objects of a sort have been listed.
    pub(super) fn weak_count(&self, weakness: Weakness) -> usize {
        self.lists.as_ref().map_or(0, |lists| lists.weak[weakness as usize].len())
    }

    /// A listed weak object.
    pub(super) fn weak_object(&self, weakness: Weakness, index: usize) -> Option<*mut Header> {
        self.lists.as_ref()?.weak[weakness as usize].get(index).copied()
    }

    /// Begins a cycle with everything forgotten.
    pub(super) fn begin_cycle(&mut self) {
        self.cycle = self.cycle.wrapping_add(1);
        self.black = super::header::BLACK << (self.cycle & 1);
        self.is_atomic = false;
        self.forget();
        self.lists = Lists::new();
    }

    /// Empties the queue, keeping a little of its memory, and gives the lists back.
    pub(super) fn forget(&mut self) {
        self.lists = None;
        self.gray.clear();
        self.gray.shrink_to(512);
        self.has_overflow = false;
        self.has_retrace_overflow = false;
        self.work = 0;
    }
}

/// Appends, if there is memory.
fn push(list: &mut Vec<*mut Header>, object: *mut Header) -> bool {
    #[cfg(test)]
    if REFUSES_MEMORY.get() {
        return false;
    }
    let has_room = list.len() < list.capacity() || list.try_reserve(1).is_ok();
    if has_room {
        list.push(object);
    }
    has_room
}

#[cfg(test)]
thread_local! {
    /// Whether queues behave as if there were no memory for them.
    pub(super) static REFUSES_MEMORY: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}
