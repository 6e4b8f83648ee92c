//! Labels, `goto` and `break`.
//!
//! A jump is resolved when the block of its label ends, because only then is it known whether a
//! variable whose scope it leaves was captured. A jump that has to close variables goes to a piece
//! of code behind the block that closes them and jumps on, shared by all such jumps to one label.

use super::Compiler;
use super::emitter::{ListId, distance};
use super::scope::{Block, BlockKind, VariableKind};
use crate::bytecode::{Close, Jump, JumpBack};
use crate::syntax::tree::NameId;

/// A visible label.
#[derive(Clone, Copy, Debug)]
pub(super) struct Label {
    name: NameId,
    line: u32,
    /// Its word.
    target: usize,
    /// How many variables are active there. At the end of a block those of the block count as gone.
    level: usize,
    /// The first register above those variables.
    registers: u32,
    /// Whether only the end of its block follows.
    is_last: bool,
    /// Its function, counted from the chunk.
    function: usize,
    /// The label its name meant before: its index plus one, or zero.
    shadowed: u32,
    /// The code that closes variables before it jumps to the label.
    closing: Option<usize>,
}

/// A jump to a label, or out of a loop, that is not resolved.
#[derive(Clone, Copy, Debug)]
pub(super) struct Goto {
    /// The label; none for `break`.
    name: Option<NameId>,
    line: u32,
    /// Its word.
    at: usize,
    /// How many variables are active there, or in the block around that it was handed to.
    level: usize,
    /// The first register above those variables.
    registers: u32,
    /// Whether it leaves the scope of a captured variable.
    needs_close: bool,
    /// What had been run without charge.
    uncharged: u32,
}

impl Compiler<'_> {
    /// `goto name`, or `break` without a name.
    fn goto(&mut self, name: Option<NameId>, line: u32) {
        let at = self.emit(Jump { target: 0 }.encode(), line);
        let uncharged = self.function.uncharged;
        self.function.uncharged = 0;
        self.function.is_dead = true;
        let (level, registers) = (self.variables.len(), self.function.active);
        self.gotos.push(Goto { name, line, at, level, registers, needs_close: false, uncharged });
    }

    /// `goto name`
    pub(super) fn goto_statement(&mut self, name: NameId, line: u32) {
        self.goto(Some(name), line);
    }

    /// `break`; the parser checked that there is a loop around it.
    pub(super) fn break_statement(&mut self, line: u32) {
        self.goto(None, line);
    }

    /// `::name::`; `is_last` says whether only the end of the block follows.
    pub(super) fn label_statement(&mut self, name: NameId, is_last: bool, line: u32) {
        let entry = self.label_bindings[name.index()];
        if let Some(known) = self.labels.get((entry as usize).wrapping_sub(1))
            && known.function == self.enclosing.len()
            && (!self.dialect.labels_may_hide_others
                || self.blocks.last().is_some_and(|block| entry as usize > block.first_label))
        {
            let after = format!("' already defined on line {}", known.line);
            self.fail_about(line, "label '", name, &after);
        }
        let Some(&block) = self.blocks.last() else { return };
        let (level, registers) = match is_last {
            true => (block.first_variable, block.registers),
            false => (self.variables.len(), self.function.active),
        };
        let target = self.label();
        self.labels.push(Label {
            name,
            line,
            target,
            level,
            registers,
            is_last,
            function: self.enclosing.len(),
            shadowed: entry,
            closing: None,
        });
        self.label_bindings[name.index()] = self.labels.len() as u32;
    }

    /// Ends a block whose scope has ended: resolves the jumps to its labels, hands all others to
    /// the block around, and forgets its variables. `line` is the last of the block.
    pub(super) fn finish_block(&mut self, line: u32) {
        let Some(&block) = self.blocks.last() else { return };
        let over = self.new_list();
        let mut kept = block.first_goto;
        for index in block.first_goto..self.gotos.len() {
            let goto = self.gotos[index];
            match self.label_of(&goto, &block) {
                Some(label) => self.resolve(&goto, label, &block, over, line),
                None => {
                    if block.kind == BlockKind::Function {
                        self.fail_unresolved(&goto, self.report_line(line));
                    }
                    self.gotos[kept] = handed_out(goto, &block);
                    kept += 1;
                }
            }
        }
        self.gotos.truncate(kept);
        self.bind(over);
        self.release_lists(over);
        for index in (block.first_label..self.labels.len()).rev() {
            let label = self.labels[index];
            self.label_bindings[label.name.index()] = label.shadowed;
        }
        self.labels.truncate(block.first_label);
        self.variables.truncate(block.first_variable);
        if block.kind == BlockKind::Function {
            self.gotos.truncate(block.first_goto);
        }
        self.blocks.pop();
    }

    /// The label of the block that a jump goes to.
    fn label_of(&self, goto: &Goto, block: &Block) -> Option<usize> {
        let entry = self.label_bindings[goto.name?.index()] as usize;
        let index = entry.checked_sub(1)?;
        (index >= block.first_label).then_some(index)
    }

    fn resolve(&mut self, goto: &Goto, index: usize, block: &Block, over: ListId, line: u32) {
        let label = self.labels[index];
        if goto.level < label.level {
            return self.fail_jump_into_scope(goto, line);
        }
        let leaves_captured = label.level < goto.level && block.has_captured;
        // At the end of a block that closes its variables, the block does it.
        let is_closed_by_block =
            label.is_last && (block.has_captured || block.kind == BlockKind::Function);
        if (goto.needs_close || leaves_captured) && !is_closed_by_block {
            let target = match label.closing {
                Some(target) => target,
                None => self.closing_code(index, over, line),
            };
            return self.patch(goto.at, target);
        }
        if label.target > goto.at {
            return self.patch(goto.at, label.target);
        }
        let cost = i64::from((goto.uncharged + 1).min(u8::MAX.into()));
        let target = distance(goto.at, label.target);
        self.function.words[goto.at] = JumpBack { cost, target }.encode().0;
    }

    /// Makes the code that closes what is in scope at jumps to a label but not at the label.
    fn closing_code(&mut self, index: usize, over: ListId, line: u32) -> usize {
        self.jump(over, line);
        let target = self.label();
        let label = self.labels[index];
        self.emit(Close { from: label.registers.into() }.encode(), line);
        self.jump_back(label.target, line);
        self.labels[index].closing = Some(target);
        target
    }

    /// Whether a `break` of the current loop leaves the scope of a captured variable.
    pub(super) fn has_closing_break(&self) -> bool {
        let Some(block) = self.blocks.last() else { return false };
        self.gotos[block.first_goto..].iter().any(|goto| breaks_closing(goto, block))
    }

    /// Lets the `break`s of the current loop come here: those that have to close, or all that are
    /// left.
    pub(super) fn bind_breaks(&mut self, only_closing: bool) {
        let Some(&block) = self.blocks.last() else { return };
        let mut kept = block.first_goto;
        for index in block.first_goto..self.gotos.len() {
            let goto = self.gotos[index];
            if goto.name.is_none() && (!only_closing || breaks_closing(&goto, &block)) {
                let target = self.label();
                self.patch(goto.at, target);
                self.function.uncharged = self.function.uncharged.max(goto.uncharged);
            } else {
                self.gotos[kept] = goto;
                kept += 1;
            }
        }
        self.gotos.truncate(kept);
    }

    #[cold]
    fn fail_jump_into_scope(&mut self, goto: &Goto, line: u32) {
        let (Some(label), Some(variable)) = (goto.name, self.variables.get(goto.level)) else {
            return;
        };
        let variable_name = match variable.kind {
            VariableKind::AllGlobals { .. } => b"*",
            _ => self.tree.text(variable.name),
        };
        // Where globals are declared too, the message does not say which the variable is.
        let what = if self.dialect.global_declarations { "" } else { "local " };
        let place = format!("> at line {} jumps into the scope of {what}'", goto.line);
        let message =
            [b"<goto ", self.tree.text(label), place.as_bytes(), variable_name, b"'"].concat();
        self.fail_with(line, &message);
    }

    /// The line of errors found when a function has ended.
    fn report_line(&self, line: u32) -> u32 {
        if self.dialect.messages.jumps_fail_at_end { self.function.next_line } else { line }
    }

    #[cold]
    fn fail_unresolved(&mut self, goto: &Goto, line: u32) {
        if let Some(name) = goto.name {
            let after = format!("' for <goto> at line {}", goto.line);
            self.fail_about(line, "no visible label '", name, &after);
        }
    }
}

/// Whether a jump is a `break` that leaves the scope of a captured variable of the loop's block.
fn breaks_closing(goto: &Goto, block: &Block) -> bool {
    let leaves_captured = block.has_captured && goto.registers > block.registers;
    goto.name.is_none() && (goto.needs_close || leaves_captured)
}

/// A jump as the block around sees it.
fn handed_out(goto: Goto, block: &Block) -> Goto {
    let leaves_captured = block.has_captured && goto.registers > block.registers;
    Goto {
        level: goto.level.min(block.first_variable),
        registers: goto.registers.min(block.registers),
        needs_close: goto.needs_close || leaves_captured,
        ..goto
    }
}
