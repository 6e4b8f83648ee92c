//! Write barriers: what a store into a traversed object must do while marking is under way.
//!
//! A *forward* barrier marks the stored value. A *back* barrier puts the parent on the list of objects to traverse
//! again, after which its stores need no barrier. The back barrier alone does not terminate: a large object that is
//! written all the time would be traversed again and again. So it is for small objects, once per object and cycle.

use super::collector::Collector;
use super::cycle::Phase;
use super::header::{BLACK_AGAIN, FINALIZER, GRAYED_AGAIN, Header};

impl Collector {
    /// Whether a store into this object needs a barrier: marking is under way, and the object has been traversed.
    #[inline(always)]
    pub fn needs_barrier(&self, parent: *const Header) -> bool {
        // SAFETY: callers hold a live object.
        unsafe { (*parent).color & self.barrier_mask != 0 }
    }

    /// Traverses a small parent again, the first time; later it marks the child.
    ///
    /// # Safety
    /// Both are alive, and [`Collector::needs_barrier`] holds for the parent.
    #[cold]
    pub unsafe fn barrier_back(&mut self, parent: *mut Header, child: *mut Header) {
        // SAFETY: the caller's promise.
        unsafe {
            if (*parent).color & BLACK_AGAIN != 0 || !self.marker.gray_again(parent) {
                return self.marker.mark(child);
            }
            (*parent).color = (*parent).color & FINALIZER | GRAYED_AGAIN;
        }
    }

    /// Marks the child.
    ///
    /// # Safety
    /// As for [`Collector::barrier_back`].
    #[cold]
    pub unsafe fn barrier_forward(&mut self, parent: *mut Header, child: *mut Header) {
        debug_assert!(self.needs_barrier(parent));
        // SAFETY: the caller's promise.
        unsafe { self.marker.mark(child) };
    }

    /// Traverses an object again whose contents changed without barriers: a stack that is about to run, a table that
    /// moved its entries to other places.
    ///
    /// # Safety
    /// The object is alive, and [`Collector::needs_barrier`] holds for it.
    #[cold]
    pub unsafe fn regray(&mut self, object: *mut Header) {
        // SAFETY: the caller's promise.
        unsafe {
            if self.marker.gray_again(object) {
                (*object).color = (*object).color & FINALIZER | GRAYED_AGAIN;
            } else {
                // Without memory for the list, the bitmaps remember it for the atomic phase.
                self.marker.retrace(object);
            }
        }
    }

    /// Saves an object from the sweep that was found in a table that does not keep its contents alive. The object's
    /// kind is a leaf.
    ///
    /// # Safety
    /// `object` is an object that has not been freed.
    #[inline]
    pub unsafe fn revive(&mut self, object: *mut Header) {
        if self.phase == Phase::SweepPool {
            // SAFETY: the caller's promise. Pages created since the marking ended need no mark bits.
            unsafe {
                if self.liveness().is_dead(object) {
                    self.marker.mark_leaf(object);
                }
            }
        }
    }
}
