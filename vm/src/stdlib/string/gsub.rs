//! `string.gsub`, as long as nothing has to be called.

use super::gsub_callback::{self, Suspended};
use super::patterns::{Anchor, Compiled, Fuel, capture_value, compiled, match_error};
use crate::gc::Gc;
use crate::interpreter::{Action, Lookup, Outcome, State, Throw};
use crate::number::format::{MAX_NUMBER_LEN, write_integer};
use crate::object::{LuaString, Table};
use crate::stdlib::buffer::Buffer;
use crate::text::Refusal;
use crate::text::pattern::{Captures, Piece, Replacement};
use crate::value::Value;

/// The slots of the arguments.
pub(super) const SUBJECT: usize = 0;
pub(super) const PATTERN: usize = 1;
pub(super) const REPLACEMENT: usize = 2;
pub(super) const MAX: usize = 3;

/// How far the replacing has come.
#[derive(Clone, Copy, Default)]
pub(super) struct Progress {
    /// How many matches there were.
    pub(super) count: i64,
    /// The end of the last match, where the search goes on.
    pub(super) from: usize,
    /// Everything before this has been written.
    pub(super) copied: usize,
    /// The start of the last match.
    pub(super) start: usize,
}

impl Progress {
    /// Where to search for the next match, and where it must not end if it is empty.
    #[inline]
    fn next(&self, empty: Empty) -> (usize, Option<usize>) {
        match empty {
            _ if self.count == 0 => (self.from, None),
            Empty::Apart => (self.from, Some(self.from)),
            // After an empty match one byte is passed over.
            Empty::Touching => (self.from + usize::from(self.start == self.from), None),
        }
    }
}

/// What an empty match may do.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Empty {
    /// It must not end where the match before it ended.
    Apart,
    /// It may follow the match before it at once.
    Touching,
}

pub(super) fn gsub(state: &mut State, step: u32) -> Outcome {
    replace(state, step, Empty::Apart)
}

pub(super) fn gsub_touching(state: &mut State, step: u32) -> Outcome {
    replace(state, step, Empty::Touching)
}

fn replace(state: &mut State, step: u32, empty: Empty) -> Outcome {
    if step != 0 {
        return gsub_callback::resume(state, empty);
    }
    let subject = state.check_string(SUBJECT)?;
    let pattern = state.check_string(PATTERN)?;
    let replacement = state.slot(REPLACEMENT);
    let max = state.optional_integer(MAX, i64::MAX)?;
    if replacement.is_function() {
        return gsub_callback::begin(state, max, empty);
    }
    if !replacement.is_string() && !replacement.is_number() && !replacement.is_table() {
        return Err(state.argument_type_error(REPLACEMENT, "string/function/table"));
    }
    let compiled = compiled(state, pattern, Anchor::Start)?;
    if replacement.is_table() {
        let job = Job { subject, compiled: &compiled, max, empty };
        return replace_by_table(state, &job, replacement.pointer());
    }
    let is_lenient = state.dialect.library.lenient_replacements;
    let text = Replacement::new(state.check_bytes(REPLACEMENT)?, is_lenient);
    replace_by_text(state, &Job { subject, compiled: &compiled, max, empty }, text)
}

/// What is to be replaced.
pub(super) struct Job<'a> {
    pub(super) subject: Gc<LuaString>,
    pub(super) compiled: &'a Compiled,
    pub(super) max: i64,
    pub(super) empty: Empty,
}

impl Job<'_> {
    /// Runs `body` at the first match, with a buffer; without a match the text stays as it is.
    #[inline(always)]
    fn at_first_match(
        &self,
        state: &mut State,
        body: impl FnOnce(
            &mut State,
            &mut Buffer,
            &mut Captures,
            &mut Progress,
        ) -> Result<Result<(), Action>, Throw>,
    ) -> Outcome {
        let mut progress = Progress::default();
        let replaced = self.compiled.with_captures(|_, captures| {
            if !self.find(state, captures, &mut progress)? {
                return Ok(Ok(self.subject.value()));
            }
            state.with_buffer(|state, buffer| match body(state, buffer, captures, &mut progress)? {
                Ok(()) => finish_buffer(state, buffer, self.subject, &progress).map(Ok),
                Err(action) => Ok(Err(action)),
            })
        })?;
        match replaced {
            Ok(text) => answer(state, text, progress.count),
            Err(action) => Ok(action),
        }
    }

    /// Finds the next match to be replaced; whether there is one.
    #[inline]
    pub(super) fn find(
        &self,
        state: &mut State,
        captures: &mut Captures,
        progress: &mut Progress,
    ) -> Result<bool, Throw> {
        let pattern = &self.compiled.pattern;
        if progress.count >= self.max || pattern.is_anchored() && progress.count > 0 {
            return Ok(false);
        }
        let (from, last_end) = progress.next(self.empty);
        let subject = self.subject.as_bytes();
        match pattern.find_next(subject, from, last_end, captures, &mut Fuel(state)) {
            Ok(Some(range)) => {
                progress.count += 1;
                progress.start = range.start;
                progress.from = range.end;
                Ok(true)
            }
            Ok(None) => Ok(false),
            Err(error) => Err(match_error(state, error)),
        }
    }

    /// The text between the match before and this one.
    #[inline]
    fn before(&self, progress: &Progress) -> &[u8] {
        self.subject.as_bytes().get(progress.copied..progress.start).unwrap_or_default()
    }
}

/// Replaces by a string, with captures where it asks for them.
fn replace_by_text(state: &mut State, job: &Job<'_>, text: Replacement<'_>) -> Outcome {
    let subject = job.subject.as_bytes();
    job.at_first_match(state, |state, buffer, captures, progress| {
        loop {
            buffer.extend(state, job.before(progress))?;
            match text.as_fixed() {
                Some(text) => buffer.extend(state, text)?,
                None => expand(state, buffer, text, subject, captures)?,
            }
            progress.copied = progress.from;
            if !job.find(state, captures, progress)? {
                return Ok(Ok(()));
            }
        }
    })
}

/// Appends a replacement with the captures it asks for.
fn expand(
    state: &mut State,
    buffer: &mut Buffer,
    replacement: Replacement<'_>,
    subject: &[u8],
    captures: &Captures,
) -> Result<(), Throw> {
    for piece in replacement.expand(subject, captures) {
        match piece {
            Ok(Piece::Text(text)) => buffer.extend(state, text)?,
            Ok(Piece::Position(position)) => {
                buffer.append_with(state, MAX_NUMBER_LEN, |bytes| {
                    write_integer(bytes, position as i64)
                })?
            }
            Err(Refusal { message, .. }) => return Err(refuse_piece(state, &message)),
        }
    }
    Ok(())
}

#[cold]
fn refuse_piece(state: &mut State, message: &[u8]) -> Throw {
    const MISSING: &[u8] = b"invalid capture index";
    let is_cut =
        message.starts_with(MISSING) && !state.dialect.library.missing_captures_are_numbered;
    state.error(if is_cut { MISSING } else { message })
}

/// The result when everything has been replaced.
fn finish_buffer(
    state: &mut State,
    buffer: &mut Buffer,
    subject: Gc<LuaString>,
    progress: &Progress,
) -> Result<Value, Throw> {
    if progress.copied == 0 && buffer.is_empty() {
        return Ok(subject.value());
    }
    let rest = subject.as_bytes().get(progress.copied..).unwrap_or_default();
    buffer.extend(state, rest)?;
    state.new_result(buffer.as_bytes())
}

/// Answers the text and the number of matches.
pub(super) fn answer(state: &mut State, text: Value, count: i64) -> Outcome {
    let count = state.integer_value(count);
    state.answer_all(&[text, count])
}

/// Replaces by what a table has for the first capture; goes over to calls where a metamethod answers.
fn replace_by_table(state: &mut State, job: &Job<'_>, table: Gc<Table>) -> Outcome {
    job.at_first_match(state, |state, buffer, captures, progress| {
        loop {
            let key = capture_value(state, captures, 0, job.subject)?;
            match read(state, table, key)? {
                Lookup::Value(value) => append_value(state, buffer, job, progress, value)?,
                Lookup::Call { function, object } => {
                    let done = buffer.as_bytes();
                    let call = Suspended { function, object, key, max: job.max, done };
                    return call.suspend(state, progress).map(Err);
                }
            }
            if !job.find(state, captures, progress)? {
                return Ok(Ok(()));
            }
        }
    })
}

/// Reads a field of the table.
#[inline]
fn read(state: &mut State, table: Gc<Table>, key: Value) -> Result<Lookup, Throw> {
    if table.metatable().is_none() {
        return Ok(Lookup::Value(table.get(key)));
    }
    state.lookup(crate::stdlib::library::table_value(table), key)
}

/// Appends what replaces a match; nil and false leave it as it is.
#[inline]
fn append_value(
    state: &mut State,
    buffer: &mut Buffer,
    job: &Job<'_>,
    progress: &mut Progress,
    value: Value,
) -> Result<(), Throw> {
    if value.is_falsy() {
        return Ok(());
    }
    if !value.is_string() && !value.is_number() {
        return Err(refuse(state, value));
    }
    buffer.extend(state, job.before(progress))?;
    progress.copied = progress.from;
    let text = state.number_to_string(value)?;
    buffer.extend(state, text.pointer::<LuaString>().as_bytes())
}

/// The error of a replacement that is neither text nor number.
#[cold]
pub(super) fn refuse(state: &mut State, value: Value) -> Throw {
    let kind = state.type_name(value);
    state.error(format!("invalid replacement value (a {kind})"))
}
