//! Expressions: precedence, suffixes, constructors, functions.

use super::parser::{FunctionContext, Parser};
use super::token::TokenKind;
use super::tree::{
    BinaryOperator, Expression, ExpressionId, ExpressionList, Function, FunctionId, MethodCall,
    MethodCallId, Span, TableItem, UnaryOperator, VarargParameter,
};

/// How strongly unary operators bind their operand.
const UNARY_PRIORITY: u8 = 12;

/// A binary operator with its priority on either side; a stronger left side associates right.
#[inline]
fn binary_operator(kind: TokenKind) -> Option<(BinaryOperator, u8, u8)> {
    Some(match kind {
        TokenKind::Or => (BinaryOperator::Or, 1, 1),
        TokenKind::And => (BinaryOperator::And, 2, 2),
        TokenKind::Equal => (BinaryOperator::Equal, 3, 3),
        TokenKind::NotEqual => (BinaryOperator::NotEqual, 3, 3),
        TokenKind::Less => (BinaryOperator::Less, 3, 3),
        TokenKind::LessEqual => (BinaryOperator::LessEqual, 3, 3),
        TokenKind::Greater => (BinaryOperator::Greater, 3, 3),
        TokenKind::GreaterEqual => (BinaryOperator::GreaterEqual, 3, 3),
        TokenKind::Pipe => (BinaryOperator::BitOr, 4, 4),
        TokenKind::Tilde => (BinaryOperator::BitXor, 5, 5),
        TokenKind::Ampersand => (BinaryOperator::BitAnd, 6, 6),
        TokenKind::ShiftLeft => (BinaryOperator::ShiftLeft, 7, 7),
        TokenKind::ShiftRight => (BinaryOperator::ShiftRight, 7, 7),
        TokenKind::Concat => (BinaryOperator::Concat, 9, 8),
        TokenKind::Plus => (BinaryOperator::Add, 10, 10),
        TokenKind::Minus => (BinaryOperator::Subtract, 10, 10),
        TokenKind::Star => (BinaryOperator::Multiply, 11, 11),
        TokenKind::Slash => (BinaryOperator::Divide, 11, 11),
        TokenKind::DoubleSlash => (BinaryOperator::FloorDivide, 11, 11),
        TokenKind::Percent => (BinaryOperator::Modulo, 11, 11),
        TokenKind::Caret => (BinaryOperator::Power, 14, 13),
        _ => return None,
    })
}

/// The unary operator that a token can be.
fn unary_operator(kind: TokenKind) -> Option<UnaryOperator> {
    Some(match kind {
        TokenKind::Not => UnaryOperator::Not,
        TokenKind::Minus => UnaryOperator::Negate,
        TokenKind::Tilde => UnaryOperator::BitNot,
        TokenKind::Hash => UnaryOperator::Length,
        _ => return None,
    })
}

impl Parser<'_> {
    /// One expression.
    #[inline]
    pub(super) fn expression(&mut self) -> ExpressionId {
        self.expression_above(0)
    }

    /// An expression of operators that bind more strongly than `limit` on their left.
    fn expression_above(&mut self, limit: u8) -> ExpressionId {
        self.enter();
        let mut left = match unary_operator(self.kind()) {
            Some(operator) => {
                let line = self.lexer.line;
                self.advance();
                let operand = self.expression_above(UNARY_PRIORITY);
                let line = self.operator_line(line);
                self.add(Expression::Unary { operator, operand }, line)
            }
            None => self.simple_expression(),
        };
        while let Some((operator, left_priority, right_priority)) = binary_operator(self.kind())
            && left_priority > limit
        {
            let line = self.lexer.line;
            self.advance();
            self.fetch_here(left);
            let right = self.expression_above(right_priority);
            let line = self.operator_line(line);
            left = self.add(Expression::Binary { operator, left, right }, line);
        }
        self.leave(1);
        left
    }

    /// A literal, constructor, function, or anything that starts with a name or parenthesis.
    fn simple_expression(&mut self) -> ExpressionId {
        let before = self.lexer.last_line;
        let token = self.lexer.token;
        let node = match token.kind {
            TokenKind::Float => Expression::Float(token.to_float()),
            TokenKind::Integer => Expression::Integer(token.to_integer()),
            TokenKind::String => Expression::String(token.name()),
            TokenKind::Nil => Expression::Nil,
            TokenKind::True => Expression::True,
            TokenKind::False => Expression::False,
            TokenKind::Dots if self.context.is_vararg => Expression::Vararg,
            TokenKind::Dots => {
                self.refuse_here("cannot use '...' outside a vararg function");
                return self.missing();
            }
            TokenKind::LeftBrace => return self.table(),
            TokenKind::Function => {
                self.advance();
                let function = self.function_body(false, self.lexer.line);
                return self.add(Expression::Function(function), self.lexer.last_line);
            }
            _ => return self.suffixed_expression(),
        };
        self.advance();
        let operation = if node == Expression::Vararg { before } else { self.lexer.last_line };
        self.add(node, operation)
    }

    /// A name, or an expression in parentheses.
    fn primary_expression(&mut self) -> ExpressionId {
        match self.kind() {
            TokenKind::Name => self.variable(),
            TokenKind::LeftParenthesis => {
                let line = self.lexer.line;
                self.advance();
                let inner = self.expression();
                let (closer, opener) = (TokenKind::RightParenthesis, TokenKind::LeftParenthesis);
                self.expect_closing(closer, opener, line);
                self.fetch_here(inner);
                self.add(Expression::Parenthesised(inner), self.lexer.last_line)
            }
            _ => {
                self.refuse_here("unexpected symbol");
                self.missing()
            }
        }
    }

    /// A single name as an expression. What it means is asked only when the token behind it is read.
    pub(super) fn variable(&mut self) -> ExpressionId {
        let name = self.expect_name();
        if self.is_refused() {
            return self.missing();
        }
        self.add(Expression::Name(name), self.lexer.last_line)
    }

    /// A name or parenthesised expression with any number of indexings and calls.
    pub(super) fn suffixed_expression(&mut self) -> ExpressionId {
        let start = self.lexer.line;
        let mut prefix = self.primary_expression();
        loop {
            prefix = match self.kind() {
                TokenKind::Dot => self.field(prefix),
                TokenKind::LeftBracket => {
                    let key = self.bracketed_key();
                    let node = Expression::Index { object: prefix, key };
                    self.add(node, self.lexer.last_line)
                }
                TokenKind::Colon => self.method_call(prefix, start),
                TokenKind::LeftParenthesis | TokenKind::String | TokenKind::LeftBrace => {
                    let line = self.call_line(start);
                    let arguments = self.arguments();
                    self.add(Expression::Call { callee: prefix, arguments }, line)
                }
                _ => return prefix,
            };
        }
    }

    /// The line of an operation whose operator is on a line, and whose last operand has just been read.
    fn operator_line(&self, line: u32) -> u32 {
        if self.lexer.dialect.operations_stand_at_their_end { self.lexer.last_line } else { line }
    }

    /// The line of a call whose arguments begin here and whose expression began on a line.
    fn call_line(&self, start: u32) -> u32 {
        if self.lexer.dialect.calls_stand_at_their_start { start } else { self.lexer.line }
    }

    /// `.name` after an expression; also the colon of a method's declaration.
    pub(super) fn field(&mut self, object: ExpressionId) -> ExpressionId {
        self.advance();
        let name = self.expect_name();
        self.add(Expression::Field { object, name }, self.lexer.last_line)
    }

    /// `[key]`; the value of the key is fetched before the bracket closes.
    fn bracketed_key(&mut self) -> ExpressionId {
        self.advance();
        let key = self.expression();
        self.expect(TokenKind::RightBracket);
        key
    }

    /// `:name arguments` after an expression. The object is fetched on the line of the name.
    fn method_call(&mut self, object: ExpressionId, start: u32) -> ExpressionId {
        self.advance();
        let name = self.expect_name();
        self.fetch_here(object);
        let line = self.call_line(start);
        let arguments = self.arguments();
        let call = MethodCallId(self.tree.method_calls.len() as u32);
        self.tree.method_calls.push(MethodCall { name, arguments });
        self.add(Expression::MethodCall { object, call }, line)
    }

    /// The arguments of a call: a string, a table, or a list in parentheses.
    ///
    /// The last of a list is fetched after the parenthesis closes.
    fn arguments(&mut self) -> ExpressionList {
        let mark = self.expressions.len();
        let line = self.lexer.line;
        match self.kind() {
            TokenKind::String | TokenKind::LeftBrace => {
                let argument = self.simple_expression();
                self.expressions.push(argument);
            }
            TokenKind::LeftParenthesis => {
                if self.lexer.dialect.call_on_same_line && line != self.lexer.last_line {
                    self.refuse_here("ambiguous syntax (function call x new statement)");
                }
                self.advance();
                if self.kind() != TokenKind::RightParenthesis {
                    self.push_expressions();
                }
                let (closer, opener) = (TokenKind::RightParenthesis, TokenKind::LeftParenthesis);
                self.expect_closing(closer, opener, line);
                if let Some(&last) = self.expressions[mark..].last() {
                    self.fetch_here(last);
                }
            }
            _ => self.refuse_here("function arguments expected"),
        }
        self.finish_list(mark)
    }

    /// One or more expressions, separated by commas.
    pub(super) fn expression_list(&mut self) -> ExpressionList {
        let mark = self.expressions.len();
        self.push_expressions();
        self.finish_list(mark)
    }

    /// Collects expressions separated by commas; all but the last are fetched after their comma.
    fn push_expressions(&mut self) {
        loop {
            let expression = self.expression();
            self.expressions.push(expression);
            if !self.accept(TokenKind::Comma) {
                return;
            }
            self.fetch_here(expression);
        }
    }

    /// `{items}`. A positional item is fetched after the separator or brace that follows it.
    fn table(&mut self) -> ExpressionId {
        let before = self.lexer.last_line;
        let line = self.lexer.line;
        let mark = self.items.len();
        self.expect(TokenKind::LeftBrace);
        let mut last = None;
        while self.kind() != TokenKind::RightBrace {
            let item = self.table_item();
            self.items.push(item);
            last = match item {
                TableItem::Positional(value) => Some(value),
                _ => None,
            };
            if !self.accept(TokenKind::Comma) && !self.accept(TokenKind::Semicolon) {
                break;
            }
            if let Some(value) = last {
                self.fetch_here(value);
            }
        }
        self.expect_closing(TokenKind::RightBrace, TokenKind::LeftBrace, line);
        if let Some(value) = last {
            self.fetch_here(value);
        }
        let arena = &mut self.tree.table_items;
        let start = arena.len();
        arena.extend(self.items.drain(mark..));
        let items = Span::tail_of(arena, start);
        self.add(Expression::Table(items), before)
    }

    /// One item. A name is a key only if `=` follows, which takes a token of look-ahead.
    fn table_item(&mut self) -> TableItem {
        match self.kind() {
            TokenKind::Name if self.look_ahead() == TokenKind::Assign => {
                let name = self.expect_name();
                self.advance();
                TableItem::Named(name, self.expression())
            }
            TokenKind::LeftBracket => {
                let key = self.bracketed_key();
                self.expect(TokenKind::Assign);
                TableItem::Keyed(key, self.expression())
            }
            _ => TableItem::Positional(self.expression()),
        }
    }

    /// Parameters and body of a function whose `function` is already consumed.
    pub(super) fn function_body(&mut self, is_method: bool, line_defined: u32) -> FunctionId {
        let outside = self.context;
        self.expect(TokenKind::LeftParenthesis);
        let first_parameter = self.tree.names.len();
        let vararg = self.parameters();
        let parameters = Span::tail_of(&self.tree.names, first_parameter);
        let parameters_line = self.lexer.last_line;
        self.expect(TokenKind::RightParenthesis);
        let is_vararg = vararg != VarargParameter::None;
        self.context = FunctionContext { is_vararg, ..FunctionContext::default() };
        let body = self.block();
        let last_line_defined = self.lexer.line;
        self.expect_closing(TokenKind::End, TokenKind::Function, line_defined);
        self.refuse_stray_break();
        let body = self.cut_off(body);
        self.context = outside;
        let id = FunctionId(self.tree.functions.len() as u32);
        self.tree.functions.push(Function {
            parameters,
            vararg,
            is_method,
            body,
            line_defined,
            last_line_defined,
            parameters_line,
            next_line: self.lexer.line,
            end_line: self.lexer.last_line,
        });
        id
    }

    /// Appends the parameters to the names of the tree; returns what `...` does.
    fn parameters(&mut self) -> VarargParameter {
        if self.kind() == TokenKind::RightParenthesis {
            return VarargParameter::None;
        }
        loop {
            match self.kind() {
                TokenKind::Name => {
                    let name = self.expect_name();
                    self.tree.names.push(name);
                }
                TokenKind::Dots => {
                    self.advance();
                    if self.lexer.dialect.named_varargs && self.kind() == TokenKind::Name {
                        return VarargParameter::Named(self.expect_name());
                    }
                    return VarargParameter::Anonymous;
                }
                _ => {
                    self.refuse_here("<name> or '...' expected");
                    return VarargParameter::None;
                }
            }
            if !self.accept(TokenKind::Comma) {
                return VarargParameter::None;
            }
        }
    }
}
