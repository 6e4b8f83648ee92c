//! Copies of plain values from one state to another, in which no number, byte or identity of a table is lost.
//!
//! A copy has three parts, because the host may have to run programs of either state in the middle: [`Context::export`]
//! reads a value into plain data that belongs to no state, the host says what becomes of [`Transfer::others`], and
//! [`Context::import`] makes the copy. What one part reads or makes, nothing can change or collect while it works.

use std::collections::HashMap;
use std::ops::Range;

use super::error::Error;
use super::lua::Context;
use super::value::{LuaString, Value};
use crate::gc::Gc;
use crate::object;
use crate::value::{
    FALSE, FLOAT, INTEGER, LONG_STRING, NIL, STRING, TABLE, TRUE, Value as RawValue,
};

/// What an entry of a table takes at least, in bytes: a slot of its array.
const LEAST_ENTRY: usize = 8;

/// A value that was read from one state, to be copied into others; see [`Context::export`].
#[derive(Debug)]
pub struct Transfer {
    root: Plain,
    /// What all strings consist of, and where each is.
    bytes: Vec<u8>,
    strings: Vec<Range<usize>>,
    tables: Vec<Extent>,
    /// The values of the keys from 1 on, and the other entries, of all tables.
    items: Vec<Plain>,
    fields: Vec<(Plain, Plain)>,
    others: Vec<Other>,
}

/// A value that is not plain: a function, data of the host, a coroutine. Each is there once.
#[derive(Debug)]
pub struct Other {
    /// The value, which belongs to the state that it was read from.
    pub value: Value,
    /// The name of the field in which it was first found.
    pub name: Option<LuaString>,
}

impl Transfer {
    /// What the host has to convert, in the order in which [`Context::import`] takes it.
    pub fn others(&self) -> &[Other] {
        &self.others
    }

    /// Whether the value is a table.
    pub fn is_table(&self) -> bool {
        matches!(self.root, Plain::Table(_))
    }

    fn bytes_of(&self, string: usize) -> &[u8] {
        self.strings.get(string).map_or(&[], |range| &self.bytes[range.clone()])
    }

    /// A key as messages show it.
    fn text_of(&self, key: Plain) -> String {
        match key {
            Plain::Nil => "nil".to_owned(),
            Plain::Boolean(boolean) => boolean.to_string(),
            Plain::Integer(integer) => integer.to_string(),
            Plain::Float(float) => format!("{float:?}"),
            Plain::String(string) => {
                format!("\"{}\"", String::from_utf8_lossy(self.bytes_of(string)))
            }
            Plain::Table(_) => "of type 'table'".to_owned(),
            Plain::Other(other) => {
                let value = self.others.get(other).map_or(&Value::Nil, |other| &other.value);
                format!("of type '{}'", value.type_name())
            }
        }
    }
}

/// A value without what belongs to a state: strings, tables and others are numbers.
#[derive(Clone, Copy, Debug)]
enum Plain {
    Nil,
    Boolean(bool),
    Integer(i64),
    Float(f64),
    String(usize),
    Table(usize),
    Other(usize),
}

/// Where the entries of one table are.
#[derive(Clone, Debug)]
struct Extent {
    items: Range<usize>,
    fields: Range<usize>,
    /// How many of the fields have a key that cannot be in an array.
    nodes: usize,
}

impl Context {
    /// Reads a value, with all that is in its tables, without metamethods. No program runs. The largest number of bytes
    /// that the copy may take stops the reading of values that take more in any case.
    ///
    /// ```
    /// # use perilune::api::{Dialect, Lua, Options, Value};
    /// let mut old = Lua::new(Options { dialect: Dialect::Lua51, ..Options::all() })?;
    /// let mut new = Lua::new(Options::all())?;
    /// let value = old.load("{half = 6 / 2}").eval::<Value>()?;
    /// let transfer = old.export(&value, None)?;
    /// let copy = new.import(&transfer, &[])?;
    /// new.globals().set(&mut new, "copy", copy)?;
    /// assert_eq!(new.load("math.type(copy.half)").eval::<String>()?, "float");
    /// # Ok::<(), perilune::api::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Memory`]; [`Error::ForeignHandle`].
    pub fn export(&mut self, value: &Value, most: Option<usize>) -> Result<Transfer, Error> {
        let raw = match value {
            // It has no place in the state yet, and needs none.
            Value::String(string) => {
                let mut reader = Reader::new(self, most);
                reader.transfer.root = Plain::String(reader.add_string(string)?);
                return Ok(reader.transfer);
            }
            other => self.raw_of(other)?,
        };
        self.export_raw(raw, most)
    }

    /// The same for a raw value.
    ///
    /// # Errors
    /// [`Error::Memory`].
    pub fn export_raw(&mut self, value: RawValue, most: Option<usize>) -> Result<Transfer, Error> {
        let mut reader = Reader::new(self, most);
        reader.transfer.root = reader.plain(value, None)?;
        // Reading one may find more of them.
        let mut next = 0;
        while let Some(table) = reader.tables.get(next).copied() {
            reader.read(table)?;
            next += 1;
        }
        Ok(reader.transfer)
    }

    /// Makes a copy of what was read. Nil, booleans and strings are the same; floats stay floats, and integers integers
    /// where there are any, else they become the nearest floats. A table has no metatable, and is one table wherever it
    /// occurs. `others` are the values of this state that take the place of [`Transfer::others`], one for one.
    ///
    /// # Errors
    /// [`Error::Key`] where two keys of a table become one, or a key becomes what cannot be one; [`Error::Memory`];
    /// [`Error::ForeignHandle`]; [`Error::Misuse`] for another number of others.
    pub fn import(&mut self, transfer: &Transfer, others: &[Value]) -> Result<Value, Error> {
        let copy = self.import_raw(transfer, others)?;
        Ok(self.value_of(copy))
    }

    /// The same as a raw value, which nothing keeps alive.
    ///
    /// # Errors
    /// As for [`Context::import`].
    pub fn import_raw(&mut self, transfer: &Transfer, others: &[Value]) -> Result<RawValue, Error> {
        if others.len() != transfer.others.len() {
            return Err(Error::Misuse("each of the other values needs its counterpart"));
        }
        self.settle();
        match self.copy(transfer, others) {
            // Settling collects everything then, the unfinished copy included.
            Err(Error::Memory) => {
                self.settle();
                self.copy(transfer, others)
            }
            copied => copied,
        }
    }

    /// Makes the tables, then fills them. Nothing is collected meanwhile.
    fn copy(&mut self, transfer: &Transfer, others: &[Value]) -> Result<RawValue, Error> {
        let mut tables = Vec::new();
        tables.try_reserve_exact(transfer.tables.len()).map_err(|_| Error::Memory)?;
        for Extent { items, nodes, .. } in &transfer.tables {
            let table = self.state.new_table(items.len(), *nodes);
            tables.push(table.map_err(|throw| self.error_of(throw))?);
        }
        let mut strings = Vec::new();
        strings.try_reserve_exact(transfer.strings.len()).map_err(|_| Error::Memory)?;
        strings.resize(transfer.strings.len(), RawValue::NIL);
        let others = self.raw_of_all(others)?;
        let mut writer = Writer { context: self, transfer, tables, strings, others };
        for number in 0..writer.tables.len() {
            writer.fill(number)?;
        }
        writer.raw(transfer.root)
    }
}

/// Adds an item, if there is memory for it.
fn push<T>(list: &mut Vec<T>, item: T) -> Result<usize, Error> {
    list.try_reserve(1).map_err(|_| Error::Memory)?;
    list.push(item);
    Ok(list.len() - 1)
}

/// Reads values of a state, in which nothing runs meanwhile.
struct Reader<'c> {
    context: &'c mut Context,
    transfer: Transfer,
    /// The tables by their numbers; those at the end are still to be read.
    tables: Vec<Gc<object::Table>>,
    /// The numbers of strings, tables and others, by tag and payload.
    numbers: HashMap<(u8, u64), usize>,
    /// What the copy takes at least, and may take, in bytes.
    least: usize,
    most: usize,
}

impl<'c> Reader<'c> {
    fn new(context: &'c mut Context, most: Option<usize>) -> Reader<'c> {
        let transfer = Transfer {
            root: Plain::Nil,
            bytes: Vec::new(),
            strings: Vec::new(),
            tables: Vec::new(),
            items: Vec::new(),
            fields: Vec::new(),
            others: Vec::new(),
        };
        let most = most.unwrap_or(usize::MAX);
        Reader { context, transfer, tables: Vec::new(), numbers: HashMap::new(), least: 0, most }
    }

    /// Notes what the copy will take, as far as that is certain.
    fn charge(&mut self, bytes: usize) -> Result<(), Error> {
        self.least = self.least.saturating_add(bytes);
        if self.least > self.most { Err(Error::Memory) } else { Ok(()) }
    }

    /// A value; the name is that of the field it is in.
    fn plain(&mut self, value: RawValue, name: Option<Plain>) -> Result<Plain, Error> {
        let identity = (value.tag, value.payload);
        match value.tag {
            NIL => return Ok(Plain::Nil),
            FALSE | TRUE => return Ok(Plain::Boolean(value.tag == TRUE)),
            INTEGER => return Ok(Plain::Integer(value.integer_bits())),
            FLOAT => return Ok(Plain::Float(value.float_bits())),
            _ => {}
        }
        let known = self.numbers.get(&identity).copied();
        let number = match (known, value.tag) {
            (Some(number), _) => number,
            (None, STRING | LONG_STRING) => {
                let string = value.pointer::<object::LuaString>();
                if value.tag == LONG_STRING {
                    self.charge(string.as_bytes().len())?;
                }
                self.add_string(string.as_bytes())?
            }
            (None, TABLE) => push(&mut self.tables, value.pointer())?,
            (None, _) => self.add_other(value, name)?,
        };
        if known.is_none() {
            self.numbers.try_reserve(1).map_err(|_| Error::Memory)?;
            self.numbers.insert(identity, number);
        }
        Ok(match value.tag {
            STRING | LONG_STRING => Plain::String(number),
            TABLE => Plain::Table(number),
            _ => Plain::Other(number),
        })
    }

    fn add_string(&mut self, bytes: &[u8]) -> Result<usize, Error> {
        let all = &mut self.transfer.bytes;
        let start = all.len();
        all.try_reserve(bytes.len()).map_err(|_| Error::Memory)?;
        all.extend_from_slice(bytes);
        push(&mut self.transfer.strings, start..start + bytes.len())
    }

    fn add_other(&mut self, value: RawValue, name: Option<Plain>) -> Result<usize, Error> {
        let value = self.context.value_of(value);
        let name = match name {
            Some(Plain::String(name)) => Some(self.transfer.bytes_of(name).into()),
            _ => None,
        };
        push(&mut self.transfer.others, Other { value, name })
    }

    /// Reads the entries of a table. Those whose keys are 1, 2 and so on come first.
    fn read(&mut self, table: Gc<object::Table>) -> Result<(), Error> {
        let (items, fields) = (self.transfer.items.len(), self.transfer.fields.len());
        let (mut position, mut nodes) = (0, 0);
        while let Some((next, key, value)) = table.next_index(position) {
            position = next;
            let count = (self.transfer.items.len() - items) as i64;
            let is_item =
                self.transfer.fields.len() == fields && key.as_integer() == Some(count + 1);
            let key = if is_item { Plain::Integer(count + 1) } else { self.plain(key, None)? };
            let value = self.plain(value, Some(key))?;
            // What the host converts may become nil, and takes nothing then.
            if !matches!(value, Plain::Other(_)) {
                self.charge(LEAST_ENTRY)?;
            }
            if is_item {
                push(&mut self.transfer.items, value)?;
            } else {
                nodes += usize::from(!matches!(key, Plain::Integer(_)));
                push(&mut self.transfer.fields, (key, value))?;
            }
        }
        let items = items..self.transfer.items.len();
        let fields = fields..self.transfer.fields.len();
        push(&mut self.transfer.tables, Extent { items, fields, nodes })?;
        Ok(())
    }
}

/// Makes values of a state, in which nothing is collected meanwhile.
struct Writer<'c> {
    context: &'c mut Context,
    transfer: &'c Transfer,
    tables: Vec<Gc<object::Table>>,
    /// The strings that were made; nil for the others.
    strings: Vec<RawValue>,
    others: Vec<RawValue>,
}

impl Writer<'_> {
    fn raw(&mut self, value: Plain) -> Result<RawValue, Error> {
        Ok(match value {
            Plain::Nil => RawValue::NIL,
            Plain::Boolean(boolean) => RawValue::boolean(boolean),
            Plain::Integer(integer) => self.context.state.integer_value(integer),
            Plain::Float(float) => RawValue::float(float),
            Plain::Table(table) => RawValue::object(TABLE, self.tables[table]),
            Plain::Other(other) => self.others[other],
            Plain::String(string) => {
                if self.strings[string].is_nil() {
                    let made = self.context.state.new_string(self.transfer.bytes_of(string));
                    self.strings[string] = made.map_err(|throw| self.context.error_of(throw))?;
                }
                self.strings[string]
            }
        })
    }

    fn fill(&mut self, number: usize) -> Result<(), Error> {
        let (table, transfer) = (self.tables[number], self.transfer);
        let Extent { items, fields, .. } = &transfer.tables[number];
        for (index, item) in transfer.items[items.clone()].iter().enumerate() {
            let value = self.raw(*item)?;
            self.store(table, RawValue::integer(index as i64 + 1), value)?;
        }
        for (key, value) in &transfer.fields[fields.clone()] {
            let raw_key = self.raw(*key)?;
            let fate = if raw_key.is_nil() {
                "is nil in the copy"
            } else if raw_key.tag == FLOAT && raw_key.float_bits().is_nan() {
                "is not a number in the copy"
            } else if !table.get(raw_key).is_nil() {
                "is the same as another one in the copy"
            } else {
                let value = self.raw(*value)?;
                self.store(table, raw_key, value)?;
                continue;
            };
            return Err(Error::Key { key: transfer.text_of(*key), fate });
        }
        Ok(())
    }

    fn store(
        &mut self,
        table: Gc<object::Table>,
        key: RawValue,
        value: RawValue,
    ) -> Result<(), Error> {
        let stored = self.context.state.raw_set(table, key, value);
        stored.map_err(|throw| self.context.error_of(throw))
    }
}
