//! Table access where no metamethod is involved.

use super::upvalue::upvalue;
use super::{Machine, Step, forget, op, set_integer_value};
use crate::bytecode::Instruction;
use crate::gc::Gc;
use crate::interpreter::state::State;
use crate::object::{LuaString, Node, Table};
use crate::value::{INTEGER, LONG_STRING, NIL, STRING, TABLE, Value, copy_value};

/// The fields of an instruction, as [`Machine::reread`] counts them.
const A: usize = 3;
const B: usize = 2;
pub(super) const C: usize = 1;

/// The node of an interned string in a table; null if there is none.
#[inline(always)]
pub(super) unsafe fn find(table: *const Table, key: u64, hash: u32) -> *mut Node {
    // SAFETY: the nodes pointer is never null, the mask bounds the index, and `next` stays inside the part.
    unsafe {
        let mut node = (*table).nodes.add((hash & (*table).node_mask) as usize);
        loop {
            if (*node).key == key && (*node).key_tag == STRING {
                return node;
            }
            let next = (*node).next;
            if next == 0 {
                return std::ptr::null_mut();
            }
            node = node.offset(next as isize);
        }
    }
}

/// Reads a field of a table into a register; the word after the instruction holds the key's hash. Where the table has no
/// such field but a metatable, `missing` is the way to go on.
#[inline(always)]
unsafe fn read_field(
    machine: &mut Machine,
    word: Instruction,
    table: *const Table,
    missing: Step,
) -> Step {
    // SAFETY: the verifier checked that the constant is an interned string and the data word exists.
    unsafe {
        let key = (*machine.constant(word.signed_c())).payload;
        let node = find(table, key, *machine.pc as u32);
        let target = machine.register(word.a());
        if !node.is_null() && (*node).value_tag != NIL {
            (*target).payload = (*node).value;
            (*target).tag = (*node).value_tag;
        } else {
            if !(*table).metatable.is_null() || (*table).has_relatives() {
                return missing;
            }
            (*target).tag = NIL;
        }
        machine.jump(1);
        Step::Next
    }
}

/// Writes a field of a table that has it already.
#[inline(always)]
unsafe fn write_field(
    state: *mut State,
    machine: &mut Machine,
    word: Instruction,
    table: *mut Table,
    value: *const Value,
) -> Step {
    // SAFETY: as in `read_field`.
    unsafe {
        let key = (*machine.constant(word.signed_c())).payload;
        let node = find(table, key, *machine.pc as u32);
        if node.is_null() {
            return Step::AddField;
        }
        if (*table).shares_nodes() {
            return Step::SlowWrite;
        }
        if (*node).value_tag == NIL {
            // The key comes back to a node it had, or to one made for it: what is known about absent events is void, and
            // the collector may not know the key.
            if !(*table).metatable.is_null() || (*state).heap.collector.needs_barrier(table.cast())
            {
                return Step::SlowWrite;
            }
            (*table).header.flags = 0;
        }
        if (*value).tag >= STRING && (*state).heap.collector.needs_barrier(table.cast()) {
            return Step::SlowWrite;
        }
        (*node).value = (*value).payload;
        (*node).value_tag = (*value).tag;
        machine.jump(1);
        Step::Next
    }
}

op! {
    /// `R[dst] = R[table][K[key]]`
    get_field(state, machine, word) {
        let object = machine.register(word.b());
        if (*object).tag != TABLE {
            return Step::SlowRead;
        }
        read_field(machine, word, (*object).payload as *const Table, Step::InheritField)
    }
}

op! {
    /// `R[table][K[key]] = R[value]`
    set_field(state, machine, word) {
        let object = machine.register(word.a());
        if (*object).tag != TABLE {
            return Step::SlowWrite;
        }
        let value = machine.register(word.b());
        write_field(state, machine, word, (*object).payload as *mut Table, value)
    }
}

op! {
    /// `R[table][K[key]] = K[value]`
    set_field_constant(state, machine, word) {
        let object = machine.register(word.a());
        if (*object).tag != TABLE {
            return Step::SlowWrite;
        }
        let value = machine.constant(word.signed_b());
        write_field(state, machine, word, (*object).payload as *mut Table, value)
    }
}

op! {
    /// `R[dst] = U[upvalue][K[key]]`
    get_upvalue_field(state, machine, word) {
        let object = (*upvalue(machine, word.b())).location;
        if (*object).tag != TABLE {
            return Step::SlowRead;
        }
        read_field(machine, word, (*object).payload as *const Table, Step::SlowRead)
    }
}

op! {
    /// `U[upvalue][K[key]] = R[value]`
    set_upvalue_field(state, machine, word) {
        let object = (*upvalue(machine, word.b())).location;
        if (*object).tag != TABLE {
            return Step::SlowWrite;
        }
        let value = machine.register(word.a());
        write_field(state, machine, word, (*object).payload as *mut Table, value)
    }
}

op! {
    /// `R[dst + 2] = R[object]; R[dst] = R[object][K[key]]`
    method(state, machine, word) {
        let object = machine.register(word.b());
        if (*object).tag != TABLE {
            return Step::InheritMethod;
        }
        let key = (*machine.constant(word.signed_c())).payload;
        let node = find((*object).payload as *const Table, key, *machine.pc as u32);
        if node.is_null() || (*node).value_tag == NIL {
            return Step::InheritMethod;
        }
        let target = machine.register(word.a());
        copy_value(target.add(2), object);
        (*target).payload = (*node).value;
        (*target).tag = (*node).value_tag;
        machine.jump(2);
        Step::Next
    }
}

/// Reads an item of the array part into the register that field `a` names; where there is none, `outside` is the way to
/// go on.
#[inline(always)]
pub(super) unsafe fn read_item(
    machine: &Machine,
    table: *const Table,
    index: u64,
    outside: Step,
) -> Step {
    // SAFETY: an array of capacity n has n payloads followed by n tags.
    unsafe {
        let at = forget(index.wrapping_sub(1));
        let capacity = u64::from((*table).array_capacity);
        if at >= capacity {
            return outside;
        }
        let array = (*table).array;
        let tag = *array.add(capacity as usize).cast::<u8>().add(at as usize);
        if tag < INTEGER {
            // Nil and the booleans are their tags; their payloads are not even fetched.
            if tag == NIL {
                return outside;
            }
            (*machine.register(machine.reread(A).into())).tag = tag;
            return Step::NextJump;
        }
        let target = machine.register(machine.reread(A).into());
        (*target).payload = *array.add(at as usize);
        (*target).tag = tag;
        Step::Next
    }
}

/// Writes an item of the array part; `value` finds the value anew each time. Slow where the index is outside it, or the item absent and a metatable present.
#[inline(always)]
pub(super) unsafe fn write_item(
    state: *mut State,
    table: *mut Table,
    index: u64,
    value: impl Fn() -> *const Value,
) -> Step {
    // SAFETY: as in `read_item`.
    unsafe {
        let value_tag = (*value()).tag;
        // The barrier comes first, because behind it the table itself is needed no more: all fits into registers.
        if value_tag >= STRING && (*state).heap.collector.needs_barrier(table.cast()) {
            return Step::SlowWrite;
        }
        let at = forget(index.wrapping_sub(1));
        let capacity = u64::from((*table).array_capacity);
        if at >= capacity {
            return Step::SlowWrite;
        }
        let is_plain = (*table).metatable.is_null();
        let array = (*table).array;
        let tag = array.add(capacity as usize).cast::<u8>().add(at as usize);
        if !is_plain && *tag == NIL {
            return Step::SlowWrite;
        }
        *tag = value_tag;
        if value_tag < INTEGER {
            // Nil and the booleans are their tags; their payloads are never looked at.
            return Step::NextJump;
        }
        *array.add(at as usize) = (*value()).payload;
        Step::Next
    }
}

op! {
    /// `R[dst] = R[table][R[key]]`
    get_index(state, machine, word) {
        let object = machine.register(word.b());
        let key = machine.register(word.c());
        if (*object).tag != TABLE {
            return Step::SlowRead;
        }
        if (*key).tag != INTEGER {
            return Step::ReadString;
        }
        read_item(machine, (*object).payload as *const Table, (*key).payload, Step::ReadInteger)
    }
}

op! {
    /// `R[dst] = R[table][R[key]]` of an integer that the array has no value for; one within it is in no node either
    get_index_by_integer(state, machine, word) {
        let key = (*machine.register(word.c())).payload;
        let table = (*machine.register(word.b())).payload as *mut Table;
        read_integer_node(table, key as i64, machine.register(word.a()))
    }
}

/// Reads a field at an integer that the array has no value for.
#[inline(always)]
pub(super) unsafe fn read_integer_node(table: *mut Table, key: i64, target: *mut Value) -> Step {
    // SAFETY: by the callers: a live table and a register.
    unsafe {
        let node = Gc::from_ptr(table).find_integer_node(key);
        if node.is_null() || (*node).value_tag == NIL {
            if !(*table).metatable.is_null() {
                return Step::SlowRead;
            }
            (*target).tag = NIL;
            return Step::NextJump;
        }
        (*target).payload = (*node).value;
        (*target).tag = (*node).value_tag;
        Step::Next
    }
}

op! {
    /// `R[dst] = R[table][R[key]]` of a table whose key is not an integer
    get_index_by_string(state, machine, word) {
        let key = machine.register(word.c());
        if (*key).tag != STRING {
            return Step::ReadFloat;
        }
        let table = (*machine.register(word.b())).payload as *const Table;
        let target = machine.register(word.a());
        let node = find(table, (*key).payload, (*((*key).payload as *const LuaString)).header.aux);
        if node.is_null() || (*node).value_tag == NIL {
            if !(*table).metatable.is_null() || (*table).has_relatives() {
                return Step::SlowRead;
            }
            (*target).tag = NIL;
            return Step::NextJump;
        }
        (*target).payload = (*node).value;
        (*target).tag = (*node).value_tag;
        Step::Next
    }
}

op! {
    /// `R[table][R[key]] = R[value]`
    set_index(state, machine, word) {
        let object = machine.register(word.a());
        let key = machine.register(word.b());
        if (*object).tag != TABLE {
            return Step::SlowWrite;
        }
        if (*key).tag != INTEGER {
            return Step::WriteString;
        }
        let (table, machine) = ((*object).payload as *mut Table, *machine);
        write_item(state, table, (*key).payload, || machine.register(machine.reread(C).into()))
    }
}

op! {
    /// `R[table][R[key]] = K[value]`
    set_index_constant(state, machine, word) {
        let object = machine.register(word.a());
        let key = machine.register(word.b());
        if (*object).tag != TABLE {
            return Step::SlowWrite;
        }
        if (*key).tag != INTEGER {
            return Step::WriteStringConstant;
        }
        let (table, machine) = ((*object).payload as *mut Table, *machine);
        let value = || machine.constant((machine.reread(C) as i16).into());
        write_item(state, table, (*key).payload, value)
    }
}

/// Writes to a table that has a short string as a key already; any other key goes on by `other_key`.
#[inline(always)]
unsafe fn write_by_string(
    state: *mut State,
    table: *mut Table,
    key: *const Value,
    value: *const Value,
    other_key: Step,
) -> Step {
    // SAFETY: by the callers: a table, a register, and a register or a constant.
    unsafe {
        if (*key).tag != STRING {
            return other_key;
        }
        let node = find(table, (*key).payload, (*((*key).payload as *const LuaString)).header.aux);
        if node.is_null() {
            return Step::AddField;
        }
        if (*node).value_tag == NIL || (*table).shares_nodes() {
            return Step::SlowWrite;
        }
        if (*value).tag >= STRING && (*state).heap.collector.needs_barrier(table.cast()) {
            return Step::SlowWrite;
        }
        (*node).value = (*value).payload;
        (*node).value_tag = (*value).tag;
        Step::Next
    }
}

op! {
    /// `R[table][R[key]] = R[value]` of a table whose key is not an integer
    set_index_by_string(state, machine, word) {
        let table = (*machine.register(word.a())).payload as *mut Table;
        let (key, value) = (machine.register(word.b()), machine.register(word.c()));
        write_by_string(state, table, key, value, Step::WriteFloat)
    }
}

op! {
    /// `R[table][R[key]] = K[value]` of a table whose key is not an integer
    set_index_constant_by_string(state, machine, word) {
        let table = (*machine.register(word.a())).payload as *mut Table;
        let value = machine.constant(word.signed_c());
        write_by_string(state, table, machine.register(word.b()), value, Step::WriteFloatConstant)
    }
}

op! {
    /// `R[dst] = R[table][index]`
    get_integer(state, machine, word) {
        let object = machine.register(word.b());
        if (*object).tag != TABLE {
            return Step::SlowRead;
        }
        let table = (*object).payload as *const Table;
        read_item(machine, table, word.c() as u64, Step::ReadConstantInteger)
    }
}

op! {
    /// `R[dst] = R[table][index]` of an integer that the array has no value for
    get_integer_in_nodes(state, machine, word) {
        let table = (*machine.register(word.b())).payload as *mut Table;
        read_integer_node(table, word.c() as i64, machine.register(word.a()))
    }
}

op! {
    /// `R[table][index] = R[value]`
    set_integer(state, machine, word) {
        let object = machine.register(word.a());
        if (*object).tag != TABLE {
            return Step::SlowWrite;
        }
        let (table, machine) = ((*object).payload as *mut Table, *machine);
        write_item(state, table, word.c() as u64, || machine.register(machine.reread(B).into()))
    }
}

/// The length of a string, or of a table whose border is where it was last, if no metamethod can be involved.
#[inline(always)]
pub(super) unsafe fn quick_length(source: *const Value) -> Option<i64> {
    // SAFETY: by the callers: a register, whose payload is what its tag says.
    unsafe {
        if (*source).tag == TABLE {
            let table = (*source).payload as *mut Table;
            if !(*table).metatable.is_null() {
                return None;
            }
            return Gc::from_ptr(table).length_at_hint();
        }
        if (*source).tag == STRING || (*source).tag == LONG_STRING {
            return Some((*((*source).payload as *const LuaString)).len as i64);
        }
        None
    }
}

op! {
    /// `R[dst] = #R[src]`
    length(state, machine, word) {
        if word.x() != 0 {
            return Step::FloatLength;
        }
        match quick_length(machine.register(word.b())) {
            Some(length) => {
                set_integer_value(machine.register(word.a()), length);
                Step::Next
            }
            None => Step::SlowLength,
        }
    }
}
