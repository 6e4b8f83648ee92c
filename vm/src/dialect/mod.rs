//! What differs between the dialects of Lua, as data.

mod bytecode;
mod library;
mod lua51;
mod lua52;
mod lua53;
mod lua54;
mod lua55;
mod messages;

pub use bytecode::Bytecode;
pub use library::{ConcatIndices, FormattedIntegers, LibraryRules, ModulePlace, Quoted};
pub use lua51::LUA51;
pub use lua52::LUA52;
pub use lua53::LUA53;
pub use lua54::LUA54;
pub use lua55::LUA55;
pub use messages::{Messages, Rewording, Traceback, UnknownBytes};

use crate::number::NumberFormat;

/// A set of dialects: the column of every table whose rows not all dialects have.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Dialects(u8);

impl Dialects {
    /// No dialect.
    pub const NONE: Dialects = Dialects(0);
    /// The 5.1 dialect.
    pub const LUA51: Dialects = Dialects(1);
    /// The 5.2 dialect.
    pub const LUA52: Dialects = Dialects(2);
    /// The 5.3 dialect.
    pub const LUA53: Dialects = Dialects(4);
    /// The 5.4 dialect.
    pub const LUA54: Dialects = Dialects(8);
    /// The 5.5 dialect.
    pub const LUA55: Dialects = Dialects(16);

    /// Every dialect.
    pub const ALL: Dialects = Dialects::LUA51.or(Dialects::SINCE_LUA52);
    /// What went with 5.3, which has integers.
    pub const BEFORE_LUA53: Dialects = Dialects::LUA51.or(Dialects::LUA52);
    /// What came with 5.2, as `goto` did.
    pub const SINCE_LUA52: Dialects = Dialects::LUA52.or(Dialects::SINCE_LUA53);
    /// What came with 5.3, as integers and bitwise operators did.
    pub const SINCE_LUA53: Dialects = Dialects::LUA53.or(Dialects::SINCE_LUA54);
    /// What came with 5.4, as attributes did.
    pub const SINCE_LUA54: Dialects = Dialects::LUA54.or(Dialects::LUA55);

    /// The union of two sets.
    pub const fn or(self, other: Dialects) -> Dialects {
        Dialects(self.0 | other.0)
    }

    /// The members of the first set that are not in the second.
    pub const fn except(self, other: Dialects) -> Dialects {
        Dialects(self.0 & !other.0)
    }

    /// Whether a dialect is in the set.
    pub const fn contains(self, dialect: &Dialect) -> bool {
        self.0 & dialect.member.0 != 0
    }
}

/// Where a variable that is neither local nor upvalue is looked up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Environment {
    /// In the variable `_ENV`, a local or upvalue like any other.
    Variable,
    /// In the table that belongs to the running function, and that `setfenv` replaces.
    OfFunction,
}

/// Which declarations may carry `<const>` and `<close>`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Attributes {
    /// None: `<` after a name is an error.
    None,
    /// After each name.
    AfterName,
    /// After each name, and before the first name for all of them.
    BeforeOrAfterName,
}

/// Which escape sequences a quoted string may contain.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Escapes {
    /// Letters for control characters and decimals. A backslash before anything else is dropped.
    Lenient,
    /// Also `\x` and `\z`. Anything else is an error.
    StrictWithoutUtf8,
    /// Also `\x`, `\z` and `\u{}`. Anything else is an error.
    Strict,
}

/// How far a numeral reaches, which what it denotes is decided by afterwards.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Numerals {
    /// Over digits and points, an exponent mark with a sign, then letters and digits.
    LettersAndDigits,
    /// Over hexadecimal digits, points, and exponent marks with signs.
    HexadecimalDigits,
    /// Over the same and one letter more, which makes it malformed.
    WithOneLetterMore,
}

/// How `break` is limited.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BreakRule {
    /// It must be the last statement of its block.
    EndsBlock,
    /// It may stand anywhere; outside a loop it is reported with the line it stands on.
    AnywhereLateCheck,
    /// It may stand anywhere; outside a loop it is an ordinary syntax error.
    Anywhere,
}

/// How the length of a table with holes is found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LengthOfHoles {
    /// Around the length found last, at first in the middle.
    NearLastLength,
    /// Just below the end, else by bisection.
    BelowEnd,
    /// By bisection of all elements.
    ByBisection,
}

/// How the remainder of floats is computed, which shows where it is rounded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FloatModulo {
    /// As `a - floor(a / b) * b`.
    ByFloor,
    /// As the C function `fmod`, corrected where the product with the divisor is negative.
    ByProduct,
    /// As the C function `fmod`, corrected where the signs differ.
    BySign,
}

/// What becomes of the error of a finalizer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FinalizerErrors {
    /// It is raised where the finalizer was called.
    Raised,
    /// The same, with a note where it comes from.
    RaisedWithNote,
    /// It is a warning.
    Warned,
}

/// What the debug library calls the hidden variables of loops, in order, and where each lies above the first.
#[derive(Debug)]
pub struct LoopValues {
    /// Of a loop over numbers.
    pub numeric: &'static [(&'static str, usize)],
    /// Of a loop over an iterator.
    pub generic: &'static [(&'static str, usize)],
}

/// The behaviours that are not rows of a table. Each field is named for what it switches.
#[derive(Debug)]
pub struct Dialect {
    /// This dialect as a set of one, for [`Dialects::contains`].
    pub member: Dialects,
    /// The text of the global `_VERSION`.
    pub version_text: &'static str,
    /// Whether there is an integer subtype; otherwise all numbers are floats.
    pub integers: bool,
    /// How numbers become text.
    pub number_format: NumberFormat,
    /// Where global variables live.
    pub environment: Environment,
    /// Which escape sequences strings have.
    pub escapes: Escapes,
    /// How far a numeral reaches.
    pub numerals: Numerals,
    /// Which declarations have attributes.
    pub attributes: Attributes,
    /// Whether `global` starts a declaration where one can stand. It stays usable as a name.
    pub global_declarations: bool,
    /// Whether `...name` collects extra arguments in a table.
    pub named_varargs: bool,
    /// Whether a function with `...` also has the local table `arg`.
    pub arg_table: bool,
    /// Whether the debug library finds extra arguments, by negative numbers.
    pub extra_arguments_have_numbers: bool,
    /// Whether the variable of a loop is constant.
    pub read_only_loop_variables: bool,
    /// Whether `;` alone is a statement.
    pub empty_statements: bool,
    /// Whether a call stands on the line where its expression starts, not on that of its arguments.
    pub calls_stand_at_their_start: bool,
    /// Whether an operation stands on the line where its last operand ends, not on that of its operator.
    pub operations_stand_at_their_end: bool,
    /// Whether the test of a value in an `if` stands on the line of `then`.
    pub tests_stand_at_then: bool,
    /// Whether a label may have the name of one in a block around it.
    pub labels_may_hide_others: bool,
    /// Whether the names of a declaration are counted before its values are looked at.
    pub local_names_are_counted_first: bool,
    /// Where `break` may stand.
    pub break_rule: BreakRule,
    /// Whether the `(` of a call must be on the line where the called expression ends.
    pub call_on_same_line: bool,
    /// Whether `a <= b` falls back to `not (b < a)` when there is no `__le`.
    pub less_equal_from_less: bool,
    /// Whether both operands of `==` must have the same `__eq`.
    pub equality_needs_shared_handler: bool,
    /// Whether both operands of `<` and `<=` must be of one type and have the same handler.
    pub order_needs_shared_handler: bool,
    /// Whether `#` on a table asks `__len`.
    pub length_metamethod_on_tables: bool,
    /// Which length a table with holes has.
    pub length_of_holes: LengthOfHoles,
    /// Whether a constructor makes some room to spare when it has many items.
    pub constructors_round_up: bool,
    /// Whether functions of the table library read and write elements through metamethods.
    pub element_metamethods_in_library: bool,
    /// Whether `pairs` and `ipairs` ask `__pairs` and `__ipairs` before they ask for a table.
    pub iteration_metamethods: bool,
    /// Whether a string passes for a list in the table library, its length being its own.
    pub strings_pass_for_lists: bool,
    /// Whether `table.unpack` refuses what does not pass for a list before it asks for the length.
    pub unpack_checks_list: bool,
    /// The longest string that functions of the string library make or describe by counting.
    pub longest_counted: usize,
    /// What `!` in a format of `string.pack` aligns to at most, if it does not say.
    pub pack_alignment: usize,
    /// How `io.write` writes floats.
    pub written_number_format: NumberFormat,
    /// Whether a write that fails also tells how many bytes were written.
    pub write_failures_tell_progress: bool,
    /// Whether `__close` is given nil for the error where there is none.
    pub closers_get_nil_error: bool,
    /// Whether a chain of `__call` metamethods is limited by its length.
    pub call_chains_are_limited: bool,
    /// Whether `__call` must be a function, not something else that can be called.
    pub call_handlers_are_functions: bool,
    /// How many metatables an access passes through at most.
    pub metatable_chain_limit: usize,
    /// The hidden variables of loops.
    pub loop_values: LoopValues,
    /// The pause and the step multiplier of a collector whose parameters nobody has set.
    pub collector_defaults: (usize, usize),
    /// Whether a table can have a finalizer.
    pub finalizers_on_tables: bool,
    /// What becomes of the error of a finalizer.
    pub finalizer_errors: FinalizerErrors,
    /// Whether hooks see a numeric loop jump to its end before its first round.
    pub loops_start_at_their_end: bool,
    /// How many upvalues a function can have, besides its environment where that is its own.
    pub max_upvalues: usize,
    /// Whether a table with weak keys leaves it to a key to keep the key's value alive.
    pub ephemerons: bool,
    /// Whether a function that starts by setting variables to nil has no line for that.
    pub leading_nils_are_hidden: bool,
    /// Whether arithmetic converts strings through the string library, keeping integers whole.
    pub string_arithmetic_in_library: bool,
    /// Whether arithmetic makes floats of strings, also of those that read as integers.
    pub strings_become_floats: bool,
    /// Whether text becomes a number as C reads it: up to a NUL, and also from names such as `inf`.
    pub numbers_are_read_as_by_c: bool,
    /// Whether shown chunk names leave room for marks around them.
    pub spaced_chunk_names: bool,
    /// Whether raising nil raises a message instead.
    pub nil_error_is_message: bool,
    /// Whether an error that is a number is a message, which gets a position.
    pub number_error_is_message: bool,
    /// Whether `x - 0` adds 0, which makes a positive zero of a negative one.
    pub zero_is_subtracted_by_adding: bool,
    /// Whether all float zeros of a function are one constant, with the sign of the first one.
    pub float_zeros_are_one_constant: bool,
    /// How `a % b` is computed of floats.
    pub float_modulo: FloatModulo,
    /// Whether a numeric loop with the step zero is an error.
    pub zero_step_is_error: bool,
    /// Whether a loop over floats starts one step before its start, and so may start beside it.
    pub float_loops_step_back: bool,
    /// Whether the start of a loop is checked before its limit and step.
    pub loop_start_is_checked_first: bool,
    /// Whether a call that a tail call has replaced is still counted as a level.
    pub tail_calls_are_levels: bool,
    /// What dumped functions begin with.
    pub bytecode: &'static Bytecode,
    /// How error messages are worded.
    pub messages: &'static Messages,
    /// How functions behave that all dialects have.
    pub library: &'static LibraryRules,
}
