//! One function: opening it, its parameters and extra arguments, and closing it into a draft.

use std::sync::Arc;

use super::Compiler;
use super::emitter::{PendingJump, Register, WORDS};
use super::literal::{ConstantPool, Literal};
use super::near::{BlockEnd, Near};
use super::scope::{BlockKind, VariableKind};
use crate::bytecode::{
    Instruction, LoadNil, Opcode, REGISTER_BYTES, Return, Return0, Slot, VarargTable,
};
use crate::dialect::Environment;
use crate::object::{Constant, Draft, LocalDraft, UpvalueDraft};
use crate::syntax::tree::{Function, FunctionId, NameId, VarargParameter};

/// `Return` and `TailCall`: variables may have to be closed.
const CLOSES: i64 = 1;

/// `Return`: the function takes extra arguments.
const HAS_EXTRA_ARGUMENTS: i64 = 2;

/// An upvalue of a function that is being compiled.
#[derive(Clone, Copy, Debug)]
pub(super) struct Upvalue {
    /// The variable it stands for.
    pub(super) variable: usize,
    /// Whether `index` is a register of the enclosing function (else one of its upvalues).
    pub(super) from_register: bool,
    /// The register or upvalue.
    pub(super) index: u32,
}

/// A local variable's name and life, while the name is still a symbol.
#[derive(Clone, Copy, Debug)]
pub(super) struct LocalRecord {
    /// What the debug library calls it.
    pub(super) name: LocalName,
    /// Its register.
    pub(super) register: Register,
    /// The first word at which it is active.
    pub(super) start: usize,
    /// The first word at which it no longer is.
    pub(super) end: usize,
}

/// The name of a local variable.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum LocalName {
    /// As in the source.
    Symbol(NameId),
    /// One of the values that drive a loop.
    LoopValue(&'static str),
}

/// A function that is being compiled.
#[derive(Debug, Default)]
pub(super) struct FunctionState {
    pub(super) words: Vec<u64>,
    pub(super) lines: Vec<u32>,
    pub(super) constants: ConstantPool,
    pub(super) children: Vec<Arc<Draft>>,
    pub(super) upvalues: Vec<Upvalue>,
    pub(super) locals: Vec<LocalRecord>,
    /// Every forward jump made so far; the lists are chained through it.
    pub(super) jumps: Vec<PendingJump>,
    /// The first jump of each list in use: its index plus one, or zero.
    pub(super) lists: Vec<u32>,
    /// The first register not in use.
    pub(super) free: Register,
    /// The first register above the active local variables.
    pub(super) active: Register,
    /// How many registers the frame needs.
    pub(super) registers: Register,
    /// Instructions since the last charge, on the longest path to the next word.
    pub(super) uncharged: u32,
    /// The last word that is the target of a jump.
    pub(super) last_label: usize,
    /// The last word that is a `LoadNil`, so that the next one can be merged with it.
    pub(super) last_nil: Option<usize>,
    /// Whether the next word cannot be reached from the one before it.
    pub(super) is_dead: bool,
    /// Whether a local variable was captured, or has to be closed.
    pub(super) needs_close: bool,
    /// Whether it takes extra arguments.
    pub(super) is_vararg: bool,
    /// The first float zero that is used, where all of these are one constant.
    pub(super) float_zero: Option<Literal>,
    /// The register of the table that a named vararg parameter holds.
    pub(super) vararg_table: Option<Register>,
    /// The word that makes the table `arg`, until a use of `...` makes it needless.
    pub(super) arg_table: Option<usize>,
    /// Whether there is such a word.
    pub(super) has_arg_table: bool,
    /// Whether conditional jumps are compiled to reach everywhere.
    pub(super) has_long_jumps: bool,
    /// Whether a conditional jump could not reach its target.
    pub(super) needs_long_jumps: bool,
    /// The line of `function`, 0 for a chunk.
    pub(super) line_defined: u32,
    /// The line of the token behind the function.
    pub(super) next_line: u32,
}

impl FunctionState {
    /// Makes it the state of a new function. The memory of the function before is used again, so
    /// that a chunk with many functions allocates little but what their drafts keep.
    fn start(&mut self, function: &Function, has_long_jumps: bool) {
        let mut old = std::mem::take(self);
        old.words.clear();
        old.lines.clear();
        old.constants.clear();
        old.children.clear();
        old.upvalues.clear();
        old.locals.clear();
        old.jumps.clear();
        old.lists.clear();
        *self = FunctionState {
            words: old.words,
            lines: old.lines,
            constants: old.constants,
            children: old.children,
            upvalues: old.upvalues,
            locals: old.locals,
            jumps: old.jumps,
            lists: old.lists,
            has_long_jumps,
            line_defined: function.line_defined,
            next_line: function.next_line,
            is_vararg: function.vararg != VarargParameter::None,
            ..FunctionState::default()
        };
    }
}

impl Compiler<'_> {
    /// Compiles a function body. A function too long for its conditional jumps is compiled again
    /// with longer ones; which functions are is remembered, so nesting does not multiply the work.
    pub(super) fn function_body(&mut self, id: FunctionId) -> Arc<Draft> {
        let function = self.tree.function(id);
        if !self.long_functions.contains(&id) {
            let (draft, fits) = self.compile_function(&function, false);
            if fits || self.failure.is_some() {
                return draft;
            }
            self.long_functions.insert(id);
        }
        self.compile_function(&function, true).0
    }

    fn compile_function(
        &mut self,
        function: &Function,
        has_long_jumps: bool,
    ) -> (Arc<Draft>, bool) {
        let mut state = self.spare.pop().unwrap_or_default();
        state.start(function, has_long_jumps);
        self.enclosing.push(std::mem::replace(&mut self.function, state));
        self.open_environment();
        self.enter_block(BlockKind::Function);
        let parameters = self.parameters(function);
        let end = if function.line_defined == 0 { BlockEnd::Text } else { BlockEnd::End };
        self.statements(function.body.statements, end);
        let line = function.end_line;
        self.emit_last(Return0 {}.encode(), line);
        self.end_scope(line);
        self.finish_block(line);
        self.hide_preparation();
        self.drop_vararg_table();
        self.finish_returns();
        self.thread_jumps();
        let parent = self.enclosing.pop().unwrap_or_default();
        let state = std::mem::replace(&mut self.function, parent);
        let draft = self.draft(&state, function, parameters);
        let fits = !state.needs_long_jumps;
        self.spare.push(state);
        (Arc::new(draft), fits)
    }

    /// The chunk's environment is its upvalue 0, filled by whoever loads it. Where each function
    /// has an environment of its own, upvalue 0 of every function is that.
    fn open_environment(&mut self) {
        let is_main = self.enclosing.len() == 1;
        if is_main || self.dialect.environment == Environment::OfFunction {
            self.function.upvalues.push(Upvalue {
                variable: self.environment_variable(),
                from_register: is_main,
                index: 0,
            });
        }
    }

    /// Declares the parameters and prepares extra arguments; returns how many are fixed.
    fn parameters(&mut self, function: &Function) -> u32 {
        let line = function.parameters_line;
        self.near = Near::Token(")");
        if function.is_method {
            self.declare_parameter(NameId::SELF, VariableKind::Regular, line);
        }
        for &name in self.tree.names(function.parameters) {
            self.declare_parameter(name, VariableKind::Regular, line);
        }
        let fixed = self.function.active;
        match function.vararg {
            VarargParameter::Named(name) => {
                let register = self.declare_parameter(name, VariableKind::Constant, line);
                self.function.vararg_table = Some(register);
                self.emit(VarargTable { dst: register.into() }.encode(), line);
            }
            VarargParameter::Anonymous if self.dialect.arg_table && function.line_defined != 0 => {
                let register = self.declare_parameter(NameId::ARG, VariableKind::Regular, line);
                let at = self.emit(VarargTable { dst: register.into() }.encode(), line);
                self.function.arg_table = Some(at);
                self.function.has_arg_table = true;
            }
            VarargParameter::Anonymous | VarargParameter::None => {}
        }
        fixed
    }

    fn declare_parameter(&mut self, name: NameId, kind: VariableKind, line: u32) -> Register {
        let register = self.allocate(1, line);
        self.declare(name, kind, line);
        register
    }

    /// Notes that the body uses `...`: the table `arg` is then not made.
    pub(super) fn use_extra_arguments(&mut self) {
        if let Some(at) = self.function.arg_table.take() {
            let register = self.function.words[at] >> 16 & 0xffff;
            let first = (register / u64::from(REGISTER_BYTES)) as i64;
            self.function.words[at] = LoadNil { first, count: 1 }.encode().0;
        }
    }

    /// Gives the preparation of extra arguments the line of what follows it: it is no line of its
    /// own for the debug library.
    fn hide_preparation(&mut self) {
        let has_preparation = self.function.vararg_table.is_some()
            || self.function.has_arg_table
            || self.starts_with_hidden_nils();
        if let (true, [preparation, next, ..]) = (has_preparation, &mut self.function.lines[..]) {
            *preparation = *next;
        }
    }

    /// Whether the first instruction sets variables to nil, and the dialect has no line for that.
    fn starts_with_hidden_nils(&self) -> bool {
        let first = self.function.words.first().map(|&word| Instruction(word));
        self.dialect.leading_nils_are_hidden
            && first.and_then(Instruction::opcode) == Some(Opcode::LoadNil)
    }

    /// Gives every return the flags that only the end of the function tells.
    fn finish_returns(&mut self) {
        let mut flags = if self.function.needs_close { CLOSES } else { 0 };
        let closes = flags;
        if self.function.is_vararg {
            flags |= HAS_EXTRA_ARGUMENTS;
        }
        let mut at = 0;
        while let Some(&word) = self.function.words.get(at) {
            let instruction = Instruction(word);
            let number = instruction.opcode_number();
            let finished = match instruction.opcode() {
                Some(Opcode::Return0) if flags != 0 => {
                    Some(Return { flags, first: 0, count: 1 }.encode())
                }
                Some(Opcode::Return1) if flags != 0 => {
                    let first = (instruction.a() / usize::from(REGISTER_BYTES)) as i64;
                    Some(Return { flags, first, count: 2 }.encode())
                }
                Some(Opcode::Return) => Some(instruction.with(Slot::X, flags)),
                Some(Opcode::TailCall) => Some(instruction.with(Slot::B, closes)),
                _ => None,
            };
            if let Some(finished) = finished {
                self.function.words[at] = finished.0;
            }
            at += WORDS[usize::from(number)];
        }
    }

    fn draft(&mut self, state: &FunctionState, function: &Function, parameters: u32) -> Draft {
        let constants =
            state.constants.literals().iter().map(|&literal| self.constant(literal)).collect();
        let locals = state.locals.iter().map(|local| self.local_draft(local)).collect();
        let upvalues = state.upvalues.iter().map(|upvalue| self.upvalue_draft(upvalue)).collect();
        Draft {
            words: state.words.clone(),
            lines: state.lines.clone(),
            constants,
            children: state.children.clone(),
            upvalues,
            locals,
            parameters: parameters as u8,
            is_vararg: state.is_vararg,
            registers: state.registers as u8,
            source: self.source.clone(),
            line_defined: function.line_defined,
            last_line_defined: function.last_line_defined,
        }
    }

    fn constant(&mut self, literal: Literal) -> Constant {
        match literal {
            Literal::Nil => Constant::Nil,
            Literal::Boolean(value) => Constant::Boolean(value),
            Literal::Integer(value) => Constant::Integer(value),
            Literal::Float(value) => Constant::Float(value),
            Literal::String(name) => Constant::String(self.shared_text(name)),
        }
    }

    fn local_draft(&mut self, local: &LocalRecord) -> LocalDraft {
        let name = match local.name {
            LocalName::Symbol(name) => self.shared_text(name),
            LocalName::LoopValue(name) => Arc::from(name.as_bytes()),
        };
        let register = local.register as u8;
        LocalDraft { name, register, start: local.start as u32, end: local.end as u32 }
    }

    fn upvalue_draft(&mut self, upvalue: &Upvalue) -> UpvalueDraft {
        let variable = self.variables[upvalue.variable];
        UpvalueDraft {
            name: self.shared_text(variable.name),
            from_register: upvalue.from_register,
            index: upvalue.index as u8,
            is_constant: variable.kind.is_read_only(),
        }
    }

    /// A name's bytes, shared by everything in the chunk that mentions it.
    fn shared_text(&mut self, name: NameId) -> Arc<[u8]> {
        let tree = self.tree;
        self.texts[name.index()].get_or_insert_with(|| Arc::from(tree.text(name))).clone()
    }
}
