//! Sweeping: each page's live bits become its mark bits, and dead objects are never touched.
//!
//! Pages are visited from the end of the list to its start, so that a page that is returned can be replaced by the last
//! one, which has been visited or is newer than the marking.

use std::mem::offset_of;

use super::header::Header;
use super::mixed;
use super::page::{
    CELL_SPACE, FIRST, GRANULE, GRANULES, Page, clear_bit, count_set, granule_address, is_set,
    next_set, poison,
};
use super::prefetch;
use super::size_class::{LARGE, MIXED, SIZES};
use super::space::Space;

/// How many pages ahead of the sweep page headers are loaded.
const FETCHED_AHEAD: usize = 4;

impl Space {
    /// Sweeps one more page.
    pub(super) fn sweep_next_page(&mut self) {
        self.unswept -= 1;
        if let Some(&later) = self.pages.get(self.unswept.wrapping_sub(FETCHED_AHEAD)) {
            prefetch::fetch(later.cast());
            prefetch::fetch(later.cast::<u8>().wrapping_add(offset_of!(Page, mark)).cast());
        }
        let Some(&page) = self.pages.get(self.unswept) else { return };
        // SAFETY: listed pages are alive, and no run belongs to a page of an older epoch.
        unsafe {
            if (*page).epoch == self.epoch {
                return;
            }
            let used_before = (*page).used;
            if (*page).class == MIXED {
                self.sweep_mixed(page);
            } else {
                self.sweep_cells(page);
            }
            self.charged -= used_before;
        }
    }

    /// Sweeps a page of one size class, and counts what is in use.
    unsafe fn sweep_cells(&mut self, page: *mut Page) {
        // SAFETY: the page waits to be swept, so its mark bits tell which cells are in use.
        unsafe {
            let class = (*page).class as usize;
            let size = SIZES[class] as usize;
            let count = count_set(&(*page).mark);
            if count == 0 {
                poison(granule_address(page, FIRST), CELL_SPACE);
                return self.release_page(page);
            }
            poison_dead_cells(page, size);
            (*page).live = (*page).mark;
            (*page).mark = [0; _];
            (*page).cursor = FIRST as u16;
            (*page).epoch = self.epoch;
            (*page).used = count * size;
            self.charged += count * size;
            if count < CELL_SPACE / size {
                self.add_available(page, class);
            }
        }
    }

    unsafe fn sweep_mixed(&mut self, page: *mut Page) {
        // SAFETY: as in `sweep_cells`.
        unsafe {
            let used = mixed::sweep(page);
            if used == 0 && self.pages.len() > 1 {
                return self.release_page(page);
            }
            (*page).epoch = self.epoch;
            (*page).used = used;
            self.charged += used;
        }
    }

    /// Sweeps the large object at a place of the list.
    pub(super) fn sweep_large_object(&mut self, index: usize) {
        let Some(&page) = self.large.objects.get(index) else { return };
        // SAFETY: listed objects are alive; an unmarked one older than the marking is unreachable.
        unsafe {
            if (*page).epoch == self.epoch {
                return;
            }
            if is_set(&(*page).mark, FIRST) {
                (*page).mark = [0; _];
                (*page).epoch = self.epoch;
            } else {
                let (used, held) = self.large.free_object(page);
                self.charged -= used;
                self.held -= held;
            }
        }
    }

    /// Sweeps the large buffer at a place of the list.
    pub(super) fn sweep_large_buffer(&mut self, index: usize, cycle: u32) {
        let Some(&prefix) = self.large.buffers.get(index) else { return };
        // SAFETY: listed buffers are alive; one that no owner marked in this cycle is unreachable.
        unsafe {
            if (*prefix).cycle != cycle {
                let bytes = self.large.free_buffer(prefix);
                self.charged -= bytes;
                self.held -= bytes;
            }
        }
    }

    /// Takes the next object with an overflow bit, at or behind a granule, from the page with this number. Large
    /// objects count behind the pages. Also returns where to go on.
    pub(super) fn take_overflow(
        &mut self,
        index: usize,
        from: usize,
    ) -> Option<(*mut Header, usize)> {
        let large = index.checked_sub(self.pages.len());
        let page = match large {
            None => *self.pages.get(index)?,
            Some(index) => *self.large.objects.get(index)?,
        };
        // SAFETY: listed pages are alive; a mark that is not at the start of a cell is an overflow bit.
        unsafe {
            let mut granule = next_set(&(*page).mark, from);
            while is_cell_start(page, granule) {
                granule = next_set(&(*page).mark, granule + 1);
            }
            if granule == GRANULES {
                return None;
            }
            clear_bit(&mut (*page).mark, granule);
            Some((granule_address(page, granule - 1).cast(), granule + 1))
        }
    }

    /// Forgets all marks of an unfinished marking.
    pub(super) fn clear_marks(&mut self) {
        for &page in self.pages.iter().chain(&self.large.objects) {
            // SAFETY: listed pages are alive.
            unsafe { (*page).mark = [0; _] };
        }
    }
}

/// Whether a cell begins at a granule, as far as there is one.
unsafe fn is_cell_start(page: *mut Page, granule: usize) -> bool {
    // SAFETY: the caller passes a live page.
    unsafe {
        match (*page).class {
            _ if granule == GRANULES => false,
            MIXED => mixed::is_tile(page, granule),
            LARGE => granule == FIRST,
            class => (granule - FIRST).is_multiple_of(SIZES[class as usize] as usize / GRANULE),
        }
    }
}

/// Overwrites the cells that are not marked, in debug builds.
unsafe fn poison_dead_cells(page: *mut Page, size: usize) {
    if !cfg!(debug_assertions) {
        return;
    }
    let step = size / GRANULE;
    for cell in 0..CELL_SPACE / size {
        let granule = FIRST + cell * step;
        // SAFETY: the cells of the page; an unmarked one is free.
        unsafe {
            if !is_set(&(*page).mark, granule) {
                poison(granule_address(page, granule), size);
            }
        }
    }
}
