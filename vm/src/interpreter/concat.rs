//! Concatenation: a run of strings and numbers in one allocation, metamethods pairwise from the right.

use super::error::Operand;
use super::state::State;
use super::throw::Throw;
use crate::bytecode::Instruction;
use crate::gc::OutOfMemory;
use crate::number::format::write_integer;
use crate::object::{Event, LuaString};
use crate::value::{FLOAT, INTEGER, Value, store_value};

/// From this length on, strings are written once, where they belong: neither over zeros nor by way of a buffer.
const WORTH_MOVING_ONCE: usize = 1024;

/// The longest string there may be.
pub(crate) const MAX_STRING: usize = i32::MAX as usize - 64;

impl State {
    /// `R[dst] = R[first] .. ... .. R[first + count - 1]`
    pub(crate) fn concat(&mut self, word: Instruction) -> Result<(), Throw> {
        if self.heap.collector.is_due() && self.collect_before(word.x())? {
            return Ok(());
        }
        self.concat_from(word, word.c())
    }

    /// Concatenates the first `count` operands; those behind them are done.
    fn concat_from(&mut self, word: Instruction, count: usize) -> Result<(), Throw> {
        let mut count = count;
        // SAFETY: the operands of a verified instruction.
        let first = unsafe { self.machine().register(word.b()) };
        let operand = |index: usize| -> Value {
            // SAFETY: as above.
            unsafe { *first.add(index) }
        };
        while count > 1 {
            let mut run = 0;
            while run < count && is_concatenable(operand(count - 1 - run)) {
                run += 1;
            }
            if run < 2 {
                let (left, right) = (operand(count - 2), operand(count - 1));
                let handler = self.binary_metamethod(left, right, Event::Concat);
                if handler.is_nil() {
                    return Err(self.concat_error(word, count, left, right));
                }
                return self.call_metamethod_noting(handler, &[left, right], count as u16 - 1);
            }
            let start = count - run;
            let joined = self.join(first.wrapping_add(start), run)?;
            // SAFETY: as above.
            unsafe { store_value(first.add(start), joined) };
            count = start + 1;
        }
        let result = operand(0);
        self.set_register(word.a(), result);
        Ok(())
    }

    /// Goes on after a metamethod has concatenated the last two of `remaining + 1` operands.
    pub(crate) fn finish_concat(
        &mut self,
        word: Instruction,
        result: Value,
        remaining: usize,
    ) -> Result<(), Throw> {
        self.set_register(word.b() + (remaining - 1) * size_of::<Value>(), result);
        self.concat_from(word, remaining)
    }

    #[cold]
    fn concat_error(
        &mut self,
        word: Instruction,
        count: usize,
        left: Value,
        right: Value,
    ) -> Throw {
        let is_left_good = is_concatenable(left);
        let index = if is_left_good { count - 1 } else { count - 2 };
        let culprit = if is_left_good { right } else { left };
        self.type_error(
            "concatenate",
            culprit,
            Some(Operand::Register(word.b() + index * size_of::<Value>())),
        )
    }

    /// Joins strings and numbers. The bytes of long strings are moved once.
    fn join(&mut self, first: *mut Value, count: usize) -> Result<Value, Throw> {
        // SAFETY: operands of a verified instruction.
        let operand = |index: usize| unsafe { *first.add(index) };
        let mut length = 0usize;
        let mut has_numbers = false;
        for value in (0..count).map(operand) {
            if value.is_string() {
                length += value.pointer::<LuaString>().len as usize;
            } else {
                has_numbers = true;
            }
        }
        if length > MAX_STRING {
            return Err(self.error("string length overflow"));
        }
        self.charge(length as u64 >> 6)?;
        if has_numbers {
            return self.join_with_numbers((0..count).map(operand), length);
        }
        if length < WORTH_MOVING_ONCE {
            return Ok(self.heap.new_string_with(length, |target| fill(target, first, count))?);
        }
        let parts = (0..count).map(|index| operand(index).pointer::<LuaString>().as_bytes());
        Ok(self.heap.new_string_of_parts(length, parts)?)
    }

    /// The same where some are numbers; `length` is that of the strings.
    fn join_with_numbers(
        &mut self,
        values: impl Iterator<Item = Value> + Clone,
        length: usize,
    ) -> Result<Value, Throw> {
        let mut buffer = std::mem::take(&mut self.scratch);
        buffer.clear();
        let joined = if length < WORTH_MOVING_ONCE {
            for value in values {
                match value.is_string() {
                    true => buffer.extend_from_slice(value.pointer::<LuaString>().as_bytes()),
                    false => self.write_number(&mut buffer, value),
                }
            }
            self.heap.new_string(&buffer)
        } else {
            self.join_around_numbers(values, length, &mut buffer)
        };
        self.give_back_scratch(buffer);
        Ok(joined?)
    }

    /// The same, moving the bytes of strings only once; `numbers` is an empty buffer.
    #[cold]
    fn join_around_numbers(
        &mut self,
        values: impl Iterator<Item = Value> + Clone,
        length: usize,
        numbers: &mut Vec<u8>,
    ) -> Result<Value, OutOfMemory> {
        let mut length = length;
        // Each number as a text, with its length in front.
        for value in values.clone().filter(|value| !value.is_string()) {
            length += self.append_number(numbers, value);
        }
        let mut rest = numbers.as_slice();
        let parts = values.map(|value| {
            if value.is_string() {
                return value.pointer::<LuaString>().as_bytes();
            }
            let Some((length, behind)) = rest.split_first() else { return &[] };
            let (text, behind) = behind.split_at(usize::from(*length));
            rest = behind;
            text
        });
        self.heap.new_string_of_parts(length, parts)
    }

    /// Appends the text of a number with its length in front, which is answered.
    fn append_number(&self, numbers: &mut Vec<u8>, value: Value) -> usize {
        let start = numbers.len();
        numbers.push(0);
        self.write_number(numbers, value);
        let length = numbers.len() - start - 1;
        numbers[start] = length as u8;
        length
    }

    /// Keeps a scratch buffer for the next user, unless it has grown out of proportion.
    pub(crate) fn give_back_scratch(&mut self, buffer: Vec<u8>) {
        if buffer.capacity() <= 64 * 1024 {
            self.scratch = buffer;
        }
    }

    /// Writes a number as text.
    pub(crate) fn write_number(&self, buffer: &mut Vec<u8>, value: Value) {
        match value.tag {
            INTEGER => write_integer(buffer, value.integer_bits()),
            FLOAT => self.dialect.number_format.write_float(buffer, value.float_bits()),
            _ => {}
        }
    }

    /// The string of a number; other values are themselves.
    pub fn number_to_string(&mut self, value: Value) -> Result<Value, Throw> {
        if !value.is_number() {
            return Ok(value);
        }
        let mut buffer = std::mem::take(&mut self.scratch);
        buffer.clear();
        self.write_number(&mut buffer, value);
        let string = self.new_string(&buffer);
        self.give_back_scratch(buffer);
        string
    }
}

/// Copies strings one after the other.
fn fill(target: &mut [u8], first: *const Value, count: usize) {
    let mut rest = target;
    for index in 0..count {
        // SAFETY: operands of a verified instruction, all strings, whose lengths add up to the target's.
        let bytes = unsafe { *first.add(index) }.pointer::<LuaString>().as_bytes();
        let (part, behind) = rest.split_at_mut(bytes.len());
        part.copy_from_slice(bytes);
        rest = behind;
    }
}

/// Whether concatenation takes a value as it is.
fn is_concatenable(value: Value) -> bool {
    value.is_string() || value.is_number()
}
