//! Arithmetic on two numbers; everything else is slow.

use super::{Step, op, set_float_value, set_integer_value};
use crate::number::arithmetic::shift_left;
use crate::value::{FLOAT, INTEGER};

/// One operation in its two forms: both operands in registers, or the right one a constant.
macro_rules! arithmetic {
    ($(#[$attribute:meta])* $name:ident, $constant:ident, $integer:expr, $float:expr) => {
        arithmetic!(@form $(#[$attribute])* $name, machine, word, machine.register(word.c()), $integer, $float);
        arithmetic!(@form $(#[$attribute])* $constant, machine, word, machine.constant(word.signed_c()), $integer, $float);
    };
    (@form $(#[$attribute:meta])* $name:ident, $machine:ident, $word:ident, $right:expr, $integer:expr, $float:expr) => {
        op! {
            $(#[$attribute])*
            $name(state, $machine, $word) {
                let left = $machine.register($word.b());
                let right = $right;
                let target = $machine.register($word.a());
                if (*left).tag == INTEGER {
                    if (*right).tag == INTEGER {
                        let result: i64 = $integer((*left).payload as i64, (*right).payload as i64);
                        set_integer_value(target, result);
                        return Step::Next;
                    }
                    if (*right).tag == FLOAT {
                        let left = (*left).payload as i64 as f64;
                        set_float_value(target, $float(left, f64::from_bits((*right).payload)));
                        return Step::NextJump;
                    }
                    return Step::SlowArithmetic;
                }
                if (*left).tag == FLOAT {
                    let left = f64::from_bits((*left).payload);
                    if (*right).tag == FLOAT {
                        set_float_value(target, $float(left, f64::from_bits((*right).payload)));
                        return Step::NextFloat;
                    }
                    if (*right).tag == INTEGER {
                        set_float_value(target, $float(left, (*right).payload as i64 as f64));
                        return Step::NextJump;
                    }
                }
                Step::SlowArithmetic
            }
        }
    };
}

arithmetic!(
    /// Addition
    add, add_constant, i64::wrapping_add, |left: f64, right: f64| left + right
);
arithmetic!(
    /// Subtraction
    subtract, subtract_constant, i64::wrapping_sub, |left: f64, right: f64| left - right
);
arithmetic!(
    /// Multiplication
    multiply, multiply_constant, i64::wrapping_mul, |left: f64, right: f64| left * right
);

/// Division in its two forms: always a float.
macro_rules! division {
    ($name:ident, $machine:ident, $word:ident, $right:expr) => {
        op! {
            /// Division: always of floats
            $name(state, $machine, $word) {
                let left = $machine.register($word.b());
                let right = $right;
                let target = $machine.register($word.a());
                if (*left).tag == FLOAT {
                    let left = f64::from_bits((*left).payload);
                    if (*right).tag == FLOAT {
                        set_float_value(target, left / f64::from_bits((*right).payload));
                        return Step::NextFloat;
                    }
                    if (*right).tag == INTEGER {
                        set_float_value(target, left / (*right).payload as i64 as f64);
                        return Step::NextJump;
                    }
                } else if (*left).tag == INTEGER {
                    let left = (*left).payload as i64 as f64;
                    if (*right).tag == INTEGER {
                        set_float_value(target, left / (*right).payload as i64 as f64);
                        return Step::Next;
                    }
                    if (*right).tag == FLOAT {
                        set_float_value(target, left / f64::from_bits((*right).payload));
                        return Step::NextJump;
                    }
                }
                Step::SlowArithmetic
            }
        }
    };
}

division!(divide, machine, word, machine.register(word.c()));
division!(divide_constant, machine, word, machine.constant(word.signed_c()));

/// An integer operation that is slow where the divisor is 0 or -1; operands of other types go on by `$other`.
macro_rules! floor_operation {
    ($(#[$attribute:meta])* $name:ident, $machine:ident, $word:ident, $right:expr, $integer:expr, $other:expr) => {
        op! {
            $(#[$attribute])*
            $name(state, $machine, $word) {
                let left = $machine.register($word.b());
                let right = $right;
                if (*left).tag == INTEGER && (*right).tag == INTEGER {
                    let divisor = (*right).payload as i64;
                    // 0 raises, and -1 overflows the processor's division for the least integer.
                    if (divisor as u64).wrapping_add(1) <= 1 {
                        return Step::SlowArithmetic;
                    }
                    set_integer_value($machine.register($word.a()), $integer((*left).payload as i64, divisor));
                    return Step::Next;
                }
                $other
            }
        }
    };
}

/// `left % right` with the divisor's sign, for divisors other than 0 and -1.
#[inline(always)]
fn floor_modulo(left: i64, right: i64) -> i64 {
    // A 32-bit division is much faster on most processors, and most operands are small.
    let remainder = if (left | right) as u64 >> 32 == 0 {
        (left as u32 % right as u32) as i64
    } else {
        left.wrapping_rem(right)
    };
    if remainder != 0 && (remainder ^ right) < 0 { remainder + right } else { remainder }
}

/// `left // right`, for divisors other than 0 and -1.
#[inline(always)]
fn floor_quotient(left: i64, right: i64) -> i64 {
    if (left | right) as u64 >> 32 == 0 {
        return (left as u32 / right as u32) as i64;
    }
    let quotient = left.wrapping_div(right);
    if (left ^ right) < 0 && quotient.wrapping_mul(right) != left { quotient - 1 } else { quotient }
}

floor_operation!(
    /// Modulo of integers
    modulo, machine, word, machine.register(word.c()), floor_modulo, Step::FloatModulo
);
floor_operation!(
    /// Modulo of integers
    modulo_constant, machine, word, machine.constant(word.signed_c()), floor_modulo,
    Step::FloatModuloConstant
);
floor_operation!(
    /// Floor division of integers
    floor_divide, machine, word, machine.register(word.c()), floor_quotient, Step::SlowArithmetic
);
floor_operation!(
    /// Floor division of integers
    floor_divide_constant, machine, word, machine.constant(word.signed_c()), floor_quotient,
    Step::SlowArithmetic
);

/// Exponentiation in its two forms: squares are common, the rest needs a call of the mathematical library.
macro_rules! power {
    ($name:ident, $machine:ident, $word:ident, $right:expr) => {
        op! {
            /// Exponentiation by two
            $name(state, $machine, $word) {
                let left = $machine.register($word.b());
                let right = $right;
                let is_two = match (*right).tag {
                    INTEGER => (*right).payload == 2,
                    FLOAT => (*right).payload == 2f64.to_bits(),
                    _ => false,
                };
                // Field `x` of the form with a constant says that the constant stands on the left.
                if is_two && $word.x() == 0 {
                    let target = $machine.register($word.a());
                    if (*left).tag == FLOAT {
                        let number = f64::from_bits((*left).payload);
                        set_float_value(target, number * number);
                        return Step::NextFloat;
                    }
                    if (*left).tag == INTEGER {
                        let number = (*left).payload as i64 as f64;
                        set_float_value(target, number * number);
                        return Step::NextJump;
                    }
                }
                Step::SlowArithmetic
            }
        }
    };
}

power!(power, machine, word, machine.register(word.c()));
power!(power_constant, machine, word, machine.constant(word.signed_c()));

op! {
    /// `R[dst] = R[left] + right`
    add_immediate(state, machine, word) {
        let left = machine.register(word.b());
        let target = machine.register(word.a());
        if (*left).tag == INTEGER {
            set_integer_value(target, ((*left).payload as i64).wrapping_add(word.signed_c() as i64));
            return Step::Next;
        }
        if (*left).tag == FLOAT {
            set_float_value(target, f64::from_bits((*left).payload) + word.signed_c() as f64);
            return Step::NextFloat;
        }
        Step::SlowArithmetic
    }
}

op! {
    /// `R[dst] = -R[src]`
    negate(state, machine, word) {
        let source = machine.register(word.b());
        let target = machine.register(word.a());
        if (*source).tag == INTEGER {
            set_integer_value(target, ((*source).payload as i64).wrapping_neg());
            return Step::Next;
        }
        if (*source).tag == FLOAT {
            set_float_value(target, -f64::from_bits((*source).payload));
            return Step::NextFloat;
        }
        Step::SlowArithmetic
    }
}

op! {
    /// `R[dst] = R[left] << right`
    shift_left_immediate(state, machine, word) {
        let left = machine.register(word.b());
        if (*left).tag != INTEGER {
            return Step::SlowArithmetic;
        }
        let result = shift_left((*left).payload as i64, word.signed_c() as i64);
        set_integer_value(machine.register(word.a()), result);
        Step::Next
    }
}

op! {
    /// `R[dst] = R[left] >> right`
    shift_right_immediate(state, machine, word) {
        let left = machine.register(word.b());
        if (*left).tag != INTEGER {
            return Step::SlowArithmetic;
        }
        let result = shift_left((*left).payload as i64, -(word.signed_c() as i64));
        set_integer_value(machine.register(word.a()), result);
        Step::Next
    }
}
