//! One Lua state: heap, globals, registry, the running coroutine, and the limits.

use std::sync::Arc;
use std::sync::atomic::AtomicU32;

use super::dispatch::{self, HandlerTable};
use super::error::TYPE_NAMES;
use super::extensions::Extensions;
use super::handles::Handles;
use super::hook::Transfer;
use super::host::MAIN_YIELD_MESSAGE;
use super::limits::{CHECKS_PER_POLL, Limits, Poll};
use super::run::{Exit, RunMark};
use super::safepoint::CollectRequest;
use super::throw::Stop;
use crate::dialect::{Dialect, LengthOfHoles};
use crate::gc::Gc;
use crate::object::{BorderChoice, Coroutine, Event, EventNames, Heap, LuaString, Status, Table};
use crate::value::{TABLE, Value};

/// How many kinds of value have one metatable for all.
pub const BASIC_TYPES: usize = 16;

/// One Lua state. The first fields are what hot code touches.
#[repr(C)]
pub struct State {
    /// Instructions left in the slice; below zero, the next charge takes the slow path.
    pub(crate) fuel: i64,
    /// One above the last slot of the running stack that may be used without the slack.
    pub(crate) stack_limit: *mut Value,
    /// The base of the running frame, true outside hot code.
    pub(crate) base: *mut Value,
    /// The next instruction word, true outside hot code.
    pub(crate) pc: *const u64,
    /// One above the last live slot, where an instruction or a native function says so.
    pub(crate) top: *mut Value,
    /// The handlers in use: plain, or those that call hooks.
    pub(crate) handlers: *const HandlerTable,
    /// Where the results of a native function's last call start, counted from its base.
    pub(crate) result_start: u32,
    /// Set while a hooked instruction is to run without calling its hook again.
    pub(crate) hook_passed: *const u64,
    /// The heap.
    pub(crate) heap: Heap,
    /// The running coroutine.
    pub(crate) coroutine: Gc<Coroutine>,
    /// The coroutine the host runs.
    pub(crate) main: Gc<Coroutine>,
    /// The value of the error that is on its way.
    pub(crate) thrown: Value,
    /// Why the host's limits ended the run.
    pub(crate) stopped: Option<Stop>,
    /// The global table.
    pub(crate) globals: Gc<Table>,
    /// The registry: what libraries keep for themselves.
    pub(crate) registry: Gc<Table>,
    /// `package.loaded`, where messages look for the names of native functions.
    pub(crate) loaded: Gc<Table>,
    /// The metatable of each basic type, by type number.
    pub(crate) type_metatables: [Option<Gc<Table>>; BASIC_TYPES],
    /// `__index`.
    pub(crate) index_name: Gc<LuaString>,
    /// The event names as strings, which most states share.
    pub(crate) event_names: Arc<EventNames>,
    /// The names of types as strings.
    pub(crate) type_names: [Gc<LuaString>; TYPE_NAMES.len()],
    /// "not enough memory", made in advance.
    pub(crate) memory_message: Value,
    /// Values the host keeps alive.
    pub(crate) handles: Handles,
    /// Budgets, deadline and slices.
    pub(crate) limits: Limits,
    /// Set by other threads to stop the run.
    pub(crate) interrupt: Arc<AtomicU32>,
    /// The runs in progress, innermost last.
    pub(crate) runs: Vec<RunMark>,
    /// How many runs of the interpreter are nested through host callbacks.
    pub(crate) host_depth: u32,
    /// How many looks at the limits until the host is asked whether runs go on.
    pub(crate) checks_until_poll: u32,
    /// How many results the last run left above the top.
    pub(crate) host_result_count: usize,
    /// Why the interpreter is to be left.
    pub(crate) exit: Option<Exit>,
    /// The step of the native function that waits for the host.
    pub(crate) suspended_step: Option<u32>,
    /// The step of the native function that was to be entered when the slice was used up.
    pub(crate) paused_step: Option<u32>,
    /// Whether the host lets runs go on.
    pub(crate) poll: Option<Poll>,
    /// What the error says when the main coroutine yields.
    pub(crate) main_yield_message: &'static str,
    /// The traceback of the last such error.
    pub(crate) captured_traceback: Option<Vec<u8>>,
    /// The collection a native function asks for.
    pub(crate) collect_request: Option<CollectRequest>,
    /// Units of collection asked for and not yet done.
    pub(crate) step_credit: usize,
    /// The instruction whose count event has been delivered.
    pub(crate) hook_counted: *const u64,
    /// Whether errors that reach the host are to bring a traceback.
    pub(crate) wants_traceback: bool,
    /// Whether a finalizer is running.
    pub(crate) is_finalizing: bool,
    /// Whether the last collection asked for ended a cycle.
    pub(crate) collection_finished: bool,
    /// Set when a return's event has been delivered.
    pub(crate) return_passed: bool,
    /// What the call or return being hooked passes.
    pub(crate) transfer: Option<Transfer>,
    /// Shows the warnings of the interpreter itself.
    pub(crate) warning: Option<fn(&mut State, &[u8])>,
    /// A buffer for assembling strings.
    pub(crate) scratch: Vec<u8>,
    /// The dialect.
    pub(crate) dialect: &'static Dialect,
    /// Whether there is a standard output, which may have something to pass on.
    pub(crate) has_output: bool,
    /// What libraries keep on the Rust side.
    pub extensions: Extensions,
}

/// What a state that cannot be created lacks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("not enough memory")]
pub struct NoMemory;

impl From<crate::gc::OutOfMemory> for NoMemory {
    fn from(_: crate::gc::OutOfMemory) -> NoMemory {
        NoMemory
    }
}

/// Names as strings.
fn intern_names<const COUNT: usize>(
    heap: &mut Heap,
    name: impl Fn(usize) -> &'static str,
) -> Result<[Gc<LuaString>; COUNT], NoMemory> {
    let first = heap.intern(name(0).as_bytes())?;
    let mut names = [first; COUNT];
    for (index, slot) in names.iter_mut().enumerate() {
        *slot = heap.intern(name(index).as_bytes())?;
    }
    Ok(names)
}

/// Makes a heap keep and count as the dialect does.
fn suit(heap: &mut Heap, dialect: &Dialect) {
    if !dialect.ephemerons {
        heap.collector.keep_values_of_weak_keys();
    }
    heap.border_choice = match dialect.length_of_holes {
        LengthOfHoles::NearLastLength => BorderChoice::NearLast,
        LengthOfHoles::BelowEnd => BorderChoice::BelowEnd,
        LengthOfHoles::ByBisection => BorderChoice::Bisected,
    };
}

/// The coroutine that runs first.
fn new_running_coroutine(heap: &mut Heap) -> Result<Gc<Coroutine>, NoMemory> {
    let main = heap.new_coroutine()?;
    // SAFETY: no other reference to the coroutine is alive.
    unsafe { main.fields().status = Status::Running };
    Ok(main)
}

impl State {
    /// A state without libraries. It does not move, because roots are found through its address.
    ///
    /// # Errors
    /// [`NoMemory`] where not even the basic objects fit.
    pub fn new(dialect: &'static Dialect, heap: Heap) -> Result<Box<State>, NoMemory> {
        let mut heap = heap;
        suit(&mut heap, dialect);
        let main = new_running_coroutine(&mut heap)?;
        let (globals, registry) = (heap.new_table(0, 0)?, heap.new_table(0, 0)?);
        let loaded = heap.new_table(0, 0)?;
        let memory_message = heap.new_string(b"not enough memory")?;
        let event_names = heap.event_names()?;
        let index_name = event_names[Event::Index as usize];
        let type_names = intern_names(&mut heap, |number| TYPE_NAMES[number])?;
        let mut state = Box::new(State {
            fuel: 0,
            stack_limit: main.limit(),
            base: main.stack,
            pc: std::ptr::null(),
            top: main.stack,
            handlers: &raw const dispatch::PLAIN,
            result_start: 0,
            hook_passed: std::ptr::null(),
            heap,
            coroutine: main,
            main,
            thrown: Value::NIL,
            stopped: None,
            globals,
            registry,
            loaded,
            type_metatables: [None; BASIC_TYPES],
            index_name,
            event_names,
            type_names,
            memory_message,
            handles: Handles::new(),
            limits: Limits::default(),
            interrupt: Arc::default(),
            runs: Vec::new(),
            host_depth: 0,
            host_result_count: 0,
            exit: None,
            suspended_step: None,
            paused_step: None,
            wants_traceback: false,
            poll: None,
            checks_until_poll: CHECKS_PER_POLL,
            main_yield_message: MAIN_YIELD_MESSAGE,
            captured_traceback: None,
            is_finalizing: false,
            collect_request: None,
            step_credit: 0,
            collection_finished: false,
            hook_counted: std::ptr::null(),
            return_passed: false,
            transfer: None,
            warning: None,
            scratch: Vec::new(),
            dialect,
            has_output: false,
            extensions: Extensions::default(),
        });
        state.set_limits(None, None);
        Ok(state)
    }

    /// The global table.
    pub fn globals(&self) -> Gc<Table> {
        self.globals
    }

    /// The global table as a value.
    pub fn globals_value(&self) -> Value {
        Value::object(TABLE, self.globals)
    }

    /// The registry: what libraries keep for themselves.
    pub fn registry(&self) -> Gc<Table> {
        self.registry
    }

    /// `package.loaded`.
    pub fn loaded(&self) -> Gc<Table> {
        self.loaded
    }

    /// The dialect.
    pub fn dialect(&self) -> &'static Dialect {
        self.dialect
    }

    /// A key of a table as the dialect shows it: a float for every number where there are no integers.
    #[inline]
    pub fn key_value(&self, key: Value) -> Value {
        match key.as_integer() {
            Some(integer) => self.integer_value(integer),
            None => key,
        }
    }

    /// An integer as the dialect represents it: a float where there are no integers.
    #[inline(always)]
    pub fn integer_value(&self, value: i64) -> Value {
        if self.dialect.integers { Value::integer(value) } else { Value::float(value as f64) }
    }

    /// The heap.
    pub fn heap(&mut self) -> &mut Heap {
        &mut self.heap
    }

    /// The running coroutine.
    pub fn running_coroutine(&self) -> Gc<Coroutine> {
        self.coroutine
    }

    /// The coroutine the host runs.
    pub fn main_coroutine(&self) -> Gc<Coroutine> {
        self.main
    }

    /// Shared with other threads: a value other than 0 stops the run.
    pub fn interrupt_flag(&self) -> Arc<AtomicU32> {
        Arc::clone(&self.interrupt)
    }

    /// Values the host keeps alive.
    pub fn handles(&mut self) -> &mut Handles {
        &mut self.handles
    }

    /// Whether errors that reach the host are to bring a traceback.
    pub fn set_wants_traceback(&mut self, wants: bool) {
        self.wants_traceback = wants;
    }

    /// Whether a finalizer is running.
    pub fn is_running_finalizer(&self) -> bool {
        self.is_finalizing
    }

    /// Who shows the warnings of the interpreter itself.
    pub fn set_warning_function(&mut self, function: fn(&mut State, &[u8])) {
        self.warning = Some(function);
    }
}
