//! Comparisons that the fast paths leave: mixed numbers, strings, metamethods, errors.

use super::state::State;
use super::throw::Throw;
use crate::bytecode::{Instruction, Opcode};
use crate::number::compare;
use crate::object::{Event, LuaString, raw_equal};
use crate::value::{FLOAT, INTEGER, TABLE, USERDATA, Value};

/// The order a jump asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    Equal,
    Less,
    LessEqual,
}

/// Noted at the call of a metamethod whose answer is the opposite of what the instruction asks.
const NEGATED: u16 = 1;

/// What an instruction compares: the order, the operands left to right, and whether it jumps when it holds.
struct Question {
    order: Order,
    left: Value,
    right: Value,
    jumps_if: bool,
}

/// Whether a comparing jump is taken when its comparison holds.
pub(super) const fn jumps_if(opcode: Opcode) -> bool {
    use Opcode as O;
    !matches!(
        opcode,
        O::JumpNotEqual
            | O::JumpNotEqualConstant
            | O::JumpNotLess
            | O::JumpNotLessEqual
            | O::JumpNotLessImmediate
            | O::JumpNotLessEqualImmediate
            | O::JumpNotGreaterImmediate
            | O::JumpNotGreaterEqualImmediate
    )
}

impl State {
    fn question(&self, opcode: Opcode, word: Instruction) -> Question {
        use Opcode as O;
        let left = self.register(word.a());
        let immediate = || match word.x() & 1 {
            0 => Value::integer(word.signed_b() as i64),
            _ => Value::float(word.signed_b() as f64),
        };
        let (order, is_swapped, right) = match opcode {
            O::JumpEqual | O::JumpNotEqual => (Order::Equal, false, self.register(word.b())),
            O::JumpEqualConstant | O::JumpNotEqualConstant => {
                (Order::Equal, false, self.constant(word.signed_b()))
            }
            O::JumpLess | O::JumpNotLess => (Order::Less, false, self.register(word.b())),
            O::JumpLessEqual | O::JumpNotLessEqual => {
                (Order::LessEqual, false, self.register(word.b()))
            }
            O::JumpLessImmediate | O::JumpNotLessImmediate => (Order::Less, false, immediate()),
            O::JumpLessEqualImmediate | O::JumpNotLessEqualImmediate => {
                (Order::LessEqual, false, immediate())
            }
            O::JumpGreaterImmediate | O::JumpNotGreaterImmediate => {
                (Order::Less, true, immediate())
            }
            _ => (Order::LessEqual, true, immediate()),
        };
        let (left, right) = if is_swapped { (right, left) } else { (left, right) };
        Question { order, left, right, jumps_if: jumps_if(opcode) }
    }

    /// Completes a comparing jump.
    pub(crate) fn slow_comparison(
        &mut self,
        opcode: Opcode,
        word: Instruction,
    ) -> Result<(), Throw> {
        let question = self.question(opcode, word);
        let (left, right) = (question.left, question.right);
        let answer = match question.order {
            Order::Equal => match self.equality(left, right) {
                Ok(answer) => answer,
                Err(handler) => return self.call_metamethod(handler, [left, right]),
            },
            order => {
                let is_less = order == Order::Less;
                match raw_order(left, right, is_less) {
                    Some(answer) => answer,
                    None => {
                        return self.order_by_metamethod(left, right, is_less);
                    }
                }
            }
        };
        if answer == question.jumps_if {
            self.jump(word.signed_c());
        }
        Ok(())
    }

    /// Calls the metamethod that decides an order, or raises the error of its absence.
    fn order_by_metamethod(
        &mut self,
        left: Value,
        right: Value,
        is_less: bool,
    ) -> Result<(), Throw> {
        let event = if is_less { Event::Less } else { Event::LessEqual };
        let handler = self.order_metamethod(left, right, event);
        if !handler.is_nil() {
            return self.call_metamethod(handler, [left, right]);
        }
        if !is_less && self.dialect.less_equal_from_less {
            let handler = self.order_metamethod(right, left, Event::Less);
            if !handler.is_nil() {
                return self.call_metamethod_noting(handler, &[right, left], NEGATED);
            }
        }
        Err(self.order_error(left, right))
    }

    /// Completes a comparing jump whose metamethod answered; `detail` is what was noted at its call.
    pub(crate) fn finish_comparison(
        &mut self,
        opcode: Opcode,
        word: Instruction,
        answer: bool,
        detail: usize,
    ) {
        if (answer != (detail == usize::from(NEGATED))) == jumps_if(opcode) {
            self.jump(word.signed_c());
        }
    }

    /// Whether two values are equal, or the metamethod that decides.
    pub fn equality(&mut self, left: Value, right: Value) -> Result<bool, Value> {
        if raw_equal(left, right) {
            return Ok(true);
        }
        if left.tag != right.tag || (left.tag != TABLE && left.tag != USERDATA) {
            return Ok(false);
        }
        let handler = match self.dialect.equality_needs_shared_handler {
            true => self.shared_metamethod(left, right, Event::Equal),
            false => self.binary_metamethod(left, right, Event::Equal),
        };
        if handler.is_nil() { Ok(false) } else { Err(handler) }
    }

    /// Whether `left < right` where that needs no metamethod.
    pub fn less_than_raw(&self, left: Value, right: Value) -> Option<bool> {
        raw_order(left, right, true)
    }

    /// The metamethod that decides `left < right`, nil if there is none.
    pub fn less_than_metamethod(&self, left: Value, right: Value) -> Value {
        self.order_metamethod(left, right, Event::Less)
    }

    /// The handler of an event of order.
    pub(super) fn order_metamethod(&self, left: Value, right: Value, event: Event) -> Value {
        if !self.dialect.order_needs_shared_handler {
            return self.binary_metamethod(left, right, event);
        }
        match self.type_name(left) == self.type_name(right) {
            true => self.shared_metamethod(left, right, event),
            false => Value::NIL,
        }
    }

    /// The handler of an event that both operands have, nil if they have different ones.
    fn shared_metamethod(&self, left: Value, right: Value, event: Event) -> Value {
        let handler = self.metamethod(left, event);
        if raw_equal(handler, self.metamethod(right, event)) { handler } else { Value::NIL }
    }

    /// The handler of an event of two operands: the left one's, else the right one's.
    pub fn binary_metamethod(&self, left: Value, right: Value, event: Event) -> Value {
        let handler = self.metamethod(left, event);
        if handler.is_nil() { self.metamethod(right, event) } else { handler }
    }
}

/// Whether `left < right`, or `left <= right`; `None` unless both are numbers or both strings.
pub(super) fn raw_order(left: Value, right: Value, is_less: bool) -> Option<bool> {
    match (left.tag, right.tag) {
        (INTEGER, INTEGER) => {
            let (left, right) = (left.integer_bits(), right.integer_bits());
            Some(if is_less { left < right } else { left <= right })
        }
        (FLOAT, FLOAT) => {
            let (left, right) = (left.float_bits(), right.float_bits());
            Some(if is_less { left < right } else { left <= right })
        }
        (INTEGER, FLOAT) => {
            let (left, right) = (left.integer_bits(), right.float_bits());
            Some(if is_less {
                compare::integer_less_float(left, right)
            } else {
                compare::integer_less_equal_float(left, right)
            })
        }
        (FLOAT, INTEGER) => {
            let (left, right) = (left.float_bits(), right.integer_bits());
            Some(if is_less {
                compare::float_less_integer(left, right)
            } else {
                compare::float_less_equal_integer(left, right)
            })
        }
        _ if left.is_string() && right.is_string() => {
            let left = left.pointer::<LuaString>().as_bytes();
            let right = right.pointer::<LuaString>().as_bytes();
            Some(if is_less { left < right } else { left <= right })
        }
        _ => None,
    }
}
