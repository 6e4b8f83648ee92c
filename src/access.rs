//! Fields of Lua values as programs read and write them, metamethods included.

use perilune::api::native::{Assignment, Event, Lookup, RawValue, Text};

use crate::context::LuaContext;
use crate::error::{Failure, Result};

impl LuaContext {
    /// `object[key]`. What it answers is not pinned.
    #[inline]
    pub(crate) fn index(&self, object: RawValue, key: RawValue) -> Result<RawValue> {
        let found = self.vm().state().lookup(object, key);
        match found.map_err(|throw| self.failure_of_throw(throw))? {
            Lookup::Value(value) => Ok(value),
            Lookup::Call { function, object } => {
                self.run(function, &[object, key])?;
                Ok(self.vm().state().host_result(0))
            }
        }
    }

    /// `object[key] = value`
    #[inline]
    pub(crate) fn assign(&self, object: RawValue, key: RawValue, value: RawValue) -> Result<()> {
        let done = self.vm().state().assignment(object, key, value);
        match done.map_err(|throw| self.failure_of_throw(throw))? {
            Assignment::Done => Ok(()),
            Assignment::Call { function, object } => self.run(function, &[object, key, value]),
        }
    }

    /// `object[key]` if that runs nothing, as text, a number or another value without parts.
    #[inline]
    pub(crate) fn plain_index(&self, object: RawValue, key: RawValue) -> Option<RawValue> {
        match self.vm().state().lookup(object, key) {
            Ok(Lookup::Value(value)) if value.is_string() || !value.is_object() => Some(value),
            _ => None,
        }
    }

    /// `object[key] = value` if that runs nothing; whether it was done.
    #[inline]
    pub(crate) fn plain_assign(&self, object: RawValue, key: RawValue, value: RawValue) -> bool {
        let done = self.vm().state().assignment(object, key, value);
        let is_done = matches!(done, Ok(Assignment::Done));
        self.tell_memory();
        is_done
    }

    /// `object[name]`
    #[inline]
    pub(crate) fn field(&self, object: RawValue, name: &[u8]) -> Result<RawValue> {
        let key = self.string(name)?;
        self.index(object, key)
    }

    /// `object[name] = value`
    #[inline]
    pub(crate) fn assign_field(
        &self,
        object: RawValue,
        name: &[u8],
        value: RawValue,
    ) -> Result<()> {
        let key = self.string(name)?;
        self.assign(object, key, value)
    }

    /// `#table`
    pub(crate) fn length(&self, table: RawValue) -> Result<i64> {
        let metamethod = self.vm().state().metamethod(table, Event::Length);
        if metamethod.is_nil() {
            return Ok(table
                .pointer::<perilune::api::native::Table>()
                .length(self.vm().state().heap()));
        }
        self.run(metamethod, &[table])?;
        let length = self.vm().state().host_result(0);
        length
            .as_integer()
            .or_else(|| length.as_float().and_then(crate::convert::integer_of))
            .ok_or_else(|| Failure::Plain("object length is not an integer".into()))
    }

    /// `tostring(value)`, as bytes.
    pub(crate) fn text_of(&self, value: RawValue) -> Result<Vec<u8>> {
        let text = self.vm().state().text_of(value);
        let text = match text.map_err(|throw| self.failure_of_throw(throw))? {
            Text::Ready(text) => text,
            Text::Call(function) => {
                self.run(function, &[value])?;
                let state = self.vm().state();
                let answer = state.host_result(0);
                state.check_text(answer).map_err(|throw| self.failure_of_throw(throw))?
            }
        };
        Ok(text.pointer::<perilune::api::native::LuaString>().as_bytes().to_vec())
    }

    /// A string of Lua. It is not pinned.
    pub(crate) fn string(&self, bytes: &[u8]) -> Result<RawValue> {
        self.vm().state().new_string(bytes).map_err(|throw| self.failure_of_throw(throw))
    }

    /// A table, which is pinned.
    pub(crate) fn new_table(&self) -> Result<RawValue> {
        let table = self.vm().state().new_table(0, 0);
        let table = table.map_err(|throw| self.failure_of_throw(throw))?;
        let table = RawValue::object(perilune::api::native::tag::TABLE, table);
        self.pin(table);
        Ok(table)
    }

    /// Sets a field of a table without asking its metatable.
    pub(crate) fn set_raw(&self, table: RawValue, name: &str, value: RawValue) -> Result<()> {
        let set = self.vm().state().set_field(table.pointer(), name, value);
        set.map_err(|throw| self.failure_of_throw(throw))
    }
}
