//! Strings: bytes in Lua, UTF-16 in JavaScript, UTF-8 between them.
//!
//! Node copies Latin-1 and UTF-16 as they are, and is slow at UTF-8 with more than ASCII in it. So everything but short
//! strings is translated here.

#![allow(unsafe_code, reason = "buffers that Node fills")]

use std::mem::MaybeUninit;
use std::rc::Rc;

use perilune::api::native::{Gc, LuaString, RawValue};

use super::repeated::long_to_js;
use crate::context::LuaContext;
use crate::environment::Environment;
use crate::error::{Failure, Result};
use crate::sys::{Env, Js};

/// Strings whose UTF-8 fits are written by Node to the stack. Node is quick where a third of the room is enough.
const ROOM: usize = 4096;

/// How much of the room Node leaves at most where a string does not fit: less than the longest character, and the NUL.
const LEFT: usize = 5;

/// How long a string may be that goes through the scratch memory. Three times as many bytes are reserved, of which only
/// those that are written cost memory.
const MAX_SCRATCH: usize = 2 << 20;

/// A Lua string; what is not UTF-8 becomes U+FFFD.
#[inline]
pub(super) fn to_js(env: Env, string: Gc<LuaString>) -> Result<Js> {
    bytes_to_js(env, string.as_bytes())
}

/// A Lua string where values go: text, or bytes if the context is to give those.
#[inline]
pub(super) fn value_to_js(context: &LuaContext, string: Gc<LuaString>) -> Result<Js> {
    if context.settings.gives_bytes {
        return context.env.uint8_array(string.as_bytes());
    }
    if string.is_short() { to_js(context.env, string) } else { long_to_js(context, string) }
}

/// The same for bytes.
#[inline]
pub(crate) fn bytes_to_js(env: Env, bytes: &[u8]) -> Result<Js> {
    if is_ascii(bytes) { env.latin1(bytes) } else { wide_to_js(env, bytes) }
}

/// As the method of slices, by blocks that the compiler makes a few wide instructions of.
#[inline]
fn is_ascii(bytes: &[u8]) -> bool {
    let (blocks, rest) = bytes.as_chunks::<64>();
    rest.is_ascii()
        && blocks.iter().all(|block| block.iter().fold(0, |all, byte| all | byte) < 0x80)
}

/// Bytes that are not all ASCII.
fn wide_to_js(env: Env, bytes: &[u8]) -> Result<Js> {
    let Ok(text) = std::str::from_utf8(bytes) else {
        // Node knows how many U+FFFD stand for what is not UTF-8.
        return env.utf8(bytes);
    };
    // A lead byte beyond this one begins a character beyond U+00FF.
    let is_latin1 = bytes.iter().all(|byte| *byte <= 0xc3);
    if is_latin1 {
        let narrow: Vec<u8> = text.chars().map(|character| character as u8).collect();
        return env.latin1(&narrow);
    }
    let units: Vec<u16> = text.encode_utf16().collect();
    env.utf16(&units)
}

/// Hands the UTF-8 of a string of JavaScript to `body`. Lone surrogates have become U+FFFD.
#[inline]
pub(crate) fn with_text<T>(env: Env, value: Js, body: impl FnOnce(&[u8]) -> T) -> Result<T> {
    match try_with_text(env, value, body)? {
        Some(result) => Ok(result),
        None => Err(Failure::Engine(napi::Status::StringExpected as i32)),
    }
}

/// The same for any value; nothing if it is not a string.
#[inline]
pub(crate) fn try_with_text<T>(
    env: Env,
    value: Js,
    body: impl FnOnce(&[u8]) -> T,
) -> Result<Option<T>> {
    let mut short = [MaybeUninit::uninit(); ROOM];
    let Some(written) = env.try_write_utf8(value, &mut short)? else { return Ok(None) };
    let written = written.min(ROOM);
    if written < ROOM - LEFT {
        // SAFETY: Node has written so many bytes.
        let text = unsafe { std::slice::from_raw_parts(short.as_ptr().cast(), written) };
        return Ok(Some(body(text)));
    }
    // SAFETY: Node has written so many bytes.
    let start = unsafe { std::slice::from_raw_parts(short.as_ptr().cast::<u8>(), written) };
    with_text_that_is_long(env, value, start, body).map(Some)
}

/// The same for a string that is too long for the room, and begins so.
#[cold]
fn with_text_that_is_long<T>(
    env: Env,
    value: Js,
    start: &[u8],
    body: impl FnOnce(&[u8]) -> T,
) -> Result<T> {
    let length = env.utf16_length(value)?;
    if start.is_ascii() && length <= MAX_SCRATCH {
        return with_long_text(env, value, length, body);
    }
    let units = read_units(env, value, length)?;
    Ok(body(&utf8_of(&units)?))
}

/// The same for a long string, most of which is ASCII, by way of the scratch memory of the environment.
fn with_long_text<T>(
    env: Env,
    value: Js,
    length: usize,
    body: impl FnOnce(&[u8]) -> T,
) -> Result<T> {
    let environment = Environment::of(env);
    let mut text = environment.as_ref().map(|it| it.scratch.take()).unwrap_or_default();
    text.clear();
    text.try_reserve(3 * length + 1).map_err(|_| too_long())?;
    let written = env.write_utf8(value, text.spare_capacity_mut())?.min(3 * length);
    // SAFETY: Node has written so many bytes, at most as many as there is room for.
    unsafe { text.set_len(written) };
    let result = body(&text);
    if let Some(environment) = environment {
        environment.scratch.set(text);
    }
    Ok(result)
}

fn too_long() -> Failure {
    Failure::Range("the string is too long".into())
}

/// The UTF-16 units of a string.
fn read_units(env: Env, value: Js, length: usize) -> Result<Vec<u16>> {
    let mut units: Vec<u16> = Vec::new();
    units.try_reserve_exact(length + 1).map_err(|_| too_long())?;
    let written = env.write_utf16(value, units.spare_capacity_mut())?;
    // SAFETY: Node has written so many units, at most as many as there is room for.
    unsafe { units.set_len(written.min(length)) };
    Ok(units)
}

/// UTF-16 as UTF-8.
fn utf8_of(units: &[u16]) -> Result<Vec<u8>> {
    let mut text = Vec::new();
    text.try_reserve_exact(units.len().saturating_mul(3)).map_err(|_| too_long())?;
    let mut room = [0; 4];
    for character in char::decode_utf16(units.iter().copied()) {
        let character = character.unwrap_or(char::REPLACEMENT_CHARACTER);
        text.extend_from_slice(character.encode_utf8(&mut room).as_bytes());
    }
    Ok(text)
}

/// A string of JavaScript.
#[inline]
pub(crate) fn to_lua(context: &Rc<LuaContext>, value: Js) -> Result<RawValue> {
    let made = with_text(context.env, value, |bytes| context.vm().state().new_string(bytes))?;
    made.map_err(|throw| context.failure_of_throw(throw))
}

/// A value of JavaScript, if it is a string.
#[inline]
pub(crate) fn try_to_lua(context: &Rc<LuaContext>, value: Js) -> Result<Option<RawValue>> {
    let make = |bytes: &[u8]| context.vm().state().new_string(bytes);
    match try_with_text(context.env, value, make)? {
        Some(made) => made.map(Some).map_err(|throw| context.failure_of_throw(throw)),
        None => Ok(None),
    }
}

/// A string of JavaScript as text.
pub(crate) fn text_of(env: Env, value: Js) -> Result<String> {
    with_text(env, value, |bytes| String::from_utf8_lossy(bytes).into_owned())
}
