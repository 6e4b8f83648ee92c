//! The Gregorian calendar, extended to all years.

use super::zone::Zone;
use crate::text::Refusal;

/// The seconds of a day.
pub(super) const DAY: i64 = 86_400;

/// The days of 400 years, after which the calendar and the weekdays repeat.
pub(super) const CYCLE_DAYS: i64 = 146_097;

/// A moment as a calendar shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Date {
    /// The year; zero is the year before the first.
    pub year: i64,
    /// From 1 to 12.
    pub month: u8,
    /// From 1 to 31.
    pub day: u8,
    /// From 0 to 23.
    pub hour: u8,
    /// From 0 to 59.
    pub minute: u8,
    /// From 0 to 59.
    pub second: u8,
    /// From 0, Sunday, to 6.
    pub weekday: u8,
    /// From 1 to 366.
    pub year_day: u16,
    /// Whether daylight saving time is in force.
    pub is_dst: bool,
    /// Seconds east of Greenwich.
    pub offset: i32,
    /// The name of the zone.
    pub zone_name: String,
}

impl Date {
    /// The date of a moment in a zone; C keeps the year since 1900 in 32 bits.
    pub fn at(moment: i64, zone: &Zone) -> Result<Date, Refusal> {
        let offset = zone.offset_at(moment);
        let (days, second_of_day) = match moment.checked_add(i64::from(offset.seconds)) {
            Some(local) => (local.div_euclid(DAY), local.rem_euclid(DAY)),
            None => return Err(cannot_represent()),
        };
        let (year, month, day) = civil_from_days(days);
        if i32::try_from(year - 1900).is_err() {
            return Err(cannot_represent());
        }
        Ok(Date {
            year,
            month,
            day,
            hour: (second_of_day / 3600) as u8,
            minute: (second_of_day / 60 % 60) as u8,
            second: (second_of_day % 60) as u8,
            // The first of January 1970 was a Thursday.
            weekday: (days + 4).rem_euclid(7) as u8,
            year_day: (days - days_from_civil(year, 1) + 1) as u16,
            is_dst: offset.is_dst,
            offset: offset.seconds,
            zone_name: offset.name,
        })
    }
}

/// The error of a moment whose year C cannot hold.
fn cannot_represent() -> Refusal {
    Refusal::new(&b"date result cannot be represented in this installation"[..])
}

/// Whether a year has 366 days.
pub(super) fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// The days from 1970 to the first of a month, counted from 1; years of any size that C can hold.
pub(super) fn days_from_civil(year: i64, month: u8) -> i64 {
    // Years start in March, so that the leap day is the last of its year.
    let shifted = if month <= 2 { year - 1 } else { year };
    let cycle = shifted.div_euclid(400);
    let year_of_cycle = shifted.rem_euclid(400);
    let month_from_march = i64::from((month + 9) % 12);
    let day_of_year = (153 * month_from_march + 2) / 5;
    let day_of_cycle = year_of_cycle * 365 + year_of_cycle / 4 - year_of_cycle / 100 + day_of_year;
    // 719 468 days lie between the first of March of the year 0 and 1970.
    cycle * CYCLE_DAYS + day_of_cycle - 719_468
}

/// Year, month and day of a number of days since 1970.
fn civil_from_days(days: i64) -> (i64, u8, u8) {
    let from_march = days + 719_468;
    let cycle = from_march.div_euclid(CYCLE_DAYS);
    let day_of_cycle = from_march.rem_euclid(CYCLE_DAYS);
    let leap_corrected = day_of_cycle - day_of_cycle / 1460 + day_of_cycle / 36_524
        - day_of_cycle / (CYCLE_DAYS - 1);
    let year_of_cycle = leap_corrected / 365;
    let day_of_year =
        day_of_cycle - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = cycle * 400 + year_of_cycle + i64::from(month <= 2);
    (year, month as u8, day as u8)
}
