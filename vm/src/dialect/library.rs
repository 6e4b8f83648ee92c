//! What differs in the behaviour of library functions that all dialects have.

/// How library functions behave. Each field is named for what it switches.
#[derive(Debug)]
pub struct LibraryRules {
    /// Whether a search that is to start behind the end of the text starts at its end.
    pub search_start_is_clamped: bool,
    /// Whether a NUL ends a pattern.
    pub patterns_end_at_nul: bool,
    /// Whether `%` in a replacement may stand before any character, which then stands for itself.
    pub lenient_replacements: bool,
    /// Whether a capture that a replacement lacks is told by its number.
    pub missing_captures_are_numbered: bool,
    /// The letters of formats that not all dialects have.
    pub format_letters: &'static [u8],
    /// Whether a format may not have flags and a precision that its letter does not know.
    pub format_modifiers_are_checked: bool,
    /// How `%d` and the like take a number.
    pub formatted_integers: FormattedIntegers,
    /// Whether a format with too many flags or digits is told which of them are too many.
    pub format_limits_have_names: bool,
    /// Whether `%s` converts values that are neither strings nor numbers.
    pub format_converts: bool,
    /// Whether what `%s` writes ends at a NUL.
    pub texts_end_at_nul: bool,
    /// Whether what `%c` writes ends at a NUL, also where the NUL is the character.
    pub characters_end_at_nul: bool,
    /// Whether what `print` writes of a value ends at a NUL.
    pub prints_end_at_nul: bool,
    /// What `%q` writes.
    pub quoted: Quoted,
    /// Whether `table.insert` and `table.remove` refuse positions outside of the list.
    pub positions_are_checked: bool,
    /// Whether `table.remove` blames the list for a position outside of it.
    pub removal_blames_list: bool,
    /// How many bits the indices of `table.concat` have.
    pub concat_indices: ConcatIndices,
    /// Whether `math.random(0)` gives the bits of an integer, and `math.randomseed` answers its seed.
    pub wide_random: bool,
    /// Whether writing answers the file, not true.
    pub write_answers_file: bool,
    /// Whether the formats of reading must start with `*`.
    pub read_formats_have_star: bool,
    /// Whether a file that cannot be opened for reading makes a bad argument.
    pub missing_file_is_bad_argument: bool,
    /// Whether the mode of `io.open` must be one that the manual names.
    pub file_modes_are_checked: bool,
    /// Whether the end of a process is told by one number.
    pub process_status_is_number: bool,
    /// Whether a NUL ends the format of `os.date`.
    pub date_formats_end_at_nul: bool,
    /// Whether `os.date` refuses conversions that do not exist.
    pub date_conversions_are_checked: bool,
    /// Whether the fields of a date are read from seconds to years.
    pub date_fields_start_at_seconds: bool,
    /// Whether a field of a date that is no number is as good as none.
    pub bad_date_fields_are_missing: bool,
    /// Whether the error of `os.rename` names the file.
    pub rename_names_file: bool,
    /// What `debug.getinfo` can be asked for.
    pub info_options: &'static [u8],
    /// Whether `debug.traceback` answers a message of nil as it does others that are no strings.
    pub traceback_answers_nil: bool,
    /// Whether `debug.traceback` shows a message up to its first NUL only.
    pub traceback_messages_end_at_nul: bool,
    /// Whether changing the mode of the collector answers the one before, not 0.
    pub modes_are_told: bool,
    /// Whether a loaded function is given the global table also where it has more upvalues than the first one.
    pub globals_go_to_first_of_many: bool,
    /// Whether `module` calls all its options, not only those that are functions.
    pub module_options_are_all_called: bool,
    /// Who is told where a module was found.
    pub module_place: ModulePlace,
    /// Whether a path of modules is split, and what is empty left out, before the name is put in; else afterwards, so that
    /// a name with a semicolon gives several files, and an empty path has one without a name.
    pub paths_are_split_first: bool,
    /// Whether `package.searchers` is also `package.loaders`.
    pub searchers_are_loaders_too: bool,
    /// Whether the prompt of the command line takes an expression without `=` in front.
    pub prompt_shows_expressions: bool,
    /// Whether the program's arguments are set when the script is reached, not before the first module is loaded.
    pub arguments_come_with_script: bool,
    /// Whether every `;;` in a path from the environment stands for the default, with separators around it.
    pub every_double_separator_is_default: bool,
    /// Whether `io.lines` also answers the file, for a loop to close.
    pub lines_answer_file: bool,
    /// Whether `lines` takes formats.
    pub lines_take_formats: bool,
    /// Whether `string.unpack` starts at the first byte where it is to start before it.
    pub unpack_start_is_clamped: bool,
    /// The largest number that stands for a character in UTF-8.
    pub max_utf8_code: u32,
    /// Whether the halves of surrogate pairs are characters in UTF-8.
    pub surrogates_are_characters: bool,
    /// Whether modules are looked for in the current folder before the system's.
    pub current_folder_comes_first: bool,
    /// Whether a module that requires itself is an error.
    pub module_loops_are_errors: bool,
    /// Whether the iterator of `ipairs` answers nothing at the end, not nil.
    pub ipairs_ends_with_nothing: bool,
    /// Whether the debug library finds no upvalues of native functions.
    pub native_upvalues_are_hidden: bool,
    /// Whether `debug.upvalueid` refuses a number that no upvalue has.
    pub upvalues_must_exist: bool,
    /// Whether `string.dump` leaves the debug information out where it is asked to.
    pub dumps_can_be_stripped: bool,
    /// Whether the command line greets on the stream for errors.
    pub greeting_is_error_output: bool,
}

/// What `%q` writes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Quoted {
    /// Literals of strings, numbers, booleans and nil.
    Literals,
    /// Literals of strings.
    Strings,
    /// Literals of strings in which few characters are escaped.
    StringsWithFewEscapes,
}

/// Who is told where a module was found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ModulePlace {
    /// Nobody.
    Untold,
    /// The loader.
    ToLoader,
    /// The loader and the caller of `require`.
    ToLoaderAndCaller,
}

/// How many bits the indices of `table.concat` have.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ConcatIndices {
    /// 32; what is above is dropped.
    Short,
    /// 64, and 32 in the message about an element that is no string.
    ShownShort,
    /// 64.
    Whole,
}

/// How `%d` and the like take a number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FormattedIntegers {
    /// Its fraction is cut off; out of range it is whatever the processor makes of it.
    Truncated,
    /// Its fraction is cut off; out of range it is an error.
    InRange,
    /// It must be an integer.
    Exact,
}
