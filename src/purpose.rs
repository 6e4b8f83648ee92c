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
    /// It takes what programs print; what it throws is nobody's.
    Output,
    /// It gives what programs read, or files.
    Input,
    /// It finds modules.
    Searcher,
    /// It is an object behind a userdata.
    Userdata,
}

impl Use {
    /// How many kinds are counted.
    pub(crate) const KINDS: usize = 9;

    pub(crate) fn index(self) -> usize {
        match self {
            Use::Callback => 0,
            Use::UserdataMethod => 1,
            Use::Getter => 2,
            Use::Setter => 3,
            Use::Constructor(_) => 4,
            Use::Output => 5,
            Use::Input => 6,
            Use::Searcher => 7,
            Use::Userdata => 8,
        }
    }

    /// How an error is reported where it does not come out as itself: its text is put behind this one.
    pub(crate) fn error_prefix(self, name: &str) -> Option<String> {
        match self {
            Use::Getter => Some(format!("Error reading property '{name}'")),
            Use::Setter => Some(format!("Error writing property '{name}'")),
            Use::Input => Some(format!("Host function '{name}' threw an exception")),
            Use::Searcher => Some("JS searcher threw an exception".to_owned()),
            _ => None,
        }
    }

    /// Whether the arguments are text and numbers, and come as such whatever the options say.
    pub(crate) fn takes_text(self) -> bool {
        matches!(self, Use::Output | Use::Input)
    }
}
