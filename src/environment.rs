//! What the addon keeps for each JavaScript environment: a thread's, or a worker's.

#![allow(unsafe_code, reason = "the data that Node keeps for an environment")]

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::ffi::c_void;
use std::rc::Rc;

use crate::address::AddressState;
use crate::context::LuaContext;
use crate::convert::Repeated;
use crate::error::Result;
use crate::handle::Held;
use crate::known::Names;
use crate::programs::Programs;
use crate::slots::Slots;
use crate::sys::{Env, Js, Reference};

/// Another count of the context at an address, unless that is null.
///
/// # Safety
/// The address comes from an `Rc` that is alive, on the thread of the context.
#[inline(always)]
pub(crate) unsafe fn share(context: *const LuaContext) -> Option<Rc<LuaContext>> {
    if context.is_null() {
        return None;
    }
    // SAFETY: by the caller's promise; the count that is added is that of the result.
    unsafe {
        Rc::increment_strong_count(context);
        Some(Rc::from_raw(context))
    }
}

/// Declares what the JavaScript part of the package hands over when it is loaded.
macro_rules! connections {
    ($( $(#[doc = $doc:literal])+ $field:ident = $name:literal; )*) => {
        /// Values of JavaScript that the addon works with, taken before any program can replace them.
        #[derive(Default)]
        struct Connections { $( $(#[doc = $doc])+ $field: Cell<Option<Reference>>, )* }

        impl Connections {
            /// Takes the properties of an object.
            fn take(&self, env: Env, from: Js) -> Result<()> {
                $( self.$field.set(Some(env.keep(env.field(from, $name)?)?)); )*
                Ok(())
            }
        }

        impl Environment {
            $(
                $(#[doc = $doc])+
                pub(crate) fn $field(&self, env: Env) -> Option<Js> {
                    env.value_of(self.connections.$field.get()?).ok().flatten()
                }
            )*
        }
    };
}

connections! {
    /// Makes a `LuaError` of an error, the number of its code, where in its message the traceback begins, and its value.
    make_error = c"makeError";
    /// Ends the process, or the worker.
    exit_function = c"exit";
    /// `Object.prototype`
    object_prototype = c"objectPrototype";
    /// `Map`
    map_class = c"Map";
    /// `Set`
    set_class = c"Set";
    /// `RegExp`
    regexp_class = c"RegExp";
    /// The class of what `values(...)` gives.
    values_class = c"LuaValues";
    /// Makes a map of such a list.
    make_map = c"makeMap";
    /// Lists a map as `[key, value, key, value, ...]`.
    list_map = c"listMap";
    /// Lists a set.
    list_set = c"listSet";
    /// A `Float64Array` through which numbers cross in bulk.
    number_buffer = c"numbers";
    /// Copies the numbers of an array from an index on into it, up to the first item that is none.
    take_numbers = c"takeNumbers";
    /// Puts so many numbers of it into an array, which is made of a length if there is none.
    give_numbers = c"giveNumbers";
    /// Makes the object of a table handle that has a number.
    make_table = c"makeTable";
    /// Makes what is behind a proxy, which has a number.
    make_target = c"makeTarget";
    /// Makes a proxy of it.
    make_proxy = c"makeProxy";
    /// Makes the object of a coroutine.
    make_coroutine = c"makeCoroutine";
    /// The numbers, booleans and names of an object, for the native side; see `lib/fields.js`, as for the next four.
    take_fields = c"takeFields";
    /// Where they are.
    taken_fields = c"takenFields";
    /// The names of a number.
    names_of = c"namesOf";
    /// Makes the function that makes objects with the same names.
    make_shape = c"makeShape";
    /// Where its numbers and booleans are.
    given_fields = c"givenFields";
    /// The long strings that cross again and again; see `convert::repeated`.
    kept_texts = c"keptTexts";
    /// Tells a function when a promise is settled: of promise, its `then`, and the function.
    subscribe = c"subscribe";
    /// Calls a function when JavaScript has had its turn.
    call_later = c"callLater";
    /// Gives a function that tells a run it is back, in the asynchronous context of the call that has started it.
    capture_scope = c"captureScope";
    /// Tells a function when a signal aborts; gives a function that takes this back.
    watch_signal = c"watchSignal";
    /// Publishes the shared tables of a context in a new state.
    publish_shared = c"publishShared";
    /// Makes a `WeakMap`.
    make_weak_map = c"makeWeakMap";
    /// Notes the number of an object in such a map.
    adopt = c"adopt";
    /// Gives the number of an object in such a map.
    identify = c"identify";
    /// Gives the source of a regular expression.
    source_of = c"sourceOf";
    /// Gives what is converted instead of an object of a class whose properties say little; else the object.
    essence_of = c"essenceOf";
}

/// What the addon keeps for each environment.
#[derive(Default)]
pub(crate) struct Environment {
    connections: Connections,
    /// The native data tied to functions and objects of this addon: other addons tie theirs to objects too.
    held: RefCell<HashSet<*const Held, AddressState>>,
    /// The values of Lua that objects of JavaScript know by number.
    pub(crate) handles: RefCell<Slots<Held>>,
    /// The contexts, which JavaScript knows by number.
    pub(crate) contexts: RefCell<Slots<LuaContext>>,
    /// The names that JavaScript knows by number.
    pub(crate) names: Names,
    /// The programs that were compiled lately.
    pub(crate) programs: RefCell<Programs>,
    /// The strings of Lua whose texts are kept.
    pub(crate) repeated: Repeated,
    /// Room for long strings on their way, kept so that the next one needs no new memory.
    pub(crate) scratch: Cell<Vec<u8>>,
    /// Whether the number buffer is in use.
    pub(crate) is_moving_numbers: Cell<bool>,
}

impl Environment {
    /// Makes the data of an environment that loads the addon.
    pub(crate) fn install(env: Env) -> Result<()> {
        let environment = Rc::new(Environment::default());
        env.set_instance_data(Rc::into_raw(environment).cast_mut().cast(), Some(drop_environment))
    }

    /// The context of a number.
    #[inline]
    pub(crate) fn context(env: Env, number: u32) -> Option<Rc<LuaContext>> {
        let data: *const Environment = env.instance_data().ok()?.cast();
        if data.is_null() {
            return None;
        }
        // SAFETY: set by `install`, and there until Node is done with the environment, which calls it no more then.
        let context = unsafe { (*data).contexts.borrow().get(number) };
        // SAFETY: the address comes from an `Rc` and is taken back before the count of its object is given up.
        unsafe { share(context) }
    }

    /// The value of Lua that an object of JavaScript knows by this number. It is alive as long as the object.
    #[inline]
    pub(crate) fn handle(env: Env, number: u32) -> Option<*const Held> {
        let data: *const Environment = env.instance_data().ok()?.cast();
        if data.is_null() {
            return None;
        }
        // SAFETY: as above.
        let held = unsafe { (*data).handles.borrow().get(number) };
        (!held.is_null()).then_some(held)
    }

    /// The data of an environment.
    pub(crate) fn of(env: Env) -> Option<Rc<Environment>> {
        let data: *const Environment = env.instance_data().ok()?.cast();
        if data.is_null() {
            return None;
        }
        // SAFETY: set by `install`, which left one count to Node; another one is added for the result.
        unsafe {
            Rc::increment_strong_count(data);
            Some(Rc::from_raw(data))
        }
    }

    /// Takes what the JavaScript part of the package hands over.
    pub(crate) fn connect(&self, env: Env, from: Js) -> Result<()> {
        self.connections.take(env, from)
    }

    /// Notes native data that was tied to an object.
    pub(crate) fn add(&self, held: *const Held) {
        self.held.borrow_mut().insert(held);
    }

    /// Forgets native data that is about to be freed.
    pub(crate) fn remove(&self, held: *const Held) {
        self.held.borrow_mut().remove(&held);
    }

    /// Whether this address is that of native data of this addon.
    pub(crate) fn knows(&self, held: *const Held) -> bool {
        self.held.borrow().contains(&held)
    }

    /// Ends the process, or the worker, as `os.exit` asks.
    pub(crate) fn exit(env: Env, status: i32) {
        let exit = || {
            let function = Environment::of(env)?.exit_function(env)?;
            let status = env.int32(status).ok()?;
            env.call(env.undefined().ok()?, function, &[status]).ok()
        };
        exit();
    }
}

/// Node is done with the environment; contexts that are still there hold counts of their own.
unsafe extern "C" fn drop_environment(
    _env: napi::sys::napi_env,
    data: *mut c_void,
    _hint: *mut c_void,
) {
    // SAFETY: the count that `install` left to Node, given back once.
    drop(unsafe { Rc::from_raw(data.cast::<Environment>()) });
}
