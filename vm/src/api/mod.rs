//! The Rust face of the machine: the only part that anything above it may see.
//!
//! It has two storeys. The comfortable one is this module: a [`Lua`] owns a state, a [`Context`] is what both a host
//! and its functions work with, values are owned and stay alive while they are held, and nothing here is unsafe to use.
//! The fast one is [`native`]: raw values, slots and actions, with rules to keep.
//!
//! ```
//! use perilune::api::{Lua, Options};
//!
//! let mut lua = Lua::new(Options::all())?;
//! let double = lua.create_function(|_, number: i64| Ok(number * 2))?;
//! lua.globals().set(&mut lua, "double", double)?;
//! assert_eq!(lua.load("return double(21)").eval::<i64>()?, 42);
//! # Ok::<(), perilune::api::Error>(())
//! ```

mod call;
mod chunk;
mod class;
mod collection;
mod collector;
mod conversion;
mod coroutine;
mod error;
mod function;
mod handle;
mod hook;
mod host;
mod inspect;
mod interrupt;
mod lua;
mod multiple;
pub mod native;
mod options;
mod program;
mod run;
mod streams;
mod table;
mod transfer;
mod userdata;
mod value;

pub use crate::gc::{Mode as CollectorMode, Parameter as CollectorParameter};
pub use chunk::Chunk;
pub use class::Class;
pub use conversion::{FromLua, IntoLua};
pub use coroutine::Status;
pub use error::{Error, RuntimeError};
pub use handle::{Coroutine, Function, Table, Userdata};
pub use hook::{HookEvent, HookTriggers};
pub use inspect::{FrameDescription, Info, Local};
pub use interrupt::InterruptHandle;
pub use lua::{Context, Lua};
pub use multiple::{FromLuaMulti, IntoLuaMulti, MultiValue, Variadic};
pub use options::{Dialect, Libraries, Options};
pub use program::Program;
pub use run::{Progress, Request, Run};
pub use streams::Streams;
pub use table::Entries;
pub use transfer::{Other, Transfer};
pub use value::{LuaString, Value};
