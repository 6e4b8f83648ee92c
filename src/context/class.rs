//! The class as JavaScript sees it: its constructor, and the table of its methods.

#![allow(unsafe_code, reason = "native data tied to the object, and the entry of methods")]

use std::ffi::c_void;
use std::ptr::{null, null_mut};
use std::rc::Rc;

use perilune::api::Lua;

use super::names::camel_case;
use super::{
    LuaContext, asynchronous, bytecode, calls, collector, coroutines, execute, globals, hook,
    information, lifecycle, reset, stack, tables,
};
use crate::converters;
use crate::environment::Environment;
use crate::error::{Code, Failure, Result};
use crate::fence::{Arguments, fence};
use crate::modules;
use crate::objects;
use crate::options::Settings;
use crate::redirect;
use crate::sys::{CallbackInfo, Env, Js, PropertyAttributes, ValueType, napi_property_descriptor};

/// A method: what it does with a context that may be closed or busy, which it finds out itself.
type Body = fn(&Rc<LuaContext>, &Arguments) -> Result<Js>;

/// Every method, by the name that has its words apart. Each one has a second name, by the rule of `names`.
static METHODS: &[(&str, Body)] = &[
    ("execute_script", execute::execute_script),
    ("execute_file", execute::execute_file),
    ("execute_script_async", asynchronous::execute_script_async),
    ("execute_file_async", asynchronous::execute_file_async),
    ("execute_async", asynchronous::execute_async),
    ("call_async", asynchronous::call_async),
    ("resume_async", asynchronous::resume_async),
    ("set_global", globals::set_global),
    ("get_global", globals::get_global),
    ("get_global_ref", tables::get_global_ref),
    ("create_table", tables::create_table),
    ("create_environment", tables::create_environment),
    ("execute_script_in", tables::execute_script_in),
    ("set_metatable", tables::set_metatable),
    ("call", calls::call),
    ("pcall", calls::pcall),
    ("release", calls::release),
    ("add_search_path", modules::add_search_path),
    ("register_module", modules::register_module),
    ("add_searcher", modules::add_searcher),
    ("set_print_handler", redirect::set_print_handler),
    ("set_read_handler", redirect::set_read_handler),
    ("set_file_reader", redirect::set_file_reader),
    ("get_stack", stack::get_stack),
    ("get_locals", stack::get_locals),
    ("set_userdata", objects::set_userdata),
    ("register_class", objects::register_class),
    ("register_type_converter", converters::register_type_converter),
    ("register_from_lua_converter", converters::register_from_lua_converter),
    ("create_coroutine", coroutines::create_coroutine),
    ("resume", coroutines::resume),
    ("close", coroutines::close),
    ("compile", bytecode::compile),
    ("compile_file", bytecode::compile_file),
    ("load_bytecode", bytecode::load_bytecode),
    ("load", bytecode::load_bytecode),
    ("gc", collector::gc),
    ("get_memory_usage", information::get_memory_usage),
    ("info", information::info),
    ("set_hook", hook::set_hook),
    ("remove_hook", hook::remove_hook),
    ("is_busy", lifecycle::is_busy),
    ("cancel", lifecycle::cancel),
    ("reset", reset::reset),
    ("dispose", lifecycle::dispose),
];

/// Makes the class.
pub(crate) fn define(env: Env) -> Result<Js> {
    let mut rows = Vec::new();
    for method in METHODS {
        let camel = camel_case(method.0);
        rows.push(row(env, method.0, method)?);
        if camel != method.0 {
            rows.push(row(env, &camel, method)?);
        }
    }
    env.class("LuaContext", Some(construct), &rows)
}

fn row(env: Env, name: &str, method: &'static (&str, Body)) -> Result<napi_property_descriptor> {
    Ok(napi_property_descriptor {
        utf8name: null(),
        name: env.latin1(name.as_bytes())?,
        method: Some(enter_method),
        getter: None,
        setter: None,
        value: null_mut(),
        attributes: PropertyAttributes::default,
        data: std::ptr::from_ref(method).cast_mut().cast(),
    })
}

/// `new init(callbacks, options)`
unsafe extern "C" fn construct(env: napi::sys::napi_env, info: CallbackInfo) -> Js {
    let env = Env(env);
    fence(env, None, || {
        if env.new_target(info)?.is_none() {
            return Err(Failure::argument(
                "Class constructor LuaContext cannot be invoked without 'new'",
            ));
        }
        let arguments = Arguments::read(env, info)?;
        let environment = Environment::of(env).ok_or_else(|| {
            Failure::lua(Code::Internal, "the addon was not loaded through its package")
        })?;
        let settings = Settings::read(env, arguments.get(1))?;
        let lua = Lua::new(settings.machine_options()).map_err(|error| {
            Failure::lua(Code::Memory, format!("Failed to create Lua state: {error}"))
        })?;
        let context = LuaContext::new(env, environment, settings, lua);
        if let Some(callbacks) = arguments.get(0)
            && matches!(env.type_of(callbacks)?, ValueType::napi_object | ValueType::napi_function)
        {
            context.callbacks.set(Some(env.keep(callbacks)?));
        }
        if let Some(print) = option(env, arguments.get(1), c"print")? {
            context.set_print(print)?;
        }
        context.set_up()?;
        let shared = option(env, arguments.get(1), c"shared")?;
        let data = Rc::into_raw(Rc::clone(&context));
        match env.wrap(arguments.this, data.cast_mut().cast(), Some(finalize)) {
            Ok(reference) => {
                // SAFETY: the count that was just given to the object keeps the context alive.
                unsafe { (*data).object.set(Some(reference)) };
                context.subscribe(arguments.this, shared)?;
                Ok(arguments.this)
            }
            Err(failure) => {
                // SAFETY: the count that the object has not taken.
                drop(unsafe { Rc::from_raw(data) });
                Err(failure)
            }
        }
    })
}

/// An option, if there are options.
fn option(env: Env, options: Option<Js>, name: &std::ffi::CStr) -> Result<Option<Js>> {
    match options.filter(|options| env.is_type(*options, ValueType::napi_object)) {
        Some(options) => env.field(options, name).map(Some),
        None => Ok(None),
    }
}

impl LuaContext {
    /// Publishes the tables of the option `shared`.
    fn subscribe(&self, object: Js, shared: Option<Js>) -> Result<()> {
        let Some(shared) = shared else { return Ok(()) };
        let count = self.connected(Environment::subscribe_shared, &[object, shared])?;
        self.shared_tables.set(self.env.as_double(count).unwrap_or(0.0) as usize);
        Ok(())
    }
}

/// Makes a global of each property of the first argument.
pub(super) fn publish(context: &Rc<LuaContext>, callbacks: Js) -> Result<()> {
    let env = context.env;
    let _entry = context.enter()?;
    let names = env.property_names(callbacks)?;
    for index in 0..env.array_length(names)? {
        let name = env.element(names, index)?;
        globals::set(context, name, env.get(callbacks, name)?)?;
    }
    Ok(())
}

/// The object is gone; values that JavaScript still holds of the context keep the rest alive.
unsafe extern "C" fn finalize(env: napi::sys::napi_env, data: *mut c_void, _hint: *mut c_void) {
    // SAFETY: the count that `construct` left to the object, given back once.
    let context = unsafe { Rc::from_raw(data.cast::<LuaContext>()) };
    if let Some(reference) = context.object.take() {
        Env(env).release(reference);
    }
}

/// A method is called.
unsafe extern "C" fn enter_method(env: napi::sys::napi_env, info: CallbackInfo) -> Js {
    let env = Env(env);
    let mut arguments = Arguments::new();
    if let Err(failure) = arguments.fill(env, info) {
        failure.throw(env);
        return null_mut();
    }
    let Some(data) = env.unwrap(arguments.this) else {
        Failure::argument("Illegal invocation").throw(env);
        return null_mut();
    };
    // SAFETY: Node lets methods be called on instances of the class only, whose data is that of `construct`; the count
    // that is added keeps the context alive whatever the method does.
    let context = unsafe {
        let data: *const LuaContext = data.cast();
        Rc::increment_strong_count(data);
        Rc::from_raw(data)
    };
    // SAFETY: the data of every method is a row of `METHODS`.
    let method = unsafe { &*arguments.data.cast::<(&str, Body)>() };
    fence(env, Some(&context), || (method.1)(&context, &arguments))
}
