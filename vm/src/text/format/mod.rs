//! `string.format`: directives, and values written as they ask.
//!
//! The order of complaints is the reference's: first a missing argument, then what
//! [`Directive::conversion`] says, then for conversions that [check first](Conversion::checks_first)
//! what [`Directive::check`] says, then the argument's type, then what the `format_…` method says.

mod directive;
mod quote;
mod value;

pub use directive::{Conversion, Directive, Part, Parts};
pub use quote::{quote_briefly, quote_float, quote_integer, quote_text};
pub use value::LONG_TEXT;
