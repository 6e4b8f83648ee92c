//! What a context is, and how its state is entered and left.

#![allow(unsafe_code, reason = "the state is reached by calls that are nested through JavaScript")]

use std::cell::{Cell, RefCell, UnsafeCell};
use std::collections::HashMap;
use std::ptr::null_mut;
use std::rc::{Rc, Weak};
use std::sync::Arc;

use perilune::api::native::{Handle, RawValue, State};
use perilune::api::{Context, InterruptHandle, Lua};

use super::hook::Hook;
use super::scripts::Scripts;
use crate::address::AddressState;
use crate::callback::{Link, Staged};
use crate::convert::Shapes;
use crate::converters::Converters;
use crate::environment::Environment;
use crate::error::{Code, Failure, Result};
use crate::handle::Held;
use crate::known::KnownKeys;
use crate::lazy::Lazy;
use crate::modules::Modules;
use crate::objects::Objects;
use crate::options::Settings;
use crate::redirect::Redirections;
use crate::run::{AsyncRun, Awaiting};
use crate::sys::{Env, Reference, Scope};

/// Whether a context can be used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Status {
    /// Everything works.
    Open,
    /// A run on the thread pool has the state.
    Lent,
    /// A run that goes on in pieces has the state, which is on this thread.
    Driven,
    /// It was disposed of.
    Closed,
    /// The addon failed while it was in use.
    Broken,
}

/// One Lua state, and what belongs to it on the JavaScript side.
///
/// It lives as long as its object or a value that JavaScript holds of it. All of it belongs to the thread of its
/// environment, but for the state itself while the status is [`Status::Lent`].
pub(crate) struct LuaContext {
    /// The environment.
    pub(crate) env: Env,
    /// What the addon keeps for it.
    pub(crate) environment: Rc<Environment>,
    /// The options.
    pub(crate) settings: Settings,
    /// The state; none once disposed of. Used through `current`.
    lua: UnsafeCell<Option<Lua>>,
    /// The way to the state: that of the innermost native function which has let JavaScript run.
    current: Cell<*mut State>,
    status: Cell<Status>,
    /// How many operations are in progress, one inside the other.
    pub(super) depth: Cell<u32>,
    /// Whether a program may have run since what programs have written was passed on.
    pub(super) has_run: Cell<bool>,
    /// What functions of JavaScript that Lua holds share with the context.
    pub(crate) link: Arc<Link>,
    /// Stops a run.
    interrupt: RefCell<Option<InterruptHandle>>,
    /// Whether the finalizers of a state run that is to be replaced.
    pub(crate) is_retiring: Cell<bool>,
    /// The object whose properties are the first global variables of each state.
    pub(crate) callbacks: Cell<Option<Reference>>,
    /// How many states the context has had before this one.
    pub(crate) generation: Cell<u32>,
    /// Whether something is left behind that the next operation clears away: released values, staged exceptions.
    pub(super) has_leftovers: Cell<bool>,
    /// Values that JavaScript has let go of since the last operation.
    released: RefCell<Vec<Handle>>,
    /// Values that are on their way into Lua.
    pub(super) pins: RefCell<Vec<Handle>>,
    /// The objects that stand for values, by the value's address. The pointers are taken out when they are freed.
    pub(crate) objects: Lazy<RefCell<HashMap<u64, *const Held, AddressState>>>,
    /// What has a say in what values become in Lua.
    pub(crate) to_lua: Converters,
    /// What has a say in what values become in JavaScript.
    pub(crate) from_lua: Converters,
    /// Whether programs have integers; otherwise every number becomes a float.
    pub(crate) has_integers: bool,
    /// What programs print, read and load.
    pub(crate) redirections: Lazy<Redirections>,
    /// Where programs find modules.
    pub(crate) modules: Lazy<Modules>,
    /// The objects of JavaScript that programs have as userdata.
    pub(crate) objects_of_host: Lazy<Objects>,
    /// Exceptions on their way through Lua.
    pub(crate) staged: Lazy<RefCell<Staged>>,
    /// The scope of the handles that callbacks of the innermost run make; null if there is none.
    pub(super) scope: Cell<Scope>,
    /// How many callbacks have used it.
    pub(super) scope_uses: Cell<u32>,
    /// The lists of names that objects and tables had.
    pub(crate) shapes: Lazy<RefCell<Shapes>>,
    /// The strings that names are which JavaScript knows by number.
    pub(crate) known_keys: KnownKeys,
    /// How many bytes of the state Node has been told of.
    pub(super) told_memory: Cell<usize>,
    /// The scripts that were run again.
    pub(super) scripts: Scripts,
    /// Its number in the environment, under which its object finds it.
    pub(super) number: Cell<u32>,
    /// The object that JavaScript has of the context, as long as it lives.
    pub(crate) object: Cell<Option<Reference>>,
    /// The function that is told what a program does.
    pub(crate) hook: Lazy<Hook>,
    /// How many shared tables are published here.
    pub(super) shared_tables: Cell<usize>,
    /// The asynchronous run in progress.
    pub(crate) run: RefCell<Weak<AsyncRun>>,
    /// What a function of JavaScript that waits and that run tell each other.
    pub(crate) awaiting: Awaiting,
}

/// An environment that goes with the state, and is only used on its own thread.
struct Watched(Env);

// SAFETY: whoever has one asks first whether the state is on the thread of the environment.
unsafe impl Send for Watched {}

impl LuaContext {
    /// A context with a new state.
    pub(crate) fn new(
        env: Env,
        environment: Rc<Environment>,
        settings: Settings,
        machine: Lua,
    ) -> Rc<LuaContext> {
        let context = Rc::new(LuaContext {
            env,
            environment,
            settings,
            lua: UnsafeCell::new(None),
            current: Cell::new(null_mut()),
            status: Cell::new(Status::Open),
            depth: Cell::new(0),
            has_run: Cell::new(false),
            link: Arc::new(Link::default()),
            interrupt: RefCell::default(),
            is_retiring: Cell::new(false),
            callbacks: Cell::new(None),
            generation: Cell::new(0),
            has_leftovers: Cell::new(false),
            released: RefCell::default(),
            pins: RefCell::default(),
            objects: Lazy::default(),
            to_lua: Converters::default(),
            from_lua: Converters::default(),
            has_integers: machine.dialect().has_integers(),
            redirections: Lazy::default(),
            modules: Lazy::default(),
            objects_of_host: Lazy::default(),
            staged: Lazy::default(),
            scope: Cell::new(null_mut()),
            scope_uses: Cell::new(0),
            told_memory: Cell::new(0),
            shapes: Lazy::default(),
            known_keys: KnownKeys::default(),
            scripts: Scripts::default(),
            number: Cell::new(u32::MAX),
            object: Cell::new(None),
            hook: Lazy::default(),
            shared_tables: Cell::new(0),
            run: RefCell::default(),
            awaiting: Awaiting::default(),
        });
        context.take_machine(machine);
        context.link.connect(&context);
        context
    }

    /// Takes a state where there is none.
    pub(super) fn take_machine(&self, mut machine: Lua) {
        self.interrupt.replace(Some(machine.interrupt_handle()));
        // SAFETY: there is no state, so nobody uses one.
        let place = unsafe { &mut *self.lua.get() };
        // The state has its final place from here on.
        self.current.set(std::ptr::from_mut(place.insert(machine).state()));
        self.watch_termination();
    }

    /// Lets a program on this thread end when the worker that it runs in is being terminated.
    fn watch_termination(&self) {
        let (watched, link) = (Watched(self.env), Arc::clone(&self.link));
        self.vm().state().set_poll(Some(Box::new(move || {
            let Watched(env) = &watched;
            !link.is_here() || env.can_run_scripts()
        })));
    }

    /// What stops a run of the state.
    pub(crate) fn interrupt(&self) -> Option<InterruptHandle> {
        self.interrupt.borrow().clone()
    }

    /// Forgets everything that belongs to the state, which is about to go.
    pub(super) fn forget_values(&self) {
        self.released.borrow_mut().clear();
        self.pins.borrow_mut().clear();
        if let Some(objects) = self.objects.get() {
            objects.borrow_mut().clear();
        }
        if let Some(staged) = self.staged.get() {
            staged.borrow_mut().forget(self.env);
        }
        self.forget_objects();
        if let Some(redirections) = self.redirections.get() {
            redirections.forget();
        }
        self.known_keys.forget();
        self.scripts.forget_functions();
    }

    /// The state. The reference is for one expression: it must be given up before JavaScript or another function of the
    /// context runs, because those ask for the state again.
    #[expect(
        clippy::mut_from_ref,
        reason = "the state is borrowed for one expression at a time, as said above"
    )]
    #[inline]
    pub(crate) fn vm(&self) -> &mut Context {
        // SAFETY: operations check with `enter` that the state is there and not lent to another thread. The pointer is
        // that of the innermost borrower, who waits, so this borrow is a part of its own.
        unsafe { Context::of_state(&mut *self.current.get()) }
    }

    /// Makes the state of a native function the way to it while `body` runs, which may run JavaScript.
    #[inline]
    pub(crate) fn lend<T>(&self, state: &mut State, body: impl FnOnce() -> T) -> T {
        let outer = self.current.replace(std::ptr::from_mut(state));
        let result = body();
        self.current.set(outer);
        result
    }

    /// A program has run elsewhere.
    pub(crate) fn note_run(&self) {
        self.has_run.set(true);
    }

    /// The way to the state for the thread pool.
    pub(crate) fn state_pointer(&self) -> *mut State {
        self.current.get()
    }

    /// Whether the context can be used.
    #[inline]
    pub(crate) fn is_open(&self) -> bool {
        self.status.get() == Status::Open
    }

    /// Whether the state is there and belongs to this thread.
    #[inline]
    pub(crate) fn has_state(&self) -> bool {
        matches!(self.status.get(), Status::Open | Status::Driven)
    }

    /// Whether the context can be used, and how not.
    pub(crate) fn status(&self) -> Status {
        self.status.get()
    }

    /// Changes whether the context can be used.
    pub(crate) fn set_status(&self, status: Status) {
        self.status.set(status);
    }

    /// The addon has failed: what the state looks like is unknown.
    pub(crate) fn mark_broken(&self) {
        self.status.set(Status::Broken);
    }

    /// Refuses the use of a context that cannot be used.
    #[cold]
    pub(crate) fn refusal(&self) -> Failure {
        let (code, message) = match self.status.get() {
            Status::Lent | Status::Driven => {
                (Code::Busy, "Lua context is busy with an async operation")
            }
            Status::Closed => (Code::Closed, "Lua context has been closed"),
            Status::Open | Status::Broken => {
                (Code::Internal, "Lua context is not usable after an internal error")
            }
        };
        Failure::lua(code, message)
    }

    #[cold]
    pub(super) fn release_values(&self) {
        self.has_leftovers.set(self.has_staged());
        let released = std::mem::take(&mut *self.released.borrow_mut());
        for handle in released {
            self.vm().state().handles().release(handle);
        }
    }

    /// Lets a value go when the state is next used; it may be in use by another thread right now.
    pub(crate) fn release_later(&self, handle: Handle) {
        if self.status.get() != Status::Closed {
            self.released.borrow_mut().push(handle);
            self.has_leftovers.set(true);
        }
    }

    /// Whether exceptions are on their way through Lua.
    pub(crate) fn has_staged(&self) -> bool {
        self.staged.get().is_some_and(|staged| !staged.borrow().is_empty())
    }

    /// Forgets exceptions that nobody waits for any more.
    pub(super) fn clear_staged(&self) {
        if let Some(staged) = self.staged.get() {
            staged.borrow_mut().clear(self.env);
        }
    }

    /// An exception was staged: the next outermost operation forgets it.
    pub(crate) fn note_staged(&self) {
        self.has_leftovers.set(true);
    }

    /// An operation of the machine that may run finalizers, and so functions of JavaScript. What is made for JavaScript
    /// afterwards must not lie in the scope of those.
    #[inline]
    pub(crate) fn operate<T>(&self, operation: impl FnOnce(&mut Context) -> T) -> T {
        self.has_run.set(true);
        let result = operation(self.vm());
        self.close_scope();
        result
    }

    /// Runs a function to its end. Its results are read from the state before anything else happens. All that begins a
    /// run is inlined here, and nothing of it where this is called.
    #[inline(never)]
    pub(crate) fn run(&self, function: RawValue, arguments: &[RawValue]) -> Result<()> {
        let outcome = self.operate(|machine| machine.call_raw(function, arguments));
        outcome.map_err(|error| self.failure_of(error))
    }

    /// Lets go of everything of JavaScript that the context holds: it may hold the context.
    pub(super) fn release_host(&self) {
        self.clear_staged();
        self.forget_objects();
        if let Some(redirections) = self.redirections.get() {
            redirections.clear(self.env);
        }
        if let Some(modules) = self.modules.get() {
            modules.clear(self.env);
        }
        self.to_lua.clear(self.env);
        self.from_lua.clear(self.env);
        let hook = self.hook.get().and_then(Hook::take);
        for reference in [hook, self.callbacks.take()].into_iter().flatten() {
            self.env.release(reference);
        }
    }

    /// Forgets what objects and tables of the state look like in the other language.
    fn forget_objects(&self) {
        if let Some(objects) = self.objects_of_host.get() {
            objects.forget(self.env);
        }
        if let Some(shapes) = self.shapes.get() {
            shapes.borrow_mut().clear(self.env);
        }
    }

    /// Takes the state out, for good. Nothing may be using it.
    pub(crate) fn take_lua(&self) -> Option<Lua> {
        self.current.set(null_mut());
        self.forget_memory();
        // SAFETY: the caller has checked that no operation is in progress.
        unsafe { (*self.lua.get()).take() }
    }
}

impl Drop for LuaContext {
    fn drop(&mut self) {
        // Functions of JavaScript that finalizers would call cannot be called while objects are being finalized.
        self.link.disconnect();
        drop(self.lua.get_mut().take());
        self.forget_memory();
        self.link.release_dropped(self.env);
        self.release_host();
    }
}
