//! Programs that were compiled lately, for all contexts of an environment: a script that many of them run is compiled
//! once.

use std::collections::HashMap;
use std::rc::Rc;

use perilune::api::{Dialect, Program};

/// How many bytes of scripts are kept. Beyond that all are forgotten: those that still are in use come back.
const MAX_KEPT_BYTES: usize = 256 * 1024;

/// Under how many names and in how many dialects, taken together, a source is kept; the oldest one goes first.
const MAX_VARIANTS: usize = 16;

/// A program and what it was compiled from.
pub(crate) struct Kept {
    /// The source.
    pub(crate) source: Rc<[u8]>,
    name: Option<Box<str>>,
    /// The code.
    pub(crate) program: Program,
    /// Which one it is of those that were kept so far.
    pub(crate) number: u32,
}

impl Kept {
    /// Whether it was compiled under this name. Without one, the source is the name.
    pub(crate) fn is_named(&self, name: Option<&str>) -> bool {
        self.name.as_deref() == name
    }

    fn bytes(&self) -> usize {
        self.source.len() + self.name.as_ref().map_or(0, |name| name.len())
    }
}

/// The programs, by their sources.
#[derive(Default)]
pub(crate) struct Programs {
    all: HashMap<Rc<[u8]>, Vec<Rc<Kept>>>,
    bytes: usize,
    count: u32,
}

impl Programs {
    /// The program of a source.
    pub(crate) fn find(
        &self,
        dialect: Dialect,
        source: &[u8],
        name: Option<&str>,
    ) -> Option<Rc<Kept>> {
        let mut variants = self.all.get(source)?.iter();
        let is_it = |kept: &&Rc<Kept>| kept.program.dialect() == dialect && kept.is_named(name);
        variants.find(is_it).cloned()
    }

    /// Keeps a program that is not there yet.
    pub(crate) fn add(&mut self, source: &[u8], name: Option<&str>, program: Program) -> Rc<Kept> {
        self.count = self.count.wrapping_add(1);
        let (source, name): (Rc<[u8]>, _) = (source.into(), name.map(Into::into));
        let kept = Rc::new(Kept { source, name, program, number: self.count });
        if self.bytes + kept.bytes() > MAX_KEPT_BYTES {
            self.all.clear();
            self.bytes = 0;
        }
        self.bytes += kept.bytes();
        let variants = self.all.entry(Rc::clone(&kept.source)).or_default();
        if variants.len() == MAX_VARIANTS {
            self.bytes -= variants.remove(0).bytes();
        }
        variants.push(Rc::clone(&kept));
        kept
    }
}
