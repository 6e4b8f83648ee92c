//! Both ways to get from one instruction to the next: a chain of handlers, and a loop.
//!
//! The bodies in `ops/` are compiled twice. In the chain, each body is wrapped in a function that ends by jumping to
//! the handler of the next instruction, with the machine in processor registers. Where the compiler does not turn
//! that last call into a jump (unoptimised builds), or where a sanitizer wants ordinary code, the loop backend runs
//! the same bodies from a `match`.
//!
//! **Invariant**: the words executed were verified, so every opcode number is in the table, every operand is in range,
//! and control never leaves the code.

use super::native_handlers::native_handler;
use super::ops::{self, Machine, Step};
use super::slow::Control;
use super::state::State;
use crate::bytecode::{Instruction, Opcode, opcode_table};
use crate::value::Value;

/// Declares a function with the calling convention of handlers: the one that passes six integers in registers.
macro_rules! handler_abi {
    ($(#[$attribute:meta])* fn $name:ident($($argument:ident : $type:ty),*) -> u32 $body:block) => {
        #[cfg(target_arch = "x86_64")]
        $(#[$attribute])* pub(super) unsafe extern "sysv64-unwind" fn $name($($argument: $type),*) -> u32 $body
        #[cfg(not(target_arch = "x86_64"))]
        $(#[$attribute])* pub(super) unsafe extern "C-unwind" fn $name($($argument: $type),*) -> u32 $body
    };
}

/// A handler: the instruction word, the base, the address after the word, the state, and the table to go on with.
#[cfg(target_arch = "x86_64")]
pub type Handler = unsafe extern "sysv64-unwind" fn(
    u64,
    *mut Value,
    *const u64,
    *mut State,
    *const HandlerTable,
) -> u32;
/// A handler, on other processors.
#[cfg(not(target_arch = "x86_64"))]
pub type Handler = unsafe extern "C-unwind" fn(
    u64,
    *mut Value,
    *const u64,
    *mut State,
    *const HandlerTable,
) -> u32;

/// One handler per opcode.
pub struct HandlerTable(pub(super) [Handler; 256]);

/// Jumps to the handler of the word at the machine's pc. The marker keeps the compiler from merging the ends of
/// several paths into one, which would move values through other registers first.
macro_rules! go_on {
    ($machine:expr, $state:expr, $table:expr, $marker:literal) => {{
        // SAFETY: the pc is inside verified code, so the word is readable and its opcode is in the table.
        unsafe {
            let word = *$machine.pc;
            let handler = (&(*$table).0).as_ptr().add(word as u8 as usize).read();
            #[cfg(not(miri))]
            std::arch::asm!($marker, options(nomem, nostack, preserves_flags));
            return handler(word, $machine.base, $machine.pc.add(1), $state, $table);
        }
    }};
}

pub(super) use {go_on, handler_abi};

/// Wraps a body of `ops/` into a handler.
macro_rules! define_handler {
    ($name:ident, $doc:expr) => {
        handler_abi! {
            #[doc = $doc]
            #[allow(unused_unsafe, reason = "`go_on` is unsafe also where nothing around it is")]
            #[inline(never)]
            fn $name(word: u64, base: *mut Value, pc: *const u64, state: *mut State, table: *const HandlerTable) -> u32 {
                let mut machine = Machine { base, pc };
                // SAFETY: called only from the chain, with the machine of the running frame; the handlers gone to are
                // of the same kind and get the same arguments.
                unsafe {
                    match ops::$name(state, &mut machine, Instruction(word)) {
                        Step::Next => go_on!(machine, state, table, "/* next */"),
                        Step::NextFloat => go_on!(machine, state, table, "/* float */"),
                        Step::NextJump => go_on!(machine, state, table, "/* jump */"),
                        step => return go_elsewhere(step, word, machine, state, table),
                    }
                }
            }
        }
    };
}

/// The second bodies of instructions: the step that leads to one, its name, and what it is for.
macro_rules! second_bodies {
    ($use:ident) => {
        $use! {
            ReadString get_index_by_string "`GetIndex` with a key that is not an integer.";
            ReadFloat get_index_by_float "`GetIndex` with a key that is neither an integer nor a string.";
            ReadFloatInNodes get_float_in_nodes "`GetIndex` with a float that the array has no value for.";
            ReadInteger get_index_by_integer "`GetIndex` with an integer outside the array.";
            ReadConstantInteger get_integer_in_nodes "`GetInteger` of one that the array has no value for.";
            WriteString set_index_by_string "`SetIndex` with a key that is not an integer.";
            WriteFloat set_index_by_float "`SetIndex` with a key that is neither an integer nor a string.";
            WriteStringConstant set_index_constant_by_string "`SetIndexConstant` with a key that is not an integer.";
            WriteFloatConstant set_index_constant_by_float "`SetIndexConstant` with a key that is neither.";
            FloatLength float_length "`Length` that is a float.";
            FloatModulo modulo_of_floats "`Modulo` of other than integers.";
            FloatModuloConstant modulo_constant_of_floats "`ModuloConstant` of other than integers.";
            FloatPrepare prepare_float_loop "`ForPrepare` of other than integers.";
            FloatLoop float_loop "`ForLoop` over floats.";
            InheritField get_inherited_field "`GetField` of a key that the table does not have.";
            InheritMethod inherited_method "`Method` of a name that the object does not have.";
            FillCall call_filling "`Call` with missing arguments, or an open number of them.";
            VarargCall call_vararg "`Call` of a function with extra arguments.";
            OpenReturn0 open_return0 "`Return0` to a caller that wants several results.";
            OpenReturn1 open_return1 "`Return1` to a caller that wants several results.";
        }
    };
}

/// Makes a handler of each second body.
macro_rules! define_second_handlers {
    ($( $step:ident $name:ident $doc:literal; )*) => { $( define_handler!($name, $doc); )* };
}

/// Makes of the second bodies the ways to them: in the chain, and in the loop.
macro_rules! define_ways {
    ($( $step:ident $name:ident $doc:literal; )*) => {
        /// Goes on in the handler that a step names, for all that is rare.
        ///
        /// # Safety
        /// As for handlers.
        #[inline(always)]
        unsafe fn go_elsewhere(
            step: Step,
            word: u64,
            machine: Machine,
            state: *mut State,
            table: *const HandlerTable,
        ) -> u32 {
            // SAFETY: handlers take what handlers are given.
            unsafe {
                match step {
                    $( Step::$step => handlers::$name(word, machine.base, machine.pc, state, table), )*
                    Step::SlowRead => direct::read(word, machine.base, machine.pc, state, table),
                    Step::SlowWrite => direct::write(word, machine.base, machine.pc, state, table),
                    Step::SlowCompare => direct::compare(word, machine.base, machine.pc, state, table),
                    Step::SlowArithmetic => direct::arithmetic(word, machine.base, machine.pc, state, table),
                    Step::SlowLength => direct::length(word, machine.base, machine.pc, state, table),
                    Step::SlowCall => direct::call(word, machine.base, machine.pc, state, table),
                    Step::SlowTailCall => direct::tail_call(word, machine.base, machine.pc, state, table),
                    Step::SlowVararg => direct::vararg(word, machine.base, machine.pc, state, table),
                    Step::SlowReturn => direct::return_values(word, machine.base, machine.pc, state, table),
                    Step::SlowIteration => direct::generic_for_call(word, machine.base, machine.pc, state, table),
                    Step::AddField => direct::add_field(word, machine.base, machine.pc, state, table),
                    Step::SlowFinish => direct::finish(word, machine.base, machine.pc, state, table),
                    Step::Native => native_handler(word, machine.base, machine.pc, state, table),
                    Step::Slow | Step::Next | Step::NextFloat | Step::NextJump => {
                        slow_handler(word, machine.base, machine.pc, state, table)
                    }
                }
            }
        }

        /// Runs the second body that a step asks for in the loop backend; any other step is the answer itself.
        ///
        /// # Safety
        /// The machine is that of the running frame, and the word the one behind which its pc stands.
        #[inline(always)]
        unsafe fn second_body(
            state: *mut State,
            machine: &mut Machine,
            word: Instruction,
            step: Step,
        ) -> Step {
            // SAFETY: by the caller's promise.
            unsafe {
                match step {
                    $( Step::$step => ops::$name(state, machine, word), )*
                    step => step,
                }
            }
        }
    };
}

second_bodies!(define_ways);

/// Expands the opcode table into one handler per row, the tables of them, and the loop.
macro_rules! define_dispatch {
    ($( $(#[doc = $effect:literal])+ $name:ident $snake:ident { $($operand:ident : $kind:ident $slot:ident),* } $words:literal; )*) => {
        /// The handlers of the chain: one per opcode, and the second bodies of a few.
        pub mod handlers {
            use super::*;
            $( define_handler!($snake, concat!("The handler of `", stringify!($name), "`.")); )*
            second_bodies!(define_second_handlers);
        }

        /// The table of plain handlers.
        pub static PLAIN: HandlerTable = {
            let mut table: [Handler; 256] = [slow_handler; 256];
            $( table[Opcode::$name as usize] = handlers::$snake; )*
            direct::enter(table)
        };

        /// Runs one instruction in the loop backend.
        #[inline(always)]
        unsafe fn execute(state: *mut State, machine: &mut Machine, word: u64) -> Step {
            let Some(opcode) = Opcode::from_number(word as u8) else { return Step::Slow };
            // SAFETY: the bodies are safe to run on the machine of the running frame.
            unsafe {
                match opcode {
                    $( Opcode::$name => ops::$snake(state, machine, Instruction(word)), )*
                }
            }
        }
    };
}

opcode_table!(define_dispatch);

/// Handlers of instructions that always, or often, do real work: each calls its function without going through the
/// choice in `execute_slowly`.
pub mod direct {
    use super::*;

    /// Declares such handlers, and puts those that replace an instruction's handler into the table.
    macro_rules! direct_handlers {
        ($( $handler:ident $method:ident $($opcode:ident)?; )*) => {
            $(
                handler_abi! {
                    #[doc = concat!("Calls `", stringify!($method), "`.")]
                    #[inline(never)]
                    fn $handler(word: u64, base: *mut Value, pc: *const u64, state: *mut State, _table: *const HandlerTable) -> u32 {
                        // Not inlined: a local of the work whose address escapes would turn the jump at the end of the
                        // handler into a call.
                        #[inline(never)]
                        unsafe fn work(state: *mut State, word: u64) -> Control {
                            // SAFETY: the state is the running one, and nothing else refers to it during the call.
                            unsafe {
                                let result = (*state).$method(Instruction(word));
                                (*state).control_of(result)
                            }
                        }
                        // SAFETY: as in `work`.
                        let control = unsafe {
                            (*state).base = base;
                            (*state).pc = pc;
                            work(state, word)
                        };
                        if let Control::Exit = control {
                            return 0;
                        }
                        // SAFETY: slow code leaves base, pc and handlers true.
                        let (machine, table) = unsafe {
                            (Machine { base: (*state).base, pc: (*state).pc }, (*state).handlers)
                        };
                        go_on!(machine, state, table, "/* direct */")
                    }
                }
            )*

            /// Puts the direct handlers into a table.
            pub(super) const fn enter(mut table: [Handler; 256]) -> HandlerTable {
                $( $( table[Opcode::$opcode as usize] = $handler; )? )*
                HandlerTable(table)
            }
        };
    }

    direct_handlers! {
        read slow_read_any;
        write slow_write_any;
        compare slow_comparison_any;
        arithmetic slow_arithmetic_any;
        length length_instruction;
        call slow_call;
        tail_call tail_call;
        new_table new_table_instruction NewTable;
        set_list set_list SetList;
        closure closure_instruction Closure;
        concat concat Concat;
        return_values slow_return;
        vararg vararg;
        select_vararg select_vararg SelectVararg;
        generic_for_call generic_loop_call;
        add_field add_field;
        close close_instruction Close;
        finish finish_any;
        host_return host_return_any HostReturn;
        native_return native_return_any NativeReturn;
        protected_return protected_return_any ProtectedReturn;
        coroutine_return coroutine_return_any CoroutineReturn;
    }
}

/// The table used while a hook is set: every instruction goes through the hook's check first.
pub static HOOKED: HandlerTable = HandlerTable([hook_handler; 256]);

handler_abi! {
    /// Completes an instruction in ordinary code and goes on wherever that left the state.
    #[inline(never)]
    fn slow_handler(word: u64, base: *mut Value, pc: *const u64, state: *mut State, _table: *const HandlerTable) -> u32 {
        // SAFETY: the state is the running one, and nothing else refers to it during the call.
        let control = unsafe {
            (*state).base = base;
            (*state).pc = pc;
            (*state).execute_slowly(Instruction(word))
        };
        if let Control::Exit = control {
            return 0;
        }
        // SAFETY: slow code leaves base, pc and handlers true.
        let machine = unsafe { Machine { base: (*state).base, pc: (*state).pc } };
        // SAFETY: as above.
        let table = unsafe { (*state).handlers };
        go_on!(machine, state, table, "/* slow */")
    }
}

handler_abi! {
    /// Gives the hook its chance, then runs the instruction.
    #[inline(never)]
    fn hook_handler(word: u64, base: *mut Value, pc: *const u64, state: *mut State, table: *const HandlerTable) -> u32 {
        // SAFETY: as in `slow_handler`.
        let is_called = unsafe {
            (*state).base = base;
            (*state).pc = pc;
            (*state).run_hook(Instruction(word))
        };
        match is_called {
            super::hook::Hooked::Run if super::hook::is_always_slow(Instruction(word)) => {
                // SAFETY: the same arguments, for a handler of the same kind.
                unsafe { slow_handler(word, base, pc, state, table) }
            }
            super::hook::Hooked::Run => {
                // SAFETY: the opcode of a verified word is in the table.
                let handler = unsafe { PLAIN.0.as_ptr().add(word as u8 as usize).read() };
                // SAFETY: the same arguments, for a handler of the same kind.
                unsafe { handler(word, base, pc, state, table) }
            }
            super::hook::Hooked::Moved => {
                // SAFETY: the hook's frame is in place, or an error was delivered: the state is true.
                let machine = unsafe { Machine { base: (*state).base, pc: (*state).pc } };
                // SAFETY: as above.
                let table = unsafe { (*state).handlers };
                go_on!(machine, state, table, "/* hook */")
            }
            super::hook::Hooked::Exit => 0,
        }
    }
}

/// Runs from where the state stands until it leaves the interpreter; `State::exit` says why.
///
/// # Safety
/// Base and pc of the state are those of a frame of verified code.
pub unsafe fn run_chain(state: *mut State) {
    // SAFETY: by the caller's promise.
    unsafe {
        let word = *(*state).pc;
        let table = (*state).handlers;
        let handler = (*table).0.as_ptr().add(word as u8 as usize).read();
        handler(word, (*state).base, (*state).pc.add(1), state, table);
    }
}

/// The same with a loop.
///
/// # Safety
/// As for [`run_chain`].
pub unsafe fn run_loop(state: *mut State) {
    // SAFETY: by the caller's promise; slow code leaves base and pc true.
    unsafe {
        let mut machine = Machine { base: (*state).base, pc: (*state).pc };
        loop {
            let word = *machine.pc;
            machine.pc = machine.pc.add(1);
            let mut step = None;
            if std::ptr::eq((*state).handlers, &HOOKED) {
                (*state).base = machine.base;
                (*state).pc = machine.pc;
                match (*state).run_hook(Instruction(word)) {
                    super::hook::Hooked::Run if super::hook::is_always_slow(Instruction(word)) => {
                        step = Some(Step::Slow)
                    }
                    super::hook::Hooked::Run => {}
                    super::hook::Hooked::Moved => {
                        machine = Machine { base: (*state).base, pc: (*state).pc };
                        continue;
                    }
                    super::hook::Hooked::Exit => return,
                }
            }
            let mut step = match step {
                Some(step) => step,
                None => execute(state, &mut machine, word),
            };
            loop {
                let next = second_body(state, &mut machine, Instruction(word), step);
                if next == step {
                    break;
                }
                step = next;
            }
            let is_slow = match step {
                Step::Next | Step::NextFloat | Step::NextJump => continue,
                Step::Native => false,
                _ => true,
            };
            (*state).base = machine.base;
            (*state).pc = machine.pc;
            let control = if is_slow {
                (*state).execute_slowly(Instruction(word))
            } else {
                (*state).switch_or_call(Instruction(word))
            };
            if let Control::Exit = control {
                return;
            }
            machine = Machine { base: (*state).base, pc: (*state).pc };
        }
    }
}
