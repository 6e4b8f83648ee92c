//! The sizes cells come in.
//!
//! Steps of sixteen bytes up to 512, then sizes that divide a page with little rest. No cell is smaller than 32 bytes:
//! a cell then owns two bits in its page's mark bitmap, and the second one is the mark queue's overflow bit.

use super::page::{CELL_SPACE, GRANULE};

/// The steps above 512 bytes, chosen near `CELL_SPACE / n`.
const LARGE_STEPS: [u16; 17] = [
    576, 640, 704, 768, 896, 1024, 1152, 1232, 1456, 1600, 1776, 2000, 2288, 2672, 3200, 4016, 5344,
];

/// The number of the classes in steps of sixteen bytes, which most cells have.
pub(super) const SMALL_CLASSES: usize = 31;

/// The largest cell of these.
pub(super) const SMALL_CELL: usize = 512;

/// The number of size classes.
pub(super) const CLASS_COUNT: usize = SMALL_CLASSES + LARGE_STEPS.len();

/// The largest cell; anything larger is a block of its own.
pub(super) const MAX_CELL: usize = LARGE_STEPS[LARGE_STEPS.len() - 1] as usize;

/// In a header or page: pages whose cells have any size.
pub(super) const MIXED: u8 = 254;
/// In a header or page: an object in a block of its own.
pub(super) const LARGE: u8 = 255;

/// The size of each class in bytes.
pub(super) const SIZES: [u16; CLASS_COUNT] = {
    let mut sizes = [0; CLASS_COUNT];
    let mut class = 0;
    while class < CLASS_COUNT {
        sizes[class] = if class < SMALL_CLASSES {
            32 + 16 * class as u16
        } else {
            LARGE_STEPS[class - SMALL_CLASSES]
        };
        let size = sizes[class] as usize;
        assert!(size.is_multiple_of(GRANULE) && size <= CELL_SPACE);
        class += 1;
    }
    sizes
};

/// The smallest class that holds a number of granules.
static CLASSES: [u8; MAX_CELL / GRANULE + 1] = {
    let mut classes = [0; MAX_CELL / GRANULE + 1];
    let mut granules = 0;
    let mut class = 0;
    while granules < classes.len() {
        if granules * GRANULE > SIZES[class] as usize {
            class += 1;
        }
        classes[granules] = class as u8;
        granules += 1;
    }
    classes
};

/// The class for an object of so many bytes; `bytes` is at most [`MAX_CELL`].
#[inline(always)]
pub(super) fn class_of(bytes: usize) -> usize {
    debug_assert!(bytes <= MAX_CELL);
    if bytes <= SMALL_CELL {
        // The common sizes are constants, and this form folds at compile time.
        bytes.saturating_sub(17) / GRANULE
    } else {
        CLASSES[bytes.div_ceil(GRANULE)] as usize
    }
}

/// The size of a class in bytes.
#[inline(always)]
pub(super) fn size_of_class(class: usize) -> usize {
    if class < SMALL_CLASSES { 32 + 16 * class } else { SIZES[class] as usize }
}
