//! Basic functions as old dialects have them.

use super::base::{answer_text, basic_function, raise, write_argument};
use super::io::standard;
use super::tostring::Text;
use crate::interpreter::{Action, Outcome, State};
use crate::object::Event;
use crate::text::until_nul;
use crate::value::Value;

/// `assert` with a text as its message.
pub(super) fn assert_with_text(state: &mut State, step: u32) -> Outcome {
    state.check_any(0)?;
    assert_anything_with_text(state, step)
}

/// The same, which takes no value for a false one.
pub(super) fn assert_anything_with_text(state: &mut State, _step: u32) -> Outcome {
    if !state.slot(0).is_falsy() {
        return Ok(Action::Many(state.count() as u32));
    }
    // The message passes through a C string.
    let message = state.optional_bytes(1)?.map_or(&b"assertion failed!"[..], until_nul);
    let message = state.new_string(message)?;
    raise(state, message, 1)
}

/// `tostring`: what `__tostring` answers is not checked.
pub(super) fn tostring_as_answered(state: &mut State, step: u32) -> Outcome {
    if step == 1 {
        let answer = state.result(0);
        return state.answer(answer);
    }
    answer_text(state)
}

/// `print` with the global `tostring`. While that runs, the slot behind the arguments holds the index of its argument.
pub(super) fn print_by_tostring(state: &mut State, step: u32) -> Outcome {
    let (mut index, count) = match step {
        0 => (0, state.count()),
        _ => {
            let mut text = state.result(0);
            if text.is_number() {
                text = state.number_to_string(text)?;
            }
            if !text.is_string() {
                return Err(state.error("'tostring' must return a string to 'print'"));
            }
            state.drop_results();
            let count = state.count() - 1;
            let index = state.slot(count).integer_bits() as usize;
            state.pop(1);
            write_argument(state, index, text)?;
            (index + 1, count)
        }
    };
    let globals = state.globals();
    let function = state.get_field(globals, "tostring")?;
    let is_own = function.is_same(basic_function(state, "tostring"));
    while index < count {
        let value = state.slot(index);
        if is_own
            && state.metamethod(value, Event::ToString).is_nil()
            && let Text::Ready(text) = state.text_of(value)?
        {
            write_argument(state, index, text)?;
            index += 1;
            continue;
        }
        state.push(Value::integer(index as i64))?;
        state.push_callee(function)?;
        state.push(value)?;
        return Ok(Action::Call { args: 1, step: 1, yieldable: false });
    }
    standard::print(state, b"\n");
    standard::end_print(state);
    state.answer_none()
}

/// `xpcall` that finds out when it is needed whether the handler can be called.
pub(super) fn xpcall_with_anything(state: &mut State, _step: u32) -> Outcome {
    state.check_any(1)?;
    Ok(Action::ProtectWith)
}

/// `xpcall` without arguments for the function.
pub(super) fn xpcall_without_arguments(state: &mut State, _step: u32) -> Outcome {
    state.check_any(1)?;
    state.set_count(2)?;
    Ok(Action::ProtectWith)
}
