//! Pages whose cells have any size: where a small heap lives.
//!
//! One page per size class would cost a new heap hundreds of kilobytes. A mixed page is divided into *tiles* by a third
//! bitmap, the start bits; a tile is a granted cell (live bit set) or a gap. Sweeping turns dead tiles into gaps and
//! joins neighbours.

use super::page::{
    Bits, GRANULE, GRANULES, Page, clear_bit, granule_address, is_set, next_set, next_set_except,
    poison, set_bit,
};

/// A mixed page's header.
#[repr(C)]
pub(super) struct MixedPage {
    page: Page,
    /// The first granule of each tile.
    starts: Bits,
}

/// The granule of the first tile.
const FIRST_TILE: usize = size_of::<MixedPage>() / GRANULE;

/// Makes an initialised page a mixed one: a single gap.
///
/// # Safety
/// `page` is a page without cells.
pub(super) unsafe fn format(page: *mut Page) {
    let mixed: *mut MixedPage = page.cast();
    // SAFETY: the page has room for the longer header.
    unsafe {
        (&raw mut (*mixed).starts).write([0; _]);
        set_bit(&mut (*mixed).starts, FIRST_TILE);
        (*page).cursor = FIRST_TILE as u16;
        (*page).largest_gap = (GRANULES - FIRST_TILE) as u16;
    }
}

/// Takes cells of `size` bytes from a gap, as many as fit in `longest` bytes but at least one: the address of the
/// first and the end of the last.
///
/// # Safety
/// `page` is a mixed page that is not waiting to be swept.
pub(super) unsafe fn grant(
    page: *mut Page,
    size: usize,
    longest: usize,
) -> Option<(*mut u8, *mut u8)> {
    let step = size / GRANULE;
    // SAFETY: a mixed page; the references end with this call and no cell is behind them.
    unsafe {
        if step > (*page).largest_gap as usize {
            return None;
        }
        let starts = &mut (*page.cast::<MixedPage>()).starts;
        let live = &mut (*page).live;
        let mut gap = next_set_except(starts, live, (*page).cursor as usize);
        let is_first = gap;
        while gap < GRANULES {
            let end = next_set(starts, gap + 1);
            if end - gap >= step {
                let count = ((end - gap) / step).min((longest / size).max(1));
                let granted_end = gap + count * step;
                for cell in 0..count {
                    set_bit(starts, gap + cell * step);
                    set_bit(live, gap + cell * step);
                }
                if granted_end < end {
                    set_bit(starts, granted_end);
                }
                if gap == is_first {
                    (*page).cursor = granted_end as u16;
                }
                (*page).used += count * size;
                return Some((granule_address(page, gap), granule_address(page, granted_end)));
            }
            gap = next_set_except(starts, live, end);
        }
        (*page).largest_gap = step as u16 - 1;
        None
    }
}

/// Whether a tile begins at a granule.
///
/// # Safety
/// `page` is a mixed page.
pub(super) unsafe fn is_tile(page: *mut Page, granule: usize) -> bool {
    // SAFETY: the caller's promise.
    unsafe { is_set(&(*page.cast::<MixedPage>()).starts, granule) }
}

/// Turns unmarked tiles into gaps and forgets the marks; returns the bytes still in use.
///
/// # Safety
/// `page` is a mixed page in which no cells are being handed out.
pub(super) unsafe fn sweep(page: *mut Page) -> usize {
    let mut used = 0;
    let mut largest = 0;
    let mut gap = GRANULES;
    // SAFETY: a mixed page; tiles end where the next begins.
    unsafe {
        let starts = &mut (*page.cast::<MixedPage>()).starts;
        let mut tile = FIRST_TILE;
        while tile < GRANULES {
            let end = next_set(starts, tile + 1);
            if is_set(&(*page).mark, tile) {
                used += (end - tile) * GRANULE;
                gap = GRANULES;
            } else {
                poison(granule_address(page, tile), (end - tile) * GRANULE);
                if gap == GRANULES {
                    gap = tile;
                } else {
                    clear_bit(starts, tile);
                }
                largest = largest.max(end - gap);
            }
            tile = end;
        }
        (*page).live = (*page).mark;
        (*page).mark = [0; _];
        (*page).cursor = FIRST_TILE as u16;
        (*page).largest_gap = largest as u16;
    }
    used
}
