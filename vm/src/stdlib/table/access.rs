//! Element access for functions that honour metamethods, without calling them.
//!
//! Each `begin_…` either completes or pushes a call; then the function answers that call as its action, and finds
//! what it waited for among its results.

use crate::gc::Gc;
use crate::interpreter::{Action, Assignment, Lookup, State, Throw};
use crate::object::{Event, LuaString, Table};
use crate::value::Value;

/// What a value must support to pass for a table.
#[derive(Clone, Copy)]
pub(crate) struct Needs {
    /// `__index`
    pub(crate) read: bool,
    /// `__newindex`
    pub(crate) write: bool,
    /// `__len`
    pub(crate) length: bool,
}

/// Reading elements.
pub(super) const READ: Needs = Needs { read: true, write: false, length: false };
/// Writing elements.
pub(super) const WRITE: Needs = Needs { read: false, write: true, length: false };
/// Reading all elements.
pub(super) const READ_ALL: Needs = Needs { read: true, write: false, length: true };
/// Reading and writing all elements.
pub(super) const CHANGE_ALL: Needs = Needs { read: true, write: true, length: true };

/// The argument if it is a table whose elements can be used directly.
///
/// A metamethod that the dialect's table library does not ask is none.
#[inline]
pub(crate) fn plain_table(state: &mut State, index: usize) -> Option<Gc<Table>> {
    let value = state.slot(index);
    if !value.is_table() {
        return None;
    }
    let table: Gc<Table> = value.pointer();
    let is_plain = table.metatable().is_none() || has_no_element_metamethods(state, value);
    is_plain.then_some(table)
}

fn has_no_element_metamethods(state: &mut State, value: Value) -> bool {
    let dialect = state.dialect;
    let events = [
        (Event::Index, dialect.element_metamethods_in_library),
        (Event::NewIndex, dialect.element_metamethods_in_library),
        (Event::Length, dialect.length_metamethod_on_tables),
    ];
    events.iter().all(|(event, is_asked)| !is_asked || state.metamethod(value, *event).is_nil())
}

/// Refuses an argument that is neither a table nor has the metamethods to pass for one.
pub(super) fn check_access(state: &mut State, index: usize, needs: Needs) -> Result<(), Throw> {
    let value = state.slot(index);
    if value.is_table() {
        return Ok(());
    }
    let honours_metamethods = state.dialect.element_metamethods_in_library;
    let has_own_length = state.dialect.strings_pass_for_lists && value.is_string();
    let wanted = [
        (Event::Index, needs.read),
        (Event::NewIndex, needs.write),
        (Event::Length, needs.length && !has_own_length),
    ];
    let passes = honours_metamethods
        && state.metatable_of(value).is_some()
        && wanted
            .iter()
            .all(|(event, is_wanted)| !is_wanted || !state.metamethod(value, *event).is_nil());
    if passes { Ok(()) } else { Err(state.argument_type_error(index, "table")) }
}

/// Reads `object[index]`; `None`: a call with two arguments was pushed.
#[inline]
pub(crate) fn begin_read(
    state: &mut State,
    object: Value,
    index: i64,
) -> Result<Option<Value>, Throw> {
    if object.is_table() && !state.dialect.element_metamethods_in_library {
        return Ok(Some(object.pointer::<Table>().get_integer(index)));
    }
    begin_read_key(state, object, Value::integer(index))
}

/// Reads `object[key]`; `None`: a call with two arguments was pushed.
pub(crate) fn begin_read_key(
    state: &mut State,
    object: Value,
    key: Value,
) -> Result<Option<Value>, Throw> {
    match state.lookup(object, key)? {
        Lookup::Value(value) => Ok(Some(value)),
        Lookup::Call { function, object } => {
            state.push_callee(function)?;
            state.push(object)?;
            state.push(key)?;
            Ok(None)
        }
    }
}

/// Writes `object[index]`; false: a call with three arguments was pushed.
#[inline]
pub(super) fn begin_write(
    state: &mut State,
    object: Value,
    index: i64,
    value: Value,
) -> Result<bool, Throw> {
    let key = Value::integer(index);
    if object.is_table() && !state.dialect.element_metamethods_in_library {
        state.raw_set(object.pointer(), key, value)?;
        return Ok(true);
    }
    match state.assignment(object, key, value)? {
        Assignment::Done => Ok(true),
        Assignment::Call { function, object } => {
            state.push_callee(function)?;
            state.push(object)?;
            state.push(key)?;
            state.push(value)?;
            Ok(false)
        }
    }
}

/// The length of an object; `None`: a call with one argument was pushed.
pub(super) fn begin_length(state: &mut State, object: Value) -> Result<Option<i64>, Throw> {
    if object.is_string() {
        return Ok(Some(i64::from(object.pointer::<LuaString>().len)));
    }
    let metamethod = state.metamethod(object, Event::Length);
    if metamethod.is_nil() && object.is_table() {
        return Ok(Some(object.pointer::<Table>().length(&state.heap)));
    }
    if metamethod.is_nil() {
        return Err(state.length_error(object));
    }
    state.push_callee(metamethod)?;
    state.push(object)?;
    Ok(None)
}

/// What a length metamethod answered.
pub(super) fn finish_length(state: &mut State) -> Result<i64, Throw> {
    let answer = state.result(0);
    state.drop_results();
    match state.to_integer(answer) {
        Some(length) => Ok(length),
        None => Err(state.error("object length is not an integer")),
    }
}

/// The action for a pushed call; the function goes on with `step`.
pub(crate) fn wait(args: u32, step: u32) -> Action {
    Action::Call { args, step, yieldable: false }
}
