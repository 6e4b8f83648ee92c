//! `copy_global`: a variable of one context becomes one of another, without JavaScript in between where it need not be.

use std::rc::Rc;

use perilune::api::{Other, Transfer, Value};

use super::LuaContext;
use super::globals::check_path;
use crate::convert;
use crate::environment::Environment;
use crate::error::{Failure, Result};
use crate::fence::{Arguments, fence};
use crate::sys::{Env, Js, UNDEFINED, ValueType};

/// `copy_global(source, name, as)`, where the source is the number of a context
pub(super) fn copy_global(target: &Rc<LuaContext>, arguments: &Arguments) -> Result<Js> {
    let env = target.env;
    let source = arguments.get(0).and_then(|number| env.as_small(number));
    let source = source
        .and_then(|number| Environment::context(env, number))
        .ok_or_else(|| Failure::argument("copy_global() source must be a Lua context"))?;
    let name = text(env, arguments.get(1))?;
    let name = name.ok_or_else(|| Failure::argument("Expected string name as second argument"))?;
    let new_name = match arguments.get(2) {
        Some(value) if !env.is_absent(value)? => text(env, Some(value))?
            .ok_or_else(|| Failure::argument("Expected string name as third argument"))?,
        _ => name.clone(),
    };
    // Neither can be disposed of or replaced before both are left again.
    let _target = target.enter()?;
    let _source = source.enter()?;
    check_path(&new_name)?;
    let most = target.settings.memory_limit();
    let transfer = inside(&source, || {
        let value = source.global_at(name.as_bytes())?;
        source.vm().export_raw(value, most).map_err(|error| source.failure_of(error))
    })?;
    let mut others = Vec::new();
    for other in transfer.others() {
        others.push(convert(&source, target, other, &transfer, &new_name)?);
    }
    check(&source, target)?;
    let copy = target.operate(|machine| machine.import_raw(&transfer, &others));
    let copy = copy.map_err(|error| target.failure_of(error))?;
    target.assign_at(&new_name, copy)?;
    Ok(UNDEFINED)
}

fn text(env: Env, value: Option<Js>) -> Result<Option<String>> {
    match value.filter(|value| env.is_type(*value, ValueType::napi_string)) {
        Some(value) => convert::text_of(env, value).map(Some),
        None => Ok(None),
    }
}

/// Does something with the source, whose errors are values of its own state, and which is at fault where the addon
/// fails.
fn inside<T>(source: &Rc<LuaContext>, body: impl FnOnce() -> Result<T>) -> Result<T> {
    let mut result = None;
    fence(source.env, Some(source), || {
        result = Some(body()?);
        Ok(UNDEFINED)
    });
    result.ok_or(Failure::Pending)
}

/// Refuses to go on with a context that can no longer be used: JavaScript may have begun an asynchronous run.
fn check(source: &LuaContext, target: &LuaContext) -> Result<()> {
    match [source, target].into_iter().find(|context| !context.is_open()) {
        Some(context) => Err(context.refusal()),
        None => Ok(()),
    }
}

/// What a value that is not plain becomes in the target: what JavaScript makes of it. This may run programs of both.
fn convert(
    source: &Rc<LuaContext>,
    target: &Rc<LuaContext>,
    other: &Other,
    transfer: &Transfer,
    new_name: &str,
) -> Result<Value> {
    check(source, target)?;
    let env = target.env;
    let scope = env.open_scope()?;
    let pins = [source, target].map(|context| context.pin_mark());
    let converted = inside(source, || {
        let raw = source.vm().raw_of(&other.value).map_err(|error| source.failure_of(error))?;
        convert::to_js(source, raw)
    });
    let converted = converted.and_then(|value| {
        check(source, target)?;
        let name = match &other.name {
            Some(name) => name.to_string_lossy(),
            None if transfer.is_table() => "?".into(),
            None => new_name.into(),
        };
        let raw = convert::named_to_lua(target, value, &name)?;
        check(source, target)?;
        Ok(target.vm().value_of(raw))
    });
    env.close_scope(scope);
    let converted = converted?;
    // In a context that is both, the second mark is the first.
    source.unpin(pins[0]);
    target.unpin(pins[1]);
    if converted.is_nil() && transfer.is_table() && target.settings.is_strict {
        return Err(convert::refuse_loss(other.value.type_name()));
    }
    Ok(converted)
}
