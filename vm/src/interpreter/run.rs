//! Entering the interpreter from the host, and leaving it.

use super::dispatch;
use super::frame::{Boundary, NO_YIELD};
use super::native::Action;
use super::slow::Control;
use super::state::State;
use super::throw::{Stop, Throw};
use crate::gc::Gc;
use crate::object::Coroutine;
use crate::value::{NIL, Value, store_value};

/// Why the interpreter was left.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Exit {
    /// The host's call returned: `State::host_results` tells its results.
    Done,
    /// The call failed with a Lua error, which is in `State::thrown`.
    Failed,
    /// A native function waits for the host; go on with `State::resume_run`.
    Suspended,
    /// The slice given to the run is used up; go on with `State::resume_run`.
    Slice,
    /// A limit ended the run; the frames are gone.
    Stopped(Stop),
}

/// How many runs may be nested through host callbacks, as in the reference implementation.
const MAX_HOST_DEPTH: u32 = 195;

/// A run in progress: which frame of which coroutine it must come back to.
#[derive(Clone, Copy)]
pub(crate) struct RunMark {
    pub(crate) coroutine: Gc<Coroutine>,
    pub(crate) function: usize,
}

impl State {
    /// Starts a call from the host: places the function and its arguments above whatever runs. Drive it with
    /// [`State::resume_run`].
    #[inline]
    pub fn start_call(&mut self, function: Value, arguments: &[Value]) -> Result<(), Throw> {
        if self.host_depth >= MAX_HOST_DEPTH {
            return Err(self.error("C stack overflow"));
        }
        self.reserve(arguments.len() + 4)?;
        let distance = if self.host_depth == 0 {
            0
        } else {
            self.top as usize + size_of::<Value>() - self.base as usize
        };
        // SAFETY: the slots were reserved above the top.
        let slot = unsafe {
            let info = self.top;
            info.write(Value::link(self.pc as u64, NO_YIELD, distance as u32));
            let slot = info.add(1);
            store_value(slot, function);
            (*slot.add(1)).tag = NIL;
            for (index, argument) in arguments.iter().enumerate() {
                store_value(slot.add(2 + index), *argument);
            }
            self.top = slot.add(2 + arguments.len());
            slot
        };
        if self.runs.len() == self.runs.capacity() {
            self.make_room_for_run();
        }
        self.runs.push(RunMark { coroutine: self.coroutine, function: self.offset_of(slot) });
        self.host_depth += 1;
        // SAFETY: no other reference to the coroutine is alive.
        unsafe { self.coroutine.fields().unyieldable += 1 };
        self.exit = None;
        // SAFETY: the info slot is below the function, a free one above it, and then the arguments.
        if unsafe { self.enter_quickly(slot, arguments.len(), Boundary::Host) } {
            return Ok(());
        }
        self.start_slowly(slot, arguments.len());
        Ok(())
    }

    /// Makes room for another run. Most states never have one inside another, so the first takes no more than it needs.
    #[cold]
    fn make_room_for_run(&mut self) {
        self.runs.reserve_exact(self.runs.len().max(1));
    }

    /// The same for what is not a Lua function that needs nothing but a frame.
    #[inline(never)]
    fn start_slowly(&mut self, slot: *mut Value, count: usize) {
        let begun = self.begin_call(slot, count, Boundary::Host.address());
        self.control_of(begun);
    }

    /// Runs until the host's call ends, waits, or has used up its slice.
    #[inline]
    pub fn resume_run(&mut self) -> Exit {
        if self.host_depth != 1 {
            return self.go_on();
        }
        self.enter_processor_time();
        let exit = self.go_on();
        self.leave_processor_time();
        exit
    }

    #[inline]
    fn go_on(&mut self) -> Exit {
        if (self.suspended_step.is_some() || self.paused_step.is_some())
            && let Control::Exit = self.go_on_with_native()
        {
            return self.take_exit();
        }
        if matches!(self.exit, Some(Exit::Slice)) {
            self.exit = None;
        }
        if self.exit.is_none() {
            // SAFETY: base and pc are those of a frame of verified code, or of a boundary.
            unsafe {
                if cfg!(loop_dispatch) {
                    dispatch::run_loop(self)
                } else {
                    dispatch::run_chain(self)
                }
            }
        }
        self.take_exit()
    }

    /// The native function that waits, or was left between two calls, is entered again.
    #[cold]
    fn go_on_with_native(&mut self) -> Control {
        let Some(step) = self.suspended_step.take().or(self.paused_step.take()) else {
            return Control::Continue;
        };
        self.exit = None;
        self.reenter_native(step)
    }

    /// Calls a function from the host and runs it to its end. A run that would wait for the host fails.
    #[inline]
    pub fn call_from_host(&mut self, function: Value, arguments: &[Value]) -> Exit {
        if let Err(throw) = self.start_call(function, arguments) {
            self.thrown = self.thrown_value(throw);
            return Exit::Failed;
        }
        let exit = self.resume_run();
        if exit == Exit::Done { exit } else { self.call_on(exit) }
    }

    /// Goes on with a call that has not returned, to its end.
    #[cold]
    fn call_on(&mut self, exit: Exit) -> Exit {
        let mut exit = exit;
        loop {
            match exit {
                // A step of a run around this call has ended; this call cannot be left.
                Exit::Slice => self.grant(),
                Exit::Suspended => {
                    let throw = self.error_plain("attempt to wait outside an asynchronous run");
                    self.suspended_step = None;
                    self.exit = None;
                    if let Control::Exit = self.handle_throw(throw) {
                        return self.take_exit();
                    }
                }
                exit => return exit,
            }
            exit = self.resume_run();
        }
    }

    fn take_exit(&mut self) -> Exit {
        self.exit.take().unwrap_or(Exit::Done)
    }

    /// The results of the call that ended with [`Exit::Done`].
    pub fn host_results(&self) -> Vec<Value> {
        let count = self.host_result_count;
        // SAFETY: the results lie above the top, where nothing has been pushed since the call ended.
        (0..count).map(|index| unsafe { *self.top.add(1 + index) }).collect()
    }

    /// `HostReturn`: the results lie from the function's slot to the top; the info slot restores the caller.
    pub(crate) fn leave_to_host(&mut self) -> Control {
        // SAFETY: at this boundary the base is the function's slot.
        let count = unsafe { self.top.offset_from(self.base) } as usize;
        let function = self.base;
        self.leave_boundary();
        self.end_run(function);
        self.host_result_count = count;
        self.exit = Some(Exit::Done);
        Control::Exit
    }

    /// Forgets the innermost run and restores what ran before it; the top becomes the run's info slot.
    pub(crate) fn end_run(&mut self, function: *mut Value) {
        // SAFETY: a function called by the host has an info slot below it.
        unsafe {
            let info = *function.sub(1);
            self.top = function.sub(1);
            self.pc = info.payload as *const u64;
            self.base = if info.extra == 0 {
                self.coroutine.stack
            } else {
                function.byte_sub(info.extra as usize)
            };
            self.coroutine.fields().unyieldable -= 1;
        }
        self.runs.pop();
        self.host_depth -= 1;
    }

    /// Ends the innermost run without running any more Lua: coroutines between it and here are dead.
    pub(crate) fn abandon_run(&mut self, exit: Exit) -> Control {
        if let Some(mark) = self.runs.last().copied() {
            while self.coroutine != mark.coroutine {
                let resumer = self.coroutine.resumer;
                self.kill_running_coroutine();
                if resumer.is_null() {
                    break;
                }
                // SAFETY: a coroutine keeps its resumer alive while it runs.
                self.switch_to(unsafe { Gc::from_ptr(resumer) });
            }
            let function = self.slot_at(mark.function);
            self.cut_frames(function);
            self.close_upvalues(function);
            self.forget_close_list(function);
            if Boundary::next_at(self.pc).is_some() && self.base == function {
                // The function has returned, and results may lie where its link was.
                self.leave_boundary();
            } else {
                self.restore_depth(function);
            }
            self.end_run(function);
        }
        self.exit = Some(exit);
        Control::Exit
    }

    /// Leaves the interpreter because a native function waits.
    pub(crate) fn suspend(&mut self, step: u32) -> Control {
        self.suspended_step = Some(step);
        self.exit = Some(Exit::Suspended);
        Control::Exit
    }

    /// Enters the running native function with a step and goes on from there.
    fn reenter_native(&mut self, step: u32) -> Control {
        let result = self.enter_native_step(step);
        self.control_of(result)
    }

    /// What to do after an operation that may have thrown.
    #[inline]
    pub(crate) fn control_of(&mut self, result: Result<(), Throw>) -> Control {
        match result {
            Ok(()) if self.exit.is_some() => Control::Exit,
            Ok(()) => Control::Continue,
            Err(throw) => self.handle_throw(throw),
        }
    }

    /// The action of a native function that waits for the host.
    pub fn wait(&mut self, step: u32) -> Result<Action, Throw> {
        Ok(Action::Suspend { step })
    }
}
