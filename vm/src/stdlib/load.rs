//! From source text or bytecode to functions: `load`, `loadstring`, `loadfile`, `dofile`.

use std::sync::Arc;

use super::base::basic_function;
use super::buffer::Buffer;
use super::io::file_system::{open_for_reading, read_chunk};
use super::io::standard;
use crate::bytecode::binary;
use crate::compiler::compile_source;
use crate::gc::Gc;
use crate::interpreter::{Action, Outcome, State, Throw};
use crate::object::{Closure, Draft, LuaString, Table};
use crate::text::until_nul;
use crate::value::{CLOSURE, Value};

/// What the host allows to be loaded.
#[derive(Clone, Copy, Debug, Default)]
pub struct LoadPolicy {
    /// Whether precompiled chunks are refused.
    pub refuses_bytecode: bool,
}

impl LoadPolicy {
    /// What the host of this state allows: everything, unless it said something else.
    pub fn of(state: &State) -> LoadPolicy {
        state.extensions.get().copied().unwrap_or_default()
    }
}

/// Why a chunk could not be loaded.
pub(super) enum LoadError {
    /// The chunk is at fault; the message says why.
    Refused(Vec<u8>),
    /// Loading was stopped by something else.
    Thrown(Throw),
}

impl From<Throw> for LoadError {
    fn from(throw: Throw) -> LoadError {
        LoadError::Thrown(throw)
    }
}

/// The first byte of a precompiled chunk.
const SIGNATURE: u8 = 0x1b;

/// Compiles or reads a chunk and makes a function of it. Its environment is the global table.
pub(super) fn load_chunk(
    state: &mut State,
    chunk: &[u8],
    name: &[u8],
    mode: Option<&[u8]>,
) -> Result<Gc<Closure>, LoadError> {
    let is_binary = chunk.first() == Some(&SIGNATURE);
    check_mode(state, is_binary, mode)?;
    let draft = if is_binary {
        state.charge(chunk.len() as u64)?;
        binary::undump(chunk, name, state.dialect)
            .map_err(|message| LoadError::Refused(message.into_bytes()))?
    } else {
        compile(state, chunk, name)?
    };
    let closure = state.instantiate(&draft)?;
    let count = closure.upvalue_count();
    if count == 1 || count > 1 && state.dialect.library.globals_go_to_first_of_many {
        let globals = state.running_globals()?;
        state.heap.set_upvalue(closure.upvalue(0), globals);
    }
    Ok(closure)
}

/// Compiles a source text; the work is paid from the state's budget.
fn compile(state: &mut State, source: &[u8], name: &[u8]) -> Result<Arc<Draft>, LoadError> {
    let dialect = state.dialect;
    let mut thrown = None;
    let result = compile_source(source, name, dialect, &mut |steps| match state.charge(steps) {
        Ok(()) => true,
        Err(throw) => {
            thrown = Some(throw);
            false
        }
    });
    match (thrown, result) {
        (Some(throw), _) => Err(LoadError::Thrown(throw)),
        (None, Ok(draft)) => Ok(draft),
        (None, Err(error)) => Err(LoadError::Refused(error.message)),
    }
}

/// Refuses a kind of chunk that neither the caller's mode nor the host allows.
fn check_mode(state: &mut State, is_binary: bool, mode: Option<&[u8]>) -> Result<(), LoadError> {
    let mut mode = mode.unwrap_or(b"bt");
    if is_binary && LoadPolicy::of(state).refuses_bytecode {
        mode = b"t";
    }
    let (kind, name): (u8, &[u8]) = if is_binary { (b'b', b"binary") } else { (b't', b"text") };
    if mode.contains(&kind) {
        return Ok(());
    }
    Err(LoadError::Refused(
        [b"attempt to load a ", name, b" chunk (mode is '", mode, b"')"].concat(),
    ))
}

/// The mode in a slot.
fn mode_argument<'a>(state: &mut State, index: usize) -> Result<Option<&'a [u8]>, Throw> {
    let mode = state.optional_bytes(index)?.map(until_nul);
    let asks_for_fixed_buffer = mode.is_some_and(|mode| mode.contains(&b'B'));
    state.check_argument(!asks_for_fixed_buffer, index, "invalid mode")?;
    Ok(mode)
}

/// Answers a loaded function with the environment in a slot, or nil and a message.
fn answer_loaded(
    state: &mut State,
    loaded: Result<Gc<Closure>, LoadError>,
    environment: usize,
    has_environment: bool,
) -> Outcome {
    match loaded {
        Ok(closure) => {
            if has_environment && closure.upvalue_count() > 0 {
                let value = state.slot(environment);
                state.heap.set_upvalue(closure.upvalue(0), value);
            }
            state.answer(Value::object(CLOSURE, closure))
        }
        Err(error) => answer_refused(state, error),
    }
}

fn answer_refused(state: &mut State, error: LoadError) -> Outcome {
    let message = match error {
        LoadError::Refused(message) => state.new_string(&message)?,
        // An error while loading is a result, like any other fault of the chunk.
        LoadError::Thrown(throw @ (Throw::Error | Throw::Memory)) => state.thrown_value(throw),
        LoadError::Thrown(throw) => return Err(throw),
    };
    state.answer_all(&[Value::NIL, message])
}

/// The slots of `load` while its reader runs: the four arguments, whether there was a fourth, the pieces.
const ENVIRONMENT: usize = 3;
const HAS_ENVIRONMENT: usize = 4;
const PIECES: usize = 5;

/// `load`
pub(super) fn load(state: &mut State, step: u32) -> Outcome {
    if step == 1 {
        return add_piece(state);
    }
    let text = state.string_argument(0)?;
    let mode = mode_argument(state, 2)?;
    let has_environment = state.has_argument(ENVIRONMENT);
    if let Some(text) = text {
        let name = state.optional_bytes(1)?.unwrap_or(text.as_bytes());
        let loaded = load_chunk(state, text.as_bytes(), until_nul(name), mode);
        return answer_loaded(state, loaded, ENVIRONMENT, has_environment);
    }
    state.optional_bytes(1)?;
    state.check_function(0)?;
    state.set_count(PIECES + 1)?;
    let pieces = state.new_table(4, 0)?;
    state.set_slot(HAS_ENVIRONMENT, Value::boolean(has_environment));
    state.set_slot(PIECES, super::library::table_value(pieces));
    call_reader(state)
}

/// `load` of the pieces that a function gives.
pub(super) fn load_pieces(state: &mut State, step: u32) -> Outcome {
    if step == 1 {
        return add_piece(state);
    }
    state.check_function(0)?;
    state.optional_bytes(1)?;
    state.set_count(2)?;
    state.set_count(PIECES + 1)?;
    let pieces = state.new_table(4, 0)?;
    state.set_slot(HAS_ENVIRONMENT, Value::boolean(false));
    state.set_slot(PIECES, super::library::table_value(pieces));
    call_reader(state)
}

/// Asks the reader for the next piece. It is called through `pcall`, because its errors become results of `load`.
fn call_reader(state: &mut State) -> Outcome {
    let reader = state.slot(0);
    let pcall = basic_function(state, "pcall");
    state.push_callee(pcall)?;
    state.push(reader)?;
    Ok(Action::Call { args: 1, step: 1, yieldable: false })
}

/// Keeps what the reader gave; at the end compiles everything it gave.
fn add_piece(state: &mut State) -> Outcome {
    let (succeeded, mut piece) = (state.result(0), state.result(1));
    state.drop_results();
    if succeeded.is_falsy() {
        return state.answer_all(&[Value::NIL, piece]);
    }
    if piece.is_number() {
        piece = state.number_to_string(piece)?;
    }
    if piece.is_string() && !piece.pointer::<LuaString>().is_empty() {
        let pieces = state.slot(PIECES).pointer::<Table>();
        let position = pieces.length(&state.heap) + 1;
        state.raw_set(pieces, Value::integer(position), piece)?;
        return call_reader(state);
    }
    if !piece.is_string() && !piece.is_nil() {
        let throw = state.error("reader function must return a string");
        return answer_refused(state, LoadError::Thrown(throw));
    }
    let chunk = join_pieces(state)?;
    let name = state.optional_bytes(1)?.unwrap_or(b"=(load)");
    let mode = mode_argument(state, 2)?;
    let loaded = load_chunk(state, chunk.as_bytes(), until_nul(name), mode);
    chunk.discard(state);
    let has_environment = !state.slot(HAS_ENVIRONMENT).is_falsy();
    answer_loaded(state, loaded, ENVIRONMENT, has_environment)
}

/// All pieces in one buffer.
fn join_pieces(state: &mut State) -> Result<Buffer, Throw> {
    let pieces = state.slot(PIECES).pointer::<Table>();
    let mut buffer = Buffer::new();
    for position in 1..=pieces.length(&state.heap) {
        let piece = pieces.get_integer(position).pointer::<LuaString>();
        if let Err(throw) = buffer.extend(state, piece.as_bytes()) {
            buffer.discard(state);
            return Err(throw);
        }
    }
    Ok(buffer)
}

/// `loadstring`
pub(super) fn loadstring(state: &mut State, _step: u32) -> Outcome {
    let text = state.check_bytes(0)?;
    let name = state.optional_bytes(1)?.unwrap_or(text);
    let loaded = load_chunk(state, text, until_nul(name), None);
    answer_loaded(state, loaded, 0, false)
}

/// `loadfile`
pub(super) fn loadfile(state: &mut State, _step: u32) -> Outcome {
    let name = state.optional_bytes(0)?;
    let mode = mode_argument(state, 1)?;
    let has_environment = state.has_argument(2);
    let loaded = load_file(state, name, mode);
    answer_loaded(state, loaded, 2, has_environment)
}

/// `loadfile` of a name only
pub(super) fn loadfile_by_name(state: &mut State, _step: u32) -> Outcome {
    let name = state.optional_bytes(0)?;
    let loaded = load_file(state, name, None);
    answer_loaded(state, loaded, 0, false)
}

/// `dofile`
pub(super) fn dofile(state: &mut State, step: u32) -> Outcome {
    if step == 1 {
        return state.answer_results();
    }
    let name = state.optional_bytes(0)?;
    match load_file(state, name, None) {
        Ok(closure) => {
            state.push_callee(Value::object(CLOSURE, closure))?;
            Ok(Action::Call { args: 0, step: 1, yieldable: true })
        }
        Err(LoadError::Refused(message)) => Err(state.error_plain(message)),
        Err(LoadError::Thrown(throw)) => Err(throw),
    }
}

/// Loads a file, or the standard input if there is no name. A first line that starts with `#` is skipped.
pub(super) fn load_file(
    state: &mut State,
    name: Option<&[u8]>,
    mode: Option<&[u8]>,
) -> Result<Gc<Closure>, LoadError> {
    let mut buffer = Buffer::new();
    let read = match name {
        Some(name) => read_file(state, name, &mut buffer),
        None => read_standard_input(state, &mut buffer),
    };
    let chunk_name = match name {
        Some(name) => [b"@", until_nul(name)].concat(),
        None => b"=stdin".to_vec(),
    };
    let loaded = read.and_then(|()| {
        let chunk = skip_first_line(buffer.as_bytes());
        load_chunk(state, chunk, &chunk_name, mode)
    });
    buffer.discard(state);
    loaded
}

fn read_file(state: &mut State, name: &[u8], buffer: &mut Buffer) -> Result<(), LoadError> {
    let fault = |what: &str, message: &str| {
        let name = until_nul(name);
        LoadError::Refused(
            [b"cannot ", what.as_bytes(), b" ", name, b": ", message.as_bytes()].concat(),
        )
    };
    let mut file = open_for_reading(name).map_err(|failure| fault("open", &failure.message))?;
    loop {
        match read_chunk(state, &mut file, buffer)? {
            Ok(0) => return Ok(()),
            Ok(_) => {}
            Err(failure) => return Err(fault("read", &failure.message)),
        }
    }
}

fn read_standard_input(state: &mut State, buffer: &mut Buffer) -> Result<(), LoadError> {
    let input = standard::input(state);
    match input.borrow_mut().read_all(state, buffer)? {
        Ok(()) => Ok(()),
        Err(failure) => {
            Err(LoadError::Refused(format!("cannot read stdin: {}", failure.message).into_bytes()))
        }
    }
}

/// The chunk without a byte order mark and without a first line that is a comment for the system. The end of that line
/// stays, so that lines keep their numbers; it does not stay in front of a precompiled chunk.
pub(crate) fn skip_first_line(text: &[u8]) -> &[u8] {
    let text = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text);
    if text.first() != Some(&b'#') {
        return text;
    }
    let end = memchr::memchr(b'\n', text).unwrap_or(text.len());
    match text.get(end + 1) {
        Some(&SIGNATURE) => &text[end + 1..],
        _ => &text[end..],
    }
}
