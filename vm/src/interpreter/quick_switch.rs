//! The short way between coroutines: into one that waits in a yield, and out of one by yielding.
//!
//! Both only move values from one stack to the other. Whatever else a switch may need (a first call, hooks, a larger
//! stack, a refusal) is left to `coroutine.rs`.

use super::coroutine::{MAX_DEPTH, WRAPPED};
use super::native::{NativeFunction, Role};
use super::ops::{Machine, write_link};
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
                role => self.switch_for_call::<true>(role, word, self.machine()).is_some_and(
                    |machine| {
                        (self.base, self.pc) = (machine.base, machine.pc);
                        true
                    },
                ),
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

    /// Does what a `Call` of a function of a switching role does. Where the other coroutine goes on; if there is no such
    /// short way, nothing has changed. Unless `OPEN`, arguments up to the top and results up to the top are left out: with
    /// them there are too many values for the processor's registers.
    ///
    /// # Safety
    /// `word` is the verified instruction in front of the machine's `pc`, and its callee has that role.
    #[inline(always)]
    pub(super) unsafe fn switch_for_call<const OPEN: bool>(
        &mut self,
        role: Role,
        word: Instruction,
        machine: Machine,
    ) -> Option<Machine> {
        let cost = word.c() as i64;
        if self.fuel < cost || self.coroutine.hook_mask != 0 {
            return None;
        }
        // SAFETY: by the caller's promise.
        let machine = unsafe {
            let function = machine.register(word.a());
            let count = match word.x() {
                0 if !OPEN => return None,
                0 => (self.top as usize - function as usize) / size_of::<Value>() - 2,
                args => args - 1,
            };
            self.switch_quickly::<OPEN>(role, function, count, machine.pc)?
        };
        self.fuel -= cost;
        Some(machine)
    }

    /// Does what the function of a switching role in a slot, called with `count` arguments in front of `pc`, would do.
    /// Where the other coroutine goes on; if there is no such short way, nothing has changed.
    ///
    /// # Safety
    /// `function` is a slot of the running frame with a free slot for the link above it, and then the arguments. The
    /// running coroutine has no hook.
    #[inline(always)]
    pub(super) unsafe fn switch_quickly<const OPEN: bool>(
        &mut self,
        role: Role,
        function: *mut Value,
        count: usize,
        pc: *const u64,
    ) -> Option<Machine> {
        // SAFETY: by the caller's promise; a closure of this role has its coroutine as value 0.
        unsafe {
            let first = function.add(2);
            let call = SwitchingCall { function, count, pc };
            match role {
                Role::Yield => self.yield_quickly::<OPEN>(call),
                Role::Resume if count > 0 && (*first).tag == COROUTINE => {
                    self.resume_quickly::<OPEN>((*first).pointer(), call, 1)
                }
                Role::ResumeWrapped => {
                    let target = (*function).pointer::<NativeClosure>().value(0);
                    self.resume_quickly::<OPEN>(target.pointer(), call, 0)
                }
                _ => None,
            }
        }
    }

    /// Continues a coroutine that waits in a yield with the arguments behind the first `skipped` ones.
    ///
    /// # Safety
    /// As for [`State::switch_quickly`].
    #[inline(always)]
    unsafe fn resume_quickly<const OPEN: bool>(
        &mut self,
        target: Gc<Coroutine>,
        call: SwitchingCall,
        skipped: usize,
    ) -> Option<Machine> {
        let resumer = self.coroutine;
        let depth = resumer.resume_depth + resumer.native_depth;
        if target.status != Status::Suspended
            || !target.is_started
            || target.hook_mask != 0
            || depth >= MAX_DEPTH
        {
            return None;
        }
        // SAFETY: both coroutines are live and distinct, as one runs and the other does not; the suspended one's frame
        // is that of the native function that yielded.
        unsafe {
            let place = Place::of::<OPEN>(target, call.count)?;
            call.leave(resumer, Status::Normal);
            let fields = target.fields();
            fields.resumer = resumer.as_ptr();
            fields.mode = if skipped == 0 { WRAPPED } else { 0 };
            fields.resume_depth = depth + 1;
            self.become_running(target);
            let values = call.function.add(2 + skipped);
            Some(self.deliver_switched::<OPEN>(place, place.function, values, call.count - skipped))
        }
    }

    /// Suspends the running coroutine and hands its resumer the arguments.
    ///
    /// # Safety
    /// As for [`State::switch_quickly`].
    #[inline(always)]
    unsafe fn yield_quickly<const OPEN: bool>(&mut self, call: SwitchingCall) -> Option<Machine> {
        let running = self.coroutine;
        if running == self.main || running.unyieldable != 0 {
            return None;
        }
        // SAFETY: a coroutine that runs and is not the main one was resumed, and keeps its resumer alive, whose frame is
        // that of the native function that resumed it.
        unsafe {
            let resumer = Gc::from_ptr(running.resumer);
            if resumer.hook_mask != 0 {
                return None;
            }
            let place = Place::of::<OPEN>(resumer, call.count)?;
            call.leave(running, Status::Suspended);
            running.fields().resumer = std::ptr::null_mut();
            let mut first = place.function;
            if running.mode & WRAPPED == 0 && place.wanted != 1 {
                store_value(first, Value::boolean(true));
                first = first.add(1);
            }
            self.become_running(resumer);
            Some(self.deliver_switched::<OPEN>(place, first, call.function.add(2), call.count))
        }
    }

    /// Makes a coroutine the running one.
    #[inline(always)]
    fn become_running(&mut self, coroutine: Gc<Coroutine>) {
        // SAFETY: no other reference to the coroutine is alive.
        unsafe { coroutine.fields().status = Status::Running };
        self.coroutine = coroutine;
        self.stack_limit = coroutine.limit();
        self.top = coroutine.top;
    }

    /// Returns from the native function at a place with values of another stack, from the result `first` on.
    ///
    /// # Safety
    /// The place is that of the running coroutine, and `count` values lie from `values` on.
    #[inline(always)]
    unsafe fn deliver_switched<const OPEN: bool>(
        &mut self,
        place: Place,
        first: *mut Value,
        values: *const Value,
        count: usize,
    ) -> Machine {
        // SAFETY: by the caller's promise, and that of the place there is room.
        unsafe {
            // Without results, which is common, nothing is looked at.
            if place.wanted != 1 {
                let function = place.function;
                let is_open = OPEN && place.wanted == 0;
                let end = if is_open { first.add(count) } else { function.add(place.wanted - 1) };
                let (mut next, mut value) = (first, values);
                let given_end = values.add(count);
                while next < end && value < given_end {
                    copy_value(next, value);
                    (next, value) = (next.add(1), value.add(1));
                }
                while next < end {
                    (*next).tag = NIL;
                    next = next.add(1);
                }
                if is_open {
                    self.top = end;
                }
            }
            Machine { base: place.base, pc: place.pc }
        }
    }
}

/// A call of a function that changes to another coroutine.
#[derive(Clone, Copy)]
struct SwitchingCall {
    /// The function's slot; the arguments begin two above.
    function: *mut Value,
    /// How many there are.
    count: usize,
    /// Where the call returns to.
    pc: *const u64,
}

impl SwitchingCall {
    /// Leaves the running coroutine in this call.
    ///
    /// # Safety
    /// The call is one of that coroutine, to which there is no other reference.
    #[inline(always)]
    unsafe fn leave(self, running: Gc<Coroutine>, status: Status) {
        // SAFETY: by the caller's promise.
        unsafe {
            write_link(self.function.add(1), self.pc);
            let base = self.function.add(2);
            let fields = running.fields();
            fields.base = base;
            fields.pc = self.pc;
            fields.top = base.add(self.count);
            fields.status = status;
        }
    }
}

/// Where a coroutine that is in a call of a native function goes on.
#[derive(Clone, Copy)]
struct Place {
    /// The native function's slot, where its results go.
    function: *mut Value,
    /// How many results are wanted, as in the instruction.
    wanted: usize,
    base: *mut Value,
    pc: *const u64,
}

impl Place {
    /// The place of a coroutine, if there is room for `count` results and one more; without `OPEN`, none that wants all.
    ///
    /// # Safety
    /// The coroutine is in a call of a native function.
    #[inline(always)]
    unsafe fn of<const OPEN: bool>(coroutine: Gc<Coroutine>, count: usize) -> Option<Place> {
        // SAFETY: a return address has a call-shaped word in front of it, and the results that it wants fit into the
        // caller's frame, unless it wants all.
        unsafe {
            let function = coroutine.base.sub(2);
            let pc = (*coroutine.base.sub(1)).payload as *const u64;
            let call = Instruction(*pc.sub(1));
            let wanted = call.b();
            if wanted == 0 && (!OPEN || coroutine.base.add(count) > coroutine.limit()) {
                return None;
            }
            Some(Place { function, wanted, base: function.byte_sub(call.a()), pc })
        }
    }
}
