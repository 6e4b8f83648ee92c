//! The os library: processes, files by name, the environment, the processor's clock.

use super::base::basic_function;
use super::io::file_system::{Failure, bytes_of, create_temporary, os_string_of, path_of};
use super::io::{answer_ending, ending_of, shell, standard};
use super::library::library;
use super::os_time;
use crate::interpreter::{Action, Outcome, State, Stop, Throw};
use crate::text::until_nul;
use crate::value::Value;

library! {
    /// The operating system.
    static OS = "os", prefix "os.";

    /// The processor time used, in seconds.
    clock() => clock;
    /// A date as text or as a table.
    date(format?, time?) => os_time::date;
    /// The seconds between two times.
    difftime(later, earlier) => os_time::difftime;
    /// Runs a command of the system's shell.
    execute(command?) => execute;
    /// Ends the program.
    exit(status?, close?) => exit;
    /// The value of an environment variable.
    getenv(name) => getenv;
    /// Removes a file or an empty directory.
    remove(filename) => remove;
    /// Renames a file.
    rename(from, to) => rename;
    /// Sets or asks for the locale, which is always `C`.
    setlocale(locale?, category?) => setlocale;
    /// The current time, or that of a date table.
    time(date?) => os_time::time;
    /// Creates a file and answers its name.
    tmpname() => tmpname;
}

fn clock(state: &mut State, _step: u32) -> Outcome {
    // Minus one is how C says that the time is unknown.
    let seconds =
        cpu_time::ProcessTime::try_now().map_or(-1.0, |time| time.as_duration().as_secs_f64());
    state.answer(Value::float(seconds))
}

/// Answers true, or how the system refused; a name comes in front of the message.
fn answer_result(state: &mut State, name: Option<&[u8]>, result: std::io::Result<()>) -> Outcome {
    let Err(error) = result else {
        return state.answer(Value::boolean(true));
    };
    let failure = Failure::from(error);
    let message = match name {
        Some(name) => [until_nul(name), b": ", failure.message.as_bytes()].concat(),
        None => failure.message.into_bytes(),
    };
    state.answer_failure(&message, Some(failure.code))
}

fn execute(state: &mut State, _step: u32) -> Outcome {
    let Some(command) = state.optional_bytes(0)? else {
        let has_shell = cfg!(windows) || std::path::Path::new("/bin/sh").exists();
        let answer = match state.dialect.library.process_status_is_number {
            true => state.integer_value(i64::from(has_shell)),
            false => Value::boolean(has_shell),
        };
        return state.answer(answer);
    };
    standard::flush(state);
    match shell(command).status() {
        Ok(status) => answer_ending(state, ending_of(status)),
        Err(error) => answer_result(state, None, Err(error)),
    }
}

/// The slots of `exit`: the status, and whether the state is to be closed.
const STATUS: usize = 0;
const CLOSE: usize = 1;

fn exit(state: &mut State, step: u32) -> Outcome {
    if step == 0 {
        let status = state.slot(STATUS);
        let status = match status.tag {
            crate::value::TRUE => 0,
            crate::value::FALSE => 1,
            _ => state.optional_integer(STATUS, 0)?,
        };
        state.set_count(2)?;
        state.set_slot(STATUS, Value::integer(status));
    } else {
        state.drop_results();
    }
    let close = !state.slot(CLOSE).is_falsy();
    // Closing a state closes the pending variables first, the innermost before the others, whatever each one raises.
    if close && let Some((value, closer)) = state.take_variable_to_close() {
        let pcall = basic_function(state, "pcall");
        state.push_callee(pcall)?;
        state.push(closer)?;
        state.push(value)?;
        return Ok(Action::Call { args: 2, step: 1, yieldable: false });
    }
    let status = state.slot(STATUS).integer_bits() as i32;
    standard::flush(state);
    state.stopped = Some(Stop::Exit { status, close });
    Err(Throw::Stopped)
}

fn getenv(state: &mut State, _step: u32) -> Outcome {
    let name = until_nul(state.check_bytes(0)?);
    // The standard library does not accept names that cannot exist.
    if name.is_empty() || name.contains(&b'=') {
        return state.answer(Value::NIL);
    }
    match std::env::var_os(os_string_of(name)) {
        Some(value) => state.answer_bytes(&bytes_of(value)),
        None => state.answer(Value::NIL),
    }
}

fn remove(state: &mut State, _step: u32) -> Outcome {
    let name = state.check_bytes(0)?;
    let path = path_of(name);
    let is_directory = std::fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.is_dir());
    let result =
        if is_directory { std::fs::remove_dir(&path) } else { std::fs::remove_file(&path) };
    answer_result(state, Some(name), result)
}

fn rename(state: &mut State, _step: u32) -> Outcome {
    let from = state.check_bytes(0)?;
    let to = state.check_bytes(1)?;
    let result = std::fs::rename(path_of(from), path_of(to));
    let shown = state.dialect.library.rename_names_file.then_some(from);
    answer_result(state, shown, result)
}

fn tmpname(state: &mut State, _step: u32) -> Outcome {
    match create_temporary() {
        Ok((_, path)) => state.answer_bytes(&bytes_of(path.into_os_string())),
        Err(_) => Err(state.error("unable to generate a unique filename")),
    }
}

fn setlocale(state: &mut State, _step: u32) -> Outcome {
    let locale = state.optional_bytes(0)?;
    state.check_option(
        1,
        Some("all"),
        &["all", "collate", "ctype", "monetary", "numeric", "time"],
    )?;
    match locale.map(until_nul) {
        None | Some(b"" | b"C" | b"POSIX") => state.answer_bytes(b"C"),
        Some(_) => state.answer(Value::NIL),
    }
}
