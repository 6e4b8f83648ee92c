//! Runs for which a promise stands: on this thread, where functions of JavaScript may answer promises
//! (`execute_async`, `call_async`, `resume_async`), and on the thread pool (`execute_script_async`,
//! `execute_file_async`).

use std::rc::Rc;

use perilune::api::Context;
use perilune::api::native::RawValue;

use super::LuaContext;
use super::coroutines::{coroutine_argument, function_argument, resumed};
use super::execute::{chunk_name, options_argument, path_argument, string_argument};
use crate::convert;
use crate::error::{Code, Failure, Result};
use crate::fence::Arguments;
use crate::handle::Held;
use crate::run::{self, Outcome, Place, Plan};
use crate::sys::{Js, ValueType};

/// What the options of a run say.
struct RunOptions {
    name: Option<String>,
    signal: Option<Js>,
    hops: bool,
}

impl RunOptions {
    /// Reads the options of a method, if it was given some.
    fn read(context: &LuaContext, options: Option<Js>, method: &str) -> Result<RunOptions> {
        let env = context.env;
        let options = options_argument(env, options, method)?;
        let name = chunk_name(env, options, method)?;
        let mut read = RunOptions { name, signal: None, hops: context.settings.hops };
        let Some(options) = options else { return Ok(read) };
        let signal = env.field(options, c"signal")?;
        if !env.is_absent(signal)? {
            let is_signal = env.is_type(signal, ValueType::napi_object)
                && env.is_type(env.field(signal, c"aborted")?, ValueType::napi_boolean)
                && env.is_type(env.field(signal, c"addEventListener")?, ValueType::napi_function);
            if !is_signal {
                return Err(Failure::argument(format!("{method}() signal must be an AbortSignal")));
            }
            read.signal = Some(signal);
        }
        let callbacks = env.field(options, c"callbacks")?;
        if !env.is_type(callbacks, ValueType::napi_undefined) {
            read.hops = hops(context.env, callbacks)?;
        }
        Ok(read)
    }

    fn pool_plan(&self) -> Plan {
        Plan {
            place: Place::Pool { hops: self.hops },
            outcome: Outcome::Results,
            signal: self.signal,
        }
    }

    fn plan(&self) -> Plan {
        Plan { place: Place::Here, outcome: Outcome::Results, signal: self.signal }
    }
}

/// What the option `callbacks` says: whether runs of the pool come here for functions of JavaScript.
pub(crate) fn hops(env: crate::sys::Env, value: Js) -> Result<bool> {
    let is_string = env.is_type(value, ValueType::napi_string);
    let word = if is_string { convert::text_of(env, value)? } else { String::new() };
    match word.as_str() {
        "hop" => Ok(true),
        "refuse" => Ok(false),
        _ => Err(Failure::argument("callbacks must be 'refuse' or 'hop'")),
    }
}

/// `execute_script_async(script, options)`
pub(super) fn execute_script_async(context: &Rc<LuaContext>, arguments: &Arguments) -> Result<Js> {
    let env = context.env;
    let script = string_argument(env, arguments)?;
    context.check_exclusive("execute_script_async")?;
    let options = RunOptions::read(context, arguments.get(1), "execute_script_async")?;
    // Reading the options may have run a program.
    context.check_exclusive("execute_script_async")?;
    let _entry = context.enter()?;
    let name = options.name.as_deref();
    let loaded = convert::with_text(env, script, |script| context.load_script(script, name))?;
    start(context, loaded, options.pool_plan())
}

/// `execute_file_async(path, options)`
pub(super) fn execute_file_async(context: &Rc<LuaContext>, arguments: &Arguments) -> Result<Js> {
    let path = path_argument(context.env, arguments)?;
    context.check_exclusive("execute_file_async")?;
    let options = RunOptions::read(context, arguments.get(1), "execute_file_async")?;
    context.check_exclusive("execute_file_async")?;
    let _entry = context.enter()?;
    let loaded = context.load_file(&path).and_then(|function| context.pin_function(function));
    start(context, loaded, options.pool_plan())
}

/// `execute_async(script, options)`
pub(super) fn execute_async(context: &Rc<LuaContext>, arguments: &Arguments) -> Result<Js> {
    let env = context.env;
    let script = string_argument(env, arguments)?;
    if !context.is_open() {
        return Err(context.refusal());
    }
    let options = RunOptions::read(context, arguments.get(1), "execute_async")?;
    let _entry = context.enter()?;
    let name = options.name.as_deref();
    let loaded = convert::with_text(env, script, |script| context.load_script(script, name))?;
    start(context, loaded, options.plan())
}

/// Starts the run of a chunk. A chunk that could not be loaded is a rejected promise.
fn start(context: &Rc<LuaContext>, loaded: Result<RawValue>, plan: Plan) -> Result<Js> {
    match loaded {
        Ok(function) => run::start(context, function, &[], plan),
        Err(failure) => run::rejected(context, failure),
    }
}

/// `call_async(function, ...arguments)`
pub(super) fn call_async(context: &Rc<LuaContext>, arguments: &Arguments) -> Result<Js> {
    let env = context.env;
    let missing = "call_async() requires a global name or a Lua function";
    let callee = arguments.get(0).ok_or_else(|| Failure::argument(missing))?;
    let kind = env.type_of(callee)?;
    let is_plain = || Held::of(&context.environment, env, callee).is_none();
    match kind {
        ValueType::napi_string => {}
        ValueType::napi_function if is_plain() => {
            let message = "call_async() requires a Lua function, not a plain JavaScript function";
            return Err(Failure::argument(message));
        }
        ValueType::napi_function => {}
        _ => return Err(Failure::argument(missing)),
    }
    let _entry = context.enter()?;
    let plan = Plan { place: Place::Here, outcome: Outcome::Results, signal: None };
    let mut room = convert::Room::new();
    let called = callee_of(context, callee, kind).and_then(|function| {
        context.pin(function);
        let arguments = room
            .fill(context, &arguments.all()[1..])
            .map_err(|failure| conversion_failure(context, failure, "argument"))?;
        Ok((function, arguments))
    });
    match called {
        Ok((function, arguments)) => run::start(context, function, arguments, plan),
        Err(failure) => run::rejected(context, failure),
    }
}

/// A value that cannot be converted, and what it is.
fn conversion_failure(context: &LuaContext, failure: Failure, what: &str) -> Failure {
    match failure {
        Failure::Pending => Failure::Pending,
        failure => {
            let text = failure.text(context.env);
            Failure::lua(Code::Conversion, format!("Error converting {what}: {text}"))
        }
    }
}

/// The function to be called: that of a global path, or that of a function object.
fn callee_of(
    context: &Rc<LuaContext>,
    callee: Js,
    kind: crate::sys::napi_valuetype,
) -> Result<RawValue> {
    if kind == ValueType::napi_function {
        return function_argument(context, callee);
    }
    let value = convert::with_text(context.env, callee, |path| context.global_at(path))??;
    if value.is_function() {
        return Ok(value);
    }
    let name = convert::text_of(context.env, callee)?;
    Err(Failure::Type(format!("'{name}' is not a function").into()))
}

/// `resume_async(coroutine, ...arguments)`
pub(super) fn resume_async(context: &Rc<LuaContext>, arguments: &Arguments) -> Result<Js> {
    let missing = "resume_async() requires a coroutine object";
    let held = coroutine_argument(context, arguments.get(0), missing)?;
    let _entry = context.enter()?;
    let coroutine = match coroutine_of(context, held) {
        Ok(coroutine) => coroutine,
        Err(failure) => return run::rejected(context, failure),
    };
    context.pin(coroutine);
    let mut values = vec![coroutine];
    let mut room = convert::Room::new();
    match room.fill(context, &arguments.all()[1..]) {
        Ok(arguments) => values.extend(arguments.iter()),
        Err(Failure::Pending) => return run::rejected(context, Failure::Pending),
        Err(failure) => {
            // The coroutine has not gone on; that it could not is told like its own errors.
            let failure = conversion_failure(context, failure, "resume value");
            let result = resumed(context, held, coroutine, Err(failure));
            return result.and_then(|result| run::fulfilled(context, result));
        }
    }
    let object = arguments.get(0).map_or_else(|| context.env.undefined(), Ok)?;
    let outcome = Outcome::Resumption(context.env.keep(object)?);
    let plan = Plan { place: Place::Here, outcome, signal: None };
    run::start(context, Context::resume_function(), &values, plan)
}

/// The coroutine of an object, which must belong to this context.
fn coroutine_of(context: &LuaContext, held: &Held) -> Result<RawValue> {
    if !held.is_released() {
        held.check_owner(context)?;
    }
    held.live_value()
}
