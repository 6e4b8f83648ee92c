//! States that begin with the same contents, and what they must not share.

use perilune::api::{Lua, Options};

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
