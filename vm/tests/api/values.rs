//! Values, conversions, handles, classes.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use perilune::api::{Dialect, Error, Function, Lua, Options, Table, Userdata, Value, Variadic};

use super::{eval, lua};

#[test]
fn values_keep_their_type_and_content() {
    let mut lua = lua();
    let identity = eval::<Function>(&mut lua, "function(...) return ... end");
    let back =
        |lua: &mut Lua, value: Value| identity.call::<Value>(lua, value).expect("it returns");
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
    assert!(
        matches!(identity.call::<Value>(&mut lua, 3), Ok(Value::Number(number)) if number == 3.0)
    );
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
    let map = BTreeMap::from([("one".to_owned(), 1), ("two".to_owned(), 2)]);
    lua.globals().set(&mut lua, "map", map.clone()).expect("set");
    assert_eq!(eval::<BTreeMap<String, i64>>(&mut lua, "map"), map);
    assert_eq!(eval::<i64>(&mut lua, "map.one + map.two"), 3);
}

#[test]
fn handles_keep_values_alive_and_let_them_go() {
    let mut lua = lua();
    let kept =
        eval::<Table>(&mut lua, "setmetatable({}, {__gc = function() collected = true end})");
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
    assert_eq!(
        eval::<(i64, String)>(&mut lua, "counter:add(4), counter.kind"),
        (5, "counter".to_owned())
    );
    let error =
        lua.load("counter:twice(function() counter:add(1) end)").exec().expect_err("it is in use");
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
