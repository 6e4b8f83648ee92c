//! `reset`: a new state in place of the old one, with the same options and what the host has set up.

use std::rc::Rc;

use perilune::api::{Context, Lua};

use super::LuaContext;
use super::class::publish;
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
    context.is_retiring.set(false);
    context.replace_machine(machine);
    context.set_up()?;
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

    /// Does for a new state what the options and the methods of the host ask for.
    pub(super) fn set_up(self: &Rc<Self>) -> Result<()> {
        if let Some(callbacks) = self.callbacks.get()
            && let Some(callbacks) = self.env.value_of(callbacks)?
        {
            publish(self, callbacks)?;
        }
        Ok(())
    }
}
