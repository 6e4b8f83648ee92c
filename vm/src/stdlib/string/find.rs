//! `string.find` and `string.match`.

use super::patterns::{
    Anchor, Compiled, Fuel, capture_value, compile, compiled, kept, match_error, pattern_text,
    push_captures,
};
use super::start_position;
use crate::gc::Gc;
use crate::interpreter::{Action, Outcome, State, Throw};
use crate::object::LuaString;
use crate::text::pattern::{find_plain, has_specials};
use crate::value::Value;

/// What both functions are given.
struct Search {
    subject: Gc<LuaString>,
    pattern: Gc<LuaString>,
    /// Where to start, counted from zero.
    from: usize,
}

/// The arguments; nothing if the search would start beyond the end.
#[inline(always)]
fn arguments(state: &mut State) -> Result<Option<Search>, Throw> {
    let subject = state.check_string(0)?;
    let pattern = state.check_string(1)?;
    let from = state.optional_integer(2, 1)?;
    let len = subject.len as usize;
    let mut from = start_position(from, len) - 1;
    if state.dialect.library.search_start_is_clamped {
        from = from.min(len);
    }
    Ok((from <= len).then_some(Search { subject, pattern, from }))
}

pub(super) fn find(state: &mut State, _step: u32) -> Outcome {
    let Some(search) = arguments(state)? else { return state.answer(Value::NIL) };
    if !state.slot(3).is_falsy() {
        return find_text(state, &search);
    }
    let compiled = match kept(state, search.pattern, Anchor::Start) {
        Some(compiled) => compiled,
        // Plain text is searched for faster than it is compiled.
        None if !has_specials(pattern_text(state, search.pattern)) => {
            return find_text(state, &search);
        }
        None => compile(state, search.pattern, Anchor::Start)?,
    };
    find_pattern(state, &search, &compiled)
}

/// Answers where a plain text is.
fn find_text(state: &mut State, search: &Search) -> Outcome {
    let (subject, needle) = (search.subject.as_bytes(), search.pattern.as_bytes());
    match find_plain(subject, needle, search.from, &mut Fuel(state)) {
        Ok(Some(start)) => answer_range(state, start, start + needle.len()),
        Ok(None) => state.answer(Value::NIL),
        Err(_) => Err(Throw::Stopped),
    }
}

/// Answers where a pattern matches, and its captures.
fn find_pattern(state: &mut State, search: &Search, compiled: &Compiled) -> Outcome {
    compiled.with_captures(|pattern, captures| {
        let subject = search.subject;
        let found = pattern.find(subject.as_bytes(), search.from, captures, &mut Fuel(state));
        match found {
            Ok(Some(range)) if captures.is_empty() => answer_range(state, range.start, range.end),
            Ok(Some(range)) => {
                let start = state.integer_value(range.start as i64 + 1);
                state.push(start)?;
                let end = state.integer_value(range.end as i64);
                state.push(end)?;
                Ok(Action::Many(2 + push_captures(state, captures, subject)?))
            }
            Ok(None) => state.answer(Value::NIL),
            Err(error) => Err(match_error(state, error)),
        }
    })
}

/// Answers the positions of the first and the last byte of a range.
#[inline]
fn answer_range(state: &mut State, start: usize, end: usize) -> Outcome {
    let (first, last) = (state.integer_value(start as i64 + 1), state.integer_value(end as i64));
    state.answer_all(&[first, last])
}

pub(super) fn match_first(state: &mut State, _step: u32) -> Outcome {
    let Some(search) = arguments(state)? else { return state.answer(Value::NIL) };
    let compiled = compiled(state, search.pattern, Anchor::Start)?;
    compiled.with_captures(|pattern, captures| {
        let subject = search.subject;
        match pattern.find(subject.as_bytes(), search.from, captures, &mut Fuel(state)) {
            Ok(Some(_)) if captures.value_len() == 1 => {
                let value = capture_value(state, captures, 0, subject)?;
                state.answer(value)
            }
            Ok(Some(_)) => push_captures(state, captures, subject).map(Action::Many),
            Ok(None) => state.answer(Value::NIL),
            Err(error) => Err(match_error(state, error)),
        }
    })
}
