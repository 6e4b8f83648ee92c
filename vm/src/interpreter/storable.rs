//! Which registers of a Lua function a debugger may store into without harm to what the interpreter keeps there.
//!
//! The registers of a loop are told by the code, not by the names of variables: those may come from a dump.

use crate::bytecode::{Instruction, Opcode};
use crate::object::Draft;
use crate::value::Value;

/// What a loop keeps in a register.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LoopRegister {
    /// What drives it.
    State,
    /// The variable of a numeric loop, which is counted up in place.
    Variable,
}

/// Whether `value` may take the place of `present` in a register while the word at `at` is executed.
pub(super) fn is_storable(
    draft: &Draft,
    register: usize,
    at: usize,
    present: Value,
    value: Value,
) -> bool {
    match loop_register(draft, register, at) {
        Some(LoopRegister::State) => false,
        Some(LoopRegister::Variable) => value.tag == present.tag,
        None => register < usize::from(draft.registers),
    }
}

/// What the loops around a word keep in a register.
fn loop_register(draft: &Draft, register: usize, at: usize) -> Option<LoopRegister> {
    let mut found = None;
    let mut place = 0;
    while place <= at {
        let word = Instruction(*draft.words.get(place)?);
        let opcode = word.opcode()?;
        let next = place + opcode.info().words;
        let target = next.wrapping_add_signed(word.d());
        // Behind the body of a generic loop come its call and its step.
        let (states, end) = match opcode {
            Opcode::ForPrepare => (2, target),
            Opcode::GenericForPrepare => (3, target + 2),
            _ => (0, 0),
        };
        if at < end {
            match register.checked_sub(word.a() / size_of::<Value>()) {
                Some(distance) if distance < states => found = Some(LoopRegister::State),
                Some(2) if states == 2 => found = Some(LoopRegister::Variable),
                _ => {}
            }
        }
        place = next;
    }
    found
}
