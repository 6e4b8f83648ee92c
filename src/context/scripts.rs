//! Scripts that a context has run again: a function of each, which others are made from.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use perilune::api::native::Handle;

use crate::lazy::Lazy;
use crate::programs::Kept;

/// The longest script that is kept, in bytes. Compiling a longer one is paid from the limits of the state.
pub(super) const MAX_KEPT_SCRIPT: usize = 16 * 1024;

/// How many bytes of scripts a context keeps functions of. Beyond that all are forgotten: those that still are in use
/// come back.
const MAX_KEPT_BYTES: usize = 128 * 1024;

/// What a context knows of its scripts.
#[derive(Default)]
pub(crate) struct Scripts {
    /// A bit for each program that was run, by its number; programs share them.
    seen: Cell<u64>,
    again: Lazy<RefCell<Functions>>,
}

/// The functions of what was run again, by its source. The same source under another name takes its place.
#[derive(Default)]
struct Functions {
    all: HashMap<Rc<[u8]>, (Rc<Kept>, Handle)>,
    bytes: usize,
}

impl Scripts {
    /// A function of a script that was run under this name.
    pub(super) fn function(&self, script: &[u8], name: Option<&str>) -> Option<Handle> {
        let functions = self.again.get()?.borrow();
        let (kept, function) = functions.all.get(script)?;
        kept.is_named(name).then_some(*function)
    }

    /// A program is run. Whether it was run before, as far as is known: it may have been another one.
    pub(super) fn see(&self, kept: &Kept) -> bool {
        let bit = 1 << (kept.number % u64::BITS);
        let seen = self.seen.replace(self.seen.get() | bit);
        seen & bit != 0
    }

    /// Keeps a function of a program. Gives the functions that nobody needs any more.
    #[must_use]
    pub(super) fn keep(&self, kept: Rc<Kept>, function: Handle) -> Vec<Handle> {
        let mut functions = self.again.borrow_mut();
        let mut unneeded = Vec::new();
        if functions.bytes + kept.source.len() > MAX_KEPT_BYTES {
            unneeded = functions.all.drain().map(|(_, (_, function))| function).collect();
            functions.bytes = 0;
        }
        functions.bytes += kept.source.len();
        let before = functions.all.insert(Rc::clone(&kept.source), (kept, function));
        unneeded.extend(before.map(|(_, function)| function));
        unneeded
    }

    /// Forgets the functions, whose state is gone.
    pub(super) fn forget_functions(&self) {
        if let Some(functions) = self.again.get() {
            functions.take();
        }
    }
}
