//! The losses that `strictConversion` refuses.

use std::collections::HashSet;

use perilune::api::native::{LuaString, RawValue, tag};

use crate::context::LuaContext;
use crate::error::{Code, Failure, Result};

#[cold]
fn refuse(loss: impl std::fmt::Display) -> Failure {
    Failure::lua(Code::Conversion, format!("strict conversion: {loss}"))
}

/// A nil in an array. The index is that of JavaScript.
#[cold]
pub(super) fn refuse_hole(index: u32) -> Failure {
    refuse(format_args!("null or undefined at array index {index} ends the sequence in Lua"))
}

/// A nil in an object or a map.
#[cold]
pub(super) fn refuse_removal(key: &str) -> Failure {
    refuse(format_args!("null or undefined for key \"{key}\" removes the key in Lua"))
}

/// A value inside a table of another context that becomes nil.
#[cold]
pub(crate) fn refuse_loss(kind: &str) -> Failure {
    refuse(format_args!("a value of type '{kind}' inside a table becomes nil"))
}

/// Watches over the keys of one table on their way to properties of an object.
#[derive(Default)]
pub(super) struct Properties {
    seen: HashSet<Vec<u8>>,
}

impl Properties {
    /// Refuses a key that would be lost, or that would hide another one.
    pub(super) fn check(&mut self, context: &LuaContext, key: RawValue) -> Result<()> {
        let is_text = matches!(key.tag, tag::STRING | tag::LONG_STRING);
        if !is_text && !matches!(key.tag, tag::INTEGER | tag::FLOAT) {
            let kind = context.vm().state().type_name(key);
            return Err(refuse(format_args!("a table key of type '{kind}' would be dropped")));
        }
        let name = if is_text {
            key.pointer::<LuaString>().as_bytes().to_vec()
        } else {
            context.text_of(key)?
        };
        let shown = String::from_utf8_lossy(&name).into_owned();
        if std::str::from_utf8(&name).is_err() {
            return Err(refuse(format_args!(
                "the table key \"{shown}\" is not valid UTF-8: its bytes become U+FFFD, and such keys collapse into one"
            )));
        }
        if name.contains(&0) {
            return Err(refuse("a table key with an embedded NUL is truncated there"));
        }
        if !self.seen.insert(name) {
            return Err(refuse(format_args!(
                "a string key and a number key both become the JavaScript property \"{shown}\", and one value would be lost"
            )));
        }
        Ok(())
    }
}
