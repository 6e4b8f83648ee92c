//! Rust values to Lua values and back: single ones.

use super::error::Error;
use super::handle::{Coroutine, Function, Table, Userdata};
use super::lua::Context;
use super::value::{LuaString, Value};
use crate::number::Number;
use crate::number::arithmetic::{Rounding, float_to_integer};
use crate::number::parse::parse_number;

/// What can become a Lua value.
pub trait IntoLua {
    /// The Lua value.
    ///
    /// # Errors
    /// Where the value has no counterpart, or memory runs out.
    fn into_lua(self, context: &mut Context) -> Result<Value, Error>;
}

/// What a Lua value can become.
pub trait FromLua: Sized {
    /// The Rust value.
    ///
    /// # Errors
    /// [`Error::Conversion`] where the value is of another type.
    fn from_lua(value: Value, context: &mut Context) -> Result<Self, Error>;
}

/// Conversions that are a constructor of `Value` in one direction and a pattern in the other.
macro_rules! same_shape {
    ($( $type:ty => $variant:ident, $name:literal; )*) => { $(
        impl IntoLua for $type {
            fn into_lua(self, _context: &mut Context) -> Result<Value, Error> {
                Ok(Value::$variant(self))
            }
        }

        impl IntoLua for &$type {
            fn into_lua(self, _context: &mut Context) -> Result<Value, Error> {
                Ok(Value::$variant(self.clone()))
            }
        }

        impl FromLua for $type {
            fn from_lua(value: Value, _context: &mut Context) -> Result<Self, Error> {
                match value {
                    Value::$variant(inner) => Ok(inner),
                    other => Err(Error::conversion(&other, $name)),
                }
            }
        }
    )* };
}

same_shape! {
    Table => Table, "table";
    Function => Function, "function";
    Userdata => Userdata, "userdata";
    Coroutine => Coroutine, "thread";
}

impl IntoLua for Value {
    fn into_lua(self, _context: &mut Context) -> Result<Value, Error> {
        Ok(self)
    }
}

impl IntoLua for &Value {
    fn into_lua(self, _context: &mut Context) -> Result<Value, Error> {
        Ok(self.clone())
    }
}

impl FromLua for Value {
    fn from_lua(value: Value, _context: &mut Context) -> Result<Self, Error> {
        Ok(value)
    }
}

impl IntoLua for bool {
    fn into_lua(self, _context: &mut Context) -> Result<Value, Error> {
        Ok(Value::Boolean(self))
    }
}

impl FromLua for bool {
    /// Every value is true or false, as in a condition.
    fn from_lua(value: Value, _context: &mut Context) -> Result<Self, Error> {
        Ok(value.is_truthy())
    }
}

/// The number a value is or, being a string, reads as.
fn number_of(value: &Value) -> Option<Value> {
    match value {
        Value::Integer(_) | Value::Number(_) => Some(value.clone()),
        Value::String(text) => match parse_number(text)? {
            Number::Integer(integer) => Some(Value::Integer(integer)),
            Number::Float(float) => Some(Value::Number(float)),
        },
        _ => None,
    }
}

/// The integer a value stands for: an integer, a float without a fraction, or a string that reads as one.
fn integer_of(value: &Value) -> Result<i64, Error> {
    match number_of(value) {
        Some(Value::Integer(integer)) => Ok(integer),
        Some(Value::Number(float)) => {
            float_to_integer(float, Rounding::Exact).ok_or_else(|| Error::Conversion {
                expected: "integer".to_owned(),
                found: "number without integer representation".to_owned(),
            })
        }
        _ => Err(Error::conversion(value, "number")),
    }
}

macro_rules! integers {
    ($($type:ty)*) => { $(
        impl IntoLua for $type {
            /// An integer; a float where 64 bits do not hold it.
            fn into_lua(self, _context: &mut Context) -> Result<Value, Error> {
                Ok(i64::try_from(self).map_or(Value::Number(self as f64), Value::Integer))
            }
        }

        impl FromLua for $type {
            fn from_lua(value: Value, _context: &mut Context) -> Result<Self, Error> {
                let integer = integer_of(&value)?;
                <$type>::try_from(integer).map_err(|_| Error::Conversion {
                    expected: stringify!($type).to_owned(),
                    found: format!("{integer}, which is out of range"),
                })
            }
        }
    )* };
}

integers! { i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize }

macro_rules! floats {
    ($($type:ty)*) => { $(
        impl IntoLua for $type {
            fn into_lua(self, _context: &mut Context) -> Result<Value, Error> {
                Ok(Value::Number(self.into()))
            }
        }

        impl FromLua for $type {
            fn from_lua(value: Value, _context: &mut Context) -> Result<Self, Error> {
                match number_of(&value) {
                    Some(Value::Integer(integer)) => Ok(integer as $type),
                    Some(Value::Number(float)) => Ok(float as $type),
                    _ => Err(Error::conversion(&value, "number")),
                }
            }
        }
    )* };
}

floats! { f32 f64 }

macro_rules! into_string {
    ($($type:ty)*) => { $(
        impl IntoLua for $type {
            fn into_lua(self, _context: &mut Context) -> Result<Value, Error> {
                Ok(Value::String(self.into()))
            }
        }
    )* };
}

into_string! { LuaString String &str &[u8] }

impl FromLua for LuaString {
    /// A string, or the text of a number.
    fn from_lua(value: Value, context: &mut Context) -> Result<Self, Error> {
        match value {
            Value::String(string) => Ok(string),
            Value::Integer(_) | Value::Number(_) => context.text_of_number(&value),
            other => Err(Error::conversion(&other, "string")),
        }
    }
}

impl Context {
    fn text_of_number(&mut self, number: &Value) -> Result<LuaString, Error> {
        let raw = self.raw_of(number)?;
        let text = self.state.number_to_string(raw).map_err(|throw| self.error_of(throw))?;
        match self.value_of(text) {
            Value::String(text) => Ok(text),
            other => Err(Error::conversion(&other, "string")),
        }
    }
}

impl FromLua for String {
    /// A string that is UTF-8, or the text of a number.
    fn from_lua(value: Value, context: &mut Context) -> Result<Self, Error> {
        let string = LuaString::from_lua(value, context)?;
        String::from_utf8(string.into_bytes()).map_err(|_| Error::Conversion {
            expected: "UTF-8 string".to_owned(),
            found: "string with other bytes".to_owned(),
        })
    }
}

impl<T: IntoLua> IntoLua for Option<T> {
    fn into_lua(self, context: &mut Context) -> Result<Value, Error> {
        self.map_or(Ok(Value::Nil), |value| value.into_lua(context))
    }
}

impl<T: FromLua> FromLua for Option<T> {
    fn from_lua(value: Value, context: &mut Context) -> Result<Self, Error> {
        if value.is_nil() { Ok(None) } else { T::from_lua(value, context).map(Some) }
    }
}
