//! `set_global` and `get_global`: variables by name, and by path through tables.

use std::rc::Rc;

use perilune::api::native::RawValue;

use super::LuaContext;
use crate::convert;
use crate::error::{Failure, Result};
use crate::fence::Arguments;
use crate::sys::{Js, UNDEFINED, ValueType};

/// `set_global(name, value)`
pub(super) fn set_global(context: &Rc<LuaContext>, arguments: &Arguments) -> Result<Js> {
    let refusal = || Failure::argument("Expected string name as first argument and a value");
    let (Some(name), Some(value)) = (arguments.get(0), arguments.get(1)) else {
        return Err(refusal());
    };
    if context.is_quiet()
        && let Some(number) = context.env.as_double(value)
    {
        let value = convert::number_to_lua(context, number);
        let set = convert::try_with_text(context.env, name, |name| {
            !name.contains(&b'.') && {
                let globals = context.vm().state().globals_value();
                let key = context.vm().state().new_string(name);
                key.is_ok_and(|key| context.plain_assign(globals, key, value))
            }
        });
        if set? == Some(true) {
            return Ok(UNDEFINED);
        }
    }
    let _entry = context.enter()?;
    if !convert::try_with_text(context.env, name, |name| name.contains(&b'.'))?
        .ok_or_else(refusal)?
    {
        set(context, name, value)?;
        return Ok(UNDEFINED);
    }
    let path = convert::text_of(context.env, name)?;
    check_path(&path)?;
    let value = convert::named_to_lua(context, value, &path)?;
    context.assign_at(&path, value)?;
    Ok(UNDEFINED)
}

/// Sets a global whose name is taken as it is.
pub(super) fn set(context: &Rc<LuaContext>, name: Js, value: Js) -> Result<()> {
    let value = if context.env.is_type(value, ValueType::napi_function) {
        convert::named_to_lua(context, value, &convert::text_of(context.env, name)?)?
    } else {
        convert::to_lua(context, value)?
    };
    let globals = context.vm().state().globals_value();
    convert::with_text(context.env, name, |name| context.assign_field(globals, name, value))?
}

/// `get_global(name)`
pub(super) fn get_global(context: &Rc<LuaContext>, arguments: &Arguments) -> Result<Js> {
    let refusal = || Failure::argument("Expected string name as first argument");
    let name = arguments.get(0).ok_or_else(refusal)?;
    if context.is_quiet() {
        let found = convert::try_with_text(context.env, name, |path| context.plain_global(path))?;
        if let Some(value) = found.flatten() {
            return convert::to_js(context, value);
        }
    }
    let _entry = context.enter()?;
    let value = convert::try_with_text(context.env, name, |path| context.global_at(path))?;
    convert::to_js(context, value.ok_or_else(refusal)??)
}

/// `getKnownGlobal(number)`: the variable of a name that has a number, see `known`.
pub(super) fn get_known_global(context: &Rc<LuaContext>, arguments: &Arguments) -> Result<Js> {
    let number = known_number(context, arguments)?;
    if context.is_quiet() {
        let key = context.known_key(number)?;
        let globals = context.vm().state().globals_value();
        if let Some(value) = context.plain_index(globals, key) {
            return convert::to_js(context, value);
        }
    }
    let _entry = context.enter()?;
    let key = context.known_key(number)?;
    let globals = context.vm().state().globals_value();
    let value = context.index(globals, key)?;
    convert::to_js(context, value)
}

/// `setKnownGlobal(number, value)`: the same for a value that is no function.
pub(super) fn set_known_global(context: &Rc<LuaContext>, arguments: &Arguments) -> Result<Js> {
    let number = known_number(context, arguments)?;
    let value = arguments.get(1).map_or_else(|| context.env.undefined(), Ok)?;
    if context.is_quiet()
        && let Some(value) = context.env.as_double(value)
    {
        let key = context.known_key(number)?;
        let globals = context.vm().state().globals_value();
        if context.plain_assign(globals, key, convert::number_to_lua(context, value)) {
            return Ok(UNDEFINED);
        }
    }
    let _entry = context.enter()?;
    // Reading the value may use other names, until the number means another one.
    let key = context.known_key(number)?;
    context.pin(key);
    let value = convert::to_lua(context, value)?;
    let globals = context.vm().state().globals_value();
    context.assign(globals, key, value)?;
    Ok(UNDEFINED)
}

/// The number of the name, which is the first argument.
fn known_number(context: &LuaContext, arguments: &Arguments) -> Result<u32> {
    let number = arguments.get(0).and_then(|number| context.env.as_small(number));
    number.ok_or_else(|| Failure::argument("Expected string name as first argument"))
}

/// Refuses a name that is a path with a segment that is empty.
pub(super) fn check_path(name: &str) -> Result<()> {
    if name.contains('.') { segments_of(name).map(drop) } else { Ok(()) }
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
    /// The global variable of a name, if it has no parts and nothing has to run to read it.
    #[inline]
    fn plain_global(&self, name: &[u8]) -> Option<RawValue> {
        if name.contains(&b'.') {
            return None;
        }
        let globals = self.vm().state().globals_value();
        let key = self.vm().state().new_string(name).ok()?;
        self.plain_index(globals, key)
    }

    /// The global variable of a name, or what is at the end of a path. It is not pinned.
    #[inline]
    pub(super) fn global_at(&self, path: &[u8]) -> Result<RawValue> {
        let mut value = self.vm().state().globals_value();
        if !path.contains(&b'.') {
            return self.field(value, path);
        }
        let path = String::from_utf8_lossy(path).into_owned();
        for segment in segments_of(&path)? {
            if value.is_nil() {
                break;
            }
            value = self.field(value, segment.as_bytes())?;
            self.pin(value);
        }
        Ok(value)
    }

    /// Sets the global variable of a name, or what is at the end of a path.
    pub(super) fn assign_at(&self, path: &str, value: RawValue) -> Result<()> {
        let mut table = self.vm().state().globals_value();
        let Some((before, last)) = path.rsplit_once('.') else {
            return self.assign_field(table, path.as_bytes(), value);
        };
        self.pin(value);
        for segment in before.split('.') {
            table = self.descend(table, segment)?;
            self.pin(table);
        }
        self.assign_field(table, last.as_bytes(), value)
    }

    /// The table in a field, which is made if there is nothing.
    fn descend(&self, object: RawValue, name: &str) -> Result<RawValue> {
        let found = self.field(object, name.as_bytes())?;
        if found.is_table() {
            return Ok(found);
        }
        if !found.is_nil() {
            let kind = self.vm().state().type_name(found);
            return Err(Failure::Type(
                format!("Global path segment '{name}' is not a table (got {kind})").into(),
            ));
        }
        let table = self.new_table()?;
        self.assign_field(object, name.as_bytes(), table)?;
        Ok(table)
    }
}
