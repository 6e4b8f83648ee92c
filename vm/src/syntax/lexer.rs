//! Characters to tokens.
//!
//! Invariant: `position` never passes the end of the source, and `line` counts the line breaks
//! before it.

use super::error::{Outcome, SyntaxError};
use super::symbols::{FIRST_KEYWORD, SymbolTable};
use super::token::{KEYWORDS, Token, TokenKind};
use super::tree::NameId;
use crate::dialect::{Dialect, UnknownBytes};

/// How many tokens are read between two questions to the host's budget.
const TOKENS_PER_CHARGE: u32 = 1000;

/// The reader of tokens, with one current token and at most one beyond it.
pub(super) struct Lexer<'s> {
    pub dialect: &'static Dialect,
    pub symbols: SymbolTable,
    /// The current token.
    pub token: Token,
    /// The line the reader has reached: that of the token read last.
    pub line: u32,
    /// The line of the token consumed last.
    pub last_line: u32,
    pub(super) source: &'s [u8],
    pub(super) position: usize,
    /// Where the token read last begins.
    pub(super) token_start: usize,
    /// The content of a string literal that is not a plain piece of the source.
    pub(super) buffer: Vec<u8>,
    ahead: Option<Token>,
    chunk_id: &'s [u8],
    charge: &'s mut dyn FnMut(u64) -> bool,
    tokens_until_charge: u32,
}

/// Per byte: whether it continues a name.
static NAME_BYTES: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        let letter = byte as u8;
        table[byte] = letter.is_ascii_alphanumeric() || letter == b'_';
        byte += 1;
    }
    table
};

/// Whether a byte can be part of a name.
#[inline]
pub(super) fn is_name_byte(byte: u8) -> bool {
    NAME_BYTES[byte as usize]
}

/// How many of the eight bytes of a word, from its low end on, can be part of a name.
///
/// Each byte is looked at in its own lane. Without its high bit it is at most 127, so a sum with a number that lifts the
/// least of a range to 128 sets the high bit from there on, and no sum reaches the next lane.
#[inline(always)]
fn name_bytes_in(word: u64) -> usize {
    const LANES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * LANES;
    let low_bits = word & !HIGH;
    let in_range = |bytes: u64, first: u8, last: u8| {
        (bytes + LANES * u64::from(0x80 - first)) & !(bytes + LANES * u64::from(0x7f - last))
    };
    let letters = in_range(low_bits | (0x20 * LANES), b'a', b'z');
    let digits = in_range(low_bits, b'0', b'9');
    let underscores = HIGH - (low_bits ^ (LANES * u64::from(b'_')));
    let matching = (letters | digits | underscores) & !word & HIGH;
    ((!matching & HIGH).trailing_zeros() / 8) as usize
}

impl<'s> Lexer<'s> {
    /// A reader before its first token.
    pub(super) fn new(
        source: &'s [u8],
        chunk_id: &'s [u8],
        dialect: &'static Dialect,
        charge: &'s mut dyn FnMut(u64) -> bool,
        symbols: SymbolTable,
    ) -> Lexer<'s> {
        Lexer {
            dialect,
            symbols,
            token: Token::plain(TokenKind::EndOfSource),
            line: 1,
            last_line: 1,
            source,
            position: 0,
            token_start: 0,
            buffer: Vec::new(),
            ahead: None,
            chunk_id,
            charge,
            tokens_until_charge: TOKENS_PER_CHARGE,
        }
    }

    /// Consumes the current token.
    pub(super) fn advance(&mut self) -> Outcome<()> {
        self.last_line = self.line;
        self.token = match self.ahead.take() {
            Some(token) => token,
            None => self.read_next()?,
        };
        self.tokens_until_charge -= 1;
        if self.tokens_until_charge == 0 {
            self.tokens_until_charge = TOKENS_PER_CHARGE;
            if !(self.charge)(u64::from(TOKENS_PER_CHARGE)) {
                return Err(Box::new(SyntaxError::stopped(self.line)));
            }
        }
        Ok(())
    }

    /// Takes the rest of the source for its end.
    #[cold]
    pub(super) fn end_source(&mut self) {
        self.token = Token::plain(TokenKind::EndOfSource);
        self.ahead = None;
        self.position = self.source.len();
    }

    /// The kind of the token after the current one.
    pub(super) fn look_ahead(&mut self) -> Outcome<TokenKind> {
        let token = match self.ahead {
            Some(token) => token,
            None => self.read()?,
        };
        self.ahead = Some(token);
        Ok(token.kind)
    }

    /// The byte at a distance from the position; zero beyond the end.
    #[inline]
    pub(super) fn peek(&self, distance: usize) -> u8 {
        self.source.get(self.position + distance).copied().unwrap_or(0)
    }

    /// Whether the whole source is consumed.
    #[inline]
    pub(super) fn at_end(&self) -> bool {
        self.position >= self.source.len()
    }

    /// [`Lexer::read_next`], where there is no need to be quick.
    fn read(&mut self) -> Outcome<Token> {
        self.read_next()
    }

    /// Reads the next token from the source.
    #[inline(always)]
    fn read_next(&mut self) -> Outcome<Token> {
        loop {
            let byte = self.peek(0);
            self.token_start = self.position;
            match byte {
                b'\n' | b'\r' => self.skip_line_break(),
                b' ' | b'\t' | 0x0B | 0x0C => self.skip_blanks(),
                b'-' if self.peek(1) == b'-' => self.skip_comment()?,
                b'a'..=b'z' | b'A'..=b'Z' | b'_' => return Ok(self.read_name()),
                b'0'..=b'9' => return self.read_number(),
                b'"' | b'\'' => return self.read_string(byte),
                b'[' if matches!(self.peek(1), b'[' | b'=') => return self.read_long_string(),
                b'.' if self.peek(1).is_ascii_digit() => return self.read_number(),
                0 if self.at_end() => return Ok(Token::plain(TokenKind::EndOfSource)),
                _ => return Ok(self.read_symbol(byte)),
            }
        }
    }

    /// Skips white space within a line; indentation makes long runs of it frequent.
    #[inline]
    fn skip_blanks(&mut self) {
        let rest = &self.source[self.position..];
        let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t' | 0x0B | 0x0C);
        self.position += rest.iter().position(|byte| !is_blank(byte)).unwrap_or(rest.len());
    }

    /// Skips `\n`, `\r`, or both in either order, as one line break.
    pub(super) fn skip_line_break(&mut self) {
        let pair = [self.peek(0), self.peek(1)];
        self.position += if matches!(&pair, b"\r\n" | b"\n\r") { 2 } else { 1 };
        // The source is too short for the count to overflow.
        self.line += 1;
    }

    /// Skips a short comment up to its line break, or a long one with its brackets.
    fn skip_comment(&mut self) -> Outcome<()> {
        self.position += 2;
        if self.peek(0) == b'['
            && let Some(level) = self.long_bracket_level()
        {
            return self.skip_long_bracket(level, "comment").map(|_| ());
        }
        let rest = &self.source[self.position..];
        let len = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
        self.position += len.unwrap_or(rest.len());
        Ok(())
    }

    /// Reads a name or keyword. Keywords are interned first, so their ids tell them apart.
    #[inline(always)]
    fn read_name(&mut self) -> Token {
        let start = self.position;
        let mut hasher = self.symbols.hasher();
        let mut first = None;
        loop {
            let word = self.word_at(self.position);
            let len = name_bytes_in(word);
            self.position += len;
            let word = if len == 8 { word } else { word & ((1 << (len * 8)) - 1) };
            if len > 0 {
                hasher.add(word);
            }
            let first_word = *first.get_or_insert(word);
            if len < 8 {
                let text = &self.source[start..self.position];
                let name = self.symbols.intern_hashed(text, first_word, hasher);
                return self.name_token(name);
            }
        }
    }

    /// Eight bytes of the source, with zeros behind its end.
    #[inline(always)]
    fn word_at(&self, position: usize) -> u64 {
        match self.source.get(position..).and_then(|rest| rest.first_chunk::<8>()) {
            Some(word) => u64::from_le_bytes(*word),
            None => self.last_word(position),
        }
    }

    #[cold]
    fn last_word(&self, position: usize) -> u64 {
        let rest = self.source.get(position..).unwrap_or_default();
        rest.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte))
    }

    /// The token of a name or keyword.
    #[inline(always)]
    fn name_token(&self, name: NameId) -> Token {
        match KEYWORDS.get(name.0.wrapping_sub(FIRST_KEYWORD) as usize) {
            Some(&keyword) if keyword.is_in(self.dialect) => Token::plain(keyword),
            _ => Token::symbol(TokenKind::Name, name),
        }
    }

    /// Reads the longest symbol that the dialect has.
    #[inline]
    fn read_symbol(&mut self, byte: u8) -> Token {
        use TokenKind::*;
        let next = self.peek(1);
        let kind = match (byte, next) {
            (b'=', b'=') => Equal,
            (b'=', _) => Assign,
            (b'.', b'.') if self.peek(2) == b'.' => Dots,
            (b'.', b'.') => Concat,
            (b'.', _) => Dot,
            (b',', _) => Comma,
            (b'(', _) => LeftParenthesis,
            (b')', _) => RightParenthesis,
            (b'[', _) => LeftBracket,
            (b']', _) => RightBracket,
            (b'{', _) => LeftBrace,
            (b'}', _) => RightBrace,
            (b'~', b'=') => NotEqual,
            (b'<', b'=') => LessEqual,
            (b'>', b'=') => GreaterEqual,
            (b'<', b'<') => self.longer_or(ShiftLeft, Less),
            (b'>', b'>') => self.longer_or(ShiftRight, Greater),
            (b'/', b'/') => self.longer_or(DoubleSlash, Slash),
            (b':', b':') => self.longer_or(DoubleColon, Colon),
            (b'<', _) => Less,
            (b'>', _) => Greater,
            (b'/', _) => Slash,
            (b':', _) => Colon,
            (b';', _) => Semicolon,
            (b'+', _) => Plus,
            (b'-', _) => Minus,
            (b'*', _) => Star,
            (b'%', _) => Percent,
            (b'^', _) => Caret,
            (b'#', _) => Hash,
            (b'&', _) => self.longer_or(Ampersand, Unknown),
            (b'~', _) => self.longer_or(Tilde, Unknown),
            (b'|', _) => self.longer_or(Pipe, Unknown),
            _ => Unknown,
        };
        if kind == Unknown {
            self.position += 1;
            return Token::unknown(byte);
        }
        self.position += kind.text().len();
        Token::plain(kind)
    }

    /// The first kind if the dialect has it, otherwise the second.
    fn longer_or(&self, kind: TokenKind, otherwise: TokenKind) -> TokenKind {
        if kind.is_in(self.dialect) { kind } else { otherwise }
    }

    /// An error at a line, without a "near" part.
    #[cold]
    pub(super) fn error_at(&self, line: u32, message: &str) -> Box<SyntaxError> {
        Box::new(SyntaxError::at(self.chunk_id, line, message.as_bytes()))
    }

    /// An error near a text that is already as messages show it.
    #[cold]
    fn error_near(&self, message: &str, near: &[u8]) -> Box<SyntaxError> {
        let text = [message.as_bytes(), b" near ", near].concat();
        Box::new(SyntaxError::at(self.chunk_id, self.line, &text))
    }

    /// An error near a piece of a literal.
    #[cold]
    pub(super) fn error_near_literal(&self, message: &str, literal: &[u8]) -> Box<SyntaxError> {
        self.error_near(message, &quoted(literal))
    }

    /// An error near the end of the source.
    #[cold]
    pub(super) fn error_near_end(&self, message: &str) -> Box<SyntaxError> {
        self.error_near(message, &self.shown_end())
    }

    /// An error near the current token.
    #[cold]
    pub(super) fn error(&self, message: &str) -> Box<SyntaxError> {
        match self.token.kind {
            // The reference takes the zero byte for "no token".
            TokenKind::Unknown if self.token.byte() == 0 => self.error_at(self.line, message),
            _ => self.error_near(message, &self.shown_token()),
        }
    }

    /// The current token as messages show it.
    #[cold]
    pub(super) fn shown_token(&self) -> Vec<u8> {
        match self.token.kind {
            TokenKind::Unknown => {
                let byte = self.token.byte();
                match (byte, self.dialect.messages.unknown_bytes) {
                    (b' '..=b'~', _) => vec![b'\'', byte, b'\''],
                    (_, UnknownBytes::Escaped) => format!("'<\\{byte}>'").into_bytes(),
                    (_, UnknownBytes::Numbered) => format!("char({byte})").into_bytes(),
                    (0..b' ' | 0x7f, UnknownBytes::AsTheyAre) => {
                        format!("'char({byte})'").into_bytes()
                    }
                    (_, UnknownBytes::AsTheyAre) => vec![b'\'', byte, b'\''],
                }
            }
            TokenKind::EndOfSource => self.shown_end(),
            TokenKind::String => quoted(&self.string_literal(self.token.name())),
            TokenKind::Name | TokenKind::Integer | TokenKind::Float => {
                quoted(&self.source[self.token_start..self.position])
            }
            kind => quoted(kind.text().as_bytes()),
        }
    }

    /// The end of the source as messages show it.
    fn shown_end(&self) -> Vec<u8> {
        let text = TokenKind::EndOfSource.text().as_bytes();
        match self.dialect.messages.quotes_every_token {
            true => quoted(text),
            false => text.to_vec(),
        }
    }

    /// A string literal as the reference keeps it: delimiters around the content.
    fn string_literal(&self, content: NameId) -> Vec<u8> {
        let rest = &self.source[self.token_start..];
        let content = self.symbols.text(content);
        if rest.first() != Some(&b'[') {
            return [&rest[..1], content, &rest[..1]].concat();
        }
        let level = rest[1..].iter().take_while(|&&byte| byte == b'=').count();
        let mut close = rest[..level + 2].to_vec();
        close.iter_mut().filter(|byte| **byte == b'[').for_each(|byte| *byte = b']');
        [&rest[..level + 2], content, &close].concat()
    }
}

/// A piece of the source in quotes. Like the reference, it stops at a zero byte.
fn quoted(literal: &[u8]) -> Vec<u8> {
    let end = literal.iter().position(|&byte| byte == 0).unwrap_or(literal.len());
    [b"'", &literal[..end], b"'"].concat()
}
