//! Blocks of their own for what does not fit in a page: large objects and large buffers.
//!
//! A large object lies behind a page header, so that its mark bit is found like any other. A large buffer needs no such
//! alignment, because whoever marks it also tells its size; it lies behind a small prefix, and the system can grow it
//! in place.

use std::alloc::{Layout, alloc, dealloc, realloc};
use std::ptr::null_mut;

use super::page::{GRANULE, PAGE_SIZE, Page};
use super::size_class::LARGE;
use super::spare_blocks;
use super::trace::OutOfMemory;

/// What lies in front of a large buffer.
#[repr(C, align(16))]
pub(super) struct BufferPrefix {
    /// The size of the buffer.
    pub(super) bytes: usize,
    /// Its place in the list.
    index: u32,
    /// The last cycle that reached it, or the one it was made in.
    pub(super) cycle: u32,
}

const PREFIX: usize = size_of::<BufferPrefix>();

/// The prefix of a large buffer.
///
/// # Safety
/// `buffer` is a large buffer.
#[inline]
pub(super) unsafe fn prefix_of(buffer: *mut u8) -> *mut BufferPrefix {
    // SAFETY: large buffers lie behind a prefix.
    unsafe { buffer.sub(PREFIX).cast() }
}

/// Every large object and buffer of a heap.
#[derive(Default)]
pub(super) struct LargeBlocks {
    pub(super) objects: Vec<*mut Page>,
    pub(super) buffers: Vec<*mut BufferPrefix>,
}

/// The bytes of a large object that are counted as used.
pub(super) fn object_bytes(bytes: usize) -> usize {
    bytes.next_multiple_of(GRANULE)
}

/// The bytes of the block for a large object.
pub(super) fn object_block_bytes(bytes: usize) -> usize {
    spare_blocks::rounded(size_of::<Page>() + object_bytes(bytes))
}

fn object_layout(block_bytes: usize) -> Result<Layout, OutOfMemory> {
    Layout::from_size_align(block_bytes, PAGE_SIZE).map_err(|_| OutOfMemory)
}

fn buffer_layout(bytes: usize) -> Result<Layout, OutOfMemory> {
    let block_bytes = bytes.checked_add(PREFIX).ok_or(OutOfMemory)?;
    Layout::from_size_align(block_bytes, align_of::<BufferPrefix>()).map_err(|_| OutOfMemory)
}

impl LargeBlocks {
    /// The cell of a new large object, uninitialised.
    pub(super) fn new_object(&mut self, bytes: usize, epoch: u32) -> Result<*mut u8, OutOfMemory> {
        self.objects.try_reserve(1).map_err(|_| OutOfMemory)?;
        let block_bytes = object_block_bytes(bytes);
        let layout = object_layout(block_bytes)?;
        // SAFETY: the layout's size is not zero and has room for the header and the object.
        unsafe {
            let page: *mut Page = spare_blocks::acquire(layout).cast();
            if page.is_null() {
                return Err(OutOfMemory);
            }
            page.write(Page {
                class: LARGE,
                touched: 0,
                cursor: 0,
                largest_gap: 0,
                epoch,
                index: self.objects.len() as u32,
                used: object_bytes(bytes),
                next: null_mut(),
                arena: null_mut(),
                block_bytes,
                live: [0; _],
                mark: [0; _],
            });
            self.objects.push(page);
            Ok(page.add(1).cast())
        }
    }

    /// Frees a large object; returns the bytes used and those held.
    ///
    /// # Safety
    /// `page` is that of a live large object to which nothing refers.
    pub(super) unsafe fn free_object(&mut self, page: *mut Page) -> (usize, usize) {
        // SAFETY: the caller's promise; the list holds live blocks, and the layout is the one of the allocation.
        unsafe {
            let index = (*page).index as usize;
            self.objects.swap_remove(index);
            if let Some(&moved) = self.objects.get(index) {
                (*moved).index = index as u32;
            }
            let (used, held) = ((*page).used, (*page).block_bytes);
            let layout = Layout::from_size_align_unchecked(held, PAGE_SIZE);
            spare_blocks::release(page.cast(), layout);
            (used, held)
        }
    }

    /// A new large buffer, uninitialised.
    pub(super) fn new_buffer(&mut self, bytes: usize, cycle: u32) -> Result<*mut u8, OutOfMemory> {
        self.buffers.try_reserve(1).map_err(|_| OutOfMemory)?;
        let layout = buffer_layout(bytes)?;
        // SAFETY: the layout's size is not zero and has room for the prefix and the buffer.
        unsafe {
            let prefix: *mut BufferPrefix = alloc(layout).cast();
            if prefix.is_null() {
                return Err(OutOfMemory);
            }
            prefix.write(BufferPrefix { bytes, index: self.buffers.len() as u32, cycle });
            self.buffers.push(prefix);
            Ok(prefix.add(1).cast())
        }
    }

    /// Changes the size of a large buffer, moving it if it must; it is unchanged when this fails.
    ///
    /// # Safety
    /// `buffer` is a live large buffer.
    pub(super) unsafe fn resize_buffer(
        &mut self,
        buffer: *mut u8,
        bytes: usize,
    ) -> Result<*mut u8, OutOfMemory> {
        let new_layout = buffer_layout(bytes)?;
        // SAFETY: the old layout is the one of the last allocation of this block.
        unsafe {
            let prefix = prefix_of(buffer);
            let old_layout = buffer_layout((*prefix).bytes)?;
            let moved: *mut BufferPrefix =
                realloc(prefix.cast(), old_layout, new_layout.size()).cast();
            if moved.is_null() {
                return Err(OutOfMemory);
            }
            (*moved).bytes = bytes;
            if let Some(entry) = self.buffers.get_mut((*moved).index as usize) {
                *entry = moved;
            }
            Ok(moved.add(1).cast())
        }
    }

    /// Frees a large buffer; returns its size.
    ///
    /// # Safety
    /// `prefix` is that of a live large buffer to which nothing refers.
    pub(super) unsafe fn free_buffer(&mut self, prefix: *mut BufferPrefix) -> usize {
        // SAFETY: as in `free_object`.
        unsafe {
            let index = (*prefix).index as usize;
            self.buffers.swap_remove(index);
            if let Some(&moved) = self.buffers.get(index) {
                (*moved).index = index as u32;
            }
            let bytes = (*prefix).bytes;
            let layout =
                Layout::from_size_align_unchecked(bytes + PREFIX, align_of::<BufferPrefix>());
            dealloc(prefix.cast(), layout);
            bytes
        }
    }
}
