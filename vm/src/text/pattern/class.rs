//! Sets of bytes: `%a`, `[^%s,]` and what a pattern can start with.

/// A set of bytes, one bit each: byte `b` is bit `b % 64` of word `b / 64`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ByteSet([u64; 4]);

impl ByteSet {
    /// No byte.
    pub(super) const EMPTY: ByteSet = ByteSet([0; 4]);
    /// Every byte.
    pub(super) const FULL: ByteSet = ByteSet([u64::MAX; 4]);

    const DIGIT: ByteSet = Self::EMPTY.with_range(b'0', b'9');
    const LOWER: ByteSet = Self::EMPTY.with_range(b'a', b'z');
    const UPPER: ByteSet = Self::EMPTY.with_range(b'A', b'Z');
    const LETTER: ByteSet = Self::LOWER.union(Self::UPPER);
    const ALPHANUMERIC: ByteSet = Self::LETTER.union(Self::DIGIT);
    const CONTROL: ByteSet = Self::EMPTY.with_range(0, 31).with_range(127, 127);
    const GRAPHIC: ByteSet = Self::EMPTY.with_range(33, 126);
    const PUNCTUATION: ByteSet = Self::GRAPHIC.intersection(Self::ALPHANUMERIC.complement());
    const SPACE: ByteSet = Self::EMPTY.with_range(9, 13).with_range(b' ', b' ');
    const HEXADECIMAL: ByteSet = Self::DIGIT.with_range(b'a', b'f').with_range(b'A', b'F');
    const ZERO: ByteSet = Self::EMPTY.with_range(0, 0);

    /// The class that `%letter` names in the C locale; other bytes stand for themselves.
    pub(super) fn escaped(letter: u8) -> ByteSet {
        let set = match letter.to_ascii_lowercase() {
            b'a' => Self::LETTER,
            b'c' => Self::CONTROL,
            b'd' => Self::DIGIT,
            b'g' => Self::GRAPHIC,
            b'l' => Self::LOWER,
            b'p' => Self::PUNCTUATION,
            b's' => Self::SPACE,
            b'u' => Self::UPPER,
            b'w' => Self::ALPHANUMERIC,
            b'x' => Self::HEXADECIMAL,
            b'z' => Self::ZERO,
            _ => return Self::single(letter),
        };
        if letter.is_ascii_uppercase() { set.complement() } else { set }
    }

    /// The set of one byte.
    pub(super) const fn single(byte: u8) -> ByteSet {
        Self::EMPTY.with_range(byte, byte)
    }

    /// This set and every byte from `first` to `last`; nothing is added when they are in the wrong order.
    pub(super) const fn with_range(mut self, first: u8, last: u8) -> ByteSet {
        let mut byte = first as usize;
        while byte <= last as usize {
            self.0[byte >> 6] |= 1 << (byte & 63);
            byte += 1;
        }
        self
    }

    /// Whether the byte belongs to the set.
    #[inline(always)]
    pub(super) const fn contains(&self, byte: u8) -> bool {
        (self.0[(byte >> 6) as usize] >> (byte & 63)) & 1 != 0
    }

    /// The bytes of either set.
    pub(super) const fn union(self, other: ByteSet) -> ByteSet {
        let (a, b) = (self.0, other.0);
        ByteSet([a[0] | b[0], a[1] | b[1], a[2] | b[2], a[3] | b[3]])
    }

    /// The bytes of both sets.
    pub(super) const fn intersection(self, other: ByteSet) -> ByteSet {
        let (a, b) = (self.0, other.0);
        ByteSet([a[0] & b[0], a[1] & b[1], a[2] & b[2], a[3] & b[3]])
    }

    /// The bytes outside the set.
    pub(super) const fn complement(self) -> ByteSet {
        let a = self.0;
        ByteSet([!a[0], !a[1], !a[2], !a[3]])
    }

    /// The number of bytes in the set.
    pub(super) fn len(&self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    /// The smallest byte of the set.
    pub(super) fn first(&self) -> Option<u8> {
        let word = self.0.iter().position(|&word| word != 0)?;
        Some((word as u32 * 64 + self.0[word].trailing_zeros()) as u8)
    }
}
