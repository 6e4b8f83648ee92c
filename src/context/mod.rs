//! The class behind `new lua.init()`: one Lua state, and what JavaScript and Lua hold of each other.

mod asynchronous;
mod bytecode;
mod calls;
mod class;
mod collector;
mod copy;
mod coroutines;
mod entry;
mod execute;
mod globals;
mod hook;
mod information;
mod lifecycle;
mod memory;
mod reset;
mod scripts;
mod stack;
mod state;
mod tables;

pub(crate) use asynchronous::hops;
pub(crate) use class::define;
pub(crate) use coroutines::resumed;
pub(crate) use coroutines::status_of;
pub(crate) use state::{LuaContext, Status};
