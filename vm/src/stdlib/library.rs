//! How a library is declared: one row per function, from which everything else follows.
//!
//! A row gives the static description that a function value points at, the entry in the library's table, the name in
//! messages, and the line in the compatibility table.

use super::image;
use crate::dialect::{Dialect, Dialects};
use crate::gc::Gc;
use crate::interpreter::{NativeFunction, State, Throw};
use crate::object::Table;
use crate::value::{TABLE, Value};

/// A library: a table of functions, and fields that are not functions.
#[derive(Debug)]
pub struct Library {
    /// The global variable and the name for `require`.
    pub name: &'static str,
    /// The functions of all dialects.
    pub functions: &'static [Function],
    /// Fields that are no functions and have the same value in every state.
    pub constants: fn(&mut State, Gc<Table>) -> Result<(), Throw>,
    /// Room for such fields, and those that [`Library::complete`] adds.
    pub extra_fields: usize,
    /// Adds what belongs to one state.
    pub complete: fn(&mut State, Gc<Table>) -> Result<(), Throw>,
}

/// One row of a library.
#[derive(Debug)]
pub struct Function {
    /// The key in the library's table.
    pub name: &'static str,
    /// The parameters as a manual writes them; `?` marks an optional one.
    pub parameters: &'static str,
    /// What it does, in one sentence.
    pub summary: &'static str,
    /// The dialects that have it.
    pub dialects: Dialects,
    /// What a function value points at.
    pub native: NativeFunction,
}

impl Function {
    /// The function as a Lua value.
    pub fn value(&'static self) -> Value {
        self.native.value()
    }
}

impl Library {
    /// The functions that a dialect has.
    pub fn functions_of(
        &self,
        dialect: &'static Dialect,
    ) -> impl Iterator<Item = &'static Function> + use<> {
        self.functions.iter().filter(move |function| function.dialects.contains(dialect))
    }

    /// The function that has a name in a dialect.
    pub fn function(&self, name: &str, dialect: &'static Dialect) -> Option<&'static Function> {
        let mut functions = self.functions.iter();
        functions.find(|function| function.name == name && function.dialects.contains(dialect))
    }

    /// Makes the library's table, of exactly the size it needs.
    pub fn create(&self, state: &mut State) -> Result<Gc<Table>, Throw> {
        let table = state.new_table(0, 0)?;
        self.fill(state, table)?;
        Ok(table)
    }

    /// Adds the functions and the other fields to a table without fields.
    pub fn fill(&self, state: &mut State, table: Gc<Table>) -> Result<(), Throw> {
        if !adopt(state, self, table)? {
            let count = self.functions_of(state.dialect).count();
            table.resize(state.heap(), 0, count + self.extra_fields)?;
            for function in self.functions_of(state.dialect) {
                state.set_field(table, function.name, function.value())?;
            }
            (self.constants)(state, table)?;
        }
        (self.complete)(state, table)
    }
}

/// Gives a table what it has in the image of the state, if the state has one and this is in it; whether that is so.
pub(super) fn adopt<T>(
    state: &mut State,
    description: *const T,
    table: Gc<Table>,
) -> Result<bool, Throw> {
    image::record(state, description, table);
    let Some(image) = state.heap.image.and_then(|image| image.table(description)) else {
        return Ok(false);
    };
    table.adopt(state.heap(), image)?;
    Ok(true)
}

/// Lets a field that a dialect has under a second name have the same value under both.
pub fn share(
    state: &mut State,
    table: Gc<Table>,
    name: &str,
    second_name: &str,
) -> Result<(), Throw> {
    if state.get_field(table, second_name)?.is_nil() {
        return Ok(());
    }
    let value = state.get_field(table, name)?;
    state.set_field(table, second_name, value)
}

/// What a library without other fields has as [`Library::constants`] and [`Library::complete`].
pub fn nothing_else(_state: &mut State, _table: Gc<Table>) -> Result<(), Throw> {
    Ok(())
}

/// A table as a value.
#[inline(always)]
pub fn table_value(table: Gc<Table>) -> Value {
    Value::object(TABLE, table)
}

/// Declares a library: its static, its name, the prefix its functions have in messages, and a row per function.
///
/// A row reads `/// Summary.  name(parameters) in DIALECTS => entry, ROLE;` where the dialects and the role may be left out;
/// the role `Quick(entry)` names the quick entry.
macro_rules! library {
    (
        $(#[doc = $library_doc:literal])+
        static $library:ident = $library_name:literal, prefix $prefix:literal
            $(, fields $extra:literal)? $(, constants by $constants:path)? $(, complete by $complete:path)?;
        $(
            $(#[doc = $doc:literal])+
            $name:ident($($parameters:tt)*) $(in $dialects:expr)? => $entry:path $(, $role:ident $(($quick:path))?)?;
        )*
    ) => {
        $(#[doc = $library_doc])+
        pub(crate) static $library: $crate::stdlib::library::Library = $crate::stdlib::library::Library {
            name: $library_name,
            functions: &[ $(
                $crate::stdlib::library::Function {
                    name: stringify!($name),
                    parameters: stringify!($($parameters)*),
                    summary: concat!($($doc),+),
                    dialects: $crate::stdlib::library::or_default!($crate::dialect::Dialects::ALL $(, $dialects)?),
                    native: $crate::interpreter::NativeFunction {
                        name: concat!($prefix, stringify!($name)),
                        entry: $entry,
                        role: $crate::stdlib::library::or_default!(
                            $crate::interpreter::Role::Ordinary $(, $crate::interpreter::Role::$role $(($quick))?)?
                        ),
                    },
                }
            ),* ],
            constants: $crate::stdlib::library::or_default!($crate::stdlib::library::nothing_else $(, $constants)?),
            extra_fields: $crate::stdlib::library::or_default!(0 $(, $extra)?),
            complete: $crate::stdlib::library::or_default!($crate::stdlib::library::nothing_else $(, $complete)?),
        };
    };
}

/// The second thing if there is one, else the first.
macro_rules! or_default {
    ($default:expr) => {
        $default
    };
    ($default:expr, $given:expr) => {
        $given
    };
}

pub(crate) use {library, or_default};
