//! Every token, declared once, with the dialects that have it.

use super::tree::NameId;
use crate::dialect::{Dialect, Dialects};

/// Declares the token kinds with their texts. Keywords come first, so that the n-th keyword is
/// the n-th kind.
macro_rules! tokens {
    (keywords { $($keyword:ident = $keyword_text:literal in $keyword_dialects:ident,)* }
     symbols { $($symbol:ident = $symbol_text:literal in $symbol_dialects:ident,)* }
     classes { $($(#[$meta:meta])* $class:ident = $class_text:literal,)* }) => {
        /// The kind of a token.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(u8)]
        pub(super) enum TokenKind {
            $($keyword,)*
            $($symbol,)*
            $($(#[$meta])* $class,)*
        }

        use TokenKind::*;

        /// Every keyword, in the order of [`TokenKind`].
        pub(super) const KEYWORDS: &[TokenKind] = &[$($keyword,)*];

        /// Per kind: the text, whether messages quote it, and the dialects.
        const ROWS: &[(&str, bool, Dialects)] = &[
            $(($keyword_text, true, Dialects::$keyword_dialects),)*
            $(($symbol_text, true, Dialects::$symbol_dialects),)*
            $(($class_text, false, Dialects::ALL),)*
        ];
    };
}

tokens! {
    keywords {
        And = "and" in ALL,
        Break = "break" in ALL,
        Do = "do" in ALL,
        Else = "else" in ALL,
        ElseIf = "elseif" in ALL,
        End = "end" in ALL,
        False = "false" in ALL,
        For = "for" in ALL,
        Function = "function" in ALL,
        Goto = "goto" in SINCE_LUA52,
        If = "if" in ALL,
        In = "in" in ALL,
        Local = "local" in ALL,
        Nil = "nil" in ALL,
        Not = "not" in ALL,
        Or = "or" in ALL,
        Repeat = "repeat" in ALL,
        Return = "return" in ALL,
        Then = "then" in ALL,
        True = "true" in ALL,
        Until = "until" in ALL,
        While = "while" in ALL,
    }
    symbols {
        Plus = "+" in ALL,
        Minus = "-" in ALL,
        Star = "*" in ALL,
        Slash = "/" in ALL,
        DoubleSlash = "//" in SINCE_LUA53,
        Percent = "%" in ALL,
        Caret = "^" in ALL,
        Hash = "#" in ALL,
        Ampersand = "&" in SINCE_LUA53,
        Tilde = "~" in SINCE_LUA53,
        Pipe = "|" in SINCE_LUA53,
        ShiftLeft = "<<" in SINCE_LUA53,
        ShiftRight = ">>" in SINCE_LUA53,
        Equal = "==" in ALL,
        NotEqual = "~=" in ALL,
        LessEqual = "<=" in ALL,
        GreaterEqual = ">=" in ALL,
        Less = "<" in ALL,
        Greater = ">" in ALL,
        Assign = "=" in ALL,
        LeftParenthesis = "(" in ALL,
        RightParenthesis = ")" in ALL,
        LeftBrace = "{" in ALL,
        RightBrace = "}" in ALL,
        LeftBracket = "[" in ALL,
        RightBracket = "]" in ALL,
        DoubleColon = "::" in SINCE_LUA52,
        Semicolon = ";" in ALL,
        Colon = ":" in ALL,
        Comma = "," in ALL,
        Dot = "." in ALL,
        Concat = ".." in ALL,
        Dots = "..." in ALL,
    }
    classes {
        EndOfSource = "<eof>",
        Float = "<number>",
        Integer = "<integer>",
        Name = "<name>",
        String = "<string>",
        /// A byte that starts no token; the payload is the byte.
        Unknown = "<byte>",
    }
}

impl TokenKind {
    /// The text of a keyword or symbol, or what messages call the class.
    pub(super) fn text(self) -> &'static str {
        ROWS[self as usize].0
    }

    /// Whether messages put the text in quotes.
    pub(super) fn is_quoted(self) -> bool {
        ROWS[self as usize].1
    }

    /// Whether a dialect has the token.
    #[inline]
    pub(super) fn is_in(self, dialect: &Dialect) -> bool {
        ROWS[self as usize].2.contains(dialect)
    }
}

/// One token. The payload's meaning depends on the kind.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub kind: TokenKind,
    payload: u64,
}

impl Token {
    /// A keyword, a symbol, or the end.
    pub(super) fn plain(kind: TokenKind) -> Token {
        Token { kind, payload: 0 }
    }

    /// A byte that starts no token.
    pub(super) fn unknown(byte: u8) -> Token {
        Token { kind: Unknown, payload: u64::from(byte) }
    }

    /// A name or a string literal.
    pub(super) fn symbol(kind: TokenKind, name: NameId) -> Token {
        Token { kind, payload: u64::from(name.0) }
    }

    /// An integer literal.
    pub(super) fn integer(value: i64) -> Token {
        Token { kind: Integer, payload: value as u64 }
    }

    /// A float literal.
    pub(super) fn float(value: f64) -> Token {
        Token { kind: Float, payload: value.to_bits() }
    }

    /// The payload of a name or string.
    pub(super) fn name(self) -> NameId {
        NameId(self.payload as u32)
    }

    /// The payload of an integer.
    pub(super) fn to_integer(self) -> i64 {
        self.payload as i64
    }

    /// The payload of a float.
    pub(super) fn to_float(self) -> f64 {
        f64::from_bits(self.payload)
    }

    /// The payload of an unknown byte.
    pub(super) fn byte(self) -> u8 {
        self.payload as u8
    }
}
