//! Values the host keeps alive, each under a number.

use crate::gc::Marker;
use crate::object::trace_value;
use crate::value::Value;

/// The number under which a value is kept.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Handle(pub(crate) u32);

/// A slot: a value, or the next free slot.
#[derive(Clone, Copy)]
enum Slot {
    Taken(Value),
    Free(u32),
}

/// The table of kept values.
pub struct Handles {
    slots: Vec<Slot>,
    free: u32,
}

/// Ends the list of free slots.
const NONE: u32 = u32::MAX;

impl Handles {
    /// An empty table.
    pub fn new() -> Handles {
        Handles { slots: Vec::new(), free: NONE }
    }

    /// Keeps a value.
    pub fn keep(&mut self, value: Value) -> Handle {
        match self.slots.get(self.free as usize) {
            Some(Slot::Free(next)) => {
                let index = self.free;
                self.free = *next;
                self.slots[index as usize] = Slot::Taken(value);
                Handle(index)
            }
            _ => {
                if self.slots.is_empty() {
                    // One is all that most states need at a time.
                    self.slots.reserve_exact(1);
                }
                self.slots.push(Slot::Taken(value));
                Handle(self.slots.len() as u32 - 1)
            }
        }
    }

    /// The value kept under a handle; nil for one that was released.
    pub fn get(&self, handle: Handle) -> Value {
        match self.slots.get(handle.0 as usize) {
            Some(Slot::Taken(value)) => *value,
            _ => Value::NIL,
        }
    }

    /// Lets a value go.
    pub fn release(&mut self, handle: Handle) {
        if let Some(slot @ Slot::Taken(_)) = self.slots.get_mut(handle.0 as usize) {
            *slot = Slot::Free(self.free);
            self.free = handle.0;
        }
    }

    /// How many values are kept.
    pub fn len(&self) -> usize {
        self.slots.iter().filter(|slot| matches!(slot, Slot::Taken(_))).count()
    }

    /// Whether none is kept.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Marks every kept value.
    pub(crate) fn trace(&self, marker: &mut Marker) {
        for slot in &self.slots {
            if let Slot::Taken(value) = slot {
                // SAFETY: kept values are live, since they are marked in every cycle.
                unsafe { trace_value(marker, *value) };
            }
        }
    }
}

impl Default for Handles {
    fn default() -> Handles {
        Handles::new()
    }
}
