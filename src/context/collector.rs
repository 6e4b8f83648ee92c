//! `gc(command, ...)`: the garbage collector.

use std::rc::Rc;

use perilune::api::{CollectorMode, CollectorParameter, Context};

use super::LuaContext;
use crate::convert;
use crate::error::{Code, Failure, Result};
use crate::fence::Arguments;
use crate::sys::{Js, ValueType};

/// The largest value of a parameter.
const MAX_PARAMETER: f64 = 100_000.0;

/// `gc(command, ...)`
pub(super) fn gc(context: &Rc<LuaContext>, arguments: &Arguments) -> Result<Js> {
    let env = context.env;
    let command = arguments.get(0).filter(|value| env.is_type(*value, ValueType::napi_string));
    let command = command.ok_or_else(|| Failure::argument("gc() requires a command string"))?;
    let command = convert::text_of(env, command)?;
    let _entry = context.enter()?;
    if context.vm().state().is_running_finalizer() {
        return Err(Failure::lua(Code::Busy, "gc(): a collection is in progress"));
    }
    match command.as_str() {
        "collect" => {
            context.operate(Context::collect).map_err(|error| context.failure_of(error))?
        }
        "stop" => context.vm().stop_collector(),
        "restart" => context.vm().restart_collector(),
        "isrunning" => return env.boolean(context.vm().is_collector_running()),
        "count" => return env.double(context.vm().memory_used() as f64 / 1024.0),
        "step" => {
            let size = step_size(context, arguments)?;
            let has_ended = context
                .operate(|machine| machine.collect_step(size))
                .map_err(|error| context.failure_of(error))?;
            return env.boolean(has_ended);
        }
        "incremental" => return mode(context, CollectorMode::Incremental),
        "generational" => return mode(context, CollectorMode::Generational),
        "param" => return parameter(context, arguments),
        _ => return Err(Failure::Plain(format!("Unknown GC command: '{command}'").into())),
    }
    env.undefined()
}

/// How much a step is to do, in kilobytes.
fn step_size(context: &LuaContext, arguments: &Arguments) -> Result<usize> {
    match arguments.get(1) {
        None => Ok(0),
        Some(value) if context.env.is_type(value, ValueType::napi_undefined) => Ok(0),
        Some(value) => match context.env.as_double(value) {
            Some(size) if size >= 0.0 => Ok(size as usize),
            Some(_) => Err(Failure::Range("gc('step') size must be non-negative".into())),
            None => Err(Failure::argument("gc('step') size must be a number")),
        },
    }
}

/// Sets the mode and answers the one before.
fn mode(context: &LuaContext, mode: CollectorMode) -> Result<Js> {
    let before = context.vm().set_collector_mode(mode);
    if mode == CollectorMode::Generational {
        // Garbage that there is is not left to a collection to come.
        context.operate(Context::collect).map_err(|error| context.failure_of(error))?;
    }
    context.env.latin1(match before {
        CollectorMode::Incremental => b"incremental",
        CollectorMode::Generational => b"generational",
    })
}

/// Gets a parameter, and sets it if there is a value.
fn parameter(context: &LuaContext, arguments: &Arguments) -> Result<Js> {
    let env = context.env;
    let name = arguments.get(1).filter(|value| env.is_type(*value, ValueType::napi_string));
    let name = name.ok_or_else(|| Failure::argument("gc('param') requires a parameter name"))?;
    let name = convert::text_of(env, name)?;
    let parameter = CollectorParameter::from_name(name.as_bytes())
        .ok_or_else(|| Failure::Plain(format!("Unknown GC parameter: '{name}'").into()))?;
    let value = match arguments.get(2) {
        Some(value) if !env.is_type(value, ValueType::napi_undefined) => match env.as_double(value)
        {
            Some(number) if (0.0..=MAX_PARAMETER).contains(&number) => Some(number as usize),
            Some(_) => {
                return Err(Failure::Range(
                    "gc('param') value must be between 0 and 100000".into(),
                ));
            }
            None => return Err(Failure::argument("gc('param') value must be a number")),
        },
        _ => None,
    };
    env.double(context.vm().collector_parameter(parameter, value) as f64)
}
