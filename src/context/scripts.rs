//! Scripts that a context has run again: a function of each, which others are made from.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::rc::Rc;

use perilune::api::native::Handle;

use crate::programs::Kept;

/// The longest script that is kept, in bytes. Compiling a longer one is paid from the limits of the state.
pub(super) const MAX_KEPT_SCRIPT: usize = 16 * 1024;

/// How many bytes of scripts a context keeps functions of. Beyond that all are forgotten: those that still are in use
/// come back.
const MAX_KEPT_BYTES: usize = 128 * 1024;

/// A program, found by its source. The same source under another name takes its place.
struct BySource(Rc<Kept>);

impl Borrow<[u8]> for BySource {
    fn borrow(&self) -> &[u8] {
        self.0.source()
    }
}

impl Hash for BySource {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        self.0.source().hash(hasher);
    }
}

impl PartialEq for BySource {
    fn eq(&self, other: &BySource) -> bool {
        self.0.source() == other.0.source()
    }
}

impl Eq for BySource {}

/// The functions, and what was seen once.
#[derive(Default)]
pub(crate) struct Scripts {
    functions: HashMap<BySource, Handle>,
    bytes: usize,
    /// A bit for each program that was run, by its number; programs share them.
    seen: u64,
}

impl Scripts {
    /// A function of a script that was run under this name.
    pub(super) fn function(&self, script: &[u8], name: Option<&str>) -> Option<Handle> {
        let (kept, function) = self.functions.get_key_value(script)?;
        kept.0.is_named(name).then_some(*function)
    }

    /// A program is run. Whether it was run before, as far as is known: it may have been another one.
    pub(super) fn see(&mut self, kept: &Kept) -> bool {
        let bit = 1 << (kept.number % u64::BITS);
        let is_seen = self.seen & bit != 0;
        self.seen |= bit;
        is_seen
    }

    /// Keeps a function of a program. Gives the functions that nobody needs any more.
    #[must_use]
    pub(super) fn keep(&mut self, kept: Rc<Kept>, function: Handle) -> Vec<Handle> {
        let mut unneeded = Vec::new();
        if self.bytes + kept.source().len() > MAX_KEPT_BYTES {
            unneeded = self.functions.drain().map(|(_, function)| function).collect();
            self.bytes = 0;
        }
        self.bytes += kept.source().len();
        // The key has to be the new one, whose name counts.
        unneeded.extend(self.functions.remove(kept.source()));
        self.functions.insert(BySource(kept), function);
        unneeded
    }

    /// Forgets the functions, whose state is gone.
    pub(super) fn forget_functions(&mut self) {
        self.functions.clear();
        self.bytes = 0;
    }
}
