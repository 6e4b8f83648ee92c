//! Frames on a stack: how they are linked, and how to walk them.
//!
//! ```text
//!   function   link      registers or arguments ...
//!  +----------+---------+----------------------------
//!  | F        | F + 1   | F + 2 = base
//!  +----------+---------+----------------------------
//! ```
//!
//! The link's payload is the address to go on at when the function returns. The word in front of that address is
//! shaped like a `Call`: it tells how far the function's slot lies above the caller's base, and how many results are
//! wanted. For a caller that is not an instruction, the address is one of the boundaries below, whose word says
//! "distance 0, all results"; what the boundary needs lies in an *info* slot right under the function, a link too.
//!
//! A function with extra arguments has its frame above them: the function is copied, and its link's `extra` is the
//! distance in bytes back to the original slot.

use super::state::State;
use crate::bytecode::{Instruction, Opcode};
use crate::gc::Gc;
use crate::object::{Closure, Coroutine};
use crate::value::{CLOSURE, Value};

/// Link flag: the function has extra arguments below its frame.
pub(crate) const VARARG: u8 = 1;
/// Link flag: the frame was entered by a tail call.
pub(crate) const TAIL: u8 = 2;
/// Link flag: from this bit on, how many `__call` metamethods led to the function.
pub(crate) const METAMETHOD_SHIFT: u8 = 4;
/// The longest chain of `__call` metamethods.
pub(crate) const MAX_CALL_CHAIN: u8 = 15;
/// Info flag: the call is one of a finalizer.
pub(crate) const FINALIZER: u8 = 4;
/// Info flag: the call is one of a hook.
pub(crate) const HOOK: u8 = 8;
/// Info flag: a Lua `yield` may not cross this call.
pub(crate) const NO_YIELD: u8 = 16;

/// Where a call that no `Call` instruction made returns to.
#[repr(u8)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Boundary {
    /// The host. Info: payload the caller's pc, extra the distance to the caller's base (0: no caller).
    Host,
    /// An instruction that called a metamethod, or an interruption between two instructions. Info: payload the pc
    /// after the instruction's first word, extra the distance to the base.
    Finish,
    /// A native function. Info: payload the step, extra the distance to its base.
    Native,
    /// `pcall`, whose base is the function slot. No info.
    Protected,
    /// `xpcall`, whose base is one slot under the function. No info.
    ProtectedWith,
    /// The place of an error whose message handler runs. Info as for `Finish`.
    Handler,
    /// An unwinding that called `__close`. Info: payload the offset of the protected function's slot in the stack,
    /// extra the distance to the base of the frame that goes on (0: none). The slot below holds the error.
    Unwind,
    /// The bottom of a coroutine. No info.
    Coroutine,
}

const BOUNDARIES: usize = 8;

/// Two words per boundary: one shaped like a call, and the pseudo-instruction that continues.
static WORDS: [u64; 2 * BOUNDARIES] = {
    let continuations = [
        Opcode::HostReturn,
        Opcode::Finish,
        Opcode::NativeReturn,
        Opcode::ProtectedReturn,
        Opcode::ProtectedReturn,
        Opcode::HandlerReturn,
        Opcode::UnwindReturn,
        Opcode::CoroutineReturn,
    ];
    let mut words = [Opcode::Call as u64; 2 * BOUNDARIES];
    let mut index = 0;
    while index < BOUNDARIES {
        words[2 * index + 1] = continuations[index] as u64;
        index += 1;
    }
    words
};

impl Boundary {
    /// The address that stands for the boundary.
    #[inline]
    pub(crate) fn address(self) -> *const u64 {
        &raw const WORDS[2 * self as usize + 1]
    }

    /// The boundary whose pseudo-instruction is the next to run, if one is. What was called through it has returned: the
    /// base is the function's slot, from which the results lie to the top, and no frame stands there.
    #[inline]
    pub(crate) fn next_at(pc: *const u64) -> Option<Boundary> {
        Boundary::of(pc as u64).filter(|boundary| boundary.address() == pc)
    }

    /// The boundary an address stands for.
    #[inline]
    pub(crate) fn of(address: u64) -> Option<Boundary> {
        let start = WORDS.as_ptr() as u64;
        let distance = address.wrapping_sub(start);
        if distance >= size_of_val(&WORDS) as u64 {
            return None;
        }
        const ALL: [Boundary; BOUNDARIES] = [
            Boundary::Host,
            Boundary::Finish,
            Boundary::Native,
            Boundary::Protected,
            Boundary::ProtectedWith,
            Boundary::Handler,
            Boundary::Unwind,
            Boundary::Coroutine,
        ];
        Some(ALL[distance as usize / 16])
    }
}

/// A frame: its base, and for a Lua function the address after the instruction it stands at.
#[derive(Clone, Copy, Debug)]
pub struct FrameRef {
    pub(crate) base: *mut Value,
    pub(crate) pc: *const u64,
}

impl FrameRef {
    /// The function.
    pub fn function(&self) -> Value {
        // SAFETY: a frame's function slot lies two below its base.
        unsafe { *self.base.sub(2) }
    }

    /// The link.
    pub(crate) fn link(&self) -> Value {
        // SAFETY: a frame's link lies one below its base.
        unsafe { *self.base.sub(1) }
    }

    /// The Lua closure, if the function is one.
    pub(crate) fn closure(&self) -> Option<Gc<Closure>> {
        let function = self.function();
        (function.tag == CLOSURE).then(|| function.pointer())
    }

    /// The slot the caller put the function in.
    pub(crate) fn function_slot(&self) -> *mut Value {
        let link = self.link();
        let distance = if link.flag & VARARG != 0 { link.extra as usize } else { 0 };
        // SAFETY: the distance was written when the frame was made, and the stack moves as a whole.
        unsafe { self.base.sub(2).byte_sub(distance) }
    }

    /// Whether the frame was entered by a tail call.
    pub(crate) fn is_tail_call(&self) -> bool {
        self.link().flag & TAIL != 0
    }

    /// The boundary the frame returns to, if its caller is not a `Call` instruction.
    pub(crate) fn boundary(&self) -> Option<Boundary> {
        Boundary::of(self.link().payload)
    }

    /// The info slot under the function; meaningful for boundaries that have one.
    pub(crate) fn info(&self) -> Value {
        // SAFETY: a function called through such a boundary has an info slot below it.
        unsafe { *self.function_slot().sub(1) }
    }

    /// The frame that called this one, on the same stack.
    pub(crate) fn caller(&self) -> Option<FrameRef> {
        let link = self.link();
        let function = self.function_slot();
        // SAFETY: distances were written when the frames were made, and the stack moves as a whole.
        unsafe {
            let Some(boundary) = Boundary::of(link.payload) else {
                let pc = link.payload as *const u64;
                let call = Instruction(*pc.sub(1));
                return Some(FrameRef { base: function.byte_sub(call.a()), pc });
            };
            FrameRef::below(boundary, function)
        }
    }

    /// The frame to which a call through a boundary of the function in a slot goes back.
    ///
    /// # Safety
    /// The function has been called through the boundary, and the slots below it are as they were then.
    pub(crate) unsafe fn below(boundary: Boundary, function: *mut Value) -> Option<FrameRef> {
        // SAFETY: by the caller's promise what the boundary needs lies below the function.
        unsafe {
            match boundary {
                Boundary::Coroutine => None,
                Boundary::Protected => Some(FrameRef { base: function, pc: std::ptr::null() }),
                Boundary::ProtectedWith => {
                    Some(FrameRef { base: function.sub(1), pc: std::ptr::null() })
                }
                Boundary::Host
                | Boundary::Finish
                | Boundary::Native
                | Boundary::Handler
                | Boundary::Unwind => {
                    let info = *function.sub(1);
                    (info.extra != 0).then(|| FrameRef {
                        base: function.byte_sub(info.extra as usize),
                        pc: info.payload as *const u64,
                    })
                }
            }
        }
    }
}

impl State {
    /// The running frame of the running coroutine.
    pub(crate) fn current_frame(&self) -> FrameRef {
        FrameRef { base: self.base, pc: self.pc }
    }

    /// The innermost frame of a coroutine, if it has one.
    pub(crate) fn top_frame(&self, coroutine: Gc<Coroutine>) -> Option<FrameRef> {
        if coroutine == self.coroutine {
            let bottom = coroutine.stack;
            // SAFETY: comparing addresses within the stack; below two slots no frame fits.
            return (self.base > unsafe { bottom.add(1) }).then(|| self.current_frame());
        }
        if coroutine.stack.is_null() || !coroutine.is_started {
            return None;
        }
        Some(FrameRef { base: coroutine.base, pc: coroutine.pc })
    }

    /// What is at a level of a coroutine: a frame, or nothing where the dialect counts calls that tail calls have
    /// replaced.
    pub fn subject_at_level(
        &self,
        coroutine: Gc<Coroutine>,
        level: usize,
    ) -> Option<Option<FrameRef>> {
        if !self.dialect.tail_calls_are_levels {
            return self.frame_at(coroutine, level).map(Some);
        }
        let mut frame = self.top_frame(coroutine)?;
        let mut level = level;
        while level > 0 {
            level -= 1;
            if frame.is_tail_call() {
                if level == 0 {
                    return Some(None);
                }
                level -= 1;
            }
            frame = frame.caller()?;
        }
        Some(Some(frame))
    }

    /// The frame at a level of a coroutine: 0 is the innermost.
    pub fn frame_at(&self, coroutine: Gc<Coroutine>, level: usize) -> Option<FrameRef> {
        let mut frame = self.top_frame(coroutine)?;
        for _ in 0..level {
            frame = frame.caller()?;
        }
        Some(frame)
    }
}
