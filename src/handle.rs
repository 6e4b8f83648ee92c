//! Values of Lua that JavaScript holds: functions, and what can only be handed back.
//!
//! Each is an object of JavaScript with a [`Held`] tied to it, which keeps the Lua value alive until the object is
//! collected or released. A function that JavaScript has given to Lua comes back as itself; other functions and tables
//! are a new object on every way, so that each can be released for itself.

#![allow(unsafe_code, reason = "native data tied to objects, and the entry of functions")]

use std::cell::Cell;
use std::ffi::c_void;
use std::ptr::null_mut;
use std::rc::Rc;

use perilune::api::native::{Handle, RawValue};

use crate::context::{LuaContext, status_of};
use crate::convert;
use crate::environment::Environment;
use crate::error::{Code, Failure, Result};
use crate::fence::{Arguments, fence};
use crate::sys::{CallbackInfo, Env, Js, PropertyAttributes, Reference, UNDEFINED};

/// What an object that stands for a Lua value is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    /// A function that can be called.
    Function,
    /// A userdata that only Lua can do something with.
    Userdata,
    /// A coroutine.
    Coroutine,
    /// A table behind methods.
    Table,
    /// A table that looks like an object.
    Proxy,
}

impl Kind {
    /// The property that says what the object is.
    fn marker(self) -> Option<&'static [u8]> {
        match self {
            Kind::Function => Some(b"__luaFnOwner"),
            Kind::Userdata => Some(b"_userdata"),
            Kind::Coroutine => Some(b"_coroutine"),
            Kind::Table => Some(b"_tableRef"),
            Kind::Proxy => None,
        }
    }

    /// What messages call it.
    pub(crate) fn noun(self) -> &'static str {
        match self {
            Kind::Function => "Lua function",
            Kind::Userdata => "userdata handle",
            Kind::Coroutine => "coroutine",
            Kind::Table | Kind::Proxy => "table handle",
        }
    }

    /// Whether it stands for a table.
    pub(crate) fn is_table(self) -> bool {
        matches!(self, Kind::Table | Kind::Proxy)
    }
}

/// No object has so many.
const NO_NUMBER: u32 = u32::MAX;

/// A value of Lua that an object of JavaScript stands for.
pub(crate) struct Held {
    /// The context it belongs to.
    pub(crate) context: Rc<LuaContext>,
    /// What it is.
    pub(crate) kind: Kind,
    /// Under which number the state keeps it; nothing once it was released.
    handle: Cell<Option<Handle>>,
    /// Its number, for the objects that call native functions by it.
    number: Cell<u32>,
    /// The object, as long as it lives.
    object: Cell<Option<Reference>>,
    /// Which value it is, to find the object again.
    identity: u64,
    /// The number of the state that has the value; the context may have had others since.
    generation: u32,
    /// Whether a finalizer of a state that was being replaced got it.
    is_late: bool,
}

impl Held {
    /// Whether the value belongs to the state that the context has now.
    pub(crate) fn is_current(&self) -> bool {
        self.generation == self.context.generation.get()
    }

    /// Whether the value belongs to the state of this context.
    pub(crate) fn belongs_to(&self, context: &LuaContext) -> bool {
        std::ptr::eq(&*self.context, context) && self.is_current()
    }

    /// The value, if it was not released and its state is still there.
    pub(crate) fn value(&self) -> Option<RawValue> {
        let handle = self.handle.get()?;
        (self.is_current() && self.context.has_state())
            .then(|| self.context.vm().state().handles().get(handle))
    }

    /// The value inside an operation of its context; why it cannot be used otherwise.
    #[inline]
    pub(crate) fn live_value(&self) -> Result<RawValue> {
        match self.handle.get() {
            Some(handle) if self.is_current() => {
                Ok(self.context.vm().state().handles().get(handle))
            }
            handle => Err(self.refusal(handle.is_some())),
        }
    }

    #[cold]
    fn refusal(&self, is_kept: bool) -> Failure {
        let noun = self.kind.noun();
        if is_kept && !self.is_late {
            Failure::lua(
                Code::Closed,
                format!("{noun} is not usable: its Lua state was replaced by reset()"),
            )
        } else {
            Failure::lua(Code::Closed, format!("{noun} has been released"))
        }
    }

    /// Lets the value go. Doing it again does nothing.
    pub(crate) fn release(&self) {
        if let Some(handle) = self.handle.take()
            && self.is_current()
        {
            self.context.release_later(handle);
        }
    }

    /// Whether it was let go.
    pub(crate) fn is_released(&self) -> bool {
        self.handle.get().is_none()
    }

    /// Refuses a value of another context.
    pub(crate) fn check_owner(&self, context: &LuaContext) -> Result<()> {
        if self.belongs_to(context) {
            return Ok(());
        }
        let message = format!("{} belongs to a different Lua context", self.kind.noun());
        Err(Failure::lua(Code::Conversion, message))
    }

    /// The object that stands for the value.
    pub(crate) fn object(&self) -> Result<Option<Js>> {
        match self.object.get() {
            Some(object) => self.context.env.value_of(object),
            None => Ok(None),
        }
    }

    /// From now on the value comes back from Lua as this object.
    pub(crate) fn remember(&self) {
        self.context.objects.borrow_mut().insert(self.identity, std::ptr::from_ref(self));
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
    /// The object that stands for a value: the one that has to be used again, or a new one.
    pub(crate) fn expose(self: &Rc<Self>, value: RawValue, kind: Kind) -> Result<Js> {
        if !kind.is_table()
            && let Some(object) = self.known_object(value.payload)?
        {
            return Ok(object);
        }
        let handle = self.vm().state().handles().keep(value);
        let held = Box::into_raw(Box::new(Held {
            context: Rc::clone(self),
            kind,
            handle: Cell::new(Some(handle)),
            number: Cell::new(NO_NUMBER),
            object: Cell::new(None),
            identity: value.payload,
            generation: self.generation.get(),
            is_late: self.is_retiring.get(),
        }));
        if kind.is_table() {
            let number = self.environment.handles.borrow_mut().add(held);
            // SAFETY: just made.
            unsafe { (*held).number.set(number) };
        }
        let wrapped = self.make_object(held, kind).and_then(|object| {
            let reference = self.env.wrap(object, held.cast(), Some(finalize))?;
            Ok((object, reference))
        });
        let (object, reference) = match wrapped {
            Ok(wrapped) => wrapped,
            Err(failure) => {
                self.vm().state().handles().release(handle);
                // SAFETY: nothing was tied to it.
                let held = unsafe { Box::from_raw(held) };
                self.environment.handles.borrow_mut().remove(held.number.get());
                return Err(failure);
            }
        };
        // SAFETY: just made, and freed by the finalizer only, which does not run before this callback has returned.
        unsafe { (*held).object.set(Some(reference)) };
        if matches!(kind, Kind::Userdata | Kind::Coroutine) {
            self.objects.borrow_mut().insert(value.payload, held);
        }
        self.environment.add(held);
        self.mark(object, kind)?;
        if kind != Kind::Proxy {
            return Ok(object);
        }
        // The target that the data is tied to lives as long as the proxy, which Node finds the data by too.
        let proxy = self.connected(Environment::make_proxy, &[object])?;
        self.env.wrap_unowned(proxy, held.cast())?;
        Ok(proxy)
    }

    /// A new object for a value.
    fn make_object(&self, held: *mut Held, kind: Kind) -> Result<Js> {
        match kind {
            Kind::Function => self.env.function("luaFunction", Some(call), held.cast()),
            Kind::Userdata => self.env.object(),
            Kind::Coroutine => {
                // SAFETY: made by the caller, and not given to Node yet.
                let status = status_of(unsafe { (*held).live_value()? });
                let status = self.env.latin1(status.as_bytes())?;
                self.connected(Environment::make_coroutine, &[status])
            }
            Kind::Table | Kind::Proxy => {
                // SAFETY: as above.
                let number = self.env.double(f64::from(unsafe { (*held).number.get() }))?;
                let make = match kind {
                    Kind::Table => Environment::make_table,
                    _ => Environment::make_target,
                };
                self.connected(make, &[number])
            }
        }
    }

    /// Calls one of the functions that the JavaScript part of the package brings with it.
    pub(crate) fn connected(
        &self,
        function: fn(&Environment, Env) -> Option<Js>,
        arguments: &[Js],
    ) -> Result<Js> {
        let undefined = self.env.undefined()?;
        let function = function(&self.environment, self.env).unwrap_or(undefined);
        self.env.call(undefined, function, arguments)
    }

    /// The living object of a value.
    fn known_object(&self, identity: u64) -> Result<Option<Js>> {
        let Some(objects) = self.objects.get() else { return Ok(None) };
        let Some(held) = objects.borrow().get(&identity).copied() else { return Ok(None) };
        // SAFETY: the finalizer takes the entry out before it frees what it points at.
        match unsafe { (*held).handle.get().and((*held).object.get()) } {
            Some(reference) => self.env.value_of(reference),
            None => Ok(None),
        }
    }

    /// Gives the object the property that says what it is.
    fn mark(&self, object: Js, kind: Kind) -> Result<()> {
        let Some(marker) = kind.marker() else { return Ok(()) };
        let name = self.env.latin1(marker)?;
        // The address means nothing to JavaScript, and nothing is found through it: only that it is there can be seen.
        let owner = self.env.external(std::ptr::from_ref(self).cast_mut().cast())?;
        let attributes = match kind {
            Kind::Userdata | Kind::Coroutine => PropertyAttributes::enumerable,
            Kind::Function | Kind::Table | Kind::Proxy => PropertyAttributes::default,
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
    held.context.environment.handles.borrow_mut().remove(held.number.get());
    let mut objects = held.context.objects.borrow_mut();
    if objects.get(&held.identity).is_some_and(|current| std::ptr::eq(*current, address)) {
        objects.remove(&held.identity);
    }
    drop(objects);
    held.release();
    if let Some(reference) = held.object.take() {
        Env(env).release(reference);
    }
}

/// A function of Lua is called from JavaScript.
unsafe extern "C" fn call(env: napi::sys::napi_env, info: CallbackInfo) -> Js {
    let env = Env(env);
    let mut arguments = Arguments::new();
    if let Err(failure) = arguments.fill(env, info) {
        failure.throw(env);
        return null_mut();
    }
    // SAFETY: the data the function was made with; the function that is being called keeps it alive, and it the context.
    let held = unsafe { &*arguments.data.cast::<Held>() };
    fence(env, Some(&held.context), || held.call(&held.context, arguments.all()))
}

impl Held {
    /// Calls the function.
    #[inline(always)]
    pub(crate) fn call(&self, context: &Rc<LuaContext>, arguments: &[Js]) -> Result<Js> {
        let _entry = context.enter()?;
        let function = self.live_value()?;
        if arguments.is_empty() {
            context.run(function, &[])?;
        } else {
            self.run_with(context, arguments)?;
        }
        if context.vm().state().host_result_count() == 0 {
            return Ok(UNDEFINED);
        }
        convert::results_to_js(context)
    }

    /// Runs the function with arguments.
    #[inline(never)]
    fn run_with(&self, context: &Rc<LuaContext>, arguments: &[Js]) -> Result<()> {
        let mut room = convert::Room::new();
        let arguments = room.fill(context, arguments)?;
        // Converting them may have run a program that released the function.
        context.run(self.live_value()?, arguments)
    }
}

/// A function by its name.
type FunctionRow = (&'static str, fn(Env, &Held) -> Result<Js>);

/// What the JavaScript part of the package does with objects that stand for values.
static FUNCTIONS: &[FunctionRow] = &[
    ("release", |env, held| {
        let _entry = held.context.enter()?;
        held.release();
        env.undefined()
    }),
    ("isReleased", |env, held| env.boolean(held.is_released())),
    ("owner", |env, held| {
        let owner = held.context.object.get();
        let owner = owner.map_or(Ok(None), |object| env.value_of(object))?;
        owner.map_or_else(|| env.undefined(), Ok)
    }),
];

/// Makes the object with these functions.
pub(crate) fn define(env: Env) -> Result<Js> {
    let object = env.object()?;
    for row in FUNCTIONS {
        let data = std::ptr::from_ref(row).cast_mut().cast();
        let function = env.function(row.0, Some(enter_function), data)?;
        env.set(object, env.latin1(row.0.as_bytes())?, function)?;
    }
    Ok(object)
}

unsafe extern "C" fn enter_function(env: napi::sys::napi_env, info: CallbackInfo) -> Js {
    let env = Env(env);
    fence(env, None, || {
        let arguments = Arguments::read(env, info)?;
        let held = arguments
            .get(0)
            .and_then(|object| Held::of(&*Environment::of(env)?, env, object))
            .ok_or_else(|| Failure::argument("the receiver is not an object of Lua"))?;
        // SAFETY: the data of every function is a row of `FUNCTIONS`.
        let row = unsafe { &*arguments.data.cast::<FunctionRow>() };
        (row.1)(env, held)
    })
}
