//! Time zones: the offset from UTC at a moment.

use super::calendar::{CYCLE_DAYS, DAY};
use jiff::Timestamp;
use jiff::tz::{Dst, TimeZone};

/// What is in force in a zone at some moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Offset {
    /// Seconds east of Greenwich.
    pub(super) seconds: i32,
    /// Whether it is daylight saving time.
    pub(super) is_dst: bool,
    /// The abbreviation, such as `CET`.
    pub(super) name: String,
}

/// Where a clock hangs.
#[derive(Clone, Debug)]
pub struct Zone {
    /// Nothing means UTC.
    rules: Option<TimeZone>,
}

impl Zone {
    /// Coordinated universal time.
    pub fn utc() -> Zone {
        Zone { rules: None }
    }

    /// The zone of this process, from its environment or its system.
    pub fn local() -> Zone {
        Zone { rules: TimeZone::try_system().ok() }
    }

    /// The offset in force at a moment.
    pub(super) fn offset_at(&self, moment: i64) -> Offset {
        let known = self.rules.as_ref().and_then(|rules| {
            let timestamp = Timestamp::from_second(into_known_years(moment)).ok()?;
            let info = rules.to_offset_info(timestamp);
            Some(Offset {
                seconds: info.offset().seconds(),
                is_dst: info.dst() == Dst::Yes,
                name: info.abbreviation().to_owned(),
            })
        });
        known.unwrap_or_else(|| Offset { seconds: 0, is_dst: false, name: "GMT".into() })
    }
}

/// A moment with the same calendar and the same rules within the years that the zone data covers.
///
/// Rules repeat with the calendar after the last change of law, and nothing was different
/// before the first, so whole cycles of 400 years can be left out.
fn into_known_years(moment: i64) -> i64 {
    const CYCLE: i64 = CYCLE_DAYS * DAY;
    const LATEST: i64 = 250_000_000_000;
    const EARLIEST: i64 = -370_000_000_000;
    if moment > LATEST {
        LATEST - CYCLE + (moment - LATEST) % CYCLE
    } else if moment < EARLIEST {
        EARLIEST + CYCLE - EARLIEST.abs_diff(moment) as i64 % CYCLE
    } else {
        moment
    }
}
