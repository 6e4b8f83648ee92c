//! A variable captured by closures: open while it lives on a stack, closed when it holds its own value.
//!
//! An open upvalue keeps its coroutine alive, so its slot cannot vanish under it.

use super::{Coroutine, Heap, Kind, trace_value};
use crate::gc::{Gc, Header, Marker, OutOfMemory};
use crate::value::{Value, copy_value, store_value};

/// A captured variable.
#[repr(C)]
pub struct Upvalue {
    /// The object header; `flags` is 1 while the upvalue is open.
    pub header: Header,
    /// Where the value is: a stack slot, or the object's own room.
    pub location: *mut Value,
    room: Room,
}

/// What the last sixteen bytes are: the value, or the links of an open upvalue.
#[repr(C)]
union Room {
    closed: Value,
    open: OpenLinks,
}

#[repr(C)]
#[derive(Clone, Copy)]
struct OpenLinks {
    next: *mut Upvalue,
    owner: *mut Coroutine,
}

const OPEN: u8 = 1;

impl Upvalue {
    /// Whether the variable still lives on a stack.
    #[inline(always)]
    pub fn is_open(&self) -> bool {
        self.header.flags & OPEN != 0
    }
}

impl Gc<Upvalue> {
    /// The variable's value.
    #[inline(always)]
    pub fn get(self) -> Value {
        // SAFETY: `location` points at a slot of a live stack or at the upvalue's own room.
        unsafe { *self.location }
    }

    /// The next open upvalue of the coroutine's list, further down the stack; null at the end. Only while open.
    #[inline(always)]
    pub fn next_open(self) -> *mut Upvalue {
        debug_assert!(self.is_open());
        // SAFETY: an open upvalue's room holds links.
        unsafe { self.room.open.next }
    }

    /// Links an open upvalue into a coroutine's list.
    pub fn set_next_open(self, next: *mut Upvalue) {
        debug_assert!(self.is_open());
        // SAFETY: an open upvalue's room holds links; nothing else refers to them during this store.
        unsafe { (*self.as_ptr()).room.open.next = next }
    }

    /// Points an open upvalue at its slot after the stack moved.
    pub fn set_location(self, location: *mut Value) {
        // SAFETY: nothing else refers to the field during this store.
        unsafe { (*self.as_ptr()).location = location }
    }
}

impl Heap {
    /// An upvalue open on a slot of `owner`'s stack.
    pub fn new_open_upvalue(
        &mut self,
        location: *mut Value,
        next: *mut Upvalue,
        owner: Gc<Coroutine>,
    ) -> Result<Gc<Upvalue>, OutOfMemory> {
        let upvalue = self.allocate_upvalue()?;
        // SAFETY: freshly allocated, written before anyone else sees it.
        unsafe {
            let inner = upvalue.as_ptr();
            (*inner).header.flags = OPEN;
            (*inner).location = location;
            (*inner).room = Room { open: OpenLinks { next, owner: owner.as_ptr() } };
        }
        Ok(upvalue)
    }

    /// An upvalue that holds its own value.
    pub fn new_closed_upvalue(&mut self, value: Value) -> Result<Gc<Upvalue>, OutOfMemory> {
        let upvalue = self.allocate_upvalue()?;
        // SAFETY: freshly allocated, written before anyone else sees it.
        unsafe {
            let inner = upvalue.as_ptr();
            (*inner).room = Room { closed: value };
            (*inner).location = (&raw mut (*inner).room).cast();
        }
        Ok(upvalue)
    }

    fn allocate_upvalue(&mut self) -> Result<Gc<Upvalue>, OutOfMemory> {
        let header = self.collector.allocate(Kind::Upvalue as u8, size_of::<Upvalue>())?;
        // SAFETY: the allocator returned a cell of this size with its header written.
        Ok(unsafe { Gc::from_ptr(header.cast()) })
    }

    /// Moves an open upvalue's value into the upvalue.
    pub fn close_upvalue(&mut self, upvalue: Gc<Upvalue>) {
        // SAFETY: the location is a live stack slot until this call ends.
        unsafe {
            let inner = upvalue.as_ptr();
            let own: *mut Value = (&raw mut (*inner).room).cast();
            copy_value(own, (*inner).location);
            (*inner).location = own;
            (*inner).header.flags &= !OPEN;
            self.forward_barrier(upvalue, *own);
        }
    }

    /// Assigns to the variable, open or closed.
    #[inline]
    pub fn set_upvalue(&mut self, upvalue: Gc<Upvalue>, value: Value) {
        // SAFETY: `location` is a live slot.
        unsafe { store_value(upvalue.location, value) };
        self.forward_barrier(upvalue, value);
    }
}

/// Marks the value, or the coroutine an open upvalue's slot belongs to.
pub(super) unsafe fn trace(header: *mut Header, marker: &mut Marker) {
    // SAFETY: the collector calls this for live objects of this kind, whose flag tells what the room holds.
    unsafe {
        let upvalue: Gc<Upvalue> = Gc::from_ptr(header.cast());
        if upvalue.is_open() {
            marker.mark(upvalue.room.open.owner.cast());
        } else {
            trace_value(marker, upvalue.room.closed);
        }
    }
}
