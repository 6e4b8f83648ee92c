//! `set_userdata`: one object of JavaScript as a global variable.

use std::rc::Rc;

use perilune::api::native::RawValue;

use super::definition::{flag, functions};
use super::property::{Access, Rights};
use crate::context::LuaContext;
use crate::convert;
use crate::error::{Failure, Result};
use crate::fence::Arguments;
use crate::purpose::Use;
use crate::sys::{Js, ValueType};

/// `set_userdata(name, object, { readable, writable, methods })`
pub(crate) fn set_userdata(context: &Rc<LuaContext>, arguments: &Arguments) -> Result<Js> {
    let env = context.env;
    let name = arguments.get(0).filter(|name| env.is_type(*name, ValueType::napi_string));
    let object = arguments.get(1).filter(|value| {
        matches!(env.type_of(*value), Ok(ValueType::napi_object | ValueType::napi_function))
    });
    let (Some(name), Some(object)) = (name, object) else {
        return Err(Failure::argument("Expected (string, object[, options])"));
    };
    let _entry = context.enter()?;
    let options = arguments.get(2).filter(|value| env.is_type(*value, ValueType::napi_object));
    let mark = context.pin_mark();
    let installed = install(context, name, object, options);
    if installed.is_err() {
        context.withdraw_functions(mark);
    }
    installed
}

/// Makes the userdata and its global variable.
fn install(context: &Rc<LuaContext>, name: Js, object: Js, options: Option<Js>) -> Result<Js> {
    let metatable = match options {
        Some(options) => metatable(context, options)?,
        None => None,
    };
    let userdata = context.new_userdata(object, 0, metatable)?;
    let globals = context.vm().state().globals_value();
    let assigned =
        convert::with_text(context.env, name, |name| context.assign_field(globals, name, userdata));
    assigned??;
    context.env.undefined()
}

/// The metatable that the options ask for; none where they ask for nothing.
fn metatable(context: &Rc<LuaContext>, options: Js) -> Result<Option<RawValue>> {
    let env = context.env;
    let mut rights = Rights {
        readable: flag(env, options, c"readable")?,
        writable: flag(env, options, c"writable")?,
        lenient: false,
    };
    let given = env.field(options, c"methods")?;
    let mut methods = RawValue::NIL;
    if env.is_type(given, ValueType::napi_object) {
        methods = context.new_table()?;
        functions(context, given, Use::UserdataMethod, |name, function| {
            context.set_raw(methods, name, function)
        })?;
        rights.lenient = true;
    }
    if !rights.readable && !rights.writable && !rights.lenient {
        return Ok(None);
    }
    let metatable = context.new_table()?;
    let (getters, setters, class) = (RawValue::NIL, RawValue::NIL, RawValue::NIL);
    Access { methods, getters, setters, rights, class }.install(context, metatable)?;
    Ok(Some(metatable))
}
