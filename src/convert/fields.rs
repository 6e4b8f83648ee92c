//! Objects in bulk: numbers and booleans cross through an array that JavaScript fills or reads, and the names of objects
//! that look alike cross once. Everything else crosses one value at a time.

use std::collections::HashMap;
use std::rc::Rc;

use perilune::api::native::{Gc, Handle, LuaString, RawValue, Table, tag};

use super::number::{is_safe, number_to_lua};
use super::{nested_to_js, string};
use crate::address::AddressState;
use crate::context::LuaContext;
use crate::error::Result;
use crate::sys::{Env, Js, Reference, ValueType};

/// Objects with more fields cross one field at a time from here on; the number is known to `lib/fields.js`.
const LIMIT: usize = 256;

/// How many lists of names a context remembers in each direction.
const MAX_SHAPES: usize = 256;

/// How many times a list of names is seen before a function is made for it, which costs as much as some objects.
const SIGHTINGS: u32 = 8;

/// What a field is; the numbers are known to `lib/fields.js`.
mod field {
    pub(super) const NUMBER: f64 = 0.0;
    pub(super) const NIL: f64 = 1.0;
    pub(super) const FALSE: f64 = 2.0;
    pub(super) const TRUE: f64 = 3.0;
    pub(super) const OTHER: f64 = 4.0;
    pub(super) const INTEGER: f64 = 5.0;
}

/// Lists of names that a context has seen, of one state.
#[derive(Default)]
pub(crate) struct Shapes {
    /// The keys of the lists that JavaScript has numbered, and what keeps them alive.
    taken: HashMap<u32, (Rc<[RawValue]>, Handle), AddressState>,
    /// The lists that tables had, by the addresses of their first and last key and their length.
    given: HashMap<(u64, u64, usize), Given, AddressState>,
}

/// The keys that a table had.
struct Given {
    keys: Vec<u64>,
    made: Made,
}

/// What JavaScript has for a list of names.
enum Made {
    /// Nothing: it was seen so many times. Nothing keeps its keys alive.
    Nothing(u32),
    /// The function that makes objects, and what keeps the keys alive.
    Shape(Reference, Handle),
    /// No object can be made from it.
    Never,
}

/// What is to be done at the sight of a list of names.
enum Look {
    /// Make the object with this function.
    Function(Reference),
    /// Make a function.
    Due,
    /// Nothing yet, or never.
    Early,
}

impl Made {
    /// The list is seen again.
    fn look(&mut self) -> Look {
        match self {
            Made::Shape(reference, _) => Look::Function(*reference),
            Made::Never => Look::Early,
            Made::Nothing(sightings) => {
                *sightings += 1;
                if *sightings >= SIGHTINGS { Look::Due } else { Look::Early }
            }
        }
    }
}

impl Shapes {
    /// Forgets everything; the state that the handles belong to is gone.
    pub(crate) fn clear(&mut self, env: Env) {
        self.taken.clear();
        for (_, given) in self.given.drain() {
            if let Made::Shape(reference, _) = given.made {
                env.release(reference);
            }
        }
    }
}

impl LuaContext {
    /// Keeps values alive, as the items of a table.
    fn keep_all(&self, values: &[RawValue]) -> Result<Handle> {
        let state = self.vm().state();
        let made = state.new_table(values.len(), 0).and_then(|table| {
            for (index, value) in values.iter().enumerate() {
                state.raw_set(table, RawValue::integer(index as i64 + 1), *value)?;
            }
            Ok(RawValue::object(tag::TABLE, table))
        });
        let table = made.map_err(|throw| self.failure_of_throw(throw))?;
        Ok(self.vm().state().handles().keep(table))
    }

    /// The keys of a list of names that JavaScript has numbered.
    fn taken_keys(self: &Rc<Self>, id: u32, count: usize) -> Result<Rc<[RawValue]>> {
        if let Some((keys, _)) = self.shapes.borrow().taken.get(&id)
            && keys.len() == count
        {
            return Ok(Rc::clone(keys));
        }
        let env = self.env;
        let names_of = self.environment.names_of(env).map_or_else(|| env.undefined(), Ok)?;
        let names = env.call(env.undefined()?, names_of, &[env.double(f64::from(id))?])?;
        let mut keys = Vec::with_capacity(count);
        for index in 0..count {
            keys.push(string::to_lua(self, env.element(names, index as u32)?)?);
        }
        let handle = self.keep_all(&keys)?;
        let keys: Rc<[RawValue]> = keys.into();
        let mut shapes = self.shapes.borrow_mut();
        if shapes.taken.len() >= MAX_SHAPES {
            for (_, (_, handle)) in shapes.taken.drain() {
                self.release_later(handle);
            }
        }
        shapes.taken.insert(id, (Rc::clone(&keys), handle));
        Ok(keys)
    }
}

impl LuaContext {
    /// Keeps the keys of a list of names alive until the operation in progress ends.
    fn pin_taken_keys(&self, id: u32) {
        let handle = self.shapes.borrow().taken.get(&id).map(|(_, handle)| *handle);
        if let Some(handle) = handle {
            let keys = self.vm().state().handles().get(handle);
            self.pin(keys);
        }
    }
}

/// What was read of an object.
pub(super) struct Taken {
    /// Its fields that still are to be converted: names as values of JavaScript or as keys, and values.
    pub(super) others: Vec<(Key, Js)>,
}

/// The key of a field.
#[derive(Clone, Copy)]
pub(super) enum Key {
    /// A name of JavaScript.
    Name(Js),
    /// A string that is kept alive.
    Known(RawValue),
}

/// Copies the numbers and booleans of an object into a table. Nothing where another object is being read.
pub(super) fn take(
    context: &Rc<LuaContext>,
    object: Js,
    table: Gc<Table>,
) -> Result<Option<Taken>> {
    let env = context.env;
    let environment = &context.environment;
    let (Some(take), Some(buffer)) = (environment.take_fields(env), environment.taken_fields(env))
    else {
        return Ok(None);
    };
    let list = env.call(env.undefined()?, take, &[object])?;
    let list_kind = env.type_of(list)?;
    if list_kind == ValueType::napi_null {
        return Ok(None);
    }
    // No JavaScript of a program runs between the reading and the copying.
    let mut fields = [0.0; 2 * LIMIT + 3];
    let count = env.with_numbers(buffer, |all| {
        let count = (all[2 * LIMIT] as usize).min(LIMIT);
        fields[..count].copy_from_slice(&all[..count]);
        fields[LIMIT..LIMIT + count].copy_from_slice(&all[LIMIT..LIMIT + count]);
        fields[2 * LIMIT..].copy_from_slice(&all[2 * LIMIT..]);
        count
    })?;
    let (shape, rest) = (fields[2 * LIMIT + 1], fields[2 * LIMIT + 2] as u32);
    let resized = table.resize(context.vm().state().heap(), 0, count + rest as usize);
    resized.map_err(|error| context.failure_of_throw(error.into()))?;
    let mut next = 0u32;
    let mut item = || {
        next += 1;
        env.element(list, next - 1)
    };
    let known = if shape >= 0.0 { Some(context.taken_keys(shape as u32, count)?) } else { None };
    let mut keys = Vec::with_capacity(count);
    for index in 0..count {
        keys.push(match &known {
            Some(known) => Key::Known(known[index]),
            None => Key::Name(item()?),
        });
    }
    let mut others = Vec::new();
    for (index, key) in keys.into_iter().enumerate() {
        let value = match fields[LIMIT + index] {
            field::NUMBER => number_to_lua(context, fields[index]),
            field::NIL => continue,
            field::FALSE => RawValue::boolean(false),
            field::TRUE => RawValue::boolean(true),
            _ => {
                others.push((key, item()?));
                continue;
            }
        };
        let key = key.raw(context)?;
        let stored = context.vm().state().raw_set(table, key, value);
        stored.map_err(|throw| context.failure_of_throw(throw))?;
    }
    for _ in 0..rest {
        others.push((Key::Name(item()?), item()?));
    }
    if !others.is_empty() && shape >= 0.0 {
        // Converting the others may run a program, and the list may be forgotten meanwhile.
        context.pin_taken_keys(shape as u32);
    }
    Ok(Some(Taken { others }))
}

impl Key {
    /// The key in Lua.
    pub(super) fn raw(self, context: &Rc<LuaContext>) -> Result<RawValue> {
        match self {
            Key::Name(name) => string::to_lua(context, name),
            Key::Known(key) => Ok(key),
        }
    }

    /// The name in JavaScript.
    pub(super) fn name(self, context: &LuaContext) -> Result<Js> {
        match self {
            Key::Name(name) => Ok(name),
            Key::Known(key) => string::to_js(context.env, key.pointer()),
        }
    }
}

/// The entries of a table whose keys are all strings, if they are not too many.
fn entries_of(table: Gc<Table>) -> Option<Vec<(RawValue, RawValue)>> {
    let mut entries = Vec::new();
    let mut position = 0;
    while let Some((next, key, value)) = table.next_index(position) {
        position = next;
        if entries.len() == LIMIT || !matches!(key.tag, tag::STRING | tag::LONG_STRING) {
            return None;
        }
        entries.push((key, value));
    }
    (!entries.is_empty()).then_some(entries)
}

/// An object of what is in a table, if tables with the same keys have been seen before.
pub(super) fn give(context: &Rc<LuaContext>, table: Gc<Table>, depth: usize) -> Result<Option<Js>> {
    let env = context.env;
    let Some(entries) = entries_of(table) else { return Ok(None) };
    let Some(shape) = shape_of(context, &entries)? else { return Ok(None) };
    let Some(buffer) = context.environment.given_fields(env) else { return Ok(None) };
    let mut others = None;
    let mut count = 0;
    let pins = context.pin_mark();
    for (_, value) in entries.iter().filter(|(_, value)| value.is_object()) {
        context.pin(*value);
    }
    for (_, value) in &entries {
        if field_of(*value).0 == field::OTHER {
            let array = match others {
                Some(array) => array,
                None => *others.insert(env.array(0)?),
            };
            env.set_element(array, count, nested_to_js(context, *value, depth)?)?;
            count += 1;
        }
    }
    context.unpin(pins);
    // No JavaScript of a program runs between the writing and the making.
    env.with_numbers(buffer, |all| {
        for (index, (_, value)) in entries.iter().enumerate() {
            (all[LIMIT + index], all[index]) = field_of(*value);
        }
    })?;
    let others = others.map_or_else(|| env.undefined(), Ok)?;
    env.call(env.undefined()?, shape, &[others]).map(Some)
}

/// What a value is as a field, and the number that it is.
fn field_of(value: RawValue) -> (f64, f64) {
    match value.tag {
        tag::NIL => (field::NIL, 0.0),
        tag::FALSE => (field::FALSE, 0.0),
        tag::TRUE => (field::TRUE, 0.0),
        tag::FLOAT => (field::NUMBER, value.float_bits()),
        tag::INTEGER => {
            let integer = value.integer_bits();
            if i32::try_from(integer).is_ok() {
                (field::INTEGER, integer as f64)
            } else if is_safe(integer) {
                (field::NUMBER, integer as f64)
            } else {
                (field::OTHER, 0.0)
            }
        }
        _ => (field::OTHER, 0.0),
    }
}

/// What objects with these keys are made from; nothing at the first sight.
fn shape_of(context: &Rc<LuaContext>, entries: &[(RawValue, RawValue)]) -> Result<Option<Js>> {
    let [(first, _), .., (last, _)] = entries else { return Ok(None) };
    let identity = (first.payload, last.payload, entries.len());
    let same = |keys: &[u64]| keys.iter().zip(entries).all(|(key, (it, _))| *key == it.payload);
    let known = match context.shapes.borrow_mut().given.get_mut(&identity) {
        Some(given) if same(&given.keys) => Some(given.made.look()),
        _ => None,
    };
    match known {
        Some(Look::Function(reference)) => return context.env.value_of(reference),
        Some(Look::Early) => return Ok(None),
        Some(Look::Due) => {}
        None => {
            context.note_keys(identity, entries);
            return Ok(None);
        }
    }
    context.make_shape(identity, entries)
}

impl LuaContext {
    /// Remembers the keys of a table.
    fn note_keys(&self, identity: (u64, u64, usize), entries: &[(RawValue, RawValue)]) {
        let mut shapes = self.shapes.borrow_mut();
        if shapes.given.len() >= MAX_SHAPES {
            for (_, given) in shapes.given.drain() {
                self.let_go(&given.made);
            }
        }
        let keys = entries.iter().map(|(key, _)| key.payload).collect();
        if let Some(before) = shapes.given.insert(identity, Given { keys, made: Made::Nothing(1) })
        {
            self.let_go(&before.made);
        }
    }

    fn let_go(&self, made: &Made) {
        if let Made::Shape(reference, handle) = *made {
            self.env.release(reference);
            self.release_later(handle);
        }
    }

    /// Makes what objects with these keys are made from, if that can be done.
    fn make_shape(
        self: &Rc<Self>,
        identity: (u64, u64, usize),
        entries: &[(RawValue, RawValue)],
    ) -> Result<Option<Js>> {
        let env = self.env;
        let is_strange = entries.iter().any(|(key, _)| {
            let bytes = key.pointer::<LuaString>().as_bytes();
            key.tag == tag::LONG_STRING || bytes == b"__proto__" || bytes.contains(&0)
        });
        let made = if is_strange {
            Made::Never
        } else {
            let names = env.array(entries.len())?;
            for (index, (key, _)) in entries.iter().enumerate() {
                env.set_element(names, index as u32, string::to_js(env, key.pointer())?)?;
            }
            let make = self.environment.make_shape(env).map_or_else(|| env.undefined(), Ok)?;
            let shape = env.call(env.undefined()?, make, &[names])?;
            let keys: Vec<RawValue> = entries.iter().map(|(key, _)| *key).collect();
            Made::Shape(env.keep(shape)?, self.keep_all(&keys)?)
        };
        let shape = match made {
            Made::Shape(reference, _) => env.value_of(reference)?,
            Made::Nothing(_) | Made::Never => None,
        };
        if let Some(given) = self.shapes.borrow_mut().given.get_mut(&identity) {
            given.made = made;
        }
        Ok(shape)
    }
}
