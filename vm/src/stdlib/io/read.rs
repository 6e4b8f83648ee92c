//! Reading from a stream by formats: lines, numbers, counts, everything.

use super::file_system::Failure;
use super::standard::{self, SharedStream};
use super::stream::Stream;
use crate::interpreter::{Action, Outcome, State, Throw};
use crate::number::Number;
use crate::number::parse::{is_space, parse_float, parse_number};
use crate::stdlib::buffer::Buffer;
use crate::value::Value;

/// The longest numeral that is read.
const MAX_NUMERAL: usize = 200;

/// What reading gave.
pub(super) enum Values {
    /// This many values were pushed.
    Pushed(usize),
    /// The system refused.
    Failed(Failure),
}

/// What one format gave: a value, or `None` at the end of the stream.
type Item = Result<Result<Option<Value>, Failure>, Throw>;

/// Reads by the formats in the slots from `first` on and answers the values.
pub(super) fn answer_read(state: &mut State, stream: &SharedStream, first: usize) -> Outcome {
    match read_values(state, stream, first)? {
        Values::Pushed(count) => Ok(Action::Many(count as u32)),
        Values::Failed(failure) => {
            state.answer_failure(failure.message.as_bytes(), Some(failure.code))
        }
    }
}

/// Reads by the formats in the slots from `first` on, a line if there are none, and pushes the values. The first
/// format that finds nothing gives nil and ends the reading.
pub(super) fn read_values(
    state: &mut State,
    stream: &SharedStream,
    first: usize,
) -> Result<Values, Throw> {
    if stream.borrow().follows_output {
        standard::flush(state);
    }
    let formats = state.count();
    let mut stream = stream.borrow_mut();
    if formats <= first {
        return match read_line(state, &mut stream, false)? {
            Ok(line) => state.push(line.unwrap_or(Value::NIL)).map(|()| Values::Pushed(1)),
            Err(failure) => Ok(Values::Failed(failure)),
        };
    }
    let mut count = 0;
    for index in first..formats {
        let item = match read_format(state, &mut stream, index)? {
            Ok(item) => item,
            Err(failure) => return Ok(Values::Failed(failure)),
        };
        state.push(item.unwrap_or(Value::NIL))?;
        count += 1;
        if item.is_none() {
            break;
        }
    }
    Ok(Values::Pushed(count))
}

/// Reads by the format in a slot.
fn read_format(state: &mut State, stream: &mut Stream, index: usize) -> Item {
    if state.slot(index).is_number() {
        let count = state.check_integer(index)?;
        return read_count(state, stream, count);
    }
    let format = state.check_bytes(index)?;
    if state.dialect.library.read_formats_have_star && format.first() != Some(&b'*') {
        return Err(state.argument_error(index, "invalid option"));
    }
    match format.strip_prefix(b"*").unwrap_or(format).first() {
        Some(b'n') => read_number(state, stream),
        Some(b'l') => read_line(state, stream, false),
        Some(b'L') => read_line(state, stream, true),
        Some(b'a') => read_all(state, stream),
        _ => Err(state.argument_error(index, "invalid format")),
    }
}

/// Reads a number of bytes; an empty string for zero unless the stream is at its end.
fn read_count(state: &mut State, stream: &mut Stream, count: i64) -> Item {
    if count == 0 {
        return match stream.peek() {
            Ok(Some(_)) => Ok(Ok(Some(state.new_string(b"")?))),
            Ok(None) => Ok(Ok(None)),
            Err(failure) => Ok(Err(failure)),
        };
    }
    let Ok(count) = usize::try_from(count) else {
        return Err(state.error("resulting string too large"));
    };
    // What is there already needs no second buffer.
    if let Ok(bytes) = stream.available()
        && bytes.len() >= count
    {
        let value = state.new_string(&bytes[..count])?;
        stream.consume(count);
        return Ok(Ok(Some(value)));
    }
    build(state, |state, buffer| {
        let result = stream.read_up_to(state, buffer, count)?;
        Ok(result.map(|()| !buffer.is_empty()))
    })
}

/// Reads everything; an empty string at the end of the stream.
fn read_all(state: &mut State, stream: &mut Stream) -> Item {
    build(state, |state, buffer| Ok(stream.read_all(state, buffer)?.map(|()| true)))
}

/// Reads a line.
fn read_line(state: &mut State, stream: &mut Stream, keeps_end: bool) -> Item {
    // Most lines lie in the stream's buffer as a whole.
    if let Ok(bytes) = stream.available()
        && let Some(end) = memchr::memchr(b'\n', bytes)
    {
        state.charge(1 + end as u64 / 64)?;
        let value = state.new_string(&bytes[..end + usize::from(keeps_end)])?;
        stream.consume(end + 1);
        return Ok(Ok(Some(value)));
    }
    build(state, |state, buffer| match stream.read_line(state, buffer)? {
        Ok(has_end) => {
            if has_end && keeps_end {
                buffer.push(state, b'\n')?;
            }
            Ok(Ok(has_end || !buffer.is_empty()))
        }
        Err(failure) => Ok(Err(failure)),
    })
}

/// Makes a string of what `read` gathers, if it says that there is something.
fn build(
    state: &mut State,
    read: impl FnOnce(&mut State, &mut Buffer) -> Result<Result<bool, Failure>, Throw>,
) -> Item {
    let mut buffer = Buffer::new();
    match read(state, &mut buffer) {
        Ok(Ok(true)) => buffer.finish(state).map(|value| Ok(Some(value))),
        other => {
            buffer.discard(state);
            Ok(other?.map(|_| None))
        }
    }
}

/// A numeral on its way from a stream: the longest text that can begin one.
struct Numeral<'a> {
    stream: &'a mut Stream,
    text: Vec<u8>,
    is_too_long: bool,
    failure: Option<Failure>,
}

impl Numeral<'_> {
    /// The next byte; `None` at the end or after a failure.
    fn peek(&mut self) -> Option<u8> {
        match self.stream.peek() {
            Ok(byte) => byte,
            Err(failure) => {
                self.failure = Some(failure);
                None
            }
        }
    }

    /// Takes the next byte if it passes the test and there is room.
    fn take(&mut self, test: impl Fn(u8) -> bool) -> bool {
        let Some(byte) = self.peek().filter(|byte| test(*byte)) else {
            return false;
        };
        if self.text.len() >= MAX_NUMERAL {
            self.is_too_long = true;
            return false;
        }
        self.text.push(byte);
        self.stream.consume(1);
        true
    }

    /// Takes one of two bytes.
    fn take_either(&mut self, set: [u8; 2]) -> bool {
        self.take(|byte| set.contains(&byte))
    }

    /// Takes digits; says how many.
    fn take_digits(&mut self, is_hexadecimal: bool) -> usize {
        let mut count = 0;
        while self.take(|byte| {
            if is_hexadecimal { byte.is_ascii_hexdigit() } else { byte.is_ascii_digit() }
        }) {
            count += 1;
        }
        count
    }

    /// Takes all that can belong to one numeral.
    fn read(&mut self) {
        while self.peek().is_some_and(is_space) {
            self.stream.consume(1);
        }
        self.take_either(*b"-+");
        let mut count = 0;
        let mut is_hexadecimal = false;
        if self.take_either(*b"00") {
            if self.take_either(*b"xX") {
                is_hexadecimal = true;
            } else {
                count = 1;
            }
        }
        count += self.take_digits(is_hexadecimal);
        if self.take_either(*b"..") {
            count += self.take_digits(is_hexadecimal);
        }
        if count > 0 && self.take_either(if is_hexadecimal { *b"pP" } else { *b"eE" }) {
            self.take_either(*b"-+");
            self.take_digits(false);
        }
    }
}

/// Reads a numeral; nil if what is there is none.
fn read_number(state: &mut State, stream: &mut Stream) -> Item {
    let mut numeral = Numeral { stream, text: Vec::new(), is_too_long: false, failure: None };
    numeral.read();
    let Numeral { text, is_too_long, failure, .. } = numeral;
    if let Some(failure) = failure {
        return Ok(Err(failure));
    }
    if is_too_long {
        return Ok(Ok(None));
    }
    let number = if state.dialect.integers {
        parse_number(&text)
    } else {
        parse_float(&text).map(Number::Float)
    };
    Ok(Ok(number.map(|number| match number {
        Number::Integer(integer) => Value::integer(integer),
        Number::Float(float) => Value::float(float),
    })))
}
