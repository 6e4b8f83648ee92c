//! A Lua virtual machine: the layers, bottom first.
//!
//! Start reading at [`api`], then `bytecode/opcodes.rs`, then `interpreter/dispatch.rs`.

pub mod number;
pub mod text;

pub mod dialect;

pub mod syntax;

pub mod gc;

pub mod value;

pub mod object;

pub mod bytecode;

pub mod compiler;

pub mod interpreter;

pub mod stdlib;

pub mod api;
