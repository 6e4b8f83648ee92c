//! The io library.

mod device;
mod file;
pub(crate) mod file_system;
mod lines;
mod read;
pub mod standard;
mod stream;
mod write;

use self::device::{Device, StandardStream};
pub(crate) use self::device::{ending_of, shell};
pub(crate) use self::file::answer_ending;
use self::file::{
    Kind, answer_named_failure, answer_result, check_open, close, create_metatable, handle_of,
    new_standard_file, new_stream_file,
};
use self::file_system::{Access, Failure, access_of, create_temporary, open};
use self::lines::new_iterator;
use self::read::answer_read;
use self::standard::SharedStream;
use self::stream::{Buffering, Stream};
use self::write::write_arguments;
use super::library::library;
use crate::gc::Gc;
use crate::interpreter::{Outcome, State, Throw};
use crate::object::Table;
use crate::text::until_nul;
use crate::value::Value;

library! {
    /// Files.
    static IO = "io", prefix "io.", fields 3, complete by complete;

    /// Closes a file, by default the default output.
    close(file?) => close_file;
    /// Writes what the default output keeps back.
    flush() => flush;
    /// The default input, after setting it.
    input(file?) => input;
    /// An iterator over a file, which it closes at the end.
    lines(filename?, ...) => lines;
    /// Opens a file.
    open(filename, mode?) => open_file;
    /// The default output, after setting it.
    output(file?) => output;
    /// Starts a program and opens its output or input.
    popen(command, mode?) => popen;
    /// Reads from the default input.
    read(...) => read;
    /// Opens a file that vanishes when it is closed.
    tmpfile() => tmpfile;
    /// Whether a value is an open or a closed file.
    type(value) => type_of;
    /// Writes to the default output.
    write(...) => write;
}

/// The registry's keys for the default files.
const DEFAULT_INPUT: &str = "_IO_input";
const DEFAULT_OUTPUT: &str = "_IO_output";

fn complete(state: &mut State, library: Gc<Table>) -> Result<(), Throw> {
    let registry = state.registry;
    let metatable = create_metatable(state)?;
    let streams = [
        ("stdin", StandardStream::Input),
        ("stdout", StandardStream::Output),
        ("stderr", StandardStream::Error),
    ];
    for ((name, stream), default) in
        streams.into_iter().zip([Some(DEFAULT_INPUT), Some(DEFAULT_OUTPUT), None])
    {
        let file = new_standard_file(state, stream, metatable)?;
        state.set_field(library, name, file)?;
        if let Some(default) = default {
            state.set_field(registry, default, file)?;
        }
    }
    Ok(())
}

/// A default file, which must be open.
fn default_stream(state: &mut State, key: &str) -> Result<(SharedStream, Value), Throw> {
    let registry = state.registry;
    let file = state.get_field(registry, key)?;
    match handle_of(file) {
        Some(handle) if !handle.is_closed() => Ok((handle.stream(state), file)),
        _ => {
            let name = key.strip_prefix("_IO_").unwrap_or(key);
            Err(state.error(format!("default {name} file is closed")))
        }
    }
}

/// A file value for a file of the system.
fn new_system_file(state: &mut State, file: std::fs::File, access: Access) -> Result<Value, Throw> {
    let stream = Stream::new(Device::File(file), access.read, access.write, Buffering::Full);
    new_stream_file(state, stream, Kind::Regular)
}

/// Opens a file that must be there.
fn open_or_fail(state: &mut State, name: &[u8], mode: &[u8]) -> Result<Value, Throw> {
    let opened = access_of(mode)
        .ok_or_else(Failure::invalid)
        .and_then(|access| open(name, access).map(|file| (file, access)));
    match opened {
        Ok((file, access)) => new_system_file(state, file, access),
        Err(failure) if state.dialect.library.missing_file_is_bad_argument => {
            let message = [until_nul(name), b": ", failure.message.as_bytes()].concat();
            Err(state.argument_error(0, message))
        }
        Err(failure) => {
            let name = until_nul(name);
            let message =
                [b"cannot open file '", name, b"' (", failure.message.as_bytes(), b")"].concat();
            Err(state.error(message))
        }
    }
}

fn open_file(state: &mut State, _step: u32) -> Outcome {
    let name = state.check_bytes(0)?;
    let mode = until_nul(state.optional_bytes(1)?.unwrap_or(b"r"));
    let Some(access) = access_of(mode) else {
        if !state.dialect.library.file_modes_are_checked {
            return answer_named_failure(state, name, &Failure::invalid());
        }
        return Err(state.argument_error(1, "invalid mode"));
    };
    match open(name, access) {
        Ok(file) => {
            let file = new_system_file(state, file, access)?;
            state.answer(file)
        }
        Err(failure) => answer_named_failure(state, name, &failure),
    }
}

fn popen(state: &mut State, _step: u32) -> Outcome {
    let command = state.check_bytes(0)?;
    let reads = match until_nul(state.optional_bytes(1)?.unwrap_or(b"r")) {
        b"r" => true,
        b"w" => false,
        _ => return Err(state.argument_error(1, "invalid mode")),
    };
    standard::flush(state);
    match Device::start(command, reads) {
        Ok(device) => {
            let stream = Stream::new(device, reads, !reads, Buffering::Full);
            let file = new_stream_file(state, stream, Kind::Process)?;
            state.answer(file)
        }
        Err(failure) => answer_named_failure(state, command, &failure),
    }
}

fn tmpfile(state: &mut State, _step: u32) -> Outcome {
    let (file, path) = match create_temporary() {
        Ok(created) => created,
        Err(failure) => return answer_result(state, Err(failure)),
    };
    // Where an open file can be removed it has no name from here on; elsewhere it stays until the system cleans up.
    let _ = std::fs::remove_file(path);
    let stream = Stream::new(Device::File(file), true, true, Buffering::Full);
    let file = new_stream_file(state, stream, Kind::Regular)?;
    state.answer(file)
}

fn type_of(state: &mut State, _step: u32) -> Outcome {
    let value = state.check_any(0)?;
    match handle_of(value) {
        None => state.answer(Value::NIL),
        Some(handle) if handle.is_closed() => state.answer_bytes(b"closed file"),
        Some(_) => state.answer_bytes(b"file"),
    }
}

fn close_file(state: &mut State, step: u32) -> Outcome {
    if !state.has_argument(0) {
        let registry = state.registry;
        let file = state.get_field(registry, DEFAULT_OUTPUT)?;
        state.push(file)?;
    }
    close(state, step)
}

/// Sets a default file if there is an argument, and answers it.
fn default_file(state: &mut State, key: &str, mode: &[u8]) -> Outcome {
    let registry = state.registry;
    if !state.slot(0).is_nil() {
        let file = match state.string_argument(0)? {
            Some(name) => open_or_fail(state, name.as_bytes(), mode)?,
            None => {
                check_open(state, 0)?;
                state.slot(0)
            }
        };
        state.set_field(registry, key, file)?;
    }
    let file = state.get_field(registry, key)?;
    state.answer(file)
}

fn input(state: &mut State, _step: u32) -> Outcome {
    default_file(state, DEFAULT_INPUT, b"r")
}

fn output(state: &mut State, _step: u32) -> Outcome {
    default_file(state, DEFAULT_OUTPUT, b"w")
}

fn lines(state: &mut State, _step: u32) -> Outcome {
    if !state.dialect.library.lines_take_formats {
        state.set_count(1)?;
    }
    if !state.has_argument(0) {
        state.push(Value::NIL)?;
    }
    if state.slot(0).is_nil() {
        let registry = state.registry;
        let file = state.get_field(registry, DEFAULT_INPUT)?;
        state.set_slot(0, file);
        check_open(state, 0)?;
        let iterator = new_iterator(state, false)?;
        return state.answer(iterator);
    }
    let name = state.check_bytes(0)?;
    let file = open_or_fail(state, name, b"r")?;
    state.set_slot(0, file);
    let iterator = new_iterator(state, true)?;
    let count = if state.dialect.library.lines_answer_file { 4 } else { 1 };
    state.answer_all(&[iterator, Value::NIL, Value::NIL, file][..count])
}

fn read(state: &mut State, _step: u32) -> Outcome {
    let (stream, _) = default_stream(state, DEFAULT_INPUT)?;
    answer_read(state, &stream, 0)
}

fn write(state: &mut State, _step: u32) -> Outcome {
    let (stream, file) = default_stream(state, DEFAULT_OUTPUT)?;
    write_arguments(state, &stream, file, 0)
}

fn flush(state: &mut State, _step: u32) -> Outcome {
    let (stream, _) = default_stream(state, DEFAULT_OUTPUT)?;
    let result = stream.borrow_mut().flush();
    answer_result(state, result)
}
