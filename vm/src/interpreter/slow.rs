//! Completes instructions that left the fast path.
//!
//! Each arm either does the whole work of the instruction, or starts a call after which `Finish` does the rest.

use super::frame::Boundary;
use super::ops::Machine;
use super::state::State;
use super::throw::Throw;
use crate::bytecode::{Instruction, Opcode};
use crate::object::Event;
use crate::value::{CLOSURE, NIL, Value, copy_value, store_value};

/// Whether execution goes on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Control {
    /// At the state's base and pc.
    Continue,
    /// Not in the interpreter; `State::exit` says why.
    Exit,
}

/// What a call of a metamethod, or by a native function, costs: no `Call` instruction charges it. Code made of such calls
/// alone passes no other place that looks at the counter.
pub(super) const UNCHARGED_CALL: i64 = 4;

impl State {
    /// Completes an instruction; base and pc have been saved.
    #[inline(never)]
    pub(crate) fn execute_slowly(&mut self, word: Instruction) -> Control {
        if self.fuel < 0 {
            // SAFETY: the pc stands behind the instruction's first word.
            let place = unsafe { self.pc.sub(1) };
            // At a boundary there is no frame in which the run could be stopped.
            if Boundary::next_at(place).is_none() {
                // The slice is used up. The instruction has had no effect yet: it runs again with fuel.
                self.pc = place;
                if self.coroutine.hook_mask != 0 {
                    // Its events have been told.
                    self.hook_passed = place;
                }
                return self.refuel();
            }
        }
        let result = self.execute_instruction(word);
        self.control_of(result)
    }

    /// The machine of the running frame.
    #[inline]
    pub(crate) fn machine(&self) -> Machine {
        Machine { base: self.base, pc: self.pc }
    }

    /// A register of the running frame, by the operand's byte offset.
    #[inline]
    pub(crate) fn register(&self, offset: usize) -> Value {
        // SAFETY: the operand of a verified instruction.
        unsafe { *self.machine().register(offset) }
    }

    /// Writes a register of the running frame.
    #[inline]
    pub(crate) fn set_register(&mut self, offset: usize, value: Value) {
        // SAFETY: the operand of a verified instruction.
        unsafe { store_value(self.machine().register(offset), value) };
    }

    /// A constant of the running function, by the operand's distance.
    #[inline]
    pub(crate) fn constant(&self, offset: isize) -> Value {
        // SAFETY: the operand of a verified instruction, with the pc behind its first word.
        unsafe { *self.machine().constant(offset) }
    }

    /// Moves the pc by a number of words.
    #[inline]
    pub(crate) fn jump(&mut self, words: isize) {
        // SAFETY: a target the verifier checked.
        self.pc = unsafe { self.pc.offset(words) };
    }

    fn execute_instruction(&mut self, word: Instruction) -> Result<(), Throw> {
        let Some(opcode) = word.opcode() else { return Err(self.error("invalid instruction")) };
        match opcode {
            Opcode::GetUpvalueField
            | Opcode::GetField
            | Opcode::GetIndex
            | Opcode::GetInteger
            | Opcode::Method => self.slow_read(opcode, word),
            Opcode::SetUpvalueField
            | Opcode::SetField
            | Opcode::SetFieldConstant
            | Opcode::SetIndex
            | Opcode::SetIndexConstant
            | Opcode::SetInteger => self.slow_write(opcode, word),
            Opcode::SetUpvalue => {
                let value = self.register(word.a());
                let upvalue = self.running_upvalue(word.b());
                self.heap.set_upvalue(upvalue, value);
                Ok(())
            }
            Opcode::Call => self.slow_call(word),
            Opcode::TailCall => self.tail_call(word),
            Opcode::Return0 => self.return_range(word, 0, 0),
            Opcode::Return1 => self.return_range(word, word.a(), 1),
            Opcode::Return => self.slow_return(word),
            Opcode::NewTable => self.new_table_instruction(word),
            Opcode::SetList => self.set_list(word),
            Opcode::Closure => self.closure_instruction(word),
            Opcode::Concat => self.concat(word),
            Opcode::Length => self.length_instruction(word),
            Opcode::ForPrepare => self.prepare_numeric_loop(word),
            // Only the debug library gives the variable another type.
            Opcode::ForLoop => Err(self.error("'for' variable must be a number")),
            Opcode::GenericForPrepare => self.prepare_generic_loop(word),
            Opcode::GenericForCall => self.generic_loop_call(word),
            Opcode::Close => self.close_instruction(word),
            Opcode::MarkClose => self.mark_close(self.machine().base.wrapping_byte_add(word.a())),
            Opcode::CheckGlobal => self.check_global(word),
            Opcode::Vararg => self.vararg(word),
            Opcode::SelectVararg => self.select_vararg(word),
            Opcode::VarargTable => self.vararg_table(word),
            Opcode::VarargItem | Opcode::VarargAt | Opcode::VarargField => {
                self.vararg_item(opcode, word)
            }
            Opcode::HostReturn => {
                self.leave_to_host();
                Ok(())
            }
            Opcode::Finish => self.finish(),
            Opcode::NativeReturn => self.native_return(),
            Opcode::ProtectedReturn => self.protected_return(),
            Opcode::HandlerReturn => self.handler_return(),
            Opcode::UnwindReturn => self.unwind_return(),
            Opcode::CoroutineReturn => self.coroutine_return(),
            _ if is_comparison(opcode) => self.slow_comparison(opcode, word),
            _ => self.slow_arithmetic(opcode, word),
        }
    }

    pub(crate) fn slow_call(&mut self, word: Instruction) -> Result<(), Throw> {
        // SAFETY: the operands of a verified instruction.
        unsafe {
            let function = self.machine().register(word.a());
            let count = self.argument_count(function, word.x());
            self.top = function.add(2 + count);
            let is_lua = (*function).tag == CLOSURE;
            self.begin_call(function, count, self.pc)?;
            if !is_lua && self.heap.collector.is_due() && self.exit.is_none() {
                return self.safepoint();
            }
            Ok(())
        }
    }

    /// How many arguments a call passes.
    unsafe fn argument_count(&self, function: *mut Value, args: usize) -> usize {
        match args {
            0 => (self.top as usize - function as usize) / size_of::<Value>() - 2,
            args => args - 1,
        }
    }

    pub(crate) fn tail_call(&mut self, word: Instruction) -> Result<(), Throw> {
        // SAFETY: the operands of a verified instruction; function and arguments move down within the stack.
        unsafe {
            let source = self.machine().register(word.a());
            let count = self.argument_count(source, word.x());
            if !(*source).is_function() && self.metamethod(*source, Event::Call).is_nil() {
                // Found out while the frame that the message speaks of is still there.
                return Err(self.call_error(*source));
            }
            if word.b() & 1 != 0 {
                self.close_upvalues(self.base);
            }
            if (*source).tag != CLOSURE && (*source).is_function() {
                return self.tail_call_native(word, source, count);
            }
            let frame = self.current_frame();
            let function = frame.function_slot();
            let link = frame.link();
            copy_value(function, source);
            for index in 0..count {
                copy_value(function.add(2 + index), source.add(2 + index));
            }
            self.top = function.add(2 + count);
            let flag = super::frame::TAIL;
            self.charge(1)?;
            self.run_calls(super::call::PendingCall {
                function,
                count,
                link: Value { detail: link.detail, ..Value::link(link.payload, flag, 0) },
            })
        }
    }

    pub(crate) fn slow_return(&mut self, word: Instruction) -> Result<(), Throw> {
        // SAFETY: the operands of a verified instruction.
        let count = unsafe {
            match word.b() {
                0 => self.top.offset_from(self.machine().register(word.a())) as usize,
                count => count - 1,
            }
        };
        if word.x() & 1 != 0 {
            if self.has_variables_to_close(self.base) {
                return self.close_before_return(word, count);
            }
            self.close_upvalues(self.base);
        }
        self.return_range(word, word.a(), count)
    }

    /// Returns `count` values from a register on.
    pub(crate) fn return_range(
        &mut self,
        word: Instruction,
        first: usize,
        count: usize,
    ) -> Result<(), Throw> {
        if self.coroutine.hook_mask != 0 && self.hook_lua_return(word, first, count)? {
            return Ok(());
        }
        let frame = self.current_frame();
        let function = frame.function_slot();
        // SAFETY: the values lie in the frame or, where they reach the top, below it.
        unsafe {
            let first = self.machine().register(first);
            self.deliver(function, frame.link().payload as *const u64, first, count);
        }
        Ok(())
    }

    /// `Finish`, in the form of a direct handler.
    pub(crate) fn finish_any(&mut self, _word: Instruction) -> Result<(), Throw> {
        self.finish()
    }

    /// `HostReturn`, in the form of a direct handler.
    pub(crate) fn host_return_any(&mut self, _word: Instruction) -> Result<(), Throw> {
        self.leave_to_host();
        Ok(())
    }

    /// `NativeReturn`, in the form of a direct handler.
    pub(crate) fn native_return_any(&mut self, _word: Instruction) -> Result<(), Throw> {
        self.native_return()
    }

    /// `ProtectedReturn`, in the form of a direct handler.
    pub(crate) fn protected_return_any(&mut self, _word: Instruction) -> Result<(), Throw> {
        self.protected_return()
    }

    /// `CoroutineReturn`, in the form of a direct handler.
    pub(crate) fn coroutine_return_any(&mut self, _word: Instruction) -> Result<(), Throw> {
        self.coroutine_return()
    }

    /// Writes a field for whichever instruction asks.
    pub(crate) fn slow_write_any(&mut self, word: Instruction) -> Result<(), Throw> {
        match word.opcode() {
            Some(opcode) => self.slow_write(opcode, word),
            None => Ok(()),
        }
    }

    /// `NativeReturn`: enters the native function whose callee returned.
    fn native_return(&mut self) -> Result<(), Throw> {
        self.leave_boundary();
        // SAFETY: at this boundary the base is the callee's slot, with an info slot below it.
        let step = unsafe {
            let callee = self.base;
            let info = *callee.sub(1);
            if info.flag & super::frame::NO_YIELD != 0 {
                self.coroutine.fields().unyieldable -= 1;
            }
            self.base = callee.byte_sub(info.extra as usize);
            self.result_start = info.extra / size_of::<Value>() as u32;
            info.payload as u32
        };
        self.fuel -= UNCHARGED_CALL;
        if self.fuel < 0 && self.pause_before(step)? {
            return Ok(());
        }
        self.enter_native_step(step)?;
        if self.heap.collector.is_due() && self.exit.is_none() { self.safepoint() } else { Ok(()) }
    }

    /// A slice is used up before a native function is entered with a step. Whether the run is left: it goes on as if
    /// the native function had waited.
    #[cold]
    fn pause_before(&mut self, step: u32) -> Result<bool, Throw> {
        self.refill_fuel_after_progress()?;
        let is_left = self.exit.is_some();
        if is_left {
            self.paused_step = Some(step);
        }
        Ok(is_left)
    }

    /// `Finish`: completes the instruction that called a metamethod.
    fn finish(&mut self) -> Result<(), Throw> {
        self.leave_boundary();
        // SAFETY: at this boundary the base is the callee's slot, results lie from it to the top, info is below it.
        unsafe {
            let callee = self.base;
            let info = *callee.sub(1);
            let result = if self.top > callee { *callee } else { Value::NIL };
            self.base = callee.byte_sub(info.extra as usize);
            self.pc = info.payload as *const u64;
            if info.flag & super::frame::FINALIZER != 0 {
                return self.finish_finalizer(info, callee);
            }
            if info.flag & super::frame::HOOK != 0 {
                return self.finish_hook(info, callee);
            }
            let word = Instruction(*self.pc.sub(1));
            match word.opcode() {
                Some(Opcode::Return) => {
                    // The slot under the info slot remembers how many values are to be returned.
                    let count = (*callee.sub(2)).integer_bits() as usize;
                    return self.finish_close_before_return(word, count);
                }
                Some(Opcode::TailCall) => {
                    let count = self.top.offset_from(callee) as usize;
                    return self.return_range(word, callee as usize - self.base as usize, count);
                }
                _ => {}
            }
            self.finish_instruction(Instruction(*self.pc.sub(1)), result, info.detail as usize)?;
        }
        self.fuel -= UNCHARGED_CALL;
        // Between two instructions, unless another call was made by the same one.
        if self.fuel < 0 && Boundary::of(self.pc as u64).is_none() {
            return self.refill_fuel();
        }
        Ok(())
    }

    fn finish_instruction(
        &mut self,
        word: Instruction,
        result: Value,
        detail: usize,
    ) -> Result<(), Throw> {
        let Some(opcode) = word.opcode() else { return Ok(()) };
        match opcode {
            Opcode::SetUpvalueField | Opcode::SetField | Opcode::SetFieldConstant => self.jump(1),
            Opcode::SetIndex | Opcode::SetIndexConstant | Opcode::SetInteger => {}
            Opcode::GetUpvalueField | Opcode::GetField => {
                self.set_register(word.a(), result);
                self.jump(1);
            }
            Opcode::Method => {
                self.set_register(word.a(), result);
                self.jump(2);
            }
            // Runs again: closes the next variable, or, when none is left, does its own work.
            Opcode::Close => self.jump(-1),
            Opcode::Concat => return self.finish_concat(word, result, detail),
            _ if is_comparison(opcode) => {
                self.finish_comparison(opcode, word, !result.is_falsy(), detail);
            }
            _ => self.set_register(word.a(), result),
        }
        Ok(())
    }

    /// Calls a metamethod of the running Lua function with a count that `Finish` gets back.
    pub(crate) fn call_metamethod_noting(
        &mut self,
        metamethod: Value,
        arguments: &[Value],
        detail: u16,
    ) -> Result<(), Throw> {
        let mut info = Value::link(self.pc as u64, 0, 0);
        info.detail = detail;
        self.call_at(self.frame_top(), info, metamethod, arguments)
    }

    /// Calls a function from above `top` with `Finish` as its return and `info` in the info slot, where only the
    /// distance is still to be filled in.
    pub(crate) fn call_at(
        &mut self,
        top: *mut Value,
        info: Value,
        function: Value,
        arguments: &[Value],
    ) -> Result<(), Throw> {
        let needed = arguments.len() + 4;
        // SAFETY: the slots above `top` are free, and made available first.
        unsafe {
            let top = if top.add(needed) > self.stack_limit {
                self.grow_above(top, needed)?
            } else {
                top
            };
            let slot = top.add(1);
            let distance = slot as usize - self.base as usize;
            top.write(Value { extra: distance as u32, ..info });
            store_value(slot, function);
            (*slot.add(1)).tag = NIL;
            for (index, argument) in arguments.iter().enumerate() {
                store_value(slot.add(2 + index), *argument);
            }
            if self.enter_quickly(slot, arguments.len(), Boundary::Finish) {
                return Ok(());
            }
            self.top = slot.add(2 + arguments.len());
            self.begin_call(slot, arguments.len(), Boundary::Finish.address())
        }
    }

    /// One above the registers of the running frame; for a native function, its top.
    pub(crate) fn frame_top(&self) -> *mut Value {
        match self.current_frame().closure() {
            // SAFETY: a header word lies in front of every prototype's code; the frame is inside the stack.
            Some(closure) => unsafe {
                let header = *closure.code.cast::<crate::object::CodeHeader>().sub(1);
                self.base.byte_add(header.frame_bytes as usize)
            },
            None => self.top,
        }
    }
}

/// Whether an instruction is a comparing jump.
pub(crate) const fn is_comparison(opcode: Opcode) -> bool {
    let number = opcode as u8;
    number >= Opcode::JumpEqual as u8 && number <= Opcode::JumpNotGreaterEqualImmediate as u8
}
