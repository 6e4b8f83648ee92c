//! Tables of Lua in JavaScript: what handles and proxies do. The objects themselves are made by the JavaScript part of
//! the package, which gets these functions.

#![allow(unsafe_code, reason = "the entry of functions")]

mod entries;
mod key;

use std::ptr::null_mut;
use std::rc::Rc;

use perilune::api::native::RawValue;

use crate::context::LuaContext;
use crate::convert;
use crate::environment::Environment;
use crate::error::{Failure, Result};
use crate::fence::{Arguments, fence};
use crate::handle::Kind;
use crate::sys::{CallbackInfo, Env, Js, UNDEFINED, ValueType};

/// What a function does with the table of a handle, inside an operation of its context. The arguments are those behind
/// the number of the handle.
type Body = fn(&Rc<LuaContext>, RawValue, &[Js]) -> Result<Js>;

/// What JavaScript does with tables: each function takes the number of a handle or of a proxy first.
static FUNCTIONS: &[(&str, Body)] = &[
    ("get", get),
    ("getRef", get_ref),
    ("set", set),
    ("has", has),
    ("length", length),
    ("pairs", |context, table, _| entries::pairs(context, table)),
    ("ipairs", |context, table, _| entries::ipairs(context, table)),
    ("keys", |context, table, _| entries::keys(context, table)),
    ("snapshot", |context, table, _| {
        context.expose(entries::key_snapshot(context, table)?, Kind::Table)
    }),
    ("next", next),
    ("text", |context, table, _| {
        let text = context.text_of(table)?;
        convert::bytes_to_js(context.env, &text)
    }),
    ("copy", |context, table, _| convert::copy_to_js(context, table)),
    ("getProperty", get_property),
    ("setProperty", set_property),
    ("hasProperty", has_property),
    ("ownProperty", own_property),
    ("propertyNames", |context, table, _| entries::property_names(context, table)),
];

/// Makes the object with the functions.
pub(crate) fn define(env: Env) -> Result<Js> {
    let object = env.object()?;
    for row in FUNCTIONS {
        let function =
            env.function(row.0, Some(enter), std::ptr::from_ref(row).cast_mut().cast())?;
        env.set(object, env.latin1(row.0.as_bytes())?, function)?;
    }
    Ok(object)
}

unsafe extern "C" fn enter(env: napi::sys::napi_env, info: CallbackInfo) -> Js {
    let env = Env(env);
    let mut arguments = Arguments::new();
    if let Err(failure) = arguments.fill(env, info) {
        failure.throw(env);
        return null_mut();
    }
    let Some(held) = arguments.take_number(env).and_then(|number| Environment::handle(env, number))
    else {
        Failure::argument("the receiver is not a table handle").throw(env);
        return null_mut();
    };
    // SAFETY: the object that has sent its number keeps it alive; what is needed of it later is taken before anything
    // runs.
    let held = unsafe { &*held };
    // SAFETY: the data of every function is a row of `FUNCTIONS`.
    let row = unsafe { &*arguments.data.cast::<(&str, Body)>() };
    let context = Rc::clone(&held.context);
    fence(env, Some(&context), || {
        let _entry = context.enter()?;
        let table = held.live_value()?;
        // The body may run a program that releases the handle.
        context.pin(table);
        (row.1)(&context, table, arguments.all())
    })
}

/// The key that a method needs.
fn key_argument(context: &Rc<LuaContext>, arguments: &[Js], method: &str) -> Result<RawValue> {
    match arguments.first() {
        Some(key) => key::to_lua(context, *key),
        None => Err(Failure::argument(format!("{method}() requires a key argument"))),
    }
}

fn get(context: &Rc<LuaContext>, table: RawValue, arguments: &[Js]) -> Result<Js> {
    let key = key_argument(context, arguments, "get")?;
    let value = context.index(table, key)?;
    convert::to_js(context, value)
}

fn get_ref(context: &Rc<LuaContext>, table: RawValue, arguments: &[Js]) -> Result<Js> {
    let key = key_argument(context, arguments, "get_ref")?;
    let value = context.index(table, key)?;
    if value.is_table() {
        return context.expose(value, Kind::Table);
    }
    let name = context.env.text_of(arguments[0])?;
    let name = convert::text_of(context.env, name)?;
    let kind = context.vm().state().type_name(value);
    Err(Failure::Type(format!("'{name}' is not a table (got {kind})").into()))
}

fn set(context: &Rc<LuaContext>, table: RawValue, arguments: &[Js]) -> Result<Js> {
    let [key, value, ..] = arguments else {
        return Err(Failure::argument("set() requires a key and a value argument"));
    };
    let lua_key = key::to_lua(context, *key)?;
    if let Some(number) = context.env.as_double(*value) {
        context.assign(table, lua_key, convert::number_to_lua(context, number))?;
        return Ok(UNDEFINED);
    }
    let value = convert::to_lua(context, *value)?;
    if value.is_object() {
        context.pin(value);
    }
    // Only now, because a string that was made before could be gone.
    let key = key::to_lua(context, *key)?;
    context.assign(table, key, value)?;
    context.env.undefined()
}

fn has(context: &Rc<LuaContext>, table: RawValue, arguments: &[Js]) -> Result<Js> {
    let key = key_argument(context, arguments, "has")?;
    let value = context.index(table, key)?;
    context.env.boolean(!value.is_nil())
}

fn length(context: &Rc<LuaContext>, table: RawValue, _arguments: &[Js]) -> Result<Js> {
    let length = context.length(table)?;
    convert::to_js(context, RawValue::integer(length))
}

/// The next entry of a cursor; the arguments are the number of the list of its keys, and its position.
fn next(context: &Rc<LuaContext>, table: RawValue, arguments: &[Js]) -> Result<Js> {
    let [keys, position, ..] = arguments else { return context.env.undefined() };
    let keys = context.env.as_small(*keys);
    let Some(keys) = keys.and_then(|keys| Environment::handle(context.env, keys)) else {
        return context.env.undefined();
    };
    // SAFETY: the cursor keeps the object of the list, and so this, alive.
    let keys = unsafe { (*keys).live_value()? };
    context.pin(keys);
    let position = context.env.as_double(*position).unwrap_or(f64::NAN);
    entries::next_entry(context, table, keys, position)
}

/// A property of a proxy. It never looks like a promise.
fn get_property(context: &Rc<LuaContext>, table: RawValue, arguments: &[Js]) -> Result<Js> {
    let env = context.env;
    let Some(name) = arguments.first() else { return env.undefined() };
    if !env.is_type(*name, ValueType::napi_string) {
        return env.undefined();
    }
    let key = key::of_property(context, *name)?;
    let value = context.index(table, key)?;
    convert::to_js(context, value)
}

fn set_property(context: &Rc<LuaContext>, table: RawValue, arguments: &[Js]) -> Result<Js> {
    let [name, value, ..] = arguments else { return context.env.boolean(false) };
    let value = convert::to_lua(context, *value)?;
    if value.is_object() {
        context.pin(value);
    }
    let key = key::of_property(context, *name)?;
    context.assign(table, key, value)?;
    context.env.boolean(true)
}

fn has_property(context: &Rc<LuaContext>, table: RawValue, arguments: &[Js]) -> Result<Js> {
    let Some(name) = arguments.first() else { return context.env.boolean(false) };
    let key = key::of_property(context, *name)?;
    let value = context.index(table, key)?;
    context.env.boolean(!value.is_nil())
}

/// A property of the table itself; undefined where there is none.
fn own_property(context: &Rc<LuaContext>, table: RawValue, arguments: &[Js]) -> Result<Js> {
    let Some(name) = arguments.first() else { return context.env.undefined() };
    let key = key::of_property(context, *name)?;
    let value = table.pointer::<perilune::api::native::Table>().get(key);
    if value.is_nil() { context.env.undefined() } else { convert::to_js(context, value) }
}
