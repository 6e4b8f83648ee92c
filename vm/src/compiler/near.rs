//! What the source goes on with after a declaration, for the message that there are too many.
//!
//! The reference reports that limit while it reads, and names the token it has come to. A tree does
//! not keep tokens, but the statement that follows, or the end of the block, tells which it was. A
//! semicolon between statements leaves no trace.

use super::Compiler;
use crate::syntax::tree::{Expression, ExpressionId, Statement, StatementId};

/// What ends a block.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum BlockEnd {
    /// The end of the text.
    Text,
    /// `end`
    End,
    /// `else`
    Else,
    /// `elseif`
    ElseIf,
    /// `until`, whose condition sees the variables of the block.
    Until,
}

/// What follows a declaration.
#[derive(Clone, Copy, Debug)]
pub(super) enum Near {
    /// This token.
    Token(&'static str),
    /// A statement.
    Statement(StatementId),
    /// The end of the block.
    End(BlockEnd),
}

impl Compiler<'_> {
    /// The end of the message of an error at a line, and the line of the token it names.
    pub(super) fn near_text(&self, near: Near, line: u32) -> (Vec<u8>, u32) {
        let (token, line) = match near {
            Near::Token(token) => (token.as_bytes(), line),
            Near::Statement(id) if self.tree.statement(id) == Statement::Missing => {
                let line = self.tree.statement_lines(id).start;
                return ([b" near ", self.tree.refused_token()].concat(), line);
            }
            Near::Statement(id) => (self.first_token(id), self.tree.statement_lines(id).start),
            Near::End(BlockEnd::Text) => return (b" near <eof>".to_vec(), line),
            Near::End(BlockEnd::End) => (&b"end"[..], line),
            Near::End(BlockEnd::Else) => (&b"else"[..], line),
            Near::End(BlockEnd::ElseIf) => (&b"elseif"[..], line),
            Near::End(BlockEnd::Until) => (&b"until"[..], line),
        };
        ([b" near '", token, b"'"].concat(), line)
    }

    /// The token a statement starts with.
    fn first_token(&self, id: StatementId) -> &[u8] {
        match self.tree.statement(id) {
            Statement::Call(call) | Statement::Unused(call) => self.leftmost_token(call),
            Statement::Missing => self.tree.refused_token(),
            Statement::Assign { targets, .. } => match self.tree.list(targets).first() {
                Some(&target) => self.leftmost_token(target),
                None => b"=",
            },
            Statement::Local { .. } | Statement::LocalFunction { .. } => b"local",
            Statement::Global { .. }
            | Statement::GlobalAll(_)
            | Statement::GlobalFunction { .. } => b"global",
            Statement::Function { .. } => b"function",
            Statement::Do(_) => b"do",
            Statement::While { .. } => b"while",
            Statement::Repeat { .. } => b"repeat",
            Statement::If { .. } => b"if",
            Statement::NumericFor(_) | Statement::GenericFor(_) => b"for",
            Statement::Return(_) => b"return",
            Statement::Break => b"break",
            Statement::Goto(_) => b"goto",
            Statement::Label(_) => b"::",
        }
    }

    /// The token that a call or an assignment target starts with.
    fn leftmost_token(&self, id: ExpressionId) -> &[u8] {
        let mut id = id;
        loop {
            id = match self.tree.expression(id) {
                Expression::Field { object, .. }
                | Expression::Index { object, .. }
                | Expression::MethodCall { object, .. } => object,
                Expression::Call { callee, .. } => callee,
                Expression::Name(name) => return self.tree.text(name),
                _ => return b"(",
            };
        }
    }
}
