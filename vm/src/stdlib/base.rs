//! The basic functions.

use super::library::{library, table_value};
use crate::dialect::Dialects;
use crate::gc::Gc;
use crate::interpreter::{Action, Outcome, State, Throw};
use crate::number::parse::is_space;
use crate::object::{Event, LuaString, Table, raw_equal};
use crate::value::Value;

use super::base_quick as quick;
use super::io::standard;
use super::tostring::Text;
use super::{collect, environment, iteration, legacy, load, module, proxy, warning};
use crate::text::until_nul;

library! {
    /// The basic functions; their table is the global one.
    static BASE = "_G", prefix "", fields 2, constants by constants, complete by complete;

    /// Raises an error if the value is false or nil, else returns all arguments.
    assert(value, message?, ...) in Dialects::SINCE_LUA53 => assert, Quick(quick::assert);
    /// Raises an error if the value is false or nil, else returns all arguments; the message is a text.
    assert(value, message?, ...) in Dialects::LUA51 => legacy::assert_with_text;
    /// Raises an error if the value is false or there is none.
    assert(value?, message?, ...) in Dialects::LUA52 => legacy::assert_anything_with_text;
    /// Controls the garbage collector.
    collectgarbage(option?, argument?, value?) in Dialects::LUA55 => collect::collectgarbage;
    /// Controls the garbage collector.
    collectgarbage(option?, argument?, value?, size?) in Dialects::LUA54 => collect::collectgarbage_by_option;
    /// Controls the garbage collector, which has one mode.
    collectgarbage(option?, argument?) in Dialects::LUA53 => collect::collectgarbage_without_modes;
    /// Controls the garbage collector.
    collectgarbage(option?, argument?) in Dialects::LUA52 => collect::collectgarbage_with_remainder;
    /// Controls the garbage collector.
    collectgarbage(option?, argument?) in Dialects::LUA51 => collect::collectgarbage_incremental;
    /// Runs a file and returns its results.
    dofile(filename?) => load::dofile;
    /// Raises an error.
    error(message?, level?) => error;
    /// The memory in use, in kilobytes.
    gcinfo() in Dialects::LUA51 => collect::gcinfo;
    /// The environment of a function.
    getfenv(function?) in Dialects::LUA51 => environment::getfenv;
    /// The metatable of a value.
    getmetatable(object) => getmetatable, Quick(quick::getmetatable);
    /// An iterator over `1, 2, ...` up to the first absent index.
    ipairs(table) in Dialects::SINCE_LUA53 => iteration::ipairs;
    /// An iterator over `1, 2, ...` up to the first absent index.
    ipairs(table) in Dialects::BEFORE_LUA53 => iteration::ipairs_of_table;
    /// Compiles a chunk.
    load(chunk, name?, mode?, environment?) in Dialects::SINCE_LUA52 => load::load;
    /// Compiles the pieces that a function gives.
    load(reader, name?) in Dialects::LUA51 => load::load_pieces;
    /// Compiles a file.
    loadfile(filename?, mode?, environment?) in Dialects::SINCE_LUA52 => load::loadfile;
    /// Compiles a file.
    loadfile(filename?) in Dialects::LUA51 => load::loadfile_by_name;
    /// Compiles a string.
    loadstring(text, name?) in Dialects::LUA51 => load::loadstring;
    /// Compiles a chunk; the old name.
    loadstring(chunk, name?, mode?, environment?) in Dialects::LUA52 => load::load;
    /// Makes a module and the environment of the calling function of it.
    module(name, ...) in Dialects::BEFORE_LUA53 => module::module;
    /// A userdata without data.
    newproxy(metatable?) in Dialects::LUA51 => proxy::newproxy;
    /// The key and value after a key.
    next(table, key?) in Dialects::SINCE_LUA53 => iteration::next, Next;
    /// The key and value after a key.
    next(table, key?) in Dialects::BEFORE_LUA53 => iteration::next_with_floats, NextWithFloats;
    /// An iterator over all keys and values.
    pairs(table) in Dialects::LUA55 => iteration::pairs;
    /// An iterator over all entries of a table, or what `__pairs` gives.
    pairs(table) in Dialects::LUA53.or(Dialects::LUA54) => iteration::pairs_without_closing;
    /// An iterator over all keys and values.
    pairs(table) in Dialects::BEFORE_LUA53 => iteration::pairs_of_table;
    /// Calls a function; errors become results.
    pcall(function, ...) => pcall;
    /// Writes the arguments to the standard output.
    print(...) in Dialects::SINCE_LUA54 => print;
    /// Writes what the global `tostring` makes of the arguments to the standard output.
    print(...) in Dialects::ALL.except(Dialects::SINCE_LUA54) => legacy::print_by_tostring;
    /// Whether two values are equal, without metamethods.
    rawequal(left, right) => rawequal, Quick(quick::rawequal);
    /// The value of a key, without metamethods.
    rawget(table, key) => rawget, Quick(quick::rawget);
    /// The length of a table or string, without metamethods.
    rawlen(value) in Dialects::SINCE_LUA52 => rawlen, Quick(quick::rawlen);
    /// Sets the value of a key, without metamethods.
    rawset(table, key, value) => rawset;
    /// The arguments from an index on, or their number.
    select(index, ...) => select, Select;
    /// Gives a function another environment.
    setfenv(function, environment) in Dialects::LUA51 => environment::setfenv;
    /// Sets the metatable of a table.
    setmetatable(table, metatable) => setmetatable, Quick(quick::setmetatable);
    /// The number a value stands for.
    tonumber(value, base?) => tonumber, Quick(quick::tonumber);
    /// The text of a value.
    tostring(value) in Dialects::SINCE_LUA52 => tostring, Quick(quick::tostring);
    /// The text of a value, or whatever its metamethod answers.
    tostring(value) in Dialects::LUA51 => legacy::tostring_as_answered;
    /// The name of a value's type.
    type(value) => type_of, Quick(quick::type_of);
    /// The values of an array.
    unpack(list, from?, to?) in Dialects::BEFORE_LUA53 => super::table::unpack;
    /// Shows a warning.
    warn(message, ...) in Dialects::SINCE_LUA54 => warning::warn;
    /// Calls a function; errors go through a handler.
    xpcall(function, handler, ...) in Dialects::SINCE_LUA53 => xpcall;
    /// Calls a function; errors go through a handler, which is not looked at before.
    xpcall(function, handler, ...) in Dialects::LUA52 => legacy::xpcall_with_anything;
    /// Calls a function without arguments; errors go through a handler.
    xpcall(function, handler) in Dialects::LUA51 => legacy::xpcall_without_arguments;
}

/// The value of one of the basic functions.
pub(super) fn basic_function(state: &State, name: &str) -> Value {
    BASE.function(name, state.dialect).map_or(Value::NIL, |function| function.value())
}

fn constants(state: &mut State, globals: Gc<Table>) -> Result<(), Throw> {
    let version = state.new_string(state.dialect.version_text.as_bytes())?;
    state.set_field(globals, "_VERSION", version)
}

fn complete(state: &mut State, globals: Gc<Table>) -> Result<(), Throw> {
    state.set_field(globals, "_G", table_value(globals))
}

fn assert(state: &mut State, _step: u32) -> Outcome {
    let value = state.check_any(0)?;
    if !value.is_falsy() {
        return Ok(Action::Many(state.count() as u32));
    }
    let message = if state.has_argument(1) {
        state.slot(1)
    } else {
        state.new_string(b"assertion failed!")?
    };
    raise(state, message, 1)
}

fn error(state: &mut State, _step: u32) -> Outcome {
    let level = state.optional_integer(1, 1)?;
    let value = state.slot(0);
    raise(state, value, level)
}

/// Raises an error; a message gets the position of a level in front.
pub(super) fn raise(state: &mut State, mut value: Value, level: i64) -> Outcome {
    if level > 0 && value.is_number() && state.dialect.number_error_is_message {
        value = state.number_to_string(value)?;
    }
    if value.is_string() && level > 0 {
        let mut text = state.position(level as usize);
        if !text.is_empty() {
            text.extend_from_slice(value.pointer::<LuaString>().as_bytes());
            value = state.new_string(&text)?;
        }
    }
    Err(state.throw(value))
}

fn getmetatable(state: &mut State, _step: u32) -> Outcome {
    let value = state.check_any(0)?;
    let Some(metatable) = state.metatable_of(value) else {
        return state.answer(Value::NIL);
    };
    let protection = state.metamethod(value, Event::Metatable);
    state.answer(if protection.is_nil() { table_value(metatable) } else { protection })
}

fn setmetatable(state: &mut State, _step: u32) -> Outcome {
    let metatable = state.slot(1);
    state.check_table(0)?;
    if !(metatable.is_table() || metatable.is_nil() && state.has_argument(1)) {
        return Err(state.argument_type_error(1, "nil or table"));
    }
    let table = state.slot(0);
    if !state.metamethod(table, Event::Metatable).is_nil() {
        return Err(state.error("cannot change a protected metatable"));
    }
    state.set_metatable_of(table, metatable.is_table().then(|| metatable.pointer()))?;
    state.answer(table)
}

fn pcall(state: &mut State, _step: u32) -> Outcome {
    state.check_any(0)?;
    Ok(Action::Protect)
}

fn xpcall(state: &mut State, _step: u32) -> Outcome {
    state.check_function(1)?;
    Ok(Action::ProtectWith)
}

fn print(state: &mut State, step: u32) -> Outcome {
    // While a `__tostring` runs, the slot behind the arguments holds the index of its argument.
    let (mut index, count) = match step {
        0 => (0, state.count()),
        _ => {
            let answer = state.result(0);
            let text = state.check_text(answer)?;
            state.drop_results();
            let count = state.count() - 1;
            let index = state.slot(count).integer_bits() as usize;
            state.pop(1);
            write_argument(state, index, text)?;
            (index + 1, count)
        }
    };
    while index < count {
        let value = state.slot(index);
        match state.text_of(value)? {
            Text::Ready(text) => write_argument(state, index, text)?,
            Text::Call(function) => {
                state.push(Value::integer(index as i64))?;
                state.push_callee(function)?;
                state.push(value)?;
                return Ok(Action::Call { args: 1, step: 1, yieldable: false });
            }
        }
        index += 1;
    }
    standard::print(state, b"\n");
    standard::end_print(state);
    state.answer_none()
}

pub(super) fn write_argument(state: &mut State, index: usize, text: Value) -> Result<(), Throw> {
    let mut bytes = text.pointer::<LuaString>().as_bytes();
    state.charge(bytes.len() as u64 / 16)?;
    if state.dialect.library.prints_end_at_nul {
        bytes = until_nul(bytes);
    }
    if index > 0 {
        standard::print(state, b"\t");
    }
    standard::print(state, bytes);
    Ok(())
}

fn rawequal(state: &mut State, _step: u32) -> Outcome {
    let left = state.check_any(0)?;
    let right = state.check_any(1)?;
    state.answer(Value::boolean(raw_equal(left, right)))
}

fn rawget(state: &mut State, _step: u32) -> Outcome {
    let table = state.check_table(0)?;
    let key = state.check_any(1)?;
    state.answer(table.get(key))
}

fn rawset(state: &mut State, _step: u32) -> Outcome {
    let table = state.check_table(0)?;
    let key = state.check_any(1)?;
    let value = state.check_any(2)?;
    // The reference finds these two where there is no position to report.
    if key.is_nil() {
        return Err(state.error_plain("table index is nil"));
    }
    if key.as_float().is_some_and(f64::is_nan) {
        return Err(state.error_plain("table index is NaN"));
    }
    state.raw_set(table, key, value)?;
    state.answer(table_value(table))
}

fn rawlen(state: &mut State, _step: u32) -> Outcome {
    let value = state.slot(0);
    let len = if value.is_table() {
        value.pointer::<Table>().length(&state.heap)
    } else if value.is_string() {
        i64::from(value.pointer::<LuaString>().len)
    } else {
        return Err(state.argument_type_error(0, "table or string"));
    };
    let len = state.integer_value(len);
    state.answer(len)
}

fn select(state: &mut State, _step: u32) -> Outcome {
    let count = state.count() as i64;
    let selector = state.slot(0);
    if selector.is_string() && selector.pointer::<LuaString>().as_bytes().first() == Some(&b'#') {
        let others = state.integer_value(count - 1);
        return state.answer(others);
    }
    let index = match state.check_integer(0)? {
        index if !state.dialect.integers => i64::from(index as i32),
        index => index,
    };
    let index = match index {
        index if index < 0 => count.saturating_add(index),
        index => index.min(count),
    };
    state.check_argument(index >= 1, 0, "index out of range")?;
    Ok(Action::Many((count - index) as u32))
}

fn tonumber(state: &mut State, _step: u32) -> Outcome {
    if !state.slot(1).is_nil() {
        return tonumber_in_base(state);
    }
    let value = state.check_any(0)?;
    if value.is_number() {
        return state.answer(value);
    }
    let number = if value.is_string() { state.to_number(value) } else { None };
    state.answer(number.unwrap_or(Value::NIL))
}

fn tonumber_in_base(state: &mut State) -> Outcome {
    let is_read_by_c = state.dialect.numbers_are_read_as_by_c;
    if !state.dialect.integers && !is_read_by_c {
        // The text is looked at first, and may be a number.
        state.check_bytes(0)?;
    }
    let base = state.check_integer(1)?;
    if is_read_by_c && base == 10 {
        let value = state.slot(0);
        let number = state.to_number(value);
        return state.answer(number.unwrap_or(Value::NIL));
    }
    if state.dialect.integers && !state.slot(0).is_string() {
        return Err(state.argument_type_error(0, "string"));
    }
    let text = state.check_bytes(0)?;
    state.check_argument((2..=36).contains(&base), 1, "base out of range")?;
    state.charge(text.len() as u64 / 16)?;
    let text = if is_read_by_c { until_nul(text) } else { text };
    let text = match text {
        [b'0', b'x' | b'X', digits @ ..] if is_read_by_c && base == 16 => digits,
        text => text,
    };
    let number = match integer_in_base(text, base as u64) {
        Some(value) if state.dialect.integers => Value::integer(value),
        Some(_) => Value::float(float_in_base(state, text, base)),
        None => Value::NIL,
    };
    state.answer(number)
}

/// The float that digits denote in a base, where there are no integers.
fn float_in_base(state: &State, text: &[u8], base: i64) -> f64 {
    let add = |value: f64, &byte: &u8| match char::from(byte).to_digit(36) {
        Some(digit) => value * base as f64 + f64::from(digit),
        None => value,
    };
    let value = text.iter().fold(0.0, add);
    match (text.contains(&b'-'), state.dialect.numbers_are_read_as_by_c) {
        (false, false) => value,
        (true, false) => -value,
        // C's `strtoul` stops at the largest number that it knows, and a minus wraps around.
        (false, true) => value.min(u64::MAX as f64),
        (true, true) => (value as u64).wrapping_neg() as f64,
    }
}

/// The integer a text denotes in a base; it wraps around.
fn integer_in_base(text: &[u8], base: u64) -> Option<i64> {
    let start = text.iter().position(|&byte| !is_space(byte))?;
    let end = text.iter().rposition(|&byte| !is_space(byte))? + 1;
    let (negative, digits) = match &text[start..end] {
        [b'-', digits @ ..] => (true, digits),
        [b'+', digits @ ..] => (false, digits),
        digits => (false, digits),
    };
    if digits.is_empty() {
        return None;
    }
    let mut value: u64 = 0;
    for &byte in digits {
        let digit = u64::from(char::from(byte).to_digit(36)?);
        if digit >= base {
            return None;
        }
        value = value.wrapping_mul(base).wrapping_add(digit);
    }
    Some(if negative { value.wrapping_neg() } else { value } as i64)
}

fn tostring(state: &mut State, step: u32) -> Outcome {
    if step == 1 {
        let answer = state.result(0);
        let text = state.check_text(answer)?;
        return state.answer(text);
    }
    answer_text(state)
}

/// Answers the text of the first argument, or calls its `__tostring`, whose answer step 1 finds.
pub(super) fn answer_text(state: &mut State) -> Outcome {
    let value = state.check_any(0)?;
    match state.text_of(value)? {
        Text::Ready(text) => state.answer(text),
        Text::Call(function) => {
            state.push_callee(function)?;
            state.push(value)?;
            Ok(Action::Call { args: 1, step: 1, yieldable: false })
        }
    }
}

fn type_of(state: &mut State, _step: u32) -> Outcome {
    let value = state.check_any(0)?;
    let name = state.type_name_string(value);
    state.answer(name)
}
