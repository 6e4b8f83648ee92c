//! Exceptions of JavaScript inside Lua: tables that can be read there and come out as what they were.

use std::rc::Rc;

use perilune::api::Value;
use perilune::api::native::{
    Gc, Handle, LuaString, NativeFunction, Outcome, RawValue, Role, State, Table, tag,
};

use crate::context::LuaContext;
use crate::convert;
use crate::error::{Failure, Result};
use crate::sys::{Env, Js, Reference, ValueType};

/// The field of the table that says which exception it is.
const ID: &str = "__jsErrorId";

/// The properties of an exception that Lua can read, by their names in both languages.
const FIELDS: [(&str, &std::ffi::CStr); 3] =
    [("message", c"message"), ("name", c"name"), ("stack", c"stack")];

/// Exceptions on their way through Lua. They are kept until the next outermost operation.
#[derive(Default)]
pub(crate) struct Staged {
    exceptions: Vec<(i64, Reference)>,
    last_id: i64,
    /// The metatable of the tables that stand for exceptions.
    metatable: Option<Handle>,
}

impl Staged {
    /// Whether there is nothing to be forgotten.
    pub(crate) fn is_empty(&self) -> bool {
        self.exceptions.is_empty()
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.exceptions.len()
    }

    /// Lets all of them go, and the metatable, whose state is about to go.
    pub(crate) fn forget(&mut self, env: Env) {
        self.clear(env);
        self.metatable = None;
    }

    /// Lets all of them go.
    pub(crate) fn clear(&mut self, env: Env) {
        for (_, reference) in self.exceptions.drain(..) {
            env.release(reference);
        }
    }
}

/// What `tostring` says of such a table.
static TEXT: NativeFunction =
    NativeFunction { name: "tostring", entry: text, role: Role::Ordinary };

fn text(state: &mut State, _step: u32) -> Outcome {
    let table = state.slot(0);
    let mut parts = Vec::new();
    if table.is_table() {
        let table: Gc<Table> = table.pointer();
        for field in ["name", "message"] {
            let part = state.get_field(table, field)?;
            if part.is_string() {
                parts.push(part.pointer::<LuaString>().as_bytes().to_vec());
            }
        }
    }
    state.answer_bytes(&parts.join(&b": "[..]))
}

/// The text of a thrown value: an exception's message, else what `String` makes of it.
pub(crate) fn describe(env: Env, thrown: Js) -> String {
    let is_object = env.is_type(thrown, ValueType::napi_object);
    let message = if is_object { env.field(thrown, c"message").ok() } else { None };
    let text = message.filter(|message| env.is_type(*message, ValueType::napi_string));
    let text = text.map_or_else(|| env.text_of(thrown), Ok);
    match text.and_then(|text| convert::text_of(env, text)) {
        Ok(text) => text,
        Err(_) => {
            // A symbol, or an object that refuses. The exception this has caused is of no interest.
            let _ = env.take_exception();
            "value that could not be converted to a string".to_owned()
        }
    }
}

impl LuaContext {
    /// A table that stands for a thrown object or function; nothing for any other value.
    pub(crate) fn stage(self: &Rc<Self>, exception: Js) -> Result<Option<RawValue>> {
        let kind = self.env.type_of(exception)?;
        if kind != ValueType::napi_object && kind != ValueType::napi_function {
            return Ok(None);
        }
        let table =
            self.vm().state().new_table(0, 4).map_err(|throw| self.failure_of_throw(throw))?;
        let value = RawValue::object(tag::TABLE, table);
        // Reading `stack` may run a program's own code.
        self.pin(value);
        for (field, name) in FIELDS {
            let read = self
                .env
                .field(exception, name)
                .and_then(|property| convert::to_lua(self, property));
            match read {
                Ok(property) => self.set_staged_field(table, field, property)?,
                Err(Failure::Pending) => drop(self.env.take_exception()),
                Err(_) => {}
            }
        }
        let reference = self.env.keep(exception)?;
        let id = {
            let mut staged = self.staged.borrow_mut();
            staged.last_id += 1;
            let id = staged.last_id;
            staged.exceptions.push((id, reference));
            self.note_staged();
            id
        };
        self.set_staged_field(table, ID, RawValue::integer(id))?;
        let metatable = self.exception_metatable()?;
        let set = self.vm().state().set_metatable_of(value, Some(metatable));
        set.map_err(|throw| self.failure_of_throw(throw))?;
        Ok(Some(value))
    }

    fn set_staged_field(&self, table: Gc<Table>, field: &str, value: RawValue) -> Result<()> {
        let set = self.vm().state().set_field(table, field, value);
        set.map_err(|throw| self.failure_of_throw(throw))
    }

    /// The metatable of the tables that stand for exceptions.
    fn exception_metatable(&self) -> Result<Gc<Table>> {
        if let Some(handle) = self.staged.borrow().metatable {
            return Ok(self.vm().state().handles().get(handle).pointer());
        }
        let state = self.vm().state();
        let made = state.new_table(0, 1).and_then(|table| {
            state.set_field(table, "__tostring", TEXT.value())?;
            Ok(table)
        });
        let table = made.map_err(|throw| self.failure_of_throw(throw))?;
        let handle = self.vm().state().handles().keep(RawValue::object(tag::TABLE, table));
        self.staged.borrow_mut().metatable = Some(handle);
        Ok(table)
    }

    /// The exception that a Lua error stands for, if it still is known. Whoever asks gets the reference for good.
    pub(crate) fn staged_exception(&self, error: &Value) -> Option<Reference> {
        let Value::Table(table) = error else { return None };
        if !self.has_staged() {
            return None;
        }
        let table: Gc<Table> = table.raw(self.vm()).ok()?.pointer();
        let metatable = self.exception_metatable().ok()?;
        if table.metatable() != Some(metatable) {
            return None;
        }
        let id = self.vm().state().get_field(table, ID).ok()?.as_integer()?;
        let mut staged = self.staged.borrow_mut();
        let at = staged.exceptions.iter().position(|(known, _)| *known == id)?;
        Some(staged.exceptions.swap_remove(at).1)
    }
}
