//! Runs prototypes.
//!
//! Rules for editing hot code (`ops/`, `dispatch.rs`):
//!
//! 1. A handler ends in a jump to the next handler. That is an optimisation the compiler makes, not one the language
//!    promises: a value whose address escapes, a destructor that is due at the end, or a seventh integer argument turns
//!    it into a call, and the native stack grows with every instruction. A check over the disassembly guards it.
//! 2. A handler calls nothing that is not inlined. A call in the middle makes the handler save registers on every
//!    path. Work that needs a call belongs in the slow path, which is a handler of its own, reached by a jump.
//! 3. Values are copied with `copy_value` and `store_value`, never with `*target = *source`.
//! 4. Effects come after the last check that can leave for the slow path, because the slow path executes the
//!    instruction again from the start.
//! 5. `base` is stale after anything that can grow the stack or switch coroutines; slow code reloads it from the state.
//! 6. A write of a heap object into an object goes through a barrier. Registers need none: stacks are traced again in
//!    the atomic phase.
//! 7. A collection happens only in `safepoint.rs`, with base, pc and top saved and every live value below the top.
//! 8. Nothing here asks for the dialect, except `state.rs`, `metamethod.rs` and `error.rs`.

mod arithmetic;
mod call;
mod comparison;
mod concat;
mod coroutine;
mod dispatch;
mod environment;
mod error;
mod extensions;
mod frame;
mod generic_loop;
mod handles;
mod hook;
mod host;
mod inspect;
mod instantiate;
mod library_name;
mod limits;
mod metamethod;
mod names;
mod native;
mod native_call;
mod native_handlers;
mod numeric_loop;
mod ops;
mod processor_time;
mod protected;
mod quick_call;
mod quick_metamethod;
mod quick_native;
mod quick_switch;
mod run;
mod safepoint;
mod slow;
mod stack;
mod state;
mod storable;
mod throw;
mod traceback;
mod unwind;

pub use extensions::Extensions;
pub use frame::FrameRef;
pub use handles::{Handle, Handles};
pub use hook::{HOOK_CALL, HOOK_COUNT, HOOK_LINE, HOOK_RETURN};
pub use host::{INTERRUPT_RAISE, INTERRUPT_STOP};
pub use inspect::{FrameInfo, FunctionInfo};
pub use limits::{Limits, Poll, Watch};
pub use metamethod::{Assignment, Lookup};
pub use native::{Action, NativeEntry, NativeFunction, Outcome, Role, native_function};
pub use quick_native::{Arguments, Given, QuickContext, QuickEntry};
pub use run::Exit;
pub use safepoint::CollectRequest;
pub use state::State;
pub use throw::{Stop, Throw};
