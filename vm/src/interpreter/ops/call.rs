//! Calls of Lua functions and returns from them.

use super::{Step, op};
use crate::interpreter::frame::{TAIL, VARARG};
use crate::object::{Closure, CodeHeader, VARARG_PARAMETERS};
use crate::value::{CLOSURE, LINK, NIL, Value, copy_value};

/// Writes the link of a plain call: where to return to, no flags.
#[inline(always)]
pub(in crate::interpreter) unsafe fn write_link(slot: *mut Value, pc: *const u64) {
    // SAFETY: the slot above the callee is reserved by the compiler. Tag, flag and extra are one word; writing it
    // whole leaves flag and extra zero.
    unsafe {
        (*slot).payload = pc as u64;
        (&raw mut (*slot).tag).cast::<u64>().write(u64::from(LINK));
    }
}

op! {
    /// `R[func], ... = R[func](R[func + 2], ...)`
    call(state, machine, word) {
        // Operands are read from memory here: taken out of the word they need more registers than there are to spare.
        let operands = machine.pc.sub(1);
        let args = u32::from(*operands.cast::<u8>().add(1));
        let cost = i64::from(*operands.cast::<u16>().add(3));
        let function = machine.register(word.a());
        if (*function).tag != CLOSURE {
            return Step::Native;
        }
        let code = (*((*function).payload as *const Closure)).code;
        let header = code.cast::<CodeHeader>().sub(1);
        // One test for: arguments up to the top, too few arguments, and callees with varargs.
        if args <= (*header).parameters {
            return Step::FillCall;
        }
        let base = function.add(2);
        if base.byte_add((*header).frame_bytes as usize) > (*state).stack_limit {
            return Step::Slow;
        }
        (*state).fuel -= cost;
        if (*state).fuel < 0 {
            return Step::Slow;
        }
        write_link(function.add(1), machine.pc);
        machine.base = base;
        machine.pc = code;
        Step::Next
    }
}

op! {
    /// A call of a Lua function with too few arguments, or with all up to the top
    call_filling(state, machine, word) {
        let function = machine.register(word.a());
        let code = (*((*function).payload as *const Closure)).code;
        let header = code.cast::<CodeHeader>().sub(1);
        let parameters = (*header).parameters;
        if parameters == VARARG_PARAMETERS {
            return Step::VarargCall;
        }
        let base = function.add(2);
        if base.byte_add((*header).frame_bytes as usize) > (*state).stack_limit {
            return Step::SlowCall;
        }
        (*state).fuel -= word.c() as i64;
        if (*state).fuel < 0 {
            return Step::Slow;
        }
        let mut absent = match word.x() {
            0 => (*state).top,
            args => base.add(args - 1),
        };
        let end = base.add(parameters as usize);
        while absent < end {
            (*absent).tag = NIL;
            absent = absent.add(1);
        }
        write_link(function.add(1), machine.pc);
        machine.base = base;
        machine.pc = code;
        Step::Next
    }
}

op! {
    /// `return R[func](R[func + 2], ...)` of a Lua function in this frame
    tail_call(state, machine, word) {
        let source = machine.register(word.a());
        let link = machine.base.sub(1);
        // Arguments up to the top, open upvalues, and a frame above its extra arguments are rare.
        if (*source).tag != CLOSURE || word.x() == 0 || word.b() != 0 || (*link).flag & VARARG != 0 {
            return Step::SlowTailCall;
        }
        let code = (*((*source).payload as *const Closure)).code;
        let header = code.cast::<CodeHeader>().sub(1);
        if word.x() as u32 <= (*header).parameters
            || machine.base.byte_add((*header).frame_bytes as usize) > (*state).stack_limit
        {
            return Step::SlowTailCall;
        }
        (*state).fuel -= 1;
        if (*state).fuel < 0 {
            return Step::Slow;
        }
        copy_value(machine.base.sub(2), source);
        (*link).flag = TAIL;
        // Not a range: its iterator would be a local in memory in builds that optimise little.
        let (mut from, mut to) = (source.add(2), machine.base);
        let end = source.add(1 + word.x());
        while from < end {
            copy_value(to, from);
            (from, to) = (from.add(1), to.add(1));
        }
        machine.pc = code;
        Step::Next
    }
}

op! {
    /// `return`
    return0(state, machine, word) {
        let link = machine.base.sub(1);
        let pc = (*link).payload as *const u64;
        let call = crate::bytecode::Instruction(*pc.sub(1));
        let function = machine.base.sub(2);
        match call.b() {
            1 => {}
            2 => (*function).tag = NIL,
            _ => return Step::OpenReturn0,
        }
        machine.base = function.byte_sub(call.a());
        machine.pc = pc;
        Step::Next
    }
}

op! {
    /// `return R[src]`
    return1(state, machine, word) {
        let link = machine.base.sub(1);
        let pc = (*link).payload as *const u64;
        let call = crate::bytecode::Instruction(*pc.sub(1));
        let function = machine.base.sub(2);
        match call.b() {
            2 => copy_value(function, machine.register(word.a())),
            1 => {}
            _ => return Step::OpenReturn1,
        }
        machine.base = function.byte_sub(call.a());
        machine.pc = pc;
        Step::Next
    }
}

op! {
    /// `return` to a caller that wants several results, or all: what a native function calls returns this way
    open_return0(state, machine, word) {
        let pc = (*machine.base.sub(1)).payload as *const u64;
        let call = crate::bytecode::Instruction(*pc.sub(1));
        if call.b() != 0 {
            return Step::Slow;
        }
        let function = machine.base.sub(2);
        (*state).top = function;
        machine.base = function.byte_sub(call.a());
        machine.pc = pc;
        Step::Next
    }
}

op! {
    /// `return R[src]`, likewise
    open_return1(state, machine, word) {
        let pc = (*machine.base.sub(1)).payload as *const u64;
        let call = crate::bytecode::Instruction(*pc.sub(1));
        if call.b() != 0 {
            return Step::Slow;
        }
        let function = machine.base.sub(2);
        copy_value(function, machine.register(word.a()));
        (*state).top = function.add(1);
        machine.base = function.byte_sub(call.a());
        machine.pc = pc;
        Step::Next
    }
}
