//! Handles: values that the host keeps alive.
//!
//! A handle is a number in the state's table of kept values. It may be dropped anywhere, also on another thread and
//! after its state is gone: dropping puts the number in a queue, which the state empties when it next has to do with
//! handles.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::error::Error;
use super::lua::Context;
use crate::interpreter::{CollectRequest, Handle, State, Throw};
use crate::value::Value as RawValue;

/// What the handles of a state share with it.
#[derive(Default)]
pub(super) struct Shared {
    dropped: Mutex<Vec<Handle>>,
    has_dropped: AtomicBool,
    /// The number of the run that was dropped unfinished; 0: none.
    abandoned_run: AtomicU64,
}

impl Shared {
    fn release(&self, handle: Handle) {
        // A panic while the lock was held cannot have left the list in a bad shape.
        self.dropped.lock().unwrap_or_else(PoisonError::into_inner).push(handle);
        self.has_dropped.store(true, Ordering::Release);
    }

    fn take_dropped(&self) -> Vec<Handle> {
        if !self.has_dropped.swap(false, Ordering::Acquire) {
            return Vec::new();
        }
        std::mem::take(&mut *self.dropped.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Whether nothing was dropped since the last time.
    pub(super) fn is_quiet(&self) -> bool {
        !self.has_dropped.load(Ordering::Acquire) && self.abandoned_run.load(Ordering::Acquire) == 0
    }

    /// Notes that a run was dropped before its end.
    pub(super) fn abandon(&self, run: u64) {
        self.abandoned_run.store(run, Ordering::Release);
    }

    /// The number of the run that was dropped before its end, once.
    pub(super) fn take_abandoned(&self) -> Option<u64> {
        match self.abandoned_run.load(Ordering::Acquire) {
            0 => None,
            _ => Some(self.abandoned_run.swap(0, Ordering::AcqRel)),
        }
    }
}

/// One kept value.
pub(super) struct Root {
    handle: Handle,
    shared: Arc<Shared>,
}

impl Drop for Root {
    fn drop(&mut self) {
        self.shared.release(self.handle);
    }
}

/// Declares the types that hold a kept value of one kind.
macro_rules! handle_types {
    ($( $(#[doc = $doc:literal])+ $name:ident; )*) => { $(
        $(#[doc = $doc])+
        ///
        /// It keeps the value alive. A clone refers to the same value.
        #[derive(Clone)]
        pub struct $name(pub(super) Arc<Root>);

        impl std::fmt::Debug for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.debug_tuple(stringify!($name)).field(&self.0.handle.number()).finish()
            }
        }

        impl $name {
            /// The raw value, for the storey below.
            ///
            /// # Errors
            /// [`Error::ForeignHandle`] where the value belongs to another state.
            pub fn raw(&self, context: &mut Context) -> Result<RawValue, Error> {
                context.raw_of_root(&self.0)
            }
        }
    )* };
}

handle_types! {
    /// A table.
    Table;
    /// A function, of Lua or of the host.
    Function;
    /// Data of the host.
    Userdata;
    /// A coroutine.
    Coroutine;
}

impl Context {
    /// Keeps a raw value alive.
    pub(super) fn keep(&mut self, value: RawValue) -> Arc<Root> {
        self.release_dropped();
        let handle = self.state.handles().keep(value);
        Arc::new(Root { handle, shared: Arc::clone(&self.host().shared) })
    }

    /// The value a root keeps.
    pub(super) fn raw_of_root(&mut self, root: &Root) -> Result<RawValue, Error> {
        if !Arc::ptr_eq(&root.shared, &self.host().shared) {
            return Err(Error::ForeignHandle);
        }
        Ok(self.state.handles().get(root.handle))
    }

    /// Lets go of what was dropped since the last time.
    pub(super) fn release_dropped(&mut self) {
        for handle in self.host().shared.take_dropped() {
            self.state.handles().release(handle);
        }
    }

    /// Begins an operation of the host: lets go of what was dropped, ends a run that was, and lets the collector take
    /// its turn, which it otherwise has between instructions only. No raw value may be held across this.
    #[inline]
    pub(super) fn settle(&mut self) {
        if self.is_unsettled() {
            self.settle_now();
        }
    }

    /// Whether there is something to be done before the next operation.
    #[inline]
    pub(super) fn is_unsettled(&mut self) -> bool {
        let host = self.host();
        !host.shared.is_quiet() || host.is_out_of_memory || self.state.heap().collector.is_due()
    }

    #[cold]
    fn settle_now(&mut self) {
        self.release_dropped();
        self.end_dropped_run();
        if std::mem::take(&mut self.host().is_out_of_memory) {
            self.collect_if_possible(CollectRequest::Full);
        } else if self.state.heap().collector.is_due() {
            self.collect_if_possible(CollectRequest::Step(0));
        }
    }

    /// Makes an object on behalf of the host; where memory has run out, collects everything and tries once more. `make`
    /// must not bring raw values with it that nothing keeps alive.
    pub(super) fn make<T>(
        &mut self,
        make: impl Fn(&mut State) -> Result<T, Throw>,
    ) -> Result<T, Error> {
        self.settle();
        match make(&mut self.state) {
            Err(Throw::Memory) => {
                self.collect_if_possible(CollectRequest::Full);
                make(&mut self.state).map_err(|throw| self.error_of(throw))
            }
            made => made.map_err(|throw| self.error_of(throw)),
        }
    }
}
