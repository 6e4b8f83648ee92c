//! Names of variables and fields that JavaScript uses again and again, by small numbers: to send a number costs a fraction
//! of what a string costs, and the string of Lua is at hand. JavaScript gives the numbers out, and sees to it that they
//! do not become too many.

use std::cell::{Cell, RefCell};

use perilune::api::native::{Handle, RawValue};

use crate::context::LuaContext;
use crate::error::{Failure, Result};

/// The names of an environment that have numbers.
#[derive(Default)]
pub(crate) struct Names {
    all: RefCell<Vec<String>>,
    /// How often all of them were forgotten.
    generation: Cell<u32>,
}

impl Names {
    /// Gives a name a number.
    pub(crate) fn learn(&self, name: String) -> u32 {
        let mut all = self.all.borrow_mut();
        all.push(name);
        all.len() as u32 - 1
    }

    /// Takes all numbers back.
    pub(crate) fn forget(&self) {
        self.all.borrow_mut().clear();
        self.generation.set(self.generation.get().wrapping_add(1));
    }
}

/// The strings of one state that names are.
#[derive(Default)]
pub(crate) struct KnownKeys {
    keys: RefCell<Vec<Option<(RawValue, Handle)>>>,
    /// The generation of the names that they belong to.
    generation: Cell<u32>,
}

impl KnownKeys {
    /// Forgets them: their state is about to go.
    pub(crate) fn forget(&self) {
        self.keys.borrow_mut().clear();
    }
}

impl LuaContext {
    /// The key that a name is. It is kept until the name is forgotten.
    #[inline]
    pub(crate) fn known_key(&self, number: u32) -> Result<RawValue> {
        if self.known_keys.generation.get() == self.environment.names.generation.get()
            && let Some(Some((key, _))) = self.known_keys.keys.borrow().get(number as usize)
        {
            return Ok(*key);
        }
        self.make_known_key(number)
    }

    #[cold]
    fn make_known_key(&self, number: u32) -> Result<RawValue> {
        let names = &self.environment.names;
        let generation = names.generation.get();
        if self.known_keys.generation.replace(generation) != generation {
            for (_, handle) in self.known_keys.keys.take().into_iter().flatten() {
                self.vm().state().handles().release(handle);
            }
        }
        let all = names.all.borrow();
        let name = all.get(number as usize);
        let name = name.ok_or_else(|| Failure::argument("the name is not known"))?;
        let key = self.string(name.as_bytes())?;
        let handle = self.vm().state().handles().keep(key);
        let mut keys = self.known_keys.keys.borrow_mut();
        if keys.len() <= number as usize {
            keys.resize(number as usize + 1, None);
        }
        keys[number as usize] = Some((key, handle));
        Ok(key)
    }
}
