//! Comparisons, each fused with the jump that depends on it.

use super::{Step, op};
use crate::value::{FLOAT, INTEGER, LONG_STRING, STRING, TABLE, USERDATA, Value};

/// What an equality test found without calling anything.
#[derive(PartialEq, Eq)]
enum Equality {
    Equal,
    Different,
    Unknown,
}

/// Compares two values as far as tags and payloads tell.
#[inline(always)]
unsafe fn quick_equality(left: *const Value, right: *const Value) -> Equality {
    // SAFETY: both are registers or constants.
    let (left, right) = unsafe { (*left, *right) };
    if left.tag == right.tag {
        match left.tag {
            INTEGER | STRING => {
                if left.payload == right.payload {
                    Equality::Equal
                } else {
                    Equality::Different
                }
            }
            FLOAT => {
                if f64::from_bits(left.payload) == f64::from_bits(right.payload) {
                    Equality::Equal
                } else {
                    Equality::Different
                }
            }
            LONG_STRING | TABLE | USERDATA if left.payload != right.payload => Equality::Unknown,
            _ if left.tag < INTEGER || left.payload == right.payload => Equality::Equal,
            _ => Equality::Different,
        }
    } else if left.tag.min(right.tag) == INTEGER && left.tag.max(right.tag) == FLOAT {
        Equality::Unknown
    } else {
        Equality::Different
    }
}

/// A jump on equality of two registers, or of a register and a constant.
macro_rules! equality_jump {
    ($(#[$attribute:meta])* $name:ident, $machine:ident, $word:ident, $right:expr, $wanted:ident, $other:ident) => {
        op! {
            $(#[$attribute])*
            $name(state, $machine, $word) {
                match quick_equality($machine.register($word.a()), $right) {
                    Equality::$wanted => {
                        $machine.jump($word.signed_c());
                        Step::NextJump
                    }
                    Equality::$other => Step::Next,
                    _ => Step::SlowCompare,
                }
            }
        }
    };
}

equality_jump!(
    /// `if R[left] == R[right] then jump`
    jump_equal, machine, word, machine.register(word.b()), Equal, Different
);
equality_jump!(
    /// `if R[left] ~= R[right] then jump`
    jump_not_equal, machine, word, machine.register(word.b()), Different, Equal
);

/// Whether a register equals a constant: no metamethod can be involved.
#[inline(always)]
unsafe fn equals_constant(left: *const Value, right: *const Value) -> bool {
    // SAFETY: a register and a constant.
    let (left, right) = unsafe { (*left, *right) };
    if left.tag == right.tag {
        if left.tag == FLOAT {
            return f64::from_bits(left.payload) == f64::from_bits(right.payload);
        }
        return left.payload == right.payload || left.tag < INTEGER;
    }
    if left.tag == INTEGER && right.tag == FLOAT {
        return integer_equals_float(left.payload as i64, f64::from_bits(right.payload));
    }
    left.tag == FLOAT
        && right.tag == INTEGER
        && integer_equals_float(right.payload as i64, f64::from_bits(left.payload))
}

/// Exact equality of an integer and a float.
#[inline(always)]
fn integer_equals_float(integer: i64, float: f64) -> bool {
    // Converting back distinguishes integers that round to the same float; the float 2^63 converts to the greatest
    // integer, which no integer equals as a float.
    integer as f64 == float && float != 9_223_372_036_854_775_808.0 && float as i64 == integer
}

op! {
    /// `if R[left] == K[right] then jump`
    jump_equal_constant(state, machine, word) {
        if equals_constant(machine.register(word.a()), machine.constant(word.signed_b())) {
            machine.jump(word.signed_c());
            return Step::NextJump;
        }
        Step::Next
    }
}

op! {
    /// `if R[left] ~= K[right] then jump`
    jump_not_equal_constant(state, machine, word) {
        if equals_constant(machine.register(word.a()), machine.constant(word.signed_b())) {
            return Step::Next;
        }
        machine.jump(word.signed_c());
        Step::NextJump
    }
}

/// A jump on an order of two registers.
macro_rules! order_jump {
    ($(#[$attribute:meta])* $name:ident, $operator:tt, $wanted:literal) => {
        op! {
            $(#[$attribute])*
            $name(state, machine, word) {
                let left = machine.register(word.a());
                let right = machine.register(word.b());
                if (*left).tag == INTEGER {
                    if (*right).tag != INTEGER {
                        return Step::SlowCompare;
                    }
                    if (((*left).payload as i64) $operator ((*right).payload as i64)) == $wanted {
                        machine.jump(word.signed_c());
                        return Step::NextJump;
                    }
                    return Step::Next;
                }
                if (*left).tag == FLOAT && (*right).tag == FLOAT {
                    if (f64::from_bits((*left).payload) $operator f64::from_bits((*right).payload)) == $wanted {
                        machine.jump(word.signed_c());
                        return Step::NextJump;
                    }
                    return Step::NextFloat;
                }
                Step::SlowCompare
            }
        }
    };
}

order_jump!(
    /// `if R[left] < R[right] then jump`
    jump_less, <, true
);
order_jump!(
    /// `if not (R[left] < R[right]) then jump`
    jump_not_less, <, false
);
order_jump!(
    /// `if R[left] <= R[right] then jump`
    jump_less_equal, <=, true
);
order_jump!(
    /// `if not (R[left] <= R[right]) then jump`
    jump_not_less_equal, <=, false
);

/// A jump on an order of a register and a number in the instruction.
macro_rules! immediate_jump {
    ($(#[$attribute:meta])* $name:ident, $operator:tt, $wanted:literal) => {
        op! {
            $(#[$attribute])*
            $name(state, machine, word) {
                let left = machine.register(word.a());
                if (*left).tag == INTEGER {
                    if (((*left).payload as i64) $operator (word.signed_b() as i64)) == $wanted {
                        machine.jump(word.signed_c());
                        return Step::NextJump;
                    }
                    return Step::Next;
                }
                if (*left).tag == FLOAT {
                    if (f64::from_bits((*left).payload) $operator (word.signed_b() as f64)) == $wanted {
                        machine.jump(word.signed_c());
                        return Step::NextJump;
                    }
                    return Step::NextFloat;
                }
                Step::SlowCompare
            }
        }
    };
}

immediate_jump!(
    /// `if R[left] < right then jump`
    jump_less_immediate, <, true
);
immediate_jump!(
    /// `if not (R[left] < right) then jump`
    jump_not_less_immediate, <, false
);
immediate_jump!(
    /// `if R[left] <= right then jump`
    jump_less_equal_immediate, <=, true
);
immediate_jump!(
    /// `if not (R[left] <= right) then jump`
    jump_not_less_equal_immediate, <=, false
);
immediate_jump!(
    /// `if R[left] > right then jump`
    jump_greater_immediate, >, true
);
immediate_jump!(
    /// `if not (R[left] > right) then jump`
    jump_not_greater_immediate, >, false
);
immediate_jump!(
    /// `if R[left] >= right then jump`
    jump_greater_equal_immediate, >=, true
);
immediate_jump!(
    /// `if not (R[left] >= right) then jump`
    jump_not_greater_equal_immediate, >=, false
);
