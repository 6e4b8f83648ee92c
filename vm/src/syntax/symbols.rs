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
    /// The first eight bytes, with zeros behind a shorter text.
    first: u64,
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
    /// Makes it a table with the predefined symbols and, from [`FIRST_KEYWORD`] on, the keywords of all dialects. Where symbols
    /// land is decided by a number that nobody outside of the process knows, so that prepared sources cannot make all
    /// their names collide.
    pub(super) fn reset(&mut self) {
        static FIRST: OnceLock<SymbolTable> = OnceLock::new();
        let first = FIRST.get_or_init(SymbolTable::predefined);
        self.bytes.clone_from(&first.bytes);
        self.symbols.clone_from(&first.symbols);
        self.slots.clone_from(&first.slots);
        self.seed = first.seed;
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
    pub(super) fn intern(&mut self, text: &[u8]) -> NameId {
        let first = match text.first_chunk::<8>() {
            Some(word) => u64::from_le_bytes(*word),
            None if text.is_empty() => 0,
            None => partial_word(text),
        };
        self.find_or_insert(text, first, hash(self.seed, text))
    }

    /// What hashes a text for [`SymbolTable::intern_hashed`].
    #[inline(always)]
    pub(super) fn hasher(&self) -> Hasher {
        Hasher::new(self.seed)
    }

    /// The id of some bytes, the first eight of which are a word and all of which have been hashed.
    #[inline(always)]
    pub(super) fn intern_hashed(&mut self, text: &[u8], first: u64, hasher: Hasher) -> NameId {
        self.find_or_insert(text, first, hasher.finish(text.len()))
    }

    #[inline(always)]
    fn find_or_insert(&mut self, text: &[u8], first: u64, hash: u32) -> NameId {
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        loop {
            match self.slots[slot] {
                0 => return self.insert(slot, text, first, hash),
                entry => {
                    let id = NameId(entry - 1);
                    let symbol = &self.symbols[id.index()];
                    if symbol.hash == hash
                        && symbol.first == first
                        && symbol.len as usize == text.len()
                        && (text.len() <= 8 || self.text(id)[8..] == text[8..])
                    {
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
    fn insert(&mut self, slot: usize, text: &[u8], first: u64, hash: u32) -> NameId {
        let id = self.symbols.len() as u32;
        // A source is shorter than 4 GiB, and its symbols are not longer than its literals.
        let (start, len) = (self.bytes.len() as u32, text.len() as u32);
        self.symbols.push(Symbol { first, start, len, hash });
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
    let (words, rest) = text.as_chunks::<8>();
    let mut hasher = Hasher::new(seed);
    for word in words {
        hasher.add(u64::from_le_bytes(*word));
    }
    if !rest.is_empty() {
        hasher.add(partial_word(rest));
    }
    hasher.finish(text.len())
}

/// The hash of a text of which eight bytes are known after the other.
#[derive(Clone, Copy)]
pub(super) struct Hasher(u64);

impl Hasher {
    fn new(seed: u64) -> Hasher {
        Hasher(seed)
    }

    /// Takes the next eight bytes, or at the end fewer, with zeros behind them.
    #[inline(always)]
    pub(super) fn add(&mut self, word: u64) {
        self.0 = mix(self.0 ^ word);
    }

    /// The length tells apart what zeros would make equal.
    #[inline(always)]
    fn finish(self, len: usize) -> u32 {
        let state = self.0 ^ (len as u64).wrapping_mul(MULTIPLIER);
        (state >> 32) as u32 ^ state as u32
    }
}

/// One step of the hash.
#[inline(always)]
fn mix(value: u64) -> u64 {
    let product = u128::from(value) * u128::from(MULTIPLIER);
    (product >> 64) as u64 ^ product as u64
}

/// One to seven bytes with zeros behind them. Where fewer loads than bytes suffice, some are loaded twice.
#[inline]
fn partial_word(rest: &[u8]) -> u64 {
    match (rest.first_chunk::<4>(), rest.last_chunk::<4>()) {
        (Some(first), Some(last)) => {
            let shift = (rest.len() - 4) * 8;
            u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << shift
        }
        _ => {
            let byte = |index: usize| u64::from(rest[index]) << (index * 8);
            byte(0) | byte(rest.len() / 2) | byte(rest.len() - 1)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_one_hash_and_one_id_however_it_is_read() {
        let mut table = SymbolTable::predefined();
        let source = b"abcdefghijklmnopqrstuvwxyz_0123456789";
        for len in 1..source.len() {
            let text = &source[..len];
            let mut hasher = table.hasher();
            let mut first = 0;
            for (index, piece) in text.chunks(8).enumerate() {
                let mut word = [0; 8];
                word[..piece.len()].copy_from_slice(piece);
                let word = u64::from_le_bytes(word);
                hasher.add(word);
                if index == 0 {
                    first = word;
                }
            }
            let id = table.intern_hashed(text, first, hasher);
            assert_eq!(table.intern(text), id);
            assert_eq!(table.text(id), text);
        }
    }

    #[test]
    fn texts_that_differ_in_zeros_only_are_different() {
        let mut table = SymbolTable::predefined();
        let zeros = [0; 20];
        let ids: Vec<NameId> = (0..20).map(|len| table.intern(&zeros[..len])).collect();
        for (len, id) in ids.iter().enumerate() {
            assert_eq!(table.text(*id), &zeros[..len]);
        }
    }
}
