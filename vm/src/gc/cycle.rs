//! The cycle: from roots through marking and sweeping, one slice at a time or all at once.

use super::collector::Collector;
use super::header::Header;
use super::pacing::SWEEP_UNITS;
use super::trace::{Liveness, Roots, Weakness};

/// What the collector is doing between two slices.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Phase {
    /// Nothing, until enough has been granted.
    Idle,
    /// Marking; the number counts how often the queue was empty without an end in sight.
    Mark(u32),
    /// Dropping dead objects from tables that do not keep them alive.
    SweepPool,
    /// Dropping what dead objects own outside the heap; those below the number are still to be looked at.
    SweepDroppable(usize),
    /// Freeing cells.
    SweepPages,
    /// Freeing large objects.
    SweepLargeObjects(usize),
    /// Freeing large buffers.
    SweepLargeBuffers(usize),
}

/// Passes over roots and grayed objects after which each further one gets twice the budget of the one before.
const PATIENT_PASSES: u32 = 8;

/// What a part of a pool, a droppable object and a large block count for, when a page counts for four.
const POOL_UNITS: usize = 128;
const DROP_UNITS: usize = 1;
const LARGE_UNITS: usize = 16;
const PAGE_UNITS: usize = 4;

/// A grant of so many bytes has itself taken about as long as a slice, so one more slice may follow.
const LARGE_GRANT: usize = 64 * 1024;

impl Collector {
    /// Does one slice of work, as much as the bytes granted since the last one ask for, and further ones after a large
    /// grant. A program that makes one long string after the other comes to few safepoints; a slice for each would let
    /// the heap grow without bounds.
    pub fn step(&mut self, roots: &mut dyn Roots) {
        if self.collects_always {
            self.collect(roots);
        } else if !self.is_stopped {
            let mut more = self.pacing.granted_since(self.space.granted) / LARGE_GRANT;
            self.slice(roots);
            while more > 0 && self.phase != Phase::Idle && self.pacing.is_behind() {
                self.slice_of_phase(roots);
                more -= 1;
            }
        } else if self.has_limit() {
            self.collect(roots);
        }
        self.schedule_step();
    }

    /// Does slices for so many bytes, or one if there are none; whether a cycle ended. Works while stopped, too.
    pub fn step_bytes(&mut self, roots: &mut dyn Roots, bytes: usize) -> bool {
        let mut left = bytes.max(1);
        let slice = self.pacing.slice_bytes() as usize;
        let mut has_ended = false;
        while left > 0 && !has_ended {
            self.pacing.pretend_granted(slice.min(left) as u64);
            left = left.saturating_sub(slice);
            if self.phase == Phase::Idle {
                self.begin_marking(roots);
            } else {
                self.slice_of_phase(roots);
            }
            has_ended = self.phase == Phase::Idle;
        }
        self.schedule_step();
        has_ended
    }

    /// Runs a whole cycle: what is unreachable when it is called is gone afterwards.
    pub fn collect(&mut self, roots: &mut dyn Roots) {
        if let Phase::Mark(_) = self.phase {
            // Objects that died since the marking began would survive it; so it starts anew.
            self.space.clear_marks();
        } else {
            self.finish_sweep(roots);
        }
        self.begin_marking(roots);
        self.finish_marking(roots);
        self.finish_sweep(roots);
        self.schedule_step();
    }

    /// Decides when the next step is due.
    pub(super) fn schedule_step(&mut self) {
        let granted = self.space.granted;
        if self.is_stopped {
            self.space.is_due = false;
            self.space.due_at = granted.saturating_add(self.space.room_while_stopped());
            return;
        }
        self.space.due_at = match self.phase {
            Phase::Idle => self.pacing.next_cycle(),
            _ if self.pacing.is_behind() => granted,
            _ => granted + self.pacing.slice_bytes(),
        };
        self.space.is_due = self.collects_always || granted >= self.space.due_at;
    }

    fn slice(&mut self, roots: &mut dyn Roots) {
        if self.phase != Phase::Idle {
            self.slice_of_phase(roots);
        } else if self.space.granted >= self.pacing.next_cycle() {
            self.begin_marking(roots);
        }
    }

    fn slice_of_phase(&mut self, roots: &mut dyn Roots) {
        if let Phase::Mark(passes) = self.phase {
            self.mark_slice(roots, passes);
        } else {
            let total = self.space.pages.len() + self.space.large.objects.len();
            let units = self.pacing.sweep_budget(self.space.granted, total) * PAGE_UNITS;
            self.sweep(roots, units);
        }
    }

    /// Starts a cycle: marks the roots.
    fn begin_marking(&mut self, roots: &mut dyn Roots) {
        self.marker.begin_cycle();
        self.marker.uses_prefetch = self.space.charged > PREFETCH_FROM;
        self.barrier_mask = self.marker.black;
        self.pacing.begin_cycle(self.space.granted);
        self.phase = Phase::Mark(0);
        roots.trace(&mut self.marker);
        self.finalizers.trace_pending(&mut self.marker);
        self.marker.work = 0;
    }

    /// Marks for a while. When nothing is queued any more, looks at the roots and at the objects grayed again; only if
    /// what this finds fits in the slice, too, the program stands still for the rest. A tree that was just built is
    /// reachable from the stack alone, and would otherwise be traversed as a whole in the atomic phase.
    fn mark_slice(&mut self, roots: &mut dyn Roots, passes: u32) {
        let mut budget = self.pacing.mark_budget(self.space.granted);
        self.marker.work = 0;
        let mut is_done = self.marker.drain(budget);
        if is_done && self.marker.work < budget {
            if passes > PATIENT_PASSES {
                budget = budget.saturating_mul(1 << (passes - PATIENT_PASSES).min(20));
            }
            self.phase = Phase::Mark(passes + 1);
            let work = self.marker.work;
            roots.trace(&mut self.marker);
            self.marker.work = work;
            self.marker.visit_grayed_again(budget);
            self.recover_overflow();
            is_done = self.marker.drain(budget) && self.marker.is_idle();
            if is_done && self.marker.work < budget {
                self.finish_marking(roots);
            }
        }
        self.pacing.work_done(self.marker.work);
    }

    /// The atomic phase: completes the marking, clears weak tables, finds objects to finalize, and begins the sweep.
    fn finish_marking(&mut self, roots: &mut dyn Roots) {
        self.marker.is_atomic = true;
        roots.trace(&mut self.marker);
        self.finalizers.trace_pending(&mut self.marker);
        self.marker.visit_retraced();
        self.drain_all();
        self.converge();
        let values = self.marker.weak_count(Weakness::Values);
        let all = self.marker.weak_count(Weakness::All);
        // An object about to be finalized leaves weak values before its finalizer runs, and weak keys after it.
        self.clear_values(Weakness::Values, 0);
        self.clear_values(Weakness::All, 0);
        if self.finalizers.find_unreachable() {
            self.finalizers.trace_pending(&mut self.marker);
            self.drain_all();
            self.converge();
        }
        self.clear_keys(Weakness::Keys);
        self.clear_keys(Weakness::All);
        self.clear_values(Weakness::Values, values);
        self.clear_values(Weakness::All, all);
        self.drain_all();
        if self.verifies {
            self.verify(roots);
        }
        self.marker.is_atomic = false;
        self.marker.forget();
        self.barrier_mask = 0;
        self.space.begin_sweep();
        roots.begin_pool_sweep();
        self.pacing.begin_sweep();
        self.phase = Phase::SweepPool;
    }

    /// Traverses everything that waits for it.
    pub(super) fn drain_all(&mut self) {
        loop {
            self.marker.visit_grayed_again(usize::MAX);
            self.marker.drain(usize::MAX);
            self.recover_overflow();
            if self.marker.is_idle() {
                return;
            }
        }
    }

    /// Traverses the objects with an overflow bit, for which the queues had no room. An object may ask for another
    /// visit in the atomic phase and get its bit back, so a pass never looks at the same place twice.
    fn recover_overflow(&mut self) {
        let is_atomic = self.marker.is_atomic;
        while self.marker.has_overflow || is_atomic && self.marker.has_retrace_overflow {
            self.marker.has_overflow = false;
            self.marker.has_retrace_overflow &= !is_atomic;
            for index in 0..self.space.pages.len() + self.space.large.objects.len() {
                let mut from = 0;
                while let Some((object, next)) = self.space.take_overflow(index, from) {
                    from = next;
                    // SAFETY: an overflow bit is set for marked objects only.
                    unsafe { self.marker.visit(object) };
                    self.marker.drain(usize::MAX);
                }
            }
        }
    }

    /// Marks what ephemerons keep alive, until nothing changes.
    fn converge(&mut self) {
        let mut first = 0;
        let mut has_gone_round = false;
        loop {
            let work = self.marker.work;
            let count = self.marker.weak_count(Weakness::Keys);
            self.converge_from(first, count);
            let has_more = self.marker.weak_count(Weakness::Keys) > count;
            if self.marker.wants_waiting_pairs() {
                first = count;
                if !has_more {
                    break;
                }
            } else if self.marker.work == work && !has_more {
                return;
            } else if has_gone_round {
                // Two rounds did not suffice; from here on, keys tell their values.
                self.marker.open_waiting_pairs();
            }
            has_gone_round = true;
        }
        if !self.marker.close_waiting_pairs() {
            self.converge_by_rounds();
        }
    }

    /// Without memory for the pairs, only rounds help.
    #[cold]
    fn converge_by_rounds(&mut self) {
        loop {
            let work = self.marker.work;
            self.converge_from(0, self.marker.weak_count(Weakness::Keys));
            if self.marker.work == work {
                return;
            }
        }
    }

    fn converge_from(&mut self, first: usize, count: usize) {
        for index in first..count {
            if let Some((object, weak)) = self.weak_object(Weakness::Keys, index) {
                // SAFETY: listed objects are marked.
                unsafe { (weak.converge)(object, &mut self.marker) };
            }
        }
        self.drain_all();
    }

    fn clear_values(&mut self, weakness: Weakness, first: usize) {
        for index in first..self.marker.weak_count(weakness) {
            if let Some((object, weak)) = self.weak_object(weakness, index) {
                // SAFETY: listed objects are marked.
                unsafe { (weak.clear_values)(object, &mut self.marker) };
            }
        }
    }

    fn clear_keys(&mut self, weakness: Weakness) {
        for index in 0..self.marker.weak_count(weakness) {
            if let Some((object, weak)) = self.weak_object(weakness, index) {
                // SAFETY: listed objects are marked.
                unsafe { (weak.clear_keys)(object, &mut self.marker) };
            }
        }
    }

    fn weak_object(
        &self,
        weakness: Weakness,
        index: usize,
    ) -> Option<(*mut Header, super::trace::WeakInfo)> {
        let object = self.marker.weak_object(weakness, index)?;
        // SAFETY: listed objects are marked, so they are alive.
        let kind = unsafe { (*object).kind };
        Some((object, self.marker.kinds.get(kind as usize)?.weak?))
    }

    /// Tells the dead from the living while sweeping.
    pub(super) fn liveness(&self) -> Liveness {
        Liveness { epoch: self.space.epoch }
    }

    /// Sweeps until so many units are spent or the cycle ends.
    fn sweep(&mut self, roots: &mut dyn Roots, mut units: usize) {
        while units > 0 && self.phase != Phase::Idle {
            units = units.saturating_sub(self.sweep_one(roots));
        }
    }

    /// Ends the sweep that is under way, if one is.
    fn finish_sweep(&mut self, roots: &mut dyn Roots) {
        self.sweep(roots, usize::MAX);
        debug_assert!(self.phase == Phase::Idle);
    }

    /// Sweeps one thing; returns what it counts for.
    fn sweep_one(&mut self, roots: &mut dyn Roots) -> usize {
        match self.phase {
            Phase::SweepPool => {
                if !roots.sweep_pool(self.liveness()) {
                    self.phase = Phase::SweepDroppable(self.droppable.len());
                }
                POOL_UNITS
            }
            Phase::SweepDroppable(0) => {
                self.phase = Phase::SweepPages;
                self.space.may_sweep = true;
                0
            }
            Phase::SweepDroppable(left) => {
                self.sweep_droppable(left - 1);
                self.phase = Phase::SweepDroppable(left - 1);
                DROP_UNITS
            }
            Phase::SweepPages if self.space.unswept > 0 => {
                self.space.sweep_next_page();
                PAGE_UNITS
            }
            Phase::SweepPages => {
                self.space.may_sweep = false;
                self.phase = Phase::SweepLargeObjects(self.space.large.objects.len());
                0
            }
            Phase::SweepLargeObjects(0) => {
                self.phase = Phase::SweepLargeBuffers(self.space.large.buffers.len());
                0
            }
            Phase::SweepLargeObjects(left) => {
                self.space.sweep_large_object(left - 1);
                self.phase = Phase::SweepLargeObjects(left - 1);
                LARGE_UNITS
            }
            Phase::SweepLargeBuffers(0) | Phase::Idle | Phase::Mark(_) => {
                self.end_cycle();
                0
            }
            Phase::SweepLargeBuffers(left) => {
                self.space.sweep_large_buffer(left - 1, self.marker.cycle);
                self.phase = Phase::SweepLargeBuffers(left - 1);
                LARGE_UNITS
            }
        }
    }

    /// Drops what the object at a place of the list owns, if it is dead.
    fn sweep_droppable(&mut self, index: usize) {
        let Some(&object) = self.droppable.get(index) else { return };
        // SAFETY: pages are swept after this phase, so listed objects are still there.
        if unsafe { self.liveness().is_dead(object) } {
            self.droppable.swap_remove(index);
            self.drop_object(object);
        }
    }

    /// Runs the kind's drop function, and ends the counting of what the object owned outside the heap.
    pub(super) fn drop_object(&mut self, object: *mut Header) {
        // SAFETY: nothing refers to the object, and its cell has not been freed.
        unsafe {
            let kind = (*object).kind as usize;
            if let Some(drop) = self.marker.kinds.get(kind).and_then(|info| info.drop) {
                let bytes = drop(object);
                self.release_external(bytes);
            }
        }
    }

    fn end_cycle(&mut self) {
        self.phase = Phase::Idle;
        self.plan();
    }

    /// Decides when the next cycle begins.
    pub(super) fn plan(&mut self) {
        self.pacing.plan(self.space.in_use(), self.space.granted, self.space.limit);
    }
}

/// Bytes charged, half of them garbage, from which fetching ahead pays: the heap no longer fits in the caches.
const PREFETCH_FROM: usize = 16 << 20;

const _: () = assert!(SWEEP_UNITS * PAGE_UNITS > POOL_UNITS);
