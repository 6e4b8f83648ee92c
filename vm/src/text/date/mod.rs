//! `os.date` and `os.time`: moments, calendar dates and their text, as C does in its own locale.
//!
//! Invariants:
//! - Moments are seconds since 1970 in UTC; every calendar calculation is exact over all of `i64`.
//! - Only `zone` knows where time zones come from.

mod calendar;
mod fields;
mod format;
mod zone;

pub use calendar::Date;
pub use fields::{Field, FieldValue, Fields};
pub use format::format_date;
pub use zone::Zone;

use super::Refusal;

/// What `os.date` is asked for by its format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Request<'a> {
    /// The format starts with `!`.
    pub is_utc: bool,
    /// The format without `!`, or nothing when a table is asked for.
    pub format: Option<&'a [u8]>,
}

impl<'a> Request<'a> {
    /// Reads the start of a format.
    pub fn new(format: &'a [u8]) -> Self {
        let stripped = format.strip_prefix(b"!");
        let rest = stripped.unwrap_or(format);
        // The format is a C string here: what follows a zero byte does not count.
        let is_table = matches!(rest, b"*t" | [b'*', b't', 0, ..]);
        Request { is_utc: stripped.is_some(), format: (!is_table).then_some(rest) }
    }

    /// The date of a moment in the zone asked for.
    pub fn date(&self, moment: i64) -> Result<Date, Refusal> {
        let zone = if self.is_utc { Zone::utc() } else { Zone::local() };
        Date::at(moment, &zone)
    }
}

/// The seconds from one moment to another, for `os.difftime`.
pub fn difference(later: i64, earlier: i64) -> f64 {
    // The subtraction of two 64-bit moments can need a 65th bit.
    (i128::from(later) - i128::from(earlier)) as f64
}
