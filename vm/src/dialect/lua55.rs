//! The dialect of Lua 5.5.

use super::{
    Attributes, BreakRule, Dialect, Dialects, Environment, Escapes, Messages, Traceback,
    UnknownBytes,
};
use crate::number::NumberFormat;

/// Lua 5.5.
pub static LUA55: &Dialect = &Dialect {
    member: Dialects::LUA55,
    version_text: "Lua 5.5",
    integers: true,
    number_format: NumberFormat::ShortestThatReadsBack,
    environment: Environment::Variable,
    escapes: Escapes::Strict,
    attributes: Attributes::BeforeOrAfterName,
    global_declarations: true,
    named_varargs: true,
    arg_table: false,
    read_only_loop_variables: true,
    empty_statements: true,
    break_rule: BreakRule::Anywhere,
    call_on_same_line: false,
    less_equal_from_less: false,
    equality_needs_shared_handler: false,
    order_needs_shared_handler: false,
    length_metamethod_on_tables: true,
    element_metamethods_in_library: true,
    iteration_metamethods: true,
    finalizers_on_tables: true,
    string_arithmetic_in_library: true,
    spaced_chunk_names: false,
    nil_error_is_message: true,
    tail_calls_are_levels: false,
    messages: &MESSAGES,
};

static MESSAGES: Messages = Messages {
    names_before_types: false,
    constants_have_names: true,
    type_names_in_metatables: true,
    library_names: true,
    plain_expectations: &[],
    loop_errors_have_types: true,
    quotes_every_token: false,
    unknown_bytes: UnknownBytes::Escaped,
    expects_assignment: false,
    long_literals_tell_their_start: true,
    limits_follow_function: false,
    traceback: Traceback::ByKindThenLibrary,
};
