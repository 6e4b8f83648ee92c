//! The parser's state and the steps that all constructs share.
//!
//! The parser does not stop at what it refuses: it notes the first error and takes the rest of the
//! source for its end, so that every construct that is open ends there. The tree is then that of the
//! source before the error, with a [`Statement::Missing`] or [`Expression::Missing`] where it was cut off.
//! The compiler walks it in the order of the source, and so reports what is wrong with a name in front
//! of an error of form before that error, as a compiler of one pass does.

use super::error::SyntaxError;
use super::lexer::Lexer;
use super::token::TokenKind;
use super::tree::{
    Block, Expression, ExpressionId, ExpressionList, Function, FunctionId, IfClause, Lines, NameId,
    Span, Statement, StatementId, StatementLines, TableItem, Tree, VarargParameter,
};
use crate::dialect::Dialect;

/// How deep statements and expressions may nest in each other. It is what the reference's limit of
/// 200 C calls leaves to a chunk that is loaded by a Lua function.
const MAX_DEPTH: u32 = 198;

/// Ids, lines and offsets are 32 bits wide with room to spare below this source size.
const MAX_SOURCE_LEN: usize = i32::MAX as usize;

/// A parser in the middle of a chunk.
///
/// Items of lists are collected on stacks, because lists nest; a finished list moves to its arena.
pub(super) struct Parser<'s> {
    pub lexer: Lexer<'s>,
    pub tree: Tree,
    pub expressions: Vec<ExpressionId>,
    pub statements: Vec<StatementId>,
    pub items: Vec<TableItem>,
    pub clauses: Vec<IfClause>,
    /// The function being parsed.
    pub context: FunctionContext,
    depth: u32,
}

/// Memory that one parser uses after the other.
#[derive(Debug, Default)]
pub struct Memory {
    tree: Tree,
    expressions: Vec<ExpressionId>,
    statements: Vec<StatementId>,
    items: Vec<TableItem>,
    clauses: Vec<IfClause>,
}

impl Memory {
    /// Keeps the memory of a tree that is no longer needed.
    pub fn take_back(&mut self, tree: Tree) {
        self.tree = tree;
    }
}

/// What the parser must know about the innermost function.
#[derive(Clone, Copy, Default)]
pub(super) struct FunctionContext {
    pub is_vararg: bool,
    /// How many loops of this function are open.
    pub loops: u32,
    /// The line of the first `break` that no loop surrounds.
    pub stray_break: Option<u32>,
}

/// See [`super::parse`]; the name is already as messages show it.
pub(super) fn parse_chunk(
    source: &[u8],
    shown_name: &[u8],
    dialect: &'static Dialect,
    charge: &mut dyn FnMut(u64) -> bool,
    memory: &mut Memory,
) -> Tree {
    let Memory { mut tree, expressions, statements, items, clauses } = std::mem::take(memory);
    tree.start(source.len());
    let symbols = std::mem::take(&mut tree.symbols);
    let mut parser = Parser {
        lexer: Lexer::new(source, shown_name, dialect, charge, symbols),
        tree,
        expressions,
        statements,
        items,
        clauses,
        context: FunctionContext { is_vararg: true, ..FunctionContext::default() },
        depth: 0,
    };
    if source.len() >= MAX_SOURCE_LEN {
        parser.refuse(Box::new(SyntaxError::at(shown_name, 1, b"chunk is too large")));
    }
    parser.chunk(memory)
}

impl Parser<'_> {
    /// The whole source, as the body of a function with variable arguments.
    fn chunk(mut self, memory: &mut Memory) -> Tree {
        self.advance();
        let body = self.block();
        if self.kind() != TokenKind::EndOfSource {
            self.refuse_missing(TokenKind::EndOfSource);
        }
        self.refuse_stray_break();
        let body = self.cut_off(body);
        let mut tree = self.tree;
        tree.symbols = self.lexer.symbols;
        tree.main = FunctionId(tree.functions.len() as u32);
        tree.functions.push(Function {
            parameters: Span::tail_of(&tree.names, tree.names.len()),
            vararg: VarargParameter::Anonymous,
            is_method: false,
            body,
            line_defined: 0,
            last_line_defined: 0,
            parameters_line: 1,
            next_line: self.lexer.line,
            end_line: body.end_line,
        });
        *memory = Memory {
            tree: Tree::default(),
            expressions: self.expressions,
            statements: self.statements,
            items: self.items,
            clauses: self.clauses,
        };
        tree
    }

    /// Statements up to a token that ends a block; that token stays.
    pub(super) fn block(&mut self) -> Block {
        let mark = self.statements.len();
        while !self.ends_block(true) {
            let is_last = self.statement();
            // Where a semicolon is no statement, it may still end one.
            if !self.lexer.dialect.empty_statements {
                self.accept(TokenKind::Semicolon);
            }
            if is_last {
                break;
            }
        }
        if self.is_refused() {
            self.push_statement(Statement::Missing, self.lexer.line);
        }
        let arena = &mut self.tree.statement_lists;
        let start = arena.len();
        arena.extend(self.statements.drain(mark..));
        Block { statements: Span::tail_of(arena, start), end_line: self.lexer.last_line }
    }

    /// The body of a loop, in which `break` is allowed.
    pub(super) fn loop_block(&mut self) -> Block {
        self.context.loops += 1;
        let block = self.block();
        self.context.loops -= 1;
        block
    }

    /// Whether the current token ends a block.
    pub(super) fn ends_block(&self, with_until: bool) -> bool {
        match self.kind() {
            TokenKind::Else | TokenKind::ElseIf | TokenKind::End | TokenKind::EndOfSource => true,
            TokenKind::Until => with_until,
            _ => false,
        }
    }

    /// The kind of the current token.
    #[inline]
    pub(super) fn kind(&self) -> TokenKind {
        self.lexer.token.kind
    }

    /// Consumes the current token if it is of a kind; says whether it did.
    #[inline]
    pub(super) fn accept(&mut self, kind: TokenKind) -> bool {
        let is_there = self.kind() == kind;
        if is_there {
            self.advance();
        }
        is_there
    }

    /// Consumes a token that must be of a kind.
    #[inline]
    pub(super) fn expect(&mut self, kind: TokenKind) {
        match self.kind() == kind {
            true => self.advance(),
            false => self.refuse_missing(kind),
        }
    }

    /// Consumes a token that closes what `opener` opened on some line.
    pub(super) fn expect_closing(&mut self, closer: TokenKind, opener: TokenKind, line: u32) {
        if self.kind() == closer {
            return self.advance();
        }
        if line == self.lexer.line {
            return self.refuse_missing(closer);
        }
        let (closer, opener) = (closer.text(), opener.text());
        let message = format!("'{closer}' expected (to close '{opener}' at line {line})");
        self.refuse_here(&message);
    }

    /// Consumes a name. Where there is none, some name stands for it.
    #[inline]
    pub(super) fn expect_name(&mut self) -> NameId {
        if self.kind() != TokenKind::Name {
            self.refuse_missing(TokenKind::Name);
            return NameId::SELF;
        }
        let name = self.lexer.token.name();
        self.advance();
        name
    }

    /// Consumes the current token.
    #[inline]
    pub(super) fn advance(&mut self) {
        if let Err(error) = self.lexer.advance() {
            self.refuse_text(error);
        }
    }

    /// The kind of the token after the current one.
    pub(super) fn look_ahead(&mut self) -> TokenKind {
        self.lexer.look_ahead().unwrap_or_else(|error| {
            self.refuse_text(error);
            TokenKind::EndOfSource
        })
    }

    /// Whether something was refused, so that the current token is the end.
    #[inline]
    pub(super) fn is_refused(&self) -> bool {
        self.tree.fault.is_some()
    }

    /// Notes what is wrong, unless something was wrong before, and ends the source here.
    #[cold]
    pub(super) fn refuse(&mut self, error: Box<SyntaxError>) {
        if !self.is_refused() {
            self.tree.refused = self.lexer.shown_token();
            self.tree.fault = Some(error);
            self.lexer.end_source();
        }
    }

    /// Refuses text that is no token; none is current then.
    #[cold]
    fn refuse_text(&mut self, error: Box<SyntaxError>) {
        self.lexer.end_source();
        self.refuse(error);
    }

    /// Refuses the current token.
    #[cold]
    pub(super) fn refuse_here(&mut self, message: &str) {
        self.refuse(self.lexer.error(message));
    }

    /// Refuses something already consumed: at its line, without a "near" part.
    #[cold]
    pub(super) fn refuse_meaning(&mut self, message: &str) {
        self.refuse(self.lexer.error_at(self.lexer.last_line, message));
    }

    /// What stands for an expression that was refused.
    #[cold]
    pub(super) fn missing(&mut self) -> ExpressionId {
        self.add(Expression::Missing, self.lexer.last_line)
    }

    /// The body of a function whose end may have been refused: what the end of a function is checked
    /// for must not be reported then.
    pub(super) fn cut_off(&mut self, body: Block) -> Block {
        if !self.is_refused() {
            return body;
        }
        let mark = self.statements.len();
        self.statements.extend_from_slice(&self.tree.statement_lists[body.statements.range()]);
        self.push_statement(Statement::Missing, self.lexer.line);
        let arena = &mut self.tree.statement_lists;
        let start = arena.len();
        arena.extend(self.statements.drain(mark..));
        Block { statements: Span::tail_of(arena, start), end_line: body.end_line }
    }

    /// Refuses the current token because another kind is missing here.
    #[cold]
    fn refuse_missing(&mut self, kind: TokenKind) {
        let is_quoted = kind.is_quoted() || self.lexer.dialect.messages.quotes_every_token;
        let quote = if is_quoted { "'" } else { "" };
        self.refuse_here(&format!("{quote}{}{quote} expected", kind.text()));
    }

    /// Enters one level of nesting. It is paired with [`Parser::leave`].
    #[inline]
    pub(super) fn enter(&mut self) {
        if self.depth >= MAX_DEPTH {
            self.refuse_depth();
        }
        self.depth += 1;
    }

    /// Refuses to nest any deeper.
    #[cold]
    fn refuse_depth(&mut self) {
        let messages = &self.lexer.dialect.messages;
        self.refuse(match messages.too_deep {
            Some(message) if messages.too_deep_has_place => self.lexer.error(message),
            Some(message) => self.lexer.error_at(self.lexer.line, message),
            None => Box::new(SyntaxError::too_deep(self.lexer.line)),
        });
    }

    /// Leaves levels of nesting.
    #[inline]
    pub(super) fn leave(&mut self, levels: u32) {
        self.depth -= levels;
    }

    /// Adds an expression whose last token has just been consumed.
    #[inline]
    pub(super) fn add(&mut self, node: Expression, operation: u32) -> ExpressionId {
        let id = ExpressionId(self.tree.expressions.len() as u32);
        self.tree.expressions.push(node);
        self.tree.expression_lines.push(Lines { fetch: self.lexer.last_line, operation });
        id
    }

    /// Notes that the value of an expression is fetched only after the token just consumed.
    #[inline]
    pub(super) fn fetch_here(&mut self, expression: ExpressionId) {
        self.tree.expression_lines[expression.index()].fetch = self.lexer.last_line;
    }

    /// Moves the expressions collected since `mark` to the tree.
    pub(super) fn finish_list(&mut self, mark: usize) -> ExpressionList {
        let arena = &mut self.tree.expression_lists;
        let start = arena.len();
        arena.extend(self.expressions.drain(mark..));
        Span::tail_of(arena, start)
    }

    /// Adds a statement to the current block; its last token has just been consumed.
    pub(super) fn push_statement(&mut self, node: Statement, start: u32) {
        let id = StatementId(self.tree.statements.len() as u32);
        self.tree.statements.push(node);
        self.tree.statement_lines.push(StatementLines { start, end: self.lexer.last_line });
        self.statements.push(id);
    }
}
