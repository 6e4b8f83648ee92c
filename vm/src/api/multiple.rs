//! Arguments and results: several values at once.

use std::ops::{Deref, DerefMut};

use super::conversion::{FromLua, IntoLua};
use super::error::Error;
use super::lua::Context;
use super::value::Value;

/// Any number of values: arguments or results.
#[derive(Clone, Debug, Default)]
pub struct MultiValue(pub Vec<Value>);

impl Deref for MultiValue {
    type Target = Vec<Value>;

    fn deref(&self) -> &Vec<Value> {
        &self.0
    }
}

impl DerefMut for MultiValue {
    fn deref_mut(&mut self) -> &mut Vec<Value> {
        &mut self.0
    }
}

impl IntoIterator for MultiValue {
    type Item = Value;
    type IntoIter = std::vec::IntoIter<Value>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl From<Vec<Value>> for MultiValue {
    fn from(values: Vec<Value>) -> MultiValue {
        MultiValue(values)
    }
}

/// Any number of values of one Rust type; as the last of a tuple, what the others leave.
#[derive(Clone, Debug, Default)]
pub struct Variadic<T>(pub Vec<T>);

/// What can become arguments or results: a value, a tuple of values, `()`, [`MultiValue`], [`Variadic`].
pub trait IntoLuaMulti {
    /// The Lua values.
    ///
    /// # Errors
    /// Where one of them cannot be converted.
    fn into_lua_multi(self, context: &mut Context) -> Result<MultiValue, Error>;
}

/// What arguments or results can become.
pub trait FromLuaMulti: Sized {
    /// The Rust values. Missing ones are nil, superfluous ones are dropped.
    ///
    /// # Errors
    /// Where one of them cannot be converted.
    fn from_lua_multi(values: MultiValue, context: &mut Context) -> Result<Self, Error>;
}

impl<T: IntoLua> IntoLuaMulti for T {
    fn into_lua_multi(self, context: &mut Context) -> Result<MultiValue, Error> {
        Ok(MultiValue(vec![self.into_lua(context)?]))
    }
}

impl<T: FromLua> FromLuaMulti for T {
    fn from_lua_multi(values: MultiValue, context: &mut Context) -> Result<Self, Error> {
        let value = values.into_iter().next().unwrap_or_default();
        T::from_lua(value, context).map_err(|error| blame(error, 1))
    }
}

impl IntoLuaMulti for MultiValue {
    fn into_lua_multi(self, _context: &mut Context) -> Result<MultiValue, Error> {
        Ok(self)
    }
}

impl FromLuaMulti for MultiValue {
    fn from_lua_multi(values: MultiValue, _context: &mut Context) -> Result<Self, Error> {
        Ok(values)
    }
}

impl<T: IntoLua> IntoLuaMulti for Variadic<T> {
    fn into_lua_multi(self, context: &mut Context) -> Result<MultiValue, Error> {
        self.0
            .into_iter()
            .map(|value| value.into_lua(context))
            .collect::<Result<Vec<_>, _>>()
            .map(MultiValue)
    }
}

impl<T: FromLua> FromLuaMulti for Variadic<T> {
    fn from_lua_multi(values: MultiValue, context: &mut Context) -> Result<Self, Error> {
        let numbered = values.into_iter().enumerate();
        let values = numbered
            .map(|(at, value)| T::from_lua(value, context).map_err(|error| blame(error, at + 1)));
        values.collect::<Result<Vec<_>, _>>().map(Variadic)
    }
}

impl IntoLuaMulti for () {
    fn into_lua_multi(self, _context: &mut Context) -> Result<MultiValue, Error> {
        Ok(MultiValue::default())
    }
}

impl FromLuaMulti for () {
    fn from_lua_multi(_values: MultiValue, _context: &mut Context) -> Result<Self, Error> {
        Ok(())
    }
}

/// Says which of several values a conversion failed at.
fn blame(error: Error, position: usize) -> Error {
    match error {
        Error::Conversion { expected, found } => Error::BadValue { position, expected, found },
        Error::BadValue { position: inner, expected, found } => {
            Error::BadValue { position: position + inner - 1, expected, found }
        }
        other => other,
    }
}

/// Conversions of tuples: all but the last are single values, the last takes what is left.
macro_rules! tuples {
    ($( ($($name:ident $at:literal),* ; $last:ident) )*) => { $(
        impl<$($name: IntoLua,)* $last: IntoLuaMulti> IntoLuaMulti for ($($name,)* $last,) {
            #[expect(non_snake_case, reason = "each variable is named like its type")]
            fn into_lua_multi(self, context: &mut Context) -> Result<MultiValue, Error> {
                let ($($name,)* $last,) = self;
                let mut values = vec![$($name.into_lua(context)?),*];
                values.extend($last.into_lua_multi(context)?);
                Ok(MultiValue(values))
            }
        }

        impl<$($name: FromLua,)* $last: FromLuaMulti> FromLuaMulti for ($($name,)* $last,) {
            fn from_lua_multi(values: MultiValue, context: &mut Context) -> Result<Self, Error> {
                let values = &mut values.into_iter();
                // The fields of a tuple expression are evaluated from left to right.
                Ok((
                    $($name::from_lua(values.next().unwrap_or_default(), context).map_err(|error| blame(error, $at))?,)*
                    $last::from_lua_multi(MultiValue(values.collect()), context)
                        .map_err(|error| blame(error, 1 $(+ { let _ = $at; 1 })*))?,
                ))
            }
        }
    )* };
}

tuples! {
    (; A)
    (A 1; B)
    (A 1, B 2; C)
    (A 1, B 2, C 3; D)
    (A 1, B 2, C 3, D 4; E)
    (A 1, B 2, C 3, D 4, E 5; F)
    (A 1, B 2, C 3, D 4, E 5, F 6; G)
    (A 1, B 2, C 3, D 4, E 5, F 6, G 7; H)
    (A 1, B 2, C 3, D 4, E 5, F 6, G 7, H 8; I)
}
