//! Compiled patterns, kept for the next use, and how matching is paid for.

use std::cell::Cell;
use std::rc::Rc;

use super::resource::resource;
use crate::gc::Gc;
use crate::interpreter::{State, Throw};
use crate::object::LuaString;
use crate::text::pattern::{Capture, Captures, MatchError, Pattern};
use crate::text::until_nul;
use crate::text::{Meter, Stopped};
use crate::value::Value;
use crate::value::equality::short_bytes_equal;

/// How many patterns are kept; a power of two.
const KEPT: usize = 64;

/// The largest pattern that is kept, in bytes of its compiled form.
const MAX_KEPT_BYTES: usize = 32 * 1024;

/// What a kept pattern takes besides its program and its source.
const FIXED_BYTES: usize = size_of::<Compiled>() + size_of::<Captures>() + size_of::<Entry>();

/// A compiled pattern and room for the captures of its matches.
pub(super) struct Compiled {
    pub(super) pattern: Pattern,
    captures: Cell<Option<Box<Captures>>>,
}

impl Compiled {
    /// Runs `body` with room for captures.
    #[inline]
    pub(super) fn with_captures<T>(&self, body: impl FnOnce(&Pattern, &mut Captures) -> T) -> T {
        let mut captures = self.captures.take().unwrap_or_default();
        let result = body(&self.pattern, &mut captures);
        self.captures.set(Some(captures));
        result
    }
}

/// A kept pattern, with the text it is found by.
struct Entry {
    hash: u32,
    anchor: Anchor,
    source: Box<[u8]>,
    compiled: Rc<Compiled>,
    /// What is counted against the memory limit.
    bytes: usize,
}

/// What a `^` at the start of a pattern means.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    /// The match starts where the search does.
    Start,
    /// Itself.
    Text,
}

/// The patterns used lately, each in the slot its hash says; no slots before the first one.
#[derive(Default)]
pub(super) struct Patterns(Vec<Option<Entry>>);

impl Patterns {
    #[inline]
    fn find(&self, source: &[u8], hash: u32, anchor: Anchor) -> Option<&Rc<Compiled>> {
        let entry = self.0.get(hash as usize % KEPT)?.as_ref()?;
        let is_it = entry.hash == hash
            && entry.anchor == anchor
            && short_bytes_equal(&entry.source, source);
        is_it.then_some(&entry.compiled)
    }

    /// Keeps a pattern in place of the one that its slot had.
    fn keep(&mut self, entry: Entry) -> Option<Entry> {
        if self.0.is_empty() {
            self.0.resize_with(KEPT, || None);
        }
        match self.0.get_mut(entry.hash as usize % KEPT) {
            Some(slot) => slot.replace(entry),
            None => Some(entry),
        }
    }
}

/// The compiled form of a pattern, if it is kept.
#[inline]
pub(super) fn kept(
    state: &mut State,
    source: Gc<LuaString>,
    anchor: Anchor,
) -> Option<Rc<Compiled>> {
    resource(state)?.patterns.find(source.as_bytes(), source.hash(), anchor).cloned()
}

/// The compiled form of a pattern.
#[inline]
pub(super) fn compiled(
    state: &mut State,
    source: Gc<LuaString>,
    anchor: Anchor,
) -> Result<Rc<Compiled>, Throw> {
    match kept(state, source, anchor) {
        Some(found) => Ok(found),
        None => compile(state, source, anchor),
    }
}

/// The text of a pattern, as far as the dialect reads it.
pub(super) fn pattern_text<'a>(state: &State, source: Gc<LuaString>) -> &'a [u8] {
    let text = source.as_bytes();
    if state.dialect.library.patterns_end_at_nul { until_nul(text) } else { text }
}

/// Compiles a pattern and keeps it in place of the one that its slot had.
#[inline(never)]
pub(super) fn compile(
    state: &mut State,
    source: Gc<LuaString>,
    anchor: Anchor,
) -> Result<Rc<Compiled>, Throw> {
    let text = source.as_bytes();
    state.charge(text.len() as u64)?;
    let most = Pattern::max_byte_len(text.len()).saturating_add(text.len() + FIXED_BYTES);
    state.heap.collector.charge_temporary(most)?;
    let read = pattern_text(state, source);
    let pattern = match anchor {
        Anchor::Start => Pattern::compile(read),
        Anchor::Text => Pattern::compile_unanchored(read),
    };
    let bytes = (pattern.byte_len() + text.len() + FIXED_BYTES).min(most);
    let compiled = Rc::new(Compiled { pattern, captures: Cell::new(None) });
    if bytes > MAX_KEPT_BYTES {
        // It lives as long as the call that asked for it; what counts is that there was room.
        state.heap.collector.release_external(most);
        return Ok(compiled);
    }
    let hash = source.hash();
    let kept = Rc::clone(&compiled);
    let entry = Entry { hash, anchor, source: text.into(), compiled: kept, bytes };
    let dropped = match resource(state) {
        Some(resource) => resource.patterns.keep(entry),
        None => Some(entry),
    };
    let dropped_bytes = dropped.map_or(0, |entry| entry.bytes);
    state.heap.collector.release_external(most - bytes + dropped_bytes);
    Ok(compiled)
}

/// Pays for matching from the state's budget.
pub(super) struct Fuel<'a>(pub(super) &'a mut State);

impl Meter for Fuel<'_> {
    #[inline]
    fn charge(&mut self, steps: u64) -> Result<(), Stopped> {
        self.0.charge(steps).map_err(|_| Stopped)
    }
}

/// The error of a match.
#[cold]
pub(super) fn match_error(state: &mut State, error: MatchError) -> Throw {
    match error {
        MatchError::Pattern(error) => state.error(error.message()),
        // Only a limit refuses a charge.
        MatchError::Stopped => Throw::Stopped,
    }
}

/// A capture of the last match as a value; number 0 is the whole match in a pattern without captures.
#[inline]
pub(super) fn capture_value(
    state: &mut State,
    captures: &Captures,
    index: usize,
    subject: Gc<LuaString>,
) -> Result<Value, Throw> {
    match captures.get(index) {
        Ok(Capture::Text(range)) if range.len() == subject.len as usize => Ok(subject.value()),
        Ok(Capture::Text(range)) => {
            state.new_string(subject.as_bytes().get(range).unwrap_or_default())
        }
        Ok(Capture::Position(position)) => Ok(state.integer_value(position as i64)),
        Err(error) => Err(state.error(error.message())),
    }
}

/// Pushes the captures of the last match, or the whole match in a pattern without captures.
#[inline]
pub(super) fn push_captures(
    state: &mut State,
    captures: &Captures,
    subject: Gc<LuaString>,
) -> Result<u32, Throw> {
    let count = captures.value_len();
    state.reserve(count)?;
    for index in 0..count {
        let value = capture_value(state, captures, index, subject)?;
        state.push(value)?;
    }
    Ok(count as u32)
}
