//! Instructions that create things: tables, closures, vararg tables, and the copying of extra arguments.

use super::arithmetic::exact_integer;
use super::frame::{FrameRef, VARARG};
use super::native::{NativeFunction, Role};
use super::state::State;
use super::throw::Throw;
use crate::bytecode::{FORM_SHIFT, Instruction, Opcode};
use crate::gc::Gc;
use crate::object::{Closure, LuaString, Table, Upvalue};
use crate::value::{self, NIL, TABLE, Value, copy_value};

impl State {
    /// `R[dst] = {}`
    pub(crate) fn new_table_instruction(&mut self, word: Instruction) -> Result<(), Throw> {
        if self.heap.collector.is_due() && self.collect_before(word.x())? {
            return Ok(());
        }
        let table = match word.c() >> FORM_SHIFT {
            0 => {
                let fields = match word.c() {
                    0 => 0,
                    size => 1usize << (size - 1).min(28),
                };
                self.allocate_retrying(|heap| heap.new_table(word.b(), fields))?
            }
            number => {
                let running: Gc<Closure> = self.current_frame().function().pointer();
                let form = running.prototype.forms[number - 1];
                self.allocate_retrying(|heap| heap.new_table_like(form))?
            }
        };
        self.set_register(word.a(), Value::object(TABLE, table));
        Ok(())
    }

    /// `R[table][start + i] = R[table + 1 + i]`
    pub(crate) fn set_list(&mut self, word: Instruction) -> Result<(), Throw> {
        // SAFETY: the operands of a verified instruction; its second word is the start.
        unsafe {
            let slot = self.machine().register(word.a());
            let count = match word.b() {
                0 => self.top.offset_from(slot.add(1)) as usize,
                count => count,
            };
            let start = *self.pc as i64;
            if (*slot).is_table() {
                let table: Gc<Table> = (*slot).pointer();
                self.charge(count as u64 >> 4)?;
                table.ensure_array(
                    &mut self.heap,
                    (start as usize).saturating_add(count).saturating_sub(1),
                )?;
                for index in 0..count {
                    let key = start.wrapping_add(index as i64);
                    if let Err(error) = table.set_integer(&mut self.heap, key, *slot.add(1 + index))
                    {
                        return Err(self.table_error(error));
                    }
                }
            }
        }
        self.jump(1);
        // The values lie above the table and are not needed any more.
        let live = self.base.wrapping_byte_add(word.a()).wrapping_add(1);
        self.top = live;
        if self.heap.collector.is_due() { self.safepoint_with(live) } else { Ok(()) }
    }

    /// `R[dst] = closure of child`
    pub(crate) fn closure_instruction(&mut self, word: Instruction) -> Result<(), Throw> {
        if self.heap.collector.is_due() && self.collect_before(word.x())? {
            return Ok(());
        }
        let parent: Gc<Closure> = self.current_frame().function().pointer();
        let prototype = parent.prototype.children[word.d() as usize];
        let count = prototype.draft.upvalues.len();
        let closure = self.allocate_retrying(|heap| heap.new_closure(prototype, count))?;
        for index in 0..count {
            let description = &prototype.draft.upvalues[index];
            let upvalue = if description.from_register {
                self.find_upvalue(self.base.wrapping_add(description.index as usize))?
            } else {
                parent.upvalue(description.index as usize)
            };
            // SAFETY: the slot is inside the new closure and not filled yet.
            unsafe { closure.upvalue_slot(index).write(upvalue) };
        }
        self.set_register(word.a(), Value::object(value::CLOSURE, closure));
        Ok(())
    }

    /// The open upvalue of a slot, made if there is none.
    fn find_upvalue(&mut self, slot: *mut Value) -> Result<Gc<Upvalue>, Throw> {
        let mut previous: Option<Gc<Upvalue>> = None;
        let mut current = self.coroutine.open_upvalues;
        // SAFETY: the list holds live open upvalues, highest slot first.
        unsafe {
            while !current.is_null() && (*current).location >= slot {
                let upvalue = Gc::from_ptr(current);
                if upvalue.location == slot {
                    return Ok(upvalue);
                }
                previous = Some(upvalue);
                current = upvalue.next_open();
            }
            let upvalue = self.heap.new_open_upvalue(slot, current, self.coroutine)?;
            match previous {
                Some(previous) => previous.set_next_open(upvalue.as_ptr()),
                None => self.coroutine.fields().open_upvalues = upvalue.as_ptr(),
            }
            Ok(upvalue)
        }
    }

    /// Closes every open upvalue of the running stack from a slot on.
    pub(crate) fn close_upvalues(&mut self, from: *mut Value) {
        // SAFETY: the list holds live open upvalues, highest slot first.
        unsafe {
            let mut current = self.coroutine.open_upvalues;
            while !current.is_null() && (*current).location >= from {
                let upvalue = Gc::from_ptr(current);
                current = upvalue.next_open();
                self.heap.close_upvalue(upvalue);
            }
            self.coroutine.fields().open_upvalues = current;
        }
    }

    /// Where the extra arguments of the running function lie, and how many there are.
    pub(crate) fn extra_arguments(&self) -> (*mut Value, usize) {
        Self::extra_arguments_of(&self.current_frame())
    }

    /// The same for any frame.
    pub(crate) fn extra_arguments_of(frame: &FrameRef) -> (*mut Value, usize) {
        let link = frame.link();
        let Some(closure) = frame.closure() else { return (frame.base, 0) };
        if link.flag & VARARG == 0 {
            return (frame.base, 0);
        }
        let fixed = closure.prototype.draft.parameters as usize;
        // SAFETY: the arguments lie between the original function slot and the copied one.
        unsafe {
            let first = frame.function_slot().add(2 + fixed);
            let end = frame.base.sub(2);
            (first, (end as usize).saturating_sub(first as usize) / size_of::<Value>())
        }
    }

    /// `R[first], ... = ...`
    pub(crate) fn vararg(&mut self, word: Instruction) -> Result<(), Throw> {
        if word.c() != 0 {
            return self.vararg_from_table(word);
        }
        let (mut source, present) = self.extra_arguments();
        let count = if word.b() == 0 { present } else { word.b() - 1 };
        let mut target = self.base.wrapping_byte_add(word.a());
        if word.b() == 0 {
            if target.wrapping_add(count) > self.stack_limit {
                target = self.grow_above(target, count)?;
                source = self.extra_arguments().0;
            }
            self.charge(count as u64 >> 4)?;
            self.top = target.wrapping_add(count);
        }
        let copied = count.min(present);
        // SAFETY: the target registers exist, or were made available above.
        unsafe {
            for index in 0..copied {
                copy_value(target.add(index), source.add(index));
            }
            for index in copied..count {
                (*target.add(index)).tag = NIL;
            }
        }
        Ok(())
    }

    /// `select(which, ...)` for one value, if that is what the call would do; else the words behind do it.
    pub(crate) fn select_vararg(&mut self, word: Instruction) -> Result<(), Throw> {
        let function = self.register(word.a());
        let is_select = function.tag == value::NATIVE
            // SAFETY: a value with this tag points at a static description.
            && matches!(unsafe { (*(function.payload as *const NativeFunction)).role }, Role::Select);
        if !is_select || self.coroutine.hook_mask != 0 {
            return Ok(());
        }
        let (first, count) = self.extra_arguments();
        let which = self.register(word.a() + 2 * size_of::<Value>());
        let item = match which.tag {
            value::INTEGER | value::FLOAT => match exact_integer(which) {
                Some(index @ 1..) if (index as u64) <= count as u64 => {
                    // SAFETY: the extra arguments lie on the stack.
                    unsafe { *first.add(index as usize - 1) }
                }
                Some(1..) => Value::NIL,
                _ => return Ok(()),
            },
            value::STRING if which.pointer::<LuaString>().as_bytes() == b"#" => {
                self.integer_value(count as i64)
            }
            _ => return Ok(()),
        };
        self.set_register(word.a(), item);
        // SAFETY: two more words follow, the second of which is the call that is left out.
        let call = unsafe { Instruction(*self.pc.add(1)) };
        self.jump(word.d());
        self.charge(call.c() as u64)
    }

    /// `...` in a function whose vararg parameter has a name: the values come from its table.
    fn vararg_from_table(&mut self, word: Instruction) -> Result<(), Throw> {
        let table = self.register((word.c() - 1) * size_of::<Value>());
        let count = if table.is_table() {
            self.get_field(table.pointer(), "n")?.as_integer()
        } else {
            None
        };
        let present = match count {
            Some(count) if (0..i64::from(i32::MAX) / 2).contains(&count) => count as usize,
            _ => return Err(self.error("vararg table has no proper 'n'")),
        };
        let count = if word.b() == 0 { present } else { word.b() - 1 };
        let mut target = self.base.wrapping_byte_add(word.a());
        if word.b() == 0 {
            if target.wrapping_add(count) > self.stack_limit {
                target = self.grow_above(target, count)?;
            }
            self.charge(count as u64 >> 4)?;
            self.top = target.wrapping_add(count);
        }
        let table: Gc<Table> = table.pointer();
        for index in 0..count {
            let item =
                if index < present { table.get_integer(index as i64 + 1) } else { Value::NIL };
            // SAFETY: as in `vararg`.
            unsafe { value::store_value(target.add(index), item) };
        }
        Ok(())
    }

    /// `R[dst] = table of the extra arguments, with field n`
    pub(crate) fn vararg_table(&mut self, word: Instruction) -> Result<(), Throw> {
        let (source, count) = self.extra_arguments();
        let table = self.allocate_retrying(|heap| heap.new_table(count, 1))?;
        for index in 0..count {
            // SAFETY: the extra arguments lie on the stack.
            let item = unsafe { *source.add(index) };
            if let Err(error) = table.set_integer(&mut self.heap, index as i64 + 1, item) {
                return Err(self.table_error(error));
            }
        }
        let count = self.integer_value(count as i64);
        self.set_field(table, "n", count)?;
        self.set_register(word.a(), Value::object(TABLE, table));
        Ok(())
    }

    /// Reads an extra argument, or their number, as from a table of them.
    pub(crate) fn vararg_item(&mut self, opcode: Opcode, word: Instruction) -> Result<(), Throw> {
        let (first, count) = self.extra_arguments();
        let key = match opcode {
            Opcode::VarargItem => self.register(word.b()),
            Opcode::VarargAt => Value::integer(word.c() as i64),
            _ => self.constant(word.signed_c()),
        };
        let item = if let Some(index) = super::arithmetic::exact_integer(key) {
            let is_present = (1..=count as i64).contains(&index);
            // SAFETY: the extra arguments lie on the stack.
            if is_present { unsafe { *first.add(index as usize - 1) } } else { Value::NIL }
        } else if key.is_string() && key.pointer::<LuaString>().as_bytes() == b"n" {
            Value::integer(count as i64)
        } else {
            Value::NIL
        };
        self.set_register(word.a(), item);
        if opcode == Opcode::VarargField {
            self.jump(1);
        }
        Ok(())
    }

    /// Raises "global 'x' already defined" if a register is not nil.
    pub(crate) fn check_global(&mut self, word: Instruction) -> Result<(), Throw> {
        if self.register(word.a()).is_nil() {
            return Ok(());
        }
        let name = self.constant(word.d());
        let mut message = b"global '".to_vec();
        if name.is_string() {
            message.extend_from_slice(name.pointer::<LuaString>().as_bytes());
        }
        message.extend_from_slice(b"' already defined");
        Err(self.error(message))
    }
}
