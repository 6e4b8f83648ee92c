//! What the Rust face keeps with each state.

use std::any::{Any, TypeId};
use std::sync::Arc;
use std::sync::atomic::AtomicU32;
use std::time::{Duration, Instant};

use super::error::Error;
use super::handle::{Root, Shared};
use super::lua::Context;
use super::multiple::MultiValue;
use super::options::{Libraries, Options};
use crate::interpreter::Stop;

/// A run that has given control back and is to go on.
#[derive(Clone, Copy)]
pub(super) struct PausedRun {
    /// The run's number.
    pub(super) id: u64,
    /// When it paused.
    pub(super) since: Instant,
}

/// What the Rust face keeps with each state.
#[derive(Default)]
pub(super) struct Host {
    /// What handles share with the state.
    pub(super) shared: Arc<Shared>,
    /// Stops the run when set.
    pub(super) interrupt: Arc<AtomicU32>,
    /// What each call from the host may use.
    pub(super) instruction_limit: Option<u64>,
    /// How long it may take.
    pub(super) time_limit: Option<Duration>,
    /// How much processor time it may use.
    pub(super) processor_time_limit: Option<Duration>,
    /// The limit on memory.
    pub(super) memory_limit: Option<usize>,
    /// The libraries that were opened.
    pub(super) libraries: Option<Libraries>,
    /// The run that waits to go on. While there is one, nothing else may run.
    pub(super) paused: Option<PausedRun>,
    /// How many runs were started.
    pub(super) run_count: u64,
    /// What the function that suspends the run asks of the host.
    pub(super) request: Option<Box<dyn Any + Send>>,
    /// What the host answered.
    pub(super) answer: Option<Result<MultiValue, Error>>,
    /// The limit that ended a nested call: it ends the whole run, whatever the function in between makes of it.
    pub(super) stop: Option<Stop>,
    /// The metatable of each class.
    pub(super) classes: Vec<(TypeId, Arc<Root>)>,
    /// The metatable of errors of the host.
    pub(super) error_metatable: Option<Arc<Root>>,
    /// Whether memory has run out, so that everything is to be collected before the next operation.
    pub(super) is_out_of_memory: bool,
    /// Whether a collection on behalf of the host is in progress.
    pub(super) is_collecting: bool,
}

impl Host {
    /// What a new state begins with.
    pub(super) fn new(options: &Options, interrupt: Arc<AtomicU32>) -> Host {
        Host {
            interrupt,
            instruction_limit: options.instruction_limit,
            time_limit: options.time_limit,
            processor_time_limit: options.processor_time_limit,
            memory_limit: options.memory_limit,
            libraries: Some(options.libraries),
            ..Host::default()
        }
    }
}

impl Context {
    /// What the Rust face keeps with this state.
    pub(super) fn host(&mut self) -> &mut Host {
        self.state.extensions.get_or_default()
    }

    /// The same for reading; there is none in a state that this module has not made.
    pub(super) fn host_shared(&self) -> Option<&Host> {
        self.state.extensions.get()
    }
}
