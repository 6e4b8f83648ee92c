//! The garbage collector in the hands of the host.

use super::error::Error;
use super::lua::Context;
use crate::gc::{Mode, Parameter};
use crate::interpreter::{Action, CollectRequest, NativeFunction, Outcome, Role, State};
use crate::value::Value as RawValue;

/// Collects: everything if slot 0 is nil, else for so many kilobytes. Answers whether a cycle has ended.
static COLLECT: NativeFunction = NativeFunction { name: "?", entry: collect, role: Role::Ordinary };

const COLLECTED: u32 = 1;

fn collect(state: &mut State, step: u32) -> Outcome {
    if step == COLLECTED {
        let has_finished = state.collection_finished();
        return state.answer(RawValue::boolean(has_finished));
    }
    let request = match state.slot(0).as_integer() {
        Some(kilobytes) => CollectRequest::Step(usize::try_from(kilobytes).unwrap_or(0)),
        None => CollectRequest::Full,
    };
    state.request_collection(request);
    Ok(Action::Collect { step: COLLECTED })
}

impl Context {
    /// Collects everything that is unreachable, and runs the finalizers that are due.
    ///
    /// # Errors
    /// [`Error::Busy`]; the limit that ended a finalizer.
    pub fn collect(&mut self) -> Result<(), Error> {
        self.release_dropped();
        self.call_raw(COLLECT.value(), &[])
    }

    /// Does a part of a collection, as for so many kilobytes of new objects. Answers whether a cycle has ended.
    ///
    /// # Errors
    /// [`Error::Busy`]; the limit that ended a finalizer.
    pub fn collect_step(&mut self, kilobytes: usize) -> Result<bool, Error> {
        self.release_dropped();
        let kilobytes = i64::try_from(kilobytes).unwrap_or(i64::MAX);
        self.call_raw(COLLECT.value(), &[RawValue::integer(kilobytes)])?;
        Ok(!self.state.host_result(0).is_falsy())
    }

    /// Lets the collector take its turn, unless that is impossible right now.
    pub(super) fn collect_if_possible(&mut self, request: CollectRequest) {
        let host = self.host();
        if host.paused.is_some() || std::mem::replace(&mut host.is_collecting, true) {
            return;
        }
        let size = match request {
            CollectRequest::Full => RawValue::NIL,
            CollectRequest::Step(kilobytes) => RawValue::integer(kilobytes as i64),
        };
        // What ends a finalizer here is found again by the next call, or was a warning.
        let _ = self.call_raw(COLLECT.value(), &[size]);
        self.host().is_collecting = false;
    }

    /// Stops the collector until [`Context::restart_collector`].
    pub fn stop_collector(&mut self) {
        self.state.heap().collector.stop();
    }

    /// Starts the collector again.
    pub fn restart_collector(&mut self) {
        self.state.heap().collector.restart();
    }

    /// Whether the collector takes its turns.
    pub fn is_collector_running(&mut self) -> bool {
        self.state.heap().collector.is_running()
    }

    /// The bytes of all objects, and of what they own outside the heap.
    pub fn memory_used(&mut self) -> usize {
        self.state.heap().collector.bytes_in_use()
    }

    /// The bytes taken from the system, which the memory limit applies to.
    pub fn memory_held(&mut self) -> usize {
        self.state.heap().collector.bytes_held()
    }

    /// Sets or lifts the memory limit.
    pub fn set_memory_limit(&mut self, limit: Option<usize>) {
        self.host().memory_limit = limit;
        self.state.heap().collector.set_limit(limit);
    }

    /// Sets the collector's mode and answers the one before.
    pub fn set_collector_mode(&mut self, mode: Mode) -> Mode {
        self.state.heap().collector.set_mode(mode)
    }

    /// A parameter of the collector; sets it if there is a new value.
    pub fn collector_parameter(&mut self, parameter: Parameter, value: Option<usize>) -> usize {
        self.state.heap().collector.parameter(parameter, value)
    }

    /// Runs the finalizers of everything that is left; what [`super::Lua::close`] does before the memory is freed.
    /// Nothing is to be run afterwards.
    pub fn finalize(&mut self) {
        self.release_dropped();
        self.end_dropped_run();
        if self.host().paused.is_some() {
            return;
        }
        if self.enter().is_ok() {
            self.state.finalize_everything();
        }
    }
}
