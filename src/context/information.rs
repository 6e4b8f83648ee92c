//! `info()` and `get_memory_usage()`.

use std::rc::Rc;

use super::LuaContext;
use crate::error::Result;
use crate::fence::Arguments;
use crate::sys::Js;

/// `get_memory_usage()`
pub(super) fn get_memory_usage(context: &Rc<LuaContext>, _arguments: &Arguments) -> Result<Js> {
    let _entry = context.enter()?;
    context.env.double(context.vm().memory_used() as f64)
}

/// `info()`
pub(super) fn info(context: &Rc<LuaContext>, _arguments: &Arguments) -> Result<Js> {
    let _entry = context.enter()?;
    let env = context.env;
    let number = context.vm().dialect().number();
    let object = env.object()?;
    let text = |text: String| env.utf8(text.as_bytes());
    let memory = context.vm().memory_used() as f64;
    env.set_field(object, c"version", text(format!("Lua {number}"))?)?;
    env.set_field(object, c"release", text(format!("Lua {number}.0"))?)?;
    env.set_field(object, c"versionNumber", env.double(version_number(number))?)?;
    env.set_field(object, c"memoryBytes", env.double(memory)?)?;
    env.set_field(object, c"memoryKB", env.double(memory / 1024.0)?)?;
    env.set_field(object, c"memoryLimit", env.double(context.settings.max_memory)?)?;
    env.set_field(object, c"maxInstructions", env.double(context.settings.max_instructions)?)?;
    env.set_field(object, c"timeout", env.double(context.settings.timeout)?)?;
    let libraries = env.array(context.settings.libraries.len())?;
    for (index, name) in context.settings.libraries.iter().enumerate() {
        env.set_element(libraries, index as u32, env.utf8(name.as_bytes())?)?;
    }
    env.set_field(object, c"libraries", libraries)?;
    Ok(object)
}

/// A version such as `5.4` as the number 504.
fn version_number(version: &str) -> f64 {
    let mut parts = version.split('.').map(|part| part.parse().unwrap_or(0.0));
    parts.next().unwrap_or(0.0) * 100.0 + parts.next().unwrap_or(0.0)
}
