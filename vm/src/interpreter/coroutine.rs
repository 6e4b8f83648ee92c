//! Switching between coroutines: resume, yield, death, close.
//!
//! Each coroutine has a stack of its own. Resuming one makes it the running one; the native function that resumed it
//! waits on its own stack until values come back, which are its results.

use super::call::PendingCall;
use super::dispatch;
use super::frame::Boundary;
use super::state::State;
use super::throw::Throw;
use crate::gc::Gc;
use crate::object::{Coroutine, Status};
use crate::value::{COROUTINE, NIL, Value, store_value};

/// `Coroutine::mode` bit: resumed by a function of `coroutine.wrap`, so errors go through.
pub(crate) const WRAPPED: u8 = 1;
/// `Coroutine::mode` bit: being closed.
pub(crate) const CLOSING: u8 = 2;
/// `Coroutine::mode` bit: being closed without an error so far.
pub(crate) const QUIET: u8 = 4;
/// `Coroutine::mode` bit: failed below `coroutine.wrap`; closed before its error goes on.
pub(crate) const RETHROWING: u8 = 8;

/// How deep coroutines may resume each other, as in the reference implementation.
pub(super) const MAX_DEPTH: u32 = 195;

/// The slot of a coroutine's main function.
const MAIN_SLOT: usize = 1;

impl State {
    /// A coroutine that will call a function.
    pub fn new_coroutine(&mut self, function: Value) -> Result<Gc<Coroutine>, Throw> {
        let coroutine = self.heap.new_coroutine()?;
        // SAFETY: a fresh stack with room for the first frame.
        unsafe {
            let fields = coroutine.fields();
            store_value(fields.stack.add(MAIN_SLOT), function);
            fields.top = fields.stack.add(MAIN_SLOT + 1);
            let running = self.coroutine;
            fields.hook = running.hook;
            fields.hook_mask = running.hook_mask;
            fields.hook_count = running.hook_count;
            fields.hook_left = running.hook_count;
        }
        Ok(coroutine)
    }

    /// Whether the running coroutine may yield.
    pub fn is_yieldable(&self) -> bool {
        self.coroutine != self.main && self.coroutine.unyieldable == 0
    }

    /// Whether a coroutine, running or not, could yield where it is.
    pub fn is_coroutine_yieldable(&self, coroutine: Gc<Coroutine>) -> bool {
        coroutine != self.main && coroutine.unyieldable == 0
    }

    /// Makes a coroutine the running one; the state's registers become its own.
    pub(crate) fn switch_to(&mut self, coroutine: Gc<Coroutine>) {
        self.coroutine = coroutine;
        self.base = coroutine.base;
        self.pc = coroutine.pc;
        self.top = coroutine.top;
        self.stack_limit = coroutine.limit();
        self.handlers = if coroutine.hook_mask != 0 {
            &raw const dispatch::HOOKED
        } else {
            &raw const dispatch::PLAIN
        };
    }

    /// Starts or continues the coroutine in slot 0, or of the running wrap function.
    pub(crate) fn resume(&mut self, is_wrapped: bool) -> Result<Option<PendingCall>, Throw> {
        let (target, skip) = if is_wrapped { (self.own_value(0), 0) } else { (self.slot(0), 1) };
        let target: Gc<Coroutine> = target.pointer();
        let names_status = self.dialect.messages.unresumable_have_status;
        let refusal = match target.status {
            Status::Suspended
                if self.coroutine.resume_depth + self.coroutine.native_depth >= MAX_DEPTH =>
            {
                Some("C stack overflow")
            }
            Status::Suspended => None,
            Status::Dead | Status::Failed => Some("cannot resume dead coroutine"),
            Status::Running if names_status => Some("cannot resume running coroutine"),
            Status::Normal if names_status => Some("cannot resume normal coroutine"),
            Status::Running | Status::Normal => Some("cannot resume non-suspended coroutine"),
        };
        if let Some(message) = refusal {
            return self.refuse_resume(is_wrapped, message);
        }
        let resumer = self.coroutine;
        let count = self.count() - skip;
        let arguments = self.base.wrapping_add(skip);
        self.leave_running(Status::Normal);
        // SAFETY: both coroutines are live; their stacks are distinct.
        unsafe {
            let fields = target.fields();
            fields.resumer = resumer.as_ptr();
            fields.status = Status::Running;
            fields.mode = if is_wrapped { WRAPPED } else { 0 };
            fields.resume_depth = resumer.resume_depth + resumer.native_depth + 1;
        }
        self.switch_to(target);
        if target.is_started {
            self.continue_coroutine(arguments, count).map(|()| None)
        } else {
            self.start_coroutine(arguments, count).map(Some)
        }
    }

    /// Saves the running coroutine before another one runs.
    fn leave_running(&mut self, status: Status) {
        // SAFETY: no other reference to the coroutine is alive.
        let fields = unsafe { self.coroutine.fields() };
        fields.base = self.base;
        fields.pc = self.pc;
        fields.top = self.top;
        fields.status = status;
    }

    fn refuse_resume(
        &mut self,
        is_wrapped: bool,
        message: &str,
    ) -> Result<Option<PendingCall>, Throw> {
        if is_wrapped {
            return Err(self.error(message));
        }
        let message = self.new_string(message.as_bytes())?;
        let outcome = self.answer_all(&[Value::boolean(false), message]);
        self.apply(outcome)
    }

    /// The first call on a coroutine's stack.
    fn start_coroutine(
        &mut self,
        arguments: *const Value,
        count: usize,
    ) -> Result<PendingCall, Throw> {
        // SAFETY: the function slot exists; room is made before arguments are copied from the other stack.
        unsafe {
            self.coroutine.fields().is_started = true;
            let slot = self.coroutine.stack.add(MAIN_SLOT);
            self.base = self.coroutine.stack;
            let slot = if slot.add(2 + count) > self.stack_limit {
                self.grow_above(slot, count + 3)?
            } else {
                slot
            };
            (*slot.add(1)).tag = NIL;
            for index in 0..count {
                store_value(slot.add(2 + index), *arguments.add(index));
            }
            self.top = slot.add(2 + count);
            let link = Value::link(Boundary::Coroutine.address() as u64, 0, 0);
            Ok(PendingCall { function: slot, count, link })
        }
    }

    /// Goes on behind a yield, whose results are the arguments.
    fn continue_coroutine(&mut self, arguments: *const Value, count: usize) -> Result<(), Throw> {
        // SAFETY: the running frame is that of the native function that yielded; its slots are free.
        unsafe {
            let mut first = self.base;
            if first.add(count) > self.stack_limit {
                first = self.grow_above(first, count)?;
            }
            for index in 0..count {
                store_value(first.add(index), *arguments.add(index));
            }
            self.top = first.add(count);
            self.return_from_native(count, false).map(|_| ())
        }
    }

    /// Suspends the running coroutine; its slots become the results of the resume.
    pub(crate) fn yield_values(&mut self) -> Result<Option<PendingCall>, Throw> {
        if self.coroutine == self.main {
            return Err(self.error_plain(self.main_yield_message));
        }
        if self.coroutine.unyieldable != 0 {
            return Err(self.error_plain("attempt to yield across a C-call boundary"));
        }
        let count = self.count();
        let values = self.base;
        self.leave_running(Status::Suspended);
        self.answer_resumer(values, count)
    }

    /// Makes the resumer of the running coroutine the running one and gives it values.
    fn answer_resumer(
        &mut self,
        values: *const Value,
        count: usize,
    ) -> Result<Option<PendingCall>, Throw> {
        let coroutine = self.coroutine;
        let resumer = coroutine.resumer;
        // SAFETY: a coroutine that runs was resumed, and keeps its resumer alive.
        unsafe {
            coroutine.fields().resumer = std::ptr::null_mut();
            let resumer = Gc::from_ptr(resumer);
            resumer.fields().status = Status::Running;
            self.switch_to(resumer);
        }
        let is_wrapped = coroutine.mode & WRAPPED != 0;
        self.reserve(count + 1)?;
        // SAFETY: the slots were reserved; the values lie on the other stack, which nobody moves meanwhile.
        unsafe {
            if !is_wrapped {
                store_value(self.top, Value::boolean(true));
                self.top = self.top.add(1);
            }
            for index in 0..count {
                store_value(self.top, *values.add(index));
                self.top = self.top.add(1);
            }
        }
        self.return_from_native(count + usize::from(!is_wrapped), false)
    }

    /// `CoroutineReturn`: the main function returned; its results lie from its slot to the top.
    pub(crate) fn coroutine_return(&mut self) -> Result<(), Throw> {
        // SAFETY: at this boundary the base is the function's slot.
        let count = unsafe { self.top.offset_from(self.base) } as usize;
        let values = self.base;
        let dead = self.coroutine;
        self.leave_running(Status::Dead);
        self.answer_resumer(values, count)?;
        self.release_stack(dead);
        Ok(())
    }

    /// Gives back the stack of a coroutine that will never run again.
    fn release_stack(&mut self, coroutine: Gc<Coroutine>) {
        debug_assert!(coroutine.has_kept_reserve(), "a stack was written behind its end");
        let stack = coroutine.stack;
        let total = coroutine.slots as usize + crate::object::SLACK;
        // SAFETY: nothing refers to the stack: its upvalues are closed and its frames gone.
        unsafe {
            let fields = coroutine.fields();
            debug_assert!(fields.open_upvalues.is_null());
            fields.stack = std::ptr::null_mut();
            fields.base = std::ptr::null_mut();
            fields.top = std::ptr::null_mut();
        }
        self.heap.collector.release_buffer(stack.cast(), total * size_of::<Value>());
    }

    /// Whether the running coroutine is being closed and no error has happened yet.
    pub(crate) fn is_closing_quietly(&self) -> bool {
        self.coroutine.mode & QUIET != 0
    }

    /// An error has reached the bottom of the running coroutine, or its closing is done.
    pub(crate) fn finish_coroutine_failure(&mut self) -> Result<(), Throw> {
        let coroutine = self.coroutine;
        let mode = coroutine.mode;
        if mode & CLOSING != 0 {
            return self.finish_closing();
        }
        let error = self.thrown;
        if mode & WRAPPED == 0 || mode & RETHROWING != 0 {
            self.leave_running(if mode & RETHROWING != 0 { Status::Dead } else { Status::Failed });
            // SAFETY: no other reference to the coroutine is alive.
            unsafe { coroutine.fields().failure = error };
        }
        let resumer = coroutine.resumer;
        // SAFETY: as in `answer_resumer`.
        unsafe {
            coroutine.fields().resumer = std::ptr::null_mut();
            let resumer = Gc::from_ptr(resumer);
            resumer.fields().status = Status::Running;
            self.switch_to(resumer);
        }
        if mode & WRAPPED != 0 {
            self.release_stack(coroutine);
            self.thrown = self.positioned(error);
            return Err(Throw::Error);
        }
        self.thrown = Value::NIL;
        let outcome = self.answer_all(&[Value::boolean(false), error]);
        self.apply(outcome).map(|_| ())
    }

    /// The error of a wrapped coroutine, with the position of the caller in front if it is a string.
    fn positioned(&mut self, error: Value) -> Value {
        let error = match self.dialect.number_error_is_message && error.is_number() {
            true => self.number_to_string(error).unwrap_or(error),
            false => error,
        };
        if !error.is_string() {
            return error;
        }
        let mut message = self.position(1);
        message.extend_from_slice(error.pointer::<crate::object::LuaString>().as_bytes());
        self.new_string(&message).unwrap_or(error)
    }

    /// Closes the coroutine in slot 0, running the closers of its pending variables on its own stack.
    pub(crate) fn close_coroutine(&mut self) -> Result<Option<PendingCall>, Throw> {
        let target: Gc<Coroutine> = self.slot(0).pointer();
        if target == self.coroutine {
            return self.close_running();
        }
        let closer = self.coroutine;
        let has_failed = target.status == Status::Failed;
        if target.stack.is_null() || !target.is_started {
            // SAFETY: no other reference to the coroutine is alive.
            unsafe { target.fields().status = Status::Dead };
            return self.answer_closed(target, has_failed);
        }
        if closer.resume_depth + closer.native_depth >= MAX_DEPTH {
            return Err(self.error("C stack overflow"));
        }
        self.leave_running(Status::Normal);
        // SAFETY: both coroutines are live.
        unsafe {
            let fields = target.fields();
            fields.resumer = closer.as_ptr();
            fields.status = Status::Running;
            fields.mode = if has_failed { CLOSING } else { CLOSING | QUIET };
            fields.resume_depth = closer.resume_depth + closer.native_depth + 1;
            fields.unyieldable += 1;
        }
        self.switch_to(target);
        self.thrown = if has_failed { target.failure } else { Value::NIL };
        // SAFETY: the main function's slot.
        let function = unsafe { target.stack.add(MAIN_SLOT) };
        self.unwind_coroutine(function)?;
        Ok(None)
    }

    /// Closes the running coroutine from within: it never comes back, and its resumer gets no values.
    fn close_running(&mut self) -> Result<Option<PendingCall>, Throw> {
        // SAFETY: no other reference to the coroutine is alive.
        unsafe {
            let fields = self.coroutine.fields();
            fields.mode |= CLOSING | QUIET;
            fields.is_closing_itself = true;
            fields.unyieldable += 1;
        }
        self.thrown = Value::NIL;
        // SAFETY: the main function's slot.
        let function = unsafe { self.coroutine.stack.add(MAIN_SLOT) };
        self.unwind_coroutine(function)?;
        Ok(None)
    }

    /// Everything on a coroutine being closed is closed: tells its closer, or its resumer if it closed itself.
    fn finish_closing(&mut self) -> Result<(), Throw> {
        let coroutine = self.coroutine;
        let has_failed = coroutine.mode & QUIET == 0;
        self.leave_running(Status::Dead);
        if coroutine.is_closing_itself && !has_failed {
            // SAFETY: no other reference to the coroutine is alive.
            unsafe { coroutine.fields().is_closing_itself = false };
            self.answer_resumer(std::ptr::null(), 0)?;
            self.release_stack(coroutine);
            return Ok(());
        }
        // SAFETY: as above; the error is kept for the answer.
        unsafe {
            let fields = coroutine.fields();
            fields.failure = self.thrown;
            let resumer = Gc::from_ptr(fields.resumer);
            fields.resumer = std::ptr::null_mut();
            resumer.fields().status = Status::Running;
            self.switch_to(resumer);
        }
        self.release_stack(coroutine);
        if coroutine.is_closing_itself {
            return self.fail_after_closing_itself(coroutine);
        }
        self.answer_closed(coroutine, has_failed).map(|_| ())
    }

    /// Tells the resumer of a coroutine that closed itself about the error that happened then.
    fn fail_after_closing_itself(&mut self, coroutine: Gc<Coroutine>) -> Result<(), Throw> {
        let failure = coroutine.failure;
        // SAFETY: no other reference to the coroutine is alive.
        let fields = unsafe { coroutine.fields() };
        fields.is_closing_itself = false;
        if coroutine.mode & WRAPPED != 0 {
            fields.failure = Value::NIL;
            self.thrown = self.positioned(failure);
            return Err(Throw::Error);
        }
        // As after any error, `coroutine.close` tells it once more.
        fields.status = Status::Failed;
        self.thrown = Value::NIL;
        let outcome = self.answer_all(&[Value::boolean(false), failure]);
        self.apply(outcome).map(|_| ())
    }

    /// What `coroutine.close` answers.
    fn answer_closed(
        &mut self,
        coroutine: Gc<Coroutine>,
        has_failed: bool,
    ) -> Result<Option<PendingCall>, Throw> {
        let failure = coroutine.failure;
        // SAFETY: no other reference to the coroutine is alive.
        unsafe { coroutine.fields().failure = Value::NIL };
        let outcome = if has_failed {
            self.answer_all(&[Value::boolean(false), failure])
        } else {
            self.answer_all(&[Value::boolean(true)])
        };
        self.apply(outcome)
    }

    /// Ends the running coroutine without running anything: a limit stopped it.
    pub(crate) fn kill_running_coroutine(&mut self) {
        let coroutine = self.coroutine;
        self.close_upvalues(coroutine.stack);
        // SAFETY: no other reference to the coroutine is alive.
        unsafe {
            let fields = coroutine.fields();
            fields.close_head = 0;
            fields.unyieldable = 0;
            fields.resumer = std::ptr::null_mut();
        }
        self.leave_running(Status::Dead);
    }

    /// A coroutine as a value.
    pub fn coroutine_value(coroutine: Gc<Coroutine>) -> Value {
        Value::object(COROUTINE, coroutine)
    }
}
