//! Text algorithms of the string, utf8 and os libraries, on byte slices and plain values.
//!
//! Invariants:
//! - Nothing here knows a Lua value, a state or a heap; only `crate::number` lies below.
//! - No input panics, and native recursion is bounded by a constant.
//! - Every loop whose length the script decides charges a [`Meter`], or is linear in text it was given.

use std::borrow::Cow;

pub mod chunk_name;
pub mod date;
pub mod format;
pub mod pack;
pub mod pattern;
pub mod utf8;

/// The budget ended; whoever implements [`Meter`] knows which one and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stopped;

/// Pays for work; one step is about one simple operation on one byte.
pub trait Meter {
    /// Takes `steps` from the budget, or says that nothing is left.
    fn charge(&mut self, steps: u64) -> Result<(), Stopped>;
}

/// A budget without an end, for callers that bound the work otherwise.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unmetered;

impl Meter for Unmetered {
    #[inline]
    fn charge(&mut self, _steps: u64) -> Result<(), Stopped> {
        Ok(())
    }
}

/// The part of a string before its first NUL: what a C string function sees of it.
pub fn until_nul(bytes: &[u8]) -> &[u8] {
    &bytes[..memchr::memchr(0, bytes).unwrap_or(bytes.len())]
}

/// Why a library function refuses what it was given, in Lua's words.
///
/// A message is bytes, not text, because it may quote a byte of the script's string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The argument at fault, counted from one, when the message belongs in "bad argument #n".
    pub argument: Option<usize>,
    /// The message without position and without "bad argument".
    pub message: Cow<'static, [u8]>,
}

impl Refusal {
    /// A plain error.
    #[cold]
    pub fn new(message: impl Into<Cow<'static, [u8]>>) -> Self {
        Refusal { argument: None, message: message.into() }
    }

    /// An error that blames one argument.
    #[cold]
    pub fn argument(argument: usize, message: impl Into<Cow<'static, [u8]>>) -> Self {
        Refusal { argument: Some(argument), message: message.into() }
    }
}
