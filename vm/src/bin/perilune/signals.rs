//! What the interrupt key does: an error in the running program the first time, the end of the process the second time.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use perilune::api::InterruptHandle;

/// Decides what an interrupt does.
pub(crate) struct Interruption {
    /// Whether a program runs that has not been interrupted yet.
    is_allowed: Arc<AtomicBool>,
    handle: InterruptHandle,
}

/// While this lives, an interrupt raises an error in the program.
pub(crate) struct Guard(Arc<AtomicBool>);

impl Drop for Guard {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Relaxed);
    }
}

impl Interruption {
    /// Starts to watch for interrupts. Where that is impossible they keep ending the process.
    pub(crate) fn watch(handle: InterruptHandle) -> Interruption {
        let is_allowed = Arc::new(AtomicBool::new(false));
        watch_signals(handle.clone(), Arc::clone(&is_allowed));
        Interruption { is_allowed, handle }
    }

    /// Makes the next interrupt an error in the program, until the guard is dropped.
    pub(crate) fn allow(&self) -> Guard {
        // An interrupt that came at the very end of the last program is not for this one.
        self.handle.clear();
        self.is_allowed.store(true, Ordering::Relaxed);
        Guard(Arc::clone(&self.is_allowed))
    }
}

#[cfg(unix)]
fn watch_signals(handle: InterruptHandle, is_allowed: Arc<AtomicBool>) {
    use signal_hook::consts::SIGINT;
    let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGINT]) else { return };
    std::thread::spawn(move || {
        for signal in &mut signals {
            if is_allowed.swap(false, Ordering::Relaxed) {
                handle.raise();
            } else {
                // Does what the process would have done without this watch.
                let _ = signal_hook::low_level::emulate_default_handler(signal);
            }
        }
    });
}

#[cfg(not(unix))]
fn watch_signals(_handle: InterruptHandle, _is_allowed: Arc<AtomicBool>) {}
