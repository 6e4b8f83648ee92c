//! Text to tree; knows no values.
//!
//! [`parse`] reads a whole chunk into a [`tree::Tree`] in one pass. What can be wrong with names
//! (constants assigned, labels missing, too many locals) is the compiler's to find; everything that
//! is wrong with the form of the text is found here.

mod arena;
mod declaration;
mod error;
mod expression;
mod lexer;
mod literal;
mod parser;
mod statement;
mod symbols;
mod token;
pub mod tree;

pub use crate::text::chunk_name::chunk_id;
pub use error::SyntaxError;
pub use parser::Memory;
pub use tree::Tree;

use crate::dialect::Dialect;

/// Parses a chunk. `chunk_name` is as given to `load`, with its mark (`=`, `@`) if it has one.
///
/// `charge` is called with the number of tokens read since the last call, about every thousand;
/// when it returns false, parsing ends with an error that says it was stopped. What was wrong with the
/// form of the source is the tree's [`Tree::fault`]. The tree takes its memory from `memory`, if it gets it back.
pub fn parse(
    source: &[u8],
    chunk_name: &[u8],
    dialect: &'static Dialect,
    charge: &mut dyn FnMut(u64) -> bool,
    memory: &mut Memory,
) -> Tree {
    let shown_name = chunk_id(chunk_name, dialect.spaced_chunk_names);
    parser::parse_chunk(source, &shown_name, dialect, charge, memory)
}
