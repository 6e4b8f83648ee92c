//! What Lua holds objects and functions of JavaScript for.

/// What Lua holds an object or a function of JavaScript for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Use {
    /// A function like any other.
    Callback,
    /// A method of a userdata.
    UserdataMethod,
    /// It reads a property of an instance.
    Getter,
    /// It writes a property of an instance.
    Setter,
    /// It makes the instances of the class with this number.
    Constructor(u32),
    /// It stands for a stream or a file.
    Handler,
    /// It finds modules.
    Searcher,
    /// It is an object behind a userdata.
    Userdata,
}

impl Use {
    /// How many kinds are counted.
    pub(crate) const KINDS: usize = 8;

    pub(crate) fn index(self) -> usize {
        match self {
            Use::Callback => 0,
            Use::UserdataMethod => 1,
            Use::Getter => 2,
            Use::Setter => 3,
            Use::Constructor(_) => 4,
            Use::Handler => 5,
            Use::Searcher => 6,
            Use::Userdata => 7,
        }
    }

    /// What is done with a property, if this is an accessor.
    pub(crate) fn access(self) -> Option<&'static str> {
        match self {
            Use::Getter => Some("reading"),
            Use::Setter => Some("writing"),
            _ => None,
        }
    }
}
