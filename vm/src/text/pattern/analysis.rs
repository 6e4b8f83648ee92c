//! Finds repetitions that never need taking back, and bytes on which the rest of a pattern can start.
//!
//! Invariants:
//! - What is found only leaves out attempts that must fail, so results and errors are those
//!   of the plain backtracking matcher.
//! - A pattern in which the depth limit can be reached keeps every attempt, because a failing
//!   attempt may be the one that reports "pattern too complex".

use super::MAX_DEPTH;
use super::class::ByteSet;
use super::instruction::{Class, Follow, Instruction, Program};

/// On which text the instructions behind a point can match.
#[derive(Clone, Copy)]
struct Rest {
    /// The bytes that may come first, unless `is_opaque`.
    bytes: ByteSet,
    /// The rest matches, or reports an error, on any text.
    always: bool,
    /// Nothing is known about the first byte.
    is_opaque: bool,
}

impl Rest {
    /// The rest starts with one of these bytes.
    fn starting(bytes: ByteSet) -> Rest {
        Rest { bytes, always: false, is_opaque: false }
    }

    /// Whether no text that starts with a byte of `class` can match, given that it is not at its end.
    fn excludes(&self, class: &ByteSet) -> bool {
        !self.always && !self.is_opaque && self.bytes.intersection(*class) == ByteSet::EMPTY
    }

    /// The hint for the matcher.
    fn follow(&self, program: &mut Program) -> Follow {
        match (self.bytes.len(), self.bytes.first()) {
            _ if self.always || self.is_opaque => Follow::Anywhere,
            (256, _) => Follow::Anywhere,
            (1, Some(byte)) => Follow::Byte(byte),
            _ => Follow::Set(program.add_set(self.bytes)),
        }
    }
}

/// Fills in every [`Follow`] of the program, from its end to its start.
pub(super) fn analyse(program: &mut Program) {
    if nested_attempts(program) + 1 >= MAX_DEPTH as usize {
        return;
    }
    let mut rest = Rest { bytes: ByteSet::EMPTY, always: true, is_opaque: false };
    for index in (0..program.code.len()).rev() {
        let (instruction, before) = step(program, program.code[index], rest);
        program.code[index] = instruction;
        rest = before;
    }
    program.start = rest.follow(program);
    if let [Instruction::Greedy { class, min: 1, .. }, Instruction::Accept] = program.code[..] {
        program.run = Some(class);
    }
    program.leading_run = leading_run(program);
}

/// The class that a pattern starts with, if it runs to its end wherever in the run it starts.
///
/// A back reference would tell the starts apart, as the text of a capture depends on them.
fn leading_run(program: &Program) -> Option<Class> {
    let is_capture = |instruction: &&Instruction| {
        matches!(instruction, Instruction::Open(_) | Instruction::Position(_))
    };
    let first = program.code.iter().find(|instruction| !is_capture(instruction))?;
    let has_reference =
        program.code.iter().any(|instruction| matches!(instruction, Instruction::BackReference(_)));
    match first {
        Instruction::Greedy { class, follow: Follow::Decided, .. } if !has_reference => {
            Some(*class)
        }
        _ => None,
    }
}

/// The most attempts that can be open inside one another.
fn nested_attempts(program: &Program) -> usize {
    let nests = |instruction: &&Instruction| {
        matches!(
            instruction,
            Instruction::Optional { .. }
                | Instruction::Greedy { .. }
                | Instruction::Lazy { .. }
                | Instruction::Open(_)
                | Instruction::Close(_)
                | Instruction::Position(_)
        )
    };
    program.code.iter().filter(nests).count()
}

/// The instruction with its hint, and what is known in front of it.
fn step(program: &mut Program, instruction: Instruction, rest: Rest) -> (Instruction, Rest) {
    match instruction {
        Instruction::Optional { class, .. } => {
            let follow = greedy_follow(program, class, rest);
            (Instruction::Optional { class, follow }, may_start(program, class, rest))
        }
        Instruction::Greedy { class, min, .. } => {
            let follow = greedy_follow(program, class, rest);
            let before = match min {
                0 => may_start(program, class, rest),
                _ => Rest::starting(program.class_set(class)),
            };
            (Instruction::Greedy { class, min, follow }, before)
        }
        Instruction::Lazy { class, .. } => {
            let before = may_start(program, class, rest);
            let found = if rest.always {
                Instruction::Lazy { class, follow: Follow::Decided }
            } else if rest.excludes(&program.class_set(class)) {
                // Only the end of the run can lead on, so the shortest way is the longest.
                Instruction::Greedy { class, min: 0, follow: Follow::Decided }
            } else {
                Instruction::Lazy { class, follow: rest.follow(program) }
            };
            (found, before)
        }
        fixed => (fixed, fixed_rest(program, fixed, rest)),
    }
}

/// What is known in front of an instruction that does not repeat.
fn fixed_rest(program: &Program, instruction: Instruction, rest: Rest) -> Rest {
    match instruction {
        Instruction::Accept | Instruction::Refuse(_) => {
            Rest { bytes: ByteSet::EMPTY, always: true, is_opaque: false }
        }
        Instruction::AcceptAtEnd | Instruction::Never => Rest::starting(ByteSet::EMPTY),
        Instruction::Byte(byte) => Rest::starting(ByteSet::single(byte)),
        Instruction::Any => Rest::starting(ByteSet::FULL),
        Instruction::Single(class) => Rest::starting(program.class_set(class)),
        Instruction::Literal { start, .. } => match program.literals.get(start as usize) {
            Some(byte) => Rest::starting(ByteSet::single(*byte)),
            None => Rest::starting(ByteSet::FULL),
        },
        Instruction::Balanced { open, .. } => Rest::starting(ByteSet::single(open)),
        Instruction::Frontier(index) => Rest::starting(*program.set(index)),
        Instruction::BackReference(_) => {
            Rest { bytes: ByteSet::FULL, always: false, is_opaque: true }
        }
        // Captures take no text; repetitions were handled before.
        _ => rest,
    }
}

/// What is known in front of something that may match nothing.
fn may_start(program: &Program, class: Class, rest: Rest) -> Rest {
    Rest { bytes: rest.bytes.union(program.class_set(class)), ..rest }
}

/// The hint for a repetition that takes as much as it can.
fn greedy_follow(program: &mut Program, class: Class, rest: Rest) -> Follow {
    if rest.always || rest.excludes(&program.class_set(class)) {
        Follow::Decided
    } else {
        rest.follow(program)
    }
}
