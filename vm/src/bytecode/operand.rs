//! The kinds of operand and where they sit in an instruction word.
//!
//! ```text
//!  0        8        16               32               48              64
//! +--------+--------+----------------+----------------+----------------+
//! | opcode | x      | a              | b              | c              |
//! +--------+--------+----------------+----------------+----------------+
//!                                    | d (signed, 32 bits)             |
//!                                    +---------------------------------+
//! ```
//!
//! Registers are stored as byte offsets from the frame's base, upvalues as byte offsets in the closure, constants
//! and jumps in words relative to the word after the instruction's first word. Hot code then needs no scaling.

/// Bytes per register: what a register number is multiplied by when it is encoded.
pub const REGISTER_BYTES: u16 = 16;

/// Where the upvalue pointers start in a closure, in bytes.
pub const UPVALUE_OFFSET: u16 = 24;

/// Bytes per upvalue pointer in a closure.
pub const UPVALUE_BYTES: u16 = 8;

/// A field of an instruction word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Slot {
    /// Bits 8..16, unsigned.
    X,
    /// Bits 16..32.
    A,
    /// Bits 32..48.
    B,
    /// Bits 48..64.
    C,
    /// Bits 32..64, signed.
    D,
}

impl Slot {
    /// Puts a raw field value (already scaled, two's complement) into a word.
    #[inline(always)]
    pub const fn put(self, word: u64, raw: i64) -> u64 {
        match self {
            Slot::X => (word & !(0xff << 8)) | ((raw as u64 & 0xff) << 8),
            Slot::A => (word & !(0xffff << 16)) | ((raw as u64 & 0xffff) << 16),
            Slot::B => (word & !(0xffff << 32)) | ((raw as u64 & 0xffff) << 32),
            Slot::C => (word & !(0xffff << 48)) | ((raw as u64 & 0xffff) << 48),
            Slot::D => (word & 0xffff_ffff) | ((raw as u64) << 32),
        }
    }

    /// The raw field, sign-extended where `signed`.
    #[inline(always)]
    pub const fn get(self, word: u64, signed: bool) -> i64 {
        match (self, signed) {
            (Slot::X, _) => (word >> 8) as u8 as i64,
            (Slot::A, false) => (word >> 16) as u16 as i64,
            (Slot::A, true) => (word >> 16) as u16 as i16 as i64,
            (Slot::B, false) => (word >> 32) as u16 as i64,
            (Slot::B, true) => (word >> 32) as u16 as i16 as i64,
            (Slot::C, false) => (word >> 48) as i64,
            (Slot::C, true) => (word as i64) >> 48,
            (Slot::D, _) => (word as i64) >> 32,
        }
    }
}

/// What an operand means; fixes its scale, sign and check.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OperandKind {
    /// A register that is written.
    Dst,
    /// A register that is read.
    Src,
    /// The first of several registers; the instruction's comment says how many.
    Range,
    /// An upvalue of the running closure.
    Upvalue,
    /// A constant, by its index in the prototype.
    Constant,
    /// A jump, in words from the word after the instruction's first word.
    Jump,
    /// A signed number used as it stands.
    Immediate,
    /// An unsigned number used as it stands.
    Count,
    /// A function nested in this one.
    Child,
    /// A set of bits, named in the instruction's comment.
    Flags,
}

impl OperandKind {
    /// Whether the field is read with its sign.
    pub const fn is_signed(self) -> bool {
        matches!(self, OperandKind::Constant | OperandKind::Jump | OperandKind::Immediate)
    }

    /// The raw field for a logical operand. Jumps and immediates are themselves; a constant's field depends on the
    /// place of the instruction and is made by [`constant_offset`].
    #[inline(always)]
    pub const fn to_raw(self, logical: i64) -> i64 {
        match self {
            OperandKind::Dst | OperandKind::Src | OperandKind::Range => {
                logical * REGISTER_BYTES as i64
            }
            OperandKind::Upvalue => UPVALUE_OFFSET as i64 + logical * UPVALUE_BYTES as i64,
            _ => logical,
        }
    }

    /// The logical operand of a raw field, where that needs no place; `None` if the field is not a multiple.
    pub const fn to_logical(self, raw: i64) -> Option<i64> {
        match self {
            OperandKind::Dst | OperandKind::Src | OperandKind::Range => {
                if raw % REGISTER_BYTES as i64 == 0 {
                    Some(raw / REGISTER_BYTES as i64)
                } else {
                    None
                }
            }
            OperandKind::Upvalue => {
                let offset = raw - UPVALUE_OFFSET as i64;
                if offset >= 0 && offset % UPVALUE_BYTES as i64 == 0 {
                    Some(offset / UPVALUE_BYTES as i64)
                } else {
                    None
                }
            }
            _ => Some(raw),
        }
    }
}

/// The field of a constant operand: constant `index` seen from the instruction whose first word is at `at`.
///
/// Constants lie in front of the code in reverse order, so the distance does not depend on how many follow:
/// `[... constant 1][constant 0][header word][word 0][word 1]...`, two words per constant, relative to word `at + 1`.
#[inline(always)]
pub const fn constant_offset(index: usize, at: usize) -> i64 {
    -(at as i64 + 1) - 1 - 2 * (index as i64 + 1)
}

/// The constant index of a field, or `None` if the field points at no constant.
pub const fn constant_index(offset: i64, at: usize) -> Option<usize> {
    let distance = -offset - (at as i64 + 1) - 1;
    if distance >= 2 && distance % 2 == 0 { Some((distance / 2 - 1) as usize) } else { None }
}
