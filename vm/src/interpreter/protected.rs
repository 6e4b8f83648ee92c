//! `pcall` and `xpcall`: how a protected call starts and how it ends well.

use super::call::PendingCall;
use super::frame::Boundary;
use super::state::State;
use super::throw::Throw;
use crate::value::{FALSE, TRUE, Value, copy_value, store_value};

impl State {
    /// Starts `pcall(f, ...)`: the function stays in slot 0, its arguments move up by one to make room for the link.
    pub(crate) fn protect(&mut self) -> Result<Option<PendingCall>, Throw> {
        self.reserve(1)?;
        let count = self.count() - 1;
        // SAFETY: one slot above the arguments was reserved.
        unsafe {
            for index in (1..=count).rev() {
                copy_value(self.base.add(index + 1), self.base.add(index));
            }
            self.top = self.base.add(count + 2);
        }
        let link = Value::link(Boundary::Protected.address() as u64, 0, 0);
        Ok(Some(PendingCall { function: self.base, count, link }))
    }

    /// Starts `xpcall(f, handler, ...)`: the handler goes to slot 0, the function to slot 1.
    pub(crate) fn protect_with(&mut self) -> Result<Option<PendingCall>, Throw> {
        self.reserve(1)?;
        let count = self.count() - 2;
        let (function, handler) = (self.slot(0), self.slot(1));
        // SAFETY: one slot above the arguments was reserved.
        unsafe {
            for index in (2..count + 2).rev() {
                copy_value(self.base.add(index + 1), self.base.add(index));
            }
            self.top = self.base.add(count + 3);
        }
        self.set_slot(0, handler);
        self.set_slot(1, function);
        let link = Value::link(Boundary::ProtectedWith.address() as u64, 0, 0);
        Ok(Some(PendingCall { function: self.base.wrapping_add(1), count, link }))
    }

    /// The protected function returned: answers true and its results.
    pub(crate) fn protected_return(&mut self) -> Result<(), Throw> {
        self.leave_boundary();
        let callee = self.base;
        // SAFETY: at this boundary the base is the callee's slot and its results reach to the top. The slot below is
        // the native function's link, or the handler; both are read before true is written there.
        unsafe {
            let count = self.top.offset_from(callee) as usize;
            let is_with_handler = self.pc == Boundary::ProtectedWith.address().add(1);
            let base = if is_with_handler { callee.sub(1) } else { callee };
            if self.coroutine.hook_mask != 0 {
                return self.finish_under_hook(base, Value::boolean(true), callee, count);
            }
            let link = *base.sub(1);
            (*callee.sub(1)).tag = TRUE;
            self.finish_protected(base, link, callee.sub(1), count + 1)
        }
    }

    /// The protected function failed: answers false and the error.
    pub(crate) fn protected_failure(
        &mut self,
        boundary: Boundary,
        callee: *mut Value,
    ) -> Result<(), Throw> {
        // SAFETY: as above; the callee's own slots are free now.
        unsafe {
            let base = if boundary == Boundary::ProtectedWith { callee.sub(1) } else { callee };
            let error = std::mem::replace(&mut self.thrown, Value::NIL);
            store_value(callee, error);
            // What the failed call left above is gone.
            self.top = callee.add(1);
            if self.coroutine.hook_mask != 0 {
                return self.finish_under_hook(base, Value::boolean(false), callee, 1);
            }
            let link = *base.sub(1);
            (*callee.sub(1)).tag = FALSE;
            self.finish_protected(base, link, callee.sub(1), 2)
        }
    }

    /// Hands the results of a protected call to the caller of `pcall` or `xpcall`.
    unsafe fn finish_protected(
        &mut self,
        base: *mut Value,
        link: Value,
        first: *mut Value,
        count: usize,
    ) -> Result<(), Throw> {
        // SAFETY: `base` is the base of the native function; results move down.
        unsafe {
            self.base = base;
            self.deliver(base.sub(2), link.payload as *const u64, first, count);
        }
        Ok(())
    }

    /// The same with a hook, which must find the frame whole: the results move up to leave its link alone.
    unsafe fn finish_under_hook(
        &mut self,
        base: *mut Value,
        outcome: Value,
        first: *mut Value,
        count: usize,
    ) -> Result<(), Throw> {
        // SAFETY: `base` is the base of the native function, `count` results lie from `first` on, which is the base or
        // one slot above it, and one slot above them is reserved.
        unsafe {
            self.base = base;
            self.top = first.add(count);
            let offset = self.offset_of(first);
            self.reserve(1)?;
            let target = self.base.add(1);
            std::ptr::copy(self.slot_at(offset), target, count);
            self.top = target.add(count);
            store_value(self.base, outcome);
            self.return_from_native(count + 1, false).map(|_| ())
        }
    }
}
