//! Declarations of global variables.
//!
//! A declaration makes names known to the compiler; it has code only where it gives values.

use super::Compiler;
use super::emitter::Register;
use super::literal::Literal;
use super::scope::VariableKind;
use crate::bytecode::{CheckGlobal, constant_offset};
use crate::syntax::tree::{Attribute, DeclaredName, FunctionId, GlobalValues, NameId, Span};

impl Compiler<'_> {
    /// `global names [= values]`. The names are in scope after the statement; initialising one that
    /// has a value already is an error at run time.
    pub(super) fn global(
        &mut self,
        names: Span<DeclaredName>,
        values: Option<GlobalValues>,
        line: u32,
    ) {
        let tree = self.tree;
        let names = tree.declared_names(names);
        if let Some(values) = values {
            self.initialise_globals(names, values, line);
        }
        for name in names {
            let is_read_only = name.attribute == Attribute::Constant;
            self.declare(name.name, VariableKind::Global { is_read_only }, line);
        }
    }

    /// Places first, then values, then, from right to left, checks and stores.
    fn initialise_globals(&mut self, names: &[DeclaredName], values: GlobalValues, line: u32) {
        let bottom = self.targets.len();
        for name in names {
            let place = self.global_place(name.name, line);
            self.targets.push(place);
        }
        let first = self.function.free;
        self.push_exactly(values.list, names.len() as Register, line);
        for (index, name) in names.iter().enumerate().rev() {
            self.check_global(name.name, values.check_line);
            let place = self.targets[bottom + index];
            self.store_place(place, first + index as Register, line);
        }
        self.targets.truncate(bottom);
    }

    /// `global *`
    pub(super) fn all_globals(&mut self, attribute: Attribute) {
        let is_read_only = attribute == Attribute::Constant;
        let kind = VariableKind::AllGlobals { is_read_only };
        self.declare(NameId::ENVIRONMENT, kind, self.current_line);
    }

    /// `global function name() ... end`; the function is in the scope of its name.
    pub(super) fn global_function(&mut self, name: NameId, function: FunctionId, line: u32) {
        self.declare(name, VariableKind::Global { is_read_only: false }, line);
        let place = self.global_place(name, line);
        let closure_line = self.tree.function(function).end_line;
        let register = self.allocate(1, closure_line);
        self.closure(function, register, closure_line);
        self.check_global(name, line);
        self.store_place(place, register, line);
    }

    /// Raises an error at run time if a global has a value.
    fn check_global(&mut self, name: NameId, line: u32) {
        let mark = self.function.free;
        let place = self.global_place(name, line);
        self.function.free = mark;
        let value = self.allocate(1, line);
        self.load_place(place, value, line);
        let index = self.function.constants.index_of(Literal::String(name));
        let constant = constant_offset(index, self.here());
        self.emit(CheckGlobal { src: value.into(), name: constant }.encode(), line);
        self.function.free = mark;
    }
}
