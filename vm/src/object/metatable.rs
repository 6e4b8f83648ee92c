//! The events a metatable can handle, declared once.

/// Expands the list of events into the enumeration and its names.
macro_rules! events {
    ($( $(#[doc = $doc:literal])+ $name:ident = $text:literal; )*) => {
        /// An event: a key with a meaning in a metatable (manual section 2.4).
        #[repr(u8)]
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum Event { $( $(#[doc = $doc])+ $name ),* }

        impl Event {
            /// Every event, by number.
            pub const ALL: &'static [Event] = &[ $( Event::$name ),* ];

            /// How many events there are.
            pub const COUNT: usize = Event::ALL.len();

            /// The key in a metatable.
            pub const fn name(self) -> &'static str {
                const NAMES: &[&str] = &[ $( $text ),* ];
                NAMES[self as usize]
            }
        }
    };
}

// The first eight have a bit in a table's `flags` that says "known to be absent".
events! {
    /// Reading an absent key.
    Index = "__index";
    /// Writing an absent key.
    NewIndex = "__newindex";
    /// Collection of the object.
    Gc = "__gc";
    /// Weakness of a table.
    Mode = "__mode";
    /// The length operator.
    Length = "__len";
    /// Equality of two tables or userdata.
    Equal = "__eq";
    /// Calling a value that is not a function.
    Call = "__call";
    /// Closing a to-be-closed variable.
    Close = "__close";
    /// Addition.
    Add = "__add";
    /// Subtraction.
    Subtract = "__sub";
    /// Multiplication.
    Multiply = "__mul";
    /// Modulo.
    Modulo = "__mod";
    /// Exponentiation.
    Power = "__pow";
    /// Division.
    Divide = "__div";
    /// Floor division.
    FloorDivide = "__idiv";
    /// Bitwise and.
    BitAnd = "__band";
    /// Bitwise or.
    BitOr = "__bor";
    /// Bitwise exclusive or.
    BitXor = "__bxor";
    /// Left shift.
    ShiftLeft = "__shl";
    /// Right shift.
    ShiftRight = "__shr";
    /// Negation.
    Negate = "__unm";
    /// Bitwise not.
    BitNot = "__bnot";
    /// Less than.
    Less = "__lt";
    /// Less than or equal.
    LessEqual = "__le";
    /// Concatenation.
    Concat = "__concat";
    /// Conversion to a string.
    ToString = "__tostring";
    /// The name of a type, for messages.
    Name = "__name";
    /// What `getmetatable` answers; protects the metatable.
    Metatable = "__metatable";
    /// The iterator `pairs` uses.
    Pairs = "__pairs";
    /// The iterator `ipairs` uses.
    IndexedPairs = "__ipairs";
}

impl Event {
    /// The bit in a table's `flags` that says the event is absent, for the first eight.
    #[inline(always)]
    pub const fn absent_bit(self) -> Option<u8> {
        if (self as u8) < 8 { Some(1 << self as u8) } else { None }
    }
}
