//! The coroutine library.

use super::library::library;
use crate::dialect::Dialects;
use crate::gc::Gc;
use crate::interpreter::{Action, NativeFunction, Outcome, Role, State, Throw};
use crate::object::{Coroutine, Status};
use crate::value::{CLOSURE, COROUTINE, Value};

library! {
    /// Coroutines.
    static COROUTINES = "coroutine", prefix "coroutine.";

    /// Closes a coroutine and its pending variables.
    close(coroutine?) in Dialects::LUA55 => close;
    /// Closes a coroutine that does not run, and its pending variables.
    close(coroutine) in Dialects::LUA54 => close_other;
    /// A new coroutine with a function for its body.
    create(function) in Dialects::SINCE_LUA52 => create;
    /// A new coroutine with a Lua function for its body.
    create(function) in Dialects::LUA51 => create_of_lua_function;
    /// Whether a coroutine can yield.
    isyieldable(coroutine?) in Dialects::SINCE_LUA54 => isyieldable;
    /// Whether the running coroutine may be suspended.
    isyieldable() in Dialects::LUA53 => running_is_yieldable;
    /// Starts or continues a coroutine.
    resume(coroutine, ...) => resume, Resume;
    /// The running coroutine and whether it is the main one.
    running() in Dialects::SINCE_LUA52 => running;
    /// The running coroutine; nil in the main one.
    running() in Dialects::LUA51 => running_unless_main;
    /// What a coroutine is doing.
    status(coroutine) => status;
    /// A function that resumes a new coroutine.
    wrap(function) in Dialects::SINCE_LUA52 => wrap;
    /// A function that resumes a new coroutine with a Lua function for its body.
    wrap(function) in Dialects::LUA51 => wrap_lua_function;
    /// Suspends the running coroutine.
    yield(...) => yield_all, Yield;
}

/// What `wrap` makes closures of: value 0 is the coroutine.
static RESUMER: NativeFunction =
    NativeFunction { name: "coroutine.wrap", entry: resume_wrapped, role: Role::ResumeWrapped };

fn coroutine_value(coroutine: Gc<Coroutine>) -> Value {
    Value::object(COROUTINE, coroutine)
}

/// The coroutine in slot 0; the running one if there is no argument.
fn optional_coroutine(state: &mut State) -> Result<Gc<Coroutine>, Throw> {
    if state.has_argument(0) { state.check_coroutine(0) } else { Ok(state.coroutine) }
}

fn create(state: &mut State, _step: u32) -> Outcome {
    let function = state.check_function(0)?;
    let coroutine = state.new_coroutine(function)?;
    state.answer(coroutine_value(coroutine))
}

fn wrap(state: &mut State, _step: u32) -> Outcome {
    let function = state.check_function(0)?;
    let coroutine = state.new_coroutine(function)?;
    let closure = state.new_native_closure(&RESUMER, &[coroutine_value(coroutine)])?;
    state.answer(closure)
}

/// A new coroutine, with the environment of the running one.
fn coroutine_of_lua_function(state: &mut State) -> Result<Value, Throw> {
    let function = state.slot(0);
    state.check_argument(function.tag == CLOSURE, 0, "Lua function expected")?;
    let coroutine = coroutine_value(state.new_coroutine(function)?);
    let running = coroutine_value(state.coroutine);
    let environment = state.other_environment(running)?;
    if !environment.is_nil() {
        state.set_other_environment(coroutine, environment)?;
    }
    Ok(coroutine)
}

fn create_of_lua_function(state: &mut State, _step: u32) -> Outcome {
    let coroutine = coroutine_of_lua_function(state)?;
    state.answer(coroutine)
}

fn wrap_lua_function(state: &mut State, _step: u32) -> Outcome {
    let coroutine = coroutine_of_lua_function(state)?;
    let closure = state.new_native_closure(&RESUMER, &[coroutine])?;
    state.answer(closure)
}

fn resume(state: &mut State, _step: u32) -> Outcome {
    state.check_coroutine(0)?;
    Ok(Action::Resume)
}

fn resume_wrapped(_state: &mut State, _step: u32) -> Outcome {
    Ok(Action::ResumeWrapped)
}

fn yield_all(_state: &mut State, _step: u32) -> Outcome {
    Ok(Action::Yield)
}

fn running(state: &mut State, _step: u32) -> Outcome {
    let running = coroutine_value(state.coroutine);
    let is_main = state.coroutine == state.main;
    state.answer_all(&[running, Value::boolean(is_main)])
}

fn running_unless_main(state: &mut State, _step: u32) -> Outcome {
    let running = state.coroutine;
    state.answer(if running == state.main { Value::NIL } else { coroutine_value(running) })
}

/// What a coroutine is doing, in the words of the library.
fn status_name(coroutine: Gc<Coroutine>) -> &'static str {
    match coroutine.status {
        Status::Suspended => "suspended",
        Status::Running => "running",
        Status::Normal => "normal",
        Status::Dead | Status::Failed => "dead",
    }
}

fn status(state: &mut State, _step: u32) -> Outcome {
    let coroutine = state.check_coroutine(0)?;
    state.answer_bytes(status_name(coroutine).as_bytes())
}

fn isyieldable(state: &mut State, _step: u32) -> Outcome {
    let coroutine = optional_coroutine(state)?;
    let is_yieldable = state.is_coroutine_yieldable(coroutine);
    state.answer(Value::boolean(is_yieldable))
}

fn running_is_yieldable(state: &mut State, _step: u32) -> Outcome {
    let is_yieldable = state.is_coroutine_yieldable(state.coroutine);
    state.answer(Value::boolean(is_yieldable))
}

fn close(state: &mut State, _step: u32) -> Outcome {
    let coroutine = optional_coroutine(state)?;
    match coroutine.status {
        Status::Normal => return Err(state.error("cannot close a normal coroutine")),
        Status::Running if coroutine == state.main => {
            return Err(state.error("cannot close main thread"));
        }
        _ => {}
    }
    state.set_count(1)?;
    state.set_slot(0, coroutine_value(coroutine));
    Ok(Action::CloseCoroutine)
}

fn close_other(state: &mut State, _step: u32) -> Outcome {
    let coroutine = state.check_coroutine(0)?;
    if matches!(coroutine.status, Status::Normal | Status::Running) {
        let message = ["cannot close a ", status_name(coroutine), " coroutine"].concat();
        return Err(state.error(message));
    }
    state.set_count(1)?;
    Ok(Action::CloseCoroutine)
}
