//! Arithmetic that the fast paths leave: mixed types, strings, metamethods, errors.

use super::error::Operand;
use super::state::State;
use super::throw::Throw;
use crate::bytecode::{Instruction, Opcode};
use crate::dialect::FloatModulo;
use crate::number::Number;
use crate::number::arithmetic::{self as numeric, Rounding};
use crate::number::parse;
use crate::object::{Event, LuaString};
use crate::value::{FLOAT, INTEGER, Value};

/// What kind of numbers an operation works on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Domain {
    /// Integers stay integers, everything else is done with floats.
    Both,
    /// Always floats.
    Floats,
    /// Only integers.
    Integers,
}

/// The event of an arithmetic instruction, and what it works on.
fn operation(opcode: Opcode) -> Option<(Event, Domain)> {
    use Opcode as O;
    Some(match opcode {
        O::Add | O::AddConstant | O::AddImmediate => (Event::Add, Domain::Both),
        O::Subtract | O::SubtractConstant => (Event::Subtract, Domain::Both),
        O::Multiply | O::MultiplyConstant => (Event::Multiply, Domain::Both),
        O::Modulo | O::ModuloConstant => (Event::Modulo, Domain::Both),
        O::FloorDivide | O::FloorDivideConstant => (Event::FloorDivide, Domain::Both),
        O::Divide | O::DivideConstant => (Event::Divide, Domain::Floats),
        O::Power | O::PowerConstant => (Event::Power, Domain::Floats),
        O::BitAnd | O::BitAndConstant => (Event::BitAnd, Domain::Integers),
        O::BitOr | O::BitOrConstant => (Event::BitOr, Domain::Integers),
        O::BitXor | O::BitXorConstant => (Event::BitXor, Domain::Integers),
        O::ShiftLeft | O::ShiftLeftImmediate => (Event::ShiftLeft, Domain::Integers),
        O::ShiftRight | O::ShiftRightImmediate => (Event::ShiftRight, Domain::Integers),
        O::Negate => (Event::Negate, Domain::Both),
        O::BitNot => (Event::BitNot, Domain::Integers),
        _ => return None,
    })
}

/// How an operand is given, to find its name for a message.
fn right_operand(opcode: Opcode, word: Instruction) -> Operand {
    use Opcode as O;
    match opcode {
        O::Negate | O::BitNot => Operand::Register(word.b()),
        O::AddImmediate | O::ShiftLeftImmediate | O::ShiftRightImmediate => Operand::Immediate,
        opcode if (O::AddConstant as u8..=O::BitXorConstant as u8).contains(&(opcode as u8)) => {
            Operand::Constant(word.signed_c())
        }
        _ => Operand::Register(word.c()),
    }
}

impl State {
    /// Completes an arithmetic instruction.
    pub(crate) fn slow_arithmetic(
        &mut self,
        opcode: Opcode,
        word: Instruction,
    ) -> Result<(), Throw> {
        let Some((event, domain)) = operation(opcode) else {
            return Err(self.error("invalid instruction"));
        };
        let mut left = self.register(word.b());
        let mut left_operand = Operand::Register(word.b());
        let mut right_operand = right_operand(opcode, word);
        let mut right = match right_operand {
            Operand::Constant(offset) => self.constant(offset),
            Operand::Register(offset) => self.register(offset),
            _ => Value::integer(word.signed_c() as i64),
        };
        let mut event = event;
        if opcode == Opcode::AddImmediate && word.x() == 2 {
            event = Event::Subtract;
            right = Value::integer(-(word.signed_c() as i64));
        }
        let has_order =
            matches!(right_operand, Operand::Constant(_)) || opcode == Opcode::AddImmediate;
        if has_order && word.x() == 1 {
            std::mem::swap(&mut left, &mut right);
            std::mem::swap(&mut left_operand, &mut right_operand);
        }
        match self.raw_arithmetic(event, domain, left, right)? {
            Some(result) => {
                self.set_register(word.a(), result);
                Ok(())
            }
            None => {
                if let Some(result) = self.string_arithmetic(event, domain, left, right)? {
                    self.set_register(word.a(), result);
                    return Ok(());
                }
                self.arithmetic_metamethod(event, (left, left_operand), (right, right_operand))
            }
        }
    }

    /// The result of an operation on numbers and strings that read as numbers, where the string library does not
    /// take care of it.
    fn string_arithmetic(
        &mut self,
        event: Event,
        domain: Domain,
        left: Value,
        right: Value,
    ) -> Result<Option<Value>, Throw> {
        if self.dialect.string_arithmetic_in_library || !(left.is_string() || right.is_string()) {
            return Ok(None);
        }
        match (self.to_number(left), self.to_number(right)) {
            (Some(left), Some(right)) => {
                let becomes_float = domain == Domain::Both && self.dialect.strings_become_floats;
                let domain = if becomes_float { Domain::Floats } else { domain };
                self.raw_arithmetic(event, domain, left, right)
            }
            _ => Ok(None),
        }
    }

    /// The result of an operation on two numbers, by its event; for native functions that do arithmetic.
    pub fn arithmetic(
        &mut self,
        event: Event,
        left: Value,
        right: Value,
    ) -> Result<Option<Value>, Throw> {
        let domain = match event {
            Event::Divide | Event::Power => Domain::Floats,
            Event::BitAnd
            | Event::BitOr
            | Event::BitXor
            | Event::ShiftLeft
            | Event::ShiftRight
            | Event::BitNot => Domain::Integers,
            _ => Domain::Both,
        };
        self.raw_arithmetic(event, domain, left, right)
    }

    /// The result of an operation on two numbers; `None` where an operand is not one the operation takes.
    fn raw_arithmetic(
        &mut self,
        event: Event,
        domain: Domain,
        left: Value,
        right: Value,
    ) -> Result<Option<Value>, Throw> {
        if domain == Domain::Integers {
            let (Some(left), Some(right)) = (exact_integer(left), exact_integer(right)) else {
                return Ok(None);
            };
            return Ok(Some(Value::integer(integer_operation(event, left, right))));
        }
        if domain == Domain::Both && left.tag == INTEGER && right.tag == INTEGER {
            let (left, right) = (left.integer_bits(), right.integer_bits());
            let result = match event {
                Event::Modulo => match numeric::integer_modulo(left, right) {
                    Some(result) => result,
                    None => return Err(self.error("attempt to perform 'n%0'")),
                },
                Event::FloorDivide => match numeric::integer_floor_divide(left, right) {
                    Some(result) => result,
                    None => return Err(self.error("attempt to divide by zero")),
                },
                event => integer_operation(event, left, right),
            };
            return Ok(Some(Value::integer(result)));
        }
        let (Some(left), Some(right)) = (float_of(left), float_of(right)) else { return Ok(None) };
        Ok(Some(Value::float(match event {
            Event::Add => left + right,
            Event::Subtract => left - right,
            Event::Multiply => left * right,
            Event::Divide => left / right,
            Event::Power => numeric::float_power(left, right),
            Event::Modulo => match self.dialect.float_modulo {
                FloatModulo::ByFloor => numeric::float_modulo_by_floor(left, right),
                FloatModulo::ByProduct => numeric::float_modulo_by_product(left, right),
                FloatModulo::BySign => numeric::float_modulo(left, right),
            },
            Event::FloorDivide => numeric::float_floor_divide(left, right),
            _ => -left,
        })))
    }

    /// Calls the metamethod of an operation, or raises the error of its absence.
    fn arithmetic_metamethod(
        &mut self,
        event: Event,
        left: (Value, Operand),
        right: (Value, Operand),
    ) -> Result<(), Throw> {
        let mut handler = self.metamethod(left.0, event);
        if handler.is_nil() {
            handler = self.metamethod(right.0, event);
        }
        if !handler.is_nil() {
            return self.call_metamethod(handler, [left.0, right.0]);
        }
        Err(self.arithmetic_error(event, left, right))
    }

    #[cold]
    fn arithmetic_error(
        &mut self,
        event: Event,
        left: (Value, Operand),
        right: (Value, Operand),
    ) -> Throw {
        let is_bitwise = matches!(
            event,
            Event::BitAnd
                | Event::BitOr
                | Event::BitXor
                | Event::ShiftLeft
                | Event::ShiftRight
                | Event::BitNot
        );
        // Operations with two operands take constants as they are, which hides their names from old messages.
        let has_two = !matches!(event, Event::Negate | Event::BitNot);
        let hides_constants = has_two && !self.dialect.messages.constant_operands_have_names;
        let number = |value: Value| match self.dialect.string_arithmetic_in_library {
            true => value.is_number().then_some(value),
            false => self.to_number(value),
        };
        if let (true, Some(number), Some(_)) = (is_bitwise, number(left.0), number(right.0)) {
            let culprit = if exact_integer(number).is_none() { left } else { right };
            return self.no_integer_error(culprit.1, hides_constants);
        }
        let is_left_good = match self.dialect.string_arithmetic_in_library {
            true => left.0.is_number(),
            false => self.to_number(left.0).is_some(),
        };
        let culprit = if is_left_good { right } else { left };
        let verb =
            if is_bitwise { "perform bitwise operation on" } else { "perform arithmetic on" };
        self.operand_error(verb, culprit.0, culprit.1, hides_constants)
    }

    /// A number for a string that looks like one, as arithmetic on strings converts it; numbers are themselves.
    pub fn to_number(&self, value: Value) -> Option<Value> {
        if value.is_number() {
            return Some(value);
        }
        if !value.is_string() {
            return None;
        }
        let text = value.pointer::<LuaString>().as_bytes();
        if self.dialect.integers {
            parse::parse_number(text).map(Value::from)
        } else {
            let like_c = self.dialect.numbers_are_read_as_by_c;
            let end = if like_c { text.iter().position(|&byte| byte == 0) } else { None };
            let text = &text[..end.unwrap_or(text.len())];
            let name = || if like_c { parse::named_float(text) } else { None };
            parse::parse_float(text).or_else(name).map(Value::float)
        }
    }

    /// The integer a number or a numeric string stands for exactly.
    pub fn to_integer(&self, value: Value) -> Option<i64> {
        exact_integer(self.to_number(value)?)
    }
}

/// An operation on two integers that is defined for all of them.
fn integer_operation(event: Event, left: i64, right: i64) -> i64 {
    match event {
        Event::Add => left.wrapping_add(right),
        Event::Subtract => left.wrapping_sub(right),
        Event::Multiply => left.wrapping_mul(right),
        Event::BitAnd => left & right,
        Event::BitOr => left | right,
        Event::BitXor => left ^ right,
        Event::ShiftLeft => numeric::shift_left(left, right),
        Event::ShiftRight => numeric::shift_left(left, right.wrapping_neg()),
        Event::BitNot => !left,
        _ => left.wrapping_neg(),
    }
}

/// The float a number stands for.
pub(crate) fn float_of(value: Value) -> Option<f64> {
    match value.tag {
        INTEGER => Some(value.integer_bits() as f64),
        FLOAT => Some(value.float_bits()),
        _ => None,
    }
}

/// The integer a number stands for, if it is exact.
pub(crate) fn exact_integer(value: Value) -> Option<i64> {
    match value.tag {
        INTEGER => Some(value.integer_bits()),
        FLOAT => numeric::float_to_integer(value.float_bits(), Rounding::Exact),
        _ => None,
    }
}

impl From<Number> for Value {
    fn from(number: Number) -> Value {
        match number {
            Number::Integer(integer) => Value::integer(integer),
            Number::Float(float) => Value::float(float),
        }
    }
}
