//! The Rust face as an embedder uses it.

mod attacks;
mod errors;
mod limits;
mod memory;
mod runs;
mod sharing;
mod surroundings;
mod suspension;
mod transfer;
mod values;

use perilune::api::{FromLuaMulti, Lua, Options};

/// A state with all libraries.
fn lua() -> Lua {
    Lua::new(Options { seed: Some(1), ..Options::all() })
        .expect("a state without limits can be made")
}

/// What a chunk or an expression gives.
fn eval<T: FromLuaMulti>(lua: &mut Lua, source: &str) -> T {
    lua.load(source).eval().expect("the chunk runs")
}
