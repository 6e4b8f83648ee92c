//! Tables: access with and without metamethods, iteration, metatables.

use super::conversion::{FromLua, IntoLua};
use super::error::Error;
use super::handle::Table;
use super::lua::Context;
use super::value::Value;
use crate::gc::Gc;
use crate::interpreter::{Assignment, Lookup, Throw};
use crate::object;
use crate::object::Event;
use crate::value::{TABLE, Value as RawValue};

impl Context {
    /// The table of global variables.
    pub fn globals(&mut self) -> Table {
        let globals = self.state.globals_value();
        Table(self.keep(globals))
    }

    /// A table that programs do not see, for what the host wants to find again.
    pub fn registry(&mut self) -> Table {
        let registry = RawValue::object(TABLE, self.state.registry());
        Table(self.keep(registry))
    }

    /// The loaded modules by name: `package.loaded`.
    pub fn loaded_modules(&mut self) -> Table {
        let loaded = RawValue::object(TABLE, self.state.loaded());
        Table(self.keep(loaded))
    }

    /// A new table.
    ///
    /// # Errors
    /// [`Error::Memory`].
    pub fn create_table(&mut self) -> Result<Table, Error> {
        self.create_table_with(0, 0)
    }

    /// A new table with room for so many items and fields.
    ///
    /// # Errors
    /// [`Error::Memory`].
    pub fn create_table_with(&mut self, items: usize, fields: usize) -> Result<Table, Error> {
        let table = self.make(|state| state.new_table(items, fields))?;
        Ok(Table(self.keep(RawValue::object(TABLE, table))))
    }
}

impl Table {
    fn pointer(&self, context: &mut Context) -> Result<Gc<object::Table>, Error> {
        Ok(self.raw(context)?.pointer())
    }

    /// The value of a key, as `table[key]` gives it.
    ///
    /// ```
    /// # use perilune::api::{Lua, Options, Table};
    /// let mut lua = Lua::new(Options::all())?;
    /// let table = lua.load("setmetatable({}, {__index = function(_, key) return key .. '!' end})").eval::<Table>()?;
    /// assert_eq!(table.get::<String>(&mut lua, "name")?, "name!");
    /// assert_eq!(table.raw_get::<Option<String>>(&mut lua, "name")?, None);
    /// # Ok::<(), perilune::api::Error>(())
    /// ```
    ///
    /// # Errors
    /// What a metamethod raises, or a conversion that failed.
    pub fn get<V: FromLua>(&self, context: &mut Context, key: impl IntoLua) -> Result<V, Error> {
        let key = key.into_lua(context)?;
        context.settle();
        let (table, key) = (self.raw(context)?, context.raw_of(&key)?);
        let value = match context.state.lookup(table, key) {
            Ok(Lookup::Value(value)) => context.value_of(value),
            Ok(Lookup::Call { function, object }) => {
                context.call_raw(function, &[object, key])?;
                context.result_value(0)
            }
            Err(throw) => return Err(context.error_of(throw)),
        };
        V::from_lua(value, context)
    }

    /// Sets the value of a key, as `table[key] = value` does.
    ///
    /// # Errors
    /// What a metamethod raises; a key that is nil or not a number; [`Error::Memory`].
    pub fn set(
        &self,
        context: &mut Context,
        key: impl IntoLua,
        value: impl IntoLua,
    ) -> Result<(), Error> {
        let (key, value) = (key.into_lua(context)?, value.into_lua(context)?);
        context.settle();
        let (table, key, value) =
            (self.raw(context)?, context.raw_of(&key)?, context.raw_of(&value)?);
        match context.state.assignment(table, key, value) {
            Ok(Assignment::Done) => Ok(()),
            Ok(Assignment::Call { function, object }) => {
                context.call_raw(function, &[object, key, value])
            }
            Err(throw) => Err(context.error_of(throw)),
        }
    }

    /// The value of a key, without metamethods.
    ///
    /// # Errors
    /// A conversion that failed.
    pub fn raw_get<V: FromLua>(
        &self,
        context: &mut Context,
        key: impl IntoLua,
    ) -> Result<V, Error> {
        let key = key.into_lua(context)?;
        let key = context.raw_of(&key)?;
        let value = self.pointer(context)?.get(key);
        let value = context.value_of(value);
        V::from_lua(value, context)
    }

    /// Sets the value of a key, without metamethods.
    ///
    /// # Errors
    /// A key that is nil or not a number; [`Error::Memory`].
    pub fn raw_set(
        &self,
        context: &mut Context,
        key: impl IntoLua,
        value: impl IntoLua,
    ) -> Result<(), Error> {
        let (key, value) = (key.into_lua(context)?, value.into_lua(context)?);
        context.settle();
        let (table, key, value) =
            (self.pointer(context)?, context.raw_of(&key)?, context.raw_of(&value)?);
        context.state.raw_set(table, key, value).map_err(|throw| context.error_of(throw))
    }

    /// The length, as `#table` gives it.
    ///
    /// # Errors
    /// What a metamethod raises, or answers that is not an integer.
    pub fn len(&self, context: &mut Context) -> Result<i64, Error> {
        context.settle();
        let table = self.raw(context)?;
        let metamethod = context.state.metamethod(table, Event::Length);
        if metamethod.is_nil() {
            return self.raw_len(context);
        }
        context.call_raw(metamethod, &[table])?;
        let length = context.result_value(0);
        i64::from_lua(length, context)
    }

    /// The length, without metamethods.
    ///
    /// # Errors
    /// [`Error::ForeignHandle`].
    pub fn raw_len(&self, context: &mut Context) -> Result<i64, Error> {
        let table = self.pointer(context)?;
        Ok(table.length(&context.state.heap))
    }

    /// Adds an item behind the last one, without metamethods.
    ///
    /// # Errors
    /// [`Error::Memory`].
    pub fn push(&self, context: &mut Context, value: impl IntoLua) -> Result<(), Error> {
        let value = value.into_lua(context)?;
        let next = self.raw_len(context)?.wrapping_add(1);
        self.raw_set(context, next, value)
    }

    /// The entries, without metamethods. Fields may be changed and removed meanwhile, but not added.
    ///
    /// ```
    /// # use perilune::api::{Lua, Options, Table};
    /// let mut lua = Lua::new(Options::all())?;
    /// let table = lua.load("{10, 20, 30}").eval::<Table>()?;
    /// let mut entries = table.entries();
    /// let mut sum = 0;
    /// while let Some((_, item)) = entries.next_as::<i64, i64>(&mut lua)? {
    ///     sum += item;
    /// }
    /// assert_eq!(sum, 60);
    /// # Ok::<(), perilune::api::Error>(())
    /// ```
    pub fn entries(&self) -> Entries {
        Entries { table: self.clone(), position: 0 }
    }

    /// The metatable.
    ///
    /// # Errors
    /// [`Error::ForeignHandle`].
    pub fn metatable(&self, context: &mut Context) -> Result<Option<Table>, Error> {
        let metatable = self.pointer(context)?.metatable();
        Ok(metatable.map(|table| Table(context.keep(RawValue::object(TABLE, table)))))
    }

    /// Sets or removes the metatable.
    ///
    /// # Errors
    /// [`Error::ForeignHandle`], [`Error::Memory`].
    pub fn set_metatable(
        &self,
        context: &mut Context,
        metatable: Option<&Table>,
    ) -> Result<(), Error> {
        let value = self.raw(context)?;
        context.set_metatable(value, metatable)
    }
}

impl Context {
    /// Sets or removes the metatable of a raw value.
    pub(super) fn set_metatable(
        &mut self,
        value: RawValue,
        metatable: Option<&Table>,
    ) -> Result<(), Error> {
        let metatable = metatable.map(|table| table.pointer(self)).transpose()?;
        self.state.set_metatable_of(value, metatable).map_err(|throw: Throw| self.error_of(throw))
    }
}

/// The entries of a table, one after the other.
#[derive(Debug)]
pub struct Entries {
    table: Table,
    position: usize,
}

impl Entries {
    /// The next key and value.
    ///
    /// # Errors
    /// [`Error::ForeignHandle`].
    pub fn next(&mut self, context: &mut Context) -> Result<Option<(Value, Value)>, Error> {
        let Some((position, key, value)) = self.table.pointer(context)?.next_index(self.position)
        else {
            return Ok(None);
        };
        self.position = position;
        Ok(Some((context.value_of(key), context.value_of(value))))
    }

    /// The next key and value, converted.
    ///
    /// # Errors
    /// A conversion that failed.
    pub fn next_as<K: FromLua, V: FromLua>(
        &mut self,
        context: &mut Context,
    ) -> Result<Option<(K, V)>, Error> {
        match self.next(context)? {
            Some((key, value)) => {
                Ok(Some((K::from_lua(key, context)?, V::from_lua(value, context)?)))
            }
            None => Ok(None),
        }
    }
}
