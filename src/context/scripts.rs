//! Programs that were run lately, so that a script which is run again is not compiled again.

use std::collections::HashMap;

use perilune::api::Program;

/// The longest script that is kept, in bytes. Compiling a longer one is paid from the limits of the state.
pub(super) const MAX_KEPT_SCRIPT: usize = 16 * 1024;

/// How many bytes of scripts are kept. Beyond that all are forgotten: those that still are in use come back.
const MAX_KEPT_BYTES: usize = 128 * 1024;

/// A program, and the name it was compiled under.
struct Kept {
    name: Box<[u8]>,
    program: Program,
}

/// Programs by their source. A script under another name is another program.
#[derive(Default)]
pub(super) struct Scripts {
    programs: HashMap<Box<[u8]>, Kept>,
    bytes: usize,
}

impl Scripts {
    /// The program of a script that was run under this name.
    pub(super) fn find(&self, script: &[u8], name: &[u8]) -> Option<Program> {
        let kept = self.programs.get(script)?;
        (*kept.name == *name).then(|| kept.program.clone())
    }

    /// Keeps a program.
    pub(super) fn add(&mut self, script: &[u8], name: &[u8], program: &Program) {
        let bytes = script.len() + name.len();
        if self.bytes + bytes > MAX_KEPT_BYTES {
            self.programs.clear();
            self.bytes = 0;
        }
        self.bytes += bytes;
        self.programs.insert(script.into(), Kept { name: name.into(), program: program.clone() });
    }
}
