//! `strftime` in the C locale.
//!
//! Numbers are filled as the GNU library fills them: years and centuries not at all,
//! days, hours and weeks to a fixed width.

use super::calendar::{Date, is_leap};
use crate::number::format::write_integer;
use crate::text::Refusal;

/// From Sunday, as C counts.
const WEEKDAYS: [&str; 7] =
    ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/// From January.
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The length of a name's short form.
const SHORT: usize = 3;

/// The conversions of C99.
const PLAIN: &[u8] = b"aAbBcCdDeFgGhHIjmMnprRStTuUVwWxXyYzZ%";
/// The conversions that may stand behind `E`, which changes nothing in this locale.
const BEHIND_E: &[u8] = b"cCxXyY";
/// The conversions that may stand behind `O`, which changes nothing in this locale.
const BEHIND_O: &[u8] = b"deHImMSuUVwWy";

/// Appends a date as the format asks.
///
/// What is no conversion is refused, or copied where nothing is checked.
pub fn format_date(
    buffer: &mut Vec<u8>,
    format: &[u8],
    date: &Date,
    checks: bool,
) -> Result<(), Refusal> {
    let mut rest = format;
    while let Some(at) = memchr::memchr(b'%', rest) {
        buffer.extend_from_slice(&rest[..at]);
        let conversion = &rest[at + 1..];
        let (letter, len) = match conversion {
            [letter, ..] if PLAIN.contains(letter) => (*letter, 1),
            [b'E', letter, ..] if checks && BEHIND_E.contains(letter) => (*letter, 2),
            [b'O', letter, ..] if checks && BEHIND_O.contains(letter) => (*letter, 2),
            _ if !checks => {
                let len = conversion.len().min(1);
                buffer.extend_from_slice(&rest[at..=at + len]);
                rest = &conversion[len..];
                continue;
            }
            _ => return Err(invalid(conversion)),
        };
        convert(buffer, letter, date);
        rest = &conversion[len..];
    }
    buffer.extend_from_slice(rest);
    Ok(())
}

/// The reference quotes all that follows the `%`, up to a zero byte.
#[cold]
fn invalid(conversion: &[u8]) -> Refusal {
    let shown = conversion.split(|&byte| byte == 0).next().unwrap_or_default();
    Refusal::argument(1, [b"invalid conversion specifier '%", shown, b"'"].concat())
}

/// One conversion; those that stand for several others come first.
fn convert(buffer: &mut Vec<u8>, letter: u8, date: &Date) {
    let composed: &[u8] = match letter {
        b'c' => b"a b e T Y",
        b'D' | b'x' => b"m/d/y",
        b'F' => b"Y-m-d",
        b'r' => b"I:M:S p",
        b'R' => b"H:M",
        b'T' | b'X' => b"H:M:S",
        _ => return convert_one(buffer, letter, date),
    };
    for &byte in composed {
        match byte {
            b' ' | b'/' | b'-' | b':' => buffer.push(byte),
            letter => convert(buffer, letter, date),
        }
    }
}

/// One conversion of one field.
fn convert_one(buffer: &mut Vec<u8>, letter: u8, date: &Date) {
    let weekday = i64::from(date.weekday);
    let weekday_from_monday = (weekday + 6) % 7;
    let year_day = i64::from(date.year_day) - 1;
    // Midnight and noon are twelve o'clock.
    let hour_of_half = (i64::from(date.hour) + 11) % 12 + 1;
    match letter {
        b'a' => buffer.extend_from_slice(&name(&WEEKDAYS, date.weekday)[..SHORT]),
        b'A' => buffer.extend_from_slice(name(&WEEKDAYS, date.weekday)),
        b'b' | b'h' => buffer.extend_from_slice(&name(&MONTHS, date.month - 1)[..SHORT]),
        b'B' => buffer.extend_from_slice(name(&MONTHS, date.month - 1)),
        b'C' => write_integer(buffer, date.year.div_euclid(100)),
        b'd' => padded(buffer, date.day.into(), 2, b'0'),
        b'e' => padded(buffer, date.day.into(), 2, b' '),
        b'g' => padded(buffer, iso_week(date).0.rem_euclid(100), 2, b'0'),
        b'G' => write_integer(buffer, iso_week(date).0),
        b'H' => padded(buffer, date.hour.into(), 2, b'0'),
        b'I' => padded(buffer, hour_of_half, 2, b'0'),
        b'j' => padded(buffer, date.year_day.into(), 3, b'0'),
        b'm' => padded(buffer, date.month.into(), 2, b'0'),
        b'M' => padded(buffer, date.minute.into(), 2, b'0'),
        b'n' => buffer.push(b'\n'),
        b'p' => buffer.extend_from_slice(if date.hour < 12 { b"AM" } else { b"PM" }),
        b'S' => padded(buffer, date.second.into(), 2, b'0'),
        b't' => buffer.push(b'\t'),
        b'u' => write_integer(buffer, weekday_from_monday + 1),
        b'U' => padded(buffer, (year_day - weekday + 7) / 7, 2, b'0'),
        b'V' => padded(buffer, iso_week(date).1, 2, b'0'),
        b'w' => write_integer(buffer, weekday),
        b'W' => padded(buffer, (year_day - weekday_from_monday + 7) / 7, 2, b'0'),
        b'y' => padded(buffer, date.year.rem_euclid(100), 2, b'0'),
        b'Y' => write_integer(buffer, date.year),
        b'z' => {
            let minutes = i64::from(date.offset.unsigned_abs() / 60);
            buffer.push(if date.offset < 0 { b'-' } else { b'+' });
            padded(buffer, minutes / 60 * 100 + minutes % 60, 4, b'0');
        }
        b'Z' => buffer.extend_from_slice(date.zone_name.as_bytes()),
        _ => buffer.push(letter),
    }
}

/// A name by its index, which a date keeps in range.
fn name<const LEN: usize>(names: &[&'static str; LEN], index: u8) -> &'static [u8] {
    names[usize::from(index) % LEN].as_bytes()
}

/// An integer of at least `width` bytes, its sign included.
fn padded(buffer: &mut Vec<u8>, value: i64, width: usize, filler: u8) {
    if value < 0 {
        buffer.push(b'-');
    }
    let width = width - usize::from(value < 0);
    let digits = value.abs().checked_ilog10().unwrap_or(0) as usize + 1;
    buffer.resize(buffer.len() + width.saturating_sub(digits), filler);
    write_integer(buffer, value.abs());
}

/// The year and the number of the week by ISO 8601: weeks start on Monday and belong to the
/// year that has their Thursday.
fn iso_week(date: &Date) -> (i64, i64) {
    let week_of = |year_day: i64| (year_day - (i64::from(date.weekday) + 6) % 7 + 9) / 7;
    let year_len = |year: i64| if is_leap(year) { 366 } else { 365 };
    let year_day = i64::from(date.year_day);
    match week_of(year_day) {
        // The first days of January can belong to the year before, the last of December to the next.
        0 => (date.year - 1, week_of(year_day + year_len(date.year - 1))),
        53 if week_of(year_day - year_len(date.year)) == 1 => (date.year + 1, 1),
        week => (date.year, week),
    }
}
