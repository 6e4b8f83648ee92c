//! Moves and constants.

use super::{Step, op, set_float_value, set_integer_value};
use crate::value::{self, copy_value};

op! {
    /// `R[dst] = R[src]`
    move_register(state, machine, word) {
        copy_value(machine.register(word.a()), machine.register(word.b()));
        Step::Next
    }
}

op! {
    /// `R[dst] = K[constant]`
    load_constant(state, machine, word) {
        copy_value(machine.register(word.a()), machine.constant(word.d()));
        Step::Next
    }
}

op! {
    /// `R[dst] = value`
    load_integer(state, machine, word) {
        set_integer_value(machine.register(word.a()), word.d() as i64);
        Step::Next
    }
}

op! {
    /// `R[dst] = value` as a float
    load_float(state, machine, word) {
        set_float_value(machine.register(word.a()), word.d() as f64);
        Step::Next
    }
}

op! {
    /// `R[first] ... = nil`
    load_nil(state, machine, word) {
        let first = machine.register(word.a());
        let end = first.add(word.b());
        let mut slot = first;
        while slot < end {
            (*slot).tag = value::NIL;
            slot = slot.add(1);
        }
        Step::Next
    }
}

op! {
    /// `R[dst] = false`
    load_false(state, machine, word) {
        (*machine.register(word.a())).tag = value::FALSE;
        Step::Next
    }
}

op! {
    /// `R[dst] = true`
    load_true(state, machine, word) {
        (*machine.register(word.a())).tag = value::TRUE;
        Step::Next
    }
}

op! {
    /// `R[dst] = not R[src]`
    not(state, machine, word) {
        let is_falsy = (*machine.register(word.b())).is_falsy();
        (*machine.register(word.a())).tag = value::FALSE + u8::from(is_falsy);
        Step::Next
    }
}
