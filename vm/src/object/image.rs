//! What all states of the process have in common: strings, and the contents that tables begin with.
//!
//! **Invariants**
//! - The strings never change and are never freed; their pages look marked to every collector (`gc/fixed.rs`).
//! - A heap that uses common strings has their seed, so they have the hashes it would compute.

use std::sync::{Arc, OnceLock};

use super::metatable::Event;
use super::string::LuaString;
use super::table::NodeImage;
use super::{Heap, Kind, Table};
use crate::gc::{FixedSpace, Gc, OutOfMemory};
use crate::value::equality::{hash_bytes, short_bytes_equal};
use crate::value::{STRING, Value};

/// The names of all events, by their numbers.
pub type EventNames = [Gc<LuaString>; Event::COUNT];

/// Short strings that all states share, found like those of a state.
pub struct CommonStrings {
    seed: u64,
    /// An open-addressed table; at least half of it is empty.
    slots: Box<[Option<Gc<LuaString>>]>,
    /// The names of events, which are among them.
    event_names: OnceLock<Arc<EventNames>>,
}

// SAFETY: the strings never change, and neither does the table.
unsafe impl Send for CommonStrings {}
// SAFETY: as above.
unsafe impl Sync for CommonStrings {}

impl CommonStrings {
    /// Strings with these bytes, each of a length that is interned.
    pub fn new<'a>(
        seed: u64,
        texts: impl Iterator<Item = &'a [u8]>,
    ) -> Result<CommonStrings, OutOfMemory> {
        let texts: Vec<&[u8]> = texts.collect();
        let slots = vec![None; (texts.len() * 2).next_power_of_two().max(2)].into_boxed_slice();
        let mut strings = CommonStrings { seed, slots, event_names: OnceLock::new() };
        let mut space = FixedSpace::default();
        for text in texts {
            let hash = hash_bytes(text, seed);
            if strings.find(hash, text).is_none() {
                let string = LuaString::fixed(&mut space, text, hash)?;
                let mut slot = strings.slot_of(hash);
                while strings.slots[slot].is_some() {
                    slot = (slot + 1) & (strings.slots.len() - 1);
                }
                strings.slots[slot] = Some(string);
            }
        }
        Ok(strings)
    }

    /// The seed of the hashes.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    fn slot_of(&self, hash: u32) -> usize {
        hash as usize & (self.slots.len() - 1)
    }

    /// The string with these bytes, whose hash is `hash`.
    pub(super) fn find(&self, hash: u32, bytes: &[u8]) -> Option<Gc<LuaString>> {
        let mut slot = self.slot_of(hash);
        while let Some(string) = self.slots[slot] {
            if string.header.aux == hash && short_bytes_equal(string.as_bytes(), bytes) {
                return Some(string);
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
        None
    }

    /// Whether every state may hold this value: it is no object, or one of these strings.
    fn has(&self, value: Value) -> bool {
        if value.tag != STRING {
            return !value.is_object();
        }
        let string: Gc<LuaString> = value.pointer();
        self.find(string.header.aux, string.as_bytes()).is_some_and(|common| common == string)
    }
}

/// What the tables of new states begin with, each under the address of the static that describes it.
pub struct Image {
    /// The strings that the images refer to.
    pub strings: &'static CommonStrings,
    tables: Vec<(usize, NodeImage)>,
}

impl Image {
    /// An image without tables.
    pub fn new(strings: &'static CommonStrings) -> Image {
        Image { strings, tables: Vec::new() }
    }

    /// Takes an image of a table, under an address.
    pub fn add<T>(&mut self, address: *const T, table: Gc<Table>) {
        if let Some(image) = NodeImage::of(table, |value| self.strings.has(value)) {
            self.tables.push((address.addr(), image));
        }
    }

    /// The same image where all tables know their relative values: `made` are the tables of a state that was made with
    /// this image, under their addresses, and `log` is what was stored in them. None where that does not work.
    pub fn with_relatives(
        &self,
        made: &[(usize, Gc<Table>)],
        log: &[(Gc<Table>, usize, Value)],
    ) -> Option<Image> {
        let mut image = Image::new(self.strings);
        for (address, nodes) in &self.tables {
            let (_, table) = made.iter().find(|(made, _)| made == address)?;
            image.tables.push((*address, nodes.with_relatives(*table, log)?));
        }
        (image.relative_count() == log.len()).then_some(image)
    }

    /// How many stores confirm the relative values of a new state.
    pub fn relative_count(&self) -> usize {
        self.tables.iter().map(|(_, image)| image.relative_count()).sum()
    }

    /// The image under an address.
    pub fn table<T>(&self, address: *const T) -> Option<&NodeImage> {
        self.tables.iter().find(|(key, _)| *key == address.addr()).map(|(_, image)| image)
    }
}

impl Heap {
    /// The names of all events as strings: those that all states share, if they do.
    pub fn event_names(&mut self) -> Result<Arc<EventNames>, OutOfMemory> {
        let common = self.strings.common();
        if let Some(names) = common.and_then(|common| common.event_names.get()) {
            return Ok(Arc::clone(names));
        }
        let first = self.intern(Event::Index.name().as_bytes())?;
        let mut names = [first; Event::COUNT];
        for event in Event::ALL {
            names[*event as usize] = self.intern(event.name().as_bytes())?;
        }
        #[expect(
            clippy::arc_with_non_send_sync,
            reason = "names leave their state only where all states have them"
        )]
        let names = Arc::new(names);
        if let Some(common) = common
            && names.iter().all(|name| common.has(Value::object(STRING, *name)))
        {
            return Ok(Arc::clone(common.event_names.get_or_init(|| names)));
        }
        Ok(names)
    }
}

impl LuaString {
    /// A short string that belongs to no heap.
    fn fixed(space: &mut FixedSpace, text: &[u8], hash: u32) -> Result<Gc<LuaString>, OutOfMemory> {
        let size = super::string::cell_size(text.len());
        let string: *mut LuaString = space.allocate(Kind::String as u8, size)?.cast();
        // SAFETY: a fresh cell of the size asked for.
        Ok(unsafe { super::string::write_short(string, text, hash) })
    }
}
