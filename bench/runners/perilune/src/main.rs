//! Runs a script with a clock and a memory gauge, or measures states: `perilune-bench SCRIPT [ARGUMENT…] | --states`.
//!
//! The runner of the reference offers the same.

use std::process::ExitCode;

use perilune::api::native::{NativeFunction, Outcome, RawValue, Role, State};
use perilune::api::{Error, Function, Lua, Options, Variadic};

/// States created one after the other, and states alive together.
const CREATED: usize = 20_000;
const ALIVE: usize = 4_000;

static CLOCK: NativeFunction = NativeFunction { name: "clock", entry: clock, role: Role::Ordinary };
static RESIDENT: NativeFunction =
    NativeFunction { name: "resident", entry: resident, role: Role::Ordinary };

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

fn clock(state: &mut State, _step: u32) -> Outcome {
    state.answer(RawValue::integer(nanoseconds()))
}

fn resident(state: &mut State, _step: u32) -> Outcome {
    state.answer(RawValue::integer(resident_bytes()))
}

/// A state with all libraries that has run the smallest program.
fn small_state() -> Result<Lua, Error> {
    let mut lua = Lua::new(Options::all())?;
    let one: i64 = lua.load("return 1").name("=small").call(())?;
    assert_eq!(one, 1);
    Ok(lua)
}

fn measure_states() -> Result<(), Error> {
    for _ in 0..CREATED / 10 {
        small_state()?;
    }
    let start = nanoseconds();
    for _ in 0..CREATED {
        small_state()?;
    }
    let each = (nanoseconds() - start) as f64 / CREATED as f64 / 1000.0;
    println!("create, run, drop us\t{each:.3}");
    let mut alive = Vec::with_capacity(ALIVE);
    let before = resident_bytes();
    for _ in 0..ALIVE {
        alive.push(small_state()?);
    }
    println!("idle state B\t{}", (resident_bytes() - before) / ALIVE as i64);
    Ok(())
}

fn run(arguments: &[String]) -> Result<(), Error> {
    let mut lua = Lua::new(Options::all())?;
    let state = lua.state();
    let globals = state.globals();
    for function in [&CLOCK, &RESIDENT] {
        if state.set_field(globals, function.name, function.value()).is_err() {
            return Err(Error::Memory);
        }
    }
    let script: Function = lua.load_file(&arguments[0])?.compile()?;
    script.call::<()>(&mut lua, Variadic(arguments[1..].to_vec()))
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let result = match arguments.first().map(String::as_str) {
        None => {
            eprintln!("usage: perilune-bench SCRIPT [ARGUMENT…] | --states");
            return ExitCode::FAILURE;
        }
        Some("--states") => measure_states(),
        Some(_) => run(&arguments),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("perilune-bench: {error}");
            ExitCode::FAILURE
        }
    }
}
