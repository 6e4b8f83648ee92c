//! A state with the ways of the command line: how code is called and how errors are reported.

use std::ffi::OsString;

use perilune::api::native::{
    Action, Event, Exit, LuaString as RawString, NativeFunction, Outcome, RawValue, Role, State,
};
use perilune::api::{Error, Function, Lua, LuaString, MultiValue, Table, Value};

use super::options::Arguments;
use super::signals::Interruption;

/// Why the program ends early.
pub(crate) enum Ended {
    /// An error, which has been reported.
    Failed,
    /// The program ended itself.
    Exit {
        /// The process's exit status.
        status: i32,
        /// Whether the state is to be closed first.
        close: bool,
    },
}

/// A state and the name errors are reported under.
pub(crate) struct Session {
    pub(crate) lua: Lua,
    /// Stands in front of reported errors; empty while the user types.
    pub(crate) program: Vec<u8>,
    interruption: Interruption,
    step: Option<u64>,
}

/// Calls slot 0 with slot 1 as the message handler and the other slots as arguments.
static PROTECTED: NativeFunction =
    NativeFunction { name: "?", entry: call_protected, role: Role::Ordinary };
/// The message handler.
static HANDLER: NativeFunction =
    NativeFunction { name: "?", entry: handle_message, role: Role::Ordinary };

fn call_protected(_state: &mut State, _step: u32) -> Outcome {
    Ok(Action::ProtectWith)
}

/// Adds a traceback to a message. A value with `__tostring` becomes that text alone.
fn handle_message(state: &mut State, step: u32) -> Outcome {
    const CONVERTED: u32 = 1;
    let error = state.slot(0);
    if step == CONVERTED {
        let text = state.result(0);
        if text.is_string() {
            return state.answer(text);
        }
    } else if error.is_string() || error.is_number() {
        let text = if error.is_number() { state.number_to_string(error)? } else { error };
        return answer_traced(state, text.pointer::<RawString>().as_bytes());
    } else {
        let convert = state.metamethod(error, Event::ToString);
        if !convert.is_nil() && state.dialect().messages.uncaught_objects_have_text {
            state.push_callee(convert)?;
            state.push(error)?;
            return Ok(Action::Call { args: 1, step: CONVERTED, yieldable: false });
        }
    }
    if let Some(message) = state.dialect().messages.uncaught_object {
        return if error.is_nil() {
            state.answer(error)
        } else {
            state.answer_bytes(message.as_bytes())
        };
    }
    let message = format!("(error object is a {} value)", state.type_name(error));
    answer_traced(state, message.as_bytes())
}

fn answer_traced(state: &mut State, message: &[u8]) -> Outcome {
    let text = state.traceback(state.running_coroutine(), Some(message), 1);
    state.answer_bytes(&text)
}

/// Calls [`PROTECTED`], in steps of so many instructions if there is a number.
fn run_protected(lua: &mut Lua, values: &[RawValue], step: Option<u64>) -> Result<(), Error> {
    let Some(step) = step else { return lua.call_raw(PROTECTED.value(), values) };
    lua.prepare_call()?;
    let state = lua.state();
    if state.start_call(PROTECTED.value(), values).is_err() {
        return Err(Error::Memory);
    }
    let exit = loop {
        state.set_step_budget(Some(step));
        match state.resume_run() {
            Exit::Slice => {}
            exit => break exit,
        }
    };
    state.set_step_budget(None);
    lua.complete_call(exit)
}

impl Session {
    /// A state as the command line asks for it.
    pub(crate) fn new(program: Vec<u8>, arguments: &Arguments) -> Result<Session, Error> {
        let mut lua = Lua::new(arguments.options.clone())?;
        let interruption = Interruption::watch(lua.interrupt_handle());
        Ok(Session { lua, program, interruption, step: arguments.step })
    }

    /// Ends the session.
    pub(crate) fn finish(mut self, closes: bool) {
        if closes {
            self.lua.finalize();
        }
        // Dropping the state afterwards writes what open files still hold.
        self.lua.flush();
    }

    /// Shows an error.
    pub(crate) fn report(&mut self, message: &[u8]) {
        let prefix: &[u8] = if self.program.is_empty() { b"" } else { b": " };
        let line = [self.program.as_slice(), prefix, message, b"\n"].concat();
        self.lua.print_error(line);
    }

    /// Shows an error of the machine, and says how the program goes on.
    pub(crate) fn report_error(&mut self, error: &Error) -> Ended {
        match error {
            Error::Exit { status, close } => return Ended::Exit { status: *status, close: *close },
            Error::Runtime(error) => match &error.value {
                Value::String(message) => self.report(message),
                _ => self.report(error.message.as_bytes()),
            },
            error => self.report(error.to_string().as_bytes()),
        }
        Ended::Failed
    }

    /// Unwraps a result; an error is shown.
    pub(crate) fn check<T>(&mut self, result: Result<T, Error>) -> Result<T, Ended> {
        result.map_err(|error| self.report_error(&error))
    }

    /// Calls a function; an error is shown with its traceback.
    pub(crate) fn call(
        &mut self,
        function: &Function,
        arguments: &MultiValue,
    ) -> Result<Vec<Value>, Ended> {
        let called = self.try_call(function, arguments);
        let mut results = self.check(called)?.into_iter();
        if results.next().is_some_and(|succeeded| succeeded.is_truthy()) {
            return Ok(results.collect());
        }
        match results.next() {
            Some(Value::String(message)) => self.report(&message),
            Some(Value::Integer(number)) => self.report(number.to_string().as_bytes()),
            _ => self.report(b"(error message not a string)"),
        }
        Err(Ended::Failed)
    }

    fn try_call(
        &mut self,
        function: &Function,
        arguments: &MultiValue,
    ) -> Result<Vec<Value>, Error> {
        let mut raws: Vec<RawValue> = vec![function.raw(&mut self.lua)?, HANDLER.value()];
        for argument in arguments.iter() {
            raws.push(self.lua.raw_of(argument)?);
        }
        let guard = self.interruption.allow();
        run_protected(&mut self.lua, &raws, self.step)?;
        drop(guard);
        let count = self.lua.state().host_result_count();
        Ok((0..count).map(|index| self.lua.result_value(index)).collect())
    }

    /// Runs a text.
    pub(crate) fn run_text(&mut self, text: &[u8], name: &[u8]) -> Result<(), Ended> {
        let compiled = self.lua.load(text).name(name).compile();
        let function = self.check(compiled)?;
        self.call(&function, &MultiValue::default()).map(|_| ())
    }

    /// Runs a file, or the standard input.
    pub(crate) fn run_file(&mut self, name: Option<&[u8]>) -> Result<(), Ended> {
        let function = self.load_file(name)?;
        self.call(&function, &MultiValue::default()).map(|_| ())
    }

    /// Runs the script with the arguments in the table `arg`.
    pub(crate) fn run_script(&mut self, name: Option<&[u8]>) -> Result<(), Ended> {
        let function = self.load_file(name)?;
        let arguments = self.script_arguments();
        let arguments = self.check(arguments)?;
        self.call(&function, &arguments).map(|_| ())
    }

    fn load_file(&mut self, name: Option<&[u8]>) -> Result<Function, Ended> {
        let loaded = self.try_load_file(name);
        match self.check(loaded)? {
            (Some(function), _) => Ok(function),
            (None, message) => {
                self.report(&message.unwrap_or_default());
                Err(Ended::Failed)
            }
        }
    }

    fn try_load_file(
        &mut self,
        name: Option<&[u8]>,
    ) -> Result<(Option<Function>, Option<LuaString>), Error> {
        let loader = self.lua.basic_function("loadfile")?;
        loader.call(&mut self.lua, name)
    }

    fn script_arguments(&mut self) -> Result<MultiValue, Error> {
        let table = self.lua.globals().get::<Value>(&mut self.lua, "arg")?;
        let Value::Table(table) = table else {
            return Err(Error::message("'arg' is not a table"));
        };
        let length = table.len(&mut self.lua)?;
        let values: Result<Vec<Value>, Error> =
            (1..=length).map(|index| table.raw_get(&mut self.lua, index)).collect();
        values.map(MultiValue)
    }

    /// Makes the table `arg`: the script at 0, what follows it behind, what precedes it in front.
    pub(crate) fn set_argument_table(
        &mut self,
        words: &[OsString],
        script: Option<usize>,
    ) -> Result<(), Ended> {
        let made = self.make_argument_table(words, script.unwrap_or(0));
        self.check(made)
    }

    fn make_argument_table(&mut self, words: &[OsString], script: usize) -> Result<(), Error> {
        let behind = words.len().saturating_sub(script + 1);
        let table = self.lua.create_table_with(behind, script + 1)?;
        for (index, word) in words.iter().enumerate() {
            let position = index as i64 - script as i64;
            table.raw_set(&mut self.lua, position, word.as_encoded_bytes())?;
        }
        self.set_global("arg", Value::Table(table))
    }

    fn set_global(&mut self, name: impl AsRef<[u8]>, value: Value) -> Result<(), Error> {
        let globals: Table = self.lua.globals();
        globals.set(&mut self.lua, name.as_ref(), value)
    }

    /// `-l`: loads a module into the global variable in front of `=`, or of its own name without a version behind `-`.
    pub(crate) fn require(&mut self, option: &[u8]) -> Result<(), Ended> {
        let (variable, module) = match option.iter().position(|byte| *byte == b'=') {
            Some(equals) => (&option[..equals], &option[equals + 1..]),
            None => (option.split(|byte| *byte == b'-').next().unwrap_or(option), option),
        };
        let function = self.lua.globals().get::<Value>(&mut self.lua, "require");
        let function = match self.check(function)? {
            Value::Function(function) => function,
            _ => {
                self.report(b"there is no function 'require'");
                return Err(Ended::Failed);
            }
        };
        let name = MultiValue(vec![Value::String(module.into())]);
        let module = self.call(&function, &name)?.into_iter().next().unwrap_or_default();
        let set = self.set_global(variable, module);
        self.check(set)
    }
}
