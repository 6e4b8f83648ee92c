//! Errors: what leaves the machine, and how an error of the host goes into it and comes back.

use std::sync::Arc;

use super::lua::Context;
use super::value::Value;
use crate::interpreter::{Exit, NativeFunction, Outcome, Role, State, Stop, Throw};
use crate::object;
use crate::stdlib::tostring::Text;
use crate::value::{USERDATA, Value as RawValue};

/// Why something did not work.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A chunk is not correct, or not allowed.
    #[error("{message}")]
    Syntax {
        /// What the reference implementation would say.
        message: String,
        /// Whether the chunk is correct so far and ends too early.
        is_incomplete: bool,
    },
    /// Lua code raised an error.
    #[error("{}", .0.message)]
    Runtime(Box<RuntimeError>),
    /// The memory limit has been reached.
    #[error("not enough memory")]
    Memory,
    /// The instruction limit has been reached. Lua code cannot catch this.
    #[error("instruction limit exceeded")]
    Instructions,
    /// The time limit has been reached. Lua code cannot catch this.
    #[error("execution timeout")]
    Timeout,
    /// The processor time has been used up. Lua code cannot catch this.
    #[error("processor time used up")]
    ProcessorTime,
    /// The run was stopped through an [`super::InterruptHandle`]. Lua code cannot catch this.
    #[error("execution cancelled")]
    Interrupted,
    /// `os.exit` was called. Lua code cannot catch this.
    #[error("exit with status {status}")]
    Exit {
        /// The process's exit status.
        status: i32,
        /// Whether the state is to be closed first.
        close: bool,
    },
    /// A value is not of the type that was asked for.
    #[error("{expected} expected, got {found}")]
    Conversion {
        /// What was asked for.
        expected: String,
        /// The type there was.
        found: String,
    },
    /// One of several values is not of the type that was asked for. As the error of a host function it blames the
    /// argument in the words of the reference implementation.
    #[error("bad value #{position} ({expected} expected, got {found})")]
    BadValue {
        /// Which one, counted from 1.
        position: usize,
        /// What was asked for.
        expected: String,
        /// The type there was.
        found: String,
    },
    /// A key of a table would be lost in a copy of the table, and its value or that of another key with it.
    #[error("the table key {key} {fate}, and a value would be lost")]
    Key {
        /// The key, as it is shown.
        key: String,
        /// What it becomes.
        fate: &'static str,
    },
    /// A message for Lua: as the error of a host function it becomes a string with the position of the call in front.
    #[error("{0}")]
    Message(String),
    /// An error of the host. It goes through Lua code as a value and comes out as itself.
    #[error("{0}")]
    Host(Arc<dyn std::error::Error + Send + Sync>),
    /// A file could not be read.
    #[error("cannot open {path}: {source}")]
    File {
        /// The file.
        path: String,
        /// What the system said.
        source: Arc<std::io::Error>,
    },
    /// Another run of the same state is paused.
    #[error("the state is busy: a run is paused")]
    Busy,
    /// A handle was used with a state it does not belong to.
    #[error("the value belongs to a different state")]
    ForeignHandle,
    /// Data of the host is in use by a function that has not returned.
    #[error("the userdata is in use")]
    Borrowed,
    /// An operation that does not fit the state of its object.
    #[error("{0}")]
    Misuse(&'static str),
}

/// An error that Lua code raised.
#[derive(Clone, Debug)]
pub struct RuntimeError {
    /// The error's text.
    pub message: String,
    /// The calls in progress when it was raised, if the options ask for them.
    pub traceback: Option<String>,
    /// The error itself, which may be any value.
    pub value: Value,
}

impl Error {
    /// An error of the host, which goes through Lua code as itself.
    pub fn host(error: impl std::error::Error + Send + Sync + 'static) -> Error {
        Error::Host(Arc::new(error))
    }

    /// A message for Lua.
    pub fn message(message: impl Into<String>) -> Error {
        Error::Message(message.into())
    }

    /// A value that is not what was asked for.
    pub fn conversion(found: &Value, expected: impl Into<String>) -> Error {
        Error::Conversion { expected: expected.into(), found: found.type_name().to_owned() }
    }

    /// The host's own error, if this is one of a type.
    pub fn downcast_host<T: std::error::Error + 'static>(&self) -> Option<&T> {
        match self {
            Error::Host(error) => error.downcast_ref(),
            _ => None,
        }
    }

    /// The traceback, if there is one.
    pub fn traceback(&self) -> Option<&str> {
        match self {
            Error::Runtime(error) => error.traceback.as_deref(),
            _ => None,
        }
    }

    /// Whether a limit of the host ended the run, or the program ended itself: what Lua code cannot catch.
    pub fn is_stop(&self) -> bool {
        self.as_stop().is_some()
    }

    fn as_stop(&self) -> Option<Stop> {
        match *self {
            Error::Instructions => Some(Stop::Instructions),
            Error::Timeout => Some(Stop::Deadline),
            Error::ProcessorTime => Some(Stop::ProcessorTime),
            Error::Interrupted => Some(Stop::Interrupted),
            Error::Exit { status, close } => Some(Stop::Exit { status, close }),
            _ => None,
        }
    }
}

impl From<Stop> for Error {
    fn from(stop: Stop) -> Error {
        match stop {
            Stop::Instructions => Error::Instructions,
            Stop::Deadline => Error::Timeout,
            Stop::ProcessorTime => Error::ProcessorTime,
            Stop::Interrupted => Error::Interrupted,
            Stop::Exit { status, close } => Error::Exit { status, close },
        }
    }
}

/// An error of the host inside the machine: the payload of a userdata.
struct Carried(Error);

/// `__tostring` of errors of the host.
static ERROR_TEXT: NativeFunction =
    NativeFunction { name: "tostring", entry: error_text, role: Role::Ordinary };

fn error_text(state: &mut State, _step: u32) -> Outcome {
    let text = carried(state.slot(0)).map(|error| error.to_string()).unwrap_or_default();
    state.answer_bytes(text.as_bytes())
}

/// Bytes as text; what is not UTF-8 becomes U+FFFD.
pub(super) fn text_of(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// The host's error that a value carries.
fn carried(value: RawValue) -> Option<Error> {
    (value.tag == USERDATA)
        .then(|| value.pointer::<object::Userdata>())?
        .payload::<Carried>()
        .map(|error| error.0.clone())
}

impl Context {
    /// The error a throw stands for.
    pub fn error_of(&mut self, throw: Throw) -> Error {
        if throw == Throw::Stopped
            && let Some(stop) = self.state.stopped.take()
        {
            return stop.into();
        }
        let value = self.state.thrown_value(throw);
        self.error_of_value(value, None)
    }

    /// The error that ended the last failed run.
    pub(super) fn failure(&mut self) -> Error {
        let value = self.state.error_value();
        let traceback = self.state.take_traceback();
        self.error_of_value(value, traceback)
    }

    /// The error a raised value stands for. The caller keeps the value alive.
    pub fn error_of_value(&mut self, raw: RawValue, traceback: Option<Vec<u8>>) -> Error {
        if self.state.is_memory_message(raw) {
            self.host().is_out_of_memory = true;
            return Error::Memory;
        }
        if let Some(error) = carried(raw) {
            return error;
        }
        let value = self.value_of(raw);
        let message = text_of(self.message_of(raw));
        let traceback = traceback.map(text_of);
        Error::Runtime(Box::new(RuntimeError { message, traceback, value }))
    }

    /// The text of a raised value. The caller keeps the value alive.
    fn message_of(&mut self, raw: RawValue) -> Vec<u8> {
        let bytes = |value: RawValue| value.pointer::<object::LuaString>().as_bytes().to_vec();
        let has_text = raw.is_string() || raw.is_number();
        match self.state.text_of(raw) {
            Ok(Text::Ready(text)) if has_text => return bytes(text),
            // Runs on what the failed call has left of its limits.
            Ok(Text::Call(function))
                if self.state.call_from_host(function, &[raw]) == Exit::Done =>
            {
                let text = self.state.host_result(0);
                if text.is_string() {
                    return bytes(text);
                }
            }
            _ => {}
        }
        format!("(error object is a {} value)", self.state.type_name(raw)).into_bytes()
    }

    /// Raises an error of the host in Lua.
    pub fn throw_of(&mut self, error: Error) -> Throw {
        if let Some(stop) = error.as_stop() {
            return self.state.stop(stop);
        }
        match error {
            Error::Memory => Throw::Memory,
            Error::Message(message) => self.state.error(message),
            Error::Conversion { .. } | Error::Key { .. } => self.state.error(error.to_string()),
            Error::BadValue { position, expected, found } => self.state.argument_error(
                position.saturating_sub(1),
                format!("{expected} expected, got {found}"),
            ),
            Error::Syntax { message, .. } => self.state.error_plain(message),
            Error::Runtime(error) => match self.raw_of(&error.value) {
                Ok(value) => self.state.throw(value),
                Err(_) => self.state.error_plain(error.message),
            },
            other => self.carry(other),
        }
    }

    /// Raises a userdata that carries an error of the host.
    fn carry(&mut self, error: Error) -> Throw {
        let made = self.error_userdata(error);
        match made {
            Ok(value) => self.state.throw(value),
            Err(throw) => throw,
        }
    }

    fn error_userdata(&mut self, error: Error) -> Result<RawValue, Throw> {
        let userdata = self.state.heap().new_userdata(Box::new(Carried(error)), 0, 0)?;
        let value = RawValue::object(USERDATA, userdata);
        let known =
            self.host().error_metatable.clone().and_then(|root| self.raw_of_root(&root).ok());
        let metatable = match known {
            Some(metatable) => metatable.pointer(),
            None => {
                let metatable = self.state.new_table(0, 2)?;
                let name = self.state.new_string(b"error")?;
                self.state.set_field(metatable, "__name", name)?;
                self.state.set_field(metatable, "__tostring", ERROR_TEXT.value())?;
                let root = self.keep(RawValue::object(crate::value::TABLE, metatable));
                self.host().error_metatable = Some(root);
                metatable
            }
        };
        self.state.set_metatable_of(value, Some(metatable))?;
        Ok(value)
    }
}
