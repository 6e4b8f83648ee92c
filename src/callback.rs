//! Functions of JavaScript that Lua calls, and the exceptions they throw.
//!
//! In Lua such a function is a native closure over a userdata that holds the reference to the JavaScript function. When
//! the collector frees the userdata, which may happen on the thread pool, the reference goes into a queue that the
//! JavaScript thread empties.

#![allow(unsafe_code, reason = "the way back from a state to its context")]

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicU8, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use perilune::api::Context;
use perilune::api::native::{
    Action, Gc, NativeClosure, NativeFunction, Outcome, RawValue, Role, State, Stop, Throw,
    Userdata, native_function, tag,
};

use crate::context::LuaContext;
use crate::convert;
use crate::environment::share;
use crate::error::{Failure, Result};
use crate::purpose::Use;
use crate::sys::{Env, Js, Reference, ValueType};
use crate::waiting;

pub(crate) use crate::exception::{Staged, describe};

/// Where the state of a context is, and what that means for functions of JavaScript.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub(crate) enum Lending {
    /// On its own thread, where they can be called.
    Here,
    /// With the thread pool; they are refused.
    Refusing,
    /// With the thread pool; the run comes to the thread of the context for them.
    Hopping,
}

/// What the functions of a context share with it.
#[derive(Default)]
pub(crate) struct Link {
    /// The context; null when it is gone or must not run JavaScript.
    context: AtomicPtr<LuaContext>,
    /// Whether the state is with the thread pool, where JavaScript cannot run: a [`Lending`].
    lending: AtomicU8,
    /// References whose userdata are gone, as addresses.
    dropped: Mutex<Vec<usize>>,
    has_dropped: AtomicBool,
    /// How many references there are of each kind.
    counts: [AtomicU32; Use::KINDS],
}

impl Link {
    /// Counts a reference that Lua holds from now on.
    pub(crate) fn count(&self, purpose: Use) {
        self.counts[purpose.index()].fetch_add(1, Ordering::Relaxed);
    }

    /// How many references of a kind Lua holds.
    pub(crate) fn counted(&self, purpose: Use) -> usize {
        self.counts[purpose.index()].load(Ordering::Relaxed) as usize
    }

    /// Lets a reference go, on whatever thread this is.
    pub(crate) fn drop_reference(&self, reference: Reference, purpose: Use) {
        self.counts[purpose.index()].fetch_sub(1, Ordering::Relaxed);
        let address = reference as usize;
        self.dropped.lock().unwrap_or_else(PoisonError::into_inner).push(address);
        self.has_dropped.store(true, Ordering::Release);
    }

    /// Says which context it is that this belongs to.
    pub(crate) fn connect(&self, context: &Rc<LuaContext>) {
        self.context.store(Rc::as_ptr(context).cast_mut(), Ordering::Relaxed);
    }

    /// No function can be called any more.
    pub(crate) fn disconnect(&self) {
        self.context.store(std::ptr::null_mut(), Ordering::Relaxed);
    }

    /// Says where the state is.
    pub(crate) fn set_lending(&self, lending: Lending) {
        self.lending.store(lending as u8, Ordering::Relaxed);
    }

    /// Whether the state is on its own thread.
    #[inline]
    pub(crate) fn is_here(&self) -> bool {
        self.lending.load(Ordering::Relaxed) == Lending::Here as u8
    }

    /// Whether the state is on the thread pool, and comes back for functions of JavaScript.
    pub(crate) fn is_hopping(&self) -> bool {
        self.lending.load(Ordering::Relaxed) == Lending::Hopping as u8
    }

    /// The context, where JavaScript can run right now.
    pub(crate) fn reachable_context(&self) -> Option<Rc<LuaContext>> {
        if self.is_here() { self.context() } else { None }
    }

    /// The context; to be asked for on its own thread only.
    fn context(&self) -> Option<Rc<LuaContext>> {
        let context = self.context.load(Ordering::Relaxed);
        // SAFETY: the pointer of an `Rc`, taken back before the context is dropped. Only the thread that has the state
        // gets here, and it is that of the context, because `is_here` was asked before.
        unsafe { share(context) }
    }

    /// Whether there are references whose userdata are gone.
    #[inline]
    pub(crate) fn has_dropped(&self) -> bool {
        self.has_dropped.load(Ordering::Acquire)
    }

    /// Lets go of the references whose userdata are gone.
    #[inline]
    pub(crate) fn release_dropped(&self, env: Env) {
        if self.has_dropped() {
            self.release_all(env);
        }
    }

    #[cold]
    fn release_all(&self, env: Env) {
        self.has_dropped.store(false, Ordering::Release);
        let dropped =
            std::mem::take(&mut *self.dropped.lock().unwrap_or_else(PoisonError::into_inner));
        for reference in dropped {
            env.release(reference as Reference);
        }
    }
}

/// A function of JavaScript, as the payload of a userdata.
struct JsFunction {
    /// None once it was taken away.
    reference: Cell<Option<Reference>>,
    name: Box<str>,
    purpose: Use,
    link: Arc<Link>,
}

impl JsFunction {
    /// Lets JavaScript have the function back; it cannot be called any more.
    fn take_away(&self) {
        if let Some(reference) = self.reference.take() {
            self.link.drop_reference(reference, self.purpose);
        }
    }
}

impl Drop for JsFunction {
    fn drop(&mut self) {
        self.take_away();
    }
}

/// What functions of JavaScript are closures of.
static JS_FUNCTION: NativeFunction = NativeFunction { name: "?", entry, role: Role::Ordinary };

/// The function of JavaScript that a closure stands for.
fn payload_of<'a>(own: RawValue) -> Option<&'a JsFunction> {
    let userdata: Option<Gc<Userdata>> = (own.tag == tag::USERDATA).then(|| own.pointer());
    userdata?.payload()
}

/// Whether a value is a function of JavaScript that can be called right now.
pub(crate) fn is_reachable(function: RawValue) -> bool {
    if function.tag != tag::NATIVE_CLOSURE {
        return false;
    }
    let payload = payload_of(function.pointer::<NativeClosure>().value(0));
    payload.is_some_and(|function| {
        let lending = function.link.lending.load(Ordering::Relaxed);
        lending != Lending::Refusing as u8
    })
}

impl LuaContext {
    /// A Lua value for a function of JavaScript. The name is for messages.
    pub(crate) fn import_function(&self, function: Js, name: &str) -> Result<RawValue> {
        self.import_function_for(function, name, Use::Callback)
    }

    /// The same for a function with a special purpose.
    pub(crate) fn import_function_for(
        &self,
        function: Js,
        name: &str,
        purpose: Use,
    ) -> Result<RawValue> {
        let reference = self.env.keep(function)?;
        self.link.count(purpose);
        let link = Arc::clone(&self.link);
        let payload =
            JsFunction { reference: Cell::new(Some(reference)), name: name.into(), purpose, link };
        let state = self.vm().state();
        let userdata = state.heap().new_userdata(Box::new(payload), 0, 0).map_err(Throw::from);
        let made = userdata.and_then(|own| {
            state.new_native_closure(&JS_FUNCTION, &[RawValue::object(tag::USERDATA, own)])
        });
        made.map_err(|throw| self.failure_of_throw(throw))
    }

    /// The function of JavaScript that a Lua value stands for, if it does.
    pub(crate) fn original_function(&self, value: RawValue) -> Result<Option<Js>> {
        if value.tag != tag::NATIVE_CLOSURE
            || !native_function(value).is_some_and(|it| std::ptr::eq(it, &JS_FUNCTION))
        {
            return Ok(None);
        }
        let closure: Gc<NativeClosure> = value.pointer();
        let function = payload_of(closure.value(0));
        let function = function.filter(|function| function.purpose == Use::Callback);
        match function.and_then(|function| function.reference.get()) {
            Some(reference) => self.env.value_of(reference),
            None => Ok(None),
        }
    }

    /// What was registered since this mark of the pins has failed to be: JavaScript gets its functions back, without
    /// waiting for the collector.
    pub(crate) fn withdraw_functions(&self, mark: usize) {
        for value in self.pinned_since(mark) {
            if native_function(value).is_some_and(|it| std::ptr::eq(it, &JS_FUNCTION))
                && value.tag == tag::NATIVE_CLOSURE
                && let Some(function) = payload_of(value.pointer::<NativeClosure>().value(0))
            {
                function.take_away();
            }
        }
        self.link.release_dropped(self.env);
    }
}

/// The steps of a function of JavaScript beyond the first one.
mod step {
    /// The run has come to the thread of the context.
    pub(super) const HERE: u32 = 1;
    /// The promise that it has answered is settled.
    pub(super) const SETTLED: u32 = 2;
}

/// Lua calls a function of JavaScript.
fn entry(state: &mut State, step: u32) -> Outcome {
    let Some(function) = payload_of(state.own_value(0)) else {
        return Err(state.error("the JavaScript function is gone"));
    };
    if !function.link.is_here() {
        return away(state, function, step);
    }
    let Some(context) = function.link.context() else {
        return Err(state.error(format!("the context of '{}' is gone", function.name)));
    };
    if step == step::SETTLED {
        return match function.purpose {
            Use::Output => waiting::settled_quietly(&context, state),
            _ => waiting::settled(&context, state),
        };
    }
    let Some(reference) = function.reference.get() else {
        return Err(state.error(format!("'{}' was withdrawn", function.name)));
    };
    let purpose = function.purpose;
    let pins = context.pin_mark();
    // A panic must not unwind through the interpreter, whose frames it would leave standing.
    let called = catch_unwind(AssertUnwindSafe(|| {
        context.lend(state, || call(&context, reference, purpose))
    }));
    if let Some(throw) = Context::of_state(state).pending_stop() {
        return Err(throw);
    }
    let outcome = match called {
        Ok(Ok(value)) => state.answer(value),
        Ok(Err(failure)) => raise(&context, state, failure),
        Err(_) => {
            context.mark_broken();
            Err(state.stop(Stop::Interrupted))
        }
    };
    context.unpin(pins);
    if context.awaiting.is_cancelled.get() && state.run_depth() == 1 {
        return Err(state.stop(Stop::Interrupted));
    }
    outcome
}

/// A function of JavaScript is called on the thread pool, or has its answer there.
#[cold]
fn away(state: &mut State, function: &JsFunction, step: u32) -> Outcome {
    if waiting::can_come_here(&function.link, state) {
        let step = if step == step::SETTLED { step } else { step::HERE };
        return Ok(Action::Suspend { step });
    }
    let message =
        format!("JS callbacks are not available in async mode (called '{}')", function.name);
    Err(state.error(message))
}

/// A function has answered a promise.
#[cold]
fn wait(
    context: &Rc<LuaContext>,
    state: &mut State,
    name: &str,
    purpose: Option<Use>,
    promise: Js,
) -> Outcome {
    let class = match purpose {
        Some(Use::Constructor(class)) => Some(class),
        // Nobody waits for what an output answers where it cannot be waited for.
        Some(Use::Output) if !waiting::can_wait(context, state) => {
            return state.answer(RawValue::NIL);
        }
        _ => None,
    };
    if !waiting::can_wait(context, state) {
        let message = format!(
            "Host function '{name}' returned a Promise, which only execute_async() and call_async() can await"
        );
        return Err(state.error(message));
    }
    waiting::wait(context, state, promise, class, step::SETTLED)
}

/// Why a callback has not answered one value.
enum CallFailure {
    /// The arguments cannot be converted.
    Arguments(Failure),
    /// The function has thrown this.
    Thrown(Js),
    /// The function has answered a promise.
    Promise(Js),
    /// The function has answered several values, which are pinned.
    Several(Vec<RawValue>),
    /// What the function has answered cannot be converted.
    Answer(Failure),
    /// What the constructor has answered is no instance.
    Instance(Failure),
}

/// Calls the function with the slots of the running native function.
fn call(
    context: &Rc<LuaContext>,
    reference: Reference,
    purpose: Use,
) -> std::result::Result<RawValue, CallFailure> {
    use CallFailure::{Answer, Arguments, Instance, Promise, Several, Thrown};
    let env = context.env;
    context.callback_scope().map_err(Arguments)?;
    let function =
        env.value_of(reference).and_then(|function| function.map_or_else(|| env.undefined(), Ok));
    let function = function.map_err(Arguments)?;
    let undefined = env.undefined().map_err(Arguments)?;
    let run = |arguments: &[Js]| env.call(undefined, function, arguments);
    let called = if purpose.takes_text() {
        let text = context.vm().state().slot(0);
        convert::plain_to_js(context, text).map(|text| run(&[text]))
    } else {
        convert::slots_to_js(context, run)
    };
    let called = called.map_err(Arguments)?;
    let answer = match called {
        Ok(answer) => answer,
        Err(Failure::Pending) => return Err(Thrown(env.take_exception().map_err(Answer)?)),
        Err(failure) => return Err(Answer(failure)),
    };
    if let Some(number) = env.as_double(answer)
        && !matches!(purpose, Use::Constructor(_))
    {
        return Ok(convert::number_to_lua(context, number));
    }
    let kind = env.type_of(answer).map_err(Answer)?;
    if kind == ValueType::napi_object && env.is_promise(answer).map_err(Answer)? {
        return Err(Promise(answer));
    }
    if let Use::Constructor(class) = purpose {
        return context.instance_of(answer, class).map_err(Instance);
    }
    if kind == ValueType::napi_object
        && let Some(values) = convert::several_to_lua(context, answer).map_err(Answer)?
    {
        return Err(Several(values));
    }
    convert::known_to_lua(context, answer, kind, "?").map_err(Answer)
}

/// Raises in Lua what has gone wrong in a callback, and does what else is rare.
#[cold]
fn raise(context: &Rc<LuaContext>, state: &mut State, failure: CallFailure) -> Outcome {
    let env = context.env;
    let (name, purpose) = payload_of(state.own_value(0)).map_or_else(
        || ("?".to_owned(), None),
        |function| (function.name.to_string(), Some(function.purpose)),
    );
    let prefix = purpose.and_then(|purpose| purpose.error_prefix(&name));
    let message = match failure {
        CallFailure::Thrown(_) if !env.can_run_scripts() => {
            return Err(state.stop(Stop::Interrupted));
        }
        CallFailure::Thrown(_) if purpose == Some(Use::Output) => {
            return state.answer(RawValue::NIL);
        }
        CallFailure::Thrown(exception) if prefix.is_some() => {
            let text = context.lend(state, || describe(env, exception));
            format!("{}: {text}", prefix.unwrap_or_default())
        }
        CallFailure::Thrown(exception) => {
            return Err(match context.lend(state, || context.stage(exception)) {
                Ok(Some(value)) => state.throw(value),
                Ok(None) => {
                    let text = context.lend(state, || describe(env, exception));
                    state.error(format!("Host function '{name}' threw an exception: {text}"))
                }
                Err(failure) => {
                    let text = failure.text(env);
                    state.error(text)
                }
            });
        }
        CallFailure::Several(values) => return state.answer_all(&values),
        CallFailure::Promise(promise) => return wait(context, state, &name, purpose, promise),
        CallFailure::Arguments(Failure::Pending) | CallFailure::Answer(Failure::Pending) => {
            return match env.take_exception() {
                Ok(exception) => raise(context, state, CallFailure::Thrown(exception)),
                Err(_) => Err(state.stop(Stop::Interrupted)),
            };
        }
        CallFailure::Arguments(failure) => {
            format!("Error converting arguments for '{name}': {}", failure.text(env))
        }
        CallFailure::Instance(failure) => failure.text(env),
        CallFailure::Answer(failure) => {
            format!("Error converting return value from '{name}': {}", failure.text(env))
        }
    };
    Err(state.error(message))
}
