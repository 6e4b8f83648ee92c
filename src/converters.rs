//! Functions of a program that have a say in how values are converted.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::context::LuaContext;
use crate::error::{Failure, Result};
use crate::fence::Arguments;
use crate::sys::{Env, Js, Reference, ValueType};

/// A test, and what converts the values that pass it.
#[derive(Clone, Copy)]
struct Converter {
    matches: Reference,
    converts: Reference,
}

/// The converters of one direction.
pub(crate) struct Converters {
    all: RefCell<Option<Rc<Vec<Converter>>>>,
    /// How many of them the conversion in progress has found at its beginning: it goes on with those.
    known: Cell<usize>,
}

impl Default for Converters {
    fn default() -> Converters {
        Converters { all: RefCell::default(), known: Cell::new(usize::MAX) }
    }
}

/// A conversion in progress. The one around it goes on when this is dropped.
pub(crate) struct Conversion<'c> {
    converters: &'c Converters,
    outer: usize,
}

impl Drop for Conversion<'_> {
    fn drop(&mut self) {
        self.converters.known.set(self.outer);
    }
}

impl Converters {
    /// Whether there is none.
    #[inline]
    pub(crate) fn is_empty(&self) -> bool {
        self.all.borrow().is_none()
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.all.borrow().as_ref().map_or(0, |all| all.len())
    }

    /// Begins a conversion, whatever is inside the value.
    pub(crate) fn begin(&self) -> Conversion<'_> {
        Conversion { converters: self, outer: self.known.replace(self.len()) }
    }

    /// What the first one that matches makes of a value; nothing if none does.
    pub(crate) fn apply(&self, env: Env, value: Js) -> Result<Option<Js>> {
        let Some(converters) = self.all.borrow().clone() else { return Ok(None) };
        let undefined = env.undefined()?;
        for converter in converters.iter().take(self.known.get()) {
            let Some(matches) = env.value_of(converter.matches)? else { continue };
            let verdict = env.call(undefined, matches, &[value])?;
            if !env.truth_of(verdict)? {
                continue;
            }
            let Some(converts) = env.value_of(converter.converts)? else { continue };
            return env.call(undefined, converts, &[value]).map(Some);
        }
        Ok(None)
    }

    /// Adds the two functions that a method was given.
    fn add(&self, env: Env, arguments: &Arguments, refusal: &'static str) -> Result<Js> {
        let is_function = |value: &Js| env.is_type(*value, ValueType::napi_function);
        let functions =
            arguments.get(0).filter(is_function).zip(arguments.get(1).filter(is_function));
        let (matches, converts) = functions.ok_or_else(|| Failure::argument(refusal))?;
        let converter = Converter { matches: env.keep(matches)?, converts: env.keep(converts)? };
        Rc::make_mut(self.all.borrow_mut().get_or_insert_default()).push(converter);
        env.undefined()
    }

    /// Lets all of them go.
    pub(crate) fn clear(&self, env: Env) {
        let converters = self.all.take().unwrap_or_default();
        for converter in converters.iter() {
            env.release(converter.matches);
            env.release(converter.converts);
        }
    }
}

/// `register_type_converter(match, convert)`
pub(crate) fn register_type_converter(
    context: &Rc<LuaContext>,
    arguments: &Arguments,
) -> Result<Js> {
    let _entry = context.enter()?;
    let refusal = "register_type_converter() requires two functions: match and convert";
    context.to_lua.add(context.env, arguments, refusal)
}

/// `register_from_lua_converter(match, convert)`
pub(crate) fn register_from_lua_converter(
    context: &Rc<LuaContext>,
    arguments: &Arguments,
) -> Result<Js> {
    let _entry = context.enter()?;
    let refusal = "register_from_lua_converter() requires two functions: match and convert";
    context.from_lua.add(context.env, arguments, refusal)
}
