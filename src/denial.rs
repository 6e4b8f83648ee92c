//! `filesystem: 'deny'`: functions that would use files say that they are denied.

use perilune::api::native::{NativeFunction, Outcome, RawValue, Role, State, Table};

use crate::context::LuaContext;
use crate::error::Result;

/// What a denied function does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Refusal {
    /// It raises an error.
    Raise,
    /// It answers nil and a message.
    Answer,
}

/// Every function that uses files: the table it is in, its name, and how it refuses.
const DOORS: [(&str, &str, Refusal); 13] = [
    ("_G", "dofile", Refusal::Raise),
    ("_G", "loadfile", Refusal::Answer),
    ("package", "loadlib", Refusal::Answer),
    ("package", "searchpath", Refusal::Answer),
    ("io", "lines", Refusal::Raise),
    ("io", "input", Refusal::Raise),
    ("io", "output", Refusal::Raise),
    ("io", "open", Refusal::Answer),
    ("io", "tmpfile", Refusal::Answer),
    ("os", "tmpname", Refusal::Raise),
    ("os", "remove", Refusal::Answer),
    ("os", "rename", Refusal::Answer),
    ("package", "searchers", Refusal::Answer),
];

/// The searchers that use files.
const SEARCHERS: std::ops::RangeInclusive<i64> = 2..=4;

static RAISE: NativeFunction = NativeFunction { name: "?", entry: raise, role: Role::Ordinary };
static ANSWER: NativeFunction = NativeFunction { name: "?", entry: answer, role: Role::Ordinary };
static DECLINE: NativeFunction = NativeFunction { name: "?", entry: decline, role: Role::Ordinary };

fn raise(state: &mut State, _step: u32) -> Outcome {
    let message = message_of(state);
    Err(state.error(message))
}

fn answer(state: &mut State, _step: u32) -> Outcome {
    let message = state.own_value(0);
    state.answer_all(&[RawValue::NIL, message])
}

fn decline(state: &mut State, _step: u32) -> Outcome {
    let message = state.own_value(0);
    state.answer(message)
}

fn message_of(state: &State) -> Vec<u8> {
    let message = state.own_value(0);
    message.pointer::<perilune::api::native::LuaString>().as_bytes().to_vec()
}

impl LuaContext {
    /// Closes every door to the file system.
    pub(crate) fn deny_files(&self) -> Result<()> {
        let globals = self.vm().state().globals_value();
        for (library, name, refusal) in DOORS {
            let table = match library {
                "_G" => globals,
                name => self.field(globals, name.as_bytes())?,
            };
            if !table.is_table() || self.field(table, name.as_bytes())?.is_nil() {
                continue;
            }
            if name == "searchers" {
                self.deny_searchers(self.field(table, b"searchers")?)?;
                continue;
            }
            let function = if refusal == Refusal::Raise { &RAISE } else { &ANSWER };
            let shown = if library == "_G" { name } else { &format!("{library}.{name}") };
            let denied = self.denied(shown, function)?;
            self.set_raw(table, name, denied)?;
        }
        Ok(())
    }

    /// A function that says that this one is denied.
    fn denied(&self, name: &str, function: &'static NativeFunction) -> Result<RawValue> {
        let message = self.string(
            format!(
                "{name} is unavailable: this Lua context was created with filesystem access denied"
            )
            .as_bytes(),
        )?;
        let made = self.vm().state().new_native_closure(function, &[message]);
        made.map_err(|throw| self.failure_of_throw(throw))
    }

    fn deny_searchers(&self, searchers: RawValue) -> Result<()> {
        for index in SEARCHERS {
            if searchers.pointer::<Table>().get_integer(index).is_nil() {
                continue;
            }
            let denied = self.denied("searching files", &DECLINE)?;
            let state = self.vm().state();
            let set = state.raw_set(searchers.pointer(), RawValue::integer(index), denied);
            set.map_err(|throw| self.failure_of_throw(throw))?;
        }
        Ok(())
    }
}
