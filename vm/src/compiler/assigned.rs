//! Whether the body of a loop assigns the loop's variable, for dialects that allow it.
//!
//! The loop instructions keep their state in the register of the variable. A body that assigns the
//! variable gets a copy; to know that before the body is compiled, it is searched. Nested loops are
//! searched once for each loop around them, which is bounded as nesting is.

use super::Compiler;
use crate::syntax::tree::{
    Block, Expression, ExpressionId, ExpressionList, FunctionId, NameId, Statement, TableItem,
};

/// A search for an assignment to a name. Expressions wait in a list, so that their nesting does not
/// matter; blocks nest as deep as the parser allows.
struct Search<'c, 't> {
    compiler: &'c Compiler<'t>,
    name: NameId,
    waiting: Vec<ExpressionId>,
}

impl Compiler<'_> {
    /// Whether the block, functions in it included, assigns any variable of this name. Another
    /// variable of the same name counts too: the answer may err towards yes.
    pub(super) fn is_assigned(&self, name: NameId, block: Block) -> bool {
        Search { compiler: self, name, waiting: Vec::new() }.block(block)
    }
}

impl Search<'_, '_> {
    /// Searches a block.
    fn block(&mut self, block: Block) -> bool {
        let tree = self.compiler.tree;
        tree.statements(block.statements).iter().any(|&id| self.statement(tree.statement(id)))
    }

    fn statement(&mut self, statement: Statement) -> bool {
        let tree = self.compiler.tree;
        match statement {
            Statement::Call(value) | Statement::Unused(value) => self.expression(value),
            Statement::Assign { targets, values } => {
                self.targets(targets) || self.list(targets) || self.list(values)
            }
            Statement::Local { values, .. } | Statement::Return(values) => self.list(values),
            Statement::Global { values, .. } => values.is_some_and(|values| self.list(values.list)),
            Statement::Function { target, function } => {
                self.is_target(target) || self.function(function)
            }
            Statement::LocalFunction { function, .. }
            | Statement::GlobalFunction { function, .. } => self.function(function),
            Statement::Do(block) => self.block(block),
            Statement::While { condition, body } | Statement::Repeat { body, condition } => {
                self.expression(condition) || self.block(body)
            }
            Statement::If { clauses, otherwise } => {
                tree.clauses(clauses)
                    .iter()
                    .any(|clause| self.expression(clause.condition) || self.block(clause.block))
                    || otherwise.is_some_and(|block| self.block(tree.block(block)))
            }
            Statement::NumericFor(id) => {
                let parts = tree.numeric_for(id);
                self.expression(parts.start)
                    || self.expression(parts.limit)
                    || parts.step.is_some_and(|step| self.expression(step))
                    || self.block(parts.body)
            }
            Statement::GenericFor(id) => {
                let parts = tree.generic_for(id);
                self.list(parts.values) || self.block(parts.body)
            }
            Statement::GlobalAll(_)
            | Statement::Missing
            | Statement::Break
            | Statement::Goto(_)
            | Statement::Label(_) => false,
        }
    }

    /// Whether an assignment target is the name.
    fn is_target(&self, id: ExpressionId) -> bool {
        self.compiler.tree.expression(id) == Expression::Name(self.name)
    }

    fn targets(&self, targets: ExpressionList) -> bool {
        self.compiler.tree.list(targets).iter().any(|&id| self.is_target(id))
    }

    fn function(&mut self, id: FunctionId) -> bool {
        self.block(self.compiler.tree.function(id).body)
    }

    fn list(&mut self, list: ExpressionList) -> bool {
        let tree = self.compiler.tree;
        tree.list(list).iter().any(|&id| self.expression(id))
    }

    /// Looks for functions in an expression.
    fn expression(&mut self, id: ExpressionId) -> bool {
        let bottom = self.waiting.len();
        self.waiting.push(id);
        while self.waiting.len() > bottom {
            let Some(id) = self.waiting.pop() else { break };
            if self.step(id) {
                return true;
            }
        }
        false
    }

    /// Looks at one expression and lets its parts wait.
    fn step(&mut self, id: ExpressionId) -> bool {
        let tree = self.compiler.tree;
        match tree.expression(id) {
            Expression::Function(function) => return self.function(function),
            Expression::Field { object: inner, .. }
            | Expression::Unary { operand: inner, .. }
            | Expression::Parenthesised(inner) => self.waiting.push(inner),
            Expression::Index { object: left, key: right }
            | Expression::Binary { left, right, .. } => self.waiting.extend([left, right]),
            Expression::Call { callee, arguments } => {
                self.waiting.push(callee);
                self.waiting.extend(tree.list(arguments));
            }
            Expression::MethodCall { object, call } => {
                self.waiting.push(object);
                self.waiting.extend(tree.list(tree.method_call(call).arguments));
            }
            Expression::Table(items) => {
                for &item in tree.table_items(items) {
                    match item {
                        TableItem::Positional(value) | TableItem::Named(_, value) => {
                            self.waiting.push(value);
                        }
                        TableItem::Keyed(key, value) => self.waiting.extend([key, value]),
                    }
                }
            }
            _ => {}
        }
        false
    }
}
