//! Assignments to one place or several.
//!
//! The order is the reference's: targets are prepared from left to right, values computed from left
//! to right, and stored from right to left. A local variable or upvalue that is assigned by the
//! same statement that uses it to index is copied first, so that the index sees the old value.

use super::Compiler;
use super::emitter::Register;
use super::place::Place;
use super::registers::Operand;
use crate::syntax::tree::{Expression, ExpressionId, ExpressionList};

impl Compiler<'_> {
    /// `targets = values`; `line` is the last of the statement.
    pub(super) fn assign(&mut self, targets: ExpressionList, values: ExpressionList, line: u32) {
        let tree = self.tree;
        match (tree.list(targets), tree.list(values)) {
            (&[target], &[value]) => self.assign_one(target, value, line),
            (targets, _) => self.assign_many(targets, values, line),
        }
    }

    /// The common case: the value goes straight into a local variable, or from any register into
    /// another place.
    fn assign_one(&mut self, target: ExpressionId, value: ExpressionId, line: u32) {
        let place = self.writable_place(target);
        self.store_value(place, value, line);
    }

    /// Computes a value and stores it.
    fn store_value(&mut self, place: Place, value: ExpressionId, line: u32) {
        if let Place::Local(register) = place {
            return self.compile_into(value, register);
        }
        let operand = self.operand(value, None);
        self.store(place, operand, self.tree.line(value), line);
    }

    /// The place of a target; one that may not be assigned is a failure.
    fn writable_place(&mut self, target: ExpressionId) -> Place {
        let (place, is_read_only) = self.target_place(target);
        if is_read_only {
            self.fail_read_only(target);
        }
        place
    }

    /// Notes that a target is constant.
    #[cold]
    pub(super) fn fail_read_only(&mut self, target: ExpressionId) {
        if let Expression::Name(name) = self.tree.expression(target) {
            let line = self.tree.line(target);
            self.fail_about(line, "attempt to assign to const variable '", name, "'");
        }
    }

    /// Several targets. They are kept on a stack, since a function among the values may contain
    /// assignments too.
    fn assign_many(&mut self, ids: &[ExpressionId], values: ExpressionList, line: u32) {
        let bottom = self.targets.len();
        for &id in ids {
            let place = self.writable_place(id);
            self.resolve_conflict(bottom, place, line);
            self.targets.push(place);
        }
        if self.tree.list(values).len() == ids.len() {
            self.store_paired(bottom, values, line);
        } else {
            self.store_adjusted(bottom, values, line);
        }
        self.targets.truncate(bottom);
    }

    /// As many values as targets: the last value is stored at once, and constants when it is
    /// their turn; neither takes a register.
    fn store_paired(&mut self, bottom: usize, values: ExpressionList, line: u32) {
        let tree = self.tree;
        let Some((&last, others)) = tree.list(values).split_last() else { return };
        let first_operand = self.operands.len();
        for &id in others {
            // A local variable must be copied: a store to the right may change it first.
            let operand = match self.operand(id, None) {
                constant @ Operand::Constant(_) => self.chosen(constant),
                operand => Operand::Temporary(self.settle(operand, tree.line(id))),
            };
            self.operands.push(operand);
        }
        if let Some(&place) = self.targets.last() {
            let mark = self.function.free;
            self.store_value(place, last, line);
            self.function.free = mark;
        }
        for index in (0..others.len()).rev() {
            let operand = self.operands[first_operand + index];
            let place = self.targets[bottom + index];
            self.store_operand(place, operand, line);
        }
        self.operands.truncate(first_operand);
    }

    /// Another number of values than targets: all go to consecutive registers first.
    fn store_adjusted(&mut self, bottom: usize, values: ExpressionList, line: u32) {
        let count = self.targets.len() - bottom;
        let first = self.function.free;
        self.push_exactly(values, count as Register, line);
        for index in (0..count).rev() {
            let place = self.targets[bottom + index];
            self.store_place(place, first + index as Register, line);
        }
    }

    /// Stores a value that waited for its turn.
    fn store_operand(&mut self, place: Place, operand: Operand, line: u32) {
        match (operand, place) {
            (Operand::Constant(literal), Place::Local(register)) => {
                self.load(literal, register, line);
            }
            (operand, place) => {
                let mark = self.function.free;
                self.store(place, operand, line, line);
                self.function.free = mark;
            }
        }
    }

    /// Copies a variable about to become a target, if a target before it indexes with it.
    fn resolve_conflict(&mut self, bottom: usize, place: Place, line: u32) {
        let copy = self.function.free;
        let mut conflicts = false;
        for target in &mut self.targets[bottom..] {
            if let Some(safe) = without_conflict(*target, place, copy) {
                *target = safe;
                conflicts = true;
            }
        }
        if conflicts {
            self.allocate(1, line);
            self.load_place(place, copy, line);
        }
    }
}

/// A place with a variable replaced by its copy, if the place uses it.
fn without_conflict(place: Place, variable: Place, copy: Register) -> Option<Place> {
    match (place, variable) {
        (Place::UpvalueField { upvalue, key }, Place::Upvalue(assigned)) if upvalue == assigned => {
            Some(Place::Field { table: copy, key })
        }
        (Place::Field { table, key }, Place::Local(assigned)) if table == assigned => {
            Some(Place::Field { table: copy, key })
        }
        (Place::Integer { table, index }, Place::Local(assigned)) if table == assigned => {
            Some(Place::Integer { table: copy, index })
        }
        (Place::Index { table, key }, Place::Local(assigned))
            if table == assigned || key == assigned =>
        {
            let replace = |register| if register == assigned { copy } else { register };
            Some(Place::Index { table: replace(table), key: replace(key) })
        }
        _ => None,
    }
}
