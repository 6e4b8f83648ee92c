//! Dates and times of the os library.

use std::time::{SystemTime, UNIX_EPOCH};

use super::library::table_value;
use crate::gc::Gc;
use crate::interpreter::{Outcome, State, Throw};
use crate::object::{Event, Table};
use crate::text::Refusal;
use crate::text::date::{Date, Field, FieldValue, Fields, Request, Zone, difference, format_date};
use crate::text::until_nul;
use crate::value::Value;

/// How many fields a date table has.
const FIELD_COUNT: usize = 9;

/// The seconds since 1970.
fn now() -> i64 {
    match SystemTime::now().duration_since(UNIX_EPOCH) {
        Ok(since) => since.as_secs() as i64,
        Err(before) => -(before.duration().as_secs() as i64),
    }
}

/// The error for what a text function refuses.
fn refuse(state: &mut State, refusal: &Refusal) -> Throw {
    match refusal.argument {
        Some(argument) => state.argument_error(argument.saturating_sub(1), &refusal.message),
        None => state.error(&refusal.message),
    }
}

/// `os.date`
pub(super) fn date(state: &mut State, _step: u32) -> Outcome {
    let mut format = state.optional_bytes(0)?.unwrap_or(b"%c");
    if state.dialect.library.date_formats_end_at_nul {
        format = until_nul(format);
    }
    let moment = if state.slot(1).is_nil() { now() } else { state.check_integer(1)? };
    let request = Request::new(format);
    let date = match request.date(moment) {
        Ok(date) => date,
        Err(refusal) => return Err(refuse(state, &refusal)),
    };
    let Some(format) = request.format else {
        let table = state.new_table(0, FIELD_COUNT)?;
        set_fields(state, table, &date)?;
        return state.answer(table_value(table));
    };
    /// The longest text of one conversion, with room for the character that stands for it.
    const MAX_CONVERSION: usize = 128;
    let conversions = memchr::memchr_iter(b'%', format).count();
    let room = format.len() + conversions * MAX_CONVERSION;
    let checks = state.dialect.library.date_conversions_are_checked;
    let text = state.build_string(|state, buffer| {
        state.charge(room as u64 / 16)?;
        let result =
            buffer.append_with(state, room, |bytes| format_date(bytes, format, &date, checks))?;
        result.map_err(|refusal| refuse(state, &refusal))
    })?;
    state.answer(text)
}

/// Writes a date into a table.
fn set_fields(state: &mut State, table: Gc<Table>, date: &Date) -> Result<(), Throw> {
    let numbers = [
        ("year", date.year),
        ("month", date.month.into()),
        ("day", date.day.into()),
        ("hour", date.hour.into()),
        ("min", date.minute.into()),
        ("sec", date.second.into()),
        ("yday", date.year_day.into()),
        ("wday", i64::from(date.weekday) + 1),
    ];
    for (name, number) in numbers {
        let number = state.integer_value(number);
        state.set_field(table, name, number)?;
    }
    state.set_field(table, "isdst", Value::boolean(date.is_dst))
}

/// `os.time`
pub(super) fn time(state: &mut State, step: u32) -> Outcome {
    if step == 0 && state.slot(0).is_nil() {
        let moment = state.integer_value(now());
        return state.answer(moment);
    }
    if step == 0 {
        state.check_table(0)?;
        state.set_count(1)?;
    } else {
        let value = state.result(0);
        state.drop_results();
        state.push(value)?;
    }
    // The values read so far lie behind the table.
    let table = state.slot(0);
    while state.count() <= Field::ALL.len() + 1 {
        let name = match fields_in_order(state).nth(state.count() - 1) {
            Some(field) => field.name(),
            None => "isdst",
        };
        match read_field(state, table, name)? {
            Some(value) => state.push(value)?,
            None => return Ok(super::table::access::wait(2, 1)),
        }
    }
    finish_time(state, table.pointer())
}

/// The fields in the order in which they are read.
fn fields_in_order(state: &State) -> impl Iterator<Item = Field> + use<> {
    let last = Field::ALL.len() - 1;
    let is_reversed = state.dialect.library.date_fields_start_at_seconds;
    (0..=last).map(move |index| Field::ALL[if is_reversed { last - index } else { index }])
}

/// Reads a field of the table; `None`: a call was pushed.
fn read_field(state: &mut State, table: Value, name: &str) -> Result<Option<Value>, Throw> {
    let value = state.get_field(table.pointer(), name)?;
    if !value.is_nil() || state.metamethod(table, Event::Index).is_nil() {
        return Ok(Some(value));
    }
    let key = state.new_string(name.as_bytes())?;
    super::table::access::begin_read_key(state, table, key)
}

/// All fields have been read: finds the moment and writes the fields back in their usual ranges.
fn finish_time(state: &mut State, table: Gc<Table>) -> Outcome {
    let mut fields = Fields::default();
    for (index, field) in fields_in_order(state).enumerate() {
        let value = state.slot(index + 1);
        let value = match state.to_integer(value) {
            Some(integer) => FieldValue::Integer(integer),
            None if value.is_nil() || state.dialect.library.bad_date_fields_are_missing => {
                FieldValue::Missing
            }
            None => FieldValue::NotInteger,
        };
        match field.check(value) {
            Ok(number) => fields.set(field, number),
            Err(refusal) => return Err(refuse(state, &refusal)),
        }
    }
    let is_dst = state.slot(Field::ALL.len() + 1);
    fields.is_dst = (!is_dst.is_nil()).then(|| !is_dst.is_falsy());
    match fields.resolve(&Zone::local()) {
        Ok((moment, date)) => {
            set_fields(state, table, &date)?;
            let moment = state.integer_value(moment);
            state.answer(moment)
        }
        Err(refusal) => Err(refuse(state, &refusal)),
    }
}

/// `os.difftime`
pub(super) fn difftime(state: &mut State, _step: u32) -> Outcome {
    let later = state.check_integer(0)?;
    let earlier = state.check_integer(1)?;
    state.answer(Value::float(difference(later, earlier)))
}
