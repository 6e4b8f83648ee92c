//! What the words of the command line mean.

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::path::Path;
use std::time::Duration;

use perilune::api::{Dialect, Options};

/// Something to do before the script, in order.
pub(crate) enum Action {
    /// `-e`: run a text.
    Execute(Vec<u8>),
    /// `-l`: load a module into a global variable.
    Require(Vec<u8>),
    /// `-W`: show warnings.
    ShowWarnings,
}

/// What the command line asks for.
#[derive(Default)]
pub(crate) struct Arguments {
    /// The state to make.
    pub(crate) options: Options,
    /// What to do before the script.
    pub(crate) actions: Vec<Action>,
    /// The index of the word that names the script.
    pub(crate) script: Option<usize>,
    /// That word.
    pub(crate) script_name: Option<OsString>,
    /// Whether to talk with the user after the script.
    pub(crate) is_interactive: bool,
    /// Whether to show the version.
    pub(crate) shows_version: bool,
    /// Whether to ignore the environment.
    pub(crate) ignores_environment: bool,
    /// Whether to show the script's instructions in place of running it.
    pub(crate) lists_code: bool,
    /// How many instructions to run at a time, for tests of runs in steps; `None`: all.
    pub(crate) step: Option<u64>,
}

impl Arguments {
    /// Whether there is code to run on the command line.
    pub(crate) fn executes(&self) -> bool {
        self.actions.iter().any(|action| matches!(action, Action::Execute(_)))
    }
}

/// What is wrong with a command line.
pub(crate) enum BadOption {
    /// An option that does not exist.
    Unknown(String),
    /// An option without the word that must follow it.
    Incomplete(String),
    /// A value that an option does not take.
    Value(String, String),
}

impl fmt::Display for BadOption {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BadOption::Unknown(option) => write!(formatter, "unrecognized option '{option}'"),
            BadOption::Incomplete(option) => write!(formatter, "'{option}' needs argument"),
            BadOption::Value(option, value) => {
                write!(formatter, "'{option}' does not take '{value}'")
            }
        }
    }
}

/// Reads the words; the first one is the program.
pub(crate) fn read(words: &[OsString]) -> Result<Arguments, BadOption> {
    let mut arguments = Arguments { options: Options::all(), ..Arguments::default() };
    let collects_always =
        std::env::var_os("PERILUNE_COLLECT_ALWAYS").is_some_and(|value| value == "1");
    arguments.options.collect_always = collects_always;
    arguments.step = std::env::var("PERILUNE_STEP").ok().and_then(|text| text.parse().ok());
    arguments.options.dialect = words.first().and_then(dialect_of_name).unwrap_or_default();
    // The session adds the traceback where the reference has it.
    arguments.options.tracebacks = false;
    let mut index = 1;
    while let Some(word) = words.get(index) {
        let bytes = word.as_encoded_bytes();
        match bytes {
            [b'-', b'-'] => {
                index += 1;
                break;
            }
            [b'-', b'-', ..] => index = read_long(&mut arguments, words, index)?,
            [b'-', _, ..] => index = read_short(&mut arguments, words, index)?,
            _ => break,
        }
        index += 1;
    }
    if let Some(word) = words.get(index) {
        arguments.script = Some(index);
        arguments.script_name = Some(word.clone());
    }
    Ok(arguments)
}

/// The dialect in the name under which the program was called, such as `lua5.4`.
fn dialect_of_name(program: &OsString) -> Option<Dialect> {
    let name = Path::new(program).file_name()?.to_str()?;
    Dialect::by_name(name.trim_end_matches(".exe").strip_prefix("lua")?)
}

/// Reads an option of one letter; answers the index of the last word it takes.
fn read_short(
    arguments: &mut Arguments,
    words: &[OsString],
    index: usize,
) -> Result<usize, BadOption> {
    let word = &words[index];
    let shown = || word.to_string_lossy().into_owned();
    let (letter, rest) = (word.as_encoded_bytes()[1], &word.as_encoded_bytes()[2..]);
    match letter {
        b'e' | b'l' => {
            let (value, last) = match words.get(index + 1) {
                _ if !rest.is_empty() => (rest, index),
                Some(next) if !next.as_encoded_bytes().starts_with(b"-") => {
                    (next.as_encoded_bytes(), index + 1)
                }
                _ => return Err(BadOption::Incomplete(shown())),
            };
            let value = value.to_vec();
            arguments.actions.push(if letter == b'e' {
                Action::Execute(value)
            } else {
                Action::Require(value)
            });
            return Ok(last);
        }
        _ if !rest.is_empty() => return Err(BadOption::Unknown(shown())),
        b'i' => {
            arguments.is_interactive = true;
            arguments.shows_version = true;
        }
        b'v' => arguments.shows_version = true,
        b'E' => {
            arguments.ignores_environment = true;
            arguments.options.environment_variables = false;
        }
        b'W' => arguments.actions.push(Action::ShowWarnings),
        _ => return Err(BadOption::Unknown(shown())),
    }
    Ok(index)
}

/// Reads an option of one word, which the reference does not have; answers the index of the last word it takes.
fn read_long(
    arguments: &mut Arguments,
    words: &[OsString],
    index: usize,
) -> Result<usize, BadOption> {
    let option = words[index].to_string_lossy().into_owned();
    let options = &mut arguments.options;
    match option.as_str() {
        "--sandbox" => {
            let sandbox = Options::sandbox();
            options.libraries = sandbox.libraries;
            options.file_loaders = sandbox.file_loaders;
            options.allow_bytecode = sandbox.allow_bytecode;
            return Ok(index);
        }
        "--collect-always" => {
            options.collect_always = true;
            return Ok(index);
        }
        "--list" => {
            arguments.lists_code = true;
            return Ok(index);
        }
        "--max-instructions" | "--max-memory" | "--timeout" | "--lua" => {}
        _ => return Err(BadOption::Unknown(option)),
    }
    let value = words.get(index + 1).ok_or_else(|| BadOption::Incomplete(option.clone()))?;
    let is_read = match option.as_str() {
        "--max-instructions" => {
            read_number(value).map(|number| options.instruction_limit = Some(number))
        }
        "--max-memory" => read_number(value)
            .and_then(|number| usize::try_from(number).ok())
            .map(|number| options.memory_limit = Some(number)),
        "--timeout" => read_seconds(value).map(|time| options.time_limit = Some(time)),
        _ => value.to_str().and_then(Dialect::by_name).map(|dialect| options.dialect = dialect),
    };
    is_read.ok_or_else(|| BadOption::Value(option, value.to_string_lossy().into_owned()))?;
    Ok(index + 1)
}

fn read_number(word: &OsStr) -> Option<u64> {
    word.to_str()?.parse().ok()
}

fn read_seconds(word: &OsStr) -> Option<Duration> {
    let seconds: f64 = word.to_str()?.parse().ok()?;
    Duration::try_from_secs_f64(seconds).ok()
}

/// What `-v` shows.
pub(crate) fn version_line(arguments: &Arguments) -> String {
    let dialect = arguments.options.dialect.number();
    let version = env!("CARGO_PKG_VERSION");
    format!("Lua {dialect}.0  as run by perilune {version}, after the Lua of Lua.org, PUC-Rio\n")
}

/// What the command line may be.
pub(crate) fn usage(program: &str) -> String {
    let numbers: Vec<&str> = Dialect::ALL.iter().map(|dialect| dialect.number()).collect();
    let numbers = numbers.join(", ");
    format!(
        "usage: {program} [options] [script [arguments]]
  -e code                run code
  -l module              load a module into the global variable of its name
  -l name=module         load a module into the global variable 'name'
  -i                     talk with the user after the script
  -v                     show the version
  -E                     ignore environment variables
  -W                     show warnings
  --                     end of the options
  -                      end of the options; the script is the standard input
  --lua number           the version of Lua: {numbers}; by default that of the program's name,
                         such as 'lua5.4', or 5.5
  --max-instructions n   stop after so many instructions
  --max-memory bytes     the most memory to hold
  --timeout seconds      stop after so much time
  --sandbox              only libraries that reach nothing outside
  --collect-always       collect garbage at every opportunity
  --list                 show the instructions of the script
"
    )
}
