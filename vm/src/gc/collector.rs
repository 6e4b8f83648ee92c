//! The collector's face: allocation, accounting, and the controls of `collectgarbage`.

use super::cycle::Phase;
use super::finalizer::Finalizers;
use super::header::Header;
use super::large::{object_block_bytes, object_bytes, prefix_of};
use super::marker::Marker;
use super::pacing::{Pacing, Parameter};
use super::page::{clear_mark, poison, set_mark};
use super::size_class::{LARGE, MAX_CELL, SMALL_CELL, class_of, size_of_class};
use super::space::Space;
use super::trace::{KindInfo, OutOfMemory, Roots};

/// No object and no buffer is larger; leaves room to add and round without overflow.
const LARGEST: usize = isize::MAX as usize / 2;

/// How `collectgarbage` says the heap is collected. Both are the same here; the name is kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    /// Whole cycles in slices.
    Incremental,
    /// Accepted, and collected like the other.
    Generational,
}

/// A heap and its collector.
pub struct Collector {
    pub(super) space: Space,
    pub(super) marker: Marker,
    pub(super) phase: Phase,
    pub(super) pacing: Pacing,
    pub(super) finalizers: Finalizers,
    /// The objects whose kind has a `drop` function.
    pub(super) droppable: Vec<*mut Header>,
    /// A bit for each such kind.
    drop_kinds: u64,
    /// The colour of objects whose stores need a barrier; zero outside the mark phase.
    pub(super) barrier_mask: u8,
    pub(super) is_stopped: bool,
    pub(super) collects_always: bool,
    pub(super) verifies: bool,
    mode: Mode,
}

impl Collector {
    /// Lets tables with weak keys keep their values alive by themselves.
    pub fn keep_values_of_weak_keys(&mut self) {
        self.marker.keeps_values_of_weak_keys = true;
    }

    /// An empty heap for these kinds of objects, at most 64.
    pub fn new(kinds: &'static [KindInfo]) -> Collector {
        let pacing = Pacing::new();
        let drop_kinds = kinds
            .iter()
            .enumerate()
            .fold(0, |kinds, (kind, info)| kinds | u64::from(info.drop.is_some()) << (kind & 63));
        Collector {
            space: Space::new(pacing.next_cycle()),
            marker: Marker::new(kinds),
            phase: Phase::Idle,
            pacing,
            finalizers: Finalizers::default(),
            droppable: Vec::new(),
            drop_kinds,
            barrier_mask: 0,
            is_stopped: false,
            collects_always: false,
            verifies: false,
            mode: Mode::Incremental,
        }
    }

    /// An object: the header is initialised with aux and flags zero, the rest is not.
    ///
    /// The rest must be initialised before the next safepoint; for kinds with a `drop` function, before anything else
    /// can return.
    #[inline(always)]
    pub fn allocate(&mut self, kind: u8, bytes: usize) -> Result<*mut Header, OutOfMemory> {
        if bytes > SMALL_CELL || self.drop_kinds >> (kind & 63) & 1 != 0 {
            return self.allocate_special(kind, bytes);
        }
        let class = class_of(bytes);
        let object: *mut Header = self.space.take(class)?.cast();
        // SAFETY: a cell has room for a header.
        unsafe { object.write(Header { kind, color: 0, flags: 0, class: class as u8, aux: 0 }) };
        Ok(object)
    }

    /// Allocates what is not small or has to be dropped.
    #[cold]
    #[inline(never)]
    fn allocate_special(&mut self, kind: u8, bytes: usize) -> Result<*mut Header, OutOfMemory> {
        let is_droppable = self.drop_kinds >> (kind & 63) & 1 != 0;
        if is_droppable {
            self.droppable.try_reserve(1).map_err(|_| OutOfMemory)?;
        }
        let (cell, class) = if bytes > MAX_CELL {
            (self.allocate_large_object(bytes)?, LARGE)
        } else {
            let class = class_of(bytes);
            (self.space.take(class)?, class as u8)
        };
        let object: *mut Header = cell.cast();
        // SAFETY: a cell has room for a header.
        unsafe { object.write(Header { kind, color: 0, flags: 0, class, aux: 0 }) };
        if is_droppable {
            self.droppable.push(object);
        }
        Ok(object)
    }

    fn allocate_large_object(&mut self, bytes: usize) -> Result<*mut u8, OutOfMemory> {
        if bytes > LARGEST {
            return Err(OutOfMemory);
        }
        self.space.check_limit(object_block_bytes(bytes))?;
        let cell = self.space.large.new_object(bytes, self.space.epoch)?;
        self.space.held += object_block_bytes(bytes);
        self.space.charged += object_bytes(bytes);
        self.space.note_granted(bytes);
        Ok(cell)
    }

    /// A buffer owned by one object, uninitialised. It lives while the object's trace function marks it.
    #[inline]
    pub fn allocate_buffer(&mut self, bytes: usize) -> Result<*mut u8, OutOfMemory> {
        if bytes > SMALL_CELL {
            return self.allocate_larger_buffer(bytes);
        }
        self.allocate_cell_buffer(bytes)
    }

    #[cold]
    #[inline(never)]
    fn allocate_larger_buffer(&mut self, bytes: usize) -> Result<*mut u8, OutOfMemory> {
        if bytes > MAX_CELL {
            return self.allocate_large_buffer(bytes);
        }
        self.allocate_cell_buffer(bytes)
    }

    #[inline(always)]
    fn allocate_cell_buffer(&mut self, bytes: usize) -> Result<*mut u8, OutOfMemory> {
        let buffer = self.space.take(class_of(bytes))?;
        if self.barrier_mask != 0 {
            // Its owner may have been traversed already; so a new buffer counts as reached.
            // SAFETY: a cell of this heap.
            unsafe { set_mark(buffer) };
        }
        Ok(buffer)
    }

    fn allocate_large_buffer(&mut self, bytes: usize) -> Result<*mut u8, OutOfMemory> {
        if bytes > LARGEST {
            return Err(OutOfMemory);
        }
        self.space.check_limit(bytes)?;
        let buffer = self.space.large.new_buffer(bytes, self.marker.cycle)?;
        self.space.held += bytes;
        self.space.charged += bytes;
        self.space.note_granted(bytes);
        Ok(buffer)
    }

    /// Takes back a buffer its owner no longer uses. Large ones are freed at once, small ones by the next sweep.
    ///
    /// `buffer` must be a buffer of this heap, allocated with this size, that nothing uses again.
    pub fn release_buffer(&mut self, buffer: *mut u8, bytes: usize) {
        // SAFETY: the caller's promise.
        unsafe {
            if bytes > MAX_CELL {
                let bytes = self.space.large.free_buffer(prefix_of(buffer));
                self.space.charged -= bytes;
                self.space.held -= bytes;
            } else {
                let class = class_of(bytes);
                clear_mark(buffer);
                poison(buffer, size_of_class(class));
                self.space.untake(class, buffer);
            }
        }
    }

    /// Gives a buffer another size, moving it if it must; what fits in both sizes is kept. Unchanged when this fails.
    ///
    /// # Safety
    /// `buffer` is a buffer of this heap, allocated with `old_bytes`; it is not used again unless this fails.
    pub unsafe fn resize_buffer(
        &mut self,
        buffer: *mut u8,
        old_bytes: usize,
        bytes: usize,
    ) -> Result<*mut u8, OutOfMemory> {
        // SAFETY: the caller's promise; the two buffers are different cells where both exist.
        unsafe {
            if old_bytes <= MAX_CELL || bytes <= MAX_CELL {
                if old_bytes.max(bytes) <= MAX_CELL && class_of(old_bytes) == class_of(bytes) {
                    return Ok(buffer);
                }
                let new = self.allocate_buffer(bytes)?;
                new.copy_from_nonoverlapping(buffer, old_bytes.min(bytes));
                self.release_buffer(buffer, old_bytes);
                return Ok(new);
            }
            if bytes > LARGEST {
                return Err(OutOfMemory);
            }
            self.space.check_limit(bytes.saturating_sub(old_bytes))?;
            let new = self.space.large.resize_buffer(buffer, bytes)?;
            self.space.held = self.space.held - old_bytes + bytes;
            self.space.charged = self.space.charged - old_bytes + bytes;
            self.space.note_granted(bytes.saturating_sub(old_bytes));
            Ok(new)
        }
    }

    /// Counts memory that an object owns outside the heap.
    pub fn charge_external(&mut self, bytes: usize) -> Result<(), OutOfMemory> {
        self.charge_temporary(bytes)?;
        self.space.note_granted(bytes);
        Ok(())
    }

    /// Counts memory outside the heap that is given back soon, by whoever asks for it: to collect garbage sooner would not
    /// help.
    pub fn charge_temporary(&mut self, bytes: usize) -> Result<(), OutOfMemory> {
        self.space.check_limit(bytes)?;
        self.space.held += bytes;
        self.space.external += bytes;
        Ok(())
    }

    /// Ends the counting of memory outside the heap.
    pub fn release_external(&mut self, bytes: usize) {
        debug_assert!(self.space.external >= bytes, "released more than was charged");
        let bytes = bytes.min(self.space.external);
        self.space.held -= bytes;
        self.space.external -= bytes;
    }

    /// Whether [`Collector::step`] should be called at this safepoint.
    #[inline(always)]
    pub fn is_due(&self) -> bool {
        self.space.is_due
    }

    /// The bytes of all objects and buffers, and of what they own outside the heap.
    pub fn bytes_in_use(&self) -> usize {
        self.space.in_use()
    }

    /// The bytes taken from the system, which the limit applies to.
    pub fn bytes_held(&self) -> usize {
        self.space.held
    }

    /// Sets or lifts the limit on the bytes held. Nothing is freed by this.
    pub fn set_limit(&mut self, limit: Option<usize>) {
        self.space.limit = limit.unwrap_or(usize::MAX);
        if self.phase == Phase::Idle {
            self.plan();
            self.schedule_step();
        }
    }

    /// Whether there is a limit on the bytes held.
    pub(super) fn has_limit(&self) -> bool {
        self.space.limit != usize::MAX
    }

    /// Stops collecting in steps. Where there is a limit, everything is collected before it is reached all the same.
    pub fn stop(&mut self) {
        self.is_stopped = true;
        self.schedule_step();
    }

    /// Collects in steps again.
    pub fn restart(&mut self) {
        self.is_stopped = false;
        self.schedule_step();
    }

    /// Whether the heap is collected in steps.
    pub fn is_running(&self) -> bool {
        !self.is_stopped
    }

    /// Whether the generational mode has been asked for.
    pub fn is_generational(&self) -> bool {
        self.mode == Mode::Generational
    }

    /// Sets the mode, and returns the one before.
    pub fn set_mode(&mut self, mode: Mode) -> Mode {
        std::mem::replace(&mut self.mode, mode)
    }

    /// A parameter's value; sets it if there is a new one.
    pub fn parameter(&mut self, parameter: Parameter, value: Option<usize>) -> usize {
        self.pacing.parameter(parameter, value)
    }

    /// Whether every safepoint runs a full collection, to find values that nothing roots.
    pub fn set_collect_always(&mut self, collects_always: bool) {
        self.collects_always = collects_always;
        self.schedule_step();
    }

    /// Whether each cycle's marking is compared with a second one, to find stores without a barrier.
    pub fn set_verify(&mut self, verifies: bool) {
        self.verifies = verifies;
    }

    /// Runs a finalizer for this live object once it is unreachable, unless one is waiting for that already.
    pub fn register_finalizer(&mut self, object: *mut Header) -> Result<(), OutOfMemory> {
        // SAFETY: the caller says the object is alive.
        unsafe { self.finalizers.register(object) }
    }

    /// Whether a finalizer should be run.
    #[inline]
    pub fn has_pending_finalizer(&self) -> bool {
        self.finalizers.has_pending()
    }

    /// The next object whose finalizer is to run. It is an ordinary object again.
    pub fn take_pending_finalizer(&mut self) -> Option<*mut Header> {
        let object = self.finalizers.take_pending();
        self.space.is_due |= self.finalizers.has_pending() && !self.is_stopped;
        object
    }

    /// Makes the finalizers of all objects pending, reachable or not.
    pub fn schedule_all_finalizers(&mut self) {
        self.finalizers.schedule_all();
    }
}

impl Drop for Collector {
    fn drop(&mut self) {
        for object in std::mem::take(&mut self.droppable) {
            self.drop_object(object);
        }
        while let Some(&page) = self.space.pages.last() {
            // SAFETY: the heap ends; nothing refers to its objects any more.
            unsafe { self.space.release_page(page) };
        }
        while let Some(&page) = self.space.large.objects.last() {
            // SAFETY: as above.
            unsafe { self.space.large.free_object(page) };
        }
        while let Some(&prefix) = self.space.large.buffers.last() {
            // SAFETY: as above.
            unsafe { self.space.large.free_buffer(prefix) };
        }
    }
}

/// Roots that reach nothing, for a heap whose program has ended.
pub struct NoRoots;

impl Roots for NoRoots {
    fn trace(&mut self, _marker: &mut Marker) {}
}
