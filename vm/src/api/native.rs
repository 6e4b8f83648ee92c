//! The fast storey: raw values, slots and actions, for code that runs at every call.
//!
//! What is here costs no allocation per value, and asks for care in return.
//!
//! # The safepoint rule
//!
//! A [`RawValue`] or a [`Gc`] pointer does not keep anything alive. The collector runs at *safepoints* only:
//!
//! * while Lua code runs, so inside [`Context::call_raw`](super::Context::call_raw), `State::call_from_host`,
//!   `State::start_call`, `State::resume_run`, and between two steps of a native function;
//! * inside the methods of the comfortable storey that run code or make objects.
//!
//! Between two safepoints raw values stay valid, whatever is allocated. Across one, they must be in a slot of a native
//! function, in an object that is reachable, or under a [`Handle`]. So a native function may do as it likes with raw
//! values until it answers its [`Action`], as long as it does not call Lua by other means than that action.
//!
//! # Writing a native function
//!
//! ```
//! use perilune::api::native::{NativeFunction, Outcome, RawValue, Role, State};
//! use perilune::api::{Lua, Options};
//!
//! /// `add(a, b)` for integers.
//! static ADD: NativeFunction = NativeFunction { name: "add", entry: add, role: Role::Ordinary };
//!
//! fn add(state: &mut State, _step: u32) -> Outcome {
//!     let (left, right) = (state.check_integer(0)?, state.check_integer(1)?);
//!     state.answer(RawValue::integer(left.wrapping_add(right)))
//! }
//!
//! let mut lua = Lua::new(Options::all())?;
//! let state = lua.state();
//! let globals = state.globals();
//! state.set_field(globals, "add", ADD.value()).unwrap();
//! assert_eq!(lua.load("add(40, 2)").eval::<i64>()?, 42);
//! # Ok::<(), perilune::api::Error>(())
//! ```
//!
//! # What must not be done
//!
//! Host data put into a state must be `Send`, because a state may change threads. A state must not be replaced by
//! another one through the reference that [`Context::state`](super::Context::state) gives. Values of one state must not
//! get into another.

pub use crate::gc::{Gc, Header, OutOfMemory};
pub use crate::interpreter::{
    Action, Assignment, CollectRequest, Exit, Extensions, FrameInfo, FrameRef, FunctionInfo,
    Handle, Handles, Lookup, NativeEntry, NativeFunction, Outcome, Role, State, Stop, Throw,
    native_function,
};
pub use crate::object::{
    Closure, Coroutine, Event, Heap, LuaString, NativeClosure, Status, Table, TableError, Userdata,
    raw_equal,
};
pub use crate::stdlib::buffer::Buffer;
pub use crate::stdlib::tostring::{Text, address_of};
pub use crate::value::Value as RawValue;

/// The tags of raw values: what `RawValue::tag` says.
pub mod tag {
    pub use crate::value::{
        CLOSURE, COROUTINE, FALSE, FLOAT, INTEGER, LIGHT, LONG_STRING, NATIVE, NATIVE_CLOSURE, NIL,
        STRING, TABLE, TRUE, USERDATA,
    };
}

use super::error::Error;
use super::lua::Context;
use super::run::Run;

impl Context {
    /// The context of a state inside a native function, to use the comfortable storey there; mind the safepoint rule.
    pub fn of_state(state: &mut State) -> &mut Context {
        Context::of(state)
    }

    /// Begins an operation of the host: lets go of dropped handles, ends a dropped run, and lets the collector take its
    /// turn. No raw value may be held across this.
    pub fn take_turn(&mut self) {
        self.settle();
    }

    /// Whether [`Context::take_turn`] has anything to do.
    #[inline]
    pub fn is_turn_due(&mut self) -> bool {
        self.is_unsettled()
    }

    /// What a native function must raise after it has let the host run: the limit that ended a call nested in it.
    pub fn pending_stop(&mut self) -> Option<Throw> {
        let stop = self.host().stop.take()?;
        Some(self.state().stop(stop))
    }

    /// Prepares a call that is made with `State::start_call` and driven with `State::resume_run`: limits are granted,
    /// and a paused run refuses it.
    ///
    /// # Errors
    /// [`Error::Busy`].
    pub fn prepare_call(&mut self) -> Result<(), Error> {
        self.enter()
    }

    /// Starts a call that goes on in steps; as [`Function::start`](super::Function::start), with raw values.
    ///
    /// # Errors
    /// [`Error::Busy`] where another run is paused; [`Error::Misuse`] inside a function of the host.
    pub fn start_raw(&mut self, function: RawValue, arguments: &[RawValue]) -> Result<Run, Error> {
        self.start_run(function, arguments, None)
    }

    /// Another function of the code of one that was made by [`Context::instantiate`], as if the program had been loaded
    /// once more, but without its cost. Nothing keeps it alive.
    ///
    /// # Errors
    /// [`Error::Memory`]; [`Error::Misuse`] for any other function.
    pub fn instantiate_again(&mut self, function: RawValue) -> Result<RawValue, Error> {
        if function.tag != tag::CLOSURE {
            return Err(Error::Misuse("not a function of Lua"));
        }
        let globals = self.state.globals_value();
        let made = self.state.instantiate_again(function.pointer());
        let function = State::closure_value(made.map_err(|throw| self.error_of(throw))?);
        self.state.set_upvalue_at(function, 1, globals);
        Ok(function)
    }

    /// The code of a function of Lua as bytes, with or without what only messages and debuggers need.
    ///
    /// # Errors
    /// [`Error::Misuse`] for any other value.
    pub fn bytecode_of(&mut self, function: RawValue, strip: bool) -> Result<Vec<u8>, Error> {
        if function.tag != tag::CLOSURE {
            return Err(Error::Misuse("not a function of Lua"));
        }
        let closure = function.pointer::<crate::object::Closure>();
        Ok(crate::bytecode::binary::dump(&closure.prototype.draft, self.state.dialect(), strip))
    }

    /// A function that resumes the coroutine it is given first with the other arguments, as `coroutine.resume` does.
    pub fn resume_function() -> RawValue {
        super::coroutine::RESUME.value()
    }

    /// What the end of such a call means.
    ///
    /// # Errors
    /// What the function raised, or the limit that ended it.
    pub fn complete_call(&mut self, exit: Exit) -> Result<(), Error> {
        self.leave(exit)
    }
}
