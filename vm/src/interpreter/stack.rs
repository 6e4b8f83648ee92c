//! Growing the running stack.

use super::state::State;
use super::throw::Throw;
use crate::gc::Gc;
use crate::object::SLACK;
use crate::value::Value;

/// The most slots a stack may have, as in the reference implementation.
pub(crate) const MAX_SLOTS: usize = 1_000_000;

/// Slots allowed above the limit while an overflow is handled.
const EXTRA_SLOTS: usize = 400;

impl State {
    /// How far a slot of the running stack is from its bottom, in bytes.
    #[inline]
    pub(crate) fn offset_of(&self, slot: *mut Value) -> usize {
        slot as usize - self.coroutine.stack as usize
    }

    /// The slot at a distance from the bottom of the running stack.
    #[inline]
    pub(crate) fn slot_at(&self, offset: usize) -> *mut Value {
        // SAFETY: offsets come from `offset_of` on the same stack, which never shrinks below them.
        unsafe { self.coroutine.stack.byte_add(offset) }
    }

    /// Makes room for `count` slots above the top.
    #[cold]
    pub(crate) fn grow_stack(&mut self, count: usize) -> Result<(), Throw> {
        self.grow_above(self.top, count).map(|_| ())
    }

    /// Makes room for `count` slots above `slot`; answers where `slot` is afterwards.
    #[cold]
    pub(crate) fn grow_above(
        &mut self,
        slot: *mut Value,
        count: usize,
    ) -> Result<*mut Value, Throw> {
        let offset = self.offset_of(slot);
        let needed = offset / size_of::<Value>() + count;
        let slots = self.coroutine.slots as usize;
        if needed <= slots {
            return Ok(slot);
        }
        if needed > MAX_SLOTS {
            return self.overflow(needed, offset);
        }
        let target = needed.max(2 * slots).min(MAX_SLOTS);
        self.resize_stack(target)?;
        Ok(self.slot_at(offset))
    }

    /// Raises "stack overflow", leaving some room for the code that handles it.
    fn overflow(&mut self, needed: usize, offset: usize) -> Result<*mut Value, Throw> {
        let slots = self.coroutine.slots as usize;
        if slots > MAX_SLOTS {
            if needed <= slots {
                return Ok(self.slot_at(offset));
            }
            return Err(Throw::ErrorInHandler);
        }
        self.resize_stack(MAX_SLOTS + EXTRA_SLOTS)?;
        Err(self.error("stack overflow"))
    }

    /// Gives back the extra room once the overflow has been handled, or all that a deep recursion left behind.
    pub(crate) fn shrink_after_overflow(&mut self) {
        if self.coroutine.slots as usize > MAX_SLOTS
            && self.offset_of(self.top) / size_of::<Value>() < MAX_SLOTS
        {
            // Failing to shrink is harmless: the next overflow is reported as an error in error handling.
            let _ = self.resize_stack(MAX_SLOTS);
        }
    }

    /// Moves the running stack to a buffer with another number of slots.
    fn resize_stack(&mut self, slots: usize) -> Result<(), Throw> {
        debug_assert!(self.coroutine.has_kept_reserve(), "a stack was written behind its end");
        let old_total = self.coroutine.slots as usize + SLACK;
        let new_total = slots + SLACK;
        let bytes = new_total * size_of::<Value>();
        let stack: *mut Value = self.heap.collector.allocate_buffer(bytes)?.cast();
        let old = self.coroutine.stack;
        // SAFETY: both buffers have their totals of slots; every pointer into the old one is moved here.
        unsafe {
            std::ptr::copy_nonoverlapping(old, stack, old_total.min(new_total));
            // The last slots of a smaller stack were in use in the larger one.
            for index in old_total.min(slots)..new_total {
                stack.add(index).write(Value::NIL);
            }
            let moved = |pointer: *mut Value| stack.byte_add(pointer as usize - old as usize);
            self.base = moved(self.base);
            self.top = moved(self.top);
            let coroutine = self.coroutine.fields();
            let mut upvalue = coroutine.open_upvalues;
            while !upvalue.is_null() {
                let open = Gc::from_ptr(upvalue);
                open.set_location(moved(open.location));
                upvalue = open.next_open();
            }
            coroutine.stack = stack;
            coroutine.slots = slots as u32;
        }
        self.stack_limit = self.coroutine.limit();
        self.heap.collector.release_buffer(old.cast(), old_total * size_of::<Value>());
        Ok(())
    }
}
