//! What new states have in common: made once in the process, from states that are made in full and thrown away.

use std::sync::{Mutex, PoisonError};

use super::{Libraries, open};
use crate::dialect::{Dialect, Dialects};
use crate::gc::Gc;
use crate::interpreter::State;
use crate::object::{CommonStrings, Heap, Image, Table};

/// How many images are kept: one for each dialect and selection of libraries in use. States beyond that share nothing.
const MAX_IMAGES: usize = 32;

/// An image and what it is for.
struct Entry {
    dialect: Dialects,
    selection: Libraries,
    image: &'static Image,
    /// The image without relative values from which it was made, which lives as long.
    _origin: &'static Image,
}

/// The tables of a state that is made for its image, under the addresses of what describes them.
#[derive(Default)]
struct Recorder(Vec<(usize, Gc<Table>)>);

/// Notes the table made from a description, if the state is made for its image.
pub(super) fn record<T>(state: &mut State, description: *const T, table: Gc<Table>) {
    if let Some(recorder) = state.extensions.get_mut::<Recorder>() {
        recorder.0.push((description.addr(), table));
    }
}

/// What states of a dialect with these libraries share; none if there are too many selections, or no memory. All states
/// of a dialect with an image use the same seed for their hashes; `make_seed` is called for it once in the process.
pub fn image(
    dialect: &'static Dialect,
    selection: Libraries,
    make_seed: fn() -> u64,
) -> Option<&'static Image> {
    static IMAGES: Mutex<Vec<Entry>> = Mutex::new(Vec::new());
    let mut images = IMAGES.lock().unwrap_or_else(PoisonError::into_inner);
    let found =
        images.iter().find(|entry| entry.dialect == dialect.member && entry.selection == selection);
    if let Some(entry) = found {
        return Some(entry.image);
    }
    if images.len() == MAX_IMAGES {
        return None;
    }
    let (origin, image) = build(dialect, selection, make_seed)?;
    images.push(Entry { dialect: dialect.member, selection, image, _origin: origin });
    Some(image)
}

/// The strings that states of a dialect begin with, so that a process pays for the dialects that it uses.
fn common_strings(
    dialect: &'static Dialect,
    make_seed: fn() -> u64,
) -> Option<&'static CommonStrings> {
    static STRINGS: Mutex<Vec<(Dialects, &'static CommonStrings)>> = Mutex::new(Vec::new());
    let mut known = STRINGS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, strings)) = known.iter().find(|(member, _)| *member == dialect.member) {
        return Some(strings);
    }
    let seed = make_seed();
    let mut state = State::new(dialect, Heap::new(seed).ok()?).ok()?;
    open(&mut state, Libraries::ALL).ok()?;
    let strings = CommonStrings::new(seed, state.heap().strings.texts()).ok()?;
    let strings: &'static CommonStrings = Box::leak(Box::new(strings));
    known.push((dialect.member, strings));
    Some(strings)
}

fn build(
    dialect: &'static Dialect,
    selection: Libraries,
    make_seed: fn() -> u64,
) -> Option<(&'static Image, &'static Image)> {
    let strings = common_strings(dialect, make_seed)?;
    let mut state = State::new(dialect, Heap::with_common_strings(strings).ok()?).ok()?;
    let mut image = Image::new(strings);
    for (address, table) in open_recorded(&mut state, selection)? {
        image.add(std::ptr::without_provenance::<()>(address), table);
    }
    let origin: &'static Image = Box::leak(Box::new(image));
    // A second state, made with that image as all others will be, tells where the objects are that belong to a state.
    let mut state = State::new(dialect, Heap::with_image(origin).ok()?).ok()?;
    state.heap().adoption.begin_logging();
    let tables = open_recorded(&mut state, selection)?;
    let log = state.heap().adoption.take_log();
    let relative = origin.with_relatives(&tables, &log);
    Some((origin, relative.map_or(origin, |image| Box::leak(Box::new(image)))))
}

/// Opens libraries; the tables with descriptions, under the addresses of these.
fn open_recorded(state: &mut State, selection: Libraries) -> Option<Vec<(usize, Gc<Table>)>> {
    state.extensions.insert(Recorder::default());
    open(state, selection).ok()?;
    Some(std::mem::take(&mut state.extensions.get_mut::<Recorder>()?.0))
}
