//! Calling any value, entering native functions, and delivering results.
//!
//! Nothing here recurses: a native function that wants to call something says so, and the loop in `begin_call` goes
//! on with that.

use std::sync::Arc;

use super::frame::{Boundary, MAX_CALL_CHAIN, METAMETHOD_SHIFT, NO_YIELD, TAIL, VARARG};
use super::native::{Action, NativeFunction, Outcome, native_function};
use super::state::State;
use super::throw::Throw;
use crate::bytecode::Instruction;
use crate::gc::Gc;
use crate::object::{Closure, CodeHeader, Draft, Event, VARARG_PARAMETERS};
use crate::value::{self, CLOSURE, NATIVE, NATIVE_CLOSURE, NIL, Value, copy_value, store_value};

/// How deep calls may nest that would recurse in the reference implementation.
pub(super) const MAX_NATIVE_DEPTH: u32 = 197;

/// How deep while the error of reaching that depth is handled.
const MAX_HANDLING_DEPTH: u32 = 220;

/// A call that is about to be made: the function's slot, the number of arguments, and the link to write.
#[derive(Clone, Copy)]
pub(crate) struct PendingCall {
    pub(crate) function: *mut Value,
    pub(crate) count: usize,
    pub(crate) link: Value,
}

impl State {
    /// Calls the value in a slot with the `count` arguments from two slots above it. When this answers, the state
    /// stands where execution goes on: in a Lua function, or behind the call if a native function has completed it.
    #[inline]
    pub(crate) fn begin_call(
        &mut self,
        function: *mut Value,
        count: usize,
        pc: *const u64,
    ) -> Result<(), Throw> {
        self.run_calls(PendingCall { function, count, link: Value::link(pc as u64, 0, 0) })
    }

    /// Makes calls until a Lua function has been entered or a native one has completed.
    pub(crate) fn run_calls(&mut self, call: PendingCall) -> Result<(), Throw> {
        let mut call = call;
        loop {
            // A tail call takes the place of a call that has been counted, and so does the call of a metamethod.
            if call.link.flag & TAIL == 0
                && call.link.flag >> METAMETHOD_SHIFT == 0
                && let Some(boundary) = Boundary::of(call.link.payload)
            {
                self.enter_boundary(&mut call, boundary)?;
            }
            // SAFETY: the slot is on the running stack.
            let function = unsafe { *call.function };
            match function.tag {
                CLOSURE => return self.enter_closure(call, function.pointer()),
                NATIVE | NATIVE_CLOSURE => {
                    let Some(native) = native_function(function) else {
                        return Err(self.call_error(function));
                    };
                    self.enter_native_frame(call);
                    if self.coroutine.hook_mask != 0 && self.hook_native_call()? {
                        return Ok(());
                    }
                    let outcome = self.run_native(native, function, 0);
                    match self.apply(outcome)? {
                        Some(next) => call = next,
                        None => return Ok(()),
                    }
                }
                _ => call = self.insert_call_metamethod(call, function)?,
            }
        }
    }

    /// Counts a call that would recurse in the reference implementation, which allows only so many; the link remembers
    /// the count before it.
    fn enter_boundary(&mut self, call: &mut PendingCall, boundary: Boundary) -> Result<(), Throw> {
        if boundary == Boundary::Coroutine {
            return Ok(());
        }
        // SAFETY: no other reference to the coroutine is alive.
        let fields = unsafe { self.coroutine.fields() };
        call.link.detail = fields.native_depth as u16;
        fields.native_depth += 1;
        let depth = fields.resume_depth + fields.native_depth;
        if depth < MAX_NATIVE_DEPTH || (depth > MAX_NATIVE_DEPTH && depth < MAX_HANDLING_DEPTH) {
            return Ok(());
        }
        let throw = if depth >= MAX_HANDLING_DEPTH {
            Throw::ErrorInHandler
        } else if self.current_closure().is_some() {
            self.error("C stack overflow")
        } else {
            self.error_plain("C stack overflow")
        };
        self.enter_failing_frame(*call);
        Err(throw)
    }

    /// Makes the frame of a call that cannot be made, so that a boundary can catch the error of its own call.
    fn enter_failing_frame(&mut self, call: PendingCall) {
        if Boundary::of(call.link.payload).is_some() {
            self.enter_native_frame(call);
        }
    }

    /// A call through a boundary has returned.
    #[inline]
    pub(crate) fn leave_boundary(&mut self) {
        // SAFETY: no other reference to the coroutine is alive.
        unsafe { self.coroutine.fields().native_depth -= 1 };
    }

    /// Puts the `__call` metamethod of a value in front of it, making the value the first argument.
    fn insert_call_metamethod(
        &mut self,
        call: PendingCall,
        function: Value,
    ) -> Result<PendingCall, Throw> {
        let metamethod = self.metamethod(function, Event::Call);
        let is_refused =
            self.dialect.call_handlers_are_functions && self.type_name(metamethod) != "function";
        if metamethod.is_nil() || is_refused {
            self.enter_failing_frame(call);
            return Err(self.call_error(function));
        }
        let mut link = call.link;
        let is_long = link.flag >> METAMETHOD_SHIFT >= MAX_CALL_CHAIN;
        if is_long && self.dialect.call_chains_are_limited {
            let throw = self.error("'__call' chain too long");
            self.enter_failing_frame(call);
            return Err(throw);
        }
        if is_long {
            // Without a limit the chain ends where the stack does, which takes a while.
            self.charge(call.count as u64)?;
        } else {
            link.flag += 1 << METAMETHOD_SHIFT;
        }
        let end = call.function.wrapping_add(2 + call.count);
        let slot = if end >= self.stack_limit {
            self.grow_above(call.function, call.count + 3)?
        } else {
            call.function
        };
        // SAFETY: one more slot above the arguments was made available.
        unsafe {
            let first = slot.add(2);
            for index in (0..call.count).rev() {
                copy_value(first.add(index + 1), first.add(index));
            }
            store_value(first, function);
            store_value(slot, metamethod);
            let top = first.add(call.count + 1);
            if self.top < top {
                self.top = top;
            }
        }
        Ok(PendingCall { function: slot, count: call.count + 1, link })
    }

    /// Enters a Lua function.
    fn enter_closure(&mut self, call: PendingCall, closure: Gc<Closure>) -> Result<(), Throw> {
        let code = closure.code;
        // SAFETY: a header word lies in front of every prototype's code.
        let header = unsafe { *code.cast::<CodeHeader>().sub(1) };
        if header.parameters == VARARG_PARAMETERS {
            return self.enter_vararg(call, closure, header.frame_bytes);
        }
        let mut slot = call.function;
        let needed = 2 + header.frame_bytes as usize / size_of::<Value>();
        // SAFETY: address arithmetic inside the stack and its slack; the frame fits after growing.
        unsafe {
            if slot.add(needed) > self.stack_limit {
                slot = self.grow_above(slot, needed)?;
            }
            let base = slot.add(2);
            for index in call.count..header.parameters as usize {
                (*base.add(index)).tag = NIL;
            }
            slot.add(1).write(call.link);
            self.base = base;
        }
        self.pc = code;
        self.after_entry()
    }

    /// Enters a Lua function with extra arguments: its frame goes above them.
    fn enter_vararg(
        &mut self,
        call: PendingCall,
        closure: Gc<Closure>,
        frame_bytes: u32,
    ) -> Result<(), Throw> {
        let fixed = closure.prototype.draft.parameters as usize;
        let shift = 2 + call.count;
        let needed = shift + 2 + frame_bytes as usize / size_of::<Value>();
        let mut slot = call.function;
        // SAFETY: the old frame and the new one lie within the slots made available.
        unsafe {
            if slot.add(needed) > self.stack_limit {
                slot = self.grow_above(slot, needed)?;
            }
            let moved = slot.add(shift);
            copy_value(moved, slot);
            let distance = (shift * size_of::<Value>()) as u32;
            moved.add(1).write(Value {
                flag: call.link.flag | VARARG,
                extra: distance,
                ..call.link
            });
            slot.add(1).write(call.link);
            let base = moved.add(2);
            for index in 0..fixed {
                if index < call.count {
                    copy_value(base.add(index), slot.add(2 + index));
                    (*slot.add(2 + index)).tag = NIL;
                } else {
                    (*base.add(index)).tag = NIL;
                }
            }
            self.base = base;
        }
        self.pc = closure.code;
        self.after_entry()
    }

    /// What remains to do once a Lua function has been entered.
    #[inline]
    fn after_entry(&mut self) -> Result<(), Throw> {
        if self.coroutine.hook_mask != 0 { self.hook_lua_call() } else { Ok(()) }
    }

    /// Makes the frame of a native function the running one.
    #[inline]
    pub(super) fn enter_native_frame(&mut self, call: PendingCall) {
        // SAFETY: the link slot is reserved above every function slot.
        unsafe {
            call.function.add(1).write(call.link);
            self.base = call.function.add(2);
            self.top = self.base.add(call.count);
        }
    }

    /// Runs a step of the running native function. While there is a hook, a single result does not take the function's
    /// place: the hook of the return may ask for the function.
    #[inline]
    fn run_native(&mut self, native: &NativeFunction, function: Value, step: u32) -> Outcome {
        let outcome = (native.entry)(self, step);
        if self.coroutine.hook_mask != 0 && matches!(outcome, Ok(Action::One)) {
            return self.uncover_function(function);
        }
        outcome
    }

    /// Puts the running native function back into its slot, and the result that lies there behind its other slots.
    #[cold]
    fn uncover_function(&mut self, function: Value) -> Outcome {
        // SAFETY: a native frame's function slot lies two below its base.
        let result = unsafe { self.base.sub(2).replace(function) };
        self.push(result)?;
        Ok(Action::Many(1))
    }

    /// Enters the running native function with a step and completes what it wants.
    pub(crate) fn enter_native_step(&mut self, step: u32) -> Result<(), Throw> {
        let function = self.current_frame().function();
        let Some(native) = native_function(function) else { return Err(self.call_error(function)) };
        match self.run_native(native, function, step) {
            Ok(Action::Entered) => Ok(()),
            // What is most frequent here: a function that calls Lua again and again.
            Ok(Action::Call { args, step, yieldable }) => {
                match self.native_call(args as usize, step, yieldable) {
                    Some(call) => self.run_calls(call),
                    None => Ok(()),
                }
            }
            outcome => self.complete(outcome),
        }
    }

    /// Does what a native function answered.
    #[inline]
    pub(crate) fn apply(&mut self, outcome: Outcome) -> Result<Option<PendingCall>, Throw> {
        match outcome? {
            Action::One => self.return_from_native(1, true),
            Action::Many(count) => self.return_from_native(count as usize, false),
            action => self.apply_control(action),
        }
    }

    /// Returns from the running native function.
    #[inline]
    pub(crate) fn return_from_native(
        &mut self,
        count: usize,
        in_place: bool,
    ) -> Result<Option<PendingCall>, Throw> {
        if self.coroutine.hook_mask != 0 && self.hook_native_return(count, in_place)? {
            return Ok(None);
        }
        // SAFETY: a native frame's function slot lies two below its base, and `count` values below the top.
        unsafe {
            let function = self.base.sub(2);
            let first = if in_place { function } else { self.top.sub(count) };
            let link = *self.base.sub(1);
            self.deliver(function, link.payload as *const u64, first, count);
        }
        Ok(None)
    }

    /// Hands results to whoever called the function in a slot, and makes that the running frame.
    ///
    /// # Safety
    /// `pc` is the return address of the function's link, and `count` values lie from `first` on.
    #[inline]
    pub(crate) unsafe fn deliver(
        &mut self,
        function: *mut Value,
        pc: *const u64,
        first: *mut Value,
        count: usize,
    ) {
        // SAFETY: a return address has a call-shaped word in front of it; results move down, so ascending copies are
        // right, and the wanted ones fit into the caller's frame.
        unsafe {
            let call = Instruction(*pc.sub(1));
            let wanted = call.b();
            if wanted == 0 {
                for index in 0..count {
                    copy_value(function.add(index), first.add(index));
                }
                self.top = function.add(count);
            } else {
                let wanted = wanted - 1;
                for index in 0..wanted.min(count) {
                    copy_value(function.add(index), first.add(index));
                }
                for index in count..wanted {
                    (*function.add(index)).tag = NIL;
                }
            }
            self.base = function.byte_sub(call.a());
            self.pc = pc;
        }
    }

    /// The actions other than returning.
    fn apply_control(&mut self, action: Action) -> Result<Option<PendingCall>, Throw> {
        match action {
            Action::Call { args, step, yieldable } => {
                Ok(self.native_call(args as usize, step, yieldable))
            }
            Action::TailCall { args } => Ok(Some(self.native_tail_call(args as usize))),
            Action::Protect => self.protect(),
            Action::ProtectWith => self.protect_with(),
            Action::Resume => self.resume(false),
            Action::ResumeWrapped => self.resume(true),
            Action::Yield => self.yield_values(),
            Action::CloseCoroutine => self.close_coroutine(),
            Action::Collect { step } => self.collect_for_native(step),
            Action::Suspend { step } => {
                self.suspend(step);
                Ok(None)
            }
            Action::One | Action::Many(_) | Action::Entered => Ok(None),
        }
    }

    /// The call a native function pushed, returning to it; nothing if it has been entered already.
    #[inline]
    fn native_call(&mut self, count: usize, step: u32, yieldable: bool) -> Option<PendingCall> {
        // SAFETY: `push_callee` left an info slot and a link slot around the function.
        unsafe {
            let function = self.top.sub(count + 2);
            let distance = function as usize - self.base as usize;
            let flag = if yieldable { 0 } else { NO_YIELD };
            function.sub(1).write(Value::link(u64::from(step), flag, distance as u32));
            if !yieldable {
                self.coroutine.fields().unyieldable += 1;
            }
            if self.enter_quickly(function, count, Boundary::Native) {
                return None;
            }
            let link = Value::link(Boundary::Native.address() as u64, 0, 0);
            Some(PendingCall { function, count, link })
        }
    }

    /// The call a native function pushed, in its own place.
    fn native_tail_call(&mut self, count: usize) -> PendingCall {
        // SAFETY: the pushed function and arguments move down to the native function's own slots.
        unsafe {
            let source = self.top.sub(count + 2);
            let function = self.base.sub(2);
            let mut link = *self.base.sub(1);
            link.flag |= TAIL;
            copy_value(function, source);
            for index in 0..count {
                copy_value(function.add(2 + index), source.add(2 + index));
            }
            self.top = function.add(2 + count);
            PendingCall { function, count, link }
        }
    }

    /// A closure of a draft with upvalues of its own; the caller gives the first one the environment.
    pub fn instantiate(&mut self, draft: &Arc<Draft>) -> Result<Gc<Closure>, Throw> {
        let prototype = self.heap.new_prototype_with(draft, &crate::bytecode::fill_data_words)?;
        self.new_main_closure(prototype)
    }

    fn new_main_closure(
        &mut self,
        prototype: Gc<crate::object::Prototype>,
    ) -> Result<Gc<Closure>, Throw> {
        let count = prototype.draft.upvalues.len();
        let closure = self.heap.new_closure(prototype, count)?;
        for index in 0..count {
            let upvalue = self.heap.new_closed_upvalue(Value::NIL)?;
            // SAFETY: the slot is inside the closure and not filled yet.
            unsafe { closure.upvalue_slot(index).write(upvalue) };
        }
        Ok(closure)
    }

    /// Another function of the code of one that [`State::instantiate`] has made, with variables of its own.
    pub fn instantiate_again(&mut self, function: Gc<Closure>) -> Result<Gc<Closure>, Throw> {
        self.new_main_closure(function.prototype)
    }

    /// The value of a closure.
    pub fn closure_value(closure: Gc<Closure>) -> Value {
        Value::object(value::CLOSURE, closure)
    }
}
