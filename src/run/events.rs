//! What JavaScript tells a run: a promise is settled, others have had their turn, a signal has aborted, `cancel`.

#![allow(unsafe_code, reason = "the run tied to the function that JavaScript calls for it")]

use std::cell::Cell;
use std::ffi::c_void;
use std::ptr::null_mut;
use std::rc::Rc;
use std::sync::atomic::Ordering;
use std::time::Instant;

use super::wait::{Answer, Attached, Event};
use super::{AsyncRun, Outcome, Phase, Place, STAY, STEP};
use crate::error::{Code, Failure, Result};
use crate::fence::{Arguments, fence};
use crate::sys::{CallbackInfo, Env, Js, Reference};

/// What the function that JavaScript calls for a run is made with.
struct Tie {
    run: Rc<AsyncRun>,
    /// The function itself, as long as it lives.
    reference: Cell<Option<Reference>>,
}

impl AsyncRun {
    /// The function that JavaScript calls for this run.
    pub(super) fn events_function(self: &Rc<Self>) -> Result<Js> {
        let env = self.env();
        if let Some(reference) = self.events.get()
            && let Some(function) = env.value_of(reference)?
        {
            return Ok(function);
        }
        let tie = Box::into_raw(Box::new(Tie { run: Rc::clone(self), reference: Cell::new(None) }));
        let made = env
            .function("asyncRun", Some(call), tie.cast())
            .and_then(|function| Ok((function, env.wrap(function, tie.cast(), Some(finalize))?)));
        match made {
            Ok((function, reference)) => {
                // SAFETY: just made, and freed by the finalizer only, which does not run before this has returned.
                unsafe { (*tie).reference.set(Some(reference)) };
                self.events.set(Some(reference));
                Ok(function)
            }
            Err(failure) => {
                // SAFETY: nothing was tied to it.
                drop(unsafe { Box::from_raw(tie) });
                Err(failure)
            }
        }
    }

    /// Goes on when JavaScript has had its turn.
    pub(super) fn call_later(self: &Rc<Self>) {
        let env = self.env();
        let called = self.events_function().and_then(|events| {
            let later = self.context.environment.call_later(env);
            let later = later.map_or_else(|| env.undefined(), Ok)?;
            env.call(env.undefined()?, later, &[events])
        });
        if let Err(failure) = called {
            self.end(Err(failure));
        }
    }

    /// Remembers the asynchronous context, in which functions of JavaScript are to be called.
    pub(super) fn capture_scope(&self) -> Result<()> {
        let env = self.env();
        if let Some(capture) = self.context.environment.capture_scope(env) {
            let scope = env.call(env.undefined()?, capture, &[])?;
            self.scope.set(Some(env.keep(scope)?));
        }
        Ok(())
    }

    /// Goes on here with a function of JavaScript that a slice on the pool has come to.
    pub(super) fn arrive(self: &Rc<Self>) {
        let env = self.env();
        self.advance(Phase::Waiting);
        let told = self.scope.get().map_or(Ok(None), |scope| env.value_of(scope));
        let told = told.and_then(|scope| match scope {
            Some(scope) => env.call(env.undefined()?, scope, &[self.events_function()?]).map(drop),
            None => {
                self.go_on_with_call();
                Ok(())
            }
        });
        if let Err(failure) = told {
            self.end(Err(failure));
        }
    }

    fn go_on_with_call(self: &Rc<Self>) {
        let _entry = self.context.go_in();
        if let Attached::Ready = self.attach() {
            self.go_on(STAY);
        }
    }

    /// Ends the run when a signal aborts.
    pub(super) fn watch(self: &Rc<Self>, signal: Js) -> Result<()> {
        let env = self.env();
        if env.boolean_of(env.field(signal, c"aborted")?).unwrap_or(false) {
            self.cancel(Some(env.field(signal, c"reason")?));
            return Ok(());
        }
        let watch = self.context.environment.watch_signal(env);
        let watch = watch.map_or_else(|| env.undefined(), Ok)?;
        let unwatch = env.call(env.undefined()?, watch, &[signal, self.events_function()?])?;
        self.unwatch.set(Some(env.keep(unwatch)?));
        Ok(())
    }

    /// Stops watching the signal.
    pub(super) fn unwatch(&self) {
        let env = self.env();
        let Some(reference) = self.unwatch.take() else { return };
        let called = env.value_of(reference).and_then(|unwatch| match unwatch {
            Some(unwatch) => env.call(env.undefined()?, unwatch, &[]).map(drop),
            None => Ok(()),
        });
        env.release(reference);
        if called.is_err() {
            let _ = env.take_exception();
        }
    }

    fn on_event(self: &Rc<Self>, event: Event, value: Js) {
        match (event, self.phase.get()) {
            (_, Phase::Ended) => {}
            (Event::Aborted, _) => self.cancel(Some(value)),
            (Event::Later, Phase::Unstarted) => self.begin_late(),
            (Event::Later, Phase::Waiting) => {
                self.turn.set(Instant::now());
                let kept = self.kept.take();
                self.go_on(STEP);
                self.release_kept(kept);
            }
            (Event::Back, Phase::Waiting) => self.go_on_with_call(),
            (Event::Fulfilled | Event::Rejected, Phase::Waiting) => {
                let _entry = self.context.go_in();
                self.continue_with(event, value);
            }
            (Event::Fulfilled | Event::Rejected, Phase::Asking) => {
                if let Ok(reference) = self.env().keep_any(value) {
                    self.early.set(Some((event, reference)));
                }
            }
            _ => {}
        }
    }

    /// Ends the run: now, or where its code runs, as soon as that can be stopped. A reason comes from a signal.
    pub(crate) fn cancel(self: &Rc<Self>, reason: Option<Js>) {
        if let Some(reason) = reason
            && let Ok(reference) = self.env().keep_any(reason)
            && let Some(before) = self.reason.replace(Some(reference))
        {
            self.env().release(before);
        }
        let is_urgent = reason.is_some() || self.place == Place::Here;
        let control = &self.control;
        control.is_cancelled.store(true, Ordering::Relaxed);
        control.is_urgent.fetch_or(is_urgent, Ordering::Relaxed);
        match self.phase.get() {
            Phase::Ended => {}
            Phase::Running => {
                self.context.awaiting.is_cancelled.set(true);
                control.interrupt();
            }
            Phase::Away => {
                if control.is_urgent.load(Ordering::Relaxed) {
                    control.interrupt();
                }
            }
            Phase::Asking | Phase::Waiting | Phase::Unstarted | Phase::Converting => self.give_up(),
        }
    }

    /// Ends the run while none of its code runs.
    fn give_up(self: &Rc<Self>) {
        if let Outcome::Resumption(_) = self.outcome
            && self.phase.get() == Phase::Waiting
            && self.context.vm().state().is_suspended()
        {
            self.leave_coroutine();
        }
        if let Some(run) = self.run.take() {
            run.abandon(self.context.vm());
        }
        self.end(Err(Failure::lua(Code::Canceled, "execution cancelled")));
    }

    /// The coroutine that waits goes back to who resumed it, so that it can be resumed again.
    fn leave_coroutine(&self) {
        self.give_answer(Answer::GivenUp);
        if let Some(mut run) = self.run.take() {
            // Its code does not run: the function that waits yields.
            let _ = self.context.operate(|machine| run.step(machine, 0));
            self.run.set(Some(run));
        }
    }
}

/// JavaScript calls the function of a run.
unsafe extern "C" fn call(env: napi::sys::napi_env, info: CallbackInfo) -> Js {
    let env = Env(env);
    let arguments = match Arguments::read(env, info) {
        Ok(arguments) => arguments,
        Err(failure) => {
            failure.throw(env);
            return null_mut();
        }
    };
    // SAFETY: the data the function was made with, which lives while the function is being called.
    let run = Rc::clone(unsafe { &(*arguments.data.cast::<Tie>()).run });
    let context = Rc::clone(&run.context);
    fence(env, Some(&context), || {
        let event = arguments.get(0).and_then(|event| env.as_double(event)).and_then(Event::of);
        let value = arguments.get(1).map_or_else(|| env.undefined(), Ok)?;
        if let Some(event) = event {
            run.on_event(event, value);
        }
        env.undefined()
    })
}

/// The function is gone.
unsafe extern "C" fn finalize(env: napi::sys::napi_env, data: *mut c_void, _hint: *mut c_void) {
    // SAFETY: made by `events_function` and given back by Node once.
    let tie = unsafe { Box::from_raw(data.cast::<Tie>()) };
    if tie.run.events.get() == tie.reference.get() {
        tie.run.events.set(None);
    }
    if let Some(reference) = tie.reference.take() {
        Env(env).release(reference);
    }
}
