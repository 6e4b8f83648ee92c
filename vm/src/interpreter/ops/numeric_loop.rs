//! The numeric `for`.
//!
//! While it runs, `R[base]` holds the iterations left (integer loops, unsigned) or the limit (float loops),
//! `R[base + 1]` the step, `R[base + 2]` the loop variable.

use super::{Step, op, set_integer_value};
use crate::value::INTEGER;

op! {
    /// Prepares the loop; of integers, only step 1 is fast
    for_prepare(state, machine, word) {
        let base = machine.register(word.a());
        let limit = base.add(1);
        let step = base.add(2);
        if (*base).tag != INTEGER || (*limit).tag != INTEGER || (*step).tag != INTEGER || (*step).payload != 1 {
            return Step::FloatPrepare;
        }
        let first = (*base).payload as i64;
        let last = (*limit).payload as i64;
        if first > last {
            machine.jump(word.d());
            return Step::NextJump;
        }
        (*base).payload = (last as u64).wrapping_sub(first as u64);
        set_integer_value(limit, 1);
        set_integer_value(step, first);
        Step::Next
    }
}

op! {
    /// Steps the loop
    for_loop(state, machine, word) {
        (*state).fuel -= word.x() as i64;
        if (*state).fuel < 0 {
            return Step::Slow;
        }
        let base = machine.register(word.a());
        let variable = base.add(2);
        if (*variable).tag != INTEGER {
            return Step::FloatLoop;
        }
        let left = (*base).payload;
        if left == 0 {
            return Step::Next;
        }
        (*base).payload = left - 1;
        (*variable).payload = (*variable).payload.wrapping_add((*base.add(1)).payload);
        machine.jump(word.d());
        Step::NextJump
    }
}
