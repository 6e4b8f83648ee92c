//! Whether loops are entered through their preparation only, and their registers left alone.
//!
//! A loop is the run of words from behind its preparation to its stepping instruction. Loops nest.
//! The stepping instruction of a numeric loop changes the payload of a register without looking at
//! its tag, so the register must still hold the number that the preparation put there.

use super::effect::{RegisterSet, written};
use super::{Check, Code, Placed};
use crate::bytecode::Opcode;

/// A loop: its words and the registers that drive it.
struct Loop {
    first: usize,
    last: usize,
    registers: RegisterSet,
}

/// Checks all loops of a function.
pub(super) fn check(code: &Code<'_>) -> Check {
    // Loops around the current word, innermost last, and all loops in the order of their start.
    let mut open: Vec<Loop> = Vec::new();
    let mut loops: Vec<Loop> = Vec::new();
    // For each word, the innermost loop it is in, as its index plus one.
    let mut innermost = vec![0_u32; code.starts.len()];
    let mut stack: Vec<u32> = Vec::new();
    for placed in code.instructions() {
        while open.last().is_some_and(|inner| inner.last < placed.at) {
            open.pop();
            stack.pop();
        }
        innermost[placed.at] = stack.last().copied().unwrap_or(0);
        check_writes(code, placed, &open)?;
        if let Some(found) = loop_of(code, placed)? {
            if open.last().is_some_and(|outer| found.last > outer.last) {
                return Err((placed.at, "loops overlap"));
            }
            loops.push(Loop { ..found });
            stack.push(loops.len() as u32);
            open.push(found);
        }
    }
    code.instructions().try_for_each(|placed| check_entry(placed, &loops, &innermost))
}

/// The loop that an instruction prepares.
fn loop_of(code: &Code<'_>, placed: Placed) -> Check<Option<Loop>> {
    let base = placed.register(placed.word.a());
    let target = placed.target().unwrap_or(0);
    let (last, registers) = match placed.opcode {
        Opcode::ForPrepare => (target.checked_sub(1), RegisterSet::range(base, base + 2)),
        Opcode::GenericForPrepare => (Some(target + 1), RegisterSet::range(base, base + 3)),
        _ => return Ok(None),
    };
    let step = last.and_then(|last| code.placed(last)).filter(|step| {
        placed.register(step.word.a()) == base && step.target() == Some(placed.next())
    });
    let is_paired = match (placed.opcode, step) {
        (Opcode::ForPrepare, Some(step)) => step.opcode == Opcode::ForLoop,
        (_, Some(step)) => {
            let call = code.placed(target).filter(|call| call.opcode == Opcode::GenericForCall);
            step.opcode == Opcode::GenericForLoop
                && call.is_some_and(|call| call.register(call.word.a()) == base + 3)
        }
        (_, None) => false,
    };
    match last {
        Some(last) if is_paired => Ok(Some(Loop { first: placed.next(), last, registers })),
        _ => Err((placed.at, "preparation without its loop")),
    }
}

/// Checks that an instruction leaves the registers of the loops around it alone, and that stepping
/// instructions stand at the end of their loop.
fn check_writes(code: &Code<'_>, placed: Placed, open: &[Loop]) -> Check {
    let ends =
        |distance: usize| open.last().is_some_and(|inner| inner.last == placed.at + distance);
    let (is_in_place, around) = match placed.opcode {
        Opcode::ForLoop | Opcode::GenericForLoop => (ends(0), open.split_last()),
        Opcode::GenericForCall => (ends(1), None),
        _ => (true, None),
    };
    if !is_in_place {
        return Err((placed.at, "step of a loop outside of it"));
    }
    let around = around.map_or(open, |(_, outer)| outer);
    let mut changed = written(placed);
    if placed.opcode == Opcode::Closure {
        changed = changed.union(captured(code, placed));
    }
    match around.iter().any(|outer| outer.registers.meets(changed)) {
        true => Err((placed.at, "registers of a loop are changed")),
        false => Ok(()),
    }
}

/// The registers that a new closure captures.
pub(super) fn captured(code: &Code<'_>, placed: Placed) -> RegisterSet {
    let child = usize::try_from(placed.word.d()).ok();
    let Some(child) = child.and_then(|child| code.draft.children.get(child)) else {
        return RegisterSet::default();
    };
    let from_registers = child.upvalues.iter().filter(|upvalue| upvalue.from_register);
    from_registers.fold(RegisterSet::default(), |set, upvalue| {
        let register = usize::from(upvalue.index);
        set.union(RegisterSet::range(register, register + 1))
    })
}

/// Checks that a jump into a loop comes from inside.
fn check_entry(placed: Placed, loops: &[Loop], innermost: &[u32]) -> Check {
    let Some(target) = placed.target() else { return Ok(()) };
    let entered = innermost.get(target).copied().unwrap_or(0) as usize;
    let Some(entered) = entered.checked_sub(1).and_then(|index| loops.get(index)) else {
        return Ok(());
    };
    let is_inside = (entered.first..=entered.last).contains(&placed.at);
    let prepares = placed.opcode == Opcode::GenericForPrepare && placed.next() == entered.first;
    match is_inside || prepares {
        true => Ok(()),
        false => Err((placed.at, "jump into a loop")),
    }
}
