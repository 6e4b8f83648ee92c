//! Listings of drafts, for people and for tests that pin the code the compiler makes.
//!
//! ```text
//! function at lines 1-3, 1 parameter, 4 registers
//!   0  [2] GetUpvalueField R1 U0 K0"print"
//! ```
//!
//! The first column is the number of the word, jumps are shown as the word they go to, and operands
//! that are plain numbers are preceded by their name.

use std::fmt::Write;

use super::{Instruction, Opcode, OperandInfo, OperandKind, constant_index};
use crate::object::{Constant, Draft};

/// How many bytes of a string constant are shown.
const SHOWN_BYTES: usize = 40;

/// The listing of a function and of all functions nested in it. It never fails: what is no valid
/// code is shown as words.
pub fn listing(draft: &Draft) -> String {
    let mut text = String::new();
    let mut waiting = vec![draft];
    // Functions in the order of their first line, each before those nested in it.
    while let Some(draft) = waiting.pop() {
        if !text.is_empty() {
            text.push('\n');
        }
        function(&mut text, draft);
        waiting.extend(draft.children.iter().rev().map(|child| &**child));
    }
    text
}

/// Writes to a string, which cannot fail.
macro_rules! put {
    ($text:expr, $($format:tt)*) => {
        let _ = write!($text, $($format)*);
    };
}

fn function(text: &mut String, draft: &Draft) {
    match draft.line_defined {
        0 => text.push_str("chunk"),
        line => {
            put!(text, "function at lines {line}-{}", draft.last_line_defined);
        }
    }
    counted(text, draft.parameters.into(), "parameter");
    if draft.is_vararg {
        text.push_str(", extra arguments");
    }
    counted(text, draft.registers.into(), "register");
    text.push('\n');
    for (index, upvalue) in draft.upvalues.iter().enumerate() {
        let source = if upvalue.from_register { 'R' } else { 'U' };
        let name = String::from_utf8_lossy(&upvalue.name);
        put!(text, "  U{index} = {name}, outer {source}{}\n", upvalue.index);
    }
    for local in &draft.locals {
        let name = String::from_utf8_lossy(&local.name);
        put!(text, "  R{} = {name}, words {}-{}\n", local.register, local.start, local.end);
    }
    let mut at = 0;
    while let Some(&word) = draft.words.get(at) {
        at += instruction(text, draft, at, Instruction(word));
    }
}

fn counted(text: &mut String, count: usize, what: &str) {
    let plural = if count == 1 { "" } else { "s" };
    put!(text, ", {count} {what}{plural}");
}

/// Lists the instruction at a word; returns how many words it takes.
fn instruction(text: &mut String, draft: &Draft, at: usize, word: Instruction) -> usize {
    put!(text, "{at:5}  ");
    if let Some(line) = draft.lines.get(at) {
        put!(text, "[{line}] ");
    }
    let Some(opcode) = word.opcode() else {
        put!(text, "word {:#x}\n", word.0);
        return 1;
    };
    let info = opcode.info();
    text.push_str(info.name);
    for operand in info.operands {
        text.push(' ');
        operand_text(text, draft, at, word, operand);
    }
    if opcode == Opcode::SetList
        && let Some(start) = draft.words.get(at + 1)
    {
        put!(text, " start {start}");
    }
    text.push('\n');
    info.words
}

fn operand_text(
    text: &mut String,
    draft: &Draft,
    at: usize,
    word: Instruction,
    operand: &OperandInfo,
) {
    let raw = operand.slot.get(word.0, operand.kind.is_signed());
    let Some(logical) = operand.kind.to_logical(raw) else {
        put!(text, "?{raw}");
        return;
    };
    match operand.kind {
        OperandKind::Dst | OperandKind::Src | OperandKind::Range => {
            put!(text, "R{logical}");
        }
        OperandKind::Upvalue => {
            put!(text, "U{logical}");
        }
        OperandKind::Constant => match constant_index(logical, at) {
            Some(index) => constant(text, draft, index),
            None => {
                put!(text, "K?{logical}");
            }
        },
        OperandKind::Jump => {
            put!(text, "->{}", at as i64 + 1 + logical);
        }
        OperandKind::Child => {
            put!(text, "F{logical}");
        }
        OperandKind::Immediate | OperandKind::Count | OperandKind::Flags => {
            put!(text, "{} {logical}", operand.name);
        }
    }
}

fn constant(text: &mut String, draft: &Draft, index: usize) {
    put!(text, "K{index}");
    match draft.constants.get(index) {
        None => text.push('?'),
        Some(Constant::Nil) => text.push_str("(nil)"),
        Some(Constant::Boolean(value)) => {
            put!(text, "({value})");
        }
        Some(Constant::Integer(value)) => {
            put!(text, "({value})");
        }
        Some(Constant::Float(value)) => {
            put!(text, "({value:?})");
        }
        Some(Constant::String(bytes)) => {
            let shown = &bytes[..bytes.len().min(SHOWN_BYTES)];
            let dots = if shown.len() < bytes.len() { "..." } else { "" };
            put!(text, "\"{}\"{dots}", shown.escape_ascii());
        }
    }
}
