//! What the words in a prototype mean: the opcode table and everything generated from it.

mod data_words;
mod instruction;
mod opcodes;
mod operand;

pub mod binary;
pub mod disassemble;
pub mod verify;

pub use data_words::{FORM_SHIFT, fill_data_words};
pub use instruction::{Instruction, OpcodeInfo, OperandInfo};
pub use opcodes::*;
pub use operand::{
    OperandKind, REGISTER_BYTES, Slot, UPVALUE_BYTES, UPVALUE_OFFSET, constant_index,
    constant_offset,
};
