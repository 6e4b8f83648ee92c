//! Order between values for functions that honour `__lt`, without calling it.

use crate::interpreter::{State, Throw};
use crate::value::Value;

/// What became of a comparison.
pub(super) enum Comparison {
    /// It is decided.
    Known(bool),
    /// A call with two arguments was pushed; its first result decides.
    Called,
}

/// Whether `left` is less than `right`.
#[inline]
pub(super) fn begin_less(
    state: &mut State,
    left: Value,
    right: Value,
) -> Result<Comparison, Throw> {
    match state.less_than_raw(left, right) {
        Some(is_less) => Ok(Comparison::Known(is_less)),
        None => call_metamethod(state, left, right),
    }
}

fn call_metamethod(state: &mut State, left: Value, right: Value) -> Result<Comparison, Throw> {
    let metamethod = state.less_than_metamethod(left, right);
    if metamethod.is_nil() {
        return Err(refuse(state, left, right));
    }
    state.push_callee(metamethod)?;
    state.push(left)?;
    state.push(right)?;
    Ok(Comparison::Called)
}

#[cold]
fn refuse(state: &mut State, left: Value, right: Value) -> Throw {
    let (left, right) = (state.type_name_for_message(left), state.type_name_for_message(right));
    let message = if left == right {
        [b"attempt to compare two ", left.as_slice(), b" values"].concat()
    } else {
        [b"attempt to compare ", left.as_slice(), b" with ", &right].concat()
    };
    // Errors of comparisons inside native functions have no position.
    state.error_plain(message)
}
