//! Reading and writing captured variables.

use super::{Machine, Step, op};
use crate::object::Upvalue;
use crate::value::{STRING, copy_value};

/// The upvalue a byte offset in the running closure names.
#[inline(always)]
pub(super) unsafe fn upvalue(machine: &Machine, offset: usize) -> *mut Upvalue {
    // SAFETY: the verifier bounded the offset by the closure's upvalues.
    unsafe { *machine.closure().byte_add(offset).cast::<*mut Upvalue>() }
}

op! {
    /// `R[dst] = U[upvalue]`
    get_upvalue(state, machine, word) {
        copy_value(machine.register(word.a()), (*upvalue(machine, word.b())).location);
        Step::Next
    }
}

op! {
    /// `U[upvalue] = R[src]`
    set_upvalue(state, machine, word) {
        let target = upvalue(machine, word.b());
        let source = machine.register(word.a());
        if (*source).tag >= STRING && (*state).heap.collector.needs_barrier(target.cast()) {
            return Step::Slow;
        }
        copy_value((*target).location, source);
        Step::Next
    }
}
