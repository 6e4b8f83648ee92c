//! The short ways through what handlers leave to ordinary code: fields of tables, metamethods of tables, and numbers of
//! two types.
//!
//! What is not found where it is looked for first is left to the ordinary ways.

use super::arithmetic::float_of;
use super::comparison::{jumps_if, raw_order};
use super::frame::Boundary;
use super::state::State;
use super::throw::Throw;
use crate::bytecode::{Instruction, Opcode};
use crate::gc::Gc;
use crate::number::arithmetic::{float_floor_divide, float_power};
use crate::object::{Closure, CodeHeader, Event, Table};
use crate::value::{CLOSURE, FLOAT, INTEGER, TABLE, Value, store_value};

/// Where an arithmetic instruction has its right operand.
#[derive(Clone, Copy)]
enum Right {
    Register,
    Constant,
    Immediate,
    /// A unary operation gives its operand twice.
    Same,
}

/// The event of an arithmetic instruction whose operands are in order, and its right operand.
#[inline(always)]
fn operation(opcode: Opcode) -> Option<(Event, Right)> {
    use Opcode as O;
    use Right::{Constant, Immediate, Register, Same};
    Some(match opcode {
        O::Add => (Event::Add, Register),
        O::Subtract => (Event::Subtract, Register),
        O::Multiply => (Event::Multiply, Register),
        O::Divide => (Event::Divide, Register),
        O::Modulo => (Event::Modulo, Register),
        O::Power => (Event::Power, Register),
        O::FloorDivide => (Event::FloorDivide, Register),
        O::AddConstant => (Event::Add, Constant),
        O::SubtractConstant => (Event::Subtract, Constant),
        O::MultiplyConstant => (Event::Multiply, Constant),
        O::DivideConstant => (Event::Divide, Constant),
        O::ModuloConstant => (Event::Modulo, Constant),
        O::PowerConstant => (Event::Power, Constant),
        O::FloorDivideConstant => (Event::FloorDivide, Constant),
        O::AddImmediate => (Event::Add, Immediate),
        O::Negate => (Event::Negate, Same),
        _ => return None,
    })
}

/// The result of an operation whose operands are numbers, one of them a float, and in order, and that handlers leave.
#[inline(always)]
fn float_result(opcode: Opcode, left: Value, right: Value) -> Option<f64> {
    if left.tag == INTEGER && right.tag == INTEGER {
        return None;
    }
    let operation = match opcode {
        Opcode::FloorDivide | Opcode::FloorDivideConstant => float_floor_divide,
        Opcode::Power | Opcode::PowerConstant => float_power,
        _ => return None,
    };
    Some(operation(float_of(left)?, float_of(right)?))
}

impl State {
    /// Reads a field for whichever instruction asks.
    pub(crate) fn slow_read_any(&mut self, word: Instruction) -> Result<(), Throw> {
        let Some(opcode) = word.opcode() else { return Ok(()) };
        let (key, words) = match opcode {
            Opcode::GetIndex => (self.register(word.c()), 0),
            Opcode::GetField => (self.constant(word.signed_c()), 1),
            _ => return self.slow_read(opcode, word),
        };
        let object = self.register(word.b());
        if object.tag != TABLE {
            return self.slow_read(opcode, word);
        }
        let table: Gc<Table> = object.pointer();
        let value = table.get(key);
        if table.has_relatives() {
            return self.slow_read(opcode, word);
        }
        if value.is_nil()
            && let Some(metatable) = table.metatable()
        {
            let handler = self.event(metatable, Event::Index);
            if handler.is_function() {
                return self.call_metamethod(handler, [object, key]);
            }
            if !handler.is_nil() {
                return self.slow_read(opcode, word);
            }
        }
        self.set_register(word.a(), value);
        self.jump(words);
        Ok(())
    }

    /// The function that is called for the storing of a key, if the table lacks the key and its metatable has one.
    #[inline]
    pub(crate) fn function_for_new_key(&self, table: Gc<Table>, key: Value) -> Option<Value> {
        let metatable = table.metatable()?;
        let handler = self.event(metatable, Event::NewIndex);
        (handler.is_function() && table.get(key).is_nil()).then_some(handler)
    }

    /// Completes whichever arithmetic instruction asks.
    pub(crate) fn slow_arithmetic_any(&mut self, word: Instruction) -> Result<(), Throw> {
        let Some(opcode) = word.opcode() else { return Ok(()) };
        let left = self.register(word.b());
        if word.x() == 0
            && let Some((_, right @ (Right::Register | Right::Constant))) = operation(opcode)
        {
            let right = match right {
                Right::Register => self.register(word.c()),
                _ => self.constant(word.signed_c()),
            };
            if let Some(result) = float_result(opcode, left, right) {
                self.set_register(word.a(), Value::float(result));
                return Ok(());
            }
        }
        // Field `x` says that the operands are not in order, or that a constant stands for its negation.
        if left.tag == TABLE
            && word.x() == 0
            && let Some((event, right)) = operation(opcode)
        {
            let handler = self.handler_of_table(left, event);
            if !handler.is_nil() {
                let right = match right {
                    Right::Register => self.register(word.c()),
                    Right::Constant => self.constant(word.signed_c()),
                    Right::Immediate => Value::integer(word.signed_c() as i64),
                    Right::Same => left,
                };
                return self.call_metamethod(handler, [left, right]);
            }
        }
        self.slow_arithmetic(opcode, word)
    }

    /// Completes whichever comparing jump asks.
    pub(crate) fn slow_comparison_any(&mut self, word: Instruction) -> Result<(), Throw> {
        let Some(opcode) = word.opcode() else { return Ok(()) };
        let event = match opcode {
            Opcode::JumpLess | Opcode::JumpNotLess => Event::Less,
            Opcode::JumpLessEqual | Opcode::JumpNotLessEqual => Event::LessEqual,
            _ => return self.slow_comparison(opcode, word),
        };
        let (left, right) = (self.register(word.a()), self.register(word.b()));
        if matches!(left.tag, INTEGER | FLOAT)
            && let Some(answer) = raw_order(left, right, event == Event::Less)
        {
            if answer == jumps_if(opcode) {
                self.jump(word.signed_c());
            }
            return Ok(());
        }
        if left.tag == TABLE {
            let handler = self.order_metamethod(left, right, event);
            if !handler.is_nil() {
                return self.call_metamethod(handler, [left, right]);
            }
        }
        self.slow_comparison(opcode, word)
    }

    /// The handler of an event in the metatable of a table.
    #[inline(always)]
    fn handler_of_table(&self, value: Value, event: Event) -> Value {
        match value.pointer::<Table>().metatable() {
            Some(metatable) => metatable.get_string(self.event_names[event as usize]),
            None => Value::NIL,
        }
    }

    /// Calls a metamethod of the running Lua function; `Finish` continues.
    #[inline]
    pub(crate) fn call_metamethod<const COUNT: usize>(
        &mut self,
        metamethod: Value,
        arguments: [Value; COUNT],
    ) -> Result<(), Throw> {
        // SAFETY: where a Lua function runs, its closure lies two below the base, and a header word lies in front of
        // every prototype's code; the slots above the frame are free up to the limit, which is looked at first.
        unsafe {
            let running = self.base.sub(2);
            if metamethod.tag == CLOSURE && (*running).tag == CLOSURE {
                let running = (*running).payload as *const Closure;
                let header = (*running).code.cast::<CodeHeader>().sub(1);
                let top = self.base.byte_add((*header).frame_bytes as usize);
                if top.add(COUNT + 4) <= self.stack_limit {
                    let slot = top.add(1);
                    let distance = slot as usize - self.base as usize;
                    top.write(Value::link(self.pc as u64, 0, distance as u32));
                    store_value(slot, metamethod);
                    for (index, argument) in arguments.iter().enumerate() {
                        store_value(slot.add(2 + index), *argument);
                    }
                    if self.enter_quickly(slot, COUNT, Boundary::Finish) {
                        return Ok(());
                    }
                }
            }
        }
        self.call_metamethod_noting(metamethod, &arguments, 0)
    }
}
