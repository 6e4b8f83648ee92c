//! `debug.getinfo`.

use super::debug::{hidden_upvalues, subject_at_level, thread_argument};
use super::library::table_value;
use crate::gc::Gc;
use crate::interpreter::{FrameInfo, Outcome, State, Throw};
use crate::object::Table;
use crate::text::until_nul;
use crate::value::Value;

/// The most fields the answer can have.
const MAX_FIELDS: usize = 18;

/// A call that is asked about.
struct Call {
    info: FrameInfo,
    /// The kind and the text of its name, where these were asked for.
    name: Option<(&'static str, Vec<u8>)>,
}

/// `debug.getinfo`
pub(super) fn getinfo(state: &mut State, _step: u32) -> Outcome {
    let (coroutine, skip) = thread_argument(state);
    let known = state.dialect.library.info_options;
    let everything: Vec<u8> = known.iter().copied().filter(|option| *option != b'L').collect();
    let options = state.optional_bytes(skip + 1)?.unwrap_or(&everything);
    let options = until_nul(options);
    state.check_argument(options.first() != Some(&b'>'), skip + 1, "invalid option '>'")?;
    let subject = state.slot(skip);
    let call = if subject.is_function() {
        None
    } else {
        if state.dialect.messages.info_subject_is_named && state.to_number(subject).is_none() {
            return Err(state.argument_error(skip, "function or level expected"));
        }
        let level = state.check_integer(skip)?;
        match subject_at_level(state, coroutine, level) {
            Some(Some(frame)) => {
                // The name takes longest, and is mostly not asked for.
                let name = options.contains(&b'n').then(|| state.frame_name(&frame)).flatten();
                Some(Call { info: state.frame_info(&frame), name })
            }
            Some(None) => return replaced_call(state, options),
            None => return state.answer(Value::NIL),
        }
    };
    let are_known = options.iter().all(|option| known.contains(option));
    state.check_argument(are_known, skip + 1, "invalid option")?;
    let function = call.as_ref().map_or(subject, |call| call.info.function);
    let table = state.new_table(0, MAX_FIELDS)?;
    for &option in options {
        set_option(state, table, option, function, call.as_ref())?;
    }
    state.answer(table_value(table))
}

/// Answers what is known about a call that a tail call has replaced.
fn replaced_call(state: &mut State, options: &[u8]) -> Outcome {
    let table = state.new_table(0, MAX_FIELDS)?;
    for option in options {
        match option {
            b'S' => {
                set_bytes(state, table, "source", b"=(tail call)")?;
                set_bytes(state, table, "short_src", b"(tail call)")?;
                set_integer(state, table, "linedefined", -1)?;
                set_integer(state, table, "lastlinedefined", -1)?;
                set_bytes(state, table, "what", b"tail")?;
            }
            b'l' => set_integer(state, table, "currentline", -1)?,
            b'n' => set_bytes(state, table, "namewhat", b"")?,
            b'u' => set_integer(state, table, "nups", 0)?,
            _ => {}
        }
    }
    state.answer(table_value(table))
}

/// Sets the fields that one option asks for.
fn set_option(
    state: &mut State,
    table: Gc<Table>,
    option: u8,
    function: Value,
    call: Option<&Call>,
) -> Result<(), Throw> {
    match option {
        b'S' => set_source(state, table, function),
        b'l' => {
            set_integer(state, table, "currentline", call.map_or(-1, |call| call.info.current_line))
        }
        b'n' => set_name(state, table, call),
        b'r' => {
            set_integer(
                state,
                table,
                "ftransfer",
                call.map_or(0, |call| call.info.transfer_first as i64),
            )?;
            set_integer(
                state,
                table,
                "ntransfer",
                call.map_or(0, |call| call.info.transfer_count as i64),
            )
        }
        b'u' => {
            let info = state.function_info(function);
            let shown = info.upvalues - hidden_upvalues(state, function);
            set_integer(state, table, "nups", shown as i64)?;
            if !state.dialect.library.info_options.contains(&b't') {
                return Ok(());
            }
            set_integer(state, table, "nparams", info.parameters as i64)?;
            state.set_field(table, "isvararg", Value::boolean(info.is_vararg))
        }
        b't' => {
            let is_tail_call = call.is_some_and(|call| call.info.is_tail_call);
            state.set_field(table, "istailcall", Value::boolean(is_tail_call))?;
            set_integer(
                state,
                table,
                "extraargs",
                call.map_or(0, |call| call.info.extra_arguments as i64),
            )
        }
        b'L' => set_active_lines(state, table, function),
        _ => state.set_field(table, "func", function),
    }
}

fn set_integer(state: &mut State, table: Gc<Table>, name: &str, value: i64) -> Result<(), Throw> {
    let value = state.integer_value(value);
    state.set_field(table, name, value)
}

fn set_bytes(state: &mut State, table: Gc<Table>, name: &str, value: &[u8]) -> Result<(), Throw> {
    let value = state.new_string(value)?;
    state.set_field(table, name, value)
}

fn set_source(state: &mut State, table: Gc<Table>, function: Value) -> Result<(), Throw> {
    let info = state.function_info(function);
    set_bytes(state, table, "source", &info.source)?;
    set_bytes(state, table, "short_src", &info.short_source)?;
    set_integer(state, table, "linedefined", info.line_defined)?;
    set_integer(state, table, "lastlinedefined", info.last_line_defined)?;
    set_bytes(state, table, "what", info.what.as_bytes())
}

fn set_name(state: &mut State, table: Gc<Table>, call: Option<&Call>) -> Result<(), Throw> {
    let name = call.and_then(|call| call.name.as_ref());
    if let Some((_, name)) = name {
        set_bytes(state, table, "name", name)?;
    }
    let kind = name.map_or("", |(kind, _)| kind);
    set_bytes(state, table, "namewhat", kind.as_bytes())
}

/// Sets the table of the lines that have code; nil for native functions.
fn set_active_lines(state: &mut State, table: Gc<Table>, function: Value) -> Result<(), Throw> {
    let Some(lines) = state.active_lines(function) else {
        return Ok(());
    };
    let active = state.new_table(0, lines.len())?;
    state.charge(lines.len() as u64)?;
    for line in lines {
        let line = state.integer_value(i64::from(line));
        state.raw_set(active, line, Value::boolean(true))?;
    }
    state.set_field(table, "activelines", table_value(active))
}
