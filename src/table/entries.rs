//! What is in a table, listed without asking its metatable: entries, items, keys, and a cursor over them.

use std::rc::Rc;

use perilune::api::native::{RawValue, Table, tag};

use crate::context::LuaContext;
use crate::convert;
use crate::error::{Failure, Result};
use crate::sys::Js;

/// Whether JavaScript can name a key.
fn is_nameable(key: RawValue) -> bool {
    matches!(
        key.tag,
        tag::STRING | tag::LONG_STRING | tag::INTEGER | tag::FLOAT | tag::TRUE | tag::FALSE
    )
}

/// The keys that JavaScript can name. Strings are pinned.
fn nameable_keys(context: &LuaContext, table: RawValue) -> Vec<RawValue> {
    let table = table.pointer::<Table>();
    let (mut position, mut keys) = (0, Vec::new());
    while let Some((next, key, _)) = table.next_index(position) {
        position = next;
        if is_nameable(key) {
            if key.is_string() {
                context.pin(key);
            }
            keys.push(key);
        }
    }
    keys
}

/// An array that is filled while converting may run programs.
fn list(
    context: &Rc<LuaContext>,
    keys: Vec<RawValue>,
    mut item: impl FnMut(RawValue) -> Result<Option<Js>>,
) -> Result<Js> {
    let array = context.env.array(0)?;
    let mut count = 0;
    for key in keys {
        let scope = context.env.open_scope()?;
        let stored = item(key).and_then(|item| match item {
            Some(item) => context.env.set_element(array, count, item).map(|()| true),
            None => Ok(false),
        });
        context.env.close_scope(scope);
        count += u32::from(stored?);
    }
    Ok(array)
}

fn pair(context: &Rc<LuaContext>, key: RawValue, value: RawValue) -> Result<Js> {
    let pair = context.env.array(2)?;
    // The value first: the key is pinned, if it needs to be.
    let value = convert::to_js(context, value)?;
    context.env.set_element(pair, 0, convert::key_to_js(context, key)?)?;
    context.env.set_element(pair, 1, value)?;
    Ok(pair)
}

/// `pairs()`
pub(super) fn pairs(context: &Rc<LuaContext>, table: RawValue) -> Result<Js> {
    list(context, nameable_keys(context, table), |key| {
        let value = table.pointer::<Table>().get(key);
        if value.is_nil() { Ok(None) } else { pair(context, key, value).map(Some) }
    })
}

/// `keys()`
pub(super) fn keys(context: &Rc<LuaContext>, table: RawValue) -> Result<Js> {
    list(context, nameable_keys(context, table), |key| convert::key_to_js(context, key).map(Some))
}

/// `ipairs()`
pub(super) fn ipairs(context: &Rc<LuaContext>, table: RawValue) -> Result<Js> {
    let array = context.env.array(0)?;
    for index in 1..=i64::from(u32::MAX) {
        let value = context.index(table, RawValue::integer(index))?;
        if value.is_nil() {
            break;
        }
        let scope = context.env.open_scope()?;
        let stored = pair(context, RawValue::integer(index), value)
            .and_then(|pair| context.env.set_element(array, index as u32 - 1, pair));
        context.env.close_scope(scope);
        stored?;
    }
    Ok(array)
}

/// The names of the properties that a proxy shows: string and integer keys.
pub(super) fn property_names(context: &Rc<LuaContext>, table: RawValue) -> Result<Js> {
    let names = nameable_keys(context, table).into_iter();
    let names = names.filter(|key| key.is_string() || key.as_integer().is_some());
    let mut seen = std::collections::HashSet::new();
    let mut unique = Vec::new();
    for key in names {
        let text = context.text_of(key)?;
        if seen.insert(text.clone()) {
            unique.push(text);
        }
    }
    let array = context.env.array(unique.len())?;
    for (index, name) in unique.iter().enumerate() {
        context.env.set_element(array, index as u32, context.env.utf8(name)?)?;
    }
    Ok(array)
}

/// An array of the keys, kept in Lua, for a cursor: a table whose items are the keys.
pub(super) fn key_snapshot(context: &Rc<LuaContext>, table: RawValue) -> Result<RawValue> {
    let keys = nameable_keys(context, table);
    let snapshot = context.new_table()?;
    for (index, key) in keys.into_iter().enumerate() {
        let stored = context.vm().state().raw_set(
            snapshot.pointer(),
            RawValue::integer(index as i64 + 1),
            key,
        );
        stored.map_err(|throw| context.failure_of_throw(throw))?;
    }
    Ok(snapshot)
}

/// The entry at the next position of a snapshot whose key is still there: `[position, key, value]`; undefined at the
/// end.
pub(super) fn next_entry(
    context: &Rc<LuaContext>,
    table: RawValue,
    snapshot: RawValue,
    position: f64,
) -> Result<Js> {
    let snapshot = snapshot.pointer::<Table>();
    let mut position = convert::integer_of(position)
        .filter(|position| *position >= 0)
        .ok_or_else(|| Failure::argument("invalid position"))?;
    loop {
        position += 1;
        let key = snapshot.get_integer(position);
        if key.is_nil() {
            return context.env.undefined();
        }
        let value = table.pointer::<Table>().get(key);
        if value.is_nil() {
            continue;
        }
        let entry = pair(context, key, value)?;
        let step = context.env.array(2)?;
        context.env.set_element(step, 0, context.env.double(position as f64)?)?;
        context.env.set_element(step, 1, entry)?;
        return Ok(step);
    }
}
