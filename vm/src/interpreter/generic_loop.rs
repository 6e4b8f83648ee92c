//! The generic `for`: calls its iterator, or walks the table itself where the iterator is `next` or that of `ipairs`.

use super::arithmetic::exact_integer;
use super::native::{NativeFunction, Role};
use super::quick_switch::switching_role;
use super::state::State;
use super::throw::Throw;
use crate::bytecode::Instruction;
use crate::gc::Gc;
use crate::object::Table;
use crate::value::{INTEGER, NATIVE, NATIVE_CLOSURE, NIL, Value, copy_value, store_value};

impl State {
    /// `GenericForPrepare`: marks the closing value and jumps to the call.
    pub(crate) fn prepare_generic_loop(&mut self, word: Instruction) -> Result<(), Throw> {
        // SAFETY: the operands of a verified instruction.
        let closing = unsafe { self.machine().register(word.a()).add(2) };
        // SAFETY: as above.
        if word.x() != 0 || unsafe { (*closing).is_nil() } {
            // The payload of an absent closing value holds the position of a walk by `next`.
            // SAFETY: as above.
            unsafe { store_value(closing, Value::NIL) };
        } else {
            self.mark_close(closing)?;
        }
        self.jump(word.d());
        Ok(())
    }

    /// `GenericForCall`: calls the iterator with the state and the control variable.
    pub(crate) fn generic_loop_call(&mut self, word: Instruction) -> Result<(), Throw> {
        // SAFETY: the operands of a verified instruction: the loop's registers start three below.
        unsafe {
            let function = self.machine().register(word.a());
            let iterator = function.sub(3);
            if (*iterator).tag == NATIVE
                && (*function.sub(2)).is_table()
                && self.coroutine.hook_mask == 0
            {
                let role = (*((*iterator).payload as *const NativeFunction)).role;
                let walks = role.walks();
                if walks && self.walk(role, function, word.b() - 1) {
                    return Ok(());
                }
            }
            copy_value(function.add(3), function);
            copy_value(function.add(2), function.sub(2));
            copy_value(function, iterator);
            if (*iterator).tag == NATIVE_CLOSURE
                && self.coroutine.hook_mask == 0
                && matches!(switching_role(iterator), Role::ResumeWrapped)
                && let Some(machine) =
                    self.switch_quickly::<true>(Role::ResumeWrapped, function, 2, self.pc)
            {
                (self.base, self.pc) = (machine.base, machine.pc);
                return if self.heap.collector.is_due() { self.safepoint() } else { Ok(()) };
            }
            self.top = function.add(4);
            let is_native = (*iterator).is_function() && (*iterator).tag != crate::value::CLOSURE;
            self.begin_call(function, 2, self.pc)?;
            if is_native && self.heap.collector.is_due() && self.exit.is_none() {
                self.safepoint()
            } else {
                Ok(())
            }
        }
    }

    /// Takes a step without calling; whether that was possible.
    ///
    /// # Safety
    /// `control` is the loop's first variable, with iterator, state and closing value below it.
    unsafe fn walk(&mut self, role: Role, control: *mut Value, wanted: usize) -> bool {
        // SAFETY: by the caller's promise; the loop has `wanted` variables from `control` on.
        unsafe {
            let table: Gc<Table> = (*control.sub(2)).pointer();
            let pair = match role {
                Role::Next => {
                    let Some(pair) = self.walk_next(table, control, *control) else { return false };
                    pair
                }
                Role::NextWithFloats => {
                    // The table has integral keys as integers; nothing else can be such a float.
                    let key = exact_integer(*control).map_or(*control, Value::integer);
                    let Some(pair) = self.walk_next(table, control, key) else { return false };
                    pair.map(|(key, value)| (self.key_value(key), value))
                }
                Role::ArrayStepWithFloats => {
                    let Some(index) = exact_integer(*control) else { return false };
                    let index = index.wrapping_add(1);
                    let value = table.get_integer(index);
                    (!value.is_nil()).then(|| (Value::float(index as f64), value))
                }
                _ => {
                    let Some(index) = (*control).as_integer() else { return false };
                    let index = index.wrapping_add(1);
                    let value = table.get_integer(index);
                    if value.is_nil() && table.metatable().is_some() {
                        return false;
                    }
                    (!value.is_nil()).then(|| (Value::from_parts(INTEGER, index as u64), value))
                }
            };
            let (key, value) = pair.unwrap_or((Value::NIL, Value::NIL));
            store_value(control, key);
            if wanted > 1 {
                store_value(control.add(1), value);
            }
            for extra in 2..wanted {
                (*control.add(extra)).tag = NIL;
            }
            true
        }
    }

    /// The entry after the one with the given key, which should be the one that the loop came to last; nothing inside
    /// the result at the end.
    ///
    /// # Safety
    /// `control` is the loop's first variable, with the closing value below it.
    #[inline]
    #[expect(clippy::option_option, reason = "no entry is not the same as no way to tell")]
    unsafe fn walk_next(
        &mut self,
        table: Gc<Table>,
        control: *mut Value,
        key: Value,
    ) -> Option<Option<(Value, Value)>> {
        // SAFETY: by the caller's promise.
        let closing = unsafe { &mut *control.sub(1) };
        if closing.tag != NIL {
            return None;
        }
        // The payload of an absent closing value is the position of the walk.
        let position = closing.payload as usize;
        if key.is_nil() {
            if position != 0 {
                return None;
            }
        } else if !table.key_before(position).is_some_and(|before| before.is_same(key)) {
            return None;
        }
        let next = table.next_index(position);
        closing.payload = next.map_or(0, |(position, ..)| position as u64);
        Some(next.map(|(_, key, value)| (key, value)))
    }
}
