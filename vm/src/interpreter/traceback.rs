//! Tracebacks, in the reference's words.

use super::frame::FrameRef;
use super::names;
use super::state::State;
use crate::gc::Gc;
use crate::object::{Coroutine, LuaString};
use crate::value::CLOSURE;

/// How many levels are shown at the inner end of a long traceback.
const INNER: usize = 10;
/// How many at the outer end.
const OUTER: usize = 11;

/// Appends `<kind> '<name>'`.
fn append_quoted(text: &mut Vec<u8>, (kind, name): names::Name) {
    text.extend_from_slice(kind.as_bytes());
    text.extend_from_slice(b" '");
    text.extend_from_slice(&name);
    text.push(b'\'');
}

impl State {
    /// The traceback of a coroutine from a level on, with a message in front.
    pub fn traceback(
        &self,
        coroutine: Gc<Coroutine>,
        message: Option<&[u8]>,
        level: usize,
    ) -> Vec<u8> {
        let mut text = Vec::new();
        if let Some(message) = message {
            text.extend_from_slice(message);
            text.push(b'\n');
        }
        text.extend_from_slice(b"stack traceback:");
        let mut frames = Vec::new();
        let mut next = self.top_frame(coroutine);
        while let Some(frame) = next {
            // A value that could not be called stands where its frame would have been.
            if frame.function().is_function() {
                frames.push(frame);
            }
            next = frame.caller();
        }
        let total = frames.len();
        let is_long = total.saturating_sub(level) > INNER + OUTER + 1;
        let mut index = level;
        while index < total {
            if is_long && index == level + INNER {
                let skipped = total - level - INNER - OUTER;
                // The reference does not count the level in whose place the line stands.
                text.extend_from_slice(
                    format!("\n\t...\t(skipping {} levels)", skipped - 1).as_bytes(),
                );
                index += skipped;
                continue;
            }
            self.describe(&mut text, &frames[index]);
            index += 1;
        }
        text
    }

    /// One line of a traceback.
    fn describe(&self, text: &mut Vec<u8>, frame: &FrameRef) {
        let function = frame.function();
        let info = self.function_info(function);
        text.extend_from_slice(b"\n\t");
        text.extend_from_slice(&info.short_source);
        if let Some(line) = frame.line() {
            text.extend_from_slice(format!(":{line}").as_bytes());
        }
        text.extend_from_slice(b": in ");
        let library_name = |state: &State| Some(("function", state.library_name(function)?));
        let name = match self.dialect.traceback_names_libraries {
            true => library_name(self).or_else(|| names::function_name(frame)),
            false => names::function_name(frame),
        };
        if let Some(name) = name {
            append_quoted(text, name);
        } else if info.what == "main" {
            text.extend_from_slice(b"main chunk");
        } else if let Some(name) = library_name(self) {
            append_quoted(text, name);
        } else if function.tag == CLOSURE {
            text.extend_from_slice(b"function <");
            text.extend_from_slice(&info.short_source);
            text.extend_from_slice(format!(":{}>", info.line_defined).as_bytes());
        } else {
            text.push(b'?');
        }
        if frame.is_tail_call() {
            text.extend_from_slice(b"\n\t(...tail calls...)");
        }
    }

    /// Keeps the traceback of the error on its way, for the host.
    pub(crate) fn capture_traceback(&mut self) {
        let text = self.traceback(self.coroutine, None, 0);
        self.captured_traceback = Some(text);
    }

    /// The traceback of the error that ended the last run, if the host wanted it.
    pub fn take_traceback(&mut self) -> Option<Vec<u8>> {
        self.captured_traceback.take()
    }

    /// Warns about the error a finalizer raised, as the reference does.
    pub(crate) fn warn_about_finalizer(&mut self) {
        let error = self.thrown;
        let mut text = b"error in __gc (".to_vec();
        if error.is_string() {
            text = b"error in __gc (".to_vec();
            text.extend_from_slice(error.pointer::<LuaString>().as_bytes());
        } else {
            text.extend_from_slice(b"error object is not a string");
        }
        text.push(b')');
        self.thrown = crate::value::Value::NIL;
        if let Some(warn) = self.warning {
            warn(self, &text);
        }
    }
}
