//! Values copied from one state to another: every pair of dialects, sharing, limits, and keys that would be lost.

use perilune::api::{Dialect, Error, Function, Lua, Options, Table, Value};

use super::{eval, lua};

/// A state of a dialect; every second one collects at every opportunity.
fn state(dialect: Dialect, collect_always: bool) -> Lua {
    let options = Options { dialect, seed: Some(1), collect_always, ..Options::all() };
    Lua::new(options).expect("a state without limits can be made")
}

/// Copies what an expression gives, which has nothing in it but plain values, into a global of another state.
fn copy(source: &mut Lua, expression: &str, target: &mut Lua, name: &str) -> Result<(), Error> {
    let value = source.load(expression).eval::<Value>()?;
    let transfer = source.export(&value, None)?;
    let copy = target.import(&transfer, &[])?;
    target.globals().set(target, name, copy)
}

/// Every pair of dialects, with a state of each.
fn pairs() -> Vec<(Lua, Lua)> {
    let pairs = Dialect::ALL.iter().flat_map(|from| Dialect::ALL.iter().map(|to| (*from, *to)));
    pairs.map(|(from, to)| (state(from, true), state(to, true))).collect()
}

#[test]
fn plain_values_are_the_same_in_every_dialect() {
    for (mut source, mut target) in pairs() {
        for (expression, expected) in [
            ("nil", "nil"),
            ("true", "true"),
            ("false", "false"),
            ("''", "s0"),
            ("'a\\0\\255\\195'", "s4 97 0 255 195"),
            ("('long '):rep(100)", "s500 108 111 110 103 32"),
        ] {
            copy(&mut source, expression, &mut target, "copy").expect("it is copied");
            let show =
                "type(copy) == 'string' and table.concat({'s' .. #copy, copy:byte(1, 5)}, ' ')
              or tostring(copy)";
            assert_eq!(eval::<String>(&mut target, show), expected);
        }
    }
}

#[test]
fn numbers_keep_their_kind_where_there_are_two() {
    let kinds = "local kind = math.type or function() return 'float' end
      return kind(copy[1]) .. ' ' .. kind(copy[2]) .. ' ' .. tostring(1 / copy[3]) .. ' ' .. tostring(copy[4] ~= copy[4])
        .. ' ' .. string.format('%.17g %.17g', copy[5], copy[6]) .. ' ' .. tostring(copy[7] == 2^53)";
    let values = "{3, 6 / 2, -1 / math.huge, 0 / 0, 2^63, 0.1, 2^53}";
    for (mut source, mut target) in pairs() {
        let (whole, float) =
            (source.info().dialect.has_integers(), target.info().dialect.has_integers());
        copy(&mut source, values, &mut target, "copy").expect("it is copied");
        let kind = if whole && float { "integer" } else { "float" };
        let expected =
            format!("{kind} float -inf true 9.2233720368547758e+18 0.10000000000000001 true");
        assert_eq!(target.load(kinds).call::<String>(()).expect("it runs"), expected);
    }
}

#[test]
fn integers_cross_exactly_or_become_the_nearest_floats() {
    for (from, to) in [(Dialect::Lua55, Dialect::Lua53), (Dialect::Lua54, Dialect::Lua51)] {
        let (mut source, mut target) = (state(from, false), state(to, false));
        copy(&mut source, "math.maxinteger - 1", &mut target, "copy").expect("it is copied");
        let expected = if to.has_integers() { "math.maxinteger - 1" } else { "2^63" };
        assert!(eval::<bool>(&mut target, &format!("copy == {expected}")));
    }
}

#[test]
fn tables_are_copied_raw_with_all_their_keys() {
    let source_text = "local shared = {'shared'}
      local t = setmetatable({10, 20, nil, 40, shared, x = shared, [2.5] = 'half', [true] = 'yes', [-1] = 'minus'},
        {__index = error, __pairs = error, __len = error})
      t.self, t[shared] = t, 'by table'
      rawset(t, 6 / 2, 30)
      return t";
    let check = "local t = copy
      return table.concat({string.format('%d %d %d %d', t[1], t[2], t[3], t[4]), t[5][1], tostring(t[5] == t.x), t[2.5], t[true], t[-1], tostring(t.self == t),
        t[t.x], tostring(getmetatable(t)), #t}, ' ')";
    for (mut source, mut target) in pairs() {
        copy(&mut source, &format!("(function() {source_text} end)()"), &mut target, "copy")
            .expect("it is copied");
        let shown = target.load(check).call::<String>(()).expect("it runs");
        assert_eq!(shown, "10 20 30 40 shared true half yes minus true by table nil 5");
    }
}

#[test]
fn nesting_has_no_limit() {
    let (mut source, mut target) = (lua(), state(Dialect::Lua51, false));
    let chain = "(function() local t = {} for i = 1, 100000 do t = {t} end return t end)()";
    copy(&mut source, chain, &mut target, "copy").expect("it is copied");
    let depth = "local t, n = copy, 0 while t[1] do t, n = t[1], n + 1 end return n";
    assert_eq!(target.load(depth).call::<i64>(()).expect("it runs"), 100_000);
}

#[test]
fn keys_that_become_one_are_refused_by_name() {
    let (mut source, mut target) = (lua(), state(Dialect::Lua51, false));
    let keys = "{[1 << 53] = 'a', [(1 << 53) + 1] = 'b'}";
    let error = copy(&mut source, keys, &mut target, "copy").expect_err("one would be lost");
    let text = error.to_string();
    assert!(matches!(error, Error::Key { .. }));
    assert!(text.starts_with("the table key 900719925474099"), "{text}");
    assert!(text.ends_with("is the same as another one in the copy, and a value would be lost"));
    assert!(eval::<bool>(&mut target, "copy == nil"));
    copy(&mut source, keys, &mut state(Dialect::Lua53, false), "copy").expect("both are there");
}

#[test]
fn the_host_converts_what_is_not_plain() {
    let (mut source, mut target) = (state(Dialect::Lua54, true), lua());
    let value = eval::<Value>(
        &mut source,
        "{print, print, name = print, [coroutine.create(print)] = 1, deep = {io.stdout}}",
    );
    let transfer = source.export(&value, None).expect("it is read");
    let kinds: Vec<_> = transfer.others().iter().map(|other| other.value.type_name()).collect();
    assert_eq!(kinds.len(), 3, "{kinds:?}");
    let stand_ins: Vec<Value> =
        kinds.iter().map(|kind| Value::String(format!("a {kind}").into())).collect();
    assert!(matches!(target.import(&transfer, &stand_ins[..2]), Err(Error::Misuse(_))));
    let copy = target.import(&transfer, &stand_ins).expect("it is copied");
    target.globals().set(&mut target, "copy", copy).expect("set");
    let shown = "copy[1] .. copy[2] .. copy.name .. copy['a thread'] .. copy.deep[1]";
    assert_eq!(eval::<String>(&mut target, shown), "a functiona functiona function1a userdata");
    let mut keys = |value: Value| {
        let stand_ins = vec![value; 3];
        target.import(&transfer, &stand_ins).expect_err("it cannot be a key").to_string()
    };
    let start = "the table key of type 'thread'";
    assert_eq!(keys(Value::Nil), format!("{start} is nil in the copy, and a value would be lost"));
    assert_eq!(
        keys(Value::Number(f64::NAN)),
        format!("{start} is not a number in the copy, and a value would be lost")
    );
    assert_eq!(
        keys(Value::Integer(1)),
        format!("{start} is the same as another one in the copy, and a value would be lost")
    );
}

#[test]
fn a_field_names_what_is_in_it() {
    let mut source = lua();
    let value = eval::<Value>(&mut source, "{deep = {[print] = true, call = type}}");
    let transfer = source.export(&value, None).expect("it is read");
    let name = |other: &perilune::api::Other| other.name.as_ref().map(|name| name.to_string());
    let mut names: Vec<_> = transfer.others().iter().map(name).collect();
    names.sort();
    assert_eq!(names, [None, Some("call".to_owned())]);
    let value = Value::Function(eval::<Function>(&mut source, "print"));
    assert!(!source.export(&value, None).expect("it is read").is_table());
}

#[test]
fn a_copy_lives_apart_and_may_be_made_again() {
    let (mut source, mut target) = (lua(), lua());
    let table = eval::<Table>(&mut source, "{n = 1, list = {1, 2}}");
    let transfer = source.export(&Value::Table(table.clone()), None).expect("it is read");
    table.set(&mut source, "n", 2).expect("set");
    drop(source);
    for name in ["one", "two"] {
        let copy = target.import(&transfer, &[]).expect("it is copied");
        target.globals().set(&mut target, name, copy).expect("set");
    }
    assert!(eval::<bool>(&mut target, "one ~= two and one.n == 1 and one.list ~= two.list"));
    assert_eq!(eval::<i64>(&mut target, "#two.list"), 2);
}

#[test]
fn a_state_may_copy_its_own_values() {
    let mut lua = lua();
    let value = eval::<Value>(&mut lua, "(function() t = {} t.t = t return t end)()");
    let transfer = lua.export(&value, None).expect("it is read");
    let copy = lua.import(&transfer, &[]).expect("it is copied");
    lua.globals().set(&mut lua, "copy", copy).expect("set");
    assert!(eval::<bool>(&mut lua, "copy ~= t and copy.t == copy"));
}

#[test]
fn memory_limits_hold() {
    let mut source = lua();
    let limit = 4 << 20;
    let options = Options { memory_limit: Some(limit), ..Options::all() };
    let mut target = Lua::new(options).expect("the libraries fit");
    let list = "(function(n) local t = {} for i = 1, n do t[i] = {i} end return t end)";
    let large = eval::<Value>(&mut source, &format!("{list}(100000)"));
    let transfer = source.export(&large, None).expect("it is read");
    assert!(matches!(target.import(&transfer, &[]), Err(Error::Memory)));
    assert!(target.memory_held() <= limit);
    // Garbage makes room, also that of the copy that did not fit.
    let small = eval::<Value>(&mut source, &format!("{list}(20000)"));
    let transfer = source.export(&small, None).expect("it is read");
    for _ in 0..20 {
        target.import(&transfer, &[]).map(drop).expect("there is room again");
    }
    // What cannot fit is not even read to its end.
    assert!(matches!(source.export(&large, Some(1000)), Err(Error::Memory)));
    let text = eval::<Value>(&mut source, "{('x'):rep(10000)}");
    assert!(matches!(source.export(&text, Some(1000)), Err(Error::Memory)));
    assert!(source.export(&text, Some(11_000)).is_ok());
}
