//! Reads a format: literal text and the directives between it.

use crate::number::printf::Flags;
use crate::text::Refusal;

/// The flags, width and precision that the reference keeps of one directive, with its letter.
const MAX_DIRECTIVE: usize = 22;

/// What a directive makes of its argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conversion {
    /// `%c`: an integer as one byte.
    Character,
    /// `%d %i %u %o %x %X`: an integer.
    Integer,
    /// `%a %A %e %E %f %g %G`: a float.
    Float,
    /// `%p`: an address.
    Pointer,
    /// `%q`: a literal that reads back as the same value.
    Quoted,
    /// `%s`: whatever `tostring` makes of it.
    Text,
}

/// One directive of a format, well formed or not.
#[derive(Clone, Copy, Debug)]
pub struct Directive<'a> {
    /// What follows the `%`, with the letter.
    text: &'a [u8],
    /// The conversion letter; zero if the format ends before it.
    pub letter: u8,
    /// The flags in front of the width.
    pub flags: Flags,
    /// The least number of bytes to write.
    pub width: usize,
    /// The number behind the point.
    pub precision: Option<usize>,
    /// Whether flags, width and precision have to be those that the letter knows.
    pub is_strict: bool,
}

/// A stretch of a format.
#[derive(Clone, Copy, Debug)]
pub enum Part<'a> {
    /// Bytes to copy.
    Literal(&'a [u8]),
    /// A place for an argument.
    Directive(Directive<'a>),
}

/// The parts of a format in order.
#[derive(Clone, Debug)]
pub struct Parts<'a> {
    rest: &'a [u8],
}

impl<'a> Parts<'a> {
    /// Starts at the beginning of a format.
    pub fn new(format: &'a [u8]) -> Self {
        Parts { rest: format }
    }
}

impl<'a> Iterator for Parts<'a> {
    type Item = Part<'a>;

    #[inline]
    fn next(&mut self) -> Option<Part<'a>> {
        let rest = self.rest;
        match rest {
            [] => None,
            [b'%', b'%', after @ ..] => {
                self.rest = after;
                Some(Part::Literal(&rest[..1]))
            }
            [b'%', after @ ..] => {
                let (directive, after) = Directive::read(after);
                self.rest = after;
                Some(Part::Directive(directive))
            }
            _ => {
                // Most literals are short, so a plain loop beats a vector search.
                let end = rest.iter().position(|&byte| byte == b'%').unwrap_or(rest.len());
                let (literal, after) = rest.split_at(end);
                self.rest = after;
                Some(Part::Literal(literal))
            }
        }
    }
}

impl<'a> Directive<'a> {
    /// Reads the directive behind a `%` and returns what follows it.
    #[inline]
    fn read(text: &'a [u8]) -> (Self, &'a [u8]) {
        let is_modifier =
            |byte: &u8| matches!(byte, b'-' | b'+' | b' ' | b'#' | b'.' | b'0'..=b'9');
        let modifiers = text.iter().take_while(|byte| is_modifier(byte)).count();
        let letter = text.get(modifiers).copied().unwrap_or(0);
        let end = text.len().min(modifiers + 1);
        let mut directive = Directive {
            text: &text[..end],
            letter,
            flags: Flags::default(),
            width: 0,
            precision: None,
            is_strict: true,
        };
        if modifiers > 0 {
            directive.read_modifiers(&text[..modifiers]);
        }
        (directive, &text[end..])
    }

    /// Sets flags, width and precision; a malformed directive is found out by `check`.
    fn read_modifiers(&mut self, modifiers: &[u8]) {
        let mut rest = modifiers;
        while let [flag @ (b'-' | b'+' | b' ' | b'#' | b'0'), after @ ..] = rest {
            match flag {
                b'-' => self.flags.left = true,
                b'+' => self.flags.plus = true,
                b' ' => self.flags.space = true,
                b'#' => self.flags.alternate = true,
                _ => self.flags.zero = true,
            }
            rest = after;
        }
        (self.width, rest) = two_digits(rest);
        if let [b'.', after @ ..] = rest {
            self.precision = Some(two_digits(after).0);
        }
    }

    /// The bytes it takes in the format, with the `%`.
    #[inline]
    pub fn byte_len(&self) -> usize {
        self.text.len() + 1
    }

    /// Whether nothing stands between the `%` and the letter.
    #[inline]
    pub fn is_bare(&self) -> bool {
        self.text.len() <= 1
    }

    /// What to do with the argument, or why the directive is none.
    #[inline]
    pub fn conversion(&self) -> Result<Conversion, Refusal> {
        if self.text.len() >= MAX_DIRECTIVE {
            return Err(Refusal::new(&b"invalid format (too long)"[..]));
        }
        Ok(match self.letter {
            b'c' => Conversion::Character,
            b'd' | b'i' | b'u' | b'o' | b'x' | b'X' => Conversion::Integer,
            b'a' | b'A' | b'e' | b'E' | b'f' | b'g' | b'G' => Conversion::Float,
            b'p' => Conversion::Pointer,
            b'q' => Conversion::Quoted,
            b's' => Conversion::Text,
            _ => return Err(self.unknown()),
        })
    }

    /// What a directive has too much of, if it has.
    #[cold]
    pub fn excess(&self) -> Option<&'static str> {
        const FLAGS: &[u8] = b"-+ #0";
        let flags = self.text.iter().take_while(|byte| FLAGS.contains(byte)).count();
        if flags > FLAGS.len() {
            return Some("invalid format (repeated flags)");
        }
        let mut rest = two_digits(&self.text[flags..]).1;
        if let [b'.', after @ ..] = rest {
            rest = two_digits(after).1;
        }
        let is_long = rest.first().is_some_and(u8::is_ascii_digit);
        is_long.then_some("invalid format (width or precision too long)")
    }

    /// The error that there is no such conversion.
    #[cold]
    pub fn unknown(&self) -> Refusal {
        self.complain("invalid conversion '", "' to 'format'")
    }

    /// Whether flags, width and precision are allowed for the letter.
    #[inline]
    pub fn check(&self) -> Result<(), Refusal> {
        if self.is_bare() || !self.is_strict {
            return Ok(());
        }
        let (flags, has_precision): (&[u8], bool) = match self.letter {
            b'q' => return Err(Refusal::new(&b"specifier '%q' cannot have modifiers"[..])),
            b'd' | b'i' => (b"-+ 0", true),
            b'u' => (b"-0", true),
            b'o' | b'x' | b'X' => (b"-#0", true),
            b's' => (b"-", true),
            b'c' | b'p' => (b"-", false),
            _ => (b"-+ #0", true),
        };
        let allowed = self.text.iter().take_while(|byte| flags.contains(byte)).count();
        let mut rest = &self.text[allowed..];
        if rest.first() != Some(&b'0') {
            rest = two_digits(rest).1;
            if let [b'.', after @ ..] = rest
                && has_precision
            {
                rest = two_digits(after).1;
            }
        }
        match rest {
            [letter] if letter.is_ascii_alphabetic() => Ok(()),
            _ => Err(self.complain("invalid conversion specification: '", "'")),
        }
    }

    /// An error that quotes the directive, as far as C would print it.
    #[cold]
    fn complain(&self, before: &str, after: &str) -> Refusal {
        let shown = self.text.split(|&byte| byte == 0).next().unwrap_or_default();
        Refusal::new([before.as_bytes(), b"%", shown, after.as_bytes()].concat())
    }
}

impl Conversion {
    /// Whether a malformed directive is reported before an argument of the wrong type.
    pub fn checks_first(self, letter: u8) -> bool {
        match self {
            Conversion::Character | Conversion::Pointer | Conversion::Quoted => true,
            Conversion::Float => matches!(letter, b'a' | b'A'),
            Conversion::Integer | Conversion::Text => false,
        }
    }
}

/// A number of at most two digits and what follows it.
fn two_digits(text: &[u8]) -> (usize, &[u8]) {
    match text {
        [tens @ b'0'..=b'9', units @ b'0'..=b'9', after @ ..] => {
            (usize::from(tens - b'0') * 10 + usize::from(units - b'0'), after)
        }
        [units @ b'0'..=b'9', after @ ..] => (usize::from(units - b'0'), after),
        _ => (0, text),
    }
}
