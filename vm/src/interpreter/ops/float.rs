//! Floats where integers are usual: keys, lengths, remainders and loops of dialects in which all numbers are floats.
//!
//! Each is the second body of its instruction, reached by the type of an operand and never by the dialect.

use super::table::{C, quick_length, read_integer_node, read_item, write_item};
use super::{Step, op, set_float_value};
use crate::object::Table;
use crate::value::{FLOAT, Value};

/// The upper half of the bits of 1.0.
const ONE: u32 = (1f64.to_bits() >> 32) as u32;
/// The upper half of the bits of 2^32.
const END: u32 = (4_294_967_296f64.to_bits() >> 32) as u32;

/// The integer below 2^32 that a value's payload stands for as a float, if it does; `first` is the upper half of the bits
/// of the least that is wanted.
///
/// The bits of floats that are not negative are in the order of the floats, and negative zero is above all of them.
#[inline(always)]
fn small_integer(payload: u64, first: u32) -> Option<u64> {
    if ((payload >> 32) as u32).wrapping_sub(first) >= END - first {
        return None;
    }
    let float = f64::from_bits(payload);
    // SAFETY: less than 2^32, and neither negative nor no number.
    let integer = unsafe { float.to_int_unchecked::<i64>() };
    (integer as f64 == float).then_some(integer as u64)
}

/// The index that a key stands for, if it is a float and the index one that an array may have.
#[inline(always)]
unsafe fn index_of(key: *const Value) -> Option<u64> {
    // SAFETY: by the callers: a register.
    unsafe { if (*key).tag == FLOAT { small_integer((*key).payload, ONE) } else { None } }
}

op! {
    /// `R[dst] = R[table][R[key]]` of a table whose key is neither an integer nor a string
    get_index_by_float(state, machine, word) {
        let Some(index) = index_of(machine.register(word.c())) else { return Step::SlowRead };
        let table = (*machine.register(word.b())).payload as *mut Table;
        read_item(machine, table, index, Step::ReadFloatInNodes)
    }
}

op! {
    /// `R[dst] = R[table][R[key]]` of a float that stands for an integer that the array has no value for
    get_float_in_nodes(state, machine, word) {
        let Some(index) = index_of(machine.register(word.c())) else { return Step::SlowRead };
        let table = (*machine.register(word.b())).payload as *mut Table;
        read_integer_node(table, index as i64, machine.register(word.a()))
    }
}

op! {
    /// `R[table][R[key]] = R[value]` of a table whose key is neither an integer nor a string
    set_index_by_float(state, machine, word) {
        let Some(index) = index_of(machine.register(word.b())) else { return Step::SlowWrite };
        let table = (*machine.register(word.a())).payload as *mut Table;
        let machine = *machine;
        write_item(state, table, index, || machine.register(machine.reread(C).into()))
    }
}

op! {
    /// `R[table][R[key]] = K[value]` of a table whose key is neither an integer nor a string
    set_index_constant_by_float(state, machine, word) {
        let Some(index) = index_of(machine.register(word.b())) else { return Step::SlowWrite };
        let table = (*machine.register(word.a())).payload as *mut Table;
        let machine = *machine;
        write_item(state, table, index, || machine.constant((machine.reread(C) as i16).into()))
    }
}

op! {
    /// `R[dst] = #R[src]`, as a float
    float_length(state, machine, word) {
        match quick_length(machine.register(word.b())) {
            Some(length) => {
                set_float_value(machine.register(word.a()), length as f64);
                Step::Next
            }
            None => Step::SlowLength,
        }
    }
}

/// The remainder of two floats that are small integers and not negative: all definitions of it agree there.
#[inline(always)]
unsafe fn float_modulo(left: *const Value, right: *const Value, target: *mut Value) -> Step {
    // SAFETY: by the callers: registers, or a constant.
    unsafe {
        if (*left).tag == FLOAT
            && (*right).tag == FLOAT
            && let Some(divisor) = small_integer((*right).payload, ONE)
            && let Some(dividend) = small_integer((*left).payload, 0)
            && let Some(remainder) = (dividend as u32).checked_rem(divisor as u32)
        {
            set_float_value(target, i64::from(remainder) as f64);
            return Step::NextFloat;
        }
        Step::SlowArithmetic
    }
}

op! {
    /// `R[dst] = R[left] % R[right]` of other than integers
    modulo_of_floats(state, machine, word) {
        let (left, right) = (machine.register(word.b()), machine.register(word.c()));
        float_modulo(left, right, machine.register(word.a()))
    }
}

op! {
    /// `R[dst] = R[left] % K[right]` of other than integers
    modulo_constant_of_floats(state, machine, word) {
        let (left, right) = (machine.register(word.b()), machine.constant(word.signed_c()));
        // Field `x` says that the constant stands on the left.
        if word.x() != 0 {
            return Step::SlowArithmetic;
        }
        float_modulo(left, right, machine.register(word.a()))
    }
}

op! {
    /// Prepares a loop over floats that goes up; where dialects differ, it is slow
    prepare_float_loop(state, machine, word) {
        let base = machine.register(word.a());
        let limit = base.add(1);
        let variable = base.add(2);
        if (*base).tag != FLOAT || (*limit).tag != FLOAT || (*variable).tag != FLOAT {
            return Step::Slow;
        }
        let first = f64::from_bits((*base).payload);
        let last = f64::from_bits((*limit).payload);
        let step = f64::from_bits((*variable).payload);
        // Some dialects go one step back before the first one, and some do not: both must come to the same, to the bit.
        // Where the step is no number, they do not.
        if step <= 0.0 || ((first - step) + step).to_bits() != first.to_bits() {
            return Step::Slow;
        }
        if first <= last {
            (*base).payload = last.to_bits();
            (*limit).payload = step.to_bits();
            (*variable).payload = first.to_bits();
            return Step::Next;
        }
        if first > last {
            machine.jump(word.d());
            return Step::NextJump;
        }
        Step::Slow
    }
}

op! {
    /// Steps a loop over floats; fuel has been charged
    float_loop(state, machine, word) {
        let base = machine.register(word.a());
        let variable = base.add(2);
        if (*variable).tag != FLOAT {
            return Step::Slow;
        }
        let step = f64::from_bits((*base.add(1)).payload);
        let limit = f64::from_bits((*base).payload);
        let next = f64::from_bits((*variable).payload) + step;
        // Each direction has an end of its own, so that the compiler makes a jump of the question.
        if step > 0.0 {
            if next <= limit {
                (*variable).payload = next.to_bits();
                machine.jump(word.d());
                return Step::NextFloat;
            }
            return Step::Next;
        }
        if limit <= next {
            (*variable).payload = next.to_bits();
            machine.jump(word.d());
            return Step::NextJump;
        }
        Step::Next
    }
}
