//! Going on with a run on the JavaScript thread.

use std::rc::Rc;
use std::time::Instant;

use perilune::api::{Error, MultiValue, Progress};

use super::wait::Attached;
use super::{AsyncRun, Outcome, Phase, Place, SLICE};
use crate::error::{Code, Failure};

/// What a yield of the main coroutine means where JavaScript waits for a run.
const YIELD_MESSAGE: &str = "yield is not supported in execute_async() and call_async(); use create_coroutine() with resume_async()";

/// How a part of a run ended.
enum Part {
    /// It is to go on after others had their turn.
    Turn,
    /// A function of JavaScript waits.
    Wait,
    /// It has ended.
    Done(Result<MultiValue, Error>),
}

impl AsyncRun {
    /// Goes on for a slice, or until the run waits or ends. A run of the pool uses about so many instructions here.
    pub(super) fn go_on(self: &Rc<Self>, instructions: u64) {
        let _entry = self.context.go_in();
        let end = Instant::now() + SLICE;
        loop {
            match self.run_part(instructions, end) {
                Part::Done(outcome) => return self.finish(outcome),
                Part::Turn => return self.take_turns(),
                Part::Wait => match self.attach() {
                    Attached::Later => return,
                    Attached::Ready => {}
                },
            }
            if self.has_ended() {
                return;
            }
        }
    }

    /// Lets others have their turn.
    fn take_turns(self: &Rc<Self>) {
        match self.place {
            Place::Here => self.take_turns_here(),
            Place::Pool { .. } if !self.ends_cancelled() => {
                self.advance(Phase::Waiting);
                self.go_away();
            }
            Place::Pool { .. } => {}
        }
    }

    /// The same, going on here in any case.
    pub(super) fn take_turns_here(self: &Rc<Self>) {
        if !self.ends_cancelled() {
            self.advance(Phase::Waiting);
            self.call_later();
        }
    }

    /// Ends the run if it was cancelled.
    fn ends_cancelled(self: &Rc<Self>) -> bool {
        let is_cancelled = self.control.is_cancelled();
        if is_cancelled {
            self.end(Err(Failure::lua(Code::Canceled, "execution cancelled")));
        }
        is_cancelled
    }

    /// Runs Lua code.
    fn run_part(&self, instructions: u64, end: Instant) -> Part {
        let context = &self.context;
        let Some(mut run) = self.run.take() else {
            return Part::Done(Err(Error::Misuse("the run is gone")));
        };
        self.advance(Phase::Running);
        if self.place == Place::Here && matches!(self.outcome, Outcome::Results) {
            context.vm().state().set_main_yield_message(Some(YIELD_MESSAGE));
        }
        let can_wait = context.awaiting.can_wait.replace(true);
        let part = loop {
            match context.operate(|machine| run.step(machine, instructions)) {
                Ok(Progress::OutOfBudget) => {
                    if self.place != Place::Here || Instant::now() >= end {
                        break Part::Turn;
                    }
                }
                Ok(Progress::Pending(_)) => break Part::Wait,
                Ok(Progress::Done(values) | Progress::Yielded(values)) => {
                    break Part::Done(Ok(values));
                }
                Err(error) => break Part::Done(Err(error)),
            }
        };
        context.awaiting.can_wait.set(can_wait);
        context.vm().state().set_main_yield_message(None);
        self.advance(Phase::Waiting);
        self.run.set(Some(run));
        part
    }
}
