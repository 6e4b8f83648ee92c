//! `set_file_reader`: the files of `dofile` and `loadfile` come from a function, never from the disk.

use std::rc::Rc;

use perilune::api::native::{
    Action, Closure, LuaString, NativeFunction, Outcome, RawValue, Role, State, Throw, tag,
};
use perilune::api::{Context, Error};

use super::{SWITCH, handler_argument, in_charge};
use crate::context::LuaContext;
use crate::error::Result;
use crate::fence::Arguments;
use crate::purpose::Use;
use crate::sys::Js;

static LOADFILE: NativeFunction =
    NativeFunction { name: "loadfile", entry: loadfile, role: Role::Ordinary };
static DOFILE: NativeFunction =
    NativeFunction { name: "dofile", entry: dofile, role: Role::Ordinary };

/// The functions that are served.
const SERVED: [(&str, &NativeFunction); 2] = [("loadfile", &LOADFILE), ("dofile", &DOFILE)];

/// What a chunk of bytecode starts with.
const SIGNATURE: u8 = 0x1b;

/// `set_file_reader(function)`
pub(crate) fn set_file_reader(context: &Rc<LuaContext>, arguments: &Arguments) -> Result<Js> {
    let env = context.env;
    let _entry = context.enter()?;
    let redirection = &context.redirections.files;
    match handler_argument(env, arguments) {
        Some(handler) => {
            install(context, handler)?;
            redirection.remember(env, Some(env.keep(handler)?));
        }
        None => {
            let had_one = redirection.handler.get().is_some();
            redirection.remember(env, None);
            if had_one {
                context.throw_switch(redirection, None, Use::Input)?;
                let globals = context.vm().state().globals_value();
                for (name, _) in SERVED {
                    context.assign_field(globals, name.as_bytes(), RawValue::NIL)?;
                }
            }
        }
    }
    env.undefined()
}

/// Puts a function in charge of the present state.
pub(super) fn install(context: &LuaContext, handler: Js) -> Result<()> {
    let redirection = &context.redirections.files;
    context.throw_switch(redirection, Some(handler), Use::Input)?;
    let values = [RawValue::NIL, context.switch(redirection)?];
    debug_assert_eq!(SWITCH, 1);
    let globals = context.vm().state().globals_value();
    for (name, function) in SERVED {
        let made = context.vm().state().new_native_closure(function, &values);
        let made = made.map_err(|throw| context.failure_of_throw(throw))?;
        context.assign_field(globals, name.as_bytes(), made)?;
    }
    Ok(())
}

/// The path in slot 0.
fn path_of(state: &mut State) -> std::result::Result<String, Throw> {
    if state.slot(0).is_nil() {
        return Err(state.error("a filename is required: there is no standard input to load"));
    }
    Ok(String::from_utf8_lossy(state.check_bytes(0)?).into_owned())
}

/// Asks the function in charge for the file in slot 0.
fn ask(state: &mut State) -> std::result::Result<Option<Action>, Throw> {
    path_of(state)?;
    let Some(handler) = in_charge(state) else { return Ok(None) };
    let path = state.slot(0);
    state.push_callee(handler)?;
    state.push(path)?;
    Ok(Some(Action::Call { args: 1, step: 1, yieldable: true }))
}

/// What came of the file in slot 0.
enum Loaded {
    /// The function in charge is called for it first, which step 1 finds the answer of.
    Asked(Action),
    /// It is this function.
    Function(RawValue),
    /// It cannot be loaded, for this reason.
    Refused(String),
}

/// Asks for the file in slot 0, or makes a function of the answer.
fn load_or_ask(state: &mut State, step: u32) -> std::result::Result<Loaded, Throw> {
    let mut source = RawValue::NIL;
    if step == 1 {
        source = state.result(0);
    } else if let Some(action) = ask(state)? {
        return Ok(Loaded::Asked(action));
    }
    let path = path_of(state)?;
    let loaded = match source.is_string() {
        true => {
            let source = source.pointer::<LuaString>().as_bytes().to_vec();
            load_text(state, &source, &format!("@{path}"))?
        }
        false => Err(format!("cannot open {path}")),
    };
    if step == 1 {
        state.drop_results();
    }
    Ok(match loaded {
        Ok(function) => Loaded::Function(function),
        Err(message) => Loaded::Refused(message),
    })
}

/// Makes a function of a text; why it cannot be done otherwise.
pub(crate) fn load_text(
    state: &mut State,
    source: &[u8],
    name: &str,
) -> std::result::Result<std::result::Result<RawValue, String>, Throw> {
    if source.first() == Some(&SIGNATURE) {
        return Ok(Err(format!("{}: attempt to load a binary chunk (mode is 't')", &name[1..])));
    }
    let context = Context::of_state(state);
    let function = context.load(source).name(name).compile();
    match function.and_then(|function| function.raw(context)) {
        Ok(function) => Ok(Ok(function)),
        Err(Error::Syntax { message, .. }) => Ok(Err(message)),
        Err(error) => Err(context.throw_of(error)),
    }
}

/// `loadfile(path, mode, environment)`
fn loadfile(state: &mut State, step: u32) -> Outcome {
    match load_or_ask(state, step)? {
        Loaded::Asked(action) => Ok(action),
        Loaded::Function(function) => {
            if state.count() > 2 && function.tag == tag::CLOSURE {
                let (closure, environment) = (function.pointer::<Closure>(), state.slot(2));
                if closure.upvalue_count() > 0 {
                    state.heap().set_upvalue(closure.upvalue(0), environment);
                }
            }
            state.answer(function)
        }
        Loaded::Refused(message) => state.answer_failure(message.as_bytes(), None),
    }
}

/// `dofile(path)`
fn dofile(state: &mut State, step: u32) -> Outcome {
    match load_or_ask(state, step)? {
        Loaded::Asked(action) => Ok(action),
        Loaded::Function(function) => {
            state.push_callee(function)?;
            Ok(Action::TailCall { args: 0 })
        }
        Loaded::Refused(message) => Err(state.error_plain(message)),
    }
}
