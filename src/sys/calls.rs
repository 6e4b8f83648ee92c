//! Exceptions, scopes, callbacks, and work of the thread pool.

#![allow(unsafe_code, reason = "the calls into Node")]

use std::ffi::c_void;
use std::mem::MaybeUninit;
use std::ptr::null_mut;

use napi::sys;

use super::{CallbackInfo, Env, Js, Scope, Work, napi_finalize};
use crate::error::Result;

impl Env {
    /// Throws a value.
    pub(crate) fn throw(self, value: Js) -> Result<()> {
        effect!(self, napi_throw, value)
    }

    /// Takes the exception that is on its way.
    pub(crate) fn take_exception(self) -> Result<Js> {
        Ok(output!(self, napi_get_and_clear_last_exception))
    }

    /// An `Error`.
    pub(crate) fn error(self, message: Js) -> Result<Js> {
        Ok(output!(self, napi_create_error, null_mut(), message))
    }

    /// A `TypeError`.
    pub(crate) fn type_error(self, message: Js) -> Result<Js> {
        Ok(output!(self, napi_create_type_error, null_mut(), message))
    }

    /// A `RangeError`.
    pub(crate) fn range_error(self, message: Js) -> Result<Js> {
        Ok(output!(self, napi_create_range_error, null_mut(), message))
    }

    /// Opens a scope for handles.
    pub(crate) fn open_scope(self) -> Result<Scope> {
        Ok(output!(self, napi_open_handle_scope))
    }

    /// Ends a scope, the last one that was opened.
    pub(crate) fn close_scope(self, scope: Scope) {
        let _ = effect!(self, napi_close_handle_scope, scope);
    }

    /// The arguments of a callback: as many as fit into `arguments`, how many there are, and the data.
    #[inline]
    pub(crate) fn callback_info(
        self,
        info: CallbackInfo,
        arguments: &mut [Js],
    ) -> Result<(usize, *mut c_void)> {
        let (mut count, mut data) = (arguments.len(), null_mut());
        let values = arguments.as_mut_ptr();
        effect!(self, napi_get_cb_info, info, &raw mut count, values, null_mut(), &raw mut data)?;
        Ok((count, data))
    }

    /// Sets the data of the environment.
    pub(crate) fn set_instance_data(
        self,
        data: *mut c_void,
        finalizer: napi_finalize,
    ) -> Result<()> {
        effect!(self, napi_set_instance_data, data, finalizer, null_mut())
    }

    /// The data of the environment, null if none was set.
    pub(crate) fn instance_data(self) -> Result<*mut c_void> {
        Ok(output!(self, napi_get_instance_data))
    }

    /// Hands work to the thread pool: `execute` runs there, then `complete` here.
    pub(crate) fn queue_work(
        self,
        execute: sys::napi_async_execute_callback,
        complete: sys::napi_async_complete_callback,
        data: *mut c_void,
    ) -> Result<Work> {
        let name = self.latin1(b"perilune")?;
        let work = output!(self, napi_create_async_work, null_mut(), name, execute, complete, data);
        effect!(self, napi_queue_async_work, work)?;
        Ok(work)
    }

    /// Frees work that has completed.
    pub(crate) fn delete_work(self, work: Work) {
        let _ = effect!(self, napi_delete_async_work, work);
    }

    /// Whether JavaScript can still run: not while a worker is being terminated or a process ends.
    pub(crate) fn can_run_scripts(self) -> bool {
        self.undefined().and_then(|value| self.is_same(value, value)).is_ok()
    }
}
