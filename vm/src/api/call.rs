//! Calls from the host: limits at the start, errors at the end, and who may run when.

use super::error::Error;
use super::lua::Context;
use super::multiple::MultiValue;
use super::value::Value;
use crate::interpreter::Exit;
use crate::value::Value as RawValue;
use std::sync::atomic::Ordering;

impl Context {
    /// Calls a raw value with raw arguments and runs it to its end, under the limits of the state. The results are read
    /// with [`Context::result_value`] or `State::host_result` before anything else happens.
    ///
    /// # Errors
    /// What the function raises, or the limit that ended it; [`Error::Busy`] while a run is paused.
    #[inline]
    pub fn call_raw(&mut self, function: RawValue, arguments: &[RawValue]) -> Result<(), Error> {
        self.enter()?;
        let exit = self.state.call_from_host(function, arguments);
        self.leave(exit)
    }

    /// Prepares a call. One that is not inside another gets the limits of the options.
    #[inline]
    pub(super) fn enter(&mut self) -> Result<(), Error> {
        let mut host = self.host();
        if !host.shared.is_quiet() {
            self.end_dropped_run();
            host = self.host();
        }
        if host.paused.is_some() {
            return Err(Error::Busy);
        }
        let (instructions, time) = (host.instruction_limit, host.time_limit);
        let processor_time = host.processor_time_limit;
        if self.state.is_at_rest() {
            self.state.begin_limits(instructions, time, processor_time);
        }
        Ok(())
    }

    /// What an ended call means.
    #[inline]
    pub(super) fn leave(&mut self, exit: Exit) -> Result<(), Error> {
        if exit == Exit::Done { Ok(()) } else { self.leave_early(exit) }
    }

    /// The same for a call that has not returned.
    #[cold]
    fn leave_early(&mut self, exit: Exit) -> Result<(), Error> {
        match exit {
            Exit::Done => Ok(()),
            Exit::Failed => Err(self.failure()),
            Exit::Stopped(stop) => {
                if self.state.is_at_rest() {
                    self.host().interrupt.store(0, Ordering::Relaxed);
                } else {
                    self.host().stop = Some(stop);
                }
                Err(stop.into())
            }
            Exit::Suspended | Exit::Slice => Err(Error::Misuse("the run has not ended")),
        }
    }

    /// A result of the last call, nil where there are fewer.
    pub fn result_value(&mut self, index: usize) -> Value {
        let raw = self.state.host_result(index);
        self.value_of(raw)
    }

    /// All results of the last call from an index on.
    pub(super) fn results_from(&mut self, first: usize) -> MultiValue {
        let count = self.state.host_result_count();
        MultiValue((first..count).map(|index| self.result_value(index)).collect())
    }
}
