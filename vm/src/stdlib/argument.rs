//! Checked arguments of native functions, with the error texts of the reference.
//!
//! Indices count slots from 0; messages count arguments from 1.

use crate::gc::Gc;
use crate::interpreter::{State, Throw};
use crate::number::arithmetic::truncated;
use crate::object::{Coroutine, LuaString, Table};
use crate::text::until_nul;
use crate::value::{COROUTINE, Value};

impl State {
    /// Whether there is an argument at all; nil counts.
    #[inline(always)]
    pub fn has_argument(&self, index: usize) -> bool {
        index < self.count()
    }

    /// Refuses a missing argument.
    #[inline]
    pub fn check_any(&mut self, index: usize) -> Result<Value, Throw> {
        if self.has_argument(index) {
            Ok(self.slot(index))
        } else {
            Err(self.argument_error(index, "value expected"))
        }
    }

    /// An argument that must be an integer, or a number or string that stands for one.
    #[inline]
    pub fn check_integer(&mut self, index: usize) -> Result<i64, Throw> {
        match self.slot(index).as_integer() {
            Some(value) => Ok(value),
            None => self.convert_to_integer(index),
        }
    }

    /// As [`State::check_integer`], with a default for a missing or nil argument.
    #[inline]
    pub fn optional_integer(&mut self, index: usize, default: i64) -> Result<i64, Throw> {
        if self.slot(index).is_nil() { Ok(default) } else { self.check_integer(index) }
    }

    #[cold]
    fn convert_to_integer(&mut self, index: usize) -> Result<i64, Throw> {
        let value = self.slot(index);
        if !self.dialect.integers {
            // Without an integer type every number will do: its fraction is cut off.
            return self.check_number(index).map(truncated);
        }
        match self.to_integer(value) {
            Some(integer) => Ok(integer),
            None if self.to_number(value).is_some() => {
                Err(self.argument_error(index, "number has no integer representation"))
            }
            None => Err(self.argument_type_error(index, "number")),
        }
    }

    /// An argument that must be a number, as a float; strings that read as numbers will do.
    #[inline]
    pub fn check_number(&mut self, index: usize) -> Result<f64, Throw> {
        let value = self.slot(index);
        match value.as_float() {
            Some(number) => Ok(number),
            None => self.convert_to_number(index),
        }
    }

    fn convert_to_number(&mut self, index: usize) -> Result<f64, Throw> {
        let value = self.slot(index);
        let number = if value.is_number() { Some(value) } else { self.to_number(value) };
        match number {
            Some(number) if number.is_integer() => Ok(number.integer_bits() as f64),
            Some(number) => Ok(number.float_bits()),
            None => Err(self.argument_type_error(index, "number")),
        }
    }

    /// As [`State::check_number`], with a default for a missing or nil argument.
    #[inline]
    pub fn optional_number(&mut self, index: usize, default: f64) -> Result<f64, Throw> {
        if self.slot(index).is_nil() { Ok(default) } else { self.check_number(index) }
    }

    /// An argument that must be a number, with its subtype kept.
    pub fn check_any_number(&mut self, index: usize) -> Result<Value, Throw> {
        let value = self.slot(index);
        if value.is_number() {
            return Ok(value);
        }
        match self.to_number(value) {
            Some(number) => Ok(number),
            None => Err(self.argument_type_error(index, "number")),
        }
    }

    /// An argument that must be a string; a number is replaced by its text in the slot.
    #[inline]
    pub fn check_string(&mut self, index: usize) -> Result<Gc<LuaString>, Throw> {
        let value = self.slot(index);
        if value.is_string() {
            return Ok(value.pointer());
        }
        match self.string_argument(index)? {
            Some(string) => Ok(string),
            None => Err(self.argument_type_error(index, "string")),
        }
    }

    /// The bytes of an argument that must be a string.
    #[inline]
    pub fn check_bytes<'a>(&mut self, index: usize) -> Result<&'a [u8], Throw> {
        self.check_string(index).map(Gc::as_bytes)
    }

    /// As [`State::check_bytes`], or nothing for a missing or nil argument.
    #[inline]
    pub fn optional_bytes<'a>(&mut self, index: usize) -> Result<Option<&'a [u8]>, Throw> {
        if self.slot(index).is_nil() { Ok(None) } else { self.check_bytes(index).map(Some) }
    }

    /// The argument if it is a string or a number, which is replaced by its text in the slot.
    pub fn string_argument(&mut self, index: usize) -> Result<Option<Gc<LuaString>>, Throw> {
        let mut value = self.slot(index);
        if value.is_number() {
            value = self.number_to_string(value)?;
            self.set_slot(index, value);
        }
        Ok(value.is_string().then(|| value.pointer()))
    }

    /// An argument that must be a table.
    #[inline]
    pub fn check_table(&mut self, index: usize) -> Result<Gc<Table>, Throw> {
        let value = self.slot(index);
        if value.is_table() {
            Ok(value.pointer())
        } else {
            Err(self.argument_type_error(index, "table"))
        }
    }

    /// An argument that must be a function.
    #[inline]
    pub fn check_function(&mut self, index: usize) -> Result<Value, Throw> {
        let value = self.slot(index);
        if value.is_function() {
            Ok(value)
        } else {
            Err(self.argument_type_error(index, "function"))
        }
    }

    /// An argument that must be a coroutine.
    #[inline]
    pub fn check_coroutine(&mut self, index: usize) -> Result<Gc<Coroutine>, Throw> {
        let value = self.slot(index);
        if value.tag == COROUTINE {
            Ok(value.pointer())
        } else {
            Err(self.argument_type_error(index, "thread"))
        }
    }

    /// The number of the option an argument names.
    pub fn check_option(
        &mut self,
        index: usize,
        default: Option<&str>,
        options: &[&str],
    ) -> Result<usize, Throw> {
        let name = match default {
            Some(default) => self.optional_bytes(index)?.unwrap_or(default.as_bytes()),
            None => self.check_bytes(index)?,
        };
        let name = until_nul(name);
        match options.iter().position(|option| option.as_bytes() == name) {
            Some(found) => Ok(found),
            None => {
                let message = [b"invalid option '", name, b"'"].concat();
                Err(self.argument_error(index, message))
            }
        }
    }

    /// Refuses an argument unless a condition holds.
    #[inline(always)]
    pub fn check_argument(
        &mut self,
        holds: bool,
        index: usize,
        message: &str,
    ) -> Result<(), Throw> {
        if holds { Ok(()) } else { Err(self.argument_error(index, message)) }
    }

    /// The error that blames an argument.
    #[cold]
    pub fn argument_error(&mut self, index: usize, message: impl AsRef<[u8]>) -> Throw {
        let message = &*self.dialect.messages.reworded(message.as_ref());
        let Some(frame) = self.frame_at(self.coroutine, 0) else {
            return self.error(blame(b"bad argument #", index + 1, b"", message));
        };
        let info = self.frame_info(&frame);
        let name = self.frame_name(&frame);
        let mut number = index + 1;
        let mut intro: &[u8] = b"bad extra argument #";
        let extra = match self.dialect.messages.extra_arguments_are_named {
            true => info.extra_arguments,
            false => 0,
        };
        if number > extra {
            number -= extra;
            intro = b"bad argument #";
            if let Some(("method", name)) = &name {
                number -= 1;
                if number == 0 {
                    return self.error(
                        [b"calling '", &**name, b"' on bad self (", message, b")"].concat(),
                    );
                }
            }
        }
        let from_library = match self.dialect.messages.library_names {
            true => self.library_name(info.function),
            false => None,
        };
        let name = name.map(|(_, name)| name).or(from_library).unwrap_or_else(|| b"?".to_vec());
        let name = [b" to '", name.as_slice(), b"'"].concat();
        self.error(blame(intro, number, &name, message))
    }

    /// The error that an argument has the wrong type.
    #[cold]
    pub fn argument_type_error(&mut self, index: usize, expected: &str) -> Throw {
        let mut plain = self.dialect.messages.plain_expectations.iter();
        if let Some((_, text)) = plain.find(|(phrase, _)| *phrase == expected) {
            return self.argument_error(index, text);
        }
        let value = self.slot(index);
        let actual = match self.has_argument(index) {
            true => self.type_name_for_message(value),
            false => b"no value".to_vec(),
        };
        self.argument_error(index, [expected.as_bytes(), b" expected, got ", &actual].concat())
    }
}

/// "bad argument #1 to 'f' (message)"
fn blame(intro: &[u8], number: usize, name: &[u8], message: &[u8]) -> Vec<u8> {
    let number = number.to_string();
    [intro, number.as_bytes(), name, b" (", message, b")"].concat()
}
