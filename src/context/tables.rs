//! Tables as objects: `create_table`, `get_global_ref`, `create_environment`, `execute_script_in`, `set_metatable`.

use std::rc::Rc;

use perilune::api::native::{Closure, RawValue, tag};

use super::LuaContext;
use super::execute::{chunk_name, options_argument};
use crate::convert;
use crate::error::{Failure, Result};
use crate::fence::Arguments;
use crate::handle::{Held, Kind};
use crate::sys::{Env, Js, ValueType};

/// An argument that is an object and neither null nor a function.
fn object_argument(env: Env, value: Option<Js>) -> Option<Js> {
    value.filter(|value| env.is_type(*value, ValueType::napi_object))
}

/// Whether an argument stands for nothing.
fn is_absent(env: Env, value: Option<Js>) -> Result<bool> {
    value.map_or(Ok(true), |value| env.is_absent(value))
}

impl LuaContext {
    /// The table that a handle or a proxy of this context stands for; nothing for other values.
    pub(super) fn table_reference(&self, value: Js) -> Result<Option<RawValue>> {
        let held = Held::of(&self.environment, self.env, value).filter(|held| held.kind.is_table());
        let Some(held) = held else { return Ok(None) };
        if held.is_released() {
            return held.live_value().map(Some);
        }
        held.check_owner(self)?;
        held.live_value().map(Some)
    }
}

/// `create_table(initial)`
pub(super) fn create_table(context: &Rc<LuaContext>, arguments: &Arguments) -> Result<Js> {
    let env = context.env;
    let _entry = context.enter()?;
    if is_absent(env, arguments.get(0))? {
        let table = context.new_table()?;
        return context.expose(table, Kind::Table);
    }
    let initial = object_argument(env, arguments.get(0))
        .ok_or_else(|| Failure::argument("create_table() argument must be an object or array"))?;
    let table = convert::object_to_table(context, initial)?;
    context.expose(table, Kind::Table)
}

/// `get_global_ref(name)`
pub(super) fn get_global_ref(context: &Rc<LuaContext>, arguments: &Arguments) -> Result<Js> {
    let env = context.env;
    let name = arguments.get(0).filter(|name| env.is_type(*name, ValueType::napi_string));
    let name = name.ok_or_else(|| Failure::argument("Expected string name as first argument"))?;
    let _entry = context.enter()?;
    let name = convert::text_of(env, name)?;
    let globals = context.vm().state().globals_value();
    let value = context.field(globals, name.as_bytes())?;
    if value.is_table() {
        return context.expose(value, Kind::Table);
    }
    let kind = context.vm().state().type_name(value);
    Err(Failure::Type(format!("global '{name}' is not a table (got {kind})").into()))
}

/// `create_environment({ whitelist, inherit })`
pub(super) fn create_environment(context: &Rc<LuaContext>, arguments: &Arguments) -> Result<Js> {
    let env = context.env;
    let _entry = context.enter()?;
    let (mut names, mut inherits) = (Vec::new(), false);
    if !is_absent(env, arguments.get(0))? {
        let options = object_argument(env, arguments.get(0));
        let options = match options {
            Some(options) if !env.is_array(options)? => options,
            _ => return Err(Failure::argument("create_environment() options must be an object")),
        };
        names = whitelist(env, env.field(options, c"whitelist")?)?;
        let inherit = env.field(options, c"inherit")?;
        inherits = env.truth_of(inherit)?;
    }
    let table = context.new_table()?;
    let globals = context.vm().state().globals_value();
    for name in names {
        let value = context.field(globals, name.as_bytes())?;
        context.set_raw(table, &name, value)?;
    }
    if inherits {
        let metatable = context.new_table()?;
        context.set_raw(metatable, "__index", globals)?;
        context.put_metatable(table, metatable)?;
    }
    context.expose(table, Kind::Table)
}

/// The names of the globals that an environment begins with.
fn whitelist(env: Env, value: Js) -> Result<Vec<String>> {
    if is_absent(env, Some(value))? {
        return Ok(Vec::new());
    }
    if !env.is_array(value)? {
        let message = "create_environment() whitelist must be an array of strings";
        return Err(Failure::argument(message));
    }
    let mut names = Vec::new();
    for index in 0..env.array_length(value)? {
        let name = env.element(value, index)?;
        if !env.is_type(name, ValueType::napi_string) {
            let message = "create_environment() whitelist entries must be strings";
            return Err(Failure::argument(message));
        }
        names.push(convert::text_of(env, name)?);
    }
    Ok(names)
}

/// `execute_script_in(environment, script, options)`
pub(super) fn execute_script_in(context: &Rc<LuaContext>, arguments: &Arguments) -> Result<Js> {
    let env = context.env;
    let script = arguments.get(1).filter(|value| env.is_type(*value, ValueType::napi_string));
    let (Some(environment), Some(script)) = (arguments.get(0), script) else {
        let message = "execute_script_in() requires an environment and a script string";
        return Err(Failure::argument(message));
    };
    let _entry = context.enter()?;
    let options = options_argument(env, arguments.get(2), "execute_script_in")?;
    let name = chunk_name(env, options, "execute_script_in")?;
    let table = context.table_reference(environment)?.ok_or_else(|| {
        Failure::argument(
            "execute_script_in() first argument must be an environment or table reference",
        )
    })?;
    context.pin(table);
    let function =
        convert::with_text(env, script, |script| context.load(script, name.as_deref()))??;
    let closure = function.raw(context.vm()).map_err(|error| context.failure_of(error))?;
    if closure.tag == tag::CLOSURE {
        let closure = closure.pointer::<Closure>();
        if closure.upvalue_count() > 0 {
            context.vm().state().heap().set_upvalue(closure.upvalue(0), table);
        }
    }
    context.run_chunk(&function)
}

/// `set_metatable(target, metatable)`
pub(super) fn set_metatable(context: &Rc<LuaContext>, arguments: &Arguments) -> Result<Js> {
    let env = context.env;
    let (Some(target), Some(metatable)) = (arguments.get(0), arguments.get(1)) else {
        return Err(Failure::argument("set_metatable() requires a target and a metatable object"));
    };
    let _entry = context.enter()?;
    let target = target_table(context, target)?;
    context.pin(target);
    let metatable = object_argument(env, Some(metatable))
        .ok_or_else(|| Failure::argument("set_metatable() metatable must be an object"))?;
    let table = convert::object_to_table(context, metatable)?;
    context.put_metatable(target, table)?;
    env.undefined()
}

/// The table that is to get a metatable: a handle's, or that of a global.
fn target_table(context: &Rc<LuaContext>, target: Js) -> Result<RawValue> {
    let env = context.env;
    if !env.is_type(target, ValueType::napi_string) {
        return context.table_reference(target)?.ok_or_else(|| {
            Failure::argument("set_metatable() target must be a global name or a table handle")
        });
    }
    let name = convert::text_of(env, target)?;
    let globals = context.vm().state().globals_value();
    let value = context.field(globals, name.as_bytes())?;
    if value.is_table() {
        return Ok(value);
    }
    Err(Failure::Plain(if value.is_nil() {
        format!("Global '{name}' does not exist").into()
    } else {
        let kind = context.vm().state().type_name(value);
        format!("Global '{name}' is not a table (got {kind})").into()
    }))
}

impl LuaContext {
    /// Makes one table the metatable of another value.
    pub(crate) fn put_metatable(&self, value: RawValue, metatable: RawValue) -> Result<()> {
        let set = self.vm().state().set_metatable_of(value, Some(metatable.pointer()));
        set.map_err(|throw| self.failure_of_throw(throw))
    }
}
