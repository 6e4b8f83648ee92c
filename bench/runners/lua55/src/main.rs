//! Runs a Lua script on the reference implementation: `lua55 SCRIPT [ARGUMENT…]`.
//!
//! It calls the C interface directly, so the state has the plain allocator and the plain `pcall` of `lua`.

use std::ffi::{CStr, CString, c_int};
use std::process::ExitCode;

use mlua::ffi;

/// Replaces an error value by its text and a traceback.
unsafe extern "C-unwind" fn with_traceback(state: *mut ffi::lua_State) -> c_int {
    // SAFETY: Lua calls a message handler with the error value at index 1 of a valid state.
    unsafe {
        let text = ffi::luaL_tolstring(state, 1, std::ptr::null_mut());
        ffi::luaL_traceback(state, state, text, 1);
    }
    1
}

/// Sets the global `arg` and pushes the script's arguments; returns how many were pushed.
///
/// # Safety
/// `state` must be a valid state with room on its stack.
unsafe fn push_arguments(state: *mut ffi::lua_State, arguments: &[CString]) -> c_int {
    // SAFETY: the caller promises the state; each text is copied by Lua.
    unsafe {
        ffi::lua_createtable(state, arguments.len() as c_int, 1);
        for (index, text) in arguments.iter().enumerate() {
            ffi::lua_pushstring(state, text.as_ptr());
            ffi::lua_rawseti(state, -2, index as ffi::lua_Integer);
        }
        ffi::lua_setglobal(state, c"arg".as_ptr());
        for text in &arguments[1..] {
            ffi::lua_pushstring(state, text.as_ptr());
        }
    }
    arguments.len() as c_int - 1
}

fn main() -> ExitCode {
    let arguments: Vec<CString> =
        std::env::args().skip(1).filter_map(|text| CString::new(text).ok()).collect();
    let Some(script) = arguments.first() else {
        eprintln!("usage: lua55 SCRIPT [ARGUMENT…]");
        return ExitCode::FAILURE;
    };
    // SAFETY: a fresh state used by one thread; every value read from its stack was pushed before.
    unsafe {
        let state = ffi::luaL_newstate();
        if state.is_null() {
            eprintln!("not enough memory for a state");
            return ExitCode::FAILURE;
        }
        ffi::luaL_openlibs(state);
        ffi::lua_pushcfunction(state, with_traceback);
        let mut status = ffi::luaL_loadfile(state, script.as_ptr());
        if status == ffi::LUA_OK {
            let count = push_arguments(state, &arguments);
            status = ffi::lua_pcall(state, count, 0, 1);
        }
        if status != ffi::LUA_OK {
            let text = ffi::lua_tostring(state, -1);
            let text = if text.is_null() { c"(error without a text)" } else { CStr::from_ptr(text) };
            eprintln!("lua55: {}", text.to_string_lossy());
        }
        ffi::lua_close(state);
        if status == ffi::LUA_OK { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}
