//! Bitwise operations on two integers; everything else is slow.

use super::{Step, op, set_integer_value};
use crate::number::arithmetic::{shift_left as shift, shift_right as unshift};
use crate::value::INTEGER;

/// One operation on two integers.
macro_rules! bitwise {
    ($(#[$attribute:meta])* $name:ident, $machine:ident, $word:ident, $right:expr, $operation:expr) => {
        op! {
            $(#[$attribute])*
            $name(state, $machine, $word) {
                let left = $machine.register($word.b());
                let right = $right;
                if (*left).tag != INTEGER || (*right).tag != INTEGER {
                    return Step::SlowArithmetic;
                }
                let result: i64 = $operation((*left).payload as i64, (*right).payload as i64);
                set_integer_value($machine.register($word.a()), result);
                Step::Next
            }
        }
    };
}

bitwise!(
    /// Bitwise and
    bit_and, machine, word, machine.register(word.c()), |left: i64, right: i64| left & right
);
bitwise!(
    /// Bitwise and
    bit_and_constant, machine, word, machine.constant(word.signed_c()), |left: i64, right: i64| left & right
);
bitwise!(
    /// Bitwise or
    bit_or, machine, word, machine.register(word.c()), |left: i64, right: i64| left | right
);
bitwise!(
    /// Bitwise or
    bit_or_constant, machine, word, machine.constant(word.signed_c()), |left: i64, right: i64| left | right
);
bitwise!(
    /// Bitwise exclusive or
    bit_xor, machine, word, machine.register(word.c()), |left: i64, right: i64| left ^ right
);
bitwise!(
    /// Bitwise exclusive or
    bit_xor_constant, machine, word, machine.constant(word.signed_c()), |left: i64, right: i64| left ^ right
);
bitwise!(
    /// Left shift
    shift_left, machine, word, machine.register(word.c()), shift
);
bitwise!(
    /// Logical right shift
    shift_right, machine, word, machine.register(word.c()), unshift
);

op! {
    /// `R[dst] = ~R[src]`
    bit_not(state, machine, word) {
        let source = machine.register(word.b());
        if (*source).tag != INTEGER {
            return Step::SlowArithmetic;
        }
        set_integer_value(machine.register(word.a()), !((*source).payload as i64));
        Step::Next
    }
}
