//! The quick entries of the mathematical library: arguments that are numbers.

use crate::interpreter::{Arguments, Given, QuickContext};
use crate::number::arithmetic::{Rounding, float_to_integer};
use crate::value::{FLOAT, INTEGER, Value};

/// A number as a float.
#[inline(always)]
pub(super) fn number(value: Value) -> Option<f64> {
    match value.tag {
        FLOAT => Some(value.float_bits()),
        INTEGER => Some(value.integer_bits() as f64),
        _ => None,
    }
}

/// `math.abs`
pub(super) fn abs(_: QuickContext<'_>, arguments: Arguments<'_>) -> Given {
    let value = arguments.get(0);
    match value.tag {
        INTEGER => arguments.answer(Value::integer(value.integer_bits().wrapping_abs())),
        FLOAT => arguments.answer(Value::float(value.float_bits().abs())),
        _ => Given::DECLINED,
    }
}

/// 2^62: floats below it, rounded, are integers.
const LARGE: f64 = 4_611_686_018_427_387_904.0;

/// Rounds a float that cutting its fraction off moves in the wrong direction when `is_wrong(cut, float)`, by then adding
/// `correction`.
#[inline(always)]
fn round(
    context: QuickContext<'_>,
    arguments: Arguments<'_>,
    is_wrong: fn(f64, f64) -> bool,
    correction: i64,
) -> Given {
    let value = arguments.get(0);
    match value.tag {
        INTEGER => arguments.answer(value),
        // Without integers the result can be a negative zero.
        FLOAT if context.has_integers() => {
            let number = value.float_bits();
            if !(-LARGE..LARGE).contains(&number) {
                return Given::DECLINED;
            }
            let cut = number as i64;
            let rounded = if is_wrong(cut as f64, number) { cut + correction } else { cut };
            arguments.answer(Value::integer(rounded))
        }
        FLOAT => {
            let number = value.float_bits();
            let cut = number.trunc();
            let rounded = if is_wrong(cut, number) { cut + correction as f64 } else { cut };
            arguments.answer(Value::float(rounded))
        }
        _ => Given::DECLINED,
    }
}

/// `math.ceil`
pub(super) fn ceil(context: QuickContext<'_>, arguments: Arguments<'_>) -> Given {
    round(context, arguments, |cut, number| cut < number, 1)
}

/// `math.floor`
pub(super) fn floor(context: QuickContext<'_>, arguments: Arguments<'_>) -> Given {
    round(context, arguments, |cut, number| cut > number, -1)
}

/// `math.fmod`
pub(super) fn fmod(_: QuickContext<'_>, arguments: Arguments<'_>) -> Given {
    let (left, right) = (arguments.get(0), arguments.get(1));
    match (left.tag, right.tag) {
        (INTEGER, INTEGER) if right.integer_bits() != 0 => {
            let remainder = left.integer_bits().wrapping_rem(right.integer_bits());
            arguments.answer(Value::integer(remainder))
        }
        (FLOAT, FLOAT) => arguments.answer(Value::float(left.float_bits() % right.float_bits())),
        _ => Given::DECLINED,
    }
}

/// The argument that is chosen over all others, where all are integers, or all floats.
#[inline(always)]
fn choose(
    arguments: Arguments<'_>,
    is_better_integer: fn(i64, i64) -> bool,
    is_better_float: fn(f64, f64) -> bool,
) -> Given {
    let mut chosen = arguments.get(0);
    if chosen.tag != INTEGER && chosen.tag != FLOAT {
        return Given::DECLINED;
    }
    for index in 1..arguments.count() {
        let other = arguments.get(index);
        if other.tag != chosen.tag {
            return Given::DECLINED;
        }
        let is_better = if other.tag == INTEGER {
            is_better_integer(other.integer_bits(), chosen.integer_bits())
        } else {
            is_better_float(other.float_bits(), chosen.float_bits())
        };
        if is_better {
            chosen = other;
        }
    }
    arguments.answer(chosen)
}

/// `math.max`
pub(super) fn max(_: QuickContext<'_>, arguments: Arguments<'_>) -> Given {
    choose(arguments, |other, chosen| chosen < other, |other, chosen| chosen < other)
}

/// `math.min`
pub(super) fn min(_: QuickContext<'_>, arguments: Arguments<'_>) -> Given {
    choose(arguments, |other, chosen| other < chosen, |other, chosen| other < chosen)
}

/// `math.tointeger`
pub(super) fn tointeger(_: QuickContext<'_>, arguments: Arguments<'_>) -> Given {
    let value = arguments.get(0);
    match value.tag {
        INTEGER => arguments.answer(value),
        FLOAT => {
            let integer = float_to_integer(value.float_bits(), Rounding::Exact);
            arguments.answer(integer.map_or(Value::NIL, Value::integer))
        }
        _ => Given::DECLINED,
    }
}
