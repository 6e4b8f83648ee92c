//! The way from Node into the addon and back: arguments, exceptions, and the fence that stops a panic.

use std::ffi::c_void;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr::null_mut;
use std::rc::Rc;

use crate::context::LuaContext;
use crate::error::{Code, Failure, Result};
use crate::sys::{CallbackInfo, Env, Js};

/// How many arguments are read without an allocation.
const INLINE: usize = 4;

/// What a callback was called with.
pub(crate) struct Arguments {
    few: [Js; INLINE],
    many: Vec<Js>,
    count: usize,
    /// How many of them were for the addon itself.
    skipped: usize,
    /// What the function was made with.
    pub(crate) data: *mut c_void,
}

impl Arguments {
    /// Room for the arguments of a callback, to be filled where it stands: a copy of what was written a moment ago
    /// costs more than the writing.
    #[inline]
    pub(crate) fn new() -> Arguments {
        Arguments {
            few: [null_mut(); INLINE],
            many: Vec::new(),
            count: 0,
            skipped: 0,
            data: null_mut(),
        }
    }

    /// Reads the arguments of a callback into the room.
    #[inline]
    pub(crate) fn fill(&mut self, env: Env, info: CallbackInfo) -> Result<()> {
        (self.count, self.data) = env.callback_info(info, &mut self.few)?;
        if self.count > INLINE { self.fill_many(env, info) } else { Ok(()) }
    }

    #[cold]
    fn fill_many(&mut self, env: Env, info: CallbackInfo) -> Result<()> {
        self.many.resize(self.count, null_mut());
        env.callback_info(info, &mut self.many)?;
        Ok(())
    }

    /// Reads the arguments of a callback.
    pub(crate) fn read(env: Env, info: CallbackInfo) -> Result<Arguments> {
        let mut arguments = Arguments::new();
        arguments.fill(env, info)?;
        Ok(arguments)
    }

    /// All of them.
    #[inline]
    pub(crate) fn all(&self) -> &[Js] {
        let all =
            if self.many.is_empty() { &self.few[..self.count.min(INLINE)] } else { &self.many };
        &all[self.skipped..]
    }

    /// Takes away the first one, which is the number of native data; see `slots`.
    #[inline]
    pub(crate) fn take_number(&mut self, env: Env) -> Option<u32> {
        let number = env.as_small(self.get(0)?)?;
        self.skipped += 1;
        Some(number)
    }

    /// One of them, if it was given.
    #[inline]
    pub(crate) fn get(&self, index: usize) -> Option<Js> {
        self.all().get(index).copied()
    }
}

/// Runs the body of a callback. A failure is thrown in JavaScript. A panic is an error of the addon: it must not unwind
/// into Node, and a context that was being used is not used again.
#[inline]
pub(crate) fn fence(
    env: Env,
    context: Option<&Rc<LuaContext>>,
    body: impl FnOnce() -> Result<Js>,
) -> Js {
    match catch_unwind(AssertUnwindSafe(body)) {
        Ok(Ok(value)) => value,
        Ok(Err(failure)) => {
            throw(env, context, failure);
            null_mut()
        }
        Err(_) => {
            if let Some(context) = context {
                context.mark_broken();
            }
            Failure::lua(Code::Internal, "internal error in perilune").throw(env);
            null_mut()
        }
    }
}

#[cold]
fn throw(env: Env, context: Option<&Rc<LuaContext>>, failure: Failure) {
    match (failure, context) {
        // It is on its way already.
        (Failure::Pending, _) => {}
        (failure, Some(context)) => {
            if let Ok(exception) = context.exception_of(failure) {
                let _ = env.throw(exception);
            }
        }
        (failure, None) => failure.throw(env),
    }
}
