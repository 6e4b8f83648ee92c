//! Calls of Lua functions and returns from them.

use super::{Step, op};
use crate::object::CodeHeader;
use crate::value::{CLOSURE, LINK, Value, copy_value};

/// Writes the link of a plain call: where to return to, no flags.
#[inline(always)]
unsafe fn write_link(slot: *mut Value, pc: *const u64) {
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
        let function = machine.register(word.a());
        if (*function).tag != CLOSURE {
            return Step::Native;
        }
        let code = (*((*function).payload as *const crate::object::Closure)).code;
        let header = code.cast::<CodeHeader>().sub(1);
        // One test for: arguments up to the top, too few arguments, and callees with varargs.
        if word.x() as u32 <= (*header).parameters {
            return Step::Slow;
        }
        let base = function.add(2);
        if base.byte_add((*header).frame_bytes as usize) > (*state).stack_limit {
            return Step::Slow;
        }
        (*state).fuel -= word.c() as i64;
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
    /// `return`
    return0(state, machine, word) {
        let link = machine.base.sub(1);
        let pc = (*link).payload as *const u64;
        let call = crate::bytecode::Instruction(*pc.sub(1));
        let function = machine.base.sub(2);
        match call.b() {
            1 => {}
            2 => (*function).tag = crate::value::NIL,
            _ => return Step::Slow,
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
            _ => return Step::Slow,
        }
        machine.base = function.byte_sub(call.a());
        machine.pc = pc;
        Step::Next
    }
}
