//! What the debug library and error messages ask about functions and frames.

use super::frame::FrameRef;
use super::names;
use super::state::State;
use super::storable::is_storable;
use crate::gc::Gc;
use crate::object::{Closure, Coroutine, Upvalue};
use crate::value::{self, CLOSURE, NATIVE_CLOSURE, Value, store_value};

/// What is known about a call.
#[derive(Clone, Debug)]
pub struct FrameInfo {
    /// The function.
    pub function: Value,
    /// The line it stands at, -1 where there is none.
    pub current_line: i64,
    /// Whether it was entered by a tail call.
    pub is_tail_call: bool,
    /// How many arguments `__call` metamethods have put in front of those of the call.
    pub extra_arguments: usize,
    /// In a call or return hook: the first value passed, counted from 1; else 0.
    pub transfer_first: usize,
    /// In a call or return hook: how many values are passed.
    pub transfer_count: usize,
}

/// What is known about a function.
#[derive(Clone, Debug)]
pub struct FunctionInfo {
    /// `Lua`, `C` or `main`.
    pub what: &'static str,
    /// The chunk's name as given to `load`.
    pub source: Vec<u8>,
    /// The chunk's name as messages show it.
    pub short_source: Vec<u8>,
    /// The line of its `function`, -1 for native functions.
    pub line_defined: i64,
    /// The line of its `end`, -1 for native functions.
    pub last_line_defined: i64,
    /// How many fixed parameters it has.
    pub parameters: usize,
    /// Whether it takes extra arguments.
    pub is_vararg: bool,
    /// How many upvalues it has.
    pub upvalues: usize,
}

fn closure_of(function: Value) -> Option<Gc<Closure>> {
    (function.tag == CLOSURE).then(|| function.pointer())
}

impl State {
    /// What is known about a call.
    pub fn frame_info(&self, frame: &FrameRef) -> FrameInfo {
        let link = frame.link();
        let transfer = self.transfer.filter(|transfer| transfer.base == frame.base as usize);
        FrameInfo {
            function: frame.function(),
            current_line: frame.line().map_or(-1, i64::from),
            is_tail_call: frame.is_tail_call(),
            extra_arguments: (link.flag >> super::frame::METAMETHOD_SHIFT) as usize,
            transfer_first: transfer.map_or(0, |transfer| transfer.first),
            transfer_count: transfer.map_or(0, |transfer| transfer.count),
        }
    }

    /// What the caller of a frame calls its function: the kind of the name (`global`, `local`, `method`, `field`,
    /// `upvalue`, `constant`, `metamethod`, `for iterator` or `hook`), and the name. Reads the caller's code from its
    /// beginning, so only who wants the name should ask.
    pub fn frame_name(&self, frame: &FrameRef) -> Option<(&'static str, Vec<u8>)> {
        names::function_name(frame, self.dialect)
    }

    /// What is known about a function.
    pub fn function_info(&self, function: Value) -> FunctionInfo {
        let Some(closure) = closure_of(function) else {
            let upvalues = match function.tag {
                NATIVE_CLOSURE => function.pointer::<crate::object::NativeClosure>().value_count(),
                _ => 0,
            };
            return FunctionInfo {
                what: "C",
                source: b"=[C]".to_vec(),
                short_source: b"[C]".to_vec(),
                line_defined: -1,
                last_line_defined: -1,
                parameters: 0,
                is_vararg: true,
                upvalues,
            };
        };
        let draft = &closure.prototype.draft;
        FunctionInfo {
            what: if draft.line_defined == 0 { "main" } else { "Lua" },
            short_source: names::short_source(draft, self.dialect),
            source: names::source(draft).to_vec(),
            line_defined: i64::from(draft.line_defined),
            last_line_defined: i64::from(draft.last_line_defined),
            parameters: draft.parameters as usize,
            is_vararg: draft.is_vararg,
            upvalues: draft.upvalues.len(),
        }
    }

    /// The lines of a Lua function that have code.
    pub fn active_lines(&self, function: Value) -> Option<Vec<u32>> {
        let closure = closure_of(function)?;
        let mut lines = closure.prototype.draft.lines.clone();
        lines.sort_unstable();
        lines.dedup();
        Some(lines)
    }

    /// The name and value of a frame's local variable, counted from 1; below 0: an extra argument.
    pub fn local_at(
        &self,
        coroutine: Gc<Coroutine>,
        frame: &FrameRef,
        index: i64,
    ) -> Option<(Vec<u8>, Value)> {
        let (name, slot) = self.find_local(coroutine, frame, index)?;
        // SAFETY: the slot is one of the frame's.
        Some((name, slot.map_or(Value::NIL, |slot| unsafe { *slot })))
    }

    /// Sets a frame's local variable; answers its name. What somebody relies on keeps its value: the hidden variables of
    /// loops and the slots of native functions; and the variable of a numeric loop keeps its type.
    pub fn set_local_at(
        &mut self,
        coroutine: Gc<Coroutine>,
        frame: &FrameRef,
        index: i64,
        value: Value,
    ) -> Option<Vec<u8>> {
        let (name, slot) = self.find_local(coroutine, frame, index)?;
        if let Some(slot) = slot
            && (index < 0 || self.may_store(coroutine, frame, slot, value))
        {
            // SAFETY: the slot is one of the frame's.
            unsafe { store_value(slot, value) };
        }
        Some(name)
    }

    /// Whether a value may be stored into a slot of a frame. Above the registers lie links and what is on its way.
    fn may_store(
        &self,
        coroutine: Gc<Coroutine>,
        frame: &FrameRef,
        slot: *mut Value,
        value: Value,
    ) -> bool {
        // A native function believes its slots, and so does the unwinding of a function that stands at no instruction.
        let (Some(closure), Some(at)) = (frame.closure(), frame.index()) else { return false };
        let register = (slot as usize).wrapping_sub(frame.base as usize) / size_of::<Value>();
        // SAFETY: the slot is one of the frame's.
        let present = unsafe { *slot };
        slot < self.frame_end(coroutine, frame)
            && is_storable(&closure.prototype.draft, register, at, present, value)
    }

    /// The name of a local variable, and its slot if it has one.
    fn find_local(
        &self,
        coroutine: Gc<Coroutine>,
        frame: &FrameRef,
        index: i64,
    ) -> Option<(Vec<u8>, Option<*mut Value>)> {
        if let Some(closure) = frame.closure() {
            if index < 0 && !self.dialect.extra_arguments_have_numbers {
                return None;
            }
            if index < 0 {
                let (first, count) = Self::extra_arguments_of(frame);
                let number = index.unsigned_abs() as usize;
                let name: &[u8] = match self.dialect.messages.temporaries_have_stars {
                    true => b"(*vararg)",
                    false => b"(vararg)",
                };
                return (number <= count)
                    .then(|| (name.to_vec(), Some(first.wrapping_add(number - 1))));
            }
            let at = frame.index()?;
            if let Some((name, register)) =
                names::local_name(&closure.prototype, self.dialect, index as usize, at)
            {
                return Some((name, register.map(|register| frame.base.wrapping_add(register))));
            }
        }
        if index <= 0 {
            return None;
        }
        let hidden = frame
            .closure()
            .and_then(|closure| names::hidden_variable(&closure.prototype.draft, self.dialect));
        let shift = usize::from(hidden.is_some_and(|hidden| index as usize > hidden));
        let slot = frame.base.wrapping_add(index as usize - 1 - shift);
        let name: &[u8] = match frame.closure() {
            _ if self.dialect.messages.temporaries_have_stars => b"(*temporary)",
            Some(_) => b"(temporary)",
            None => b"(C temporary)",
        };
        (slot < self.frame_end(coroutine, frame)).then(|| (name.to_vec(), Some(slot)))
    }

    /// One above the last slot of a frame.
    fn frame_end(&self, coroutine: Gc<Coroutine>, frame: &FrameRef) -> *mut Value {
        let Some(mut inner) = self.top_frame(coroutine) else { return frame.base };
        if inner.base == frame.base {
            return if coroutine == self.coroutine { self.live_top() } else { coroutine.top };
        }
        while let Some(caller) = inner.caller() {
            if caller.base == frame.base {
                break;
            }
            inner = caller;
        }
        inner.function_slot()
    }

    /// The name of a Lua function's parameter, counted from 1.
    pub fn parameter_name(&self, function: Value, index: usize) -> Option<Vec<u8>> {
        let closure = closure_of(function)?;
        names::local_name(&closure.prototype, self.dialect, index, 0).map(|(name, _)| name)
    }

    /// What the source calls the variable in a register of the running frame.
    pub(crate) fn local_name_of(&self, slot: *mut Value) -> Vec<u8> {
        let frame = self.current_frame();
        let register = (slot as usize - frame.base as usize) / size_of::<Value>();
        let name = match (frame.closure(), frame.index()) {
            // The variable becomes active with the instruction behind the one that runs.
            (Some(closure), Some(at)) => {
                names::local_in_register(&closure.prototype, register, at + 1)
                    .or_else(|| names::local_in_register(&closure.prototype, register, at))
            }
            _ => None,
        };
        name.unwrap_or_else(|| b"?".to_vec())
    }

    /// The name and value of a function's upvalue, counted from 1.
    pub fn upvalue_at(&self, function: Value, index: usize) -> Option<(Vec<u8>, Value)> {
        if let Some(closure) = closure_of(function) {
            let upvalue = self.upvalue_of(closure, index)?;
            let name = &closure.prototype.draft.upvalues[index - 1].name;
            let is_stripped = name.is_empty() && closure.prototype.draft.lines.is_empty();
            let name: &[u8] = match is_stripped {
                true if self.dialect.messages.temporaries_have_stars => b"(*no name)",
                true => b"(no name)",
                false => name,
            };
            let name = name.to_vec();
            return Some((name, upvalue.get()));
        }
        if function.tag == NATIVE_CLOSURE {
            let native = function.pointer::<crate::object::NativeClosure>();
            return (1..=native.value_count())
                .contains(&index)
                .then(|| (Vec::new(), native.value(index - 1)));
        }
        None
    }

    fn upvalue_of(&self, closure: Gc<Closure>, index: usize) -> Option<Gc<Upvalue>> {
        (1..=closure.upvalue_count()).contains(&index).then(|| closure.upvalue(index - 1))
    }

    /// Sets a function's upvalue; answers its name.
    pub fn set_upvalue_at(
        &mut self,
        function: Value,
        index: usize,
        value: Value,
    ) -> Option<Vec<u8>> {
        let (name, _) = self.upvalue_at(function, index)?;
        match closure_of(function) {
            Some(closure) => {
                let upvalue = self.upvalue_of(closure, index)?;
                self.heap.set_upvalue(upvalue, value);
            }
            None => self.heap.set_native_value(function.pointer(), index - 1, value),
        }
        Some(name)
    }

    /// An address that tells whether two closures share an upvalue.
    pub fn upvalue_id(&self, function: Value, index: usize) -> Option<u64> {
        if let Some(closure) = closure_of(function) {
            return self.upvalue_of(closure, index).map(|upvalue| upvalue.as_ptr() as u64);
        }
        if function.tag == NATIVE_CLOSURE {
            let native = function.pointer::<crate::object::NativeClosure>();
            return (1..=native.value_count())
                .contains(&index)
                .then(|| native.value_slot(index - 1) as u64);
        }
        None
    }

    /// Makes a Lua function's upvalue refer to that of another; false where one of them does not exist.
    pub fn join_upvalues(
        &mut self,
        function: Value,
        index: usize,
        other: Value,
        other_index: usize,
    ) -> bool {
        let (Some(target), Some(source)) = (closure_of(function), closure_of(other)) else {
            return false;
        };
        let (Some(_), Some(upvalue)) =
            (self.upvalue_of(target, index), self.upvalue_of(source, other_index))
        else {
            return false;
        };
        // SAFETY: the slot is inside the closure.
        unsafe { *target.upvalue_slot(index - 1) = upvalue };
        self.heap.forward_barrier_object(target, upvalue);
        true
    }

    /// The draft a Lua function was made from, for `string.dump`.
    pub fn draft_of(&self, function: Value) -> Option<&std::sync::Arc<crate::object::Draft>> {
        if function.tag != value::CLOSURE {
            return None;
        }
        let closure: Gc<Closure> = function.pointer();
        let prototype = closure.prototype.as_ptr();
        // SAFETY: the prototype is alive while its closure is, which the caller holds.
        Some(unsafe { &(*prototype).draft })
    }
}
