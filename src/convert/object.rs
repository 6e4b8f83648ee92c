//! Objects of JavaScript on their way into Lua: arrays, maps, sets, dates, and everything with properties. They are
//! copied.

use std::rc::Rc;

use perilune::api::native::{Gc, RawValue, Table, tag};

use super::{
    MAX_DEPTH, convert_first, fields, is_instance, number_to_lua, numbers, simple_to_lua, strict,
    string, too_deep,
};
use crate::context::LuaContext;
use crate::environment::Environment;
use crate::error::{Code, Failure, Result};
use crate::sys::{Env, Js, ValueType};

/// What an object is converted like.
#[derive(Clone, Copy)]
enum Shape {
    /// Its items.
    Array,
    /// Its properties.
    Properties,
    /// The properties of this one.
    Essence(Js),
    /// Its entries, as a list.
    Map(Js),
    /// Its items, as a list.
    Set(Js),
}

/// Either a table that is to be filled, or the value itself.
enum Begun {
    Value(RawValue),
    Table(Gc<Table>, Shape),
}

/// An object that is not a function and stands for nothing else. The table is pinned.
pub(crate) fn to_lua(context: &Rc<LuaContext>, object: Js) -> Result<RawValue> {
    match begin(context, object)? {
        Begun::Value(value) => Ok(value),
        Begun::Table(table, shape) => filled(context, object, table, shape),
    }
}

/// The same where only a table will do: what stands for something else becomes the table of its properties.
pub(super) fn to_table(context: &Rc<LuaContext>, object: Js) -> Result<RawValue> {
    match begin(context, object)? {
        Begun::Value(_) => {
            let table = context.vm().state().new_table(0, 0);
            let table = table.map_err(|throw| context.failure_of_throw(throw))?;
            filled(context, object, table, Shape::Properties)
        }
        Begun::Table(table, shape) => filled(context, object, table, shape),
    }
}

fn filled(
    context: &Rc<LuaContext>,
    object: Js,
    table: Gc<Table>,
    shape: Shape,
) -> Result<RawValue> {
    let value = RawValue::object(tag::TABLE, table);
    context.pin(value);
    Filler { context, path: Vec::new() }.fill(object, table, shape)?;
    Ok(value)
}

/// Decides what an object becomes, and makes the table, which nothing is in yet.
fn begin(context: &Rc<LuaContext>, object: Js) -> Result<Begun> {
    let env = context.env;
    let shape = if env.is_array(object)? {
        Shape::Array
    } else if is_plain(context, object)? {
        Shape::Properties
    } else if let Some(milliseconds) = env.as_date(object)? {
        return Ok(Begun::Value(RawValue::float(milliseconds)));
    } else if is_instance(context, object, Environment::map_class)? {
        Shape::Map(list(context, object, Environment::list_map)?)
    } else if is_instance(context, object, Environment::set_class)? {
        Shape::Set(list(context, object, Environment::list_set)?)
    } else if is_instance(context, object, Environment::regexp_class)? {
        let source = list(context, object, Environment::source_of)?;
        return string::to_lua(context, source).map(Begun::Value);
    } else {
        let essence = list(context, object, Environment::essence_of)?;
        let kind = env.type_of(essence)?;
        match simple_to_lua(context, essence, kind, "?")? {
            Some(value) => return Ok(Begun::Value(value)),
            None => Shape::Essence(essence),
        }
    };
    let items = match shape {
        Shape::Array => env.array_length(object)?,
        Shape::Set(list) => env.array_length(list)?,
        Shape::Properties | Shape::Essence(_) | Shape::Map(_) => 0,
    };
    // The length of an array may be far more than it has; what is really there makes the room it needs.
    let table = context.vm().state().new_table((items as usize).min(1 << 16), 0);
    let table = table.map_err(|throw| context.failure_of_throw(throw))?;
    Ok(Begun::Table(table, shape))
}

/// Whether an object is one of those that most are: made by a literal.
fn is_plain(context: &LuaContext, object: Js) -> Result<bool> {
    match context.environment.object_prototype(context.env) {
        Some(plain) => context.env.is_same(context.env.prototype(object)?, plain),
        None => Ok(false),
    }
}

/// What one of the functions that the package brings with it makes of an object.
fn list(context: &LuaContext, object: Js, by: fn(&Environment, Env) -> Option<Js>) -> Result<Js> {
    let function = by(&context.environment, context.env);
    let function = function.map_or_else(|| context.env.undefined(), Ok)?;
    context.env.call(context.env.undefined()?, function, &[object])
}

/// A key that is a number, a BigInt or a boolean.
fn to_lua_key(context: &Rc<LuaContext>, key: Js) -> Result<RawValue> {
    super::to_lua(context, key)
}

/// Where in an object a value stands.
#[derive(Clone, Copy)]
enum Place {
    /// In an array or a set, counted from 0.
    Item(u32),
    /// Under a name.
    Field(fields::Key),
}

impl Place {
    /// Why a strict conversion refuses a nil there.
    #[cold]
    fn refusal(self, context: &LuaContext) -> Result<Failure> {
        Ok(match self {
            Place::Item(index) => strict::refuse_hole(index),
            Place::Field(key) => strict::refuse_removal(&text_of_key(context, key)?),
        })
    }
}

/// The name of a field, as text.
fn text_of_key(context: &LuaContext, key: fields::Key) -> Result<String> {
    string::text_of(context.env, key.name(context)?)
}

/// Fills tables, one inside the other.
struct Filler<'c> {
    context: &'c Rc<LuaContext>,
    /// The objects on the way to the one being filled.
    path: Vec<Js>,
}

impl Filler<'_> {
    /// Copies what is in an object into its table.
    fn fill(&mut self, object: Js, table: Gc<Table>, shape: Shape) -> Result<()> {
        let env = self.context.env;
        if self.path.len() >= MAX_DEPTH {
            return Err(too_deep());
        }
        self.path.push(object);
        match shape {
            Shape::Array => self.fill_items(object, table)?,
            Shape::Set(items) => self.fill_items(items, table)?,
            Shape::Properties => self.fill_in_scope(object, table)?,
            Shape::Essence(essence) => self.fill_in_scope(essence, table)?,
            Shape::Map(entries) => {
                for index in (0..env.array_length(entries)?).step_by(2) {
                    let key = env.element(entries, index)?;
                    let value = env.element(entries, index + 1)?;
                    self.set_entry(table, key, value)?;
                }
            }
        }
        self.path.pop();
        Ok(())
    }

    /// Copies the properties of an object, and lets go of them.
    fn fill_in_scope(&mut self, object: Js, table: Gc<Table>) -> Result<()> {
        let scope = self.context.env.open_scope()?;
        let outcome = self.fill_fields(object, table);
        self.context.env.close_scope(scope);
        outcome
    }

    /// Copies the properties of an object.
    fn fill_fields(&mut self, object: Js, table: Gc<Table>) -> Result<()> {
        let env = self.context.env;
        // A strict conversion says which field it refuses.
        let taken = if self.context.settings.is_strict {
            None
        } else {
            fields::take(self.context, object, table)?
        };
        let Some(taken) = taken else { return self.fill_properties(object, table) };
        for (key, value) in taken.others {
            let is_function = env.is_type(value, ValueType::napi_function);
            let name = if is_function { text_of_key(self.context, key)? } else { "?".to_owned() };
            self.set(table, value, &name, Place::Field(key), |context| key.raw(context))?;
        }
        Ok(())
    }

    /// The same, one property after the other.
    fn fill_properties(&mut self, object: Js, table: Gc<Table>) -> Result<()> {
        let env = self.context.env;
        let names = env.property_names(object)?;
        for index in 0..env.array_length(names)? {
            let scope = env.open_scope()?;
            let name = env.element(names, index)?;
            let outcome =
                env.get(object, name).and_then(|value| self.set_named(table, name, value));
            env.close_scope(scope);
            outcome?;
        }
        Ok(())
    }

    /// Copies the items of an array; those that are not there stay nil.
    fn fill_items(&mut self, items: Js, table: Gc<Table>) -> Result<()> {
        let env = self.context.env;
        let length = env.array_length(items)?;
        for index in numbers::fill(self.context, items, length, table)?..length {
            let item = env.element(items, index)?;
            let key = RawValue::integer(i64::from(index) + 1);
            match env.as_double(item) {
                Some(number) => self.store(table, key, number_to_lua(self.context, number))?,
                None => self.set(table, item, "?", Place::Item(index), |_| Ok(key))?,
            }
        }
        Ok(())
    }

    /// Sets a field.
    fn set_named(&mut self, table: Gc<Table>, name: Js, value: Js) -> Result<()> {
        if let Some(number) = self.context.env.as_double(value) {
            let key = string::to_lua(self.context, name)?;
            return self.store(table, key, number_to_lua(self.context, number));
        }
        let place = Place::Field(fields::Key::Name(name));
        if self.context.env.is_type(value, ValueType::napi_function) {
            let text = string::text_of(self.context.env, name)?;
            return self.set(table, value, &text, place, |context| string::to_lua(context, name));
        }
        self.set(table, value, "?", place, |context| string::to_lua(context, name))
    }

    /// Sets the field that an entry of a map becomes. Keys keep their types only where tables become maps too.
    fn set_entry(&mut self, table: Gc<Table>, key: Js, value: Js) -> Result<()> {
        let env = self.context.env;
        let kind = env.type_of(key)?;
        if kind == ValueType::napi_symbol {
            let message = "a Symbol cannot be a Lua table key";
            return Err(Failure::lua(Code::Conversion, message));
        }
        if !self.context.settings.gives_maps || kind == ValueType::napi_string {
            return self.set_named(table, env.text_of(key)?, value);
        }
        let is_name = matches!(
            kind,
            ValueType::napi_number | ValueType::napi_boolean | ValueType::napi_bigint
        );
        let bytes = if is_name { None } else { env.with_bytes(key, <[u8]>::to_vec)? };
        if !is_name && bytes.is_none() {
            let message =
                "a Map key that is not a string, number or boolean cannot be a Lua table key";
            return Err(Failure::lua(Code::Conversion, message));
        }
        let name = env.text_of(key)?;
        self.set(table, value, "?", Place::Field(fields::Key::Name(name)), |context| match bytes {
            Some(bytes) => context.string(&bytes),
            None => to_lua_key(context, key),
        })
    }

    /// Sets a field of a table that is reachable. A nested table is stored before it is filled, so that it is reachable
    /// too; the key is made after the value, when no more JavaScript runs before the two are stored.
    fn set(
        &mut self,
        table: Gc<Table>,
        value: Js,
        name: &str,
        place: Place,
        key: impl FnOnce(&Rc<LuaContext>) -> Result<RawValue>,
    ) -> Result<()> {
        let context = self.context;
        let pins = context.pin_mark();
        let kind = context.env.type_of(value)?;
        let (value, kind) = convert_first(context, value, kind)?;
        if let Some(value) = simple_to_lua(context, value, kind, name)? {
            if value.is_nil() && context.settings.is_strict {
                return Err(place.refusal(context)?);
            }
            let key = key(context)?;
            self.store(table, key, value)?;
            context.unpin(pins);
            return Ok(());
        }
        for outer in &self.path {
            if context.env.is_same(*outer, value)? {
                return Err(Failure::lua(
                    Code::Conversion,
                    "cannot convert a circular reference to a Lua value",
                ));
            }
        }
        match begin(context, value)? {
            Begun::Value(value) => {
                let key = key(context)?;
                self.store(table, key, value)
            }
            Begun::Table(inner, shape) => {
                let key = key(context)?;
                self.store(table, key, RawValue::object(tag::TABLE, inner))?;
                self.fill(value, inner, shape)
            }
        }
    }

    /// Stores an entry. A nil leaves no trace.
    fn store(&self, table: Gc<Table>, key: RawValue, value: RawValue) -> Result<()> {
        let stored = self.context.vm().state().raw_set(table, key, value);
        stored.map_err(|throw| self.context.failure_of_throw(throw))
    }
}
