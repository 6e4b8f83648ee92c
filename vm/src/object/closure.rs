//! Functions as values: Lua closures and native functions with upvalues.

use super::{Heap, Kind, Prototype, Upvalue, trace_value};
use crate::gc::{Gc, Header, Marker, OutOfMemory};
use crate::value::{self, Value};

/// A Lua function: a prototype and the variables it captured. `header.aux` is the number of upvalues.
#[repr(C)]
pub struct Closure {
    /// The object header.
    pub header: Header,
    /// The prototype's first instruction, held here because every call needs it.
    pub code: *const u64,
    /// The compiled function.
    pub prototype: Gc<Prototype>,
    upvalues: [Gc<Upvalue>; 0],
}

const _: () = assert!(size_of::<Closure>() == 24);
const _: () =
    assert!(std::mem::offset_of!(Closure, upvalues) == 24, "bytecode operands hold this offset");

/// A native function with values of its own. `header.aux` is their number.
#[repr(C)]
pub struct NativeClosure {
    /// The object header.
    pub header: Header,
    /// The address of the function's static description, whose type belongs to the interpreter.
    pub function: *const (),
    values: [Value; 0],
}

impl Gc<Closure> {
    /// The number of upvalues.
    pub fn upvalue_count(self) -> usize {
        self.header.aux as usize
    }

    /// The address of an upvalue pointer.
    #[inline(always)]
    pub fn upvalue_slot(self, index: usize) -> *mut Gc<Upvalue> {
        debug_assert!(index < self.upvalue_count());
        // SAFETY: a closure is allocated with room for `aux` pointers behind its fixed part, see `new_closure`.
        unsafe { (&raw mut (*self.as_ptr()).upvalues).cast::<Gc<Upvalue>>().add(index) }
    }

    /// An upvalue.
    #[inline(always)]
    pub fn upvalue(self, index: usize) -> Gc<Upvalue> {
        // SAFETY: the slot is inside the object and was filled by the creator before the next safepoint.
        unsafe { *self.upvalue_slot(index) }
    }
}

impl Gc<NativeClosure> {
    /// The number of values.
    pub fn value_count(self) -> usize {
        self.header.aux as usize
    }

    /// The address of a value.
    #[inline(always)]
    pub fn value_slot(self, index: usize) -> *mut Value {
        debug_assert!(index < self.value_count());
        // SAFETY: allocated with room for `aux` values, see `new_native_closure`.
        unsafe { (&raw mut (*self.as_ptr()).values).cast::<Value>().add(index) }
    }

    /// A value, nil where the index is out of range.
    pub fn value(self, index: usize) -> Value {
        if index < self.value_count() {
            // SAFETY: in range, and initialised by the creator.
            unsafe { *self.value_slot(index) }
        } else {
            Value::NIL
        }
    }
}

impl Heap {
    /// A closure whose upvalues the caller fills in before the next safepoint.
    #[inline]
    pub fn new_closure(
        &mut self,
        prototype: Gc<Prototype>,
        upvalues: usize,
    ) -> Result<Gc<Closure>, OutOfMemory> {
        let bytes = size_of::<Closure>() + upvalues * size_of::<Gc<Upvalue>>();
        let header = self.collector.allocate(Kind::Closure as u8, bytes)?;
        let closure: *mut Closure = header.cast();
        // SAFETY: the cell has the size asked for; every field is written here or by the caller.
        unsafe {
            (*header).aux = upvalues as u32;
            (*closure).code = prototype.code;
            (*closure).prototype = prototype;
            Ok(Gc::from_ptr(closure))
        }
    }

    /// A native function with these values.
    pub fn new_native_closure(
        &mut self,
        function: *const (),
        values: &[Value],
    ) -> Result<Gc<NativeClosure>, OutOfMemory> {
        let bytes = size_of::<NativeClosure>() + size_of_val(values);
        let header = self.collector.allocate(Kind::NativeClosure as u8, bytes)?;
        let closure: *mut NativeClosure = header.cast();
        // SAFETY: the cell has the size asked for; every field is written here.
        unsafe {
            (*header).aux = values.len() as u32;
            (*closure).function = function;
            let closure = Gc::from_ptr(closure);
            for (index, value) in values.iter().enumerate() {
                closure.value_slot(index).write(*value);
            }
            Ok(closure)
        }
    }

    /// Stores a native function's value; does nothing where the index is out of range.
    pub fn set_native_value(&mut self, closure: Gc<NativeClosure>, index: usize, value: Value) {
        if index < closure.value_count() {
            // SAFETY: in range.
            unsafe { value::store_value(closure.value_slot(index), value) };
            self.forward_barrier(closure, value);
        }
    }
}

/// Marks what a Lua closure points at.
pub(super) unsafe fn trace_closure(header: *mut Header, marker: &mut Marker) {
    // SAFETY: the collector calls this for live objects of this kind.
    unsafe {
        let closure: Gc<Closure> = Gc::from_ptr(header.cast());
        marker.mark(closure.prototype.header());
        for index in 0..closure.upvalue_count() {
            marker.mark(closure.upvalue(index).header());
        }
    }
}

/// Marks what a native closure points at.
pub(super) unsafe fn trace_native_closure(header: *mut Header, marker: &mut Marker) {
    // SAFETY: the collector calls this for live objects of this kind.
    unsafe {
        let closure: Gc<NativeClosure> = Gc::from_ptr(header.cast());
        for index in 0..closure.value_count() {
            trace_value(marker, *closure.value_slot(index));
        }
    }
}
