//! The standard streams and the warnings of a state.

use std::io::{Read, Write};

use super::error::Error;
use super::lua::Context;
use super::value::LuaString;
use crate::interpreter::State;
use crate::stdlib::buffer::Buffer;
use crate::stdlib::io::standard;
use crate::stdlib::warning::Warnings;

/// What a state has in place of the process's standard streams; where there is nothing, it has the process's own.
#[derive(Default)]
pub struct Streams {
    /// What `io.read` reads.
    pub input: Option<Box<dyn Read + Send>>,
    /// Where `print` and `io.write` write.
    pub output: Option<Box<dyn Write + Send>>,
    /// Where warnings and `io.stderr` go.
    pub error: Option<Box<dyn Write + Send>>,
}

impl Streams {
    /// Puts the streams into a state whose libraries are not open yet.
    pub(super) fn install(self, state: &mut State) {
        if let Some(input) = self.input {
            standard::set_input(state, input);
        }
        if let Some(output) = self.output {
            standard::set_output(state, output);
        }
        if let Some(error) = self.error {
            standard::set_error(state, error);
        }
    }
}

impl Context {
    /// Writes to the standard output of the state.
    pub fn print(&mut self, bytes: impl AsRef<[u8]>) {
        standard::print(&mut self.state, bytes.as_ref());
    }

    /// Writes to the standard error stream of the state, after everything printed before.
    pub fn print_error(&mut self, bytes: impl AsRef<[u8]>) {
        standard::print_error(&mut self.state, bytes.as_ref());
    }

    /// Passes on what was written to the standard output.
    #[inline]
    pub fn flush(&mut self) {
        standard::flush(&mut self.state);
    }

    /// Reads a line from the standard input of the state, without its end; nothing at the end of the input.
    ///
    /// # Errors
    /// [`Error::Memory`], or the limit that was reached.
    pub fn read_line(&mut self) -> Result<Option<LuaString>, Error> {
        let input = standard::input(&mut self.state);
        let mut line = Buffer::new();
        let read = input.borrow_mut().read_line(&mut self.state, &mut line);
        let bytes = LuaString::from(line.as_bytes());
        line.discard(&mut self.state);
        match read {
            Ok(Ok(has_end)) => Ok((has_end || !bytes.is_empty()).then_some(bytes)),
            // A stream that cannot be read is as good as one that has ended.
            Ok(Err(_)) => Ok(None),
            Err(throw) => Err(self.error_of(throw)),
        }
    }

    /// Turns warnings on or off.
    pub fn set_warnings(&mut self, are_on: bool) {
        self.state.extensions.get_or_default::<Warnings>().is_on = are_on;
    }

    /// Gives each warning to a function in place of the standard error stream.
    pub fn on_warning(&mut self, sink: impl FnMut(&[u8]) + Send + 'static) {
        self.state.extensions.get_or_default::<Warnings>().sink = Some(Box::new(sink));
    }
}
