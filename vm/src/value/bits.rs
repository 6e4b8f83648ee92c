//! The representation of a Lua value: the only file that knows it.
//!
//! ```text
//!  0               8    9    10   12       16
//! +---------------+----+----+----+--------+
//! | payload       | tag|flag|det.| extra |
//! +---------------+----+----+----+--------+
//! ```
//!
//! The payload is an integer, the bits of a float, or a pointer. `flag`, `detail` and `extra` mean something only in a
//! *link*, the word below the registers of a frame that says where to return to; in any other slot they are noise
//! and survive a write, because hot code stores payload and tag as two scalars and nothing else. A sixteen-byte
//! vector copy would be slower: the two halves were written separately, and reading them as one load defeats
//! store-to-load forwarding.
//!
//! **Invariants**
//! - Tags order the tests the interpreter makes: `tag < TRUE` is falsy, `tag >= STRING` is a heap object.
//! - A value whose tag says "heap object" points at a live object of that kind; the collector keeps it so for every
//!   slot it can reach, and collections happen only at safepoints.

use crate::gc::{Gc, Header};

/// The tag of nil.
pub const NIL: u8 = 0;
/// The tag of false.
pub const FALSE: u8 = 1;
/// The tag of true.
pub const TRUE: u8 = 2;
/// The tag of an integer.
pub const INTEGER: u8 = 3;
/// The tag of a float.
pub const FLOAT: u8 = 4;
/// The tag of a light userdata: an address that means something to the host only.
pub const LIGHT: u8 = 5;
/// The tag of a return link on the stack; never visible to a program.
pub const LINK: u8 = 6;
/// The tag of a native function without upvalues: a pointer to a static description.
pub const NATIVE: u8 = 7;
/// The tag of an interned string, and the first of the heap objects.
pub const STRING: u8 = 8;
/// The tag of a string too long to be interned.
pub const LONG_STRING: u8 = 9;
/// The tag of a table.
pub const TABLE: u8 = 10;
/// The tag of a Lua closure.
pub const CLOSURE: u8 = 11;
/// The tag of a native function with upvalues.
pub const NATIVE_CLOSURE: u8 = 12;
/// The tag of a full userdata.
pub const USERDATA: u8 = 13;
/// The tag of a coroutine.
pub const COROUTINE: u8 = 14;
/// The tag of a hash key whose object may be gone: found by `next`, equal to nothing.
pub const DEAD_KEY: u8 = 15;

/// A Lua value: sixteen bytes, copied freely, rooted by being reachable from a stack or an object.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Value {
    /// An integer, the bits of a float, or an address.
    pub payload: u64,
    /// One of the tags above.
    pub tag: u8,
    /// In a link: what kind of frame it starts.
    pub flag: u8,
    /// In an info slot: a small count the continuation needs.
    pub detail: u16,
    /// In a link: a distance on the stack, in bytes, or a small count.
    pub extra: u32,
}

const _: () = assert!(size_of::<Value>() == 16);

impl Value {
    /// The value nil.
    pub const NIL: Value = Value::from_parts(NIL, 0);

    /// A value from its tag and payload; the payload of a heap tag must point at a live object of that kind.
    #[inline(always)]
    pub const fn from_parts(tag: u8, payload: u64) -> Value {
        Value { payload, tag, flag: 0, detail: 0, extra: 0 }
    }

    /// A link with its frame flag and stack distance.
    #[inline(always)]
    pub const fn link(payload: u64, flag: u8, extra: u32) -> Value {
        Value { payload, tag: LINK, flag, detail: 0, extra }
    }

    /// A boolean.
    #[inline(always)]
    pub const fn boolean(value: bool) -> Value {
        Value::from_parts(FALSE + value as u8, 0)
    }

    /// An integer.
    #[inline(always)]
    pub const fn integer(value: i64) -> Value {
        Value::from_parts(INTEGER, value as u64)
    }

    /// A float.
    #[inline(always)]
    pub const fn float(value: f64) -> Value {
        Value::from_parts(FLOAT, value.to_bits())
    }

    /// A light userdata.
    #[inline(always)]
    pub const fn light(address: u64) -> Value {
        Value::from_parts(LIGHT, address)
    }

    /// A value for a heap object, from the tag its kind has.
    #[inline(always)]
    pub fn object<T>(tag: u8, object: Gc<T>) -> Value {
        debug_assert!(tag >= STRING);
        Value::from_parts(tag, object.as_ptr() as u64)
    }

    /// Whether it is nil.
    #[inline(always)]
    pub const fn is_nil(self) -> bool {
        self.tag == NIL
    }

    /// Whether a condition takes it as false: nil and false.
    #[inline(always)]
    pub const fn is_falsy(self) -> bool {
        self.tag < TRUE
    }

    /// Whether it is an integer.
    #[inline(always)]
    pub const fn is_integer(self) -> bool {
        self.tag == INTEGER
    }

    /// Whether it is a float.
    #[inline(always)]
    pub const fn is_float(self) -> bool {
        self.tag == FLOAT
    }

    /// Whether it is an integer or a float.
    #[inline(always)]
    pub const fn is_number(self) -> bool {
        self.tag == INTEGER || self.tag == FLOAT
    }

    /// Whether it is a string of either kind.
    #[inline(always)]
    pub const fn is_string(self) -> bool {
        self.tag & !1 == STRING
    }

    /// Whether it is a table.
    #[inline(always)]
    pub const fn is_table(self) -> bool {
        self.tag == TABLE
    }

    /// Whether it is a function of any kind.
    #[inline(always)]
    pub const fn is_function(self) -> bool {
        matches!(self.tag, NATIVE | CLOSURE | NATIVE_CLOSURE)
    }

    /// Whether it points at a heap object.
    #[inline(always)]
    pub const fn is_object(self) -> bool {
        self.tag >= STRING
    }

    /// The integer, if it is one (no conversion).
    #[inline(always)]
    pub const fn as_integer(self) -> Option<i64> {
        if self.tag == INTEGER { Some(self.payload as i64) } else { None }
    }

    /// The float, if it is one (no conversion).
    #[inline(always)]
    pub const fn as_float(self) -> Option<f64> {
        if self.tag == FLOAT { Some(f64::from_bits(self.payload)) } else { None }
    }

    /// The payload read as an integer; meaningful when the tag says so.
    #[inline(always)]
    pub const fn integer_bits(self) -> i64 {
        self.payload as i64
    }

    /// The payload read as a float; meaningful when the tag says so.
    #[inline(always)]
    pub const fn float_bits(self) -> f64 {
        f64::from_bits(self.payload)
    }

    /// The header of the heap object it points at; call only when [`Value::is_object`].
    #[inline(always)]
    pub fn header(self) -> *mut Header {
        debug_assert!(self.is_object());
        self.payload as *mut Header
    }

    /// The object as a typed pointer; call only when the tag says that kind.
    #[inline(always)]
    pub fn pointer<T>(self) -> Gc<T> {
        debug_assert!(self.is_object());
        // SAFETY: the tag promised a live object (see the file's invariants), so the payload is not null.
        unsafe { Gc::from_ptr(self.payload as *mut T) }
    }

    /// Whether both have the same tag and payload: identity, and equality for all but floats and long strings.
    #[inline(always)]
    pub const fn is_same(self, other: Value) -> bool {
        self.tag == other.tag && (self.payload == other.payload || self.tag < INTEGER)
    }
}

impl std::fmt::Debug for Value {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.tag {
            NIL => formatter.write_str("nil"),
            FALSE => formatter.write_str("false"),
            TRUE => formatter.write_str("true"),
            INTEGER => write!(formatter, "{}", self.integer_bits()),
            FLOAT => write!(formatter, "{:?}", self.float_bits()),
            tag => write!(formatter, "<{tag} {:#x}>", self.payload),
        }
    }
}

/// Copies a value as two scalars, leaving `flag` and `extra` of the target alone.
///
/// # Safety
/// `source` is valid for reads and `target` for writes of one value.
#[inline(always)]
pub unsafe fn copy_value(target: *mut Value, source: *const Value) {
    // SAFETY: the caller vouches for both pointers.
    unsafe {
        let payload = (*source).payload;
        let tag = (*source).tag;
        (*target).payload = payload;
        (*target).tag = tag;
    }
}

/// Stores a value as two scalars, leaving `flag` and `extra` of the target alone.
///
/// # Safety
/// `target` is valid for writes of one value.
#[inline(always)]
pub unsafe fn store_value(target: *mut Value, value: Value) {
    // SAFETY: the caller vouches for the pointer.
    unsafe {
        (*target).payload = value.payload;
        (*target).tag = value.tag;
    }
}
