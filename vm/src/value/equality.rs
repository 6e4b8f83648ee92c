//! Raw equality of values, and the hash functions that table keys and strings are found by.
//!
//! Both hashes fold a 128-bit product, which spreads every input bit over the result in a few cycles, and both
//! depend on a seed, so a program cannot choose keys that collide.

use super::{FLOAT, INTEGER, LONG_STRING, Value};
use crate::number::compare::integer_equal_float;

/// Odd constants with as many ones as zeros and no pattern: digits of the square roots of 2, 3 and 5.
const FIRST_MIX: u64 = 0x6a09_e667_f3bc_c909;
const SECOND_MIX: u64 = 0xbb67_ae85_84ca_a73b;
const THIRD_MIX: u64 = 0x3c6e_f372_fe94_f82b;

/// Raw equality of values that are not both long strings; those need their bytes, which this layer cannot see:
/// `None` says that the bytes decide.
#[inline(always)]
pub fn raw_equal(left: Value, right: Value) -> Option<bool> {
    if left.tag == right.tag {
        return match left.tag {
            FLOAT => Some(left.float_bits() == right.float_bits()),
            LONG_STRING if left.payload != right.payload => None,
            _ => Some(left.is_same(right)),
        };
    }
    Some(match (left.tag, right.tag) {
        (INTEGER, FLOAT) => integer_equal_float(left.integer_bits(), right.float_bits()),
        (FLOAT, INTEGER) => integer_equal_float(right.integer_bits(), left.float_bits()),
        _ => false,
    })
}

/// The hash of a number, an address or another word.
#[inline(always)]
pub const fn hash_word(word: u64, seed: u32) -> u32 {
    let multiplier = ((seed as u64) << 32) ^ SECOND_MIX;
    fold(word ^ FIRST_MIX, multiplier) as u32
}

/// The hash of a string's bytes.
#[inline]
pub fn hash_bytes(bytes: &[u8], seed: u64) -> u32 {
    let len = bytes.len();
    let mut state = seed ^ FIRST_MIX;
    let mut rest = bytes;
    while rest.len() > 16 {
        state = fold(read_eight(rest, 0) ^ state, read_eight(rest, 8) ^ SECOND_MIX);
        rest = &rest[16..];
    }
    // The last words overlap what has been read before; that is cheaper than a loop over single bytes.
    let (first, second) = match rest.len() {
        8.. => (read_eight(rest, 0), read_eight(rest, rest.len() - 8)),
        4.. => (read_four(rest, 0), read_four(rest, rest.len() - 4)),
        1.. => {
            let ends = u64::from(rest[0]) << 16 | u64::from(rest[rest.len() - 1]);
            (ends | u64::from(rest[rest.len() / 2]) << 8, 0)
        }
        0 => (0, 0),
    };
    let mixed = fold(first ^ state, second ^ SECOND_MIX);
    fold(mixed ^ len as u64, THIRD_MIX ^ seed) as u32
}

/// Whether two byte strings of at most a few dozen bytes are equal, without a call into the C library.
#[inline(always)]
pub fn short_bytes_equal(left: &[u8], right: &[u8]) -> bool {
    let len = left.len();
    if len != right.len() {
        return false;
    }
    if len >= 8 {
        let mut at = 0;
        while at + 8 < len {
            if read_eight(left, at) != read_eight(right, at) {
                return false;
            }
            at += 8;
        }
        return read_eight(left, len - 8) == read_eight(right, len - 8);
    }
    if len >= 4 {
        return read_four(left, 0) == read_four(right, 0)
            && read_four(left, len - 4) == read_four(right, len - 4);
    }
    left.iter().zip(right).all(|(left, right)| left == right)
}

/// Both halves of a product, combined.
#[inline(always)]
const fn fold(left: u64, right: u64) -> u64 {
    let product = left as u128 * right as u128;
    product as u64 ^ (product >> 64) as u64
}

#[inline(always)]
fn read_eight(bytes: &[u8], at: usize) -> u64 {
    bytes[at..].first_chunk().map_or(0, |chunk| u64::from_le_bytes(*chunk))
}

#[inline(always)]
fn read_four(bytes: &[u8], at: usize) -> u64 {
    bytes[at..].first_chunk().map_or(0, |chunk| u64::from(u32::from_le_bytes(*chunk)))
}
