//! Programs that were compiled lately, for all contexts of an environment: a script that many of them run is compiled
//! once.

use std::borrow::Borrow;
use std::collections::HashSet;
use std::hash::{Hash, Hasher};
use std::rc::Rc;

use perilune::api::{Dialect, Program};

/// How many bytes of scripts are kept. Beyond that all are forgotten: those that still are in use come back.
const MAX_KEPT_BYTES: usize = 256 * 1024;

/// A program and what it was compiled from.
pub(crate) struct Kept {
    /// All that the program depends on, made by `key_of`.
    key: Box<[u8]>,
    /// Where the source begins in the key.
    source: usize,
    /// The code.
    pub(crate) program: Program,
    /// Which one it is of those that were kept so far.
    pub(crate) number: u32,
}

impl Kept {
    /// The source.
    pub(crate) fn source(&self) -> &[u8] {
        &self.key[self.source..]
    }

    /// Whether it was compiled under this name.
    pub(crate) fn is_named(&self, name: Option<&str>) -> bool {
        self.key[1..self.source] == *name_part(name)
    }
}

/// The part of a key that tells the name: nothing where the source is its own name.
fn name_part(name: Option<&str>) -> Vec<u8> {
    name.map_or_else(Vec::new, |name| [&name.len().to_le_bytes()[..], name.as_bytes()].concat())
}

/// The bytes that two programs share only if they are the same, and where the source begins in them. A source without a
/// name and one with a name differ in their first byte.
fn key_of(dialect: Dialect, source: &[u8], name: Option<&str>) -> (Vec<u8>, usize) {
    let mut key = vec![dialect as u8 * 2 + u8::from(name.is_some())];
    key.extend(name_part(name));
    let start = key.len();
    key.extend_from_slice(source);
    (key, start)
}

/// A program, found by its key.
struct ByKey(Rc<Kept>);

impl Borrow<[u8]> for ByKey {
    fn borrow(&self) -> &[u8] {
        &self.0.key
    }
}

impl Hash for ByKey {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        self.0.key.hash(hasher);
    }
}

impl PartialEq for ByKey {
    fn eq(&self, other: &ByKey) -> bool {
        self.0.key == other.0.key
    }
}

impl Eq for ByKey {}

/// The programs.
#[derive(Default)]
pub(crate) struct Programs {
    all: HashSet<ByKey>,
    bytes: usize,
    count: u32,
}

impl Programs {
    /// The program of a source. Without a name, the source is the name.
    pub(crate) fn find(
        &self,
        dialect: Dialect,
        source: &[u8],
        name: Option<&str>,
    ) -> Option<Rc<Kept>> {
        let (key, _) = key_of(dialect, source, name);
        self.all.get(&key[..]).map(|kept| Rc::clone(&kept.0))
    }

    /// Keeps a program that is not there yet.
    pub(crate) fn add(&mut self, source: &[u8], name: Option<&str>, program: Program) -> Rc<Kept> {
        let (key, source) = key_of(program.dialect(), source, name);
        if self.bytes + key.len() > MAX_KEPT_BYTES {
            self.all.clear();
            self.bytes = 0;
        }
        self.bytes += key.len();
        self.count = self.count.wrapping_add(1);
        let kept =
            Rc::new(Kept { key: key.into_boxed_slice(), source, program, number: self.count });
        self.all.insert(ByKey(Rc::clone(&kept)));
        kept
    }
}
