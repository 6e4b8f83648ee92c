//! A coroutine: a stack of values on which frames lie, and where it stopped.
//!
//! **Invariants**
//! - Every slot of the stack holds a valid value: slots above the live part are set to nil in the atomic phase of each
//!   collection, so a slot never outlives the object it points at.
//! - `SLACK` slots lie above `limit`, so slow paths may push a few values without a check.
//! - While the coroutine runs, base, pc and top of the state are the true ones; the fields here are written when it
//!   stops running and at each safepoint.

use super::{Heap, Kind, Upvalue, trace_value};
use crate::gc::{Gc, Header, Marker, OutOfMemory};
use crate::value::Value;

/// Slots above a stack's limit.
pub const SLACK: usize = 12;

/// Of these, those that nobody needs; debug builds watch that they are not written.
const RESERVE: usize = 4;

/// Slots a new stack has below its limit: enough for a small function that yields.
pub const INITIAL_SLOTS: usize = 8;

/// What the payload of a slot is that has not been written.
const UNTOUCHED: u64 = 0;

/// What a coroutine is doing.
#[repr(u8)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Status {
    /// Created and not started, or stopped in a yield.
    Suspended,
    /// The one that runs.
    Running,
    /// It resumed another one, which has not come back.
    Normal,
    /// Its main function returned, or it was closed.
    Dead,
    /// It ended with an error; its stack is kept for tracebacks.
    Failed,
}

/// A coroutine. The main one of a state is such an object too.
#[repr(C)]
pub struct Coroutine {
    /// The object header.
    pub header: Header,
    /// The first slot; null when the stack has been given back.
    pub stack: *mut Value,
    /// Slots up to the limit, slack not counted.
    pub slots: u32,
    /// What it is doing.
    pub status: Status,
    /// Whether the main function has been called.
    pub is_started: bool,
    /// Bits of the events its hook wants; 0: no hook.
    pub hook_mask: u8,
    /// Whether its hook runs right now.
    pub is_in_hook: bool,
    /// The base of the frame it stopped in.
    pub base: *mut Value,
    /// The instruction it stopped at.
    pub pc: *const u64,
    /// One above the last live slot.
    pub top: *mut Value,
    /// The open upvalues, highest slot first.
    pub open_upvalues: *mut Upvalue,
    /// How it was resumed, or that it is being closed: bits of the interpreter.
    pub mode: u8,
    /// Whether it called `coroutine.close` on itself.
    pub is_closing_itself: bool,
    /// How many frames on it forbid a yield; no more than native calls can be nested.
    pub unyieldable: u16,
    /// The highest slot marked to be closed, plus one; 0: none. The slot's `extra` holds the next one.
    pub close_head: u32,
    /// Who resumed it; null when nobody waits.
    pub resumer: *mut Coroutine,
    /// How many calls on it would recurse in the reference implementation.
    pub native_depth: u32,
    /// The same for all coroutines that wait for it, directly or not.
    pub resume_depth: u32,
    /// Instructions between two count events.
    pub hook_count: u32,
    /// Instructions left until the next count event.
    pub hook_left: u32,
    /// The index of the word the hook last looked at in the running function.
    pub hook_pc: i64,
    /// The hook function.
    pub hook: Value,
    /// The error it failed with, or the value it is being closed with.
    pub failure: Value,
}

impl Gc<Coroutine> {
    /// Writes to the coroutine's fields.
    ///
    /// # Safety
    /// The reference ends before anything else touches the object.
    #[inline(always)]
    pub unsafe fn fields<'a>(self) -> &'a mut Coroutine {
        // SAFETY: live between safepoints; exclusive by the caller's promise.
        unsafe { &mut *self.as_ptr() }
    }

    /// One above the last slot that may be used without the slack.
    #[inline(always)]
    pub fn limit(self) -> *mut Value {
        // SAFETY: the stack has `slots + SLACK` slots.
        unsafe { self.stack.add(self.slots as usize) }
    }
}

impl Coroutine {
    /// Whether the slots at the very end of the stack have never been written.
    pub fn has_kept_reserve(&self) -> bool {
        let total = self.slots as usize + SLACK;
        // SAFETY: the last slots of the stack, which are initialised.
        self.stack.is_null()
            || (total - RESERVE..total)
                .all(|index| unsafe { (*self.stack.add(index)).payload == UNTOUCHED })
    }
}

impl Heap {
    /// A coroutine with a fresh stack, every slot nil.
    pub fn new_coroutine(&mut self) -> Result<Gc<Coroutine>, OutOfMemory> {
        let total = INITIAL_SLOTS + SLACK;
        let stack: *mut Value = self.collector.allocate_buffer(total * size_of::<Value>())?.cast();
        let header = match self.collector.allocate(Kind::Coroutine as u8, size_of::<Coroutine>()) {
            Ok(header) => header,
            Err(error) => {
                self.collector.release_buffer(stack.cast(), total * size_of::<Value>());
                return Err(error);
            }
        };
        let coroutine: *mut Coroutine = header.cast();
        // SAFETY: both allocations have the sizes asked for; every field is written here.
        unsafe {
            for index in 0..total {
                stack.add(index).write(Value::NIL);
            }
            let header = *header;
            coroutine.write(Coroutine {
                header,
                stack,
                slots: INITIAL_SLOTS as u32,
                status: Status::Suspended,
                is_started: false,
                hook_mask: 0,
                is_in_hook: false,
                base: stack,
                pc: std::ptr::null(),
                top: stack,
                open_upvalues: std::ptr::null_mut(),
                mode: 0,
                is_closing_itself: false,
                resumer: std::ptr::null_mut(),
                close_head: 0,
                unyieldable: 0,
                native_depth: 0,
                resume_depth: 0,
                hook_count: 0,
                hook_left: 0,
                hook_pc: 0,
                hook: Value::NIL,
                failure: Value::NIL,
            });
            Ok(Gc::from_ptr(coroutine))
        }
    }
}

/// Marks the live part of the stack; in the atomic phase also clears the dead part.
pub(super) unsafe fn trace(header: *mut Header, marker: &mut Marker) {
    // SAFETY: the collector calls this for live objects of this kind, with base, pc and top saved.
    unsafe {
        let coroutine: *mut Coroutine = header.cast();
        trace_value(marker, (*coroutine).hook);
        trace_value(marker, (*coroutine).failure);
        if !(*coroutine).resumer.is_null() {
            marker.mark((*coroutine).resumer.cast());
        }
        let stack = (*coroutine).stack;
        if stack.is_null() {
            return;
        }
        debug_assert!((*coroutine).has_kept_reserve(), "a stack was written behind its end");
        let total = (*coroutine).slots as usize + SLACK;
        marker.mark_buffer(stack.cast(), total * size_of::<Value>());
        let mut slot = stack;
        while slot < (*coroutine).top {
            trace_value(marker, *slot);
            slot = slot.add(1);
        }
        let mut upvalue = (*coroutine).open_upvalues;
        while !upvalue.is_null() {
            marker.mark(upvalue.cast());
            upvalue = Gc::from_ptr(upvalue).next_open();
        }
        if marker.is_atomic() {
            let end = stack.add(total);
            while slot < end {
                (*slot).tag = crate::value::NIL;
                slot = slot.add(1);
            }
        } else {
            marker.retrace(header);
        }
    }
}
