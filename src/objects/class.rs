//! `register_class`: classes of JavaScript whose instances programs make and use.

use std::rc::Rc;

use perilune::api::native::{Handle, RawValue, Table};

use super::definition::{accessors, flag, functions, properties};
use super::property::{Access, Rights};
use super::{LuaContext, MAX_CLASSES};
use crate::convert;
use crate::error::{Failure, Result};
use crate::fence::Arguments;
use crate::purpose::Use;
use crate::sys::{Env, Js, PropertyAttributes, ValueType};

/// Metamethods that the class makes itself.
const RESERVED: [&str; 4] = ["__gc", "__index", "__newindex", "__name"];

/// A registered class. What it has is inherited by copying: classes do not change.
pub(super) struct Class {
    name: String,
    parts: Parts<Handle>,
    metatable: Handle,
}

/// The tables of a class, each with what is inherited.
#[derive(Clone, Copy)]
struct Parts<T> {
    methods: T,
    getters: T,
    setters: T,
    metamethods: T,
}

impl<T: Copy> Parts<T> {
    fn map<U>(self, mut change: impl FnMut(T) -> U) -> Parts<U> {
        Parts {
            methods: change(self.methods),
            getters: change(self.getters),
            setters: change(self.setters),
            metamethods: change(self.metamethods),
        }
    }
}

/// Takes a name until it is dropped, so that a definition which runs a program cannot register it twice.
struct Claim<'c> {
    context: &'c LuaContext,
    name: &'c str,
}

impl Claim<'_> {
    fn new<'c>(context: &'c LuaContext, name: &'c str) -> Result<Claim<'c>> {
        let objects = &context.objects_of_host;
        let is_taken = objects.classes.borrow().iter().any(|class| class.name == name)
            || objects.pending.borrow().iter().any(|pending| pending == name);
        if is_taken {
            return Err(Failure::Plain(format!("Class '{name}' is already registered").into()));
        }
        objects.pending.borrow_mut().push(name.to_owned());
        Ok(Claim { context, name })
    }
}

impl Drop for Claim<'_> {
    fn drop(&mut self) {
        self.context.objects_of_host.pending.borrow_mut().retain(|pending| pending != self.name);
    }
}

/// `register_class(name, definition)`
pub(crate) fn register_class(context: &Rc<LuaContext>, arguments: &Arguments) -> Result<Js> {
    let env = context.env;
    let name = arguments.get(0).filter(|name| env.is_type(*name, ValueType::napi_string));
    let definition = arguments.get(1).filter(|it| env.is_type(*it, ValueType::napi_object));
    let (Some(name), Some(definition)) = (name, definition) else {
        return Err(Failure::argument("register_class() requires a name and a definition object"));
    };
    let _entry = context.enter()?;
    let name = convert::text_of(env, name)?;
    let _claim = Claim::new(context, &name)?;
    let mark = context.pin_mark();
    let registered = register(context, &name, definition);
    if registered.is_err() {
        context.withdraw_functions(mark);
    }
    registered
}

/// Registers the class, under a name that is claimed.
fn register(context: &Rc<LuaContext>, name: &str, definition: Js) -> Result<Js> {
    let env = context.env;
    let construct = env.field(definition, c"construct")?;
    if !env.is_type(construct, ValueType::napi_function) {
        return Err(Failure::argument("register_class() requires a construct function"));
    }
    let parts = inherited_parts(context, definition)?;
    read_parts(context, definition, parts)?;
    let metatable = metatable(context, definition, name, parts)?;
    let class = context.new_table()?;
    read_statics(context, definition, class)?;
    // From here on no code of the program runs until the class is there.
    let number = context.objects_of_host.class_count() + 1;
    if number >= MAX_CLASSES {
        return Err(Failure::Range("too many classes are registered".into()));
    }
    let new = context.import_function_for(construct, "new", Use::Constructor(number as u32))?;
    context.pin(new);
    context.set_raw(class, "new", new)?;
    let handles = context.vm().state().handles();
    let record = Class {
        name: name.to_owned(),
        parts: parts.map(|part| handles.keep(part)),
        metatable: handles.keep(metatable),
    };
    context.objects_of_host.classes.borrow_mut().push(record);
    let globals = context.vm().state().globals_value();
    if let Err(failure) = context.assign_field(globals, name.as_bytes(), class) {
        context.withdraw_class(number);
        return Err(failure);
    }
    env.undefined()
}

/// Tables with what the class inherits.
fn inherited_parts(context: &Rc<LuaContext>, definition: Js) -> Result<Parts<RawValue>> {
    let env = context.env;
    let parent = env.field(definition, c"extends")?;
    let parts = Parts {
        methods: context.new_table()?,
        getters: context.new_table()?,
        setters: context.new_table()?,
        metamethods: context.new_table()?,
    };
    match env.type_of(parent)? {
        ValueType::napi_undefined | ValueType::napi_null => return Ok(parts),
        ValueType::napi_string => {}
        _ => {
            let message = "'extends' must be the name of a registered class";
            return Err(Failure::argument(message));
        }
    }
    let name = convert::text_of(env, parent)?;
    let classes = context.objects_of_host.classes.borrow();
    let parent = classes.iter().find(|class| class.name == name).ok_or_else(|| {
        Failure::Plain(format!("'extends': class '{name}' is not registered").into())
    })?;
    let handles = context.vm().state().handles();
    let inherited = parent.parts.map(|part| handles.get(part));
    drop(classes);
    for (from, to) in [
        (inherited.methods, parts.methods),
        (inherited.getters, parts.getters),
        (inherited.setters, parts.setters),
        (inherited.metamethods, parts.metamethods),
    ] {
        copy(context, from, to)?;
    }
    Ok(parts)
}

fn copy(context: &LuaContext, from: RawValue, to: RawValue) -> Result<()> {
    let from = from.pointer::<Table>();
    let mut position = 0;
    while let Some((next, key, value)) = from.next_index(position) {
        position = next;
        let stored = context.vm().state().raw_set(to.pointer(), key, value);
        stored.map_err(|throw| context.failure_of_throw(throw))?;
    }
    Ok(())
}

/// A part of the definition, if it is an object.
fn part(env: Env, definition: Js, name: &std::ffi::CStr) -> Result<Option<Js>> {
    let value = env.field(definition, name)?;
    Ok(env.is_type(value, ValueType::napi_object).then_some(value))
}

/// Reads the methods, the accessors and the metamethods.
fn read_parts(context: &Rc<LuaContext>, definition: Js, parts: Parts<RawValue>) -> Result<()> {
    let env = context.env;
    if let Some(methods) = part(env, definition, c"methods")? {
        functions(context, methods, Use::Callback, |name, function| {
            context.set_raw(parts.methods, name, function)
        })?;
    }
    if let Some(definitions) = part(env, definition, c"properties")? {
        accessors(context, definitions, parts.getters, parts.setters)?;
    }
    if let Some(metamethods) = part(env, definition, c"metamethods")? {
        properties(env, metamethods, |name, _| match RESERVED.contains(&name) {
            true => Err(Failure::Plain(format!("metamethod '{name}' is reserved").into())),
            false => Ok(()),
        })?;
        functions(context, metamethods, Use::Callback, |name, function| {
            context.set_raw(parts.metamethods, name, function)
        })?;
    }
    Ok(())
}

/// The metatable of the instances.
fn metatable(
    context: &Rc<LuaContext>,
    definition: Js,
    name: &str,
    parts: Parts<RawValue>,
) -> Result<RawValue> {
    let rights = Rights {
        readable: flag(context.env, definition, c"readable")?,
        writable: flag(context.env, definition, c"writable")?,
        lenient: true,
    };
    let metatable = context.new_table()?;
    copy(context, parts.metamethods, metatable)?;
    let class = context.string(name.as_bytes())?;
    context.pin(class);
    context.set_raw(metatable, "__name", class)?;
    let Parts { methods, getters, setters, .. } = parts;
    Access { methods, getters, setters, rights, class }.install(context, metatable)?;
    Ok(metatable)
}

/// Copies the static members to the table of the class.
fn read_statics(context: &Rc<LuaContext>, definition: Js, class: RawValue) -> Result<()> {
    let Some(statics) = part(context.env, definition, c"statics")? else { return Ok(()) };
    properties(context.env, statics, |name, value| {
        if name == "new" {
            return Err(Failure::Plain("static 'new' is reserved for the constructor".into()));
        }
        let value = convert::named_to_lua(context, value, name)?;
        context.pin(value);
        context.set_raw(class, name, value)
    })
}

impl LuaContext {
    /// Takes back a class that could not be published. Its number stays taken if others came after it.
    fn withdraw_class(&self, number: usize) {
        let mut classes = self.objects_of_host.classes.borrow_mut();
        if classes.len() != number {
            return;
        }
        if let Some(class) = classes.pop() {
            let handles = self.vm().state().handles();
            class.parts.map(|part| handles.release(part));
            handles.release(class.metatable);
        }
    }

    /// An instance of a class for what its constructor has answered; nothing if that is no object. It is pinned.
    pub(crate) fn instance_of(self: &Rc<Self>, answer: Js, class: u32) -> Result<RawValue> {
        let is_object = self.env.is_type(answer, ValueType::napi_object);
        if !is_object || self.env.is_array(answer)? {
            let classes = self.objects_of_host.classes.borrow();
            let name = classes.get(class as usize - 1).map_or("?", |class| &class.name);
            let message = format!("the constructor of class '{name}' must return an object");
            return Err(Failure::Type(message.into()));
        }
        self.new_instance(answer, class as usize)
    }

    /// A new instance of a class.
    pub(super) fn new_instance(self: &Rc<Self>, object: Js, class: usize) -> Result<RawValue> {
        let metatable = self.objects_of_host.classes.borrow().get(class - 1).map(|it| it.metatable);
        let metatable = metatable.map(|handle| self.vm().state().handles().get(handle));
        let instance = self.new_userdata(object, class, metatable)?;
        // That it is there can be seen; it means nothing, and may be written by another instance of the object.
        let owner = self.env.external(Rc::as_ptr(self).cast_mut().cast())?;
        let name = self.env.latin1(b"__luaClassRef")?;
        if let Err(Failure::Pending) =
            self.env.define(object, name, owner, PropertyAttributes::writable)
        {
            // The object takes no more properties, and needs none.
            self.env.take_exception()?;
        }
        Ok(instance)
    }
}
