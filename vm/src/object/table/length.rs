//! The length of a table: a border, and which one where there are several.

use super::Table;
use crate::gc::Gc;
use crate::object::Heap;
use crate::value::NIL;

/// Which border is the length of a table with holes, and what that depends on. Programs rely on the reference's choice
/// for tables that a constructor or `...` has made, whose arrays have as many slots as in the reference.
///
/// Every choice goes beyond the array only if its last slot is in use.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BorderChoice {
    /// One near the border found last, at first near the middle of the array.
    NearLast,
    /// The last slot but one if that is in use, else as the next one.
    BelowEnd,
    /// The one that bisection of the whole array finds.
    Bisected,
}

impl BorderChoice {
    /// Whether enough slots are used for an array of this size to grow to it: a third of them is cheaper in an array
    /// than in nodes, but only the newest reference makes use of that.
    pub(super) fn is_worth_while(self, size: usize, used: usize) -> bool {
        match self {
            BorderChoice::NearLast => size <= used * 3,
            BorderChoice::BelowEnd | BorderChoice::Bisected => size < used * 2,
        }
    }
}

/// In `border_hint`: nothing has been found since the array was made, with as many slots as somebody asked for.
pub(super) const AS_MADE: u32 = u32::MAX;
/// In `border_hint`: nothing has been found since the array has grown, which it does by rules of this implementation.
pub(super) const AS_GROWN: u32 = u32::MAX - 1;
/// In `border_hint`: the same, and the array is larger than the reference's would be.
pub(super) const AS_ROUNDED: u32 = u32::MAX - 2;
/// Every choice remembers what was found in larger arrays that have grown: otherwise lists that grow and shrink at
/// their end would be searched all the time.
const ALWAYS_SEARCHED: usize = 16;
/// How many slots around the hint are tried one by one.
const VICINITY: usize = 4;

impl Gc<Table> {
    /// A border: 0 if key 1 is absent, else a present key whose successor is absent.
    #[inline]
    pub fn length(self, heap: &Heap) -> i64 {
        self.length_at_hint().unwrap_or_else(|| self.search_border(heap.border_choice))
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
    fn search_border(self, choice: BorderChoice) -> i64 {
        let capacity = self.array_capacity as usize;
        let inside = match choice {
            _ if capacity == 0 => None,
            BorderChoice::NearLast => self.border_near_last(capacity),
            BorderChoice::BelowEnd | BorderChoice::Bisected => {
                self.searched_border(capacity, choice)
            }
        };
        inside.unwrap_or_else(|| self.border_beyond(capacity as i64, choice))
    }

    /// The border in the array that [`BorderChoice::NearLast`] means; none if the last slot is in use.
    fn border_near_last(self, capacity: usize) -> Option<i64> {
        let hint = match self.border_hint {
            AS_ROUNDED if self.is_rounded_only(capacity) => 1,
            hint if hint as usize > capacity => (capacity / 2).max(1),
            hint => (hint as usize).max(1),
        };
        if !self.is_present(hint) {
            let lowest = hint.saturating_sub(VICINITY).max(1);
            let near = (lowest..hint).rev().find(|key| self.is_present(*key));
            return Some(self.new_hint(near.unwrap_or_else(|| self.bisect(0, lowest))));
        }
        let highest = (hint + VICINITY).min(capacity);
        if let Some(absent) = (hint + 1..=highest).find(|key| !self.is_present(*key)) {
            return Some(self.new_hint(absent - 1));
        }
        if !self.is_present(capacity) {
            return Some(self.new_hint(self.bisect(highest, capacity)));
        }
        self.new_hint(capacity);
        None
    }

    /// Whether nothing lies in the slots of a rounded array that the reference's would not have, which has two at most.
    fn is_rounded_only(self, capacity: usize) -> bool {
        (3..=capacity).all(|key| !self.is_present(key))
    }

    /// The border in the array that the other choices mean; none if the last slot is in use.
    ///
    /// Nothing is remembered of an array that is as it was made, because the reference starts from its end again when
    /// its elements have changed.
    fn searched_border(self, capacity: usize, choice: BorderChoice) -> Option<i64> {
        let hint = self.border_hint;
        if hint < AS_ROUNDED {
            return self.border_near_last(capacity);
        }
        if self.is_present(capacity) {
            return None;
        }
        let looks_below = choice == BorderChoice::BelowEnd && hint != AS_ROUNDED;
        if looks_below && self.is_present(capacity - 1) {
            return Some(capacity as i64 - 1);
        }
        let border = self.bisect(0, capacity);
        let is_kept = hint == AS_GROWN && capacity > ALWAYS_SEARCHED;
        Some(if is_kept { self.new_hint(border) } else { border as i64 })
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
    /// have an absurd length, and a loop over it would not end. Choices that know no such bit count one by one where
    /// doubling ends.
    fn border_beyond(self, last: i64, choice: BorderChoice) -> i64 {
        let is_absent = |key: i64| self.get_integer(key).is_nil();
        if self.node_count() == 0 || is_absent(last + 1) {
            return last;
        }
        let mut secret = if choice == BorderChoice::NearLast { self.header.aux } else { 0 };
        let mut present = last + 1;
        let mut absent = loop {
            let Some(double) = present.checked_mul(2) else {
                if choice == BorderChoice::Bisected {
                    return (last + 1..i64::MAX).find(|key| is_absent(key + 1)).unwrap_or(i64::MAX);
                }
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
