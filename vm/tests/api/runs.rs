//! Calls, coroutines and runs in slices.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use perilune::api::{
    Coroutine, Error, Function, Lua, MultiValue, Options, Progress, Request, Run, Status, Table,
    Value,
};

use super::{eval, lua};

#[test]
fn functions_of_the_host_call_back_into_lua() {
    let mut lua = lua();
    let map = lua
        .create_function(|lua, (list, function): (Table, Function)| {
            let result = lua.create_table()?;
            let mut entries = list.entries();
            while let Some((key, value)) = entries.next(lua)? {
                let value = function.call::<Value>(lua, value)?;
                result.set(lua, key, value)?;
            }
            Ok(result)
        })
        .expect("a function");
    lua.globals().set(&mut lua, "map", map).expect("set");
    assert_eq!(
        eval::<Vec<i64>>(&mut lua, "map({1, 2, 3}, function(n) return n * n end)"),
        [1, 4, 9]
    );
    let error =
        lua.load("map({1}, function(n) error('inside', 0) end)").exec().expect_err("it fails");
    assert_eq!(error.to_string(), "inside");
    let nested = "local function nest(n) return n == 0 and 0 or 1 + map({n - 1}, nest)[1] end return nest(50)";
    assert_eq!(eval::<i64>(&mut lua, nested), 50);
    let deep = "local function nest(n) return map({n}, nest) end return nest(1)";
    assert!(lua.load(deep).exec().is_err());
    assert_eq!(eval::<i64>(&mut lua, "1"), 1);
}

#[test]
fn coroutines_are_driven_from_outside() {
    let mut lua = lua();
    let body = eval::<Function>(
        &mut lua,
        "function(a) local b = coroutine.yield(a + 1) error('end ' .. b, 0) end",
    );
    let coroutine = lua.create_coroutine(&body).expect("a coroutine");
    assert_eq!(coroutine.status(&mut lua).ok(), Some(Status::Suspended));
    assert_eq!(coroutine.resume::<i64>(&mut lua, 1).ok(), Some(2));
    let error = coroutine.resume::<()>(&mut lua, "here").expect_err("it fails");
    assert_eq!(error.to_string(), "end here");
    assert_eq!(coroutine.status(&mut lua).ok(), Some(Status::Dead));
    let error = coroutine.resume::<()>(&mut lua, ()).expect_err("it is dead");
    assert_eq!(error.to_string(), "cannot resume dead coroutine");
    let open = "coroutine.create(function() local x <close> = setmetatable({}, {__close = function() closed = true end})
        coroutine.yield() end)";
    let coroutine = eval::<Coroutine>(&mut lua, open);
    coroutine.resume::<()>(&mut lua, ()).expect("it yields");
    coroutine.close(&mut lua).expect("it closes");
    assert!(eval::<bool>(&mut lua, "closed"));
}

/// Runs in steps of a budget and does something in every pause: the results, the number of pauses, the run that has ended.
fn to_its_end(
    mut run: Run,
    lua: &mut Lua,
    budget: u64,
    mut in_pause: impl FnMut(&mut Lua, i64),
) -> (Vec<Value>, i64, Run) {
    let mut pauses = 0;
    loop {
        match run.step(lua, budget).expect("it goes on") {
            Progress::OutOfBudget => pauses += 1,
            Progress::Done(values) => return (values.into_iter().collect(), pauses, run),
            other => panic!("{other:?}"),
        }
        in_pause(lua, pauses);
    }
}

#[test]
fn a_run_goes_on_in_slices() {
    let mut lua = lua();
    let function = eval::<Function>(
        &mut lua,
        "function(n) local s = 0 for i = 1, n do s = s + i end return s end",
    );
    let run = function.start(&mut lua, 1_000_000).expect("it starts");
    let (values, pauses, mut run) = to_its_end(run, &mut lua, 20_000, |lua, pauses| {
        assert!(matches!(function.call::<i64>(lua, 1), Err(Error::Busy)));
        assert!(lua.is_busy());
        lua.globals().raw_set(lua, "seen", pauses).expect("tables are open while a run is paused");
    });
    assert!(pauses > 10, "{pauses}");
    assert!(matches!(values[0], Value::Integer(500_000_500_000)));
    assert!(matches!(run.step(&mut lua, 1), Err(Error::Misuse(_))));
    assert_eq!(function.call::<i64>(&mut lua, 3).ok(), Some(6));
}

#[test]
fn a_dropped_run_is_abandoned() {
    let mut lua = lua();
    let function = eval::<Function>(
        &mut lua,
        "function(...) while true do pcall(function() counter = (counter or 0) + 1 end) end end",
    );
    for abandons in [false, true] {
        let mut run = function.start(&mut lua, (1, 2, 3)).expect("it starts");
        assert!(matches!(run.step(&mut lua, 50_000), Ok(Progress::OutOfBudget)));
        if abandons {
            run.abandon(&mut lua);
        } else {
            drop(run);
        }
        assert!(!lua.is_busy());
        assert_eq!(eval::<i64>(&mut lua, "1"), 1);
    }
    let run = function.start(&mut lua, ()).expect("it starts");
    drop(lua);
    drop(run);
}

#[test]
fn a_run_waits_for_the_host_anywhere() {
    let mut lua = lua();
    let fetch =
        lua.create_waiting_function(|_, key: String| Ok(Request::new(key))).expect("a function");
    lua.globals().set(&mut lua, "fetch", fetch).expect("set");
    let source = "function()
        local ok, error = pcall(fetch, 'bad')
        local from_coroutine = coroutine.wrap(function() return fetch('in coroutine') end)()
        local object = setmetatable({}, {__index = function(_, key) return fetch(key) end})
        local sorted = {2, 1}
        table.sort(sorted, function(a, b) return fetch('sort') and a < b end)
        return tostring(error), from_coroutine, object.field, sorted[1]
    end";
    let function = eval::<Function>(&mut lua, source);
    assert!(function.call::<()>(&mut lua, ()).is_err(), "outside a run nobody can wait");
    let mut run = function.start(&mut lua, ()).expect("it starts");
    let values = loop {
        match run.step(&mut lua, 1_000_000).expect("it goes on") {
            Progress::Pending(request) => {
                let key: String = request.downcast().expect("the request is a key");
                assert!(matches!(run.step(&mut lua, 1), Err(Error::Misuse(_))), "an answer is due");
                lua.collect().expect_err("nothing runs while a run is paused");
                let answer = if key == "bad" {
                    Err(Error::message("refused"))
                } else {
                    Ok(format!("<{key}>"))
                };
                run.resume(&mut lua, answer).expect("it waits for an answer");
            }
            Progress::Done(values) => break values,
            other => panic!("{other:?}"),
        }
    };
    let texts: Vec<String> =
        values.iter().map(|value| lua.text_of(value).expect("text").to_string()).collect();
    assert_eq!(texts, ["refused", "<in coroutine>", "<field>", "1"]);
}

#[test]
fn time_spent_waiting_does_not_count() {
    let mut lua =
        Lua::new(Options { time_limit: Some(Duration::from_millis(200)), ..Options::all() })
            .expect("a state");
    let wait = lua.create_waiting_function(|_, ()| Ok(Request::new(()))).expect("a function");
    let mut run = wait.start(&mut lua, ()).expect("it starts");
    assert!(matches!(run.step(&mut lua, 1), Ok(Progress::Pending(_))));
    std::thread::sleep(Duration::from_millis(300));
    run.resume(&mut lua, Ok("late")).expect("it waits");
    assert!(matches!(run.step(&mut lua, 1), Ok(Progress::Done(values)) if values.len() == 1));
    let endless = eval::<Function>(&mut lua, "function() while true do end end");
    let mut run = endless.start(&mut lua, ()).expect("it starts");
    let end = loop {
        match run.step(&mut lua, 1_000_000) {
            Ok(Progress::OutOfBudget) => {}
            end => break end,
        }
    };
    assert!(matches!(end, Err(Error::Timeout)), "{end:?}");
}

#[test]
fn a_coroutine_runs_in_slices_too() {
    let mut lua = lua();
    let source =
        "coroutine.create(function() for i = 1, 3 do coroutine.yield(i) end return 'end' end)";
    let coroutine = eval::<Coroutine>(&mut lua, source);
    let mut seen = Vec::new();
    loop {
        let mut run = coroutine.start(&mut lua, ()).expect("it starts");
        match run.step(&mut lua, 1_000_000).expect("it goes on") {
            Progress::Yielded(values) => {
                seen.push(lua.text_of(&values[0]).expect("text").to_string())
            }
            Progress::Done(values) => {
                seen.push(lua.text_of(&values[0]).expect("text").to_string());
                break;
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(seen, ["1", "2", "3", "end"]);
}

#[test]
fn a_state_changes_threads_with_everything_in_it() {
    let mut lua = lua();
    let counter = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&counter);
    let function = lua
        .create_function(move |_, ()| Ok(count.fetch_add(1, Ordering::Relaxed)))
        .expect("a function");
    lua.globals().set(&mut lua, "count", &function).expect("set");
    let mut run = eval::<Function>(&mut lua, "function() for i = 1, 100000 do count() end end")
        .start(&mut lua, ())
        .expect("it starts");
    for _ in 0..1_000 {
        let moved = std::thread::spawn(move || {
            let progress = run.step(&mut lua, 20_000);
            (lua, run, progress)
        });
        let progress;
        (lua, run, progress) = moved.join().expect("no panic");
        if matches!(progress, Ok(Progress::Done(_))) {
            break;
        }
    }
    assert!(run.has_ended());
    assert_eq!(counter.load(Ordering::Relaxed), 100_000);
}

/// Functions, and with what they are called; `host` is a function of the host, which returns without running any Lua code.
const RETURNING_AT_ONCE: &[(&str, &str)] = &[
    ("host", "1"),
    ("pcall", "host, 1"),
    ("xpcall", "host, print"),
    ("table.sort", "{3, 1, 2}, host"),
    ("string.gsub", "'abc', '.', host"),
    ("tostring", "setmetatable({}, {__tostring = host})"),
    ("coroutine.wrap(host)", "1"),
    ("coroutine.resume", "coroutine.create(host)"),
    ("require", "'module'"),
    ("collectgarbage", "setmetatable({}, {__gc = host}) and 'collect'"),
    ("function(t) return t.x, t + 1 end", "setmetatable({}, {__index = host, __add = host})"),
];

#[test]
fn a_run_can_be_dropped_where_a_function_of_the_host_has_just_returned() {
    let mut lua = lua();
    let host = lua.create_function(|_, ()| Ok(("one", 2.5, true))).expect("a function");
    lua.globals().set(&mut lua, "host", host).expect("set");
    lua.load("package.preload.module = host").exec().expect("it runs");
    for (function, arguments) in RETURNING_AT_ONCE {
        for steps in 0..6 {
            let function = eval::<Function>(&mut lua, function);
            let arguments = lua.load(format!("return {arguments}")).eval::<MultiValue>();
            let mut run = function.start(&mut lua, arguments.expect("values")).expect("a run");
            for _ in 0..steps {
                if !run.has_ended() {
                    let _ = run.step(&mut lua, 1);
                }
            }
            run.abandon(&mut lua);
            let deep = "local function f(n) return n == 0 and 0 or 1 + select(2, pcall(f, n - 1)) end return f(150)";
            assert_eq!(eval::<i64>(&mut lua, deep), 150);
        }
    }
}

#[test]
fn a_limit_that_is_met_at_the_end_of_a_run_stops_the_next_instruction_only() {
    let mut lua = lua();
    eval::<Value>(&mut lua, "kept = {} for i = 1, 1e5 do kept[i] = {} end");
    for source in [
        "collectgarbage()",
        "return collectgarbage()",
        "return pcall(collectgarbage)",
        "return coroutine.wrap(collectgarbage)()",
        "setmetatable({}, {__index = function() return collectgarbage() end}).x = nil",
        "return xpcall(error, function() return collectgarbage() end)",
    ] {
        lua.set_limits(Some(10_000), None);
        let _ = lua.load(source).exec();
        lua.set_limits(None, None);
        assert_eq!(eval::<i64>(&mut lua, "#kept"), 100_000, "{source}");
    }
}

#[test]
fn a_run_is_left_between_the_calls_of_a_library_function() {
    let mut lua = lua();
    let numbers = "local t = {} for i = 1, 5000 do t[i] = i * 7919 % 5003 end ";
    for (body, expected) in [
        ("table.sort(t, function(a, b) return a < b end) return t[1]", 1),
        ("return select(2, ('x'):rep(5000):gsub('x', function() end))", 5000),
        (
            "local n = 0 load(function() n = n + 1 if n < 5000 then return ' ' end end) return n",
            5000,
        ),
    ] {
        let function = eval::<Function>(&mut lua, &format!("function() {numbers} {body} end"));
        let run = function.start(&mut lua, ()).expect("it starts");
        let (values, pauses, _) = to_its_end(run, &mut lua, 2_000, |_, _| {});
        // Filling the table takes five steps, 5,000 calls at least ten more if the run is left between them.
        assert!(pauses >= 12, "{body}: {pauses}");
        assert!(matches!(values[0], Value::Integer(found) if found == expected), "{values:?}");
    }
}

#[test]
fn a_run_is_left_and_dropped_where_native_functions_call_each_other_for_ever() {
    let mut lua = lua();
    let function = eval::<Function>(&mut lua, "function() return load(math.random) end");
    for abandons in [true, false] {
        let mut run = function.start(&mut lua, ()).expect("it starts");
        for _ in 0..20 {
            assert!(matches!(run.step(&mut lua, 1_000), Ok(Progress::OutOfBudget)));
        }
        if abandons {
            run.abandon(&mut lua);
        } else {
            drop(run);
        }
        assert_eq!(eval::<i64>(&mut lua, "select('#', pcall(string.rep, 'x', 3))"), 2);
    }
}
