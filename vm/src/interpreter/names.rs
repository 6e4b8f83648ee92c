//! What the source calls a value: found by reading the code backwards from an instruction.

use super::frame::{Boundary, FINALIZER, FrameRef, HOOK};
use crate::bytecode::{Instruction, Opcode, OperandKind, Slot, constant_index};
use crate::dialect::Dialect;
use crate::object::{Constant, Draft, Prototype};
use crate::text::chunk_name::{append_chunk_id, chunk_id};
use crate::text::until_nul;
use crate::value::Value;

/// A kind, such as `local`, and a name.
pub(crate) type Name = (&'static str, Vec<u8>);

/// The chunk's name as given to `load`; `=?` where the code has been stripped of it.
pub(crate) fn source(draft: &Draft) -> &[u8] {
    if draft.source.is_empty() && draft.lines.is_empty() { b"=?" } else { &draft.source }
}

/// The chunk's name as messages show it.
pub(crate) fn short_source(draft: &Draft, dialect: &Dialect) -> Vec<u8> {
    chunk_id(source(draft), dialect.spaced_chunk_names)
}

/// Appends the chunk's name as messages show it.
pub(crate) fn append_short_source(text: &mut Vec<u8>, draft: &Draft, dialect: &Dialect) {
    append_chunk_id(text, source(draft), dialect.spaced_chunk_names);
}

impl FrameRef {
    /// The index of the word the frame stands at.
    pub(crate) fn index(&self) -> Option<usize> {
        let closure = self.closure()?;
        // While an error is unwound, the function stands at no instruction any more.
        let is_in_code = Boundary::of(self.pc as u64).is_none();
        is_in_code.then(|| closure.prototype.index_of(self.pc).saturating_sub(1))
    }

    /// The line the frame stands at.
    pub(crate) fn line(&self) -> Option<u32> {
        let closure = self.closure()?;
        closure.prototype.draft.lines.get(self.index()?).copied()
    }
}

/// The number of the hidden variable of a function with `...`, which comes right behind the parameters.
pub(crate) fn hidden_variable(draft: &Draft, dialect: &Dialect) -> Option<usize> {
    if !dialect.named_varargs {
        return None;
    }
    let is_named =
        || draft.locals.iter().any(|local| local.register == draft.parameters && local.start == 0);
    let has_one =
        draft.is_vararg && draft.line_defined != 0 && !draft.lines.is_empty() && !is_named();
    has_one.then_some(usize::from(draft.parameters) + 1)
}

/// The name of the `number`-th (from 1) local variable that is active at a word, and its register.
///
/// The reference counts a hidden variable behind the parameters of a function with `...`; here it has no register.
pub(crate) fn local_name(
    prototype: &Prototype,
    dialect: &Dialect,
    number: usize,
    at: usize,
) -> Option<(Vec<u8>, Option<usize>)> {
    let draft = &prototype.draft;
    let number = match hidden_variable(draft, dialect) {
        Some(hidden) if number == hidden => return Some((b"(vararg table)".to_vec(), None)),
        Some(hidden) if number > hidden => number - 1,
        _ => number,
    };
    let mut active = draft.locals.iter().filter(|local| is_active(local.start, local.end, at));
    active
        .nth(number.checked_sub(1)?)
        .map(|local| (local.name.to_vec(), Some(local.register as usize)))
}

fn is_active(start: u32, end: u32, at: usize) -> bool {
    start as usize <= at && at < end as usize
}

/// The name of the local variable that lives in a register at a word.
pub(crate) fn local_in_register(
    prototype: &Prototype,
    register: usize,
    at: usize,
) -> Option<Vec<u8>> {
    let locals = prototype.draft.locals.iter();
    let mut found = locals.filter(|local| {
        local.register as usize == register && is_active(local.start, local.end, at)
    });
    found.next_back().map(|local| local.name.to_vec())
}

/// What the source calls the value in a register at a word.
pub(crate) fn register_name(
    prototype: &Prototype,
    dialect: &Dialect,
    at: usize,
    register: usize,
) -> Option<Name> {
    if let Some(name) = local_in_register(prototype, register, at) {
        return Some(("local", name));
    }
    let follows_jumps = dialect.messages.names_follow_jumps;
    let setter = find_setter(prototype, at, register, follows_jumps)?;
    let word = Instruction(prototype.draft.words[setter]);
    let logical = |kind: OperandKind, slot: Slot| {
        kind.to_logical(slot.get(word.0, kind.is_signed())).map(|l| l as usize)
    };
    match word.opcode()? {
        Opcode::Move => {
            let source = logical(OperandKind::Src, Slot::B)?;
            (source < register).then(|| register_name(prototype, dialect, setter, source)).flatten()
        }
        Opcode::GetUpvalue => {
            let upvalue = prototype.draft.upvalues.get(logical(OperandKind::Upvalue, Slot::B)?)?;
            Some(("upvalue", upvalue.name.to_vec()))
        }
        Opcode::LoadConstant => {
            let name = string_constant(prototype, word.d() as i64, setter)?;
            Some(("constant", name))
        }
        Opcode::GetUpvalueField => {
            let upvalue = prototype.draft.upvalues.get(logical(OperandKind::Upvalue, Slot::B)?)?;
            let kind = if &*upvalue.name == b"_ENV" { "global" } else { "field" };
            Some((kind, string_constant(prototype, word.signed_c() as i64, setter)?))
        }
        Opcode::GetField => {
            let table = logical(OperandKind::Src, Slot::B)?;
            let is_environment =
                local_in_register(prototype, table, setter).is_some_and(|name| name == b"_ENV");
            let kind = if is_environment { "global" } else { "field" };
            Some((kind, string_constant(prototype, word.signed_c() as i64, setter)?))
        }
        Opcode::GetIndex => {
            let key = logical(OperandKind::Src, Slot::C)?;
            let table =
                register_name(prototype, dialect, setter, logical(OperandKind::Src, Slot::B)?);
            let is_environment =
                matches!(&table, Some(("upvalue" | "local", name)) if name == b"_ENV");
            match register_name(prototype, dialect, setter, key) {
                Some(("constant", name)) => {
                    Some((if is_environment { "global" } else { "field" }, name))
                }
                _ => Some(("field", b"?".to_vec())),
            }
        }
        Opcode::GetInteger => {
            let has_name = dialect.messages.integer_fields_have_names;
            Some(("field", if has_name { b"integer index".to_vec() } else { b"?".to_vec() }))
        }
        Opcode::Method => {
            Some(("method", string_constant(prototype, word.signed_c() as i64, setter)?))
        }
        _ => None,
    }
}

/// The string a constant operand names, as far as a message shows it.
fn string_constant(prototype: &Prototype, offset: i64, at: usize) -> Option<Vec<u8>> {
    match prototype.draft.constants.get(constant_index(offset, at)?)? {
        Constant::String(bytes) => Some(until_nul(bytes).to_vec()),
        _ => None,
    }
}

/// The last instruction before a word that sets a register on every path, as far as one pass can tell; or on the path that
/// takes every jump forward.
fn find_setter(
    prototype: &Prototype,
    at: usize,
    register: usize,
    follows_jumps: bool,
) -> Option<usize> {
    let words = &prototype.draft.words;
    let mut setter = None;
    let mut jump_target = 0;
    let mut index = 0;
    while index < at && index < words.len() {
        let word = Instruction(words[index]);
        let opcode = word.opcode()?;
        if sets(opcode, word, register) {
            // Code that may be skipped by a jump proves nothing about the register behind it.
            setter = (index >= jump_target).then_some(index);
        }
        if let Some(target) = forward_target(opcode, word, index)
            && target <= at
        {
            if follows_jumps {
                // A value that is kept because of a test comes from that test, which has no name.
                let is_kept = matches!(opcode, Opcode::JumpIf | Opcode::JumpIfNot)
                    && word.a() == register * size_of::<Value>();
                setter = if is_kept { None } else { setter };
                index = target;
                continue;
            }
            jump_target = jump_target.max(target);
        }
        index += opcode.info().words;
    }
    setter
}

/// Where an instruction may jump forward to.
fn forward_target(opcode: Opcode, word: Instruction, index: usize) -> Option<usize> {
    let operand =
        opcode.info().operands.iter().find(|operand| operand.kind == OperandKind::Jump)?;
    let distance = operand.slot.get(word.0, true);
    (distance > 0).then(|| index + 1 + distance as usize)
}

/// Whether an instruction changes a register.
fn sets(opcode: Opcode, word: Instruction, register: usize) -> bool {
    let offset = register * size_of::<Value>();
    let first = word.a();
    match opcode {
        Opcode::LoadNil => first <= offset && offset < first + word.b() * size_of::<Value>(),
        Opcode::GenericForCall | Opcode::Call | Opcode::TailCall | Opcode::Vararg => {
            offset >= first
        }
        Opcode::Method => offset == first || offset == first + 2 * size_of::<Value>(),
        Opcode::ForPrepare | Opcode::ForLoop => {
            offset >= first && offset < first + 3 * size_of::<Value>()
        }
        _ => {
            let mut operands = opcode.info().operands.iter();
            operands.any(|operand| {
                operand.kind == OperandKind::Dst
                    && operand.slot.get(word.0, false) as usize == offset
            })
        }
    }
}

/// The name of the function a frame is calling, from the instruction it stands at.
pub(crate) fn called_name(frame: &FrameRef, dialect: &Dialect) -> Option<Name> {
    let closure = frame.closure()?;
    let prototype = &*closure.prototype;
    let at = frame.index()?;
    let word = Instruction(*prototype.draft.words.get(at)?);
    let opcode = word.opcode()?;
    let event = match opcode {
        Opcode::Call | Opcode::TailCall => {
            return register_name(prototype, dialect, at, word.a() / size_of::<Value>());
        }
        Opcode::GenericForCall if !dialect.messages.metamethods_have_names => {
            return Some(("local", b"(for generator)".to_vec()));
        }
        Opcode::GenericForCall => return Some(("for iterator", b"for iterator".to_vec())),
        _ if !dialect.messages.metamethods_have_names => return None,
        Opcode::GetUpvalueField
        | Opcode::GetField
        | Opcode::GetIndex
        | Opcode::GetInteger
        | Opcode::Method => "index",
        Opcode::SetUpvalueField
        | Opcode::SetField
        | Opcode::SetFieldConstant
        | Opcode::SetIndex
        | Opcode::SetIndexConstant
        | Opcode::SetInteger => "newindex",
        Opcode::Negate => "unm",
        Opcode::BitNot => "bnot",
        Opcode::Length => "len",
        Opcode::Concat => "concat",
        Opcode::Close | Opcode::Return => "close",
        Opcode::JumpEqual
        | Opcode::JumpNotEqual
        | Opcode::JumpEqualConstant
        | Opcode::JumpNotEqualConstant => "eq",
        opcode => arithmetic_or_order_event(opcode, word)?,
    };
    Some(("metamethod", [dialect.messages.event_prefix, event].concat().into_bytes()))
}

fn arithmetic_or_order_event(opcode: Opcode, word: Instruction) -> Option<&'static str> {
    use Opcode as O;
    Some(match opcode {
        O::AddImmediate if word.x() == 2 => "sub",
        O::Add | O::AddConstant | O::AddImmediate => "add",
        O::Subtract | O::SubtractConstant => "sub",
        O::Multiply | O::MultiplyConstant => "mul",
        O::Divide | O::DivideConstant => "div",
        O::Modulo | O::ModuloConstant => "mod",
        O::Power | O::PowerConstant => "pow",
        O::FloorDivide | O::FloorDivideConstant => "idiv",
        O::BitAnd | O::BitAndConstant => "band",
        O::BitOr | O::BitOrConstant => "bor",
        O::BitXor | O::BitXorConstant => "bxor",
        O::ShiftLeft | O::ShiftLeftImmediate => "shl",
        O::ShiftRight | O::ShiftRightImmediate => "shr",
        O::JumpLess | O::JumpNotLess | O::JumpLessImmediate | O::JumpNotLessImmediate => "lt",
        O::JumpGreaterImmediate | O::JumpNotGreaterImmediate => "lt",
        O::JumpLessEqual
        | O::JumpNotLessEqual
        | O::JumpLessEqualImmediate
        | O::JumpNotLessEqualImmediate => "le",
        O::JumpGreaterEqualImmediate | O::JumpNotGreaterEqualImmediate => "le",
        _ => return None,
    })
}

/// What the caller of a frame calls its function.
pub(crate) fn function_name(frame: &FrameRef, dialect: &Dialect) -> Option<Name> {
    if frame.is_tail_call() {
        return None;
    }
    if let Some(boundary) = frame.boundary() {
        let flags = match boundary {
            Boundary::Finish => frame.info().flag,
            _ => return None,
        };
        if flags & HOOK != 0 {
            return Some(("hook", b"?".to_vec()));
        }
        if flags & FINALIZER != 0 {
            return Some(("metamethod", b"__gc".to_vec()));
        }
    }
    called_name(&frame.caller()?, dialect)
}
