//! A compiled function: first as plain data (`Draft`), then as an object of one state (`Prototype`).
//!
//! A draft owns everything it says and belongs to no state, so it can be verified, saved, or kept in a cache and
//! turned into prototypes of many states. Its words are final: operands do not depend on where the code lies.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Heap, Kind, SHORT_MAX, Table};
use crate::gc::{Gc, Header, OutOfMemory};
use crate::value::{STRING, Value};

/// A constant of a draft.
#[derive(Clone, Debug, PartialEq)]
pub enum Constant {
    /// nil
    Nil,
    /// A boolean.
    Boolean(bool),
    /// An integer.
    Integer(i64),
    /// A float; compared by its bits where constants are shared.
    Float(f64),
    /// A string, short or long.
    String(Arc<[u8]>),
}

/// Where a closure finds an upvalue when it is created, and what the source calls it.
#[derive(Clone, Debug, PartialEq)]
pub struct UpvalueDraft {
    /// The variable's name; empty in stripped code.
    pub name: Arc<[u8]>,
    /// Whether `index` is a register of the enclosing function (else one of its upvalues).
    pub from_register: bool,
    /// The register or upvalue.
    pub index: u8,
    /// Whether the variable can never be assigned after its initialisation.
    pub is_constant: bool,
}

/// A local variable's name and life, for messages and the debug library.
#[derive(Clone, Debug, PartialEq)]
pub struct LocalDraft {
    /// The variable's name; `(for state)` and the like for hidden ones.
    pub name: Arc<[u8]>,
    /// Its register.
    pub register: u8,
    /// The first word at which it is active.
    pub start: u32,
    /// The first word at which it no longer is.
    pub end: u32,
}

/// A compiled function that belongs to no state.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Draft {
    /// Instruction words, inline-cache words zero.
    pub words: Vec<u64>,
    /// The line of each word; empty in stripped code.
    pub lines: Vec<u32>,
    /// The constants, by index.
    pub constants: Vec<Constant>,
    /// The functions nested directly in this one.
    pub children: Vec<Arc<Draft>>,
    /// The upvalues.
    pub upvalues: Vec<UpvalueDraft>,
    /// The local variables, by start; empty in stripped code.
    pub locals: Vec<LocalDraft>,
    /// The number of fixed parameters; they are the first registers.
    pub parameters: u8,
    /// Whether it takes extra arguments.
    pub is_vararg: bool,
    /// How many registers its frame has, at least `parameters`.
    pub registers: u8,
    /// The chunk's name as given to `load`, `@` or `=` included; empty in stripped code.
    pub source: Arc<[u8]>,
    /// The line of its `function`, 0 for a chunk.
    pub line_defined: u32,
    /// The line of its `end`, 0 for a chunk.
    pub last_line_defined: u32,
}

/// A compiled function of one state.
#[repr(C)]
pub struct Prototype {
    /// The object header.
    pub header: Header,
    /// The first instruction word; constants and the header word lie in front of it.
    pub code: *const u64,
    /// What it was made from: names, lines and sizes. The words in the draft are not the ones that run.
    pub draft: Arc<Draft>,
    /// The words that run: constants in reverse order, header word, instructions.
    pub block: Box<[u64]>,
    /// The nested functions.
    pub children: Vec<Gc<Prototype>>,
    /// The forms of tables that its constructors make; a value of theirs says nothing.
    pub forms: Box<[Gc<Table>]>,
    /// What has been charged for all that lies outside the heap. A draft is charged to each state that uses it.
    pub external_bytes: usize,
}

/// The word in front of the first instruction: what a call needs to know of its callee.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct CodeHeader {
    /// The size of the frame's registers.
    pub frame_bytes: u32,
    /// The number of fixed parameters, or [`VARARG_PARAMETERS`].
    pub parameters: u32,
}

/// In [`CodeHeader::parameters`]: the function takes extra arguments, so every call takes the slow path.
pub const VARARG_PARAMETERS: u32 = u32::MAX;

impl Prototype {
    /// The constant with this index.
    pub fn constant(&self, index: usize) -> Value {
        let count = self.draft.constants.len();
        let at = (count - 1 - index) * 2;
        Value::from_parts(self.block[at + 1] as u8, self.block[at])
    }

    /// The word index of an address inside the code; for any other address, a number beyond the code.
    pub fn index_of(&self, pc: *const u64) -> usize {
        (pc as usize).wrapping_sub(self.code as usize) / 8
    }
}

impl Draft {
    /// About what it holds, those nested in it not counted. Names that several variables share count for each of them.
    fn bytes(&self) -> usize {
        let text = |text: &Arc<[u8]>| text.len() + SHARED_COUNTS;
        let constants = self.constants.iter().map(|constant| match constant {
            Constant::String(bytes) => text(bytes),
            _ => 0,
        });
        let upvalues = self.upvalues.iter().map(|upvalue| text(&upvalue.name));
        let locals = self.locals.iter().map(|local| text(&local.name));
        size_of::<Draft>()
            + size_of_val(&*self.words)
            + size_of_val(&*self.lines)
            + size_of_val(&*self.constants)
            + size_of_val(&*self.children)
            + size_of_val(&*self.upvalues)
            + size_of_val(&*self.locals)
            + constants.chain(upvalues).chain(locals).sum::<usize>()
    }
}

/// What an `Arc` adds to what it holds.
const SHARED_COUNTS: usize = 2 * size_of::<usize>();

/// The long strings of a chunk made so far: equal ones are one object in all of its functions.
type LongStrings<'draft> = HashMap<&'draft [u8], Value>;

/// What the tables of a constructor have in common: the form they are made after.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FormDraft {
    /// How many items there is to be room for.
    pub array: usize,
    /// How many fields there is to be room for, at least as many as there are keys.
    pub fields: usize,
    /// The constants that are its keys, short strings without repetition.
    pub keys: Vec<usize>,
}

/// Fills the data words of a function's code, given the hash of the constant at an index, and answers the forms that
/// the words refer to by number.
type FillDataWords = dyn Fn(&mut [u64], &dyn Fn(usize) -> u32) -> Vec<FormDraft>;

impl Heap {
    /// A prototype of a verified draft, with those nested in it. `fill` puts the hashes of constant keys into the data
    /// words behind the instructions that use them: what the words mean is not known here.
    pub fn new_prototype_with(
        &mut self,
        draft: &Arc<Draft>,
        fill: &FillDataWords,
    ) -> Result<Gc<Prototype>, OutOfMemory> {
        self.build_prototype(draft, fill, &mut LongStrings::new())
    }

    fn build_prototype<'draft>(
        &mut self,
        draft: &'draft Arc<Draft>,
        fill: &FillDataWords,
        long_strings: &mut LongStrings<'draft>,
    ) -> Result<Gc<Prototype>, OutOfMemory> {
        let mut children = Vec::with_capacity(draft.children.len());
        for child in &draft.children {
            children.push(self.build_prototype(child, fill, long_strings)?);
        }
        let constants = draft.constants.len();
        let mut block = vec![0u64; 2 * constants + 1 + draft.words.len()].into_boxed_slice();
        let mut hashes = vec![0u32; constants];
        for (index, constant) in draft.constants.iter().enumerate() {
            let value = self.constant_value(constant, long_strings)?;
            let at = 2 * (constants - 1 - index);
            block[at] = value.payload;
            block[at + 1] = u64::from(value.tag);
            if value.tag == STRING {
                hashes[index] = value.pointer::<super::LuaString>().hash();
            }
        }
        let parameters =
            if draft.is_vararg { VARARG_PARAMETERS } else { u32::from(draft.parameters) };
        let frame_bytes = u32::from(draft.registers) * size_of::<Value>() as u32;
        block[2 * constants] = u64::from(frame_bytes) | u64::from(parameters) << 32;
        let words = &mut block[2 * constants + 1..];
        words.copy_from_slice(&draft.words);
        let drafts = fill(words, &|index| hashes.get(index).copied().unwrap_or(0));
        let mut forms = Vec::with_capacity(drafts.len());
        for form in &drafts {
            forms.push(self.new_form(form, &block, constants)?);
        }
        let lists = size_of_val(&*block)
            + children.capacity() * size_of::<Gc<Prototype>>()
            + forms.len() * size_of::<Gc<Table>>();
        let external = lists + draft.bytes();
        self.collector.charge_external(external)?;
        let header = match self.collector.allocate(Kind::Prototype as u8, size_of::<Prototype>()) {
            Ok(header) => header,
            Err(error) => {
                self.collector.release_external(external);
                return Err(error);
            }
        };
        let code = block[2 * constants + 1..].as_ptr();
        let prototype: *mut Prototype = header.cast();
        // SAFETY: the cell has the size asked for; the header is kept and all other fields are written.
        unsafe {
            let header = *header;
            prototype.write(Prototype {
                header,
                code,
                draft: Arc::clone(draft),
                block,
                children,
                forms: forms.into_boxed_slice(),
                external_bytes: external,
            });
            Ok(Gc::from_ptr(prototype))
        }
    }

    /// The table that others are made after, of constants in a block that begins with them.
    fn new_form(
        &mut self,
        form: &FormDraft,
        block: &[u64],
        constants: usize,
    ) -> Result<Gc<Table>, OutOfMemory> {
        let table = self.new_table(form.array, form.fields)?;
        for key in &form.keys {
            let payload = block[2 * (constants - 1 - key)];
            let key = Value::from_parts(STRING, payload);
            table.set(self, key, Value::boolean(true)).map_err(|_| OutOfMemory)?;
        }
        Ok(table)
    }

    fn constant_value<'draft>(
        &mut self,
        constant: &'draft Constant,
        long_strings: &mut LongStrings<'draft>,
    ) -> Result<Value, OutOfMemory> {
        Ok(match constant {
            Constant::Nil => Value::NIL,
            Constant::Boolean(value) => Value::boolean(*value),
            Constant::Integer(value) => Value::integer(*value),
            Constant::Float(value) => Value::float(*value),
            Constant::String(bytes) if bytes.len() <= SHORT_MAX => {
                Value::object(STRING, self.intern(bytes)?)
            }
            Constant::String(bytes) => match long_strings.get(&**bytes) {
                Some(value) => *value,
                None => {
                    let value = self.new_string(bytes)?;
                    long_strings.insert(bytes, value);
                    value
                }
            },
        })
    }
}
