//! The interactive mode: reads lines, runs them, shows their values.

use perilune::api::{Error, Function, MultiValue, Value};

use super::session::{Ended, Session};

/// Talks with the user until the input ends.
pub(crate) fn run(session: &mut Session) -> Result<(), Ended> {
    // Errors are shown without the program's name while the user types.
    let program = std::mem::take(&mut session.program);
    let result = converse(session);
    session.program = program;
    session.lua.print("\n");
    session.lua.flush();
    result
}

fn converse(session: &mut Session) -> Result<(), Ended> {
    loop {
        let function = match read_statement(session) {
            Ok(Some(function)) => function,
            Ok(None) => return Ok(()),
            Err(error) => {
                go_on(session.report_error(&error))?;
                continue;
            }
        };
        match session.call(&function, &MultiValue::default()) {
            Ok(values) => show(session, values)?,
            Err(ended) => go_on(ended)?,
        }
    }
}

/// An error does not end the conversation; `os.exit` does.
fn go_on(ended: Ended) -> Result<(), Ended> {
    match ended {
        Ended::Failed => Ok(()),
        exit => Err(exit),
    }
}

/// Reads an expression, or a statement of as many lines as it takes; nothing at the end of the input.
fn read_statement(session: &mut Session) -> Result<Option<Function>, Error> {
    let Some(first) = read_line(session, "_PROMPT", "> ")? else { return Ok(None) };
    let mut text = match first.as_slice() {
        [b'=', expression @ ..] => [b"return ", expression].concat(),
        _ => first,
    };
    let shows_expressions = session.lua.dialect().rules().prompt_shows_expressions;
    if shows_expressions
        && let Ok(function) = compile(session, &[b"return ", text.as_slice(), b";"].concat())
    {
        return Ok(Some(function));
    }
    if shows_expressions {
        warn_about_local(session, &text);
    }
    loop {
        let error = match compile(session, &text) {
            Ok(function) => return Ok(Some(function)),
            Err(error) => error,
        };
        if !matches!(error, Error::Syntax { is_incomplete: true, .. }) {
            return Err(error);
        }
        let Some(line) = read_line(session, "_PROMPT2", ">> ")? else { return Err(error) };
        text.push(b'\n');
        text.extend_from_slice(&line);
    }
}

fn compile(session: &mut Session, text: &[u8]) -> Result<Function, Error> {
    session.lua.load(text).name("=stdin").compile()
}

/// Shows the prompt that a global variable holds, and reads a line.
fn read_line(
    session: &mut Session,
    variable: &str,
    default: &str,
) -> Result<Option<Vec<u8>>, Error> {
    let lua = &mut session.lua;
    let prompt = match lua.globals().get::<Value>(lua, variable)? {
        Value::Nil => default.as_bytes().to_vec(),
        prompt => lua.text_of(&prompt)?.into_bytes(),
    };
    lua.print(prompt);
    lua.flush();
    Ok(lua.read_line()?.map(|line| line.into_bytes()))
}

/// A local variable is gone when its line has run, which surprises people.
fn warn_about_local(session: &mut Session, line: &[u8]) {
    let is_space = |byte: &u8| matches!(byte, b' ' | b'\t');
    let start = line.iter().take_while(|byte| is_space(byte)).count();
    if let Some(rest) = line[start..].strip_prefix(b"local")
        && rest.first().is_some_and(is_space)
    {
        session.lua.print_error("warning: a local variable does not outlive its line here\n");
    }
}

/// Shows values with whatever `print` is.
fn show(session: &mut Session, values: Vec<Value>) -> Result<(), Ended> {
    if values.is_empty() {
        return Ok(());
    }
    match try_show(session, &values) {
        Err(Error::Exit { status, close }) => Err(Ended::Exit { status, close }),
        Err(error) => {
            session.report(format!("error calling 'print' ({error})").as_bytes());
            Ok(())
        }
        Ok(()) => Ok(()),
    }
}

fn try_show(session: &mut Session, values: &[Value]) -> Result<(), Error> {
    let lua = &mut session.lua;
    let print = lua.globals().get::<Value>(lua, "print")?;
    let print = lua.raw_of(&print)?;
    let raws: Result<Vec<_>, Error> = values.iter().map(|value| lua.raw_of(value)).collect();
    lua.call_raw(print, &raws?)
}
