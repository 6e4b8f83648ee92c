//! Declarations: `local`, `global`, functions with a name, attributes.

use super::parser::Parser;
use super::token::TokenKind;
use super::tree::{Attribute, DeclaredName, GlobalValues, NameId, Span, Statement};
use crate::dialect::Attributes;

impl Parser<'_> {
    /// `function a.b:c() ... end`
    pub(super) fn function_statement(&mut self, line: u32) {
        self.advance();
        let mut target = self.variable();
        while self.kind() == TokenKind::Dot {
            target = self.field(target);
        }
        let is_method = self.kind() == TokenKind::Colon;
        if is_method {
            target = self.field(target);
        }
        let function = self.function_body(is_method, line);
        self.push_statement(Statement::Function { target, function }, line);
    }

    /// `local function f() ... end` or `local names [= values]`
    pub(super) fn local_statement(&mut self, line: u32) {
        self.advance();
        if self.accept(TokenKind::Function) {
            let name = self.expect_name();
            let function = self.function_body(false, self.lexer.line);
            self.push_statement(Statement::LocalFunction { name, function }, line);
            return;
        }
        let prefix = match self.lexer.dialect.attributes {
            Attributes::BeforeOrAfterName => self.attribute(Attribute::Regular),
            Attributes::AfterName | Attributes::None => Attribute::Regular,
        };
        let names = self.declared_names(prefix, false);
        let values = match self.accept(TokenKind::Assign) {
            true => self.expression_list(),
            false => self.finish_list(self.expressions.len()),
        };
        self.push_statement(Statement::Local { names, values }, line);
    }

    /// Whether the current name is the word `global` at the start of a declaration. The word is
    /// reserved only before what can continue one, and nothing else can follow a name there.
    pub(super) fn starts_global_declaration(&mut self) -> bool {
        if !self.lexer.dialect.global_declarations || self.lexer.token.name() != NameId::GLOBAL {
            return false;
        }
        matches!(
            self.look_ahead(),
            TokenKind::Less | TokenKind::Name | TokenKind::Star | TokenKind::Function
        )
    }

    /// `global function f() ... end`, `global [attribute] *` or `global names [= values]`
    pub(super) fn global_statement(&mut self, line: u32) {
        self.advance();
        if self.accept(TokenKind::Function) {
            let name = self.expect_name();
            let function = self.function_body(false, self.lexer.line);
            self.push_statement(Statement::GlobalFunction { name, function }, line);
            return;
        }
        let prefix = self.global_attribute(Attribute::Regular);
        if self.accept(TokenKind::Star) {
            self.push_statement(Statement::GlobalAll(prefix), line);
            return;
        }
        let names = self.declared_names(prefix, true);
        let values = match self.accept(TokenKind::Assign) {
            true => Some(self.global_values(names)),
            false => None,
        };
        self.push_statement(Statement::Global { names, values }, line);
    }

    /// The values of a global declaration. The reference recurses for each name.
    fn global_values(&mut self, names: Span<DeclaredName>) -> GlobalValues {
        let check_line = self.lexer.line;
        let levels = names.len() as u32;
        for _ in 0..levels {
            self.enter();
        }
        let list = self.expression_list();
        self.leave(levels);
        GlobalValues { list, check_line }
    }

    /// Names with attributes, separated by commas.
    fn declared_names(&mut self, prefix: Attribute, is_global: bool) -> Span<DeclaredName> {
        let first = self.tree.declared_names.len();
        let mut has_close = false;
        loop {
            let name = self.expect_name();
            let attribute = match (is_global, self.lexer.dialect.attributes) {
                (true, _) => self.global_attribute(prefix),
                (false, Attributes::None) => prefix,
                (false, _) => self.attribute(prefix),
            };
            if attribute == Attribute::Close {
                if has_close {
                    let message = "multiple to-be-closed variables in local list";
                    self.refuse_meaning(message);
                }
                has_close = true;
            }
            self.tree.declared_names.push(DeclaredName { name, attribute });
            if !self.accept(TokenKind::Comma) {
                return Span::tail_of(&self.tree.declared_names, first);
            }
        }
    }

    fn global_attribute(&mut self, default: Attribute) -> Attribute {
        let attribute = self.attribute(default);
        if attribute == Attribute::Close {
            self.refuse_meaning("global variables cannot be to-be-closed");
        }
        attribute
    }

    /// `<name>` if there is one.
    fn attribute(&mut self, default: Attribute) -> Attribute {
        if !self.accept(TokenKind::Less) {
            return default;
        }
        let name = self.expect_name();
        self.expect(TokenKind::Greater);
        match name {
            NameId::CONST => Attribute::Constant,
            NameId::CLOSE => Attribute::Close,
            _ => {
                let name = String::from_utf8_lossy(self.lexer.symbols.text(name)).into_owned();
                self.refuse_meaning(&format!("unknown attribute '{name}'"));
                default
            }
        }
    }
}
