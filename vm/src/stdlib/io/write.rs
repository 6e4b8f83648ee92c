//! Writing arguments to a stream.

use super::standard::{self, SharedStream};
use super::stream::WriteFailure;
use crate::interpreter::{Outcome, State, Throw};
use crate::number::format::write_integer;
use crate::object::LuaString;
use crate::value::Value;

/// Writes the slots from `first` on and answers `file`, or how the system refused.
pub(super) fn write_arguments(
    state: &mut State,
    stream: &SharedStream,
    file: Value,
    first: usize,
) -> Outcome {
    if stream.borrow().follows_output {
        standard::flush(state);
    }
    let mut total = 0;
    for index in first..state.count() {
        match write_argument(state, stream, index)? {
            Ok(written) => total += written,
            Err(WriteFailure { failure, written }) => {
                let message = state.new_string(failure.message.as_bytes())?;
                let (code, total) = (
                    state.integer_value(failure.code),
                    state.integer_value((total + written) as i64),
                );
                let count = if state.dialect.write_failures_tell_progress { 4 } else { 3 };
                return state.answer_all(&[Value::NIL, message, code, total][..count]);
            }
        }
    }
    let answers_file = state.dialect.library.write_answers_file;
    state.answer(if answers_file { file } else { Value::boolean(true) })
}

/// Writes one argument; says how many bytes it had.
fn write_argument(
    state: &mut State,
    stream: &SharedStream,
    index: usize,
) -> Result<Result<usize, WriteFailure>, Throw> {
    let value = state.slot(index);
    let mut number = Vec::new();
    let bytes = if value.is_string() {
        value.pointer::<LuaString>().as_bytes()
    } else if let Some(integer) = value.as_integer() {
        write_integer(&mut number, integer);
        &number
    } else if let Some(float) = value.as_float() {
        state.dialect.written_number_format.write_float(&mut number, float);
        &number
    } else {
        return Err(state.argument_type_error(index, "string"));
    };
    state.charge(bytes.len() as u64 / 16)?;
    let result = stream.borrow_mut().write(bytes);
    Ok(result.map(|()| bytes.len()))
}
