//! What few contexts have, made where it is first used: a context that has none of it is smaller.

use std::cell::OnceCell;
use std::ops::Deref;

/// Something in a box of its own, which is made at the first use.
pub(crate) struct Lazy<T>(OnceCell<Box<T>>);

impl<T> Default for Lazy<T> {
    fn default() -> Lazy<T> {
        Lazy(OnceCell::new())
    }
}

impl<T> Lazy<T> {
    /// What there is; unlike a use, this makes nothing.
    #[inline]
    pub(crate) fn get(&self) -> Option<&T> {
        self.0.get().map(Box::as_ref)
    }
}

impl<T: Default> Deref for Lazy<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        self.0.get_or_init(Box::default)
    }
}
