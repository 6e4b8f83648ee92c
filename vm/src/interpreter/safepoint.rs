//! The only place where collections happen: between two instructions, with everything live in sight of the roots.
//!
//! **Invariant** (what makes `Gc` pointers in local variables safe elsewhere): the collector runs in
//! [`State::collect_now`] alone, which is called between instructions, before an instruction that allocates has read
//! anything, or for a native function that asked for it and keeps everything in its slots.

use super::frame::{Boundary, FINALIZER, NO_YIELD};
use super::state::State;
use super::throw::Throw;
use crate::gc::{Marker, OutOfMemory, Roots};
use crate::object::{CodeHeader, Event, Heap, trace_value};
use crate::value::Value;

/// A collection a native function asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CollectRequest {
    /// A whole cycle.
    Full,
    /// So many units of work, about one per byte; 0: one basic step.
    Step(usize),
}

/// How many bytes are traced at the price of an instruction.
const BYTES_PER_CHARGE: usize = 32;

/// The units of work below which a step is put off.
const SMALLEST_STEP: usize = 64;

/// Gives the collector sight of a state while the state's heap is borrowed.
struct StateRoots(*mut State);

impl Roots for StateRoots {
    fn trace(&mut self, marker: &mut Marker) {
        // SAFETY: the state is not used otherwise during a collection, and the heap's own fields are not touched here.
        unsafe {
            let state = self.0;
            marker.mark((*state).coroutine.header());
            marker.mark((*state).main.header());
            marker.mark((*state).globals.header());
            marker.mark((*state).registry.header());
            marker.mark((*state).loaded.header());
            trace_value(marker, (*state).thrown);
            trace_value(marker, (*state).memory_message);
            for metatable in (*state).type_metatables.iter().flatten() {
                marker.mark(metatable.header());
            }
            for name in (*(*state).event_names).iter().chain(&(*state).type_names) {
                marker.mark(name.header());
            }
            for run in &(*state).runs {
                marker.mark(run.coroutine.header());
            }
            (*state).handles.trace(marker);
        }
    }
}

impl State {
    /// Collects everything that can be collected, because memory has run out in the middle of an instruction.
    #[cold]
    pub(crate) fn collect_everything(&mut self) {
        self.collect_now(Some(CollectRequest::Full));
    }

    /// Lets the collector take its turn between two instructions, then starts a finalizer if one waits.
    #[cold]
    pub(crate) fn safepoint(&mut self) -> Result<(), Throw> {
        self.safepoint_with(self.live_top())
    }

    /// The same where it is known that slots from `top` on are not in use.
    pub(crate) fn safepoint_with(&mut self, top: *mut Value) -> Result<(), Throw> {
        self.save_coroutine(top);
        self.run_collector(None);
        if Boundary::of(self.pc as u64).is_none() && self.has_finalizer_to_run() {
            let top = self.live_top();
            return self.start_finalizer(top, self.pc as u64);
        }
        Ok(())
    }

    /// Lets the collector take its turn in front of the instruction that runs. If a finalizer was started, the
    /// instruction runs again after it, and this answers true. Registers from `live` on are not in use.
    #[cold]
    pub(crate) fn collect_before(&mut self, live: usize) -> Result<bool, Throw> {
        self.save_coroutine(self.base.wrapping_add(live));
        self.run_collector(None);
        if !self.has_finalizer_to_run() {
            return Ok(false);
        }
        self.jump(-1);
        let top = self.live_top();
        self.start_finalizer(top, self.pc as u64)?;
        Ok(true)
    }

    /// Runs the collector: a paced step, or what was asked for.
    fn collect_now(&mut self, request: Option<CollectRequest>) {
        self.save_coroutine(self.live_top());
        self.run_collector(request);
    }

    fn run_collector(&mut self, request: Option<CollectRequest>) {
        self.charge_collection(request);
        let mut roots = StateRoots(self);
        match request {
            None => self.heap.step(&mut roots),
            Some(CollectRequest::Full) => {
                self.heap.collect(&mut roots);
                self.collection_finished = true;
            }
            // In the generational mode a step is a collection of the young; here it collects everything.
            Some(CollectRequest::Step(0)) if self.heap.collector.is_generational() => {
                self.heap.collect(&mut roots);
                self.collection_finished = true;
            }
            Some(CollectRequest::Step(units)) => {
                self.step_credit += units;
                // Steps that are smaller than the smallest slice of work add up.
                let is_enough = units == 0 || self.step_credit >= SMALLEST_STEP;
                self.collection_finished =
                    is_enough && self.heap.step_bytes(&mut roots, self.step_credit);
                if is_enough {
                    self.step_credit = 0;
                }
            }
        }
    }

    /// Charges a collection that a program asks for, or causes by having used its memory up: a program that does so again
    /// and again must not get further than one that computes. What is paced by allocation is paid for with it.
    fn charge_collection(&mut self, request: Option<CollectRequest>) {
        let in_use = self.heap.collector.bytes_in_use();
        let traced = match request {
            None => 0,
            Some(CollectRequest::Full | CollectRequest::Step(0)) => in_use,
            Some(CollectRequest::Step(units)) => units.min(in_use),
        };
        // The next instruction that tests the counter looks at the limits.
        self.fuel -= (traced / BYTES_PER_CHARGE) as i64;
    }

    /// Writes what the running coroutine's object must know during a collection.
    pub(crate) fn save_coroutine(&mut self, top: *mut Value) {
        // SAFETY: no other reference to the coroutine is alive.
        let coroutine = unsafe { self.coroutine.fields() };
        coroutine.base = self.base;
        coroutine.pc = self.pc;
        coroutine.top = top;
    }

    /// One above the last slot that may be live.
    pub(crate) fn live_top(&self) -> *mut Value {
        if Boundary::of(self.pc as u64).is_some() || self.base == self.coroutine.stack {
            return self.top;
        }
        match self.current_frame().closure() {
            // SAFETY: a header word lies in front of every prototype's code; the frame is inside the stack.
            Some(closure) => unsafe {
                let header = *closure.code.cast::<CodeHeader>().sub(1);
                self.base.byte_add(header.frame_bytes as usize).max(self.top)
            },
            None => self.top,
        }
    }

    /// Asks for the collection that [`super::Action::Collect`] performs.
    pub fn request_collection(&mut self, request: CollectRequest) {
        self.collect_request = Some(request);
    }

    /// Whether the collection a native function asked for ended a cycle.
    pub fn collection_finished(&self) -> bool {
        self.collection_finished
    }

    /// Performs the requested collection for the running native function, runs finalizers, then enters it again.
    pub(crate) fn collect_for_native(
        &mut self,
        step: u32,
    ) -> Result<Option<super::call::PendingCall>, Throw> {
        let request = self.collect_request.take();
        self.collect_now(request);
        self.continue_native_after_collection(step)
    }

    fn continue_native_after_collection(
        &mut self,
        step: u32,
    ) -> Result<Option<super::call::PendingCall>, Throw> {
        if self.has_finalizer_to_run() {
            let top = self.top;
            self.start_finalizer(top, u64::from(step))?;
            return Ok(None);
        }
        self.enter_native_step(step)?;
        Ok(None)
    }

    fn has_finalizer_to_run(&self) -> bool {
        !self.is_finalizing && self.heap.collector.has_pending_finalizer()
    }

    /// Calls the next finalizer from above `top`; `payload` says where to go on.
    fn start_finalizer(&mut self, top: *mut Value, payload: u64) -> Result<(), Throw> {
        let Some(object) = self.heap.take_pending_finalizer() else { return Ok(()) };
        let handler = self.metamethod(object, Event::Gc);
        if !handler.is_function() {
            return self.continue_after_finalizer(payload);
        }
        self.is_finalizing = true;
        // SAFETY: no other reference to the coroutine is alive; one slot above `top` is free.
        unsafe {
            self.coroutine.fields().unyieldable += 1;
            let top = if top >= self.stack_limit { self.grow_above(top, 2)? } else { top };
            // The slot under the info slot remembers the top for whoever goes on.
            let saved = (self.top as usize).wrapping_sub(self.base as usize);
            top.write(Value::integer(saved as i64));
            let info = Value::link(payload, FINALIZER | NO_YIELD, 0);
            self.call_at(top.add(1), info, handler, &[object])
        }
    }

    /// A finalizer returned, or failed: goes on where it interrupted. `callee` is the finalizer's slot.
    pub(crate) fn finish_finalizer(
        &mut self,
        info: Value,
        callee: *mut Value,
    ) -> Result<(), Throw> {
        self.leave_finalizer(info, callee);
        self.continue_after_finalizer(info.payload)
    }

    /// Restores what a finalizer interrupted.
    pub(crate) fn leave_finalizer(&mut self, info: Value, callee: *mut Value) {
        self.is_finalizing = false;
        // SAFETY: no other reference to the coroutine is alive; the saved top lies below the info slot.
        unsafe {
            self.coroutine.fields().unyieldable -= 1;
            let saved = (*callee.sub(2)).integer_bits() as usize;
            self.base = callee.byte_sub(info.extra as usize);
            self.top = self.base.wrapping_byte_add(saved);
        }
        if self.current_frame().closure().is_some() {
            self.pc = info.payload as *const u64;
        }
    }

    fn continue_after_finalizer(&mut self, payload: u64) -> Result<(), Throw> {
        if self.current_frame().closure().is_some() {
            self.pc = payload as *const u64;
            if self.has_finalizer_to_run() {
                let top = self.live_top();
                return self.start_finalizer(top, payload);
            }
            return Ok(());
        }
        self.continue_native_after_collection(payload as u32).map(|_| ())
    }

    /// Allocates for an instruction; where memory runs out, collects everything and tries once more.
    pub(crate) fn allocate_retrying<T>(
        &mut self,
        mut allocate: impl FnMut(&mut Heap) -> Result<T, OutOfMemory>,
    ) -> Result<T, Throw> {
        if let Ok(object) = allocate(&mut self.heap) {
            return Ok(object);
        }
        self.collect_everything();
        Ok(allocate(&mut self.heap)?)
    }
}
