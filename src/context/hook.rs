//! `set_hook` and `remove_hook`: a function of JavaScript is told what a program does.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use perilune::api::{Context, HookEvent, HookTriggers};

use super::LuaContext;
use crate::convert;
use crate::error::{Failure, Result};
use crate::fence::Arguments;
use crate::sys::{Env, Js, Reference, ValueType};

/// The function that is told.
#[derive(Default)]
pub(crate) struct Hook {
    function: Cell<Option<Reference>>,
    triggers: Cell<HookTriggers>,
    /// The depth of the run whose innermost call is a hook; 0 where none is.
    depth: Cell<u32>,
}

impl Hook {
    /// The function, if there is one.
    fn function(&self) -> Option<Reference> {
        self.function.get()
    }

    /// Gives up the function.
    pub(super) fn take(&self) -> Option<Reference> {
        self.function.take()
    }

    /// The depth of the run whose innermost call is a hook; 0 where none is.
    pub(super) fn depth(&self) -> u32 {
        self.depth.get()
    }
}

/// `set_hook(callback, { call, return, line, count })`
pub(super) fn set_hook(context: &Rc<LuaContext>, arguments: &Arguments) -> Result<Js> {
    let env = context.env;
    let callback = arguments.get(0).filter(|value| env.is_type(*value, ValueType::napi_function));
    let callback = callback.ok_or_else(|| Failure::argument("set_hook() requires a function"))?;
    let _entry = context.enter()?;
    let triggers = triggers(env, arguments.get(1))?;
    let reference = env.keep(callback)?;
    if let Err(failure) = arm(context, reference, triggers) {
        env.release(reference);
        return Err(failure);
    }
    context.hook.triggers.set(triggers);
    if let Some(before) = context.hook.function.replace(Some(reference)) {
        env.release(before);
    }
    env.undefined()
}

/// Sets the hook of the present state.
fn arm(context: &LuaContext, reference: Reference, triggers: HookTriggers) -> Result<()> {
    let (link, address) = (Arc::clone(&context.link), reference as usize);
    let hook = move |machine: &mut Context, event| {
        let reference = address as Reference;
        // Coroutines keep the hook they were made with; its function is gone where another one was set, or none.
        if let Some(context) = link.reachable_context()
            && context.hook() == Some(reference)
        {
            tell(&context, machine, reference, event);
        }
        Ok(())
    };
    let set = context.operate(|machine| machine.set_hook(triggers, hook));
    set.map_err(|error| context.failure_of(error))
}

impl LuaContext {
    /// The function that is told what a program does.
    pub(crate) fn hook(&self) -> Option<Reference> {
        self.hook.get().and_then(Hook::function)
    }

    /// Sets the hook of a new state, if there is one.
    pub(super) fn set_up_hook(&self) -> Result<()> {
        match self.hook() {
            Some(reference) => arm(self, reference, self.hook.triggers.get()),
            None => Ok(()),
        }
    }
}

/// `remove_hook()`
pub(super) fn remove_hook(context: &Rc<LuaContext>, _arguments: &Arguments) -> Result<Js> {
    let _entry = context.enter()?;
    context.vm().remove_hook();
    if let Some(before) = context.hook.get().and_then(Hook::take) {
        context.env.release(before);
    }
    context.env.undefined()
}

/// Which events the options ask for.
fn triggers(env: Env, options: Option<Js>) -> Result<HookTriggers> {
    let options = options.filter(|value| env.is_type(*value, ValueType::napi_object));
    let is_array = options.map_or(Ok(false), |options| env.is_array(options))?;
    let options = options.filter(|_| !is_array);
    let options =
        options.ok_or_else(|| Failure::argument("set_hook() requires an options object"))?;
    let wants = |name| -> Result<bool> {
        let value = env.field(options, name)?;
        Ok(env.is_type(value, ValueType::napi_boolean) && env.boolean_of(value)?)
    };
    let triggers = HookTriggers {
        calls: wants(c"call")?,
        returns: wants(c"return")?,
        lines: wants(c"line")?,
        count: count(env, env.field(options, c"count")?)?,
    };
    if triggers == HookTriggers::default() {
        let message = "set_hook() requires at least one of call, return, line, or count";
        return Err(Failure::argument(message));
    }
    Ok(triggers)
}

/// After how many instructions there is an event.
fn count(env: Env, value: Js) -> Result<Option<u32>> {
    if env.is_absent(value)? {
        return Ok(None);
    }
    let Some(number) = env.as_double(value) else {
        return Err(Failure::argument("set_hook() count must be a number"));
    };
    let count = convert::integer_of(number)
        .and_then(|count| i32::try_from(count).ok())
        .filter(|count| *count > 0);
    match count {
        Some(count) => Ok(Some(count.unsigned_abs())),
        None => Err(Failure::Range("set_hook() count must be a positive integer".into())),
    }
}

/// Tells the function of an event. What it throws is nobody's: the program goes on.
fn tell(context: &Rc<LuaContext>, machine: &mut Context, callback: Reference, event: HookEvent) {
    let (name, line) = match event {
        HookEvent::Call => ("call", None),
        HookEvent::TailCall => ("tail call", None),
        HookEvent::Return => ("return", None),
        HookEvent::Line(line) => ("line", Some(line)),
        HookEvent::Count => ("count", None),
    };
    // Level 0 is the hook itself.
    let frame = machine.frame(1);
    let line = line.or_else(|| frame.as_ref().and_then(|frame| frame.line));
    let function = frame.and_then(|frame| frame.name).unwrap_or_default();
    let line = line.map_or(-1.0, f64::from);
    let outer = context.hook.depth.replace(machine.state().run_depth());
    context.lend(machine.state(), || {
        let env = context.env;
        let told = context.callback_scope().and_then(|()| {
            let Some(callback) = env.value_of(callback)? else { return Ok(()) };
            let arguments =
                [env.latin1(name.as_bytes())?, env.double(line)?, env.utf8(function.as_bytes())?];
            env.call(env.undefined()?, callback, &arguments).map(drop)
        });
        if let Err(Failure::Pending) = told {
            let _ = env.take_exception();
        }
    });
    context.hook.depth.set(outer);
}
