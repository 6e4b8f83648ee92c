//! The dialect of Lua 5.3.

use super::{
    Attributes, BreakRule, Dialect, Dialects, Environment, Escapes, LibraryRules, Messages,
    ModulePlace, Quoted, Rewording, Traceback, UnknownBytes,
};
use crate::number::NumberFormat;

/// Lua 5.3, without the optional functions of 5.2.
pub static LUA53: &Dialect = &Dialect {
    member: Dialects::LUA53,
    version_text: "Lua 5.3",
    integers: true,
    number_format: NumberFormat::Digits14,
    environment: Environment::Variable,
    escapes: Escapes::Strict,
    attributes: Attributes::None,
    global_declarations: false,
    named_varargs: false,
    arg_table: false,
    read_only_loop_variables: false,
    empty_statements: true,
    break_rule: BreakRule::AnywhereLateCheck,
    call_on_same_line: false,
    less_equal_from_less: true,
    equality_needs_shared_handler: false,
    order_needs_shared_handler: false,
    length_metamethod_on_tables: true,
    element_metamethods_in_library: true,
    iteration_metamethods: true,
    finalizers_on_tables: true,
    string_arithmetic_in_library: false,
    spaced_chunk_names: false,
    nil_error_is_message: false,
    modulo_by_floor: false,
    zero_step_is_error: false,
    tail_calls_are_levels: false,
    messages: &MESSAGES,
    library: &LIBRARY,
};

static MESSAGES: Messages = Messages {
    names_before_types: false,
    constants_have_names: true,
    type_names_in_metatables: true,
    library_names: true,
    plain_expectations: &[
        ("nil or table", "nil or table expected"),
        ("string/function/table", "string/function/table expected"),
        ("thread", "thread expected"),
    ],
    loop_errors_have_types: false,
    quotes_every_token: false,
    unknown_bytes: UnknownBytes::Escaped,
    expects_assignment: false,
    long_literals_tell_their_start: true,
    limits_follow_function: false,
    rewordings: &[Rewording {
        from: "invalid conversion '",
        to: "invalid option '",
        keeps_rest: true,
    }],
    uncaught_object: None,
    temporaries_have_stars: true,
    traceback: Traceback::ByLibraryThenKind,
};

static LIBRARY: LibraryRules = LibraryRules {
    search_start_is_clamped: false,
    patterns_end_at_nul: false,
    lenient_replacements: false,
    format_letters: b"aA",
    format_converts: true,
    quoted: Quoted::Literals,
    positions_are_checked: true,
    wide_random: false,
    write_answers_file: true,
    read_formats_have_star: false,
    missing_file_is_bad_argument: false,
    file_modes_are_checked: true,
    process_status_is_number: false,
    date_conversions_are_checked: true,
    rename_names_file: false,
    info_options: b"SlnutLf",
    module_place: ModulePlace::ToLoader,
    current_folder_comes_first: false,
    module_loops_are_errors: false,
};
