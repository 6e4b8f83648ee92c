//! Where `require` finds modules: `add_search_path`, `register_module`, `add_searcher`.

use std::cell::RefCell;
use std::rc::Rc;

use perilune::api::native::{
    Action, LuaString, NativeFunction, Outcome, RawValue, Role, State, Table,
};

use crate::context::LuaContext;
use crate::convert;
use crate::error::{Failure, Result};
use crate::fence::Arguments;
use crate::purpose::Use;
use crate::redirect::load_text;
use crate::sys::{Env, Js, Reference, ValueType};

/// What is set up again in a new state.
#[derive(Default)]
pub(crate) struct Modules {
    paths: RefCell<Vec<String>>,
    searchers: RefCell<Vec<Reference>>,
}

impl Modules {
    /// Lets the functions go.
    pub(crate) fn clear(&self, env: Env) {
        for searcher in self.searchers.take() {
            env.release(searcher);
        }
    }

    /// How many searchers were added.
    pub(crate) fn searcher_count(&self) -> usize {
        self.searchers.borrow().len()
    }
}

/// `add_search_path(path)`
pub(crate) fn add_search_path(context: &Rc<LuaContext>, arguments: &Arguments) -> Result<Js> {
    let env = context.env;
    let path = arguments.get(0).filter(|path| env.is_type(*path, ValueType::napi_string));
    let path = path.ok_or_else(|| Failure::argument("Expected string argument"))?;
    let _entry = context.enter()?;
    if !context.settings.allows_files {
        return Err(Failure::Plain(
            "add_search_path() is unavailable: this Lua context was created with filesystem access denied; \
             use register_module() or add_searcher()"
                .into(),
        ));
    }
    let path = convert::text_of(env, path)?;
    if !path.contains('?') {
        let message =
            "add_search_path() requires a path with a '?' where the name of the module goes";
        return Err(Failure::argument(message));
    }
    context.extend_path(&path)?;
    context.modules.paths.borrow_mut().push(path);
    env.undefined()
}

/// `register_module(name, module)`
pub(crate) fn register_module(context: &Rc<LuaContext>, arguments: &Arguments) -> Result<Js> {
    let env = context.env;
    let name = arguments.get(0).filter(|name| env.is_type(*name, ValueType::napi_string));
    let module = arguments.get(1).filter(|it| env.is_type(*it, ValueType::napi_object));
    let (Some(name), Some(module)) = (name, module) else {
        return Err(Failure::argument("Expected (string, object)"));
    };
    let _entry = context.enter()?;
    let package = context.package("register_module")?;
    let loaded = context.field(package, b"loaded")?;
    if !loaded.is_table() {
        return Err(Failure::Plain("'package.loaded' is not a table".into()));
    }
    context.pin(loaded);
    let module = convert::object_to_table(context, module)?;
    let key = convert::string_to_lua(context, name)?;
    context.assign(loaded, key, module)?;
    env.undefined()
}

/// `add_searcher(function)`
pub(crate) fn add_searcher(context: &Rc<LuaContext>, arguments: &Arguments) -> Result<Js> {
    let env = context.env;
    let searcher = arguments.get(0).filter(|it| env.is_type(*it, ValueType::napi_function));
    let searcher =
        searcher.ok_or_else(|| Failure::argument("add_searcher() requires a function"))?;
    let _entry = context.enter()?;
    context.append_searcher(searcher)?;
    context.modules.searchers.borrow_mut().push(env.keep(searcher)?);
    env.undefined()
}

impl LuaContext {
    /// The package table, which is pinned.
    fn package(&self, method: &str) -> Result<RawValue> {
        let globals = self.vm().state().globals_value();
        let package = self.field(globals, b"package")?;
        if !package.is_table() {
            let message = format!("{method}(): the 'package' library is not loaded");
            return Err(Failure::Plain(message.into()));
        }
        self.pin(package);
        Ok(package)
    }

    /// Appends to `package.path`.
    fn extend_path(&self, path: &str) -> Result<()> {
        let package = self.package("add_search_path")?;
        let before = self.field(package, b"path")?;
        let mut whole = match before.is_string() {
            true => before.pointer::<LuaString>().as_bytes().to_vec(),
            false => Vec::new(),
        };
        if !whole.is_empty() {
            whole.push(b';');
        }
        whole.extend_from_slice(path.as_bytes());
        let whole = self.string(&whole)?;
        self.pin(whole);
        self.assign_field(package, b"path", whole)
    }

    /// Appends to the searchers of the package library.
    fn append_searcher(&self, searcher: Js) -> Result<()> {
        let package = self.package("add_searcher")?;
        let mut searchers = self.field(package, b"searchers")?;
        if !searchers.is_table() {
            searchers = self.field(package, b"loaders")?;
        }
        if !searchers.is_table() {
            let message = "add_searcher(): 'package.searchers' is not a table";
            return Err(Failure::Plain(message.into()));
        }
        self.pin(searchers);
        let function = self.import_function_for(searcher, "searcher", Use::Searcher)?;
        let closure = self.vm().state().new_native_closure(&SEARCH, &[function]);
        let closure = closure.map_err(|throw| self.failure_of_throw(throw))?;
        let next = searchers.pointer::<Table>().length(self.vm().state().heap()) + 1;
        self.assign(searchers, RawValue::integer(next), closure)
    }

    /// Sets everything up in a new state.
    pub(crate) fn set_up_modules(&self) -> Result<()> {
        let Some(modules) = self.modules.get() else { return Ok(()) };
        for path in modules.paths.borrow().iter() {
            self.extend_path(path)?;
        }
        let searchers = modules.searchers.borrow().clone();
        for reference in searchers {
            if let Some(searcher) = self.env.value_of(reference)? {
                self.append_searcher(searcher)?;
            }
        }
        Ok(())
    }
}

/// A searcher whose value 0 is a function of JavaScript, which gives the source of a module.
static SEARCH: NativeFunction =
    NativeFunction { name: "searcher", entry: search, role: Role::Ordinary };

fn search(state: &mut State, step: u32) -> Outcome {
    let name = String::from_utf8_lossy(state.check_bytes(0)?).into_owned();
    if step == 0 {
        let (searcher, name) = (state.own_value(0), state.slot(0));
        state.push_callee(searcher)?;
        state.push(name)?;
        return Ok(Action::Call { args: 1, step: 1, yieldable: true });
    }
    let source = state.result(0);
    if source.is_nil() {
        return state.answer(RawValue::NIL);
    }
    if !source.is_string() {
        let message =
            format!("JS searcher for module '{name}' must return a Lua source string or nil");
        return Err(state.error(message));
    }
    let source = source.pointer::<LuaString>().as_bytes().to_vec();
    let loaded = load_text(state, &source, &format!("={name}"))?;
    state.drop_results();
    match loaded {
        Ok(function) => {
            let name = state.slot(0);
            state.answer_all(&[function, name])
        }
        Err(message) => {
            Err(state.error_plain(format!("error loading JS module '{name}':\n\t{message}")))
        }
    }
}
