//! Objects: properties, items, native data tied to them, references.

#![allow(unsafe_code, reason = "the calls into Node")]

use std::ffi::c_void;
use std::mem::MaybeUninit;
use std::ptr::null_mut;

use napi::sys;

use super::{Env, Js, Reference, napi_finalize, napi_property_descriptor};
use crate::error::Result;

impl Env {
    /// A property.
    pub(crate) fn get(self, object: Js, key: Js) -> Result<Js> {
        Ok(output!(self, napi_get_property, object, key))
    }

    /// Sets a property, as an assignment does.
    pub(crate) fn set(self, object: Js, key: Js, value: Js) -> Result<()> {
        effect!(self, napi_set_property, object, key, value)
    }

    /// A property by its name.
    pub(crate) fn field(self, object: Js, name: &std::ffi::CStr) -> Result<Js> {
        Ok(output!(self, napi_get_named_property, object, name.as_ptr()))
    }

    /// Sets a property by its name.
    pub(crate) fn set_field(self, object: Js, name: &std::ffi::CStr, value: Js) -> Result<()> {
        effect!(self, napi_set_named_property, object, name.as_ptr(), value)
    }

    /// Whether an object has an own property.
    pub(crate) fn has_own(self, object: Js, key: Js) -> Result<bool> {
        Ok(output!(self, napi_has_own_property, object, key))
    }

    /// Makes an own property with these attributes, whatever the prototypes say.
    pub(crate) fn define(
        self,
        object: Js,
        name: Js,
        value: Js,
        attributes: sys::napi_property_attributes,
    ) -> Result<()> {
        let row = napi_property_descriptor {
            utf8name: std::ptr::null(),
            name,
            method: None,
            getter: None,
            setter: None,
            value,
            attributes,
            data: null_mut(),
        };
        effect!(self, napi_define_properties, object, 1, &raw const row)
    }

    /// An item of an array.
    pub(crate) fn element(self, array: Js, index: u32) -> Result<Js> {
        Ok(output!(self, napi_get_element, array, index))
    }

    /// Sets an item of an array.
    pub(crate) fn set_element(self, array: Js, index: u32, value: Js) -> Result<()> {
        effect!(self, napi_set_element, array, index, value)
    }

    /// The length of an array.
    pub(crate) fn array_length(self, array: Js) -> Result<u32> {
        Ok(output!(self, napi_get_array_length, array))
    }

    /// The enumerable properties with string names, own and inherited, as an array of strings.
    pub(crate) fn property_names(self, object: Js) -> Result<Js> {
        let filter = sys::KeyFilter::enumerable | sys::KeyFilter::skip_symbols;
        let (mode, conversion) =
            (sys::KeyCollectionMode::include_prototypes, sys::KeyConversion::numbers_to_strings);
        Ok(output!(self, napi_get_all_property_names, object, mode, filter, conversion))
    }

    /// The prototype of an object.
    pub(crate) fn prototype(self, object: Js) -> Result<Js> {
        Ok(output!(self, napi_get_prototype, object))
    }

    /// Calls a function.
    pub(crate) fn call(self, this: Js, function: Js, arguments: &[Js]) -> Result<Js> {
        Ok(output!(self, napi_call_function, this, function, arguments.len(), arguments.as_ptr()))
    }

    /// Ties native data to an object; `finalizer` gets it back when the object is gone. Answers a weak reference, which
    /// the finalizer is to delete.
    pub(crate) fn wrap(
        self,
        object: Js,
        data: *mut c_void,
        finalizer: napi_finalize,
    ) -> Result<Reference> {
        Ok(output!(self, napi_wrap, object, data, finalizer, null_mut()))
    }

    /// Ties native data to an object that does not own it.
    pub(crate) fn wrap_unowned(self, object: Js, data: *mut c_void) -> Result<()> {
        effect!(self, napi_wrap, object, data, None, null_mut(), null_mut())
    }

    /// A reference that keeps a value alive.
    pub(crate) fn keep(self, value: Js) -> Result<Reference> {
        Ok(output!(self, napi_create_reference, value, 1))
    }

    /// The same for a value that may be no object; [`Env::any_of`] gives it back.
    pub(crate) fn keep_any(self, value: Js) -> Result<Reference> {
        let holder = self.array(1)?;
        self.set_element(holder, 0, value)?;
        self.keep(holder)
    }

    /// The value kept by [`Env::keep_any`].
    pub(crate) fn any_of(self, reference: Reference) -> Result<Js> {
        match self.value_of(reference)? {
            Some(holder) => self.element(holder, 0),
            None => self.undefined(),
        }
    }

    /// The value of a reference; nothing if it was weak and the value is gone.
    #[inline]
    pub(crate) fn value_of(self, reference: Reference) -> Result<Option<Js>> {
        let value = output!(self, napi_get_reference_value, reference);
        Ok((!value.is_null()).then_some(value))
    }

    /// Tells Node that objects of JavaScript keep so many bytes more, or less, outside of its heap.
    pub(crate) fn adjust_memory(self, change: i64) {
        let mut total = 0;
        let _ = effect!(self, napi_adjust_external_memory, change, &raw mut total);
    }

    /// Lets a reference go. There is nobody to tell of a failure.
    pub(crate) fn release(self, reference: Reference) {
        let _ = effect!(self, napi_delete_reference, reference);
    }
}
