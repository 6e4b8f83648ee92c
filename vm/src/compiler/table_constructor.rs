//! Table constructors.

use super::Compiler;
use super::call::Results;
use super::emitter::Register;
use super::place::Object;
use super::registers::Operand;
use crate::bytecode::{NewTable, SetList};
use crate::syntax::tree::{Expression, ExpressionId, Span, TableItem};

/// How many items are collected in registers before they are stored.
const BATCH: Register = 50;

/// The batch where registers are getting scarce, below [`SCARCE`].
const SMALL_BATCH: Register = 10;

/// With fewer free registers than this, batches are small.
const SCARCE: Register = 160;

/// With fewer free registers than this, items are stored one by one.
const VERY_SCARCE: Register = 80;

/// The size of an array with four significant bits that is at least this one. What `#` finds in a list with holes
/// depends on the room that its constructor has made.
fn rounded_up(size: i64) -> i64 {
    let mut shift = 0;
    let mut rounded = size;
    while rounded >= 16 {
        rounded = (rounded + 1) >> 1;
        shift += 1;
    }
    rounded << shift
}

impl Compiler<'_> {
    /// `{ ... }`. A table is made above everything else and moved, because its items may use the
    /// variable it is going to; one without items can go there at once.
    pub(super) fn table_constructor(
        &mut self,
        id: ExpressionId,
        items: Span<TableItem>,
        target: Option<Register>,
    ) -> Operand {
        let tree = self.tree;
        let line = tree.operation_line(id);
        let items = tree.table_items(items);
        let target = if items.is_empty() { target } else { None };
        let (table, result) = self.result(self.function.free, target, line);
        let is_item = |item: &&TableItem| matches!(item, TableItem::Positional(_));
        let listed = items.iter().filter(is_item).count();
        let is_open = match items.last() {
            Some(&TableItem::Positional(last)) => self.is_multiple(last),
            _ => false,
        };
        let has_one = self.begins_with_one(items);
        let array = (listed - usize::from(is_open)).max(usize::from(has_one)) as i64;
        let hash = match items.len() - listed - usize::from(has_one) {
            0 => 0,
            fields => i64::from(fields.next_power_of_two().trailing_zeros()) + 1,
        };
        let array = if self.dialect.constructors_round_up { rounded_up(array) } else { array };
        let array = array.min(i64::from(u16::MAX));
        let live = self.live_registers(table);
        self.emit(NewTable { dst: table.into(), live, array, hash }.encode(), line);
        self.items(table, items, is_open, tree.line(id));
        result
    }

    /// Whether there is a key `[1]`, and no `["1"]` before it. Such a key gets room in the array, where the first one of
    /// a list belongs; and where a table tells that the number was written before the string of the same text.
    fn begins_with_one(&self, items: &[TableItem]) -> bool {
        items.iter().find_map(|item| match *item {
            TableItem::Keyed(key, _) => match self.tree.expression(key) {
                Expression::Integer(1) => Some(true),
                Expression::Float(1.0) => Some(true),
                Expression::String(name) if self.tree.text(name) == b"1" => Some(false),
                _ => None,
            },
            _ => None,
        }) == Some(true)
    }

    /// Stores the items, in source order: fields at once, the others in batches, because one
    /// instruction then stores them all. With `is_open`, the last one gives all its values.
    fn items(&mut self, table: Register, items: &[TableItem], is_open: bool, end_line: u32) {
        let batch = match self.free_registers() {
            free if free >= SCARCE => BATCH,
            free if free >= VERY_SCARCE => SMALL_BATCH,
            _ => 1,
        };
        let mut stored = 0;
        let mut pending = 0;
        for (index, &item) in items.iter().enumerate() {
            let TableItem::Positional(value) = item else {
                self.field_item(table, item);
                continue;
            };
            let line = self.tree.line(value);
            if pending == batch {
                self.set_list(table, stored, pending, line);
                stored += pending;
                pending = 0;
            }
            if is_open && index + 1 == items.len() {
                self.multiple(value, Results::All);
                return self.set_list(table, stored, 0, line);
            }
            self.next_register(value);
            pending += 1;
        }
        if pending > 0 {
            self.set_list(table, stored, pending, end_line);
        }
    }

    /// Stores the values above the table behind those stored before. A count of zero stores all up
    /// to the top.
    fn set_list(&mut self, table: Register, stored: Register, count: Register, line: u32) {
        self.emit(SetList { table: table.into(), count: count.into() }.encode(), line);
        self.emit_data(u64::from(stored) + 1, line);
        self.function.free = table + 1;
        self.charge_point(line);
    }

    /// `name = value` or `[key] = value`
    fn field_item(&mut self, table: Register, item: TableItem) {
        let mark = self.function.free;
        let object = Object::Value(Operand::Local(table));
        let (place, value) = match item {
            TableItem::Named(name, value) => {
                let line = self.tree.line(value);
                (self.field_place(object, name, line), value)
            }
            TableItem::Keyed(key, value) => {
                (self.index_place(object, key, self.tree.line(key)), value)
            }
            TableItem::Positional(_) => return,
        };
        let line = self.tree.line(value);
        let operand = self.operand(value, None);
        self.store(place, operand, line, line);
        self.function.free = mark;
        self.charge_point(line);
    }
}
