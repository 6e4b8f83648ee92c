//! The short ways to metamethods of tables: of operators and comparisons of two values, and into plain Lua functions.
//!
//! What is not a table with the metamethod that is looked for first is left to the ordinary ways.

use super::frame::Boundary;
use super::state::State;
use super::throw::Throw;
use crate::bytecode::{Instruction, Opcode};
use crate::object::{Closure, CodeHeader, Event, Table};
use crate::value::{CLOSURE, TABLE, Value, store_value};

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

impl State {
    /// Completes whichever arithmetic instruction asks.
    pub(crate) fn slow_arithmetic_any(&mut self, word: Instruction) -> Result<(), Throw> {
        let Some(opcode) = word.opcode() else { return Ok(()) };
        let left = self.register(word.b());
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
        let left = self.register(word.a());
        if left.tag == TABLE {
            let event = match opcode {
                Opcode::JumpLess | Opcode::JumpNotLess => Event::Less,
                Opcode::JumpLessEqual | Opcode::JumpNotLessEqual => Event::LessEqual,
                _ => return self.slow_comparison(opcode, word),
            };
            let right = self.register(word.b());
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
