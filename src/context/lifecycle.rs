//! `is_busy`, `cancel`, `dispose`: the methods that are never refused because the context is gone.

use std::rc::Rc;

use perilune::api::Context;

use super::LuaContext;
use super::state::Status;
use crate::error::{Code, Failure, Result};
use crate::fence::Arguments;
use crate::sys::Js;

/// `is_busy()`
pub(super) fn is_busy(context: &Rc<LuaContext>, _arguments: &Arguments) -> Result<Js> {
    context.env.boolean(matches!(context.status(), Status::Lent | Status::Driven))
}

/// `cancel()`
pub(super) fn cancel(context: &Rc<LuaContext>, _arguments: &Arguments) -> Result<Js> {
    let run = context.run.borrow().upgrade();
    if let Some(run) = run {
        run.cancel(None);
    }
    context.env.undefined()
}

/// `dispose()`
pub(super) fn dispose(context: &Rc<LuaContext>, _arguments: &Arguments) -> Result<Js> {
    match context.status() {
        Status::Closed => return context.env.undefined(),
        Status::Broken => {}
        Status::Open | Status::Lent | Status::Driven => context.check_exclusive("dispose")?,
    }
    context.close();
    context.env.undefined()
}

impl LuaContext {
    /// Refuses an operation that must be the only one.
    pub(super) fn check_exclusive(&self, operation: &str) -> Result<()> {
        if !self.is_open() {
            return Err(self.refusal());
        }
        let reason = if !self.vm().state().is_at_rest() {
            "while Lua is executing"
        } else if self.is_entered() {
            "from inside another lua-native call"
        } else {
            return Ok(());
        };
        Err(Failure::lua(Code::Busy, format!("{operation}() cannot be called {reason}")))
    }

    /// Ends a run that a finalizer has started in a state that is about to go.
    pub(super) fn cancel_run(&self) {
        let run = self.run.borrow().upgrade();
        if let Some(run) = run {
            run.cancel(None);
        }
    }

    /// Runs the finalizers and frees the state.
    fn close(&self) {
        let is_broken = self.status() == Status::Broken;
        if is_broken {
            // Frames of the state may still be on the stack: it is left as it is.
            return;
        }
        if let Ok(_entry) = self.enter() {
            self.operate(Context::finalize);
            self.vm().flush();
        }
        self.cancel_run();
        self.set_status(Status::Closed);
        self.link.disconnect();
        drop(self.take_lua());
        self.link.release_dropped(self.env);
        self.release_host();
    }
}
