//! Random numbers: xoshiro256**, with the reference's seeding and its projection into an interval.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};

use crate::interpreter::{Outcome, State};
use crate::value::Value;

/// The digits of a float's mantissa.
const FLOAT_DIGITS: u32 = f64::MANTISSA_DIGITS;

/// How many numbers are dropped after seeding, so that similar seeds do not give similar numbers.
const DISCARDED: usize = 16;

/// A generator.
struct Generator([u64; 4]);

impl Default for Generator {
    fn default() -> Generator {
        let mut generator = Generator([0; 4]);
        generator.seed(make_seed(), 0);
        generator
    }
}

impl Generator {
    fn seed(&mut self, first: u64, second: u64) {
        // The second word is not zero, because from a state of zeros only zeros come.
        self.0 = [first, 0xff, second, 0];
        for _ in 0..DISCARDED {
            self.next();
        }
    }

    fn next(&mut self) -> u64 {
        let [first, second, third, fourth] = self.0;
        let third = third ^ first;
        let fourth = fourth ^ second;
        let result = second.wrapping_mul(5).rotate_left(7).wrapping_mul(9);
        self.0 = [first ^ fourth, second ^ third, third ^ second << 17, fourth.rotate_left(45)];
        result
    }

    /// A number from 0 to `max`, from `random` and as many more as it takes to make all equally likely.
    fn project(&mut self, random: u64, max: u64) -> u64 {
        // The smallest number of the form 2^n - 1 that is not below the maximum.
        let mask = u64::MAX.checked_shr(max.leading_zeros()).unwrap_or(0);
        let mut candidate = random & mask;
        while candidate > max {
            candidate = self.next() & mask;
        }
        candidate
    }
}

/// A float in `[0, 1)` from the high bits of a word.
fn to_float(random: u64) -> f64 {
    const SCALE: f64 = 1.0 / (1u64 << FLOAT_DIGITS) as f64;
    (random >> (u64::BITS - FLOAT_DIGITS)) as f64 * SCALE
}

/// A word that differs from run to run.
pub(super) fn make_seed() -> u64 {
    RandomState::new().build_hasher().finish()
}

/// The generator of a state.
fn generator(state: &mut State) -> &mut Generator {
    state.extensions.get_or_default()
}

/// `math.random`
pub(super) fn random(state: &mut State, _step: u32) -> Outcome {
    let number = generator(state).next();
    let (low, high) = match state.count() {
        0 => return state.answer(Value::float(to_float(number))),
        1 => match state.check_integer(0)? {
            0 if state.dialect.library.wide_random => {
                let number = state.integer_value(number as i64);
                return state.answer(number);
            }
            high => (1, high),
        },
        2 => (state.check_integer(0)?, state.check_integer(1)?),
        _ => return Err(state.error("wrong number of arguments")),
    };
    let blamed = if state.dialect.integers { 0 } else { state.count() - 1 };
    state.check_argument(low <= high, blamed, "interval is empty")?;
    if state.dialect.integers && !state.dialect.library.wide_random {
        let fits = low >= 0 || high <= i64::MAX + low;
        state.check_argument(fits, blamed, "interval too large")?;
    }
    let offset = generator(state).project(number, (high as u64).wrapping_sub(low as u64));
    let number = state.integer_value((low as u64).wrapping_add(offset) as i64);
    state.answer(number)
}

/// `math.randomseed`
pub(super) fn randomseed(state: &mut State, _step: u32) -> Outcome {
    let (first, second) = if state.has_argument(0) {
        (state.check_integer(0)? as u64, state.optional_integer(1, 0)? as u64)
    } else {
        (make_seed(), generator(state).next())
    };
    generator(state).seed(first, second);
    if !state.dialect.library.wide_random {
        return state.answer_none();
    }
    let (first, second) = (state.integer_value(first as i64), state.integer_value(second as i64));
    state.answer_all(&[first, second])
}
