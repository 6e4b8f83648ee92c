//! A result that is gathered while Lua functions are called: strings in a table, joined at the end.
//!
//! The table lies in a slot, so the collector sees it and counts it, and an error leaves nothing behind.

use crate::gc::Gc;
use crate::interpreter::{State, Throw};
use crate::object::{LuaString, Table};
use crate::stdlib::library::table_value;
use crate::value::Value;

/// How many bytes cost one step of the budget.
const BYTES_PER_STEP: usize = 16;

/// The slots a list of parts is kept in: the table, and how many entries it has.
#[derive(Clone, Copy)]
pub(super) struct Parts {
    pub(super) slot: usize,
}

impl Parts {
    /// The slots it takes.
    pub(super) const SLOTS: usize = 2;

    /// Makes the table.
    pub(super) fn start(self, state: &mut State) -> Result<(), Throw> {
        let table = state.new_table(8, 0)?;
        state.set_slot(self.slot, table_value(table));
        state.set_slot(self.slot + 1, Value::integer(0));
        Ok(())
    }

    fn table(self, state: &State) -> Option<Gc<Table>> {
        let table = state.slot(self.slot);
        table.is_table().then(|| table.pointer())
    }

    fn len(self, state: &State) -> i64 {
        state.slot(self.slot + 1).as_integer().unwrap_or(0)
    }

    /// Whether nothing has been added.
    pub(super) fn is_empty(self, state: &State) -> bool {
        self.len(state) == 0
    }

    /// Adds a string.
    pub(super) fn push(self, state: &mut State, text: Value) -> Result<(), Throw> {
        let Some(table) = self.table(state) else { return Ok(()) };
        let len = self.len(state) + 1;
        state.raw_set(table, Value::integer(len), text)?;
        state.set_slot(self.slot + 1, Value::integer(len));
        Ok(())
    }

    /// Adds a piece of a text that [`Parts::join`] will be given.
    pub(super) fn push_piece(
        self,
        state: &mut State,
        start: usize,
        end: usize,
    ) -> Result<(), Throw> {
        if start >= end {
            return Ok(());
        }
        // Texts are shorter than 2^31 bytes, so both ends fit into one integer.
        self.push(state, Value::integer((start << 32 | end) as i64))
    }

    /// The string of all parts; pieces are taken from `text`.
    pub(super) fn join(self, state: &mut State, text: &[u8]) -> Result<Value, Throw> {
        let Some(table) = self.table(state) else { return state.new_string(b"") };
        let len = self.len(state);
        state.charge(len as u64)?;
        let bytes_of = |index: i64| -> &[u8] {
            let part = table.get_integer(index);
            if part.is_string() {
                return part.pointer::<LuaString>().as_bytes();
            }
            let ends = part.as_integer().unwrap_or(0) as usize;
            text.get(ends >> 32..ends & u32::MAX as usize).unwrap_or_default()
        };
        let mut total: usize = 0;
        for index in 1..=len {
            total = total.saturating_add(bytes_of(index).len());
        }
        state.charge((total / BYTES_PER_STEP) as u64)?;
        Ok(state.heap.new_string_of_parts(total, (1..=len).map(bytes_of))?)
    }
}
