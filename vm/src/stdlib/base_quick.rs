//! The quick entries of the basic functions.

use crate::interpreter::{Arguments, Given, QuickContext};
use crate::object::{LuaString, Table, raw_equal};
use crate::value::Value;

/// `assert`, where only its first result is wanted, or it has only one.
pub(super) fn assert(_: QuickContext<'_>, arguments: Arguments<'_>) -> Given {
    let value = arguments.get(0);
    if value.is_falsy() || !(arguments.count() == 1 || arguments.wants_one_at_most()) {
        return Given::DECLINED;
    }
    arguments.answer(value)
}

/// `getmetatable` of a table
pub(super) fn getmetatable(context: QuickContext<'_>, arguments: Arguments<'_>) -> Given {
    let value = arguments.get(0);
    if !value.is_table() {
        return Given::DECLINED;
    }
    arguments.answer(context.visible_metatable(value.pointer()))
}

/// `rawequal`
pub(super) fn rawequal(_: QuickContext<'_>, arguments: Arguments<'_>) -> Given {
    if arguments.count() < 2 {
        return Given::DECLINED;
    }
    arguments.answer(Value::boolean(raw_equal(arguments.get(0), arguments.get(1))))
}

/// `rawget`
pub(super) fn rawget(_: QuickContext<'_>, arguments: Arguments<'_>) -> Given {
    let table = arguments.get(0);
    if arguments.count() < 2 || !table.is_table() {
        return Given::DECLINED;
    }
    arguments.answer(table.pointer::<Table>().get(arguments.get(1)))
}

/// `rawlen`
pub(super) fn rawlen(mut context: QuickContext<'_>, arguments: Arguments<'_>) -> Given {
    let value = arguments.get(0);
    let length = if value.is_table() {
        value.pointer::<Table>().length(context.heap())
    } else if value.is_string() {
        i64::from(value.pointer::<LuaString>().len)
    } else {
        return Given::DECLINED;
    };
    arguments.answer(context.integer_value(length))
}

/// `setmetatable` of a table that has no metatable, to one without a finalizer
pub(super) fn setmetatable(mut context: QuickContext<'_>, arguments: Arguments<'_>) -> Given {
    let (table, metatable) = (arguments.get(0), arguments.get(1));
    if !table.is_table() || !metatable.is_table() {
        return Given::DECLINED;
    }
    if !context.set_first_metatable(table.pointer(), metatable.pointer()) {
        return Given::DECLINED;
    }
    arguments.answer(table)
}

/// `tonumber` of a number
pub(super) fn tonumber(_: QuickContext<'_>, arguments: Arguments<'_>) -> Given {
    let value = arguments.get(0);
    if !value.is_number() || !arguments.get(1).is_nil() {
        return Given::DECLINED;
    }
    arguments.answer(value)
}

/// `tostring` of a string or a number
pub(super) fn tostring(mut context: QuickContext<'_>, arguments: Arguments<'_>) -> Given {
    let value = arguments.get(0);
    if value.is_string() {
        return arguments.answer(value);
    }
    if !value.is_number() || context.has_metatable(value) {
        return Given::DECLINED;
    }
    arguments.answer_if(context.number_to_string(value))
}

/// `type`
pub(super) fn type_of(context: QuickContext<'_>, arguments: Arguments<'_>) -> Given {
    if arguments.count() == 0 {
        return Given::DECLINED;
    }
    arguments.answer(context.type_name_string(arguments.get(0)))
}
