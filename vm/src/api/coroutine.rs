//! Coroutines driven by the host.

use super::error::Error;
use super::handle::{Coroutine, Function};
use super::lua::Context;
use super::multiple::{FromLuaMulti, IntoLuaMulti, MultiValue};
use crate::gc::Gc;
use crate::interpreter::{Action, NativeFunction, Outcome, Role, State};
use crate::object;
use crate::value::{COROUTINE, Value as RawValue};

/// What a coroutine is doing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Status {
    /// It has not started, or waits in a yield.
    Suspended,
    /// It runs.
    Running,
    /// It has resumed another one.
    Normal,
    /// It has ended, with or without an error.
    Dead,
}

/// Resumes the coroutine in slot 0 with the other slots: true and values, or false and an error.
pub(super) static RESUME: NativeFunction =
    NativeFunction { name: "?", entry: resume, role: Role::Ordinary };
/// Closes the coroutine in slot 0: true, or false and an error.
static CLOSE: NativeFunction = NativeFunction { name: "?", entry: close, role: Role::Ordinary };

fn resume(_state: &mut State, _step: u32) -> Outcome {
    Ok(Action::Resume)
}

fn close(_state: &mut State, _step: u32) -> Outcome {
    Ok(Action::CloseCoroutine)
}

impl Context {
    /// A coroutine that will run a function.
    ///
    /// ```
    /// # use perilune::api::{Function, Lua, Options, Status};
    /// let mut lua = Lua::new(Options::all())?;
    /// let count = lua.load("function(n) for i = n, n + 1 do coroutine.yield(i) end return 'end' end");
    /// let count = count.eval::<Function>()?;
    /// let counter = lua.create_coroutine(&count)?;
    /// assert_eq!(counter.resume::<i64>(&mut lua, 5)?, 5);
    /// assert_eq!(counter.resume::<i64>(&mut lua, ())?, 6);
    /// assert_eq!(counter.resume::<String>(&mut lua, ())?, "end");
    /// assert_eq!(counter.status(&mut lua)?, Status::Dead);
    /// # Ok::<(), perilune::api::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Memory`].
    pub fn create_coroutine(&mut self, function: &Function) -> Result<Coroutine, Error> {
        let function = function.raw(self)?;
        let coroutine = self.make(|state| state.new_coroutine(function))?;
        Ok(Coroutine(self.keep(RawValue::object(COROUTINE, coroutine))))
    }

    /// What the results of [`RESUME`] or [`CLOSE`] mean.
    pub(super) fn resumed(&mut self, coroutine: &Coroutine) -> Result<MultiValue, Error> {
        if !self.state.host_result(0).is_falsy() {
            return Ok(self.results_from(1));
        }
        let error = self.state.host_result(1);
        // Kept before the text of the error is asked for, which may run code.
        let kept = self.value_of(error);
        let wants_traceback = self.state.wants_traceback;
        let pointer = coroutine.pointer(self)?;
        let traceback = wants_traceback.then(|| self.state.traceback(pointer, None, 0));
        let error = self.error_of_value(error, traceback);
        drop(kept);
        Err(error)
    }
}

impl Coroutine {
    pub(super) fn pointer(&self, context: &mut Context) -> Result<Gc<object::Coroutine>, Error> {
        Ok(self.raw(context)?.pointer())
    }

    /// Starts or continues the coroutine; the answer is what it yields or returns.
    ///
    /// # Errors
    /// What it raises; a coroutine that cannot be resumed; a conversion that failed.
    pub fn resume<R: FromLuaMulti>(
        &self,
        context: &mut Context,
        arguments: impl IntoLuaMulti,
    ) -> Result<R, Error> {
        let arguments = self.resume_arguments(context, arguments)?;
        context.call_raw(RESUME.value(), &arguments)?;
        let values = context.resumed(self)?;
        R::from_lua_multi(values, context)
    }

    /// The raw arguments of [`RESUME`].
    pub(super) fn resume_arguments(
        &self,
        context: &mut Context,
        arguments: impl IntoLuaMulti,
    ) -> Result<Vec<RawValue>, Error> {
        let arguments = arguments.into_lua_multi(context)?;
        context.settle();
        let mut raws = vec![self.raw(context)?];
        raws.extend(context.raw_of_all(&arguments)?);
        Ok(raws)
    }

    /// What it is doing.
    ///
    /// # Errors
    /// [`Error::ForeignHandle`].
    pub fn status(&self, context: &mut Context) -> Result<Status, Error> {
        Ok(match self.pointer(context)?.status {
            object::Status::Suspended => Status::Suspended,
            object::Status::Running => Status::Running,
            object::Status::Normal => Status::Normal,
            object::Status::Dead | object::Status::Failed => Status::Dead,
        })
    }

    /// Ends the coroutine and closes its pending variables.
    ///
    /// # Errors
    /// The error it had failed with, or that closing a variable raises; [`Error::Misuse`] if it runs.
    pub fn close(&self, context: &mut Context) -> Result<(), Error> {
        if matches!(self.status(context)?, Status::Running | Status::Normal) {
            return Err(Error::Misuse("the coroutine is running"));
        }
        context.settle();
        let raw = self.raw(context)?;
        context.call_raw(CLOSE.value(), &[raw])?;
        context.resumed(self).map(|_| ())
    }
}
