//! What the class of contexts is made of: its constructor and its methods, as functions that get the number of the
//! context. The class itself is made by the JavaScript part of the package.

#![allow(unsafe_code, reason = "native data tied to the object, and the entry of functions")]

use std::ffi::c_void;
use std::ptr::null_mut;
use std::rc::Rc;

use perilune::api::Lua;

use super::{
    LuaContext, asynchronous, bytecode, calls, collector, copy, coroutines, execute, globals, hook,
    information, lifecycle, reset, stack, tables,
};
use crate::converters;
use crate::environment::Environment;
use crate::error::{Code, Failure, Result};
use crate::fence::{Arguments, fence};
use crate::modules;
use crate::objects;
use crate::options::{Given, NAMES, Name, Settings};
use crate::redirect;
use crate::sys::{CallbackInfo, Env, Js, ValueType};

/// A method: what it does with a context that may be closed or busy, which it finds out itself.
type Body = fn(&Rc<LuaContext>, &Arguments) -> Result<Js>;

/// Every method, by the name that has its words apart; and what the constructor does last.
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
    ("copy_global", copy::copy_global),
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
    ("getKnownGlobal", globals::get_known_global),
    ("setKnownGlobal", globals::set_known_global),
    ("noteShared", note_shared),
];

/// Makes the object with the constructor and the methods.
pub(crate) fn define(env: Env) -> Result<Js> {
    let object = env.object()?;
    for row in METHODS {
        let data = std::ptr::from_ref(row).cast_mut().cast();
        let function = env.function(row.0, Some(enter_method), data)?;
        env.set(object, env.latin1(row.0.as_bytes())?, function)?;
    }
    env.set_field(object, c"construct", env.function("construct", Some(construct), null_mut())?)?;
    let names = env.array(NAMES.len())?;
    for (index, name) in NAMES.iter().enumerate() {
        env.set_element(names, index as u32, env.latin1(name.as_bytes())?)?;
    }
    env.set_field(object, c"options", names)?;
    Ok(object)
}

/// `construct(object, callbacks, options)`: makes the context of a new object. The options are a list of their numbers
/// and values. Answers the number of the context.
unsafe extern "C" fn construct(env: napi::sys::napi_env, info: CallbackInfo) -> Js {
    let env = Env(env);
    fence(env, None, || {
        let arguments = Arguments::read(env, info)?;
        let object = arguments.get(0).ok_or_else(|| Failure::argument("there is no object"))?;
        let callbacks = arguments.get(1);
        let environment = Environment::of(env).ok_or_else(|| {
            Failure::lua(Code::Internal, "the addon was not loaded through its package")
        })?;
        let given = Given::read(env, arguments.get(2))?;
        let settings = Settings::read(&given)?;
        let lua = Lua::new(settings.machine_options()).map_err(|error| {
            Failure::lua(Code::Memory, format!("Failed to create Lua state: {error}"))
        })?;
        let context = LuaContext::new(env, environment, settings, lua);
        if let Some(callbacks) = callbacks
            && matches!(env.type_of(callbacks)?, ValueType::napi_object | ValueType::napi_function)
        {
            context.callbacks.set(Some(env.keep(callbacks)?));
        }
        if let Some(print) = given.option(Name::Print) {
            context.set_print(print)?;
        }
        context.set_up()?;
        let data = Rc::into_raw(Rc::clone(&context));
        match env.wrap(object, data.cast_mut().cast(), Some(finalize)) {
            Ok(reference) => {
                context.object.set(Some(reference));
                let number = context.environment.contexts.borrow_mut().add(data);
                context.number.set(number);
                env.double(f64::from(number))
            }
            Err(failure) => {
                // SAFETY: the count that the object has not taken.
                drop(unsafe { Rc::from_raw(data) });
                Err(failure)
            }
        }
    })
}

/// `noteShared(count)`: so many shared tables are published in the context.
fn note_shared(context: &Rc<LuaContext>, arguments: &Arguments) -> Result<Js> {
    let count = arguments.get(0).and_then(|count| context.env.as_small(count));
    context.shared_tables.set(count.unwrap_or(0) as usize);
    context.env.undefined()
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
    context.environment.contexts.borrow_mut().remove(context.number.get());
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
    let context = arguments.take_number(env).and_then(|number| Environment::context(env, number));
    let Some(context) = context else {
        Failure::argument("Illegal invocation").throw(env);
        return null_mut();
    };
    // SAFETY: the data of every method is a row of `METHODS`.
    let method = unsafe { &*arguments.data.cast::<(&str, Body)>() };
    fence(env, Some(&context), || (method.1)(&context, &arguments))
}
