//! Lua's own functions.

pub mod argument;
mod base;
mod base_quick;
mod bit32;
pub mod buffer;
mod collect;
mod comparison;
mod coroutine;
mod debug;
mod debug_info;
mod environment;
pub mod image;
pub mod io;
mod iteration;
mod legacy;
pub mod library;
pub mod load;
mod math;
mod math_quick;
mod module;
mod os;
mod os_time;
pub mod package;
mod proxy;
mod random;
mod searcher;
mod string;
mod table;
pub mod tostring;
mod utf8;
pub mod warning;

use self::library::{Library, table_value};
use crate::interpreter::{State, Throw};

/// A set of libraries.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Libraries(u16);

/// Declares the libraries: each one's name for a set, and its static.
macro_rules! libraries {
    ($( $(#[doc = $doc:literal])+ $name:ident = $library:path; )*) => {
        /// All libraries, in the order in which they are opened.
        pub static LIBRARIES: &[(Libraries, &Library)] = &[ $( (Libraries::$name, &$library) ),* ];

        #[expect(clippy::upper_case_acronyms, reason = "the names are those of the constants")]
        enum Index { $( $name ),* }

        impl Libraries {
            $( $(#[doc = $doc])+ pub const $name: Libraries = Libraries(1 << Index::$name as u16); )*

            /// All of them.
            pub const ALL: Libraries = Libraries(0 $( | Libraries::$name.0 )*);
        }
    };
}

libraries! {
    /// The basic functions.
    BASE = base::BASE;
    /// `package`
    PACKAGE = package::PACKAGE;
    /// `bit32`
    BIT32 = bit32::BIT32;
    /// `coroutine`
    COROUTINE = coroutine::COROUTINES;
    /// `debug`
    DEBUG = debug::DEBUG;
    /// `io`
    IO = io::IO;
    /// `math`
    MATH = math::MATH;
    /// `os`
    OS = os::OS;
    /// `string`
    STRING = string::STRINGS;
    /// `table`
    TABLE = table::TABLES;
    /// `utf8`
    UTF8 = utf8::UTF8;
}

impl Libraries {
    /// No library.
    pub const NONE: Libraries = Libraries(0);

    /// The union of two sets.
    pub const fn or(self, other: Libraries) -> Libraries {
        Libraries(self.0 | other.0)
    }

    /// The first set without the second.
    pub const fn except(self, other: Libraries) -> Libraries {
        Libraries(self.0 & !other.0)
    }

    /// Whether the set has all of another.
    pub const fn contains(self, other: Libraries) -> bool {
        self.0 & other.0 == other.0
    }

    /// The set of one library, by its global name; `_G` is the base library.
    pub fn by_name(name: &str) -> Option<Libraries> {
        LIBRARIES.iter().find(|(_, library)| library.name == name).map(|(set, _)| *set)
    }

    /// The global names of the libraries in the set.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        LIBRARIES
            .iter()
            .filter(move |(set, _)| self.contains(*set))
            .map(|(_, library)| library.name)
    }
}

/// Stand for the table of loaded modules and for the registry in the image of a state.
static LOADED: u8 = 0;
static REGISTRY: u8 = 1;

/// Opens libraries: makes their tables, as globals and as loaded modules. Those that the state's dialect has nothing of
/// are left out.
pub fn open(state: &mut State, selection: Libraries) -> Result<(), Throw> {
    state.warning = Some(warning::show_quietly);
    let (globals, loaded, registry) = (state.globals, state.loaded, state.registry);
    if !library::adopt(state, &raw const LOADED, loaded)? {
        loaded.resize(state.heap(), 0, LIBRARIES.len())?;
    }
    if !library::adopt(state, &raw const REGISTRY, registry)? {
        registry.resize(state.heap(), 0, 4)?;
    }
    for (set, library) in LIBRARIES {
        if !selection.contains(*set) {
            continue;
        }
        if *set == Libraries::BASE {
            library.fill(state, globals)?;
            state.set_field(loaded, library.name, table_value(globals))?;
        } else if library.functions_of(state.dialect).next().is_some() {
            let table = table_value(library.create(state)?);
            state.set_field(globals, library.name, table)?;
            state.set_field(loaded, library.name, table)?;
        }
    }
    Ok(())
}
