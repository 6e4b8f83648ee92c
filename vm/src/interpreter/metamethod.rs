//! Metatables, and table access that has to look at them.

use super::error::Operand;
use super::slow::Control;
use super::state::State;
use super::throw::Throw;
use crate::bytecode::{Instruction, Opcode, UPVALUE_BYTES, UPVALUE_OFFSET};
use crate::gc::Gc;
use crate::object::{Event, Table, TableError, Upvalue, Userdata};
use crate::value::{self, TABLE, USERDATA, Value};

/// What reading a field found.
#[derive(Clone, Copy)]
pub enum Lookup {
    /// The value.
    Value(Value),
    /// A function to be called as `function(object, key)`, which gives the value.
    Call {
        /// The `__index` metamethod.
        function: Value,
        /// Its first argument.
        object: Value,
    },
}

/// What writing a field did.
#[derive(Clone, Copy)]
pub enum Assignment {
    /// It is written.
    Done,
    /// A function must be called as `function(object, key, value)`, which writes it.
    Call {
        /// The `__newindex` metamethod.
        function: Value,
        /// Its first argument.
        object: Value,
    },
}

/// Why a chain of lookups failed.
enum ChainError {
    /// A value in the chain cannot be indexed.
    Mistyped(Value),
    /// The chain is too long.
    TooLong,
    /// The write itself failed.
    Throw(Throw),
}

impl From<Throw> for ChainError {
    fn from(throw: Throw) -> ChainError {
        ChainError::Throw(throw)
    }
}

impl State {
    /// The metatable of a value.
    #[inline]
    pub fn metatable_of(&self, value: Value) -> Option<Gc<Table>> {
        match value.tag {
            TABLE => value.pointer::<Table>().metatable(),
            USERDATA => value.pointer::<Userdata>().metatable(),
            tag => self.type_metatables[basic_type(tag)],
        }
    }

    /// Sets the metatable of a value, or of its whole type; registers the finalizer if the metatable has one.
    pub fn set_metatable_of(
        &mut self,
        value: Value,
        metatable: Option<Gc<Table>>,
    ) -> Result<(), Throw> {
        match value.tag {
            TABLE => value.pointer::<Table>().set_metatable(&mut self.heap, metatable),
            USERDATA => self.heap.set_userdata_metatable(value.pointer(), metatable),
            tag => {
                self.type_metatables[basic_type(tag)] = metatable;
                return Ok(());
            }
        }
        if let Some(metatable) = metatable
            && self.is_finalizable(value, metatable)
        {
            self.heap.collector.register_finalizer(value.header())?;
        }
        Ok(())
    }

    /// Whether a value is to be finalized from now on. Where only userdata are, their metatable is asked when they are
    /// collected, so that its handler may come later.
    fn is_finalizable(&self, value: Value, metatable: Gc<Table>) -> bool {
        if self.dialect.finalizers_on_tables {
            !self.event(metatable, Event::Gc).is_nil()
        } else {
            value.tag == USERDATA
        }
    }

    /// An event's handler in a metatable, remembering its absence where the table can.
    #[inline]
    pub(crate) fn event(&self, metatable: Gc<Table>, event: Event) -> Value {
        if let Some(bit) = event.absent_bit() {
            if metatable.header.flags & bit != 0 {
                return Value::NIL;
            }
            let handler = metatable.get_string(self.event_names[event as usize]);
            if handler.is_nil() {
                metatable.note_absent(bit);
            }
            return handler;
        }
        metatable.get_string(self.event_names[event as usize])
    }

    /// A value's handler for an event, nil if it has none.
    #[inline]
    pub fn metamethod(&self, value: Value, event: Event) -> Value {
        match self.metatable_of(value) {
            Some(metatable) => self.event(metatable, event),
            None => Value::NIL,
        }
    }

    /// Sets a field without metamethods; the errors are those of the reference.
    #[inline]
    pub fn raw_set(&mut self, table: Gc<Table>, key: Value, value: Value) -> Result<(), Throw> {
        match table.set(&mut self.heap, key, value) {
            Ok(()) => Ok(()),
            Err(error) => Err(self.table_error(error)),
        }
    }

    #[cold]
    pub(crate) fn table_error(&mut self, error: TableError) -> Throw {
        match error {
            TableError::NilKey => self.error("table index is nil"),
            TableError::NanKey => self.error("table index is NaN"),
            TableError::Overflow => self.error("table overflow"),
            TableError::OutOfMemory => Throw::Memory,
        }
    }

    /// Reads a field as an expression would, for native functions.
    pub fn lookup(&mut self, object: Value, key: Value) -> Result<Lookup, Throw> {
        match self.lookup_chain(object, key) {
            Ok(lookup) => Ok(lookup),
            Err(error) => Err(self.chain_error(error, "__index", object, key, None)),
        }
    }

    /// Writes a field as an assignment would, for native functions.
    pub fn assignment(
        &mut self,
        object: Value,
        key: Value,
        value: Value,
    ) -> Result<Assignment, Throw> {
        match self.assignment_chain(object, key, value) {
            Ok(assignment) => Ok(assignment),
            Err(error) => Err(self.chain_error(error, "__newindex", object, key, None)),
        }
    }

    fn lookup_chain(&mut self, object: Value, key: Value) -> Result<Lookup, ChainError> {
        let mut object = object;
        for _ in 0..self.dialect.metatable_chain_limit {
            let handler = if object.is_table() {
                let table: Gc<Table> = object.pointer();
                self.own_relatives(table);
                let value = table.get(key);
                if !value.is_nil() {
                    return Ok(Lookup::Value(value));
                }
                let Some(metatable) = table.metatable() else {
                    return Ok(Lookup::Value(Value::NIL));
                };
                self.own_relatives(metatable);
                let handler = self.event(metatable, Event::Index);
                if handler.is_nil() {
                    return Ok(Lookup::Value(Value::NIL));
                }
                handler
            } else {
                if let Some(metatable) = self.metatable_of(object) {
                    self.own_relatives(metatable);
                }
                let handler = self.metamethod(object, Event::Index);
                if handler.is_nil() {
                    return Err(ChainError::Mistyped(object));
                }
                handler
            };
            if handler.is_function() {
                return Ok(Lookup::Call { function: handler, object });
            }
            object = handler;
            // A long chain costs as the instructions would that follow it.
            self.fuel -= 1;
        }
        Err(ChainError::TooLong)
    }

    /// Puts all values of a table into its nodes, because a program reads from it what a handler does not find there:
    /// the next time the handler will.
    #[inline]
    fn own_relatives(&mut self, table: Gc<Table>) {
        if table.has_relatives() {
            // Without memory for that, the values are found all the same.
            let _ = table.own_nodes(&mut self.heap);
        }
    }

    fn assignment_chain(
        &mut self,
        object: Value,
        key: Value,
        value: Value,
    ) -> Result<Assignment, ChainError> {
        let mut object = object;
        for _ in 0..self.dialect.metatable_chain_limit {
            let handler = if object.is_table() {
                let table: Gc<Table> = object.pointer();
                let Some(metatable) = table.metatable() else {
                    self.raw_set(table, key, value)?;
                    return Ok(Assignment::Done);
                };
                let handler = self.event(metatable, Event::NewIndex);
                if handler.is_nil() {
                    self.raw_set(table, key, value)?;
                    return Ok(Assignment::Done);
                }
                let is_done = table.set_existing(&mut self.heap, key, value);
                if is_done.map_err(Throw::from)? {
                    return Ok(Assignment::Done);
                }
                handler
            } else {
                let handler = self.metamethod(object, Event::NewIndex);
                if handler.is_nil() {
                    return Err(ChainError::Mistyped(object));
                }
                handler
            };
            if handler.is_function() {
                return Ok(Assignment::Call { function: handler, object });
            }
            object = handler;
            // A long chain costs as the instructions would that follow it.
            self.fuel -= 1;
        }
        Err(ChainError::TooLong)
    }

    #[cold]
    fn chain_error(
        &mut self,
        error: ChainError,
        event: &str,
        object: Value,
        key: Value,
        operand: Option<Operand>,
    ) -> Throw {
        match error {
            ChainError::Throw(throw) => throw,
            ChainError::TooLong => self.error(format!("'{event}' chain too long; possible loop")),
            ChainError::Mistyped(culprit) if culprit.is_same(object) => {
                self.index_error(culprit, key, operand)
            }
            ChainError::Mistyped(culprit) => self.index_error(culprit, key, None),
        }
    }

    /// The upvalue a byte offset in the running closure names.
    pub(crate) fn running_upvalue(&self, offset: usize) -> Gc<Upvalue> {
        let index = (offset - UPVALUE_OFFSET as usize) / UPVALUE_BYTES as usize;
        self.current_frame().function().pointer::<crate::object::Closure>().upvalue(index)
    }

    /// Reads a field for an instruction.
    pub(crate) fn slow_read(&mut self, opcode: Opcode, word: Instruction) -> Result<(), Throw> {
        let (object, operand) = match opcode {
            Opcode::GetUpvalueField => {
                (self.running_upvalue(word.b()).get(), Operand::Upvalue(word.b()))
            }
            _ => (self.register(word.b()), Operand::Register(word.b())),
        };
        let (key, words) = match opcode {
            Opcode::GetIndex => (self.register(word.c()), 0),
            Opcode::GetInteger => (Value::integer(word.c() as i64), 0),
            Opcode::Method => (self.constant(word.signed_c()), 2),
            _ => (self.constant(word.signed_c()), 1),
        };
        let lookup = match self.lookup_chain(object, key) {
            Ok(lookup) => lookup,
            Err(error) => {
                return Err(self.chain_error(error, "__index", object, key, Some(operand)));
            }
        };
        if opcode == Opcode::Method {
            self.set_register(word.a() + 2 * size_of::<Value>(), object);
        }
        match lookup {
            Lookup::Value(value) => {
                self.set_register(word.a(), value);
                self.jump(words);
                Ok(())
            }
            Lookup::Call { function, object } => self.call_metamethod(function, [object, key]),
        }
    }

    /// Writes a field for an instruction.
    pub(crate) fn slow_write(&mut self, opcode: Opcode, word: Instruction) -> Result<(), Throw> {
        let (object, operand) = match opcode {
            Opcode::SetUpvalueField => {
                (self.running_upvalue(word.b()).get(), Operand::Upvalue(word.b()))
            }
            _ => (self.register(word.a()), Operand::Register(word.a())),
        };
        let (key, value, words) = match opcode {
            Opcode::SetUpvalueField => (self.constant(word.signed_c()), self.register(word.a()), 1),
            Opcode::SetField => (self.constant(word.signed_c()), self.register(word.b()), 1),
            Opcode::SetFieldConstant => {
                (self.constant(word.signed_c()), self.constant(word.signed_b()), 1)
            }
            Opcode::SetIndex => (self.register(word.b()), self.register(word.c()), 0),
            Opcode::SetIndexConstant => {
                (self.register(word.b()), self.constant(word.signed_c()), 0)
            }
            _ => (Value::integer(word.c() as i64), self.register(word.b()), 0),
        };
        if object.is_table() {
            let table: Gc<Table> = object.pointer();
            // What is refused here is refused again below, where the reason becomes an error.
            if adds_freely(table) && table.set(&mut self.heap, key, value).is_ok() {
                self.jump(words);
                return Ok(());
            }
            if let Some(function) = self.function_for_new_key(table, key) {
                return self.call_metamethod(function, [object, key, value]);
            }
        }
        let mut assignment = self.assignment_chain(object, key, value);
        if let Err(ChainError::Throw(Throw::Memory)) = assignment {
            self.collect_everything();
            assignment = self.assignment_chain(object, key, value);
        }
        match assignment {
            Ok(Assignment::Done) => {
                self.jump(words);
                Ok(())
            }
            Ok(Assignment::Call { function, object }) => {
                self.call_metamethod(function, [object, key, value])
            }
            Err(error) => Err(self.chain_error(error, "__newindex", object, key, Some(operand))),
        }
    }

    /// Writes a field for an instruction whose table has no node for the key, an interned string.
    pub(crate) fn add_field(&mut self, word: Instruction) -> Result<(), Throw> {
        let Some(opcode) = word.opcode() else { return Ok(()) };
        let (table, key, value, words) = match opcode {
            Opcode::SetIndex => {
                (self.register(word.a()), self.register(word.b()), self.register(word.c()), 0)
            }
            Opcode::SetField => {
                let key = self.constant(word.signed_c());
                (self.register(word.a()), key, self.register(word.b()), 1)
            }
            Opcode::SetFieldConstant => {
                let key = self.constant(word.signed_c());
                (self.register(word.a()), key, self.constant(word.signed_b()), 1)
            }
            _ => return self.slow_write(opcode, word),
        };
        let table: Gc<Table> = table.pointer();
        // What is refused here is refused again, where the reason becomes an error.
        if adds_freely(table) && table.add_string(&mut self.heap, key.pointer(), value).is_ok() {
            self.jump(words);
            return Ok(());
        }
        self.slow_write(opcode, word)
    }

    /// `R[dst] = #R[src]`
    pub(crate) fn length_instruction(&mut self, word: Instruction) -> Result<(), Throw> {
        let value = self.register(word.b());
        if value.is_string() {
            let length = value.pointer::<crate::object::LuaString>().len as i64;
            self.set_length(word, length);
            return Ok(());
        }
        let handler = self.metamethod(value, Event::Length);
        if !handler.is_nil() && (self.dialect.length_metamethod_on_tables || value.tag != TABLE) {
            return self.call_metamethod(handler, [value, value]);
        }
        if !value.is_table() {
            return Err(self.type_error("get length of", value, Some(Operand::Register(word.b()))));
        }
        let length = value.pointer::<Table>().length(&self.heap);
        self.set_length(word, length);
        Ok(())
    }

    #[inline]
    fn set_length(&mut self, word: Instruction, length: i64) {
        let length = match word.x() {
            0 => Value::integer(length),
            _ => Value::float(length as f64),
        };
        self.set_register(word.a(), length);
    }

    /// Ends a run whose limits have nothing left, or gives the instruction more fuel.
    pub(crate) fn refuel(&mut self) -> Control {
        let result = self.refill_fuel();
        self.control_of(result)
    }
}

/// Whether a table is known to have no handler for new keys.
#[inline(always)]
fn adds_freely(table: Gc<Table>) -> bool {
    const ABSENT: u8 = match Event::NewIndex.absent_bit() {
        Some(bit) => bit,
        None => 0,
    };
    table.metatable().is_none_or(|metatable| metatable.header.flags & ABSENT != 0)
}

/// The index in the table of type metatables.
pub(super) const fn basic_type(tag: u8) -> usize {
    match tag {
        value::TRUE => value::FALSE as usize,
        value::FLOAT => value::INTEGER as usize,
        value::LONG_STRING => value::STRING as usize,
        value::NATIVE | value::NATIVE_CLOSURE => value::CLOSURE as usize,
        tag => tag as usize & 15,
    }
}
