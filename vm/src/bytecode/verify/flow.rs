//! Whether variables that are captured or marked to be closed are closed in time, on every path.
//!
//! For each instruction the registers are found that may be captured by a closure, or marked, when
//! it starts. The sets only grow while the paths are followed, so following them ends.

use super::effect::RegisterSet;
use super::loops::captured;
use super::{Check, Code, Placed};
use crate::bytecode::Opcode;

/// Which registers may be captured, and which may be marked to be closed.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
struct State {
    captured: RegisterSet,
    marked: RegisterSet,
}

impl State {
    fn all(self) -> RegisterSet {
        self.captured.union(self.marked)
    }
}

/// Follows all paths through a function.
pub(super) fn check(code: &Code<'_>) -> Check {
    if !code.instructions().any(|placed| opens(code, placed)) {
        return Ok(());
    }
    let mut states: Vec<Option<State>> = vec![None; code.starts.len()];
    let mut waiting = vec![0];
    if let Some(first) = states.first_mut() {
        *first = Some(State::default());
    }
    // Each visit makes a set larger, so an instruction is visited at most once for each register.
    while let Some(at) = waiting.pop() {
        let (Some(placed), Some(state)) = (code.placed(at), states[at]) else { continue };
        let after = step(code, placed, state)?;
        let next = if placed.is_last() { None } else { Some(placed.next()) };
        for successor in [next, placed.target()].into_iter().flatten() {
            let Some(known) = states.get_mut(successor) else { continue };
            let joined = match *known {
                None => after,
                Some(known) => State {
                    captured: known.captured.union(after.captured),
                    marked: known.marked.union(after.marked),
                },
            };
            if *known != Some(joined) {
                *known = Some(joined);
                waiting.push(successor);
            }
        }
    }
    Ok(())
}

/// Whether an instruction captures or marks a register.
fn opens(code: &Code<'_>, placed: Placed) -> bool {
    match placed.opcode {
        Opcode::MarkClose => true,
        Opcode::GenericForPrepare => placed.word.x() == 0,
        Opcode::Closure => !captured(code, placed).is_empty(),
        _ => false,
    }
}

/// The state after an instruction, which must be allowed in the state before it.
fn step(code: &Code<'_>, placed: Placed, state: State) -> Check<State> {
    let first = placed.register(placed.word.a());
    let refuse = |reason| Err((placed.at, reason));
    let mut after = state;
    match placed.opcode {
        Opcode::Closure => after.captured = state.captured.union(captured(code, placed)),
        Opcode::Close => {
            let closed = RegisterSet::from(first);
            after.captured = state.captured.without(closed);
            after.marked = state.marked.without(closed);
        }
        // Errors and returns close marked variables from the highest down; a mark below another
        // would be closed in the wrong order.
        Opcode::MarkClose => return mark(placed, state, first),
        Opcode::GenericForPrepare if state.captured.meets(RegisterSet::range(first, first + 3)) => {
            return refuse("loop over a captured variable");
        }
        Opcode::GenericForPrepare if placed.word.x() == 0 => return mark(placed, state, first + 2),
        // Whoever captured a register could replace the numbers that the loop relies on.
        Opcode::ForPrepare if state.all().meets(RegisterSet::range(first, first + 3)) => {
            return refuse("loop over a variable to be closed");
        }
        // The callee's frame lies over these registers: a captured one could be written as a
        // variable of the callee, behind the back of what was checked there.
        Opcode::Call | Opcode::GenericForCall if state.all().meets(RegisterSet::from(first)) => {
            return refuse("call over a variable to be closed");
        }
        Opcode::Return0 | Opcode::Return1 if !state.all().is_empty() => {
            return refuse("return without closing");
        }
        Opcode::Return if placed.word.x() & 1 == 0 && !state.all().is_empty() => {
            return refuse("return without closing");
        }
        Opcode::TailCall
            if !state.marked.is_empty()
                || (placed.word.b() & 1 == 0 && !state.captured.is_empty()) =>
        {
            return refuse("tail call without closing");
        }
        _ => {}
    }
    Ok(after)
}

/// Marks a register. Marks are made from low registers to high ones.
fn mark(placed: Placed, state: State, register: usize) -> Check<State> {
    if state.marked.meets(RegisterSet::from(register)) {
        return Err((placed.at, "variables to be closed out of order"));
    }
    let marked = state.marked.union(RegisterSet::range(register, register + 1));
    Ok(State { marked, ..state })
}
