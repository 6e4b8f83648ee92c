//! Strings: immutable bytes, interned when short, hashed on demand when long.
//!
//! ```text
//!  0        8     12      16
//! +--------+-----+-------+------------+---+
//! | header | len | extra | bytes      | 0 |
//! +--------+-----+-------+------------+---+
//! ```
//!
//! **Invariants**
//! - Two live short strings with equal bytes are one object, so identity is equality.
//! - The bytes never change after creation.
//! - `header.aux` is the hash of a short string; of a long one it is the seed until `extra` is odd, then the hash.

use super::{Heap, Kind};
use crate::gc::{Gc, Header, OutOfMemory};
use crate::value::equality::{self, hash_bytes};
use crate::value::{LONG_STRING, STRING, Value};

/// The longest string that is interned.
pub const SHORT_MAX: usize = 40;

/// The longest string there can be.
pub const LEN_MAX: usize = i32::MAX as usize - 64;

/// The bit of `extra` of a long string that tells that its hash is known.
const HASHED: u32 = 1;

/// A string; its bytes and a NUL lie behind it.
#[repr(C)]
pub struct LuaString {
    /// The object header.
    pub header: Header,
    /// How many bytes it has.
    pub len: u32,
    /// Long: odd when the hash is known, and in the other bits the note of the host. Short: 0.
    pub extra: u32,
    bytes: [u8; 0],
}

const _: () = assert!(size_of::<LuaString>() == 16);

impl Gc<LuaString> {
    /// The bytes. They stay valid while the string is reachable; between two safepoints nothing is freed.
    #[inline(always)]
    pub fn as_bytes<'a>(self) -> &'a [u8] {
        // SAFETY: `len` bytes follow the header, written at creation and never changed.
        unsafe { std::slice::from_raw_parts(bytes_of(self.as_ptr()), self.len as usize) }
    }

    /// Whether there are no bytes.
    #[inline(always)]
    pub fn is_empty(self) -> bool {
        self.len == 0
    }

    /// Whether it is interned.
    #[inline(always)]
    pub fn is_short(self) -> bool {
        self.header.kind == Kind::String as u8
    }

    /// The string as a value.
    #[inline(always)]
    pub fn value(self) -> Value {
        Value::object(if self.is_short() { STRING } else { LONG_STRING }, self)
    }

    /// The hash; computed at the first call for a long string.
    #[inline(always)]
    pub fn hash(self) -> u32 {
        if self.is_short() || self.extra & HASHED != 0 { self.header.aux } else { self.hash_long() }
    }

    #[cold]
    fn hash_long(self) -> u32 {
        let seed = self.header.aux;
        let hash = hash_bytes(self.as_bytes(), u64::from(seed) << 32 | u64::from(seed));
        let string = self.as_ptr();
        // SAFETY: a live object; no reference to these two fields is held across this call.
        unsafe {
            (*string).header.aux = hash;
            (*string).extra |= HASHED;
        }
        hash
    }

    /// What the host has noted with a long string, 0 at first.
    #[inline(always)]
    pub fn note(self) -> u32 {
        self.extra >> 1
    }

    /// Notes 31 bits with a long string.
    #[inline(always)]
    pub fn set_note(self, note: u32) {
        debug_assert!(!self.is_short(), "short strings may belong to several states");
        // SAFETY: a live object that belongs to one state; no reference to the field is held across this call.
        unsafe { (*self.as_ptr()).extra = note << 1 | self.extra & HASHED };
    }
}

/// Whether two strings are equal; both values must be strings.
#[inline(always)]
pub fn strings_equal(left: Value, right: Value) -> bool {
    debug_assert!(left.is_string() && right.is_string());
    if left.payload == right.payload {
        return true;
    }
    left.tag == LONG_STRING && right.tag == LONG_STRING && long_strings_equal(left, right)
}

/// Raw equality of any two values.
#[inline(always)]
pub fn raw_equal(left: Value, right: Value) -> bool {
    equality::raw_equal(left, right).unwrap_or_else(|| long_strings_equal(left, right))
}

/// Compares the bytes of two long strings.
pub(super) fn long_strings_equal(left: Value, right: Value) -> bool {
    let (left, right) = (left.pointer::<LuaString>(), right.pointer::<LuaString>());
    left.as_bytes() == right.as_bytes()
}

/// How many bytes of a long string are written between two looks at what may end the run.
const PIECE: usize = 1 << 20;

impl Heap {
    /// A string with these bytes.
    #[inline]
    pub fn new_string(&mut self, bytes: &[u8]) -> Result<Value, OutOfMemory> {
        if bytes.len() <= SHORT_MAX {
            return self.intern(bytes).map(|string| Value::object(STRING, string));
        }
        self.new_string_of_parts(bytes.len(), [bytes])
    }

    /// The interned string with these bytes, at most [`SHORT_MAX`].
    #[inline]
    pub fn intern(&mut self, bytes: &[u8]) -> Result<Gc<LuaString>, OutOfMemory> {
        debug_assert!(bytes.len() <= SHORT_MAX);
        let hash = hash_bytes(bytes, self.strings.seed());
        if let Some(string) = self.strings.find(hash, bytes) {
            // The collector may have decided that the string dies and not freed it yet.
            // SAFETY: the pool holds only strings whose memory has not been freed.
            unsafe { self.collector.revive(string.header()) };
            return Ok(string);
        }
        self.intern_new(bytes, hash)
    }

    /// A string of `len` bytes that `fill` writes; the bytes are zero before.
    pub fn new_string_with(
        &mut self,
        len: usize,
        fill: impl FnOnce(&mut [u8]),
    ) -> Result<Value, OutOfMemory> {
        if len <= SHORT_MAX {
            let mut buffer = [0; SHORT_MAX];
            fill(&mut buffer[..len]);
            return self.new_string(&buffer[..len]);
        }
        let string = self.allocate_long(len)?;
        // SAFETY: the cell has room for `len` bytes behind the header, and nothing else knows it yet.
        let bytes = unsafe {
            let bytes = bytes_of(string);
            bytes.write_bytes(0, len);
            std::slice::from_raw_parts_mut(bytes, len)
        };
        fill(bytes);
        Ok(finish_long(string))
    }

    /// A string of `len` bytes, the concatenation of the parts. Missing bytes are zero, surplus ones are dropped.
    pub fn new_string_of_parts<'a>(
        &mut self,
        len: usize,
        parts: impl IntoIterator<Item = &'a [u8]>,
    ) -> Result<Value, OutOfMemory> {
        if len <= SHORT_MAX {
            let mut buffer = [0; SHORT_MAX];
            // SAFETY: the buffer has room for `len` bytes.
            unsafe { join(buffer.as_mut_ptr(), len, parts) };
            return self.new_string(&buffer[..len]);
        }
        let string = self.allocate_long(len)?;
        // SAFETY: the cell has room for `len` bytes behind the header.
        unsafe { join(bytes_of(string), len, parts) };
        Ok(finish_long(string))
    }

    /// A string of `len` bytes: two texts in turn, again and again. It is written in pieces of about a megabyte; where
    /// `is_due` answers yes between them, there is no string.
    pub fn new_periodic_string(
        &mut self,
        len: usize,
        texts: [&[u8]; 2],
        is_due: impl Fn() -> bool,
    ) -> Result<Option<Value>, OutOfMemory> {
        if len <= SHORT_MAX {
            let mut buffer = [0; SHORT_MAX];
            // SAFETY: the buffer has room for `len` bytes.
            unsafe { write_periods(buffer.as_mut_ptr(), len, texts, || false) };
            return self.new_string(&buffer[..len]).map(Some);
        }
        let string = self.allocate_long(len)?;
        // SAFETY: the cell has room for `len` bytes behind the header.
        let is_written = unsafe { write_periods(bytes_of(string), len, texts, is_due) };
        // Nothing knows a cell that is not finished, and nothing reads its bytes before it is freed.
        Ok(is_written.then(|| finish_long(string)))
    }

    #[cold]
    fn intern_new(&mut self, bytes: &[u8], hash: u32) -> Result<Gc<LuaString>, OutOfMemory> {
        if let Some(string) = self.strings.find_common(hash, bytes) {
            return Ok(string);
        }
        self.strings.reserve(hash, &mut self.collector)?;
        let size = cell_size(bytes.len());
        let string: *mut LuaString = self.collector.allocate(Kind::String as u8, size)?.cast();
        // SAFETY: a fresh cell of the size asked for.
        let string = unsafe { write_short(string, bytes, hash) };
        self.strings.insert(hash, string);
        Ok(string)
    }

    /// Out of line, so that what makes strings, most of them short, stays small.
    #[inline(never)]
    fn allocate_long(&mut self, len: usize) -> Result<*mut LuaString, OutOfMemory> {
        if len > LEN_MAX {
            return Err(OutOfMemory);
        }
        let size = cell_size(len);
        let string: *mut LuaString = self.collector.allocate(Kind::LongString as u8, size)?.cast();
        // SAFETY: a fresh cell of the size asked for.
        unsafe {
            (*string).header.aux = self.strings.seed() as u32;
            (&raw mut (*string).len).write(len as u32);
            (&raw mut (*string).extra).write(0);
            bytes_of(string).add(len).write(0);
        }
        Ok(string)
    }
}

/// The size of a string's cell.
#[inline(always)]
pub(super) fn cell_size(len: usize) -> usize {
    size_of::<LuaString>() + len + 1
}

/// Completes a short string whose header has been written.
///
/// # Safety
/// `string` has room for these bytes, and nothing else knows it yet.
#[inline(always)]
pub(super) unsafe fn write_short(string: *mut LuaString, bytes: &[u8], hash: u32) -> Gc<LuaString> {
    // SAFETY: by the caller's promise; every byte that is read later is written here.
    unsafe {
        (*string).header.aux = hash;
        (&raw mut (*string).len).write(bytes.len() as u32);
        (&raw mut (*string).extra).write(0);
        join(bytes_of(string), bytes.len(), [bytes]);
        bytes_of(string).add(bytes.len()).write(0);
        Gc::from_ptr(string)
    }
}

/// Where a string's bytes begin.
#[inline(always)]
fn bytes_of(string: *mut LuaString) -> *mut u8 {
    string.cast::<u8>().wrapping_add(size_of::<LuaString>())
}

#[inline(always)]
fn finish_long(string: *mut LuaString) -> Value {
    // SAFETY: freshly allocated and complete.
    Value::object(LONG_STRING, unsafe { Gc::<LuaString>::from_ptr(string) })
}

/// Writes `len` bytes, at least one: two texts in turn, again and again, of which one is not empty. Whether `is_due` never
/// answered yes between two pieces.
///
/// # Safety
/// `target` has room for `len` bytes.
unsafe fn write_periods(
    target: *mut u8,
    len: usize,
    texts: [&[u8]; 2],
    is_due: impl Fn() -> bool,
) -> bool {
    let period = len.min(texts[0].len() + texts[1].len());
    // SAFETY: the caller's promise; the period is not longer.
    unsafe { join(target, period, texts) };
    // Whole periods, so that what is written is always continued by its beginning.
    let piece = (PIECE / period).max(1) * period;
    let mut done = period;
    while done < len {
        let count = done.min(piece).min(len - done);
        if count == piece && is_due() {
            return false;
        }
        // SAFETY: `count <= done` bytes at the beginning are written, and `done + count <= len`.
        unsafe { target.add(done).copy_from_nonoverlapping(target, count) };
        done += count;
    }
    true
}

/// Writes the parts one after the other, then zeros up to `len` bytes.
///
/// # Safety
/// `target` has room for `len` bytes.
unsafe fn join<'a>(target: *mut u8, len: usize, parts: impl IntoIterator<Item = &'a [u8]>) {
    let mut at = 0;
    for part in parts {
        let count = part.len().min(len - at);
        // SAFETY: `at + count <= len`; a part cannot overlap the fresh target.
        unsafe { target.add(at).copy_from_nonoverlapping(part.as_ptr(), count) };
        at += count;
    }
    // SAFETY: within `len`.
    unsafe { target.add(at).write_bytes(0, len - at) };
}
