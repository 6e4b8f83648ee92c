//! A function may wait for the host wherever Lua code may be called: the result is as if it had answered at once.

use perilune::api::{Error, Function, Lua, MultiValue, Options, Progress, Request, Value};

/// Each chunk calls `pass`, which answers its argument, from the inside of something.
const PLACES: &[(&str, &str)] = &[
    ("a call", "return pass(1), (pass(2))"),
    ("a tail call", "local function f(x) return pass(x) end return f(1)"),
    ("pcall", "return pcall(pass, 1)"),
    ("nested pcall", "return pcall(pcall, pcall, function() return pass('x') end)"),
    ("xpcall", "return xpcall(pass, print, 1)"),
    ("a message handler", "return xpcall(error, function(m) return pass(m) .. '!' end, 'm')"),
    ("an error after waiting", "return pcall(function() error(pass('e'), 0) end)"),
    ("__index", "local t = setmetatable({}, {__index = function(_, k) return pass(k) end}) return t.x, t[1], t['y' .. 'z']"),
    ("__index as itself", "local t = setmetatable({}, {__index = function(t, k) return pass(t) and k end}) return t.x, t.y"),
    ("a method of a string", "getmetatable('').__index = function(_, k) return function(s) return pass(k .. s) end end return ('a'):b()"),
    ("__newindex", "local log = {} local t = setmetatable({}, {__newindex = function(t, k, v) rawset(t, pass(k), pass(v)) end}) t.x = 1 t[1] = 2 return t.x, t[1]"),
    ("__call", "local t = setmetatable({}, {__call = function(_, ...) return pass(...), select('#', ...) end}) return t(1, 2), pcall(t, 3)"),
    ("arithmetic", "local m = {} local t = setmetatable({}, m) local out = {}
        for _, name in ipairs{'add', 'sub', 'mul', 'div', 'mod', 'pow', 'idiv', 'band', 'bor', 'bxor', 'shl', 'shr'} do
            m['__' .. name] = function(a, b) return pass(name) end
        end
        m.__unm = function() return pass('unm') end m.__bnot = function() return pass('bnot') end
        return t + 1, 1 - t, t * t, t / 2, 2 % t, t ^ 2, t // 1, t & 1, 1 | t, t ~ 1, t << 1, 1 >> t, -t, ~t"),
    ("__concat", "local t = setmetatable({}, {__concat = function(a, b) return pass('c') end}) return t .. 'a', 'a' .. 'b' .. t, 'x' .. t .. 'y' .. 'z', 1 .. t"),
    ("__len", "local t = setmetatable({}, {__len = function() return pass(3) end}) return #t, #t + 1"),
    ("__eq", "local m = {__eq = function() return pass(true) end} local a, b = setmetatable({}, m), setmetatable({}, m) if a == b then return a ~= b, 1 end"),
    ("__lt and __le", "local m = {__lt = function() return pass(false) end, __le = function() return pass(true) end} local a = setmetatable({}, m)
        local r = {} if a < a then r[1] = 1 end if a <= 1 then r[2] = 2 end if 1 > a then r[3] = 3 end while not (a >= a) do end return a < 1, a <= a, r[1], r[2], r[3]"),
    ("__close", "local log = {} do local a <close> = setmetatable({}, {__close = function(_, e) log[#log + 1] = pass('a') end})
        local b <close> = setmetatable({}, {__close = function(_, e) log[#log + 1] = pass('b') end}) end return log[1], log[2]"),
    ("__close at a return", "local function f() local a <close> = setmetatable({}, {__close = function() pass(0) end}) return pass(1), 2, 3 end return f()"),
    ("__close at a break", "for i = 1, 3 do local a <close> = setmetatable({}, {__close = function() pass(0) end}) if i == 2 then break end end return 'out'"),
    ("__close at an error", "local log = {} local ok, e = pcall(function()
        local a <close> = setmetatable({}, {__close = function(_, e) log[#log + 1] = pass(e) end})
        local b <close> = setmetatable({}, {__close = function(_, e) pass() error('second', 0) end}) error('first', 0) end) return ok, e, log[1]"),
    ("__close of a loop", "local log for k in pairs({}), {}, nil, setmetatable({}, {__close = function() log = pass('closed') end}) do end return log"),
    ("__gc", "local log setmetatable({}, {__gc = function() log = pass('gc') end}) collectgarbage() collectgarbage() return log"),
    ("an iterator", "local out = {} for a, b in function(s, c) if c < 3 then return pass(c + 1), c end end, nil, 0 do out[#out + 1] = a * 10 + b end return table.concat(out, ' ')"),
    ("__pairs", "local t = setmetatable({}, {__pairs = function(t) return pass(next), {5, 6}, nil end}) local s = 0 for k, v in pairs(t) do s = s + pass(v) end return s"),
    ("ipairs over __index", "local t = setmetatable({}, {__index = function(_, i) if i < 4 then return pass(i) end end}) local s = 0 for i, v in ipairs(t) do s = s + v end return s"),
    ("utf8.codes", "local s = 0 for p, c in utf8.codes('aé') do s = s + pass(c) end return s"),
    ("table.sort", "local t = {5, 3, 1, 4, 2, 9, 8, 7, 6, 0} table.sort(t, function(a, b) return pass(a) > pass(b) end) return table.concat(t)"),
    ("table.sort by __lt", "local m = {__lt = function(a, b) return pass(a.n) < b.n end} local t = {} for i = 1, 9 do t[i] = setmetatable({n = i * 7 % 10}, m) end
        table.sort(t) local s = '' for _, v in ipairs(t) do s = s .. v.n end return s"),
    ("table functions", "local store = {1, 2, 3} local m = {__index = function(_, k) return pass(store[k]) end, __newindex = function(_, k, v) store[k] = pass(v) end, __len = function() return pass(#store) end}
        local t = setmetatable({}, m) table.insert(t, 4) table.insert(t, 1, 0) local last, first = table.remove(t), table.remove(t, 1)
        local moved = table.move(t, 1, 3, 2, setmetatable({}, {__newindex = function(t, k, v) rawset(t, k, pass(v)) end}))
        return last, first, table.concat(t, ','), moved[3], #t, table.unpack(t)"),
    ("string.gsub", "return string.gsub('hello world', '%w+', function(w) return pass(w):upper() end)"),
    ("string.gsub with a table", "return string.gsub('abc', '.', setmetatable({}, {__index = function(_, k) return pass(k .. k) end}))"),
    ("load", "local parts = {'return ', '1', ' + 1', nil} local i = 0 return load(function() i = i + 1 return pass(parts[i]) end)()"),
    ("load that fails", "return load(function() pass() error('reader', 0) end)"),
    ("tostring", "return tostring(setmetatable({}, {__tostring = function() return pass('text') end})), pcall(tostring, setmetatable({}, {__tostring = function() return pass(1) end}))"),
    ("string.format", "return string.format('%s|%d|%s', setmetatable({}, {__tostring = function() return pass('text') end}), 1, 2)"),
    ("print", "print(setmetatable({}, {__tostring = function() return pass('') end})) return 1"),
    ("require", "package.preload.thing = function(name, extra) return {pass(name), extra} end return require('thing')[1], select(2, require('thing'))"),
    ("a searcher", "table.insert(package.searchers, 1, function(name) return function(n, e) return pass(n .. e) end, pass('extra') end) return require('other')"),
    ("dofile", "local name = os.tmpname() local file = io.open(name, 'w') file:write('return pass(...), pass(2)') file:close() local ok, r = pcall(function() return pass(dofile(name)) end) os.remove(name) return ok, (tostring(r):gsub(name, 'name'))"),
    ("coroutine.wrap", "local f = coroutine.wrap(function(a) local b = pass(coroutine.yield(pass(a))) return b, pass(3) end) return f(1), f(2)"),
    ("coroutine.resume", "local co = coroutine.create(function() pass(1) error('inside', 0) end) return coroutine.resume(co), coroutine.status(co)"),
    ("coroutine.close", "local co = coroutine.create(function() local a <close> = setmetatable({}, {__close = function() pass(1) error('closing', 0) end}) coroutine.yield() end)
        coroutine.resume(co) return coroutine.close(co)"),
    ("arithmetic of strings", "getmetatable('').__add = function(a, b) return pass('added') end return '10' + 'x'"),
    ("string arithmetic with an object", "local t = setmetatable({}, {__add = function(a, b) return pass(a) end}) return '10' + t"),
    ("a line hook", "local n = 0 debug.sethook(function(e, l) n = n + pass(1) end, 'l')\nlocal a = 1\nlocal b = 2\ndebug.sethook() return n"),
    ("a call hook", "local n = 0 debug.sethook(function(e) n = n + pass(1) end, 'cr') math.abs(1) debug.sethook() return n > 1"),
    ("next and select", "return next({pass('v')}), select(pass(2), 1, 2, 3), rawequal(pass(1), 1)"),
    ("math and string functions", "return math.max(pass(1), 2), ('x'):rep(pass(3)), string.format('%d', pass(4)), select('#', pass())"),
    ("a table constructor", "return #{pass(1), pass(2), pass(3)}, ({[pass('k')] = pass('v')}).k"),
    ("a condition", "local n = 0 while pass(n) < 3 do n = n + 1 end repeat n = n - 1 until pass(n) == 0 if pass(false) or pass(nil) then n = 'x' end return n"),
    ("loop bounds", "local s = 0 for i = pass(1), pass(9), pass(2) do s = s + pass(i) end return s"),
    ("varargs", "local function f(...) return pass(select('#', ...)), pass((...)) end return f(1, nil, 3, nil)"),
];

/// Runs a chunk in steps, answering what it asks for; returns the results and how often it asked.
fn run(lua: &mut Lua, source: &str, budget: u64) -> (Result<MultiValue, Error>, usize) {
    let function: Function = lua.load(source).name("=place").compile().expect("it compiles");
    let mut run = function.start(lua, ()).expect("it starts");
    let mut asked = 0;
    loop {
        match run.step(lua, budget) {
            Ok(Progress::Pending(request)) => {
                asked += 1;
                let values = request.downcast::<MultiValue>().expect("what pass was given");
                run.resume(lua, Ok(values)).expect("it waits");
            }
            Ok(Progress::OutOfBudget) => {}
            Ok(Progress::Done(values)) => return (Ok(values), asked),
            Ok(other) => panic!("{other:?}"),
            Err(error) => return (Err(error), asked),
        }
    }
}

/// What a run gave, as text.
fn shown(lua: &mut Lua, outcome: Result<MultiValue, Error>) -> String {
    match outcome {
        Ok(values) => {
            let texts: Vec<String> = values.iter().map(|value| text(lua, value)).collect();
            texts.join(", ")
        }
        Err(error) => format!("error: {error}"),
    }
}

fn text(lua: &mut Lua, value: &Value) -> String {
    lua.text_of(value).map_or_else(|error| error.to_string(), |text| text.to_string())
}

/// A state with `pass`: one that answers at once, or one that waits.
fn state(waits: bool) -> Lua {
    let mut lua = Lua::new(Options { seed: Some(1), ..Options::all() }).expect("a state");
    let pass = if waits {
        lua.create_waiting_function(|_, values: MultiValue| Ok(Request::new(values)))
    } else {
        lua.create_function(|_, values: MultiValue| Ok(values))
    };
    let pass = pass.expect("a function");
    lua.globals().set(&mut lua, "pass", pass).expect("set");
    lua
}

#[test]
fn waiting_anywhere_is_as_answering_at_once() {
    for (place, source) in PLACES {
        let mut plain = state(false);
        let (outcome, _) = run(&mut plain, source, u64::MAX);
        let expected = shown(&mut plain, outcome);
        for budget in [u64::MAX, 1, 7] {
            let mut lua = state(true);
            let (outcome, asked) = run(&mut lua, source, budget);
            assert_eq!(shown(&mut lua, outcome), expected, "{place}, budget {budget}");
            assert!(asked > 0, "{place} does not call it");
            let again: i64 = lua.load("return 1 + 1").eval().expect("the state is in order");
            assert_eq!(again, 2);
        }
    }
}

#[test]
fn a_run_can_be_given_up_wherever_it_waits() {
    for (place, source) in PLACES {
        let mut lua = state(true);
        let mut stops = 0;
        loop {
            let function: Function = lua.load(*source).compile().expect("it compiles");
            let mut run = function.start(&mut lua, ()).expect("it starts");
            let mut left = stops;
            let has_ended = loop {
                match run.step(&mut lua, 50) {
                    Ok(Progress::Pending(request)) if left > 0 => {
                        left -= 1;
                        let values = request.downcast::<MultiValue>().expect("what pass was given");
                        run.resume(&mut lua, Ok(values)).expect("it waits");
                    }
                    Ok(Progress::Pending(_)) => break false,
                    Ok(Progress::OutOfBudget) => {}
                    _ => break true,
                }
            };
            if has_ended || stops > 12 {
                break;
            }
            run.abandon(&mut lua);
            lua.remove_hook();
            lua.collect().unwrap_or_else(|error| panic!("{place}: {error}"));
            stops += 1;
        }
        assert!(stops > 0, "{place} does not wait");
    }
}

#[test]
fn an_error_for_an_answer_is_raised_where_the_function_waits() {
    for (place, source) in PLACES {
        let mut plain = Lua::new(Options { seed: Some(1), ..Options::all() }).expect("a state");
        let fail = plain.create_function(|_, ()| Err::<(), _>(Error::message("refused")));
        let fail = fail.expect("a function");
        plain.globals().set(&mut plain, "pass", fail).expect("set");
        let (outcome, _) = run(&mut plain, source, u64::MAX);
        let expected = shown(&mut plain, outcome);
        let mut lua = state(true);
        let function: Function = lua.load(*source).name("=place").compile().expect("it compiles");
        let mut run = function.start(&mut lua, ()).expect("it starts");
        let outcome = loop {
            match run.step(&mut lua, 30) {
                Ok(Progress::Pending(_)) => {
                    let refusal: Result<(), Error> = Err(Error::message("refused"));
                    run.resume(&mut lua, refusal).expect("it waits");
                }
                Ok(Progress::OutOfBudget) => {}
                Ok(Progress::Done(values)) => break Ok(values),
                Ok(other) => panic!("{other:?}"),
                Err(error) => break Err(error),
            }
        };
        assert_eq!(shown(&mut lua, outcome), expected, "{place}");
    }
}
