//! Appends instruction words, remembers their lines, counts what they cost, and patches jumps.
//!
//! **Invariants**
//! - Backward jumps are made only by `JumpBack`, `ForLoop` and `GenericForLoop`, which charge the
//!   instructions run since the last charge on the longest path. Everything else jumps forward.
//! - Jumps that wait for their target are chained in lists; a list is bound exactly once.

use super::Compiler;
use super::literal::Literal;
use crate::bytecode::{
    self, Instruction, Jump, JumpBack, JumpIf, JumpIfNot, LoadConstant, Move, Opcode, OperandKind,
    SelectIf, SelectIfNot, Slot, constant_offset,
};

/// A register of the frame. Wider than the field, so that a function that needs too many registers
/// can be compiled to the next statement, where the failure is noticed.
pub(super) type Register = u32;

/// Straight code is charged at least this often, so that no budget is overrun by a long program
/// without loops and calls. It must fit the field of `JumpBack`.
const CHARGE_INTERVAL: u32 = 240;

/// A forward jump that waits for its target.
#[derive(Clone, Copy, Debug)]
pub(super) struct PendingJump {
    /// The word of the jump.
    at: u32,
    /// The next jump of the list: its index plus one, or zero.
    next: u32,
    /// What had been run without charge when the jump is taken.
    uncharged: u32,
}

/// A list of jumps to the same target that is not known yet.
#[derive(Clone, Copy, Debug)]
pub(super) struct ListId(usize);

/// The top of a loop.
#[derive(Clone, Copy, Debug)]
pub(super) struct LoopTop {
    /// The word where the loop starts.
    pub(super) target: usize,
    /// What had been run without charge before the loop.
    uncharged: u32,
}

impl Compiler<'_> {
    /// Appends a one-word instruction, or the first word of a longer one; returns its place.
    #[inline]
    pub(super) fn emit(&mut self, instruction: Instruction, line: u32) -> usize {
        let function = &mut self.function;
        let at = function.words.len();
        function.words.push(instruction.0);
        function.lines.push(line);
        function.uncharged += 1;
        function.is_dead = false;
        at
    }

    /// Appends an instruction after which the code does not go on.
    pub(super) fn emit_last(&mut self, instruction: Instruction, line: u32) -> usize {
        let at = self.emit(instruction, line);
        self.function.is_dead = true;
        self.function.uncharged = 0;
        at
    }

    /// Appends an instruction with its inline-cache words, which start as zero.
    pub(super) fn emit_cached(&mut self, instruction: Instruction, line: u32) {
        self.emit(instruction, line);
        let words = WORDS[usize::from(instruction.opcode_number())];
        for _ in 1..words {
            self.emit_data(0, line);
        }
    }

    /// Appends a word that belongs to the instruction before it.
    pub(super) fn emit_data(&mut self, word: u64, line: u32) {
        self.function.words.push(word);
        self.function.lines.push(line);
    }

    /// The place of the next word.
    pub(super) fn here(&self) -> usize {
        self.function.words.len()
    }

    /// The field of a constant for the next instruction, or `None` where it does not fit 16 bits.
    pub(super) fn constant_field(&mut self, literal: Literal) -> Option<i64> {
        let literal = self.chosen_literal(literal);
        let index = self.function.constants.index_of(literal);
        let field = constant_offset(index, self.here());
        i16::try_from(field).is_ok().then_some(field)
    }

    /// `R[dst] = K[literal]`
    pub(super) fn load_constant(&mut self, dst: Register, literal: Literal, line: u32) {
        let index = self.function.constants.index_of(literal);
        let constant = constant_offset(index, self.here());
        self.emit(LoadConstant { dst: dst.into(), constant }.encode(), line);
    }

    /// `R[dst] = R[src]`, if they differ.
    pub(super) fn move_register(&mut self, dst: Register, src: Register, line: u32) {
        if dst != src {
            self.emit(Move { dst: dst.into(), src: src.into() }.encode(), line);
        }
    }

    /// What the next charge has to charge, at most `limit`; the count starts again.
    pub(super) fn take_cost(&mut self, limit: u32) -> i64 {
        let cost = (self.function.uncharged + 1).min(limit);
        self.function.uncharged = 0;
        i64::from(cost)
    }

    /// Charges straight code that has grown long. The jump goes to the next word.
    #[inline]
    pub(super) fn charge_point(&mut self, line: u32) {
        if self.function.uncharged >= CHARGE_INTERVAL && !self.function.is_dead {
            let cost = self.take_cost(u8::MAX.into());
            self.emit(JumpBack { cost, target: 0 }.encode(), line);
            self.function.uncharged = 0;
        }
    }

    /// Marks the next word as the target of a jump and returns its place.
    pub(super) fn label(&mut self) -> usize {
        self.function.last_label = self.here();
        self.function.is_dead = false;
        self.here()
    }

    /// Starts a loop at the next word.
    pub(super) fn loop_top(&mut self) -> LoopTop {
        let uncharged = std::mem::take(&mut self.function.uncharged);
        LoopTop { target: self.label(), uncharged }
    }

    /// Adds what was run before the loop to what is not charged after it.
    pub(super) fn loop_end(&mut self, top: LoopTop) {
        self.function.uncharged += top.uncharged;
    }

    /// Jumps back to a word.
    pub(super) fn jump_back(&mut self, target: usize, line: u32) {
        let cost = self.take_cost(u8::MAX.into());
        let target = distance(self.here(), target);
        self.emit_last(JumpBack { cost, target }.encode(), line);
    }

    /// A new, empty list of jumps. Lists are given back with [`Compiler::release_lists`].
    pub(super) fn new_list(&mut self) -> ListId {
        self.function.lists.push(0);
        ListId(self.function.lists.len() - 1)
    }

    /// Gives back a list and all that were made after it.
    pub(super) fn release_lists(&mut self, first: ListId) {
        self.function.lists.truncate(first.0);
    }

    /// Whether no jump is in the list.
    pub(super) fn is_empty(&self, list: ListId) -> bool {
        self.function.lists[list.0] == 0
    }

    /// Appends a forward jump and adds it to a list.
    pub(super) fn jump_to(&mut self, jump: Instruction, list: ListId, line: u32) {
        let at = self.emit(jump, line) as u32;
        let uncharged = self.function.uncharged;
        let next = self.function.lists[list.0];
        self.function.jumps.push(PendingJump { at, next, uncharged });
        self.function.lists[list.0] = self.function.jumps.len() as u32;
    }

    /// Appends an unconditional forward jump, unless the code cannot get here.
    pub(super) fn jump(&mut self, list: ListId, line: u32) {
        if !self.function.is_dead {
            self.jump_to(Jump { target: 0 }.encode(), list, line);
            self.function.is_dead = true;
            self.function.uncharged = 0;
        }
    }

    /// Appends a conditional jump whose target has 16 bits. Where the function turned out to be too
    /// long for that, the `inverse` jumps over a jump that reaches everywhere.
    pub(super) fn branch(
        &mut self,
        jump: Instruction,
        inverse: Instruction,
        list: ListId,
        line: u32,
    ) {
        if self.function.has_long_jumps {
            self.emit(inverse.with(Slot::C, 1), line);
            self.jump_to(Jump { target: 0 }.encode(), list, line);
        } else {
            self.jump_to(jump, list, line);
        }
    }

    /// `if R[src] is truthy == when then jump`
    pub(super) fn jump_if(&mut self, src: Register, when: bool, list: ListId, line: u32) {
        let src = src.into();
        let jump = match when {
            true => JumpIf { src, target: 0 }.encode(),
            false => JumpIfNot { src, target: 0 }.encode(),
        };
        self.jump_to(jump, list, line);
    }

    /// Gives the instruction before this place another line if it tests a value.
    pub(super) fn move_test_to(&mut self, line: u32) {
        let last = self.function.words.last().and_then(|word| Instruction(*word).opcode());
        if matches!(last, Some(Opcode::JumpIf | Opcode::JumpIfNot))
            && let Some(known) = self.function.lines.last_mut()
        {
            *known = line;
        }
    }

    /// `if R[src] is truthy == when then R[dst] = R[src]; jump`
    pub(super) fn select(
        &mut self,
        dst: Register,
        src: Register,
        when: bool,
        list: ListId,
        line: u32,
    ) {
        if dst == src {
            return self.jump_if(src, when, list, line);
        }
        if self.function.has_long_jumps {
            let over = self.new_list();
            self.jump_if(src, !when, over, line);
            self.move_register(dst, src, line);
            self.jump(list, line);
            self.bind(over);
            return self.release_lists(over);
        }
        let (dst, src) = (dst.into(), src.into());
        let select = match when {
            true => SelectIf { dst, src, target: 0 }.encode(),
            false => SelectIfNot { dst, src, target: 0 }.encode(),
        };
        self.jump_to(select, list, line);
    }

    /// Lets every jump of the list go to the next word, and empties it.
    pub(super) fn bind(&mut self, list: ListId) {
        let mut entry = std::mem::take(&mut self.function.lists[list.0]);
        if let Some(next) = self.drop_jump_to_here(entry) {
            entry = next;
        }
        if entry == 0 {
            return;
        }
        let target = self.label();
        while entry != 0 {
            let jump = self.function.jumps[entry as usize - 1];
            self.patch(jump.at as usize, target);
            self.function.uncharged = self.function.uncharged.max(jump.uncharged);
            entry = jump.next;
        }
    }

    /// Removes the newest jump of a list, if it is unconditional and the last word, where it would
    /// only go to the next; returns the jump after it in the list.
    fn drop_jump_to_here(&mut self, entry: u32) -> Option<u32> {
        let jump = *self.function.jumps.get((entry as usize).checked_sub(1)?)?;
        let at = jump.at as usize;
        let is_last = at + 1 == self.here() && self.function.last_label != self.here();
        let is_plain = Instruction(self.function.words[at]).opcode() == Some(Opcode::Jump);
        if !is_last || !is_plain || self.function.has_long_jumps {
            return None;
        }
        self.function.words.pop();
        self.function.lines.pop();
        self.function.uncharged = jump.uncharged.saturating_sub(1);
        self.function.is_dead = false;
        Some(jump.next)
    }

    /// Lets the jump at a word go to a target.
    pub(super) fn patch(&mut self, at: usize, target: usize) {
        let word = Instruction(self.function.words[at]);
        let offset = distance(at, target);
        let slot = jump_slot(word.opcode_number()).unwrap_or(Slot::D);
        if slot != Slot::D && i16::try_from(offset).is_err() {
            self.function.needs_long_jumps = true;
        }
        self.function.words[at] = word.with(slot, offset).0;
    }

    /// Sends jumps to jumps to where those go, so that each costs one dispatch.
    pub(super) fn thread_jumps(&mut self) {
        let mut at = 0;
        while let Some(&word) = self.function.words.get(at) {
            let instruction = Instruction(word);
            if let Some(slot) = jump_slot(instruction.opcode_number()) {
                self.thread_jump(at, instruction, slot);
            }
            at += WORDS[usize::from(instruction.opcode_number())];
        }
    }

    fn thread_jump(&mut self, at: usize, jump: Instruction, slot: Slot) {
        let offset = slot.get(jump.0, true);
        if offset <= 0 || jump.opcode() == Some(Opcode::ForPrepare) {
            return;
        }
        let target = at + 1 + offset as usize;
        let Some(&word) = self.function.words.get(target) else { return };
        let next = Instruction(word);
        // Targets lie ahead and code is walked from the front, so a chain is followed by hand; it
        // is short, as each link is the end of an enclosing block.
        let final_target = match next.opcode() {
            Some(Opcode::Jump) => self.chain_end(target),
            Some(Opcode::JumpBack) if jump.opcode() == Some(Opcode::Jump) => {
                let back = (target as i64 + 1 + next.d() as i64) as usize;
                let moved = next.with(Slot::D, distance(at, back));
                self.function.words[at] = moved.0;
                return;
            }
            _ => return,
        };
        let offset = distance(at, final_target);
        if slot == Slot::D || i16::try_from(offset).is_ok() {
            self.function.words[at] = jump.with(slot, offset).0;
        }
    }

    /// Where a chain of at most a hundred forward jumps ends.
    fn chain_end(&self, start: usize) -> usize {
        let mut at = start;
        for _ in 0..100 {
            match self.function.words.get(at).map(|&word| Instruction(word)) {
                Some(word) if word.opcode() == Some(Opcode::Jump) && word.d() >= 0 => {
                    at += 1 + word.d() as usize;
                }
                _ => break,
            }
        }
        at
    }
}

/// The field of a jump at one word to another.
pub(super) fn distance(at: usize, target: usize) -> i64 {
    target as i64 - (at as i64 + 1)
}

/// How many words the instruction with each opcode number takes; one for numbers that are none.
pub(super) static WORDS: [usize; 256] = {
    let mut words = [1; 256];
    let mut number = 0;
    while number < Opcode::COUNT {
        words[number] = Opcode::TABLE[number].words;
        number += 1;
    }
    words
};

/// The field that holds the jump target, by opcode number.
static JUMP_SLOTS: [Option<Slot>; 256] = {
    let mut slots = [None; 256];
    let mut number = 0;
    while number < Opcode::COUNT {
        let operands = Opcode::TABLE[number].operands;
        let mut operand = 0;
        while operand < operands.len() {
            if matches!(operands[operand].kind, OperandKind::Jump) {
                slots[number] = Some(operands[operand].slot);
            }
            operand += 1;
        }
        number += 1;
    }
    slots
};

/// The field that holds the jump target of the instruction with this number.
pub(super) fn jump_slot(number: u8) -> Option<bytecode::Slot> {
    JUMP_SLOTS[usize::from(number)]
}
