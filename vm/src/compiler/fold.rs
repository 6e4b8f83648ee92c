//! Arithmetic on constants at compile time, wherever its result is certain.
//!
//! An operation that would raise an error is left for run time, and so is one whose result is a nan. So is one whose
//! result is a float zero, where the dialect does not make one constant of all of these in a function: there it must be
//! known which came first.

use super::literal::Literal;
use crate::dialect::{Dialect, FloatModulo};
use crate::number::arithmetic::{
    Rounding, float_floor_divide, float_modulo, float_modulo_by_floor, float_modulo_by_product,
    float_power, float_to_integer, integer_floor_divide, integer_modulo, shift_left, shift_right,
};
use crate::syntax::tree::{BinaryOperator, UnaryOperator};

/// The value of an operation on two constants.
pub(super) fn binary(
    dialect: &Dialect,
    operator: BinaryOperator,
    left: Literal,
    right: Literal,
) -> Option<Literal> {
    if !left.is_number() || !right.is_number() {
        return None;
    }
    if let Some(operation) = integer_only(operator) {
        return Some(Literal::Integer(operation(to_integer(left)?, to_integer(right)?)));
    }
    if divides(operator) && to_float(right)? == 0.0 {
        return None;
    }
    if let (Literal::Integer(left), Literal::Integer(right)) = (left, right)
        && let Some(result) = integers(operator, left, right)
    {
        return result.map(Literal::Integer);
    }
    certain(dialect, floats(dialect, operator, to_float(left)?, to_float(right)?)?)
}

/// The value of an operation on one constant.
pub(super) fn unary(
    dialect: &Dialect,
    operator: UnaryOperator,
    operand: Literal,
) -> Option<Literal> {
    match (operator, operand) {
        (UnaryOperator::Not, operand) => Some(Literal::Boolean(!operand.is_truthy())),
        (UnaryOperator::Negate, Literal::Integer(value)) => {
            Some(Literal::Integer(value.wrapping_neg()))
        }
        (UnaryOperator::Negate, Literal::Float(value)) => certain(dialect, -value),
        (UnaryOperator::BitNot, operand) => Some(Literal::Integer(!to_integer(operand)?)),
        _ => None,
    }
}

/// A float result, unless it is one of those that are never folded.
fn certain(dialect: &Dialect, value: f64) -> Option<Literal> {
    let is_certain = !value.is_nan() && (value != 0.0 || dialect.float_zeros_are_one_constant);
    is_certain.then_some(Literal::Float(value))
}

/// The operations whose operands are always made integers.
fn integer_only(operator: BinaryOperator) -> Option<fn(i64, i64) -> i64> {
    match operator {
        BinaryOperator::BitAnd => Some(|left, right| left & right),
        BinaryOperator::BitOr => Some(|left, right| left | right),
        BinaryOperator::BitXor => Some(|left, right| left ^ right),
        BinaryOperator::ShiftLeft => Some(shift_left),
        BinaryOperator::ShiftRight => Some(shift_right),
        _ => None,
    }
}

/// The operations for which a zero on the right is an error or no number.
fn divides(operator: BinaryOperator) -> bool {
    matches!(
        operator,
        BinaryOperator::Divide | BinaryOperator::FloorDivide | BinaryOperator::Modulo
    )
}

/// The operations that map integers to integers. The outer `None` says that there is no such
/// operation for integers, the inner one that it cannot be folded.
fn integers(operator: BinaryOperator, left: i64, right: i64) -> Option<Option<i64>> {
    Some(match operator {
        BinaryOperator::Add => Some(left.wrapping_add(right)),
        BinaryOperator::Subtract => Some(left.wrapping_sub(right)),
        BinaryOperator::Multiply => Some(left.wrapping_mul(right)),
        BinaryOperator::FloorDivide => integer_floor_divide(left, right),
        BinaryOperator::Modulo => integer_modulo(left, right),
        _ => return None,
    })
}

/// The operations on floats.
fn floats(dialect: &Dialect, operator: BinaryOperator, left: f64, right: f64) -> Option<f64> {
    Some(match operator {
        BinaryOperator::Add => left + right,
        BinaryOperator::Subtract => left - right,
        BinaryOperator::Multiply => left * right,
        BinaryOperator::Divide => left / right,
        BinaryOperator::FloorDivide => float_floor_divide(left, right),
        BinaryOperator::Modulo => match dialect.float_modulo {
            FloatModulo::BySign => float_modulo(left, right),
            FloatModulo::ByFloor => float_modulo_by_floor(left, right),
            FloatModulo::ByProduct => float_modulo_by_product(left, right),
        },
        BinaryOperator::Power => float_power(left, right),
        _ => return None,
    })
}

/// The integer with the same value as a number.
fn to_integer(literal: Literal) -> Option<i64> {
    match literal {
        Literal::Integer(value) => Some(value),
        Literal::Float(value) => float_to_integer(value, Rounding::Exact),
        _ => None,
    }
}

/// The float nearest to a number.
fn to_float(literal: Literal) -> Option<f64> {
    match literal {
        Literal::Integer(value) => Some(value as f64),
        Literal::Float(value) => Some(value),
        _ => None,
    }
}
