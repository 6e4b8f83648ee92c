//! The generic `for` over tables, as long as its iterator is `next` or that of `ipairs`.

use super::{Step, op};
use crate::interpreter::native::{NativeFunction, Role};
use crate::object::Table;
use crate::value::{INTEGER, NATIVE, NIL, TABLE, Value};

/// Gives the loop an entry: its key and its value.
#[inline(always)]
unsafe fn give(control: *mut Value, key: (u8, u64), value: (u8, u64)) -> Step {
    // SAFETY: the loop's registers reach beyond its second variable, also where it has only one.
    unsafe {
        (*control).payload = key.1;
        (*control).tag = key.0;
        let second = control.add(1);
        (*second).payload = value.1;
        (*second).tag = value.0;
    }
    Step::Next
}

/// A step of `ipairs` inside the array.
#[inline(always)]
unsafe fn step_in_array(table: *const Table, control: *mut Value) -> Step {
    // SAFETY: an array of capacity n has n payloads followed by n tags.
    unsafe {
        // The index of the next item counts from one, and that of its slot from zero.
        let at = (*control).payload;
        let capacity = u64::from((*table).array_capacity);
        if (*control).tag != INTEGER || at >= capacity {
            return Step::SlowIteration;
        }
        let array = (*table).array;
        let tag = *array.add(capacity as usize).cast::<u8>().add(at as usize);
        if tag == NIL {
            return Step::SlowIteration;
        }
        give(control, (INTEGER, at + 1), (tag, *array.add(at as usize)))
    }
}

/// A step of `next`. The payload of an absent closing value is the position of the walk, which counts slots of the array
/// and then nodes; what it gave last must be the control variable.
#[inline(always)]
unsafe fn step_by_position(table: *const Table, control: *mut Value) -> Step {
    // SAFETY: the closing value lies below the control variable; positions are looked at before they are used.
    unsafe {
        let closing = control.sub(1);
        let capacity = u64::from((*table).array_capacity);
        let mut at = (*closing).payload;
        let key = (*control).payload;
        if at <= capacity {
            let is_expected = if at == 0 {
                (*control).tag == NIL
            } else {
                (*control).tag == INTEGER && key == at
            };
            if !is_expected {
                return Step::SlowIteration;
            }
            let array = (*table).array;
            while at < capacity {
                let tag = *array.add(capacity as usize).cast::<u8>().add(at as usize);
                at += 1;
                if tag != NIL {
                    (*closing).payload = at;
                    return give(control, (INTEGER, at), (tag, *array.add(at as usize - 1)));
                }
            }
        } else {
            let node = at - capacity - 1;
            if node > u64::from((*table).node_mask) {
                return Step::SlowIteration;
            }
            let node = (*table).nodes.add(node as usize);
            if (*node).key != key || (*node).key_tag != (*control).tag {
                return Step::SlowIteration;
            }
        }
        let end = capacity + u64::from((*table).node_mask);
        let mut node = (*table).nodes.add((at - capacity) as usize);
        // The shared empty node has no value, so it needs no test.
        while at <= end {
            at += 1;
            if (*node).value_tag != NIL {
                (*closing).payload = at;
                let key = ((*node).key_tag, (*node).key);
                return give(control, key, ((*node).value_tag, (*node).value));
            }
            node = node.add(1);
        }
        (*closing).payload = 0;
        (*control).tag = NIL;
        Step::NextJump
    }
}

op! {
    /// `R[func], ... = R[func - 3](R[func - 2], R[func])`
    generic_for_call(state, machine, word) {
        let control = machine.register(word.a());
        let iterator = control.sub(3);
        let table = control.sub(2);
        if (*iterator).tag != NATIVE || (*table).tag != TABLE || word.b() > 3 {
            return Step::SlowIteration;
        }
        let table = (*table).payload as *const Table;
        // Nodes that are nil may have their values elsewhere.
        if (*table).has_relatives() {
            return Step::SlowIteration;
        }
        match (*((*iterator).payload as *const NativeFunction)).role {
            Role::Next if (*control.sub(1)).tag == NIL => step_by_position(table, control),
            Role::ArrayStep => step_in_array(table, control),
            _ => Step::SlowIteration,
        }
    }
}

op! {
    /// `if R[func] ~= nil then jump back`
    generic_for_loop(state, machine, word) {
        (*state).fuel -= word.x() as i64;
        if (*state).fuel < 0 {
            return Step::Slow;
        }
        if (*machine.register(word.a()).add(3)).is_nil() {
            return Step::Next;
        }
        machine.jump(word.d());
        Step::NextJump
    }
}
