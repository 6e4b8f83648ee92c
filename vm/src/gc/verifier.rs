//! Compares the result of a cycle's marking with a second, complete one: finds stores without a barrier.

use std::mem;

use super::collector::Collector;
use super::page::{Bits, FIRST, GRANULE, Page, granule_address, next_set};
use super::size_class::LARGE;
use super::trace::Roots;

/// Set in the cycle number during the second marking, so that buffers tell which one reached them.
const SECOND: u32 = 1 << 31;

impl Collector {
    /// Marks once more from nothing, in the atomic phase after weak objects were cleared, and panics with the kind of
    /// an object that only this marking reaches.
    #[cold]
    pub(super) fn verify(&mut self, roots: &mut dyn Roots) {
        let pages: Vec<*mut Page> =
            self.space.pages.iter().chain(&self.space.large.objects).copied().collect();
        // SAFETY: listed pages and buffers are alive.
        let first: Vec<Bits> =
            pages.iter().map(|&page| unsafe { mem::replace(&mut (*page).mark, [0; _]) }).collect();
        // SAFETY: as above.
        let cycles: Vec<u32> =
            self.space.large.buffers.iter().map(|&buffer| unsafe { (*buffer).cycle }).collect();
        self.mark_again(roots);
        for (&page, bits) in pages.iter().zip(first) {
            // SAFETY: as above.
            let second = unsafe { mem::replace(&mut (*page).mark, bits) };
            self.compare(page, &bits, second);
        }
        let cycle = self.marker.cycle;
        for (&buffer, first) in self.space.large.buffers.iter().zip(cycles) {
            // SAFETY: as above.
            let second = unsafe { mem::replace(&mut (*buffer).cycle, first) };
            assert!(second != cycle | SECOND || first == cycle, "unmarked large buffer");
        }
    }

    fn mark_again(&mut self, roots: &mut dyn Roots) {
        self.marker.is_verifying = true;
        self.marker.cycle |= SECOND;
        roots.trace(&mut self.marker);
        self.finalizers.trace_pending(&mut self.marker);
        self.drain_all();
        self.marker.cycle &= !SECOND;
        self.marker.is_verifying = false;
    }

    fn compare(&self, page: *mut Page, first: &Bits, mut second: Bits) {
        for (second, first) in second.iter_mut().zip(first) {
            *second &= !first;
        }
        let missed = next_set(&second, 0);
        // SAFETY: the page is alive, and marks are set for cells only.
        unsafe {
            let cell = granule_address(page, missed);
            if missed * GRANULE < super::page::PAGE_SIZE {
                let kind = *cell;
                let name = self.marker.kinds.get(kind as usize).map_or("buffer", |info| info.name);
                let is_large = (*page).class == LARGE && missed == FIRST;
                panic!(
                    "unmarked but reachable: {name} (or a buffer) at {cell:p}, large: {is_large}"
                );
            }
        }
    }
}
