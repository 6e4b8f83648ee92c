//! `module` and `package.seeall`: modules that are environments of the functions they contain.

use super::library::table_value;
use crate::gc::Gc;
use crate::interpreter::{Action, Outcome, State, Throw};
use crate::object::Table;
use crate::value::Value;

/// The slots of `module` once its options are called: their number in front of them, the module behind them.
const FIRST_OPTION: usize = 1;

/// `module`
pub(super) fn module(state: &mut State, step: u32) -> Outcome {
    if step > 0 {
        state.drop_results();
        return call_option(state, step as usize);
    }
    let name = state.check_string(0)?;
    let loaded = state.loaded;
    let known = loaded.get(name.value());
    let module = if known.is_table() {
        known.pointer()
    } else {
        let Some(module) = find_table(state, name.as_bytes())? else {
            let message = [b"name conflict for module '", name.as_bytes(), b"'"].concat();
            return Err(state.error(message));
        };
        state.raw_set(loaded, name.value(), table_value(module))?;
        module
    };
    if state.get_field(module, "_NAME")?.is_nil() {
        initialise(state, module, name.value(), name.as_bytes())?;
    }
    let caller = state.frame_at(state.coroutine, 1).map(|frame| frame.function());
    let caller = caller.unwrap_or(Value::NIL);
    if !state.set_function_environment(caller, module)? {
        return Err(state.error("'module' not called from a Lua function"));
    }
    state.push(table_value(module))?;
    call_option(state, FIRST_OPTION)
}

/// Calls the option in a slot with the module, and then those behind it.
fn call_option(state: &mut State, first: usize) -> Outcome {
    let last = state.count() - 1;
    let module = state.slot(last);
    let calls_all = state.dialect.library.module_options_are_all_called;
    for index in first..last {
        let option = state.slot(index);
        if calls_all || option.is_function() {
            state.push_callee(option)?;
            state.push(module)?;
            return Ok(Action::Call { args: 1, step: index as u32 + 1, yieldable: false });
        }
    }
    state.answer_none()
}

/// The table that a name with dots leads to from the global one, made if it is not there; nothing where another value
/// is in the way.
fn find_table(state: &mut State, name: &[u8]) -> Result<Option<Gc<Table>>, Throw> {
    let globals = state.running_globals()?;
    if !globals.is_table() {
        return Ok(None);
    }
    let mut table: Gc<Table> = globals.pointer();
    for part in name.split(|&byte| byte == b'.') {
        state.charge(1)?;
        let key = state.new_string(part)?;
        let next = table.get(key);
        if next.is_nil() {
            let made = state.new_table(0, 1)?;
            state.raw_set(table, key, table_value(made))?;
            table = made;
        } else if next.is_table() {
            table = next.pointer();
        } else {
            return Ok(None);
        }
    }
    Ok(Some(table))
}

/// Sets the fields by which a module knows itself.
fn initialise(state: &mut State, module: Gc<Table>, name: Value, text: &[u8]) -> Result<(), Throw> {
    state.set_field(module, "_M", table_value(module))?;
    state.set_field(module, "_NAME", name)?;
    let end = memchr::memrchr(b'.', text).map_or(0, |dot| dot + 1);
    let package = state.new_string(&text[..end])?;
    state.set_field(module, "_PACKAGE", package)
}

/// `package.seeall`
pub(super) fn seeall(state: &mut State, _step: u32) -> Outcome {
    let module = state.check_table(0)?;
    let metatable = match module.metatable() {
        Some(metatable) => metatable,
        None => {
            let metatable = state.new_table(0, 1)?;
            state.set_metatable_of(table_value(module), Some(metatable))?;
            metatable
        }
    };
    let globals = state.running_globals()?;
    state.set_field(metatable, "__index", globals)?;
    state.answer_none()
}
