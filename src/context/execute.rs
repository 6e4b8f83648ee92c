//! Running programs on the JavaScript thread: `execute_script`, `execute_file`.

use std::rc::Rc;

use perilune::api::native::RawValue;
use perilune::api::{Function, Program};

use super::LuaContext;
use super::bytecode::SIGNATURE;
use super::scripts::MAX_KEPT_SCRIPT;
use crate::convert;
use crate::error::{Failure, Result};
use crate::fence::Arguments;
use crate::sys::{Env, Js, ValueType};

/// The string that a method needs first.
pub(super) fn string_argument(env: Env, arguments: &Arguments) -> Result<Js> {
    let given = arguments.get(0).filter(|value| env.is_type(*value, ValueType::napi_string));
    given.ok_or_else(|| Failure::argument("Expected string argument"))
}

/// The path of a file.
pub(super) fn path_argument(env: Env, arguments: &Arguments) -> Result<String> {
    convert::text_of(env, string_argument(env, arguments)?)
}

/// Refuses the empty path, which no system opens.
pub(super) fn check_path(path: &str) -> Result<()> {
    if path.is_empty() { Err(Failure::Plain("File path cannot be empty".into())) } else { Ok(()) }
}

/// The options of a method, if it was given some.
pub(super) fn options_argument(env: Env, options: Option<Js>, method: &str) -> Result<Option<Js>> {
    let Some(options) = options else { return Ok(None) };
    match env.type_of(options)? {
        ValueType::napi_undefined | ValueType::napi_null => Ok(None),
        ValueType::napi_object => Ok(Some(options)),
        _ => Err(Failure::argument(format!("{method}() options must be an object"))),
    }
}

/// The name of the chunk that the options give.
pub(super) fn chunk_name(env: Env, options: Option<Js>, method: &str) -> Result<Option<String>> {
    let Some(options) = options else { return Ok(None) };
    let name = env.field(options, c"chunkName")?;
    match env.type_of(name)? {
        ValueType::napi_undefined | ValueType::napi_null => Ok(None),
        ValueType::napi_string => {
            Ok(Some(convert::text_of(env, name)?).filter(|name| !name.is_empty()))
        }
        _ => Err(Failure::argument(format!("{method}() chunkName must be a string"))),
    }
}

impl LuaContext {
    /// Makes a function of a script. One that was run lately is not compiled again.
    pub(super) fn load_script(&self, script: &[u8], name: Option<&str>) -> Result<RawValue> {
        if script.len() > MAX_KEPT_SCRIPT || script.first() == Some(&SIGNATURE) {
            return self.pin_function(self.load(script, name)?);
        }
        let known = self.scripts.function(script, name);
        if let Some(handle) = known {
            let function = self.vm().state().handles().get(handle);
            let again = self.vm().instantiate_again(function);
            return again.map_err(|error| self.failure_of(error));
        }
        if !self.settings.keeps_scripts {
            return self.instantiate(&self.compile_script(script, name)?);
        }
        let dialect = self.vm().dialect();
        let programs = &self.environment.programs;
        let known = programs.borrow().find(dialect, script, name);
        let kept = match known {
            Some(kept) => kept,
            None => {
                let program = self.compile_script(script, name)?;
                programs.borrow_mut().add(script, name, program)
            }
        };
        let function = self.instantiate(&kept.program)?;
        // What a limit on memory allows is for the program.
        if self.scripts.see(&kept) && self.settings.max_memory == 0.0 {
            let handle = self.vm().state().handles().keep(function);
            for unneeded in self.scripts.keep(kept, handle) {
                self.release_later(unneeded);
            }
        }
        Ok(function)
    }

    /// Compiles a script, which belongs to no state. Without a name it is called by its own text.
    fn compile_script(&self, script: &[u8], name: Option<&str>) -> Result<Program> {
        let name = name.map_or(script, str::as_bytes);
        let program = Program::compile(script, name, self.vm().dialect());
        program.map_err(|error| self.failure_of(error))
    }

    /// Makes a function of a program, which is pinned.
    fn instantiate(&self, program: &Program) -> Result<RawValue> {
        let function = self.operate(|machine| machine.instantiate_raw(program));
        let function = function.map_err(|error| self.failure_of(error))?;
        self.pin(function);
        Ok(function)
    }

    /// The value of a function, which is pinned.
    pub(super) fn pin_function(&self, function: Function) -> Result<RawValue> {
        let value = function.raw(self.vm()).map_err(|error| self.failure_of(error))?;
        self.pin(value);
        Ok(value)
    }

    /// Makes a function of a chunk. Without a name it is called by its own text.
    pub(super) fn load(&self, chunk: &[u8], name: Option<&str>) -> Result<Function> {
        let compiled = self.operate(|machine| {
            let chunk = machine.load(chunk);
            match name {
                Some(name) => chunk.name(name).compile(),
                None => chunk.compile(),
            }
        });
        compiled.map_err(|error| self.failure_of(error))
    }

    /// Makes a function of a file.
    pub(super) fn load_file(&self, path: &str) -> Result<Function> {
        check_path(path)?;
        let loaded = self.operate(|machine| machine.load_file(path)?.compile());
        loaded.map_err(|error| self.failure_of(error))
    }

    /// Runs a function without arguments.
    pub(super) fn run_chunk(self: &Rc<Self>, function: &Function) -> Result<Js> {
        let function = function.raw(self.vm()).map_err(|error| self.failure_of(error))?;
        self.run(function, &[])?;
        convert::results_to_js(self)
    }
}

/// `execute_script(script, options)`
pub(super) fn execute_script(context: &Rc<LuaContext>, arguments: &Arguments) -> Result<Js> {
    let env = context.env;
    let script = string_argument(env, arguments)?;
    let _entry = context.enter()?;
    let options = options_argument(env, arguments.get(1), "execute_script")?;
    let name = chunk_name(env, options, "execute_script")?;
    let function =
        convert::with_text(env, script, |script| context.load_script(script, name.as_deref()))??;
    context.run(function, &[])?;
    convert::results_to_js(context)
}

/// `execute_file(path)`
pub(super) fn execute_file(context: &Rc<LuaContext>, arguments: &Arguments) -> Result<Js> {
    let path = path_argument(context.env, arguments)?;
    let _entry = context.enter()?;
    let function = context.load_file(&path)?;
    context.run_chunk(&function)
}
