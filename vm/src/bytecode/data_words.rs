//! What instructions are given when a prototype is made of a draft: the hashes of constant keys, and forms of tables.

use super::{Instruction, Opcode, constant_index};
use crate::object::{FormDraft, INLINE_ARRAY_MAX, INLINE_NODES_MAX};

/// In the field `c` of a `NewTable` that runs: from this bit on, the number of the form that its tables are made after,
/// counted from one. Below it is what the draft has there.
pub const FORM_SHIFT: u32 = 8;
/// The most forms of one function: so many fit above the shift.
const FORMS_MAX: usize = 255;
/// How many words a constructor is followed over.
const CONSTRUCTOR_WORDS: usize = 128;

/// Writes the hash of each constant key into the word behind the instruction that uses it, and the number of a form
/// into each instruction that makes a small table to be filled with known fields. Answers the forms.
pub fn fill_data_words(words: &mut [u64], hash_of: &dyn Fn(usize) -> u32) -> Vec<FormDraft> {
    let mut forms = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let word = Instruction(words[at]);
        let Some(opcode) = word.opcode() else { return forms };
        if opcode == Opcode::NewTable {
            if let Some(number) = number_of_form(&mut forms, words, at) {
                words[at] |= (number as u64) << (48 + FORM_SHIFT);
            }
        } else if has_key(opcode)
            && let Some(index) = constant_index(word.signed_c() as i64, at)
            && let Some(data) = words.get_mut(at + 1)
        {
            *data = u64::from(hash_of(index));
        }
        at += opcode.info().words;
    }
    forms
}

/// Whether an instruction has a constant key, and a data word for its hash.
pub(super) fn has_key(opcode: Opcode) -> bool {
    matches!(
        opcode,
        Opcode::GetUpvalueField
            | Opcode::SetUpvalueField
            | Opcode::GetField
            | Opcode::SetField
            | Opcode::SetFieldConstant
            | Opcode::Method
    )
}

/// The number of the form for the `NewTable` at an index, which may be a new one.
fn number_of_form(forms: &mut Vec<FormDraft>, words: &[u64], at: usize) -> Option<usize> {
    let form = form_at(words, at)?;
    let index = match forms.iter().position(|other| *other == form) {
        Some(index) => index,
        None if forms.len() == FORMS_MAX => return None,
        None => {
            forms.push(form);
            forms.len() - 1
        }
    };
    Some(index + 1)
}

/// The form for the `NewTable` at an index: the fields that are stored into its register behind it. Which way the
/// program goes there does not matter, because a key that gets no value is as good as none.
fn form_at(words: &[u64], at: usize) -> Option<FormDraft> {
    let new = Instruction(words[at]);
    let fields = 1usize << new.c().checked_sub(1)?.min(u64::BITS as usize - 1);
    if fields > INLINE_NODES_MAX || new.b() > INLINE_ARRAY_MAX {
        return None;
    }
    let mut keys = Vec::with_capacity(fields);
    let end = words.len().min(at + CONSTRUCTOR_WORDS);
    let mut next = at + 1;
    while next < end && keys.len() < fields {
        let word = Instruction(words[next]);
        let opcode = word.opcode()?;
        match opcode {
            Opcode::SetField | Opcode::SetFieldConstant if word.a() == new.a() => {
                let key = constant_index(word.signed_c() as i64, next)?;
                if !keys.contains(&key) {
                    keys.push(key);
                }
            }
            Opcode::NewTable if word.a() == new.a() => break,
            Opcode::Return0 | Opcode::Return1 | Opcode::Return | Opcode::TailCall => break,
            _ => {}
        }
        next += opcode.info().words;
    }
    (!keys.is_empty()).then_some(FormDraft { array: new.b(), fields, keys })
}
