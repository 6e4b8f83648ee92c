//! `reset`: a new state in place of the old one, with the same options and what the host has set up.

use std::rc::Rc;

use perilune::api::{Context, Lua};

use super::LuaContext;
use super::class::publish;
use crate::environment::Environment;
use crate::error::{Code, Failure, Result};
use crate::fence::Arguments;
use crate::sys::Js;

/// `reset()`
pub(super) fn reset(context: &Rc<LuaContext>, _arguments: &Arguments) -> Result<Js> {
    if context.is_retiring.get() {
        return Err(Failure::lua(Code::Busy, "reset() cannot be called re-entrantly"));
    }
    context.check_exclusive("reset")?;
    let machine = Lua::new(context.settings.machine_options()).map_err(|error| {
        Failure::lua(Code::Memory, format!("Failed to create Lua state: {error}"))
    })?;
    let _entry = context.enter()?;
    context.is_retiring.set(true);
    context.operate(Context::finalize);
    context.vm().flush();
    context.cancel_run();
    context.is_retiring.set(false);
    context.replace_machine(machine);
    context.set_up()?;
    context.publish_shared()?;
    context.env.undefined()
}

impl LuaContext {
    /// Frees the state and takes another one. Values of the old one are refused from now on.
    fn replace_machine(&self, machine: Lua) {
        self.generation.set(self.generation.get() + 1);
        self.forget_values();
        drop(self.take_lua());
        self.link.release_dropped(self.env);
        self.take_machine(machine);
    }

    /// Gives a new state the shared tables that the context has.
    fn publish_shared(&self) -> Result<()> {
        if self.shared_tables.get() == 0 {
            return Ok(());
        }
        let object = self.object.get().map_or(Ok(None), |object| self.env.value_of(object))?;
        match object {
            Some(object) => self.connected(Environment::publish_shared, &[object]).map(drop),
            None => Ok(()),
        }
    }

    /// Does for a new state what the options and the methods of the host ask for.
    pub(super) fn set_up(self: &Rc<Self>) -> Result<()> {
        let _entry = self.enter()?;
        if !self.settings.allows_files {
            self.deny_files()?;
        }
        if let Some(callbacks) = self.callbacks.get()
            && let Some(callbacks) = self.env.value_of(callbacks)?
        {
            publish(self, callbacks)?;
        }
        self.redirect()?;
        self.set_up_modules()?;
        self.set_up_hook()?;
        Ok(())
    }
}
