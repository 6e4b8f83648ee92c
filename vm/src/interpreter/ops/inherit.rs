//! Reading what a table inherits through `__index`, as long as only tables are involved.

use super::table::find;
use super::{Step, op};
use crate::interpreter::metamethod::basic_type;
use crate::interpreter::state::State;
use crate::object::{Event, Node, Table};
use crate::value::{LONG_STRING, NIL, STRING, TABLE, copy_value};

/// How many tables a search through `__index` looks at before it is left to ordinary code, which knows the limit.
const NEAR_CHAIN: usize = 64;

/// What a search through `__index` came to.
enum Inherited {
    /// The node with the value.
    Found(*const Node),
    /// No table has the key.
    Absent,
    /// Something other than a table is next in the chain.
    Unknown,
}

/// Looks for an interned string where `table` inherits from.
#[inline(always)]
unsafe fn find_inherited(
    state: *const State,
    mut table: *const Table,
    key: u64,
    hash: u32,
) -> Inherited {
    const ABSENT: u8 = match Event::Index.absent_bit() {
        Some(bit) => bit,
        None => 0,
    };
    // SAFETY: metatables are live tables, and the value of a node with the tag of tables is one.
    unsafe {
        let index_name = (*state).index_name;
        let name_hash = index_name.header.aux;
        let mut left = NEAR_CHAIN;
        while left > 0 {
            left -= 1;
            if (*table).has_relatives() {
                return Inherited::Unknown;
            }
            let metatable = (*table).metatable;
            if metatable.is_null() || (*metatable).header.flags & ABSENT != 0 {
                return Inherited::Absent;
            }
            let index = find(metatable, index_name.as_ptr() as u64, name_hash);
            if index.is_null() || (*index).value_tag != TABLE {
                return Inherited::Unknown;
            }
            table = (*index).value as *const Table;
            let node = find(table, key, hash);
            if !node.is_null() && (*node).value_tag != NIL {
                return Inherited::Found(node);
            }
        }
        Inherited::Unknown
    }
}

/// Looks for an interned string in the table that strings inherit from, if it has the key itself.
#[inline(always)]
unsafe fn find_of_string(state: *const State, key: u64, hash: u32) -> Inherited {
    // SAFETY: as in `find_inherited`.
    unsafe {
        let Some(metatable) = (*state).type_metatables[const { basic_type(STRING) }] else {
            return Inherited::Unknown;
        };
        let index_name = (*state).index_name;
        let index = find(metatable.as_ptr(), index_name.as_ptr() as u64, index_name.header.aux);
        if index.is_null() || (*index).value_tag != TABLE {
            return Inherited::Unknown;
        }
        let node = find((*index).value as *const Table, key, hash);
        if node.is_null() || (*node).value_tag == NIL {
            return Inherited::Unknown;
        }
        Inherited::Found(node)
    }
}

op! {
    /// `R[dst] = R[table][K[key]]` of a table that does not have the key
    get_inherited_field(state, machine, word) {
        let key = (*machine.constant(word.signed_c())).payload;
        let table = (*machine.register(word.b())).payload as *const Table;
        let target = machine.register(word.a());
        match find_inherited(state, table, key, *machine.pc as u32) {
            Inherited::Found(node) => {
                (*target).payload = (*node).value;
                (*target).tag = (*node).value_tag;
            }
            Inherited::Absent => (*target).tag = NIL,
            Inherited::Unknown => return Step::SlowRead,
        }
        machine.jump(1);
        Step::Next
    }
}

op! {
    /// `R[dst + 2] = R[object]; R[dst] = R[object][K[key]]` of an object that does not have the key itself, as usual for
    /// the object of a class, or of a string
    inherited_method(state, machine, word) {
        let key = (*machine.constant(word.signed_c())).payload;
        let object = machine.register(word.b());
        let hash = *machine.pc as u32;
        let found = match (*object).tag {
            TABLE => find_inherited(state, (*object).payload as *const Table, key, hash),
            STRING | LONG_STRING => find_of_string(state, key, hash),
            _ => Inherited::Unknown,
        };
        let Inherited::Found(node) = found else { return Step::SlowRead };
        let target = machine.register(word.a());
        copy_value(target.add(2), object);
        (*target).payload = (*node).value;
        (*target).tag = (*node).value_tag;
        machine.jump(2);
        Step::Next
    }
}
