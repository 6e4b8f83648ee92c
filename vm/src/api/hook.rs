//! Debug hooks: functions of the host that are told what a program does.

use super::error::Error;
use super::lua::Context;
use super::value::LuaString;
use crate::interpreter::{HOOK_CALL, HOOK_COUNT, HOOK_LINE, HOOK_RETURN};
use crate::value::Value as RawValue;

/// Which events a hook is told of.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct HookTriggers {
    /// Each call of a function.
    pub calls: bool,
    /// Each return from a function.
    pub returns: bool,
    /// Each new line.
    pub lines: bool,
    /// Each time so many instructions have run.
    pub count: Option<u32>,
}

/// What a hook is told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HookEvent {
    /// A function was called.
    Call,
    /// A function was called in place of its caller.
    TailCall,
    /// A function is about to return.
    Return,
    /// A line is about to run.
    Line(u32),
    /// The number of instructions has run.
    Count,
}

impl HookTriggers {
    fn mask(self) -> u8 {
        let bit = |is_set: bool, bit: u8| if is_set { bit } else { 0 };
        bit(self.calls, HOOK_CALL)
            | bit(self.returns, HOOK_RETURN)
            | bit(self.lines, HOOK_LINE)
            | bit(self.count.is_some_and(|count| count > 0), HOOK_COUNT)
    }
}

fn event_of(name: &[u8], line: Option<u32>) -> HookEvent {
    match name {
        b"call" => HookEvent::Call,
        b"tail call" => HookEvent::TailCall,
        b"return" => HookEvent::Return,
        b"line" => HookEvent::Line(line.unwrap_or(0)),
        _ => HookEvent::Count,
    }
}

impl Context {
    /// Sets the hook of the running coroutine, and of those it creates from now on. An error of the hook is raised in
    /// the program where it stands.
    ///
    /// ```
    /// # use perilune::api::{HookEvent, HookTriggers, Lua, Options};
    /// use std::sync::{Arc, Mutex};
    /// let mut lua = Lua::new(Options::all())?;
    /// let lines = Arc::new(Mutex::new(Vec::new()));
    /// let seen = Arc::clone(&lines);
    /// lua.set_hook(HookTriggers { lines: true, ..HookTriggers::default() }, move |_, event| {
    ///     if let HookEvent::Line(line) = event {
    ///         seen.lock().unwrap().push(line);
    ///     }
    ///     Ok(())
    /// })?;
    /// lua.load("local a = 1\nlocal b = 2\nreturn a + b").exec()?;
    /// assert_eq!(*lines.lock().unwrap(), [1, 2, 3]);
    /// # Ok::<(), perilune::api::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Memory`].
    pub fn set_hook<F>(&mut self, triggers: HookTriggers, hook: F) -> Result<(), Error>
    where
        F: Fn(&mut Context, HookEvent) -> Result<(), Error> + Send + 'static,
    {
        let function =
            self.create_function(move |context, (event, line): (LuaString, Option<u32>)| {
                hook(context, event_of(&event, line))
            })?;
        let function = function.raw(self)?;
        let coroutine = self.state.running_coroutine();
        self.state.set_hook(coroutine, function, triggers.mask(), triggers.count.unwrap_or(0));
        Ok(())
    }

    /// Removes the hook of the running coroutine.
    pub fn remove_hook(&mut self) {
        let coroutine = self.state.running_coroutine();
        self.state.set_hook(coroutine, RawValue::NIL, 0, 0);
    }
}
