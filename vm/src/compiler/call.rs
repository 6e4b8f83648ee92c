//! Calls, and lists of expressions that fill consecutive registers.
//!
//! ```text
//! R[func]  R[func + 1]  R[func + 2] ...
//! function return link  arguments         before the call
//! results ...                             after it
//! ```

use super::Compiler;
use super::emitter::Register;
use super::literal::Literal;
use super::place::Object;
use super::registers::Operand;
use crate::bytecode::{Call, GetIndex, Method, SelectVararg, constant_index};
use crate::object::SHORT_MAX;
use crate::syntax::tree::{Expression, ExpressionId, ExpressionList, NameId};

/// How far the first argument is above the function: the register between is for the return link.
const ARGUMENTS: Register = 2;

/// How many values a call or `...` shall give.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Results {
    /// This many, missing ones being nil.
    Exactly(Register),
    /// All of them, up to the top of the stack; the next instruction takes them.
    All,
}

impl Results {
    /// As the operand of an instruction: plus one, zero for all.
    fn encoded(self) -> i64 {
        match self {
            Results::Exactly(count) => i64::from(count) + 1,
            Results::All => 0,
        }
    }
}

/// The last constant that the reference can name in a method call.
const DISTANT_KEY: usize = 255;

impl Compiler<'_> {
    /// Whether an expression can have any number of values.
    pub(super) fn is_multiple(&self, id: ExpressionId) -> bool {
        matches!(
            self.tree.expression(id),
            Expression::Call { .. } | Expression::MethodCall { .. } | Expression::Vararg
        )
    }

    /// Whether an expression is a call.
    pub(super) fn is_call(&self, id: ExpressionId) -> bool {
        matches!(self.tree.expression(id), Expression::Call { .. } | Expression::MethodCall { .. })
    }

    /// Compiles a call or `...` so that its values start at the first free register. Those that are
    /// counted are taken.
    pub(super) fn multiple(&mut self, id: ExpressionId, results: Results) {
        let first = self.function.free;
        if self.is_call(id) {
            self.chain(id, None, results);
        } else {
            let line = self.tree.operation_line(id);
            if results != Results::Exactly(0) {
                self.vararg(first, results.encoded(), line);
            }
        }
        self.function.free = first;
        let count = match results {
            Results::Exactly(count) => count,
            Results::All => 0,
        };
        self.allocate(count, self.tree.line(id));
    }

    /// Puts the function to call into the register at `mark`.
    pub(super) fn callee(&mut self, function: Object, mark: Register, line: u32) {
        match function {
            Object::Upvalue(_) => {
                self.object_register(function, line);
            }
            Object::Value(operand) => {
                self.function.free = mark;
                match operand {
                    Operand::Temporary(_) => {
                        self.allocate(1, line);
                    }
                    operand => {
                        self.settle(operand, line);
                    }
                }
            }
        }
    }

    /// Puts the method and the object it was found in into the registers from `mark` on, as
    /// function and first argument.
    pub(super) fn method(&mut self, object: Object, name: NameId, mark: Register, line: u32) {
        let object = self.object_register(object, line);
        let is_short = self.tree.text(name).len() <= SHORT_MAX;
        let field = if is_short { self.constant_field(Literal::String(name)) } else { None };
        self.function.free = mark;
        self.allocate(ARGUMENTS + 1, line);
        let dst = mark.into();
        // The reference calls what it finds with a distant key a field, not a method, in messages.
        let is_near = |key: &i64| {
            !self.dialect.messages.distant_methods_are_fields
                || constant_index(*key, self.function.words.len())
                    .is_some_and(|index| index <= DISTANT_KEY)
        };
        if let Some(key) = field.filter(is_near) {
            self.emit_cached(Method { dst, object: object.into(), key }.encode(), line);
            return;
        }
        // The link's register is free until the call, and the object may be in the function's.
        let argument = mark + ARGUMENTS;
        self.move_register(argument, object, line);
        self.load_constant(mark + 1, Literal::String(name), line);
        let get = GetIndex { dst, table: argument.into(), key: i64::from(mark) + 1 };
        self.emit(get.encode(), line);
    }

    /// Compiles the arguments after the `ready` ones and the call of the function at `func`. The
    /// results start in that register.
    pub(super) fn finish_call(
        &mut self,
        id: ExpressionId,
        func: Register,
        ready: Register,
        arguments: ExpressionList,
        results: Results,
    ) -> Operand {
        let line = self.tree.operation_line(id);
        let selects = self.selects_vararg(id, results);
        let (args, func_operand) =
            (self.arguments(func, ready, arguments, line, selects), func.into());
        let cost = self.take_cost(u16::MAX.into());
        let call = Call { args, func: func_operand, wanted: results.encoded(), cost };
        self.emit(call.encode(), line);
        if selects {
            self.label();
        }
        self.function.uncharged = 0;
        self.function.free = func;
        if let Results::Exactly(count) = results {
            self.touch(func + count, line);
        }
        self.allocate(1, line);
        Operand::Temporary(func)
    }

    /// Whether a call looks like `select(which, ...)` for one value, which needs no copy of the extra arguments if the
    /// function turns out to be the library's.
    fn selects_vararg(&self, id: ExpressionId, results: Results) -> bool {
        let Expression::Call { callee, arguments } = self.tree.expression(id) else { return false };
        let Expression::Name(name) = self.tree.expression(callee) else { return false };
        let &[which, others] = self.tree.list(arguments) else { return false };
        results == Results::Exactly(1)
            && self.tree.text(name) == b"select"
            && matches!(self.tree.expression(others), Expression::Vararg)
            && !self.is_multiple(which)
            && self.function.vararg_table.is_none()
    }

    /// Compiles arguments behind a function; returns how many there are as an operand. With `selects`, the words for the
    /// last one and for the call are jumped over if possible.
    fn arguments(
        &mut self,
        func: Register,
        ready: Register,
        arguments: ExpressionList,
        line: u32,
        selects: bool,
    ) -> i64 {
        let first = func + ARGUMENTS;
        self.function.free = func;
        self.allocate(ARGUMENTS + ready, line);
        if let (true, &[which, others]) = (selects, self.tree.list(arguments)) {
            self.next_register(which);
            self.emit(SelectVararg { func: func.into(), target: 2 }.encode(), line);
            self.multiple(others, Results::All);
            return 0;
        }
        if self.push_list(arguments) {
            return 0;
        }
        i64::from(self.function.free - first) + 1
    }

    /// Compiles a list into the next registers. Returns whether its last expression gives all its
    /// values, up to the top of the stack.
    pub(super) fn push_list(&mut self, list: ExpressionList) -> bool {
        let tree = self.tree;
        let Some((&last, others)) = tree.list(list).split_last() else { return false };
        for &id in others {
            self.next_register(id);
            self.charge_point(tree.line(id));
        }
        if self.is_multiple(last) {
            self.multiple(last, Results::All);
            return true;
        }
        self.next_register(last);
        false
    }

    /// Compiles a list into exactly `wanted` registers from the first free one on, which are
    /// taken; `line` is where missing values become nil.
    pub(super) fn push_exactly(&mut self, list: ExpressionList, wanted: Register, line: u32) {
        let tree = self.tree;
        let first = self.function.free;
        if let Some((&last, others)) = tree.list(list).split_last() {
            for &id in others {
                self.next_register(id);
            }
            let present = others.len() as Register;
            if self.is_multiple(last) {
                self.multiple(last, Results::Exactly(wanted.saturating_sub(present)));
            } else {
                self.next_register(last);
            }
        }
        let present = self.function.free - first;
        if present < wanted {
            let nils = self.allocate(wanted - present, line);
            self.load_nil(nils, wanted - present, line);
        }
        self.function.free = first + wanted;
    }
}
