//! The searchers of `require`: preloaded functions, Lua files, and libraries of the system, which are never found.

use super::load::{LoadError, load_file};
use super::package::{DIRECTORY_SEPARATOR, NO_DYNAMIC_LIBRARIES, is_readable};
use crate::dialect::ModulePlace;
use crate::interpreter::{NativeFunction, Outcome, Role, State, Throw};
use crate::object::{LuaString, Table};
use crate::text::until_nul;
use crate::value::{CLOSURE, Value};

/// The searchers, in their order; closures with the package table as their value 0.
pub(super) static SEARCHERS: [NativeFunction; 4] = [
    NativeFunction { name: "package.searchers", entry: search_preload, role: Role::Ordinary },
    NativeFunction { name: "package.searchers", entry: search_lua, role: Role::Ordinary },
    NativeFunction { name: "package.searchers", entry: search_library, role: Role::Ordinary },
    NativeFunction { name: "package.searchers", entry: search_root_library, role: Role::Ordinary },
];

/// Replaces every occurrence of a text.
fn replace_all(text: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut replaced = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr::memmem::find(rest, from) {
        replaced.extend_from_slice(&rest[..at]);
        replaced.extend_from_slice(to);
        rest = &rest[at + from.len()..];
    }
    replaced.extend_from_slice(rest);
    replaced
}

/// The first readable file of a path with the name in place of each `?`; else which files were missing.
pub(super) fn search_path(
    state: &mut State,
    name: &[u8],
    path: &[u8],
    separator: &[u8],
    replacement: &[u8],
) -> Result<Result<Vec<u8>, Vec<u8>>, Throw> {
    let (name, path) = (until_nul(name), until_nul(path));
    let separator = until_nul(separator);
    // A name that is long and marks that are many multiply.
    let marks = memchr::memchr_iter(b'?', path).count();
    state.charge((path.len() + marks.saturating_mul(name.len() + replacement.len())) as u64 / 8)?;
    let name = match separator.is_empty() {
        true => name.to_vec(),
        false => replace_all(name, separator, until_nul(replacement)),
    };
    let files = files_of(path, &name, state.dialect.library.paths_are_split_first);
    for file in &files {
        state.charge(8)?;
        if !path.is_empty() && is_readable(file) {
            return Ok(Ok(file.clone()));
        }
    }
    if files.is_empty() {
        return Ok(Err(Vec::new()));
    }
    let missing = files.join(&b"'\n\tno file '"[..]);
    Ok(Err([line_break(state), b"no file '", missing.as_slice(), b"'"].concat()))
}

/// The files that a path means for a name.
fn files_of(path: &[u8], name: &[u8], is_split_first: bool) -> Vec<Vec<u8>> {
    let parts = |text: &[u8]| text.split(|byte| *byte == b';').map(<[u8]>::to_vec).collect();
    if !is_split_first {
        return parts(&replace_all(path, b"?", name));
    }
    let templates: Vec<Vec<u8>> = parts(path);
    let templates = templates.iter().filter(|template| !template.is_empty());
    templates.map(|template| replace_all(template, b"?", name)).collect()
}

/// Looks for a module along a field of the package table.
fn find_file(
    state: &mut State,
    name: &[u8],
    field: &str,
) -> Result<Result<Vec<u8>, Vec<u8>>, Throw> {
    let package = state.own_value(0);
    let mut path =
        if package.is_table() { state.get_field(package.pointer(), field)? } else { Value::NIL };
    if path.is_number() {
        path = state.number_to_string(path)?;
    }
    if !path.is_string() {
        return Err(state.error(format!("'package.{field}' must be a string")));
    }
    let path = path.pointer::<LuaString>().as_bytes();
    search_path(state, name, path, b".", DIRECTORY_SEPARATOR.as_bytes())
}

/// What stands in front of what a searcher says.
fn line_break(state: &State) -> &'static [u8] {
    if state.dialect.messages.searchers_break_lines { b"\n\t" } else { b"" }
}

/// The error for a file that was found and could not be loaded.
fn refuse_file(state: &mut State, file: &[u8], message: &[u8]) -> Throw {
    let name = until_nul(state.slot(0).pointer::<LuaString>().as_bytes());
    let message =
        [b"error loading module '", name, b"' from file '", until_nul(file), b"':\n\t", message]
            .concat();
    state.error(message)
}

fn search_preload(state: &mut State, _step: u32) -> Outcome {
    let name = state.check_string(0)?;
    let registry = state.registry;
    let preload = state.get_field(registry, "_PRELOAD")?;
    let loader =
        if preload.is_table() { preload.pointer::<Table>().get(name.value()) } else { Value::NIL };
    if loader.is_nil() {
        let message =
            [line_break(state), b"no field package.preload['", until_nul(name.as_bytes()), b"']"]
                .concat();
        return state.answer_bytes(&message);
    }
    if state.dialect.library.module_place != ModulePlace::ToLoaderAndCaller {
        return state.answer(loader);
    }
    let place = state.new_string(b":preload:")?;
    state.answer_all(&[loader, place])
}

fn search_lua(state: &mut State, _step: u32) -> Outcome {
    let name = state.check_bytes(0)?;
    let file = match find_file(state, name, "path")? {
        Ok(file) => file,
        Err(message) => return state.answer_bytes(&message),
    };
    match load_file(state, Some(&file), None) {
        Ok(closure) => {
            let file = state.new_string(&file)?;
            state.answer_all(&[Value::object(CLOSURE, closure), file])
        }
        Err(LoadError::Refused(message)) => Err(refuse_file(state, &file, &message)),
        Err(LoadError::Thrown(throw)) => Err(throw),
    }
}

fn search_library(state: &mut State, _step: u32) -> Outcome {
    let name = state.check_bytes(0)?;
    match find_file(state, name, "cpath")? {
        Ok(file) => Err(refuse_file(state, &file, NO_DYNAMIC_LIBRARIES.as_bytes())),
        Err(message) => state.answer_bytes(&message),
    }
}

fn search_root_library(state: &mut State, _step: u32) -> Outcome {
    let name = until_nul(state.check_bytes(0)?);
    let Some(root) = memchr::memchr(b'.', name) else {
        return state.answer_none();
    };
    match find_file(state, &name[..root], "cpath")? {
        Ok(file) => Err(refuse_file(state, &file, NO_DYNAMIC_LIBRARIES.as_bytes())),
        Err(message) => state.answer_bytes(&message),
    }
}
