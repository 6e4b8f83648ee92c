//! The parser's state and the steps that all constructs share.

use super::error::{Outcome, SyntaxError};
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

/// What the parser must know about the innermost function.
#[derive(Clone, Copy, Default)]
pub(super) struct FunctionContext {
    pub is_vararg: bool,
    /// How many loops of this function are open.
    pub loops: u32,
    /// The line of its `function`, 0 for a chunk.
    pub line_defined: u32,
    /// The line of the first `break` that no loop surrounds.
    pub stray_break: Option<u32>,
}

/// See [`super::parse`]; the name is already as messages show it.
pub(super) fn parse_chunk(
    source: &[u8],
    shown_name: &[u8],
    dialect: &'static Dialect,
    charge: &mut dyn FnMut(u64) -> bool,
) -> Outcome<Tree> {
    if source.len() >= MAX_SOURCE_LEN {
        return Err(Box::new(SyntaxError::at(shown_name, 1, b"chunk is too large")));
    }
    let parser = Parser {
        lexer: Lexer::new(source, shown_name, dialect, charge),
        tree: Tree::for_source(source.len()),
        expressions: Vec::new(),
        statements: Vec::new(),
        items: Vec::new(),
        clauses: Vec::new(),
        context: FunctionContext { is_vararg: true, ..FunctionContext::default() },
        depth: 0,
    };
    parser.chunk()
}

impl Parser<'_> {
    /// The whole source, as the body of a function with variable arguments.
    fn chunk(mut self) -> Outcome<Tree> {
        self.lexer.advance()?;
        let body = self.block()?;
        if self.kind() != TokenKind::EndOfSource {
            return Err(self.expected(TokenKind::EndOfSource));
        }
        self.refuse_stray_break()?;
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
        Ok(tree)
    }

    /// Statements up to a token that ends a block; that token stays.
    pub(super) fn block(&mut self) -> Outcome<Block> {
        let mark = self.statements.len();
        while !self.ends_block(true) {
            let is_last = self.statement()?;
            // Where a semicolon is no statement, it may still end one.
            if !self.lexer.dialect.empty_statements {
                self.accept(TokenKind::Semicolon)?;
            }
            if is_last {
                break;
            }
        }
        let arena = &mut self.tree.statement_lists;
        let start = arena.len();
        arena.extend(self.statements.drain(mark..));
        Ok(Block { statements: Span::tail_of(arena, start), end_line: self.lexer.last_line })
    }

    /// The body of a loop, in which `break` is allowed.
    pub(super) fn loop_block(&mut self) -> Outcome<Block> {
        self.context.loops += 1;
        let block = self.block()?;
        self.context.loops -= 1;
        Ok(block)
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
    pub(super) fn accept(&mut self, kind: TokenKind) -> Outcome<bool> {
        if self.kind() != kind {
            return Ok(false);
        }
        self.lexer.advance()?;
        Ok(true)
    }

    /// Consumes a token that must be of a kind.
    #[inline]
    pub(super) fn expect(&mut self, kind: TokenKind) -> Outcome<()> {
        if self.kind() != kind {
            return Err(self.expected(kind));
        }
        self.lexer.advance()
    }

    /// Consumes a token that closes what `opener` opened on some line.
    pub(super) fn expect_closing(
        &mut self,
        closer: TokenKind,
        opener: TokenKind,
        line: u32,
    ) -> Outcome<()> {
        if self.kind() == closer {
            return self.lexer.advance();
        }
        if line == self.lexer.line {
            return Err(self.expected(closer));
        }
        let (closer, opener) = (closer.text(), opener.text());
        let message = format!("'{closer}' expected (to close '{opener}' at line {line})");
        Err(self.lexer.error(&message))
    }

    /// Consumes a name.
    #[inline]
    pub(super) fn expect_name(&mut self) -> Outcome<NameId> {
        let name = self.lexer.token.name();
        self.expect(TokenKind::Name)?;
        Ok(name)
    }

    /// The error that a token of some kind is missing here.
    #[cold]
    fn expected(&self, kind: TokenKind) -> Box<SyntaxError> {
        let is_quoted = kind.is_quoted() || self.lexer.dialect.messages.quotes_every_token;
        let quote = if is_quoted { "'" } else { "" };
        self.lexer.error(&format!("{quote}{}{quote} expected", kind.text()))
    }

    /// An error about something already consumed: at its line, without a "near" part.
    #[cold]
    pub(super) fn meaning_error(&self, message: &str) -> Box<SyntaxError> {
        self.lexer.error_at(self.lexer.last_line, message)
    }

    /// Enters one level of nesting. Each success is paired with [`Parser::leave`].
    #[inline]
    pub(super) fn enter(&mut self) -> Outcome<()> {
        if self.depth == MAX_DEPTH {
            return Err(match self.lexer.dialect.messages.too_deep {
                Some(message) if self.lexer.dialect.messages.too_deep_has_place => {
                    self.lexer.error(message)
                }
                Some(message) => self.lexer.error_at(self.lexer.line, message),
                None => Box::new(SyntaxError::too_deep(self.lexer.line)),
            });
        }
        self.depth += 1;
        Ok(())
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
