//! `info()` and `get_memory_usage()`.

use std::rc::Rc;

use super::LuaContext;
use crate::error::Result;
use crate::fence::Arguments;
use crate::modules::Modules;
use crate::objects::Objects;
use crate::purpose::Use;
use crate::redirect::Redirections;
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
    env.set_field(object, c"bindingRefs", references(context)?)?;
    Ok(object)
}

/// How many references to JavaScript there are, by what they are for.
fn references(context: &LuaContext) -> Result<Js> {
    let env = context.env;
    context.link.release_dropped(env);
    let held = |purpose| context.link.counted(purpose);
    let redirections = context.redirections.get().map_or(0, Redirections::count);
    let handlers = redirections + usize::from(context.hook().is_some());
    let rows = [
        (c"callbacks", held(Use::Callback)),
        (c"userdata", held(Use::Userdata)),
        (c"userdataMethods", held(Use::UserdataMethod)),
        (c"errorRegistry", context.staged.get().map_or(0, |staged| staged.borrow().len())),
        (c"classes", context.objects_of_host.get().map_or(0, Objects::class_count)),
        (c"classAccessors", held(Use::Getter) + held(Use::Setter)),
        (c"typeConverters", context.to_lua.len()),
        (c"fromLuaConverters", context.from_lua.len()),
        (c"searchers", context.modules.get().map_or(0, Modules::searcher_count)),
        (c"sharedTables", context.shared_tables.get()),
        (c"handlers", handlers),
        (c"asyncRefs", usize::from(context.run.borrow().strong_count() > 0)),
        (c"callbacksObject", usize::from(context.callbacks.get().is_some())),
    ];
    let object = env.object()?;
    let mut total = 0;
    for (name, count) in rows {
        env.set_field(object, name, env.double(count as f64)?)?;
        total += count;
    }
    env.set_field(object, c"total", env.double(total as f64)?)?;
    Ok(object)
}

/// A version such as `5.4` as the number 504.
fn version_number(version: &str) -> f64 {
    let mut parts = version.split('.').map(|part| part.parse().unwrap_or(0.0));
    parts.next().unwrap_or(0.0) * 100.0 + parts.next().unwrap_or(0.0)
}
