//! What the words in a prototype mean: the opcode table and everything generated from it.

mod hashes;
mod instruction;
mod opcodes;
mod operand;

pub mod disassemble;
pub mod verify;
pub mod binary;

pub use hashes::fill_hashes;
pub use instruction::{Instruction, OpcodeInfo, OperandInfo};
pub use opcodes::*;
pub use operand::{OperandKind, Slot, constant_index, constant_offset, REGISTER_BYTES, UPVALUE_OFFSET, UPVALUE_BYTES};
