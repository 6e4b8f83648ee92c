//! Hashing of addresses and small numbers: keys that no program chooses, so that a multiplication is enough.

use std::hash::{BuildHasherDefault, Hasher};

/// A map or a set with such keys takes this one.
pub(crate) type AddressState = BuildHasherDefault<AddressHasher>;

/// Mixes numbers; what differs in the low bits of addresses is always zero, so the high ones are moved down.
#[derive(Default)]
pub(crate) struct AddressHasher(u64);

impl Hasher for AddressHasher {
    #[inline]
    fn finish(&self) -> u64 {
        self.0
    }

    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    #[inline]
    fn write_u32(&mut self, number: u32) {
        self.write_u64(u64::from(number));
    }

    #[inline]
    fn write_usize(&mut self, number: usize) {
        self.write_u64(number as u64);
    }

    #[inline]
    fn write_u64(&mut self, number: u64) {
        // An odd number without a pattern: 2^64 divided by the golden ratio.
        let mixed = (self.0.rotate_left(5) ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = mixed ^ (mixed >> 32);
    }
}
