//! The class behind `new lua.init()`: one Lua state, and what JavaScript and Lua hold of each other.

mod asynchronous;
mod bytecode;
mod class;
mod collector;
mod execute;
mod globals;
mod hook;
mod information;
mod lifecycle;
mod names;
mod scripts;
mod state;

pub(crate) use class::define;
pub(crate) use state::{LuaContext, Status};
