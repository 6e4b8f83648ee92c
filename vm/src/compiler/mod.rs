//! Tree to draft; never runs code.
//!
//! One walk over the tree emits the code. Every expression is told where its value is wanted and
//! answers where it is, so that variables are used in place and values are made where they belong.
//! What can be wrong with a program at this stage is noted and compilation goes on to the next
//! statement; the first failure is the one reported.

mod assigned;
mod assignment;
mod call;
mod compare;
mod condition;
mod emitter;
mod expression;
mod fold;
mod function;
mod globals;
mod label;
mod literal;
mod loops;
mod memory;
mod near;
mod operator;
mod place;
mod registers;
mod scope;
mod statement;
mod table_constructor;
mod vararg_table;

use std::collections::HashSet;
use std::sync::Arc;

use self::memory::{Lists, Memory};
use crate::bytecode::verify::{Limits, verify};
use crate::dialect::Dialect;
use crate::object::Draft;
use crate::syntax::tree::{ExpressionId, FunctionId, NameId, Tree};
use crate::syntax::{self, SyntaxError};

/// Parses and compiles a source text. `chunk_name` is as given to `load`, with its mark if it has one. `charge` is told
/// about the work done, from time to time; when it returns false, the text is given up.
///
/// The draft is a function with extra arguments whose upvalue 0 is the environment. Where each
/// function has an environment of its own, upvalue 0 of every function is that environment.
pub fn compile_source(
    source: &[u8],
    chunk_name: &[u8],
    dialect: &'static Dialect,
    charge: &mut dyn FnMut(u64) -> bool,
) -> Result<Arc<Draft>, SyntaxError> {
    let mut memory = Memory::take();
    let tree = syntax::parse(source, chunk_name, dialect, charge, &mut memory.syntax);
    let compiled = match tree.fault() {
        Some(fault) if fault.stopped => Err(fault.clone()),
        _ => compile(&tree, chunk_name, dialect, &mut memory.lists),
    };
    memory.syntax.take_back(tree);
    memory.keep(source.len());
    compiled
}

/// Compiles a whole chunk.
fn compile(
    tree: &Tree,
    chunk_name: &[u8],
    dialect: &'static Dialect,
    lists: &mut Lists,
) -> Result<Arc<Draft>, SyntaxError> {
    let mut compiler = Compiler::new(tree, chunk_name, dialect, std::mem::take(lists));
    compiler.declare_environment();
    let draft = compiler.function_body(tree.main());
    // What was refused is met on the way, unless something is wrong before it.
    compiler.fail_cut_off();
    let failure = compiler.failure.take();
    *lists = compiler.into_lists();
    if let Some(failure) = failure {
        return Err(*failure);
    }
    debug_assert_eq!(verify(&draft, Limits::default()), Ok(()), "the compiler's own code is valid");
    Ok(draft)
}

/// The compilation of one chunk.
struct Compiler<'t> {
    tree: &'t Tree,
    dialect: &'static Dialect,
    /// The chunk's name, shared by all its functions.
    source: Arc<[u8]>,
    /// The bytes of names that drafts mention, made when first asked for.
    texts: Vec<Option<Arc<[u8]>>>,
    /// The function whose code is being made.
    function: function::FunctionState,
    /// The functions around it, the chunk's at index 1; index 0 is no function.
    enclosing: Vec<function::FunctionState>,
    /// States of finished functions, for their memory.
    spare: Vec<function::FunctionState>,
    /// The active variables of all these functions.
    variables: Vec<scope::Variable>,
    /// The innermost variable of each name: its index plus one, or zero.
    bindings: Vec<u32>,
    /// The open blocks of all these functions.
    blocks: Vec<scope::Block>,
    /// The visible labels.
    labels: Vec<label::Label>,
    /// The innermost visible label of each name: its index plus one, or zero.
    label_bindings: Vec<u32>,
    /// The jumps to labels that are not resolved.
    gotos: Vec<label::Goto>,
    /// The active declarations of all globals, as indices of variables.
    all_globals: Vec<usize>,
    /// How many declarations of single globals are active.
    declared_globals: usize,
    /// Expressions whose left side is being compiled: a stack shared by all walks down a left side.
    spine: Vec<ExpressionId>,
    /// The same for logical operators.
    logical: Vec<condition::Pending>,
    /// The targets of the assignments being compiled.
    targets: Vec<place::Place>,
    /// Values of multiple assignments that are not stored yet.
    operands: Vec<registers::Operand>,
    /// The functions that need long jumps.
    long_functions: HashSet<FunctionId>,
    /// What follows the declaration that is being compiled.
    near: near::Near,
    /// The last line of the current statement.
    current_line: u32,
    /// The first thing that was wrong.
    failure: Option<Box<SyntaxError>>,
}

impl Compiler<'_> {
    /// Notes what is wrong at a line, unless something was wrong before.
    #[cold]
    fn fail(&mut self, line: u32, message: &str) {
        self.fail_with(line, message.as_bytes());
    }

    /// Notes that the source is refused from here on, if it is.
    #[cold]
    fn fail_cut_off(&mut self) {
        if self.failure.is_none() {
            self.failure = self.tree.fault().cloned().map(Box::new);
        }
    }

    /// Notes what is wrong with a name.
    #[cold]
    fn fail_about(&mut self, line: u32, before: &str, name: NameId, after: &str) {
        let message = [before.as_bytes(), self.tree.text(name), after.as_bytes()].concat();
        self.fail_with(line, &message);
    }

    /// Notes that the function at a level has too many of something.
    #[cold]
    fn fail_limit(&mut self, level: usize, line: u32, what: &str, limit: usize) {
        let message = self.limit_text(level, what, limit);
        self.fail(line, &message);
    }

    /// Notes that the function has too many local variables.
    #[cold]
    fn fail_local_limit(&mut self, line: u32, limit: usize) {
        let message = self.limit_text(self.enclosing.len(), "local variables", limit);
        let (near, line) = self.near_text(self.near, line);
        let near = if self.dialect.messages.limits_follow_function { Vec::new() } else { near };
        self.fail_with(line, &[message.as_bytes(), &near].concat());
    }

    fn limit_text(&mut self, level: usize, what: &str, limit: usize) -> String {
        let place = match self.function_at(level).line_defined {
            0 => "main function".to_owned(),
            defined => format!("function at line {defined}"),
        };
        match self.dialect.messages.limits_follow_function {
            true => format!("{place} has more than {limit} {what}"),
            false => format!("too many {what} (limit is {limit}) in {place}"),
        }
    }

    #[cold]
    fn fail_with(&mut self, line: u32, message: &[u8]) {
        if self.failure.is_none() {
            let shown_name = syntax::chunk_id(&self.source, self.dialect.spaced_chunk_names);
            self.failure = Some(Box::new(SyntaxError::at(&shown_name, line, message)));
        }
    }
}
