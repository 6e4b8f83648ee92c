//! Numbers without values: arithmetic, comparison, reading and printing, as the language defines them.

pub mod arithmetic;
pub mod compare;
mod decimal;
mod fixed;
pub mod format;
pub mod parse;
pub mod printf;
pub mod utf8;

pub use format::NumberFormat;

/// A number of either subtype.
#[derive(Clone, Copy, Debug)]
pub enum Number {
    /// A 64-bit integer in two's complement.
    Integer(i64),
    /// A double.
    Float(f64),
}
