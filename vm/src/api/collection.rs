//! Rust collections to Lua tables and back. They are copied.

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher, Hash};

use super::conversion::{FromLua, IntoLua};
use super::error::Error;
use super::handle::Table;
use super::lua::Context;
use super::value::Value;

impl<T: IntoLua> IntoLua for Vec<T> {
    /// A table with the items at `1, 2, ...`
    fn into_lua(self, context: &mut Context) -> Result<Value, Error> {
        let table = context.create_table_with(self.len(), 0)?;
        for (index, item) in self.into_iter().enumerate() {
            table.raw_set(context, index + 1, item)?;
        }
        Ok(Value::Table(table))
    }
}

impl<T: FromLua> FromLua for Vec<T> {
    /// The items at `1, 2, ...` up to the table's length.
    fn from_lua(value: Value, context: &mut Context) -> Result<Self, Error> {
        let table = Table::from_lua(value, context)?;
        let length = table.raw_len(context)?;
        // The length may lie about how much there is, so it reserves nothing.
        (1..=length).map(|index| table.raw_get(context, index)).collect()
    }
}

/// Conversions of a kind of map.
macro_rules! maps {
    ($( [$($generics:tt)*] $map:ty where [$($bounds:tt)*]; )*) => { $(
        impl<$($generics)*> IntoLua for $map
        where
            K: IntoLua,
            V: IntoLua,
        {
            fn into_lua(self, context: &mut Context) -> Result<Value, Error> {
                let table = context.create_table_with(0, self.len())?;
                for (key, value) in self {
                    table.raw_set(context, key, value)?;
                }
                Ok(Value::Table(table))
            }
        }

        impl<$($generics)*> FromLua for $map
        where
            K: FromLua,
            V: FromLua,
            $($bounds)*
        {
            fn from_lua(value: Value, context: &mut Context) -> Result<Self, Error> {
                let table = Table::from_lua(value, context)?;
                let mut entries = table.entries();
                let mut map = Self::default();
                while let Some((key, value)) = entries.next(context)? {
                    map.insert(K::from_lua(key, context)?, V::from_lua(value, context)?);
                }
                Ok(map)
            }
        }
    )* };
}

maps! {
    [K, V] BTreeMap<K, V> where [K: Ord];
    [K, V, S] HashMap<K, V, S> where [K: Hash + Eq, S: BuildHasher + Default];
}
