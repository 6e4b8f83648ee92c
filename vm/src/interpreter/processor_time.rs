//! The processor time that the running thread has used.

use std::time::Duration;

use cpu_time::ThreadTime;

/// How long the running thread has been at work; zero where the system does not say.
pub(super) fn of_thread() -> Duration {
    ThreadTime::try_now().map_or(Duration::ZERO, |time| time.as_duration())
}
