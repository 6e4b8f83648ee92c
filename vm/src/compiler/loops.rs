//! Loops.
//!
//! Every iteration passes one charging backward jump. A condition is tested at the top: a second
//! copy at the bottom would save nothing, because the backward jump has to be run anyway.

use super::Compiler;
use super::emitter::{ListId, Register, distance};
use super::literal::Literal;
use super::near::{BlockEnd, Near};
use super::scope::{BlockKind, VariableKind};
use crate::bytecode::{
    Close, ForLoop, ForPrepare, GenericForCall, GenericForLoop, GenericForPrepare,
};
use crate::dialect::Attributes;
use crate::syntax::tree::{
    Block, ExpressionId, ExpressionList, GenericForId, NameId, NumericForId,
};

/// Where the control variable of a generic loop is, above its first register.
const CONTROL: Register = 3;

/// `GenericForPrepare`: the loop has no value to be closed.
const NOTHING_TO_CLOSE: i64 = 1;

/// How many registers the call of a generic loop's iterator uses, from the control variable on.
const ITERATOR_CALL: Register = 4;

impl Compiler<'_> {
    /// `while condition do body end`
    pub(super) fn while_loop(&mut self, condition: ExpressionId, body: Block) {
        let line = body.end_line;
        let exit = self.new_list();
        let top = self.loop_top();
        self.condition(condition, false, exit);
        self.enter_block(BlockKind::Loop);
        self.statements(body.statements, BlockEnd::End);
        self.end_scope(line);
        self.back_edge(top.target, line);
        self.leave_loop(Some(exit), line);
        self.loop_end(top);
        self.finish_block(line);
        self.release_lists(exit);
    }

    /// `repeat body until condition`; the condition sees the variables of the body, which are
    /// closed on both ways out of it.
    pub(super) fn repeat_loop(&mut self, body: Block, condition: ExpressionId) {
        let line = self.tree.line(condition);
        let exit = self.new_list();
        let top = self.loop_top();
        self.enter_block(BlockKind::Loop);
        self.statements(body.statements, BlockEnd::Until);
        self.condition(condition, true, exit);
        self.end_scope(line);
        self.back_edge(top.target, line);
        if self.blocks.last().is_some_and(|block| block.has_captured) {
            self.bind(exit);
            self.bind_breaks(true);
            self.close_loop_variables(line);
        }
        self.leave_loop(Some(exit), line);
        self.loop_end(top);
        self.finish_block(line);
        self.release_lists(exit);
    }

    /// `for name = start, limit, step do body end`; `line` is where it starts.
    pub(super) fn numeric_for(&mut self, id: NumericForId, line: u32) {
        let parts = self.tree.numeric_for(id);
        let base = self.next_register(parts.start);
        self.next_register(parts.limit);
        match parts.step {
            Some(step) => {
                self.next_register(step);
            }
            None => {
                let limit_line = self.tree.line(parts.limit);
                let one =
                    if self.dialect.integers { Literal::Integer(1) } else { Literal::Float(1.0) };
                let step = self.allocate(1, limit_line);
                self.load(one, step, limit_line);
            }
        }
        self.enter_block(BlockKind::Loop);
        self.near = Near::Token("do");
        self.hold_loop_values(2, line);
        self.name_loop_values(self.dialect.loop_values.numeric, base);
        let prepare =
            self.emit(ForPrepare { base: base.into(), target: 0 }.encode(), parts.do_line);
        let top = self.loop_top();
        self.loop_variables(&[parts.name], parts.body, parts.do_line);
        self.statements(parts.body.statements, BlockEnd::End);
        self.end_scope(parts.body.end_line);
        let cost = self.take_cost(u8::MAX.into());
        let target = distance(self.here(), top.target);
        self.emit(ForLoop { base: base.into(), cost, target }.encode(), line);
        self.function.uncharged = 0;
        let end = self.label();
        self.patch(prepare, end);
        self.loop_end(top);
        self.leave_loop(None, parts.body.end_line);
        self.finish_block(parts.body.end_line);
    }

    /// `for names in values do body end`; `end_line` is where it ends.
    pub(super) fn generic_for(&mut self, id: GenericForId, end_line: u32) {
        let parts = self.tree.generic_for(id);
        let names = self.tree.names(parts.names);
        let base = self.function.free;
        let closes = self.dialect.attributes != Attributes::None;
        self.iterator_values(parts.values, closes, parts.do_line);
        self.enter_block(BlockKind::Loop);
        self.near = Near::Token("do");
        self.hold_loop_values(CONTROL, parts.do_line);
        self.name_loop_values(self.dialect.loop_values.generic, base);
        if closes {
            self.mark_block_closing();
        }
        let form = if closes { 0 } else { NOTHING_TO_CLOSE };
        let prepare = self
            .emit(GenericForPrepare { base: base.into(), form, target: 0 }.encode(), parts.do_line);
        self.enter_block(BlockKind::Plain);
        let top = self.loop_top();
        self.loop_variables(names, parts.body, parts.do_line);
        self.touch(base + CONTROL + ITERATOR_CALL, parts.do_line);
        self.statements(parts.body.statements, BlockEnd::End);
        self.end_scope(parts.body.end_line);
        self.finish_block(parts.body.end_line);
        let call = self.label();
        self.patch(prepare, call);
        let (func, wanted) = ((base + CONTROL).into(), names.len() as i64 + 1);
        self.emit(GenericForCall { func, wanted }.encode(), parts.call_line);
        let cost = self.take_cost(u8::MAX.into());
        let target = distance(self.here(), top.target);
        self.emit(GenericForLoop { base: base.into(), cost, target }.encode(), parts.call_line);
        self.function.uncharged = 0;
        self.loop_end(top);
        if closes {
            // The loop itself closes, so everything that leaves it comes here first.
            self.bind_breaks(false);
            self.end_scope(end_line);
        } else {
            self.end_scope(end_line);
            self.leave_loop(None, end_line);
        }
        self.finish_block(end_line);
    }

    /// Puts iterator, state, closing value and first control value into consecutive registers. In
    /// the source the control value comes before the closing value, which may be missing.
    fn iterator_values(&mut self, values: ExpressionList, closes: bool, line: u32) {
        let base = self.function.free;
        if closes {
            self.push_exactly(values, 4, line);
            self.touch(base + 5, line);
            self.move_register(base + 4, base + 2, line);
            self.move_register(base + 2, base + 3, line);
            self.move_register(base + 3, base + 4, line);
        } else {
            self.push_exactly(values, 3, line);
            let control = self.allocate(1, line);
            self.move_register(control, base + 2, line);
        }
    }

    /// Declares the variables of a loop, whose values are in the first registers above the active
    /// ones. A control variable that the body assigns is copied, since the loop goes on with its own.
    fn loop_variables(&mut self, names: &[NameId], body: Block, line: u32) {
        let count = names.len() as Register;
        let Some(&control) = names.first() else { return };
        let first = self.function.active;
        let statements = self.tree.statements(body.statements);
        self.near = statements.first().map_or(Near::End(BlockEnd::End), |&id| Near::Statement(id));
        let is_read_only = self.dialect.read_only_loop_variables;
        self.function.free = first;
        self.allocate(count, line);
        if !is_read_only && self.is_assigned(control, body) {
            let copies = self.allocate(count, line);
            self.hold_loop_values(count, line);
            for index in 0..count {
                self.move_register(copies + index, first + index, line);
            }
        }
        for (index, &name) in names.iter().enumerate() {
            let kind = match index {
                0 if is_read_only => VariableKind::Constant,
                _ => VariableKind::Regular,
            };
            self.declare(name, kind, line);
        }
    }

    /// Jumps back to the top of a loop, if the code gets here.
    fn back_edge(&mut self, target: usize, line: u32) {
        if !self.function.is_dead {
            self.jump_back(target, line);
        }
    }

    /// The end of a loop: jumps out of it come here, those first that leave the scope of a captured
    /// variable.
    fn leave_loop(&mut self, exit: Option<ListId>, line: u32) {
        if self.has_closing_break() {
            self.bind_breaks(true);
            self.close_loop_variables(line);
        }
        if let Some(exit) = exit {
            self.bind(exit);
        }
        self.bind_breaks(false);
    }

    /// Closes what was captured in the body of the current loop.
    fn close_loop_variables(&mut self, line: u32) {
        if let Some(block) = self.blocks.last() {
            let from = block.registers.into();
            self.emit(Close { from }.encode(), line);
        }
    }
}
