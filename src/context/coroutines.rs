//! `create_coroutine`, `resume`, `close`: coroutines driven by JavaScript.

use std::rc::Rc;

use perilune::api::native::{
    Action, Coroutine, NativeFunction, Outcome, RawValue, Role, State, Status, tag,
};

use super::LuaContext;
use super::execute::{chunk_name, options_argument};
use crate::convert;
use crate::error::{Failure, Result};
use crate::fence::Arguments;
use crate::handle::{Held, Kind};
use crate::sys::{Js, PropertyAttributes, ValueType};

/// Resumes the coroutine in slot 0 with the other slots: true and values, or false and an error.
static RESUME: NativeFunction =
    NativeFunction { name: "?", entry: resume_it, role: Role::Ordinary };

/// Closes the coroutine in slot 0: true, or false and an error.
static CLOSE: NativeFunction = NativeFunction { name: "?", entry: close_it, role: Role::Ordinary };

fn resume_it(_state: &mut State, _step: u32) -> Outcome {
    Ok(Action::Resume)
}

fn close_it(_state: &mut State, _step: u32) -> Outcome {
    Ok(Action::CloseCoroutine)
}

/// What JavaScript calls the status of a coroutine.
pub(crate) fn status_of(coroutine: RawValue) -> &'static str {
    match coroutine.pointer::<Coroutine>().status {
        Status::Suspended => "suspended",
        Status::Running | Status::Normal => "running",
        Status::Dead | Status::Failed => "dead",
    }
}

/// `create_coroutine(body, options)`
pub(super) fn create_coroutine(context: &Rc<LuaContext>, arguments: &Arguments) -> Result<Js> {
    let env = context.env;
    let _entry = context.enter()?;
    let body = arguments.get(0).map_or_else(|| env.undefined(), Ok)?;
    let function = match env.type_of(body)? {
        ValueType::napi_string => {
            let options = options_argument(env, arguments.get(1), "create_coroutine")?;
            let name = chunk_name(env, options, "create_coroutine")?;
            let chunk =
                convert::with_text(env, body, |script| context.load(script, name.as_deref()))??;
            let chunk = chunk.raw(context.vm()).map_err(|error| context.failure_of(error))?;
            context.run(chunk, &[])?;
            let function = context.vm().state().host_result(0);
            if !function.is_function() {
                return Err(Failure::Plain("Script must return a function".into()));
            }
            function
        }
        ValueType::napi_function => function_argument(context, body)?,
        _ => {
            return Err(Failure::argument(
                "Expected a script string that returns a function, or a Lua function",
            ));
        }
    };
    context.pin(function);
    let coroutine = context.vm().state().new_coroutine(function);
    let coroutine = coroutine.map_err(|throw| context.failure_of_throw(throw))?;
    context.expose(RawValue::object(tag::COROUTINE, coroutine), Kind::Coroutine)
}

/// The Lua function of this context that a function of JavaScript stands for.
pub(crate) fn function_argument(context: &LuaContext, function: Js) -> Result<RawValue> {
    let held = Held::of(&context.environment, context.env, function);
    let Some(held) = held.filter(|held| held.kind == Kind::Function) else {
        return Err(Failure::argument("Expected a Lua function, not a plain JavaScript function"));
    };
    if !held.is_released() {
        held.check_owner(context)?;
    }
    held.live_value()
}

/// The coroutine that the first argument of a method stands for.
pub(crate) fn coroutine_argument<'a>(
    context: &LuaContext,
    value: Option<Js>,
    missing: &'static str,
) -> Result<&'a Held> {
    let value = value.filter(|value| {
        matches!(context.env.type_of(*value), Ok(ValueType::napi_object | ValueType::napi_function))
    });
    let value = value.ok_or_else(|| Failure::argument(missing))?;
    let held = Held::of(&context.environment, context.env, value);
    held.filter(|held| held.kind == Kind::Coroutine)
        .ok_or_else(|| Failure::argument("Invalid coroutine object"))
}

/// `resume(coroutine, ...arguments)`
pub(super) fn resume(context: &Rc<LuaContext>, arguments: &Arguments) -> Result<Js> {
    let held = coroutine_argument(
        context,
        arguments.get(0),
        "Expected a coroutine object as first argument",
    )?;
    let _entry = context.enter()?;
    if !held.is_released() {
        held.check_owner(context)?;
    }
    let coroutine = held.live_value()?;
    context.pin(coroutine);
    let mut room = convert::Room::new();
    let values = room.fill(context, arguments.all().get(1..).unwrap_or_default())?;
    let mut all = vec![coroutine];
    all.extend_from_slice(values);
    let outcome = context.run(RESUME.value(), &all);
    resumed(context, held, coroutine, outcome)
}

/// What a resumption has come to, as `outcome_of` says it; the object of the coroutine tells its status.
pub(crate) fn resumed(
    context: &Rc<LuaContext>,
    held: &Held,
    coroutine: RawValue,
    outcome: Result<()>,
) -> Result<Js> {
    let result = outcome_of(context, coroutine, outcome)?;
    show_status(context, held, coroutine)?;
    Ok(result)
}

/// What a resumption has come to: `{ status, values, error }`. The error has the exception itself as its hidden
/// `cause`.
fn outcome_of(context: &Rc<LuaContext>, coroutine: RawValue, outcome: Result<()>) -> Result<Js> {
    let env = context.env;
    let failure = match outcome {
        Err(failure) => Some(failure),
        Ok(()) if !context.vm().state().host_result(0).is_falsy() => None,
        Ok(()) => {
            let error = context.vm().state().host_result(1);
            context.pin(error);
            Some(context.failure_of_value(error))
        }
    };
    let result = env.object()?;
    let Some(failure) = failure else {
        let values = convert::results_from(context, 1)?;
        env.set_field(result, c"status", env.latin1(status_of(coroutine).as_bytes())?)?;
        env.set_field(result, c"values", values)?;
        return Ok(result);
    };
    let text = match &failure {
        Failure::Lua(failure) => failure.text_without_traceback().to_owned(),
        other => other.text(env),
    };
    let exception = context.exception_of(failure)?;
    // A coroutine that could not be resumed is what it was.
    env.set_field(result, c"status", env.latin1(status_of(coroutine).as_bytes())?)?;
    env.set_field(result, c"values", env.array(0)?)?;
    env.set_field(result, c"error", env.utf8(text.as_bytes())?)?;
    env.define(result, env.latin1(b"cause")?, exception, PropertyAttributes::default)?;
    Ok(result)
}

/// Writes on the object of a coroutine what the coroutine does now.
fn show_status(context: &LuaContext, held: &Held, coroutine: RawValue) -> Result<()> {
    match held.object()? {
        Some(object) => {
            let status = context.env.latin1(status_of(coroutine).as_bytes())?;
            context.env.set_field(object, c"status", status)
        }
        None => Ok(()),
    }
}

/// `close(coroutine)`
pub(super) fn close(context: &Rc<LuaContext>, arguments: &Arguments) -> Result<Js> {
    let held =
        coroutine_argument(context, arguments.get(0), "close() requires a coroutine object")?;
    let _entry = context.enter()?;
    if held.is_released() {
        return context.env.undefined();
    }
    held.check_owner(context)?;
    let coroutine = held.live_value()?;
    context.pin(coroutine);
    if status_of(coroutine) == "running" {
        return Err(Failure::Plain("close(): the coroutine is running".into()));
    }
    let was_dead = status_of(coroutine) == "dead";
    let outcome = context.run(CLOSE.value(), &[coroutine]);
    let has_failed = outcome.is_ok() && context.vm().state().host_result(0).is_falsy();
    let error = context.vm().state().host_result(1);
    context.pin(error);
    show_status(context, held, coroutine)?;
    outcome?;
    // What a dead coroutine has failed with was told when it failed.
    if has_failed && !was_dead {
        return Err(context.failure_of_value(error));
    }
    context.env.undefined()
}
