//! Constant values at compile time, and the constants of a function without duplicates.

use crate::syntax::tree::NameId;

/// A value known at compile time.
#[derive(Clone, Copy, Debug)]
pub(super) enum Literal {
    /// nil
    Nil,
    /// A boolean.
    Boolean(bool),
    /// An integer.
    Integer(i64),
    /// A float.
    Float(f64),
    /// A string, by its symbol.
    String(NameId),
}

impl Literal {
    /// Whether a condition takes it as true.
    pub(super) fn is_truthy(self) -> bool {
        !matches!(self, Literal::Nil | Literal::Boolean(false))
    }

    /// Whether it is a number.
    pub(super) fn is_number(self) -> bool {
        matches!(self, Literal::Integer(_) | Literal::Float(_))
    }

    /// What tells two literals apart: their kind and their bits. Floats are compared by their bits,
    /// so that `0.0` and `-0.0` stay two constants.
    fn key(self) -> (u64, u64) {
        match self {
            Literal::Nil => (0, 0),
            Literal::Boolean(value) => (1, u64::from(value)),
            Literal::Integer(value) => (2, value as u64),
            Literal::Float(value) => (3, value.to_bits()),
            Literal::String(name) => (4, u64::from(name.0)),
        }
    }
}

/// How many constants are searched one by one before a hash table pays.
const SMALL_POOL: usize = 8;

/// An odd constant with well spread bits (the golden ratio).
const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;

/// The constants of one function, in order of first use.
///
/// Invariant: `slots` is empty, or its length is a power of two at least twice the number of
/// literals, and every literal is in it (as its index plus one; zero is free).
#[derive(Debug, Default)]
pub(super) struct ConstantPool {
    literals: Vec<Literal>,
    slots: Vec<u32>,
}

impl ConstantPool {
    /// The literals by index.
    pub(super) fn literals(&self) -> &[Literal] {
        &self.literals
    }

    /// Forgets all constants.
    pub(super) fn clear(&mut self) {
        self.literals.clear();
        self.slots.clear();
    }

    /// The index of a literal, which is added where it is new.
    pub(super) fn index_of(&mut self, literal: Literal) -> usize {
        let key = literal.key();
        if self.slots.is_empty() {
            if let Some(index) = self.literals.iter().position(|known| known.key() == key) {
                return index;
            }
            self.literals.push(literal);
            if self.literals.len() > SMALL_POOL {
                self.rebuild();
            }
            return self.literals.len() - 1;
        }
        let slot = self.find(key);
        match self.slots[slot] {
            0 => self.insert(slot, literal),
            entry => entry as usize - 1,
        }
    }

    /// The slot that holds a key, or the free one where it belongs.
    fn find(&self, key: (u64, u64)) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = hash(key) as usize & mask;
        loop {
            match self.slots[slot] {
                0 => return slot,
                entry if self.literals[entry as usize - 1].key() == key => return slot,
                _ => slot = (slot + 1) & mask,
            }
        }
    }

    fn insert(&mut self, slot: usize, literal: Literal) -> usize {
        let index = self.literals.len();
        self.literals.push(literal);
        self.slots[slot] = index as u32 + 1;
        if self.literals.len() * 2 > self.slots.len() {
            self.rebuild();
        }
        index
    }

    fn rebuild(&mut self) {
        let size = (self.literals.len() * 4).next_power_of_two();
        self.slots.clear();
        self.slots.resize(size, 0);
        for index in 0..self.literals.len() {
            let slot = self.find(self.literals[index].key());
            self.slots[slot] = index as u32 + 1;
        }
    }
}

/// Spreads the bits of a key; the high half of a product depends on all of them.
fn hash((kind, bits): (u64, u64)) -> u64 {
    let product = (bits ^ (kind << 60)).wrapping_mul(MULTIPLIER);
    product ^ (product >> 32)
}
