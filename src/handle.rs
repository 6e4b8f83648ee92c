//! Values of Lua that JavaScript holds: functions, and what can only be handed back.
//!
//! Each is an object of JavaScript with a [`Held`] tied to it, which keeps the Lua value alive until the object is
//! collected. The same function of Lua is the same function of JavaScript as long as that one lives.

#![allow(unsafe_code, reason = "native data tied to objects, and the entry of functions")]

use std::cell::Cell;
use std::ffi::c_void;
use std::ptr::null_mut;
use std::rc::Rc;

use perilune::api::native::{Handle, RawValue};

use crate::context::LuaContext;
use crate::convert;
use crate::environment::Environment;
use crate::error::{Code, Failure, Result};
use crate::fence::{Arguments, fence};
use crate::sys::{CallbackInfo, Env, Js, PropertyAttributes, Reference};

/// What an object that stands for a Lua value is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    /// A function that can be called.
    Function,
    /// A userdata that only Lua can do something with.
    Userdata,
    /// A coroutine.
    Coroutine,
}

impl Kind {
    /// The property that says what the object is.
    fn marker(self) -> &'static [u8] {
        match self {
            Kind::Function => b"__luaFnOwner",
            Kind::Userdata => b"_userdata",
            Kind::Coroutine => b"_coroutine",
        }
    }

    /// What messages call it.
    pub(crate) fn noun(self) -> &'static str {
        match self {
            Kind::Function => "Lua function",
            Kind::Userdata => "userdata handle",
            Kind::Coroutine => "coroutine",
        }
    }
}

/// A value of Lua that an object of JavaScript stands for.
pub(crate) struct Held {
    /// The context it belongs to.
    pub(crate) context: Rc<LuaContext>,
    /// What it is.
    pub(crate) kind: Kind,
    /// Under which number the state keeps it; nothing once it was released.
    handle: Cell<Option<Handle>>,
    /// The object, as long as it lives.
    object: Cell<Option<Reference>>,
    /// Which value it is, to find the object again.
    identity: u64,
}

impl Held {
    /// The value, if it was not released and its state is still there.
    pub(crate) fn value(&self) -> Option<RawValue> {
        let handle = self.handle.get()?;
        self.context.is_open().then(|| self.context.vm().state().handles().get(handle))
    }

    /// What is tied to an object, if it is an object of this addon.
    pub(crate) fn of<'a>(environment: &Environment, env: Env, object: Js) -> Option<&'a Held> {
        let held: *const Held = env.unwrap(object)?.cast();
        // SAFETY: the environment knows the address, so it was made by `expose` and has not been finalized; the object
        // keeps it alive during the callback that uses it.
        environment.knows(held).then(|| unsafe { &*held })
    }
}

impl LuaContext {
    /// The object that stands for a value: the one there is, or a new one.
    pub(crate) fn expose(self: &Rc<Self>, value: RawValue, kind: Kind) -> Result<Js> {
        let identity = value.payload;
        if let Some(object) = self.known_object(identity)? {
            return Ok(object);
        }
        let handle = self.vm().state().handles().keep(value);
        let held = Box::into_raw(Box::new(Held {
            context: Rc::clone(self),
            kind,
            handle: Cell::new(Some(handle)),
            object: Cell::new(None),
            identity,
        }));
        let made = match kind {
            Kind::Function => self.env.function("luaFunction", Some(call), held.cast()),
            Kind::Userdata | Kind::Coroutine => self.env.object(),
        };
        let wrapped = made
            .and_then(|object| Ok((object, self.env.wrap(object, held.cast(), Some(finalize))?)));
        let (object, reference) = match wrapped {
            Ok(wrapped) => wrapped,
            Err(failure) => {
                self.vm().state().handles().release(handle);
                // SAFETY: nothing was tied to it.
                drop(unsafe { Box::from_raw(held) });
                return Err(failure);
            }
        };
        // SAFETY: just made, and freed by the finalizer only, which does not run before this callback has returned.
        unsafe { (*held).object.set(Some(reference)) };
        self.objects.borrow_mut().insert(identity, held);
        self.environment.add(held);
        self.mark(object, kind)?;
        Ok(object)
    }

    /// The living object of a value.
    fn known_object(&self, identity: u64) -> Result<Option<Js>> {
        let Some(held) = self.objects.borrow().get(&identity).copied() else { return Ok(None) };
        // SAFETY: the finalizer takes the entry out before it frees what it points at.
        match unsafe { (*held).handle.get().and((*held).object.get()) } {
            Some(reference) => self.env.value_of(reference),
            None => Ok(None),
        }
    }

    /// Gives the object the property that says what it is.
    fn mark(&self, object: Js, kind: Kind) -> Result<()> {
        let name = self.env.latin1(kind.marker())?;
        // The address means nothing to JavaScript, and nothing is found through it: only that it is there can be seen.
        let owner = self.env.external(std::ptr::from_ref(self).cast_mut().cast())?;
        let attributes = match kind {
            Kind::Function => PropertyAttributes::default,
            Kind::Userdata | Kind::Coroutine => PropertyAttributes::enumerable,
        };
        self.env.define(object, name, owner, attributes)
    }
}

/// The object is gone: its value is let go when the state is next used.
unsafe extern "C" fn finalize(env: napi::sys::napi_env, data: *mut c_void, _hint: *mut c_void) {
    // SAFETY: made by `expose` and given back by Node once.
    let held = unsafe { Box::from_raw(data.cast::<Held>()) };
    let address: *const Held = &raw const *held;
    held.context.environment.remove(address);
    let mut objects = held.context.objects.borrow_mut();
    if objects.get(&held.identity).is_some_and(|current| std::ptr::eq(*current, address)) {
        objects.remove(&held.identity);
    }
    drop(objects);
    if let Some(handle) = held.handle.take() {
        held.context.release_later(handle);
    }
    if let Some(reference) = held.object.take() {
        Env(env).release(reference);
    }
}

/// A function of Lua is called from JavaScript.
unsafe extern "C" fn call(env: napi::sys::napi_env, info: CallbackInfo) -> Js {
    let env = Env(env);
    let arguments = match Arguments::read(env, info) {
        Ok(arguments) => arguments,
        Err(failure) => {
            failure.throw(env);
            return null_mut();
        }
    };
    // SAFETY: the data the function was made with; the function that is being called keeps it alive.
    let held = unsafe { &*arguments.data.cast::<Held>() };
    let context = Rc::clone(&held.context);
    fence(env, Some(&context), || held.call(&context, arguments.all()))
}

impl Held {
    /// Calls the function.
    fn call(&self, context: &Rc<LuaContext>, arguments: &[Js]) -> Result<Js> {
        let _entry = context.enter()?;
        let Some(handle) = self.handle.get() else {
            return Err(Failure::lua(Code::Closed, "Lua function has been released"));
        };
        let arguments = convert::all_to_lua(context, arguments)?;
        let function = context.vm().state().handles().get(handle);
        context.run(function, &arguments)?;
        convert::results_to_js(context)
    }
}
