//! From an error to the place that handles it, through message handlers and variables to be closed.

use super::coroutine::{CLOSING, QUIET, RETHROWING, WRAPPED};
use super::frame::{Boundary, FINALIZER, FrameRef, HOOK, NO_YIELD};
use super::run::Exit;
use super::slow::Control;
use super::state::State;
use super::throw::Throw;
use crate::bytecode::Instruction;
use crate::dialect::FinalizerErrors;
use crate::object::{Event, LuaString};
use crate::value::{NIL, Value, store_value};

/// How many message handlers may fail inside each other, as many as the reference's nesting of calls allows.
const MAX_HANDLER_DEPTH: usize = 200;

/// The place an error goes to: the boundary and the slot of the function called through it.
#[derive(Clone, Copy)]
struct Catcher {
    boundary: Boundary,
    function: *mut Value,
    info: Value,
}

impl State {
    /// Brings an error to its handler. Afterwards execution goes on at the state's base and pc, or leaves.
    pub(crate) fn handle_throw(&mut self, throw: Throw) -> Control {
        let mut throw = throw;
        loop {
            match throw {
                Throw::Stopped => {
                    let stop = self.stopped.take();
                    return self.abandon_run(stop.map_or(Exit::Failed, Exit::Stopped));
                }
                Throw::Error => {}
                Throw::Memory | Throw::ErrorInHandler => self.thrown = self.thrown_value(throw),
            }
            match self.deliver_error(throw == Throw::Error) {
                Ok(()) if self.exit.is_some() => return Control::Exit,
                Ok(()) => return Control::Continue,
                Err(next) => throw = next,
            }
        }
    }

    /// The boundary that catches an error raised in a frame, looking outwards from it. `handlers` counts the message
    /// handlers that are running between.
    fn find_catcher(&self, frame: FrameRef, handlers: &mut usize) -> Option<Catcher> {
        if frame.base == self.coroutine.stack {
            return None;
        }
        let mut frame = frame;
        loop {
            if let Some(boundary) = frame.boundary() {
                let function = frame.function_slot();
                let has_info = !matches!(
                    boundary,
                    Boundary::Protected | Boundary::ProtectedWith | Boundary::Coroutine
                );
                let info = if has_info { frame.info() } else { Value::NIL };
                let is_catcher = match boundary {
                    Boundary::Finish => info.flag & FINALIZER != 0,
                    Boundary::Native => false,
                    Boundary::Handler => {
                        *handlers += 1;
                        false
                    }
                    Boundary::Protected | Boundary::ProtectedWith => true,
                    Boundary::Host | Boundary::Unwind | Boundary::Coroutine => true,
                };
                if is_catcher {
                    return Some(Catcher { boundary, function, info });
                }
            }
            frame = frame.caller()?;
        }
    }

    fn deliver_error(&mut self, may_handle: bool) -> Result<(), Throw> {
        let mut handlers = 0;
        let Some(catcher) = self.find_catcher(self.current_frame(), &mut handlers) else {
            self.exit = Some(Exit::Failed);
            return Ok(());
        };
        let is_handled = match catcher.boundary {
            Boundary::ProtectedWith => true,
            Boundary::Unwind => {
                self.unwound_boundary(catcher.info) == Some(Boundary::ProtectedWith)
            }
            _ => false,
        };
        if is_handled && may_handle {
            if handlers >= MAX_HANDLER_DEPTH {
                self.thrown = self.thrown_value(Throw::ErrorInHandler);
            } else {
                return self.call_message_handler(catcher);
            }
        }
        if catcher.boundary == Boundary::Host && handlers == 0 && self.wants_traceback {
            self.capture_traceback();
        }
        self.catch_error(catcher)
    }

    /// The boundary of the call an unwinding is for.
    fn unwound_boundary(&self, info: Value) -> Option<Boundary> {
        let function = self.slot_at(info.payload as usize);
        // SAFETY: the link of the protected function is intact while the unwinding lasts.
        Boundary::of(unsafe { (*function.add(1)).payload })
    }

    /// Calls the message handler where the error happened, before anything is unwound.
    fn call_message_handler(&mut self, catcher: Catcher) -> Result<(), Throw> {
        let function = match catcher.boundary {
            Boundary::Unwind => self.slot_at(catcher.info.payload as usize),
            _ => catcher.function,
        };
        // SAFETY: `xpcall` keeps its handler one slot under the function.
        let handler = unsafe { *function.sub(1) };
        let error = self.thrown;
        let top = self.live_top();
        let needed = 6;
        // SAFETY: the slots above the top were made available.
        unsafe {
            let top = if top.add(needed) > self.stack_limit {
                self.grow_above(top, needed)?
            } else {
                top
            };
            let slot = top.add(1);
            let distance = slot as usize - self.base as usize;
            top.write(Value::link(self.pc as u64, NO_YIELD, distance as u32));
            self.coroutine.fields().unyieldable += 1;
            store_value(slot, handler);
            (*slot.add(1)).tag = NIL;
            store_value(slot.add(2), error);
            self.top = slot.add(3);
            self.begin_call(slot, 1, Boundary::Handler.address())
        }
    }

    /// The message handler answered: its result is the error from here on.
    pub(crate) fn handler_return(&mut self) -> Result<(), Throw> {
        self.leave_boundary();
        // SAFETY: at this boundary the base is the handler's slot, results lie from it to the top, info is below it.
        unsafe {
            let callee = self.base;
            let info = *callee.sub(1);
            self.thrown = if self.top > callee { *callee } else { Value::NIL };
            self.coroutine.fields().unyieldable -= 1;
            self.base = callee.byte_sub(info.extra as usize);
            self.pc = info.payload as *const u64;
        }
        let mut handlers = 0;
        match self.find_catcher(self.current_frame(), &mut handlers) {
            Some(catcher) => self.catch_error(catcher),
            None => {
                self.exit = Some(Exit::Failed);
                Ok(())
            }
        }
    }

    /// Unwinds to a catcher and lets it have the error.
    fn catch_error(&mut self, catcher: Catcher) -> Result<(), Throw> {
        // A host that asks for tracebacks sees nil itself, as a message handler does.
        if catcher.boundary != Boundary::Host || !self.wants_traceback {
            self.name_nil_error();
        }
        let mut catcher = catcher;
        if catcher.boundary == Boundary::Finish {
            self.cut_frames(catcher.function);
            self.close_upvalues(catcher.function);
            self.forget_close_list(catcher.function);
            self.restore_depth(catcher.function);
            // The count of frames that forbid a yield was reduced when the frames were cut.
            // SAFETY: no other reference to the coroutine is alive.
            unsafe { self.coroutine.fields().unyieldable += 1 };
            if self.dialect.finalizer_errors == FinalizerErrors::Warned {
                self.warn_about_finalizer();
                return self.finish_finalizer(catcher.info, catcher.function);
            }
            return Err(self.finalizer_failure(catcher.info, catcher.function));
        }
        if catcher.boundary == Boundary::Unwind {
            self.cut_frames(catcher.function);
            let function = self.slot_at(catcher.info.payload as usize);
            let boundary = self.unwound_boundary(catcher.info).unwrap_or(Boundary::Host);
            catcher = Catcher { boundary, function, info: Value::NIL };
        } else {
            self.cut_frames(catcher.function);
        }
        if catcher.boundary == Boundary::Coroutine && !self.prepare_coroutine_failure() {
            return self.finish_coroutine_failure();
        }
        self.unwind_to(catcher.boundary, catcher.function)
    }

    /// An error has reached the bottom of the running coroutine. Whether its variables are to be closed now: they stay
    /// open after a plain resume, until the coroutine is closed.
    fn prepare_coroutine_failure(&mut self) -> bool {
        // SAFETY: no other reference to the coroutine is alive.
        let fields = unsafe { self.coroutine.fields() };
        fields.mode &= !QUIET;
        if fields.mode & WRAPPED != 0 && fields.mode & CLOSING == 0 {
            fields.mode |= RETHROWING;
        }
        fields.mode & (CLOSING | RETHROWING) != 0
    }

    /// Raises the error of a finalizer where it interrupted.
    fn finalizer_failure(&mut self, info: Value, callee: *mut Value) -> Throw {
        let error = self.thrown;
        self.leave_finalizer(info, callee);
        if self.dialect.finalizer_errors == FinalizerErrors::Raised {
            self.thrown = error;
            return Throw::Error;
        }
        let text: &[u8] = match error.is_string() {
            true => error.pointer::<LuaString>().as_bytes(),
            false => b"no message",
        };
        self.error_plain([b"error in __gc metamethod (", text, b")"].concat())
    }

    /// Takes back what a call and everything in it have counted towards the nesting of calls.
    pub(crate) fn restore_depth(&mut self, function: *mut Value) {
        // SAFETY: the link of a function that fails is intact; no other reference to the coroutine is alive.
        unsafe { self.coroutine.fields().native_depth = u32::from((*function.add(1)).detail) };
    }

    /// Forgets what the frames above a function, its own included, have counted.
    pub(crate) fn cut_frames(&mut self, function: *mut Value) {
        let mut frame = match Boundary::next_at(self.pc) {
            None => Some(self.current_frame()),
            // A call has returned, and its frame is gone.
            Some(_) if self.base <= function => None,
            Some(boundary) => {
                self.forget_call(boundary, self.base, function);
                // SAFETY: the results lie above what the boundary needs.
                unsafe { FrameRef::below(boundary, self.base) }
            }
        };
        while let Some(above) = frame.filter(|frame| frame.base > function) {
            if above.base == self.coroutine.stack {
                break;
            }
            let slot = above.function_slot();
            if let Some(boundary) = above.boundary() {
                self.forget_call(boundary, slot, function);
            }
            if slot <= function {
                break;
            }
            frame = above.caller();
        }
    }

    /// Forgets what the call of the function in a slot through a boundary has counted; `last` is the function up to which
    /// frames are dropped.
    fn forget_call(&mut self, boundary: Boundary, slot: *mut Value, last: *mut Value) {
        if !matches!(boundary, Boundary::Finish | Boundary::Native | Boundary::Handler) {
            return;
        }
        // SAFETY: a function called through such a boundary has an info slot below it.
        let info = unsafe { *slot.sub(1) };
        if info.flag & NO_YIELD != 0 {
            // SAFETY: no other reference to the coroutine is alive.
            unsafe { self.coroutine.fields().unyieldable -= 1 };
        }
        if boundary == Boundary::Finish && info.flag & HOOK != 0 {
            // SAFETY: as above.
            unsafe { self.coroutine.fields().is_in_hook = false };
        }
        if boundary == Boundary::Finish && info.flag & FINALIZER != 0 && slot > last {
            self.is_finalizing = false;
        }
    }

    /// Unwinds the running coroutine to its main function, as an error would.
    pub(crate) fn unwind_coroutine(&mut self, function: *mut Value) -> Result<(), Throw> {
        self.cut_frames(function);
        self.unwind_to(Boundary::Coroutine, function)
    }

    /// Closes the variables of a protected call one after the other, then completes it with the error.
    fn unwind_to(&mut self, boundary: Boundary, function: *mut Value) -> Result<(), Throw> {
        self.close_upvalues(function);
        // From here on an error belongs to the protected call itself, whose frame is what is left.
        self.base = function.wrapping_add(2);
        self.pc = boundary.address();
        self.restore_depth(function);
        if let Some(slot) = self.next_variable_to_close(function) {
            // SAFETY: the slot is on the running stack.
            let value = unsafe { *slot };
            let handler = self.metamethod(value, Event::Close);
            if handler.is_nil() {
                // Everything above the variable is free for the message handler.
                self.top = slot.wrapping_add(1);
                return Err(self.call_error(Value::NIL));
            }
            return self.call_closer(boundary, function, slot, handler);
        }
        self.complete_failure(boundary, function)
    }

    /// Calls `__close` of a variable while unwinding; the error waits in the slot above the variable.
    fn call_closer(
        &mut self,
        boundary: Boundary,
        function: *mut Value,
        variable: *mut Value,
        handler: Value,
    ) -> Result<(), Throw> {
        // SAFETY: everything above the variable is free; room is made first, and pointers are taken again afterwards.
        unsafe {
            let function_offset = self.offset_of(function);
            let variable = if variable.add(8) > self.stack_limit {
                self.grow_above(variable, 8)?
            } else {
                variable
            };
            let function = self.slot_at(function_offset);
            store_value(variable.add(1), self.thrown);
            let slot = variable.add(3);
            let base = match boundary {
                Boundary::Protected => Some(function),
                Boundary::ProtectedWith => Some(function.sub(1)),
                _ => None,
            };
            let distance = base.map_or(0, |base| slot as usize - base as usize);
            variable.add(2).write(Value::link(function_offset as u64, 0, distance as u32));
            let value = *variable;
            store_value(slot, handler);
            (*slot.add(1)).tag = NIL;
            store_value(slot.add(2), value);
            let has_error = boundary != Boundary::Coroutine || !self.is_closing_quietly();
            store_value(slot.add(3), if has_error { self.thrown } else { Value::NIL });
            let count = if has_error { 2 } else { self.quiet_closer_arguments() };
            self.top = slot.add(2 + count);
            self.begin_call(slot, count, Boundary::Unwind.address())
        }
    }

    /// `UnwindReturn`: a variable is closed; goes on with the next.
    pub(crate) fn unwind_return(&mut self) -> Result<(), Throw> {
        self.leave_boundary();
        // SAFETY: at this boundary the base is the closer's slot, with info and error below it.
        let info = unsafe {
            let callee = self.base;
            self.thrown = *callee.sub(2);
            *callee.sub(1)
        };
        let function = self.slot_at(info.payload as usize);
        let boundary = self.unwound_boundary(info).unwrap_or(Boundary::Host);
        self.unwind_to(boundary, function)
    }

    /// Everything is closed: the protected call answers, the coroutine dies, or the host gets the error.
    fn complete_failure(&mut self, boundary: Boundary, function: *mut Value) -> Result<(), Throw> {
        match boundary {
            Boundary::Protected | Boundary::ProtectedWith => {
                self.protected_failure(boundary, function)?;
                self.shrink_after_overflow();
                Ok(())
            }
            Boundary::Coroutine => self.finish_coroutine_failure(),
            _ => {
                self.end_run(function);
                self.exit = Some(Exit::Failed);
                Ok(())
            }
        }
    }

    /// Marks a slot as to be closed (manual section 3.3.8).
    pub(crate) fn mark_close(&mut self, slot: *mut Value) -> Result<(), Throw> {
        // SAFETY: the slot is a register of the running frame.
        let value = unsafe { *slot };
        if value.is_falsy() {
            return Ok(());
        }
        if self.metamethod(value, Event::Close).is_nil() {
            let name = self.local_name_of(slot);
            let mut message = b"variable '".to_vec();
            message.extend_from_slice(&name);
            message.extend_from_slice(b"' got a non-closable value");
            return Err(self.error(message));
        }
        let index = (self.offset_of(slot) / size_of::<Value>()) as u32 + 1;
        // SAFETY: the slot is on the stack; its extra word is free, because a variable to be closed is never assigned.
        unsafe {
            (*slot).extra = self.coroutine.close_head;
            self.coroutine.fields().close_head = index;
        }
        Ok(())
    }

    /// Whether a marked variable lies at or above a slot.
    pub(crate) fn has_variables_to_close(&self, from: *mut Value) -> bool {
        let head = self.coroutine.close_head;
        head != 0 && (head as usize - 1) * size_of::<Value>() >= self.offset_of(from)
    }

    /// Takes the highest marked variable at or above a slot off the list.
    pub(crate) fn next_variable_to_close(&mut self, from: *mut Value) -> Option<*mut Value> {
        if !self.has_variables_to_close(from) {
            return None;
        }
        let slot = self.slot_at((self.coroutine.close_head as usize - 1) * size_of::<Value>());
        // SAFETY: the slot is on the stack, and its extra word holds the next of the list.
        unsafe { self.coroutine.fields().close_head = (*slot).extra };
        Some(slot)
    }

    /// Drops marked variables at or above a slot without closing them.
    pub(crate) fn forget_close_list(&mut self, from: *mut Value) {
        while self.next_variable_to_close(from).is_some() {}
    }

    /// How many arguments `__close` gets where there is no error.
    fn quiet_closer_arguments(&self) -> usize {
        if self.dialect.closers_get_nil_error { 2 } else { 1 }
    }

    /// `Close`: closes upvalues and the next marked variable; runs again until none is left.
    pub(crate) fn close_instruction(&mut self, word: Instruction) -> Result<(), Throw> {
        let from = self.base.wrapping_byte_add(word.a());
        self.close_upvalues(from);
        let Some(slot) = self.next_variable_to_close(from) else { return Ok(()) };
        // SAFETY: the slot is on the running stack.
        let value = unsafe { *slot };
        let handler = self.metamethod(value, Event::Close);
        if handler.is_nil() {
            return Err(self.metamethod_call_error(Value::NIL, "close"));
        }
        self.call_metamethod_noting(
            handler,
            &[value, Value::NIL][..self.quiet_closer_arguments()],
            0,
        )
    }

    /// Closes one variable in front of a return; the values returned wait below the call.
    pub(crate) fn close_before_return(
        &mut self,
        word: Instruction,
        count: usize,
    ) -> Result<(), Throw> {
        self.close_upvalues(self.base);
        let Some(slot) = self.next_variable_to_close(self.base) else { return Ok(()) };
        // SAFETY: the slot is on the running stack.
        let value = unsafe { *slot };
        let handler = self.metamethod(value, Event::Close);
        if handler.is_nil() {
            return Err(self.metamethod_call_error(Value::NIL, "close"));
        }
        // SAFETY: the values to return end below `end`, which leaves room for one slot in the slack.
        unsafe {
            let end = self.base.byte_add(word.a()).add(count);
            let mut top = self.frame_top().max(end);
            if top >= self.stack_limit {
                top = self.grow_above(top, 2)?;
            }
            top.write(Value::integer(count as i64));
            let info = Value::link(self.pc as u64, 0, 0);
            let arguments = &[value, Value::NIL][..self.quiet_closer_arguments()];
            self.call_at(top.add(1), info, handler, arguments)
        }
    }

    /// A variable was closed in front of a return: closes the next, or returns.
    pub(crate) fn finish_close_before_return(
        &mut self,
        word: Instruction,
        count: usize,
    ) -> Result<(), Throw> {
        if self.has_variables_to_close(self.base) {
            return self.close_before_return(word, count);
        }
        self.return_range(word, word.a(), count)
    }
}
