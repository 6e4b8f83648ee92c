//! What a new state is: its dialect, what it may touch, and what it may use up.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::Duration;

pub use crate::stdlib::Libraries;

/// A dialect of Lua.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Dialect {
    /// Lua 5.1.
    Lua51,
    /// Lua 5.2.
    Lua52,
    /// Lua 5.3.
    Lua53,
    /// Lua 5.4.
    Lua54,
    /// Lua 5.5.
    #[default]
    Lua55,
}

impl Dialect {
    /// Every dialect.
    pub const ALL: &'static [Dialect] =
        &[Dialect::Lua51, Dialect::Lua52, Dialect::Lua53, Dialect::Lua54, Dialect::Lua55];

    /// What the machine knows about it.
    pub(super) fn data(self) -> &'static crate::dialect::Dialect {
        match self {
            Dialect::Lua51 => crate::dialect::LUA51,
            Dialect::Lua52 => crate::dialect::LUA52,
            Dialect::Lua53 => crate::dialect::LUA53,
            Dialect::Lua54 => crate::dialect::LUA54,
            Dialect::Lua55 => crate::dialect::LUA55,
        }
    }

    /// Whether it has integers; otherwise every number is a float.
    pub fn has_integers(self) -> bool {
        self.data().integers
    }

    /// How its library functions, and programs that run its scripts, behave.
    pub fn rules(self) -> &'static crate::dialect::LibraryRules {
        self.data().library
    }

    /// The dialect of a number such as `5.5`, or of a text such as `Lua 5.5`.
    pub fn by_name(name: &str) -> Option<Dialect> {
        let number = name.strip_prefix("Lua ").unwrap_or(name);
        Dialect::ALL.iter().copied().find(|dialect| dialect.number() == number)
    }

    /// The number, such as `5.5`.
    pub fn number(self) -> &'static str {
        let text = self.data().version_text;
        text.strip_prefix("Lua ").unwrap_or(text)
    }
}

/// What a new state is.
#[derive(Clone, Debug)]
pub struct Options {
    /// The dialect.
    pub dialect: Dialect,
    /// The libraries that are opened.
    pub libraries: Libraries,
    /// Whether `dofile` and `loadfile` are there, if the base library is.
    pub file_loaders: bool,
    /// Whether precompiled chunks may be loaded.
    pub allow_bytecode: bool,
    /// Whether the package library looks at `LUA_PATH` and its like.
    pub environment_variables: bool,
    /// The most memory in bytes the state may hold.
    pub memory_limit: Option<usize>,
    /// How many instructions each call from the host may use, its nested calls included.
    pub instruction_limit: Option<u64>,
    /// How long each call from the host may take. Time in which a paused run waits does not count.
    pub time_limit: Option<Duration>,
    /// How much processor time each call from the host may use, the functions of the host that it calls included.
    pub processor_time_limit: Option<Duration>,
    /// What string hashes and `math.random` start from; random if there is none.
    pub seed: Option<u64>,
    /// Whether errors bring a traceback.
    pub tracebacks: bool,
    /// Whether garbage is collected at every opportunity: slow, to find values that nothing keeps alive.
    pub collect_always: bool,
}

impl Default for Options {
    /// A state without libraries and without limits.
    fn default() -> Options {
        Options {
            dialect: Dialect::default(),
            libraries: Libraries::NONE,
            file_loaders: true,
            allow_bytecode: true,
            environment_variables: true,
            memory_limit: None,
            instruction_limit: None,
            time_limit: None,
            processor_time_limit: None,
            seed: None,
            tracebacks: true,
            collect_always: false,
        }
    }
}

impl Options {
    /// All libraries.
    pub fn all() -> Options {
        Options { libraries: Libraries::ALL, ..Options::default() }
    }

    /// All libraries but `io`, `os` and `debug`.
    pub fn safe() -> Options {
        let outside = Libraries::IO.or(Libraries::OS).or(Libraries::DEBUG);
        Options { libraries: Libraries::ALL.except(outside), ..Options::default() }
    }

    /// As [`Options::safe`], without `package`, `dofile` and `loadfile`, and without precompiled chunks: for programs
    /// that nobody has read.
    pub fn sandbox() -> Options {
        let safe = Options::safe();
        Options {
            libraries: safe.libraries.except(Libraries::PACKAGE),
            file_loaders: false,
            allow_bytecode: false,
            ..safe
        }
    }
}

/// A seed nobody can guess.
pub(super) fn random_seed() -> u64 {
    RandomState::new().build_hasher().finish()
}
