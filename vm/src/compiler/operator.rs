//! Unary and binary operators that make values.
//!
//! A binary operation takes its right side in the cheapest form there is: folded with the left one,
//! as an immediate, as a constant, or in a register. Constants on the left change places with the
//! right side where the operation commutes; a flag tells metamethods and messages about it.

use super::Compiler;
use super::emitter::Register;
use super::fold;
use super::literal::Literal;
use super::registers::Operand;
use crate::bytecode::{self, Instruction};
use crate::syntax::tree::{BinaryOperator, Expression, ExpressionId, UnaryOperator};

/// `AddImmediate`: the source says `left + right`.
const PLAIN: i64 = 0;

/// `AddImmediate`, and all instructions with a constant: the source has the constant on the left.
const CONSTANT_ON_LEFT: i64 = 1;

/// `AddImmediate`: the source subtracts.
const SUBTRACTION: i64 = 2;

/// `Length`: the result is a float.
const FLOAT_LENGTH: i64 = 1;

/// One side of a binary operator: its value and the line on which that is fetched.
#[derive(Clone, Copy, Debug)]
pub(super) struct Side {
    pub(super) operand: Operand,
    pub(super) line: u32,
}

impl Side {
    /// The constant that it is.
    pub(super) fn literal(self) -> Option<Literal> {
        match self.operand {
            Operand::Constant(literal) => Some(literal),
            Operand::Local(_) | Operand::Temporary(_) => None,
        }
    }
}

/// The right side of an arithmetic instruction.
#[derive(Clone, Copy, Debug)]
enum Right {
    Register(Register),
    /// The field of a constant.
    Constant(i64),
    /// An immediate, with the `origin` of an addition.
    Immediate(i64, i64),
}

impl Compiler<'_> {
    /// `-a`, `~a`, `#a`, `not a`
    pub(super) fn unary(
        &mut self,
        id: ExpressionId,
        operator: UnaryOperator,
        operand: ExpressionId,
        target: Option<Register>,
    ) -> Operand {
        if operator == UnaryOperator::Not && self.is_branching(operand) {
            return self.logical_value(id, target);
        }
        let mark = self.function.free;
        let value = self.operand(operand, None);
        if let Operand::Constant(literal) = value
            && let Some(folded) = fold::unary(self.dialect, operator, literal)
        {
            return Operand::Constant(folded);
        }
        let line = self.tree.operation_line(id);
        let src = self.register_of(value, self.tree.line(operand)).into();
        let (dst, result) = self.result(mark, target, line);
        let dst = dst.into();
        let instruction = match operator {
            UnaryOperator::Negate => bytecode::Negate { dst, src }.encode(),
            UnaryOperator::BitNot => bytecode::BitNot { dst, src }.encode(),
            UnaryOperator::Length => {
                let form = if self.dialect.integers { 0 } else { FLOAT_LENGTH };
                bytecode::Length { dst, form, src }.encode()
            }
            UnaryOperator::Not => bytecode::Not { dst, src }.encode(),
        };
        self.emit(instruction, line);
        result
    }

    /// `a .. b .. c`, one instruction over consecutive registers.
    pub(super) fn concat(&mut self, id: ExpressionId, target: Option<Register>) -> Operand {
        let first = self.function.free;
        let mut id = id;
        let mut line = 0;
        let mut count = 1;
        while let Expression::Binary { operator: BinaryOperator::Concat, left, right } =
            self.tree.expression(id)
        {
            self.next_register(left);
            line = self.tree.operation_line(id);
            count += 1;
            id = self.without_parentheses(right);
        }
        self.next_register(id);
        let (dst, result) = self.result(first, target, line);
        // The operands are in use until the instruction is done.
        let live = self.live_registers(dst).max(i64::from(first) + count);
        let concat = bytecode::Concat { dst: dst.into(), live, first: first.into(), count };
        self.emit(concat.encode(), line);
        result
    }

    /// What an expression is inside its parentheses, if those mean nothing where one value is used.
    pub(super) fn without_parentheses(&self, id: ExpressionId) -> ExpressionId {
        let mut id = id;
        while let Expression::Parenthesised(inner) = self.tree.expression(id) {
            id = inner;
        }
        id
    }

    /// Arithmetic, bitwise operators and comparisons as a value. Their left side may nest to any
    /// depth, so it is walked down first and compiled on the way back.
    pub(super) fn binary(&mut self, id: ExpressionId, target: Option<Register>) -> Operand {
        let bottom = self.spine.len();
        let mut left = id;
        while let Expression::Binary { operator, left: inner, .. } = self.tree.expression(left)
            && !is_logical_or_concat(operator)
        {
            self.spine.push(left);
            left = inner;
        }
        let mark = self.function.free;
        let mut value = self.operand(left, None);
        while self.spine.len() > bottom {
            let Some(node) = self.spine.pop() else { break };
            let Expression::Binary { operator, right, .. } = self.tree.expression(node) else {
                break;
            };
            if is_comparison(operator) {
                value = self.chosen(value);
            }
            let left_side = Side { operand: value, line: self.tree.line(left) };
            let operand = self.operand(right, None);
            let right_side = Side { operand, line: self.tree.line(right) };
            let target = if self.spine.len() == bottom { target } else { None };
            value = if is_comparison(operator) {
                self.comparison(operator, left_side, right_side, mark, target)
            } else {
                let line = self.tree.operation_line(node);
                self.arithmetic(operator, left_side, right_side, mark, target, line)
            };
            self.charge_point(left_side.line);
            left = node;
        }
        value
    }

    /// One arithmetic or bitwise operation.
    fn arithmetic(
        &mut self,
        operator: BinaryOperator,
        left: Side,
        right: Side,
        mark: Register,
        target: Option<Register>,
        line: u32,
    ) -> Operand {
        let literals = (left.literal(), right.literal());
        if let (Some(left), Some(right)) = literals
            && let Some(folded) = fold::binary(self.dialect, operator, left, right)
        {
            return Operand::Constant(folded);
        }
        let is_swapped = literals.0.is_some_and(|literal| commutes(operator, literal));
        let (left, right) = if is_swapped { (right, left) } else { (left, right) };
        let register = self.register_of(left.operand, left.line);
        // From here to the instruction nothing is emitted: the field of a constant is counted from it.
        let operand = self.right_operand(operator, right, is_swapped);
        let (dst, result) = self.result(mark, target, line);
        let order = if is_swapped { CONSTANT_ON_LEFT } else { PLAIN };
        let instruction = match operand {
            Right::Immediate(value, origin) => {
                immediate_form(operator, dst.into(), origin, register.into(), value)
            }
            Right::Constant(field) => {
                constant_form(operator, dst.into(), order, register.into(), field)
            }
            Right::Register(other) if is_swapped => {
                register_form(operator, dst.into(), other.into(), register.into())
            }
            Right::Register(other) => {
                register_form(operator, dst.into(), register.into(), other.into())
            }
        };
        self.emit(instruction, line);
        result
    }

    /// The right side in the cheapest form the operator has for it.
    fn right_operand(&mut self, operator: BinaryOperator, right: Side, is_swapped: bool) -> Right {
        if let Some(literal) = right.literal() {
            let origin = if is_swapped { CONSTANT_ON_LEFT } else { PLAIN };
            let is_kept =
                matches!((operator, literal), (BinaryOperator::Subtract, Literal::Integer(0)))
                    && !self.dialect.zero_is_subtracted_by_adding;
            if !is_kept && let Some((value, origin)) = immediate(operator, literal, origin) {
                return Right::Immediate(value, origin);
            }
            if takes_constant(operator, literal)
                && let Some(field) = self.constant_field(literal)
            {
                return Right::Constant(field);
            }
        }
        Right::Register(self.register_of(right.operand, right.line))
    }
}

/// Whether an operator compares.
pub(super) fn is_comparison(operator: BinaryOperator) -> bool {
    matches!(
        operator,
        BinaryOperator::Equal
            | BinaryOperator::NotEqual
            | BinaryOperator::Less
            | BinaryOperator::LessEqual
            | BinaryOperator::Greater
            | BinaryOperator::GreaterEqual
    )
}

/// Whether an operator has a form of its own and is no part of a chain of operations.
fn is_logical_or_concat(operator: BinaryOperator) -> bool {
    matches!(operator, BinaryOperator::And | BinaryOperator::Or | BinaryOperator::Concat)
}

fn is_bitwise(operator: BinaryOperator) -> bool {
    matches!(operator, BinaryOperator::BitAnd | BinaryOperator::BitOr | BinaryOperator::BitXor)
}

fn is_shift(operator: BinaryOperator) -> bool {
    matches!(operator, BinaryOperator::ShiftLeft | BinaryOperator::ShiftRight)
}

/// Whether a constant on the left may change places with the right side.
fn commutes(operator: BinaryOperator, literal: Literal) -> bool {
    match operator {
        BinaryOperator::Add | BinaryOperator::Multiply => literal.is_number(),
        _ => is_bitwise(operator) && matches!(literal, Literal::Integer(_)),
    }
}

/// Whether the operator has a form with this constant on the right.
fn takes_constant(operator: BinaryOperator, literal: Literal) -> bool {
    match literal {
        Literal::Integer(_) => !is_shift(operator),
        Literal::Float(_) => !is_shift(operator) && !is_bitwise(operator),
        Literal::Nil | Literal::Boolean(_) | Literal::String(_) => false,
    }
}

/// The immediate and the origin of an operation with a small integer on the right.
fn immediate(operator: BinaryOperator, literal: Literal, origin: i64) -> Option<(i64, i64)> {
    let Literal::Integer(value) = literal else { return None };
    let small = i16::try_from(value).ok()?;
    match operator {
        BinaryOperator::Add => Some((value, origin)),
        BinaryOperator::Subtract => Some((small.checked_neg()?.into(), SUBTRACTION)),
        BinaryOperator::ShiftLeft | BinaryOperator::ShiftRight => Some((value, PLAIN)),
        _ => None,
    }
}

fn immediate_form(
    operator: BinaryOperator,
    dst: i64,
    origin: i64,
    left: i64,
    right: i64,
) -> Instruction {
    match operator {
        BinaryOperator::ShiftLeft => bytecode::ShiftLeftImmediate { dst, left, right }.encode(),
        BinaryOperator::ShiftRight => bytecode::ShiftRightImmediate { dst, left, right }.encode(),
        _ => bytecode::AddImmediate { dst, origin, left, right }.encode(),
    }
}

/// Generates the mapping from operators to instructions, which is the same for all operands.
macro_rules! operator_instructions {
    ($($operator:ident $constant:ident,)* ; $($shift:ident,)*) => {
        /// The instruction for two registers.
        fn register_form(operator: BinaryOperator, dst: i64, left: i64, right: i64) -> Instruction {
            match operator {
                $(BinaryOperator::$operator => bytecode::$operator { dst, left, right }.encode(),)*
                $(BinaryOperator::$shift => bytecode::$shift { dst, left, right }.encode(),)*
                // The other operators do not come here.
                _ => bytecode::Add { dst, left, right }.encode(),
            }
        }

        /// The instruction for a register and a constant.
        fn constant_form(
            operator: BinaryOperator,
            dst: i64,
            order: i64,
            left: i64,
            right: i64,
        ) -> Instruction {
            match operator {
                $(BinaryOperator::$operator => {
                    bytecode::$constant { dst, order, left, right }.encode()
                })*
                // Shifts have no such form, and the other operators do not come here.
                _ => bytecode::AddConstant { dst, order, left, right }.encode(),
            }
        }
    };
}

operator_instructions! {
    Add AddConstant,
    Subtract SubtractConstant,
    Multiply MultiplyConstant,
    Divide DivideConstant,
    Modulo ModuloConstant,
    Power PowerConstant,
    FloorDivide FloorDivideConstant,
    BitAnd BitAndConstant,
    BitOr BitOrConstant,
    BitXor BitXorConstant,
    ;
    ShiftLeft,
    ShiftRight,
}
