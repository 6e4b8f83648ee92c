//! Environments of functions: `getfenv` and `setfenv`, of the basic functions and of the debug library.

use crate::interpreter::{Outcome, State, Throw};
use crate::value::{CLOSURE, COROUTINE, USERDATA, Value};

/// The function that slot 0 is, or that runs at the level slot 0 says.
fn function_argument(state: &mut State, default: Option<i64>) -> Result<Value, Throw> {
    let subject = state.slot(0);
    if subject.is_function() {
        return Ok(subject);
    }
    let level = match default {
        Some(default) => state.optional_integer(0, default)?,
        None => state.check_integer(0)?,
    };
    state.check_argument(level >= 0, 0, "level must be non-negative")?;
    match state.subject_at_level(state.coroutine, level as usize) {
        None => Err(state.argument_error(0, "invalid level")),
        Some(None) => {
            Err(state.error(format!("no function environment for tail call at level {level}")))
        }
        Some(Some(frame)) => Ok(frame.function()),
    }
}

/// `getfenv`
pub(super) fn getfenv(state: &mut State, _step: u32) -> Outcome {
    let function = function_argument(state, Some(1))?;
    let environment = match state.function_environment(function) {
        Some(environment) => environment,
        None => state.running_globals()?,
    };
    state.answer(environment)
}

/// `setfenv`
pub(super) fn setfenv(state: &mut State, _step: u32) -> Outcome {
    let environment = state.check_table(1)?;
    let function = function_argument(state, None)?;
    let is_running_coroutine = state.to_number(state.slot(0)).is_some_and(|level| {
        level.as_float().or(level.as_integer().map(|level| level as f64)) == Some(0.0)
    });
    if is_running_coroutine {
        let running = State::coroutine_value(state.coroutine);
        let environment = state.slot(1);
        state.set_other_environment(running, environment)?;
        return state.answer_none();
    }
    if !state.set_function_environment(function, environment)? {
        return Err(refuse(state));
    }
    state.answer(function)
}

fn refuse(state: &mut State) -> Throw {
    state.error("'setfenv' cannot change environment of given object")
}

/// `debug.getfenv`
pub(super) fn debug_getfenv(state: &mut State, _step: u32) -> Outcome {
    let value = state.check_any(0)?;
    if let Some(environment) = state.function_environment(value) {
        return state.answer(environment);
    }
    if !has_environment(value) {
        return state.answer(Value::NIL);
    }
    let own = state.other_environment(value)?;
    let environment = if own.is_nil() { state.globals_value() } else { own };
    state.answer(environment)
}

/// `debug.setfenv`
pub(super) fn debug_setfenv(state: &mut State, _step: u32) -> Outcome {
    let environment = state.check_table(1)?;
    let (value, environment_value) = (state.slot(0), state.slot(1));
    if !state.set_function_environment(value, environment)? {
        if !has_environment(value) {
            return Err(refuse(state));
        }
        state.set_other_environment(value, environment_value)?;
    }
    state.answer(value)
}

/// Whether a value has an environment.
fn has_environment(value: Value) -> bool {
    value.is_function() && value.tag != CLOSURE || matches!(value.tag, COROUTINE | USERDATA)
}
