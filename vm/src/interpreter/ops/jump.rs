//! Jumps and choices by truth.

use super::{Step, op};
use crate::value::copy_value;

op! {
    /// Jump forward
    jump(state, machine, word) {
        machine.jump(word.d());
        Step::Next
    }
}

op! {
    /// Jump backward
    jump_back(state, machine, word) {
        (*state).fuel -= word.x() as i64;
        if (*state).fuel < 0 {
            return Step::Slow;
        }
        machine.jump(word.d());
        Step::Next
    }
}

op! {
    /// `if R[src] then jump`
    jump_if(state, machine, word) {
        if (*machine.register(word.a())).is_falsy() {
            return Step::Next;
        }
        machine.jump(word.d());
        Step::NextJump
    }
}

op! {
    /// `if not R[src] then jump`
    jump_if_not(state, machine, word) {
        if (*machine.register(word.a())).is_falsy() {
            machine.jump(word.d());
            return Step::NextJump;
        }
        Step::Next
    }
}

op! {
    /// `if R[src] then R[dst] = R[src]; jump`
    select_if(state, machine, word) {
        let source = machine.register(word.b());
        if (*source).is_falsy() {
            return Step::Next;
        }
        copy_value(machine.register(word.a()), source);
        machine.jump(word.signed_c());
        Step::NextJump
    }
}

op! {
    /// `if not R[src] then R[dst] = R[src]; jump`
    select_if_not(state, machine, word) {
        let source = machine.register(word.b());
        if (*source).is_falsy() {
            copy_value(machine.register(word.a()), source);
            machine.jump(word.signed_c());
            return Step::NextJump;
        }
        Step::Next
    }
}
