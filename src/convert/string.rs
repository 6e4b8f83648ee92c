//! Strings: bytes in Lua, UTF-16 in JavaScript, UTF-8 on the way.

#![allow(unsafe_code, reason = "buffers that Node fills")]

use std::mem::MaybeUninit;
use std::rc::Rc;

use perilune::api::native::{Gc, LuaString, RawValue};

use crate::context::LuaContext;
use crate::error::{Failure, Result};
use crate::sys::{Env, Js};

/// Strings up to about this size are written to the stack, without asking for their length first.
const SHORT: usize = 512;

/// The most bytes that one character takes, and a NUL: if so much is free, nothing was left out.
const SPARE: usize = 4;

/// A Lua string; what is not UTF-8 becomes U+FFFD.
#[inline]
pub(super) fn to_js(env: Env, string: Gc<LuaString>) -> Result<Js> {
    bytes_to_js(env, string.as_bytes())
}

/// The same for bytes.
#[inline]
pub(super) fn bytes_to_js(env: Env, bytes: &[u8]) -> Result<Js> {
    // Plain ASCII is copied as it is, which Node does several times faster.
    if bytes.is_ascii() { env.latin1(bytes) } else { env.utf8(bytes) }
}

/// Hands the UTF-8 of a string of JavaScript to `body`. Lone surrogates have become U+FFFD.
#[inline]
pub(crate) fn with_text<T>(env: Env, value: Js, body: impl FnOnce(&[u8]) -> T) -> Result<T> {
    let mut short = [MaybeUninit::uninit(); SHORT];
    let length = env.write_utf8(value, &mut short)?;
    if length + SPARE < SHORT {
        // SAFETY: Node has written so many bytes.
        return Ok(body(unsafe { std::slice::from_raw_parts(short.as_ptr().cast(), length) }));
    }
    let length = env.utf8_length(value)?;
    let mut long: Vec<u8> = Vec::new();
    if long.try_reserve_exact(length + 1).is_err() {
        return Err(Failure::Range("the string is too long".into()));
    }
    let written = env.write_utf8(value, long.spare_capacity_mut())?;
    // SAFETY: Node has written so many bytes, at most as many as there is room for.
    unsafe { long.set_len(written.min(length)) };
    Ok(body(&long))
}

/// A string of JavaScript.
#[inline]
pub(super) fn to_lua(context: &Rc<LuaContext>, value: Js) -> Result<RawValue> {
    let made = with_text(context.env, value, |bytes| context.vm().state().new_string(bytes))?;
    made.map_err(|throw| context.failure_of_throw(throw))
}

/// A string of JavaScript as text.
pub(crate) fn text_of(env: Env, value: Js) -> Result<String> {
    with_text(env, value, |bytes| String::from_utf8_lossy(bytes).into_owned())
}
