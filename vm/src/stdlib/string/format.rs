//! `string.format`.

use super::pack::refused;
use super::parts::Parts;
use crate::dialect::{FormattedIntegers, Quoted, UnknownBytes};
use crate::gc::Gc;
use crate::interpreter::{Action, Outcome, State, Throw};
use crate::number::arithmetic::{truncated, truncated_unsigned};
use crate::number::format::{MAX_NUMBER_LEN, write_integer};
use crate::object::LuaString;
use crate::stdlib::buffer::Buffer;
use crate::stdlib::tostring::Text;
use crate::text::Refusal;
use crate::text::format::{
    Conversion, Directive, LONG_TEXT, Part, Parts as Directives, quote_briefly, quote_float,
    quote_integer, quote_text,
};
use crate::text::until_nul;
use crate::value::{self, FALSE, FLOAT, INTEGER, NATIVE, NIL, TRUE, Value};

/// No number takes more: 310 digits and 99 places, or a width of 99.
const MAX_NUMBER: usize = 512;

/// The slots behind the arguments while a `__tostring` runs: where its directive starts, the argument's slot, and
/// what has been written.
const EXTRA_SLOTS: usize = 2 + Parts::SLOTS;

/// How far the format has been read.
struct Progress {
    /// The next byte of the format.
    at: usize,
    /// The slot of the last argument used.
    argument: usize,
    /// The number of arguments.
    count: usize,
}

/// A `__tostring` that must be called before writing goes on.
struct Pending {
    function: Value,
    value: Value,
}

pub(super) fn format(state: &mut State, step: u32) -> Outcome {
    if step != 0 {
        return resume(state);
    }
    let format = state.check_string(0)?;
    let mut progress = Progress { at: 0, argument: 0, count: state.count() };
    let outcome = state.with_buffer(|state, buffer| {
        match write_all(state, buffer, format.as_bytes(), &mut progress)? {
            None => state.new_result(buffer.as_bytes()).map(Ok),
            Some(pending) => {
                let parts = Parts { slot: progress.count + 2 };
                state.set_count(progress.count + EXTRA_SLOTS)?;
                parts.start(state)?;
                suspend(state, buffer, parts, &progress, pending).map(Err)
            }
        }
    })?;
    match outcome {
        Ok(text) => state.answer(text),
        Err(action) => Ok(action),
    }
}

/// Keeps what has been written and calls a `__tostring`.
fn suspend(
    state: &mut State,
    buffer: &Buffer,
    parts: Parts,
    progress: &Progress,
    pending: Pending,
) -> Outcome {
    let written = state.new_string(buffer.as_bytes())?;
    parts.push(state, written)?;
    state.set_slot(parts.slot - 2, Value::integer(progress.at as i64));
    state.set_slot(parts.slot - 1, Value::integer(progress.argument as i64));
    state.push_callee(pending.function)?;
    state.push(pending.value)?;
    Ok(Action::Call { args: 1, step: 1, yieldable: false })
}

/// Goes on with the answer of a `__tostring`.
fn resume(state: &mut State) -> Outcome {
    let answer = state.result(0);
    state.drop_results();
    let text = state.check_text(answer)?;
    let count = state.count().saturating_sub(EXTRA_SLOTS);
    let integer = |slot| state.slot(slot).as_integer().unwrap_or(0) as usize;
    let mut progress = Progress { at: integer(count), argument: integer(count + 1), count };
    let parts = Parts { slot: count + 2 };
    let format: Gc<LuaString> = state.check_string(0)?;
    let outcome = state.with_buffer(|state, buffer| {
        let format = format.as_bytes();
        if let Some(directive) = directive_at(state, format, progress.at) {
            progress.at += directive.byte_len();
            let argument = progress.argument;
            write_text(state, buffer, &directive, text, argument)?;
        }
        match write_all(state, buffer, format, &mut progress)? {
            Some(pending) => suspend(state, buffer, parts, &progress, pending).map(Err),
            None => {
                let written = state.new_string(buffer.as_bytes())?;
                parts.push(state, written)?;
                parts.join(state, b"").map(Ok)
            }
        }
    })?;
    match outcome {
        Ok(text) => state.answer(text),
        Err(action) => Ok(action),
    }
}

/// The directive that starts at a byte of the format.
fn directive_at<'a>(state: &State, format: &'a [u8], at: usize) -> Option<Directive<'a>> {
    let is_strict = state.dialect.library.format_modifiers_are_checked;
    match Directives::new(format.get(at..).unwrap_or_default()).next() {
        Some(Part::Directive(mut directive)) => {
            directive.is_strict = is_strict;
            Some(directive)
        }
        _ => None,
    }
}

/// Writes up to the end of the format, or up to a directive whose argument has a `__tostring`.
fn write_all(
    state: &mut State,
    buffer: &mut Buffer,
    format: &[u8],
    progress: &mut Progress,
) -> Result<Option<Pending>, Throw> {
    loop {
        let rest = format.get(progress.at..).unwrap_or_default();
        let literal = rest.iter().position(|byte| *byte == b'%').unwrap_or(rest.len());
        buffer.extend(state, &rest[..literal])?;
        progress.at += literal;
        let [_, behind @ ..] = &rest[literal..] else { return Ok(None) };
        let letter = behind.first().copied();
        if letter == Some(b'%') {
            buffer.push(state, b'%')?;
            progress.at += 2;
            continue;
        }
        progress.argument += 1;
        if progress.argument >= progress.count {
            return Err(state.argument_error(progress.argument, "no value"));
        }
        let value = state.slot(progress.argument);
        if write_simply(state, buffer, letter, value)? {
            progress.at += 2;
            continue;
        }
        let Some(directive) = directive_at(state, format, progress.at) else { return Ok(None) };
        if let Some(pending) = write(state, buffer, &directive, progress.argument)? {
            return Ok(Some(pending));
        }
        progress.at += directive.byte_len();
    }
}

/// Writes the most frequent directives; whether it was one of them.
#[inline(always)]
fn write_simply(
    state: &mut State,
    buffer: &mut Buffer,
    letter: Option<u8>,
    value: Value,
) -> Result<bool, Throw> {
    match (letter, value.tag) {
        (Some(b'd'), INTEGER) => {
            let number = value.integer_bits();
            buffer.append_with(state, MAX_NUMBER_LEN, |bytes| write_integer(bytes, number))?;
        }
        (Some(b's'), value::STRING | value::LONG_STRING)
            if !state.dialect.library.texts_end_at_nul =>
        {
            buffer.extend(state, value.pointer::<LuaString>().as_bytes())?;
        }
        _ => return Ok(false),
    }
    Ok(true)
}

/// Writes a character; in some dialects only what is in front of a NUL, which may be the character.
fn write_character(
    state: &mut State,
    buffer: &mut Buffer,
    directive: &Directive<'_>,
    code: i64,
) -> Result<Result<(), Refusal>, Throw> {
    let ends_at_nul = state.dialect.library.characters_end_at_nul;
    buffer.append_with(state, MAX_NUMBER, |bytes| {
        let start = bytes.len();
        directive.format_character(bytes, code)?;
        if ends_at_nul {
            bytes.truncate(start + until_nul(&bytes[start..]).len());
        }
        Ok(())
    })
}

/// Writes an argument, unless its `__tostring` has to be called first.
fn write(
    state: &mut State,
    buffer: &mut Buffer,
    directive: &Directive<'_>,
    argument: usize,
) -> Result<Option<Pending>, Throw> {
    if !directive.is_bare()
        && state.dialect.library.format_limits_have_names
        && let Some(excess) = directive.excess()
    {
        return Err(state.error(excess));
    }
    let conversion = match directive.conversion() {
        Ok(conversion) => conversion,
        Err(_) if state.dialect.library.format_limits_have_names => {
            return Err(unknown_letter(state, directive.letter));
        }
        Err(refusal) => return Err(refused(state, refusal)),
    };
    if matches!(directive.letter, b'a' | b'A' | b'p')
        && !state.dialect.library.format_letters.contains(&directive.letter)
    {
        return Err(unknown_letter(state, directive.letter));
    }
    if conversion.checks_first(directive.letter)
        && let Err(refusal) = directive.check()
    {
        return Err(refused(state, refusal));
    }
    let written = match conversion {
        Conversion::Character => {
            let code = state.check_integer(argument)?;
            write_character(state, buffer, directive, code)?
        }
        Conversion::Integer => {
            let number = integer_to_format(state, argument, directive.letter)?;
            buffer
                .append_with(state, MAX_NUMBER, |bytes| directive.format_integer(bytes, number))?
        }
        Conversion::Float => {
            let number = state.check_number(argument)?;
            buffer.append_with(state, MAX_NUMBER, |bytes| directive.format_float(bytes, number))?
        }
        Conversion::Pointer => {
            let address = address(state.slot(argument));
            buffer
                .append_with(state, MAX_NUMBER, |bytes| directive.format_pointer(bytes, address))?
        }
        Conversion::Quoted => return write_quoted(state, buffer, argument).map(|()| None),
        Conversion::Text => {
            if !state.dialect.library.format_converts {
                let text = state.check_string(argument)?.value();
                return write_text(state, buffer, directive, text, argument).map(|()| None);
            }
            let value = state.slot(argument);
            match state.text_of(value)? {
                Text::Ready(text) => write_text(state, buffer, directive, text, argument)?,
                Text::Call(function) => return Ok(Some(Pending { function, value })),
            }
            return Ok(None);
        }
    };
    finish(state, written).map(|()| None)
}

/// The error of a letter that is no conversion, shown the way a dialect shows single bytes.
#[cold]
fn unknown_letter(state: &mut State, letter: u8) -> Throw {
    let shown = match (state.dialect.messages.unknown_bytes, letter) {
        (UnknownBytes::AsTheyAre, 0) => Vec::new(),
        (UnknownBytes::Escaped, 0..32 | 127..) => format!("<\\{letter}>").into_bytes(),
        _ => vec![letter],
    };
    state.error([b"invalid option '%", shown.as_slice(), b"' to 'format'"].concat())
}

/// The integer that `%d` and the like write.
fn integer_to_format(state: &mut State, argument: usize, letter: u8) -> Result<i64, Throw> {
    let rule = state.dialect.library.formatted_integers;
    if rule == FormattedIntegers::Exact {
        return state.check_integer(argument);
    }
    let number = state.check_number(argument)?;
    let is_signed = matches!(letter, b'd' | b'i');
    let integer = if is_signed { truncated(number) } else { truncated_unsigned(number) as i64 };
    let value = if is_signed { integer as f64 } else { integer as u64 as f64 };
    let is_near = number - value > -1.0 && number - value < 1.0;
    if rule == FormattedIntegers::InRange && !is_near {
        let message = match is_signed {
            true => "not a number in proper range",
            false => "not a non-negative number in proper range",
        };
        return Err(state.argument_error(argument, message));
    }
    Ok(integer)
}

/// Turns a refusal into an error.
#[inline]
fn finish(state: &mut State, written: Result<(), Refusal>) -> Result<(), Throw> {
    match written {
        Ok(()) => Ok(()),
        Err(refusal) => Err(refused(state, refusal)),
    }
}

/// `%s` with the text of its argument.
fn write_text(
    state: &mut State,
    buffer: &mut Buffer,
    directive: &Directive<'_>,
    text: Value,
    argument: usize,
) -> Result<(), Throw> {
    let mut text = text.pointer::<LuaString>().as_bytes();
    let is_copied = directive.precision.is_none() && text.len() >= LONG_TEXT;
    if state.dialect.library.texts_end_at_nul {
        if is_copied {
            return buffer.extend(state, text);
        }
        text = until_nul(text);
    }
    let room = text.len() + MAX_NUMBER_LEN + directive.width;
    let written = buffer
        .append_with(state, room, |bytes| directive.format_text(bytes, text, argument + 1))?;
    finish(state, written)
}

/// The address that `%p` shows; values that are none have none.
fn address(value: Value) -> Option<u64> {
    let has_address = value.is_object() || matches!(value.tag, NATIVE | value::LIGHT);
    (has_address && value.payload != 0).then_some(value.payload)
}

/// `%q`
fn write_quoted(state: &mut State, buffer: &mut Buffer, argument: usize) -> Result<(), Throw> {
    let style = state.dialect.library.quoted;
    if style != Quoted::Literals {
        state.check_string(argument)?;
    }
    let value = state.slot(argument);
    match value.tag {
        value::STRING | value::LONG_STRING => {
            let text = value.pointer::<LuaString>().as_bytes();
            let is_escaped = |byte: &&u8| matches!(byte, 0..=31 | 127 | b'"' | b'\\');
            // An escape takes up to three bytes more than what it stands for.
            let room = text.len() + 2 + 3 * text.iter().filter(is_escaped).count();
            let quote = match style {
                Quoted::StringsWithFewEscapes => quote_briefly,
                Quoted::Strings | Quoted::Literals => quote_text,
            };
            buffer.append_with(state, room, |bytes| quote(bytes, text))
        }
        INTEGER => {
            let number = value.integer_bits();
            buffer.append_with(state, MAX_NUMBER_LEN, |bytes| quote_integer(bytes, number))
        }
        FLOAT => {
            let number = value.float_bits();
            buffer.append_with(state, MAX_NUMBER_LEN, |bytes| quote_float(bytes, number))
        }
        NIL => buffer.extend(state, b"nil"),
        FALSE => buffer.extend(state, b"false"),
        TRUE => buffer.extend(state, b"true"),
        _ => Err(state.argument_error(argument, "value has no literal form")),
    }
}
