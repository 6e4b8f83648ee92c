//! The package library: `require`, and where it looks.

use super::io::file_system::{bytes_of, open_for_reading};
use super::library::{library, table_value};
use super::searcher::{SEARCHERS, search_path};
use crate::dialect::{Dialects, ModulePlace};
use crate::gc::Gc;
use crate::interpreter::{Action, NativeFunction, Outcome, Role, State, Throw};
use crate::object::{LuaString, Table};
use crate::text::until_nul;
use crate::value::Value;

library! {
    /// Modules.
    static PACKAGE = "package", prefix "package.", fields 6, constants by constants, complete by complete;

    /// Refuses to load a library of the system.
    loadlib(path, function) => loadlib;
    /// Lets a module see the global variables.
    seeall(module) in Dialects::BEFORE_LUA53 => super::module::seeall;
    /// Looks for a file along a path.
    searchpath(name, path, separator?, replacement?) in Dialects::SINCE_LUA52 => searchpath;
}

/// `require`: a closure with the package table as its value 0.
static REQUIRE: NativeFunction =
    NativeFunction { name: "require", entry: require, role: Role::Ordinary };

/// The directory separator, the path separator, the mark for a name, the mark for the program's directory, the mark
/// after which a name counts: the parts of `package.config`.
const CONFIG: &str = if cfg!(windows) { "\\\n;\n?\n!\n-\n" } else { "/\n;\n?\n!\n-\n" };

/// The directory separator.
pub(super) const DIRECTORY_SEPARATOR: &str = if cfg!(windows) { "\\" } else { "/" };

/// Why no library of the system can be loaded.
pub(super) const NO_DYNAMIC_LIBRARIES: &str =
    "dynamic libraries not enabled; check your Lua installation";

/// The registry's keys, as the reference has them.
const LOADED: &str = "_LOADED";
const PRELOAD: &str = "_PRELOAD";

/// Whether the search paths are the defaults, whatever the environment says.
#[derive(Default)]
pub struct PathPolicy {
    /// Whether `LUA_PATH` and its like are not looked at.
    pub ignores_environment: bool,
}

fn constants(state: &mut State, package: Gc<Table>) -> Result<(), Throw> {
    let config = state.new_string(CONFIG.as_bytes())?;
    state.set_field(package, "config", config)
}

fn complete(state: &mut State, package: Gc<Table>) -> Result<(), Throw> {
    let registry = state.registry;
    let loaded = table_value(state.loaded);
    let preload = table_value(state.new_table(0, 0)?);
    state.set_field(registry, LOADED, loaded)?;
    state.set_field(registry, PRELOAD, preload)?;
    state.set_field(package, "loaded", loaded)?;
    state.set_field(package, "preload", preload)?;
    set_path(state, package, "path", "LUA_PATH", default_path)?;
    set_path(state, package, "cpath", "LUA_CPATH", default_library_path)?;
    let searchers = state.new_table(SEARCHERS.len(), 0)?;
    for (index, searcher) in SEARCHERS.iter().enumerate() {
        let closure = state.new_native_closure(searcher, &[table_value(package)])?;
        state.raw_set(searchers, Value::integer(index as i64 + 1), closure)?;
    }
    state.set_field(package, searchers_name(state), table_value(searchers))?;
    if state.dialect.library.searchers_are_loaders_too {
        state.set_field(package, "loaders", table_value(searchers))?;
    }
    let require = state.new_native_closure(&REQUIRE, &[table_value(package)])?;
    let globals = state.globals;
    state.set_field(globals, "require", require)
}

/// The field that holds the searchers: its name changed when paths could be searched by programs.
fn searchers_name(state: &State) -> &'static str {
    if can_search_paths(state) { "searchers" } else { "loaders" }
}

/// Whether the dialect has `package.searchpath`; the same dialects look for environment variables with a version.
fn can_search_paths(state: &State) -> bool {
    PACKAGE.functions_of(state.dialect).any(|function| function.name == "searchpath")
}

/// The number of the dialect's version, such as `5.5`.
fn version(state: &State) -> &'static str {
    state.dialect.version_text.trim_start_matches("Lua ")
}

/// Where modules are looked for by default.
fn default_path(version: &str, here_first: bool) -> Vec<u8> {
    if cfg!(windows) {
        return b"!\\lua\\?.lua;!\\lua\\?\\init.lua;!\\?.lua;!\\?\\init.lua;.\\?.lua;.\\?\\init.lua"
            .to_vec();
    }
    const SHARE: &str = "/usr/local/share/lua/";
    const LIB: &str = "/usr/local/lib/lua/";
    const FILE: &str = "/?.lua;";
    const FOLDER: &str = "/?/init.lua";
    let here = if here_first { "./?.lua;" } else { "" };
    let shared = [here, SHARE, version, FILE, SHARE, version, FOLDER, ";"].concat();
    let here = if here_first { "" } else { ";./?.lua;./?/init.lua" };
    let own = [LIB, version, FILE, LIB, version, FOLDER, here].concat();
    [shared, own].concat().into_bytes()
}

/// Where libraries of the system are looked for by default.
fn default_library_path(version: &str, here_first: bool) -> Vec<u8> {
    if cfg!(windows) {
        return b"!\\?.dll;!\\loadall.dll;.\\?.dll".to_vec();
    }
    const LIB: &str = "/usr/local/lib/lua/";
    let (before, behind) = if here_first { ("./?.so;", "") } else { ("", ";./?.so") };
    let parts = [before, LIB, version, "/?.so;", LIB, version, "/loadall.so", behind];
    parts.concat().into_bytes()
}

/// Sets a path from the environment, or to its default; `;;` in the environment stands for the default.
fn set_path(
    state: &mut State,
    package: Gc<Table>,
    field: &str,
    variable: &str,
    default: fn(&str, bool) -> Vec<u8>,
) -> Result<(), Throw> {
    let version = version(state);
    let default = default(version, state.dialect.library.current_folder_comes_first);
    let policy: Option<&PathPolicy> = state.extensions.get();
    let ignores_environment = policy.is_some_and(|policy| policy.ignores_environment);
    let from_environment = || {
        let (major, minor) = version.split_once('.').unwrap_or((version, ""));
        let versioned = [variable, "_", major, "_", minor].concat();
        let versioned = if can_search_paths(state) { std::env::var_os(versioned) } else { None };
        versioned.or_else(|| std::env::var_os(variable))
    };
    let from_environment = if ignores_environment { None } else { from_environment() };
    let path = match from_environment.map(bytes_of) {
        None => default,
        Some(path) if state.dialect.library.every_double_separator_is_default => {
            insert_everywhere(&path, &default)
        }
        Some(path) => insert_default(&path, &default),
    };
    let path = state.new_string(&path)?;
    state.set_field(package, field, path)
}

/// Replaces each `;;` by the default between separators.
fn insert_everywhere(path: &[u8], default: &[u8]) -> Vec<u8> {
    let mut whole = Vec::with_capacity(path.len() + default.len());
    let mut rest = path;
    while let Some(mark) = rest.windows(2).position(|pair| pair == b";;") {
        whole.extend_from_slice(&rest[..mark]);
        whole.push(b';');
        whole.extend_from_slice(default);
        whole.push(b';');
        rest = &rest[mark + 2..];
    }
    whole.extend_from_slice(rest);
    whole
}

/// Replaces the first `;;` by the default between separators.
fn insert_default(path: &[u8], default: &[u8]) -> Vec<u8> {
    let Some(mark) = path.windows(2).position(|pair| pair == b";;") else {
        return path.to_vec();
    };
    let (before, after) = (&path[..mark], &path[mark + 2..]);
    let mut whole = Vec::with_capacity(path.len() + default.len());
    if !before.is_empty() {
        whole.extend_from_slice(before);
        whole.push(b';');
    }
    whole.extend_from_slice(default);
    if !after.is_empty() {
        whole.push(b';');
        whole.extend_from_slice(after);
    }
    whole
}

fn loadlib(state: &mut State, _step: u32) -> Outcome {
    state.check_bytes(0)?;
    state.check_bytes(1)?;
    let (message, place) =
        (state.new_string(NO_DYNAMIC_LIBRARIES.as_bytes())?, state.new_string(b"absent")?);
    state.answer_all(&[Value::NIL, message, place])
}

fn searchpath(state: &mut State, _step: u32) -> Outcome {
    // The reference looks at the last argument first.
    let replacement = state.optional_bytes(3)?.unwrap_or(DIRECTORY_SEPARATOR.as_bytes());
    let separator = state.optional_bytes(2)?.unwrap_or(b".");
    let path = state.check_bytes(1)?;
    let name = state.check_bytes(0)?;
    match search_path(state, name, path, separator, replacement)? {
        Ok(file) => state.answer_bytes(&file),
        Err(message) => state.answer_failure(&message, None),
    }
}

/// Whether a file can be opened for reading.
pub(super) fn is_readable(name: &[u8]) -> bool {
    open_for_reading(name).is_ok()
}

/// What stands for a module while it is loaded, where loops are errors.
fn loading_mark() -> Value {
    Value::light(std::ptr::from_ref(&REQUIRE) as u64)
}

/// The slots of `require`: the name, the searchers, the index of the one that runs, the messages so far, the loader's
/// extra value.
const SEARCHERS_SLOT: usize = 1;
const INDEX: usize = 2;
const MESSAGES: usize = 3;
const EXTRA: usize = 4;

const AFTER_SEARCHER: u32 = 1;
const AFTER_LOADER: u32 = 2;

fn require(state: &mut State, step: u32) -> Outcome {
    match step {
        AFTER_SEARCHER => after_searcher(state),
        AFTER_LOADER => after_loader(state),
        _ => {
            let name = state.check_string(0)?.value();
            let module = state.loaded.get(name);
            if module.is_same(loading_mark()) {
                let name = until_nul(name.pointer::<LuaString>().as_bytes());
                let message = [b"loop or previous error loading module '", name, b"'"].concat();
                return Err(state.error(message));
            }
            if !module.is_falsy() {
                return state.answer(module);
            }
            let package = state.own_value(0);
            let field = searchers_name(state);
            let searchers = if package.is_table() {
                state.get_field(package.pointer(), field)?
            } else {
                Value::NIL
            };
            if !searchers.is_table() {
                return Err(state.error(format!("'package.{field}' must be a table")));
            }
            state.set_count(1)?;
            state.set_count(EXTRA + 1)?;
            state.set_slot(SEARCHERS_SLOT, searchers);
            state.set_slot(INDEX, Value::integer(0));
            let messages = state.new_string(b"")?;
            state.set_slot(MESSAGES, messages);
            call_searcher(state)
        }
    }
}

/// Calls the next searcher.
fn call_searcher(state: &mut State) -> Outcome {
    let index = state.slot(INDEX).integer_bits() + 1;
    state.set_slot(INDEX, Value::integer(index));
    let searcher = state.slot(SEARCHERS_SLOT).pointer::<Table>().get_integer(index);
    let name = state.slot(0);
    if searcher.is_nil() {
        let messages = state.slot(MESSAGES).pointer::<LuaString>().as_bytes();
        let name = name.pointer::<LuaString>().as_bytes();
        let message = [b"module '", until_nul(name), b"' not found:", messages].concat();
        return Err(state.error(message));
    }
    state.push_callee(searcher)?;
    state.push(name)?;
    Ok(Action::Call { args: 1, step: AFTER_SEARCHER, yieldable: false })
}

/// A searcher found a loader, or says why not.
fn after_searcher(state: &mut State) -> Outcome {
    let (loader, extra) = (state.result(0), state.result(1));
    state.drop_results();
    if loader.is_function() {
        let name = state.slot(0);
        state.set_slot(EXTRA, extra);
        if state.dialect.library.module_loops_are_errors {
            let loaded = state.loaded;
            state.raw_set(loaded, name, loading_mark())?;
        }
        state.push_callee(loader)?;
        state.push(name)?;
        if state.dialect.library.module_place == ModulePlace::Untold {
            return Ok(Action::Call { args: 1, step: AFTER_LOADER, yieldable: false });
        }
        state.push(extra)?;
        return Ok(Action::Call { args: 2, step: AFTER_LOADER, yieldable: false });
    }
    let message = if loader.is_number() { state.number_to_string(loader)? } else { loader };
    if message.is_string() {
        let before = state.slot(MESSAGES).pointer::<LuaString>().as_bytes();
        let message = message.pointer::<LuaString>().as_bytes();
        let line_break: &[u8] =
            if state.dialect.messages.searchers_break_lines { b"" } else { b"\n\t" };
        let messages = state.new_string(&[before, line_break, message].concat())?;
        state.set_slot(MESSAGES, messages);
    }
    call_searcher(state)
}

/// The loader has run: what it gave is the module, unless it gave nothing.
fn after_loader(state: &mut State) -> Outcome {
    let module = state.result(0);
    state.drop_results();
    let name = state.slot(0);
    let loaded = state.loaded;
    if !module.is_nil() {
        state.raw_set(loaded, name, module)?;
    } else if loaded.get(name).is_nil() || loaded.get(name).is_same(loading_mark()) {
        state.raw_set(loaded, name, Value::boolean(true))?;
    }
    let (module, extra) = (loaded.get(name), state.slot(EXTRA));
    if state.dialect.library.module_place != ModulePlace::ToLoaderAndCaller {
        return state.answer(module);
    }
    state.answer_all(&[module, extra])
}
