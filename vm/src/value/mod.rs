//! A Lua value, its representation and its raw equality.

mod bits;
pub mod equality;

pub use bits::*;
