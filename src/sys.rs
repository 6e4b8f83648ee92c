//! Node's C interface as methods of an environment: the only file that calls it.
//!
//! **Invariants**
//! - An [`Env`] is made of what Node hands to a callback, and used on the thread of that callback only.
//! - A [`Js`] is used inside the handle scope it was made in. Nothing here can check that; the files above keep a `Js`
//!   no longer than the callback in which they got it.
//! - Every output is read only after a status that says it was written.

#![allow(unsafe_code, reason = "the calls into Node")]

use std::ffi::c_void;
use std::mem::MaybeUninit;
use std::ptr::null_mut;

use napi::sys::{self, Status, napi_status};
pub(crate) use napi::sys::{
    PropertyAttributes, TypedarrayType, ValueType, napi_callback, napi_deferred, napi_finalize,
    napi_property_descriptor, napi_valuetype,
};

use crate::error::{Failure, Result};

/// A JavaScript value, as a handle.
pub(crate) type Js = sys::napi_value;

/// What a callback answers for undefined, which costs nothing to make.
pub(crate) const UNDEFINED: Js = null_mut();

/// A reference to a JavaScript value, strong or weak.
pub(crate) type Reference = sys::napi_ref;

/// A scope that ends the life of the handles made in it.
pub(crate) type Scope = sys::napi_handle_scope;

/// What Node hands to a callback.
pub(crate) type CallbackInfo = sys::napi_callback_info;

/// Work of the thread pool.
pub(crate) type Work = sys::napi_async_work;

/// One JavaScript environment: a thread's, or a worker's.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Env(pub(crate) sys::napi_env);

/// Calls a function that writes one output.
macro_rules! output {
    ($env:expr, $function:ident $(, $argument:expr)*) => {{
        let mut output = MaybeUninit::uninit();
        // SAFETY: the environment and the handles are valid by the invariants of this file.
        let status = unsafe { sys::$function($env.0, $($argument,)* output.as_mut_ptr()) };
        $crate::sys::check($env, status)?;
        // SAFETY: the status says that the output was written.
        unsafe { output.assume_init() }
    }};
}

/// Calls a function that writes nothing.
macro_rules! effect {
    ($env:expr, $function:ident $(, $argument:expr)*) => {{
        // SAFETY: the environment and the handles are valid by the invariants of this file.
        $crate::sys::check($env, unsafe { sys::$function($env.0, $($argument),*) })
    }};
}

mod calls;
mod objects;

#[inline(always)]
fn check(env: Env, status: napi_status) -> Result<()> {
    if status == Status::napi_ok { Ok(()) } else { Err(failure_of(env, status)) }
}

/// Some functions of Node answer a general status where a program's code has thrown.
#[cold]
fn failure_of(env: Env, status: napi_status) -> Failure {
    let mut is_pending = status == Status::napi_pending_exception;
    // SAFETY: the environment is valid by the invariants of this file, and the output is a local of ours.
    let _ = unsafe { sys::napi_is_exception_pending(env.0, &raw mut is_pending) };
    if is_pending { Failure::Pending } else { Failure::Engine(status) }
}

/// Values out of nothing.
impl Env {
    /// `undefined`
    pub(crate) fn undefined(self) -> Result<Js> {
        Ok(output!(self, napi_get_undefined))
    }

    /// `null`
    pub(crate) fn null(self) -> Result<Js> {
        Ok(output!(self, napi_get_null))
    }

    /// A boolean.
    pub(crate) fn boolean(self, value: bool) -> Result<Js> {
        Ok(output!(self, napi_get_boolean, value))
    }

    /// A number.
    pub(crate) fn double(self, value: f64) -> Result<Js> {
        Ok(output!(self, napi_create_double, value))
    }

    /// A number that is a small integer, which costs less.
    pub(crate) fn int32(self, value: i32) -> Result<Js> {
        Ok(output!(self, napi_create_int32, value))
    }

    /// A BigInt.
    pub(crate) fn bigint(self, value: i64) -> Result<Js> {
        Ok(output!(self, napi_create_bigint_int64, value))
    }

    /// A string of bytes that are characters of their own.
    pub(crate) fn latin1(self, bytes: &[u8]) -> Result<Js> {
        Ok(output!(self, napi_create_string_latin1, bytes.as_ptr().cast(), bytes.len() as isize))
    }

    /// A string of bytes that should be UTF-8; what is not becomes U+FFFD.
    pub(crate) fn utf8(self, bytes: &[u8]) -> Result<Js> {
        Ok(output!(self, napi_create_string_utf8, bytes.as_ptr().cast(), bytes.len() as isize))
    }

    /// A string of UTF-16 units.
    pub(crate) fn utf16(self, units: &[u16]) -> Result<Js> {
        Ok(output!(self, napi_create_string_utf16, units.as_ptr(), units.len() as isize))
    }

    /// An empty object.
    pub(crate) fn object(self) -> Result<Js> {
        Ok(output!(self, napi_create_object))
    }

    /// An array of so many items, which are not there yet.
    pub(crate) fn array(self, length: usize) -> Result<Js> {
        Ok(output!(self, napi_create_array_with_length, length))
    }

    /// A buffer with a copy of the bytes.
    pub(crate) fn buffer(self, bytes: &[u8]) -> Result<Js> {
        let mut copy = null_mut();
        Ok(output!(
            self,
            napi_create_buffer_copy,
            bytes.len(),
            bytes.as_ptr().cast(),
            &raw mut copy
        ))
    }

    /// A `Uint8Array` with a copy of the bytes and a buffer of its own.
    pub(crate) fn uint8_array(self, bytes: &[u8]) -> Result<Js> {
        let mut start: *mut c_void = null_mut();
        let buffer = output!(self, napi_create_arraybuffer, bytes.len(), &raw mut start);
        if !bytes.is_empty() && !start.is_null() {
            // SAFETY: Node has made room for so many bytes, which nobody else knows yet.
            unsafe { start.cast::<u8>().copy_from_nonoverlapping(bytes.as_ptr(), bytes.len()) };
        }
        let kind = TypedarrayType::uint8_array;
        Ok(output!(self, napi_create_typedarray, kind, bytes.len(), buffer, 0))
    }

    /// An opaque value that stands for an address.
    pub(crate) fn external(self, address: *mut c_void) -> Result<Js> {
        Ok(output!(self, napi_create_external, address, None, null_mut()))
    }

    /// A function that enters native code. The name is for JavaScript's own messages.
    pub(crate) fn function(
        self,
        name: &str,
        entry: napi_callback,
        data: *mut c_void,
    ) -> Result<Js> {
        Ok(output!(
            self,
            napi_create_function,
            name.as_ptr().cast(),
            name.len() as isize,
            entry,
            data
        ))
    }

    /// A promise, and what settles it.
    pub(crate) fn promise(self) -> Result<(Js, napi_deferred)> {
        let mut deferred = null_mut();
        let promise = output!(self, napi_create_promise, &raw mut deferred);
        Ok((promise, deferred))
    }

    /// Fulfils a promise.
    pub(crate) fn resolve(self, deferred: napi_deferred, value: Js) -> Result<()> {
        effect!(self, napi_resolve_deferred, deferred, value)
    }

    /// Rejects a promise.
    pub(crate) fn reject(self, deferred: napi_deferred, reason: Js) -> Result<()> {
        effect!(self, napi_reject_deferred, deferred, reason)
    }
}

/// What a value is, and what is in it.
impl Env {
    /// The type, as `typeof` tells it apart.
    pub(crate) fn type_of(self, value: Js) -> Result<sys::napi_valuetype> {
        Ok(output!(self, napi_typeof, value))
    }

    /// Whether a value has a type.
    pub(crate) fn is_type(self, value: Js, wanted: sys::napi_valuetype) -> bool {
        self.type_of(value).is_ok_and(|found| found == wanted)
    }

    /// Whether a value stands for nothing: undefined or null.
    pub(crate) fn is_absent(self, value: Js) -> Result<bool> {
        Ok(matches!(self.type_of(value)?, ValueType::napi_undefined | ValueType::napi_null))
    }

    /// The number, if the value is one.
    #[inline]
    pub(crate) fn as_double(self, value: Js) -> Option<f64> {
        let mut number = 0.0;
        // SAFETY: as everywhere; a value of another type is refused by the status.
        let status = unsafe { sys::napi_get_value_double(self.0, value, &raw mut number) };
        (status == Status::napi_ok).then_some(number)
    }

    /// The number as a small one, if the value is a number; it is cut off to 32 bits.
    #[inline]
    pub(crate) fn as_small(self, value: Js) -> Option<u32> {
        let mut number = 0;
        // SAFETY: as everywhere; a value of another type is refused by the status.
        let status = unsafe { sys::napi_get_value_uint32(self.0, value, &raw mut number) };
        (status == Status::napi_ok).then_some(number)
    }

    /// The native data tied to an object, if there is some; it may be that of another addon.
    #[inline]
    pub(crate) fn unwrap(self, object: Js) -> Option<*mut c_void> {
        let mut data = null_mut();
        // SAFETY: an object without data is refused by the status.
        let status = unsafe { sys::napi_unwrap(self.0, object, &raw mut data) };
        (status == Status::napi_ok).then_some(data)
    }

    /// The boolean that a value is.
    pub(crate) fn boolean_of(self, value: Js) -> Result<bool> {
        Ok(output!(self, napi_get_value_bool, value))
    }

    /// Whether a value counts as true.
    pub(crate) fn truth_of(self, value: Js) -> Result<bool> {
        let boolean = output!(self, napi_coerce_to_bool, value);
        self.boolean_of(boolean)
    }

    /// The integer, and whether it is the whole truth.
    pub(crate) fn bigint_of(self, value: Js) -> Result<(i64, bool)> {
        let mut integer = 0;
        let is_lossless = output!(self, napi_get_value_bigint_int64, value, &raw mut integer);
        Ok((integer, is_lossless))
    }

    /// As [`Env::write_utf8`], of any value; nothing if it is not a string.
    #[inline]
    pub(crate) fn try_write_utf8(
        self,
        value: Js,
        buffer: &mut [MaybeUninit<u8>],
    ) -> Result<Option<usize>> {
        let (mut written, start) = (0, buffer.as_mut_ptr().cast());
        // SAFETY: as everywhere; a value of another type is refused by the status.
        let status = unsafe {
            sys::napi_get_value_string_utf8(self.0, value, start, buffer.len(), &raw mut written)
        };
        if status == Status::napi_string_expected {
            return Ok(None);
        }
        check(self, status)?;
        Ok(Some(written))
    }

    /// Writes a string as UTF-8 into a buffer, as much as fits with a NUL behind it; answers how much that was.
    pub(crate) fn write_utf8(self, value: Js, buffer: &mut [MaybeUninit<u8>]) -> Result<usize> {
        Ok(output!(
            self,
            napi_get_value_string_utf8,
            value,
            buffer.as_mut_ptr().cast(),
            buffer.len()
        ))
    }

    /// How many UTF-16 units a string has.
    pub(crate) fn utf16_length(self, value: Js) -> Result<usize> {
        Ok(output!(self, napi_get_value_string_utf16, value, null_mut(), 0))
    }

    /// Writes a string as UTF-16 into a buffer, as much as fits with a NUL behind it; answers how much that was.
    pub(crate) fn write_utf16(self, value: Js, buffer: &mut [MaybeUninit<u16>]) -> Result<usize> {
        Ok(output!(
            self,
            napi_get_value_string_utf16,
            value,
            buffer.as_mut_ptr().cast(),
            buffer.len()
        ))
    }

    /// Whether a value is an array.
    pub(crate) fn is_array(self, value: Js) -> Result<bool> {
        Ok(output!(self, napi_is_array, value))
    }

    /// Whether a value is an `Error`.
    pub(crate) fn is_error(self, value: Js) -> Result<bool> {
        Ok(output!(self, napi_is_error, value))
    }

    /// Whether a value is a promise, and not only like one.
    pub(crate) fn is_promise(self, value: Js) -> Result<bool> {
        Ok(output!(self, napi_is_promise, value))
    }

    /// Milliseconds since the epoch, if the value is a date.
    pub(crate) fn as_date(self, value: Js) -> Result<Option<f64>> {
        if !output!(self, napi_is_date, value) {
            return Ok(None);
        }
        Ok(Some(output!(self, napi_get_date_value, value)))
    }

    /// Hands the bytes behind an array buffer or a view of one to `body`; nothing if the value is neither. `body` must
    /// not run JavaScript, which could move or free them.
    pub(crate) fn with_bytes<T>(
        self,
        value: Js,
        body: impl FnOnce(&[u8]) -> T,
    ) -> Result<Option<T>> {
        let mut start: *mut c_void = null_mut();
        let mut length = 0usize;
        let (mut buffer, mut offset) = (null_mut(), 0usize);
        if output!(self, napi_is_typedarray, value) {
            let mut kind = 0;
            let (items, data) = (&raw mut length, &raw mut start);
            effect!(
                self,
                napi_get_typedarray_info,
                value,
                &raw mut kind,
                items,
                data,
                &raw mut buffer,
                &raw mut offset
            )?;
            length *= bytes_per_item(kind);
        } else if output!(self, napi_is_dataview, value) {
            let data = &raw mut start;
            effect!(
                self,
                napi_get_dataview_info,
                value,
                &raw mut length,
                data,
                &raw mut buffer,
                &raw mut offset
            )?;
        } else if output!(self, napi_is_arraybuffer, value) {
            effect!(self, napi_get_arraybuffer_info, value, &raw mut start, &raw mut length)?;
        } else {
            return Ok(None);
        }
        if start.is_null() || length == 0 {
            return Ok(Some(body(&[])));
        }
        // SAFETY: Node says that so many bytes lie there; no JavaScript runs before `body` returns.
        Ok(Some(body(unsafe { std::slice::from_raw_parts(start.cast(), length) })))
    }

    /// Hands the numbers of a `Float64Array` to `body`, which must not run JavaScript.
    pub(crate) fn with_numbers<T>(
        self,
        array: Js,
        body: impl FnOnce(&mut [f64]) -> T,
    ) -> Result<T> {
        let (mut kind, mut count, mut start) = (0, 0usize, null_mut());
        let (mut buffer, mut offset) = (null_mut(), 0usize);
        let (items, data) = (&raw mut count, &raw mut start);
        effect!(
            self,
            napi_get_typedarray_info,
            array,
            &raw mut kind,
            items,
            data,
            &raw mut buffer,
            &raw mut offset
        )?;
        if kind != TypedarrayType::float64_array || start.is_null() {
            return Ok(body(&mut []));
        }
        // SAFETY: Node says that so many numbers lie there, aligned as the array's type demands; nothing else uses them
        // before `body` returns, because no JavaScript runs.
        Ok(body(unsafe { std::slice::from_raw_parts_mut(start.cast(), count) }))
    }

    /// Whether two values are the same: `===`.
    pub(crate) fn is_same(self, left: Js, right: Js) -> Result<bool> {
        Ok(output!(self, napi_strict_equals, left, right))
    }

    /// Whether a value is an instance of a class.
    pub(crate) fn is_instance(self, value: Js, constructor: Js) -> Result<bool> {
        Ok(output!(self, napi_instanceof, value, constructor))
    }

    /// The text of a value, as `String(value)` gives it.
    pub(crate) fn text_of(self, value: Js) -> Result<Js> {
        Ok(output!(self, napi_coerce_to_string, value))
    }
}

/// How many bytes an item of a typed array has.
fn bytes_per_item(kind: sys::napi_typedarray_type) -> usize {
    match kind {
        TypedarrayType::int16_array | TypedarrayType::uint16_array => 2,
        TypedarrayType::int32_array
        | TypedarrayType::uint32_array
        | TypedarrayType::float32_array => 4,
        TypedarrayType::float64_array
        | TypedarrayType::bigint64_array
        | TypedarrayType::biguint64_array => 8,
        _ => 1,
    }
}
