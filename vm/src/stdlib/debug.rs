//! The debug library: locals, upvalues, hooks, metatables without protection.

use std::cell::RefCell;
use std::rc::Rc;

use super::buffer::Buffer;
use super::debug_info::getinfo;
use super::environment;
use super::io::standard;
use super::library::{library, table_value};
use super::load::{LoadError, load_chunk};
use super::tostring::Text;
use crate::dialect::Dialects;
use crate::gc::Gc;
use crate::interpreter::{
    Action, FrameRef, HOOK_CALL, HOOK_COUNT, HOOK_LINE, HOOK_RETURN, Outcome, State, Throw,
};
use crate::object::{Coroutine, LuaString, Userdata};
use crate::text::until_nul;
use crate::value::{CLOSURE, COROUTINE, NATIVE_CLOSURE, USERDATA, Value};

library! {
    /// Looking into functions and calls.
    static DEBUG = "debug", prefix "debug.";

    /// Reads and runs lines from the standard input until one says `cont`.
    debug() => debug;
    /// The environment of a value.
    getfenv(value) in Dialects::LUA51 => environment::debug_getfenv;
    /// The hook, its events and its count.
    gethook(coroutine?) in Dialects::SINCE_LUA54 => gethook;
    /// The hook, its events and its count, also where there is none.
    gethook(coroutine?) in Dialects::ALL.except(Dialects::SINCE_LUA54) => gethook_in_full;
    /// What is known about a function or a call.
    getinfo(coroutine?, function, what?) => getinfo;
    /// The name and value of a local variable.
    getlocal(coroutine?, function, index) in Dialects::SINCE_LUA52 => getlocal;
    /// The name and value of a local variable of a call.
    getlocal(coroutine?, level, index) in Dialects::LUA51 => getlocal_of_level;
    /// The metatable of a value, protected or not.
    getmetatable(value) => getmetatable;
    /// The registry.
    getregistry() => getregistry;
    /// The name and value of an upvalue.
    getupvalue(function, index) => getupvalue;
    /// A value that belongs to a userdata.
    getuservalue(userdata, index?) in Dialects::SINCE_LUA52 => getuservalue;
    /// Does nothing; the limit it set has another form.
    setcstacklimit(limit) in Dialects::LUA54 => setcstacklimit;
    /// Gives a value another environment.
    setfenv(value, environment) in Dialects::LUA51 => environment::debug_setfenv;
    /// Sets or removes the hook.
    sethook(coroutine?, hook, events, count?) => sethook;
    /// Sets a local variable.
    setlocal(coroutine?, level, index, value) => setlocal;
    /// Sets the metatable of a value of any type.
    setmetatable(value, metatable) in Dialects::SINCE_LUA52 => setmetatable;
    /// Sets the metatable of a value of any type; answers true.
    setmetatable(value, metatable) in Dialects::LUA51 => setmetatable_and_confirm;
    /// Sets an upvalue.
    setupvalue(function, index, value) => setupvalue;
    /// Sets a value that belongs to a userdata.
    setuservalue(userdata, value, index?) in Dialects::SINCE_LUA52 => setuservalue;
    /// The calls in progress as text.
    traceback(coroutine?, message?, level?) => traceback;
    /// What tells whether two functions share an upvalue.
    upvalueid(function, index) in Dialects::SINCE_LUA52 => upvalueid;
    /// Makes a function share an upvalue of another.
    upvaluejoin(function, index, other, other_index) in Dialects::SINCE_LUA52 => upvaluejoin;
}

/// The registry's table of hooks.
const HOOK_TABLE: &str = "_HOOKKEY";

/// The coroutine that the first argument may be, and how many arguments it takes.
pub(super) fn thread_argument(state: &mut State) -> (Gc<Coroutine>, usize) {
    let first = state.slot(0);
    if first.tag == COROUTINE { (first.pointer(), 1) } else { (state.coroutine, 0) }
}

/// The frame at a level, if the level makes sense.
pub(super) fn frame_at_level(
    state: &State,
    coroutine: Gc<Coroutine>,
    level: i64,
) -> Option<FrameRef> {
    // The reference keeps levels in 32 bits.
    let level = usize::try_from(level as i32).ok()?;
    state.subject_at_level(coroutine, level).flatten()
}

/// What is at a level, if the level makes sense; nothing where a tail call has replaced a call.
#[expect(clippy::option_option, reason = "a level without a frame is a level")]
pub(super) fn subject_at_level(
    state: &State,
    coroutine: Gc<Coroutine>,
    level: i64,
) -> Option<Option<FrameRef>> {
    let level = usize::try_from(level as i32).ok()?;
    state.subject_at_level(coroutine, level)
}

/// An upvalue number as the reference keeps it; 0 names none.
fn upvalue_number(number: i64) -> usize {
    usize::try_from(number as i32).unwrap_or(0)
}

/// How many upvalues of a function are none for programs: the one that holds its environment.
pub(super) fn hidden_upvalues(state: &State, function: Value) -> usize {
    usize::from(state.function_environment(function).is_some())
}

/// The number of an upvalue for the interpreter; 0 names none.
fn inner_upvalue_number(state: &State, function: Value, number: i64) -> usize {
    if function.tag == NATIVE_CLOSURE && state.dialect.library.native_upvalues_are_hidden {
        return 0;
    }
    match upvalue_number(number) {
        0 => 0,
        number => number.saturating_add(hidden_upvalues(state, function)),
    }
}

fn getregistry(state: &mut State, _step: u32) -> Outcome {
    let registry = table_value(state.registry);
    state.answer(registry)
}

fn getmetatable(state: &mut State, _step: u32) -> Outcome {
    let value = state.check_any(0)?;
    let metatable = state.metatable_of(value).map_or(Value::NIL, table_value);
    state.answer(metatable)
}

fn setmetatable(state: &mut State, _step: u32) -> Outcome {
    let metatable = state.slot(1);
    if !(metatable.is_table() || metatable.is_nil() && state.has_argument(1)) {
        return Err(state.argument_type_error(1, "nil or table"));
    }
    let value = state.slot(0);
    state.set_metatable_of(value, metatable.is_table().then(|| metatable.pointer()))?;
    state.answer(value)
}

fn setmetatable_and_confirm(state: &mut State, step: u32) -> Outcome {
    setmetatable(state, step)?;
    state.answer(Value::boolean(true))
}

fn getuservalue(state: &mut State, _step: u32) -> Outcome {
    let number = state.optional_integer(1, 1)?;
    let value = state.slot(0);
    if value.tag != USERDATA {
        return state.answer(Value::NIL);
    }
    let index = upvalue_number(number).wrapping_sub(1);
    match value.pointer::<Userdata>().user_value(index) {
        Some(value) => state.answer_all(&[value, Value::boolean(true)]),
        None => state.answer(Value::NIL),
    }
}

fn setuservalue(state: &mut State, _step: u32) -> Outcome {
    let number = state.optional_integer(2, 1)?;
    let userdata = state.slot(0);
    if userdata.tag != USERDATA {
        return Err(state.argument_type_error(0, "userdata"));
    }
    let value = state.check_any(1)?;
    let index = upvalue_number(number).wrapping_sub(1);
    let is_set = state.heap.set_user_value(userdata.pointer(), index, value);
    state.answer(if is_set { userdata } else { Value::NIL })
}

fn getlocal(state: &mut State, _step: u32) -> Outcome {
    let (_, skip) = thread_argument(state);
    let index = state.check_integer(skip + 1)? as i32;
    let function = state.slot(skip);
    if function.is_function() {
        let parameters = state.function_info(function).parameters;
        let name = usize::try_from(index)
            .ok()
            .filter(|index| *index <= parameters)
            .and_then(|index| state.parameter_name(function, index));
        return match name {
            Some(name) => state.answer_bytes(&name),
            None => state.answer(Value::NIL),
        };
    }
    getlocal_of_level(state, 0)
}

fn getlocal_of_level(state: &mut State, _step: u32) -> Outcome {
    let (coroutine, skip) = thread_argument(state);
    let level = state.check_integer(skip)?;
    let index = state.check_integer(skip + 1)? as i32;
    let Some(frame) = frame_at_level(state, coroutine, level) else {
        return Err(state.argument_error(skip, "level out of range"));
    };
    match state.local_at(coroutine, &frame, i64::from(index)) {
        Some((name, value)) => {
            let name = state.new_string(&name)?;
            state.answer_all(&[name, value])
        }
        None => state.answer(Value::NIL),
    }
}

fn setlocal(state: &mut State, _step: u32) -> Outcome {
    let (coroutine, skip) = thread_argument(state);
    let level = state.check_integer(skip)?;
    let index = state.check_integer(skip + 1)? as i32;
    let Some(frame) = frame_at_level(state, coroutine, level) else {
        return Err(state.argument_error(skip, "level out of range"));
    };
    let value = state.check_any(skip + 2)?;
    match state.set_local_at(coroutine, &frame, i64::from(index), value) {
        Some(name) => state.answer_bytes(&name),
        None => state.answer(Value::NIL),
    }
}

fn getupvalue(state: &mut State, _step: u32) -> Outcome {
    let number = state.check_integer(1)?;
    let function = state.check_function(0)?;
    match state.upvalue_at(function, inner_upvalue_number(state, function, number)) {
        Some((name, value)) => {
            let name = state.new_string(&name)?;
            state.answer_all(&[name, value])
        }
        None => state.answer_none(),
    }
}

fn setupvalue(state: &mut State, _step: u32) -> Outcome {
    let value = state.check_any(2)?;
    let number = state.check_integer(1)?;
    let function = state.check_function(0)?;
    let number = inner_upvalue_number(state, function, number);
    match state.set_upvalue_at(function, number, value) {
        Some(name) => state.answer_bytes(&name),
        None => state.answer_none(),
    }
}

/// The function in one argument and the number of its upvalue in another, and whether it has that upvalue.
fn upvalue_arguments(
    state: &mut State,
    function: usize,
    number: usize,
) -> Result<(Value, usize, Option<u64>), Throw> {
    let index = upvalue_number(state.check_integer(number)?);
    let function = state.check_function(function)?;
    Ok((function, index, state.upvalue_id(function, index)))
}

fn upvalueid(state: &mut State, _step: u32) -> Outcome {
    let (_, _, id) = upvalue_arguments(state, 0, 1)?;
    if state.dialect.library.upvalues_must_exist {
        state.check_argument(id.is_some(), 1, "invalid upvalue index")?;
    }
    state.answer(id.map_or(Value::NIL, Value::light))
}

fn upvaluejoin(state: &mut State, _step: u32) -> Outcome {
    let (function, index, id) = upvalue_arguments(state, 0, 1)?;
    state.check_argument(id.is_some(), 1, "invalid upvalue index")?;
    let (other, other_index, other_id) = upvalue_arguments(state, 2, 3)?;
    state.check_argument(other_id.is_some(), 3, "invalid upvalue index")?;
    state.check_argument(function.tag == CLOSURE, 0, "Lua function expected")?;
    state.check_argument(other.tag == CLOSURE, 2, "Lua function expected")?;
    state.join_upvalues(function, index, other, other_index);
    state.answer_none()
}

/// The letters for the events of a hook.
const EVENT_LETTERS: [(u8, u8); 3] = [(b'c', HOOK_CALL), (b'r', HOOK_RETURN), (b'l', HOOK_LINE)];

fn sethook(state: &mut State, _step: u32) -> Outcome {
    let (coroutine, skip) = thread_argument(state);
    let hook = state.slot(skip);
    if hook.is_nil() {
        state.set_hook(coroutine, Value::NIL, 0, 0);
        return state.answer_none();
    }
    let letters = state.check_bytes(skip + 1)?;
    state.check_function(skip)?;
    let count = state.optional_integer(skip + 2, 0)? as i32;
    let mut mask = 0;
    for (letter, event) in EVENT_LETTERS {
        if letters.contains(&letter) {
            mask |= event;
        }
    }
    if count > 0 {
        mask |= HOOK_COUNT;
    }
    note_hook(state, coroutine, hook)?;
    state.set_hook(coroutine, hook, mask, u32::try_from(count).unwrap_or(0));
    state.answer_none()
}

/// Notes the hook where programs that look into the registry expect it: in a table with coroutines as weak keys.
fn note_hook(state: &mut State, coroutine: Gc<Coroutine>, hook: Value) -> Result<(), Throw> {
    let registry = state.registry;
    let known = state.get_field(registry, HOOK_TABLE)?;
    let hooks = if known.is_table() {
        known.pointer()
    } else {
        let hooks = state.new_table(0, 2)?;
        let mode = state.new_string(b"k")?;
        state.set_field(hooks, "__mode", mode)?;
        state.set_metatable_of(table_value(hooks), Some(hooks))?;
        state.set_field(registry, HOOK_TABLE, table_value(hooks))?;
        hooks
    };
    state.raw_set(hooks, State::coroutine_value(coroutine), hook)
}

fn gethook(state: &mut State, step: u32) -> Outcome {
    let (coroutine, _) = thread_argument(state);
    if coroutine.hook_mask == 0 {
        return state.answer(Value::NIL);
    }
    gethook_in_full(state, step)
}

fn gethook_in_full(state: &mut State, _step: u32) -> Outcome {
    let (coroutine, _) = thread_argument(state);
    let mut letters = Vec::new();
    for (letter, event) in EVENT_LETTERS {
        if coroutine.hook_mask & event != 0 {
            letters.push(letter);
        }
    }
    let letters = state.new_string(&letters)?;
    let count = state.integer_value(i64::from(coroutine.hook_count));
    state.answer_all(&[coroutine.hook, letters, count])
}

fn setcstacklimit(state: &mut State, _step: u32) -> Outcome {
    state.check_integer(0)?;
    let zero = state.integer_value(0);
    state.answer(zero)
}

/// Whether a message of nil is the answer: not where it is just not there.
fn is_answered(state: &State, message: usize) -> bool {
    state.dialect.library.traceback_answers_nil && state.count() > message
}

fn traceback(state: &mut State, _step: u32) -> Outcome {
    let (coroutine, skip) = thread_argument(state);
    let ends_at_nul = state.dialect.library.traceback_messages_end_at_nul;
    let message = match state.string_argument(skip)? {
        Some(message) if ends_at_nul => Some(until_nul(message.as_bytes())),
        Some(message) => Some(message.as_bytes()),
        None if state.slot(skip).is_nil() && !is_answered(state, skip) => None,
        None => {
            let message = state.slot(skip);
            return state.answer(message);
        }
    };
    let default_level = i64::from(coroutine == state.coroutine);
    let level = state.optional_integer(skip + 1, default_level)?;
    let Ok(level) = usize::try_from(level as i32) else {
        let header: &[u8] = b"stack traceback:";
        let text = match message {
            Some(message) => [message, b"\n", header].concat(),
            None => header.to_vec(),
        };
        return state.answer_bytes(&text);
    };
    let text = state.traceback(coroutine, message, level);
    state.answer_bytes(&text)
}

/// The steps of `debug`: after a command, and after the `__tostring` of its error.
const AFTER_COMMAND: u32 = 1;
const AFTER_TEXT: u32 = 2;

fn debug(state: &mut State, step: u32) -> Outcome {
    match step {
        AFTER_COMMAND => {
            let (succeeded, error) = (state.result(0), state.result(1));
            state.drop_results();
            if succeeded.is_falsy()
                && let Some(action) = show_error(state, error)?
            {
                return Ok(action);
            }
        }
        AFTER_TEXT => {
            let answer = state.result(0);
            let text = state.check_text(answer)?;
            state.drop_results();
            show_line(state, text);
        }
        _ => {}
    }
    while let Some(line) = read_command(state)? {
        match load_chunk(state, &line, b"=(debug command)", None) {
            Ok(closure) => {
                let pcall = super::base::basic_function(state, "pcall");
                state.push_callee(pcall)?;
                state.push(Value::object(CLOSURE, closure))?;
                return Ok(Action::Call { args: 1, step: AFTER_COMMAND, yieldable: false });
            }
            Err(LoadError::Refused(message)) => {
                let message = state.new_string(&message)?;
                show_line(state, message);
            }
            Err(LoadError::Thrown(throw)) => return Err(throw),
        }
    }
    state.answer_none()
}

/// The next command; `None` at the end of the input or at `cont`.
fn read_command(state: &mut State) -> Result<Option<Vec<u8>>, Throw> {
    standard::print_error(state, b"lua_debug> ");
    let input: Rc<RefCell<_>> = standard::input(state);
    let mut buffer = Buffer::new();
    let result = input.borrow_mut().read_line(state, &mut buffer);
    let line = buffer.as_bytes().to_vec();
    buffer.discard(state);
    let has_end = matches!(result?, Ok(true));
    let is_over = line.is_empty() && !has_end || line == b"cont";
    Ok((!is_over).then_some(line))
}

/// Shows what a command failed with, or asks its `__tostring` first.
fn show_error(state: &mut State, error: Value) -> Result<Option<Action>, Throw> {
    match state.text_of(error)? {
        Text::Ready(text) => {
            show_line(state, text);
            Ok(None)
        }
        Text::Call(function) => {
            state.push_callee(function)?;
            state.push(error)?;
            Ok(Some(Action::Call { args: 1, step: AFTER_TEXT, yieldable: false }))
        }
    }
}

fn show_line(state: &mut State, text: Value) {
    let text = text.pointer::<LuaString>().as_bytes();
    standard::print_error(state, &[text, b"\n"].concat());
}
