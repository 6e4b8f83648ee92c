//! `Lua`, which owns a state, and `Context`, through which everybody works with one.
//!
//! A function of the host is called in the middle of a run, when the state is borrowed by the interpreter; it gets the
//! same `Context` that a `Lua` dereferences to. A `Context` is the state itself seen through another type, so that
//! nothing has to be built for each call.

#![allow(
    unsafe_code,
    reason = "the view of a state as a context, and the promise that a state may change threads"
)]

use std::ops::{Deref, DerefMut};

use super::error::Error;
use super::host::Host;
use super::options::{Options, random_seed};
use super::streams::Streams;
use crate::gc::OutOfMemory;
use crate::interpreter::State;
use crate::object::Heap;
use crate::stdlib;
use crate::stdlib::load::LoadPolicy;
use crate::stdlib::package::PathPolicy;
use crate::value::Value as RawValue;

/// One Lua state.
///
/// Dropping it frees its memory without running Lua code; [`Lua::close`] runs the finalizers first.
///
/// A state belongs to whoever holds it. It may move to another thread between two calls:
///
/// ```
/// use perilune::api::{Lua, Options};
///
/// let mut lua = Lua::new(Options::all())?;
/// lua.load("count = 1").exec()?;
/// let mut lua = std::thread::spawn(move || lua.load("count = count + 1").exec().map(|()| lua)).join().unwrap()?;
/// assert_eq!(lua.load("count").eval::<i64>()?, 2);
/// # Ok::<(), perilune::api::Error>(())
/// ```
pub struct Lua {
    state: Box<State>,
}

// SAFETY: a state is reached through its owner alone: its objects point at each other only, handles hold a number and
// a locked queue, and everything the host puts into it through this module (functions, userdata, streams) is `Send`.
// Shared streams, hooks and payloads are reference counted without locks, but all their owners are inside the state.
// Code of the storey below, `native`, promises the same for what it puts in.
unsafe impl Send for Lua {}

/// A state as its owner and the functions it calls see it.
///
/// The type has no size known to the compiler, so two of them cannot be exchanged under a running interpreter.
#[repr(C)]
pub struct Context {
    pub(super) state: State,
    unsized_end: [()],
}

impl Context {
    /// The state as a context.
    pub(super) fn of(state: &mut State) -> &mut Context {
        let pointer = std::ptr::slice_from_raw_parts_mut(std::ptr::from_mut(state).cast::<()>(), 0)
            as *mut Context;
        // SAFETY: the state is the first field, and the rest is an array of nothing; the borrow is handed on.
        unsafe { &mut *pointer }
    }

    /// The same for reading.
    fn of_shared(state: &State) -> &Context {
        let pointer = std::ptr::slice_from_raw_parts(std::ptr::from_ref(state).cast::<()>(), 0)
            as *const Context;
        // SAFETY: as above.
        unsafe { &*pointer }
    }

    /// The state, for the storey below: see [`super::native`] for the rules that come with it.
    pub fn state(&mut self) -> &mut State {
        &mut self.state
    }
}

impl Lua {
    /// A new state.
    ///
    /// # Errors
    /// [`Error::Memory`] where the libraries do not fit into the memory limit.
    pub fn new(options: Options) -> Result<Lua, Error> {
        Lua::with_streams(options, Streams::default())
    }

    /// A new state whose standard streams are those of the host.
    ///
    /// # Errors
    /// [`Error::Memory`] where the libraries do not fit into the memory limit.
    pub fn with_streams(options: Options, streams: Streams) -> Result<Lua, Error> {
        let dialect = options.dialect.data();
        let image = match options.seed {
            None => stdlib::image::image(dialect, options.libraries, random_seed),
            Some(_) => None,
        };
        let heap = match image {
            Some(image) => Heap::with_image(image),
            None => Heap::new(options.seed.unwrap_or_else(random_seed)),
        };
        let mut lua = Lua::with_heap(&options, heap)?;
        if let Some(image) = image {
            let expected = image.relative_count();
            if !lua.state.heap().adoption.end(expected) {
                // This state is not like those that the image was made for: it gets tables of its own.
                lua = Lua::with_heap(&options, Heap::with_common_strings(image.strings))?;
            }
        }
        if !options.file_loaders {
            lua.remove_file_loaders()?;
        }
        let state = &mut *lua.state;
        streams.install(state);
        // Last, because nothing may be collected while libraries are half made.
        if options.collect_always {
            state.heap().collector.set_collect_always(true);
        }
        Ok(lua)
    }

    /// A state in this heap with its libraries, but for what may be different in each.
    fn with_heap(options: &Options, heap: Result<Heap, OutOfMemory>) -> Result<Lua, Error> {
        let heap = heap.map_err(|_| Error::Memory)?;
        let state = State::new(options.dialect.data(), heap).map_err(|_| Error::Memory)?;
        let mut lua = Lua { state };
        let state = &mut *lua.state;
        state.extensions.insert(Host::new(options, state.interrupt_flag()));
        if !options.allow_bytecode {
            state.extensions.insert(LoadPolicy { refuses_bytecode: true });
        }
        if !options.environment_variables {
            state.extensions.insert(PathPolicy { ignores_environment: true });
        }
        state.set_wants_traceback(options.tracebacks);
        state.heap().collector.set_limit(options.memory_limit);
        if state.heap().image.is_some() {
            state.heap().adoption.begin();
        }
        match stdlib::open(state, options.libraries) {
            Ok(()) => Ok(lua),
            Err(throw) => Err(lua.error_of(throw)),
        }
    }

    fn remove_file_loaders(&mut self) -> Result<(), Error> {
        let globals = self.state.globals();
        for name in ["dofile", "loadfile"] {
            if let Err(throw) = self.state.set_field(globals, name, RawValue::NIL) {
                return Err(self.error_of(throw));
            }
        }
        Ok(())
    }

    /// Runs the finalizers of everything that is left, then frees the memory. Errors in finalizers become warnings.
    ///
    /// ```
    /// # use perilune::api::{Lua, Options};
    /// use std::sync::atomic::{AtomicBool, Ordering};
    /// static CLOSED: AtomicBool = AtomicBool::new(false);
    ///
    /// let mut lua = Lua::new(Options::all())?;
    /// let note = lua.create_function(|_, ()| Ok(CLOSED.store(true, Ordering::Relaxed)))?;
    /// lua.globals().set(&mut lua, "note", note)?;
    /// lua.load("kept = setmetatable({}, {__gc = function() note() end})").exec()?;
    /// lua.close();
    /// assert!(CLOSED.load(Ordering::Relaxed));
    /// # Ok::<(), perilune::api::Error>(())
    /// ```
    pub fn close(mut self) {
        self.finalize();
    }
}

impl Deref for Lua {
    type Target = Context;

    fn deref(&self) -> &Context {
        Context::of_shared(&self.state)
    }
}

impl DerefMut for Lua {
    fn deref_mut(&mut self) -> &mut Context {
        Context::of(&mut self.state)
    }
}

impl std::fmt::Debug for Lua {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Lua")
            .field("dialect", &self.state.dialect().version_text)
            .finish_non_exhaustive()
    }
}
