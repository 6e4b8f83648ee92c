//! Values on their way between the languages. The order in which kinds are tried stands here; each kind has its file.
//!
//! Raw Lua values are held between two operations of the state. What converts a value into Lua may run a program's
//! JavaScript (getters), which may run Lua, which may collect garbage: so everything made on the way is reachable from
//! a value that is pinned before any JavaScript can run. What converts a value out of Lua runs no JavaScript of a
//! program.

mod bytes;
mod fields;
mod number;
mod numbers;
mod object;
mod repeated;
mod strict;
mod string;
mod table;

use std::rc::Rc;

use perilune::api::native::{RawValue, Table, tag};

use crate::context::LuaContext;
use crate::environment::Environment;
use crate::error::{Code, Failure, Result};
use crate::handle::{Held, Kind};
use crate::sys::{Env, Js, ValueType, napi_valuetype};

pub(crate) use fields::Shapes;
pub(crate) use number::{integer_of, number_to_lua};
pub(crate) use repeated::{PLACES as KEPT_TEXTS, Repeated};
pub(crate) use strict::refuse_loss;
pub(crate) use string::{
    bytes_to_js, text_of, to_lua as string_to_lua, try_to_lua as string_if_one, try_with_text,
    with_text,
};

/// How deep values may be nested.
const MAX_DEPTH: usize = 100;

/// A value that is nested too deeply.
#[cold]
fn too_deep() -> Failure {
    Failure::lua(
        Code::Conversion,
        format!("value nesting depth exceeds the maximum of {MAX_DEPTH}"),
    )
}

/// A Lua value as a value of JavaScript.
#[inline]
pub(crate) fn to_js(context: &Rc<LuaContext>, value: RawValue) -> Result<Js> {
    nested_to_js(context, value, 0)
}

/// The same for a value inside so many tables.
#[inline]
fn nested_to_js(context: &Rc<LuaContext>, value: RawValue, depth: usize) -> Result<Js> {
    let env = context.env;
    match value.tag {
        tag::NIL => env.null(),
        tag::FALSE | tag::TRUE => env.boolean(value.tag == tag::TRUE),
        tag::INTEGER => number::integer_to_js(env, value.integer_bits()),
        tag::FLOAT => env.double(value.float_bits()),
        tag::STRING | tag::LONG_STRING => string::value_to_js(context, value.pointer()),
        tag::CLOSURE | tag::NATIVE | tag::NATIVE_CLOSURE => {
            match context.original_function(value)? {
                Some(function) => Ok(function),
                None => context.expose(value, Kind::Function),
            }
        }
        tag::TABLE | tag::USERDATA | tag::COROUTINE => {
            if context.from_lua.is_empty() {
                object_to_js(context, value, depth)
            } else {
                converted_to_js(context, value, depth)
            }
        }
        // An address of the host means nothing to JavaScript.
        _ => env.null(),
    }
}

/// What is an object in JavaScript too.
#[inline]
fn object_to_js(context: &Rc<LuaContext>, value: RawValue, depth: usize) -> Result<Js> {
    match value.tag {
        tag::TABLE if value.pointer::<Table>().metatable().is_some() => {
            context.expose(value, Kind::Proxy)
        }
        tag::TABLE => table::to_js(context, value.pointer(), depth),
        tag::USERDATA => match context.original_object(value)? {
            Some(object) => Ok(object),
            None => context.expose(value, Kind::Userdata),
        },
        _ => context.expose(value, Kind::Coroutine),
    }
}

/// The same where the program has registered converters, which are given what has been made of the value.
#[cold]
fn converted_to_js(context: &Rc<LuaContext>, value: RawValue, depth: usize) -> Result<Js> {
    // The converters of what is inside may run a program.
    context.pin(value);
    let _conversion = (depth == 0).then(|| context.from_lua.begin());
    let natural = object_to_js(context, value, depth)?;
    Ok(context.from_lua.apply(context.env, natural)?.unwrap_or(natural))
}

/// A string as text, whatever the options say; any other value as usual.
pub(crate) fn plain_to_js(context: &Rc<LuaContext>, value: RawValue) -> Result<Js> {
    if value.is_string() {
        string::to_js(context.env, value.pointer())
    } else {
        to_js(context, value)
    }
}

/// A key of a table for JavaScript.
pub(crate) fn key_to_js(context: &Rc<LuaContext>, key: RawValue) -> Result<Js> {
    to_js(context, key)
}

/// A copy of a table, whatever its metatable is.
pub(crate) fn copy_to_js(context: &Rc<LuaContext>, table: RawValue) -> Result<Js> {
    table::to_js(context, table.pointer(), 0)
}

/// The results of the call that has just ended: nothing, the value, or an array of them.
#[inline]
pub(crate) fn results_to_js(context: &Rc<LuaContext>) -> Result<Js> {
    match context.vm().state().host_result_count() {
        0 => context.env.undefined(),
        1 => {
            let result = context.vm().state().host_result(0);
            to_js(context, result)
        }
        _ => results_from(context, 0),
    }
}

/// The results of the call that has just ended from one of them on, as an array.
pub(crate) fn results_from(context: &Rc<LuaContext>, first: usize) -> Result<Js> {
    let count = context.vm().state().host_result_count().saturating_sub(first);
    let array = context.env.array(count)?;
    let result = |index| context.vm().state().host_result(first + index);
    if context.from_lua.is_empty() {
        for index in 0..count {
            context.env.set_element(array, index as u32, to_js(context, result(index))?)?;
        }
        return Ok(array);
    }
    // Converters may run programs, whose results take the place of these.
    let results: Vec<RawValue> = (0..count).map(result).collect();
    for value in &results {
        context.pin(*value);
    }
    for (index, value) in results.into_iter().enumerate() {
        context.env.set_element(array, index as u32, to_js(context, value)?)?;
    }
    Ok(array)
}

/// How many arguments of a callback are converted without an allocation.
const FEW: usize = 4;

/// Hands the slots of the running native function to `body`.
#[inline]
pub(crate) fn slots_to_js<T>(context: &Rc<LuaContext>, body: impl FnOnce(&[Js]) -> T) -> Result<T> {
    let count = context.vm().state().count();
    let mut few = [std::ptr::null_mut(); FEW];
    let mut many = Vec::new();
    let values = match few.get_mut(..count) {
        Some(values) => values,
        None => {
            many.resize(count, std::ptr::null_mut());
            &mut many[..]
        }
    };
    for (index, target) in values.iter_mut().enumerate() {
        let slot = context.vm().state().slot(index);
        *target = to_js(context, slot)?;
    }
    Ok(body(values))
}

/// A value of JavaScript as a Lua value. What it makes is pinned, strings excepted, until the operation ends.
#[inline]
pub(crate) fn to_lua(context: &Rc<LuaContext>, value: Js) -> Result<RawValue> {
    match context.env.as_double(value) {
        Some(number) => Ok(number_to_lua(context, number)),
        None => other_to_lua(context, value),
    }
}

/// The values that a function has answered by `values(...)`, pinned; nothing if it has answered something else.
pub(crate) fn several_to_lua(
    context: &Rc<LuaContext>,
    answer: Js,
) -> Result<Option<Vec<RawValue>>> {
    let env = context.env;
    if !env.is_array(answer)? || !is_instance(context, answer, Environment::values_class)? {
        return Ok(None);
    }
    let mut values = Vec::new();
    for index in 0..env.array_length(answer)? {
        let value = to_lua(context, env.element(answer, index)?)?;
        context.pin(value);
        values.push(value);
    }
    Ok(Some(values))
}

/// The same for what is not a number. Trying to read a string costs less than asking for the type first.
fn other_to_lua(context: &Rc<LuaContext>, value: Js) -> Result<RawValue> {
    match string::try_to_lua(context, value)? {
        Some(string) => Ok(string),
        None => named_to_lua(context, value, "?"),
    }
}

/// A Lua value for a global or a field that will have this name.
pub(crate) fn named_to_lua(context: &Rc<LuaContext>, value: Js, name: &str) -> Result<RawValue> {
    let kind = context.env.type_of(value)?;
    known_to_lua(context, value, kind, name)
}

/// The same for a value whose type is known.
#[inline]
pub(crate) fn known_to_lua(
    context: &Rc<LuaContext>,
    value: Js,
    kind: napi_valuetype,
    name: &str,
) -> Result<RawValue> {
    let _conversion = (kind == ValueType::napi_object).then(|| context.to_lua.begin());
    let (value, kind) = convert_first(context, value, kind)?;
    match simple_to_lua(context, value, kind, name)? {
        Some(value) => Ok(value),
        None => object::to_lua(context, value),
    }
}

/// A table for an object of any kind, which no converter is asked for. It is pinned.
pub(crate) fn object_to_table(context: &Rc<LuaContext>, object: Js) -> Result<RawValue> {
    let _conversion = context.to_lua.begin();
    object::to_table(context, object)
}

/// What the converters of the program make of a value, which they may be given again.
#[inline]
fn convert_first(
    context: &Rc<LuaContext>,
    value: Js,
    kind: napi_valuetype,
) -> Result<(Js, napi_valuetype)> {
    if kind != ValueType::napi_object || context.to_lua.is_empty() {
        return Ok((value, kind));
    }
    let (env, mut value, mut kind) = (context.env, value, kind);
    for _ in 0..MAX_DEPTH {
        if kind != ValueType::napi_object
            || Held::of(&context.environment, env, value).is_some()
            || context.is_instance(value)?
        {
            return Ok((value, kind));
        }
        match context.to_lua.apply(env, value)? {
            Some(converted) => value = converted,
            None => return Ok((value, kind)),
        }
        kind = env.type_of(value)?;
    }
    Err(too_deep())
}

/// Values that no JavaScript has to run for; nothing for an object that has to be looked into. The name is that of
/// functions.
#[inline]
fn simple_to_lua(
    context: &Rc<LuaContext>,
    value: Js,
    kind: napi_valuetype,
    name: &str,
) -> Result<Option<RawValue>> {
    let env = context.env;
    match kind {
        ValueType::napi_undefined | ValueType::napi_null => Ok(Some(RawValue::NIL)),
        ValueType::napi_boolean => env.boolean_of(value).map(RawValue::boolean).map(Some),
        ValueType::napi_number => {
            Ok(env.as_double(value).map(|number| number_to_lua(context, number)))
        }
        ValueType::napi_string => string::to_lua(context, value).map(Some),
        ValueType::napi_bigint => number::bigint_to_lua(context, value).map(Some),
        ValueType::napi_function => function_to_lua(context, value, name).map(Some),
        ValueType::napi_object => {
            if let Some(value) = held_to_lua(context, value)? {
                return Ok(Some(value));
            }
            match context.known_userdata(value)? {
                Some(value) => Ok(Some(value)),
                None => bytes::to_lua(context, value),
            }
        }
        ValueType::napi_symbol => {
            Err(Failure::lua(Code::Conversion, "a Symbol cannot be converted to a Lua value"))
        }
        // An address means nothing to Lua.
        _ => Ok(Some(RawValue::NIL)),
    }
}

/// A function: the Lua function it stands for, if that is one of this context, else one that calls it.
fn function_to_lua(context: &Rc<LuaContext>, function: Js, name: &str) -> Result<RawValue> {
    if let Some(value) = own_value(context, function, Kind::Function) {
        return Ok(value);
    }
    let value = context.import_function(function, name)?;
    context.pin(value);
    Ok(value)
}

/// The Lua value that an object of this context stands for.
fn own_value(context: &LuaContext, object: Js, kind: Kind) -> Option<RawValue> {
    let held = Held::of(&context.environment, context.env, object)?;
    let value = (held.kind == kind && held.belongs_to(context)).then(|| held.value()).flatten()?;
    held.remember();
    Some(value)
}

/// What an object that stands for a Lua value is; such an object of another context is refused.
fn held_to_lua(context: &LuaContext, object: Js) -> Result<Option<RawValue>> {
    let Some(held) = Held::of(&context.environment, context.env, object) else { return Ok(None) };
    held.check_owner(context)?;
    held.live_value().map(Some)
}

/// Room for Lua values that are arguments. It is filled where it stands, which saves a copy.
pub(crate) struct Room {
    few: [RawValue; FEW],
    many: Vec<RawValue>,
}

impl Room {
    /// Room for any number of arguments.
    #[inline]
    pub(crate) fn new() -> Room {
        Room { few: [RawValue::NIL; FEW], many: Vec::new() }
    }

    /// Converts the arguments of a call.
    #[inline]
    pub(crate) fn fill(&mut self, context: &Rc<LuaContext>, values: &[Js]) -> Result<&[RawValue]> {
        let targets = match self.few.get_mut(..values.len()) {
            Some(targets) => targets,
            None => {
                self.many.resize(values.len(), RawValue::NIL);
                &mut self.many[..]
            }
        };
        for (index, (target, value)) in targets.iter_mut().zip(values).enumerate() {
            *target = to_lua(context, *value)?;
            // Converting the next one may run a program, and the collector with it.
            if target.is_object() && index + 1 < values.len() {
                context.pin(*target);
            }
        }
        Ok(targets)
    }
}

/// A property of the environment's global objects that decides what an object is.
fn is_instance(
    context: &LuaContext,
    value: Js,
    class: fn(&Environment, Env) -> Option<Js>,
) -> Result<bool> {
    match class(&context.environment, context.env) {
        Some(class) => context.env.is_instance(value, class),
        None => Ok(false),
    }
}
