//! `os.time`: the moment that a table of date fields means.

use super::calendar::{DAY, Date, days_from_civil};
use super::zone::{Offset, Zone};
use crate::text::Refusal;

/// A numeric field of a date table, in the order in which the reference reads them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// `year`
    Year,
    /// `month`
    Month,
    /// `day`
    Day,
    /// `hour`
    Hour,
    /// `min`
    Minute,
    /// `sec`
    Second,
}

/// What a date table holds under a field's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldValue {
    /// Nothing.
    Missing,
    /// Something that is no integer and does not convert to one.
    NotInteger,
    /// An integer.
    Integer(i64),
}

impl Field {
    /// All fields, in the order in which they must be read.
    pub const ALL: [Field; 6] =
        [Field::Year, Field::Month, Field::Day, Field::Hour, Field::Minute, Field::Second];

    /// The key in the table.
    pub fn name(self) -> &'static str {
        match self {
            Field::Year => "year",
            Field::Month => "month",
            Field::Day => "day",
            Field::Hour => "hour",
            Field::Minute => "min",
            Field::Second => "sec",
        }
    }

    /// Checks a value as C keeps it: as a 32-bit number since the field's own origin.
    pub fn check(self, value: FieldValue) -> Result<i32, Refusal> {
        let origin: i64 = match self {
            Field::Year => 1900,
            Field::Month => 1,
            _ => 0,
        };
        let refuse =
            |what: &str| Refusal::new(format!("field '{}' {what}", self.name()).into_bytes());
        match value {
            FieldValue::Integer(value) => value
                .checked_sub(origin)
                .and_then(|value| i32::try_from(value).ok())
                .ok_or_else(|| refuse("is out-of-bound")),
            FieldValue::NotInteger => Err(refuse("is not an integer")),
            FieldValue::Missing => match self {
                Field::Year | Field::Month | Field::Day => Err(refuse("missing in date table")),
                Field::Hour => Ok(12),
                Field::Minute | Field::Second => Ok(0),
            },
        }
    }
}

/// The fields of a date table after their check; they may be far outside of their usual ranges.
#[derive(Clone, Copy, Debug, Default)]
pub struct Fields {
    /// Years since 1900.
    pub year: i32,
    /// Months since January.
    pub month: i32,
    /// The day of the month, from 1.
    pub day: i32,
    /// Hours since midnight.
    pub hour: i32,
    /// Minutes.
    pub minute: i32,
    /// Seconds.
    pub second: i32,
    /// `isdst`, if the table says.
    pub is_dst: Option<bool>,
}

impl Fields {
    /// Sets one field.
    pub fn set(&mut self, field: Field, value: i32) {
        match field {
            Field::Year => self.year = value,
            Field::Month => self.month = value,
            Field::Day => self.day = value,
            Field::Hour => self.hour = value,
            Field::Minute => self.minute = value,
            Field::Second => self.second = value,
        }
    }

    /// The moment, and its date with every field in its usual range.
    pub fn resolve(&self, zone: &Zone) -> Result<(i64, Date), Refusal> {
        let refusal =
            || Refusal::new(&b"time result cannot be represented in this installation"[..]);
        let moment = self.moment(zone);
        let date = Date::at(moment, zone).map_err(|_| refusal())?;
        // C has no other way to report a failure than this moment.
        if moment == -1 { Err(refusal()) } else { Ok((moment, date)) }
    }

    /// The seconds since 1970 on a clock in this place, as if it were UTC. All fits: each field has 32 bits.
    fn local_seconds(&self) -> i64 {
        let month = i64::from(self.month);
        let year = i64::from(self.year) + 1900 + month.div_euclid(12);
        let days = days_from_civil(year, month.rem_euclid(12) as u8 + 1) + i64::from(self.day) - 1;
        let seconds = i64::from(self.hour) * 3600 + i64::from(self.minute) * 60;
        days * DAY + seconds + i64::from(self.second)
    }

    /// The moment at which the local clock shows these fields.
    ///
    /// Starting from UTC, each guess is corrected by the offset in force there. In the hour that
    /// a clock skips the guesses alternate between the two offsets and one of them is taken.
    fn moment(&self, zone: &Zone) -> i64 {
        const ATTEMPTS: usize = 6;
        let local = self.local_seconds();
        let under = |offset: &Offset| local - i64::from(offset.seconds);
        let mut guess = local;
        let mut before = None;
        for _ in 0..ATTEMPTS {
            let offset = zone.offset_at(guess);
            let next = under(&offset);
            if next == guess {
                return self.with_requested_dst(zone, guess, &offset);
            }
            if before == Some(next) {
                let other = zone.offset_at(next);
                return self.in_skipped_hour((guess, &offset), (next, &other));
            }
            before = Some(guess);
            guess = next;
        }
        guess
    }

    /// Chooses between two moments that both show another time than the one asked for.
    fn in_skipped_hour(&self, first: (i64, &Offset), second: (i64, &Offset)) -> i64 {
        let is_wanted = |offset: &Offset| match self.is_dst {
            None => offset.is_dst,
            Some(is_dst) => offset.is_dst != is_dst,
        };
        if is_wanted(first.1) || !is_wanted(second.1) { first.0 } else { second.0 }
    }

    /// The moment itself, unless the table asks for the other kind of time; then what the clock
    /// would show with the offset of that kind from the nearest date that has it.
    fn with_requested_dst(&self, zone: &Zone, moment: i64, offset: &Offset) -> i64 {
        /// Shorter than any period with or without daylight saving time that ever was.
        const STRIDE: i64 = 601_200;
        /// Half of the longest period without a change of the usual kind.
        const REACH: i64 = 228_621_604 + STRIDE;
        let Some(is_dst) = self.is_dst.filter(|is_dst| *is_dst != offset.is_dst) else {
            return moment;
        };
        let mut distance = STRIDE;
        while distance < REACH {
            for probe in [moment - distance, moment + distance] {
                let other = zone.offset_at(probe);
                if other.is_dst == is_dst {
                    return self.local_seconds() - i64::from(other.seconds);
                }
            }
            distance += STRIDE;
        }
        // A zone without the other kind of time: one hour is the usual difference.
        moment + if is_dst { -3600 } else { 3600 }
    }
}
