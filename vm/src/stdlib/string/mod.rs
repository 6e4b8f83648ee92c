//! The string library, and the metatable of strings.

mod arithmetic;
mod basic;
mod find;
mod format;
mod gmatch;
mod gsub;
mod gsub_callback;
mod pack;
mod parts;
mod patterns;
mod quick;
mod resource;

use super::library::{library, table_value};
use crate::dialect::Dialects;
use crate::gc::Gc;
use crate::interpreter::{State, Throw};
use crate::object::Table;

library! {
    /// Strings.
    static STRINGS = "string", prefix "string.", complete by complete;

    /// The codes of the bytes in a range.
    byte(text, from?, to?) => basic::byte, Quick(quick::byte);
    /// The string of the bytes with these codes.
    char(...) => basic::char, Quick(quick::char);
    /// A function as a binary chunk.
    dump(function, strip?) in Dialects::LUA55 => basic::dump;
    /// A Lua function as bytecode; others fail.
    dump(function, strip?) in Dialects::ALL.except(Dialects::LUA55) => basic::dump_if_possible;
    /// Where a pattern first matches, and its captures.
    find(text, pattern, from?, plain?) => find::find;
    /// Values written as a format says.
    format(format, ...) => format::format;
    /// An iterator over the matches of a pattern; the old name.
    gfind(text, pattern) in Dialects::LUA51 => gmatch::gmatch_touching;
    /// An iterator over the matches of a pattern.
    gmatch(text, pattern, from?) in Dialects::SINCE_LUA54 => gmatch::gmatch;
    /// An iterator over the matches of a pattern.
    gmatch(text, pattern) in Dialects::LUA53 => gmatch::gmatch_from_start;
    /// An iterator over the matches of a pattern, empty ones behind others included.
    gmatch(text, pattern) in Dialects::BEFORE_LUA53 => gmatch::gmatch_touching;
    /// The text with matches of a pattern replaced, and how many there were.
    gsub(text, pattern, replacement, max?) in Dialects::SINCE_LUA53 => gsub::gsub;
    /// The text with matches of a pattern replaced, and how many there were.
    gsub(text, pattern, replacement, max?) in Dialects::BEFORE_LUA53 => gsub::gsub_touching;
    /// The number of bytes.
    len(text) => basic::len, Quick(quick::len);
    /// The text in lower case.
    lower(text) => basic::lower;
    /// The captures of the first match of a pattern.
    match(text, pattern, from?) => find::match_first;
    /// Values as the bytes of C structures.
    pack(format, ...) in Dialects::SINCE_LUA53 => pack::pack;
    /// The number of bytes that `pack` makes.
    packsize(format) in Dialects::SINCE_LUA53 => pack::packsize;
    /// The text repeated, with a separator between the copies.
    rep(text, count, separator?) in Dialects::SINCE_LUA52 => basic::rep;
    /// The text repeated.
    rep(text, count) in Dialects::LUA51 => basic::rep_without_separator;
    /// The bytes in reverse order.
    reverse(text) => basic::reverse;
    /// The bytes in a range.
    sub(text, from, to?) => basic::sub, Quick(quick::sub);
    /// The values in the bytes of C structures.
    unpack(format, data, from?) in Dialects::SINCE_LUA53 => pack::unpack;
    /// The text in upper case.
    upper(text) => basic::upper;
}

library! {
    /// Arithmetic on strings that read as numbers.
    static METAMETHODS = "string", prefix "string.", fields 1;

    /// Addition.
    __add(left, right) in Dialects::SINCE_LUA54 => arithmetic::add;
    /// Subtraction.
    __sub(left, right) in Dialects::SINCE_LUA54 => arithmetic::subtract;
    /// Multiplication.
    __mul(left, right) in Dialects::SINCE_LUA54 => arithmetic::multiply;
    /// Modulo.
    __mod(left, right) in Dialects::SINCE_LUA54 => arithmetic::modulo;
    /// Exponentiation.
    __pow(left, right) in Dialects::SINCE_LUA54 => arithmetic::power;
    /// Division.
    __div(left, right) in Dialects::SINCE_LUA54 => arithmetic::divide;
    /// Floor division.
    __idiv(left, right) in Dialects::SINCE_LUA54 => arithmetic::floor_divide;
    /// Negation.
    __unm(value, same) in Dialects::SINCE_LUA54 => arithmetic::negate;
}

/// Gives all strings a metatable in which the library's table is the index.
fn complete(state: &mut State, table: Gc<Table>) -> Result<(), Throw> {
    let metatable = METAMETHODS.create(state)?;
    state.set_field(metatable, "__index", table_value(table))?;
    let text = state.new_string(b"")?;
    state.set_metatable_of(text, Some(metatable))?;
    resource::prepare(state);
    super::library::share(state, table, "gmatch", "gfind")
}

/// The position that a start counts from, at least 1; negative ones count from the end.
#[inline(always)]
fn start_position(position: i64, len: usize) -> usize {
    if position > 0 {
        position as usize
    } else if position == 0 || position < -(len as i64) {
        1
    } else {
        (len as i64 + position + 1) as usize
    }
}

/// The position of the last byte of a range, at most the length; negative ones count from the end.
#[inline(always)]
fn end_position(position: i64, len: usize) -> usize {
    if position >= 0 {
        (position as usize).min(len)
    } else if position < -(len as i64) {
        0
    } else {
        (len as i64 + position + 1) as usize
    }
}

/// The slice between two positions, both counted from one and included.
#[inline(always)]
fn slice(text: &[u8], start: usize, end: usize) -> &[u8] {
    text.get(start.saturating_sub(1)..end).unwrap_or_default()
}
