//! Conditions and the values of `and`, `or` and `not`, as jumps.
//!
//! A value that is decided by jumps is put together from three lists: `end` for jumps after which
//! the value is in its register, `yes` and `no` for jumps that decided on a boolean which is still
//! to be loaded.

use super::Compiler;
use super::emitter::{ListId, Register};
use super::literal::Literal;
use super::operator::{Side, is_comparison};
use super::registers::Operand;
use crate::syntax::tree::{BinaryOperator, Expression, ExpressionId, UnaryOperator};

/// Where the value of a logical expression goes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sink {
    /// The register of the value; without a target, the free one above all in use.
    dst: Register,
    /// Whether `dst` is a target, which must not be written before its value is certain.
    is_target: bool,
    end: ListId,
    yes: ListId,
    no: ListId,
}

impl Sink {
    /// The list of jumps that decided on a boolean.
    fn decided(self, value: bool) -> ListId {
        if value { self.yes } else { self.no }
    }
}

/// What an expression is compiled for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Goal {
    /// Jump to the list if it is truthy or not, as `when` says; else go on.
    Jump { when: bool, list: ListId },
    /// Put its value into the sink and jump to its end if it is truthy or not, as `when` says;
    /// else go on.
    Select { when: bool, sink: Sink },
    /// Put its value into the sink and go on.
    Value(Sink),
}

/// The right side of a logical operator that waits for the left one to be compiled.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pending {
    right: ExpressionId,
    goal: Goal,
    /// The jumps that skip the right side to what follows the operation.
    skip: Option<ListId>,
}

impl Compiler<'_> {
    /// Jumps to the list if the expression is truthy or not, as `when` says; else goes on.
    pub(super) fn condition(&mut self, id: ExpressionId, when: bool, list: ListId) {
        self.pursue(id, Goal::Jump { when, list });
    }

    /// Whether an expression is made of jumps, so that negating it costs nothing.
    pub(super) fn is_branching(&self, id: ExpressionId) -> bool {
        let mut id = id;
        loop {
            match self.tree.expression(id) {
                Expression::Parenthesised(inner)
                | Expression::Unary { operator: UnaryOperator::Not, operand: inner } => id = inner,
                Expression::Binary { operator, .. } => {
                    return is_logical(operator) || is_comparison(operator);
                }
                _ => return false,
            }
        }
    }

    /// `a and b`, `a or b`. A constant on the left that decides nothing leaves the right side.
    pub(super) fn logical_operand(
        &mut self,
        id: ExpressionId,
        operator: BinaryOperator,
        left: ExpressionId,
        right: ExpressionId,
        target: Option<Register>,
    ) -> Operand {
        match self.literal(left) {
            Some(literal) if literal.is_truthy() == (operator == BinaryOperator::And) => {
                self.operand(right, target)
            }
            _ => self.logical_value(id, target),
        }
    }

    /// An expression made of jumps as a value.
    pub(super) fn logical_value(&mut self, id: ExpressionId, target: Option<Register>) -> Operand {
        let mark = self.function.free;
        let line = self.tree.line(id);
        let dst = target.unwrap_or(mark);
        self.touch(dst + 1, line);
        let end = self.new_list();
        let sink = Sink {
            dst,
            is_target: target.is_some(),
            end,
            yes: self.new_list(),
            no: self.new_list(),
        };
        self.pursue(id, Goal::Value(sink));
        for value in [false, true] {
            if !self.is_empty(sink.decided(value)) {
                self.jump(end, line);
                self.bind(sink.decided(value));
                self.load(Literal::Boolean(value), dst, line);
            }
        }
        self.bind(end);
        self.release_lists(end);
        self.result(mark, target, line).1
    }

    /// Compiles an expression for a goal. The left sides of logical operators may nest to any
    /// depth, so they are walked down first; right sides nest as deep as the parser allows.
    fn pursue(&mut self, id: ExpressionId, goal: Goal) {
        let bottom = self.logical.len();
        let (mut id, mut goal) = (id, goal);
        loop {
            match (self.tree.expression(id), goal) {
                (Expression::Parenthesised(inner), _) => id = inner,
                (
                    Expression::Unary { operator: UnaryOperator::Not, operand },
                    Goal::Jump { when, list },
                ) => {
                    goal = Goal::Jump { when: !when, list };
                    id = operand;
                }
                (
                    Expression::Unary { operator: UnaryOperator::Not, operand },
                    Goal::Select { when, sink },
                ) => {
                    goal = Goal::Jump { when: !when, list: sink.decided(when) };
                    id = operand;
                }
                (Expression::Binary { operator, left, right }, _) if is_logical(operator) => {
                    goal = self.split(operator, right, goal);
                    id = left;
                }
                _ => break,
            }
        }
        self.pursue_leaf(id, goal);
        while self.logical.len() > bottom {
            let Some(pending) = self.logical.pop() else { break };
            self.charge_point(self.tree.line(pending.right));
            self.pursue(pending.right, pending.goal);
            if let Some(skip) = pending.skip {
                self.bind(skip);
                self.release_lists(skip);
            }
        }
    }

    /// Lets the right side of an operator wait and returns the goal of the left one.
    fn split(&mut self, operator: BinaryOperator, right: ExpressionId, goal: Goal) -> Goal {
        // The truth of the left side that decides the whole: false for `and`, true for `or`.
        let decisive = operator == BinaryOperator::Or;
        let wanted = match goal {
            Goal::Jump { when, .. } | Goal::Select { when, .. } => Some(when),
            Goal::Value(_) => None,
        };
        // A left side that decides goes where the whole goes, if that is what the goal waits for;
        // else the decision is that the goal is not met, and skips the right side.
        let (left, skip) = match (goal, wanted) {
            (Goal::Value(sink), _) => (Goal::Select { when: decisive, sink }, None),
            (goal, Some(when)) if when == decisive => (goal, None),
            _ => {
                let skip = self.new_list();
                (Goal::Jump { when: decisive, list: skip }, Some(skip))
            }
        };
        self.logical.push(Pending { right, goal, skip });
        left
    }

    /// Compiles an expression that is no logical operator for a goal.
    fn pursue_leaf(&mut self, id: ExpressionId, goal: Goal) {
        if let Expression::Binary { operator, left, right } = self.tree.expression(id)
            && is_comparison(operator)
        {
            return self.comparison_leaf(operator, left, right, goal);
        }
        let mark = self.function.free;
        let line = self.tree.line(id);
        match goal {
            Goal::Jump { when, list } => match self.operand(id, None) {
                Operand::Constant(literal) if literal.is_truthy() == when => self.jump(list, line),
                Operand::Constant(_) => {}
                Operand::Local(register) | Operand::Temporary(register) => {
                    self.jump_if(register, when, list, line);
                }
            },
            Goal::Select { when, sink } => match self.operand(id, None) {
                Operand::Constant(literal) if literal.is_truthy() == when => {
                    self.load(literal, sink.dst, line);
                    self.jump(sink.end, line);
                }
                Operand::Constant(_) => {}
                Operand::Local(register) | Operand::Temporary(register) => {
                    self.select(sink.dst, register, when, sink.end, line);
                }
            },
            // A negation of something made of jumps decides on a boolean itself.
            Goal::Value(sink) if self.is_branching(id) => {
                self.pursue(id, Goal::Jump { when: false, list: sink.no });
                self.load_decided(sink, line);
            }
            Goal::Value(sink) if sink.is_target => self.compile_into(id, sink.dst),
            Goal::Value(_) => {
                self.next_register(id);
            }
        }
        self.function.free = mark;
    }

    /// Compiles a comparison for a goal.
    fn comparison_leaf(
        &mut self,
        operator: BinaryOperator,
        left: ExpressionId,
        right: ExpressionId,
        goal: Goal,
    ) {
        let mark = self.function.free;
        let operand = self.operand(left, None);
        let first = Side { operand: self.chosen(operand), line: self.tree.line(left) };
        let second = Side { operand: self.operand(right, None), line: self.tree.line(right) };
        let (when, list) = match goal {
            Goal::Jump { when, list } => (when, list),
            Goal::Select { when, sink } => (when, sink.decided(when)),
            Goal::Value(sink) => (false, sink.no),
        };
        self.compare(operator, first, second, when, list);
        self.function.free = mark;
        if let Goal::Value(sink) = goal {
            self.load_decided(sink, second.line);
        }
    }

    /// Loads true for the jumps that decided on it, where the code that goes on has decided so too.
    fn load_decided(&mut self, sink: Sink, line: u32) {
        self.bind(sink.yes);
        self.load(Literal::Boolean(true), sink.dst, line);
    }
}

fn is_logical(operator: BinaryOperator) -> bool {
    matches!(operator, BinaryOperator::And | BinaryOperator::Or)
}
