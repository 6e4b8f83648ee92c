//! Owned values, and the way between them and raw ones.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use super::error::Error;
use super::handle::{Coroutine, Function, Table, Userdata};
use super::lua::Context;
use crate::object;
use crate::value::{self, Value as RawValue};

/// A Lua value that the host holds. What lives on the heap stays alive while it is held.
#[derive(Clone, Debug, Default)]
pub enum Value {
    /// Nothing.
    #[default]
    Nil,
    /// True or false.
    Boolean(bool),
    /// An integer. A dialect without integers makes a float of it.
    Integer(i64),
    /// A float.
    Number(f64),
    /// A string: any bytes.
    String(LuaString),
    /// A table.
    Table(Table),
    /// A function.
    Function(Function),
    /// Data of the host.
    Userdata(Userdata),
    /// A coroutine.
    Coroutine(Coroutine),
    /// An address that means something to the host only.
    LightUserdata(u64),
}

impl Value {
    /// What `type` says of it.
    pub fn type_name(&self) -> &'static str {
        match self {
            Value::Nil => "nil",
            Value::Boolean(_) => "boolean",
            Value::Integer(_) | Value::Number(_) => "number",
            Value::String(_) => "string",
            Value::Table(_) => "table",
            Value::Function(_) => "function",
            Value::Userdata(_) | Value::LightUserdata(_) => "userdata",
            Value::Coroutine(_) => "thread",
        }
    }

    /// Whether it is nil.
    pub fn is_nil(&self) -> bool {
        matches!(self, Value::Nil)
    }

    /// Whether a condition takes it as true: all but nil and false.
    pub fn is_truthy(&self) -> bool {
        !matches!(self, Value::Nil | Value::Boolean(false))
    }
}

/// The bytes of a Lua string, owned.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct LuaString(Box<[u8]>);

impl LuaString {
    /// The bytes as text, if they are UTF-8.
    pub fn to_str(&self) -> Result<&str, std::str::Utf8Error> {
        std::str::from_utf8(&self.0)
    }

    /// The bytes as text, with replacement characters where they are not UTF-8.
    pub fn to_string_lossy(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.0)
    }

    /// The bytes.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0.into_vec()
    }
}

impl Deref for LuaString {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl AsRef<[u8]> for LuaString {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for LuaString {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.to_string_lossy(), formatter)
    }
}

impl fmt::Display for LuaString {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.to_string_lossy())
    }
}

impl From<&[u8]> for LuaString {
    fn from(bytes: &[u8]) -> LuaString {
        LuaString(bytes.into())
    }
}

impl From<Vec<u8>> for LuaString {
    fn from(bytes: Vec<u8>) -> LuaString {
        LuaString(bytes.into())
    }
}

impl From<&str> for LuaString {
    fn from(text: &str) -> LuaString {
        LuaString(text.as_bytes().into())
    }
}

impl From<String> for LuaString {
    fn from(text: String) -> LuaString {
        LuaString(text.into_bytes().into())
    }
}

impl PartialEq<str> for LuaString {
    fn eq(&self, other: &str) -> bool {
        *self.0 == *other.as_bytes()
    }
}

impl PartialEq<&str> for LuaString {
    fn eq(&self, other: &&str) -> bool {
        *self.0 == *other.as_bytes()
    }
}

impl Context {
    /// An owned value of a raw one.
    pub fn value_of(&mut self, raw: RawValue) -> Value {
        match raw.tag {
            value::FALSE | value::TRUE => Value::Boolean(raw.tag == value::TRUE),
            value::INTEGER => Value::Integer(raw.integer_bits()),
            value::FLOAT => Value::Number(raw.float_bits()),
            value::LIGHT => Value::LightUserdata(raw.payload),
            value::STRING | value::LONG_STRING => {
                Value::String(raw.pointer::<object::LuaString>().as_bytes().into())
            }
            value::TABLE => Value::Table(Table(self.keep(raw))),
            value::NATIVE | value::CLOSURE | value::NATIVE_CLOSURE => {
                Value::Function(Function(self.keep(raw)))
            }
            value::USERDATA => Value::Userdata(Userdata(self.keep(raw))),
            value::COROUTINE => Value::Coroutine(Coroutine(self.keep(raw))),
            // Links and dead keys are never values of a program.
            _ => Value::Nil,
        }
    }

    /// The raw value of an owned one; a string is new on the heap. Nothing is collected, so several raw values may be
    /// made one after the other.
    ///
    /// # Errors
    /// [`Error::ForeignHandle`] for a handle of another state, [`Error::Memory`].
    pub fn raw_of(&mut self, value: &Value) -> Result<RawValue, Error> {
        match value {
            Value::Nil => Ok(RawValue::NIL),
            Value::Boolean(boolean) => Ok(RawValue::boolean(*boolean)),
            Value::Integer(integer) => Ok(self.state.integer_value(*integer)),
            Value::Number(number) => Ok(RawValue::float(*number)),
            Value::LightUserdata(address) => Ok(RawValue::light(*address)),
            Value::String(string) => {
                self.state.new_string(string).map_err(|throw| self.error_of(throw))
            }
            Value::Table(Table(root))
            | Value::Function(Function(root))
            | Value::Userdata(Userdata(root))
            | Value::Coroutine(Coroutine(root)) => self.raw_of_root(root),
        }
    }

    /// The raw values of several owned ones.
    pub(super) fn raw_of_all(&mut self, values: &[Value]) -> Result<Vec<RawValue>, Error> {
        values.iter().map(|value| self.raw_of(value)).collect()
    }

    /// Whether two values are equal as `rawequal` sees it.
    ///
    /// # Errors
    /// As for [`Context::raw_of`].
    pub fn raw_equal(&mut self, left: &Value, right: &Value) -> Result<bool, Error> {
        let (left, right) = (self.raw_of(left)?, self.raw_of(right)?);
        Ok(object::raw_equal(left, right))
    }

    /// The text of a value as `tostring` gives it.
    ///
    /// ```
    /// # use perilune::api::{Lua, Options, Value};
    /// let mut lua = Lua::new(Options::all())?;
    /// assert_eq!(lua.text_of(&Value::Number(1.0))?, "1.0");
    /// # Ok::<(), perilune::api::Error>(())
    /// ```
    ///
    /// # Errors
    /// What `__tostring` raises.
    pub fn text_of(&mut self, value: &Value) -> Result<LuaString, Error> {
        self.settle();
        let raw = self.raw_of(value)?;
        let tostring = super::function::basic_function("tostring", self.state.dialect())?;
        self.call_raw(tostring, &[raw])?;
        match self.result_value(0) {
            Value::String(text) => Ok(text),
            other => Err(Error::conversion(&other, "string")),
        }
    }
}
