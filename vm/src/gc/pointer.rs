//! `Gc<T>`: a pointer to an object of the collected heap.
//!
//! **Invariants**
//! - Collections happen only at safepoints of the interpreter: between instructions, with every live value on a
//!   stack, in an object, or in a root. Between two safepoints nothing is freed, so a `Gc` taken from a live value
//!   stays valid for the rest of the native function or instruction that took it.
//! - A `Gc` is never kept across a safepoint outside a stack, an object or a root.
//!
//! These two make dereferencing sound; the first is established in `interpreter/safepoint.rs`.

use std::ops::Deref;
use std::ptr::NonNull;

/// A pointer to a live heap object whose first field is a [`super::Header`].
#[repr(transparent)]
pub struct Gc<T>(NonNull<T>);

impl<T> Clone for Gc<T> {
    #[inline(always)]
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Gc<T> {}

impl<T> PartialEq for Gc<T> {
    #[inline(always)]
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<T> Eq for Gc<T> {}

impl<T> Gc<T> {
    /// A pointer from a raw one.
    ///
    /// # Safety
    /// `pointer` is not null and points at a live object of type `T`.
    #[inline(always)]
    pub const unsafe fn from_ptr(pointer: *mut T) -> Gc<T> {
        // SAFETY: not null by the caller's promise.
        Gc(unsafe { NonNull::new_unchecked(pointer) })
    }

    /// The raw pointer.
    #[inline(always)]
    pub const fn as_ptr(self) -> *mut T {
        self.0.as_ptr()
    }

    /// The raw pointer to the header.
    #[inline(always)]
    pub const fn header(self) -> *mut super::Header {
        self.0.as_ptr().cast()
    }
}

impl<T> Deref for Gc<T> {
    type Target = T;

    #[inline(always)]
    fn deref(&self) -> &T {
        // SAFETY: the object is live between safepoints (see the file's invariants), and nothing holds a `&mut` to
        // a heap object: the object modules write through raw pointers.
        unsafe { self.0.as_ref() }
    }
}
