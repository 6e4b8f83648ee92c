//! Errors in both directions.

use perilune::api::{Error, Value};

use super::{eval, lua};

#[test]
fn an_error_has_message_traceback_and_value() {
    let mut lua = lua();
    let result =
        lua.load("local function inner() error('broken') end\ninner()").name("=chunk").exec();
    let Err(Error::Runtime(error)) = result else { panic!("{result:?}") };
    assert_eq!(error.message, "chunk:1: broken");
    let traceback = error.traceback.expect("a traceback");
    assert!(
        traceback.contains("in upvalue 'inner'") || traceback.contains("in local 'inner'"),
        "{traceback}"
    );
    let result = lua.load("error({code = 7})").exec();
    let Err(Error::Runtime(error)) = result else { panic!("{result:?}") };
    let Value::Table(value) = error.value else { panic!("the value is a table") };
    assert_eq!(value.get::<i64>(&mut lua, "code").ok(), Some(7));
    let result =
        lua.load("error(setmetatable({}, {__tostring = function() return 'text' end}))").exec();
    assert_eq!(result.map_err(|error| error.to_string()), Err("text".to_owned()));
}

#[test]
fn syntax_errors_say_whether_more_text_would_help() {
    let mut lua = lua();
    for (source, expected) in [("for", true), ("x = = 1", false)] {
        let result = lua.load(source).name("=text").compile();
        let Err(Error::Syntax { message, is_incomplete }) = result else {
            panic!("{source} compiles")
        };
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
    let fail = lua
        .create_function(|_, disk: u32| Err::<(), _>(Error::host(DiskFull(disk))))
        .expect("a function");
    lua.globals().set(&mut lua, "fail", fail).expect("set");
    let error = lua.load("fail(3)").exec().expect_err("it fails");
    assert_eq!(error.downcast_host::<DiskFull>().map(|error| error.0), Some(3));
    let (ok, text) = eval::<(bool, String)>(
        &mut lua,
        "(function() local ok, e = pcall(fail, 4) return ok, tostring(e) end)()",
    );
    assert_eq!((ok, text.as_str()), (false, "disk 4 is full"));
    let error = lua.load("local ok, e = pcall(fail, 5) error(e)").exec().expect_err("it fails");
    assert_eq!(error.downcast_host::<DiskFull>().map(|error| error.0), Some(5));
}

#[test]
fn a_bad_argument_is_blamed_in_the_words_of_lua() {
    let mut lua = lua();
    let add =
        lua.create_function(|_, (left, right): (i64, i64)| Ok(left + right)).expect("a function");
    lua.globals().set(&mut lua, "add", add).expect("set");
    let error = lua.load("add(1, {})").name("=c").exec().expect_err("it fails");
    assert_eq!(error.to_string(), "c:1: bad argument #2 to 'add' (number expected, got table)");
    let error = lua.load("add(nil)").name("=c").exec().expect_err("it fails");
    assert_eq!(error.to_string(), "c:1: bad argument #1 to 'add' (number expected, got nil)");
}

#[test]
fn a_panic_in_a_function_of_the_host_is_an_error() {
    let mut lua = lua();
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let explode = lua
        .create_function(|_, ()| -> Result<(), Error> { panic!("on purpose") })
        .expect("a function");
    let result = explode.call::<()>(&mut lua, ());
    std::panic::set_hook(hook);
    assert!(matches!(result, Err(Error::Misuse(_))), "{result:?}");
    assert_eq!(eval::<i64>(&mut lua, "1"), 1);
}
