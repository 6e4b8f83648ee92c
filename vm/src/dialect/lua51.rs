//! The dialect of Lua 5.1.

use super::{
    Attributes, BreakRule, Dialect, Dialects, Environment, Escapes, LibraryRules, Messages,
    ModulePlace, Quoted, Rewording, Traceback, UnknownBytes,
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
    modulo_by_floor: true,
    zero_step_is_error: false,
    tail_calls_are_levels: true,
    messages: &MESSAGES,
    library: &LIBRARY,
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
    rewordings: &[
        Rewording { from: "invalid conversion '", to: "invalid option '", keeps_rest: true },
        Rewording { from: "'__index' chain too long", to: "loop in gettable", keeps_rest: false },
        Rewording {
            from: "'__newindex' chain too long",
            to: "loop in settable",
            keeps_rest: false,
        },
        Rewording {
            from: "default output file is closed",
            to: "standard output file is closed",
            keeps_rest: false,
        },
        Rewording {
            from: "default input file is closed",
            to: "standard input file is closed",
            keeps_rest: false,
        },
        Rewording { from: "value out of range", to: "invalid value", keeps_rest: false },
        Rewording { from: "invalid capture index", to: "invalid capture index", keeps_rest: false },
        Rewording {
            from: "malformed pattern (missing arguments to '%b')",
            to: "unbalanced pattern",
            keeps_rest: false,
        },
        Rewording {
            from: "attempt to yield from outside a coroutine",
            to: "attempt to yield across metamethod/C-call boundary",
            keeps_rest: false,
        },
        Rewording {
            from: "attempt to yield across a C-call boundary",
            to: "attempt to yield across metamethod/C-call boundary",
            keeps_rest: false,
        },
    ],
    uncaught_object: Some("(error object is not a string)"),
    temporaries_have_stars: true,
    traceback: Traceback::ByCallerWithTailCalls,
};

static LIBRARY: LibraryRules = LibraryRules {
    search_start_is_clamped: true,
    patterns_end_at_nul: true,
    lenient_replacements: true,
    format_letters: b"",
    format_converts: false,
    quoted: Quoted::StringsWithFewEscapes,
    positions_are_checked: false,
    wide_random: false,
    write_answers_file: false,
    read_formats_have_star: true,
    missing_file_is_bad_argument: true,
    file_modes_are_checked: false,
    process_status_is_number: true,
    date_conversions_are_checked: false,
    rename_names_file: true,
    info_options: b"SlnuLf",
    module_place: ModulePlace::Untold,
    current_folder_comes_first: true,
    module_loops_are_errors: true,
};
