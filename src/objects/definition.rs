//! Reading what a program says about its classes and userdata.

use std::ffi::CStr;
use std::rc::Rc;

use perilune::api::native::RawValue;

use crate::context::LuaContext;
use crate::convert;
use crate::error::{Failure, Result};
use crate::purpose::Use;
use crate::sys::{Env, Js, ValueType};

/// A property that is true or absent.
pub(super) fn flag(env: Env, options: Js, name: &CStr) -> Result<bool> {
    let value = env.field(options, name)?;
    Ok(env.is_type(value, ValueType::napi_boolean) && env.boolean_of(value)?)
}

/// Hands every property of an object with its name to `body`.
pub(super) fn properties(
    env: Env,
    object: Js,
    mut body: impl FnMut(&str, Js) -> Result<()>,
) -> Result<()> {
    let names = env.property_names(object)?;
    for index in 0..env.array_length(names)? {
        let name = env.element(names, index)?;
        let value = env.get(object, name)?;
        body(&convert::text_of(env, name)?, value)?;
    }
    Ok(())
}

/// Imports the functions among the properties of an object.
pub(super) fn functions(
    context: &Rc<LuaContext>,
    object: Js,
    purpose: Use,
    mut body: impl FnMut(&str, RawValue) -> Result<()>,
) -> Result<()> {
    properties(context.env, object, |name, value| {
        if !context.env.is_type(value, ValueType::napi_function) {
            return Ok(());
        }
        let function = context.import_function_for(value, name, purpose)?;
        context.pin(function);
        body(name, function)
    })
}

/// One half of a property with accessors: the function, or false.
fn half(
    context: &Rc<LuaContext>,
    accessors: Js,
    side: &CStr,
    name: &str,
    purpose: Use,
) -> Result<RawValue> {
    let function = context.env.field(accessors, side)?;
    match context.env.type_of(function)? {
        ValueType::napi_undefined | ValueType::napi_null => Ok(RawValue::boolean(false)),
        ValueType::napi_function => {
            let function = context.import_function_for(function, name, purpose)?;
            context.pin(function);
            Ok(function)
        }
        _ => Err(malformed(name)),
    }
}

fn malformed(name: &str) -> Failure {
    let message = format!("property '{name}' must be an object with 'get' and/or 'set' functions");
    Failure::Type(message.into())
}

/// Reads the accessors of a class into two tables.
pub(super) fn accessors(
    context: &Rc<LuaContext>,
    definitions: Js,
    getters: RawValue,
    setters: RawValue,
) -> Result<()> {
    properties(context.env, definitions, |name, value| {
        if !context.env.is_type(value, ValueType::napi_object) {
            return Err(malformed(name));
        }
        let getter = half(context, value, c"get", name, Use::Getter)?;
        let setter = half(context, value, c"set", name, Use::Setter)?;
        if getter.is_falsy() && setter.is_falsy() {
            let message = format!("property '{name}' declares neither 'get' nor 'set'");
            return Err(Failure::Type(message.into()));
        }
        context.set_raw(getters, name, getter)?;
        context.set_raw(setters, name, setter)
    })
}
