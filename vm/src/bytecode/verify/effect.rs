//! Which registers an instruction may change.

use super::Placed;
use crate::bytecode::{Opcode, OperandKind};

/// How many registers there can be.
const REGISTERS: usize = 256;

/// A set of registers.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) struct RegisterSet([u64; REGISTERS / 64]);

impl RegisterSet {
    /// The registers from `first` up to, not including, `end`.
    pub(super) fn range(first: usize, end: usize) -> RegisterSet {
        RegisterSet::below(end).without(RegisterSet::below(first))
    }

    /// The registers from `first` on.
    pub(super) fn from(first: usize) -> RegisterSet {
        RegisterSet::range(first, REGISTERS)
    }

    fn below(end: usize) -> RegisterSet {
        let mut set = RegisterSet::default();
        for (index, bits) in set.0.iter_mut().enumerate() {
            *bits = match end.saturating_sub(index * 64) {
                count @ 0..=63 => (1 << count) - 1,
                _ => u64::MAX,
            };
        }
        set
    }

    /// The registers in either set.
    pub(super) fn union(self, other: RegisterSet) -> RegisterSet {
        self.combined(other, |left, right| left | right)
    }

    /// The registers in this set that are not in the other.
    pub(super) fn without(self, other: RegisterSet) -> RegisterSet {
        self.combined(other, |left, right| left & !right)
    }

    /// Whether a register is in both sets.
    pub(super) fn meets(self, other: RegisterSet) -> bool {
        self.combined(other, |left, right| left & right) != RegisterSet::default()
    }

    /// Whether it has no register.
    pub(super) fn is_empty(self) -> bool {
        self == RegisterSet::default()
    }

    fn combined(self, other: RegisterSet, combine: fn(u64, u64) -> u64) -> RegisterSet {
        let mut set = self;
        for (bits, other) in set.0.iter_mut().zip(other.0) {
            *bits = combine(*bits, other);
        }
        set
    }
}

/// The registers that an instruction may change while it runs. What a call changes is everything
/// from its function on, because the frame of the callee lies there.
pub(super) fn written(placed: Placed) -> RegisterSet {
    let word = placed.word;
    let first = placed.register(word.a());
    match placed.opcode {
        Opcode::LoadNil => RegisterSet::range(first, first + word.b()),
        Opcode::Method => RegisterSet::range(first, first + 3),
        Opcode::SelectVararg => RegisterSet::range(first, first + 1),
        Opcode::Call | Opcode::TailCall | Opcode::GenericForCall => RegisterSet::from(first),
        Opcode::Vararg if word.b() == 0 => RegisterSet::from(first),
        Opcode::Vararg => RegisterSet::range(first, first + word.b() - 1),
        Opcode::ForPrepare => RegisterSet::range(first, first + 3),
        Opcode::ForLoop => RegisterSet::range(first, first + 3),
        Opcode::GenericForPrepare => RegisterSet::range(first + 2, first + 3),
        Opcode::Concat => {
            let operands = placed.register(word.b());
            RegisterSet::range(operands, operands + word.c())
                .union(RegisterSet::range(first, first + 1))
        }
        _ => destination(placed),
    }
}

/// The register that an instruction names as its destination.
fn destination(placed: Placed) -> RegisterSet {
    let operands = placed.opcode.info().operands;
    match operands.iter().find(|operand| operand.kind == OperandKind::Dst) {
        Some(operand) => {
            let register = placed.register(operand.slot.get(placed.word.0, false) as usize);
            RegisterSet::range(register, register + 1)
        }
        None => RegisterSet::default(),
    }
}
