//! Lua patterns: compiled once, matched many times, always metered.
//!
//! Invariants:
//! - A malformed piece is an error only when the matcher reaches it, as in the reference,
//!   so compiling never fails; it leaves an instruction that refuses.
//! - Captures open and close at fixed places of a pattern, so their number and kind are
//!   known when it is compiled, and backtracking has nothing to undo.

mod analysis;
mod captures;
mod class;
mod compile;
mod instruction;
mod matcher;
mod plain;
mod replacement;
mod scan;

pub use captures::{Capture, Captures};
pub use plain::{find_plain, has_specials};
pub use replacement::{Piece, Replacement};

use super::{Meter, Stopped};
use instruction::Program;
use matcher::Matcher;
use std::ops::Range;

/// The deepest nesting of partial matches before a pattern is "too complex".
const MAX_DEPTH: u32 = 200;

/// The most captures a pattern may open.
pub const MAX_CAPTURES: usize = 32;

/// What is wrong with a pattern or with a use of its captures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatternError {
    /// The pattern ends in the middle of an escape.
    EndsWithEscape,
    /// A set has no end.
    MissingBracket,
    /// `%b` lacks one of its two delimiters.
    MissingBalanceArguments,
    /// `%f` is not followed by a set.
    MissingFrontierSet,
    /// A capture number that names no finished capture.
    InvalidCaptureIndex(u8),
    /// A `)` without its `(`.
    InvalidPatternCapture,
    /// A `(` without its `)`, seen when the capture is asked for.
    UnfinishedCapture,
    /// More captures than [`MAX_CAPTURES`].
    TooManyCaptures,
    /// Partial matches nest deeper than the limit.
    TooComplex,
}

impl PatternError {
    /// The message in Lua's words.
    pub fn message(self) -> String {
        match self {
            Self::EndsWithEscape => "malformed pattern (ends with '%')".into(),
            Self::MissingBracket => "malformed pattern (missing ']')".into(),
            Self::MissingBalanceArguments => "malformed pattern (missing arguments to '%b')".into(),
            Self::MissingFrontierSet => "missing '[' after '%f' in pattern".into(),
            Self::InvalidCaptureIndex(index) => format!("invalid capture index %{index}"),
            Self::InvalidPatternCapture => "invalid pattern capture".into(),
            Self::UnfinishedCapture => "unfinished capture".into(),
            Self::TooManyCaptures => "too many captures".into(),
            Self::TooComplex => "pattern too complex".into(),
        }
    }
}

/// Why a match has no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatchError {
    /// The pattern is at fault.
    Pattern(PatternError),
    /// The budget ended.
    Stopped,
}

impl From<Stopped> for MatchError {
    fn from(_: Stopped) -> Self {
        MatchError::Stopped
    }
}

/// A compiled pattern; it keeps nothing of the text it came from, so callers may cache it.
#[derive(Debug)]
pub struct Pattern {
    program: Program,
}

impl Pattern {
    /// Compiles a pattern in which a leading `^` is an anchor, as `find`, `match` and `gsub` read it.
    pub fn compile(source: &[u8]) -> Pattern {
        match source.strip_prefix(b"^") {
            Some(rest) => Pattern { program: compile::compile(rest, true) },
            None => Pattern { program: compile::compile(source, false) },
        }
    }

    /// Compiles a pattern in which a leading `^` stands for itself, as `gmatch` reads it.
    pub fn compile_unanchored(source: &[u8]) -> Pattern {
        Pattern { program: compile::compile(source, false) }
    }

    /// The most bytes that compiling a source of this length can occupy, to be paid for beforehand.
    pub fn max_byte_len(source_len: usize) -> usize {
        Program::max_byte_len(source_len)
    }

    /// The bytes that this pattern occupies outside of itself.
    pub fn byte_len(&self) -> usize {
        self.program.byte_len()
    }

    /// Whether a leading `^` ties the match to where the search starts.
    pub fn is_anchored(&self) -> bool {
        self.program.anchored
    }

    /// The first match that starts at or after `from`.
    #[inline]
    pub fn find(
        &self,
        subject: &[u8],
        from: usize,
        captures: &mut Captures,
        meter: &mut impl Meter,
    ) -> Result<Option<Range<usize>>, MatchError> {
        self.find_next(subject, from, None, captures, meter)
    }

    /// The first match that starts at or after `from` and does not end at `last_end`.
    ///
    /// `gmatch` and `gsub` pass the end of the match before, so that an empty match never
    /// touches the one it follows. An anchored pattern is tried at `from` only.
    #[inline]
    pub fn find_next(
        &self,
        subject: &[u8],
        from: usize,
        last_end: Option<usize>,
        captures: &mut Captures,
        meter: &mut impl Meter,
    ) -> Result<Option<Range<usize>>, MatchError> {
        if from > subject.len() {
            return Ok(None);
        }
        Matcher::new(subject, &self.program, captures, meter).search(from, last_end)
    }

    /// The end of the match that starts exactly at `at`.
    #[inline]
    pub fn match_at(
        &self,
        subject: &[u8],
        at: usize,
        captures: &mut Captures,
        meter: &mut impl Meter,
    ) -> Result<Option<usize>, MatchError> {
        if at > subject.len() {
            return Ok(None);
        }
        Matcher::new(subject, &self.program, captures, meter).match_at(at)
    }
}
