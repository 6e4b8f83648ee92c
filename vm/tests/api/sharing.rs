//! States that begin with the same contents, and what they must not share.

use perilune::api::{Dialect, Lua, Options, Table, Value};

fn run(lua: &mut Lua, source: &str) -> String {
    lua.load(source).call::<String>(()).expect("the program runs")
}

/// Every way to write to a table: a field, a dynamic key, `rawset`, `table.insert`, removal, a metatable.
const WRITES: &str = "
    string.len = 'field'
    local key = 'upp' .. 'er'
    string[key] = 'dynamic key'
    rawset(math, 'pi', 3)
    math.tau = 6
    for name in pairs(coroutine) do coroutine[name] = nil end
    table[1] = 'first'
    table.insert(table, 'second')
    setmetatable(utf8, {__index = function(_, name) return name .. '?' end, __newindex = error})
    utf8.char = 'existing'
    os.time, debug.traceback, io.write, package.path, _VERSION = nil, nil, nil, nil, nil
    getmetatable('').__index = {len = function() return 'own' end}
    collectgarbage()
    return table.unpack({string.len, string.upper, tostring(math.pi + math.tau), tostring(next(coroutine)), table[2],
      utf8.none, utf8.char, (''):len()}, 1, 1) .. string.upper .. utf8.none .. utf8.char .. table[2] .. (''):len()";

const READS: &str = "
    local parts = {type(string.len), type(string.upper), math.pi > 3.1, tostring(math.tau), type(coroutine.yield), #table,
      tostring(getmetatable(utf8)), utf8.char(65), type(os.time), type(debug.traceback), type(io.write), _VERSION,
      ('x'):len(), type(package.path), type(table[1])}
    for index, part in ipairs(parts) do parts[index] = tostring(part) end
    return table.concat(parts, ' ')";

const UNTOUCHED: &str =
    "function function true nil function 0 nil A function function function Lua 5.5 1 string nil";

#[test]
fn a_state_does_not_see_what_another_writes_into_libraries() {
    let mut before = Lua::new(Options::all()).expect("it opens");
    let mut writer = Lua::new(Options::all()).expect("it opens");
    assert_eq!(run(&mut writer, WRITES), "fielddynamic keynone?existingsecondown");
    let mut after = Lua::new(Options::all()).expect("it opens");
    for lua in [&mut before, &mut after] {
        assert_eq!(run(lua, READS), UNTOUCHED);
    }
}

#[test]
fn a_state_with_a_seed_of_its_own_is_like_the_others() {
    let mut plain = Lua::new(Options::all()).expect("it opens");
    let mut seeded = Lua::new(Options { seed: Some(7), ..Options::all() }).expect("it opens");
    const NAMES: &str = "
        local names = {}
        local function list(prefix, t)
          for key, value in pairs(t) do names[#names + 1] = prefix .. tostring(key) .. ' ' .. type(value) end
        end
        list('', debug.getregistry())
        list('string metatable ', getmetatable(''))
        list('file metatable ', getmetatable(io.stdout))
        list('file ', getmetatable(io.stdout).__index)
        for name, library in pairs(package.loaded) do list(name .. '.', library) end
        table.sort(names)
        return table.concat(names, '\\n')";
    let names = run(&mut plain, NAMES);
    assert!(names.contains("string.rep function"), "{names}");
    assert_eq!(names, run(&mut seeded, NAMES));
}

#[test]
fn states_on_many_threads_share_what_they_begin_with() {
    let threads: Vec<_> = (0..4)
        .map(|number| {
            std::thread::spawn(move || {
                for round in 0..20 {
                    let mut lua = Lua::new(Options::all()).expect("it opens");
                    let source = format!(
                        "string.own = {number} + {round}; collectgarbage()
                         local t = {{}} for name, value in pairs(string) do t[name] = value end
                         return t.own .. type(t.format) .. ('x'):rep(3)"
                    );
                    assert_eq!(run(&mut lua, &source), format!("{}functionxxx", number + round));
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().expect("no state is disturbed");
    }
}

/// A state of a dialect with all libraries, which has not run anything.
fn untouched(dialect: Dialect) -> Lua {
    Lua::new(Options { dialect, ..Options::all() }).expect("it opens")
}

#[test]
fn states_of_every_dialect_begin_with_little_of_their_own() {
    for &dialect in Dialect::ALL {
        let shared = untouched(dialect).memory_used();
        let seeded = Options { dialect, seed: Some(7), ..Options::all() };
        let own = Lua::new(seeded).expect("it opens").memory_used();
        assert!(shared < 4096 && shared < own / 3, "{dialect:?}: {shared} of {own}");
    }
}

/// What each state has of its own is reached through tables that it shares, by every way there is to read.
const OWN_VALUES: &str = "
    local log = {}
    local function check(...) for i = 1, select('#', ...) do log[#log + 1] = select(i, ...) and 'y' or 'n' end end
    check(rawequal(rawget(_G, '_G'), _G), package.loaded._G == _G, package.loaded.string == string)
    check(getmetatable('').__index == string, ('x'):rep(2) == 'xx', require('math') == math)
    check(setmetatable({}, {__index = setmetatable({}, {__index = _G})}).table == table)
    local found = {}
    for key, value in next, package.loaded do found[key] = value end
    check(found.io == io, found.coroutine == coroutine, type(io.stdout) == 'userdata', io.type(io.stderr) == 'file')
    local key = 'o' .. 's'
    check(_G[key] == package.loaded[key], debug.getregistry()._LOADED == package.loaded)
    return table.concat(log)";

#[test]
fn what_belongs_to_a_state_is_found_in_what_it_shares() {
    for &dialect in Dialect::ALL {
        let mut lua = untouched(dialect);
        assert_eq!(run(&mut lua, OWN_VALUES), "y".repeat(13), "{dialect:?}");
        let mut lua = untouched(dialect);
        lua.collect().expect("nothing is paused");
        lua.collect().expect("nothing is paused");
        assert_eq!(run(&mut lua, OWN_VALUES), "y".repeat(13), "{dialect:?} after a collection");
        let mut lua = untouched(dialect);
        let string: Table = lua.globals().get(&mut lua, "string").expect("there is one");
        let repeat: Value = string.get(&mut lua, "rep").expect("there is one");
        assert!(matches!(repeat, Value::Function(_)), "{dialect:?}: {repeat:?}");
    }
}

#[test]
fn each_first_access_to_a_shared_table_finds_the_values_of_its_state() {
    let accesses = [
        "return type(string)",
        "return type(_G['str' .. 'ing'])",
        "return type(rawget(_G, 'string'))",
        "string = nil return type(_G) .. type(string)",
        "rawset(_G, 'string', nil) return type(math) .. type(string)",
        "rawset(_G, 'str' .. 'ing', 1) return type(math) .. type(string)",
        "own = 1 return type(math) .. type(own)",
        "_G[1] = 1 return type(math) .. type(_G[1])",
        "return (('x'):upper())",
        "return type(next(_G)) .. type(io)",
        "return type(getmetatable('').__index)",
        "local e = setmetatable({}, {__index = _G}) return type(e.string) .. type(e.missing)",
        "local e = setmetatable({}, {__index = _G}) return type(e['str' .. 'ing'])",
        "return type(missing) .. type(_G.missing) .. type(table)",
        "setmetatable(_G, {__mode = 'kv'}) collectgarbage() collectgarbage() return type(string) .. type(io.stdout)",
        "setmetatable(_G, {__index = function(_, k) return k end}) return type(string) .. missing",
        "setmetatable(_G, {__newindex = function() error('no') end}) string = 1 return type(string)",
        "local g = _G for k in pairs(g) do g[k] = nil end return next(g) or 'empty'",
        "local t = {} for k, v in pairs(package.loaded) do t[k] = v end return type(t.string) .. type(t._G)",
        "package.loaded.string = nil return type(string) .. type(package.loaded.math)",
        "return type(package:loadlib_()) ",
        "return tostring(io.stdout):sub(1, 6) .. type(getmetatable(io.stdout).__index)",
        "io.stdout = nil return type(io.stderr) .. type(io.stdout)",
        "local co = coroutine.wrap(function() return type(table) end) return co()",
    ];
    for access in accesses {
        let result = |options: Options| {
            let mut lua = Lua::new(options).expect("it opens");
            match lua.load(access).name("=access").call::<String>(()) {
                Ok(text) => text,
                Err(error) => error.to_string(),
            }
        };
        let seeded = Options { seed: Some(7), ..Options::all() };
        assert_eq!(result(Options::all()), result(seeded), "{access}");
        let anxious = Options { collect_always: true, ..Options::all() };
        let seeded = Options { seed: Some(7), ..Options::all() };
        assert_eq!(result(anxious), result(seeded), "{access}, collecting always");
    }
}

#[test]
fn a_state_that_differs_from_what_others_begin_with_is_whole() {
    let path = format!("{}/?.lua", "x".repeat(300));
    for flag in ["-E", "-W"] {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_perilune"))
            .env("LUA_PATH", &path)
            .args([flag, "-e", &OWN_VALUES.replace("return", "print(#package.path) return")])
            .args([
                "-e",
                &OWN_VALUES.replace("return table.concat(log)", "print(table.concat(log))"),
            ])
            .output()
            .expect("the interpreter runs");
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(text.contains(&"y".repeat(13)), "{flag}: {text} {output:?}");
        assert_eq!(text.contains("306"), flag == "-W", "{text}");
    }
}
