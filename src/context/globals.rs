//! `set_global` and `get_global`: variables by name, and by path through tables.

use std::rc::Rc;

use perilune::api::native::{Assignment, Lookup, RawValue};

use super::LuaContext;
use crate::convert;
use crate::error::{Failure, Result};
use crate::fence::Arguments;
use crate::sys::{Js, ValueType};

/// `set_global(name, value)`
pub(super) fn set_global(context: &Rc<LuaContext>, arguments: &Arguments) -> Result<Js> {
    let (name, value) = match (arguments.get(0), arguments.get(1)) {
        (Some(name), Some(value)) if context.env.is_type(name, ValueType::napi_string) => {
            (name, value)
        }
        _ => return Err(Failure::argument("Expected string name as first argument and a value")),
    };
    let _entry = context.enter()?;
    let path = convert::text_of(context.env, name)?;
    if !path.contains('.') {
        set(context, name, value)?;
        return context.env.undefined();
    }
    let segments = segments_of(&path)?;
    let value = convert::named_to_lua(context, value, &path)?;
    context.pin(value);
    let (Some(last), before) = (segments.last(), &segments[..segments.len() - 1]) else {
        return context.env.undefined();
    };
    let mut table = context.vm().state().globals_value();
    for segment in before {
        table = context.descend(table, segment)?;
        context.pin(table);
    }
    context.assign(table, last.as_bytes(), value)?;
    context.env.undefined()
}

/// Sets a global whose name is taken as it is.
pub(super) fn set(context: &Rc<LuaContext>, name: Js, value: Js) -> Result<()> {
    let value = if context.env.is_type(value, ValueType::napi_function) {
        convert::named_to_lua(context, value, &convert::text_of(context.env, name)?)?
    } else {
        convert::to_lua(context, value)?
    };
    let globals = context.vm().state().globals_value();
    convert::with_text(context.env, name, |name| context.assign(globals, name, value))?
}

/// `get_global(name)`
pub(super) fn get_global(context: &Rc<LuaContext>, arguments: &Arguments) -> Result<Js> {
    let name = arguments.get(0).filter(|name| context.env.is_type(*name, ValueType::napi_string));
    let name = name.ok_or_else(|| Failure::argument("Expected string name as first argument"))?;
    let _entry = context.enter()?;
    let globals = context.vm().state().globals_value();
    let value = convert::with_text(context.env, name, |path| {
        if !path.contains(&b'.') {
            return context.read(globals, path);
        }
        let path = String::from_utf8_lossy(path).into_owned();
        let mut value = globals;
        for segment in segments_of(&path)? {
            if value.is_nil() {
                break;
            }
            value = context.read(value, segment.as_bytes())?;
            context.pin(value);
        }
        Ok(value)
    })??;
    convert::to_js(context, value)
}

/// The names in a path.
fn segments_of(path: &str) -> Result<Vec<&str>> {
    let segments: Vec<&str> = path.split('.').collect();
    if segments.iter().any(|segment| segment.is_empty()) {
        let message = format!("Invalid global path '{path}': path segments must be non-empty");
        return Err(Failure::Type(message.into()));
    }
    Ok(segments)
}

impl LuaContext {
    /// A field as `object[name]` gives it. What it answers is not pinned.
    #[inline]
    fn read(&self, object: RawValue, name: &[u8]) -> Result<RawValue> {
        let state = self.vm().state();
        let found = state.new_string(name).and_then(|key| Ok((key, state.lookup(object, key)?)));
        match found.map_err(|throw| self.failure_of_throw(throw))? {
            (_, Lookup::Value(value)) => Ok(value),
            (key, Lookup::Call { function, object }) => {
                self.run(function, &[object, key])?;
                Ok(self.vm().state().host_result(0))
            }
        }
    }

    /// Sets a field as `object[name] = value` does.
    #[inline]
    fn assign(&self, object: RawValue, name: &[u8], value: RawValue) -> Result<()> {
        let state = self.vm().state();
        let done =
            state.new_string(name).and_then(|key| Ok((key, state.assignment(object, key, value)?)));
        match done.map_err(|throw| self.failure_of_throw(throw))? {
            (_, Assignment::Done) => Ok(()),
            (key, Assignment::Call { function, object }) => {
                self.run(function, &[object, key, value])
            }
        }
    }

    /// The table in a field, which is made if there is nothing.
    fn descend(&self, object: RawValue, name: &str) -> Result<RawValue> {
        let found = self.read(object, name.as_bytes())?;
        if found.is_table() {
            return Ok(found);
        }
        if !found.is_nil() {
            let kind = self.vm().state().type_name(found);
            return Err(Failure::Type(
                format!("Global path segment '{name}' is not a table (got {kind})").into(),
            ));
        }
        let table =
            self.vm().state().new_table(0, 1).map_err(|throw| self.failure_of_throw(throw))?;
        let table = RawValue::object(perilune::api::native::tag::TABLE, table);
        self.pin(table);
        self.assign(object, name.as_bytes(), table)?;
        Ok(table)
    }
}
