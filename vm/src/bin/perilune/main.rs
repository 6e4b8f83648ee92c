//! The command line interpreter, option-compatible with the reference's `lua`.
//!
//! The order of events is that of the reference: options are read, libraries opened, `LUA_INIT` run, then `-e` and `-l`
//! in order, then the script, then the interactive mode.

mod interactive;
mod options;
mod session;
mod signals;

use std::ffi::{OsStr, OsString};
use std::io::Write;
use std::process::ExitCode;

use options::{Action, Arguments, BadOption};
use perilune::api::{Error, Program};
use session::{Ended, Session};

fn main() -> ExitCode {
    let words: Vec<OsString> = std::env::args_os().collect();
    let program = words
        .first()
        .filter(|name| !name.is_empty())
        .map_or(&b"perilune"[..], |name| name.as_encoded_bytes());
    let arguments = match options::read(&words) {
        Ok(arguments) => arguments,
        Err(bad) => return refuse(program, &bad),
    };
    if arguments.shows_version && !show_version(&arguments) {
        return ExitCode::FAILURE;
    }
    if arguments.lists_code {
        return list(program, &arguments);
    }
    match Session::new(program.to_vec(), &arguments) {
        Ok(session) => run(session, &words, &arguments),
        Err(error) => {
            write_error(program, &error.to_string());
            ExitCode::FAILURE
        }
    }
}

/// Shows the version where the dialect shows it; answers whether that worked.
fn show_version(arguments: &Arguments) -> bool {
    let line = options::version_line(arguments);
    match arguments.options.dialect.rules().greeting_is_error_output {
        true => std::io::stderr().write_all(line.as_bytes()).is_ok(),
        false => write_out(&line),
    }
}

/// Runs everything the command line asks for, then closes the state.
fn run(mut session: Session, words: &[OsString], arguments: &Arguments) -> ExitCode {
    let result = perform(&mut session, words, arguments);
    let (code, closes) = match result {
        Ok(()) => (0, true),
        Err(Ended::Failed) => (1, true),
        Err(Ended::Exit { status, close }) => (status, close),
    };
    session.finish(closes);
    // The system keeps eight bits of a status, as it does for the reference.
    ExitCode::from((code & 0xff) as u8)
}

fn perform(session: &mut Session, words: &[OsString], arguments: &Arguments) -> Result<(), Ended> {
    let comes_with_script = session.lua.dialect().rules().arguments_come_with_script;
    if !comes_with_script {
        session.set_argument_table(words, arguments.script)?;
    }
    if !arguments.ignores_environment {
        run_initial_code(session)?;
    }
    for action in &arguments.actions {
        match action {
            Action::Execute(text) => session.run_text(text, b"=(command line)")?,
            Action::Require(module) => session.require(module)?,
            Action::ShowWarnings => session.lua.set_warnings(true),
        }
    }
    if let Some(index) = arguments.script {
        if comes_with_script {
            session.set_argument_table(words, arguments.script)?;
        }
        let is_input =
            words[index] == "-" && words.get(index.wrapping_sub(1)).is_none_or(|word| word != "--");
        session.run_script((!is_input).then(|| words[index].as_encoded_bytes()))?;
    }
    if arguments.is_interactive {
        interactive::run(session)
    } else if arguments.script.is_none() && !arguments.shows_version && !arguments.executes() {
        if std::io::IsTerminal::is_terminal(&std::io::stdin()) {
            session.lua.print(options::version_line(arguments));
            interactive::run(session)
        } else {
            session.run_file(None)
        }
    } else {
        Ok(())
    }
}

/// Runs what `LUA_INIT` says: code, or the name of a file behind `@`.
fn run_initial_code(session: &mut Session) -> Result<(), Ended> {
    let versioned = format!("LUA_INIT_{}", session.lua.dialect().number().replace('.', "_"));
    for name in [versioned.as_str(), "LUA_INIT"] {
        let Some(code) = std::env::var_os(name) else { continue };
        return match code.as_encoded_bytes() {
            [b'@', file @ ..] => session.run_file(Some(file)),
            text => session.run_text(text, format!("={name}").as_bytes()),
        };
    }
    Ok(())
}

/// Shows the instructions of the script in place of running it.
fn list(program: &[u8], arguments: &Arguments) -> ExitCode {
    let Some(file) = &arguments.script_name else {
        write_error(program, "'--list' needs a script");
        return ExitCode::FAILURE;
    };
    match compile_file(file, arguments) {
        Ok(program) if write_out(&program.listing()) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            write_error(program, &error.to_string());
            ExitCode::FAILURE
        }
    }
}

fn compile_file(file: &OsStr, arguments: &Arguments) -> Result<Program, Error> {
    let shown = file.to_string_lossy().into_owned();
    let text = std::fs::read(file).map_err(|source| Error::File {
        path: shown.clone(),
        source: std::sync::Arc::new(source),
    })?;
    let name = format!("@{shown}");
    match text.first() {
        Some(&0x1b) => Program::from_bytecode(&text, name, arguments.options.dialect),
        Some(b'#') => {
            Program::compile([b"--", text.as_slice()].concat(), name, arguments.options.dialect)
        }
        _ => Program::compile(&text, name, arguments.options.dialect),
    }
}

/// Says what is wrong with the command line, and what it may be.
fn refuse(program: &[u8], bad: &BadOption) -> ExitCode {
    write_error(program, &bad.to_string());
    let usage = options::usage(&String::from_utf8_lossy(program));
    // There is nowhere to report that the error stream cannot be written.
    let _ = std::io::stderr().write_all(usage.as_bytes());
    ExitCode::FAILURE
}

fn write_error(program: &[u8], message: &str) {
    let _ = std::io::stderr().write_all(&[program, b": ", message.as_bytes(), b"\n"].concat());
}

fn write_out(text: &str) -> bool {
    let mut output = std::io::stdout();
    output.write_all(text.as_bytes()).and_then(|()| output.flush()).is_ok()
}
