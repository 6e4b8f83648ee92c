//! Errors: making them, the position in front of them, and the words the reference uses.

use super::frame::{Boundary, FrameRef};
use super::names;
use super::state::State;
use super::throw::Throw;
use crate::bytecode::UPVALUE_OFFSET;
use crate::number::format::write_integer;
use crate::object::{Event, LuaString};
use crate::text::until_nul;
use crate::value::{self, Value};

/// What the usual position, and a short message behind it, have room in.
const POSITION: usize = 96;

/// Where an instruction has an operand, to find what the source calls it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Operand {
    /// A register, by its byte offset.
    Register(usize),
    /// An upvalue, by its byte offset in the closure.
    Upvalue(usize),
    /// A constant, by its distance.
    Constant(isize),
    /// A number in the instruction.
    Immediate,
}

/// The names of the types that programs can tell apart.
pub(super) const TYPE_NAMES: [&str; 8] =
    ["nil", "boolean", "number", "string", "table", "function", "thread", "userdata"];

/// Where the name of a value's type is, by its tag.
#[inline(always)]
const fn type_number(tag: u8) -> usize {
    // Light userdata have tag 5; tags 6 and 15 are no values of a program.
    const NUMBERS: [u8; 16] = [0, 1, 1, 2, 2, 7, 7, 5, 3, 3, 4, 5, 5, 7, 6, 7];
    NUMBERS[tag as usize & 15] as usize
}

impl State {
    /// An error whose message gets the position of the running function in front: of the Lua function itself, or of
    /// the caller of a native function.
    #[cold]
    pub fn error(&mut self, message: impl AsRef<[u8]>) -> Throw {
        if self.current_closure().is_none() {
            return self.error_at(1, message);
        }
        let mut text = self.frame_position(&self.current_frame());
        text.extend_from_slice(&self.dialect.messages.reworded(message.as_ref()));
        self.error_plain(text)
    }

    /// An error whose message gets the position of the function at a level in front; 0 is the running one.
    #[cold]
    pub fn error_at(&mut self, level: usize, message: impl AsRef<[u8]>) -> Throw {
        let mut text = self.position(level);
        text.extend_from_slice(&self.dialect.messages.reworded(message.as_ref()));
        self.error_plain(text)
    }

    /// An error with this message and no position.
    #[cold]
    pub fn error_plain(&mut self, message: impl AsRef<[u8]>) -> Throw {
        match self.new_string(&self.dialect.messages.reworded(message.as_ref())) {
            Ok(message) => self.throw(message),
            Err(throw) => throw,
        }
    }

    /// An error with any value.
    #[cold]
    pub fn throw(&mut self, value: Value) -> Throw {
        self.thrown = value;
        Throw::Error
    }

    /// Where no message handler has given an error of nil another value, the dialect may: a message.
    pub(crate) fn name_nil_error(&mut self) {
        if self.thrown.is_nil() && self.dialect.nil_error_is_message {
            self.thrown = self.new_string(b"<no error object>").unwrap_or(self.memory_message);
        }
    }

    /// The Lua value of a caught throw.
    pub fn thrown_value(&mut self, throw: Throw) -> Value {
        match throw {
            Throw::Error | Throw::Stopped => self.thrown,
            Throw::Memory => self.memory_message,
            Throw::ErrorInHandler => {
                self.new_string(b"error in error handling").unwrap_or(self.memory_message)
            }
        }
    }

    /// The value of the error that ended the last failed run.
    pub fn error_value(&self) -> Value {
        self.thrown
    }

    /// `chunk:line: ` of the function at a level, empty where there is none (native functions, stripped code).
    pub fn position(&self, level: usize) -> Vec<u8> {
        let subject = self.subject_at_level(self.coroutine, level).flatten();
        let frame = subject.filter(|frame| frame.line().is_some());
        frame.map_or_else(Vec::new, |frame| self.frame_position(&frame))
    }

    /// `chunk:line: ` of a frame.
    pub(crate) fn frame_position(&self, frame: &FrameRef) -> Vec<u8> {
        let Some(closure) = frame.closure() else { return Vec::new() };
        let draft = &closure.prototype.draft;
        let mut text = Vec::with_capacity(POSITION);
        names::append_short_source(&mut text, draft, self.dialect);
        text.push(b':');
        match frame.line() {
            Some(line) => write_integer(&mut text, i64::from(line)),
            None => text.extend_from_slice(self.dialect.messages.unknown_line.as_bytes()),
        }
        text.extend_from_slice(b": ");
        text
    }

    /// The Lua closure that runs, if one does: not one whose call is being unwound.
    pub(crate) fn current_closure(&self) -> Option<crate::gc::Gc<crate::object::Closure>> {
        if self.base == self.coroutine.stack || Boundary::of(self.pc as u64).is_some() {
            return None;
        }
        self.current_frame().closure()
    }

    /// `attempt to <verb> a <type> value (<kind> '<name>')`
    #[cold]
    pub(crate) fn type_error(
        &mut self,
        verb: &str,
        value: Value,
        operand: Option<Operand>,
    ) -> Throw {
        let name = operand.and_then(|operand| self.operand_name(operand));
        self.type_error_named(verb, value, name)
    }

    /// The error of a value that an arithmetic operation cannot take; a constant may have to go without its name.
    #[cold]
    pub(crate) fn operand_error(
        &mut self,
        verb: &str,
        value: Value,
        operand: Operand,
        hides_constants: bool,
    ) -> Throw {
        let name = self.operand_name(operand);
        let name = name.filter(|(kind, _)| !(hides_constants && *kind == "constant"));
        self.type_error_named(verb, value, name)
    }

    fn type_error_named(
        &mut self,
        verb: &str,
        value: Value,
        name: Option<(&'static str, Vec<u8>)>,
    ) -> Throw {
        let type_name = self.type_name_for_message(value);
        let name = name
            .filter(|(kind, _)| *kind != "constant" || self.dialect.messages.constants_have_names);
        let message = match name {
            Some((kind, name)) if self.dialect.messages.names_before_types => {
                let subject = [kind.as_bytes(), b" '", &name, b"' (a "].concat();
                [b"attempt to ", verb.as_bytes(), b" ", &subject, &type_name, b" value)"].concat()
            }
            name => {
                let mut message =
                    [b"attempt to ", verb.as_bytes(), b" a ", &type_name, b" value"].concat();
                append_name(&mut message, name);
                message
            }
        };
        self.error(message)
    }

    /// The error of indexing a value that cannot be indexed.
    #[cold]
    pub(crate) fn index_error(
        &mut self,
        culprit: Value,
        _key: Value,
        operand: Option<Operand>,
    ) -> Throw {
        self.type_error("index", culprit, operand)
    }

    /// The error of asking for the length of a value that has none.
    #[cold]
    pub fn length_error(&mut self, value: Value) -> Throw {
        let mut message = b"attempt to get length of a ".to_vec();
        message.extend_from_slice(&self.type_name_for_message(value));
        message.extend_from_slice(b" value");
        self.error_plain(message)
    }

    /// "number has no integer representation"
    #[cold]
    pub(crate) fn no_integer_error(&mut self, operand: Operand, hides_constants: bool) -> Throw {
        let mut message = b"number".to_vec();
        let name = self.operand_name(operand);
        let name = name.filter(|(kind, _)| !(hides_constants && *kind == "constant"));
        append_name(&mut message, name);
        message.extend_from_slice(b" has no integer representation");
        self.error(message)
    }

    /// The error of calling a value that cannot be called, named after the instruction that calls it.
    #[cold]
    pub(crate) fn call_error(&mut self, function: Value) -> Throw {
        let frame = self.current_frame();
        let name = if self.base == self.coroutine.stack {
            None
        } else if frame.closure().is_some() {
            names::called_name(&frame, self.dialect)
        } else {
            frame.caller().and_then(|caller| names::called_name(&caller, self.dialect))
        };
        let names_callers = self.dialect.messages.call_errors_name_callers;
        let is_caller = |(kind, name): &names::Name| {
            matches!(*kind, "for iterator" | "metamethod") || name == b"(for generator)"
        };
        let name = name.filter(|name| names_callers || !is_caller(name));
        self.type_error_named("call", function, name)
    }

    /// The error of a metamethod that is not there any more.
    #[cold]
    pub(crate) fn metamethod_call_error(&mut self, value: Value, event: &'static str) -> Throw {
        let names_callers = self.dialect.messages.call_errors_name_callers;
        let name = names_callers.then(|| ("metamethod", event.as_bytes().to_vec()));
        self.type_error_named("call", value, name)
    }

    /// The error of comparing two values that cannot be compared.
    #[cold]
    pub(crate) fn order_error(&mut self, left: Value, right: Value) -> Throw {
        let left = self.type_name_for_message(left);
        let right = self.type_name_for_message(right);
        let mut message = b"attempt to compare ".to_vec();
        if left == right {
            message.extend_from_slice(b"two ");
            message.extend_from_slice(&left);
            message.extend_from_slice(b" values");
        } else {
            message.extend_from_slice(&left);
            message.extend_from_slice(b" with ");
            message.extend_from_slice(&right);
        }
        self.error(message)
    }

    /// The error of `sort` and the like comparing two values that cannot be compared.
    pub fn comparison_error(&mut self, left: Value, right: Value) -> Throw {
        self.order_error(left, right)
    }

    /// What the source calls an operand of the running instruction.
    fn operand_name(&self, operand: Operand) -> Option<(&'static str, Vec<u8>)> {
        let frame = self.current_frame();
        let closure = frame.closure()?;
        match operand {
            Operand::Register(offset) => names::register_name(
                &closure.prototype,
                self.dialect,
                frame.index()?,
                offset / size_of::<Value>(),
            ),
            Operand::Upvalue(offset) => {
                let index = (offset - UPVALUE_OFFSET as usize) / 8;
                let name = closure.prototype.draft.upvalues.get(index)?.name.to_vec();
                Some(("upvalue", name))
            }
            Operand::Constant(offset) => {
                let value = self.constant(offset);
                value
                    .is_string()
                    .then(|| ("constant", value.pointer::<LuaString>().as_bytes().to_vec()))
            }
            Operand::Immediate => None,
        }
    }

    /// The name of a value's basic type.
    pub fn type_name(&self, value: Value) -> &'static str {
        TYPE_NAMES[type_number(value.tag)]
    }

    /// The same as a string.
    #[inline(always)]
    pub fn type_name_string(&self, value: Value) -> Value {
        Value::object(value::STRING, self.type_names[type_number(value.tag)])
    }

    /// The name of a value's type for messages: its metatable's `__name` where that is a string.
    pub fn type_name_for_message(&self, value: Value) -> Vec<u8> {
        if !self.dialect.messages.type_names_in_metatables {
            return self.type_name(value).as_bytes().to_vec();
        }
        if matches!(value.tag, value::TABLE | value::USERDATA)
            && let Some(metatable) = self.metatable_of(value)
        {
            let name = metatable.get_string(self.event_names[Event::Name as usize]);
            if name.is_string() {
                let name = name.pointer::<LuaString>().as_bytes();
                // The reference's messages end such a name at a NUL, as C strings end.
                return until_nul(name).to_vec();
            }
        }
        if value.tag == value::LIGHT {
            return b"light userdata".to_vec();
        }
        self.type_name(value).as_bytes().to_vec()
    }
}

/// Appends ` (<kind> '<name>')`.
fn append_name(message: &mut Vec<u8>, name: Option<(&'static str, Vec<u8>)>) {
    if let Some((kind, name)) = name {
        message.extend_from_slice(b" (");
        message.extend_from_slice(kind.as_bytes());
        message.extend_from_slice(b" '");
        message.extend_from_slice(&name);
        message.extend_from_slice(b"')");
    }
}
