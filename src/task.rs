//! Runs on the thread pool of Node, in slices.
//!
//! A slice is short, so that the pool serves others, and so that a process or a worker can end while a program goes on
//! for ever: Node waits for work that has begun. Between two slices the run is a piece of data. While a run is in
//! progress its context is busy, so the pool's thread is the only one that uses the state; the queue hands the state
//! from thread to thread.

#![allow(unsafe_code, reason = "data handed to the thread pool and back")]

use std::ffi::c_void;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr::null_mut;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use perilune::api::native::State;
use perilune::api::{Context, Error, InterruptHandle, MultiValue, Progress, Run};

use crate::context::{LuaContext, Status};
use crate::convert;
use crate::error::{Code, Failure, Result};
use crate::sys::{Env, Js, Work, napi_deferred};

/// How long a slice lasts.
const SLICE: Duration = Duration::from_millis(10);

/// Instructions between two looks at the clock.
const STEP: u64 = 100_000;

/// A program without limits is only cancelled once it has used so many instructions: one that is short completes.
const GRACE: u64 = 24_000_000;

/// What the JavaScript thread has of a run.
pub(crate) struct RunControl {
    is_cancelled: AtomicBool,
    /// Whether the program has limits, and so is cancelled at once.
    is_limited: bool,
    interrupt: Option<InterruptHandle>,
}

impl RunControl {
    /// Asks for the end of the run.
    pub(crate) fn cancel(&self) {
        self.is_cancelled.store(true, Ordering::Relaxed);
        if self.is_limited {
            self.interrupt();
        }
    }

    fn interrupt(&self) {
        if let Some(interrupt) = &self.interrupt {
            interrupt.interrupt();
        }
    }

    /// Whether a run that has used so many instructions is to end now.
    fn wants_end(&self, used: u64) -> bool {
        self.is_cancelled.load(Ordering::Relaxed) && (self.is_limited || used >= GRACE)
    }
}

/// A run in progress.
struct Task {
    context: Rc<LuaContext>,
    deferred: napi_deferred,
    control: Arc<RunControl>,
    work: Work,
    /// The part that the pool's thread uses.
    slice: Slice,
}

/// What a slice needs and leaves.
struct Slice {
    state: *mut State,
    run: Run,
    used: u64,
    outcome: Option<std::result::Result<MultiValue, Error>>,
    has_panicked: bool,
}

/// Starts a run, for which a promise stands. The context is busy until it is settled.
pub(crate) fn start(context: &Rc<LuaContext>, run: Run) -> Result<Js> {
    let env = context.env;
    let (promise, deferred) = env.promise()?;
    let control = Arc::new(RunControl {
        is_cancelled: AtomicBool::new(false),
        is_limited: context.settings.has_run_limit() || context.hook.get().is_some(),
        interrupt: context.interrupt(),
    });
    let slice =
        Slice { state: context.state_pointer(), run, used: 0, outcome: None, has_panicked: false };
    let task = Task {
        context: Rc::clone(context),
        deferred,
        control: Arc::clone(&control),
        work: null_mut(),
        slice,
    };
    context.set_status(Status::Busy);
    context.link.set_lent(true);
    context.run.replace(Some(control));
    queue(env, Box::new(task));
    Ok(promise)
}

/// A promise that is rejected already.
pub(crate) fn rejected(context: &Rc<LuaContext>, failure: Failure) -> Result<Js> {
    let (promise, deferred) = context.env.promise()?;
    reject(context, deferred, failure);
    Ok(promise)
}

fn reject(context: &Rc<LuaContext>, deferred: napi_deferred, failure: Failure) {
    if let Ok(exception) = context.exception_of(failure) {
        // Where even that fails the environment is about to end.
        let _ = context.env.reject(deferred, exception);
    }
}

/// Hands a task to the pool for one slice.
fn queue(env: Env, task: Box<Task>) {
    let data = Box::into_raw(task);
    match env.queue_work(Some(execute), Some(complete), data.cast()) {
        // SAFETY: the completion, which frees the task, runs on this thread and so not before this.
        Ok(work) => unsafe { (*data).work = work },
        Err(failure) => {
            // SAFETY: the pool has not taken it.
            let task = unsafe { Box::from_raw(data) };
            task.finish_with(Err(failure));
        }
    }
}

/// One slice, on a thread of the pool.
unsafe extern "C" fn execute(_env: napi::sys::napi_env, data: *mut c_void) {
    // SAFETY: the JavaScript thread has handed the task over and does not touch this part before the completion.
    let (slice, control) = unsafe {
        let task: *mut Task = data.cast();
        (&mut (*task).slice, &*(*task).control)
    };
    slice.has_panicked = catch_unwind(AssertUnwindSafe(|| slice.go_on(control))).is_err();
}

impl Slice {
    fn go_on(&mut self, control: &RunControl) {
        // SAFETY: the context is busy: the only one that uses the state is this thread.
        let context = unsafe { Context::of_state(&mut *self.state) };
        let end = Instant::now() + SLICE;
        while self.outcome.is_none() && Instant::now() < end {
            if control.wants_end(self.used) {
                control.interrupt();
            }
            self.outcome = match self.run.step(context, STEP) {
                Ok(Progress::OutOfBudget) => None,
                Ok(Progress::Done(values) | Progress::Yielded(values)) => Some(Ok(values)),
                Ok(Progress::Pending(_)) => {
                    Some(Err(Error::Misuse("a function waits for the host")))
                }
                Err(error) => Some(Err(error)),
            };
            self.used = self.used.saturating_add(STEP);
        }
    }
}

/// A slice is over, back on the JavaScript thread.
unsafe extern "C" fn complete(env: napi::sys::napi_env, _status: i32, data: *mut c_void) {
    let env = Env(env);
    // SAFETY: the pool is done with it.
    let mut task = unsafe { Box::from_raw(data.cast::<Task>()) };
    env.delete_work(task.work);
    if !env.can_run_scripts() {
        // The worker is being terminated: nobody waits for the result.
        return;
    }
    if task.slice.has_panicked {
        task.context.set_status(Status::Open);
        task.context.mark_broken();
        let failure = Failure::lua(Code::Internal, "internal error in perilune");
        reject(&task.context, task.deferred, failure);
        return;
    }
    match task.slice.outcome.take() {
        None => queue(env, task),
        Some(outcome) => task.finish(outcome),
    }
}

impl Task {
    /// Gives the state back to the JavaScript thread and settles the promise.
    fn finish(self, outcome: std::result::Result<MultiValue, Error>) {
        self.take_state_back();
        let outcome = outcome.map_err(|error| self.context.failure_of(error));
        self.settle(outcome);
    }

    /// The same for a run that could not go on.
    fn finish_with(self, outcome: Result<MultiValue>) {
        self.take_state_back();
        self.settle(outcome);
    }

    fn take_state_back(&self) {
        let context = &self.context;
        context.set_status(Status::Open);
        context.link.set_lent(false);
        context.run.take();
        // A request to end that came too late is not for the next run.
        if let Some(interrupt) = context.interrupt() {
            interrupt.clear();
        }
    }

    fn settle(&self, outcome: Result<MultiValue>) {
        let context = &self.context;
        let value = outcome.and_then(|values| self.results(&values));
        match value {
            Ok(value) => {
                let _ = context.env.resolve(self.deferred, value);
            }
            Err(failure) => reject(context, self.deferred, failure),
        }
    }

    /// The results as JavaScript sees them.
    fn results(&self, values: &MultiValue) -> Result<Js> {
        let context = &self.context;
        let _entry = context.enter()?;
        let convert = |value| {
            let raw = context.vm().raw_of(value).map_err(|error| context.failure_of(error))?;
            convert::to_js(context, raw).map_err(|failure| self.conversion_failure(failure))
        };
        match &values[..] {
            [] => context.env.undefined(),
            [value] => convert(value),
            values => {
                let array = context.env.array(values.len())?;
                for (index, value) in values.iter().enumerate() {
                    context.env.set_element(array, index as u32, convert(value)?)?;
                }
                Ok(array)
            }
        }
    }

    fn conversion_failure(&self, failure: Failure) -> Failure {
        let text = failure.text(self.context.env);
        Failure::lua(Code::Conversion, format!("failed to convert async result: {text}"))
    }
}
