//! Tight loops over bytes: how far a class reaches, where a byte or a set comes next.

use super::class::ByteSet;
use super::instruction::{Class, Follow, Program};

/// The bytes looked at between two payments.
pub(super) const WINDOW: usize = 1024;

/// How many bytes are compared one by one before the vector search is worth its call.
const NEAR: usize = 16;

/// The number of bytes at the start of `text` that belong to the class.
#[inline]
pub(super) fn run_length(program: &Program, class: Class, text: &[u8]) -> usize {
    match class {
        Class::Any => text.len(),
        Class::Byte(byte) => count_while(text, |other| other == byte),
        Class::Not(byte) => find_byte(text, byte),
        Class::Set(index) => {
            let set = program.set(index);
            count_while(text, |byte| set.contains(byte))
        }
    }
}

/// The index of the first place where the rest of a pattern can match, or the length of `text`.
#[inline]
pub(super) fn find_follow(program: &Program, follow: Follow, text: &[u8]) -> usize {
    match follow {
        Follow::Decided | Follow::Anywhere => 0,
        Follow::Byte(byte) => find_byte(text, byte),
        Follow::Set(index) => {
            let set = program.set(index);
            count_while(text, |byte| !set.contains(byte))
        }
    }
}

/// One past the index of the last place in `text` where the rest of a pattern can match, or zero.
#[inline]
pub(super) fn find_follow_back(program: &Program, follow: Follow, text: &[u8]) -> usize {
    match follow {
        Follow::Decided | Follow::Anywhere => text.len(),
        Follow::Byte(byte) => memchr::memrchr(byte, text).map_or(0, |index| index + 1),
        Follow::Set(index) => {
            let set: &ByteSet = program.set(index);
            text.iter().rposition(|&byte| set.contains(byte)).map_or(0, |index| index + 1)
        }
    }
}

/// The index of the first `byte`, or the length of `text`.
#[inline]
fn find_byte(text: &[u8], byte: u8) -> usize {
    let near = &text[..text.len().min(NEAR)];
    let found = count_while(near, |other| other != byte);
    if found < near.len() || near.len() == text.len() {
        return found;
    }
    memchr::memchr(byte, &text[NEAR..]).map_or(text.len(), |index| NEAR + index)
}

/// The number of bytes before the first that fails the test.
#[inline(always)]
fn count_while(text: &[u8], test: impl Fn(u8) -> bool) -> usize {
    text.iter().position(|&byte| !test(byte)).unwrap_or(text.len())
}
