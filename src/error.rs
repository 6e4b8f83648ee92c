//! What can go wrong between JavaScript and Lua, and how it becomes a JavaScript exception.

use std::borrow::Cow;
use std::ffi::c_int;

use perilune::api::native::{Event, Throw};
use perilune::api::{Error, Value};

use crate::callback;
use crate::context::LuaContext;
use crate::convert;
use crate::environment::Environment;
use crate::sys::{Env, Js, Reference};

/// A result on the JavaScript side.
pub(crate) type Result<T> = std::result::Result<T, Failure>;

/// Why something failed.
pub(crate) enum Failure {
    /// A JavaScript exception is on its way already.
    Pending,
    /// A value of JavaScript is to be thrown as it is.
    Thrown(Reference),
    /// An argument of the wrong type.
    Type(Cow<'static, str>),
    /// An argument out of range.
    Range(Cow<'static, str>),
    /// An argument that is wrong for another reason.
    Plain(Cow<'static, str>),
    /// An error of the machine, or of the program it ran.
    Lua(Box<LuaFailure>),
    /// Node refused a call for no reason that a program could give it.
    Engine(c_int),
}

/// What a `LuaError` is made of.
pub(crate) struct LuaFailure {
    /// The kind of error, for programs.
    pub(crate) code: Code,
    /// The text, traceback included.
    pub(crate) message: String,
    /// Where the text of the program ends and, behind a line feed, the traceback begins; none if there is none.
    pub(crate) text_end: Option<usize>,
    /// The error itself, if it is a value of Lua.
    pub(crate) value: Option<Value>,
}

impl LuaFailure {
    /// The message as the program has given it.
    pub(crate) fn text_without_traceback(&self) -> &str {
        &self.message[..self.text_end.unwrap_or(self.message.len())]
    }
}

/// Declares the codes of errors.
macro_rules! codes {
    ($( $(#[doc = $doc:literal])+ $name:ident = $text:literal; )*) => {
        /// The kind of a `LuaError`.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub(crate) enum Code { $( $(#[doc = $doc])+ $name, )* }

        impl Code {
            /// The texts that JavaScript sees, by number.
            pub(crate) const TEXTS: &'static [&'static str] = &[ $( $text ),* ];
        }
    };
}

codes! {
    /// A chunk could not be compiled or loaded.
    Syntax = "ERR_LUA_SYNTAX";
    /// A program raised an error.
    Runtime = "ERR_LUA_RUNTIME";
    /// The memory limit was reached.
    Memory = "ERR_LUA_MEMORY";
    /// The instruction limit was reached.
    Instructions = "ERR_LUA_INSTRUCTIONS";
    /// The limit of time, or of processor time, was reached.
    Timeout = "ERR_LUA_TIMEOUT";
    /// The run was cancelled.
    Canceled = "ERR_LUA_CANCELED";
    /// A value cannot cross the border.
    Conversion = "ERR_LUA_CONVERSION";
    /// Something else has to end first.
    Busy = "ERR_LUA_BUSY";
    /// The context, or what the operation needs of it, is gone.
    Closed = "ERR_LUA_CLOSED";
    /// A file could not be read.
    File = "ERR_LUA_FILE";
    /// Bytecode is not allowed, or not acceptable.
    Bytecode = "ERR_LUA_BYTECODE";
    /// The addon is at fault.
    Internal = "ERR_LUA_INTERNAL";
}

impl Failure {
    /// A wrong argument.
    pub(crate) fn argument(message: impl Into<Cow<'static, str>>) -> Failure {
        Failure::Type(message.into())
    }

    /// A `LuaError` without a Lua value.
    pub(crate) fn lua(code: Code, message: impl Into<String>) -> Failure {
        Failure::Lua(Box::new(LuaFailure {
            code,
            message: message.into(),
            text_end: None,
            value: None,
        }))
    }

    /// The text, without a traceback; what a Lua program is told of a failure in between.
    pub(crate) fn text(&self, env: Env) -> String {
        match self {
            Failure::Type(message) | Failure::Range(message) | Failure::Plain(message) => {
                message.clone().into_owned()
            }
            Failure::Lua(failure) => failure.message.clone(),
            Failure::Engine(status) => format!("Node-API call failed with status {status}"),
            Failure::Pending => match env.take_exception() {
                Ok(exception) => callback::describe(env, exception),
                Err(_) => "unknown exception".to_owned(),
            },
            Failure::Thrown(reference) => match env.value_of(*reference) {
                Ok(Some(exception)) => callback::describe(env, exception),
                _ => "unknown exception".to_owned(),
            },
        }
    }

    /// Throws what this stands for. Nothing is left to do if even that fails: Node throws an error of its own then.
    pub(crate) fn throw(self, env: Env) {
        if let Ok(exception) = self.into_exception(env) {
            let _ = env.throw(exception);
        }
    }

    /// The JavaScript value this stands for.
    pub(crate) fn into_exception(self, env: Env) -> Result<Js> {
        match self {
            Failure::Pending => env.take_exception(),
            Failure::Thrown(reference) => {
                let value = env.value_of(reference)?;
                env.release(reference);
                value.map_or_else(|| env.undefined(), Ok)
            }
            Failure::Type(message) => env.type_error(env.utf8(message.as_bytes())?),
            Failure::Range(message) => env.range_error(env.utf8(message.as_bytes())?),
            Failure::Plain(message) => env.error(env.utf8(message.as_bytes())?),
            Failure::Engine(_) => {
                let message = self.text(env);
                env.error(env.utf8(message.as_bytes())?)
            }
            Failure::Lua(failure) => {
                let value = env.undefined()?;
                lua_error(env, &failure, value)
            }
        }
    }
}

/// An instance of `LuaError`.
fn lua_error(env: Env, failure: &LuaFailure, value: Js) -> Result<Js> {
    let message = convert::bytes_to_js(env, failure.message.as_bytes())?;
    let Some(make) = Environment::of(env).and_then(|environment| environment.make_error(env))
    else {
        return env.error(message);
    };
    // Made here and not by the function, so that no frame of the package has to be captured and left out again.
    let error = env.error(message)?;
    let code = env.int32(failure.code as i32)?;
    let text_end = match failure.text_end {
        Some(_) => env.double(failure.text_without_traceback().encode_utf16().count() as f64)?,
        None => env.undefined()?,
    };
    env.call(env.undefined()?, make, &[error, code, text_end, value])
}

impl LuaContext {
    /// What an error of the machine is in JavaScript.
    pub(crate) fn failure_of(&self, error: Error) -> Failure {
        let code = match &error {
            Error::Syntax { message, .. } if message.contains("binary chunk") => Code::Bytecode,
            Error::Syntax { .. } => Code::Syntax,
            Error::Memory => Code::Memory,
            Error::Instructions => Code::Instructions,
            Error::Timeout | Error::ProcessorTime => Code::Timeout,
            Error::Interrupted => Code::Canceled,
            Error::Busy => Code::Busy,
            Error::File { .. } => Code::File,
            Error::Conversion { .. } | Error::BadValue { .. } | Error::Key { .. } => {
                Code::Conversion
            }
            _ => Code::Runtime,
        };
        match error {
            Error::Runtime(error) => match self.staged_exception(&error.value) {
                Some(exception) => Failure::Thrown(exception),
                None => {
                    let has_text_of_its_own = self.has_text_of_its_own(&error.value);
                    let traceback = error.traceback.filter(|_| !has_text_of_its_own);
                    let text_end = traceback.is_some().then_some(error.message.len());
                    let message = match &traceback {
                        Some(traceback) => [&error.message, "\n", traceback].concat(),
                        None => error.message,
                    };
                    let value = Some(error.value);
                    Failure::Lua(Box::new(LuaFailure { code, message, text_end, value }))
                }
            },
            Error::Exit { status, .. } => {
                Environment::exit(self.env, status);
                Failure::lua(Code::Closed, error.to_string())
            }
            Error::File { path, source } => {
                // A directory can be opened, but has no text.
                let is_directory = source.kind() == std::io::ErrorKind::IsADirectory;
                let verb = if is_directory { "read" } else { "open" };
                Failure::lua(code, format!("cannot {verb} {path}: {}", reason_of(&source)))
            }
            other => Failure::lua(code, other.to_string()),
        }
    }

    /// What a refusal of the state is in JavaScript.
    #[cold]
    pub(crate) fn failure_of_throw(&self, throw: Throw) -> Failure {
        let error = self.vm().error_of(throw);
        self.failure_of(error)
    }

    /// What a raised value is in JavaScript, without a traceback. The caller keeps the value alive.
    #[cold]
    pub(crate) fn failure_of_value(&self, value: perilune::api::native::RawValue) -> Failure {
        let error = self.vm().error_of_value(value, None);
        self.failure_of(error)
    }

    /// Whether an error value is an object that says its text itself, which then stands alone.
    fn has_text_of_its_own(&self, value: &Value) -> bool {
        let Ok(raw) = self.vm().raw_of(value) else { return false };
        let is_object = matches!(value, Value::Table(_) | Value::Userdata(_));
        is_object && !self.vm().state().metamethod(raw, Event::ToString).is_nil()
    }

    /// As [`Failure::into_exception`], with the Lua value of the error in reach.
    pub(crate) fn exception_of(self: &std::rc::Rc<Self>, failure: Failure) -> Result<Js> {
        let Failure::Lua(failure) = failure else { return failure.into_exception(self.env) };
        let value = failure.value.as_ref().and_then(|value| {
            let raw = self.vm().raw_of(value).ok()?;
            convert::to_js(self, raw).ok()
        });
        let value = match value {
            Some(value) => value,
            None => self.env.undefined()?,
        };
        lua_error(self.env, &failure, value)
    }
}

/// What the system says about a file, without the number Rust adds.
fn reason_of(error: &std::io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or_default().to_owned()
}
