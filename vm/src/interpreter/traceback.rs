//! Tracebacks, in the reference's words.

use std::ops::Range;

use super::frame::FrameRef;
use super::names;
use super::state::State;
use crate::dialect::Traceback;
use crate::gc::Gc;
use crate::object::{Coroutine, LuaString};
use crate::value::CLOSURE;

/// How many levels are shown at the inner end of a long traceback.
const INNER: usize = 10;
/// How many at the outer end.
const OUTER: usize = 11;

/// The same where tracebacks are brief; there the inner ones are counted from level 0.
const BRIEF_INNER: usize = 12;
const BRIEF_OUTER: usize = 10;

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
        let levels = self.levels(coroutine);
        let is_brief = self.dialect.messages.traceback == Traceback::ByCallerWithTailCalls;
        let total = levels.len();
        let gap = self.gap(level, total).unwrap_or(total..total);
        let mut index = level;
        while index < total {
            if index == gap.start {
                let line = match self.dialect.messages.gaps_tell_their_size {
                    false => "\n\t...".to_owned(),
                    // The reference does not count the level in whose place the line stands.
                    true => format!("\n\t...\t(skipping {} levels)", gap.len() - 1),
                };
                text.extend_from_slice(line.as_bytes());
                index = gap.end;
                continue;
            }
            match (&levels[index], is_brief) {
                (Some(frame), false) => self.describe(&mut text, frame),
                (frame, _) => self.describe_briefly(&mut text, frame.as_ref()),
            }
            index += 1;
        }
        text
    }

    /// The levels that a traceback of so many leaves out; none where it is short.
    fn gap(&self, level: usize, total: usize) -> Option<Range<usize>> {
        let (first, outer) = match self.dialect.messages.traceback {
            Traceback::ByCallerWithTailCalls => (level.max(BRIEF_INNER), BRIEF_OUTER),
            // Here the gap has a place of its own, wherever the traceback starts.
            Traceback::ByCaller if level > OUTER => return None,
            Traceback::ByCaller => (OUTER, OUTER),
            Traceback::ByLibraryThenKind | Traceback::ByKindThenLibrary => (level + INNER, OUTER),
        };
        (total > first + outer + 1).then(|| first..total - outer)
    }

    /// The levels of a coroutine, innermost first; one without a frame is a call that a tail call has replaced.
    fn levels(&self, coroutine: Gc<Coroutine>) -> Vec<Option<FrameRef>> {
        let mut levels = Vec::new();
        let mut next = self.top_frame(coroutine);
        while let Some(frame) = next {
            next = frame.caller();
            // A value that could not be called stands where its frame would have been.
            if frame.function().is_function() {
                let replaced = self.dialect.tail_calls_are_levels && frame.is_tail_call();
                levels.push(Some(frame));
                if replaced {
                    levels.push(None);
                }
            }
        }
        levels
    }

    /// One line of a traceback; without a frame, for a call that a tail call has replaced.
    fn describe_briefly(&self, text: &mut Vec<u8>, frame: Option<&FrameRef>) {
        let Some(frame) = frame else {
            text.extend_from_slice(b"\n\t(tail call): ?");
            return;
        };
        let info = self.function_info(frame.function());
        text.extend_from_slice(b"\n\t");
        text.extend_from_slice(&info.short_source);
        text.push(b':');
        if let Some(line) = frame.line() {
            text.extend_from_slice(format!("{line}:").as_bytes());
        }
        if let Some((_, name)) = names::function_name(frame, self.dialect) {
            text.extend_from_slice(b" in ");
            append_quoted(text, ("function", name));
        } else if info.what == "main" {
            text.extend_from_slice(b" in main chunk");
        } else if frame.function().tag == CLOSURE {
            text.extend_from_slice(b" in function <");
            text.extend_from_slice(&info.short_source);
            text.extend_from_slice(format!(":{}>", info.line_defined).as_bytes());
        } else {
            text.extend_from_slice(b" ?");
        }
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
        let name = match self.dialect.messages.traceback {
            Traceback::ByLibraryThenKind => {
                library_name(self).or_else(|| names::function_name(frame, self.dialect))
            }
            Traceback::ByCaller => {
                names::function_name(frame, self.dialect).map(|(_, name)| ("function", name))
            }
            _ => names::function_name(frame, self.dialect),
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
