//! Blocks of one page each, shared by all heaps of the process.
//!
//! Pages must be aligned to their size, and the system allocator would waste half of its memory on such requests made
//! one by one. So blocks are cut from larger *arenas*; an arena whose blocks are all free goes back to the system as
//! soon as enough other free blocks remain.
//!
//! **Invariants**
//! - An arena is on the cache's list exactly when it has a free block.
//! - A block belongs to one owner from `acquire` to `release`; the mutex orders the two.

use std::alloc::{Layout, alloc, dealloc};
use std::ptr::null_mut;
use std::sync::{Mutex, PoisonError};

use super::page::PAGE_SIZE;

/// Blocks in an arena: 2 MiB, enough for the system allocator to map it and really give it back, and for the one or two
/// pages in front of it, which the allocator touches, to weigh little.
const ARENA_BLOCKS: usize = 128;

/// Free blocks kept before an empty arena is returned: 4 MiB.
const KEPT_BLOCKS: usize = 256;

/// A contiguous stretch of blocks; it never moves while one of its blocks is in use.
pub(super) struct Arena {
    base: *mut u8,
    /// Blocks that have been used and are free again.
    free: *mut FreeBlock,
    /// How many blocks have never been used: the last ones, whose memory has not been touched.
    fresh_count: usize,
    free_count: usize,
    previous: *mut Arena,
    next: *mut Arena,
}

/// What lies at the start of a free block.
struct FreeBlock {
    next: *mut FreeBlock,
}

struct Cache {
    arenas: *mut Arena,
    free_blocks: usize,
}

// SAFETY: the pointers are only followed while the mutex around the cache is held.
unsafe impl Send for Cache {}

static CACHE: Mutex<Cache> = Mutex::new(Cache { arenas: null_mut(), free_blocks: 0 });

/// One uninitialised block aligned to its size, and the arena to name when it is released.
pub(super) fn acquire() -> Option<(*mut u8, *mut Arena)> {
    CACHE.lock().unwrap_or_else(PoisonError::into_inner).acquire()
}

/// Gives a block back.
///
/// # Safety
/// `block` and `arena` come from one call of [`acquire`], and nothing refers to the block any more.
pub(super) unsafe fn release(block: *mut u8, arena: *mut Arena) {
    let mut cache = CACHE.lock().unwrap_or_else(PoisonError::into_inner);
    // SAFETY: the caller's promise; the lock is held.
    unsafe { cache.release(block.cast(), arena) }
}

/// The size and alignment of an arena.
fn arena_layout() -> Layout {
    const LAYOUT: Layout = match Layout::from_size_align(ARENA_BLOCKS * PAGE_SIZE, PAGE_SIZE) {
        Ok(layout) => layout,
        Err(_) => panic!("the size of an arena is a valid layout"),
    };
    LAYOUT
}

impl Arena {
    /// A free block, one that has been used if possible.
    ///
    /// # Safety
    /// The arena has a free block.
    unsafe fn take_block(&mut self) -> *mut u8 {
        // SAFETY: the list holds free blocks of this arena, and the fresh ones lie at its end.
        unsafe {
            if self.free.is_null() {
                let index = ARENA_BLOCKS - self.fresh_count;
                self.fresh_count -= 1;
                return self.base.add(index * PAGE_SIZE);
            }
            let block = self.free;
            self.free = (*block).next;
            block.cast()
        }
    }
}

impl Cache {
    fn acquire(&mut self) -> Option<(*mut u8, *mut Arena)> {
        if self.arenas.is_null() {
            self.add_arena()?;
        }
        let arena = self.arenas;
        // SAFETY: a listed arena is alive and has a free block.
        unsafe {
            let block = (*arena).take_block();
            (*arena).free_count -= 1;
            self.free_blocks -= 1;
            if (*arena).free_count == 0 {
                self.unlink(arena);
            }
            Some((block, arena))
        }
    }

    fn add_arena(&mut self) -> Option<()> {
        // SAFETY: the layouts have sizes above zero.
        unsafe {
            let arena: *mut Arena = alloc(Layout::new::<Arena>()).cast();
            if arena.is_null() {
                return None;
            }
            let base = alloc(arena_layout());
            if base.is_null() {
                dealloc(arena.cast(), Layout::new::<Arena>());
                return None;
            }
            arena.write(Arena {
                base,
                free: null_mut(),
                fresh_count: ARENA_BLOCKS,
                free_count: ARENA_BLOCKS,
                previous: null_mut(),
                next: null_mut(),
            });
            self.free_blocks += ARENA_BLOCKS;
            self.link(arena);
        }
        Some(())
    }

    unsafe fn release(&mut self, block: *mut FreeBlock, arena: *mut Arena) {
        // SAFETY: the block is unused and lies in this arena, which stays alive while a block of it is in use.
        unsafe {
            block.write(FreeBlock { next: (*arena).free });
            (*arena).free = block;
            (*arena).free_count += 1;
            self.free_blocks += 1;
            if (*arena).free_count == 1 {
                self.link(arena);
            }
            if (*arena).free_count == ARENA_BLOCKS && self.free_blocks >= KEPT_BLOCKS + ARENA_BLOCKS
            {
                self.unlink(arena);
                self.free_blocks -= ARENA_BLOCKS;
                dealloc((*arena).base, arena_layout());
                dealloc(arena.cast(), Layout::new::<Arena>());
            }
        }
    }

    /// Puts an arena in front of the list.
    unsafe fn link(&mut self, arena: *mut Arena) {
        // SAFETY: listed arenas and this one are alive.
        unsafe {
            (*arena).previous = null_mut();
            (*arena).next = self.arenas;
            if !self.arenas.is_null() {
                (*self.arenas).previous = arena;
            }
        }
        self.arenas = arena;
    }

    /// Takes an arena off the list.
    unsafe fn unlink(&mut self, arena: *mut Arena) {
        // SAFETY: the arena and its neighbours on the list are alive.
        unsafe {
            let (previous, next) = ((*arena).previous, (*arena).next);
            if previous.is_null() {
                self.arenas = next;
            } else {
                (*previous).next = next;
            }
            if !next.is_null() {
                (*next).previous = previous;
            }
        }
    }
}
