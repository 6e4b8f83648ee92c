//! Preparing a numeric `for` (manual section 3.3.5).

use super::arithmetic::float_of;
use super::state::State;
use super::throw::Throw;
use crate::bytecode::Instruction;
use crate::number::arithmetic::{Rounding, float_to_integer};
use crate::value::{INTEGER, Value};

impl State {
    /// `ForPrepare` where the fast path does not apply.
    pub(crate) fn prepare_numeric_loop(&mut self, word: Instruction) -> Result<(), Throw> {
        let slot = |index: usize| word.a() + index * size_of::<Value>();
        let (initial, limit, step) =
            (self.register(slot(0)), self.register(slot(1)), self.register(slot(2)));
        let runs = if initial.tag == INTEGER && step.tag == INTEGER {
            self.prepare_integer_loop(slot(0), initial.integer_bits(), limit, step.integer_bits())?
        } else {
            self.prepare_float_loop(slot(0), initial, limit, step)?
        };
        if !runs {
            self.jump(word.d());
        }
        Ok(())
    }

    /// Stores the number of iterations after the first, the step and the variable; whether the loop runs at all.
    fn prepare_integer_loop(
        &mut self,
        base: usize,
        initial: i64,
        limit: Value,
        step: i64,
    ) -> Result<bool, Throw> {
        if step == 0 && self.dialect.zero_step_is_error {
            return Err(self.error("'for' step is zero"));
        }
        let Some(limit) = self.integer_limit(limit, step)? else { return Ok(false) };
        if if step > 0 { initial > limit } else { initial < limit } {
            return Ok(false);
        }
        let iterations = if step > 0 {
            (limit as u64).wrapping_sub(initial as u64) / step as u64
        } else if step == 0 {
            u64::MAX
        } else {
            // The magnitude of the step is taken this way because the least integer has no negation.
            (initial as u64).wrapping_sub(limit as u64) / ((-(step + 1)) as u64 + 1)
        };
        self.set_register(base, Value::integer(iterations as i64));
        self.set_register(base + size_of::<Value>(), Value::integer(step));
        self.set_register(base + 2 * size_of::<Value>(), Value::integer(initial));
        Ok(true)
    }

    /// The limit as an integer, clipped; `None` where the loop cannot run.
    fn integer_limit(&mut self, limit: Value, step: i64) -> Result<Option<i64>, Throw> {
        match self.to_number(limit) {
            Some(Value { tag: INTEGER, payload, .. }) => Ok(Some(payload as i64)),
            Some(limit) => {
                let float = limit.float_bits();
                let rounding = if step < 0 { Rounding::Ceil } else { Rounding::Floor };
                if let Some(limit) = float_to_integer(float, rounding) {
                    return Ok(Some(limit));
                }
                // Out of range, or not a number, which no comparison accepts.
                if float > 0.0 {
                    Ok((step > 0).then_some(i64::MAX))
                } else if float < 0.0 {
                    Ok((step < 0).then_some(i64::MIN))
                } else {
                    Ok(None)
                }
            }
            None => Err(self.for_error("limit", limit)),
        }
    }

    /// Stores the limit, the step and the variable; whether the loop runs at all.
    fn prepare_float_loop(
        &mut self,
        base: usize,
        initial: Value,
        limit: Value,
        step: Value,
    ) -> Result<bool, Throw> {
        let number = |value: Value| self.to_number(value).and_then(float_of);
        let (float_initial, float_limit, float_step) =
            (number(initial), number(limit), number(step));
        if self.dialect.loop_start_is_checked_first && float_initial.is_none() {
            return Err(self.for_error("initial value", initial));
        }
        let Some(float_limit) = float_limit else { return Err(self.for_error("limit", limit)) };
        let Some(float_step) = float_step else { return Err(self.for_error("step", step)) };
        let Some(mut float_initial) = float_initial else {
            return Err(self.for_error("initial value", initial));
        };
        if self.dialect.float_loops_step_back {
            float_initial = (float_initial - float_step) + float_step;
        }
        if float_step == 0.0 && self.dialect.zero_step_is_error {
            return Err(self.error("'for' step is zero"));
        }
        let (low, high) = match float_step > 0.0 {
            true => (float_initial, float_limit),
            false => (float_limit, float_initial),
        };
        // Where one of them is no number they differ: one asks whether it is too far, the other whether it is not.
        let is_past = high < low;
        let runs = if self.dialect.float_loops_step_back { low <= high } else { !is_past };
        if !runs {
            return Ok(false);
        }
        self.set_register(base, Value::float(float_limit));
        self.set_register(base + size_of::<Value>(), Value::float(float_step));
        self.set_register(base + 2 * size_of::<Value>(), Value::float(float_initial));
        Ok(true)
    }

    #[cold]
    fn for_error(&mut self, what: &str, value: Value) -> Throw {
        if !self.dialect.messages.loop_errors_have_types {
            return self.error(format!("'for' {what} must be a number"));
        }
        let mut message = format!("bad 'for' {what} (number expected, got ").into_bytes();
        message.extend_from_slice(&self.type_name_for_message(value));
        message.push(b')');
        self.error(message)
    }
}
