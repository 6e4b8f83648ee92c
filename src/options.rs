//! The options of a context: what JavaScript gives, checked, and what the state is made with.

use std::borrow::Cow;
use std::time::Duration;

use perilune::api::{Dialect, Libraries, Options};

use crate::context::hops;
use crate::convert;
use crate::error::{Failure, Result};
use crate::sys::{Env, Js, ValueType};

/// The options of a context.
pub(crate) struct Settings {
    /// The names of the libraries, as they were asked for.
    pub(crate) libraries: Cow<'static, [&'static str]>,
    /// Bytes the state may hold; 0: no limit.
    pub(crate) max_memory: f64,
    /// Instructions of each call; 0: no limit.
    pub(crate) max_instructions: f64,
    /// Milliseconds of each call; 0: no limit.
    pub(crate) timeout: f64,
    /// Milliseconds of processor time of each call; 0: no limit.
    pub(crate) cpu_time: f64,
    /// Whether bytecode may be loaded.
    pub(crate) allow_bytecode: bool,
    /// Whether programs are kept, so that a script which is run again is not compiled again.
    pub(crate) keeps_scripts: bool,
    /// Whether runs of the thread pool come to the JavaScript thread for functions of JavaScript.
    pub(crate) hops: bool,
    /// The dialect.
    dialect: Dialect,
    /// Whether strings come as bytes.
    pub(crate) gives_bytes: bool,
    /// Whether tables come as maps, and keys of maps keep their types.
    pub(crate) gives_maps: bool,
    /// Whether conversions that lose something are refused.
    pub(crate) is_strict: bool,
    /// Whether programs may use files.
    pub(crate) allows_files: bool,
    /// Whether a program can write to the standard streams.
    pub(crate) has_io: bool,
    /// Whether `dofile` and `loadfile` are there.
    has_file_loaders: bool,
    selection: Libraries,
}

/// What the word for a set of libraries means.
struct Preset {
    word: &'static str,
    libraries: &'static [&'static str],
    /// Whether programs may come as files and as bytecode.
    is_trusting: bool,
}

const PRESETS: [Preset; 4] = [
    Preset {
        word: "all",
        libraries: &[
            "base",
            "package",
            "coroutine",
            "table",
            "io",
            "os",
            "string",
            "math",
            "utf8",
            "debug",
        ],
        is_trusting: true,
    },
    Preset {
        word: "safe",
        libraries: &["base", "package", "coroutine", "table", "string", "math", "utf8"],
        is_trusting: true,
    },
    Preset {
        word: "sandbox",
        libraries: &["base", "coroutine", "table", "string", "math", "utf8"],
        is_trusting: false,
    },
    Preset { word: "bare", libraries: &[], is_trusting: true },
];

/// What the base library is called here, and what it is called in the machine.
const BASE: (&str, &str) = ("base", "_G");

/// A library, and what it is called here.
fn library(name: &str) -> Result<(Libraries, &'static str)> {
    let inner = if name == BASE.0 { BASE.1 } else { name };
    let known = (name != BASE.1).then(|| Libraries::by_name(inner)).flatten();
    let known = known.ok_or_else(|| Failure::argument(format!("Unknown Lua library: '{name}'")))?;
    let inner = known.names().next().unwrap_or_default();
    Ok((known, if inner == BASE.1 { BASE.0 } else { inner }))
}

/// Declares the options that the native side knows.
macro_rules! options {
    ($( $variant:ident = $name:literal; )*) => {
        /// An option.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub(crate) enum Name { $( $variant, )* }

        /// The names, in the order in which they are read.
        pub(crate) const NAMES: &[&str] = &[$( $name, )*];
    };
}

options! {
    Libraries = "libraries";
    AllowBytecode = "allowBytecode";
    MaxMemory = "maxMemory";
    MaxInstructions = "maxInstructions";
    Timeout = "timeout";
    CpuTime = "cpuTime";
    CacheScripts = "cacheScripts";
    Callbacks = "callbacks";
    Dialect = "dialect";
    BinaryStrings = "binaryStrings";
    TableAs = "tableAs";
    StrictConversion = "strictConversion";
    Filesystem = "filesystem";
    Print = "print";
}

/// The options that were given. JavaScript lists them, because asking for each of them here costs as much as the state.
pub(crate) struct Given {
    env: Env,
    values: [Option<Js>; NAMES.len()],
}

impl Given {
    /// Reads a list of numbers of options, each with its value behind it; nothing is given without a list.
    pub(crate) fn read(env: Env, list: Option<Js>) -> Result<Given> {
        let mut given = Given { env, values: [None; NAMES.len()] };
        let Some(list) = list.filter(|list| env.is_type(*list, ValueType::napi_object)) else {
            return Ok(given);
        };
        for pair in 0..env.array_length(list)? / 2 {
            let number = env.as_small(env.element(list, 2 * pair)?);
            if let Some(value) = number.and_then(|number| given.values.get_mut(number as usize)) {
                *value = Some(env.element(list, 2 * pair + 1)?);
            }
        }
        Ok(given)
    }

    /// An option, if it is there.
    pub(crate) fn option(&self, name: Name) -> Option<Js> {
        self.values[name as usize]
    }

    /// A limit: a number that is not negative; 0 where there is none.
    fn limit(&self, name: Name) -> Result<f64> {
        let Some(value) = self.option(name) else { return Ok(0.0) };
        let shown = NAMES[name as usize];
        match self.env.as_double(value) {
            Some(number) if number >= 0.0 => Ok(number),
            Some(_) => Err(Failure::Range(format!("{shown} must be a non-negative number").into())),
            None => Err(Failure::argument(format!("{shown} must be a number"))),
        }
    }

    /// A switch, and what it is where it is not given; a value of another type is an error, or as if not given.
    fn switch(&self, name: Name, default: bool, refusal: Option<&'static str>) -> Result<bool> {
        match (self.option(name), refusal) {
            (Some(value), _) if self.env.is_type(value, ValueType::napi_boolean) => {
                self.env.boolean_of(value)
            }
            (Some(_), Some(refusal)) => Err(Failure::argument(refusal)),
            _ => Ok(default),
        }
    }

    /// Which of several words an option is; the first one is meant where it is absent.
    fn word(&self, name: Name, words: &[&str]) -> Result<usize> {
        let Some(value) = self.option(name) else { return Ok(0) };
        let shown = NAMES[name as usize];
        let quoted: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
        let wanted = format!("{shown} must be {}", quoted.join(" or "));
        if !self.env.is_type(value, ValueType::napi_string) {
            return Err(Failure::argument(wanted));
        }
        let given = convert::text_of(self.env, value)?;
        let found = words.iter().position(|word| *word == given);
        found.ok_or_else(|| Failure::argument(format!("{wanted}, got '{given}'")))
    }

    /// The dialect that is asked for.
    fn dialect(&self) -> Result<Dialect> {
        if self.option(Name::Dialect).is_none() {
            return Ok(Dialect::default());
        }
        let numbers: Vec<&str> = Dialect::ALL.iter().map(|dialect| dialect.number()).collect();
        Ok(Dialect::ALL[self.word(Name::Dialect, &numbers)?])
    }

    /// The names of the libraries, and whether files and bytecode are trusted.
    fn libraries(&self) -> Result<(Cow<'static, [&'static str]>, bool)> {
        let env = self.env;
        let Some(value) = self.option(Name::Libraries) else { return Ok((Cow::default(), true)) };
        if env.is_array(value)? {
            let mut names = Vec::new();
            for index in 0..env.array_length(value)? {
                let name = env.element(value, index)?;
                if !env.is_type(name, ValueType::napi_string) {
                    return Err(Failure::argument("libraries array must contain only strings"));
                }
                names.push(convert::text_of(env, name)?);
            }
            let names = names.iter().map(|name| Ok(library(name)?.1)).collect::<Result<_>>()?;
            return Ok((Cow::Owned(names), true));
        }
        let is_string = env.is_type(value, ValueType::napi_string);
        let word = if is_string { convert::text_of(env, value)? } else { String::new() };
        let preset = PRESETS.iter().find(|preset| is_string && preset.word == word);
        let preset = preset.ok_or_else(|| {
            Failure::argument(
                "libraries must be 'all', 'safe', 'sandbox', or an array of library names",
            )
        })?;
        Ok((Cow::Borrowed(preset.libraries), preset.is_trusting))
    }
}

/// A time in milliseconds; nothing where it is too long to end.
fn duration(milliseconds: f64) -> Option<Duration> {
    Duration::try_from_secs_f64(milliseconds / 1000.0).ok()
}

impl Settings {
    /// Checks the options that a context is constructed with.
    pub(crate) fn read(given: &Given) -> Result<Settings> {
        let (names, is_trusting) = given.libraries()?;
        let mut selection = Libraries::NONE;
        for name in names.iter() {
            selection = selection.or(library(name)?.0);
        }
        let strict_refusal = Some("strictConversion must be a boolean");
        Ok(Settings {
            libraries: names,
            max_memory: given.limit(Name::MaxMemory)?,
            max_instructions: given.limit(Name::MaxInstructions)?,
            timeout: given.limit(Name::Timeout)?,
            cpu_time: given.limit(Name::CpuTime)?,
            allow_bytecode: given.switch(Name::AllowBytecode, is_trusting, None)?,
            keeps_scripts: given.switch(Name::CacheScripts, true, None)?,
            hops: given.option(Name::Callbacks).map_or(Ok(false), |word| hops(given.env, word))?,
            dialect: given.dialect()?,
            gives_bytes: given.switch(Name::BinaryStrings, false, None)?,
            gives_maps: given.word(Name::TableAs, &["object", "map"])? == 1,
            is_strict: given.switch(Name::StrictConversion, false, strict_refusal)?,
            allows_files: given.word(Name::Filesystem, &["allow", "deny"])? == 0,
            has_io: selection.contains(Libraries::IO) || selection.contains(Libraries::BASE),
            has_file_loaders: is_trusting,
            selection,
        })
    }

    /// What the state is made with.
    pub(crate) fn machine_options(&self) -> Options {
        let positive = |limit: f64| (limit > 0.0).then_some(limit);
        Options {
            dialect: self.dialect,
            libraries: self.selection,
            file_loaders: self.has_file_loaders,
            allow_bytecode: self.allow_bytecode,
            memory_limit: self.memory_limit(),
            instruction_limit: positive(self.max_instructions).map(|count| (count as u64).max(1)),
            time_limit: positive(self.timeout).and_then(duration),
            processor_time_limit: positive(self.cpu_time).and_then(duration),
            ..Options::default()
        }
    }

    /// The most bytes that the state may hold.
    pub(crate) fn memory_limit(&self) -> Option<usize> {
        // A float that is too large becomes the largest integer. A fraction still is a limit.
        (self.max_memory > 0.0).then_some((self.max_memory as usize).max(1))
    }

    /// Whether a run can end by a limit.
    pub(crate) fn has_run_limit(&self) -> bool {
        self.max_instructions > 0.0 || self.timeout > 0.0 || self.cpu_time > 0.0
    }
}
