//! File handles: userdata that hold a stream, and the methods of files.

use std::cell::Cell;
use std::io::SeekFrom;
use std::rc::Rc;

use super::device::{Ending, StandardStream};
use super::file_system::{CHUNK, Failure};
use super::lines::file_lines;
use super::read::answer_read;
use super::standard::{self, SharedStream};
use super::stream::{Buffering, Stream};
use super::write::write_arguments;
use crate::gc::Gc;
use crate::interpreter::{Outcome, State, Throw};
use crate::object::{Table, Userdata};
use crate::stdlib::library::{library, table_value};
use crate::stdlib::tostring::address_of;
use crate::text::until_nul;
use crate::value::{USERDATA, Value};

/// The name of the type, and of its metatable in the registry.
pub(super) const TYPE_NAME: &str = "FILE*";

library! {
    /// The methods of files.
    static METHODS = "FILE*", prefix "";

    /// Closes the file.
    close(file) => close;
    /// Writes what is kept back.
    flush(file) => flush;
    /// An iterator over the file.
    lines(file, ...) => file_lines;
    /// Reads from the file.
    read(file, ...) => read;
    /// Moves the position.
    seek(file, origin?, offset?) => seek;
    /// Changes when bytes are written.
    setvbuf(file, mode, size?) => setvbuf;
    /// Writes to the file.
    write(file, ...) => write;
}

library! {
    /// The metamethods of files.
    static METAMETHODS = "FILE*", prefix "FILE*.", fields 2, constants by constants, complete by complete;

    /// Closes the file when its variable ends.
    __close(file) => collect;
    /// Closes the file when nothing refers to it.
    __gc(file) => collect;
    /// Shows the file.
    __tostring(file) => tostring;
}

fn constants(state: &mut State, metatable: Gc<Table>) -> Result<(), Throw> {
    let name = state.new_string(TYPE_NAME.as_bytes())?;
    state.set_field(metatable, "__name", name)
}

fn complete(state: &mut State, metatable: Gc<Table>) -> Result<(), Throw> {
    let methods = METHODS.create(state)?;
    state.set_field(metatable, "__index", table_value(methods))
}

/// What closing a handle does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// It closes the stream.
    Regular,
    /// It waits for the process.
    Process,
    /// It is refused.
    Standard(StandardStream),
}

/// What a file userdata holds.
pub(super) struct FileHandle {
    /// Its stream; none for a standard file, whose stream is the state's.
    stream: Option<SharedStream>,
    kind: Kind,
    is_closed: Cell<bool>,
}

/// A file value for a standard stream.
pub(super) fn new_standard_file(
    state: &mut State,
    stream: StandardStream,
    metatable: Gc<Table>,
) -> Result<Value, Throw> {
    let handle =
        FileHandle { stream: None, kind: Kind::Standard(stream), is_closed: Cell::new(false) };
    new_file(state, handle, metatable, 0)
}

/// A file value for a new stream.
pub(super) fn new_stream_file(
    state: &mut State,
    stream: Stream,
    kind: Kind,
) -> Result<Value, Throw> {
    let registry = state.registry;
    let metatable = state.get_field(registry, TYPE_NAME)?;
    let metatable =
        if metatable.is_table() { metatable.pointer() } else { create_metatable(state)? };
    let stream = Some(Rc::new(std::cell::RefCell::new(stream)));
    new_file(state, FileHandle { stream, kind, is_closed: Cell::new(false) }, metatable, CHUNK)
}

fn new_file(
    state: &mut State,
    handle: FileHandle,
    metatable: Gc<Table>,
    bytes: usize,
) -> Result<Value, Throw> {
    let userdata = state.heap.new_userdata(Box::new(handle), bytes, 0)?;
    // No finalizer is registered: dropping the stream closes it, and `__gc` is there for programs that call it.
    state.heap.set_userdata_metatable(userdata, Some(metatable));
    Ok(Value::object(USERDATA, userdata))
}

/// Makes the metatable of files.
pub(super) fn create_metatable(state: &mut State) -> Result<Gc<Table>, Throw> {
    let registry = state.registry;
    let metatable = METAMETHODS.create(state)?;
    state.set_field(registry, TYPE_NAME, table_value(metatable))?;
    Ok(metatable)
}

/// The handle of a file value.
pub(super) fn handle_of<'a>(value: Value) -> Option<&'a FileHandle> {
    if value.tag != USERDATA {
        return None;
    }
    value.pointer::<Userdata>().payload()
}

impl FileHandle {
    /// Whether it has been closed.
    pub(super) fn is_closed(&self) -> bool {
        self.is_closed.get()
    }

    /// The stream.
    pub(super) fn stream(&self, state: &mut State) -> SharedStream {
        match (&self.stream, self.kind) {
            (Some(stream), _) => stream.clone(),
            (None, Kind::Standard(StandardStream::Input)) => standard::input(state),
            (None, Kind::Standard(StandardStream::Error)) => standard::error(state),
            (None, _) => standard::output(state),
        }
    }
}

/// The handle that an argument must be.
fn check_handle<'a>(state: &mut State, index: usize) -> Result<&'a FileHandle, Throw> {
    match handle_of(state.slot(index)) {
        Some(handle) => Ok(handle),
        None => Err(state.argument_type_error(index, TYPE_NAME)),
    }
}

/// The stream of an open file that an argument must be.
pub(super) fn check_open(state: &mut State, index: usize) -> Result<SharedStream, Throw> {
    let handle = check_handle(state, index)?;
    if handle.is_closed() {
        Err(state.error("attempt to use a closed file"))
    } else {
        Ok(handle.stream(state))
    }
}

/// Answers true, or how the system refused.
pub(super) fn answer_result(state: &mut State, result: Result<(), Failure>) -> Outcome {
    match result {
        Ok(()) => state.answer(Value::boolean(true)),
        Err(failure) => state.answer_failure(failure.message.as_bytes(), Some(failure.code)),
    }
}

/// Answers how the system refused something done to a named file.
pub(super) fn answer_named_failure(state: &mut State, name: &[u8], failure: &Failure) -> Outcome {
    let name = until_nul(name);
    let message = [name, b": ", failure.message.as_bytes()].concat();
    state.answer_failure(&message, Some(failure.code))
}

/// Answers how a process ended.
pub(crate) fn answer_ending(state: &mut State, ending: Ending) -> Outcome {
    let (is_success, what, code) = match ending {
        Ending::Exit(code) => (code == 0, "exit", code),
        Ending::Signal(signal) => (false, "signal", signal),
    };
    if state.dialect.library.process_status_is_number {
        // As the system packs it: the exit code in the second byte, the signal in the first.
        let status = if what == "exit" { code << 8 } else { code };
        let status = state.integer_value(status);
        return state.answer(status);
    }
    let success = if is_success { Value::boolean(true) } else { Value::NIL };
    let (what, code) = (state.new_string(what.as_bytes())?, state.integer_value(code));
    state.answer_all(&[success, what, code])
}

/// Closes an open handle and answers the result.
pub(super) fn close_handle(state: &mut State, handle: &FileHandle) -> Outcome {
    if matches!(handle.kind, Kind::Standard(_)) {
        return state.answer_failure(b"cannot close standard file", None);
    }
    handle.is_closed.set(true);
    let result = handle.stream(state).borrow_mut().close();
    match result {
        Ok(Some(_)) if state.dialect.library.process_status_is_number => {
            state.answer(Value::boolean(true))
        }
        Ok(Some(ending)) => answer_ending(state, ending),
        Ok(None) => state.answer(Value::boolean(true)),
        Err(failure) => answer_result(state, Err(failure)),
    }
}

pub(super) fn close(state: &mut State, _step: u32) -> Outcome {
    check_open(state, 0)?;
    let handle = check_handle(state, 0)?;
    close_handle(state, handle)
}

fn collect(state: &mut State, _step: u32) -> Outcome {
    let handle = check_handle(state, 0)?;
    if !handle.is_closed() {
        close_handle(state, handle)?;
    }
    state.answer_none()
}

fn tostring(state: &mut State, _step: u32) -> Outcome {
    let handle = check_handle(state, 0)?;
    if handle.is_closed() {
        return state.answer_bytes(b"file (closed)");
    }
    let address = address_of(state.slot(0));
    state.answer_bytes(format!("file ({address})").as_bytes())
}

fn read(state: &mut State, _step: u32) -> Outcome {
    let stream = check_open(state, 0)?;
    answer_read(state, &stream, 1)
}

fn write(state: &mut State, _step: u32) -> Outcome {
    let stream = check_open(state, 0)?;
    let file = state.slot(0);
    write_arguments(state, &stream, file, 1)
}

fn flush(state: &mut State, _step: u32) -> Outcome {
    let stream = check_open(state, 0)?;
    let result = stream.borrow_mut().flush();
    answer_result(state, result)
}

fn seek(state: &mut State, _step: u32) -> Outcome {
    let stream = check_open(state, 0)?;
    let origin = state.check_option(1, Some("cur"), &["set", "cur", "end"])?;
    let offset = state.optional_integer(2, 0)?;
    let target = match origin {
        0 => u64::try_from(offset).map(SeekFrom::Start).map_err(|_| Failure::invalid()),
        1 => Ok(SeekFrom::Current(offset)),
        _ => Ok(SeekFrom::End(offset)),
    };
    let result = target.and_then(|target| stream.borrow_mut().seek(target));
    match result {
        Ok(position) => {
            let position = state.integer_value(position as i64);
            state.answer(position)
        }
        Err(failure) => answer_result(state, Err(failure)),
    }
}

fn setvbuf(state: &mut State, _step: u32) -> Outcome {
    const MODES: [Buffering; 3] = [Buffering::None, Buffering::Full, Buffering::Line];
    let stream = check_open(state, 0)?;
    let mode = state.check_option(1, None, &["no", "full", "line"])?;
    let size = state.optional_integer(2, CHUNK as i64)?;
    let result = stream.borrow_mut().set_buffering(MODES[mode], usize::try_from(size).unwrap_or(0));
    answer_result(state, result)
}
