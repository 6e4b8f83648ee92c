//! Warnings: `warn` and its control messages.

use super::io::standard;
use crate::interpreter::{Outcome, State, Throw};
use crate::object::LuaString;

/// Something of the host that is given whole messages.
pub type Sink = Box<dyn FnMut(&[u8])>;

/// Where warnings go, and whether they are shown.
#[derive(Default)]
pub struct Warnings {
    /// Whether they are shown; `@on` and `@off` switch it.
    pub is_on: bool,
    /// Gets each whole message in place of the standard error stream.
    pub sink: Option<Sink>,
}

/// `warn`: all arguments are pieces of one message.
pub(super) fn warn(state: &mut State, _step: u32) -> Outcome {
    state.check_string(0)?;
    let count = state.count();
    for index in 1..count {
        state.check_string(index)?;
    }
    if count == 1 {
        let message = state.check_bytes(0)?;
        if let [b'@', control @ ..] = message {
            let warnings: &mut Warnings = state.extensions.get_or_default();
            match control {
                b"on" => warnings.is_on = true,
                b"off" => warnings.is_on = false,
                _ => {}
            }
            return state.answer_none();
        }
    }
    let mut message = Vec::new();
    for index in 0..count {
        message.extend_from_slice(state.slot(index).pointer::<LuaString>().as_bytes());
    }
    show(state, &message)?;
    state.answer_none()
}

/// Shows a warning if warnings are on.
pub fn show(state: &mut State, message: &[u8]) -> Result<(), Throw> {
    state.charge(message.len() as u64 / 16)?;
    let warnings: &mut Warnings = state.extensions.get_or_default();
    if !warnings.is_on {
        return Ok(());
    }
    match &mut warnings.sink {
        Some(sink) => sink(message),
        None => standard::print_error(state, &[b"Lua warning: ", message, b"\n"].concat()),
    }
    Ok(())
}

/// Shows a warning of the interpreter itself, which has no way to report a failure.
pub(super) fn show_quietly(state: &mut State, message: &[u8]) {
    let _ = show(state, message);
}
