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

/// What a function does first, outside of operations: all of it where that runs nothing, and else nothing.
type Quick = fn(&Rc<LuaContext>, RawValue, &[Js]) -> Result<Option<Js>>;

/// A function.
struct Row {
    name: &'static str,
    body: Body,
    quick: Option<Quick>,
}

/// What JavaScript does with tables: each function takes the number of a handle or of a proxy first.
static FUNCTIONS: &[Row] = &[
    Row { name: "get", body: get, quick: Some(quick_get) },
    Row { name: "getRef", body: get_ref, quick: None },
    Row { name: "set", body: set, quick: Some(quick_set) },
    Row { name: "has", body: has, quick: None },
    Row { name: "length", body: length, quick: None },
    Row { name: "pairs", body: |context, table, _| entries::pairs(context, table), quick: None },
    Row { name: "ipairs", body: |context, table, _| entries::ipairs(context, table), quick: None },
    Row { name: "keys", body: |context, table, _| entries::keys(context, table), quick: None },
    Row { name: "snapshot", body: snapshot, quick: None },
    Row { name: "next", body: next, quick: None },
    Row { name: "text", body: text, quick: None },
    Row {
        name: "copy",
        body: |context, table, _| convert::copy_to_js(context, table),
        quick: None,
    },
    Row { name: "getKnown", body: get_known, quick: Some(quick_get_known) },
    Row { name: "setKnown", body: set_known, quick: Some(quick_set_known) },
    Row { name: "getProperty", body: get_property, quick: Some(quick_get_property) },
    Row { name: "setProperty", body: set_property, quick: None },
    Row { name: "hasProperty", body: has_property, quick: None },
    Row { name: "ownProperty", body: own_property, quick: None },
    Row { name: "propertyNames", body: property_names, quick: None },
];

/// Makes the object with the functions.
pub(crate) fn define(env: Env) -> Result<Js> {
    let object = env.object()?;
    for row in FUNCTIONS {
        let function =
            env.function(row.name, Some(enter), std::ptr::from_ref(row).cast_mut().cast())?;
        env.set(object, env.latin1(row.name.as_bytes())?, function)?;
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
    let row = unsafe { &*arguments.data.cast::<Row>() };
    let context = Rc::clone(&held.context);
    fence(env, Some(&context), || {
        if let Some(quick) = row.quick
            && context.is_quiet()
            && let Some(answer) = quick(&context, held.live_value()?, arguments.all())?
        {
            return Ok(answer);
        }
        let _entry = context.enter()?;
        let table = held.live_value()?;
        // The body may run a program that releases the handle.
        context.pin(table);
        (row.body)(&context, table, arguments.all())
    })
}

fn quick_get(context: &Rc<LuaContext>, table: RawValue, arguments: &[Js]) -> Result<Option<Js>> {
    let Some(key) = arguments.first() else { return Ok(None) };
    let key = key::to_lua(context, *key)?;
    let value = context.plain_index(table, key);
    value.map(|value| convert::to_js(context, value)).transpose()
}

fn quick_get_property(
    context: &Rc<LuaContext>,
    table: RawValue,
    arguments: &[Js],
) -> Result<Option<Js>> {
    let Some(name) = arguments.first() else { return Ok(None) };
    let key = key::of_property(context, *name)?;
    let value = context.plain_index(table, key);
    value.map(|value| convert::to_js(context, value)).transpose()
}

fn quick_set(context: &Rc<LuaContext>, table: RawValue, arguments: &[Js]) -> Result<Option<Js>> {
    let [key, value, ..] = arguments else { return Ok(None) };
    let Some(number) = context.env.as_double(*value) else { return Ok(None) };
    let key = key::to_lua(context, *key)?;
    let is_done = context.plain_assign(table, key, convert::number_to_lua(context, number));
    Ok(is_done.then_some(UNDEFINED))
}

fn quick_get_known(
    context: &Rc<LuaContext>,
    table: RawValue,
    arguments: &[Js],
) -> Result<Option<Js>> {
    let value = context.plain_index(table, known_key(context, arguments)?);
    value.map(|value| convert::to_js(context, value)).transpose()
}

fn quick_set_known(
    context: &Rc<LuaContext>,
    table: RawValue,
    arguments: &[Js],
) -> Result<Option<Js>> {
    let Some(number) = arguments.get(1).and_then(|value| context.env.as_double(*value)) else {
        return Ok(None);
    };
    let key = known_key(context, arguments)?;
    let is_done = context.plain_assign(table, key, convert::number_to_lua(context, number));
    Ok(is_done.then_some(UNDEFINED))
}

/// The key of the name whose number is the first argument, see `known`.
fn known_key(context: &Rc<LuaContext>, arguments: &[Js]) -> Result<RawValue> {
    let number = arguments.first().and_then(|number| context.env.as_small(*number));
    context.known_key(number.ok_or_else(|| Failure::argument("the name is not known"))?)
}

fn get_known(context: &Rc<LuaContext>, table: RawValue, arguments: &[Js]) -> Result<Js> {
    let value = context.index(table, known_key(context, arguments)?)?;
    convert::to_js(context, value)
}

fn set_known(context: &Rc<LuaContext>, table: RawValue, arguments: &[Js]) -> Result<Js> {
    // Reading the value may use other names, until the number means another one.
    let key = known_key(context, arguments)?;
    context.pin(key);
    let value = arguments.get(1).map_or_else(|| context.env.undefined(), |value| Ok(*value))?;
    let value = convert::to_lua(context, value)?;
    if value.is_object() {
        context.pin(value);
    }
    context.assign(table, key, value)?;
    Ok(UNDEFINED)
}

fn snapshot(context: &Rc<LuaContext>, table: RawValue, _arguments: &[Js]) -> Result<Js> {
    context.expose(entries::key_snapshot(context, table)?, Kind::Table)
}

fn text(context: &Rc<LuaContext>, table: RawValue, _arguments: &[Js]) -> Result<Js> {
    let text = context.text_of(table)?;
    convert::bytes_to_js(context.env, &text)
}

fn property_names(context: &Rc<LuaContext>, table: RawValue, _arguments: &[Js]) -> Result<Js> {
    entries::property_names(context, table)
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
    // A wrong key is refused before anything runs.
    key::to_lua(context, *key)?;
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
