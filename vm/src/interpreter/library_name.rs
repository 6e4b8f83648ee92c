//! The name that a function has in a loaded library.

use super::state::State;
use crate::object::{LuaString, Table};
use crate::text::until_nul;
use crate::value::Value;

impl State {
    /// The name of a function in a loaded library, such as `string.rep`.
    pub fn library_name(&self, function: Value) -> Option<Vec<u8>> {
        let mut position = 0;
        while let Some((next, key, library)) = self.loaded.next_index(position) {
            position = next;
            if !key.is_string() || !library.is_table() {
                continue;
            }
            let key_of_function = library.pointer::<Table>().key_of_function(function);
            if let Some(name) = key_of_function.filter(|name| name.is_string()) {
                let name = name.pointer::<LuaString>();
                let library = key.pointer::<LuaString>().as_bytes();
                let mut qualified = match library == b"_G" {
                    true => Vec::new(),
                    false => [library, b"."].concat(),
                };
                qualified.extend_from_slice(name.as_bytes());
                qualified.truncate(until_nul(&qualified).len());
                return Some(qualified);
            }
        }
        None
    }
}
