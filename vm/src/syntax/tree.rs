//! The syntax tree: flat arenas of small nodes, named by 32-bit ids.
//!
//! Lines. The reference compiler emits an instruction while it reads tokens, and gives it the line
//! of the token it consumed last. A tree has no such moment, so the parser stores what results:
//!
//! - `line(expression)`: the line of instructions that fetch the value, when nothing else fixes it.
//!   It is the line of the last token consumed before the value was needed: the operator, comma or
//!   parenthesis that follows it, or else its own last token.
//! - `operation_line(expression)`: the line of the instruction that the node itself is. See
//!   [`Lines`].
//! - Statements, blocks and functions carry their lines in their own fields.
//!
//! Invariants:
//! - A child has a smaller id than its parent, except that a function's body is reached through a
//!   [`FunctionId`].
//! - Left-associative operators, indexing and calls nest without bound on the left; all other
//!   nesting is bounded by the parser. A walk must loop over the left side; it may recurse
//!   elsewhere.

pub use super::arena::{
    BlockId, ExpressionId, FunctionId, GenericForId, MethodCallId, NameId, NumericForId, Span,
    StatementId,
};
use super::error::SyntaxError;
use super::symbols::SymbolTable;

/// A list of expressions: arguments, values, assignment targets.
pub type ExpressionList = Span<ExpressionId>;

/// Binary operators.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BinaryOperator {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `//`
    FloorDivide,
    /// `%`
    Modulo,
    /// `^`
    Power,
    /// `..`
    Concat,
    /// `&`
    BitAnd,
    /// `|`
    BitOr,
    /// `~`
    BitXor,
    /// `<<`
    ShiftLeft,
    /// `>>`
    ShiftRight,
    /// `==`
    Equal,
    /// `~=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterEqual,
    /// `and`, which may skip its right side.
    And,
    /// `or`, which may skip its right side.
    Or,
}

/// Unary operators.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum UnaryOperator {
    /// `-`
    Negate,
    /// `not`
    Not,
    /// `#`
    Length,
    /// `~`
    BitNot,
}

/// One expression node. Children are ids; the node is 16 bytes and copied freely.
#[derive(Clone, Copy, PartialEq, Debug)]
#[allow(missing_docs, reason = "the source form above a variant names its fields")]
pub enum Expression {
    /// `nil`
    Nil,
    /// `true`
    True,
    /// `false`
    False,
    /// An integer literal.
    Integer(i64),
    /// A float literal.
    Float(f64),
    /// A string literal; its text is the content, without escapes.
    String(NameId),
    /// `...`, several values.
    Vararg,
    /// A variable; local, upvalue or global is the compiler's question.
    Name(NameId),
    /// `object.name`
    Field { object: ExpressionId, name: NameId },
    /// `object[key]`
    Index { object: ExpressionId, key: ExpressionId },
    /// `callee(arguments)`, several values.
    Call { callee: ExpressionId, arguments: ExpressionList },
    /// `object:name(arguments)`, several values. The arguments are `tree.method_call(id)`.
    MethodCall { object: ExpressionId, call: MethodCallId },
    /// `function (...) ... end`
    Function(FunctionId),
    /// `{items}`
    Table(Span<TableItem>),
    /// `operator operand`
    Unary { operator: UnaryOperator, operand: ExpressionId },
    /// `left operator right`
    Binary { operator: BinaryOperator, left: ExpressionId, right: ExpressionId },
    /// `(inner)`: exactly one value, and no assignment target.
    Parenthesised(ExpressionId),
    /// What was refused: the tree's fault is here.
    Missing,
}

/// The two lines of an expression.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Lines {
    /// The line on which the value is fetched (see the top of this file).
    pub fetch: u32,
    /// The line of the node's own instruction: of the operator (`Unary`, `Binary`), of the opening parenthesis,
    /// string or brace of the arguments (`Call`, `MethodCall`), of the token before the node (`Vararg`, `Table`),
    /// of the closing `end` (`Function`); otherwise of the node's last token.
    pub operation: u32,
}

/// The second half of a method call. The method is looked up on `line(object)`.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct MethodCall {
    /// The method's name.
    pub name: NameId,
    /// The arguments after the object.
    pub arguments: ExpressionList,
}

/// One item of a table constructor, in source order.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum TableItem {
    /// `value`
    Positional(ExpressionId),
    /// `name = value`
    Named(NameId, ExpressionId),
    /// `[key] = value`
    Keyed(ExpressionId, ExpressionId),
}

/// What a declaration says about a name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Attribute {
    /// Nothing.
    Regular,
    /// `<const>`
    Constant,
    /// `<close>`; the parser lets at most one through in a declaration, and none in a global one.
    Close,
}

/// One name of a `local` or `global` declaration; a prefixed attribute is already distributed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DeclaredName {
    /// The declared variable.
    pub name: NameId,
    /// Its attribute, from behind the name or else from the prefix.
    pub attribute: Attribute,
}

/// A sequence of statements with its own scope. Empty statements (`;`) leave no trace.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Block {
    /// The statements, in order.
    pub statements: Span<StatementId>,
    /// The line of the last token of the block, or of the token before it when it is empty.
    /// Code that leaves the block (jumps, closing of variables) has this line.
    pub end_line: u32,
}

/// One condition of an `if` and the block it guards.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct IfClause {
    /// What must hold.
    pub condition: ExpressionId,
    /// The line of `then`.
    pub then_line: u32,
    /// What is done then.
    pub block: Block,
}

/// `for name = start, limit [, step] do`
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct NumericFor {
    /// The loop variable.
    pub name: NameId,
    /// Its first value.
    pub start: ExpressionId,
    /// The last value it may have.
    pub limit: ExpressionId,
    /// The step; 1 when absent.
    pub step: Option<ExpressionId>,
    /// The body, with the variable in its scope.
    pub body: Block,
    /// The line of `do`: preparation of the loop. The loop instruction has the line of the statement.
    pub do_line: u32,
}

/// `for names in values do`
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct GenericFor {
    /// The loop variables, at least one.
    pub names: Span<NameId>,
    /// Iterator, state, first value, closing value.
    pub values: ExpressionList,
    /// The body, with the variables in its scope.
    pub body: Block,
    /// The line of the first token after `in`: the call of the iterator and the loop instruction.
    pub call_line: u32,
    /// The line of `do`: preparation of the loop.
    pub do_line: u32,
}

/// One statement node.
#[derive(Clone, Copy, PartialEq, Debug)]
#[allow(missing_docs, reason = "the source form above a variant names its fields")]
pub enum Statement {
    /// A call whose results are dropped: `Call` or `MethodCall`.
    Call(ExpressionId),
    /// An expression that is no statement, in front of what was refused.
    Unused(ExpressionId),
    /// What was refused: the tree's fault is here.
    Missing,
    /// Targets are `Name`, `Field` or `Index`; another one only in front of what was refused.
    Assign { targets: ExpressionList, values: ExpressionList },
    /// `local names [= values]`; `values` is empty without `=`.
    Local { names: Span<DeclaredName>, values: ExpressionList },
    /// `local function name() ... end`
    LocalFunction { name: NameId, function: FunctionId },
    /// `global names [= values]`
    Global { names: Span<DeclaredName>, values: Option<GlobalValues> },
    /// `global *`
    GlobalAll(Attribute),
    /// `global function name() ... end`
    GlobalFunction { name: NameId, function: FunctionId },
    /// `function a.b.c:d()`: the target is `Name` or `Field`. The store has the line of the statement.
    Function { target: ExpressionId, function: FunctionId },
    /// `do ... end`
    Do(Block),
    /// `while condition do ... end`
    While { condition: ExpressionId, body: Block },
    /// The condition is in the scope of the body.
    Repeat { body: Block, condition: ExpressionId },
    /// `if ... elseif ... else ... end`; at least one clause.
    If { clauses: Span<IfClause>, otherwise: Option<BlockId> },
    /// See `tree.numeric_for`.
    NumericFor(NumericForId),
    /// See `tree.generic_for`.
    GenericFor(GenericForId),
    /// `return values`; always the last statement of its block.
    Return(ExpressionList),
    /// `break`; the parser lets it through only inside a loop.
    Break,
    /// `goto name`
    Goto(NameId),
    /// `::name::`
    Label(NameId),
}

/// The values of a global declaration.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct GlobalValues {
    /// The expressions after `=`.
    pub list: ExpressionList,
    /// The line of the first token after `=`: the checks that the variables did not exist.
    pub check_line: u32,
}

/// The lines of a statement.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StatementLines {
    /// The line of its first token.
    pub start: u32,
    /// The line of its last token (`end` of a loop).
    pub end: u32,
}

/// What a function does with extra arguments.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum VarargParameter {
    /// Drops them.
    None,
    /// `...`
    Anonymous,
    /// `...name`
    Named(NameId),
}

/// A function body, or the whole chunk.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Function {
    /// Declared parameters, without the implicit `self`.
    pub parameters: Span<NameId>,
    /// What happens to extra arguments.
    pub vararg: VarargParameter,
    /// Whether there is an implicit first parameter `self`.
    pub is_method: bool,
    /// The body, with the parameters in its scope.
    pub body: Block,
    /// `linedefined`; 0 for the chunk.
    pub line_defined: u32,
    /// `lastlinedefined`, the line of `end`; 0 for the chunk.
    pub last_line_defined: u32,
    /// The line of the last parameter: preparation of extra arguments.
    pub parameters_line: u32,
    /// The line of the token behind the function: where jumps without a target are reported late.
    pub next_line: u32,
    /// The line of the implicit return and of the instruction that makes the closure.
    pub end_line: u32,
}

/// The syntax tree of one chunk. Owns every node; dropping it frees a few vectors.
#[derive(Debug, Default)]
pub struct Tree {
    pub(super) symbols: SymbolTable,
    pub(super) expressions: Vec<Expression>,
    pub(super) expression_lines: Vec<Lines>,
    pub(super) expression_lists: Vec<ExpressionId>,
    pub(super) method_calls: Vec<MethodCall>,
    pub(super) table_items: Vec<TableItem>,
    pub(super) statements: Vec<Statement>,
    pub(super) statement_lines: Vec<StatementLines>,
    pub(super) statement_lists: Vec<StatementId>,
    pub(super) clauses: Vec<IfClause>,
    pub(super) blocks: Vec<Block>,
    pub(super) numeric_fors: Vec<NumericFor>,
    pub(super) generic_fors: Vec<GenericFor>,
    pub(super) functions: Vec<Function>,
    pub(super) names: Vec<NameId>,
    pub(super) declared_names: Vec<DeclaredName>,
    pub(super) main: FunctionId,
    pub(super) fault: Option<Box<SyntaxError>>,
    pub(super) refused: Vec<u8>,
}

/// Declares the readers: one for single nodes, one for runs of them.
macro_rules! readers {
    (nodes { $($(#[$meta:meta])* $get:ident($id:ty) -> $node:ty = $arena:ident;)* }
     runs { $($(#[$run_meta:meta])* $list:ident($item:ty) = $run_arena:ident;)* }) => {
        impl Tree {
            $($(#[$meta])* pub fn $get(&self, id: $id) -> $node {
                self.$arena[id.index()]
            })*
            $($(#[$run_meta])* pub fn $list(&self, span: Span<$item>) -> &[$item] {
                &self.$run_arena[span.range()]
            })*
        }
    };
}

readers! {
    nodes {
        /// The node of an expression.
        expression(ExpressionId) -> Expression = expressions;
        /// Both lines of an expression.
        expression_lines(ExpressionId) -> Lines = expression_lines;
        /// The node of a statement.
        statement(StatementId) -> Statement = statements;
        /// The lines of a statement.
        statement_lines(StatementId) -> StatementLines = statement_lines;
        /// A function body.
        function(FunctionId) -> Function = functions;
        /// A block stored apart.
        block(BlockId) -> Block = blocks;
        /// The name and arguments of a method call.
        method_call(MethodCallId) -> MethodCall = method_calls;
        /// The parts of a numeric loop.
        numeric_for(NumericForId) -> NumericFor = numeric_fors;
        /// The parts of a generic loop.
        generic_for(GenericForId) -> GenericFor = generic_fors;
    }
    runs {
        /// The expressions of a list.
        list(ExpressionId) = expression_lists;
        /// The statements of a block, in order.
        statements(StatementId) = statement_lists;
        /// The items of a table constructor.
        table_items(TableItem) = table_items;
        /// The clauses of an `if`.
        clauses(IfClause) = clauses;
        /// The names of a parameter list or of a generic loop.
        names(NameId) = names;
        /// The names of a declaration.
        declared_names(DeclaredName) = declared_names;
    }
}

/// Empties an arena and makes room for some nodes.
fn start_arena<T>(arena: &mut Vec<T>, nodes: usize) {
    arena.clear();
    arena.reserve(nodes);
}

impl Tree {
    /// Empties the tree and makes room for about as many nodes as a source of some bytes has, so that its arenas seldom
    /// move.
    pub(super) fn start(&mut self, bytes: usize) {
        self.symbols.reset();
        self.method_calls.clear();
        self.table_items.clear();
        self.clauses.clear();
        self.blocks.clear();
        self.numeric_fors.clear();
        self.generic_fors.clear();
        self.functions.clear();
        self.names.clear();
        self.declared_names.clear();
        self.fault = None;
        start_arena(&mut self.expressions, bytes / 16);
        start_arena(&mut self.expression_lines, bytes / 16);
        start_arena(&mut self.expression_lists, bytes / 32);
        start_arena(&mut self.statements, bytes / 64);
        start_arena(&mut self.statement_lines, bytes / 64);
        start_arena(&mut self.statement_lists, bytes / 64);
    }

    /// What is wrong with the form of the source. The tree is then that of the source before it, and of
    /// use only to find out whether something else was wrong there before.
    pub fn fault(&self) -> Option<&SyntaxError> {
        self.fault.as_deref()
    }

    /// The token that was refused, as messages show it.
    pub fn refused_token(&self) -> &[u8] {
        &self.refused
    }

    /// The function that is the whole chunk.
    pub fn main(&self) -> FunctionId {
        self.main
    }

    /// The line on which the value of an expression is fetched.
    pub fn line(&self, id: ExpressionId) -> u32 {
        self.expression_lines[id.index()].fetch
    }

    /// The line of the instruction that an expression itself is.
    pub fn operation_line(&self, id: ExpressionId) -> u32 {
        self.expression_lines[id.index()].operation
    }

    /// The bytes of a name or string literal.
    pub fn text(&self, name: NameId) -> &[u8] {
        self.symbols.text(name)
    }

    /// How many different names and string literals there are; ids run from 0 to here.
    pub fn name_count(&self) -> usize {
        self.symbols.count()
    }
}
