//! Whether the operands of each instruction exist and are of the kind it needs.
//!
//! What a kind of operand says is checked for every instruction alike, by the opcode table. What an
//! instruction needs beyond that (several registers, a constant of some kind, a function with extra
//! arguments) is listed here by opcode.

use super::{Check, Code, Placed};
use crate::bytecode::data_words::has_key;
use crate::bytecode::{Instruction, Opcode, OperandInfo, OperandKind, Slot, constant_index};
use crate::object::{Constant, SHORT_MAX};

/// What a constant must be, so that the instruction need not look at its tag.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Need {
    Anything,
    ShortString,
    String,
    Number,
    Integer,
    Comparable,
}

/// Checks the operands of every instruction.
pub(super) fn check(code: &Code<'_>) -> Check {
    code.instructions().try_for_each(|placed| {
        for operand in placed.opcode.info().operands {
            check_operand(code, placed, operand).map_err(|reason| (placed.at, reason))?;
        }
        check_numbers(code, placed).map_err(|reason| (placed.at, reason))?;
        if touched(placed) > usize::from(code.draft.registers) {
            return Err((placed.at, "register outside of the frame"));
        }
        Ok(())
    })
}

/// Checks one operand by its kind.
fn check_operand(
    code: &Code<'_>,
    placed: Placed,
    operand: &OperandInfo,
) -> Result<(), &'static str> {
    let raw = operand.slot.get(placed.word.0, operand.kind.is_signed());
    let logical = operand.kind.to_logical(raw).ok_or("operand between two others")?;
    let index = usize::try_from(logical);
    let is_below = |count: usize| index.is_ok_and(|index| index < count);
    let draft = code.draft;
    match operand.kind {
        // How far a range reaches is checked with the instruction as a whole.
        OperandKind::Range => Ok(()),
        OperandKind::Dst | OperandKind::Src => match is_below(draft.registers.into()) {
            true => Ok(()),
            false => Err("register outside of the frame"),
        },
        OperandKind::Upvalue => match is_below(draft.upvalues.len()) {
            true => Ok(()),
            false => Err("upvalue that does not exist"),
        },
        OperandKind::Child => match is_below(draft.children.len()) {
            true => Ok(()),
            false => Err("nested function that does not exist"),
        },
        OperandKind::Constant => {
            let constant = constant_index(logical, placed.at);
            let constant = constant.and_then(|index| draft.constants.get(index));
            match constant {
                Some(constant) if satisfies(constant, need(placed.opcode, operand.slot)) => Ok(()),
                Some(_) => Err("constant of the wrong kind"),
                None => Err("constant that does not exist"),
            }
        }
        OperandKind::Flags if logical > greatest_flags(placed.opcode) => Err("unknown flag"),
        OperandKind::Flags | OperandKind::Jump | OperandKind::Immediate | OperandKind::Count => {
            Ok(())
        }
    }
}

/// What the constant of an instruction must be.
fn need(opcode: Opcode, slot: Slot) -> Need {
    match opcode {
        Opcode::SetFieldConstant if slot == Slot::B => Need::Anything,
        _ if has_key(opcode) || opcode == Opcode::VarargField => Need::ShortString,
        Opcode::AddConstant
        | Opcode::SubtractConstant
        | Opcode::MultiplyConstant
        | Opcode::DivideConstant
        | Opcode::ModuloConstant
        | Opcode::PowerConstant
        | Opcode::FloorDivideConstant => Need::Number,
        Opcode::BitAndConstant | Opcode::BitOrConstant | Opcode::BitXorConstant => Need::Integer,
        Opcode::JumpEqualConstant | Opcode::JumpNotEqualConstant => Need::Comparable,
        Opcode::CheckGlobal => Need::String,
        _ => Need::Anything,
    }
}

/// Whether a constant is what is needed.
fn satisfies(constant: &Constant, need: Need) -> bool {
    match constant {
        Constant::Nil | Constant::Boolean(_) => matches!(need, Need::Anything | Need::Comparable),
        Constant::Integer(_) => !matches!(need, Need::String | Need::ShortString),
        Constant::Float(_) => matches!(need, Need::Anything | Need::Number | Need::Comparable),
        Constant::String(bytes) => match need {
            Need::Anything | Need::String => true,
            Need::ShortString | Need::Comparable => bytes.len() <= SHORT_MAX,
            Need::Number | Need::Integer => false,
        },
    }
}

/// The largest value that the flags of an instruction can have.
fn greatest_flags(opcode: Opcode) -> i64 {
    match opcode {
        Opcode::AddImmediate => 2,
        Opcode::Return
        | Opcode::JumpLessImmediate
        | Opcode::JumpNotLessImmediate
        | Opcode::JumpLessEqualImmediate
        | Opcode::JumpNotLessEqualImmediate
        | Opcode::JumpGreaterImmediate
        | Opcode::JumpNotGreaterImmediate
        | Opcode::JumpGreaterEqualImmediate
        | Opcode::JumpNotGreaterEqualImmediate => 3,
        _ => 1,
    }
}

/// Checks counts, and what the function must be for the instruction.
fn check_numbers(code: &Code<'_>, placed: Placed) -> Result<(), &'static str> {
    let word = placed.word;
    // Each field of a constructor takes a word at least; one word can make as many nils as there are registers.
    let most_fields = code.draft.words.len();
    let most_items = most_fields * (usize::from(u8::MAX) + 1);
    let is_valid = match placed.opcode {
        Opcode::LoadNil => word.b() >= 1,
        Opcode::Concat => word.c() >= 2,
        Opcode::NewTable => {
            let fields = word.c().checked_sub(1).map_or(0, |bits| 1_u64 << bits.min(63));
            fields <= most_fields as u64 * 2 && word.b() <= most_items
        }
        Opcode::SetList => {
            let start = code.draft.words.get(placed.at + 1).copied().unwrap_or(0);
            (1..=most_items as u64).contains(&start)
        }
        Opcode::GenericForCall => word.b() >= 1 && placed.register(word.a()) >= 3,
        Opcode::Vararg => code.draft.is_vararg && word.c() <= usize::from(code.draft.registers),
        Opcode::VarargTable | Opcode::VarargItem | Opcode::VarargAt | Opcode::VarargField => {
            code.draft.is_vararg
        }
        Opcode::SelectVararg => {
            let follows = |distance: usize, opcode| {
                let word = code.draft.words.get(placed.at + distance);
                word.and_then(|&word| Instruction(word).opcode()) == Some(opcode)
            };
            code.draft.is_vararg
                && word.d() == 2
                && follows(1, Opcode::Vararg)
                && follows(2, Opcode::Call)
        }
        Opcode::Return0 | Opcode::Return1 => !code.draft.is_vararg,
        Opcode::Return => (word.x() & 2 != 0) == code.draft.is_vararg,
        _ => true,
    };
    if is_valid { Ok(()) } else { Err("count or kind of function that does not fit") }
}

/// The first register above those that an instruction with a range uses.
fn touched(placed: Placed) -> usize {
    let word = placed.word;
    let first = placed.register(word.a());
    match placed.opcode {
        Opcode::LoadNil => first + word.b(),
        Opcode::Method | Opcode::SelectVararg => first + 3,
        Opcode::SetList => first + 1 + word.b(),
        // The registers in use, as the collector is told, reach at most to the end of the frame.
        Opcode::NewTable | Opcode::Closure => word.x(),
        Opcode::Concat => word.x().max(placed.register(word.b()) + word.c()),
        // The function, the link above it, and the arguments; then the results.
        Opcode::Call => (first + 1 + word.x().max(1)).max(first + word.b().saturating_sub(1)),
        Opcode::TailCall => first + 1 + word.x().max(1),
        Opcode::Return => first + word.b().saturating_sub(1),
        Opcode::Vararg => first + word.b().saturating_sub(1),
        Opcode::ForPrepare | Opcode::ForLoop | Opcode::GenericForPrepare => first + 3,
        Opcode::GenericForLoop => first + 4,
        Opcode::GenericForCall => first + 4.max(word.b() - 1),
        Opcode::Close => first,
        _ => 0,
    }
}
