//! What a compiled pattern is made of.

use super::PatternError;
use super::captures::Shape;
use super::class::ByteSet;

/// What one byte of the subject may be; the shape decides how fast a run of it is scanned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Exactly this byte.
    Byte(u8),
    /// Anything but this byte.
    Not(u8),
    /// Any byte.
    Any,
    /// A byte of the set with this index.
    Set(u32),
}

/// What is known about the text on which the rest of a pattern can match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Follow {
    /// A repetition need not be taken back: either its longest run leads to a match or nothing does.
    Decided,
    /// The rest may match anywhere.
    Anywhere,
    /// The rest matches only before this byte, or at the end of the subject.
    Byte(u8),
    /// The rest matches only before a byte of the set with this index, or at the end of the subject.
    Set(u32),
}

/// One step of the matcher.
#[derive(Clone, Copy, Debug)]
pub(super) enum Instruction {
    /// The pattern ends here: a match.
    Accept,
    /// `$` as the last character.
    AcceptAtEnd,
    /// One given byte.
    Byte(u8),
    /// `.`
    Any,
    /// One byte of a class.
    Single(Class),
    /// Two or more given bytes, a range of the program's literals.
    Literal { start: u32, len: u32 },
    /// `x?`
    Optional { class: Class, follow: Follow },
    /// `x*` when `min` is zero, `x+` when it is one.
    Greedy { class: Class, min: u8, follow: Follow },
    /// `x-`
    Lazy { class: Class, follow: Follow },
    /// `(`
    Open(u8),
    /// The `)` of this capture.
    Close(u8),
    /// `()`
    Position(u8),
    /// `%bxy`
    Balanced { open: u8, close: u8 },
    /// `%f[set]`
    Frontier(u32),
    /// `%1` … `%9`, counted from zero.
    BackReference(u8),
    /// A reference to a position capture, which equals no text.
    Never,
    /// Everything from here on is malformed.
    Refuse(PatternError),
}

/// A compiled pattern. The last instruction accepts, refuses or never matches, so none runs past it.
#[derive(Debug)]
pub(super) struct Program {
    /// The instructions in the order of the pattern.
    pub(super) code: Vec<Instruction>,
    /// The sets that classes, frontiers and [`Follow`] refer to.
    pub(super) sets: Vec<ByteSet>,
    /// The bytes of the literals, one after another.
    pub(super) literals: Vec<u8>,
    /// Where a match can start.
    pub(super) start: Follow,
    /// The class, if the whole pattern is `x+`: the most frequent kind, worth a way of its own.
    pub(super) run: Option<Class>,
    /// The class of a run at the start of the pattern, if an attempt that failed behind
    /// the run fails from every other position inside it too.
    pub(super) leading_run: Option<Class>,
    /// Whether only the first position is tried.
    pub(super) anchored: bool,
    /// The captures that a match leaves.
    pub(super) shape: Shape,
}

impl Program {
    /// One class, one follow set and one instruction for each byte, were there no shorter item.
    pub(super) fn max_byte_len(source_len: usize) -> usize {
        let item = size_of::<Instruction>() * 2 + size_of::<ByteSet>() * 2;
        source_len.saturating_mul(item).saturating_add(64)
    }

    /// What the vectors hold.
    pub(super) fn byte_len(&self) -> usize {
        self.code.capacity() * size_of::<Instruction>()
            + self.sets.capacity() * size_of::<ByteSet>()
            + self.literals.capacity()
    }

    /// The set behind an index.
    #[inline(always)]
    pub(super) fn set(&self, index: u32) -> &ByteSet {
        self.sets.get(index as usize).unwrap_or(&ByteSet::EMPTY)
    }

    /// The bytes of a class as a set.
    pub(super) fn class_set(&self, class: Class) -> ByteSet {
        match class {
            Class::Byte(byte) => ByteSet::single(byte),
            Class::Not(byte) => ByteSet::single(byte).complement(),
            Class::Any => ByteSet::FULL,
            Class::Set(index) => *self.set(index),
        }
    }

    /// Keeps a set and returns its index; the first few are shared, as most patterns have few.
    pub(super) fn add_set(&mut self, set: ByteSet) -> u32 {
        const SHARED: usize = 16;
        if let Some(index) = self.sets.iter().take(SHARED).position(|known| *known == set) {
            return index as u32;
        }
        self.sets.push(set);
        (self.sets.len() - 1) as u32
    }
}
