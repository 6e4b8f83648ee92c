//! Drafts as bytes and back: `string.dump` and the loading of its results.
//!
//! ```text
//! header   that of the reference for the dialect, so that tools recognise the file
//! mark     says that what follows is not the reference's format
//! length   of the body, eight bytes, and its checksum, eight bytes
//! body     one function
//!
//! function source, lines of definition, parameters, flags, registers,
//!          words, lines, constants, upvalues, locals, functions
//! ```
//!
//! Numbers are written seven bits at a time, lowest first; lists are preceded by their length. A
//! string is written once: zero, its length and its bytes; later it is its number, from one.
//!
//! **API boundary.** The bytes may come from anywhere. Nothing is believed: every read is bounded,
//! memory is asked for only as far as bytes are left, and the draft is verified before it is
//! returned. The checksum finds accidents, not malice.

use std::collections::HashMap;
use std::sync::Arc;

use super::verify::{Limits, verify};
use crate::dialect::{Bytecode, Dialect};
use crate::object::{Constant, Draft, LocalDraft, UpvalueDraft};

/// What follows the header; the last byte is the version of the format.
const MARK: &[u8] = b"perilune\x02";

/// The bytes in front of the body of a function of a dialect.
pub fn prefix_length(dialect: &Dialect) -> usize {
    let header: usize = dialect.bytecode.header.iter().map(|(part, _)| part.len()).sum();
    header + MARK.len() + 2 * size_of::<u64>()
}

/// How deep functions may nest in bytes; verification has the last word.
const MAX_NESTING: usize = 200;

/// The tags of constants.
mod tag {
    pub(super) const NIL: u8 = 0;
    pub(super) const FALSE: u8 = 1;
    pub(super) const TRUE: u8 = 2;
    pub(super) const INTEGER: u8 = 3;
    pub(super) const FLOAT: u8 = 4;
    pub(super) const STRING: u8 = 5;
}

/// The refusal of bytes that end too early; dialects word it in their own ways.
const TRUNCATED: &str = "truncated chunk";

/// Why bytes are no draft: the text in the parentheses of the message.
type Refusal = String;

/// A function of a dialect as bytes. With `strip`, without its source, lines and names.
pub fn dump(draft: &Draft, dialect: &Dialect, strip: bool) -> Vec<u8> {
    let mut writer = Writer { bytes: Vec::new(), strings: HashMap::new(), strip };
    writer.function(draft);
    let body = writer.bytes;
    let mut bytes = Vec::with_capacity(body.len() + 80);
    for (part, _) in dialect.bytecode.header {
        bytes.extend_from_slice(part);
    }
    bytes.extend_from_slice(MARK);
    bytes.extend_from_slice(&(body.len() as u64).to_le_bytes());
    bytes.extend_from_slice(&checksum(&body).to_le_bytes());
    bytes.extend_from_slice(&body);
    bytes
}

/// Gives changed bytes the length and the checksum they should have: for tests of what damage does behind these.
pub fn seal(bytes: &mut [u8], dialect: &Dialect) {
    let length = prefix_length(dialect);
    let Some((prefix, body)) = bytes.split_at_mut_checked(length) else { return };
    prefix[length - 16..length - 8].copy_from_slice(&(body.len() as u64).to_le_bytes());
    prefix[length - 8..].copy_from_slice(&checksum(body).to_le_bytes());
}

/// Whether a chunk is meant to be a dumped function.
pub fn is_binary(chunk: &[u8]) -> bool {
    chunk.first() == Some(&0x1b)
}

/// The function in some bytes, verified; it must be one of the dialect. `chunk_name` is what the message of a refusal starts with.
pub fn undump(bytes: &[u8], chunk_name: &[u8], dialect: &Dialect) -> Result<Arc<Draft>, String> {
    read(bytes, dialect.bytecode).map_err(|refusal| {
        let name = match chunk_name {
            [b'@' | b'=', name @ ..] => name,
            [0x1b, ..] => b"binary string",
            name => name,
        };
        let (before, after) = dialect.bytecode.refusal;
        // The reasons end in the word that the older wording has behind them.
        let reason = match after.ends_with(" chunk") {
            _ if refusal == TRUNCATED => dialect.bytecode.truncated,
            true => refusal.strip_suffix(" chunk").unwrap_or(&refusal),
            false => &refusal,
        };
        format!("{}{before}{reason}{after}", String::from_utf8_lossy(name))
    })
}

fn read(bytes: &[u8], format: &Bytecode) -> Result<Arc<Draft>, Refusal> {
    let mut reader = Reader { bytes, strings: Vec::new() };
    for (part, wrong) in format.header {
        reader.expect(part, wrong)?;
    }
    reader.expect(MARK, "format mismatch")?;
    let len = reader.fixed()?;
    let sum = reader.fixed()?;
    let len = usize::try_from(len).map_err(|_| TRUNCATED)?;
    reader.bytes = reader.bytes.get(..len).ok_or(TRUNCATED)?;
    if checksum(reader.bytes) != sum {
        return Err("corrupted chunk".into());
    }
    let draft = reader.function(0)?;
    verify(&draft, Limits::default()).map_err(|error| error.to_string())?;
    Ok(Arc::new(draft))
}

/// A number that depends on all bytes and their order.
fn checksum(bytes: &[u8]) -> u64 {
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let (words, rest) = bytes.as_chunks::<8>();
    let mut sum = 0xcbf2_9ce4_8422_2325 ^ bytes.len() as u64;
    for word in words {
        sum = (sum ^ u64::from_le_bytes(*word)).wrapping_mul(PRIME).rotate_left(23);
    }
    for &byte in rest {
        sum = (sum ^ u64::from(byte)).wrapping_mul(PRIME);
    }
    sum
}

/// The bytes of a dump so far.
struct Writer<'d> {
    bytes: Vec<u8>,
    /// The number of each string written.
    strings: HashMap<&'d [u8], u64>,
    strip: bool,
}

impl<'d> Writer<'d> {
    fn function(&mut self, draft: &'d Draft) {
        self.name(&draft.source);
        self.number(draft.line_defined.into());
        self.number(draft.last_line_defined.into());
        self.bytes.extend([draft.parameters, u8::from(draft.is_vararg), draft.registers]);
        self.number(draft.words.len() as u64);
        for word in &draft.words {
            self.bytes.extend_from_slice(&word.to_le_bytes());
        }
        self.lines(if self.strip { &[] } else { &draft.lines });
        self.number(draft.constants.len() as u64);
        for constant in &draft.constants {
            self.constant(constant);
        }
        self.number(draft.upvalues.len() as u64);
        for upvalue in &draft.upvalues {
            self.name(&upvalue.name);
            let flags = u8::from(upvalue.from_register) | u8::from(upvalue.is_constant) << 1;
            self.bytes.extend([flags, upvalue.index]);
        }
        let locals: &[LocalDraft] = if self.strip { &[] } else { &draft.locals };
        self.number(locals.len() as u64);
        for local in locals {
            self.name(&local.name);
            self.bytes.push(local.register);
            self.number(local.start.into());
            self.number(local.end.into());
        }
        self.number(draft.children.len() as u64);
        for child in &draft.children {
            self.function(child);
        }
    }

    /// Lines as differences, since most are small.
    fn lines(&mut self, lines: &[u32]) {
        self.number(lines.len() as u64);
        let mut previous = 0;
        for &line in lines {
            let difference = i64::from(line) - previous;
            self.number((difference << 1 ^ difference >> 63) as u64);
            previous = line.into();
        }
    }

    fn constant(&mut self, constant: &'d Constant) {
        match constant {
            Constant::Nil => self.bytes.push(tag::NIL),
            Constant::Boolean(false) => self.bytes.push(tag::FALSE),
            Constant::Boolean(true) => self.bytes.push(tag::TRUE),
            Constant::Integer(value) => {
                self.bytes.push(tag::INTEGER);
                self.bytes.extend_from_slice(&value.to_le_bytes());
            }
            Constant::Float(value) => {
                self.bytes.push(tag::FLOAT);
                self.bytes.extend_from_slice(&value.to_bits().to_le_bytes());
            }
            Constant::String(bytes) => {
                self.bytes.push(tag::STRING);
                self.string(bytes);
            }
        }
    }

    /// A string that stripping removes.
    fn name(&mut self, name: &'d [u8]) {
        self.string(if self.strip { b"" } else { name });
    }

    fn string(&mut self, string: &'d [u8]) {
        let next = self.strings.len() as u64 + 1;
        match self.strings.get(string) {
            Some(&known) => self.number(known),
            None => {
                self.strings.insert(string, next);
                self.number(0);
                self.number(string.len() as u64);
                self.bytes.extend_from_slice(string);
            }
        }
    }

    fn number(&mut self, number: u64) {
        let mut rest = number;
        while rest >= 0x80 {
            self.bytes.push(rest as u8 | 0x80);
            rest >>= 7;
        }
        self.bytes.push(rest as u8);
    }
}

/// The bytes of a dump that are left.
struct Reader<'b> {
    bytes: &'b [u8],
    strings: Vec<Arc<[u8]>>,
}

impl<'b> Reader<'b> {
    fn function(&mut self, depth: usize) -> Result<Draft, Refusal> {
        if depth > MAX_NESTING {
            return Err("functions nest too deep".into());
        }
        let source = self.string()?;
        let line_defined = self.small()?;
        let last_line_defined = self.small()?;
        let parameters = self.byte()?;
        let is_vararg = self.byte()? != 0;
        let registers = self.byte()?;
        Ok(Draft {
            source,
            line_defined,
            last_line_defined,
            parameters,
            is_vararg,
            registers,
            words: self.list(8, Reader::fixed)?,
            lines: self.lines()?,
            constants: self.list(1, Reader::constant)?,
            upvalues: self.list(3, Reader::upvalue)?,
            locals: self.list(4, Reader::local)?,
            children: self.list(1, |reader| reader.function(depth + 1).map(Arc::new))?,
        })
    }

    /// A list of items that take at least `least` bytes each, which bounds its length by the bytes
    /// that are left.
    fn list<T>(
        &mut self,
        least: usize,
        item: impl Fn(&mut Self) -> Result<T, Refusal>,
    ) -> Result<Vec<T>, Refusal> {
        let count = self.number()?;
        if count > (self.bytes.len() / least) as u64 {
            return Err(TRUNCATED.into());
        }
        (0..count).map(|_| item(self)).collect()
    }

    fn lines(&mut self) -> Result<Vec<u32>, Refusal> {
        let differences = self.list(1, Reader::number)?;
        let mut line = 0_i64;
        let mut lines = Vec::with_capacity(differences.len());
        for difference in differences {
            line = line.wrapping_add((difference >> 1) as i64 ^ -((difference & 1) as i64));
            lines.push(u32::try_from(line).map_err(|_| "invalid line")?);
        }
        Ok(lines)
    }

    fn constant(&mut self) -> Result<Constant, Refusal> {
        Ok(match self.byte()? {
            tag::NIL => Constant::Nil,
            tag::FALSE => Constant::Boolean(false),
            tag::TRUE => Constant::Boolean(true),
            tag::INTEGER => Constant::Integer(self.fixed()? as i64),
            tag::FLOAT => Constant::Float(f64::from_bits(self.fixed()?)),
            tag::STRING => Constant::String(self.string()?),
            _ => return Err("invalid constant".into()),
        })
    }

    fn upvalue(&mut self) -> Result<UpvalueDraft, Refusal> {
        let name = self.string()?;
        let flags = self.byte()?;
        let index = self.byte()?;
        let (from_register, is_constant) = (flags & 1 != 0, flags & 2 != 0);
        Ok(UpvalueDraft { name, from_register, index, is_constant })
    }

    fn local(&mut self) -> Result<LocalDraft, Refusal> {
        let name = self.string()?;
        let register = self.byte()?;
        Ok(LocalDraft { name, register, start: self.small()?, end: self.small()? })
    }

    fn string(&mut self) -> Result<Arc<[u8]>, Refusal> {
        let number = self.number()?;
        if let Some(index) = number.checked_sub(1) {
            let known = usize::try_from(index).ok().and_then(|index| self.strings.get(index));
            return known.cloned().ok_or_else(|| "invalid string index".into());
        }
        let len = usize::try_from(self.number()?).map_err(|_| TRUNCATED)?;
        let string: Arc<[u8]> = Arc::from(self.take(len)?);
        self.strings.push(string.clone());
        Ok(string)
    }

    /// A number of seven bits a byte.
    fn number(&mut self) -> Result<u64, Refusal> {
        let mut number = 0;
        for shift in (0..u64::BITS).step_by(7) {
            let byte = self.byte()?;
            let bits = u64::from(byte & 0x7f);
            if bits << shift >> shift != bits {
                break;
            }
            number |= bits << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err("integer overflow".into())
    }

    fn small(&mut self) -> Result<u32, Refusal> {
        u32::try_from(self.number()?).map_err(|_| "integer overflow".into())
    }

    fn fixed(&mut self) -> Result<u64, Refusal> {
        let bytes = self.take(8)?;
        Ok(bytes.iter().rev().fold(0, |value, &byte| value << 8 | u64::from(byte)))
    }

    fn byte(&mut self) -> Result<u8, Refusal> {
        let bytes = self.take(1)?;
        bytes.first().copied().ok_or_else(|| TRUNCATED.into())
    }

    fn take(&mut self, len: usize) -> Result<&'b [u8], Refusal> {
        let (taken, rest) = self.bytes.split_at_checked(len).ok_or(TRUNCATED)?;
        self.bytes = rest;
        Ok(taken)
    }

    /// Reads bytes that must be these. A chunk that ends inside them is truncated.
    fn expect(&mut self, expected: &[u8], wrong: &'static str) -> Result<(), Refusal> {
        let present = &self.bytes[..self.bytes.len().min(expected.len())];
        if present != &expected[..present.len()] {
            return Err(wrong.into());
        }
        self.take(expected.len()).map(|_| ())
    }
}
