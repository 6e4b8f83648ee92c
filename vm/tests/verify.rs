//! Only code that the interpreter may run unchecked passes the verifier, and damaged dumps are
//! refused with the reference's words; what is accepted runs without harm, whatever it does.

use std::path::Path;
use std::sync::Arc;

use perilune::api::{Lua, Options, Value, Variadic};
use perilune::bytecode::binary::{dump, prefix_length, seal, undump};
use perilune::bytecode::verify::{Limits, verify};
use perilune::bytecode::{Instruction, Opcode, Slot};
use perilune::compiler::compile_source;
use perilune::dialect::LUA55;
use perilune::object::Draft;

fn compiled(source: &str) -> Draft {
    let draft = compile_source(source.as_bytes(), b"=test", LUA55, &mut |_| true);
    let draft = draft.unwrap_or_else(|error| panic!("{}", error.message.escape_ascii()));
    Draft::clone(&draft)
}

/// The drafts of all programs with pinned listings.
fn golden_drafts() -> Vec<Draft> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let entries = std::fs::read_dir(directory).expect("the directory exists");
    let paths = entries.map(|entry| entry.expect("the directory can be read").path());
    paths
        .filter(|path| path.extension().is_some_and(|extension| extension == "lua"))
        .map(|path| compiled(&std::fs::read_to_string(path).expect("the program can be read")))
        .collect()
}

/// A change to one function, and the refusal it must bring.
struct Control {
    source: &'static str,
    change: fn(&mut Draft),
    reason: &'static str,
}

/// The place of the first instruction with an opcode.
fn place(draft: &Draft, opcode: Opcode) -> usize {
    let mut at = 0;
    loop {
        let found = Instruction(draft.words[at]).opcode().expect("compiled code is known");
        if found == opcode {
            return at;
        }
        at += found.info().words;
    }
}

fn set(draft: &mut Draft, opcode: Opcode, slot: Slot, raw: i64) {
    let at = place(draft, opcode);
    draft.words[at] = slot.put(draft.words[at], raw);
}

/// The only function nested in a chunk, made the chunk itself.
fn inner(draft: &mut Draft) {
    let child = Draft::clone(&draft.children[0]);
    *draft = child;
}

const CONTROLS: &[Control] = &[
    Control {
        source: "local a = 1",
        change: |draft| set(draft, Opcode::LoadInteger, Slot::A, 16 * 200),
        reason: "register outside of the frame",
    },
    Control {
        source: "local a = 1",
        change: |draft| set(draft, Opcode::LoadInteger, Slot::A, 3),
        reason: "operand between two others",
    },
    Control {
        source: "x = 1",
        change: |draft| set(draft, Opcode::SetUpvalueField, Slot::B, 24 + 8),
        reason: "upvalue that does not exist",
    },
    Control {
        source: "x = 1",
        change: |draft| draft.constants.clear(),
        reason: "constant that does not exist",
    },
    Control {
        source: "x = 1",
        change: |draft| draft.constants[0] = perilune::object::Constant::Nil,
        reason: "constant of the wrong kind",
    },
    Control {
        source: "x = 1",
        change: |draft| {
            let at = place(draft, Opcode::SetUpvalueField);
            draft.words[at + 1] = 7;
        },
        reason: "inline cache in use",
    },
    Control {
        source: "x = 1",
        change: |draft| draft.words[0] = Opcode::HostReturn as u64,
        reason: "instruction that no program contains",
    },
    Control {
        source: "x = 1",
        change: |draft| draft.words[0] = 255,
        reason: "unknown instruction",
    },
    Control {
        source: "x = 1",
        change: |draft| {
            draft.words.pop();
            draft.lines.pop();
        },
        reason: "code falls off its end",
    },
    Control {
        source: "if x then x = 1 end",
        change: |draft| set(draft, Opcode::JumpIfNot, Slot::D, 2),
        reason: "jump to something that is no instruction",
    },
    Control {
        source: "x = 1; if x then x = 1 end",
        change: |draft| set(draft, Opcode::JumpIfNot, Slot::D, -3),
        reason: "backward jump that is not charged",
    },
    Control {
        source: "f(g())",
        change: |draft| set(draft, Opcode::Call, Slot::B, 1),
        reason: "there are no open values to take",
    },
    Control {
        source: "f(1)",
        change: |draft| set(draft, Opcode::Call, Slot::B, 0),
        reason: "open values are not taken",
    },
    Control {
        source: "if x then f(g()) end",
        change: |draft| {
            let at = place(draft, Opcode::JumpIfNot);
            let distance = draft.words.len() - 2 - (at + 1);
            set(draft, Opcode::JumpIfNot, Slot::D, distance as i64);
        },
        reason: "jump between open values and what takes them",
    },
    Control {
        source: "for i = 1, 2 do local x = i end",
        change: |draft| set(draft, Opcode::Move, Slot::A, 16),
        reason: "registers of a loop are changed",
    },
    Control {
        source: "for i = 1, 2 do local x = i end",
        change: |draft| set(draft, Opcode::ForLoop, Slot::A, 16),
        reason: "preparation without its loop",
    },
    Control {
        source: "for i = 1, 2 do local x = i end",
        change: |draft| {
            let at = place(draft, Opcode::ForPrepare);
            draft.words[at] = Opcode::Jump as u64;
        },
        reason: "step of a loop outside of it",
    },
    Control {
        source: "if x then for i = 1, 2 do local x = i end end",
        change: |draft| {
            let (at, target) = (place(draft, Opcode::JumpIfNot), place(draft, Opcode::Move));
            set(draft, Opcode::JumpIfNot, Slot::D, (target - (at + 1)) as i64);
        },
        reason: "jump into a loop",
    },
    Control {
        source: "local x; f = function() return x end",
        change: |draft| set(draft, Opcode::Return, Slot::X, 2),
        reason: "return without closing",
    },
    Control {
        source: "local x; f = function() return x end; return f()",
        change: |draft| set(draft, Opcode::TailCall, Slot::B, 0),
        reason: "tail call without closing",
    },
    Control {
        source: "do local x; f = function() return x end end g()",
        change: |draft| set(draft, Opcode::Close, Slot::A, 16 * 2),
        reason: "call over a variable to be closed",
    },
    Control {
        source: "while true do local x <close> = nil end",
        change: |draft| set(draft, Opcode::Close, Slot::A, 16),
        reason: "variables to be closed out of order",
    },
    Control {
        source: "return ...",
        change: |draft| draft.is_vararg = false,
        reason: "count or kind of function that does not fit",
    },
    Control {
        source: "local function f() end",
        change: |draft| {
            inner(draft);
            draft.is_vararg = true;
        },
        reason: "count or kind of function that does not fit",
    },
    Control {
        source: "local function f(a, b) end",
        change: |draft| {
            inner(draft);
            draft.registers = 1;
        },
        reason: "more parameters than registers",
    },
    Control {
        source: "local x; local function f() return x end",
        change: |draft| {
            let mut child = Draft::clone(&draft.children[0]);
            child.upvalues[0].index = 200;
            draft.children[0] = Arc::new(child);
        },
        reason: "captured variable does not exist",
    },
];

#[test]
fn each_kind_of_damage_is_refused() {
    for Control { source, change, reason } in CONTROLS {
        let mut draft = compiled(source);
        assert_eq!(verify(&draft, Limits::default()), Ok(()), "{source}");
        change(&mut draft);
        let refusal = verify(&draft, Limits::default()).err().map(|error| error.reason);
        assert_eq!(refusal, Some(*reason), "{source}");
    }
}

#[test]
fn dumps_read_back_as_they_were() {
    for draft in golden_drafts() {
        let whole = undump(&dump(&draft, LUA55, false), b"=test", LUA55);
        assert_eq!(whole.as_deref(), Ok(&draft));
        let stripped =
            undump(&dump(&draft, LUA55, true), b"=test", LUA55).expect("stripped code is valid");
        assert_eq!(stripped.words, draft.words);
        assert!(stripped.lines.is_empty() && stripped.locals.is_empty());
        assert!(stripped.source.is_empty());
    }
}

#[test]
fn cut_dumps_are_called_truncated() {
    let bytes =
        dump(&compiled("local a = 1; return function() return a, 'text' end"), LUA55, false);
    for len in 1..bytes.len() {
        let refusal = undump(&bytes[..len], b"@cut", LUA55).expect_err("a part is no chunk");
        assert_eq!(refusal, "cut: bad binary format (truncated chunk)", "{len} bytes");
    }
}

#[test]
fn every_changed_byte_is_noticed() {
    let bytes =
        dump(&compiled("local a = 1; return function() return a, 'text' end"), LUA55, false);
    for index in 0..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[index] = damaged[index].wrapping_add(1);
        assert!(undump(&damaged, b"=damaged", LUA55).is_err(), "byte {index}");
    }
}

#[test]
fn the_verifier_answers_for_any_words() {
    let mut seed = 1_u64;
    let mut random = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        seed >> 33
    };
    for draft in golden_drafts() {
        for _ in 0..300 {
            let mut damaged = draft.clone();
            for _ in 0..=random() % 3 {
                let at = random() as usize % damaged.words.len();
                let slots = [Slot::X, Slot::A, Slot::B, Slot::C, Slot::D];
                let slot = slots[random() as usize % slots.len()];
                let raw = (random() as i64 % 64 - 16) * [1, 16][random() as usize % 2];
                damaged.words[at] = match random() % 4 {
                    0 => (damaged.words[at] & !0xff) | (random() % Opcode::COUNT as u64),
                    _ => slot.put(damaged.words[at], raw),
                };
            }
            // Refused or not: what counts is that there is an answer.
            let _ = verify(&damaged, Limits::default());
        }
    }
}

/// Numbers without a pattern.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }
}

/// Changes a few bytes of the body of a dump, or takes some out, or doubles some.
fn damage(bytes: &mut Vec<u8>, random: &mut Random) {
    for _ in 0..=random.below(3) {
        if bytes.len() <= prefix_length(LUA55) + 8 {
            return;
        }
        let at = prefix_length(LUA55) + random.below(bytes.len() - prefix_length(LUA55) - 8);
        match random.below(8) {
            0 => drop(bytes.drain(at..=at + random.below(8))),
            1 => bytes.extend_from_within(at..at + 8),
            2 => bytes.truncate(at),
            3 => bytes[at] = random.below(256) as u8,
            4 => bytes[at] ^= 1 << random.below(8),
            // Most of a body are words of eight bytes; small steps make operands that nearly fit.
            5 => bytes[at] = bytes[at].wrapping_add(16),
            6 => bytes[at] = bytes[at].wrapping_add(1),
            _ => bytes[at] = bytes[at].wrapping_sub(1),
        }
    }
}

#[test]
fn damaged_dumps_are_refused_or_run_without_harm() {
    let limited = || {
        let limits = Options {
            memory_limit: Some(8 << 20),
            instruction_limit: Some(20_000),
            allow_bytecode: true,
            ..Options::sandbox()
        };
        Lua::new(limits).expect("the libraries fit the limit")
    };
    let mut random = Random(1);
    let (mut refused, mut run) = (0, 0);
    for draft in golden_drafts() {
        let dumps = [dump(&draft, LUA55, false), dump(&draft, LUA55, true)];
        let mut lua = limited();
        for index in 0..360 {
            let mut bytes = dumps[index % 2].clone();
            damage(&mut bytes, &mut random);
            seal(&mut bytes, LUA55);
            match lua.load(&bytes).compile() {
                // What it does is anyone's guess; it must leave the state in order.
                Ok(function) => {
                    run += 1;
                    let _ = function.call::<Variadic<Value>>(&mut lua, (1, "text"));
                }
                Err(_) => refused += 1,
            }
            if index % 50 == 0 {
                lua.collect().expect("the state is in order");
                lua = limited();
            }
        }
    }
    assert!(
        refused + run >= 10_000 && refused > 1000 && run > 1000,
        "{refused} refused, {run} run"
    );
}
