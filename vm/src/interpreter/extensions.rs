//! What libraries keep on the Rust side, one value per type.

use std::any::{Any, TypeId};

/// A store with at most one value of each type.
#[derive(Default)]
pub struct Extensions(Vec<(TypeId, Box<dyn Any>)>);

impl Extensions {
    /// The value of a type, if there is one.
    pub fn get<T: 'static>(&self) -> Option<&T> {
        let (_, value) = self.0.iter().find(|(key, _)| *key == TypeId::of::<T>())?;
        value.downcast_ref()
    }

    /// The value of a type, to be changed.
    pub fn get_mut<T: 'static>(&mut self) -> Option<&mut T> {
        let (_, value) = self.0.iter_mut().find(|(key, _)| *key == TypeId::of::<T>())?;
        value.downcast_mut()
    }

    /// Sets the value of a type.
    pub fn insert<T: 'static>(&mut self, value: T) {
        match self.get_mut::<T>() {
            Some(present) => *present = value,
            None => self.add(value),
        }
    }

    /// The value of a type, made by default if there is none.
    #[inline]
    pub fn get_or_default<T: Default + 'static>(&mut self) -> &mut T {
        // What is asked for most is stored first.
        let is_first = self.0.first().is_some_and(|(key, _)| *key == TypeId::of::<T>());
        let index = if is_first { 0 } else { self.index_or_default::<T>() };
        let value: *mut dyn Any = &raw mut *self.0[index].1;
        // SAFETY: the key says that the value is of this type, and a value is only stored under the key of its own type.
        unsafe { &mut *value.cast::<T>() }
    }

    /// Where the value of a type is, made by default if there is none.
    #[inline(never)]
    fn index_or_default<T: Default + 'static>(&mut self) -> usize {
        let present = self.0.iter().position(|(key, _)| *key == TypeId::of::<T>());
        present.unwrap_or_else(|| {
            self.add(T::default());
            self.0.len() - 1
        })
    }

    /// Adds the value of a type that has none. Most states have one or two, so there is no more room than for all.
    fn add<T: 'static>(&mut self, value: T) {
        self.0.reserve_exact(1);
        self.0.push((TypeId::of::<T>(), Box::new(value)));
    }
}
