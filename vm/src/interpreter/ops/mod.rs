//! The fast path of every instruction; each answers which way to go on.
//!
//! Slow ways are named here and written elsewhere (`slow.rs`). See the rules in `interpreter/mod.rs`.

mod arithmetic;
mod bitwise;
mod call;
mod compare;
mod finish;
mod float;
mod generic_loop;
mod inherit;
mod jump;
mod load;
mod numeric_loop;
mod outlined;
mod table;
mod upvalue;
mod vararg;

pub use arithmetic::*;
pub use bitwise::*;
pub use call::*;
pub use compare::*;
pub use finish::*;
pub use float::*;
pub use generic_loop::*;
pub use inherit::*;
pub use jump::*;
pub use load::*;
pub use numeric_loop::*;
pub use outlined::*;
pub use table::*;
pub use upvalue::*;
pub use vararg::*;

use crate::object::Closure;
use crate::value::{self, Value};

/// The part of the machine that lives in processor registers.
#[derive(Clone, Copy)]
pub struct Machine {
    /// The first register of the running frame.
    pub base: *mut Value,
    /// The word after the one that runs.
    pub pc: *const u64,
}

/// Which way an instruction goes on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// To the next instruction.
    Next,
    /// The same, from a path that worked with floats; kept apart so the compiler does not merge the two.
    NextFloat,
    /// The same, after a jump.
    NextJump,
    /// The instruction is completed, from its start, in ordinary code.
    Slow,
    /// The instruction is a call of something other than a Lua function.
    Native,
    /// `GetIndex` with a key that is not an integer goes on in `get_index_by_string`. Such second bodies have handlers
    /// of their own, so that the first one gets by with few processor registers.
    ReadString,
    /// `GetIndex` with a key that is neither an integer nor a string goes on in `get_index_by_float`.
    ReadFloat,
    /// And, where the array has no value for it, in `get_float_in_nodes`.
    ReadFloatInNodes,
    /// `GetIndex` with an integer outside the array goes on in `get_index_by_integer`.
    ReadInteger,
    /// `GetInteger` of one goes on in `get_integer_in_nodes`.
    ReadConstantInteger,
    /// `GetField` of a key that the table does not have goes on in `get_inherited_field`.
    InheritField,
    /// `Method` of a name that the object does not have goes on in `inherited_method`.
    InheritMethod,
    /// `Call` with fewer arguments than parameters, or a number of them that only the top tells, goes on in
    /// `call_filling`.
    FillCall,
    /// `SetIndex` with a key that is not an integer goes on in `set_index_by_string`.
    WriteString,
    /// `SetIndex` with a key that is neither an integer nor a string goes on in `set_index_by_float`.
    WriteFloat,
    /// `SetIndexConstant` with a key that is not an integer goes on in `set_index_constant_by_string`.
    WriteStringConstant,
    /// `SetIndexConstant` with a key that is neither an integer nor a string goes on in `set_index_constant_by_float`.
    WriteFloatConstant,
    /// A field is read in ordinary code.
    SlowRead,
    /// A field is written in ordinary code.
    SlowWrite,
    /// `Return0` to a caller that wants several results goes on in `open_return0`.
    OpenReturn0,
    /// `Return1` likewise goes on in `open_return1`.
    OpenReturn1,
    /// `Length` that is a float goes on in `float_length`.
    FloatLength,
    /// `Modulo` of other than integers goes on in `modulo_of_floats`.
    FloatModulo,
    /// `ModuloConstant` of other than integers goes on in `modulo_constant_of_floats`.
    FloatModuloConstant,
    /// `ForPrepare` of other than integers goes on in `prepare_float_loop`.
    FloatPrepare,
    /// `ForLoop` over floats goes on in `float_loop`.
    FloatLoop,
    /// A comparison is completed in ordinary code.
    SlowCompare,
    /// An arithmetic operation is completed in ordinary code.
    SlowArithmetic,
    /// A length is found in ordinary code.
    SlowLength,
    /// A function is called in ordinary code.
    SlowCall,
    /// A function is called in a tail position in ordinary code.
    SlowTailCall,
    /// A call of a function with extra arguments goes on in `call_vararg`.
    VarargCall,
    /// Extra arguments are copied in ordinary code.
    SlowVararg,
    /// `Return` is completed in ordinary code.
    SlowReturn,
    /// A generic `for` takes its step in ordinary code.
    SlowIteration,
    /// A new field is added in ordinary code.
    AddField,
    /// The instruction that called a metamethod is completed in ordinary code.
    SlowFinish,
}

impl Machine {
    /// A register, by its byte offset.
    #[inline(always)]
    pub unsafe fn register(&self, offset: usize) -> *mut Value {
        // SAFETY: the verifier bounded the offset by the frame, whose slots exist.
        unsafe { self.base.byte_add(offset) }
    }

    /// A constant, by its distance in words.
    #[inline(always)]
    pub unsafe fn constant(&self, offset: isize) -> *const Value {
        // SAFETY: the verifier checked that the offset names a constant.
        unsafe { self.pc.offset(offset).cast() }
    }

    /// A field of the instruction that runs, counted from its end in units of 16 bits, read from the code once
    /// more: for handlers in which all registers are in use. The compiler may not join this with other reads.
    #[inline(always)]
    pub unsafe fn reread(&self, from_end: usize) -> u16 {
        // SAFETY: the pc is behind the instruction's first word.
        unsafe { self.pc.cast::<u16>().sub(from_end).read_volatile() }
    }

    /// Moves the pc by a number of words.
    #[inline(always)]
    pub unsafe fn jump(&mut self, words: isize) {
        // SAFETY: the verifier checked the target.
        self.pc = unsafe { self.pc.offset(words) };
    }

    /// The running closure.
    #[inline(always)]
    pub unsafe fn closure(&self) -> *mut Closure {
        // SAFETY: a Lua frame's function slot lies two below its base and holds its closure.
        unsafe { (*self.base.sub(2)).payload as *mut Closure }
    }
}

/// The same number, which the compiler does not know to be so: what it was computed from need not be kept.
#[inline(always)]
pub(super) fn forget(number: u64) -> u64 {
    #[cfg(not(miri))]
    let number = {
        let mut number = number;
        // SAFETY: no instruction at all.
        unsafe {
            std::arch::asm!("/* {0} */", inout(reg) number, options(pure, nomem, nostack, preserves_flags));
        }
        number
    };
    number
}

/// Writes an integer to a register.
#[inline(always)]
pub(super) unsafe fn set_integer_value(target: *mut Value, number: i64) {
    // SAFETY: the target is a register of the frame.
    unsafe {
        (*target).payload = number as u64;
        (*target).tag = value::INTEGER;
    }
}

/// Writes a float to a register.
#[inline(always)]
pub(super) unsafe fn set_float_value(target: *mut Value, number: f64) {
    // SAFETY: the target is a register of the frame.
    unsafe {
        (*target).payload = number.to_bits();
        (*target).tag = value::FLOAT;
    }
}

/// Declares a fast path: `fn name(state, machine, word) -> Step`.
macro_rules! op {
    ($(#[$attribute:meta])* $name:ident($state:ident, $machine:ident, $word:ident) $body:block) => {
        $(#[$attribute])*
        ///
        /// # Safety
        /// The machine is that of a running frame of verified code, and `word` the instruction in front of its pc.
        #[inline(always)]
        #[allow(unused_variables, unused_unsafe, reason = "a body need not use everything it is given")]
        pub unsafe fn $name(
            $state: *mut $crate::interpreter::state::State,
            $machine: &mut super::Machine,
            $word: $crate::bytecode::Instruction,
        ) -> super::Step {
            // SAFETY: the verifier bounded every operand; the caller vouches for the machine.
            unsafe { $body }
        }
    };
}

use op;
