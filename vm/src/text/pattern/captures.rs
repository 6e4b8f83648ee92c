//! The captures that a match leaves.

use super::{MAX_CAPTURES, PatternError};
use std::ops::Range;

/// How many captures a pattern has and of which kind, which no match can change.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Shape {
    /// Captures opened.
    pub(super) len: u8,
    /// Bit `i`: capture `i` is a position.
    pub(super) positions: u32,
    /// Bit `i`: capture `i` was never closed.
    pub(super) unfinished: u32,
}

/// One capture of a match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Capture {
    /// A position in the subject, counted from one as Lua does.
    Position(usize),
    /// A part of the subject.
    Text(Range<usize>),
}

/// Room for the captures of one match; reused from match to match.
#[derive(Clone, Debug)]
pub struct Captures {
    pub(super) spans: [(usize, usize); MAX_CAPTURES],
    pub(super) whole: (usize, usize),
    pub(super) shape: Shape,
}

impl Default for Captures {
    fn default() -> Self {
        Self::new()
    }
}

impl Captures {
    /// Room without a match in it.
    pub fn new() -> Self {
        Captures { spans: [(0, 0); MAX_CAPTURES], whole: (0, 0), shape: Shape::default() }
    }

    /// The number of captures in the pattern.
    #[inline]
    pub fn len(&self) -> usize {
        usize::from(self.shape.len)
    }

    /// Whether the pattern has no captures.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.shape.len == 0
    }

    /// The number of values that a match stands for: its captures, or the whole match if it has none.
    #[inline]
    pub fn value_len(&self) -> usize {
        self.len().max(1)
    }

    /// The last match as a whole.
    #[inline]
    pub fn whole(&self) -> Range<usize> {
        self.whole.0..self.whole.1
    }

    /// A capture, counted from zero; number zero is the whole match in a pattern without captures.
    #[inline]
    pub fn get(&self, index: usize) -> Result<Capture, PatternError> {
        if index >= self.len() {
            return match index {
                0 => Ok(Capture::Text(self.whole())),
                _ => Err(PatternError::InvalidCaptureIndex(
                    u8::try_from(index + 1).unwrap_or(u8::MAX),
                )),
            };
        }
        let (start, end) = self.spans[index];
        if self.shape.unfinished >> index & 1 != 0 {
            Err(PatternError::UnfinishedCapture)
        } else if self.shape.positions >> index & 1 != 0 {
            Ok(Capture::Position(start + 1))
        } else {
            Ok(Capture::Text(start..end))
        }
    }
}
