//! Ids, and runs of items, in the arenas of a tree.

/// Declares the newtypes that index the arenas.
macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident;)*) => { $(
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default)]
        pub struct $name(pub u32);
        impl $name {
            /// The id as an index.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )* };
}

ids! {
    /// An identifier or the content of a string literal: equal bytes have equal ids.
    NameId;
    /// An expression.
    ExpressionId;
    /// A statement.
    StatementId;
    /// A function body.
    FunctionId;
    /// A block too rare to be stored in its parent.
    BlockId;
    /// The second half of a method call.
    MethodCallId;
    /// The parts of a numeric loop.
    NumericForId;
    /// The parts of a generic loop.
    GenericForId;
}

impl NameId {
    /// The name of the environment, `_ENV`.
    pub const ENVIRONMENT: NameId = NameId(0);
    /// The implicit first parameter of a method, `self`.
    pub const SELF: NameId = NameId(1);
    /// The extra local of functions with variable arguments in old dialects, `arg`.
    pub const ARG: NameId = NameId(2);
    /// The word that starts global declarations where the dialect has them, `global`.
    pub(super) const GLOBAL: NameId = NameId(3);
    /// The attribute `const`.
    pub(super) const CONST: NameId = NameId(4);
    /// The attribute `close`.
    pub(super) const CLOSE: NameId = NameId(5);
}

/// A run of items inside one arena of the tree.
#[derive(Debug, PartialEq, Eq)]
pub struct Span<T> {
    start: u32,
    len: u32,
    item: std::marker::PhantomData<T>,
}

impl<T> Clone for Span<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Span<T> {}

impl<T> Span<T> {
    /// The items of an arena from `start` to its end.
    pub(super) fn tail_of(arena: &[T], start: usize) -> Span<T> {
        let len = arena.len().saturating_sub(start) as u32;
        Span { start: start as u32, len, item: std::marker::PhantomData }
    }

    /// Where the items lie in their arena.
    pub(super) fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.start as usize + self.len as usize
    }

    /// How many items the run has.
    pub fn len(self) -> usize {
        self.len as usize
    }

    /// Whether the run has no item.
    pub fn is_empty(self) -> bool {
        self.len == 0
    }
}
