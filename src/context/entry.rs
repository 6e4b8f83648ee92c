//! Operations of a context: how one begins and ends, what it keeps alive, and where its callbacks make their handles.

use std::ptr::null_mut;

use perilune::api::Context;
use perilune::api::native::RawValue;

use super::LuaContext;
use crate::error::Result;
use crate::sys::Scope;

/// How many callbacks share a scope: opening one costs more than a callback.
const CALLBACKS_PER_SCOPE: u32 = 64;

impl LuaContext {
    /// Begins an operation. It ends when the answer is dropped.
    #[inline(always)]
    pub(crate) fn enter(&self) -> Result<Entry<'_>> {
        if !self.is_open() {
            return Err(self.refusal());
        }
        if self.has_leftovers.get() && self.depth.get() == 0 {
            self.clear_staged();
        }
        Ok(self.go_in())
    }

    /// Whether what runs nothing can be done without an operation: nothing was left behind that one would clear away,
    /// and nothing waits for one.
    #[inline]
    pub(crate) fn is_quiet(&self) -> bool {
        self.is_open()
            && !self.has_leftovers.get()
            && !self.link.has_dropped()
            && !self.vm().is_turn_due()
    }

    /// Begins an operation of the run that has the state, which must be there. Only where there is something to tidy up
    /// is a function called: an answer that is copied costs more than what it takes to make it.
    #[inline(always)]
    pub(crate) fn go_in(&self) -> Entry<'_> {
        self.depth.set(self.depth.get() + 1);
        let entry = Entry {
            context: self,
            pins: self.pins.borrow().len(),
            outer_scope: self.scope.replace(null_mut()),
            outer_uses: self.scope_uses.get(),
        };
        if self.has_leftovers.get() || self.link.has_dropped() || self.vm().is_turn_due() {
            self.tidy_up();
        }
        entry
    }

    /// Lets go of what is not needed any more, and lets the collector take its turn.
    #[cold]
    fn tidy_up(&self) {
        self.link.release_dropped(self.env);
        if self.has_leftovers.get() {
            self.release_values();
        }
        if self.vm().is_turn_due() {
            self.operate(Context::take_turn);
        }
    }

    /// Keeps a value alive until the operation in progress ends.
    pub(crate) fn pin(&self, value: RawValue) {
        let handle = self.vm().state().handles().keep(value);
        let mut pins = self.pins.borrow_mut();
        if pins.capacity() == 0 {
            // Most contexts pin the function that runs, and nothing else.
            pins.reserve_exact(1);
        }
        pins.push(handle);
    }

    /// The values that were pinned since a mark.
    pub(crate) fn pinned_since(&self, mark: usize) -> Vec<RawValue> {
        let handles = self.vm().state().handles();
        self.pins.borrow()[mark..].iter().map(|handle| handles.get(*handle)).collect()
    }

    /// How many values are on their way into Lua.
    pub(crate) fn pin_mark(&self) -> usize {
        self.pins.borrow().len()
    }

    /// Lets go of the values on their way beyond so many: they have arrived.
    #[inline]
    pub(crate) fn unpin(&self, mark: usize) {
        let mut pins = self.pins.borrow_mut();
        if pins.len() > mark && self.has_state() {
            for handle in pins.drain(mark..) {
                self.vm().state().handles().release(handle);
            }
        }
    }

    /// Whether an operation is in progress.
    pub(crate) fn is_entered(&self) -> bool {
        self.depth.get() > 0
    }

    /// Sees to it that a callback has a scope for its handles.
    #[inline]
    pub(crate) fn callback_scope(&self) -> Result<()> {
        let uses = self.scope_uses.get();
        if !self.scope.get().is_null() && uses < CALLBACKS_PER_SCOPE {
            self.scope_uses.set(uses + 1);
            return Ok(());
        }
        self.close_scope();
        self.scope.set(self.env.open_scope()?);
        self.scope_uses.set(1);
        Ok(())
    }

    #[inline]
    pub(super) fn close_scope(&self) {
        let scope = self.scope.replace(null_mut());
        if !scope.is_null() {
            self.env.close_scope(scope);
        }
    }
}

/// An operation in progress.
pub(crate) struct Entry<'c> {
    context: &'c LuaContext,
    pins: usize,
    /// What the operation around this one has of both.
    outer_scope: Scope,
    outer_uses: u32,
}

impl Drop for Entry<'_> {
    #[inline]
    fn drop(&mut self) {
        let context = self.context;
        context.close_scope();
        context.scope.set(self.outer_scope);
        context.scope_uses.set(self.outer_uses);
        let depth = context.depth.get() - 1;
        context.depth.set(depth);
        if !context.has_state() {
            return;
        }
        context.unpin(self.pins);
        if depth == 0 {
            context.tell_memory();
        }
        if depth == 0 && context.has_run.take() && context.settings.has_io {
            // What a program has written is not to wait for the next program.
            context.vm().flush();
        }
    }
}
