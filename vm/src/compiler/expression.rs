//! Expressions: where each kind of value is made, and chains of indices and calls.

use super::Compiler;
use super::call::Results;
use super::emitter::Register;
use super::literal::Literal;
use super::place::{Object, Place};
use super::registers::Operand;
use super::scope::Meaning;
use crate::bytecode::{Closure, Vararg};
use crate::syntax::tree::{BinaryOperator, Expression, ExpressionId, FunctionId, NameId};

impl Compiler<'_> {
    /// Compiles an expression to one value. Its last instruction puts the value into `target`, if
    /// there is one; before that, no register below the free ones is written. Without a target the
    /// value is left where it is, or goes to the next free register.
    pub(super) fn operand(&mut self, id: ExpressionId, target: Option<Register>) -> Operand {
        match self.tree.expression(id) {
            Expression::Nil => Operand::Constant(Literal::Nil),
            Expression::True => Operand::Constant(Literal::Boolean(true)),
            Expression::False => Operand::Constant(Literal::Boolean(false)),
            Expression::Integer(value) => Operand::Constant(Literal::Integer(value)),
            Expression::Float(value) => Operand::Constant(Literal::Float(value)),
            Expression::String(name) => Operand::Constant(Literal::String(name)),
            Expression::Vararg => self.first_extra_argument(id, target),
            Expression::Name(name) => self.name_operand(name, target, self.tree.line(id)),
            Expression::Field { .. }
            | Expression::Index { .. }
            | Expression::Call { .. }
            | Expression::MethodCall { .. } => self.chain(id, target, Results::Exactly(1)),
            Expression::Function(function) => {
                self.closure_operand(function, target, self.tree.operation_line(id))
            }
            Expression::Table(items) => self.table_constructor(id, items, target),
            Expression::Unary { operator, operand } => self.unary(id, operator, operand, target),
            Expression::Binary { operator, left, right } => match operator {
                BinaryOperator::And | BinaryOperator::Or => {
                    self.logical_operand(id, operator, left, right, target)
                }
                BinaryOperator::Concat => self.concat(id, target),
                _ => self.binary(id, target),
            },
            // Parentheses cut several values down to one, which is what is asked for anyway.
            Expression::Parenthesised(inner) => self.operand(inner, target),
            Expression::Missing => {
                self.fail_cut_off();
                Operand::Constant(Literal::Nil)
            }
        }
    }

    /// The value of an expression that is a literal or the name of a constant. Nothing is computed
    /// here: looking into operators again and again would take quadratic time in long chains.
    pub(super) fn literal(&mut self, id: ExpressionId) -> Option<Literal> {
        match self.tree.expression(id) {
            Expression::Nil => Some(Literal::Nil),
            Expression::True => Some(Literal::Boolean(true)),
            Expression::False => Some(Literal::Boolean(false)),
            Expression::Integer(value) => Some(Literal::Integer(value)),
            Expression::Float(value) => Some(Literal::Float(value)),
            Expression::String(name) => Some(Literal::String(name)),
            Expression::Name(name) => self.constant_named(name),
            _ => None,
        }
    }

    /// A variable: a local one stays where it is, so that what reads it sees its value at that time,
    /// even if a call in between has changed it.
    fn name_operand(&mut self, name: NameId, target: Option<Register>, line: u32) -> Operand {
        let place = match self.meaning(name, line).0 {
            Meaning::Local(register) => return Operand::Local(register),
            Meaning::Constant(literal) => return Operand::Constant(literal),
            Meaning::Upvalue(upvalue) => Place::Upvalue(upvalue),
            Meaning::Global => {
                let mark = self.function.free;
                let place = self.global_place(name, line);
                return self.place_operand(place, mark, target, line);
            }
        };
        self.place_operand(place, self.function.free, target, line)
    }

    /// The value of a place whose registers lie above `mark`.
    fn place_operand(
        &mut self,
        place: Place,
        mark: Register,
        target: Option<Register>,
        line: u32,
    ) -> Operand {
        let (dst, operand) = self.result(mark, target, line);
        self.load_place(place, dst, line);
        operand
    }

    /// A function as a value.
    pub(super) fn closure_operand(
        &mut self,
        function: FunctionId,
        target: Option<Register>,
        line: u32,
    ) -> Operand {
        let (dst, operand) = self.result(self.function.free, target, line);
        self.closure(function, dst, line);
        operand
    }

    /// `R[dst] = function`
    pub(super) fn closure(&mut self, function: FunctionId, dst: Register, line: u32) {
        let draft = self.function_body(function);
        self.function.children.push(draft);
        let child = self.function.children.len() as i64 - 1;
        let live = self.live_registers(dst);
        self.emit(Closure { dst: dst.into(), live, child }.encode(), line);
    }

    /// `...` where one value is used.
    fn first_extra_argument(&mut self, id: ExpressionId, target: Option<Register>) -> Operand {
        let line = self.tree.operation_line(id);
        let (dst, operand) = self.result(self.function.free, target, line);
        self.vararg(dst, 2, line);
        operand
    }

    /// `R[first], ... = ...`; `wanted` is plus one, zero for all.
    pub(super) fn vararg(&mut self, first: Register, wanted: i64, line: u32) {
        self.use_extra_arguments();
        let table = self.function.vararg_table.map_or(0, |register| i64::from(register) + 1);
        self.emit(Vararg { first: first.into(), wanted, table }.encode(), line);
    }

    /// A chain of indices and calls. Its left side may be of any length, so it is walked down first
    /// and compiled on the way back.
    pub(super) fn chain(
        &mut self,
        id: ExpressionId,
        target: Option<Register>,
        results: Results,
    ) -> Operand {
        let bottom = self.spine.len();
        let root = self.descend(id);
        let mark = self.function.free;
        let mut object = self.simple_object(root);
        while self.spine.len() > bottom + 1 {
            let Some(link) = self.spine.pop() else { break };
            object = Object::Value(self.link(link, object, mark, None, Results::Exactly(1)));
        }
        self.spine.truncate(bottom);
        self.link(id, object, mark, target, results)
    }

    /// Pushes the links of a chain and returns what it starts with.
    fn descend(&mut self, id: ExpressionId) -> ExpressionId {
        let mut id = id;
        loop {
            let inner = match self.tree.expression(id) {
                Expression::Field { object, .. }
                | Expression::Index { object, .. }
                | Expression::MethodCall { object, .. } => object,
                Expression::Call { callee, .. } => callee,
                _ => return id,
            };
            self.spine.push(id);
            id = inner;
        }
    }

    /// One link of a chain: what is left of it is in `object`, and temporaries start at `mark`.
    fn link(
        &mut self,
        id: ExpressionId,
        object: Object,
        mark: Register,
        target: Option<Register>,
        results: Results,
    ) -> Operand {
        let line = self.tree.line(id);
        self.charge_point(line);
        match self.tree.expression(id) {
            Expression::Field { object: inner, name } => {
                let place = self.field_place(object, name, self.tree.line(inner));
                self.place_operand(place, mark, target, line)
            }
            Expression::Index { object: inner, key } => {
                let place = self.index_place(object, key, self.tree.line(inner));
                self.place_operand(place, mark, target, line)
            }
            Expression::MethodCall { object: inner, call } => {
                let call = self.tree.method_call(call);
                self.method(object, call.name, mark, self.tree.line(inner));
                self.finish_call(id, mark, 1, call.arguments, results)
            }
            Expression::Call { callee, arguments } => {
                let callee_line = self.tree.line(callee);
                self.callee(object, mark, callee_line);
                self.finish_call(id, mark, 0, arguments, results)
            }
            // Only links are pushed.
            _ => Operand::Constant(Literal::Nil),
        }
    }

    /// The place that an assignment target denotes, and whether it may not be assigned.
    pub(super) fn target_place(&mut self, id: ExpressionId) -> (Place, bool) {
        let line = self.tree.line(id);
        match self.tree.expression(id) {
            Expression::Name(name) => {
                let (meaning, is_read_only) = self.meaning(name, line);
                let place = match meaning {
                    Meaning::Local(register) => Place::Local(register),
                    Meaning::Upvalue(upvalue) => Place::Upvalue(upvalue),
                    // A failure follows, because a constant is read-only.
                    Meaning::Constant(_) => Place::Local(0),
                    Meaning::Global => self.global_place(name, line),
                };
                (place, is_read_only)
            }
            Expression::Field { object, name } => {
                let value = self.simple_object(object);
                (self.field_place(value, name, self.tree.line(object)), false)
            }
            Expression::Index { object, key } => {
                let value = self.simple_object(object);
                (self.index_place(value, key, self.tree.line(object)), false)
            }
            // The parser lets nothing else through.
            _ => (Place::Local(0), false),
        }
    }
}
