//! The dialect of Lua 5.1.

use super::{Attributes, BreakRule, Dialect, Dialects, Environment, Escapes};
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
    nil_error_is_message: false,
    tail_calls_are_levels: true,
    traceback_names_libraries: false,
};
