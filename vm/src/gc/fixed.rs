//! Objects that every heap may point at and that are never freed.
//!
//! Their pages look like other pages to marking, which finds all of them marked, and belong to no heap.

use std::alloc::{Layout, alloc};
use std::ptr::null_mut;

use super::header::Header;
use super::page::{FIRST, GRANULE, PAGE_SIZE, Page};
use super::size_class::{MAX_CELL, MIXED};
use super::trace::OutOfMemory;

/// Where objects common to all heaps of the process come from. Its pages are never given back.
pub struct FixedSpace {
    page: *mut Page,
    used: usize,
}

impl Default for FixedSpace {
    /// A space without pages.
    fn default() -> FixedSpace {
        FixedSpace { page: null_mut(), used: PAGE_SIZE }
    }
}

impl FixedSpace {
    /// An object of a kind that is a leaf: the header is initialised with aux and flags zero, the rest is not. It must
    /// not change any more once another thread may see it.
    pub fn allocate(&mut self, kind: u8, bytes: usize) -> Result<*mut Header, OutOfMemory> {
        if bytes > MAX_CELL {
            return Err(OutOfMemory);
        }
        let bytes = bytes.next_multiple_of(GRANULE);
        if self.used + bytes > PAGE_SIZE {
            self.add_page()?;
        }
        // SAFETY: the page has room for the object.
        let object: *mut Header = unsafe { self.page.cast::<u8>().add(self.used) }.cast();
        self.used += bytes;
        // SAFETY: as above.
        unsafe { object.write(Header { kind, color: 0, flags: 0, class: MIXED, aux: 0 }) };
        Ok(object)
    }

    fn add_page(&mut self) -> Result<(), OutOfMemory> {
        let layout = Layout::from_size_align(PAGE_SIZE, PAGE_SIZE).map_err(|_| OutOfMemory)?;
        // SAFETY: the size is not zero, and the block has room for a page.
        unsafe {
            let page: *mut Page = alloc(layout).cast();
            if page.is_null() {
                return Err(OutOfMemory);
            }
            page.write(Page {
                class: MIXED,
                touched: 0,
                cursor: 0,
                largest_gap: 0,
                epoch: 0,
                index: 0,
                used: 0,
                next: null_mut(),
                arena: null_mut(),
                block_bytes: 0,
                live: [u64::MAX; _],
                mark: [u64::MAX; _],
            });
            self.page = page;
            self.used = FIRST * GRANULE;
        }
        Ok(())
    }
}
