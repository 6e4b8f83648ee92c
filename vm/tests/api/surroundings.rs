//! Streams, the end of a program, and garbage at every opportunity.

use std::sync::{Arc, Mutex};

use perilune::api::{Error, Function, Lua, LuaString, MultiValue, Options, Streams, Table, Value};

use super::{eval, lua};

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
    lua.on_warning(move |text| {
        seen.lock().expect("not poisoned").push(String::from_utf8_lossy(text).into_owned())
    });
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
fn everything_holds_when_garbage_is_collected_at_every_opportunity() {
    let mut lua = Lua::new(Options { collect_always: true, ..Options::all() }).expect("a state");
    let list = vec!["one".to_owned(), "two".to_owned(), "three".to_owned()];
    let join = lua
        .create_function(|lua, (list, separator): (Vec<String>, String)| {
            let parts = lua.create_table()?;
            for item in &list {
                parts.push(lua, item.as_str())?;
            }
            let concat =
                lua.globals().get::<Table>(lua, "table")?.get::<Function>(lua, "concat")?;
            concat.call::<String>(lua, (parts, separator))
        })
        .expect("a function");
    lua.globals().set(&mut lua, "join", join).expect("set");
    lua.globals().set(&mut lua, "list", list).expect("set");
    assert_eq!(eval::<String>(&mut lua, "join(list, '-' .. '-')"), "one--two--three");
    let results =
        eval::<MultiValue>(&mut lua, "{}, 'a' .. 'b', function() end, coroutine.create(print)");
    assert_eq!(
        results.iter().map(Value::type_name).collect::<Vec<_>>(),
        ["table", "string", "function", "thread"]
    );
    assert_eq!(lua.text_of(&results[1]).expect("text"), "ab");
}
