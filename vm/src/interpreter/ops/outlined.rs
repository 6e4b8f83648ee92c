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
    set_list concat select_vararg vararg_table vararg_item vararg_at vararg_field generic_for_prepare
    close mark_close check_global new_table closure
    host_return native_return protected_return handler_return unwind_return coroutine_return
}
