//! A named vararg parameter whose table is only read needs no table: reads go to the extra arguments.
//!
//! Whether that is so is known when the function is complete. Then its code either stays as it is, or every
//! instruction that reads the table is replaced by one of the same length that reads the arguments.

use super::Compiler;
use crate::bytecode::{
    Instruction, LoadNil, Opcode, OperandKind, REGISTER_BYTES, Slot, VarargAt, VarargField,
    VarargItem,
};

impl Compiler<'_> {
    /// Drops the table of the vararg parameter if nothing but reads of its items refers to it.
    pub(super) fn drop_vararg_table(&mut self) {
        let Some(register) = self.function.vararg_table else { return };
        let is_captured = |child: &std::sync::Arc<crate::object::Draft>| {
            child
                .upvalues
                .iter()
                .any(|upvalue| upvalue.from_register && u32::from(upvalue.index) == register)
        };
        if self.function.children.iter().any(is_captured) {
            return;
        }
        let offset = usize::from(REGISTER_BYTES) * register as usize;
        let mut replaced = Vec::new();
        let mut at = 0;
        while let Some(&word) = self.function.words.get(at) {
            let word = Instruction(word);
            let Some(opcode) = word.opcode() else { return };
            match replacement(opcode, word, offset) {
                Some(replacement) => replaced.push((at, replacement)),
                None if mentions(opcode, word, offset) => return,
                None => {}
            }
            at += opcode.info().words;
        }
        for (at, replacement) in replaced {
            self.function.words[at] = replacement.0;
        }
    }
}

/// What an instruction that reads an item of the table becomes.
fn replacement(opcode: Opcode, word: Instruction, table: usize) -> Option<Instruction> {
    let keep = |encoded: Instruction, slot: Slot, signed: bool| {
        encoded.with(slot, slot.get(word.0, signed))
    };
    match opcode {
        Opcode::VarargTable if word.a() == table => {
            Some(LoadNil { first: (table / usize::from(REGISTER_BYTES)) as i64, count: 1 }.encode())
        }
        Opcode::GetIndex if word.b() == table && word.c() != table => {
            let item = keep(VarargItem { dst: 0, key: 0 }.encode(), Slot::A, false);
            Some(item.with(Slot::B, word.c() as i64))
        }
        Opcode::GetInteger if word.b() == table => {
            Some(keep(keep(VarargAt { dst: 0, index: 0 }.encode(), Slot::A, false), Slot::C, false))
        }
        Opcode::GetField if word.b() == table => {
            Some(keep(keep(VarargField { dst: 0, key: 0 }.encode(), Slot::A, false), Slot::C, true))
        }
        Opcode::Vararg if word.c() == table / usize::from(REGISTER_BYTES) + 1 => {
            Some(word.with(Slot::C, 0))
        }
        _ => None,
    }
}

/// Whether an instruction names the register in any other way.
fn mentions(opcode: Opcode, word: Instruction, register: usize) -> bool {
    let mut operands = opcode.info().operands.iter();
    operands.any(|operand| {
        let is_register =
            matches!(operand.kind, OperandKind::Src | OperandKind::Dst | OperandKind::Range);
        is_register && operand.slot.get(word.0, false) as usize == register
    })
}
