//! Calls of native functions by instructions: the common ways in and out, kept short.

use super::call::{MAX_NATIVE_DEPTH, PendingCall};
use super::frame::Boundary;
use super::native::{Action, NativeFunction, Outcome, native_function};
use super::slow::Control;
use super::state::State;
use super::throw::Throw;
use crate::bytecode::Instruction;
use crate::object::NativeClosure;
use crate::value::{NATIVE, NATIVE_CLOSURE, NIL, Value, copy_value};

impl State {
    /// A call of a native function by a `Call` instruction: the common way in, kept short.
    #[inline(never)]
    pub(crate) fn call_native_from_instruction(&mut self, word: Instruction) -> Control {
        self.fuel -= word.c() as i64;
        let pc = self.pc;
        // SAFETY: the operands of a verified instruction.
        let function = unsafe { self.base.byte_add(word.a()) };
        // SAFETY: as above.
        let tag = unsafe { (*function).tag };
        if self.fuel < 0
            || self.coroutine.hook_mask != 0
            || (tag != NATIVE && tag != NATIVE_CLOSURE)
        {
            return self.execute_slowly(word);
        }
        // SAFETY: as above, and the function is native.
        let outcome = unsafe {
            let count = match word.x() {
                0 => (self.top as usize - function as usize) / size_of::<Value>() - 2,
                args => args - 1,
            };
            let native = match tag {
                NATIVE => (*function).payload as *const NativeFunction,
                _ => (*function).pointer::<NativeClosure>().function.cast(),
            };
            self.enter_native_frame(PendingCall {
                function,
                count,
                link: Value::link(self.pc as u64, 0, 0),
            });
            ((*native).entry)(self, 0)
        };
        let result = match outcome {
            Ok(Action::One) if word.b() == 2 => {
                // SAFETY: the result is in the function's slot; the native frame sits where the instruction put it.
                unsafe {
                    self.pc = (*self.base.sub(1)).payload as *const u64;
                    self.base = self.base.sub(2).byte_sub(word.a());
                }
                Ok(())
            }
            Ok(Action::Many(count)) if self.coroutine.hook_mask == 0 => {
                // SAFETY: as above; the results are the topmost slots.
                unsafe { self.deliver_to(word, count as usize) };
                Ok(())
            }
            outcome => self.complete(outcome),
        };
        match result {
            Ok(()) if !self.heap.collector.is_due() && self.exit.is_none() => Control::Continue,
            Ok(()) => self.after_native(word, pc),
            Err(throw) => self.handle_throw(throw),
        }
    }

    /// Returns the topmost `count` slots from the running native function to the `Call` instruction that called it.
    ///
    /// # Safety
    /// The native function was called by that instruction, and has at least so many slots.
    #[inline(always)]
    unsafe fn deliver_to(&mut self, call: Instruction, count: usize) {
        // SAFETY: by the caller's promise; results move down, so ascending copies are right, and the wanted ones fit into
        // the caller's frame.
        unsafe {
            let function = self.base.sub(2);
            // The results may reach into the link.
            self.pc = (*function.add(1)).payload as *const u64;
            let mut source = self.top.sub(count);
            let mut target = function;
            let wanted = call.b();
            let end = if wanted == 0 { function.add(count) } else { function.add(wanted - 1) };
            let given = self.top;
            while target < end && source < given {
                copy_value(target, source);
                (target, source) = (target.add(1), source.add(1));
            }
            while target < end {
                (*target).tag = NIL;
                target = target.add(1);
            }
            if wanted == 0 {
                self.top = end;
            }
            self.base = function.byte_sub(call.a());
        }
    }

    /// Does what a native function answered, calls included. Inlined, it would enlarge the frame of its caller.
    #[inline(never)]
    pub(super) fn complete(&mut self, outcome: Outcome) -> Result<(), Throw> {
        match self.apply(outcome)? {
            Some(call) => self.run_calls(call),
            None => Ok(()),
        }
    }

    /// After a native function: the collector's turn, unless the interpreter is to be left.
    #[cold]
    pub(crate) fn after_native(&mut self, word: Instruction, pc: *const u64) -> Control {
        if self.exit.is_some() {
            return Control::Exit;
        }
        let result = if self.pc == pc && word.b() != 0 {
            // Behind this very instruction, wherever it was executed: registers above its results are not in use.
            let live = word.a() + (word.b() - 1) * size_of::<Value>();
            self.safepoint_with(self.base.wrapping_byte_add(live))
        } else {
            self.safepoint()
        };
        self.control_of(result)
    }

    /// Calls a native function in a tail position. Messages speak of the function that calls it, so its frame stays
    /// until the native function has returned; `Finish` then returns its results.
    ///
    /// # Safety
    /// `word` is the instruction that runs, and `source` the slot of its callee, with `count` arguments.
    pub(super) unsafe fn tail_call_native(
        &mut self,
        word: Instruction,
        source: *mut Value,
        count: usize,
    ) -> Result<(), Throw> {
        // SAFETY: the callee and its arguments are copied above everything live; room is made first.
        unsafe {
            if let Some(given) = self.tail_call_quickly(source, count) {
                return self.return_from_quick_call(word, given);
            }
            let source_offset = self.offset_of(source);
            let mut top = self.frame_top().max(source.add(2 + count));
            if top.add(count + 4) > self.stack_limit {
                top = self.grow_above(top, count + 4)?;
            }
            let source = self.slot_at(source_offset);
            let slot = top.add(1);
            let distance = slot as usize - self.base as usize;
            top.write(Value::link(self.pc as u64, 0, distance as u32));
            copy_value(slot, source);
            (*slot.add(1)).tag = NIL;
            for index in 0..count {
                copy_value(slot.add(2 + index), source.add(2 + index));
            }
            self.top = slot.add(2 + count);
            let depth = self.coroutine.native_depth;
            let is_deep = self.coroutine.resume_depth + depth + 1 >= MAX_NATIVE_DEPTH;
            let native = native_function(*slot);
            let (Some(native), 0, false) = (native, self.coroutine.hook_mask, is_deep) else {
                return self.begin_call(slot, count, Boundary::Finish.address());
            };
            self.coroutine.fields().native_depth = depth + 1;
            let mut link = Value::link(Boundary::Finish.address() as u64, 0, 0);
            link.detail = depth as u16;
            self.enter_native_frame(PendingCall { function: slot, count, link });
            match (native.entry)(self, 0) {
                Ok(Action::One) if self.coroutine.hook_mask == 0 => {
                    self.return_from_tail_call(word, self.base.sub(2), 1)
                }
                Ok(Action::Many(count)) if self.coroutine.hook_mask == 0 => {
                    self.return_from_tail_call(word, self.top.sub(count as usize), count as usize)
                }
                outcome => self.complete(outcome),
            }
        }
    }

    /// Returns the results of a quick entry that was called in a tail position, which lie from its slot on.
    fn return_from_quick_call(&mut self, word: Instruction, given: usize) -> Result<(), Throw> {
        self.return_range(word, word.a(), given)?;
        if self.heap.collector.is_due() && self.exit.is_none() { self.safepoint() } else { Ok(()) }
    }

    /// Returns the results of a native function that was called in a tail position, in place of `Finish`.
    ///
    /// # Safety
    /// `count` values lie from `first` on; the running native function was called by the instruction `word`.
    #[inline(always)]
    unsafe fn return_from_tail_call(
        &mut self,
        word: Instruction,
        first: *mut Value,
        count: usize,
    ) -> Result<(), Throw> {
        self.leave_boundary();
        // SAFETY: the info slot lies below the native function's slot.
        unsafe {
            let slot = self.base.sub(2);
            let info = *slot.sub(1);
            self.base = slot.byte_sub(info.extra as usize);
            self.pc = info.payload as *const u64;
        }
        let distance = first as usize - self.base as usize;
        self.return_range(word, distance, count)
    }
}
