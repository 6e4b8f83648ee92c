//! Objects with a finalizer: registered in order, found unreachable, and handed out one by one.
//!
//! **Invariants**
//! - An object is on exactly one of the two lists while its header has the FINALIZER bit, and on none otherwise.
//! - `pending` always has room for everything registered, so that finding objects unreachable cannot fail.

use std::collections::VecDeque;

use super::header::{FINALIZER, Header};
use super::marker::Marker;
use super::page::has_mark;
use super::trace::OutOfMemory;

/// The two lists.
#[derive(Default)]
pub(super) struct Finalizers {
    /// In order of registration.
    registered: Vec<*mut Header>,
    /// Unreachable objects, in the order in which their finalizers run.
    pending: VecDeque<*mut Header>,
}

impl Finalizers {
    /// Registers an object unless it is registered already.
    ///
    /// # Safety
    /// `object` is alive.
    pub(super) unsafe fn register(&mut self, object: *mut Header) -> Result<(), OutOfMemory> {
        // SAFETY: the caller's promise.
        unsafe {
            if (*object).color & FINALIZER != 0 {
                return Ok(());
            }
            self.registered.try_reserve(1).map_err(|_| OutOfMemory)?;
            let most = self.registered.capacity();
            self.pending.try_reserve(most).map_err(|_| OutOfMemory)?;
            (*object).color |= FINALIZER;
        }
        self.registered.push(object);
        Ok(())
    }

    /// Moves the unmarked objects to the pending ones, the last registered first; whether there were any.
    pub(super) fn find_unreachable(&mut self) -> bool {
        let before = self.pending.len();
        for &object in self.registered.iter().rev() {
            // SAFETY: registered objects are freed only after they were taken from here.
            if unsafe { !has_mark(object.cast()) } {
                self.pending.push_back(object);
            }
        }
        let found = self.pending.len() > before;
        if found {
            // SAFETY: as above.
            self.registered.retain(|&object| unsafe { has_mark(object.cast()) });
        }
        found
    }

    /// Keeps the pending objects alive.
    pub(super) fn trace_pending(&self, marker: &mut Marker) {
        for &object in &self.pending {
            // SAFETY: pending objects are marked in every cycle, so they are alive.
            unsafe { marker.mark(object) };
        }
    }

    /// Makes every registered object pending, the last registered first.
    pub(super) fn schedule_all(&mut self) {
        self.pending.extend(self.registered.drain(..).rev());
    }

    pub(super) fn has_pending(&self) -> bool {
        !self.pending.is_empty()
    }

    /// Takes the next object whose finalizer is to run; it may be registered again.
    pub(super) fn take_pending(&mut self) -> Option<*mut Header> {
        let object = self.pending.pop_front()?;
        // SAFETY: pending objects are alive.
        unsafe { (*object).color &= !FINALIZER };
        Some(object)
    }
}
