//! The options of a context: what JavaScript gives, checked, and what the state is made with.

use std::ffi::CStr;
use std::time::Duration;

use perilune::api::{Dialect, Libraries, Options};

use crate::context::hops;
use crate::convert;
use crate::error::{Failure, Result};
use crate::sys::{Env, Js, ValueType};

/// The options of a context.
pub(crate) struct Settings {
    /// The names of the libraries, as they were asked for.
    pub(crate) libraries: Vec<String>,
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

fn library(name: &str) -> Result<Libraries> {
    let inner = if name == BASE.0 { BASE.1 } else { name };
    let known = (name != BASE.1).then(|| Libraries::by_name(inner)).flatten();
    known.ok_or_else(|| Failure::argument(format!("Unknown Lua library: '{name}'")))
}

/// An option, if it is there.
fn option(env: Env, options: Js, name: &CStr) -> Result<Option<Js>> {
    let value = env.field(options, name)?;
    let kind = env.type_of(value)?;
    Ok((kind != ValueType::napi_undefined && kind != ValueType::napi_null).then_some(value))
}

/// A limit: a number that is not negative; 0 where there is none.
fn limit(env: Env, options: Js, name: &CStr) -> Result<f64> {
    let shown = name.to_string_lossy().into_owned();
    match option(env, options, name)? {
        None => Ok(0.0),
        Some(value) => match env.as_double(value) {
            Some(number) if number >= 0.0 => Ok(number),
            Some(_) => Err(Failure::Range(format!("{shown} must be a non-negative number").into())),
            None => Err(Failure::argument(format!("{shown} must be a number"))),
        },
    }
}

/// A switch that is off unless it is given; a value of another type is an error, or means off.
fn switch(env: Env, options: Js, name: &CStr, refusal: Option<&'static str>) -> Result<bool> {
    match (option(env, options, name)?, refusal) {
        (Some(value), _) if env.is_type(value, ValueType::napi_boolean) => env.boolean_of(value),
        (Some(_), Some(refusal)) => Err(Failure::argument(refusal)),
        _ => Ok(false),
    }
}

/// Which of several words an option is; the first one is meant where it is absent.
fn word(env: Env, options: Js, name: &CStr, words: &[&str]) -> Result<usize> {
    let Some(value) = option(env, options, name)? else { return Ok(0) };
    let shown = name.to_string_lossy();
    let quoted: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
    let wanted = format!("{shown} must be {}", quoted.join(" or "));
    if !env.is_type(value, ValueType::napi_string) {
        return Err(Failure::argument(wanted));
    }
    let given = convert::text_of(env, value)?;
    let found = words.iter().position(|word| *word == given);
    found.ok_or_else(|| Failure::argument(format!("{wanted}, got '{given}'")))
}

/// The dialect that is asked for.
fn dialect(env: Env, options: Js) -> Result<Dialect> {
    let numbers: Vec<&str> = Dialect::ALL.iter().map(|dialect| dialect.number()).collect();
    if option(env, options, c"dialect")?.is_none() {
        return Ok(Dialect::default());
    }
    Ok(Dialect::ALL[word(env, options, c"dialect", &numbers)?])
}

/// The names of the libraries, and whether files and bytecode are trusted.
fn libraries(env: Env, options: Js) -> Result<(Vec<String>, bool)> {
    let Some(value) = option(env, options, c"libraries")? else { return Ok((Vec::new(), true)) };
    if env.is_array(value)? {
        let mut names = Vec::new();
        for index in 0..env.array_length(value)? {
            let name = env.element(value, index)?;
            if !env.is_type(name, ValueType::napi_string) {
                return Err(Failure::argument("libraries array must contain only strings"));
            }
            names.push(convert::text_of(env, name)?);
        }
        return Ok((names, true));
    }
    let is_string = env.is_type(value, ValueType::napi_string);
    let word = if is_string { convert::text_of(env, value)? } else { String::new() };
    let preset = PRESETS.iter().find(|preset| is_string && preset.word == word);
    let preset = preset.ok_or_else(|| {
        Failure::argument(
            "libraries must be 'all', 'safe', 'sandbox', or an array of library names",
        )
    })?;
    Ok((preset.libraries.iter().map(|name| (*name).to_owned()).collect(), preset.is_trusting))
}

/// A time in milliseconds; nothing where it is too long to end.
fn duration(milliseconds: f64) -> Option<Duration> {
    Duration::try_from_secs_f64(milliseconds / 1000.0).ok()
}

impl Settings {
    /// Reads the options that a context is constructed with; anything but an object means none.
    pub(crate) fn read(env: Env, options: Option<Js>) -> Result<Settings> {
        let options = match options {
            Some(options) if env.is_type(options, ValueType::napi_object) => options,
            _ => env.object()?,
        };
        let (names, is_trusting) = libraries(env, options)?;
        let mut selection = Libraries::NONE;
        for name in &names {
            selection = selection.or(library(name)?);
        }
        let allow_bytecode = match option(env, options, c"allowBytecode")? {
            Some(value) if env.is_type(value, ValueType::napi_boolean) => env.boolean_of(value)?,
            _ => is_trusting,
        };
        Ok(Settings {
            libraries: names,
            max_memory: limit(env, options, c"maxMemory")?,
            max_instructions: limit(env, options, c"maxInstructions")?,
            timeout: limit(env, options, c"timeout")?,
            cpu_time: limit(env, options, c"cpuTime")?,
            allow_bytecode,
            keeps_scripts: match option(env, options, c"cacheScripts")? {
                Some(value) if env.is_type(value, ValueType::napi_boolean) => {
                    env.boolean_of(value)?
                }
                _ => true,
            },
            hops: option(env, options, c"callbacks")?.map_or(Ok(false), |word| hops(env, word))?,
            dialect: dialect(env, options)?,
            gives_bytes: switch(env, options, c"binaryStrings", None)?,
            gives_maps: word(env, options, c"tableAs", &["object", "map"])? == 1,
            is_strict: switch(
                env,
                options,
                c"strictConversion",
                Some("strictConversion must be a boolean"),
            )?,
            allows_files: word(env, options, c"filesystem", &["allow", "deny"])? == 0,
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
            // A float that is too large becomes the largest integer. A fraction still is a limit.
            memory_limit: positive(self.max_memory).map(|bytes| (bytes as usize).max(1)),
            instruction_limit: positive(self.max_instructions).map(|count| (count as u64).max(1)),
            time_limit: positive(self.timeout).and_then(duration),
            processor_time_limit: positive(self.cpu_time).and_then(duration),
            ..Options::default()
        }
    }

    /// Whether a run can end by a limit.
    pub(crate) fn has_run_limit(&self) -> bool {
        self.max_instructions > 0.0 || self.timeout > 0.0 || self.cpu_time > 0.0
    }
}
