//! The end of a run: its promise is settled, and its context can be used again.

use std::rc::Rc;

use perilune::api::{Error, MultiValue, Value};

use super::{AsyncRun, Outcome, Phase, Place};
use crate::context::resumed;
use crate::convert;
use crate::error::{Code, Failure, Result};
use crate::handle::Held;
use crate::sys::{Js, PropertyAttributes, Reference};

impl AsyncRun {
    /// The code of the run has ended: converts what it gives, and settles the promise.
    pub(super) fn finish(self: &Rc<Self>, outcome: std::result::Result<MultiValue, Error>) {
        if self.has_ended() {
            return;
        }
        self.advance(Phase::Converting);
        if self.place != Place::Here {
            // What converts results may use the context, as after a run that is not asynchronous.
            self.give_back();
        }
        let settled = match (&self.outcome, outcome) {
            (Outcome::Resumption(object), outcome)
                if !matches!(outcome, Err(Error::Interrupted)) =>
            {
                self.resumption(*object, outcome)
            }
            (_, Ok(values)) => self.results(&values),
            (_, Err(error)) => Err(self.context.failure_of(self.as_of_a_coroutine(error))),
        };
        self.end(settled);
    }

    /// A run that is driven here is a coroutine to programs, and a coroutine does not fail with nil.
    fn as_of_a_coroutine(&self, error: Error) -> Error {
        match error {
            Error::Runtime(mut error)
                if self.place == Place::Here && matches!(error.value, Value::Nil) =>
            {
                error.message = "<no error object>".to_owned();
                Error::Runtime(error)
            }
            error => error,
        }
    }

    /// Settles the promise, once.
    pub(super) fn end(self: &Rc<Self>, settled: Result<Js>) {
        if self.has_ended() {
            return;
        }
        let (context, env) = (&self.context, self.env());
        if let Some(run) = self.run.take() {
            run.abandon(context.vm());
        }
        // Variables that were closed may have cancelled the run.
        if self.has_ended() {
            return;
        }
        // Where an exception cannot even be made the environment is about to end, and nobody waits.
        match settled {
            Ok(value) => {
                self.release();
                let _ = env.resolve(self.deferred, value);
            }
            Err(failure) => {
                let is_cancelled =
                    matches!(&failure, Failure::Lua(failure) if failure.code == Code::Canceled);
                let exception = context.exception_of(failure);
                // A converter was given the error, and may have cancelled the run.
                if self.has_ended() {
                    return;
                }
                self.release();
                if let Ok(exception) = exception {
                    if let Some(reason) = self.reason.take().filter(|_| is_cancelled) {
                        self.set_cause(exception, reason);
                    }
                    let _ = env.reject(self.deferred, exception);
                }
            }
        }
        self.unwatch();
    }

    /// Says why a run was cancelled.
    fn set_cause(&self, exception: Js, reason: Reference) {
        let env = self.env();
        let attributes = PropertyAttributes::writable | PropertyAttributes::configurable;
        let set = env
            .any_of(reason)
            .and_then(|reason| env.define(exception, env.latin1(b"cause")?, reason, attributes));
        // The exception is good without it.
        let _ = set;
        env.release(reason);
    }

    /// Results as JavaScript sees them.
    fn results(self: &Rc<Self>, values: &MultiValue) -> Result<Js> {
        match &values[..] {
            [] => self.env().undefined(),
            [value] => self.result(value),
            values => self.array_of(values),
        }
    }

    fn array_of(self: &Rc<Self>, values: &[Value]) -> Result<Js> {
        let array = self.env().array(values.len())?;
        for (index, value) in values.iter().enumerate() {
            self.env().set_element(array, index as u32, self.result(value)?)?;
        }
        Ok(array)
    }

    fn result(self: &Rc<Self>, value: &Value) -> Result<Js> {
        let context = &self.context;
        let raw = context.vm().raw_of(value).map_err(|error| context.failure_of(error))?;
        convert::to_js(context, raw).map_err(|failure| match failure {
            Failure::Pending => Failure::Pending,
            failure => {
                let text = failure.text(self.env());
                Failure::lua(Code::Conversion, format!("failed to convert async result: {text}"))
            }
        })
    }

    /// How the coroutine of an object has stopped.
    fn resumption(
        self: &Rc<Self>,
        object: Reference,
        outcome: std::result::Result<MultiValue, Error>,
    ) -> Result<Js> {
        let (context, env) = (&self.context, self.env());
        let outcome = outcome.map(drop).map_err(|error| context.failure_of(error));
        let object = env.value_of(object)?.map_or_else(|| env.undefined(), Ok)?;
        let held = Held::of(&context.environment, env, object);
        let held = held.ok_or_else(|| Failure::argument("Invalid coroutine object"))?;
        resumed(context, held, held.live_value()?, outcome)
    }
}
