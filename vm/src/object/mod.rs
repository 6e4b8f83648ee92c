//! What lives on the heap: every kind of object, declared once.

#![allow(unsafe_code, reason = "objects are raw memory; each file states its invariants")]

pub mod closure;
pub mod coroutine;
pub mod image;
pub mod metatable;
pub mod prototype;
pub mod string;
pub mod string_pool;
pub mod table;
#[cfg(test)]
mod tests;
pub mod upvalue;
pub mod userdata;

pub use closure::{Closure, NativeClosure};
pub use coroutine::{Coroutine, INITIAL_SLOTS, SLACK, Status};
pub use image::{CommonStrings, EventNames, Image};
pub use metatable::Event;
pub use prototype::{
    CodeHeader, Constant, Draft, FormDraft, LocalDraft, Prototype, UpvalueDraft, VARARG_PARAMETERS,
};
pub use string::{LuaString, SHORT_MAX, raw_equal};
pub use string_pool::StringPool;
pub use table::{
    Adoption, BorderChoice, INLINE_ARRAY_MAX, INLINE_NODES_MAX, InvalidKey, Node, Table, TableError,
};
pub use upvalue::Upvalue;
pub use userdata::Userdata;

use crate::gc::{Collector, Gc, Header, KindInfo, Liveness, Marker, OutOfMemory, Roots, WeakInfo};
use crate::value::{self, Value};

/// Expands the list of kinds into the enumeration and the table the collector reads.
macro_rules! heap_objects {
    ($( $(#[doc = $doc:literal])+ $name:ident { $( $field:ident: $function:expr ),* } )*) => {
        /// A kind of heap object: the `kind` of its header.
        #[repr(u8)]
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum Kind { $( $(#[doc = $doc])+ $name ),* }

        impl Kind {
            /// Every kind, by number.
            pub const ALL: &'static [Kind] = &[ $( Kind::$name ),* ];
        }

        /// What the collector knows about each kind.
        static KINDS: [KindInfo; Kind::ALL.len()] = [ $( KindInfo {
            $( $field: Some($function), )*
            ..KindInfo::leaf(stringify!($name))
        } ),* ];
    };
}

// The kinds of values come first, in the order of their tags.
heap_objects! {
    /// A string that is interned.
    String {}
    /// A string that is not.
    LongString {}
    /// A table.
    Table { trace: table::trace, trace_part: table::trace_part, weak: WEAK_TABLE }
    /// A Lua function.
    Closure { trace: closure::trace_closure }
    /// A native function with values of its own.
    NativeClosure { trace: closure::trace_native_closure }
    /// Host data.
    Userdata { trace: userdata::trace, drop: userdata::drop }
    /// A coroutine.
    Coroutine { trace: coroutine::trace }
    /// A captured variable.
    Upvalue { trace: upvalue::trace }
    /// A compiled function.
    Prototype { trace: trace_prototype, drop: drop_prototype }
}

const WEAK_TABLE: WeakInfo = WeakInfo {
    converge: table::converge,
    clear_values: table::clear_values,
    clear_keys: table::clear_keys,
};

const _: () = assert!(Kind::String as u8 + value::STRING == value::STRING);
const _: () = assert!(Kind::LongString as u8 + value::STRING == value::LONG_STRING);
const _: () = assert!(Kind::Table as u8 + value::STRING == value::TABLE);
const _: () = assert!(Kind::Closure as u8 + value::STRING == value::CLOSURE);
const _: () = assert!(Kind::NativeClosure as u8 + value::STRING == value::NATIVE_CLOSURE);
const _: () = assert!(Kind::Userdata as u8 + value::STRING == value::USERDATA);
const _: () = assert!(Kind::Coroutine as u8 + value::STRING == value::COROUTINE);

impl Kind {
    /// The tag of values of this kind; none for what is never a value.
    pub const fn tag(self) -> Option<u8> {
        let tag = self as u8 + value::STRING;
        if tag <= value::COROUTINE { Some(tag) } else { None }
    }
}

/// The memory of one state: objects, and the strings among them that are interned.
pub struct Heap {
    /// Where objects come from and go to.
    pub collector: Collector,
    /// The interned strings.
    pub strings: StringPool,
    /// What the tables of libraries begin with, if this heap shares it with others.
    pub image: Option<&'static Image>,
    /// How tables come to the values that the image leaves out.
    pub adoption: Adoption,
    /// Which border is the length of a table with holes.
    pub border_choice: BorderChoice,
}

/// Tables with more slots than this are never traversed again because of a store; the stored value is marked instead.
const BACK_BARRIER_SLOTS: usize = 64;

impl Heap {
    /// An empty heap whose hashes depend on the seed.
    pub fn new(seed: u64) -> Result<Heap, OutOfMemory> {
        let mut collector = Collector::new(&KINDS);
        if cfg!(feature = "collect-always") {
            collector.set_collect_always(true);
        }
        Ok(Heap {
            collector,
            strings: StringPool::new(seed),
            image: None,
            adoption: Adoption::default(),
            border_choice: BorderChoice::NearLast,
        })
    }

    /// An empty heap that shares with others what is in an image.
    pub fn with_image(image: &'static Image) -> Result<Heap, OutOfMemory> {
        let heap = Heap::with_common_strings(image.strings)?;
        Ok(Heap { image: Some(image), ..heap })
    }

    /// An empty heap that shares strings with others.
    pub fn with_common_strings(strings: &'static CommonStrings) -> Result<Heap, OutOfMemory> {
        let heap = Heap::new(strings.seed())?;
        Ok(Heap { strings: StringPool::with_common(strings), ..heap })
    }

    /// Does one slice of collection. Call it at safepoints while the collector says one is due.
    pub fn step(&mut self, roots: &mut dyn Roots) {
        self.collector.step(&mut HeapRoots { roots, strings: &mut self.strings });
    }

    /// Does slices for so many bytes, at least one; whether a cycle ended.
    pub fn step_bytes(&mut self, roots: &mut dyn Roots, bytes: usize) -> bool {
        self.collector.step_bytes(&mut HeapRoots { roots, strings: &mut self.strings }, bytes)
    }

    /// Runs a whole cycle: what is unreachable now is gone afterwards.
    pub fn collect(&mut self, roots: &mut dyn Roots) {
        self.collector.collect(&mut HeapRoots { roots, strings: &mut self.strings });
    }

    /// To be called after a value was stored into a table.
    #[inline(always)]
    pub fn barrier(&mut self, parent: *mut Header, value: Value) {
        if value.is_object() && self.collector.needs_barrier(parent) {
            self.table_barrier(parent, value);
        }
    }

    #[cold]
    fn table_barrier(&mut self, parent: *mut Header, value: Value) {
        let table: *mut Table = parent.cast();
        // SAFETY: the caller stored into this live table.
        unsafe {
            let slots = (*table).array_capacity as usize + (*table).node_mask as usize;
            if slots > BACK_BARRIER_SLOTS {
                self.collector.barrier_forward(parent, value.header());
            } else {
                self.collector.barrier_back(parent, value.header());
            }
        }
    }

    /// The next object whose finalizer is to be called, as a value.
    pub fn take_pending_finalizer(&mut self) -> Option<Value> {
        let header = self.collector.take_pending_finalizer()?;
        // SAFETY: the collector hands out live objects.
        let kind = unsafe { (*header).kind };
        Some(Value::from_parts(kind + value::STRING, header as u64))
    }

    /// To be called after one object was stored into another, stacks excepted.
    pub fn forward_barrier_object<P, C>(&mut self, parent: Gc<P>, child: Gc<C>) {
        if self.collector.needs_barrier(parent.header()) {
            // SAFETY: pointers of the type `Gc` are to live objects between safepoints.
            unsafe { self.collector.barrier_forward(parent.header(), child.header()) };
        }
    }

    /// To be called after a value was stored into any other object, stacks excepted.
    #[inline(always)]
    pub fn forward_barrier<P>(&mut self, parent: Gc<P>, value: Value) {
        if value.is_object() && self.collector.needs_barrier(parent.header()) {
            // SAFETY: pointers of the type `Gc`, and those in values, are to live objects between safepoints.
            unsafe { self.collector.barrier_forward(parent.header(), value.header()) };
        }
    }
}

/// Marks the object a value refers to, if it is one.
///
/// # Safety
/// The object has not been freed.
#[inline(always)]
pub unsafe fn trace_value(marker: &mut Marker, value: Value) {
    if value.is_object() {
        // SAFETY: the caller's promise; strings are leaves.
        unsafe {
            if value.is_string() {
                marker.mark_leaf(value.header());
            } else {
                marker.mark(value.header());
            }
        }
    }
}

/// Marks the constants and the nested functions of a compiled function.
unsafe fn trace_prototype(header: *mut Header, marker: &mut Marker) {
    // SAFETY: the collector calls this for live objects of this kind.
    unsafe {
        let prototype: Gc<Prototype> = Gc::from_ptr(header.cast());
        for index in 0..prototype.draft.constants.len() {
            trace_value(marker, prototype.constant(index));
        }
        for child in &prototype.children {
            marker.mark(child.header());
        }
        for form in &prototype.forms {
            marker.mark(form.header());
        }
    }
}

/// Drops what a dead compiled function owns; returns the bytes that were charged for it.
unsafe fn drop_prototype(header: *mut Header) -> usize {
    // SAFETY: the collector calls this once, for an object nothing refers to; the header owns nothing.
    unsafe {
        let prototype = header.cast::<Prototype>();
        let bytes = (*prototype).external_bytes;
        prototype.drop_in_place();
        bytes
    }
}

/// The roots of a state, and the pool of its strings.
struct HeapRoots<'a> {
    roots: &'a mut dyn Roots,
    strings: &'a mut StringPool,
}

impl Roots for HeapRoots<'_> {
    fn trace(&mut self, marker: &mut Marker) {
        self.roots.trace(marker);
    }

    fn begin_pool_sweep(&mut self) {
        self.strings.begin_sweep();
    }

    fn sweep_pool(&mut self, liveness: Liveness) -> bool {
        // SAFETY: the collector sweeps the pool before it frees a string.
        unsafe { self.strings.sweep_segment(|string| !liveness.is_dead(string)) }
    }
}
