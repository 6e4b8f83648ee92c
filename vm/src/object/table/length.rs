//! The length of a table: a border, found near the last one.

use super::Table;
use crate::gc::Gc;
use crate::value::NIL;

/// How many slots around the hint are tried one by one.
const VICINITY: usize = 4;

impl Gc<Table> {
    /// A border: 0 if key 1 is absent, else a present key whose successor is absent.
    ///
    /// Tables with holes have several; the choice follows the reference: near the border found last, else by bisection
    /// of the array, and beyond the array only if its last slot is in use.
    #[inline]
    pub fn length(self) -> i64 {
        self.length_at_hint().unwrap_or_else(|| self.search_border())
    }

    /// The length in the usual case: the border found last still is one, or has become one by a single append.
    #[inline(always)]
    pub fn length_at_hint(self) -> Option<i64> {
        let capacity = self.array_capacity as usize;
        let hint = self.border_hint as usize;
        if hint < capacity && self.is_present(hint) {
            if !self.is_present(hint + 1) {
                return Some(hint as i64);
            }
            if hint + 1 < capacity && !self.is_present(hint + 2) {
                return Some(self.new_hint(hint + 1));
            }
        }
        None
    }

    /// Whether a key from 1 to the capacity has a value. Key 0 counts as present: it is the border of an empty list.
    #[inline(always)]
    fn is_present(self, key: usize) -> bool {
        debug_assert!(key <= self.array_capacity as usize);
        // SAFETY: within the capacity, by the callers.
        key == 0 || unsafe { self.slot_tag(key - 1) } != NIL
    }

    #[inline(always)]
    fn new_hint(self, border: usize) -> i64 {
        // SAFETY: a live table; no reference to the field is held.
        unsafe { (*self.as_ptr()).border_hint = border as u32 };
        border as i64
    }

    #[inline(never)]
    fn search_border(self) -> i64 {
        let capacity = self.array_capacity as usize;
        if capacity > 0 {
            let hint = (self.border_hint as usize).clamp(1, capacity);
            if !self.is_present(hint) {
                let lowest = hint.saturating_sub(VICINITY).max(1);
                let near = (lowest..hint).rev().find(|key| self.is_present(*key));
                return self.new_hint(near.unwrap_or_else(|| self.bisect(0, lowest)));
            }
            let highest = (hint + VICINITY).min(capacity);
            if let Some(absent) = (hint + 1..=highest).find(|key| !self.is_present(*key)) {
                return self.new_hint(absent - 1);
            }
            if !self.is_present(capacity) {
                return self.new_hint(self.bisect(highest, capacity));
            }
            self.new_hint(capacity);
        }
        self.border_beyond(capacity as i64)
    }

    /// A border between a key that counts as present and an absent one, both within the array.
    fn bisect(self, mut present: usize, mut absent: usize) -> usize {
        while absent - present > 1 {
            let middle = present.midpoint(absent);
            if self.is_present(middle) { present = middle } else { absent = middle }
        }
        present
    }

    /// A border among the nodes, from a key that counts as present.
    ///
    /// The step doubles the key, plus a bit that no program can know: otherwise a table with the powers of two would
    /// have an absurd length, and a loop over it would not end.
    fn border_beyond(self, last: i64) -> i64 {
        let is_absent = |key: i64| self.get_integer(key).is_nil();
        if self.node_count() == 0 || is_absent(last + 1) {
            return last;
        }
        let mut secret = self.header.aux;
        let mut present = last + 1;
        let mut absent = loop {
            let Some(double) = present.checked_mul(2) else {
                if !is_absent(i64::MAX) {
                    return i64::MAX;
                }
                break i64::MAX;
            };
            let next = double | i64::from(secret & 1);
            secret = secret.rotate_right(1);
            if is_absent(next) {
                break next;
            }
            present = next;
        };
        while absent - present > 1 {
            let middle = present.midpoint(absent);
            if is_absent(middle) { absent = middle } else { present = middle }
        }
        present
    }
}
