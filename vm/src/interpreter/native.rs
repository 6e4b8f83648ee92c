//! How native functions are written: what they get, what they answer, and how they call Lua without recursion.
//!
//! A native function is a small state machine. It is entered with step 0 and its arguments in slots `0..count`. It
//! answers an [`Action`]. To call Lua it pushes a callee and arguments and answers [`Action::Call`] with the step it
//! wants to be entered with next; its slots are kept, and the results lie behind them (see [`State::results`]).
//! Nothing a native function keeps between two steps may live outside its slots.
//!
//! No collection runs while a native function does, so the `Gc` pointers it holds stay valid until it answers.

use super::quick_native::QuickEntry;
use super::state::State;
use super::throw::Throw;
use crate::gc::{Gc, OutOfMemory};
use crate::object::{LuaString, NativeClosure, Table};
use crate::value::{self, Value, copy_value, store_value};

/// What a native function wants to happen next.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// Return the one value given to [`State::answer`].
    One,
    /// Return the topmost `n` slots.
    Many(u32),
    /// Call the function pushed with [`State::push_callee`] with the `args` slots pushed after it, then enter this
    /// native function again with `step`. A Lua `yield` inside is refused unless `yieldable`.
    Call {
        /// How many arguments were pushed after the callee.
        args: u32,
        /// The step to be entered with afterwards.
        step: u32,
        /// Whether the callee may yield across this function.
        yieldable: bool,
    },
    /// Go on where [`State::call_again`] has entered a function.
    Entered,
    /// Return whatever the pushed callee returns for the `args` slots after it.
    TailCall {
        /// How many arguments were pushed after the callee.
        args: u32,
    },
    /// `pcall`: slot 0 is the function, the other slots its arguments.
    Protect,
    /// `xpcall`: slot 0 is the function, slot 1 the handler, the other slots the arguments.
    ProtectWith,
    /// Resume the coroutine in slot 0 with the other slots as arguments; answer true and its values, or false and
    /// the error.
    Resume,
    /// Resume the coroutine held as value 0 of the running native closure with all slots as arguments; answer its
    /// values, or raise its error.
    ResumeWrapped,
    /// Suspend the running coroutine, handing all slots to who resumed it; answer what it is resumed with.
    Yield,
    /// Close the coroutine in slot 0: answer true, or false and the error.
    CloseCoroutine,
    /// Perform the collection asked for with [`State::request_collection`], run due finalizers, then enter this native
    /// function again with `step`.
    Collect {
        /// The step to be entered with afterwards.
        step: u32,
    },
    /// Leave the interpreter until the host has an answer: the native function is entered again with `step` when the
    /// host resumes the run.
    Suspend {
        /// The step to be entered with afterwards.
        step: u32,
    },
}

/// What entering a native function gives.
pub type Outcome = Result<Action, Throw>;

/// The code of a native function.
pub type NativeEntry = fn(&mut State, u32) -> Outcome;

/// The static description of a native function; a value points at it.
#[derive(Debug)]
pub struct NativeFunction {
    /// The name messages fall back to, such as `string.rep`.
    pub name: &'static str,
    /// The code.
    pub entry: NativeEntry,
    /// What the interpreter may do in place of calling the code.
    pub role: Role,
}

/// Functions the interpreter knows a shorter way for, checked by looking at the function found at run time.
#[repr(u8)]
#[derive(Clone, Copy, Debug)]
pub enum Role {
    /// Called like any other.
    Ordinary,
    /// A library function whose usual calls are over at once: they are made without a frame.
    Quick(QuickEntry),
    /// `next`: a generic `for` walks the table by position.
    Next,
    /// `select`: with `...` behind the selector, the extra arguments need not be copied.
    Select,
    /// The iterator of `ipairs`: a generic `for` reads the array part.
    ArrayStep,
    /// `next` of a dialect without integers.
    NextWithFloats,
    /// The iterator of `ipairs` of a dialect without integers.
    ArrayStepWithFloats,
    /// `coroutine.yield`: values move to the stack of the resumer.
    Yield,
    /// `coroutine.resume`: values move to the stack of a coroutine that waits in a yield.
    Resume,
    /// A function of `coroutine.wrap`, likewise.
    ResumeWrapped,
}

impl Role {
    /// Whether the function makes another coroutine the running one.
    #[inline(always)]
    pub(crate) fn switches(self) -> bool {
        matches!(self, Role::Yield | Role::Resume | Role::ResumeWrapped)
    }

    /// Whether a generic `for` walks a table in place of calling the function.
    #[inline(always)]
    pub(crate) fn walks(self) -> bool {
        use Role as R;
        matches!(self, R::Next | R::ArrayStep | R::NextWithFloats | R::ArrayStepWithFloats)
    }
}

impl NativeFunction {
    /// The function as a Lua value.
    pub fn value(&'static self) -> Value {
        Value::from_parts(value::NATIVE, std::ptr::from_ref(self) as u64)
    }
}

/// The description of a native function value of either kind.
pub fn native_function(function: Value) -> Option<&'static NativeFunction> {
    let address = match function.tag {
        value::NATIVE => function.payload as *const NativeFunction,
        value::NATIVE_CLOSURE => function.pointer::<NativeClosure>().function.cast(),
        _ => return None,
    };
    // SAFETY: both kinds are only made from `&'static NativeFunction`, in `value` and `new_native_closure`.
    Some(unsafe { &*address })
}

impl State {
    /// How many slots the running native function has: its arguments and what it pushed.
    #[inline(always)]
    pub fn count(&self) -> usize {
        (self.top as usize - self.base as usize) / size_of::<Value>()
    }

    /// A slot, nil where there is none.
    #[inline(always)]
    pub fn slot(&self, index: usize) -> Value {
        if index < self.count() {
            // SAFETY: below the top, so inside the stack and initialised.
            unsafe { *self.base.add(index) }
        } else {
            Value::NIL
        }
    }

    /// Overwrites an existing slot; does nothing where there is none.
    #[inline(always)]
    pub fn set_slot(&mut self, index: usize, value: Value) {
        if index < self.count() {
            // SAFETY: below the top.
            unsafe { store_value(self.base.add(index), value) };
        }
    }

    /// Makes the number of slots `count`, filling with nil or dropping from the top.
    pub fn set_count(&mut self, count: usize) -> Result<(), Throw> {
        let present = self.count();
        if count > present {
            self.reserve(count - present)?;
        }
        // SAFETY: the stack has room for the slots up to `count`, reserved above.
        unsafe {
            for index in present..count {
                store_value(self.base.add(index), Value::NIL);
            }
            self.top = self.base.add(count);
        }
        Ok(())
    }

    /// Makes sure that `count` more slots can be pushed; fails with "stack overflow".
    #[inline]
    pub fn reserve(&mut self, count: usize) -> Result<(), Throw> {
        let free =
            (self.stack_limit as usize).saturating_sub(self.top as usize) / size_of::<Value>();
        if free >= count { Ok(()) } else { self.grow_stack(count) }
    }

    /// Pushes a slot.
    #[inline]
    pub fn push(&mut self, value: Value) -> Result<(), Throw> {
        if self.top >= self.stack_limit {
            self.grow_stack(1)?;
        }
        // SAFETY: below the limit, checked above.
        unsafe {
            store_value(self.top, value);
            self.top = self.top.add(1);
        }
        Ok(())
    }

    /// Pushes a slot for each byte, with its number.
    #[inline(always)]
    pub fn push_codes(&mut self, bytes: &[u8]) -> Result<(), Throw> {
        self.reserve(bytes.len())?;
        let has_integers = self.dialect.integers;
        let mut slot = self.top;
        for byte in bytes {
            // SAFETY: room for all was reserved.
            unsafe {
                let code = match has_integers {
                    true => Value::integer(i64::from(*byte)),
                    false => Value::float(f64::from(*byte)),
                };
                store_value(slot, code);
                slot = slot.add(1);
            }
        }
        self.top = slot;
        Ok(())
    }

    /// Pushes a function to be called by [`Action::Call`] or [`Action::TailCall`]; push its arguments next.
    pub fn push_callee(&mut self, function: Value) -> Result<(), Throw> {
        self.reserve(3)?;
        // SAFETY: three slots were reserved; the outer two become links when the call starts.
        unsafe {
            store_value(self.top, Value::NIL);
            store_value(self.top.add(1), function);
            store_value(self.top.add(2), Value::NIL);
            self.top = self.top.add(3);
        }
        Ok(())
    }

    /// Pushes a function with its arguments, as [`State::push_callee`] and [`State::push`] would.
    #[inline]
    pub fn push_call<const COUNT: usize>(
        &mut self,
        function: Value,
        arguments: [Value; COUNT],
    ) -> Result<(), Throw> {
        self.reserve(3 + COUNT)?;
        // SAFETY: the slots were reserved; the two around the function become links when the call starts.
        unsafe {
            store_value(self.top, Value::NIL);
            store_value(self.top.add(1), function);
            store_value(self.top.add(2), Value::NIL);
            for (index, argument) in arguments.into_iter().enumerate() {
                store_value(self.top.add(3 + index), argument);
            }
            self.top = self.top.add(3 + COUNT);
        }
        Ok(())
    }

    /// The first `COUNT` slots, if there are so many.
    #[inline(always)]
    pub fn first_slots<const COUNT: usize>(&mut self) -> Option<&mut [Value; COUNT]> {
        if self.count() < COUNT {
            return None;
        }
        // SAFETY: so many slots lie below the top; the stack does not move while the state is borrowed.
        Some(unsafe { &mut *self.base.cast() })
    }

    /// Drops the topmost `count` slots.
    #[inline]
    pub fn pop(&mut self, count: usize) {
        let keep = self.count().saturating_sub(count);
        // SAFETY: not below the base.
        self.top = unsafe { self.base.add(keep) };
    }

    /// Copies slots within the frame: `count` slots from `source` to `target`, all existing.
    pub fn move_slots(&mut self, source: usize, target: usize, count: usize) {
        let present = self.count();
        if source + count <= present && target + count <= present {
            // SAFETY: both ranges are below the top; `copy` allows overlap.
            unsafe { std::ptr::copy(self.base.add(source), self.base.add(target), count) };
        }
    }

    /// Where the results of the last [`Action::Call`] start: slots `results()..count()`. Everything from
    /// `results() - 2` on may be dropped with [`State::drop_results`].
    #[inline]
    pub fn results(&self) -> usize {
        self.result_start as usize
    }

    /// A result of the last call, nil where there are fewer.
    #[inline]
    pub fn result(&self, index: usize) -> Value {
        self.slot(self.result_start as usize + index)
    }

    /// Drops the results of the last call and what was pushed for it, leaving the slots as they were before
    /// [`State::push_callee`].
    #[inline]
    pub fn drop_results(&mut self) {
        // SAFETY: the callee's slot lies above the frame's own slots, its link slot one below.
        self.top = unsafe { self.base.add(self.result_start as usize - 1) };
    }

    /// Gives the only result: `return state.answer(value)`.
    #[inline(always)]
    pub fn answer(&mut self, value: Value) -> Outcome {
        // SAFETY: a native frame's function slot lies two below its base.
        unsafe { store_value(self.base.sub(2), value) };
        Ok(Action::One)
    }

    /// Gives no result.
    #[inline(always)]
    pub fn answer_none(&mut self) -> Outcome {
        Ok(Action::Many(0))
    }

    /// Gives several results.
    pub fn answer_all(&mut self, values: &[Value]) -> Outcome {
        self.reserve(values.len())?;
        for value in values {
            self.push(*value)?;
        }
        Ok(Action::Many(values.len() as u32))
    }

    /// Gives a string as the only result.
    #[inline]
    pub fn answer_bytes(&mut self, bytes: &[u8]) -> Outcome {
        let string = self.new_result(bytes)?;
        self.answer(string)
    }

    /// Gives nil and an error message: how `io` and `os` report failure.
    pub fn answer_failure(&mut self, message: &[u8], code: Option<i64>) -> Outcome {
        let message = self.new_string(message)?;
        match code {
            Some(code) => {
                let code = self.integer_value(code);
                self.answer_all(&[Value::NIL, message, code])
            }
            None => self.answer_all(&[Value::NIL, message]),
        }
    }

    /// Answers with the results of the last call, unchanged.
    pub fn answer_results(&mut self) -> Outcome {
        Ok(Action::Many((self.count() - self.results()) as u32))
    }

    /// The running native closure's value with this index, nil for other functions.
    pub fn own_value(&self, index: usize) -> Value {
        // SAFETY: a native frame's function slot lies two below its base.
        let function = unsafe { *self.base.sub(2) };
        if function.tag == value::NATIVE_CLOSURE {
            function.pointer::<NativeClosure>().value(index)
        } else {
            Value::NIL
        }
    }

    /// Sets the running native closure's value with this index.
    pub fn set_own_value(&mut self, index: usize, value: Value) {
        // SAFETY: as above.
        let function = unsafe { *self.base.sub(2) };
        if function.tag == value::NATIVE_CLOSURE {
            self.heap.set_native_value(function.pointer(), index, value);
        }
    }

    /// A string value.
    #[inline]
    pub fn new_string(&mut self, bytes: &[u8]) -> Result<Value, Throw> {
        self.heap.new_string(bytes).map_err(Throw::from)
    }

    /// A string that is the last thing a native function makes: where memory runs out, everything is collected first, so
    /// that what is not in its slots must not be used afterwards.
    #[inline]
    pub(crate) fn new_result(&mut self, bytes: &[u8]) -> Result<Value, Throw> {
        self.allocate_retrying(|heap| heap.new_string(bytes))
    }

    /// An interned string, for use as a key; at most 40 bytes.
    pub fn intern(&mut self, bytes: &[u8]) -> Result<Gc<LuaString>, Throw> {
        self.heap.intern(bytes).map_err(Throw::from)
    }

    /// A table with room for items and fields.
    #[inline]
    pub fn new_table(&mut self, array: usize, fields: usize) -> Result<Gc<Table>, Throw> {
        self.heap.new_table(array, fields).map_err(Throw::from)
    }

    /// Sets a field by name, without metamethods.
    pub fn set_field(&mut self, table: Gc<Table>, name: &str, value: Value) -> Result<(), Throw> {
        let key = self.new_string(name.as_bytes())?;
        self.raw_set(table, key, value)
    }

    /// Gets a field by name, without metamethods.
    pub fn get_field(&mut self, table: Gc<Table>, name: &str) -> Result<Value, Throw> {
        let key = self.new_string(name.as_bytes())?;
        Ok(table.get(key))
    }

    /// A native function with values of its own.
    pub fn new_native_closure(
        &mut self,
        function: &'static NativeFunction,
        values: &[Value],
    ) -> Result<Value, Throw> {
        let address = std::ptr::from_ref(function).cast();
        let closure = self.heap.new_native_closure(address, values)?;
        Ok(Value::object(value::NATIVE_CLOSURE, closure))
    }

    /// Copies the slot `index` to the top.
    pub fn push_slot(&mut self, index: usize) -> Result<(), Throw> {
        let value = self.slot(index);
        self.push(value)
    }

    /// Inserts a value at slot `index`, moving the slots above it up.
    pub fn insert_slot(&mut self, index: usize, value: Value) -> Result<(), Throw> {
        self.push(Value::NIL)?;
        let count = self.count();
        let index = index.min(count - 1);
        for at in (index..count - 1).rev() {
            // SAFETY: both slots are below the top.
            unsafe { copy_value(self.base.add(at + 1), self.base.add(at)) };
        }
        self.set_slot(index, value);
        Ok(())
    }
}

impl From<OutOfMemory> for Throw {
    fn from(_: OutOfMemory) -> Throw {
        Throw::Memory
    }
}
