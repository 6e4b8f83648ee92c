//! Programs: compiled code that no state owns, to be shared by many, also across threads.

use std::sync::Arc;

use super::error::Error;
use super::options::Dialect;
use crate::bytecode::{binary, disassemble};
use crate::compiler::compile_source;
use crate::object::Draft;

pub(super) use crate::bytecode::binary::is_binary;

/// Compiled code that no state owns. A clone shares the code.
///
/// ```
/// use perilune::api::{Dialect, Lua, Options, Program};
///
/// let program = Program::compile("return 6 * 7", "=answer", Dialect::Lua55)?;
/// for _ in 0..2 {
///     let mut lua = Lua::new(Options::all())?;
///     let function = lua.instantiate(&program)?;
///     assert_eq!(function.call::<i64>(&mut lua, ())?, 42);
/// }
/// # Ok::<(), perilune::api::Error>(())
/// ```
#[derive(Clone)]
pub struct Program {
    draft: Arc<Draft>,
    dialect: Dialect,
}

impl Program {
    /// Compiles a source text. The name is for messages: `@file`, `=shown as it is`, or the source itself.
    ///
    /// # Errors
    /// [`Error::Syntax`].
    pub fn compile(
        source: impl AsRef<[u8]>,
        name: impl AsRef<[u8]>,
        dialect: Dialect,
    ) -> Result<Program, Error> {
        let draft = compile(source.as_ref(), name.as_ref(), dialect.data(), &mut |_| true)?;
        Ok(Program { draft, dialect })
    }

    /// Reads precompiled code. Damaged code is refused, whatever is wrong with it.
    ///
    /// # Errors
    /// [`Error::Syntax`].
    pub fn from_bytecode(
        bytes: impl AsRef<[u8]>,
        name: impl AsRef<[u8]>,
        dialect: Dialect,
    ) -> Result<Program, Error> {
        Ok(Program { draft: undump(bytes.as_ref(), name.as_ref(), dialect.data())?, dialect })
    }

    /// The code as bytes, with or without what only messages and debuggers need.
    pub fn to_bytecode(&self, strip: bool) -> Vec<u8> {
        binary::dump(&self.draft, self.dialect.data(), strip)
    }

    /// The instructions as text, for people.
    pub fn listing(&self) -> String {
        disassemble::listing(&self.draft)
    }

    /// The dialect it was compiled for.
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    pub(super) fn draft(&self) -> &Arc<Draft> {
        &self.draft
    }
}

impl std::fmt::Debug for Program {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Program").field("dialect", &self.dialect).finish_non_exhaustive()
    }
}

/// Compiles a text; `charge` is told about the work and may refuse to go on.
pub(super) fn compile(
    source: &[u8],
    name: &[u8],
    dialect: &'static crate::dialect::Dialect,
    charge: &mut dyn FnMut(u64) -> bool,
) -> Result<Arc<Draft>, Error> {
    compile_source(source, name, dialect, charge).map_err(|error| Error::Syntax {
        is_incomplete: error.message.ends_with(b"<eof>") || error.message.ends_with(b"'<eof>'"),
        message: String::from_utf8_lossy(&error.message).into_owned(),
    })
}

/// Reads precompiled code.
pub(super) fn undump(
    bytes: &[u8],
    name: &[u8],
    dialect: &crate::dialect::Dialect,
) -> Result<Arc<Draft>, Error> {
    let draft = binary::undump(bytes, name, dialect);
    draft.map_err(|message| Error::Syntax { message, is_incomplete: false })
}
