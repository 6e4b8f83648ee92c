//! `collectgarbage`: the collector as seen from Lua.

use crate::gc::{Mode, Parameter};
use crate::interpreter::{Action, CollectRequest, Outcome, State};
use crate::object::LuaString;
use crate::value::Value;

/// The options of dialects that name the collector's parameters.
const OPTIONS: &[&str] = &[
    "stop",
    "restart",
    "collect",
    "count",
    "step",
    "isrunning",
    "generational",
    "incremental",
    "param",
];

/// The options of dialects that have one for each parameter.
const OLD_OPTIONS: &[&str] = &[
    "stop",
    "restart",
    "collect",
    "count",
    "step",
    "isrunning",
    "generational",
    "incremental",
    "setpause",
    "setstepmul",
];

/// The options of dialects whose only mode is the incremental one.
const INCREMENTAL_OPTIONS: &[&str] =
    &["stop", "restart", "collect", "count", "step", "setpause", "setstepmul"];

/// The names of the collector's parameters.
const PARAMETERS: &[&str] =
    &["minormul", "majorminor", "minormajor", "pause", "stepmul", "stepsize"];

/// `collectgarbage` with `param`.
pub(super) fn collectgarbage(state: &mut State, step: u32) -> Outcome {
    control(state, step, OPTIONS)
}

/// `collectgarbage` with an option for each parameter.
pub(super) fn collectgarbage_by_option(state: &mut State, step: u32) -> Outcome {
    control(state, step, OLD_OPTIONS)
}

/// `collectgarbage` where the incremental mode is the only one.
pub(super) fn collectgarbage_incremental(state: &mut State, step: u32) -> Outcome {
    control(state, step, INCREMENTAL_OPTIONS)
}

/// `collectgarbage` whose count comes with the bytes that make no whole kilobyte.
pub(super) fn collectgarbage_with_remainder(state: &mut State, step: u32) -> Outcome {
    let outcome = control(state, step, OLD_OPTIONS)?;
    let is_count = step == 0 && state.slot(0).is_string() && {
        state.slot(0).pointer::<LuaString>().as_bytes() == b"count"
    };
    if !is_count {
        return Ok(outcome);
    }
    let bytes = state.heap.collector.bytes_in_use();
    let remainder = state.integer_value((bytes % 1024) as i64);
    state.answer_all(&[Value::float(bytes as f64 / 1024.0), remainder])
}

fn control(state: &mut State, step: u32, options: &[&str]) -> Outcome {
    match step {
        1 => {
            let zero = state.integer_value(0);
            return state.answer(zero);
        }
        3 => return state.answer(Value::boolean(true)),
        2 => {
            let finished = state.collection_finished();
            return state.answer(Value::boolean(finished));
        }
        _ => {}
    }
    let option = state.check_option(0, Some("collect"), options)?;
    if state.is_finalizing {
        // The collector cannot be controlled from a finalizer.
        return state.answer(Value::NIL);
    }
    match options[option] {
        "stop" => state.heap.collector.stop(),
        "restart" => state.heap.collector.restart(),
        "collect" => return collect(state, CollectRequest::Full, 1),
        "count" => return count(state),
        "step" => {
            let kilobytes = state.optional_integer(1, 0)?;
            let kilobytes = usize::try_from(kilobytes).unwrap_or(0);
            // Where parameters have options of their own, a step as large as everything in use does everything.
            let bytes = state.heap.collector.bytes_in_use();
            if options.contains(&"setpause") && kilobytes.saturating_mul(1024) >= bytes {
                return collect(state, CollectRequest::Full, 3);
            }
            return collect(state, CollectRequest::Step(kilobytes), 2);
        }
        "isrunning" => {
            let is_running = state.heap.collector.is_running();
            return state.answer(Value::boolean(is_running));
        }
        "generational" => return set_mode(state, Mode::Generational),
        "incremental" => return set_mode(state, Mode::Incremental),
        "param" => return parameter(state),
        "setpause" => return set_parameter(state, Parameter::Pause, 1),
        "setstepmul" => return set_parameter(state, Parameter::StepMultiplier, 1),
        _ => {}
    }
    let zero = state.integer_value(0);
    state.answer(zero)
}

/// Has the interpreter collect, then goes on with `step`.
fn collect(state: &mut State, request: CollectRequest, step: u32) -> Outcome {
    state.request_collection(request);
    Ok(Action::Collect { step })
}

/// The memory in use in kilobytes, with a fraction.
fn count(state: &mut State) -> Outcome {
    let bytes = state.heap.collector.bytes_in_use();
    state.answer(Value::float(bytes as f64 / 1024.0))
}

/// `gcinfo`: as `count`, without the fraction.
pub(super) fn gcinfo(state: &mut State, _step: u32) -> Outcome {
    let kilobytes = state.heap.collector.bytes_in_use() / 1024;
    let kilobytes = state.integer_value(kilobytes as i64);
    state.answer(kilobytes)
}

/// Changes the mode and answers the previous one.
fn set_mode(state: &mut State, mode: Mode) -> Outcome {
    match state.heap.collector.set_mode(mode) {
        Mode::Generational => state.answer_bytes(b"generational"),
        Mode::Incremental => state.answer_bytes(b"incremental"),
    }
}

fn parameter(state: &mut State) -> Outcome {
    let index = state.check_option(1, None, PARAMETERS)?;
    match Parameter::from_name(PARAMETERS[index].as_bytes()) {
        Some(parameter) => set_parameter(state, parameter, 2),
        None => state.answer(Value::NIL),
    }
}

/// Answers a parameter and, if the argument is not negative, sets it.
fn set_parameter(state: &mut State, parameter: Parameter, argument: usize) -> Outcome {
    let value = state.optional_integer(argument, -1)?;
    let value = usize::try_from(value).ok();
    let previous = state.heap.collector.parameter(parameter, value);
    let previous = state.integer_value(previous as i64);
    state.answer(previous)
}
