//! Stopping a run from outside, also from another thread.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use super::lua::Context;
use crate::interpreter::{INTERRUPT_RAISE, INTERRUPT_STOP};

/// Stops the run of a state. Any thread may hold and use it, also while the state runs.
///
/// ```
/// # use perilune::api::{Error, Lua, Options};
/// let mut lua = Lua::new(Options::all())?;
/// let interrupt = lua.interrupt_handle();
/// let other = std::thread::spawn(move || {
///     std::thread::sleep(std::time::Duration::from_millis(20));
///     interrupt.interrupt();
/// });
/// let result = lua.load("while true do pcall(type, 'x') end").exec();
/// assert!(matches!(result, Err(Error::Interrupted)));
/// # other.join().unwrap();
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct InterruptHandle(Arc<AtomicU32>);

impl InterruptHandle {
    /// Stops the run in progress; if there is none, the next one. Lua code cannot catch it. The request is forgotten
    /// once a call from the host has ended because of it.
    pub fn interrupt(&self) {
        self.0.store(INTERRUPT_STOP, Ordering::Relaxed);
    }

    /// Raises an ordinary error "interrupted!" in the run in progress, between two instructions. Lua code can catch it.
    pub fn raise(&self) {
        self.0.store(INTERRUPT_RAISE, Ordering::Relaxed);
    }

    /// Takes a request back that has not had its effect.
    pub fn clear(&self) {
        self.0.store(0, Ordering::Relaxed);
    }

    /// Whether a request has not had its effect yet.
    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed) != 0
    }
}

impl Context {
    /// What stops a run from outside.
    pub fn interrupt_handle(&mut self) -> InterruptHandle {
        InterruptHandle(self.state.interrupt_flag())
    }
}
