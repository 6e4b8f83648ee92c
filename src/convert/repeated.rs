//! Long strings of Lua that cross to JavaScript again and again, as texts in variables and fields do: they are made once.
//!
//! A string of Lua carries a note: when it crossed last, or where its text is kept. A text is kept if its string crosses
//! twice within few crossings, so strings that come and go, or take turns in great number, cost next to nothing here.
//!
//! **Invariant**: a place belongs to the string whose note names it and whose address is written down there. A string
//! that is made where another one was has no note.

use std::cell::Cell;
use std::ptr::null;

use perilune::api::native::{Gc, LuaString};

use super::string::bytes_to_js;
use crate::context::LuaContext;
use crate::error::Result;
use crate::sys::{Env, Js};

/// How many texts are kept, and how many crossings may lie between two of the same string; a power of two.
pub(crate) const PLACES: usize = 64;

/// The longest string whose text is kept, in bytes.
const LONGEST: usize = 4096;

/// In a note: the rest is a place and not a time.
const IS_PLACE: u32 = 1 << 30;

/// The strings whose texts an environment keeps.
pub(crate) struct Repeated {
    owners: [Cell<*const LuaString>; PLACES],
    /// The place that is given away next.
    next: Cell<u32>,
    /// How many strings have crossed whose texts were not kept.
    time: Cell<u32>,
}

impl Default for Repeated {
    fn default() -> Repeated {
        let owners = [const { Cell::new(null()) }; PLACES];
        Repeated { owners, next: Cell::new(0), time: Cell::new(0) }
    }
}

impl Repeated {
    /// Where the text of a string is kept.
    #[inline]
    fn place_of(&self, string: Gc<LuaString>) -> Option<u32> {
        let place = string.note() ^ IS_PLACE;
        let owner = self.owners.get(place as usize)?;
        std::ptr::eq(owner.get(), string.as_ptr()).then_some(place)
    }

    /// Notes that a string crosses whose text is not kept. Whether it has crossed a short time ago.
    fn crosses_again(&self, string: Gc<LuaString>) -> bool {
        let now = (self.time.get() + 1) % IS_PLACE;
        self.time.set(now);
        let before = string.note();
        string.set_note(now);
        before != 0 && before < IS_PLACE && now.wrapping_sub(before) <= PLACES as u32
    }

    /// Keeps the text of a string in the place of the one that has been there longest.
    #[cold]
    fn keep(&self, env: Env, texts: Js, string: Gc<LuaString>, text: Js) {
        let place = self.next.get();
        self.next.set((place + 1) % PLACES as u32);
        let owner = &self.owners[place as usize];
        // Until the text is there, the place is nobody's.
        owner.set(null());
        if env.set_element(texts, place, text).is_ok() {
            owner.set(string.as_ptr());
            string.set_note(place | IS_PLACE);
        }
    }
}

/// A long string.
pub(super) fn long_to_js(context: &LuaContext, string: Gc<LuaString>) -> Result<Js> {
    let (env, bytes) = (context.env, string.as_bytes());
    if bytes.len() > LONGEST {
        return bytes_to_js(env, bytes);
    }
    let environment = &context.environment;
    let (repeated, texts) = (&environment.repeated, || environment.kept_texts(env));
    if let Some(place) = repeated.place_of(string)
        && let Some(texts) = texts()
    {
        return env.element(texts, place);
    }
    let text = bytes_to_js(env, bytes)?;
    if repeated.crosses_again(string)
        && let Some(texts) = texts()
    {
        repeated.keep(env, texts, string, text);
    }
    Ok(text)
}
