//! Debug hooks. While one is set, the handler table in use is the one that comes here before each instruction.
//!
//! A hook is called like a metamethod: from above everything live, with `Finish` as its return. The info slot's detail
//! says which event it was for, and so how to go on; the slot below it remembers the top.

use super::dispatch;
use super::frame::{Boundary, FrameRef, HOOK, NO_YIELD};
use super::names;
use super::slow::Control;
use super::state::State;
use super::throw::Throw;
use crate::bytecode::{Instruction, Opcode};
use crate::gc::Gc;
use crate::object::Coroutine;
use crate::value::Value;

/// Hook mask: calls.
pub const HOOK_CALL: u8 = 1;
/// Hook mask: returns.
pub const HOOK_RETURN: u8 = 2;
/// Hook mask: new lines.
pub const HOOK_LINE: u8 = 4;
/// Hook mask: every so many instructions.
pub const HOOK_COUNT: u8 = 8;

/// Where a hook was called from.
#[repr(u16)]
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Count,
    Line,
    LuaCall,
    LuaReturn,
    TailReturn,
    NativeCall,
    NativeReturn,
}

/// What the check before an instruction decided.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Hooked {
    /// Run the instruction.
    Run,
    /// The state stands somewhere else.
    Moved,
    /// Leave the interpreter.
    Exit,
}

/// The values a call or a return passes, for `debug.getinfo` inside the hook.
#[derive(Clone, Copy)]
pub(crate) struct Transfer {
    pub(crate) base: usize,
    pub(crate) first: usize,
    pub(crate) count: usize,
}

/// Whether an instruction is to take its slow path while a hook is set, because that is where call and return events
/// are noticed.
pub(super) fn is_always_slow(word: Instruction) -> bool {
    use Opcode as O;
    matches!(
        word.opcode(),
        Some(O::Call | O::TailCall | O::Return0 | O::Return1 | O::Return | O::GenericForCall)
    )
}

impl State {
    /// Sets or removes a coroutine's hook.
    pub fn set_hook(&mut self, coroutine: Gc<Coroutine>, function: Value, mask: u8, count: u32) {
        let is_set = mask != 0 && !function.is_nil();
        // SAFETY: no other reference to the coroutine is alive.
        let fields = unsafe { coroutine.fields() };
        fields.hook = if is_set { function } else { Value::NIL };
        fields.hook_mask = if is_set { mask } else { 0 };
        fields.hook_count = count;
        fields.hook_left = count;
        if coroutine == self.coroutine {
            self.handlers =
                if is_set { &raw const dispatch::HOOKED } else { &raw const dispatch::PLAIN };
        }
    }

    /// The check before an instruction; base and pc have been saved.
    #[inline(never)]
    pub(super) fn run_hook(&mut self, word: Instruction) -> Hooked {
        let at = self.pc.wrapping_sub(1);
        if std::mem::replace(&mut self.hook_passed, std::ptr::null()) == at
            || Boundary::of(at as u64).is_some()
            || self.coroutine.is_in_hook
        {
            return Hooked::Run;
        }
        let result = match self.due_event(word) {
            Some((place, event, line)) => {
                self.call_hook(place, event, line, self.live_top(), self.pc as u64)
            }
            None => return Hooked::Run,
        };
        match self.control_of(result) {
            Control::Continue => Hooked::Moved,
            Control::Exit => Hooked::Exit,
        }
    }

    /// The event that is due before an instruction, if any.
    fn due_event(&mut self, word: Instruction) -> Option<(Place, &'static str, Option<u32>)> {
        let at = self.pc.wrapping_sub(1);
        let frame = self.current_frame();
        let closure = frame.closure()?;
        let index = closure.prototype.index_of(at) as i64;
        let mask = self.coroutine.hook_mask;
        // SAFETY: no other reference to the coroutine is alive.
        let fields = unsafe { self.coroutine.fields() };
        if mask & HOOK_COUNT != 0
            && std::mem::replace(&mut self.hook_counted, std::ptr::null()) != at
        {
            fields.hook_left = fields.hook_left.saturating_sub(1);
            if fields.hook_left == 0 {
                fields.hook_left = fields.hook_count;
                self.hook_counted = at;
                return Some((Place::Count, "count", None));
            }
        }
        if mask & HOOK_LINE == 0 {
            return None;
        }
        let lines = &closure.prototype.draft.lines;
        if index == 0 && word.opcode() == Some(Opcode::VarargTable) {
            // The preparation of a call is no line of its own; the next instruction begins one.
            fields.hook_pc = i64::MAX;
            return None;
        }
        let old = fields.hook_pc;
        fields.hook_pc = index;
        let line = lines.get(index as usize).copied();
        let has_entered_loop = self.dialect.loops_start_at_their_end
            && old == index - 1
            && closure
                .prototype
                .draft
                .words
                .get(old as usize)
                .is_some_and(|&word| Instruction(word).opcode() == Some(Opcode::ForPrepare));
        let is_new =
            index <= old || has_entered_loop || line != lines.get(old.max(0) as usize).copied();
        is_new.then_some((Place::Line, "line", line))
    }

    /// Calls the hook; `payload` is where to go on, by the place.
    fn call_hook(
        &mut self,
        place: Place,
        event: &str,
        line: Option<u32>,
        top: *mut Value,
        payload: u64,
    ) -> Result<(), Throw> {
        let hook = self.coroutine.hook;
        let event = self.new_string(event.as_bytes())?;
        let line = line.map_or(Value::NIL, |line| self.integer_value(i64::from(line)));
        // SAFETY: no other reference to the coroutine is alive; one slot above the top is made available.
        unsafe {
            let fields = self.coroutine.fields();
            fields.is_in_hook = true;
            fields.unyieldable += 1;
            let saved = (self.top as usize).wrapping_sub(self.base as usize);
            let top = if top >= self.stack_limit { self.grow_above(top, 2)? } else { top };
            top.write(Value::integer(saved as i64));
            let mut info = Value::link(payload, HOOK | NO_YIELD, 0);
            info.detail = place as u16;
            self.call_at(top.add(1), info, hook, &[event, line])
        }
    }

    /// The hook returned: goes on with what it interrupted.
    pub(crate) fn finish_hook(&mut self, info: Value, callee: *mut Value) -> Result<(), Throw> {
        // SAFETY: no other reference to the coroutine is alive; the saved top lies below the info slot.
        unsafe {
            let fields = self.coroutine.fields();
            fields.is_in_hook = false;
            fields.unyieldable -= 1;
            let saved = (*callee.sub(2)).integer_bits() as usize;
            self.top = self.base.wrapping_byte_add(saved);
        }
        self.transfer = None;
        let pc = (info.payload as *const u64).wrapping_sub(1);
        match info.detail {
            detail if detail == Place::Count as u16 => self.pc = pc,
            detail if detail == Place::Line as u16 => {
                self.pc = pc;
                self.hook_passed = pc;
            }
            detail if detail == Place::LuaCall as u16 => self.pc = pc,
            detail if detail == Place::LuaReturn as u16 => {
                self.pc = pc;
                self.hook_passed = pc;
                self.return_passed = true;
            }
            detail if detail == Place::TailReturn as u16 => {
                // The call must not be made again: its results are returned from where they lie.
                self.return_passed = true;
                // SAFETY: the slot below the saved top holds the distance of the results.
                let first = unsafe { (*callee.sub(3)).integer_bits() as usize };
                let end = self.top as usize - self.base as usize;
                let count = end.saturating_sub(first) / size_of::<Value>();
                // SAFETY: the payload is the address behind the instruction.
                let word = unsafe { Instruction(*pc) };
                return self.return_range(word, first, count);
            }
            detail if detail == Place::NativeCall as u16 => return self.enter_native_step(0),
            _ => {
                self.return_passed = true;
                self.return_from_native(info.payload as usize, false)?;
            }
        }
        Ok(())
    }

    /// A Lua function was entered.
    pub(crate) fn hook_lua_call(&mut self) -> Result<(), Throw> {
        // SAFETY: no other reference to the coroutine is alive.
        unsafe { self.coroutine.fields().hook_pc = 0 };
        if self.coroutine.hook_mask & HOOK_CALL == 0 || self.coroutine.is_in_hook {
            return Ok(());
        }
        let frame = self.current_frame();
        let event = self.call_event(&frame);
        let count =
            frame.closure().map_or(0, |closure| closure.prototype.draft.parameters as usize);
        self.transfer = Some(Transfer { base: self.base as usize, first: 1, count });
        // A link's pc stands behind an instruction: the hook sees the function at its first one.
        let pc = self.pc.wrapping_add(1);
        self.top = self.frame_top();
        self.call_hook(Place::LuaCall, event, None, self.frame_top(), pc as u64)
    }

    /// Whether a return calls no hook, or has called it; it is noted then.
    fn returns_without_hook(&mut self) -> bool {
        let has_passed = std::mem::take(&mut self.return_passed)
            || self.coroutine.hook_mask & HOOK_RETURN == 0
            || self.coroutine.is_in_hook;
        if has_passed {
            self.note_return();
        }
        has_passed
    }

    /// A Lua function is about to return `count` values from a register on. Whether a hook was called first.
    pub(crate) fn hook_lua_return(
        &mut self,
        word: Instruction,
        first: usize,
        count: usize,
    ) -> Result<bool, Throw> {
        if self.returns_without_hook() {
            return Ok(false);
        }
        let values = self.base.wrapping_byte_add(first);
        let end = self.frame_top().max(values.wrapping_add(count));
        // An instruction that returns everything up to the top runs again after the hook.
        self.top = values.wrapping_add(count);
        let number = first / size_of::<Value>() + 1;
        let hidden = self
            .current_closure()
            .and_then(|closure| names::hidden_variable(&closure.prototype.draft, self.dialect));
        let first = number + usize::from(hidden.is_some_and(|hidden| number >= hidden));
        self.transfer = Some(Transfer { base: self.base as usize, first, count });
        if word.opcode() != Some(Opcode::TailCall) {
            self.call_hook(Place::LuaReturn, "return", None, end, self.pc as u64)?;
            return Ok(true);
        }
        let distance = values as usize - self.base as usize;
        // SAFETY: the slack has room for a slot above everything live.
        let top = unsafe {
            end.write(Value::integer(distance as i64));
            end.add(1)
        };
        self.call_hook(Place::TailReturn, "return", None, top, self.pc as u64)?;
        Ok(true)
    }

    /// Line events after a return compare with the line of the call.
    fn note_return(&mut self) {
        let Some(caller) = self.current_frame().caller() else { return };
        if let Some(index) = caller.index() {
            // SAFETY: no other reference to the coroutine is alive.
            unsafe { self.coroutine.fields().hook_pc = index as i64 };
        }
    }

    /// What the call of a frame is to a hook.
    fn call_event(&self, frame: &FrameRef) -> &'static str {
        let is_replacement = frame.is_tail_call() && !self.dialect.tail_calls_are_levels;
        if is_replacement { "tail call" } else { "call" }
    }

    /// A native function is about to run. Whether a hook was called first, which runs it afterwards.
    pub(crate) fn hook_native_call(&mut self) -> Result<bool, Throw> {
        if self.coroutine.hook_mask & HOOK_CALL == 0 || self.coroutine.is_in_hook {
            return Ok(false);
        }
        let event = self.call_event(&self.current_frame());
        self.transfer = Some(Transfer { base: self.base as usize, first: 1, count: self.count() });
        self.call_hook(Place::NativeCall, event, None, self.top, 0)?;
        Ok(true)
    }

    /// A native function is about to return. Whether a hook was called first, which returns afterwards.
    pub(crate) fn hook_native_return(
        &mut self,
        count: usize,
        in_place: bool,
    ) -> Result<bool, Throw> {
        if self.returns_without_hook() {
            return Ok(false);
        }
        if in_place {
            // The hook looks for results among the function's slots.
            let result = self.current_frame().function();
            self.push(result)?;
        }
        let first = self.count().saturating_sub(count) + 1;
        self.transfer = Some(Transfer { base: self.base as usize, first, count });
        self.call_hook(Place::NativeReturn, "return", None, self.top, count as u64)?;
        Ok(true)
    }
}
