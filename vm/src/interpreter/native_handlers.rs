//! The handlers of calls that no Lua function answers: from the shortest way to the general one.

use super::dispatch::{HandlerTable, go_on, handler_abi};
use super::native::{NativeFunction, Role};
use super::ops::Machine;
use super::quick_switch::switching_role;
use super::slow::Control;
use super::state::State;
use crate::bytecode::Instruction;
use crate::object::NativeClosure;
use crate::value::{NATIVE, NATIVE_CLOSURE, Value};

handler_abi! {
    /// Calls a native function from a `Call` instruction.
    #[inline(never)]
    fn native_handler(word: u64, base: *mut Value, pc: *const u64, state: *mut State, table: *const HandlerTable) -> u32 {
        // SAFETY: the operand of a verified instruction; both kinds of native function refer to a static description;
        // handlers take what handlers are given.
        unsafe {
            let function = base.byte_add(Instruction(word).a());
            let native = match (*function).tag {
                NATIVE => (*function).payload as *const NativeFunction,
                NATIVE_CLOSURE => (*((*function).payload as *const NativeClosure)).function.cast(),
                _ => return ordinary_native_handler(word, base, pc, state, table),
            };
            match (*native).role {
                Role::Quick(_) => quick_native_handler(word, base, pc, state, table),
                role if role.switches() => switch_handler(word, base, pc, state, table),
                _ => ordinary_native_handler(word, base, pc, state, table),
            }
        }
    }
}

handler_abi! {
    /// Calls a native function without a frame, if the call is one of those that it answers at once.
    #[inline(never)]
    fn quick_native_handler(word: u64, base: *mut Value, pc: *const u64, state: *mut State, _table: *const HandlerTable) -> u32 {
        // SAFETY: as in `slow_handler`; the callee was looked at by `native_handler`. Base and pc stay as they are, and are
        // read again, as the word and the table are, because keeping them across the call costs more.
        let (machine, table) = unsafe {
            (*state).base = base;
            (*state).pc = pc;
            let is_answered = (*state).call_quickly(Instruction(word));
            let (machine, table) =
                (Machine { base: (*state).base, pc: (*state).pc }, (*state).handlers);
            if !is_answered {
                let word = *machine.pc.sub(1);
                return ordinary_native_handler(word, machine.base, machine.pc, state, table);
            }
            if (*state).heap.collector.is_due() {
                let word = *machine.pc.sub(1);
                return after_native_handler(word, machine.base, machine.pc, state, table);
            }
            (machine, table)
        };
        go_on!(machine, state, table, "/* quick */")
    }
}

handler_abi! {
    /// Changes to another coroutine, if the short way is open.
    #[inline(never)]
    fn switch_handler(word: u64, base: *mut Value, pc: *const u64, state: *mut State, table: *const HandlerTable) -> u32 {
        // SAFETY: as in `slow_handler`; the callee was looked at by `native_handler`.
        let machine = unsafe {
            (*state).base = base;
            (*state).pc = pc;
            let role = switching_role(base.byte_add(Instruction(word).a()));
            if !(*state).switch_for_call(role, Instruction(word)) {
                return ordinary_native_handler(word, base, pc, state, table);
            }
            if (*state).heap.collector.is_due() {
                return after_native_handler(word, base, pc, state, table);
            }
            Machine { base: (*state).base, pc: (*state).pc }
        };
        go_on!(machine, state, table, "/* switch */")
    }
}

handler_abi! {
    /// Gives the collector its turn behind a call that took a short way.
    #[inline(never)]
    fn after_native_handler(word: u64, _base: *mut Value, pc: *const u64, state: *mut State, _table: *const HandlerTable) -> u32 {
        // SAFETY: as in `slow_handler`.
        if let Control::Exit = unsafe { (*state).after_native(Instruction(word), pc) } {
            return 0;
        }
        // SAFETY: as in `slow_handler`.
        let machine = unsafe { Machine { base: (*state).base, pc: (*state).pc } };
        // SAFETY: as above.
        let table = unsafe { (*state).handlers };
        go_on!(machine, state, table, "/* after a native function */")
    }
}

handler_abi! {
    /// Calls a native function that the interpreter has no shorter way for.
    #[inline(never)]
    fn ordinary_native_handler(word: u64, base: *mut Value, pc: *const u64, state: *mut State, _table: *const HandlerTable) -> u32 {
        // SAFETY: as in `slow_handler`.
        let control = unsafe {
            (*state).base = base;
            (*state).pc = pc;
            (*state).call_native_from_instruction(Instruction(word))
        };
        if let Control::Exit = control {
            return 0;
        }
        // SAFETY: as in `slow_handler`.
        let machine = unsafe { Machine { base: (*state).base, pc: (*state).pc } };
        // SAFETY: as above.
        let table = unsafe { (*state).handlers };
        go_on!(machine, state, table, "/* native */")
    }
}
