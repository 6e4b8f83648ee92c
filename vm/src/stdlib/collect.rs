//! `collectgarbage`: the collector as seen from Lua.

use crate::gc::{Mode, Parameter};
use crate::interpreter::{Action, CollectRequest, Outcome, State, Throw};
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

/// The options of dialects that have one for each parameter, and modes.
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

/// The options of dialects that have one for each parameter, and one mode.
const MODELESS_OPTIONS: &[&str] =
    &["stop", "restart", "collect", "count", "step", "isrunning", "setpause", "setstepmul"];

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

/// `collectgarbage` with an option for each parameter and without modes.
pub(super) fn collectgarbage_without_modes(state: &mut State, step: u32) -> Outcome {
    control(state, step, MODELESS_OPTIONS)
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
        "step" => return take_step(state, options == OPTIONS),
        "isrunning" => {
            let is_running = state.heap.collector.is_running();
            return state.answer(Value::boolean(is_running));
        }
        "generational" => return set_mode(state, Mode::Generational),
        "incremental" => {
            if options == OLD_OPTIONS {
                set_scaled_parameters(state)?;
            }
            return set_mode(state, Mode::Incremental);
        }
        "param" => return parameter(state),
        "setpause" => return set_scaled(state, Parameter::Pause),
        "setstepmul" => return set_scaled(state, Parameter::StepMultiplier),
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

/// `step`: by so many bytes, or kilobytes.
fn take_step(state: &mut State, counts_bytes: bool) -> Outcome {
    let amount = usize::try_from(state.optional_integer(1, 0)?).unwrap_or(0);
    let bytes = if counts_bytes { amount } else { amount.saturating_mul(1024) };
    // Where the amount is in kilobytes, a step as large as everything in use does everything.
    if !counts_bytes && bytes >= state.heap.collector.bytes_in_use() {
        return collect(state, CollectRequest::Full, 3);
    }
    collect(state, CollectRequest::Step(bytes), 2)
}

/// What a parameter of the collector is called in the dialect: its default, and the default in this machine.
fn scale_of(state: &State, parameter: Parameter) -> (usize, usize) {
    let (pause, multiplier) = state.dialect.collector_defaults;
    match parameter {
        Parameter::Pause => (pause, parameter.default()),
        _ => (multiplier, parameter.default()),
    }
}

/// Sets a parameter in the measure of the dialect, and answers what it was.
fn set_scaled(state: &mut State, parameter: Parameter) -> Outcome {
    let value = state.optional_integer(1, 0)?;
    let previous = exchange_scaled(state, parameter, usize::try_from(value).unwrap_or(0));
    let previous = state.integer_value(previous as i64);
    state.answer(previous)
}

fn exchange_scaled(state: &mut State, parameter: Parameter, value: usize) -> usize {
    let (theirs, ours) = scale_of(state, parameter);
    let inner = value.min(1_000_000) * ours / theirs;
    let previous = state.heap.collector.parameter(parameter, Some(inner));
    (previous * theirs).div_ceil(ours)
}

/// The arguments behind `incremental`: pause and step multiplier, where they are not zero.
fn set_scaled_parameters(state: &mut State) -> Result<(), Throw> {
    for (index, parameter) in [Parameter::Pause, Parameter::StepMultiplier].into_iter().enumerate()
    {
        match usize::try_from(state.optional_integer(index + 1, 0)?) {
            Ok(0) | Err(_) => {}
            Ok(value) => {
                exchange_scaled(state, parameter, value);
            }
        }
    }
    Ok(())
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

/// Changes the mode and answers the previous one, where that is told.
fn set_mode(state: &mut State, mode: Mode) -> Outcome {
    let previous = state.heap.collector.set_mode(mode);
    if !state.dialect.library.modes_are_told {
        let zero = state.integer_value(0);
        return state.answer(zero);
    }
    match previous {
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
