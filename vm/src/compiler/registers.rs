//! Registers as a stack above the local variables, and values on their way into them.
//!
//! **Invariants**
//! - Local variables hold the registers below `active`; temporaries are taken and given back above
//!   it, last in first out. Between statements no temporary is in use.
//! - An expression compiled without a target leaves `free` as it was if its value is a constant or
//!   a local variable, and else one higher, its value being in the register that was free.

use super::Compiler;
use super::emitter::Register;
use super::function::FunctionState;
use super::literal::Literal;
use crate::bytecode::{
    Instruction, LoadFalse, LoadFloat, LoadInteger, LoadNil, LoadTrue, REGISTER_BYTES,
};
use crate::number::arithmetic::{Rounding, float_to_integer};
use crate::syntax::tree::ExpressionId;

/// The most registers a frame can have.
const MAX_REGISTERS: Register = 255;

/// Where the value of an expression is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Operand {
    /// Nowhere yet.
    Constant(Literal),
    /// In a register that stays: a local variable, or the target that was asked for.
    Local(Register),
    /// In the register that was free before the expression.
    Temporary(Register),
}

impl Compiler<'_> {
    /// Takes `count` registers; returns the first.
    pub(super) fn allocate(&mut self, count: Register, line: u32) -> Register {
        let first = self.function.free;
        self.function.free += count;
        self.touch(self.function.free, line);
        first
    }

    /// Notes that the frame needs at least `count` registers.
    pub(super) fn touch(&mut self, count: Register, line: u32) {
        if count > self.function.registers {
            self.function.registers = count;
            if count > MAX_REGISTERS {
                // Calls within each other need more registers here than in the reference, which meets a fault first.
                self.fail_cut_off();
                let level = self.enclosing.len();
                self.fail_limit(level, line, "registers", MAX_REGISTERS as usize);
            }
        }
    }

    /// How many registers are in use, one that is about to be written included.
    pub(super) fn live_registers(&self, dst: Register) -> i64 {
        i64::from(self.function.free.max(dst + 1))
    }

    /// How many registers are not in use.
    pub(super) fn free_registers(&self) -> Register {
        MAX_REGISTERS.saturating_sub(self.function.free)
    }

    /// The register for a result once the operands above `mark` are no longer needed, and the
    /// operand that tells where it is.
    pub(super) fn result(
        &mut self,
        mark: Register,
        target: Option<Register>,
        line: u32,
    ) -> (Register, Operand) {
        self.function.free = mark;
        match target {
            Some(register) => (register, Operand::Local(register)),
            None => {
                let register = self.allocate(1, line);
                (register, Operand::Temporary(register))
            }
        }
    }

    /// The register of an operand; a constant is loaded into a new one.
    pub(super) fn register_of(&mut self, operand: Operand, line: u32) -> Register {
        match operand {
            Operand::Local(register) | Operand::Temporary(register) => register,
            Operand::Constant(literal) => {
                let register = self.allocate(1, line);
                self.load(literal, register, line);
                register
            }
        }
    }

    /// Compiles an expression and returns a register that holds its value: a local variable's own,
    /// or else the next free one.
    pub(super) fn any_register(&mut self, id: ExpressionId) -> Register {
        let operand = self.operand(id, None);
        self.register_of(operand, self.tree.line(id))
    }

    /// Compiles an expression into the next free register, which is taken.
    pub(super) fn next_register(&mut self, id: ExpressionId) -> Register {
        let operand = self.operand(id, None);
        self.settle(operand, self.tree.line(id))
    }

    /// Moves an operand that was just compiled into the register it may already be in: the one
    /// that was free before.
    pub(super) fn settle(&mut self, operand: Operand, line: u32) -> Register {
        match operand {
            Operand::Temporary(register) => register,
            Operand::Local(local) => {
                let register = self.allocate(1, line);
                self.move_register(register, local, line);
                register
            }
            Operand::Constant(_) => self.register_of(operand, line),
        }
    }

    /// Compiles an expression into a register below the free ones.
    pub(super) fn compile_into(&mut self, id: ExpressionId, dst: Register) {
        let mark = self.function.free;
        let line = self.tree.line(id);
        match self.operand(id, Some(dst)) {
            Operand::Constant(literal) => self.load(literal, dst, line),
            Operand::Local(register) | Operand::Temporary(register) => {
                self.move_register(dst, register, line);
            }
        }
        self.function.free = mark;
    }

    /// The literal that a constant is in the code: a float zero has the sign of the first one that its function uses,
    /// where all of these are one constant.
    pub(super) fn chosen_literal(&mut self, literal: Literal) -> Literal {
        match literal {
            Literal::Float(0.0) if self.dialect.float_zeros_are_one_constant => {
                *self.function.float_zero.get_or_insert(literal)
            }
            _ => literal,
        }
    }

    /// The same of an operand, which is chosen here although it is written later.
    pub(super) fn chosen(&mut self, operand: Operand) -> Operand {
        match operand {
            Operand::Constant(literal) => Operand::Constant(self.chosen_literal(literal)),
            operand => operand,
        }
    }

    /// Loads a constant.
    pub(super) fn load(&mut self, literal: Literal, dst: Register, line: u32) {
        let literal = self.chosen_literal(literal);
        let small = match literal {
            Literal::Nil => return self.load_nil(dst, 1, line),
            Literal::Boolean(false) => LoadFalse { dst: dst.into() }.encode(),
            Literal::Boolean(true) => LoadTrue { dst: dst.into() }.encode(),
            Literal::Integer(value) if i32::try_from(value).is_ok() => {
                LoadInteger { dst: dst.into(), value }.encode()
            }
            Literal::Float(value) => match small_float(value) {
                Some(value) => LoadFloat { dst: dst.into(), value }.encode(),
                None => return self.load_constant(dst, literal, line),
            },
            _ => return self.load_constant(dst, literal, line),
        };
        self.emit(small, line);
    }

    /// Loads nil into `count` registers, extending the instruction before if it does the same for
    /// registers next to them and no jump lands between.
    pub(super) fn load_nil(&mut self, first: Register, count: Register, line: u32) {
        let here = self.here();
        if let Some((at, start, end)) = previous_nils(&self.function, here)
            && first <= end
            && start <= first + count
        {
            let start = start.min(first);
            let end = end.max(first + count);
            let merged = LoadNil { first: start.into(), count: (end - start).into() };
            self.function.words[at] = merged.encode().0;
            return;
        }
        let nils = LoadNil { first: first.into(), count: count.into() };
        self.function.last_nil = Some(self.emit(nils.encode(), line));
    }
}

/// The `LoadNil` just before the next word, with the first and the last register plus one.
fn previous_nils(function: &FunctionState, here: usize) -> Option<(usize, Register, Register)> {
    let at = function.last_nil?;
    if at + 1 != here || function.last_label == here || function.is_dead {
        return None;
    }
    let nils = Instruction(function.words[at]);
    let first = nils.a() as Register / Register::from(REGISTER_BYTES);
    Some((at, first, first + nils.b() as Register))
}

/// The integer that `LoadFloat` turns into this float.
fn small_float(value: f64) -> Option<i64> {
    let integer = float_to_integer(value, Rounding::Exact)?;
    let is_exact = i32::try_from(integer).is_ok() && (integer != 0 || value.is_sign_positive());
    is_exact.then_some(integer)
}
