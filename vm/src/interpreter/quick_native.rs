//! Calls of native functions that are over at once, made without a frame.
//!
//! A library function may have a *quick entry* beside its general one. That sees the arguments where the caller put
//! them, writes the results where the caller wants them, and either answers the whole call or changes nothing, so that
//! the general way can be taken in its place: every error, every metamethod and every unusual argument is left to that.

use std::marker::PhantomData;

use super::native::{NativeFunction, Role};
use super::state::State;
use crate::bytecode::Instruction;
use crate::gc::Gc;
use crate::object::{Event, Heap, Table};
use crate::value::{NATIVE, NIL, TABLE, Value, store_value};

/// The code of a quick entry.
pub type QuickEntry = for<'a> fn(QuickContext<'a>, Arguments<'a>) -> Given;

/// What a quick entry may use of the state: nothing that needs a frame, or touches the stack.
#[allow(missing_debug_implementations, reason = "the state has none")]
pub struct QuickContext<'a>(&'a mut State);

/// The arguments of a call by the short way, and the place of its results.
///
/// Two scalars, because only these are passed in processor registers.
#[derive(Clone, Copy, Debug)]
pub struct Arguments<'a> {
    /// The slot of the function, which is where the results go; the arguments begin two above.
    function: *mut Value,
    /// The number of arguments, and above it that of the results wanted: as in the instruction plus one, or 0 for all.
    counts: u64,
    slots: PhantomData<&'a mut [Value]>,
}

/// How many results a quick entry has given.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Given(u32);

impl Given {
    /// None at all.
    pub const NOTHING: Given = Given(0);
    /// The call is left to the general entry, and nothing has happened.
    pub const DECLINED: Given = Given(u32::MAX);
}

impl QuickContext<'_> {
    /// The heap. No collection runs before the call is over.
    #[inline(always)]
    pub fn heap(&mut self) -> &mut Heap {
        &mut self.0.heap
    }

    /// An integer as a value of the dialect.
    #[inline(always)]
    pub fn integer_value(&self, value: i64) -> Value {
        self.0.integer_value(value)
    }

    /// Whether the dialect has integers.
    #[inline(always)]
    pub fn has_integers(&self) -> bool {
        self.0.dialect.integers
    }

    /// The name of a value's type, as a string.
    #[inline(always)]
    pub fn type_name_string(&self, value: Value) -> Value {
        self.0.type_name_string(value)
    }

    /// Whether values of the type of this one, which is neither a table nor a userdata, have a metatable.
    #[inline(always)]
    pub fn has_metatable(&self, value: Value) -> bool {
        self.0.metatable_of(value).is_some()
    }

    /// Appends an element to a table that has no metatable; whether it did.
    #[inline]
    pub fn append(&mut self, table: Gc<Table>, value: Value) -> bool {
        if table.metatable().is_some() {
            return false;
        }
        let heap = &mut self.0.heap;
        let end = table.length(heap).wrapping_add(1);
        table.set_integer(heap, end, value).is_ok()
    }

    /// What `getmetatable` gives for a table.
    #[inline]
    pub fn visible_metatable(&self, table: Gc<Table>) -> Value {
        let Some(metatable) = table.metatable() else { return Value::NIL };
        let protection = self.0.event(metatable, Event::Metatable);
        if protection.is_nil() { Value::object(TABLE, metatable) } else { protection }
    }

    /// Gives a table that has no metatable one that has no finalizer; whether it is so.
    #[inline]
    pub fn set_first_metatable(&mut self, table: Gc<Table>, metatable: Gc<Table>) -> bool {
        let may_finalize = self.0.dialect.finalizers_on_tables;
        if table.metatable().is_some()
            || may_finalize && !self.0.event(metatable, Event::Gc).is_nil()
        {
            return false;
        }
        table.set_metatable(&mut self.0.heap, Some(metatable));
        true
    }

    /// The text of a number; none where there is no memory for it.
    #[inline]
    pub fn number_to_string(&mut self, number: Value) -> Option<Value> {
        self.0.number_to_string(number).ok()
    }
}

impl Arguments<'_> {
    /// How many arguments there are.
    #[inline(always)]
    pub fn count(self) -> usize {
        self.counts as u32 as usize
    }

    /// How many results are wanted plus one, or 0 for all.
    #[inline(always)]
    fn wanted(self) -> usize {
        (self.counts >> u32::BITS) as usize
    }

    /// An argument, nil where there is none.
    #[inline(always)]
    pub fn get(self, index: usize) -> Value {
        if index < self.count() {
            // SAFETY: so many slots lie above the function and its link.
            unsafe { *self.function.add(2 + index) }
        } else {
            Value::NIL
        }
    }

    /// Whether only the first result is of interest, or none.
    #[inline(always)]
    pub fn wants_one_at_most(self) -> bool {
        self.wanted() == 1 || self.wanted() == 2
    }

    /// Gives the only result.
    #[inline(always)]
    pub fn answer(self, value: Value) -> Given {
        // SAFETY: the function's slot, which nothing needs any more.
        unsafe { store_value(self.function, value) };
        Given(1)
    }

    /// Gives a result if there is one.
    #[inline(always)]
    pub fn answer_if(self, value: Option<Value>) -> Given {
        match value {
            Some(value) => self.answer(value),
            None => Given::DECLINED,
        }
    }

    /// Gives several results, if the caller has told that it wants as many or more.
    #[inline(always)]
    pub fn answer_all(self, values: impl ExactSizeIterator<Item = Value>) -> Given {
        let count = values.len();
        if count >= self.wanted() {
            return Given::DECLINED;
        }
        let mut slot = self.function;
        for value in values {
            // SAFETY: the results that an instruction wants fit into the frame.
            unsafe {
                store_value(slot, value);
                slot = slot.add(1);
            }
        }
        Given(count as u32)
    }
}

impl State {
    /// Whether the callee of a `Call` has a quick entry.
    ///
    /// # Safety
    /// `word` is a verified instruction, and the base that of its frame.
    pub(super) unsafe fn is_quick_call(&self, word: Instruction) -> bool {
        // SAFETY: by the caller's promise; a value with this tag refers to a static description.
        unsafe {
            let function = self.base.byte_add(word.a());
            (*function).tag == NATIVE
                && matches!((*((*function).payload as *const NativeFunction)).role, Role::Quick(_))
        }
    }

    /// Does what a `Call` of a function with a quick entry does. Whether it did; if not, nothing has changed. Base and
    /// pc stay as they are.
    ///
    /// # Safety
    /// `word` is the verified instruction in front of `pc`, its callee has a quick entry, and base and pc are saved.
    #[inline(always)]
    pub(super) unsafe fn call_quickly(&mut self, word: Instruction) -> bool {
        // The arguments up to the top are few in programs, and looking at the top is not free.
        if word.x() == 0 || self.fuel < word.c() as i64 || self.coroutine.hook_mask != 0 {
            return false;
        }
        // SAFETY: by the caller's promise. The word is read again, because keeping it across the call costs more.
        unsafe {
            let function = self.base.byte_add(word.a());
            let native = (*function).payload as *const NativeFunction;
            let Role::Quick(entry) = (*native).role else { return false };
            let given = self.enter_quick(entry, function, word.x() - 1, word.b());
            if given == Given::DECLINED {
                return false;
            }
            let word = Instruction(*self.pc.sub(1));
            self.fuel -= word.c() as i64;
            if given.0 as usize + 1 < word.b() || word.b() == 0 {
                self.settle(word, given.0 as usize);
            }
        }
        true
    }

    /// Enters a quick entry.
    ///
    /// # Safety
    /// `count` arguments lie from two above `function`, and so many results as are wanted fit from it on.
    #[inline(always)]
    unsafe fn enter_quick(
        &mut self,
        entry: QuickEntry,
        function: *mut Value,
        count: usize,
        wanted: usize,
    ) -> Given {
        let counts = count as u64 | (wanted as u64) << u32::BITS;
        let arguments = Arguments { function, counts, slots: PhantomData };
        entry(QuickContext(self), arguments)
    }

    /// Makes the results as many as a `Call` wants, where too few have been given, or all are wanted.
    ///
    /// # Safety
    /// `word` is the verified instruction that runs, and the results lie from its function on.
    #[inline(never)]
    unsafe fn settle(&mut self, word: Instruction, given: usize) {
        // SAFETY: by the caller's promise; the results that an instruction wants fit into the frame.
        unsafe {
            let function = self.base.byte_add(word.a());
            if word.b() == 0 {
                self.top = function.add(given);
                return;
            }
            for index in given..word.b() - 1 {
                (*function.add(index)).tag = NIL;
            }
        }
    }

    /// Calls a function in a tail position by its quick entry, if it has one and that answers; how many results then
    /// lie from its slot on.
    ///
    /// # Safety
    /// `function` is a slot of the running frame with `count` arguments from two above it.
    #[inline]
    pub(super) unsafe fn tail_call_quickly(
        &mut self,
        function: *mut Value,
        count: usize,
    ) -> Option<usize> {
        // SAFETY: by the caller's promise; a value with this tag refers to a static description.
        unsafe {
            if (*function).tag != NATIVE || self.coroutine.hook_mask != 0 {
                return None;
            }
            let native = (*function).payload as *const NativeFunction;
            let Role::Quick(entry) = (*native).role else { return None };
            let given = self.enter_quick(entry, function, count, 0);
            (given != Given::DECLINED).then_some(given.0 as usize)
        }
    }
}
