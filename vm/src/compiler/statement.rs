//! Statements, one by one.
//!
//! Invariant: when a statement starts and when it has ended, the first free register is the first
//! one above the active local variables.

use super::Compiler;
use super::call::Results;
use super::near::{BlockEnd, Near};
use super::place::Place;
use super::registers::Operand;
use super::scope::{BlockKind, VariableKind};
use crate::bytecode::{Instruction, MarkClose, Return, Return0, Return1, TailCall};
use crate::syntax::tree::{
    Attribute, Block, BlockId, DeclaredName, ExpressionId, ExpressionList, FunctionId, IfClause,
    NameId, Span, Statement, StatementId,
};

/// The most values a `return` can list; one more is the limit that the message names.
const MAX_RETURNS: usize = 254;

impl Compiler<'_> {
    /// Compiles the statements of a block whose scope the caller opened. Labels at the end of the
    /// block stand outside the scope of its variables, unless a condition follows that sees them.
    pub(super) fn statements(&mut self, statements: Span<StatementId>, end: BlockEnd) {
        let tree = self.tree;
        let list = tree.statements(statements);
        let is_label = |id: &StatementId| matches!(tree.statement(*id), Statement::Label(_));
        let after_last = list.iter().rposition(|id| !is_label(id)).map_or(0, |last| last + 1);
        for (index, &id) in list.iter().enumerate() {
            // After a failure the code is worthless; what follows could only hide the failure.
            if self.failure.is_some() {
                return;
            }
            let is_last = index >= after_last && end != BlockEnd::Until;
            // Known now, because a function inside the statement has statements of its own.
            let near = list.get(index + 1).map_or(Near::End(end), |&next| Near::Statement(next));
            self.statement(id, is_last, near);
            self.function.free = self.function.active;
        }
    }

    /// Compiles a block in a scope of its own.
    pub(super) fn block(&mut self, block: Block, end: BlockEnd) {
        self.enter_block(BlockKind::Plain);
        self.statements(block.statements, end);
        self.end_scope(block.end_line);
        self.finish_block(block.end_line);
    }

    fn statement(&mut self, id: StatementId, is_last: bool, near: Near) {
        let lines = self.tree.statement_lines(id);
        self.current_line = lines.end;
        self.charge_point(lines.start);
        match self.tree.statement(id) {
            Statement::Call(call) => self.multiple(call, Results::Exactly(0)),
            Statement::Unused(value) => {
                self.next_register(value);
            }
            Statement::Missing => self.fail_cut_off(),
            Statement::Assign { targets, values } => self.assign(targets, values, lines.end),
            Statement::Local { names, values } => self.local(names, values, lines.end, near),
            Statement::LocalFunction { name, function } => self.local_function(name, function),
            Statement::Function { target, function } => {
                self.function_statement(target, function, lines.start);
            }
            Statement::Global { names, values } => self.global(names, values, lines.end),
            Statement::GlobalAll(attribute) => self.all_globals(attribute),
            Statement::GlobalFunction { name, function } => {
                self.global_function(name, function, lines.start);
            }
            Statement::Do(block) => self.block(block, BlockEnd::End),
            Statement::While { condition, body } => self.while_loop(condition, body),
            Statement::Repeat { body, condition } => self.repeat_loop(body, condition),
            Statement::If { clauses, otherwise } => self.if_statement(clauses, otherwise),
            Statement::NumericFor(id) => self.numeric_for(id, lines.start),
            Statement::GenericFor(id) => self.generic_for(id, lines.end),
            Statement::Return(values) => self.return_statement(values, lines.end),
            Statement::Break => self.break_statement(lines.end),
            Statement::Goto(name) => self.goto_statement(name, lines.end),
            Statement::Label(name) => self.label_statement(name, is_last, lines.start),
        }
    }

    /// `local names = values`. The names are in scope after the values. If the last of as many
    /// values as names is a constant, and its name is constant too, the name needs no register.
    fn local(&mut self, names: Span<DeclaredName>, values: ExpressionList, line: u32, near: Near) {
        let tree = self.tree;
        let (names, list) = (tree.declared_names(names), tree.list(values));
        let mut constant = None;
        if self.dialect.local_names_are_counted_first {
            self.limit_locals(
                names.len(),
                if list.is_empty() { near } else { Near::Token("=") },
                line,
            );
        }
        match list.split_last() {
            Some((&last, others)) if names.len() == list.len() => {
                for &id in others {
                    self.next_register(id);
                }
                let is_constant =
                    names.last().is_some_and(|name| name.attribute == Attribute::Constant);
                match self.operand(last, None) {
                    Operand::Constant(literal) if is_constant => constant = Some(literal),
                    operand => {
                        self.settle(operand, tree.line(last));
                    }
                }
            }
            _ => self.push_exactly(values, names.len() as u32, line),
        }
        self.near = near;
        let mut closing = None;
        for (index, name) in names.iter().enumerate() {
            let kind = match constant {
                Some(literal) if index + 1 == names.len() => VariableKind::CompileTime(literal),
                _ => VariableKind::of_local(name.attribute),
            };
            let register = self.declare(name.name, kind, line);
            if name.attribute == Attribute::Close {
                closing = Some(register);
            }
        }
        if let Some(register) = closing {
            self.mark_block_closing();
            self.emit(MarkClose { src: register.into() }.encode(), line);
        }
    }

    /// `local function name() ... end`; unlike in `local name = function`, the function is in the
    /// scope of its name.
    fn local_function(&mut self, name: NameId, function: FunctionId) {
        let line = self.tree.function(function).end_line;
        self.allocate(1, line);
        self.near = Near::Token("(");
        let register = self.declare(name, VariableKind::Regular, line);
        self.closure(function, register, line);
        // The debug library does not see the variable before it holds the function.
        self.restart_last_local();
    }

    /// `function a.b.c() ... end`; the store is on the line where the statement starts.
    fn function_statement(&mut self, target: ExpressionId, function: FunctionId, line: u32) {
        let (place, is_read_only) = self.target_place(target);
        if is_read_only {
            self.fail_read_only(target);
        }
        self.store_closure(place, function, line);
    }

    /// Makes a function and stores it, even into a local variable: the store is what the line of the
    /// statement stands for.
    pub(super) fn store_closure(&mut self, place: Place, function: FunctionId, line: u32) {
        let closure_line = self.tree.function(function).end_line;
        let register = self.allocate(1, closure_line);
        self.closure(function, register, closure_line);
        self.store_place(place, register, line);
    }

    /// `return values`. Whether variables must be closed first is known at the end of the function,
    /// when all returns get their flags.
    fn return_statement(&mut self, values: ExpressionList, line: u32) {
        let list = self.tree.list(values);
        match *list {
            [] => {
                self.emit_last(Return0 {}.encode(), line);
            }
            [call] if self.is_call(call) && !self.is_inside_close() => self.tail_call(call),
            [value] if !self.is_multiple(value) => {
                let src = self.any_register(value).into();
                self.emit_last(Return1 { src }.encode(), line);
            }
            _ => {
                if list.len() > MAX_RETURNS {
                    let level = self.enclosing.len();
                    self.fail_limit(level, line, "returns", MAX_RETURNS + 1);
                }
                let first = self.function.free.into();
                let count = match self.push_list(values) {
                    true => 0,
                    false => list.len() as i64 + 1,
                };
                self.emit_last(Return { flags: 0, first, count }.encode(), line);
            }
        }
    }

    /// A call whose frame replaces this one: compiled as an open call, whose word is then rewritten.
    /// Variables to be closed would be closed too late, so there must be none in scope.
    fn tail_call(&mut self, call: ExpressionId) {
        self.multiple(call, Results::All);
        let at = self.here().saturating_sub(1);
        let Some(&word) = self.function.words.get(at) else { return };
        let ordinary = Instruction(word);
        let func = i64::from(self.function.free);
        let args = ordinary.x() as i64;
        self.function.words[at] = TailCall { args, func, flags: 0 }.encode().0;
        self.function.is_dead = true;
        self.function.uncharged = 0;
    }

    /// Whether a variable to be closed is in scope in this function.
    fn is_inside_close(&self) -> bool {
        self.blocks.last().is_some_and(|block| block.is_inside_close)
    }

    /// `if`: a condition that fails jumps to the next clause, and a block that ends jumps behind the
    /// whole, unless it is the last.
    fn if_statement(&mut self, clauses: Span<IfClause>, otherwise: Option<BlockId>) {
        let tree = self.tree;
        let clauses = tree.clauses(clauses);
        let after = self.new_list();
        for (index, clause) in clauses.iter().enumerate() {
            let next = self.new_list();
            self.condition(clause.condition, false, next);
            if self.dialect.tests_stand_at_then {
                self.move_test_to(clause.then_line);
            }
            let end = match (index + 1 < clauses.len(), otherwise) {
                (true, _) => BlockEnd::ElseIf,
                (false, Some(_)) => BlockEnd::Else,
                (false, None) => BlockEnd::End,
            };
            self.block(clause.block, end);
            if index + 1 < clauses.len() || otherwise.is_some() {
                self.jump(after, clause.block.end_line);
            }
            self.bind(next);
            self.release_lists(next);
        }
        if let Some(block) = otherwise {
            self.block(tree.block(block), BlockEnd::End);
        }
        self.bind(after);
        self.release_lists(after);
    }
}
