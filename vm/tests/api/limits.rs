//! Limits, presets, and what a state is allowed to load.

use std::time::{Duration, Instant};

use perilune::api::{Dialect, Error, Function, Lua, Options, Program, Progress, Request, Value};

use super::{eval, lua};

#[test]
fn limits_end_a_run_that_nothing_can_catch() {
    let mut lua =
        Lua::new(Options { instruction_limit: Some(200_000), ..Options::all() }).expect("a state");
    let endless = [
        "while true do end",
        "pcall(function() while true do end end) while true do end",
        "coroutine.wrap(function() while true do end end)()",
        "table.sort({3, 2, 1}, function() while true do end end)",
        "while true do xpcall(error, function() while true do end end) end",
        "load(function() return 'x = 1 ' end)",
        "local floor = math.floor while true do floor(1.5) end",
        "local function again() string.len('x') return again() end again()",
    ];
    for source in endless {
        assert!(matches!(lua.load(source).exec(), Err(Error::Instructions)), "{source}");
        assert_eq!(eval::<i64>(&mut lua, "40 + 2"), 42, "{source}");
    }
    lua.set_limits(None, Some(Duration::from_millis(30)));
    let start = Instant::now();
    assert!(matches!(lua.load("while true do pcall(error) end").exec(), Err(Error::Timeout)));
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[test]
fn a_run_that_waits_before_its_slice_is_used_up_has_limits_too() {
    let mut lua = Lua::new(Options::all()).expect("a state");
    let wait = lua.create_waiting_function(|_, ()| Ok(Request::new(()))).expect("a function");
    lua.globals().set(&mut lua, "wait", wait).expect("set");
    let endless = eval::<Function>(&mut lua, "function() while true do pcall(wait) end end");
    lua.set_limits(None, Some(Duration::from_millis(1)));
    let mut run = endless.start(&mut lua, ()).expect("a run");
    for _ in 0..10_000_000 {
        match run.step(&mut lua, 20_000) {
            Ok(Progress::Pending(_)) => run.resume(&mut lua, Ok(())).expect("it waits"),
            Ok(_) => {}
            Err(error) => return assert!(matches!(error, Error::Timeout), "{error}"),
        }
    }
    panic!("the deadline has no effect");
}

#[test]
fn a_limit_inside_a_nested_call_ends_the_whole_run() {
    let mut lua =
        Lua::new(Options { instruction_limit: Some(200_000), ..Options::all() }).expect("a state");
    let swallow = lua.create_function(|lua, function: Function| {
        let _ = function.call::<()>(lua, ());
        Ok(())
    });
    let swallow = swallow.expect("a function");
    lua.globals().set(&mut lua, "swallow", swallow).expect("set");
    let result = lua.load("swallow(function() while true do end end) reached = true").exec();
    assert!(matches!(result, Err(Error::Instructions)), "{result:?}");
    assert!(!eval::<bool>(&mut lua, "reached"));
}

#[test]
fn the_memory_limit_is_an_error_and_the_state_goes_on() {
    let mut lua =
        Lua::new(Options { memory_limit: Some(4 << 20), ..Options::all() }).expect("a state");
    for source in [
        "local t = {} while true do t[#t + 1] = {} end",
        "local s = 'x' while true do s = s .. s end",
        "local t = {} for i = 1, 1e9 do t[i] = function() return i end end",
        "local t = {} while true do t[#t + 1] = coroutine.create(print) end",
    ] {
        assert!(matches!(lua.load(source).exec(), Err(Error::Memory)), "{source}");
        assert_eq!(eval::<i64>(&mut lua, "1"), 1, "{source}");
    }
    for index in 0..100_000 {
        let table = lua
            .create_table_with(20, 0)
            .expect("garbage is collected between operations of the host");
        table.push(&mut lua, index).expect("pushed");
    }
}

#[test]
fn garbage_is_collected_before_memory_is_refused() {
    const GARBAGE: &str = "collectgarbage(...)
        local sum = 0
        for i = 1, 40000 do sum = sum + #{ i, i } + #(('x'):rep(200) .. i) end
        return sum > 8000000";
    for &dialect in Dialect::ALL {
        // The garbage is several times what is allowed; it goes also where the collector has been stopped.
        for command in ["restart", "stop"] {
            let options = Options { dialect, memory_limit: Some(4 << 20), ..Options::all() };
            let mut lua = Lua::new(options).expect("a state");
            let result = lua.load(GARBAGE).call::<bool>(command);
            assert!(matches!(result, Ok(true)), "{dialect:?}, {command}: {result:?}");
        }
    }
}

#[test]
fn presets_leave_out_what_they_say() {
    let missing = |options: Options, name: &str| {
        let mut lua = Lua::new(options).expect("a state");
        lua.globals().get::<Value>(&mut lua, name).expect("globals are readable").is_nil()
    };
    for name in
        ["print", "io", "os", "debug", "require", "dofile", "table", "math", "coroutine", "utf8"]
    {
        assert!(missing(Options::default(), name), "bare: {name}");
        assert!(!missing(Options::all(), name), "all: {name}");
    }
    for (name, is_safe, is_sandboxed) in [
        ("io", false, false),
        ("os", false, false),
        ("debug", false, false),
        ("package", true, false),
        ("require", true, false),
        ("dofile", true, false),
        ("loadfile", true, false),
        ("load", true, true),
        ("table", true, true),
    ] {
        assert_eq!(!missing(Options::safe(), name), is_safe, "safe: {name}");
        assert_eq!(!missing(Options::sandbox(), name), is_sandboxed, "sandbox: {name}");
    }
}

#[test]
fn bytecode_is_loaded_only_where_it_is_allowed() {
    let program = Program::compile("local a = ... return a * 2", "=double", Dialect::Lua55)
        .expect("it compiles");
    for strip in [false, true] {
        let bytes = program.to_bytecode(strip);
        let mut lua = lua();
        assert_eq!(lua.load(&bytes).call::<i64>(21).ok(), Some(42));
        let again =
            Program::from_bytecode(&bytes, "=double", Dialect::Lua55).expect("it reads back");
        let function = lua.instantiate(&again).expect("a function");
        assert_eq!(function.call::<i64>(&mut lua, 4).ok(), Some(8));
        let mut sandbox = Lua::new(Options::sandbox()).expect("a state");
        assert!(matches!(sandbox.load(&bytes).compile(), Err(Error::Syntax { .. })));
    }
    let mut old = Lua::new(Options { dialect: Dialect::Lua51, ..Options::all() }).expect("a state");
    assert!(matches!(old.instantiate(&program), Err(Error::Syntax { .. })));
    assert!(program.listing().contains("Return"));
}
