//! Tracebacks, in the reference's words.

use std::ops::Range;

use super::frame::FrameRef;
use super::names;
use super::state::State;
use crate::dialect::Traceback;
use crate::gc::Gc;
use crate::number::format::write_integer;
use crate::object::{Coroutine, Draft, LuaString};

/// How many levels are shown at the inner end of a long traceback.
const INNER: usize = 10;
/// How many at the outer end.
const OUTER: usize = 11;

/// The same where tracebacks are brief; there the inner ones are counted from level 0.
const BRIEF_INNER: usize = 12;
const BRIEF_OUTER: usize = 10;

/// What the usual traceback has room in.
const SHORT: usize = 240;

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
        let mut text = Vec::with_capacity(message.map_or(0, <[u8]>::len) + SHORT);
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
        self.append_place(text, frame);
        text.push(b':');
        if let Some(line) = frame.line() {
            write_integer(text, i64::from(line));
            text.push(b':');
        }
        if let Some((_, name)) = names::function_name(frame, self.dialect) {
            text.extend_from_slice(b" in ");
            append_quoted(text, ("function", name));
        } else if let Some(closure) = frame.closure() {
            text.extend_from_slice(b" in ");
            self.append_definition(text, &closure.prototype.draft);
        } else {
            text.extend_from_slice(b" ?");
        }
    }

    /// One line of a traceback.
    fn describe(&self, text: &mut Vec<u8>, frame: &FrameRef) {
        self.append_place(text, frame);
        if let Some(line) = frame.line() {
            text.push(b':');
            write_integer(text, i64::from(line));
        }
        text.extend_from_slice(b": in ");
        if let Some(name) = self.shown_name(frame) {
            append_quoted(text, name);
        } else if let Some(closure) = frame.closure() {
            self.append_definition(text, &closure.prototype.draft);
        } else {
            text.push(b'?');
        }
        if frame.is_tail_call() {
            text.extend_from_slice(b"\n\t(...tail calls...)");
        }
    }

    /// The name of the function of a frame, if it has one.
    fn shown_name(&self, frame: &FrameRef) -> Option<names::Name> {
        let by_library = || Some(("function", self.library_name(frame.function())?));
        let by_caller = || names::function_name(frame, self.dialect);
        let name = match self.dialect.messages.traceback {
            Traceback::ByLibraryThenKind => return by_library().or_else(by_caller),
            Traceback::ByCaller => by_caller().map(|(_, name)| ("function", name)),
            Traceback::ByKindThenLibrary | Traceback::ByCallerWithTailCalls => by_caller(),
        };
        let is_main = || frame.closure().is_some_and(|it| it.prototype.draft.line_defined == 0);
        name.or_else(|| if is_main() { None } else { by_library() })
    }

    /// Begins a line with the name of the chunk that a frame belongs to.
    fn append_place(&self, text: &mut Vec<u8>, frame: &FrameRef) {
        text.extend_from_slice(b"\n\t");
        match frame.closure() {
            Some(closure) => {
                names::append_short_source(text, &closure.prototype.draft, self.dialect);
            }
            None => text.extend_from_slice(b"[C]"),
        }
    }

    /// Appends what a function without a name is called.
    fn append_definition(&self, text: &mut Vec<u8>, draft: &Draft) {
        if draft.line_defined == 0 {
            text.extend_from_slice(b"main chunk");
            return;
        }
        text.extend_from_slice(b"function <");
        names::append_short_source(text, draft, self.dialect);
        text.push(b':');
        write_integer(text, i64::from(draft.line_defined));
        text.push(b'>');
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
