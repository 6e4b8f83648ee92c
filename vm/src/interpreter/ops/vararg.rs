//! Functions with extra arguments: calls of them, their arguments, and returns of several values.

use super::call::write_link;
use super::{Machine, Step, op};
use crate::interpreter::frame::VARARG;
use crate::object::{Closure, CodeHeader};
use crate::value::{LINK, NIL, Value, copy_value};

/// Copies `count` values upwards or to other slots, the first ones first.
#[inline(always)]
unsafe fn copy_values(target: *mut Value, source: *const Value, count: usize) {
    // Not a range: its iterator would be a local in memory in builds that optimise little.
    // SAFETY: by the callers: so many slots of the stack from both on.
    unsafe {
        let (mut to, mut from) = (target, source);
        let end = source.add(count);
        while from < end {
            copy_value(to, from);
            (to, from) = (to.add(1), from.add(1));
        }
    }
}

/// Makes the slots from one to another nil.
#[inline(always)]
unsafe fn clear(from: *mut Value, end: *mut Value) {
    // SAFETY: by the callers: slots of the stack.
    unsafe {
        let mut slot = from;
        while slot < end {
            (*slot).tag = NIL;
            slot = slot.add(1);
        }
    }
}

/// How many parameters a function has beside its extra arguments.
#[inline(always)]
unsafe fn fixed_parameters(closure: *const Closure) -> usize {
    // SAFETY: by the callers: a live closure, which keeps its prototype alive.
    let prototype = unsafe { (*closure).prototype };
    prototype.draft.parameters as usize
}

/// The slot that the caller of the running function put it in.
#[inline(always)]
unsafe fn function_slot(machine: &Machine) -> *mut Value {
    // SAFETY: a frame's link lies below its base; with extra arguments it says how far the original slot is.
    unsafe {
        let link = machine.base.sub(1);
        let slot = machine.base.sub(2);
        if (*link).flag & VARARG == 0 { slot } else { slot.byte_sub((*link).extra as usize) }
    }
}

op! {
    /// A call of a function with extra arguments: its frame goes above them
    call_vararg(state, machine, word) {
        let function = machine.register(word.a());
        let closure = (*function).payload as *const Closure;
        let code = (*closure).code;
        let arguments = function.add(2);
        let count = match word.x() {
            0 => ((*state).top as usize - arguments as usize) / size_of::<Value>(),
            args => args - 1,
        };
        let moved = arguments.add(count);
        let base = moved.add(2);
        let header = code.cast::<CodeHeader>().sub(1);
        if base.byte_add((*header).frame_bytes as usize) > (*state).stack_limit {
            return Step::SlowCall;
        }
        (*state).fuel -= word.c() as i64;
        if (*state).fuel < 0 {
            return Step::Slow;
        }
        copy_value(moved, function);
        write_link(function.add(1), machine.pc);
        let link = moved.add(1);
        (*link).payload = machine.pc as u64;
        let distance = (moved as usize - function as usize) as u64;
        let rest = u64::from(LINK) | u64::from(VARARG) << 8 | distance << 32;
        (&raw mut (*link).tag).cast::<u64>().write(rest);
        let fixed = fixed_parameters(closure);
        let given = fixed.min(count);
        copy_values(base, arguments, given);
        clear(arguments, arguments.add(given));
        clear(base.add(given), base.add(fixed));
        machine.base = base;
        machine.pc = code;
        Step::Next
    }
}

op! {
    /// `R[first], ... = ...`
    vararg(state, machine, word) {
        if word.c() != 0 || (*machine.base.sub(1)).flag & VARARG == 0 {
            return Step::SlowVararg;
        }
        let fixed = fixed_parameters(machine.closure());
        let source = function_slot(machine).add(2 + fixed);
        // With fewer arguments than fixed parameters the difference is negative.
        let present = (machine.base.sub(2) as isize - source as isize).max(0) as usize / size_of::<Value>();
        let target = machine.register(word.a());
        let mut count = present;
        if word.b() != 0 {
            count = word.b() - 1;
        } else {
            let cost = (count >> 4) as i64;
            let end = target.add(count);
            if end > (*state).stack_limit || (*state).fuel < cost {
                return Step::SlowVararg;
            }
            (*state).fuel -= cost;
            (*state).top = end;
        }
        let copied = count.min(present);
        copy_values(target, source, copied);
        clear(target.add(copied), target.add(count));
        Step::Next
    }
}

op! {
    /// `return R[first], ...` of a function without variables to close
    return_values(state, machine, word) {
        if word.x() & 1 != 0 {
            return Step::SlowReturn;
        }
        let function = function_slot(machine);
        let pc = (*machine.base.sub(1)).payload as *const u64;
        let call = crate::bytecode::Instruction(*pc.sub(1));
        let first = machine.register(word.a());
        let count = match word.b() {
            0 => ((*state).top as usize - first as usize) / size_of::<Value>(),
            count => count - 1,
        };
        let wanted = call.b();
        machine.base = function.byte_sub(call.a());
        machine.pc = pc;
        if wanted == 0 {
            copy_values(function, first, count);
            (*state).top = function.add(count);
            return Step::Next;
        }
        let copied = count.min(wanted - 1);
        copy_values(function, first, copied);
        clear(function.add(copied), function.add(wanted - 1));
        Step::NextJump
    }
}
