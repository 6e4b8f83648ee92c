//! What is counted when objects own memory outside the heap, and that the counting ends with them.

use perilune::api::{Function, Lua, Options};

use super::{eval, lua};

/// What one of these objects says it holds elsewhere.
const EXTERNAL: usize = 100_000;

/// What is in use after everything that can be collected has been.
fn in_use(lua: &mut Lua) -> usize {
    lua.collect().expect("nothing is paused");
    lua.collect().expect("nothing is paused");
    lua.memory_used()
}

#[test]
fn what_userdata_hold_elsewhere_is_released_with_them() {
    let mut lua =
        Lua::new(Options { memory_limit: Some(4 << 20), ..Options::all() }).expect("a state");
    let base = in_use(&mut lua);
    for index in 0..10_000_u32 {
        lua.create_userdata_with(index, EXTERNAL, 1).expect("dead ones make room");
    }
    assert_eq!(in_use(&mut lua), base);
    let kept = lua.create_userdata_with(1_u32, EXTERNAL, 0).expect("there is room");
    assert!(in_use(&mut lua) >= base + EXTERNAL);
    assert_eq!(kept.take::<u32>(&mut lua).ok(), Some(1));
    assert!(in_use(&mut lua) < base + EXTERNAL, "its data is the host's again");
    drop(kept);
    assert_eq!(in_use(&mut lua), base);
}

#[test]
fn what_functions_hold_elsewhere_is_released_with_them() {
    let mut lua =
        Lua::new(Options { memory_limit: Some(4 << 20), ..Options::all() }).expect("a state");
    let body =
        "local t = {} for i = 1, 10 do t[i] = function() return i .. 'text' end end ".repeat(10);
    let compile = |lua: &mut Lua| {
        lua.load(&body).compile().map(drop).expect("dead functions make room");
    };
    compile(&mut lua);
    let base = in_use(&mut lua);
    for _ in 0..10_000 {
        compile(&mut lua);
    }
    assert_eq!(in_use(&mut lua), base);
    let source = "local text, count = ... for i = 1, count do load(text)() end";
    lua.load(source).call::<()>((body.as_str(), 1)).expect("there is room");
    let base = in_use(&mut lua);
    lua.load(source).call::<()>((body.as_str(), 2_000)).expect("dead functions make room");
    assert_eq!(in_use(&mut lua), base);
}

#[test]
fn a_running_function_stays_counted() {
    let mut lua = lua();
    eval::<Function>(&mut lua, "return function() return {} end");
    let base = in_use(&mut lua);
    let large = format!("return function() return {{{}}} end", "1.5, ".repeat(10_000));
    let function = eval::<Function>(&mut lua, &large);
    let more = in_use(&mut lua) - base;
    assert!(more > 100_000, "{more}");
    drop(function);
    assert_eq!(in_use(&mut lua), base);
}
