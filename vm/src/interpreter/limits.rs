//! What stops a run: instruction budget, deadline, CPU time, interrupt; and the slices in which they are looked at.
//!
//! Instructions and library loops charge one counter. It is filled a slice at a time, so hot code tests a sign and
//! nothing else; everything that can stop a run is looked at when a slice is used up.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use super::host::INTERRUPT_STOP;
use super::processor_time;
use super::run::Exit;
use super::state::State;
use super::throw::{Stop, Throw};

/// Instructions per slice.
pub(super) const SLICE: i64 = 20_000;

/// Instructions in the slice that a run gets where its step is over and it cannot be left. Few, so that it is left
/// soon after it can be.
const OVERTIME: i64 = 1000;

/// How many slices lie between two questions to the host.
pub(super) const CHECKS_PER_POLL: u32 = 64;

/// What the host is asked: whether the run may go on. It is asked on the thread that runs Lua.
pub type Poll = Box<dyn FnMut() -> bool + Send>;

/// What the host allows.
#[derive(Clone, Copy, Debug, Default)]
pub struct Limits {
    /// Instructions left, the current slice not counted; `None`: no limit.
    instructions: Option<u64>,
    /// When the run must have ended.
    deadline: Option<Instant>,
    /// The processor time that may be used; `None`: no limit.
    processor_time: Option<Duration>,
    /// What the thread had used when the run was entered last.
    entered_at: Duration,
    /// Instructions left until control goes back to the host, the current slice not counted; `None`: it never does.
    step: Option<u64>,
    /// The size of the slice being used.
    granted: i64,
    /// The address behind the instruction at which the last step ended, unless that was paid for since.
    stalled_at: usize,
}

/// What can end a run at any time, for work that cannot ask the state: its deadline, and the host.
#[derive(Clone, Debug)]
pub struct Watch {
    deadline: Option<Instant>,
    interrupt: Arc<AtomicU32>,
}

impl Watch {
    /// Whether the run must end.
    pub fn is_due(&self) -> bool {
        due(self.deadline, &self.interrupt).is_some()
    }
}

/// Why the run must end now, if it must.
fn due(deadline: Option<Instant>, interrupt: &AtomicU32) -> Option<Stop> {
    if interrupt.load(Ordering::Relaxed) == INTERRUPT_STOP {
        return Some(Stop::Interrupted);
    }
    let is_late = deadline.is_some_and(|deadline| Instant::now() >= deadline);
    is_late.then_some(Stop::Deadline)
}

impl State {
    /// What tells long work that it must end.
    pub fn watch(&self) -> Watch {
        Watch { deadline: self.limits.deadline, interrupt: self.interrupt.clone() }
    }

    /// Charges work done outside instructions: a library loop, a copy.
    ///
    /// # Errors
    /// [`Throw::Stopped`] when a limit has run out.
    #[inline]
    pub fn charge(&mut self, steps: u64) -> Result<(), Throw> {
        self.fuel -= steps.min(i64::MAX as u64 >> 2) as i64;
        if self.fuel < 0 { self.charge_overdraft() } else { Ok(()) }
    }

    /// A charge used the slice up: looks at the limits and takes the debt over into the next slice.
    #[cold]
    fn charge_overdraft(&mut self) -> Result<(), Throw> {
        let debt = -self.fuel;
        self.check_limits(debt as u64)?;
        // Going back to the host in the middle of a library function is not possible: when the slice is used up.
        self.grant();
        Ok(())
    }

    /// A slice is used up between two instructions.
    pub(crate) fn refill_fuel(&mut self) -> Result<(), Throw> {
        let debt = -self.fuel;
        self.check_limits(debt as u64)?;
        if self.limits.step == Some(0) {
            self.end_step(debt);
        } else {
            self.grant();
        }
        self.raise_if_asked()
    }

    /// The same where something is done each time, even if the address is the same.
    pub(crate) fn refill_fuel_after_progress(&mut self) -> Result<(), Throw> {
        self.limits.stalled_at = 0;
        self.refill_fuel()
    }

    /// Goes back to the host. Where that has just happened and nothing could be done since, because the instruction costs
    /// more than a whole step, the instruction gets what it costs instead.
    fn end_step(&mut self, debt: i64) {
        let place = self.pc as usize;
        if std::mem::replace(&mut self.limits.stalled_at, place) == place {
            self.limits.stalled_at = 0;
            // What it costs is what was missing and at most what there was.
            self.fuel = debt + self.limits.granted;
        } else {
            self.limits.granted = 0;
            self.fuel = 0;
            self.exit = Some(Exit::Slice);
        }
    }

    /// Looks at everything that can stop the run; `debt` has been used beyond the slice.
    fn check_limits(&mut self, debt: u64) -> Result<(), Throw> {
        self.ask_poll()?;
        if let Some(stop) = due(self.limits.deadline, &self.interrupt) {
            return Err(self.stop(stop));
        }
        if let Some(left) = &mut self.limits.instructions {
            match left.checked_sub(debt) {
                Some(rest) if rest > 0 => *left = rest,
                _ => {
                    *left = 0;
                    return Err(self.stop(Stop::Instructions));
                }
            }
        }
        if let Some(left) = self.limits.processor_time
            && processor_time::of_thread().saturating_sub(self.limits.entered_at) >= left
        {
            return Err(self.stop(Stop::ProcessorTime));
        }
        Ok(())
    }

    /// Ends the run for which a [`Watch`] was due.
    pub fn end_watched(&mut self) -> Throw {
        let stop = due(self.limits.deadline, &self.interrupt).unwrap_or(Stop::Interrupted);
        self.stop(stop)
    }

    /// Asks the host from time to time whether the run may go on.
    fn ask_poll(&mut self) -> Result<(), Throw> {
        self.checks_until_poll = self.checks_until_poll.saturating_sub(1);
        if self.checks_until_poll == 0 {
            self.checks_until_poll = CHECKS_PER_POLL;
            if let Some(poll) = &mut self.poll
                && !poll()
            {
                return Err(self.stop(Stop::Interrupted));
            }
        }
        Ok(())
    }

    /// Sets what the host is asked every few milliseconds while Lua runs: whether it may go on.
    pub fn set_poll(&mut self, poll: Option<Poll>) {
        self.poll = poll;
    }

    /// A run is entered on this thread: processor time counts from here.
    #[inline]
    pub(super) fn enter_processor_time(&mut self) {
        if self.limits.processor_time.is_some() {
            self.limits.entered_at = processor_time::of_thread();
        }
    }

    /// A run is left: what it has used is gone.
    #[inline]
    pub(super) fn leave_processor_time(&mut self) {
        if let Some(left) = &mut self.limits.processor_time {
            let used = processor_time::of_thread().saturating_sub(self.limits.entered_at);
            *left = left.saturating_sub(used);
        }
    }

    /// Fills the counter from what is left. When nothing is left of a step, because it ended inside a library function or
    /// a call that cannot be left, it gets a little more.
    #[inline]
    pub(super) fn grant(&mut self) {
        let is_over = self.limits.step == Some(0);
        let mut slice = if is_over { OVERTIME } else { SLICE } as u64;
        if let Some(left) = self.limits.instructions {
            slice = slice.min(left);
        }
        if let Some(left) = &mut self.limits.step
            && *left > 0
        {
            slice = slice.min(*left);
            *left -= slice;
        }
        if let Some(left) = &mut self.limits.instructions {
            *left -= slice;
        }
        self.limits.granted = slice as i64;
        self.fuel = slice as i64;
    }

    /// Stops the run; no Lua code can catch it.
    pub fn stop(&mut self, stop: Stop) -> Throw {
        self.stopped = Some(stop);
        Throw::Stopped
    }

    /// Sets what the next runs may use: instructions, and time from now on.
    #[inline]
    pub fn set_limits(&mut self, instructions: Option<u64>, time: Option<Duration>) {
        self.limits.instructions = instructions;
        self.limits.deadline = time.and_then(|time| Instant::now().checked_add(time));
        self.grant();
    }

    /// The same for a run that goes to its end without steps; `processor_time` is what it may use, and where it waits it
    /// uses none.
    #[inline]
    pub fn begin_limits(
        &mut self,
        instructions: Option<u64>,
        time: Option<Duration>,
        processor_time: Option<Duration>,
    ) {
        self.limits.processor_time = processor_time;
        self.limits.step = None;
        self.set_limits(instructions, time);
    }

    /// Instructions left of the budget.
    pub fn instructions_left(&self) -> Option<u64> {
        self.limits.instructions.map(|left| left + self.fuel.max(0) as u64)
    }

    /// Lets a run go on for about so many instructions before it goes back to the host; `None`: to its end.
    ///
    /// The limits are looked at when a step begins too: a run that waits before its slice is used up, again and again,
    /// would never reach the end of one.
    pub fn set_step_budget(&mut self, instructions: Option<u64>) {
        if let Some(left) = &mut self.limits.instructions {
            *left += self.fuel.max(0) as u64;
        }
        self.limits.step = instructions.map(|instructions| instructions.max(1));
        self.grant();
        if instructions.is_some() && self.is_due() {
            self.use_up_slice();
        }
    }

    /// Whether what stops a run by itself, its deadline, has come, or the host has asked for its end.
    fn is_due(&self) -> bool {
        self.limits.processor_time == Some(Duration::ZERO)
            || due(self.limits.deadline, &self.interrupt).is_some()
    }

    /// Lets the next instruction that tests the counter look at the limits.
    fn use_up_slice(&mut self) {
        let unused = std::mem::take(&mut self.fuel).max(0) as u64;
        self.limits.granted = 0;
        if let Some(left) = &mut self.limits.instructions {
            *left += unused;
        }
        if let Some(left) = &mut self.limits.step {
            *left += unused;
        }
    }

    /// Moves the deadline by time that should not count, such as waiting for the host.
    pub fn extend_deadline(&mut self, time: Duration) {
        if let Some(deadline) = &mut self.limits.deadline
            && let Some(later) = deadline.checked_add(time)
        {
            *deadline = later;
        }
    }
}
