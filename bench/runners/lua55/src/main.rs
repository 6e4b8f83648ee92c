//! Runs a Lua script on the reference implementation, or measures states: `lua55 SCRIPT [ARGUMENT…] | --states`.
//!
//! The script finds a clock and a gauge of the memory as `clock` and `resident`, like in our own runner. The runner calls the C interface directly, so the state has the plain allocator and the plain `pcall` of `lua`.

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

/// The CPU time of this thread in nanoseconds.
fn nanoseconds() -> i64 {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the call writes the structure it is given.
    unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &raw mut time) };
    time.tv_sec * 1_000_000_000 + time.tv_nsec
}

/// The resident memory of the process in bytes.
fn resident_bytes() -> i64 {
    let text = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages: i64 = text.split(' ').nth(1).and_then(|pages| pages.parse().ok()).unwrap_or(0);
    pages * 4096
}

unsafe extern "C-unwind" fn clock(state: *mut ffi::lua_State) -> c_int {
    // SAFETY: Lua calls this with a valid state and room for results.
    unsafe { ffi::lua_pushinteger(state, nanoseconds()) };
    1
}

unsafe extern "C-unwind" fn resident(state: *mut ffi::lua_State) -> c_int {
    // SAFETY: as above.
    unsafe { ffi::lua_pushinteger(state, resident_bytes()) };
    1
}

/// States created one after the other, and states alive together.
const CREATED: usize = 20_000;
const ALIVE: usize = 4_000;

/// A state with all libraries that has run the smallest program.
///
/// # Safety
/// The caller closes the state.
unsafe fn small_state() -> *mut ffi::lua_State {
    // SAFETY: a fresh state used by one thread.
    unsafe {
        let state = ffi::luaL_newstate();
        assert!(!state.is_null(), "not enough memory for a state");
        ffi::luaL_openlibs(state);
        let source = c"return 1";
        let length = source.count_bytes();
        let status = ffi::luaL_loadbufferx(state, source.as_ptr(), length, c"=small".as_ptr(), std::ptr::null());
        assert!(status == ffi::LUA_OK && ffi::lua_pcall(state, 0, 1, 0) == ffi::LUA_OK);
        ffi::lua_settop(state, 0);
        state
    }
}

fn measure_states() {
    // SAFETY: every state is closed once.
    unsafe {
        for _ in 0..CREATED / 10 {
            ffi::lua_close(small_state());
        }
        let start = nanoseconds();
        for _ in 0..CREATED {
            ffi::lua_close(small_state());
        }
        let each = (nanoseconds() - start) as f64 / CREATED as f64 / 1000.0;
        println!("create, run, drop us\t{each:.3}");
        let mut alive = Vec::with_capacity(ALIVE);
        let before = resident_bytes();
        for _ in 0..ALIVE {
            alive.push(small_state());
        }
        println!("idle state B\t{}", (resident_bytes() - before) / ALIVE as i64);
        for state in alive {
            ffi::lua_close(state);
        }
    }
}

fn main() -> ExitCode {
    let arguments: Vec<CString> =
        std::env::args().skip(1).filter_map(|text| CString::new(text).ok()).collect();
    let Some(script) = arguments.first() else {
        eprintln!("usage: lua55 SCRIPT [ARGUMENT…] | --states");
        return ExitCode::FAILURE;
    };
    if script.as_bytes() == b"--states" {
        measure_states();
        return ExitCode::SUCCESS;
    }
    // SAFETY: a fresh state used by one thread; every value read from its stack was pushed before.
    unsafe {
        let state = ffi::luaL_newstate();
        if state.is_null() {
            eprintln!("not enough memory for a state");
            return ExitCode::FAILURE;
        }
        ffi::luaL_openlibs(state);
        ffi::lua_pushcfunction(state, clock);
        ffi::lua_setglobal(state, c"clock".as_ptr());
        ffi::lua_pushcfunction(state, resident);
        ffi::lua_setglobal(state, c"resident".as_ptr());
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
