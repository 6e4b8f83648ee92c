//! What the Rust face of the machine asks of a state: results without copies, pausing, leaving for good.

use std::sync::atomic::Ordering;

use super::handles::Handle;
use super::run::Exit;
use super::state::State;
use super::throw::{Stop, Throw};
use crate::object::Event;
use crate::value::Value;

/// What the error says when the main coroutine yields.
pub(crate) const MAIN_YIELD_MESSAGE: &str = "attempt to yield from outside a coroutine";

impl Handle {
    /// The number of the handle, for hosts that keep numbers.
    pub fn number(self) -> u32 {
        self.0
    }

    /// The handle of a number that [`Handle::number`] gave; any other number reads as nil.
    pub fn from_number(number: u32) -> Handle {
        Handle(number)
    }
}

/// Value of the interrupt flag: the run ends, and no Lua code can catch it.
pub const INTERRUPT_STOP: u32 = 1;
/// Value of the interrupt flag: an ordinary error is raised between two instructions.
pub const INTERRUPT_RAISE: u32 = 2;

impl State {
    /// Raises the error the host asks for, once.
    pub(crate) fn raise_if_asked(&mut self) -> Result<(), Throw> {
        let flag = &self.interrupt;
        match flag.compare_exchange(INTERRUPT_RAISE, 0, Ordering::Relaxed, Ordering::Relaxed) {
            Ok(_) => Err(self.error("interrupted!")),
            Err(_) => Ok(()),
        }
    }

    /// Whether no run is in progress, not even a paused one.
    pub fn is_at_rest(&self) -> bool {
        self.host_depth == 0
    }

    /// How many runs are in progress, one inside the other.
    pub fn run_depth(&self) -> u32 {
        self.host_depth
    }

    /// Whether the running coroutine may yield, and would yield to the main one.
    pub fn can_yield_to_main(&self) -> bool {
        self.is_yieldable() && std::ptr::eq(self.coroutine.resumer, self.main.as_ptr())
    }

    /// Changes what the error says when the main coroutine yields; `None`: what the reference says. For hosts in which
    /// something else can.
    pub fn set_main_yield_message(&mut self, message: Option<&'static str>) {
        self.main_yield_message = message.unwrap_or(MAIN_YIELD_MESSAGE);
    }

    /// How many results the call that ended with [`Exit::Done`] gave.
    pub fn host_result_count(&self) -> usize {
        self.host_result_count
    }

    /// A result of the call that ended last, nil where there are fewer; to be read before the next call or push.
    #[inline]
    pub fn host_result(&self, index: usize) -> Value {
        if index >= self.host_result_count {
            return Value::NIL;
        }
        // SAFETY: the results lie above the top, one slot further. Every slot of a stack holds a valid value, and a
        // stack never shrinks below what was in use when the call ended.
        unsafe { *self.top.add(1 + index) }
    }

    /// Whether a value is the one that stands for "not enough memory".
    pub fn is_memory_message(&self, value: Value) -> bool {
        value.is_same(self.memory_message)
    }

    /// Ends a run that is paused: its frames are dropped without running any more Lua.
    pub fn abandon_paused_run(&mut self) {
        self.suspended_step = None;
        self.paused_step = None;
        self.abandon_run(Exit::Failed);
        self.exit = None;
    }

    /// Whether a native function waits for the host.
    pub fn is_suspended(&self) -> bool {
        self.suspended_step.is_some()
    }

    /// Takes the innermost variable to be closed of the main coroutine: its value and its `__close`. For a program that
    /// ends itself while its frames are still there.
    pub fn take_variable_to_close(&mut self) -> Option<(Value, Value)> {
        let main = self.main;
        let head = main.close_head;
        if head == 0 {
            return None;
        }
        // SAFETY: the list of marked slots lies on the coroutine's stack, each slot's `extra` naming the next; no other
        // reference to the coroutine is alive.
        let value = unsafe {
            let slot = main.stack.add(head as usize - 1);
            main.fields().close_head = (*slot).extra;
            *slot
        };
        Some((value, self.metamethod(value, Event::Close)))
    }

    /// Runs the finalizers of all objects, newest first, as closing a state does. Objects that get a finalizer
    /// meanwhile are left out, the collector does not run, and errors become warnings.
    pub fn finalize_everything(&mut self) {
        self.heap.collector.schedule_all_finalizers();
        self.is_finalizing = true;
        while let Some(object) = self.heap.take_pending_finalizer() {
            let handler = self.metamethod(object, Event::Gc);
            if !handler.is_function() {
                continue;
            }
            match self.call_from_host(handler, &[object]) {
                Exit::Failed => self.warn_about_finalizer(),
                // A finalizer that ends the program ends itself only: the others are still due.
                Exit::Stopped(Stop::Exit { .. }) | Exit::Done | Exit::Suspended | Exit::Slice => {}
                Exit::Stopped(_) => break,
            }
        }
        self.is_finalizing = false;
    }
}
