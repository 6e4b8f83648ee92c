//! A native function that does nothing: what every call of native code costs at least.

use std::ffi::{c_char, c_void};
use std::ptr::{null, null_mut};

type Handle = *mut c_void;
type Entry = unsafe extern "C" fn(Handle, Handle) -> Handle;

unsafe extern "C" {
    fn napi_create_function(
        env: Handle,
        name: *const c_char,
        length: usize,
        entry: Entry,
        data: *mut c_void,
        result: *mut Handle,
    ) -> i32;
}

unsafe extern "C" fn nothing(_env: Handle, _info: Handle) -> Handle {
    null_mut()
}

/// What `require` answers: the function.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn napi_register_module_v1(env: Handle, _exports: Handle) -> Handle {
    let mut function = null_mut();
    // SAFETY: Node has handed over the environment, and the output is a local.
    unsafe { napi_create_function(env, null(), 0, nothing, null_mut(), &raw mut function) };
    function
}
