//! Chunks: source text or precompiled code on its way to being a function.

use std::path::Path;
use std::sync::Arc;

use super::error::Error;
use super::handle::{Function, Table};
use super::lua::Context;
use super::multiple::{FromLuaMulti, IntoLuaMulti};
use super::program::{self, Program};
use crate::interpreter::State;
use crate::object::Draft;
use crate::stdlib::load::{LoadPolicy, skip_first_line};
use crate::value::Value as RawValue;

/// A chunk that is not loaded yet.
pub struct Chunk<'c> {
    context: &'c mut Context,
    source: Vec<u8>,
    name: Option<Vec<u8>>,
    environment: Option<Table>,
}

impl Context {
    /// A chunk of source text or precompiled code.
    pub fn load(&mut self, source: impl AsRef<[u8]>) -> Chunk<'_> {
        Chunk { context: self, source: source.as_ref().to_vec(), name: None, environment: None }
    }

    /// A chunk in a file. A first line that starts with `#` is skipped.
    ///
    /// # Errors
    /// [`Error::File`] where the file cannot be read.
    pub fn load_file(&mut self, path: impl AsRef<Path>) -> Result<Chunk<'_>, Error> {
        let path = path.as_ref();
        let shown = path.display().to_string();
        let text = std::fs::read(path)
            .map_err(|source| Error::File { path: shown.clone(), source: Arc::new(source) })?;
        let name = Some(format!("@{shown}").into_bytes());
        Ok(Chunk {
            context: self,
            source: skip_first_line(&text).to_vec(),
            name,
            environment: None,
        })
    }

    /// A function that runs a program; its globals are those of the state.
    ///
    /// # Errors
    /// [`Error::Syntax`] where the program was compiled for another dialect; [`Error::Memory`].
    pub fn instantiate(&mut self, program: &Program) -> Result<Function, Error> {
        let function = self.instantiate_raw(program)?;
        Ok(Function(self.keep(function)))
    }

    /// The same as a raw value, which nothing keeps alive.
    ///
    /// # Errors
    /// As for [`Context::instantiate`].
    pub fn instantiate_raw(&mut self, program: &Program) -> Result<RawValue, Error> {
        if program.dialect().data().member != self.state.dialect().member {
            let message = "the program was compiled for another dialect".to_owned();
            return Err(Error::Syntax { message, is_incomplete: false });
        }
        self.closure_of_draft(program.draft(), None)
    }

    fn function_of_draft(
        &mut self,
        draft: &Arc<Draft>,
        environment: Option<&Table>,
    ) -> Result<Function, Error> {
        let function = self.closure_of_draft(draft, environment)?;
        Ok(Function(self.keep(function)))
    }

    fn closure_of_draft(
        &mut self,
        draft: &Arc<Draft>,
        environment: Option<&Table>,
    ) -> Result<RawValue, Error> {
        let environment = match environment {
            Some(table) => table.raw(self)?,
            None => self.state.globals_value(),
        };
        let closure = self.make(|state| state.instantiate(draft))?;
        let function = State::closure_value(closure);
        self.state.set_upvalue_at(function, 1, environment);
        Ok(function)
    }

    /// Compiles a text, paying from the limits of the state.
    fn compile_text(&mut self, source: &[u8], name: &[u8]) -> Result<Arc<Draft>, Error> {
        let dialect = self.state.dialect();
        let mut thrown = None;
        let result =
            program::compile(source, name, dialect, &mut |steps| match self.state.charge(steps) {
                Ok(()) => true,
                Err(throw) => {
                    thrown = Some(throw);
                    false
                }
            });
        match thrown {
            Some(throw) => Err(self.error_of(throw)),
            None => result,
        }
    }
}

impl Chunk<'_> {
    /// Sets the name for messages: `@file`, `=shown as it is`, or the source itself, which is the default.
    #[must_use]
    pub fn name(mut self, name: impl AsRef<[u8]>) -> Self {
        self.name = Some(name.as_ref().to_vec());
        self
    }

    /// Sets the table in which the chunk finds its globals.
    ///
    /// ```
    /// # use perilune::api::{Lua, Options};
    /// let mut lua = Lua::new(Options::all())?;
    /// let environment = lua.create_table()?;
    /// lua.load("answer = 42").environment(&environment).exec()?;
    /// assert_eq!(environment.get::<i64>(&mut lua, "answer")?, 42);
    /// assert_eq!(lua.globals().get::<Option<i64>>(&mut lua, "answer")?, None);
    /// # Ok::<(), perilune::api::Error>(())
    /// ```
    #[must_use]
    pub fn environment(mut self, environment: &Table) -> Self {
        self.environment = Some(environment.clone());
        self
    }

    /// Makes a function of the chunk.
    ///
    /// # Errors
    /// [`Error::Syntax`]; a limit that was reached.
    pub fn compile(self) -> Result<Function, Error> {
        let name = self.name.as_deref().unwrap_or(&self.source);
        self.context.settle();
        if self.context.state.is_at_rest() {
            self.context.enter()?;
        }
        let draft = if program::is_binary(&self.source) {
            if LoadPolicy::of(&self.context.state).refuses_bytecode {
                let message = "attempt to load a binary chunk (mode is 't')".to_owned();
                return Err(Error::Syntax { message, is_incomplete: false });
            }
            program::undump(&self.source, name, self.context.state.dialect())?
        } else {
            self.context.compile_text(&self.source, name)?
        };
        self.context.function_of_draft(&draft, self.environment.as_ref())
    }

    /// Runs the chunk.
    ///
    /// # Errors
    /// As for [`Chunk::call`].
    pub fn exec(self) -> Result<(), Error> {
        self.call(())
    }

    /// Runs the chunk with arguments.
    ///
    /// # Errors
    /// [`Error::Syntax`], what the chunk raises, the limit that ended it, or a conversion that failed.
    pub fn call<R: FromLuaMulti>(self, arguments: impl IntoLuaMulti) -> Result<R, Error> {
        let Chunk { context, source, name, environment } = self;
        let function = Chunk { context: &mut *context, source, name, environment }.compile()?;
        function.call(context, arguments)
    }

    /// Evaluates the chunk as an expression, or runs it if it is not one.
    ///
    /// # Errors
    /// As for [`Chunk::call`].
    pub fn eval<R: FromLuaMulti>(self) -> Result<R, Error> {
        let Chunk { context, source, name, environment } = self;
        let name = name.unwrap_or_else(|| source.clone());
        if !program::is_binary(&source) {
            let expression = Chunk {
                context: &mut *context,
                source: [b"return ", source.as_slice()].concat(),
                name: Some(name.clone()),
                environment: environment.clone(),
            };
            match expression.compile() {
                Ok(function) => return function.call(context, ()),
                Err(Error::Syntax { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        Chunk { context, source, name: Some(name), environment }.call(())
    }
}
