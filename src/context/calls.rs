//! `call` and `pcall`: functions called by name, and calls that do not throw; `release`.

use std::rc::Rc;

use super::LuaContext;
use crate::convert;
use crate::error::{Failure, Result};
use crate::fence::Arguments;
use crate::handle::{Held, Kind};
use crate::sys::{Js, UNDEFINED, ValueType};

/// `call(name, ...arguments)`
pub(super) fn call(context: &Rc<LuaContext>, arguments: &Arguments) -> Result<Js> {
    let env = context.env;
    let refusal = || Failure::argument("call() requires a string name");
    let name = arguments.get(0).ok_or_else(refusal)?;
    let _entry = context.enter()?;
    let function = convert::try_with_text(env, name, |path| context.global_at(path))?;
    let function = function.ok_or_else(refusal)??;
    if !function.is_function() {
        let name = convert::text_of(env, name)?;
        return Err(Failure::Type(format!("'{name}' is not a function").into()));
    }
    context.pin(function);
    let mut room = convert::Room::new();
    let values = room.fill(context, arguments.all().get(1..).unwrap_or_default())?;
    context.run(function, values)?;
    convert::results_to_js(context)
}

/// `pcall(function, ...arguments)`
pub(super) fn pcall(context: &Rc<LuaContext>, arguments: &Arguments) -> Result<Js> {
    let env = context.env;
    let function = arguments.get(0).filter(|value| env.is_type(*value, ValueType::napi_function));
    let function = function.ok_or_else(|| Failure::argument("pcall() requires a function"))?;
    let outcome = {
        let _entry = context.enter()?;
        let others = arguments.all().get(1..).unwrap_or_default();
        match Held::of(&context.environment, env, function) {
            // Without an exception in JavaScript, which costs more than the call.
            Some(held) if held.kind == Kind::Function && held.belongs_to(context) => {
                held.call(context, others)
            }
            _ => env.call(env.undefined()?, function, others),
        }
    };
    let object = env.object()?;
    match outcome {
        Ok(value) => {
            env.set_field(object, c"ok", env.boolean(true)?)?;
            let value = if value == UNDEFINED { env.undefined()? } else { value };
            env.set_field(object, c"value", value)?;
        }
        Err(failure) => {
            let exception = context.exception_of(failure)?;
            env.set_field(object, c"ok", env.boolean(false)?)?;
            env.set_field(object, c"error", exception)?;
        }
    }
    Ok(object)
}

/// `release(value)`
pub(super) fn release(context: &Rc<LuaContext>, arguments: &Arguments) -> Result<Js> {
    let env = context.env;
    let _entry = context.enter()?;
    let held = arguments.get(0).and_then(|value| Held::of(&context.environment, env, value));
    match held.filter(|held| held.kind != Kind::Userdata) {
        Some(held) => {
            held.check_owner(context)?;
            held.release();
            env.undefined()
        }
        None => {
            let is_function =
                arguments.get(0).is_some_and(|value| env.is_type(value, ValueType::napi_function));
            Err(Failure::argument(if is_function {
                "release(): the function is not a Lua function reference"
            } else {
                "release() requires a Lua function, a coroutine, a table handle or a proxy"
            }))
        }
    }
}
