//! The Rust face as an embedder uses it: values, functions, errors, limits, runs in slices.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use perilune::api::{
    Coroutine, Dialect, Error, Function, Lua, LuaString, MultiValue, Options, Program, Progress, Request, Status,
    Streams, Table, Userdata, Value, Variadic,
};

fn lua() -> Lua {
    Lua::new(Options { seed: Some(1), ..Options::all() }).expect("a state without limits can be made")
}

fn eval<T: perilune::api::FromLuaMulti>(lua: &mut Lua, source: &str) -> T {
    lua.load(source).eval().expect("the chunk runs")
}

#[test]
fn values_keep_their_type_and_content() {
    let mut lua = lua();
    let identity = eval::<Function>(&mut lua, "function(...) return ... end");
    let back = |lua: &mut Lua, value: Value| identity.call::<Value>(lua, value).expect("it returns");
    assert!(matches!(back(&mut lua, Value::Nil), Value::Nil));
    assert!(matches!(back(&mut lua, Value::Boolean(true)), Value::Boolean(true)));
    assert!(matches!(back(&mut lua, Value::Integer(i64::MIN)), Value::Integer(i64::MIN)));
    assert!(matches!(back(&mut lua, Value::Number(0.5)), Value::Number(number) if number == 0.5));
    assert!(matches!(back(&mut lua, Value::LightUserdata(7)), Value::LightUserdata(7)));
    let bytes: Vec<u8> = (0..=255).collect();
    let string = back(&mut lua, Value::String(bytes.clone().into()));
    assert!(matches!(string, Value::String(string) if *string == *bytes));
}

#[test]
fn numbers_convert_where_nothing_is_lost() {
    let mut lua = lua();
    assert_eq!(eval::<i32>(&mut lua, "'0x10'"), 16);
    assert_eq!(eval::<u8>(&mut lua, "255.0"), 255);
    assert_eq!(eval::<String>(&mut lua, "1.5"), "1.5");
    assert!(matches!(lua.load("256").eval::<u8>(), Err(Error::BadValue { .. })));
    assert!(matches!(lua.load("1.5").eval::<i64>(), Err(Error::BadValue { .. })));
    assert!(matches!(lua.load("{}").eval::<f64>(), Err(Error::BadValue { .. })));
}

#[test]
fn a_dialect_without_integers_gets_floats() {
    let options = Options { dialect: Dialect::Lua51, ..Options::all() };
    let mut lua = Lua::new(options).expect("a state of the old dialect");
    let identity = eval::<Function>(&mut lua, "function(x) return x end");
    assert!(matches!(identity.call::<Value>(&mut lua, 3), Ok(Value::Number(number)) if number == 3.0));
    assert_eq!(eval::<String>(&mut lua, "_VERSION"), "Lua 5.1");
    assert_eq!(lua.info().dialect, Dialect::Lua51);
}

#[test]
fn several_values_are_tuples() {
    let mut lua = lua();
    let (first, rest) = eval::<(i64, Variadic<i64>)>(&mut lua, "1, 2, 3");
    assert_eq!((first, rest.0), (1, vec![2, 3]));
    assert_eq!(eval::<(i64, Option<i64>)>(&mut lua, "1"), (1, None));
    let count = eval::<Function>(&mut lua, "function(...) return select('#', ...) end");
    assert_eq!(count.call::<usize>(&mut lua, (1, Variadic(vec![2, 3, 4]))).ok(), Some(4));
    assert_eq!(count.call::<usize>(&mut lua, ()).ok(), Some(0));
}

#[test]
fn collections_are_copied() {
    let mut lua = lua();
    assert_eq!(eval::<Vec<String>>(&mut lua, "{'a', 'b'}"), ["a", "b"]);
    let map = std::collections::BTreeMap::from([("one".to_owned(), 1), ("two".to_owned(), 2)]);
    lua.globals().set(&mut lua, "map", map.clone()).expect("set");
    assert_eq!(eval::<std::collections::BTreeMap<String, i64>>(&mut lua, "map"), map);
    assert_eq!(eval::<i64>(&mut lua, "map.one + map.two"), 3);
}

#[test]
fn handles_keep_values_alive_and_let_them_go() {
    let mut lua = lua();
    let kept = eval::<Table>(&mut lua, "setmetatable({}, {__gc = function() collected = true end})");
    lua.collect().expect("collected");
    assert!(!eval::<bool>(&mut lua, "collected"));
    let handles = lua.info().kept_values;
    drop(kept.clone());
    assert_eq!(lua.info().kept_values, handles);
    drop(kept);
    assert_eq!(lua.info().kept_values, handles - 1);
    lua.collect().expect("collected");
    assert!(eval::<bool>(&mut lua, "collected"));
}

#[test]
fn handles_may_outlive_their_state_and_refuse_another() {
    let mut first = lua();
    let mut second = lua();
    let table = first.create_table().expect("a table");
    assert!(matches!(table.get::<Value>(&mut second, 1), Err(Error::ForeignHandle)));
    assert!(matches!(second.globals().set(&mut second, "x", &table), Err(Error::ForeignHandle)));
    drop(first);
    drop(table);
}

#[test]
fn an_error_has_message_traceback_and_value() {
    let mut lua = lua();
    let result = lua.load("local function inner() error('broken') end\ninner()").name("=chunk").exec();
    let Err(Error::Runtime(error)) = result else { panic!("{result:?}") };
    assert_eq!(error.message, "chunk:1: broken");
    let traceback = error.traceback.expect("a traceback");
    assert!(traceback.contains("in upvalue 'inner'") || traceback.contains("in local 'inner'"), "{traceback}");
    let result = lua.load("error({code = 7})").exec();
    let Err(Error::Runtime(error)) = result else { panic!("{result:?}") };
    let Value::Table(value) = error.value else { panic!("the value is a table") };
    assert_eq!(value.get::<i64>(&mut lua, "code").ok(), Some(7));
    let result = lua.load("error(setmetatable({}, {__tostring = function() return 'text' end}))").exec();
    assert_eq!(result.map_err(|error| error.to_string()), Err("text".to_owned()));
}

#[test]
fn syntax_errors_say_whether_more_text_would_help() {
    let mut lua = lua();
    for (source, expected) in [("for", true), ("x = = 1", false)] {
        let result = lua.load(source).name("=text").compile();
        let Err(Error::Syntax { message, is_incomplete }) = result else { panic!("{source} compiles") };
        assert!(message.starts_with("text:1:"), "{message}");
        assert_eq!(is_incomplete, expected, "{message}");
    }
}

#[derive(Debug, thiserror::Error)]
#[error("disk {0} is full")]
struct DiskFull(u32);

#[test]
fn errors_of_the_host_go_through_lua_as_themselves() {
    let mut lua = lua();
    let fail = lua.create_function(|_, disk: u32| Err::<(), _>(Error::host(DiskFull(disk)))).expect("a function");
    lua.globals().set(&mut lua, "fail", fail).expect("set");
    let error = lua.load("fail(3)").exec().expect_err("it fails");
    assert_eq!(error.downcast_host::<DiskFull>().map(|error| error.0), Some(3));
    let (ok, text) = eval::<(bool, String)>(&mut lua, "(function() local ok, e = pcall(fail, 4) return ok, tostring(e) end)()");
    assert_eq!((ok, text.as_str()), (false, "disk 4 is full"));
    let error = lua.load("local ok, e = pcall(fail, 5) error(e)").exec().expect_err("it fails");
    assert_eq!(error.downcast_host::<DiskFull>().map(|error| error.0), Some(5));
}

#[test]
fn a_bad_argument_is_blamed_in_the_words_of_lua() {
    let mut lua = lua();
    let add = lua.create_function(|_, (left, right): (i64, i64)| Ok(left + right)).expect("a function");
    lua.globals().set(&mut lua, "add", add).expect("set");
    let error = lua.load("add(1, {})").name("=c").exec().expect_err("it fails");
    assert_eq!(error.to_string(), "c:1: bad argument #2 to 'add' (number expected, got table)");
    let error = lua.load("add(nil)").name("=c").exec().expect_err("it fails");
    assert_eq!(error.to_string(), "c:1: bad argument #1 to 'add' (number expected, got nil)");
}

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
    assert_eq!(eval::<Vec<i64>>(&mut lua, "map({1, 2, 3}, function(n) return n * n end)"), [1, 4, 9]);
    let error = lua.load("map({1}, function(n) error('inside', 0) end)").exec().expect_err("it fails");
    assert_eq!(error.to_string(), "inside");
    let nested = "local function nest(n) return n == 0 and 0 or 1 + map({n - 1}, nest)[1] end return nest(50)";
    assert_eq!(eval::<i64>(&mut lua, nested), 50);
    let deep = "local function nest(n) return map({n}, nest) end return nest(1)";
    assert!(lua.load(deep).exec().is_err());
    assert_eq!(eval::<i64>(&mut lua, "1"), 1);
}

#[test]
fn a_panic_in_a_function_of_the_host_is_an_error() {
    let mut lua = lua();
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let explode = lua.create_function(|_, ()| -> Result<(), Error> { panic!("on purpose") }).expect("a function");
    let result = explode.call::<()>(&mut lua, ());
    std::panic::set_hook(hook);
    assert!(matches!(result, Err(Error::Misuse(_))), "{result:?}");
    assert_eq!(eval::<i64>(&mut lua, "1"), 1);
}

#[test]
fn limits_end_a_run_that_nothing_can_catch() {
    let mut lua = Lua::new(Options { instruction_limit: Some(200_000), ..Options::all() }).expect("a state");
    let endless = [
        "while true do end",
        "pcall(function() while true do end end) while true do end",
        "coroutine.wrap(function() while true do end end)()",
        "table.sort({3, 2, 1}, function() while true do end end)",
        "while true do xpcall(error, function() while true do end end) end",
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
fn a_limit_inside_a_nested_call_ends_the_whole_run() {
    let mut lua = Lua::new(Options { instruction_limit: Some(200_000), ..Options::all() }).expect("a state");
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
    let mut lua = Lua::new(Options { memory_limit: Some(4 << 20), ..Options::all() }).expect("a state");
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
        let table = lua.create_table_with(20, 0).expect("garbage is collected between operations of the host");
        table.push(&mut lua, index).expect("pushed");
    }
}

#[test]
fn coroutines_are_driven_from_outside() {
    let mut lua = lua();
    let body = eval::<Function>(&mut lua, "function(a) local b = coroutine.yield(a + 1) error('end ' .. b, 0) end");
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

#[test]
fn a_run_goes_on_in_slices() {
    let mut lua = lua();
    let function = eval::<Function>(&mut lua, "function(n) local s = 0 for i = 1, n do s = s + i end return s end");
    let mut run = function.start(&mut lua, 1_000_000).expect("it starts");
    let mut pauses = 0;
    let values = loop {
        match run.step(&mut lua, 20_000).expect("it goes on") {
            Progress::OutOfBudget => pauses += 1,
            Progress::Done(values) => break values,
            other => panic!("{other:?}"),
        }
        assert!(matches!(function.call::<i64>(&mut lua, 1), Err(Error::Busy)));
        assert!(lua.is_busy());
        lua.globals().raw_set(&mut lua, "seen", pauses).expect("tables are open while a run is paused");
    };
    assert!(pauses > 10, "{pauses}");
    assert!(matches!(values[0], Value::Integer(500_000_500_000)));
    assert!(matches!(run.step(&mut lua, 1), Err(Error::Misuse(_))));
    assert_eq!(function.call::<i64>(&mut lua, 3).ok(), Some(6));
}

#[test]
fn a_dropped_run_is_abandoned() {
    let mut lua = lua();
    let function = eval::<Function>(&mut lua, "function(...) while true do pcall(function() counter = (counter or 0) + 1 end) end end");
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
    let fetch = lua.create_waiting_function(|_, key: String| Ok(Request::new(key))).expect("a function");
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
                let answer = if key == "bad" { Err(Error::message("refused")) } else { Ok(format!("<{key}>")) };
                run.resume(&mut lua, answer).expect("it waits for an answer");
            }
            Progress::Done(values) => break values,
            other => panic!("{other:?}"),
        }
    };
    let texts: Vec<String> = values.iter().map(|value| lua.text_of(value).expect("text").to_string()).collect();
    assert_eq!(texts, ["refused", "<in coroutine>", "<field>", "1"]);
}

#[test]
fn time_spent_waiting_does_not_count() {
    let mut lua = Lua::new(Options { time_limit: Some(Duration::from_millis(200)), ..Options::all() }).expect("a state");
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
    let source = "coroutine.create(function() for i = 1, 3 do coroutine.yield(i) end return 'end' end)";
    let coroutine = eval::<Coroutine>(&mut lua, source);
    let mut seen = Vec::new();
    loop {
        let mut run = coroutine.start(&mut lua, ()).expect("it starts");
        match run.step(&mut lua, 1_000_000).expect("it goes on") {
            Progress::Yielded(values) => seen.push(lua.text_of(&values[0]).expect("text").to_string()),
            Progress::Done(values) => {
                seen.push(lua.text_of(&values[0]).expect("text").to_string());
                break;
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(seen, ["1", "2", "3", "end"]);
}

struct Counter(i64, Arc<AtomicUsize>);

impl Drop for Counter {
    fn drop(&mut self) {
        self.1.fetch_add(1, Ordering::Relaxed);
    }
}

#[test]
fn classes_give_lua_access_to_data_of_the_host() {
    let mut lua = lua();
    let drops = Arc::new(AtomicUsize::new(0));
    lua.define_class::<Counter>("Counter", |class| {
        class.method("add", |_, counter, amount: i64| {
            counter.0 += amount;
            Ok(counter.0)
        })?;
        class.method("twice", |lua, counter, function: Function| {
            function.call::<()>(lua, ())?;
            counter.0 *= 2;
            Ok(counter.0)
        })?;
        class.field("kind", "counter")
    })
    .expect("a class");
    let counter = lua.create_userdata(Counter(1, Arc::clone(&drops))).expect("a userdata");
    lua.globals().set(&mut lua, "counter", &counter).expect("set");
    assert_eq!(eval::<(i64, String)>(&mut lua, "counter:add(4), counter.kind"), (5, "counter".to_owned()));
    let error = lua.load("counter:twice(function() counter:add(1) end)").exec().expect_err("it is in use");
    assert!(matches!(error, Error::Borrowed), "{error}");
    let error = lua.load("counter.add(1, 2)").name("=c").exec().expect_err("not a counter");
    assert_eq!(error.to_string(), "c:1: bad argument #1 to 'add' (Counter expected, got number)");
    assert_eq!(counter.with(&mut lua, |counter: &Counter| counter.0).ok(), Some(5));
    assert!(counter.with(&mut lua, |_: &String| ()).is_err());
    let taken = counter.take::<Counter>(&mut lua).expect("the data");
    drop(taken);
    assert_eq!(drops.load(Ordering::Relaxed), 1);
    let error = lua.load("counter:add(1)").exec().expect_err("there is no data any more");
    assert!(matches!(error, Error::Runtime(_)));
    let kept: Userdata = lua.create_userdata(Counter(0, Arc::clone(&drops))).expect("a userdata");
    drop(kept);
    drop(lua);
    assert_eq!(drops.load(Ordering::Relaxed), 2, "data is dropped with the state");
}

#[test]
fn presets_leave_out_what_they_say() {
    let missing = |options: Options, name: &str| {
        let mut lua = Lua::new(options).expect("a state");
        lua.globals().get::<Value>(&mut lua, name).expect("globals are readable").is_nil()
    };
    for name in ["print", "io", "os", "debug", "require", "dofile", "table", "math", "coroutine", "utf8"] {
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
    let program = Program::compile("local a = ... return a * 2", "=double", Dialect::Lua55).expect("it compiles");
    for strip in [false, true] {
        let bytes = program.to_bytecode(strip);
        let mut lua = lua();
        assert_eq!(lua.load(&bytes).call::<i64>(21).ok(), Some(42));
        let again = Program::from_bytecode(&bytes, "=double", Dialect::Lua55).expect("it reads back");
        let function = lua.instantiate(&again).expect("a function");
        assert_eq!(function.call::<i64>(&mut lua, 4).ok(), Some(8));
        let mut sandbox = Lua::new(Options::sandbox()).expect("a state");
        assert!(matches!(sandbox.load(&bytes).compile(), Err(Error::Syntax { .. })));
    }
    let mut old = Lua::new(Options { dialect: Dialect::Lua51, ..Options::all() }).expect("a state");
    assert!(matches!(old.instantiate(&program), Err(Error::Syntax { .. })));
    assert!(program.listing().contains("Return"));
}

#[test]
fn streams_and_warnings_can_be_the_hosts() {
    #[derive(Clone, Default)]
    struct Sink(Arc<Mutex<Vec<u8>>>);
    impl std::io::Write for Sink {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().expect("not poisoned").extend_from_slice(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let sink = Sink::default();
    let streams = Streams {
        input: Some(Box::new(&b"first\nsecond"[..])),
        output: Some(Box::new(sink.clone())),
        error: None,
    };
    let mut lua = Lua::with_streams(Options::all(), streams).expect("a state");
    let warnings = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&warnings);
    lua.on_warning(move |text| seen.lock().expect("not poisoned").push(String::from_utf8_lossy(text).into_owned()));
    lua.set_warnings(true);
    lua.load("print(io.read()) io.write('written') warn('careful')").exec().expect("it runs");
    assert_eq!(lua.read_line().ok().flatten(), Some(LuaString::from("second")));
    assert_eq!(lua.read_line().ok().flatten(), None);
    lua.flush();
    assert_eq!(*sink.0.lock().expect("not poisoned"), b"first\nwritten");
    assert_eq!(*warnings.lock().expect("not poisoned"), ["careful"]);
}

#[test]
fn the_program_may_end_itself() {
    let mut lua = lua();
    let source = "local x <close> = setmetatable({}, {__close = function() closed = true end}) pcall(os.exit, 3, true)";
    assert!(matches!(lua.load(source).exec(), Err(Error::Exit { status: 3, close: true })));
    assert!(eval::<bool>(&mut lua, "closed"), "closing a state closes variables");
}

#[test]
fn a_state_changes_threads_with_everything_in_it() {
    let mut lua = lua();
    let counter = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&counter);
    let function = lua.create_function(move |_, ()| Ok(count.fetch_add(1, Ordering::Relaxed))).expect("a function");
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

#[test]
fn everything_holds_when_garbage_is_collected_at_every_opportunity() {
    let mut lua = Lua::new(Options { collect_always: true, ..Options::all() }).expect("a state");
    let list = vec!["one".to_owned(), "two".to_owned(), "three".to_owned()];
    let join = lua
        .create_function(|lua, (list, separator): (Vec<String>, String)| {
            let parts = lua.create_table()?;
            for item in &list {
                parts.push(lua, item.as_str())?;
            }
            let concat = lua.globals().get::<Table>(lua, "table")?.get::<Function>(lua, "concat")?;
            concat.call::<String>(lua, (parts, separator))
        })
        .expect("a function");
    lua.globals().set(&mut lua, "join", join).expect("set");
    lua.globals().set(&mut lua, "list", list).expect("set");
    assert_eq!(eval::<String>(&mut lua, "join(list, '-' .. '-')"), "one--two--three");
    let results = eval::<MultiValue>(&mut lua, "{}, 'a' .. 'b', function() end, coroutine.create(print)");
    assert_eq!(results.iter().map(Value::type_name).collect::<Vec<_>>(), ["table", "string", "function", "thread"]);
    assert_eq!(lua.text_of(&results[1]).expect("text"), "ab");
}
