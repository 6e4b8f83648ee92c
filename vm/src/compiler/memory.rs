//! Memory that a thread's compilations use one after the other.
//!
//! A short source is compiled in less time than it takes to get and give back the dozens of lists that this needs, and
//! to let them grow. What a long source made of them is freed at once.

use std::cell::Cell;
use std::collections::HashSet;
use std::sync::Arc;

use super::{Compiler, condition, function, label, near, place, registers, scope};
use crate::dialect::Dialect;
use crate::syntax;
use crate::syntax::tree::{ExpressionId, FunctionId, Tree};

/// Sources up to this length leave their memory to the next one. It is at most a few times as large.
const LONGEST_KEPT: usize = 1 << 14;

thread_local! {
    static KEPT: Cell<Option<Box<Memory>>> = const { Cell::new(None) };
}

/// The lists of a parser and a compiler, all of them empty.
#[derive(Default)]
pub(super) struct Memory {
    pub(super) syntax: syntax::Memory,
    pub(super) lists: Lists,
}

impl Memory {
    /// What the compilation before left, or nothing.
    pub(super) fn take() -> Box<Memory> {
        KEPT.take().unwrap_or_default()
    }

    /// Leaves the memory to the next compilation on this thread, if it was used for a short source.
    pub(super) fn keep(self: Box<Memory>, source_len: usize) {
        if source_len <= LONGEST_KEPT {
            KEPT.set(Some(self));
        }
    }
}

/// The lists of a compiler: its fields of the same names.
#[derive(Default)]
pub(super) struct Lists {
    texts: Vec<Option<Arc<[u8]>>>,
    enclosing: Vec<function::FunctionState>,
    spare: Vec<function::FunctionState>,
    variables: Vec<scope::Variable>,
    bindings: Vec<u32>,
    blocks: Vec<scope::Block>,
    labels: Vec<label::Label>,
    label_bindings: Vec<u32>,
    gotos: Vec<label::Goto>,
    all_globals: Vec<usize>,
    spine: Vec<ExpressionId>,
    logical: Vec<condition::Pending>,
    targets: Vec<place::Place>,
    operands: Vec<registers::Operand>,
    long_functions: HashSet<FunctionId>,
}

impl<'t> Compiler<'t> {
    /// A compiler of a tree that uses these lists.
    pub(super) fn new(
        tree: &'t Tree,
        chunk_name: &[u8],
        dialect: &'static Dialect,
        mut lists: Lists,
    ) -> Compiler<'t> {
        lists.texts.resize(tree.name_count(), None);
        lists.bindings.resize(tree.name_count(), 0);
        lists.label_bindings.resize(tree.name_count(), 0);
        Compiler {
            tree,
            dialect,
            source: Arc::from(chunk_name),
            texts: lists.texts,
            function: function::FunctionState::default(),
            enclosing: lists.enclosing,
            spare: lists.spare,
            variables: lists.variables,
            bindings: lists.bindings,
            blocks: lists.blocks,
            labels: lists.labels,
            label_bindings: lists.label_bindings,
            gotos: lists.gotos,
            all_globals: lists.all_globals,
            declared_globals: 0,
            spine: lists.spine,
            logical: lists.logical,
            targets: lists.targets,
            operands: lists.operands,
            long_functions: lists.long_functions,
            near: near::Near::End(near::BlockEnd::Text),
            current_line: 0,
            failure: None,
        }
    }

    /// The lists for the next compiler. What they referred to is let go.
    pub(super) fn into_lists(self) -> Lists {
        let mut lists = Lists {
            texts: self.texts,
            enclosing: self.enclosing,
            spare: self.spare,
            variables: self.variables,
            bindings: self.bindings,
            blocks: self.blocks,
            labels: self.labels,
            label_bindings: self.label_bindings,
            gotos: self.gotos,
            all_globals: self.all_globals,
            spine: self.spine,
            logical: self.logical,
            targets: self.targets,
            operands: self.operands,
            long_functions: self.long_functions,
        };
        lists.clear();
        lists
    }
}

impl Lists {
    fn clear(&mut self) {
        self.texts.clear();
        self.enclosing.clear();
        self.spare.iter_mut().for_each(|state| state.children.clear());
        self.variables.clear();
        self.bindings.clear();
        self.blocks.clear();
        self.labels.clear();
        self.label_bindings.clear();
        self.gotos.clear();
        self.all_globals.clear();
        self.spine.clear();
        self.logical.clear();
        self.targets.clear();
        self.operands.clear();
        self.long_functions.clear();
    }
}
