//! What the fuzz targets do with an input. None may panic, hang, or touch memory that is not theirs.

use std::cell::RefCell;

use perilune::bytecode::binary::{prefix_length, seal};
use perilune::dialect::LUA55;
use perilune::api::{Dialect, Lua, LuaString, Options, Program, Value, Variadic};

/// Programs whose code the target `undump` damages; together they use most instructions.
const SOURCES: &[&str] = &[
    include_str!("../seeds/parse/control.lua"),
    include_str!("../seeds/parse/expressions.lua"),
    include_str!("../seeds/parse/functions.lua"),
    include_str!("../seeds/parse/tables.lua"),
];

/// More states are not made than one per this many inputs, as making one takes longer than an input does.
const INPUTS_PER_STATE: u32 = 500;

fn limited() -> Options {
    Options {
        memory_limit: Some(32 << 20),
        instruction_limit: Some(100_000),
        seed: Some(1),
        allow_bytecode: true,
        ..Options::sandbox()
    }
}

thread_local! {
    static STATE: RefCell<(u32, Option<Lua>)> = const { RefCell::new((0, None)) };
}

/// Runs `work` in a state with limits, which serves a number of inputs and is then replaced.
fn with_state(work: impl FnOnce(&mut Lua)) {
    STATE.with_borrow_mut(|(uses, state)| {
        if *uses % INPUTS_PER_STATE == 0 {
            *state = None;
        }
        *uses += 1;
        let lua = state.get_or_insert_with(|| Lua::new(limited()).expect("the libraries fit the limit"));
        work(lua);
    });
}

/// Runs a program for its effects; an error is as good as a result.
fn run(program: &Program) {
    with_state(|lua| {
        if let Ok(function) = lua.instantiate(program) {
            // What it answers depends on the input alone, and no answer is wrong.
            let _ = function.call::<Value>(lua, ());
        }
    });
}

/// Compiles the input as source text; what compiles must survive the way through bytecode and run.
pub fn parse(data: &[u8]) {
    let Ok(program) = Program::compile(data, "=fuzz", Dialect::default()) else { return };
    for strip in [false, true] {
        let bytes = program.to_bytecode(strip);
        let read = Program::from_bytecode(&bytes, "=fuzz", Dialect::default());
        let read = read.expect("what was just dumped can be read");
        assert_eq!(read.to_bytecode(strip), bytes, "a dump read and dumped again is the same");
    }
    run(&program);
}

/// Damages the code of a real program as the input says, or takes the input as code; runs what is accepted. The
/// checksum is always right: it would hide everything behind it.
pub fn undump(data: &[u8]) {
    let Some((&choice, data)) = data.split_first() else { return };
    let choice = usize::from(choice);
    let source = SOURCES.get(choice / 2 % (SOURCES.len() + 1));
    let program = Program::compile(source.unwrap_or(&SOURCES[0]), "=seed", Dialect::default());
    let mut bytes = program.expect("the seeds compile").to_bytecode(choice % 2 == 1);
    let mut body = bytes.split_off(prefix_length(LUA55));
    match source {
        Some(_) => damage(&mut body, data),
        None => body = data.to_vec(),
    }
    bytes.append(&mut body);
    seal(&mut bytes, LUA55);
    if let Ok(program) = Program::from_bytecode(&bytes, "=fuzz", Dialect::default()) {
        // A listing must print whatever passed the verifier.
        assert!(!program.listing().is_empty());
        run(&program);
    }
}

/// Each four bytes of the instructions change one place: where (two bytes), how, and with what.
fn damage(bytes: &mut Vec<u8>, instructions: &[u8]) {
    for change in instructions.chunks_exact(4) {
        if bytes.is_empty() {
            return;
        }
        let at = usize::from(u16::from_le_bytes([change[0], change[1]])) % bytes.len();
        match change[2] % 6 {
            0 => bytes[at] = change[3],
            1 => bytes[at] ^= 1 << (change[3] % 8),
            2 => bytes[at] = bytes[at].wrapping_add(change[3]),
            3 => bytes.truncate(at),
            4 => bytes.insert(at, change[3]),
            _ => {
                bytes.remove(at);
            }
        }
    }
}

/// Matches: the input's first byte chooses the function, a zero byte parts pattern, subject and replacement.
pub fn pattern(data: &[u8]) {
    const CALLS: &[&str] = &[
        "local s, p = ... return string.find(s, p)",
        "local s, p = ... return string.match(s, p, -3)",
        "local s, p = ... for a, b in string.gmatch(s, p) do local c = a .. (b or '') end",
        "local s, p, r = ... return string.gsub(s, p, r)",
        "local s, p = ... return string.gsub(s, p, function(a) return a end, 5)",
        "local s, p = ... return string.gsub(s, p, { a = 'b', x = false })",
        "local s, p = ... return string.find(s, p, 2, true)",
        "local s, p = ... return pcall(string.rep, s, #p, p), pcall(string.format, p, s, 1, 2.5, s)",
        "local s, p = ... return pcall(string.unpack, p, s), pcall(string.pack, p, 1, s, 2.5, s)",
    ];
    let Some((&choice, data)) = data.split_first() else { return };
    let mut parts = data.splitn(3, |byte| *byte == 0);
    let [pattern, subject, replacement] = [(); 3].map(|()| parts.next().unwrap_or_default());
    let source = CALLS[usize::from(choice) % CALLS.len()];
    let texts = [subject, pattern, replacement].map(LuaString::from);
    with_state(|lua| {
        // A malformed pattern is an error, and an expensive one meets the limit.
        let _ = lua.load(source).call::<Value>(Variadic(texts.to_vec()));
    });
}
