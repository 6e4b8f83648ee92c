//! Why an operation could not complete: one byte, the value itself is in the state.

/// Why an instruction or a native function stopped. A Lua error's value is in `State::thrown`.
#[repr(u8)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Throw {
    /// A Lua error; the value is in `State::thrown`.
    Error = 1,
    /// No memory; becomes the Lua error "not enough memory".
    Memory,
    /// The stack overflowed while the overflow was being handled, or a message handler failed.
    ErrorInHandler,
    /// A limit of the host ran out, or the host interrupts; no Lua code can catch it. Which one: `State::stopped`.
    Stopped,
}

/// Why the host's limits ended a run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stop {
    /// The instruction budget is used up.
    Instructions,
    /// The deadline has passed.
    Deadline,
    /// The processor time is used up.
    ProcessorTime,
    /// The host asked for it.
    Interrupted,
    /// `os.exit` asks the host to end the process with this status.
    Exit {
        /// The process's exit status.
        status: i32,
        /// Whether the state is to be closed first.
        close: bool,
    },
}

const _: () = assert!(size_of::<Result<(), Throw>>() == 1);
