//! Types generated from the opcode table: the opcode, its description, and an encoder per instruction.

use super::operand::{OperandKind, Slot};

/// Describes one operand of an instruction.
#[derive(Clone, Copy, Debug)]
pub struct OperandInfo {
    /// Its name in the table.
    pub name: &'static str,
    /// What it means.
    pub kind: OperandKind,
    /// Where it sits.
    pub slot: Slot,
}

/// Describes one instruction.
#[derive(Clone, Copy, Debug)]
pub struct OpcodeInfo {
    /// Its name in the table.
    pub name: &'static str,
    /// What it does.
    pub effect: &'static str,
    /// Its operands.
    pub operands: &'static [OperandInfo],
    /// How many words it takes, data words included.
    pub words: usize,
}

/// One instruction word.
#[repr(transparent)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Instruction(pub u64);

const _: () = assert!(size_of::<Instruction>() == 8);

impl Instruction {
    /// The number of the opcode; may be out of range in unverified code.
    #[inline(always)]
    pub const fn opcode_number(self) -> u8 {
        self.0 as u8
    }

    /// The opcode, if the number is one.
    #[inline(always)]
    pub fn opcode(self) -> Option<super::Opcode> {
        super::Opcode::from_number(self.0 as u8)
    }

    /// Field `x`.
    #[inline(always)]
    pub const fn x(self) -> usize {
        (self.0 >> 8) as u8 as usize
    }

    /// Field `a`, unsigned.
    #[inline(always)]
    pub const fn a(self) -> usize {
        (self.0 >> 16) as u16 as usize
    }

    /// Field `b`, unsigned.
    #[inline(always)]
    pub const fn b(self) -> usize {
        (self.0 >> 32) as u16 as usize
    }

    /// Field `b`, signed.
    #[inline(always)]
    pub const fn signed_b(self) -> isize {
        (self.0 >> 32) as u16 as i16 as isize
    }

    /// Field `c`, unsigned.
    #[inline(always)]
    pub const fn c(self) -> usize {
        (self.0 >> 48) as usize
    }

    /// Field `c`, signed.
    #[inline(always)]
    pub const fn signed_c(self) -> isize {
        ((self.0 as i64) >> 48) as isize
    }

    /// Field `d`, signed.
    #[inline(always)]
    pub const fn d(self) -> isize {
        ((self.0 as i64) >> 32) as isize
    }

    /// The word with one field replaced by a raw value.
    #[inline(always)]
    pub const fn with(self, slot: Slot, raw: i64) -> Instruction {
        Instruction(slot.put(self.0, raw))
    }
}

/// Expands the opcode table into the `Opcode` enumeration, its descriptions and one encoder struct per row.
macro_rules! define_instructions {
    ($( $(#[doc = $effect:literal])+ $name:ident $snake:ident { $($operand:ident : $kind:ident $slot:ident),* } $words:literal; )*) => {
        /// An instruction's operation.
        #[repr(u8)]
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum Opcode { $( $(#[doc = $effect])+ $name ),* }

        impl Opcode {
            /// The description of every opcode, by number.
            pub const TABLE: &'static [$crate::bytecode::OpcodeInfo] = &[ $(
                $crate::bytecode::OpcodeInfo {
                    name: stringify!($name),
                    effect: concat!($($effect),+),
                    operands: &[ $( $crate::bytecode::OperandInfo {
                        name: stringify!($operand),
                        kind: $crate::bytecode::OperandKind::$kind,
                        slot: $crate::bytecode::Slot::$slot,
                    } ),* ],
                    words: $words,
                }
            ),* ];

            /// How many opcodes there are.
            pub const COUNT: usize = Opcode::TABLE.len();

            /// Every opcode, by number.
            /// Every opcode, by number.
            pub const ALL: [Opcode; Opcode::COUNT] = [ $( Opcode::$name ),* ];

            /// The opcode with this number.
            #[inline(always)]
            pub fn from_number(number: u8) -> Option<Opcode> {
                Opcode::ALL.get(number as usize).copied()
            }

            /// The description of this opcode.
            #[inline(always)]
            pub fn info(self) -> &'static $crate::bytecode::OpcodeInfo {
                &Opcode::TABLE[self as usize]
            }
        }

        $(
            $(#[doc = $effect])+
            #[derive(Clone, Copy, Debug)]
            pub struct $name {
                $(
                    #[doc = concat!("The operand `", stringify!($operand), "`, unscaled (a constant: its field).")]
                    pub $operand: i64
                ),*
            }

            impl $name {
                /// The instruction's first word. Registers and upvalues are given by number and scaled here; a
                /// constant is given as the field `constant_offset` made.
                #[inline]
                pub fn encode(self) -> $crate::bytecode::Instruction {
                    #[allow(unused_mut, reason = "an instruction need not have operands")]
                    let mut word = Opcode::$name as u64;
                    $(
                        word = $crate::bytecode::Slot::$slot
                            .put(word, $crate::bytecode::OperandKind::$kind.to_raw(self.$operand));
                    )*
                    $crate::bytecode::Instruction(word)
                }
            }
        )*
    };
}

pub(super) use define_instructions;
