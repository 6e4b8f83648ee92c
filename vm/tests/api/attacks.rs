//! Hostile programs meet a limit or an error, and the state goes on.

use perilune::api::{Error, Lua, Options, Value};

/// How an attack must end.
#[derive(Clone, Copy, Debug)]
enum End {
    /// The instruction limit ends the run, and nothing in the program can prevent that.
    Limit,
    /// The memory limit does.
    Memory,
    /// An error with this text, which the program could catch.
    Error(&'static str),
    /// It returns true.
    Fine,
    /// The instruction limit or the memory limit, whichever is met first; or it ends soon enough.
    Either,
}

use End::{Either, Fine, Limit, Memory};

const ENDLESS: &[(&str, End)] = &[
    ("while true do end", Limit),
    ("repeat until false", Limit),
    ("::top:: goto top", Limit),
    ("for i = 1, math.maxinteger do end", Limit),
    ("for i = 1.0, math.huge do end", Limit),
    ("local function boom() boom() return boom() end boom()", End::Error("")),
    ("local function boom(n) if n > 0 then boom(n - 1) boom(n - 1) end end boom(60)", Limit),
    ("local function f() return f() end f()", Limit),
    ("while true do pcall(function() while true do end end) end", Limit),
    ("local function f() pcall(f) pcall(f) end f()", Limit),
    ("while true do xpcall(error, function() while true do end end) end", Limit),
    (
        "local function f() return coroutine.wrap(function() while true do coroutine.wrap(pcall)(f) end end)() end f()",
        Limit,
    ),
    (
        "while true do coroutine.resume(coroutine.create(function() while true do end end)) end",
        Limit,
    ),
    (
        "local a <close> = setmetatable({}, {__close = function() while true do end end}) error('x')",
        Limit,
    ),
    (
        "local a <close> = setmetatable({}, {__close = function() reached = true end}) while true do end",
        Limit,
    ),
    ("for k in function() return 1 end do end", Limit),
    (
        "local t = setmetatable({}, {__index = function(t, k) return t[k - 1] + t[k - 2] end}) t[1] = 1 t[2] = 1 return t[60]",
        Limit,
    ),
    ("local t = setmetatable({}, {__lt = function() return true end}) while t < t do end", Limit),
    ("setmetatable({}, {__gc = function() while true do end end}) collectgarbage()", Limit),
    (
        "local m = {} m.__gc = function() setmetatable({}, m) end setmetatable({}, m) while true do collectgarbage() end",
        Limit,
    ),
    ("table.sort({3, 2, 1}, function() while true do end end)", Limit),
    ("string.gsub('x', 'x', function() while true do end end)", Limit),
    ("load(function() while true do end end)", Limit),
    ("load(function() return 'x = 1 ' end)", Either),
    ("tostring(setmetatable({}, {__tostring = function() while true do end end}))", Limit),
    ("error(setmetatable({}, {__tostring = function() while true do end end}))", End::Error("")),
    (
        "coroutine.wrap(function() debug.sethook(function() while true do end end, 'l') local a = 1\nlocal b = 2 end)()",
        Limit,
    ),
    ("setmetatable(_G, {__index = function() while true do end end}) return undefined", Limit),
];

const PATTERNS: &[(&str, End)] = &[
    ("string.find(('x'):rep(30), ('x?'):rep(30) .. ('x'):rep(31))", Limit),
    ("string.match(('a'):rep(200), ('.-'):rep(20) .. 'b')", Limit),
    ("string.find(('a'):rep(3000), ('.*'):rep(100) .. 'b')", Limit),
    ("string.gsub(('x'):rep(1e5), '(.-)(.-)(.-)y', '%1')", Limit),
    ("for w in string.gmatch(('a'):rep(1e5), '(a*)b') do end", Either),
    ("string.find(('('):rep(1e6), '%b()')", Limit),
    ("string.find(('a'):rep(1e6), ('a'):rep(5e5) .. 'b', 1, true)", Either),
    ("string.match(('x'):rep(2e5), ('x?'):rep(2e5) .. 'y')", Limit),
    ("string.match('x', ('()'):rep(40))", End::Error("too many captures")),
    ("string.match('x', '[' .. ('a'):rep(1e4))", End::Error("malformed pattern")),
    ("local function f(s) return s:gsub('.', f) end f('x')", End::Error("C stack overflow")),
];

const MEMORY: &[(&str, End)] = &[
    ("string.rep('x', 1 << 40)", Either),
    ("string.rep('x', 1 << 62, 'yy')", End::Error("")),
    ("string.rep('abc', math.maxinteger // 3)", Either),
    ("local s = 'x' while true do s = s .. s end", Memory),
    ("local t = {} for i = 1, 1e6 do t[i] = ('x'):rep(1e6) end return table.concat(t)", Either),
    ("local t = {('x'):rep(1e5)} for i = 2, 1e4 do t[i] = t[1] end return table.concat(t)", Either),
    ("local t = {} while true do t[#t + 1] = {} end", Either),
    ("local t = {} while true do t[#t + 1] = coroutine.create(print) end", Either),
    ("local t = {} while true do t[t] = #t t = {t} end", Either),
    ("while true do pcall(string.rep, 'x', 1 << 40) end", Limit),
    ("local t = {} for i = 1, 1e4 do t[i] = {} end while true do collectgarbage() end", Limit),
    (
        "local t = {} for i = 1, 1e4 do t[i] = {} end while true do collectgarbage('step', 1000) end",
        Limit,
    ),
    (
        "local t = {} while true do pcall(function() while true do t[#t + 1] = {} end end) end",
        Limit,
    ),
    ("local function f(...) return f(1, ...) end f()", Limit),
    ("return table.create(1 << 30, 1 << 30)", Memory),
    ("local t = {} t[1 << 62] = 1 t[2^53] = 1 t[-1] = 1 return #t == 0", Fine),
    ("return string.format('%s', ('x'):rep(1e7)):rep(1e3)", Either),
    ("return #utf8.char(table.unpack({1, 2, 3})) == 3", Fine),
    ("string.byte(('x'):rep(1e7), 1, -1)", Either),
    (
        "local t = {} for i = 1, 300 do t[i] = 'local v' .. i end return load(table.concat(t, ' ')) == nil",
        Fine,
    ),
    (
        "local s = {} for i = 1, 2e5 do s[i] = 'x' .. i .. ' = ' .. i end return load(table.concat(s, '\\n')) ~= false",
        Either,
    ),
    ("return load(('x = {'):rep(1) .. ('1,'):rep(4e6) .. '}')", Either),
];

const LIBRARY: &[(&str, End)] = &[
    ("table.unpack({}, 1, 1 << 62)", End::Error("too many results to unpack")),
    (
        "table.unpack({}, math.mininteger, math.maxinteger)",
        End::Error("too many results to unpack"),
    ),
    ("select(math.mininteger, 1)", End::Error("index out of range")),
    (
        "table.move({}, math.mininteger, math.maxinteger, 1)",
        End::Error("too many elements to move"),
    ),
    ("table.move({}, 1, 1e15 // 1, 2)", Limit),
    (
        "table.concat(setmetatable({}, {__len = function() return 1 << 53 end, __index = function() return '' end}))",
        Either,
    ),
    ("table.insert(setmetatable({}, {__len = function() return 1 << 53 end}), 1, 1)", Limit),
    ("table.remove(setmetatable({}, {__len = function() return 1 << 53 end}), 1)", Limit),
    ("table.sort(setmetatable({}, {__len = function() return 1 << 30 end}))", End::Error("")),
    ("string.format('%99999d', 1)", End::Error("invalid conversion")),
    ("return #string.format('%99.99f', 1e308) == 409", Fine),
    ("string.pack('!17i1', 1)", End::Error("out of limits")),
    ("string.unpack('s8', ('\\xff'):rep(8))", End::Error("too short")),
    (
        "return tonumber(('1'):rep(1e6)) == math.huge and tonumber('0x' .. ('f'):rep(1e6)) == -1",
        Fine,
    ),
    ("utf8.char(1 << 31)", End::Error("value out of range")),
    ("for _ in utf8.codes('\\xff') do end", End::Error("invalid UTF-8 code")),
    ("return math.mininteger // -1 == math.mininteger and math.mininteger % -1 == 0", Fine),
    ("for i = 1, 10, 0 do end", End::Error("'for' step is zero")),
    (
        "local t = {1, 2, 3, x = 1} for k in next, t do t[k] = nil t[{}] = 1 end return true",
        End::Error(""),
    ),
    (
        "local t = {} for i = 1, 1000 do t[i] = i % 7 end pcall(table.sort, t, function() return true end) return #t == 1000",
        Fine,
    ),
    (
        "local t = {} for i = 1, 99 do t[i] = i end pcall(table.sort, t, function(a, b) for k in pairs(t) do t[k] = nil end return a < b end) return true",
        Fine,
    ),
    (
        "local t = print for i = 1, 1e4 do t = setmetatable({}, {__call = t}) end t()",
        End::Error(""),
    ),
    (
        "local t = {} for i = 1, 1e4 do t = setmetatable({}, {__index = t}) end return t.x",
        End::Error("loop"),
    ),
    (
        "local a, b = {}, {} setmetatable(a, {__newindex = b}) setmetatable(b, {__newindex = a}) a.x = 1",
        End::Error("loop"),
    ),
    (
        "local m = {} m.__tostring = function(t) return tostring(t) end tostring(setmetatable({}, m))",
        End::Error("C stack overflow"),
    ),
    (
        "local m = {} m.__eq = function(a, b) return a == b end return setmetatable({}, m) == setmetatable({}, m)",
        End::Error("stack overflow"),
    ),
    (
        "local m = {} m.__concat = function(a, b) return a .. b end return setmetatable({}, m) .. 1",
        End::Error("stack overflow"),
    ),
    ("local function f() return coroutine.wrap(f)() end f()", End::Error("C stack overflow")),
    ("error(setmetatable({}, {__tostring = function() error('no') end}))", End::Error("")),
    ("error(setmetatable({}, {__tostring = function() return {} end}))", End::Error("")),
    ("local function h() error('again') end return xpcall(error, h) == false", Fine),
    ("local l for i = 1, 2e4 do l = {l} end collectgarbage() return true", Fine),
    (
        "local t = setmetatable({}, {__mode = 'k'}) local k = {} for i = 1, 2e4 do local n = {} t[k] = n k = n end collectgarbage() return true",
        Fine,
    ),
    (
        "collectgarbage('stop') local t for i = 1, 1e6 do t = {t and 1, 2, 3} end return true",
        Either,
    ),
];

const SYNTAX: &[&str] = &[
    "'return ' .. ('('):rep(1e5)",
    "'return ' .. ('{'):rep(1e5)",
    "('do '):rep(1e5)",
    "('function f() '):rep(1e5)",
    "('if x then '):rep(1e5)",
    "'return ' .. ('- '):rep(1e5) .. '1'",
    "'return ' .. ('not '):rep(1e5) .. '1'",
    "'return ' .. ('2^'):rep(1e5) .. '1'",
    "'return ' .. ('a..'):rep(1e5) .. 'a'",
    "'return f' .. ('{'):rep(1e5)",
    "'local ' .. ('a,'):rep(1e4) .. 'a'",
    "'return [' .. ('='):rep(1e5) .. '['",
    "'return \"' .. ('\\\\'):rep(1e5)",
    "'return \"\\\\u{' .. ('f'):rep(1e5)",
    "'goto a do ::a:: end'",
    "'goto f; local x ::f:: print(x)'",
    "'break'",
];

fn limited(dialect_free: Options) -> Lua {
    let limits = Options {
        instruction_limit: Some(400_000),
        memory_limit: Some(8 << 20),
        seed: Some(1),
        ..dialect_free
    };
    Lua::new(limits).expect("the libraries fit the limit")
}

/// Whether a result is what an attack must end with.
fn is_as_wanted(end: End, result: &Result<Value, Error>) -> bool {
    match (end, result) {
        (Limit | Either, Err(Error::Instructions)) | (Memory | Either, Err(Error::Memory)) => true,
        (Either, Ok(_)) => true,
        (Fine, Ok(value)) => value.is_truthy(),
        (End::Error(text), Err(error @ (Error::Runtime(_) | Error::Memory))) => {
            error.to_string().contains(text)
        }
        _ => false,
    }
}

fn attack(attacks: &[(&str, End)]) {
    let mut failures = Vec::new();
    for (source, end) in attacks {
        let mut lua = limited(Options::all());
        let result = lua.load(*source).eval::<Value>();
        if !is_as_wanted(*end, &result) {
            failures.push(format!("{source}\n  wanted {end:?}, got {result:?}"));
        }
        let mended = lua.load("setmetatable(_G, nil)").exec();
        assert!(mended.is_ok(), "{source}: {mended:?}");
        lua.collect().unwrap_or_else(|error| assert_eq!(error.to_string(), "", "{source}"));
        assert_eq!(lua.load("return 6 * 7").eval::<i64>().ok(), Some(42), "{source}");
        assert!(!lua.load("return reached").eval::<bool>().unwrap_or(true), "{source}");
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn what_never_ends_meets_the_instruction_limit() {
    attack(ENDLESS);
}

#[test]
fn patterns_are_metered() {
    attack(PATTERNS);
}

#[test]
fn what_grows_meets_the_memory_limit() {
    attack(MEMORY);
}

#[test]
fn extreme_arguments_are_refused_or_metered() {
    attack(LIBRARY);
}

#[test]
fn hostile_sources_are_refused() {
    let mut lua = limited(Options::sandbox());
    for source in SYNTAX {
        let loaded = lua.load(format!("return load({source})")).eval::<(Value, String)>();
        let (function, message) = loaded.unwrap_or_else(|error| panic!("{source}: {error}"));
        assert!(function.is_nil() && !message.is_empty(), "{source}");
    }
}

/// Every value that a program in a sandbox can reach.
const REACHABLE: &str = "
    local seen, names = {}, {}
    local function visit(value, name)
        local kind = type(value)
        if kind == 'function' then names[#names + 1] = name end
        if seen[value] or kind ~= 'table' and kind ~= 'string' then return end
        seen[value] = true
        visit(getmetatable(value), name .. '(metatable)')
        if kind == 'table' then
            for key, item in next, value do visit(item, name .. '.' .. tostring(key)) end
        end
    end
    visit(_G, '_G') visit('', 'string')
    table.sort(names)
    return table.concat(names, ' ')";

#[test]
fn a_sandbox_has_no_way_out() {
    let mut lua = limited(Options::sandbox());
    let names = lua.load(REACHABLE).eval::<String>().expect("it runs");
    for door in [".io.", ".os.", ".debug.", ".package.", "require", "loadfile", "dofile", "loadlib"]
    {
        assert!(!names.contains(door), "{door} in {names}");
    }
    assert!(names.contains("_G.string.rep") && names.contains("_G.pcall"), "{names}");
    let dumped = lua.load("return load(string.dump(function() end))").eval::<Value>();
    assert!(dumped.is_err() || dumped.is_ok_and(|value| value.is_nil()), "no bytecode");
    let environment = "local e = {x = 1} return load('return x, print', 'c', 't', e)()";
    let found = lua.load(environment).eval::<(i64, Value)>().expect("it runs");
    assert!(found.0 == 1 && found.1.is_nil());
}
