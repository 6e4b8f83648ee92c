//! The symbol table of a chunk: every identifier and string literal, interned to a small id.

use std::hash::{BuildHasher, RandomState};
use std::sync::OnceLock;

use super::token::KEYWORDS;
use super::tree::NameId;

/// Interned byte strings. The bytes of all symbols lie in one vector, in the order of their ids.
///
/// Invariant: the number of slots is a power of two and at least twice the number of symbols.
#[derive(Clone, Debug, Default)]
pub(super) struct SymbolTable {
    bytes: Vec<u8>,
    symbols: Vec<Symbol>,
    /// Open addressing; an entry is the id plus one, zero is free.
    slots: Vec<u32>,
    seed: u64,
}

#[derive(Clone, Copy, Debug)]
struct Symbol {
    start: u32,
    len: u32,
    hash: u32,
}

/// The symbols every table starts with, in the order of the constants of [`NameId`].
const PREDEFINED: [&[u8]; 6] = [b"_ENV", b"self", b"arg", b"global", b"const", b"close"];

/// The id of the first keyword; the others follow in the order of [`KEYWORDS`].
pub(super) const FIRST_KEYWORD: u32 = PREDEFINED.len() as u32;

/// An odd constant with well spread bits (the golden ratio).
const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;

impl SymbolTable {
    /// A table with the predefined symbols and, from [`FIRST_KEYWORD`] on, the keywords of all dialects. Where symbols
    /// land is decided by a number that nobody outside of the process knows, so that prepared sources cannot make all
    /// their names collide.
    pub(super) fn new() -> SymbolTable {
        static FIRST: OnceLock<SymbolTable> = OnceLock::new();
        FIRST.get_or_init(SymbolTable::predefined).clone()
    }

    fn predefined() -> SymbolTable {
        let seed = RandomState::new().hash_one(MULTIPLIER);
        let mut table =
            SymbolTable { bytes: Vec::new(), symbols: Vec::new(), slots: vec![0; 128], seed };
        for text in PREDEFINED {
            table.intern(text);
        }
        for keyword in KEYWORDS {
            table.intern(keyword.text().as_bytes());
        }
        table
    }

    /// The id of some bytes; equal bytes have equal ids.
    #[inline]
    pub(super) fn intern(&mut self, text: &[u8]) -> NameId {
        let hash = hash(self.seed, text);
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        loop {
            match self.slots[slot] {
                0 => return self.insert(slot, text, hash),
                entry => {
                    let id = NameId(entry - 1);
                    if self.symbols[id.index()].hash == hash && self.text(id) == text {
                        return id;
                    }
                }
            }
            slot = (slot + 1) & mask;
        }
    }

    /// The bytes of a symbol.
    #[inline]
    pub(super) fn text(&self, id: NameId) -> &[u8] {
        let symbol = self.symbols[id.index()];
        &self.bytes[symbol.start as usize..][..symbol.len as usize]
    }

    /// How many symbols there are.
    pub(super) fn count(&self) -> usize {
        self.symbols.len()
    }

    /// Adds a symbol into a free slot.
    #[cold]
    fn insert(&mut self, slot: usize, text: &[u8], hash: u32) -> NameId {
        let id = self.symbols.len() as u32;
        // A source is shorter than 4 GiB, and its symbols are not longer than its literals.
        self.symbols.push(Symbol { start: self.bytes.len() as u32, len: text.len() as u32, hash });
        self.bytes.extend_from_slice(text);
        self.slots[slot] = id + 1;
        if self.symbols.len() * 2 > self.slots.len() {
            self.grow();
        }
        NameId(id)
    }

    /// Doubles the slots and finds every symbol its new place.
    fn grow(&mut self) {
        let mask = self.slots.len() * 2 - 1;
        let mut slots = vec![0; mask + 1];
        for (id, symbol) in self.symbols.iter().enumerate() {
            let mut slot = symbol.hash as usize & mask;
            while slots[slot] != 0 {
                slot = (slot + 1) & mask;
            }
            slots[slot] = id as u32 + 1;
        }
        self.slots = slots;
    }
}

/// Hashes eight bytes at a time; each step is a multiplication whose high half is folded back.
#[inline]
fn hash(seed: u64, text: &[u8]) -> u32 {
    let mut state = seed ^ (text.len() as u64).wrapping_mul(MULTIPLIER);
    let (words, rest) = text.as_chunks::<8>();
    for word in words {
        state = mix(state ^ u64::from_le_bytes(*word));
    }
    if !rest.is_empty() {
        state = mix(state ^ tail(rest));
    }
    (state >> 32) as u32 ^ state as u32
}

/// One step of the hash.
#[inline]
fn mix(value: u64) -> u64 {
    let product = u128::from(value) * u128::from(MULTIPLIER);
    (product >> 64) as u64 ^ product as u64
}

/// Packs one to seven bytes into a word, some of them twice. With the length, which is hashed as
/// well, the word determines the bytes.
#[inline]
fn tail(rest: &[u8]) -> u64 {
    match (rest.first_chunk::<4>(), rest.last_chunk::<4>()) {
        (Some(first), Some(last)) => {
            u64::from(u32::from_le_bytes(*first)) << 32 | u64::from(u32::from_le_bytes(*last))
        }
        _ => {
            let byte = |index: usize| u64::from(rest[index]);
            byte(0) << 16 | byte(rest.len() / 2) << 8 | byte(rest.len() - 1)
        }
    }
}
