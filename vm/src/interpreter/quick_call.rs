//! The short way into a plain Lua function for calls that no `Call` instruction makes: of metamethods, and by native
//! functions.

use super::call::MAX_NATIVE_DEPTH;
use super::frame::{Boundary, NO_YIELD};
use super::native::{Action, Outcome};
use super::state::State;
use crate::object::{Closure, CodeHeader};
use crate::value::{CLOSURE, Value, store_value};

impl State {
    /// Enters the function in a slot, with `boundary` as its return, if that needs nothing but a frame: no hook, no
    /// missing arguments, no varargs, no larger stack. Whether it did; if not, nothing has changed.
    ///
    /// # Safety
    /// The slot is on the running stack, with the info slot that the boundary wants below it, a free slot for the link
    /// above it, and then `count` arguments.
    #[inline(always)]
    pub(crate) unsafe fn enter_quickly(
        &mut self,
        slot: *mut Value,
        count: usize,
        boundary: Boundary,
    ) -> bool {
        // SAFETY: by the caller's promise; a header word lies in front of every prototype's code, and no other reference
        // to the coroutine is alive.
        unsafe {
            if (*slot).tag != CLOSURE || self.coroutine.hook_mask != 0 {
                return false;
            }
            let code = (*((*slot).payload as *const Closure)).code;
            let header = *code.cast::<CodeHeader>().sub(1);
            let base = slot.add(2);
            // A function with varargs has the greatest number of parameters.
            if header.parameters as usize > count
                || base.byte_add(header.frame_bytes as usize) > self.stack_limit
            {
                return false;
            }
            let fields = self.coroutine.fields();
            let depth = fields.native_depth;
            if fields.resume_depth + depth + 1 >= MAX_NATIVE_DEPTH {
                return false;
            }
            fields.native_depth = depth + 1;
            let mut link = Value::link(boundary.address() as u64, 0, 0);
            link.detail = depth as u16;
            slot.add(1).write(link);
            self.base = base;
            self.pc = code;
            true
        }
    }

    /// Calls a function that may not yield from the slots of the last [`Action::Call`], whose results are dropped, and goes
    /// on with `step` afterwards: `return state.call_again(function, arguments, step)`.
    #[inline(always)]
    pub fn call_again<const COUNT: usize>(
        &mut self,
        function: Value,
        arguments: [Value; COUNT],
        step: u32,
    ) -> Outcome {
        // SAFETY: the slots from the one below the results on are free; whether there are enough of them is looked at.
        unsafe {
            let slot = self.base.add(self.result_start as usize);
            if slot.add(2 + COUNT) <= self.stack_limit {
                let distance = slot as usize - self.base as usize;
                slot.sub(1).write(Value::link(u64::from(step), NO_YIELD, distance as u32));
                store_value(slot, function);
                for (index, argument) in arguments.iter().enumerate() {
                    store_value(slot.add(2 + index), *argument);
                }
                if self.enter_quickly(slot, COUNT, Boundary::Native) {
                    self.coroutine.fields().unyieldable += 1;
                    return Ok(Action::Entered);
                }
            }
        }
        self.drop_results();
        self.push_call(function, arguments)?;
        Ok(Action::Call { args: COUNT as u32, step, yieldable: false })
    }
}
