//! Running programs on the thread pool: `execute_script_async`, `execute_file_async`.

use std::rc::Rc;

use perilune::api::Function;

use super::LuaContext;
use super::execute::{chunk_name, options_argument, path_argument, string_argument};
use crate::convert;
use crate::error::Result;
use crate::fence::Arguments;
use crate::sys::Js;
use crate::task;

/// `execute_script_async(script, options)`
pub(super) fn execute_script_async(context: &Rc<LuaContext>, arguments: &Arguments) -> Result<Js> {
    let env = context.env;
    let script = string_argument(env, arguments)?;
    context.check_exclusive("execute_script_async")?;
    let options = options_argument(env, arguments.get(1), "execute_script_async")?;
    let name = chunk_name(env, options, "execute_script_async")?;
    // Reading the options may have run a program.
    context.check_exclusive("execute_script_async")?;
    let loaded = {
        let _entry = context.enter()?;
        convert::with_text(env, script, |script| context.load(script, name.as_deref()))?
    };
    start(context, loaded)
}

/// `execute_file_async(path)`
pub(super) fn execute_file_async(context: &Rc<LuaContext>, arguments: &Arguments) -> Result<Js> {
    let path = path_argument(context.env, arguments)?;
    context.check_exclusive("execute_file_async")?;
    let loaded = {
        let _entry = context.enter()?;
        context.load_file(&path)
    };
    start(context, loaded)
}

/// Starts the run of a chunk. A chunk that could not be loaded is a rejected promise.
fn start(context: &Rc<LuaContext>, loaded: Result<Function>) -> Result<Js> {
    let started = loaded.and_then(|function| {
        context
            .operate(|machine| function.start(machine, ()))
            .map_err(|error| context.failure_of(error))
    });
    match started {
        Ok(run) => task::start(context, run),
        Err(failure) => task::rejected(context, failure),
    }
}
