//! Slices of a run on the thread pool of Node.
//!
//! A slice is short, so that the pool serves others, and so that a process or a worker can end while a program goes on
//! for ever: Node waits for work that has begun. While the pool has the state, its thread is the only one that uses it;
//! the queue hands it from thread to thread.

#![allow(unsafe_code, reason = "data handed to the thread pool and back")]

use std::ffi::c_void;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr::null_mut;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;

use perilune::api::native::State;
use perilune::api::{Context, Error, MultiValue, Progress, Run};

use super::{AsyncRun, Control, SLICE, STEP};
use crate::error::{Code, Failure};
use crate::sys::{Env, Work};

/// A program without limits is only cancelled once it has used so many instructions: one that is short completes.
const GRACE: u64 = 24_000_000;

/// One slice.
struct Task {
    run: Rc<AsyncRun>,
    /// That of the run.
    control: Arc<Control>,
    work: Work,
    /// The part that the pool's thread uses.
    slice: Slice,
}

/// What a slice needs and leaves.
struct Slice {
    state: *mut State,
    run: Option<Run>,
    used: u64,
    stop: Stop,
}

/// Why a slice has ended.
enum Stop {
    /// The time is up.
    Time,
    /// A function of JavaScript is to be called.
    Call,
    /// The code has ended.
    Done(std::result::Result<MultiValue, Error>),
    /// The addon is at fault.
    Panic,
}

impl AsyncRun {
    /// Hands the run to the pool for one slice.
    pub(super) fn go_away(self: &Rc<Self>) {
        let env = self.env();
        let slice = Slice {
            state: self.context.state_pointer(),
            run: self.run.take(),
            used: self.used.get(),
            stop: Stop::Time,
        };
        self.lend_state();
        let control = Arc::clone(&self.control);
        let task = Task { run: Rc::clone(self), control, work: null_mut(), slice };
        let data = Box::into_raw(Box::new(task));
        match env.queue_work(Some(execute), Some(complete), data.cast()) {
            // SAFETY: the completion, which frees the task, runs on this thread and so not before this.
            Ok(work) => unsafe { (*data).work = work },
            Err(failure) => {
                // SAFETY: the pool has not taken it.
                let task = unsafe { Box::from_raw(data) };
                self.run.set(task.slice.run);
                self.take_state_back();
                self.end(Err(failure));
            }
        }
    }

    /// A slice is over.
    fn come_back(self: &Rc<Self>, slice: Slice) {
        self.run.set(slice.run);
        self.used.set(slice.used);
        self.turn.set(Instant::now());
        match slice.stop {
            Stop::Time => self.go_away(),
            Stop::Done(outcome) => {
                self.take_state_back();
                let _entry = self.context.go_in();
                self.finish(outcome);
            }
            Stop::Call => {
                self.take_state_back();
                self.arrive();
            }
            Stop::Panic => {
                // What the state looks like is unknown, so that nothing of the run is ended in it.
                std::mem::forget(self.run.take());
                self.give_back();
                self.context.mark_broken();
                self.end(Err(Failure::lua(Code::Internal, "internal error in perilune")));
            }
        }
    }
}

/// One slice, on a thread of the pool.
unsafe extern "C" fn execute(_env: napi::sys::napi_env, data: *mut c_void) {
    // SAFETY: the JavaScript thread has handed the task over and does not touch the slice before the completion. The
    // control is made for both.
    let (slice, control) = unsafe {
        let task: *mut Task = data.cast();
        (&mut (*task).slice, &*(*task).control)
    };
    let worked = catch_unwind(AssertUnwindSafe(|| slice.go_on(control)));
    slice.stop = worked.unwrap_or(Stop::Panic);
}

impl Slice {
    fn go_on(&mut self, control: &Control) -> Stop {
        let Some(run) = &mut self.run else {
            return Stop::Done(Err(Error::Misuse("the run is gone")));
        };
        // SAFETY: the context is busy: the only one that uses the state is this thread.
        let context = unsafe { Context::of_state(&mut *self.state) };
        let end = Instant::now() + SLICE;
        loop {
            if control.wants_end(self.used) {
                control.interrupt();
            }
            match run.step(context, STEP) {
                Ok(Progress::OutOfBudget) => {}
                Ok(Progress::Done(values) | Progress::Yielded(values)) => {
                    return Stop::Done(Ok(values));
                }
                Ok(Progress::Pending(_)) => return Stop::Call,
                Err(error) => return Stop::Done(Err(error)),
            }
            self.used = self.used.saturating_add(STEP);
            if Instant::now() >= end {
                return Stop::Time;
            }
        }
    }
}

impl Control {
    /// Whether a run that has used so many instructions is to end now.
    fn wants_end(&self, used: u64) -> bool {
        self.is_cancelled() && (self.is_urgent.load(Ordering::Relaxed) || used >= GRACE)
    }
}

/// A slice is over, back on the JavaScript thread.
unsafe extern "C" fn complete(env: napi::sys::napi_env, _status: i32, data: *mut c_void) {
    let env = Env(env);
    // SAFETY: the pool is done with it.
    let task = unsafe { Box::from_raw(data.cast::<Task>()) };
    env.delete_work(task.work);
    if !env.can_run_scripts() {
        // The worker is being terminated: nobody waits for the result.
        return;
    }
    let context = Rc::clone(&task.run.context);
    let Task { run, slice, .. } = *task;
    let came_back = catch_unwind(AssertUnwindSafe(|| run.come_back(slice)));
    if came_back.is_err() {
        context.mark_broken();
    }
}
