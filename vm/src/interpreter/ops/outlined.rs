//! Instructions that always do real work in ordinary code: their handlers only go there.

use super::{Step, op};

/// Declares handlers that go to the slow path.
macro_rules! outlined {
    ($($name:ident)*) => {
        $( op! {
            /// Completed in ordinary code
            $name(state, machine, word) { Step::Slow }
        } )*
    };
}

outlined! {
    set_list concat return_values vararg select_vararg vararg_table vararg_item vararg_at vararg_field generic_for_prepare generic_for_call
    close mark_close check_global new_table closure
    host_return native_return protected_return handler_return unwind_return coroutine_return
}

op! {
    /// `if R[func] ~= nil then jump back`
    generic_for_loop(state, machine, word) {
        (*state).fuel -= word.x() as i64;
        if (*state).fuel < 0 {
            return Step::Slow;
        }
        if (*machine.register(word.a()).add(3)).is_nil() {
            return Step::Next;
        }
        machine.jump(word.d());
        Step::NextJump
    }
}
