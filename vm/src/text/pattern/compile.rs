//! Pattern text → program.
//!
//! The reference reads a pattern while it matches and complains about what it stumbles over.
//! Here reading stops at the first malformed item and leaves an instruction that complains when
//! it is reached. What follows it could never be reached, so the outcome is the same.

use super::captures::Shape;
use super::class::ByteSet;
use super::instruction::{Class, Follow, Instruction, Program};
use super::{MAX_CAPTURES, PatternError, analysis};

/// Compiles a pattern whose anchor, if any, has been removed.
pub(super) fn compile(source: &[u8], anchored: bool) -> Program {
    let mut compiler = Compiler {
        source,
        at: 0,
        program: Program {
            code: Vec::with_capacity(source.len().min(16) + 1),
            sets: Vec::new(),
            literals: Vec::new(),
            start: Follow::Anywhere,
            run: None,
            leading_run: None,
            anchored,
            shape: Shape::default(),
        },
    };
    loop {
        match compiler.item() {
            Ok(None) => {}
            Ok(Some(last)) => break compiler.program.code.push(last),
            Err(error) => break compiler.program.code.push(Instruction::Refuse(error)),
        }
    }
    analysis::analyse(&mut compiler.program);
    compiler.program
}

/// A position in the source and what has been made of the text before it.
struct Compiler<'a> {
    source: &'a [u8],
    at: usize,
    program: Program,
}

impl Compiler<'_> {
    /// The byte `ahead` of the position.
    fn peek(&self, ahead: usize) -> Option<u8> {
        self.source.get(self.at + ahead).copied()
    }

    /// Compiles one item, or returns the instruction that ends the program.
    fn item(&mut self) -> Result<Option<Instruction>, PatternError> {
        let Some(byte) = self.peek(0) else { return Ok(Some(Instruction::Accept)) };
        match (byte, self.peek(1)) {
            (b'(', next) => self.open(next == Some(b')'))?,
            (b')', _) => self.close()?,
            (b'$', None) => return Ok(Some(Instruction::AcceptAtEnd)),
            (b'%', Some(b'b')) => self.balanced()?,
            (b'%', Some(b'f')) => self.frontier()?,
            (b'%', Some(digit @ b'0'..=b'9')) => {
                if !self.back_reference(digit - b'0')? {
                    return Ok(Some(Instruction::Never));
                }
            }
            _ => self.single()?,
        }
        Ok(None)
    }

    /// `(` or `()`.
    fn open(&mut self, is_position: bool) -> Result<(), PatternError> {
        let index = self.program.shape.len;
        if usize::from(index) >= MAX_CAPTURES {
            return Err(PatternError::TooManyCaptures);
        }
        self.program.shape.len += 1;
        if is_position {
            self.program.shape.positions |= 1 << index;
            self.program.code.push(Instruction::Position(index));
            self.at += 2;
        } else {
            self.program.shape.unfinished |= 1 << index;
            self.program.code.push(Instruction::Open(index));
            self.at += 1;
        }
        Ok(())
    }

    /// `)` closes the capture that was opened last and is still open.
    fn close(&mut self) -> Result<(), PatternError> {
        // Captures are numbered by their opening, so the highest open number opened last.
        let unfinished = self.program.shape.unfinished;
        let Some(index) = unfinished.checked_ilog2() else {
            return Err(PatternError::InvalidPatternCapture);
        };
        self.program.shape.unfinished &= !(1 << index);
        self.program.code.push(Instruction::Close(index as u8));
        self.at += 1;
        Ok(())
    }

    /// `%bxy`; the delimiters may be any two bytes.
    fn balanced(&mut self) -> Result<(), PatternError> {
        let (Some(open), Some(close)) = (self.peek(2), self.peek(3)) else {
            return Err(PatternError::MissingBalanceArguments);
        };
        self.program.code.push(Instruction::Balanced { open, close });
        self.at += 4;
        Ok(())
    }

    /// `%f[set]`
    fn frontier(&mut self) -> Result<(), PatternError> {
        self.at += 2;
        if self.peek(0) != Some(b'[') {
            return Err(PatternError::MissingFrontierSet);
        }
        let set = self.set()?;
        let index = self.program.add_set(set);
        self.program.code.push(Instruction::Frontier(index));
        Ok(())
    }

    /// `%1` … `%9`; false when it refers to a position, which no text equals.
    fn back_reference(&mut self, number: u8) -> Result<bool, PatternError> {
        let shape = self.program.shape;
        let index = number.wrapping_sub(1);
        if index >= shape.len || shape.unfinished >> index & 1 != 0 {
            return Err(PatternError::InvalidCaptureIndex(number));
        }
        if shape.positions >> index & 1 != 0 {
            return Ok(false);
        }
        self.program.code.push(Instruction::BackReference(index));
        self.at += 2;
        Ok(true)
    }

    /// A class of one byte and its repetition.
    fn single(&mut self) -> Result<(), PatternError> {
        let class = self.class()?;
        let follow = Follow::Anywhere;
        let instruction = match self.peek(0) {
            Some(b'?') => Instruction::Optional { class, follow },
            Some(b'*') => Instruction::Greedy { class, min: 0, follow },
            Some(b'+') => Instruction::Greedy { class, min: 1, follow },
            Some(b'-') => Instruction::Lazy { class, follow },
            _ => return self.once(class),
        };
        self.program.code.push(instruction);
        self.at += 1;
        Ok(())
    }

    /// A class without repetition; neighbouring bytes become one literal.
    fn once(&mut self, class: Class) -> Result<(), PatternError> {
        let Class::Byte(byte) = class else {
            self.program.code.push(match class {
                Class::Any => Instruction::Any,
                _ => Instruction::Single(class),
            });
            return Ok(());
        };
        let end =
            u32::try_from(self.program.literals.len() + 2).map_err(|_| PatternError::TooComplex)?;
        match self.program.code.last_mut() {
            Some(Instruction::Literal { len, .. }) => {
                *len += 1;
                self.program.literals.push(byte);
            }
            Some(last @ &mut Instruction::Byte(first)) => {
                *last = Instruction::Literal { start: end - 2, len: 2 };
                self.program.literals.extend([first, byte]);
            }
            _ => self.program.code.push(Instruction::Byte(byte)),
        }
        Ok(())
    }

    /// A class of one byte, in its cheapest shape.
    fn class(&mut self) -> Result<Class, PatternError> {
        let set = match self.peek(0) {
            Some(b'.') => {
                self.at += 1;
                return Ok(Class::Any);
            }
            Some(b'%') => {
                let letter = self.peek(1).ok_or(PatternError::EndsWithEscape)?;
                self.at += 2;
                ByteSet::escaped(letter)
            }
            Some(b'[') => self.set()?,
            Some(byte) => {
                self.at += 1;
                return Ok(Class::Byte(byte));
            }
            None => return Err(PatternError::EndsWithEscape),
        };
        Ok(match (set.len(), set.first(), set.complement().first()) {
            (1, Some(byte), _) => Class::Byte(byte),
            (255, _, Some(byte)) => Class::Not(byte),
            (256, ..) => Class::Any,
            _ => Class::Set(self.program.add_set(set)),
        })
    }

    /// `[…]`; the position is at the opening bracket and ends after the closing one.
    fn set(&mut self) -> Result<ByteSet, PatternError> {
        let end = self.set_end()?;
        let is_negated = self.peek(1) == Some(b'^');
        let inside = &self.source[self.at + 1 + usize::from(is_negated)..end];
        let mut set = ByteSet::EMPTY;
        let mut rest = inside;
        while let [byte, after @ ..] = rest {
            // An escape cannot start a range, but it can seem to end one: `[a-%w]` has a range to `%`.
            rest = match (byte, after) {
                (b'%', [letter, after @ ..]) => {
                    set = set.union(ByteSet::escaped(*letter));
                    after
                }
                (first, [b'-', last, after @ ..]) => {
                    set = set.with_range(*first, *last);
                    after
                }
                _ => {
                    set = set.with_range(*byte, *byte);
                    after
                }
            };
        }
        self.at = end + 1;
        Ok(if is_negated { set.complement() } else { set })
    }

    /// The index of the bracket that closes the set here; one that comes first stands for itself.
    fn set_end(&self) -> Result<usize, PatternError> {
        let mut at = self.at + 1 + usize::from(self.peek(1) == Some(b'^'));
        loop {
            // An escape at the very end hides nothing, so the missing bracket is what is reported.
            match self.source.get(at) {
                None => return Err(PatternError::MissingBracket),
                Some(b'%') if at + 1 < self.source.len() => at += 2,
                Some(_) => at += 1,
            }
            if self.source.get(at) == Some(&b']') {
                return Ok(at);
            }
        }
    }
}
