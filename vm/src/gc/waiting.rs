//! Values that wait for a key: what makes ephemerons converge in linear time.
//!
//! A round over all ephemerons marks the values whose keys are marked. Chains of ephemerons would need a round per
//! link; with the pairs that are still open in a map, each newly marked key finds its values at once.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::header::Header;

/// The number of no pair.
const NONE: usize = usize::MAX;

/// The pairs whose key has not been marked yet.
#[derive(Default)]
pub(super) struct WaitingPairs {
    has_lost_some: bool,
    /// The first pair of each key.
    first: HashMap<usize, usize, BuildHasherDefault<AddressHasher>>,
    /// Values, each with the number of the next pair of its key.
    pairs: Vec<(*mut Header, usize)>,
}

impl WaitingPairs {
    /// Whether no pair had to be left out.
    pub(super) fn is_complete(&self) -> bool {
        !self.has_lost_some
    }

    pub(super) fn add(&mut self, key: *mut Header, value: *mut Header) {
        if self.pairs.try_reserve(1).is_err() || self.first.try_reserve(1).is_err() {
            self.has_lost_some = true;
            return;
        }
        let next = self.first.insert(key.addr(), self.pairs.len()).unwrap_or(NONE);
        self.pairs.push((value, next));
    }

    /// The number of a key's first pair.
    pub(super) fn first(&self, key: *mut Header) -> usize {
        self.first.get(&key.addr()).copied().unwrap_or(NONE)
    }

    /// A pair's value and the number of the next pair of the same key.
    pub(super) fn pair(&self, number: usize) -> Option<(*mut Header, usize)> {
        self.pairs.get(number).copied()
    }
}

/// Spreads the bits of an address; keys are addresses of objects, which nobody outside chooses.
#[derive(Default)]
struct AddressHasher(u64);

impl Hasher for AddressHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_usize(usize::from(byte));
        }
    }

    fn write_usize(&mut self, address: usize) {
        let product = u128::from(self.0 ^ address as u64) * 0x9E37_79B9_7F4A_7C15_u128;
        self.0 = product as u64 ^ (product >> 64) as u64;
    }
}
