//! Fills the data words of field instructions with the hash of their key, so hot code need not load the key.

use super::{Instruction, Opcode, constant_index};

/// Writes the hash of each constant key into the word behind the instruction that uses it.
pub fn fill_hashes(words: &mut [u64], hash_of: &dyn Fn(usize) -> u32) {
    let mut at = 0;
    while at < words.len() {
        let word = Instruction(words[at]);
        let Some(opcode) = word.opcode() else { return };
        let has_key = matches!(
            opcode,
            Opcode::GetUpvalueField
                | Opcode::SetUpvalueField
                | Opcode::GetField
                | Opcode::SetField
                | Opcode::SetFieldConstant
                | Opcode::Method
        );
        if has_key
            && let Some(index) = constant_index(word.signed_c() as i64, at)
            && let Some(data) = words.get_mut(at + 1)
        {
            *data = u64::from(hash_of(index));
        }
        at += opcode.info().words;
    }
}
