//! UTF-8 as Lua's `utf8` library reads it: numbers up to 2^31, with a strict and a lax reading.
//!
//! Invariant: offsets are byte indices from zero; the library adds one for Lua.

pub use crate::number::utf8::{MAX_CODE, encode};

/// The largest code point of Unicode.
pub const MAX_CODE_POINT: u32 = 0x10_FFFF;

/// What `utf8.charpattern` is: one character, were the subject valid.
pub const CHARACTER_PATTERN: &[u8] = b"[\0-\x7F\xC2-\xFD][\x80-\xBF]*";

/// The same where the largest number is that of Unicode.
pub const CODE_POINT_PATTERN: &[u8] = b"[\0-\x7F\xC2-\xF4][\x80-\xBF]*";

/// Which numbers count as characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Only code points of Unicode, without surrogates.
    Strict,
    /// Only code points of Unicode, surrogates included.
    CodePoints,
    /// Everything that can be encoded.
    Lax,
}

/// The bytes are not UTF-8 in the reading asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invalid;

/// The message for [`Invalid`].
pub const INVALID_MESSAGE: &str = "invalid UTF-8 code";

/// `offset` was asked to start in the middle of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InsideCharacter;

/// The message for [`InsideCharacter`].
pub const INSIDE_CHARACTER_MESSAGE: &str = "initial position is a continuation byte";

/// Whether the byte at `index` exists and continues a character.
#[inline]
pub fn is_continuation(text: &[u8], index: usize) -> bool {
    text.get(index).is_some_and(|byte| byte & 0xC0 == 0x80)
}

/// The character at the start of `text` and its length in bytes.
#[inline]
pub fn decode(text: &[u8], reading: Reading) -> Result<(u32, usize), Invalid> {
    match text {
        [first @ 0..=0x7F, ..] => Ok((u32::from(*first), 1)),
        _ => decode_long(text, reading),
    }
}

/// Decodes a character of two to six bytes.
fn decode_long(text: &[u8], reading: Reading) -> Result<(u32, usize), Invalid> {
    /// The smallest number that needs as many bytes, by the number of continuation bytes.
    const SMALLEST: [u32; 6] = [u32::MAX, 0x80, 0x800, 0x1_0000, 0x20_0000, 0x400_0000];
    let first = *text.first().ok_or(Invalid)?;
    let count = (first.leading_ones() as usize).saturating_sub(1);
    let smallest = *SMALLEST.get(count).ok_or(Invalid)?;
    // The first byte keeps the bits behind its leading ones and the zero after them.
    let mut code = u32::from(first) & (0x3F >> count);
    for index in 1..=count {
        if !is_continuation(text, index) {
            return Err(Invalid);
        }
        code = code << 6 | u32::from(text[index] & 0x3F);
    }
    let is_surrogate = (0xD800..=0xDFFF).contains(&code);
    let is_strange = match reading {
        Reading::Strict => code > MAX_CODE_POINT || is_surrogate,
        Reading::CodePoints => code > MAX_CODE_POINT,
        Reading::Lax => false,
    };
    if code < smallest || is_strange {
        return Err(Invalid);
    }
    Ok((code, count + 1))
}

/// The number of characters that start from `start` up to and including `last`,
/// or the index of the first byte that starts none.
pub fn length(text: &[u8], start: usize, last: usize, reading: Reading) -> Result<usize, usize> {
    let mut at = start;
    let mut count = 0;
    while at <= last && at < text.len() {
        let (_, len) = decode(&text[at..], reading).map_err(|Invalid| at)?;
        at += len;
        count += 1;
    }
    Ok(count)
}

/// The next character for `utf8.codes`, with its index.
///
/// `after` is the position of the character before, counted from one, or zero at the start.
pub fn next_code(
    text: &[u8],
    after: usize,
    reading: Reading,
) -> Result<Option<(usize, u32)>, Invalid> {
    let mut at = after;
    while is_continuation(text, at) {
        at += 1;
    }
    let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) else { return Ok(None) };
    let (code, len) = decode(rest, reading)?;
    if is_continuation(rest, len) { Err(Invalid) } else { Ok(Some((at, code))) }
}

/// The first and the last index of the character that lies `count` characters from the one at `from`.
///
/// As in `utf8.offset`: one is the character at `from` itself, minus one the character before it,
/// zero the character that contains the byte at `from`. The end of the text counts as a character.
pub fn offset(
    text: &[u8],
    count: i64,
    from: usize,
) -> Result<Option<(usize, usize)>, InsideCharacter> {
    let mut at = from.min(text.len());
    let mut left = count;
    if count == 0 {
        while at > 0 && is_continuation(text, at) {
            at -= 1;
        }
    } else if is_continuation(text, at) {
        return Err(InsideCharacter);
    } else if count < 0 {
        while left < 0 && at > 0 {
            at -= 1;
            while at > 0 && is_continuation(text, at) {
                at -= 1;
            }
            left += 1;
        }
    } else {
        left -= 1;
        while left > 0 && at < text.len() {
            at += 1;
            while is_continuation(text, at) {
                at += 1;
            }
            left -= 1;
        }
    }
    if left != 0 {
        return Ok(None);
    }
    if is_continuation(text, at) {
        return Err(InsideCharacter);
    }
    let mut last = at;
    if text.get(at).is_some_and(|byte| !byte.is_ascii()) {
        while is_continuation(text, last + 1) {
            last += 1;
        }
    }
    Ok(Some((at, last)))
}
