//! Tables on their way to JavaScript: arrays where the keys are `1..n`, objects otherwise. They are copied.

use std::rc::Rc;

use perilune::api::native::{Gc, LuaString, RawValue, Table, tag};

use super::{MAX_DEPTH, fields, nested_to_js, numbers, strict, string, too_deep};
use crate::context::LuaContext;
use crate::environment::Environment;
use crate::error::Result;
use crate::sys::{Js, PropertyAttributes};

/// A table inside so many others.
pub(super) fn to_js(context: &Rc<LuaContext>, table: Gc<Table>, depth: usize) -> Result<Js> {
    if depth >= MAX_DEPTH {
        return Err(too_deep());
    }
    if context.settings.gives_maps {
        return map(context, table, depth + 1);
    }
    match sequence_length(context, table) {
        Some(length) => array(context, table, length, depth + 1),
        None => object(context, table, depth + 1),
    }
}

/// How many entries a table has, if its keys are exactly `1..n`. Only integers need to be looked at: a table has no
/// float key that stands for an integer.
fn sequence_length(context: &LuaContext, table: Gc<Table>) -> Option<usize> {
    let length = table.length(context.vm().state().heap());
    if let Some(mut values) = table.array_values(1..length + 1)
        && length > 0
        && table.next_index(length as usize).is_none()
        && values.all(|value| !value.is_nil())
    {
        return u32::try_from(length).is_ok().then_some(length as usize);
    }
    let (mut position, mut count, mut largest) = (0, 0, 0);
    while let Some((next, key, _)) = table.next_index(position) {
        position = next;
        count += 1;
        let key =
            key.as_integer().and_then(|key| usize::try_from(key).ok()).filter(|key| *key > 0)?;
        largest = largest.max(key);
    }
    (largest == count && u32::try_from(count).is_ok()).then_some(count)
}

fn array(context: &Rc<LuaContext>, table: Gc<Table>, length: usize, depth: usize) -> Result<Js> {
    if let Some(array) = numbers::to_js(context, table, length)? {
        return Ok(array);
    }
    let array = context.env.array(length)?;
    for index in 0..length {
        let item = table.get_integer(index as i64 + 1);
        context.env.set_element(array, index as u32, nested_to_js(context, item, depth)?)?;
    }
    Ok(array)
}

fn object(context: &Rc<LuaContext>, table: Gc<Table>, depth: usize) -> Result<Js> {
    if !context.settings.is_strict
        && let Some(object) = fields::give(context, table, depth)?
    {
        return Ok(object);
    }
    let env = context.env;
    let object = env.object()?;
    let mut strict = context.settings.is_strict.then(strict::Properties::default);
    let (mut position, mut has_shortened) = (0, false);
    while let Some((next, key, value)) = table.next_index(position) {
        position = next;
        if let Some(strict) = &mut strict {
            strict.check(context, key)?;
        }
        if has_twin(context, table, key)? {
            continue;
        }
        let Some(property) = property_name(context, key)? else { continue };
        let Property { name, is_special, is_shortened } = property;
        // Whatever the order of the keys, a name that was shortened takes the place of the one that was not.
        has_shortened |= is_shortened;
        if has_shortened && !is_shortened && env.has_own(object, name)? {
            continue;
        }
        let value = nested_to_js(context, value, depth)?;
        if is_special {
            let attributes = PropertyAttributes::writable
                | PropertyAttributes::enumerable
                | PropertyAttributes::configurable;
            env.define(object, name, value, attributes)?;
        } else {
            env.set(object, name, value)?;
        }
    }
    Ok(object)
}

/// Whether another key has the same text, which is the one to be kept: the number if it is in the array that the
/// constructor asked for, else the string. A constructor asks for room for 1 only if `[1]` was written before `["1"]`,
/// so that the first one written is kept.
fn has_twin(context: &Rc<LuaContext>, table: Gc<Table>, key: RawValue) -> Result<bool> {
    Ok(match key.tag {
        tag::STRING => {
            let digits = key.pointer::<LuaString>().as_bytes();
            let is_integer =
                matches!(digits, [b'1'..=b'9', ..] if digits.iter().all(u8::is_ascii_digit));
            let index = std::str::from_utf8(digits).ok().filter(|_| is_integer);
            let index = index.and_then(|digits| digits.parse::<i64>().ok());
            let index = index.filter(|_| table.has_constructed_array());
            index.and_then(|index| table.array_get(index)).is_some_and(|value| !value.is_nil())
        }
        tag::INTEGER
            if table.has_constructed_array() && table.array_get(key.integer_bits()).is_some() =>
        {
            false
        }
        tag::INTEGER | tag::FLOAT => {
            let text = context.vm().state().text_of(key);
            match text.map_err(|throw| context.failure_of_throw(throw))? {
                perilune::api::native::Text::Ready(text) => !table.get(text).is_nil(),
                perilune::api::native::Text::Call(_) => false,
            }
        }
        _ => false,
    })
}

/// A `Map` with the entries whose keys JavaScript can name.
fn map(context: &Rc<LuaContext>, table: Gc<Table>, depth: usize) -> Result<Js> {
    let env = context.env;
    let list = env.array(0)?;
    let (mut position, mut count) = (0, 0);
    while let Some((next, key, value)) = table.next_index(position) {
        position = next;
        if key.is_function() || (key.is_object() && !key.is_string()) {
            continue;
        }
        let key = nested_to_js(context, key, depth)?;
        env.set_element(list, count, key)?;
        env.set_element(list, count + 1, nested_to_js(context, value, depth)?)?;
        count += 2;
    }
    context.connected(Environment::make_map, &[list])
}

/// The property that a key becomes.
struct Property {
    name: Js,
    /// Setting it would do something else.
    is_special: bool,
    /// The key goes on after the name.
    is_shortened: bool,
}

/// The property that a key becomes; nothing for keys that no property can have. A name ends at an embedded NUL.
fn property_name(context: &Rc<LuaContext>, key: RawValue) -> Result<Option<Property>> {
    let ordinary = |name| Property { name, is_special: false, is_shortened: false };
    match key.tag {
        tag::STRING | tag::LONG_STRING => {
            let bytes = key.pointer::<LuaString>().as_bytes();
            let name = bytes.split(|byte| *byte == 0).next().unwrap_or_default();
            Ok(Some(Property {
                name: string::bytes_to_js(context.env, name)?,
                is_special: name == b"__proto__",
                is_shortened: name.len() < bytes.len(),
            }))
        }
        tag::INTEGER | tag::FLOAT => {
            let text = context.vm().state().text_of(key);
            match text.map_err(|throw| context.failure_of_throw(throw))? {
                perilune::api::native::Text::Ready(text) => {
                    Ok(Some(ordinary(string::to_js(context.env, text.pointer())?)))
                }
                perilune::api::native::Text::Call(_) => Ok(None),
            }
        }
        _ => Ok(None),
    }
}
