//! Comparisons, fused with the jump that depends on them.
//!
//! There is an instruction for each order and one for its negation, because `not (a < b)` is not
//! `b <= a` where one of them is not a number. `a > b` is `b < a` with its operands in registers in
//! the same order of evaluation.

use super::Compiler;
use super::emitter::{ListId, Register};
use super::literal::Literal;
use super::operator::Side;
use super::registers::Operand;
use crate::bytecode::{self, Instruction};
use crate::number::arithmetic::{Rounding, float_to_integer};
use crate::object::SHORT_MAX;
use crate::syntax::tree::BinaryOperator;

/// Comparison with an immediate: the source has a float.
const FLOAT_FORM: i64 = 1;

/// Comparison with an immediate: the source has the literal on the left.
const LITERAL_ON_LEFT: i64 = 2;

/// The order relations of the instructions; those with an immediate have all four.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Order {
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
}

impl Order {
    /// The relation that holds between the same values the other way round.
    fn mirrored(self) -> Order {
        match self {
            Order::Less => Order::Greater,
            Order::LessEqual => Order::GreaterEqual,
            Order::Greater => Order::Less,
            Order::GreaterEqual => Order::LessEqual,
        }
    }
}

impl Compiler<'_> {
    /// A comparison as a boolean value.
    pub(super) fn comparison(
        &mut self,
        operator: BinaryOperator,
        left: Side,
        right: Side,
        mark: Register,
        target: Option<Register>,
    ) -> Operand {
        let no = self.new_list();
        let end = self.new_list();
        self.compare(operator, left, right, false, no);
        let (dst, result) = self.result(mark, target, right.line);
        self.load(Literal::Boolean(true), dst, right.line);
        self.jump(end, right.line);
        self.bind(no);
        self.load(Literal::Boolean(false), dst, right.line);
        self.bind(end);
        self.release_lists(no);
        result
    }

    /// Jumps to the list if the comparison gives `when`.
    pub(super) fn compare(
        &mut self,
        operator: BinaryOperator,
        left: Side,
        right: Side,
        when: bool,
        list: ListId,
    ) {
        match operator {
            BinaryOperator::Equal => self.compare_equal(left, right, when, list),
            BinaryOperator::NotEqual => self.compare_equal(left, right, !when, list),
            BinaryOperator::Less => self.compare_order(Order::Less, left, right, when, list),
            BinaryOperator::LessEqual => {
                self.compare_order(Order::LessEqual, left, right, when, list);
            }
            BinaryOperator::Greater => self.compare_order(Order::Greater, left, right, when, list),
            _ => self.compare_order(Order::GreaterEqual, left, right, when, list),
        }
    }

    /// `==`; the order of the operands does not matter, so a constant becomes the right one.
    fn compare_equal(&mut self, left: Side, right: Side, when: bool, list: ListId) {
        let line = right.line;
        let (left, right) = if left.literal().is_some() { (right, left) } else { (left, right) };
        let first = self.register_of(left.operand, left.line).into();
        if let Some(literal) = right.literal()
            && self.is_short_constant(literal)
            && let Some(field) = self.constant_field(literal)
        {
            let jump = equal_constant(first, field, when);
            // The field of the inverse is counted from the same place: only one of them is made.
            return self.branch(jump, equal_constant(first, field, !when), list, line);
        }
        let second = self.register_of(right.operand, right.line).into();
        self.branch(equal(first, second, when), equal(first, second, !when), list, line);
    }

    /// Whether a constant can be compared by an instruction: anything but a long string.
    fn is_short_constant(&self, literal: Literal) -> bool {
        match literal {
            Literal::String(name) => self.tree.text(name).len() <= SHORT_MAX,
            _ => true,
        }
    }

    /// `<`, `<=`, `>`, `>=`; a small number on either side becomes an immediate.
    fn compare_order(&mut self, order: Order, left: Side, right: Side, when: bool, list: ListId) {
        let line = right.line;
        let right = Side { operand: self.chosen(right.operand), ..right };
        let immediate = match (small(right), small(left)) {
            (Some((value, form)), _) => Some((order, left, value, form)),
            (None, Some((value, form))) => {
                Some((order.mirrored(), right, value, form | LITERAL_ON_LEFT))
            }
            (None, None) => None,
        };
        if let Some((order, side, value, form)) = immediate {
            let register = self.register_of(side.operand, side.line).into();
            let jump = order_immediate(order, when, form, register, value);
            let inverse = order_immediate(order, !when, form, register, value);
            return self.branch(jump, inverse, list, line);
        }
        let first = self.register_of(left.operand, left.line);
        let second = self.register_of(right.operand, right.line);
        let (order, first, second) = match order {
            Order::Less | Order::LessEqual => (order, first, second),
            Order::Greater | Order::GreaterEqual => (order.mirrored(), second, first),
        };
        let (first, second) = (first.into(), second.into());
        let jump = order_registers(order, when, first, second);
        self.branch(jump, order_registers(order, !when, first, second), list, line);
    }
}

/// A number that fits an immediate, with the form that says whether it is a float.
fn small(side: Side) -> Option<(i64, i64)> {
    let (value, form) = match side.literal()? {
        Literal::Integer(value) => (value, 0),
        Literal::Float(value) => (float_to_integer(value, Rounding::Exact)?, FLOAT_FORM),
        _ => return None,
    };
    i16::try_from(value).is_ok().then_some((value, form))
}

/// The jump for equal or different registers.
fn equal(left: i64, right: i64, when: bool) -> Instruction {
    match when {
        true => bytecode::JumpEqual { left, right, target: 0 }.encode(),
        false => bytecode::JumpNotEqual { left, right, target: 0 }.encode(),
    }
}

/// The jump for a register that equals a constant, or does not.
fn equal_constant(left: i64, right: i64, when: bool) -> Instruction {
    match when {
        true => bytecode::JumpEqualConstant { left, right, target: 0 }.encode(),
        false => bytecode::JumpNotEqualConstant { left, right, target: 0 }.encode(),
    }
}

/// The jump for two registers; the order is `Less` or `LessEqual`.
fn order_registers(order: Order, when: bool, left: i64, right: i64) -> Instruction {
    let target = 0;
    match (order == Order::Less, when) {
        (true, true) => bytecode::JumpLess { left, right, target }.encode(),
        (true, false) => bytecode::JumpNotLess { left, right, target }.encode(),
        (false, true) => bytecode::JumpLessEqual { left, right, target }.encode(),
        (false, false) => bytecode::JumpNotLessEqual { left, right, target }.encode(),
    }
}

/// The jump for a register and an immediate.
fn order_immediate(order: Order, when: bool, form: i64, left: i64, right: i64) -> Instruction {
    /// Encodes one of the jumps with an immediate; their operands have the same names.
    macro_rules! jump {
        ($name:ident) => {
            bytecode::$name { form, left, right, target: 0 }.encode()
        };
    }
    match (order, when) {
        (Order::Less, true) => jump!(JumpLessImmediate),
        (Order::Less, false) => jump!(JumpNotLessImmediate),
        (Order::LessEqual, true) => jump!(JumpLessEqualImmediate),
        (Order::LessEqual, false) => jump!(JumpNotLessEqualImmediate),
        (Order::Greater, true) => jump!(JumpGreaterImmediate),
        (Order::Greater, false) => jump!(JumpNotGreaterImmediate),
        (Order::GreaterEqual, true) => jump!(JumpGreaterEqualImmediate),
        (Order::GreaterEqual, false) => jump!(JumpNotGreaterEqualImmediate),
    }
}
