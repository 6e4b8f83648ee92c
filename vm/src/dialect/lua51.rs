//! The dialect of Lua 5.1.

use super::{
    Attributes, BreakRule, Dialect, Dialects, Environment, Escapes, Messages, Traceback,
    UnknownBytes,
};
use crate::number::NumberFormat;

/// Lua 5.1.
pub static LUA51: &Dialect = &Dialect {
    member: Dialects::LUA51,
    version_text: "Lua 5.1",
    integers: false,
    number_format: NumberFormat::Digits14WithoutPoint,
    environment: Environment::OfFunction,
    escapes: Escapes::Lenient,
    attributes: Attributes::None,
    global_declarations: false,
    named_varargs: false,
    arg_table: true,
    read_only_loop_variables: false,
    empty_statements: false,
    break_rule: BreakRule::EndsBlock,
    call_on_same_line: true,
    less_equal_from_less: true,
    equality_needs_shared_handler: true,
    order_needs_shared_handler: true,
    length_metamethod_on_tables: false,
    element_metamethods_in_library: false,
    iteration_metamethods: false,
    finalizers_on_tables: false,
    string_arithmetic_in_library: false,
    spaced_chunk_names: true,
    nil_error_is_message: false,
    tail_calls_are_levels: true,
    messages: &MESSAGES,
};

static MESSAGES: Messages = Messages {
    names_before_types: true,
    constants_have_names: false,
    type_names_in_metatables: false,
    library_names: false,
    plain_expectations: &[
        ("nil or table", "nil or table expected"),
        ("string/function/table", "string/function/table expected"),
        ("thread", "coroutine expected"),
    ],
    loop_errors_have_types: false,
    quotes_every_token: true,
    unknown_bytes: UnknownBytes::AsTheyAre,
    expects_assignment: true,
    long_literals_tell_their_start: false,
    limits_follow_function: true,
    traceback: Traceback::ByCallerWithTailCalls,
};
