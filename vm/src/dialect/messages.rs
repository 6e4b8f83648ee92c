//! How the error messages of a dialect are worded.

use std::borrow::Cow;

/// The wording of messages. Each field is named for what it switches.
#[derive(Debug)]
pub struct Messages {
    /// Whether a type error says `local 'x' (a nil value)`, not `a nil value (local 'x')`.
    pub names_before_types: bool,
    /// Whether the name of a value is looked for as if every jump forward were taken, not only where no jump ends.
    pub names_follow_jumps: bool,
    /// Whether a constant is named in a type error.
    pub constants_have_names: bool,
    /// Whether that is also so where the constant is an operand of an instruction with two operands.
    pub constant_operands_have_names: bool,
    /// Whether a metatable's `__name` stands for the type of its values, and light userdata are told apart.
    pub type_names_in_metatables: bool,
    /// Whether a function without a name where it was called gets the one it has in a library.
    pub library_names: bool,
    /// Whether a coroutine that cannot be resumed is called by its status.
    pub unresumable_have_status: bool,
    /// Whether the error of calling an iterator or a metamethod that cannot be called says what it is.
    pub call_errors_name_callers: bool,
    /// Whether a metamethod is named after its event.
    pub metamethods_have_names: bool,
    /// Whether an element under an integer constant is called that, not `?`.
    pub integer_fields_have_names: bool,
    /// Whether the gap in a long traceback says how many levels are left out.
    pub gaps_tell_their_size: bool,
    /// What is said in place of `<phrase> expected, got <type>`.
    pub plain_expectations: &'static [(&'static str, &'static str)],
    /// What is said of a `break` outside a loop at `{line}`, where that is said at the end of the function.
    pub stray_break: &'static str,
    /// Whether a jump without a target is reported with the line where the function has ended.
    pub jumps_fail_at_end: bool,
    /// What stands in front of the names of events.
    pub event_prefix: &'static str,
    /// Whether a method whose name is far away among the constants is called a field.
    pub distant_methods_are_fields: bool,
    /// How the line is shown of an instruction whose line is not known.
    pub unknown_line: &'static str,
    /// Whether arguments that `__call` metamethods put in front are called extra.
    pub extra_arguments_are_named: bool,
    /// Whether an error of a numeric loop tells the type of the value.
    pub loop_errors_have_types: bool,
    /// Whether the end of the text and classes of tokens are quoted like other tokens.
    pub quotes_every_token: bool,
    /// How a byte that starts no token is shown.
    pub unknown_bytes: UnknownBytes,
    /// Whether a wrong escape sequence is shown without the text in front of it.
    pub wrong_escapes_stand_alone: bool,
    /// Whether a statement that is an expression and no call is taken for an assignment.
    pub expects_assignment: bool,
    /// Whether an unfinished long string or comment is reported with the line where it starts.
    pub long_literals_tell_their_start: bool,
    /// Whether a limit is reported as `<function> has more than <limit> <things>`.
    pub limits_follow_function: bool,
    /// What is said of a text that nests too deep, with its position; else it is an overflow of the C stack.
    pub too_deep: Option<&'static str>,
    /// Whether what was read last is shown with that.
    pub too_deep_has_place: bool,
    /// What is said in place of other messages; the first row that fits counts.
    pub rewordings: &'static [Rewording],
    /// What is said of an error that nobody caught and that is no string; where there is nothing, its type is told.
    pub uncaught_object: Option<&'static str>,
    /// Whether an error that nobody caught is shown by its `__tostring`.
    pub uncaught_objects_have_text: bool,
    /// What is said of a position that UTF-8 text does not have.
    pub utf8_position: &'static str,
    /// Whether what is neither a function nor a level is told so, not that it is no number.
    pub info_subject_is_named: bool,
    /// Whether searchers begin what they say with a line break of their own.
    pub searchers_break_lines: bool,
    /// Whether the names of values that are no variables have a star.
    pub temporaries_have_stars: bool,
    /// How tracebacks name functions; and which levels a long one leaves out.
    pub traceback: Traceback,
}

/// What is said in place of a message.
#[derive(Debug)]
pub struct Rewording {
    /// How the message starts.
    pub from: &'static str,
    /// What takes the place of its start.
    pub to: &'static str,
    /// Whether the rest of the message follows.
    pub keeps_rest: bool,
}

impl Messages {
    /// A message as the dialect words it.
    pub fn reworded<'a>(&self, message: &'a [u8]) -> Cow<'a, [u8]> {
        for row in self.rewordings {
            if let Some(rest) = message.strip_prefix(row.from.as_bytes()) {
                let rest = if row.keeps_rest { rest } else { &[] };
                return Cow::Owned([row.to.as_bytes(), rest].concat());
            }
        }
        Cow::Borrowed(message)
    }
}

/// How a byte that starts no token is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum UnknownBytes {
    /// As it is, a control character as `'char(1)'`.
    AsTheyAre,
    /// As `char(1)` if it cannot be printed.
    Numbered,
    /// As `'<\1>'` if it cannot be printed.
    Escaped,
}

/// How tracebacks name functions.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Traceback {
    /// By what their caller calls them; a call that a tail call has replaced is a line.
    ByCallerWithTailCalls,
    /// By what their caller calls them.
    ByCaller,
    /// By their place in a library, else by what their caller calls them and what kind of name that is.
    ByLibraryThenKind,
    /// By what their caller calls them and what kind of name that is, else by their place in a library.
    ByKindThenLibrary,
}
