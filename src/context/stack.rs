//! `get_stack` and `get_locals`: the calls in progress and their variables.

use std::rc::Rc;

use perilune::api::FrameDescription;

use super::LuaContext;
use super::hook::Hook;
use crate::convert;
use crate::error::{Failure, Result};
use crate::fence::Arguments;
use crate::sys::{Env, Js, ValueType};

/// How many calls are listed unless more are asked for.
const MAX_LEVELS: usize = 200;

/// A count that is not negative.
fn natural(env: Env, value: Js, what: &str) -> Result<Option<usize>> {
    match env.as_double(value) {
        Some(number) if number >= 0.0 => Ok(Some(number as usize)),
        Some(_) => Err(Failure::Range(format!("{what} must be a non-negative integer").into())),
        None => Ok(None),
    }
}

/// How many of the innermost calls are not the program's: a hook is none of its calls.
fn hidden_levels(context: &LuaContext) -> usize {
    let depth = context.vm().state().run_depth();
    let hooked = context.hook.get().map_or(0, Hook::depth);
    usize::from(depth > 0 && hooked == depth)
}

/// `get_stack({ maxLevels })`
pub(super) fn get_stack(context: &Rc<LuaContext>, arguments: &Arguments) -> Result<Js> {
    let env = context.env;
    let _entry = context.enter()?;
    let mut limit = MAX_LEVELS;
    let options = arguments.get(0).filter(|value| env.is_type(*value, ValueType::napi_object));
    if let Some(options) = options {
        let given = env.field(options, c"maxLevels")?;
        limit = natural(env, given, "get_stack() maxLevels")?.unwrap_or(limit);
    }
    let list = env.array(0)?;
    let hidden = hidden_levels(context);
    for level in 0..limit {
        let Some(frame) = context.vm().frame(level + hidden) else { break };
        env.set_element(list, level as u32, describe(env, level, &frame)?)?;
    }
    Ok(list)
}

/// One call as an object.
fn describe(env: Env, level: usize, frame: &FrameDescription) -> Result<Js> {
    let line = |line: Option<u32>| env.double(line.map_or(-1.0, f64::from));
    let text = |text: &str| env.utf8(text.as_bytes());
    let object = env.object()?;
    env.set_field(object, c"level", env.double(level as f64)?)?;
    env.set_field(object, c"source", text(&frame.source)?)?;
    env.set_field(object, c"shortSource", text(&frame.short_source)?)?;
    env.set_field(object, c"currentLine", line(frame.line)?)?;
    env.set_field(object, c"lineDefined", line(frame.line_defined)?)?;
    env.set_field(object, c"name", text(frame.name.as_deref().unwrap_or_default())?)?;
    env.set_field(object, c"nameWhat", text(frame.name_kind)?)?;
    env.set_field(object, c"what", text(frame.what)?)?;
    Ok(object)
}

/// `get_locals(level)`
pub(super) fn get_locals(context: &Rc<LuaContext>, arguments: &Arguments) -> Result<Js> {
    let env = context.env;
    let level = match arguments.get(0) {
        Some(level) => natural(env, level, "get_locals() level")?,
        None => None,
    };
    let level = level.ok_or_else(|| Failure::argument("get_locals() requires a stack level"))?;
    let _entry = context.enter()?;
    let shown = level.saturating_add(hidden_levels(context));
    if context.vm().frame(shown).is_none() {
        return Err(Failure::Range(format!("no stack frame at level {level}").into()));
    }
    let locals = context.vm().locals(shown);
    let list = env.array(0)?;
    let named = locals.iter().filter(|local| !local.name.starts_with('('));
    for (index, local) in named.enumerate() {
        let raw = context.vm().raw_of(&local.value);
        let raw = raw.map_err(|error| context.failure_of(error))?;
        let object = env.object()?;
        env.set_field(object, c"name", env.utf8(local.name.as_bytes())?)?;
        env.set_field(object, c"value", convert::to_js(context, raw)?)?;
        env.set_element(list, index as u32, object)?;
    }
    Ok(list)
}
