//! The processor time used, from what the standard library can reach.

use std::sync::OnceLock;
use std::time::Instant;

/// The processor time used so far, in seconds.
pub(super) fn cpu_seconds() -> f64 {
    of_thread().unwrap_or_else(since_first_use)
}

/// The time this thread has run, where the system shows it as a file.
#[cfg(target_os = "linux")]
fn of_thread() -> Option<f64> {
    const NANOSECONDS: f64 = 1e9;
    // Reading the statistics of the process brings those of its running thread up to date.
    std::fs::read("/proc/self/stat").ok()?;
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: u64 = text.split_whitespace().next()?.parse().ok()?;
    Some(nanoseconds as f64 / NANOSECONDS)
}

/// Nothing is known.
#[cfg(not(target_os = "linux"))]
fn of_thread() -> Option<f64> {
    None
}

/// The time that has passed: the best guess elsewhere, because a program that asks is at work.
fn since_first_use() -> f64 {
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed().as_secs_f64()
}
