//! Variables: what a name means where it stands, which registers locals hold, who captures whom.
//!
//! All active variables of all open functions are on one stack, innermost last, and every name
//! knows its innermost variable. Looking a name up therefore costs the same at any depth.

use super::Compiler;
use super::emitter::Register;
use super::function::{FunctionState, LocalName, LocalRecord, Upvalue};
use super::literal::Literal;
use super::near::Near;
use crate::bytecode::Close;
use crate::dialect::Environment;
use crate::syntax::tree::{Attribute, NameId};

/// The most local variables a function can have at a time.
const MAX_LOCALS: Register = 200;

/// The index of the variable that holds the chunk's environment, below all others.
const ENVIRONMENT_VARIABLE: usize = 0;

/// What a variable is.
#[derive(Clone, Copy, Debug)]
pub(super) enum VariableKind {
    /// A local variable.
    Regular,
    /// A local variable that cannot be assigned.
    Constant,
    /// A value that drives a loop. No name means it.
    LoopState,
    /// A local variable that is closed at the end of its block, and cannot be assigned.
    Close,
    /// A constant that needs no register.
    CompileTime(Literal),
    /// A declared global name.
    Global { is_read_only: bool },
    /// The declaration of all global names not declared otherwise.
    AllGlobals { is_read_only: bool },
    /// The environment of the chunk.
    Environment,
}

impl VariableKind {
    /// The kind of a local variable with an attribute.
    pub(super) fn of_local(attribute: Attribute) -> VariableKind {
        match attribute {
            Attribute::Regular => VariableKind::Regular,
            Attribute::Constant => VariableKind::Constant,
            Attribute::Close => VariableKind::Close,
        }
    }

    /// Whether an assignment to it is an error.
    pub(super) fn is_read_only(self) -> bool {
        match self {
            VariableKind::Constant | VariableKind::Close | VariableKind::CompileTime(_) => true,
            VariableKind::Global { is_read_only } | VariableKind::AllGlobals { is_read_only } => {
                is_read_only
            }
            VariableKind::Regular | VariableKind::LoopState | VariableKind::Environment => false,
        }
    }

    /// Whether it lives in a register.
    fn has_register(self) -> bool {
        matches!(
            self,
            VariableKind::Regular
                | VariableKind::Constant
                | VariableKind::Close
                | VariableKind::LoopState
        )
    }

    /// Whether its name leads to it.
    fn is_bound(self) -> bool {
        !matches!(self, VariableKind::AllGlobals { .. } | VariableKind::LoopState)
    }
}

/// An active variable.
#[derive(Clone, Copy, Debug)]
pub(super) struct Variable {
    /// Its name, if that leads to it.
    pub(super) name: NameId,
    /// What it is.
    pub(super) kind: VariableKind,
    /// Its register, where it has one.
    pub(super) register: Register,
    /// Its record in the function's locals, where it has one.
    record: usize,
    /// The variable its name meant before: its index plus one, or zero.
    shadowed: u32,
    /// Its function, counted from the chunk.
    function: usize,
    /// Its block, in the stack of blocks.
    block: usize,
}

/// A block whose variables are active.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block {
    /// How many variables are outside.
    pub(super) first_variable: usize,
    /// The first register above the variables outside.
    pub(super) registers: Register,
    /// The first of its labels.
    pub(super) first_label: usize,
    /// The first of the jumps to labels made in it that are not resolved.
    pub(super) first_goto: usize,
    /// Whether a variable of it was captured or has to be closed.
    pub(super) has_captured: bool,
    /// Whether it, or a block of the function around it, has a variable to be closed.
    pub(super) is_inside_close: bool,
    /// What it belongs to.
    pub(super) kind: BlockKind,
}

/// What a block belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum BlockKind {
    /// Nothing that matters to its scope.
    Plain,
    /// A loop, which `break` leaves.
    Loop,
    /// A function, whose return closes its variables.
    Function,
}

/// What a name means.
#[derive(Clone, Copy, Debug)]
pub(super) enum Meaning {
    /// A local variable in its register.
    Local(Register),
    /// An upvalue of the function.
    Upvalue(u32),
    /// A constant.
    Constant(Literal),
    /// A field of the environment.
    Global,
}

impl Compiler<'_> {
    /// Starts a block.
    pub(super) fn enter_block(&mut self, kind: BlockKind) {
        let outer = match kind {
            BlockKind::Function => None,
            BlockKind::Plain | BlockKind::Loop => self.blocks.last(),
        };
        let is_inside_close = outer.is_some_and(|block| block.is_inside_close);
        self.blocks.push(Block {
            first_variable: self.variables.len(),
            registers: self.function.active,
            first_label: self.labels.len(),
            first_goto: self.gotos.len(),
            has_captured: false,
            is_inside_close,
            kind,
        });
    }

    /// Ends the life of the block's variables, and closes those that need it. The block itself is
    /// removed when its labels are resolved, and its variables stay known by name until then.
    pub(super) fn end_scope(&mut self, line: u32) {
        let Some(&block) = self.blocks.last() else { return };
        let closes = block.has_captured && block.kind != BlockKind::Function;
        if closes && !self.function.is_dead {
            self.emit(Close { from: block.registers.into() }.encode(), line);
        }
        let here = self.here();
        for index in (block.first_variable..self.variables.len()).rev() {
            let variable = self.variables[index];
            match variable.kind {
                VariableKind::AllGlobals { .. } => {
                    self.all_globals.pop();
                }
                VariableKind::Global { .. } => self.declared_globals -= 1,
                kind if kind.has_register() => {
                    if let Some(record) = self.function.locals.get_mut(variable.record) {
                        record.end = here;
                    }
                }
                _ => {}
            }
            if variable.kind.is_bound() {
                self.bindings[variable.name.index()] = variable.shadowed;
            }
        }
        self.function.active = block.registers;
        self.function.free = block.registers;
    }

    /// Starts the life of a variable. One that needs a register gets the first above the active
    /// ones, which holds its value.
    pub(super) fn declare(&mut self, name: NameId, kind: VariableKind, line: u32) -> Register {
        let register = self.function.active;
        if kind.has_register() {
            self.record_local(LocalName::Symbol(name), register);
            self.hold_register(line);
        }
        let shadowed = self.bindings[name.index()];
        self.variables.push(Variable {
            name,
            kind,
            register,
            record: self.function.locals.len().wrapping_sub(1),
            shadowed,
            function: self.enclosing.len(),
            block: self.blocks.len().wrapping_sub(1),
        });
        match kind {
            VariableKind::AllGlobals { .. } => self.all_globals.push(self.variables.len() - 1),
            VariableKind::Global { .. } => self.declared_globals += 1,
            _ => {}
        }
        if kind.is_bound() {
            self.bindings[name.index()] = self.variables.len() as u32;
        }
        register
    }

    /// Holds the first registers above the active ones for the hidden values of a loop.
    pub(super) fn hold_loop_values(&mut self, count: Register, line: u32) {
        for _ in 0..count {
            self.hold_register(line);
        }
    }

    /// Lets the debug library see the hidden values of a loop, which lie at these places above a register.
    pub(super) fn name_loop_values(&mut self, values: &[(&'static str, usize)], base: Register) {
        for &(name, place) in values {
            let register = base + place as Register;
            let record = self.record_local(LocalName::LoopValue(name), register);
            self.variables.push(Variable {
                name: NameId::ENVIRONMENT,
                kind: VariableKind::LoopState,
                register,
                record,
                shadowed: 0,
                function: self.enclosing.len(),
                block: self.blocks.len().wrapping_sub(1),
            });
        }
    }

    /// Notes the life of a local variable for the debug library.
    fn record_local(&mut self, name: LocalName, register: Register) -> usize {
        let start = self.here();
        self.function.locals.push(LocalRecord { name, register, start, end: start });
        self.function.locals.len() - 1
    }

    /// Refuses so many more local variables if they are too many, where something follows the last one.
    pub(super) fn limit_locals(&mut self, count: usize, near: Near, line: u32) {
        let total = self.function.active as usize + count;
        if total > MAX_LOCALS as usize {
            self.near = if total > MAX_LOCALS as usize + 1 { Near::Token(",") } else { near };
            self.fail_local_limit(line, MAX_LOCALS as usize);
        }
    }

    /// Makes the first register above the active ones an active one.
    fn hold_register(&mut self, line: u32) {
        self.function.active += 1;
        if self.function.active > MAX_LOCALS {
            self.fail_local_limit(line, MAX_LOCALS as usize);
        }
    }

    /// Lets the last declared local variable start here for the debug library.
    pub(super) fn restart_last_local(&mut self) {
        let here = self.here();
        if let Some(variable) = self.variables.last()
            && let Some(record) = self.function.locals.get_mut(variable.record)
        {
            record.start = here;
        }
    }

    /// Notes that the current block has a variable to be closed.
    pub(super) fn mark_block_closing(&mut self) {
        if let Some(block) = self.blocks.last_mut() {
            block.has_captured = true;
            block.is_inside_close = true;
        }
        self.function.needs_close = true;
    }

    /// What a name means, and whether it may not be assigned.
    pub(super) fn meaning(&mut self, name: NameId, line: u32) -> (Meaning, bool) {
        match self.bindings[name.index()] {
            0 => self.undeclared(name, line),
            entry => {
                let index = entry as usize - 1;
                let is_read_only = self.variables[index].kind.is_read_only();
                (self.variable_meaning(index), is_read_only)
            }
        }
    }

    /// A name without a declaration of its own: a global, if that is allowed here.
    fn undeclared(&mut self, name: NameId, line: u32) -> (Meaning, bool) {
        match self.all_globals.last() {
            Some(&index) => (Meaning::Global, self.variables[index].kind.is_read_only()),
            None if self.declared_globals == 0 => (Meaning::Global, false),
            None => {
                self.fail_about(line, "variable '", name, "' not declared");
                (Meaning::Global, false)
            }
        }
    }

    /// What the environment is where the current statement stands.
    pub(super) fn environment_meaning(&mut self, name: NameId, line: u32) -> Meaning {
        if self.dialect.environment == Environment::OfFunction {
            return self.variable_meaning(ENVIRONMENT_VARIABLE);
        }
        let entry = self.bindings[NameId::ENVIRONMENT.index()];
        match self.variable_meaning((entry as usize).saturating_sub(1)) {
            Meaning::Global => {
                self.fail_about(line, "_ENV is global when accessing variable '", name, "'");
                Meaning::Constant(Literal::Nil)
            }
            meaning => meaning,
        }
    }

    /// The variable behind the environment of the chunk.
    pub(super) fn environment_variable(&self) -> usize {
        ENVIRONMENT_VARIABLE
    }

    /// Declares the chunk's environment, outside of every function.
    pub(super) fn declare_environment(&mut self) {
        self.declare(NameId::ENVIRONMENT, VariableKind::Environment, 0);
        if self.dialect.environment == Environment::OfFunction {
            // There the name `_ENV` is like any other.
            self.bindings[NameId::ENVIRONMENT.index()] = 0;
        }
    }

    fn variable_meaning(&mut self, index: usize) -> Meaning {
        let variable = self.variables[index];
        match variable.kind {
            VariableKind::CompileTime(literal) => Meaning::Constant(literal),
            VariableKind::Global { .. } | VariableKind::AllGlobals { .. } => Meaning::Global,
            _ if variable.function == self.enclosing.len() => Meaning::Local(variable.register),
            _ => Meaning::Upvalue(self.upvalue(self.enclosing.len(), index)),
        }
    }

    /// The upvalue of the function at `level` that stands for a variable further out; all functions
    /// between capture it too. The recursion is as deep as functions nest.
    fn upvalue(&mut self, level: usize, index: usize) -> u32 {
        let known = &self.function_at(level).upvalues;
        if let Some(found) = known.iter().position(|upvalue| upvalue.variable == index) {
            return found as u32;
        }
        let variable = self.variables[index];
        let from_register = variable.function + 1 == level;
        let source = if from_register {
            self.function_at(variable.function).needs_close = true;
            self.blocks[variable.block].has_captured = true;
            variable.register
        } else {
            self.upvalue(level - 1, index)
        };
        let upvalues = &mut self.function_at(level).upvalues;
        upvalues.push(Upvalue { variable: index, from_register, index: source });
        let count = upvalues.len();
        let limit = self.dialect.max_upvalues;
        let own = usize::from(self.dialect.environment == Environment::OfFunction);
        if count > limit + own {
            let line = self.current_line;
            self.fail_limit(level, line, "upvalues", limit);
        }
        count as u32 - 1
    }

    /// The constant that a name stands for.
    pub(super) fn constant_named(&self, name: NameId) -> Option<Literal> {
        let entry = self.bindings[name.index()] as usize;
        match self.variables.get(entry.checked_sub(1)?)?.kind {
            VariableKind::CompileTime(literal) => Some(literal),
            _ => None,
        }
    }

    /// The function at a nesting level; the chunk is at level 1.
    pub(super) fn function_at(&mut self, level: usize) -> &mut FunctionState {
        if level == self.enclosing.len() { &mut self.function } else { &mut self.enclosing[level] }
    }
}
