//! What programs print, read and load, handed to functions of JavaScript: `set_print_handler`, `set_read_handler`,
//! `set_file_reader`.
//!
//! Lua's functions are replaced by native ones that share a table, the *switch*, with the context: its item 1 is the
//! function of JavaScript that is in charge, nil if the original is. So a handler can be replaced or removed while it
//! runs, and nothing is wrapped twice.

mod files;
mod print;
mod read;

use std::cell::Cell;
use std::rc::Rc;

use perilune::api::native::{
    Action, Handle, NativeFunction, Outcome, RawValue, State, Table, native_function, tag,
};

use crate::callback;
use crate::context::LuaContext;
use crate::error::Result;
use crate::fence::Arguments;
use crate::purpose::Use;
use crate::sys::{Env, Js, Reference, ValueType};

pub(crate) use files::{load_text, set_file_reader};
pub(crate) use print::set_print_handler;
pub(crate) use read::set_read_handler;

/// One kind of redirection.
#[derive(Default)]
pub(crate) struct Redirection {
    /// The function in charge.
    handler: Cell<Option<Reference>>,
    /// The switch in the present state.
    switch: Cell<Option<Handle>>,
}

/// All of them.
#[derive(Default)]
pub(crate) struct Redirections {
    print: Redirection,
    read: Redirection,
    files: Redirection,
}

impl Redirections {
    /// Forgets what belongs to the state, which is about to go.
    pub(crate) fn forget(&self) {
        for redirection in [&self.print, &self.read, &self.files] {
            redirection.switch.set(None);
        }
    }

    /// Lets the functions go.
    pub(crate) fn clear(&self, env: Env) {
        for redirection in [&self.print, &self.read, &self.files] {
            redirection.remember(env, None);
        }
    }

    /// How many functions are in charge.
    pub(crate) fn count(&self) -> usize {
        let all = [&self.print, &self.read, &self.files];
        all.iter().filter(|redirection| redirection.handler.get().is_some()).count()
    }
}

impl Redirection {
    fn remember(&self, env: Env, handler: Option<Reference>) {
        if let Some(before) = self.handler.replace(handler) {
            env.release(before);
        }
    }
}

/// The function that a method was given; nothing for anything else, which takes the one there is away.
fn handler_argument(env: Env, arguments: &Arguments) -> Option<Js> {
    arguments.get(0).filter(|value| env.is_type(*value, ValueType::napi_function))
}

/// The values of the replacing functions: the original, the switch.
const ORIGINAL: usize = 0;
const SWITCH: usize = 1;

impl LuaContext {
    /// The switch of a redirection in the present state.
    fn switch(&self, redirection: &Redirection) -> Result<RawValue> {
        if let Some(handle) = redirection.switch.get() {
            return Ok(self.vm().state().handles().get(handle));
        }
        let table = self.new_table()?;
        redirection.switch.set(Some(self.vm().state().handles().keep(table)));
        Ok(table)
    }

    /// Puts a function of JavaScript in charge, or nobody.
    fn throw_switch(
        &self,
        redirection: &Redirection,
        handler: Option<Js>,
        purpose: Use,
    ) -> Result<()> {
        let switch = self.switch(redirection)?;
        let function = match handler {
            Some(handler) => self.import_function_for(handler, "handler", purpose)?,
            None => RawValue::NIL,
        };
        let set = self.vm().state().raw_set(switch.pointer(), RawValue::integer(1), function);
        set.map_err(|throw| self.failure_of_throw(throw))
    }

    /// Replaces a field of a table by a native function that knows what was there.
    fn replace_field(
        &self,
        table: RawValue,
        name: &str,
        function: &'static NativeFunction,
        redirection: &Redirection,
    ) -> Result<()> {
        let present = self.field(table, name.as_bytes())?;
        if is_replacement(present, function) {
            return Ok(());
        }
        self.pin(present);
        let values = [present, self.switch(redirection)?];
        let made = self.vm().state().new_native_closure(function, &values);
        let made = made.map_err(|throw| self.failure_of_throw(throw))?;
        self.assign_field(table, name.as_bytes(), made)
    }

    /// Sets everything up in a new state.
    pub(crate) fn redirect(self: &Rc<Self>) -> Result<()> {
        let Some(all) = self.redirections.get() else { return Ok(()) };
        let handler = |redirection: &Redirection| match redirection.handler.get() {
            Some(reference) => self.env.value_of(reference),
            None => Ok(None),
        };
        if let Some(function) = handler(&all.print)? {
            print::install(self, function)?;
        }
        if let Some(function) = handler(&all.read)? {
            read::install(self, function)?;
        }
        if let Some(function) = handler(&all.files)? {
            files::install(self, function)?;
        }
        Ok(())
    }
}

/// Whether a value is one of these native functions.
fn is_replacement(value: RawValue, function: &'static NativeFunction) -> bool {
    value.tag == tag::NATIVE_CLOSURE
        && native_function(value).is_some_and(|found| std::ptr::eq(found, function))
}

/// The function in charge, where JavaScript can run.
fn in_charge(state: &State) -> Option<RawValue> {
    let switch = state.own_value(SWITCH);
    let handler =
        if switch.is_table() { switch.pointer::<Table>().get_integer(1) } else { RawValue::NIL };
    (handler.is_function() && callback::is_reachable(handler)).then_some(handler)
}

/// Does what would be done without a redirection.
fn do_originally(state: &mut State) -> Outcome {
    let original = state.own_value(ORIGINAL);
    if original.is_nil() {
        return state.answer_none();
    }
    let count = state.count();
    state.push_callee(original)?;
    for index in 0..count {
        state.push_slot(index)?;
    }
    Ok(Action::TailCall { args: count as u32 })
}
