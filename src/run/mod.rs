//! Asynchronous runs: calls of Lua that go on in pieces, for each of which a promise stands.
//!
//! A run goes on in slices, here or on the thread pool of Node, so that neither this thread nor the pool belongs to a
//! program that never ends. Between two slices, and while it waits for JavaScript, it is a piece of data. Its context is
//! busy until its promise is settled.
//!
//! Who holds a run: the work handed to the pool, or the function that JavaScript calls when it is to go on. Where that
//! function is gone, nobody can continue the run, and it is dropped with all that belongs to it.

mod end;
mod events;
mod here;
mod pool;
mod wait;

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use perilune::api::native::{Handle, RawValue};
use perilune::api::{InterruptHandle, Run};

use crate::callback::Lending;
use crate::context::{LuaContext, Status};
use crate::error::{Failure, Result};
use crate::sys::{Env, Js, Reference, napi_deferred};

pub(crate) use wait::{Answer, Awaiting};

/// How long a slice lasts.
const SLICE: Duration = Duration::from_millis(10);

/// Instructions between two looks at the clock.
const STEP: u64 = 20_000;

/// How many instructions a run of the pool may use here, once it is here: it stays for a while, because going there and
/// back costs more than a few calls of JavaScript.
const STAY: u64 = STEP;

/// Where a run goes on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Place {
    /// On the JavaScript thread.
    Here,
    /// On the thread pool; functions of JavaScript are refused, or the run comes here for them.
    Pool {
        /// Whether it comes here for them.
        hops: bool,
    },
}

/// What the promise is fulfilled with.
pub(crate) enum Outcome {
    /// The results of the function.
    Results,
    /// How the resumed coroutine, whose object this is, stopped.
    Resumption(Reference),
}

/// What a run is doing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Phase {
    /// Lua code outside of it has to end first.
    Unstarted,
    /// Its code runs on this thread.
    Running,
    /// It asks for what has become of a promise.
    Asking,
    /// It waits for a promise, or for its turn.
    Waiting,
    /// The pool has it.
    Away,
    /// Its code has ended, and its results are being converted.
    Converting,
    /// The promise is settled.
    Ended,
}

/// What the thread pool and the JavaScript thread both look at.
struct Control {
    /// Whether the run is to end, as `cancel` asks, or a signal.
    is_cancelled: AtomicBool,
    /// Whether it is to end however short it is.
    is_urgent: AtomicBool,
    interrupt: Option<InterruptHandle>,
}

impl Control {
    fn is_cancelled(&self) -> bool {
        self.is_cancelled.load(Ordering::Relaxed)
    }

    /// Stops Lua code as soon as that can be done.
    fn interrupt(&self) {
        if let Some(interrupt) = &self.interrupt {
            interrupt.interrupt();
        }
    }

    /// Forgets that the code was to be stopped.
    fn clear_interrupt(&self) {
        if let Some(interrupt) = &self.interrupt {
            interrupt.clear();
        }
    }
}

/// An asynchronous run.
pub(crate) struct AsyncRun {
    context: Rc<LuaContext>,
    deferred: napi_deferred,
    place: Place,
    outcome: Outcome,
    phase: Cell<Phase>,
    /// The run of the machine, while none of its code runs here.
    run: Cell<Option<Run>>,
    /// Values that it goes on with when others have had their turn: the function and its arguments, or an answer.
    kept: RefCell<Vec<Handle>>,
    control: Arc<Control>,
    /// How many instructions it has used on the pool, about.
    used: Cell<u64>,
    /// When others had their turn before it went on.
    turn: Cell<Instant>,
    /// The function that JavaScript calls for this run, as long as somebody holds it.
    events: Cell<Option<Reference>>,
    /// Stops watching the signal.
    unwatch: Cell<Option<Reference>>,
    /// Tells it that it is back, in the asynchronous context of its start: what Node calls after work has none.
    scope: Cell<Option<Reference>>,
    /// Why the run was cancelled.
    reason: Cell<Option<Reference>>,
    /// The promise was settled while the run was asking for it.
    early: Cell<Option<(wait::Event, Reference)>>,
}

/// What an asynchronous run is to be.
pub(crate) struct Plan {
    /// Where it goes on.
    pub(crate) place: Place,
    /// What becomes of its results.
    pub(crate) outcome: Outcome,
    /// The signal that ends it.
    pub(crate) signal: Option<Js>,
}

/// Starts a run, for which a promise stands. The context must be in use by the caller, who keeps the values alive.
pub(crate) fn start(
    context: &Rc<LuaContext>,
    function: RawValue,
    arguments: &[RawValue],
    plan: Plan,
) -> Result<Js> {
    let (promise, deferred) = context.env.promise()?;
    let run = Rc::new(AsyncRun {
        context: Rc::clone(context),
        deferred,
        place: plan.place,
        outcome: plan.outcome,
        phase: Cell::new(Phase::Unstarted),
        run: Cell::new(None),
        kept: RefCell::default(),
        control: Arc::new(Control {
            is_cancelled: AtomicBool::new(false),
            is_urgent: AtomicBool::new(
                context.settings.has_run_limit() || context.hook().is_some(),
            ),
            interrupt: context.interrupt(),
        }),
        used: Cell::new(0),
        turn: Cell::new(Instant::now()),
        events: Cell::new(None),
        unwatch: Cell::new(None),
        scope: Cell::new(None),
        reason: Cell::new(None),
        early: Cell::new(None),
    });
    context.set_status(Status::Driven);
    context.run.replace(Rc::downgrade(&run));
    if plan.place == (Place::Pool { hops: true }) {
        run.capture_scope()?;
    }
    if let Some(signal) = plan.signal {
        run.watch(signal)?;
    }
    if run.has_ended() {
        return Ok(promise);
    }
    if context.vm().state().is_at_rest() {
        run.begin(function, arguments);
    } else {
        let state = context.vm().state();
        let kept = std::iter::once(&function).chain(arguments);
        run.kept.replace(kept.map(|value| state.handles().keep(*value)).collect());
        run.call_later();
    }
    Ok(promise)
}

/// A promise that is rejected already.
pub(crate) fn rejected(context: &Rc<LuaContext>, failure: Failure) -> Result<Js> {
    let (promise, deferred) = context.env.promise()?;
    reject(context, deferred, failure);
    Ok(promise)
}

/// A promise that is fulfilled already.
pub(crate) fn fulfilled(context: &Rc<LuaContext>, value: Js) -> Result<Js> {
    let (promise, deferred) = context.env.promise()?;
    context.env.resolve(deferred, value)?;
    Ok(promise)
}

fn reject(context: &Rc<LuaContext>, deferred: napi_deferred, failure: Failure) {
    if let Ok(exception) = context.exception_of(failure) {
        // Where even that fails the environment is about to end.
        let _ = context.env.reject(deferred, exception);
    }
}

impl AsyncRun {
    fn env(&self) -> Env {
        self.context.env
    }

    /// Whether the promise is settled.
    fn has_ended(&self) -> bool {
        self.phase.get() == Phase::Ended
    }

    /// Notes what the run does from now on. One that has ended stays ended, whoever has ended it meanwhile.
    fn advance(&self, phase: Phase) {
        if !self.has_ended() {
            self.phase.set(phase);
        }
    }

    /// Starts the call, and goes on with it.
    fn begin(self: &Rc<Self>, function: RawValue, arguments: &[RawValue]) {
        let started = self.context.operate(|machine| machine.start_raw(function, arguments));
        match started {
            // Collecting garbage on the way has run a program that has cancelled this run.
            Ok(run) if self.has_ended() => run.abandon(self.context.vm()),
            Ok(run) => {
                self.run.set(Some(run));
                match self.place {
                    Place::Here => self.go_on(STEP),
                    Place::Pool { .. } => self.go_away(),
                }
            }
            Err(error) => self.end(Err(self.context.failure_of(error))),
        }
    }

    /// Starts the call that had to wait until Lua was at rest.
    fn begin_late(self: &Rc<Self>) {
        if !self.context.vm().state().is_at_rest() {
            self.call_later();
            return;
        }
        let _entry = self.context.go_in();
        let handles = self.kept.take();
        let table = self.context.vm().state().handles();
        let values: Vec<RawValue> = handles.iter().map(|handle| table.get(*handle)).collect();
        for value in &values {
            self.context.pin(*value);
        }
        for handle in handles {
            self.context.vm().state().handles().release(handle);
        }
        if let Some((function, arguments)) = values.split_first() {
            self.begin(*function, arguments);
        }
    }

    /// The state is lent to the pool.
    fn lend_state(&self) {
        let hops = self.place == Place::Pool { hops: true };
        self.context.link.set_lending(if hops { Lending::Hopping } else { Lending::Refusing });
        self.context.set_status(Status::Lent);
        self.advance(Phase::Away);
    }

    /// The state is here again.
    fn take_state_back(&self) {
        self.context.link.set_lending(Lending::Here);
        self.context.set_status(Status::Driven);
        self.context.note_run();
    }

    /// Whether this is the run that the context is busy with.
    fn is_current(&self) -> bool {
        std::ptr::eq(self.context.run.borrow().as_ptr(), self)
    }

    /// The context can be used by others.
    fn give_back(&self) {
        let context = &self.context;
        if self.is_current() {
            context.run.replace(Weak::new());
            context.link.set_lending(Lending::Here);
            context.set_status(Status::Open);
            // A request to end that came too late is not for the next run.
            self.control.clear_interrupt();
            context.awaiting.is_cancelled.set(false);
        }
    }

    /// Lets go of values that it has gone on with.
    fn release_kept(&self, kept: Vec<Handle>) {
        for handle in kept {
            self.context.release_later(handle);
        }
    }

    /// Lets go of what belongs to the run.
    fn release(&self) {
        self.phase.set(Phase::Ended);
        self.give_back();
        self.release_kept(self.kept.take());
    }
}

impl Drop for AsyncRun {
    fn drop(&mut self) {
        if !self.has_ended() {
            self.release();
        }
        let env = self.env();
        let outcome = match self.outcome {
            Outcome::Resumption(object) => Some(object),
            Outcome::Results => None,
        };
        let early = self.early.take().map(|(_, reference)| reference);
        let kept = [self.unwatch.take(), self.scope.take(), self.reason.take(), outcome, early];
        for reference in kept.into_iter().flatten() {
            env.release(reference);
        }
    }
}
