//! Search for plain text.

use crate::text::{Meter, Stopped};
use memchr::memmem::Finder;

/// The bytes looked at between two payments; the search compares many bytes in one step.
const WINDOW: usize = 1 << 14;

/// The bytes that one step pays for.
const BYTES_PER_STEP: usize = 16;

/// The places that begin like the needle, and are not it, before preparing a search pays off.
const MAX_MISSES: u32 = 8;

/// Whether a pattern means anything else than its own text.
pub fn has_specials(pattern: &[u8]) -> bool {
    pattern.iter().any(|byte| b"^$*+?.([%-".contains(byte))
}

/// The index of the first `needle` at or after `from`.
pub fn find_plain(
    subject: &[u8],
    needle: &[u8],
    from: usize,
    meter: &mut impl Meter,
) -> Result<Option<usize>, Stopped> {
    let Some(rest) = subject.get(from..) else { return Ok(None) };
    if rest.len() < needle.len() {
        return Ok(None);
    }
    meter.charge((needle.len() / BYTES_PER_STEP) as u64 + 1)?;
    let Some((&first, tail)) = needle.split_first() else { return Ok(Some(from)) };
    let last_start = subject.len() - needle.len();
    let mut start = from;
    let mut misses_left = MAX_MISSES;
    while start <= last_start && misses_left > 0 {
        let end = (start + WINDOW).min(last_start + 1);
        let Some(index) = memchr::memchr(first, &subject[start..end]) else {
            meter.charge(((end - start) / BYTES_PER_STEP) as u64)?;
            start = end;
            continue;
        };
        start += index + 1;
        if subject[start..].starts_with(tail) {
            return Ok(Some(start - 1));
        }
        misses_left -= 1;
    }
    find_common(subject, needle, start, meter)
}

/// The index of the first `needle` at or after `from`, when its first byte is frequent.
fn find_common(
    subject: &[u8],
    needle: &[u8],
    from: usize,
    meter: &mut impl Meter,
) -> Result<Option<usize>, Stopped> {
    let finder = Finder::new(needle);
    let window = WINDOW.max(needle.len() * 2);
    let mut start = from;
    loop {
        let rest = subject.get(start..).unwrap_or_default();
        let text = rest.get(..window).unwrap_or(rest);
        let found = finder.find(text);
        let seen = found.unwrap_or(text.len());
        meter.charge((seen / BYTES_PER_STEP) as u64)?;
        if let Some(index) = found {
            return Ok(Some(start + index));
        }
        if text.len() == rest.len() {
            return Ok(None);
        }
        // What is kept can be the start of a needle that the window cut.
        start += text.len() + 1 - needle.len();
    }
}
