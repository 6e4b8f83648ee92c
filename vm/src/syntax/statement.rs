//! Statements that are not declarations.

use super::parser::Parser;
use super::token::TokenKind;
use super::tree::{
    BlockId, Expression, ExpressionId, GenericFor, GenericForId, IfClause, NameId, NumericFor,
    NumericForId, Span, Statement,
};
use crate::dialect::BreakRule;

impl Parser<'_> {
    /// Parses a statement into the current block; says whether it must be the block's last.
    pub(super) fn statement(&mut self) -> bool {
        let line = self.lexer.line;
        self.enter();
        let mut is_last = false;
        match self.kind() {
            TokenKind::Semicolon if self.lexer.dialect.empty_statements => self.advance(),
            TokenKind::If => self.if_statement(line),
            TokenKind::While => self.while_statement(line),
            TokenKind::Do => self.do_statement(line),
            TokenKind::For => self.for_statement(line),
            TokenKind::Repeat => self.repeat_statement(line),
            TokenKind::Function => self.function_statement(line),
            TokenKind::Local => self.local_statement(line),
            TokenKind::DoubleColon => self.label_statement(line),
            TokenKind::Return => {
                self.return_statement(line);
                is_last = true;
            }
            TokenKind::Break => {
                self.break_statement(line);
                is_last = self.lexer.dialect.break_rule == BreakRule::EndsBlock;
            }
            TokenKind::Goto => self.goto_statement(line),
            TokenKind::Name if self.starts_global_declaration() => self.global_statement(line),
            _ => self.expression_statement(line),
        }
        self.leave(1);
        is_last
    }

    /// `if c then ... elseif c then ... else ... end`
    ///
    /// Clauses nest through their blocks, so they are collected on a stack.
    fn if_statement(&mut self, line: u32) {
        let mark = self.clauses.len();
        loop {
            self.advance();
            let condition = self.expression();
            let then_line = self.lexer.line;
            self.expect(TokenKind::Then);
            let block = self.block();
            self.clauses.push(IfClause { condition, then_line, block });
            if self.kind() != TokenKind::ElseIf {
                break;
            }
        }
        let mut otherwise = None;
        if self.accept(TokenKind::Else) {
            let block = self.block();
            otherwise = Some(BlockId(self.tree.blocks.len() as u32));
            self.tree.blocks.push(block);
        }
        self.expect_closing(TokenKind::End, TokenKind::If, line);
        let arena = &mut self.tree.clauses;
        let start = arena.len();
        arena.extend(self.clauses.drain(mark..));
        let clauses = Span::tail_of(arena, start);
        self.push_statement(Statement::If { clauses, otherwise }, line);
    }

    /// `while condition do ... end`
    fn while_statement(&mut self, line: u32) {
        self.advance();
        let condition = self.expression();
        self.expect(TokenKind::Do);
        let body = self.loop_block();
        self.expect_closing(TokenKind::End, TokenKind::While, line);
        self.push_statement(Statement::While { condition, body }, line);
    }

    /// `do ... end`
    fn do_statement(&mut self, line: u32) {
        self.advance();
        let block = self.block();
        self.expect_closing(TokenKind::End, TokenKind::Do, line);
        self.push_statement(Statement::Do(block), line);
    }

    /// `repeat ... until condition`. The condition is outside the loop for `break`, but inside the
    /// scope of the body; only the compiler has to know.
    fn repeat_statement(&mut self, line: u32) {
        self.advance();
        let body = self.loop_block();
        self.expect_closing(TokenKind::Until, TokenKind::Repeat, line);
        let condition = self.expression();
        self.push_statement(Statement::Repeat { body, condition }, line);
    }

    /// Both kinds of `for`; the token after the first name tells which.
    fn for_statement(&mut self, line: u32) {
        self.advance();
        let first_name = self.tree.names.len();
        let name = self.expect_name();
        let node = match self.kind() {
            TokenKind::Assign => {
                let parts = self.numeric_for(name);
                let id = NumericForId(self.tree.numeric_fors.len() as u32);
                self.tree.numeric_fors.push(parts);
                Statement::NumericFor(id)
            }
            TokenKind::Comma | TokenKind::In => {
                self.tree.names.push(name);
                let parts = self.generic_for(first_name);
                let id = GenericForId(self.tree.generic_fors.len() as u32);
                self.tree.generic_fors.push(parts);
                Statement::GenericFor(id)
            }
            _ => return self.refuse_here("'=' or 'in' expected"),
        };
        self.expect_closing(TokenKind::End, TokenKind::For, line);
        self.push_statement(node, line);
    }

    /// From `=` to the end of the body.
    fn numeric_for(&mut self, name: NameId) -> NumericFor {
        self.expect(TokenKind::Assign);
        let start = self.expression();
        self.expect(TokenKind::Comma);
        let limit = self.expression();
        let step = match self.accept(TokenKind::Comma) {
            true => Some(self.expression()),
            false => None,
        };
        self.expect(TokenKind::Do);
        let do_line = self.lexer.last_line;
        let body = self.loop_block();
        NumericFor { name, start, limit, step, body, do_line }
    }

    /// From the second name or `in` to the end of the body. The names lie at the end of their arena.
    fn generic_for(&mut self, first_name: usize) -> GenericFor {
        while self.accept(TokenKind::Comma) {
            let name = self.expect_name();
            self.tree.names.push(name);
        }
        let names = Span::tail_of(&self.tree.names, first_name);
        self.expect(TokenKind::In);
        let call_line = self.lexer.line;
        let values = self.expression_list();
        self.expect(TokenKind::Do);
        let do_line = self.lexer.last_line;
        let body = self.loop_block();
        GenericFor { names, values, body, call_line, do_line }
    }

    /// `::name::`. That names are unique is checked by the compiler, which knows the scopes.
    fn label_statement(&mut self, line: u32) {
        self.advance();
        let name = self.expect_name();
        self.expect(TokenKind::DoubleColon);
        // Whether the name is new is asked only behind the label.
        if !self.is_refused() {
            self.push_statement(Statement::Label(name), line);
        }
    }

    /// `return [values] [;]`
    fn return_statement(&mut self, line: u32) {
        self.advance();
        let values = match self.ends_block(true) || self.kind() == TokenKind::Semicolon {
            true => self.finish_list(self.expressions.len()),
            false => self.expression_list(),
        };
        self.push_statement(Statement::Return(values), line);
        // Where a semicolon is no statement, the block takes the one behind any statement.
        if self.lexer.dialect.empty_statements {
            self.accept(TokenKind::Semicolon);
        }
    }

    /// `break`, with the check that there is a loop to leave.
    ///
    /// The dialects word the error differently, and differ in what it is near.
    fn break_statement(&mut self, line: u32) {
        let is_in_loop = self.context.loops > 0;
        match self.lexer.dialect.break_rule {
            _ if is_in_loop => self.advance(),
            BreakRule::Anywhere => return self.refuse_here("break outside loop"),
            BreakRule::AnywhereLateCheck => {
                self.advance();
                self.context.stray_break.get_or_insert(line);
                return;
            }
            BreakRule::EndsBlock => {
                self.advance();
                return self.refuse_here("no loop to break");
            }
        }
        self.push_statement(Statement::Break, line);
    }

    /// Where a `break` without a loop is reported late, it is at the end of its function.
    pub(super) fn refuse_stray_break(&mut self) {
        let Some(line) = self.context.stray_break else { return };
        let text = self.lexer.dialect.messages.stray_break.replace("{line}", &line.to_string());
        self.refuse(self.lexer.error_at(self.lexer.line, &text));
    }

    /// `goto name`. The word is a keyword only where the dialect has the statement.
    fn goto_statement(&mut self, line: u32) {
        self.advance();
        let name = self.expect_name();
        self.push_statement(Statement::Goto(name), line);
    }

    /// A call, or an assignment to one or more targets.
    fn expression_statement(&mut self, line: u32) {
        let first = self.suffixed_expression();
        let node = self.tree.expression(first);
        let is_call = matches!(node, Expression::Call { .. } | Expression::MethodCall { .. });
        let is_assignment = match self.lexer.dialect.messages.expects_assignment {
            true => !is_call,
            false => matches!(self.kind(), TokenKind::Assign | TokenKind::Comma),
        };
        if is_assignment {
            self.assignment(first, line);
        } else if is_call {
            self.push_statement(Statement::Call(first), line);
        } else {
            self.refuse_here("syntax error");
            self.push_statement(Statement::Unused(first), line);
        }
    }

    /// The rest of an assignment, behind its first target.
    fn assignment(&mut self, first: ExpressionId, line: u32) {
        let mark = self.expressions.len();
        self.push_target(first);
        // The reference recurses for each further target, so each counts as a level.
        let mut levels = 0;
        while self.accept(TokenKind::Comma) {
            let target = self.suffixed_expression();
            self.enter();
            levels += 1;
            self.push_target(target);
        }
        self.expect(TokenKind::Assign);
        let targets = self.finish_list(mark);
        let values = self.expression_list();
        self.leave(levels);
        self.push_statement(Statement::Assign { targets, values }, line);
    }

    /// Collects an assignment target, if the expression can be one.
    fn push_target(&mut self, target: ExpressionId) {
        match self.tree.expression(target) {
            Expression::Name(_) | Expression::Field { .. } | Expression::Index { .. } => {}
            _ => {
                self.refuse_here("syntax error");
                self.push_statement(Statement::Unused(target), self.lexer.line);
            }
        }
        self.expressions.push(target);
    }
}
