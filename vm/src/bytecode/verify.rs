//! Checks a draft, so that the interpreter may run its words without checks of its own.
//!
//! After [`verify`] the following holds in the function and in all functions nested in it:
//! - Every word the interpreter reaches is the first word of a known instruction that a program may
//!   contain; data words are where they belong, and inline-cache words are zero.
//! - Registers, upvalues, constants and children exist, with all the registers an instruction uses
//!   beyond those it names; constants have the kind the instruction needs.
//! - Jumps go to first words, the last instruction does not fall off the end, and only instructions
//!   that charge jump backward.
//! - An instruction that leaves values up to the top of the stack is followed at once by one that
//!   takes them, which is never reached otherwise, and whose own registers lie below the values.
//! - While a loop runs, nothing writes or captures the registers that drive it, and nothing jumps
//!   into it, so its stepping instruction sees what its preparation left.
//! - No captured or marked register lies at or above the function register of a call, in registers
//!   that the preparation of a loop takes over, or in a frame that is left without closing.
//!
//! Two things are left to the interpreter: a register may be read before it is written, and names,
//! lines and sources may be anything.

mod effect;
mod flow;
mod loops;
mod operands;

use std::fmt;

use super::{Instruction, Opcode, OperandKind};
use crate::object::{Draft, LocalDraft, UpvalueDraft};

/// What a verified draft may have at most.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How deep functions nest.
    pub nesting: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { nesting: 200 }
    }
}

/// Why a draft is refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct VerifyError {
    /// The line where the function starts, as it says itself.
    pub line_defined: u32,
    /// The word.
    pub at: usize,
    /// What is wrong there.
    pub reason: &'static str,
}

impl fmt::Display for VerifyError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let VerifyError { line_defined, at, reason } = self;
        write!(formatter, "function at line {line_defined}, word {at}: {reason}")
    }
}

impl std::error::Error for VerifyError {}

/// The result of a check inside a function: the word and what is wrong with it.
type Check<T = ()> = Result<T, (usize, &'static str)>;

/// Checks a function and all functions nested in it.
pub fn verify(draft: &Draft, limits: Limits) -> Result<(), VerifyError> {
    let mut waiting = vec![(draft, 0)];
    while let Some((draft, depth)) = waiting.pop() {
        let refused = |(at, reason)| VerifyError { line_defined: draft.line_defined, at, reason };
        if depth > limits.nesting {
            return Err(refused((0, "functions nest too deep")));
        }
        sizes(draft).map_err(refused)?;
        let code = Code::new(draft).map_err(refused)?;
        code.follow().map_err(refused)?;
        operands::check(&code).map_err(refused)?;
        loops::check(&code).map_err(refused)?;
        flow::check(&code).map_err(refused)?;
        waiting.extend(draft.children.iter().map(|child| (&**child, depth + 1)));
    }
    Ok(())
}

/// Checks what does not depend on single instructions.
fn sizes(draft: &Draft) -> Check {
    let words = draft.words.len();
    if i32::try_from(words).is_err() || i32::try_from(draft.constants.len() * 2 + words).is_err() {
        return Err((0, "code too long"));
    }
    if draft.parameters > draft.registers {
        return Err((0, "more parameters than registers"));
    }
    if draft.upvalues.len() > usize::from(u8::MAX) {
        return Err((0, "too many upvalues"));
    }
    if !draft.lines.is_empty() && draft.lines.len() != words {
        return Err((0, "not one line for each word"));
    }
    let is_local_valid = |local: &LocalDraft| {
        local.register < draft.registers && local.start <= local.end && local.end as usize <= words
    };
    if !draft.locals.iter().all(is_local_valid) {
        return Err((0, "local variable outside of the function"));
    }
    for child in &draft.children {
        let exists = |upvalue: &UpvalueDraft| match upvalue.from_register {
            true => upvalue.index < draft.registers,
            false => usize::from(upvalue.index) < draft.upvalues.len(),
        };
        if !child.upvalues.iter().all(exists) {
            return Err((0, "captured variable does not exist"));
        }
    }
    Ok(())
}

/// The instructions of one function.
struct Code<'d> {
    draft: &'d Draft,
    /// For each word, whether it is the first of an instruction.
    starts: Vec<bool>,
}

/// One instruction and its place.
#[derive(Clone, Copy)]
struct Placed {
    at: usize,
    word: Instruction,
    opcode: Opcode,
}

impl Placed {
    /// A register operand.
    fn register(self, raw: usize) -> usize {
        raw / usize::from(super::REGISTER_BYTES)
    }

    /// The word it jumps to, if it is a jump. In checked code the target exists.
    fn target(self) -> Option<usize> {
        let operand =
            self.opcode.info().operands.iter().find(|operand| operand.kind == OperandKind::Jump)?;
        let offset = operand.slot.get(self.word.0, true);
        usize::try_from(self.at as i64 + 1 + offset).ok()
    }

    /// The word after it.
    fn next(self) -> usize {
        self.at + self.opcode.info().words
    }

    /// Whether the next instruction does not follow it.
    fn is_last(self) -> bool {
        matches!(
            self.opcode,
            Opcode::Jump
                | Opcode::JumpBack
                | Opcode::Return0
                | Opcode::Return1
                | Opcode::Return
                | Opcode::TailCall
                | Opcode::GenericForPrepare
        )
    }
}

impl<'d> Code<'d> {
    /// Finds the instructions; every word belongs to one.
    fn new(draft: &'d Draft) -> Check<Code<'d>> {
        let mut starts = vec![false; draft.words.len()];
        let mut at = 0;
        while let Some(&word) = draft.words.get(at) {
            let opcode = Instruction(word).opcode().ok_or((at, "unknown instruction"))?;
            if opcode as u8 >= Opcode::HostReturn as u8 {
                return Err((at, "instruction that no program contains"));
            }
            starts[at] = true;
            let data = draft.words.get(at + 1..at + opcode.info().words);
            let data = data.ok_or((at, "instruction cut off"))?;
            if opcode != Opcode::SetList && data.iter().any(|&word| word != 0) {
                return Err((at, "inline cache in use"));
            }
            at += opcode.info().words;
        }
        Ok(Code { draft, starts })
    }

    /// The instruction at a word that is the first of one.
    fn placed(&self, at: usize) -> Option<Placed> {
        if !*self.starts.get(at)? {
            return None;
        }
        let word = Instruction(*self.draft.words.get(at)?);
        Some(Placed { at, word, opcode: word.opcode()? })
    }

    /// All instructions in order.
    fn instructions(&self) -> impl Iterator<Item = Placed> + '_ {
        (0..self.starts.len()).filter_map(|at| self.placed(at))
    }

    /// Checks where control goes, and that open values are taken.
    fn follow(&self) -> Check {
        let mut last = None;
        let mut producer: Option<Placed> = None;
        for placed in self.instructions() {
            self.follow_jump(placed)?;
            match (producer.take(), consumed_from(placed)) {
                (None, None) => {}
                (Some(_), None) => return Err((placed.at, "open values are not taken")),
                (None, Some(_)) => return Err((placed.at, "there are no open values to take")),
                (Some(producer), Some(first)) => {
                    if producer.register(producer.word.a()) < first {
                        return Err((placed.at, "open values start too low"));
                    }
                }
            }
            if is_open_producer(placed) {
                producer = Some(placed);
            }
            last = Some(placed);
        }
        if producer.is_some() {
            return Err((self.starts.len(), "open values are not taken"));
        }
        match last {
            Some(last) if last.is_last() => Ok(()),
            _ => Err((self.starts.len(), "code falls off its end")),
        }
    }

    fn follow_jump(&self, placed: Placed) -> Check {
        if !placed.opcode.info().operands.iter().any(|operand| operand.kind == OperandKind::Jump) {
            return Ok(());
        }
        let target = placed.target().and_then(|target| self.placed(target));
        let Some(target) = target else {
            return Err((placed.at, "jump to something that is no instruction"));
        };
        let charges =
            matches!(placed.opcode, Opcode::JumpBack | Opcode::ForLoop | Opcode::GenericForLoop);
        if target.at <= placed.at && !charges {
            return Err((placed.at, "backward jump that is not charged"));
        }
        if consumed_from(target).is_some() {
            return Err((placed.at, "jump between open values and what takes them"));
        }
        Ok(())
    }
}

/// Whether an instruction leaves values up to the top of the stack.
fn is_open_producer(placed: Placed) -> bool {
    matches!(placed.opcode, Opcode::Call | Opcode::Vararg) && placed.word.b() == 0
}

/// For an instruction that takes the values up to the top of the stack, the lowest register where
/// they may start.
fn consumed_from(placed: Placed) -> Option<usize> {
    let first = placed.register(placed.word.a());
    match placed.opcode {
        Opcode::Call | Opcode::TailCall if placed.word.x() == 0 => Some(first + 2),
        Opcode::SetList if placed.word.b() == 0 => Some(first + 1),
        Opcode::Return if placed.word.b() == 0 => Some(first),
        _ => None,
    }
}
