//! The short way between coroutines: into one that waits in a yield, and out of one by yielding.
//!
//! Both only move values from one stack to the other. Whatever else a switch may need (a first call, hooks, a larger
//! stack, a refusal) is left to `coroutine.rs`.

use super::coroutine::{MAX_DEPTH, WRAPPED};
use super::native::{NativeFunction, Role};
use super::slow::Control;
use super::state::State;
use crate::bytecode::Instruction;
use crate::gc::Gc;
use crate::object::{Coroutine, NativeClosure, Status};
use crate::value::{COROUTINE, NATIVE, NATIVE_CLOSURE, NIL, Value, copy_value, store_value};

/// What a callee does with coroutines: the role of its native function if that switches, else an ordinary one.
///
/// # Safety
/// `function` points at a valid value.
#[inline(always)]
pub(super) unsafe fn switching_role(function: *const Value) -> Role {
    // SAFETY: by the caller's promise; both kinds of native function refer to a static description.
    let role = unsafe {
        match (*function).tag {
            NATIVE => (*((*function).payload as *const NativeFunction)).role,
            NATIVE_CLOSURE => {
                let native: *const NativeFunction =
                    (*((*function).payload as *const NativeClosure)).function.cast();
                (*native).role
            }
            _ => Role::Ordinary,
        }
    };
    if role.switches() { role } else { Role::Ordinary }
}

impl State {
    /// Calls a native function from a `Call` instruction, by the short way if it has one.
    ///
    /// # Safety
    /// `word` is the verified instruction in front of `pc`, its callee is no Lua function, and base and pc are saved.
    pub(super) unsafe fn switch_or_call(&mut self, word: Instruction) -> Control {
        let pc = self.pc;
        // SAFETY: by the caller's promise.
        let is_done = unsafe {
            let role = switching_role(self.base.byte_add(word.a()));
            match role {
                Role::Ordinary => self.is_quick_call(word) && self.call_quickly(word),
                role => self.switch_for_call(role, word),
            }
        };
        if !is_done {
            self.call_native_from_instruction(word)
        } else if self.heap.collector.is_due() {
            self.after_native(word, pc)
        } else {
            Control::Continue
        }
    }

    /// Does what a `Call` of a function of a switching role does. Whether it did; if not, nothing has changed.
    ///
    /// # Safety
    /// `word` is the verified instruction in front of `pc`, its callee has that role, and base and pc are saved.
    #[inline(always)]
    pub(super) unsafe fn switch_for_call(&mut self, role: Role, word: Instruction) -> bool {
        let cost = word.c() as i64;
        if self.fuel < cost || self.coroutine.hook_mask != 0 {
            return false;
        }
        // SAFETY: by the caller's promise.
        let has_switched = unsafe {
            let function = self.base.byte_add(word.a());
            let count = match word.x() {
                0 => (self.top as usize - function as usize) / size_of::<Value>() - 2,
                args => args - 1,
            };
            self.switch_quickly(role, function, count)
        };
        if has_switched {
            self.fuel -= cost;
        }
        has_switched
    }

    /// Does what the function of a switching role in a slot, called with `count` arguments, would do. Whether it did;
    /// if not, nothing has changed.
    ///
    /// # Safety
    /// `function` is a slot of the running frame with a free slot for the link above it, and then the arguments. The
    /// running coroutine has no hook.
    #[inline(always)]
    pub(super) unsafe fn switch_quickly(
        &mut self,
        role: Role,
        function: *mut Value,
        count: usize,
    ) -> bool {
        // SAFETY: by the caller's promise; a closure of this role has its coroutine as value 0.
        unsafe {
            let first = function.add(2);
            match role {
                Role::Yield => self.yield_quickly(function, count),
                Role::Resume if count > 0 && (*first).tag == COROUTINE => {
                    self.resume_quickly((*first).pointer(), function, 1, count)
                }
                Role::ResumeWrapped => {
                    let target = (*function).pointer::<NativeClosure>().value(0);
                    self.resume_quickly(target.pointer(), function, 0, count)
                }
                _ => false,
            }
        }
    }

    /// Continues a coroutine that waits in a yield with the arguments behind the first `skipped` ones.
    ///
    /// # Safety
    /// As for [`State::switch_quickly`].
    #[inline(always)]
    unsafe fn resume_quickly(
        &mut self,
        target: Gc<Coroutine>,
        function: *mut Value,
        skipped: usize,
        count: usize,
    ) -> bool {
        let resumer = self.coroutine;
        let depth = resumer.resume_depth + resumer.native_depth;
        if target.status != Status::Suspended
            || !target.is_started
            || target.hook_mask != 0
            || depth >= MAX_DEPTH
        {
            return false;
        }
        // SAFETY: both coroutines are live and distinct, as one runs and the other does not; the suspended one's frame
        // is that of the native function that yielded.
        unsafe {
            let values = function.add(2 + skipped);
            if target.base.add(count) > target.limit() {
                return false;
            }
            self.leave_in_call(function, count, Status::Normal);
            let fields = target.fields();
            fields.resumer = resumer.as_ptr();
            fields.mode = if skipped == 0 { WRAPPED } else { 0 };
            fields.resume_depth = depth + 1;
            self.continue_in_call(target, false, values, count - skipped);
        }
        true
    }

    /// Suspends the running coroutine and hands its resumer the arguments.
    ///
    /// # Safety
    /// As for [`State::switch_quickly`].
    #[inline(always)]
    unsafe fn yield_quickly(&mut self, function: *mut Value, count: usize) -> bool {
        let running = self.coroutine;
        if running == self.main || running.unyieldable != 0 {
            return false;
        }
        // SAFETY: a coroutine that runs and is not the main one was resumed, and keeps its resumer alive, whose frame is
        // that of the native function that resumed it.
        unsafe {
            let resumer = Gc::from_ptr(running.resumer);
            if resumer.hook_mask != 0 || resumer.base.add(count) > resumer.limit() {
                return false;
            }
            self.leave_in_call(function, count, Status::Suspended);
            running.fields().resumer = std::ptr::null_mut();
            let has_flag = running.mode & WRAPPED == 0;
            self.continue_in_call(resumer, has_flag, function.add(2), count);
        }
        true
    }

    /// Leaves the running coroutine in a call of a native function.
    ///
    /// # Safety
    /// As for [`State::switch_quickly`].
    #[inline(always)]
    unsafe fn leave_in_call(&mut self, function: *mut Value, count: usize, status: Status) {
        // SAFETY: by the caller's promise; no other reference to the coroutine is alive.
        unsafe {
            function.add(1).write(Value::link(self.pc as u64, 0, 0));
            let base = function.add(2);
            let fields = self.coroutine.fields();
            fields.base = base;
            fields.pc = self.pc;
            fields.top = base.add(count);
            fields.status = status;
        }
    }

    /// Makes a coroutine the running one, and returns from the native function it is in with values of another stack,
    /// `true` in front of them if `has_flag`.
    ///
    /// # Safety
    /// The coroutine has no hook and is in a native function; from its function slot on there is room for the results.
    #[inline(always)]
    unsafe fn continue_in_call(
        &mut self,
        coroutine: Gc<Coroutine>,
        has_flag: bool,
        values: *const Value,
        count: usize,
    ) {
        // SAFETY: by the caller's promise. A return address has a call-shaped word in front of it, and the number of
        // results it wants fits into the caller's frame.
        unsafe {
            coroutine.fields().status = Status::Running;
            self.coroutine = coroutine;
            self.stack_limit = coroutine.limit();
            self.top = coroutine.top;
            let function = coroutine.base.sub(2);
            let pc = (*coroutine.base.sub(1)).payload as *const u64;
            let call = Instruction(*pc.sub(1));
            let wanted = call.b();
            let mut next = function;
            if has_flag && wanted != 1 {
                store_value(next, Value::boolean(true));
                next = next.add(1);
            }
            let end = if wanted == 0 { next.add(count) } else { function.add(wanted - 1) };
            let mut value = values;
            let given_end = values.add(count);
            while next < end && value < given_end {
                copy_value(next, value);
                (next, value) = (next.add(1), value.add(1));
            }
            while next < end {
                (*next).tag = NIL;
                next = next.add(1);
            }
            if wanted == 0 {
                self.top = end;
            }
            self.base = function.byte_sub(call.a());
            self.pc = pc;
        }
    }
}
