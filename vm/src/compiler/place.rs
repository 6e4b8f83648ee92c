//! Places: what a name, a field or an index denotes, to be read or written.
//!
//! A key that is a short string constant has instructions of its own, with an inline cache. Their
//! field for the constant has 16 bits; in a very long function, where it does not reach, the key is
//! loaded into a register instead.

use super::Compiler;
use super::emitter::Register;
use super::literal::Literal;
use super::registers::Operand;
use super::scope::Meaning;
use crate::bytecode::{
    GetField, GetIndex, GetInteger, GetUpvalue, GetUpvalueField, SetField, SetFieldConstant,
    SetIndex, SetIndexConstant, SetInteger, SetUpvalue, SetUpvalueField,
};
use crate::object::SHORT_MAX;
use crate::syntax::tree::{Expression, ExpressionId, NameId};

/// Something that can be read and written. Its registers are local variables or temporaries.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place {
    /// A local variable.
    Local(Register),
    /// An upvalue.
    Upvalue(u32),
    /// A field of an upvalue, the key a short string.
    UpvalueField { upvalue: u32, key: NameId },
    /// A field of a register, the key a short string.
    Field { table: Register, key: NameId },
    /// An item of a register at a small integer.
    Integer { table: Register, index: u16 },
    /// An item of a register at the value of another.
    Index { table: Register, key: Register },
}

/// What is indexed. An upvalue is left where it is, because a field of it needs no register.
#[derive(Clone, Copy, Debug)]
pub(super) enum Object {
    /// An upvalue.
    Upvalue(u32),
    /// Any other value.
    Value(Operand),
}

impl Compiler<'_> {
    /// The place of a global name: a field of the environment.
    pub(super) fn global_place(&mut self, name: NameId, line: u32) -> Place {
        let environment = match self.environment_meaning(name, line) {
            Meaning::Local(register) => Object::Value(Operand::Local(register)),
            Meaning::Upvalue(upvalue) => Object::Upvalue(upvalue),
            Meaning::Constant(literal) => Object::Value(Operand::Constant(literal)),
            Meaning::Global => Object::Value(Operand::Constant(Literal::Nil)),
        };
        self.field_place(environment, name, line)
    }

    /// The object of an index: an expression that is not itself an index or a call.
    pub(super) fn simple_object(&mut self, id: ExpressionId) -> Object {
        if let Expression::Name(name) = self.tree.expression(id) {
            let line = self.tree.line(id);
            if let (Meaning::Upvalue(upvalue), _) = self.meaning(name, line) {
                return Object::Upvalue(upvalue);
            }
        }
        Object::Value(self.operand(id, None))
    }

    /// `object.key`. A constant object is put into a register at `line`.
    pub(super) fn field_place(&mut self, object: Object, key: NameId, line: u32) -> Place {
        if self.tree.text(key).len() > SHORT_MAX {
            let table = self.object_register(object, line);
            let key = self.register_of(Operand::Constant(Literal::String(key)), line);
            return Place::Index { table, key };
        }
        match object {
            Object::Upvalue(upvalue) => Place::UpvalueField { upvalue, key },
            Object::Value(operand) => Place::Field { table: self.register_of(operand, line), key },
        }
    }

    /// `object[key]`. An upvalue that is indexed is read after the key is computed.
    pub(super) fn index_place(&mut self, object: Object, key: ExpressionId, line: u32) -> Place {
        let object = match object {
            Object::Value(operand) => {
                Object::Value(Operand::Local(self.register_of(operand, line)))
            }
            upvalue => upvalue,
        };
        // Now the key is compiled; the object's register, if it is a temporary, is below it.
        let key_line = self.tree.line(key);
        match self.operand(key, None) {
            Operand::Constant(Literal::String(name)) => self.field_place(object, name, key_line),
            Operand::Constant(Literal::Integer(index)) if u16::try_from(index).is_ok() => {
                let table = self.object_register(object, key_line);
                Place::Integer { table, index: index as u16 }
            }
            operand @ Operand::Constant(_) => {
                let table = self.object_register(object, key_line);
                Place::Index { table, key: self.register_of(operand, key_line) }
            }
            Operand::Local(key) | Operand::Temporary(key) => {
                Place::Index { table: self.object_register(object, key_line), key }
            }
        }
    }

    /// The object in a register.
    pub(super) fn object_register(&mut self, object: Object, line: u32) -> Register {
        match object {
            Object::Value(operand) => self.register_of(operand, line),
            Object::Upvalue(upvalue) => {
                let dst = self.allocate(1, line);
                self.get_upvalue(dst, upvalue, line);
                dst
            }
        }
    }

    /// Reads a place into a register, which may be one of the place's own.
    pub(super) fn load_place(&mut self, place: Place, target: Register, line: u32) {
        let dst = target.into();
        match place {
            Place::Local(register) => self.move_register(target, register, line),
            Place::Upvalue(upvalue) => self.get_upvalue(target, upvalue, line),
            Place::UpvalueField { upvalue, key } => match self.key_field(key) {
                Some(key) => self.emit_cached(
                    GetUpvalueField { dst, upvalue: upvalue.into(), key }.encode(),
                    line,
                ),
                None => self.load_far(place, target, line),
            },
            Place::Field { table, key } => match self.key_field(key) {
                Some(key) => {
                    self.emit_cached(GetField { dst, table: table.into(), key }.encode(), line);
                }
                None => self.load_far(place, target, line),
            },
            Place::Integer { table, index } => {
                let get = GetInteger { dst, table: table.into(), index: index.into() };
                self.emit(get.encode(), line);
            }
            Place::Index { table, key } => {
                self.emit(GetIndex { dst, table: table.into(), key: key.into() }.encode(), line);
            }
        }
    }

    /// Writes the value of an operand to a place, a constant without a register where an instruction takes it. A
    /// register it needs is loaded at `value_line`.
    pub(super) fn store(&mut self, place: Place, operand: Operand, value_line: u32, line: u32) {
        if let Operand::Constant(literal) = operand
            && self.store_constant(place, literal, line)
        {
            return;
        }
        let source = self.register_of(operand, value_line);
        self.store_place(place, source, line);
    }

    /// Writes a constant to a place, if there is an instruction for that and the constant is near.
    fn store_constant(&mut self, place: Place, literal: Literal, line: u32) -> bool {
        match place {
            Place::Field { table, key } => {
                let (Some(value), Some(key)) = (self.constant_field(literal), self.key_field(key))
                else {
                    return false;
                };
                let set = SetFieldConstant { table: table.into(), value, key };
                self.emit_cached(set.encode(), line);
                true
            }
            Place::Index { table, key } => {
                let Some(value) = self.constant_field(literal) else { return false };
                let set = SetIndexConstant { table: table.into(), key: key.into(), value };
                self.emit(set.encode(), line);
                true
            }
            _ => false,
        }
    }

    /// Writes a register to a place.
    pub(super) fn store_place(&mut self, place: Place, source: Register, line: u32) {
        let value = source.into();
        match place {
            Place::Local(register) => self.move_register(register, source, line),
            Place::Upvalue(upvalue) => {
                self.emit(SetUpvalue { src: value, upvalue: upvalue.into() }.encode(), line);
            }
            Place::UpvalueField { upvalue, key } => match self.key_field(key) {
                Some(key) => self.emit_cached(
                    SetUpvalueField { value, upvalue: upvalue.into(), key }.encode(),
                    line,
                ),
                None => self.store_far(place, source, line),
            },
            Place::Field { table, key } => match self.key_field(key) {
                Some(key) => {
                    self.emit_cached(SetField { table: table.into(), value, key }.encode(), line);
                }
                None => self.store_far(place, source, line),
            },
            Place::Integer { table, index } => {
                let set = SetInteger { table: table.into(), value, index: index.into() };
                self.emit(set.encode(), line);
            }
            Place::Index { table, key } => {
                self.emit(SetIndex { table: table.into(), key: key.into(), value }.encode(), line);
            }
        }
    }

    /// `R[dst] = U[upvalue]`
    fn get_upvalue(&mut self, dst: Register, upvalue: u32, line: u32) {
        self.emit(GetUpvalue { dst: dst.into(), upvalue: upvalue.into() }.encode(), line);
    }

    fn key_field(&mut self, key: NameId) -> Option<i64> {
        self.constant_field(Literal::String(key))
    }

    /// Reads a field whose key is too far away for its field.
    fn load_far(&mut self, place: Place, target: Register, line: u32) {
        let mark = self.function.free;
        let place = self.far_place(place, line);
        self.load_place(place, target, line);
        self.function.free = mark;
    }

    /// Writes a field whose key is too far away for its field.
    fn store_far(&mut self, place: Place, source: Register, line: u32) {
        let mark = self.function.free;
        let place = self.far_place(place, line);
        self.store_place(place, source, line);
        self.function.free = mark;
    }

    /// The same place with everything in registers. A function so long has the registers free that
    /// are free where it is called: above `free`, and above the target of the load.
    fn far_place(&mut self, place: Place, line: u32) -> Place {
        match place {
            Place::UpvalueField { upvalue, key } => {
                let table = self.object_register(Object::Upvalue(upvalue), line);
                let key = self.register_of(Operand::Constant(Literal::String(key)), line);
                Place::Index { table, key }
            }
            Place::Field { table, key } => {
                let key = self.register_of(Operand::Constant(Literal::String(key)), line);
                Place::Index { table, key }
            }
            place => place,
        }
    }
}
