//! The handlers of calls that no Lua function answers: from the shortest way to the general one.

use super::dispatch::{HandlerTable, go_on, handler_abi};
use super::native::{NativeFunction, Role};
use super::ops::Machine;
use super::quick_switch::switching_role;
use super::slow::Control;
use super::state::State;
use crate::bytecode::Instruction;
use crate::value::{NATIVE, NATIVE_CLOSURE, Value};

handler_abi! {
    /// Calls a native function from a `Call` instruction.
    #[inline(never)]
    fn native_handler(word: u64, base: *mut Value, pc: *const u64, state: *mut State, table: *const HandlerTable) -> u32 {
        // SAFETY: the operand of a verified instruction; both kinds of native function refer to a static description;
        // handlers take what handlers are given.
        unsafe {
            let function = base.byte_add(Instruction(word).a());
            match (*function).tag {
                NATIVE => match (*((*function).payload as *const NativeFunction)).role {
                    Role::Quick(_) => quick_native_handler(word, base, pc, state, table),
                    Role::Yield => yield_handler(word, base, pc, state, table),
                    Role::Resume => resume_handler(word, base, pc, state, table),
                    _ => ordinary_native_handler(word, base, pc, state, table),
                },
                NATIVE_CLOSURE => match switching_role(function) {
                    Role::ResumeWrapped => resume_wrapped_handler(word, base, pc, state, table),
                    _ => ordinary_native_handler(word, base, pc, state, table),
                },
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

/// Declares handlers of functions that change to another coroutine, if the short way is open; where it is not, `$else` is
/// the way to go on.
macro_rules! switch_handlers {
    ($( $(#[$attribute:meta])* $name:ident $open:literal $role:expr, else $else:ident; )*) => { $(
        handler_abi! {
            $(#[$attribute])*
            #[inline(never)]
            fn $name(word: u64, base: *mut Value, pc: *const u64, state: *mut State, table: *const HandlerTable) -> u32 {
                // SAFETY: as in `slow_handler`; the callee was looked at by `native_handler`, and is a register of the frame.
                let machine = unsafe {
                    let role: fn(*const Value) -> Role = $role;
                    let role = role(base.byte_add(Instruction(word).a()));
                    let machine = Machine { base, pc };
                    match (*state).switch_for_call::<$open>(role, Instruction(word), machine) {
                        Some(machine) => machine,
                        None => return $else(word, base, pc, state, table),
                    }
                };
                // SAFETY: as in `slow_handler`.
                unsafe {
                    if (*state).heap.collector.is_due() {
                        (*state).base = machine.base;
                        (*state).pc = machine.pc;
                        return after_native_handler(word, base, pc, state, table);
                    }
                }
                go_on!(machine, state, table, "/* switch */")
            }
        }
    )* };
}

// Each of the first three knows its role, because with all in one the compiler saves six registers.
switch_handlers! {
    /// `coroutine.yield` of a number of values that is known, to a caller that wants such a number.
    yield_handler false |_| Role::Yield, else open_switch_handler;
    /// `coroutine.resume`, likewise.
    resume_handler false |_| Role::Resume, else open_switch_handler;
    /// A function of `coroutine.wrap`, likewise.
    resume_wrapped_handler false |_| Role::ResumeWrapped, else open_switch_handler;
    /// All of them, with values up to the top.
    open_switch_handler true |function| switching_role(function), else ordinary_native_handler;
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
