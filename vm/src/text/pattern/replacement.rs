//! The replacement strings of `gsub`.

use super::{Capture, Captures, PatternError};
use crate::text::Refusal;
use std::ops::Range;

/// A replacement string, read once per `gsub`.
#[derive(Clone, Copy, Debug)]
pub struct Replacement<'a> {
    text: &'a [u8],
    has_escapes: bool,
    /// Whether an escape before any other character stands for that character.
    is_lenient: bool,
}

/// A part of what a match is replaced with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Bytes of the replacement or of the subject.
    Text(&'a [u8]),
    /// A position to be written as an integer.
    Position(usize),
}

impl<'a> Replacement<'a> {
    /// Looks whether there is anything to expand.
    pub fn new(text: &'a [u8], is_lenient: bool) -> Self {
        Replacement { text, has_escapes: memchr::memchr(b'%', text).is_some(), is_lenient }
    }

    /// The replacement itself, if it is the same for every match.
    #[inline]
    pub fn as_fixed(&self) -> Option<&'a [u8]> {
        (!self.has_escapes).then_some(self.text)
    }

    /// The pieces that replace the last match; an error ends them.
    ///
    /// They are handed out one by one so that the caller can account for each before it is copied.
    pub fn expand<'b>(
        &self,
        subject: &'b [u8],
        captures: &'b Captures,
    ) -> impl Iterator<Item = Result<Piece<'b>, Refusal>>
    where
        'a: 'b,
    {
        let mut rest: &'b [u8] = self.text;
        let is_lenient = self.is_lenient;
        std::iter::from_fn(move || {
            if rest.is_empty() {
                return None;
            }
            let (piece, after) = match next_piece(rest, subject, captures, is_lenient) {
                Ok((piece, after)) => (Ok(piece), after),
                Err(refusal) => (Err(refusal), &[][..]),
            };
            rest = after;
            Some(piece)
        })
    }
}

/// The first piece of `text` and what comes behind it.
fn next_piece<'b>(
    text: &'b [u8],
    subject: &'b [u8],
    captures: &Captures,
    is_lenient: bool,
) -> Result<(Piece<'b>, &'b [u8]), Refusal> {
    let escape = memchr::memchr(b'%', text).unwrap_or(text.len());
    if escape > 0 {
        let (plain, after) = text.split_at(escape);
        return Ok((Piece::Text(plain), after));
    }
    let (piece, after) = match text {
        [_, b'%', after @ ..] => (Piece::Text(&text[..1]), after),
        [_, b'0', after @ ..] => (Piece::Text(part(subject, captures.whole())), after),
        [_, digit @ b'1'..=b'9', after @ ..] => {
            let capture = captures.get(usize::from(digit - b'1'));
            let piece = match capture.map_err(refusal)? {
                Capture::Position(position) => Piece::Position(position),
                Capture::Text(range) => Piece::Text(part(subject, range)),
            };
            (piece, after)
        }
        [_, _, after @ ..] if is_lenient => (Piece::Text(&text[1..2]), after),
        _ if is_lenient => (Piece::Text(b"\0"), &[][..]),
        _ => return Err(Refusal::new(&b"invalid use of '%' in replacement string"[..])),
    };
    Ok((piece, after))
}

/// A part of the subject; empty if the captures belong to another one.
fn part(subject: &[u8], range: Range<usize>) -> &[u8] {
    subject.get(range).unwrap_or_default()
}

/// A pattern error as the error of a library function.
fn refusal(error: PatternError) -> Refusal {
    Refusal::new(error.message().into_bytes())
}
