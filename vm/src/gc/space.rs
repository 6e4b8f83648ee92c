//! Where cells come from: runs of free cells, pages, and the count of what is used and held.
//!
//! The fast path bumps a cursor through a *run* of free cells of one page. Everything is counted when a run, page or
//! large block is granted, so the fast path counts nothing; `in_use` subtracts what the runs have left.
//!
//! **Invariants**
//! - A run belongs to a page of the current epoch, so no sweep passes over a page that is being allocated from.
//! - `charged` is the sum of `used` over pages and large objects, plus large buffers.
//! - `held` is what the system has mapped for this heap, counted in units a page really touched; it is tested against
//!   the limit before every grant.

use std::ptr::null_mut;

use super::block_cache;
use super::large::LargeBlocks;
use super::mixed;
use super::page::{
    CELL_SPACE, FIRST, GRANULE, Page, TOUCH_UNIT, granule_address, is_set, next_set, page_of,
};
use super::size_class::{CLASS_COUNT, MIXED, SIZES, SMALL_CLASSES, size_of_class};
use super::trace::OutOfMemory;

/// The longest run granted at a time; a slice of collection can follow each.
const RUN_BYTES: usize = 4096;

/// The longest run granted in a page of mixed sizes: short at first, so that a heap of a few objects touches little.
const FIRST_RUN_BYTES: usize = 96;
const MIXED_RUN_BYTES: usize = 2048;
const YOUNG_BYTES: u32 = 32 * 1024;

/// Runs of the longer sort after which a class gets pages of its own, which are cheaper to sweep.
const COMMON_AFTER: u8 = 8;

/// A heap has pages for single size classes only when it fills so many pages of mixed sizes.
const MIXED_PAGES: usize = 4;

/// Pages swept at once when a class has no free cell and the sweep is not over.
const SWEPT_ON_DEMAND: usize = 16;

/// Free cells in a row.
#[derive(Clone, Copy)]
struct Run {
    cursor: *mut u8,
    end: *mut u8,
}

const NO_RUN: Run = Run { cursor: null_mut(), end: null_mut() };

/// The memory of one heap.
pub(super) struct Space {
    runs: [Run; SMALL_CLASSES],
    /// Those of the larger classes; empty as long as no cell of them was asked for.
    larger_runs: Vec<Run>,
    /// For each class, linked pages with free cells; empty as long as no class has pages of its own.
    available: Vec<*mut Page>,
    pub(super) pages: Vec<*mut Page>,
    mixed: [*mut Page; MIXED_PAGES],
    /// For each class, how many runs it took from pages of mixed sizes, up to [`COMMON_AFTER`].
    mixed_runs: [u8; CLASS_COUNT],
    /// What a young heap takes in short runs before it gets longer ones.
    young_bytes: u32,
    pub(super) large: LargeBlocks,
    /// The number of sweeps begun.
    pub(super) epoch: u32,
    /// Pages not swept yet lie below this place in `pages`; new ones are added above.
    pub(super) unswept: usize,
    /// Whether pages may be swept: the tables that refer to dead objects have been cleaned.
    pub(super) may_sweep: bool,
    pub(super) charged: usize,
    pub(super) held: usize,
    pub(super) external: usize,
    pub(super) limit: usize,
    /// Bytes granted since the heap was created.
    pub(super) granted: u64,
    /// When `granted` reaches this, a step is due.
    pub(super) due_at: u64,
    /// Whether a step is due.
    pub(super) is_due: bool,
}

impl Space {
    pub(super) fn new(due_at: u64) -> Space {
        Space {
            runs: [NO_RUN; SMALL_CLASSES],
            larger_runs: Vec::new(),
            available: Vec::new(),
            pages: Vec::new(),
            mixed: [null_mut(); MIXED_PAGES],
            mixed_runs: [0; CLASS_COUNT],
            young_bytes: YOUNG_BYTES,
            large: LargeBlocks::default(),
            epoch: 0,
            unswept: 0,
            may_sweep: false,
            charged: 0,
            held: 0,
            external: 0,
            limit: usize::MAX,
            granted: 0,
            due_at,
            is_due: false,
        }
    }

    /// A cell of a class.
    #[inline(always)]
    pub(super) fn take(&mut self, class: usize) -> Result<*mut u8, OutOfMemory> {
        let Some(run) = self.run(class) else { return self.take_from_new_run(class) };
        let cell = run.cursor;
        let size = size_of_class(class);
        if run.end.addr() - cell.addr() < size {
            return self.take_from_new_run(class);
        }
        run.cursor = cell.wrapping_add(size);
        Ok(cell)
    }

    /// The run of a class; none as long as no cell of the larger classes was asked for.
    #[inline(always)]
    fn run(&mut self, class: usize) -> Option<&mut Run> {
        match class.checked_sub(SMALL_CLASSES) {
            None => Some(&mut self.runs[class]),
            Some(larger) => self.larger_runs.get_mut(larger),
        }
    }

    /// Makes room for the run of a class.
    fn make_run(&mut self, class: usize) -> Result<(), OutOfMemory> {
        if class >= SMALL_CLASSES && self.larger_runs.is_empty() {
            let count = CLASS_COUNT - SMALL_CLASSES;
            self.larger_runs.try_reserve_exact(count).map_err(|_| OutOfMemory)?;
            self.larger_runs.resize(count, NO_RUN);
        }
        Ok(())
    }

    /// Takes back the cell that was taken last, if this is it.
    #[inline]
    pub(super) fn untake(&mut self, class: usize, cell: *mut u8) {
        if let Some(run) = self.run(class)
            && cell.wrapping_add(size_of_class(class)) == run.cursor
        {
            run.cursor = cell;
        }
    }

    /// Cells in use, large blocks, and memory outside the heap.
    pub(super) fn in_use(&self) -> usize {
        let runs = self.runs.iter().chain(&self.larger_runs);
        let unused: usize = runs.map(|run| run.end.addr() - run.cursor.addr()).sum();
        self.charged - unused + self.external
    }

    /// Refuses what would exceed the limit.
    pub(super) fn check_limit(&self, bytes: usize) -> Result<(), OutOfMemory> {
        match self.held.checked_add(bytes) {
            Some(total) if total <= self.limit => Ok(()),
            _ => Err(OutOfMemory),
        }
    }

    /// How many bytes are handed out while the collector is stopped before everything is collected for once: most of
    /// what the limit leaves, and never so few that a heap which is nearly full is collected again and again.
    pub(super) fn room_while_stopped(&self) -> u64 {
        if self.limit == usize::MAX {
            return u64::MAX;
        }
        (self.limit.saturating_sub(self.held) / 4 * 3).max(self.limit / 16) as u64
    }

    /// Counts bytes that have been handed out.
    #[inline]
    pub(super) fn note_granted(&mut self, bytes: usize) {
        self.granted += bytes as u64;
        if self.granted >= self.due_at {
            self.is_due = true;
        }
    }

    #[cold]
    #[inline(never)]
    fn take_from_new_run(&mut self, class: usize) -> Result<*mut u8, OutOfMemory> {
        self.make_run(class)?;
        self.find_run(class)?;
        let run = self.run(class).ok_or(OutOfMemory)?;
        let cell = run.cursor;
        run.cursor = cell.wrapping_add(size_of_class(class));
        Ok(cell)
    }

    /// Sets up a run of at least one cell for a class.
    fn find_run(&mut self, class: usize) -> Result<(), OutOfMemory> {
        let is_common = self.is_common(class);
        if self.grant_available(class)? || !is_common && self.grant_mixed(class)? {
            return Ok(());
        }
        let mut budget = SWEPT_ON_DEMAND;
        while self.may_sweep && self.unswept > 0 && budget > 0 {
            budget -= 1;
            self.sweep_next_page();
            if self.grant_available(class)? {
                return Ok(());
            }
        }
        match self.grant_from_new_page(class) {
            Err(OutOfMemory) if self.may_sweep && self.unswept > 0 => {
                while self.unswept > 0 {
                    self.sweep_next_page();
                }
                self.find_run(class)
            }
            Err(OutOfMemory) if is_common && self.grant_mixed(class)? => Ok(()),
            result => result,
        }
    }

    /// Whether a class has so many objects that it deserves pages of its own, though the heap is small.
    fn is_common(&self, class: usize) -> bool {
        self.mixed_runs[class] >= COMMON_AFTER
    }

    /// Grants a run from the pages known to have free cells; whether there was one.
    fn grant_available(&mut self, class: usize) -> Result<bool, OutOfMemory> {
        loop {
            let Some(&page) = self.available.get(class).filter(|page| !page.is_null()) else {
                return Ok(false);
            };
            // SAFETY: listed pages are alive and of the current epoch.
            if unsafe { self.grant_run(page, class)? } {
                return Ok(true);
            }
            // SAFETY: as above.
            self.available[class] = unsafe { (*page).next };
        }
    }

    /// Grants the next run of free cells of a page; whether there was one.
    ///
    /// # Safety
    /// `page` is a page of this class and of the current epoch.
    unsafe fn grant_run(&mut self, page: *mut Page, class: usize) -> Result<bool, OutOfMemory> {
        let size = SIZES[class] as usize;
        let step = size / GRANULE;
        let last = FIRST + CELL_SPACE / size * step;
        // SAFETY: the granules visited are those of cells of the page.
        unsafe {
            let mut start = (*page).cursor as usize;
            while start < last && is_set(&(*page).live, start) {
                start += step;
            }
            if start >= last {
                (*page).cursor = last as u16;
                return Ok(false);
            }
            let longest = start + (RUN_BYTES / size).max(1) * step;
            let end = next_set(&(*page).live, start).min(longest).min(last);
            self.touch(page, end * GRANULE)?;
            (*page).cursor = end as u16;
            let bytes = (end - start) * GRANULE;
            (*page).used += bytes;
            self.set_run(class, granule_address(page, start), granule_address(page, end));
        }
        Ok(true)
    }

    /// Grants cells from a page of mixed sizes, while the heap is small; whether there was room.
    fn grant_mixed(&mut self, class: usize) -> Result<bool, OutOfMemory> {
        let size = SIZES[class] as usize;
        let is_young = self.young_bytes > 0;
        let longest = if is_young { FIRST_RUN_BYTES } else { MIXED_RUN_BYTES };
        for index in 0..MIXED_PAGES {
            let page = self.mixed[index];
            // SAFETY: listed pages are alive; those of an older epoch wait for the sweep.
            unsafe {
                if page.is_null() || (*page).epoch != self.epoch {
                    continue;
                }
                if let Some((start, end)) = mixed::grant(page, size, longest) {
                    self.mixed_runs[class] += u8::from(!is_young && !self.is_common(class));
                    self.young_bytes =
                        self.young_bytes.saturating_sub((end.addr() - start.addr()) as u32);
                    self.set_run(class, start, end);
                    let touched = self.touch(page, end.addr() - page.addr());
                    if touched.is_err() {
                        self.drop_run(class);
                    }
                    return touched.map(|()| true);
                }
            }
        }
        Ok(false)
    }

    fn grant_from_new_page(&mut self, class: usize) -> Result<(), OutOfMemory> {
        self.check_limit(TOUCH_UNIT)?;
        let vacant = self.mixed.iter().position(|page| page.is_null());
        let vacant = vacant.filter(|_| !self.is_common(class));
        let page = self.new_page(if vacant.is_some() { MIXED } else { class as u8 })?;
        let is_granted = if let Some(index) = vacant {
            // SAFETY: a new page without cells.
            unsafe { mixed::format(page) };
            self.mixed[index] = page;
            self.grant_mixed(class)?
        } else {
            if let Some(first) = self.available.get_mut(class) {
                *first = page;
            }
            self.grant_available(class)?
        };
        debug_assert!(is_granted, "a new page has room for a cell of every class");
        if is_granted { Ok(()) } else { Err(OutOfMemory) }
    }

    /// An empty page of the current epoch.
    fn new_page(&mut self, class: u8) -> Result<*mut Page, OutOfMemory> {
        self.pages.try_reserve(1).map_err(|_| OutOfMemory)?;
        if class != MIXED && self.available.is_empty() {
            self.available.try_reserve_exact(CLASS_COUNT).map_err(|_| OutOfMemory)?;
            self.available.resize(CLASS_COUNT, null_mut());
        }
        let (block, arena) = block_cache::acquire().ok_or(OutOfMemory)?;
        let page: *mut Page = block.cast();
        // SAFETY: the block has the size and alignment of a page and belongs to this heap.
        unsafe {
            page.write(Page {
                class,
                touched: 0,
                cursor: FIRST as u16,
                largest_gap: 0,
                epoch: self.epoch,
                index: self.pages.len() as u32,
                used: 0,
                next: null_mut(),
                arena,
                block_bytes: 0,
                live: [0; _],
                mark: [0; _],
            });
        }
        self.pages.push(page);
        Ok(page)
    }

    /// Returns a page without cells.
    ///
    /// # Safety
    /// `page` is a page of this heap that is on no other list and to whose cells nothing refers.
    pub(super) unsafe fn release_page(&mut self, page: *mut Page) {
        // SAFETY: the caller's promise; the list holds live pages.
        unsafe {
            let index = (*page).index as usize;
            self.pages.swap_remove(index);
            if let Some(&moved) = self.pages.get(index) {
                (*moved).index = index as u32;
            }
            self.held -= (*page).touched as usize * TOUCH_UNIT;
            if (*page).class == MIXED {
                for slot in &mut self.mixed {
                    if *slot == page {
                        *slot = null_mut();
                    }
                }
            }
            block_cache::release(page.cast(), (*page).arena);
        }
    }

    /// Counts a page as held up to an offset.
    unsafe fn touch(&mut self, page: *mut Page, end: usize) -> Result<(), OutOfMemory> {
        let units = end.div_ceil(TOUCH_UNIT);
        // SAFETY: a live page.
        unsafe {
            let more = units.saturating_sub((*page).touched as usize);
            if more > 0 {
                self.check_limit(more * TOUCH_UNIT)?;
                self.held += more * TOUCH_UNIT;
                (*page).touched = units as u8;
            }
        }
        Ok(())
    }

    fn set_run(&mut self, class: usize, cursor: *mut u8, end: *mut u8) {
        self.drop_run(class);
        let bytes = end.addr() - cursor.addr();
        self.charged += bytes;
        self.note_granted(bytes);
        if let Some(run) = self.run(class) {
            *run = Run { cursor, end };
        }
    }

    /// Gives up what a run has left; the next sweep of its page finds the cells again.
    fn drop_run(&mut self, class: usize) {
        let Some(run) = self.run(class) else { return };
        let run = std::mem::replace(run, NO_RUN);
        let bytes = run.end.addr() - run.cursor.addr();
        if bytes > 0 {
            self.charged -= bytes;
            // SAFETY: the cursor of a run with cells left lies in its page.
            unsafe { (*page_of(run.cursor)).used -= bytes };
        }
    }

    /// Begins a sweep: nothing is allocated from a page until it has been swept.
    pub(super) fn begin_sweep(&mut self) {
        for class in 0..CLASS_COUNT {
            self.drop_run(class);
        }
        self.available.fill(null_mut());
        self.epoch = self.epoch.wrapping_add(1);
        self.unswept = self.pages.len();
    }

    /// Lists a page that has been swept and has free cells.
    ///
    /// # Safety
    /// `page` is a page of this class and of the current epoch, and on no list.
    pub(super) unsafe fn add_available(&mut self, page: *mut Page, class: usize) {
        if let Some(first) = self.available.get_mut(class) {
            // SAFETY: the caller's promise.
            unsafe { (*page).next = *first };
            *first = page;
        }
    }
}
