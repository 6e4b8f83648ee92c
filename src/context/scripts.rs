//! Programs that were run lately, so that a script which is run again is not compiled again.

use std::collections::HashMap;

use perilune::api::Program;
use perilune::api::native::Handle;

/// The longest script that is kept, in bytes. Compiling a longer one is paid from the limits of the state.
pub(super) const MAX_KEPT_SCRIPT: usize = 16 * 1024;

/// How many bytes of scripts are kept. Beyond that all are forgotten: those that still are in use come back.
const MAX_KEPT_BYTES: usize = 128 * 1024;

/// What is known of a script.
#[derive(Clone)]
pub(super) enum Known {
    /// Its code.
    Program(Program),
    /// A function of it in the state, which others can be made from.
    Function(Handle),
}

/// A program, the name it was compiled under, and a function of it once it has been run again.
struct Kept {
    name: Box<[u8]>,
    program: Program,
    function: Option<Handle>,
}

/// Programs by their source. A script under another name is another program.
#[derive(Default)]
pub(super) struct Scripts {
    programs: HashMap<Box<[u8]>, Kept>,
    bytes: usize,
}

impl Scripts {
    /// What is known of a script that was run under this name.
    pub(super) fn find(&self, script: &[u8], name: &[u8]) -> Option<Known> {
        let kept = self.programs.get(script).filter(|kept| *kept.name == *name)?;
        Some(match kept.function {
            Some(function) => Known::Function(function),
            None => Known::Program(kept.program.clone()),
        })
    }

    /// Keeps a program. Gives the functions that nobody needs any more.
    #[must_use]
    pub(super) fn add(&mut self, script: &[u8], name: &[u8], program: &Program) -> Vec<Handle> {
        let bytes = script.len() + name.len();
        let mut functions = Vec::new();
        if self.bytes + bytes > MAX_KEPT_BYTES {
            functions = self.programs.drain().filter_map(|(_, kept)| kept.function).collect();
            self.bytes = 0;
        }
        self.bytes += bytes;
        let kept = Kept { name: name.into(), program: program.clone(), function: None };
        let before = self.programs.insert(script.into(), kept);
        functions.extend(before.and_then(|kept| kept.function));
        functions
    }

    /// Keeps a function of a script that is known as a program.
    pub(super) fn set_function(&mut self, script: &[u8], function: Handle) {
        if let Some(kept) = self.programs.get_mut(script) {
            kept.function = Some(function);
        }
    }

    /// Forgets the functions, whose state is gone.
    pub(super) fn forget_functions(&mut self) {
        for kept in self.programs.values_mut() {
            kept.function = None;
        }
    }
}
