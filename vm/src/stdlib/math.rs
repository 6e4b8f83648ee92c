//! The mathematical library.

use std::f64::consts::PI;

use super::comparison::begin_less;
use super::library::library;
use super::math_quick as quick;
use super::random;
use crate::dialect::Dialects;
use crate::gc::Gc;
use crate::interpreter::{Action, Arguments, Given, Outcome, QuickContext, State, Throw};
use crate::number::arithmetic::{Rounding, float_to_integer};
use crate::object::Table;
use crate::value::Value;

library! {
    /// Mathematical functions.
    static MATH = "math", prefix "math.", fields 4, constants by constants;

    /// The absolute value.
    abs(x) => abs, Quick(quick::abs);
    /// The arc cosine in radians.
    acos(x) => acos, Quick(quick_float::acos);
    /// The arc sine in radians.
    asin(x) => asin, Quick(quick_float::asin);
    /// The arc tangent of a quotient in radians, by the signs of both parts.
    atan(y, x?) in Dialects::SINCE_LUA53 => atan2;
    /// The arc tangent in radians.
    atan(x) in Dialects::BEFORE_LUA53 => atan, Quick(quick_float::atan);
    /// The arc tangent of a quotient in radians, by the signs of both parts.
    atan2(y, x) in Dialects::BEFORE_LUA53 => atan2;
    /// The smallest integer that is not less.
    ceil(x) => ceil, Quick(quick::ceil);
    /// The cosine of an angle in radians.
    cos(x) => cos, Quick(quick_float::cos);
    /// The hyperbolic cosine.
    cosh(x) in Dialects::BEFORE_LUA53 => cosh, Quick(quick_float::cosh);
    /// An angle from radians to degrees.
    deg(x) => deg, Quick(quick_float::deg);
    /// The exponential function.
    exp(x) => exp, Quick(quick_float::exp);
    /// The largest integer that is not greater.
    floor(x) => floor, Quick(quick::floor);
    /// The remainder of a division that rounds towards zero.
    fmod(x, y) => fmod, Quick(quick::fmod);
    /// A number as a fraction and a power of two.
    frexp(x) in Dialects::BEFORE_LUA53.or(Dialects::LUA55) => frexp;
    /// A number times a power of two.
    ldexp(x, exponent) in Dialects::BEFORE_LUA53.or(Dialects::LUA55) => ldexp;
    /// The logarithm to a base.
    log(x, base?) in Dialects::SINCE_LUA52 => log;
    /// The natural logarithm.
    log(x) in Dialects::LUA51 => natural_log, Quick(quick_float::natural_log);
    /// The logarithm to base 10.
    log10(x) in Dialects::BEFORE_LUA53 => log10, Quick(quick_float::log10);
    /// The largest argument.
    max(x, ...) in Dialects::SINCE_LUA53 => max, Quick(quick::max);
    /// The largest of the arguments, all numbers.
    max(x, ...) in Dialects::BEFORE_LUA53 => max_number, Quick(quick::max);
    /// The smallest argument.
    min(x, ...) in Dialects::SINCE_LUA53 => min, Quick(quick::min);
    /// The smallest of the arguments, all numbers.
    min(x, ...) in Dialects::BEFORE_LUA53 => min_number, Quick(quick::min);
    /// The remainder of a division that rounds towards zero.
    mod(x, y) in Dialects::LUA51 => fmod, Quick(quick::fmod);
    /// The integral and the fractional part.
    modf(x) => modf;
    /// A power.
    pow(x, y) in Dialects::BEFORE_LUA53 => pow;
    /// An angle from degrees to radians.
    rad(x) => rad, Quick(quick_float::rad);
    /// A random number: a float below 1, or an integer of an interval.
    random(low?, high?) => random::random;
    /// Makes the numbers that follow depend on a seed.
    randomseed(seed?, more?) => random::randomseed;
    /// The sine of an angle in radians.
    sin(x) => sin, Quick(quick_float::sin);
    /// The hyperbolic sine.
    sinh(x) in Dialects::BEFORE_LUA53 => sinh, Quick(quick_float::sinh);
    /// The square root.
    sqrt(x) => sqrt, Quick(quick_float::sqrt);
    /// The tangent of an angle in radians.
    tan(x) => tan, Quick(quick_float::tan);
    /// The hyperbolic tangent.
    tanh(x) in Dialects::BEFORE_LUA53 => tanh, Quick(quick_float::tanh);
    /// The integer a value stands for.
    tointeger(x) in Dialects::SINCE_LUA53 => tointeger, Quick(quick::tointeger);
    /// Whether a number is an integer or a float.
    type(x) in Dialects::SINCE_LUA53 => type_of;
    /// Whether one integer is below another when both are taken as unsigned.
    ult(m, n) in Dialects::SINCE_LUA53 => ult;
}

fn constants(state: &mut State, table: Gc<Table>) -> Result<(), Throw> {
    state.set_field(table, "pi", Value::float(PI))?;
    state.set_field(table, "huge", Value::float(f64::INFINITY))?;
    if state.dialect.integers {
        state.set_field(table, "maxinteger", Value::integer(i64::MAX))?;
        state.set_field(table, "mininteger", Value::integer(i64::MIN))?;
    }
    super::library::share(state, table, "fmod", "mod")
}

/// Declares functions from one float to another, each with its quick entry.
macro_rules! float_functions {
    ($( $name:ident = $function:expr; )*) => {
        $(
            fn $name(state: &mut State, _step: u32) -> Outcome {
                let x = state.check_number(0)?;
                let function: fn(f64) -> f64 = $function;
                state.answer(Value::float(function(x)))
            }
        )*

        /// Quick entries of functions from one float to another.
        mod quick_float {
            use super::quick::number;
            use super::{Arguments, Given, PI, QuickContext, Value};

            $(
                pub(super) fn $name(_: QuickContext<'_>, arguments: Arguments<'_>) -> Given {
                    let function: fn(f64) -> f64 = $function;
                    match number(arguments.get(0)) {
                        Some(x) => arguments.answer(Value::float(function(x))),
                        None => Given::DECLINED,
                    }
                }
            )*
        }
    };
}

float_functions! {
    acos = f64::acos;
    asin = f64::asin;
    atan = f64::atan;
    cos = f64::cos;
    cosh = f64::cosh;
    exp = f64::exp;
    natural_log = f64::ln;
    log10 = f64::log10;
    sin = f64::sin;
    sinh = f64::sinh;
    sqrt = f64::sqrt;
    tan = f64::tan;
    tanh = f64::tanh;
    deg = |x| x * (180.0 / PI);
    rad = |x| x * (PI / 180.0);
}

fn abs(state: &mut State, _step: u32) -> Outcome {
    let number = match state.slot(0).as_integer() {
        Some(integer) => Value::integer(integer.wrapping_abs()),
        None => Value::float(state.check_number(0)?.abs()),
    };
    state.answer(number)
}

fn atan2(state: &mut State, _step: u32) -> Outcome {
    let y = state.check_number(0)?;
    let x = state.optional_number(1, 1.0)?;
    state.answer(Value::float(y.atan2(x)))
}

/// A float without a fraction, as an integer where it fits and the dialect has integers.
fn whole(state: &State, number: f64) -> Value {
    if !state.dialect.integers {
        return Value::float(number);
    }
    float_to_integer(number, Rounding::Exact).map_or(Value::float(number), Value::integer)
}

/// Rounds a float that cutting its fraction off moves in the wrong direction when `is_wrong(cut, float)`, by then adding
/// `correction`. Most floats fit an integer, for which this is all; others have no fraction, or are not finite.
#[inline(always)]
fn round(state: &mut State, is_wrong: fn(f64, f64) -> bool, correction: i64) -> Outcome {
    let value = state.slot(0);
    if value.is_integer() {
        return state.answer(value);
    }
    let number = state.check_number(0)?;
    if !state.dialect.integers {
        let cut = number.trunc();
        let rounded = if is_wrong(cut, number) { cut + correction as f64 } else { cut };
        return state.answer(Value::float(rounded));
    }
    if !(-LARGE..LARGE).contains(&number) {
        let number = whole(state, number);
        return state.answer(number);
    }
    let cut = number as i64;
    let rounded = if is_wrong(cut as f64, number) { cut + correction } else { cut };
    let rounded = state.integer_value(rounded);
    state.answer(rounded)
}

/// 2^62: all floats below have an integer as their neighbour, and from 2^52 on none has a fraction.
const LARGE: f64 = 4_611_686_018_427_387_904.0;

fn ceil(state: &mut State, _step: u32) -> Outcome {
    round(state, |cut, number| cut < number, 1)
}

fn floor(state: &mut State, _step: u32) -> Outcome {
    round(state, |cut, number| cut > number, -1)
}

fn fmod(state: &mut State, _step: u32) -> Outcome {
    if let (Some(left), Some(right)) = (state.slot(0).as_integer(), state.slot(1).as_integer()) {
        state.check_argument(right != 0, 1, "zero")?;
        return state.answer(Value::integer(left.wrapping_rem(right)));
    }
    // The reference looks at the second argument first.
    let right = state.check_number(1)?;
    let left = state.check_number(0)?;
    state.answer(Value::float(left % right))
}

/// A float as a fraction in `[0.5, 1)` and a power of two.
fn split_exponent(number: f64) -> (f64, i64) {
    /// Where the exponent's bits begin, how many there are as a mask, and its value for `[0.5, 1)`.
    const SHIFT: u32 = f64::MANTISSA_DIGITS - 1;
    const MASK: u64 = 0x7ff;
    const HALF: u64 = 0x3fe;
    if number == 0.0 || !number.is_finite() {
        return (number, 0);
    }
    // A subnormal number is made normal first, by a power of two that is taken off again.
    let (scaled, offset) =
        if number.is_normal() { (number, 0) } else { (number * 2f64.powi(64), 64) };
    let bits = scaled.to_bits();
    let exponent = (bits >> SHIFT & MASK) as i64;
    let fraction = f64::from_bits(bits & !(MASK << SHIFT) | HALF << SHIFT);
    (fraction, exponent - HALF as i64 - offset)
}

fn frexp(state: &mut State, _step: u32) -> Outcome {
    let number = state.check_number(0)?;
    let (fraction, exponent) = split_exponent(number);
    let exponent = state.integer_value(exponent);
    state.answer_all(&[Value::float(fraction), exponent])
}

/// A number times a power of two, rounded once.
fn scale(number: f64, exponent: i32) -> f64 {
    let (fraction, own) = split_exponent(number);
    if number == 0.0 || !number.is_finite() {
        return number;
    }
    // Far outside these limits every number overflows or vanishes; within them the last step is the only one that rounds.
    let total = own.saturating_add(i64::from(exponent)).clamp(-1200, 1200) as i32;
    match total {
        1025.. => fraction * f64::INFINITY,
        -1021..=1024 => fraction * 2.0 * 2f64.powi(total - 1),
        _ => fraction * 2f64.powi(-1021) * 2f64.powi((total + 1021).max(-1000)),
    }
}

fn ldexp(state: &mut State, _step: u32) -> Outcome {
    let number = state.check_number(0)?;
    let exponent = state.check_integer(1)?;
    state.answer(Value::float(scale(number, exponent as i32)))
}

fn log(state: &mut State, _step: u32) -> Outcome {
    let x = state.check_number(0)?;
    let result = if state.slot(1).is_nil() {
        x.ln()
    } else {
        match state.check_number(1)? {
            2.0 => x.log2(),
            10.0 => x.log10(),
            base => x.ln() / base.ln(),
        }
    };
    state.answer(Value::float(result))
}

fn modf(state: &mut State, _step: u32) -> Outcome {
    if state.slot(0).is_integer() {
        let number = state.slot(0);
        return state.answer_all(&[number, Value::float(0.0)]);
    }
    let number = state.check_number(0)?;
    let integral = number.trunc();
    let fraction = if number == integral { 0.0 } else { number - integral };
    let keeps_sign = !state.dialect.integers;
    let fraction = if keeps_sign { fraction.copysign(number) } else { fraction };
    let integral = whole(state, integral);
    state.answer_all(&[integral, Value::float(fraction)])
}

fn pow(state: &mut State, _step: u32) -> Outcome {
    let base = state.check_number(0)?;
    let exponent = state.check_number(1)?;
    state.answer(Value::float(base.powf(exponent)))
}

/// Which of two values is to be less for the second one to be chosen.
type Operands = fn(chosen: Value, other: Value) -> (Value, Value);

/// The argument that is chosen over all others. While a metamethod compares, the two slots behind the arguments hold
/// the index of the one chosen so far and of the one it is compared with.
fn choose(state: &mut State, step: u32, operands: Operands) -> Outcome {
    let (mut chosen, mut other, count);
    if step == 0 {
        state.check_any(0)?;
        (chosen, other, count) = (0, 1, state.count());
    } else {
        let is_less = !state.result(0).is_falsy();
        state.drop_results();
        count = state.count() - 2;
        other = state.slot(count + 1).integer_bits() as usize;
        chosen = if is_less { other } else { state.slot(count).integer_bits() as usize };
        state.pop(2);
        other += 1;
    }
    while other < count {
        let (left, right) = operands(state.slot(chosen), state.slot(other));
        if let Some(is_less) = state.less_than_raw(left, right) {
            chosen = if is_less { other } else { chosen };
            other += 1;
            continue;
        }
        state.push(Value::integer(chosen as i64))?;
        state.push(Value::integer(other as i64))?;
        begin_less(state, left, right)?;
        return Ok(Action::Call { args: 2, step: 1, yieldable: false });
    }
    let chosen = state.slot(chosen);
    state.answer(chosen)
}

fn max(state: &mut State, step: u32) -> Outcome {
    choose(state, step, |chosen, other| (chosen, other))
}

fn min(state: &mut State, step: u32) -> Outcome {
    choose(state, step, |chosen, other| (other, chosen))
}

/// The argument that is chosen over all others, where all are numbers.
fn choose_number(state: &mut State, is_better: fn(f64, f64) -> bool) -> Outcome {
    let mut chosen = state.check_number(0)?;
    for index in 1..state.count() {
        let number = state.check_number(index)?;
        if is_better(number, chosen) {
            chosen = number;
        }
    }
    state.answer(Value::float(chosen))
}

fn max_number(state: &mut State, _step: u32) -> Outcome {
    choose_number(state, |number, chosen| number > chosen)
}

fn min_number(state: &mut State, _step: u32) -> Outcome {
    choose_number(state, |number, chosen| number < chosen)
}

fn tointeger(state: &mut State, _step: u32) -> Outcome {
    let value = state.check_any(0)?;
    let integer = state.to_integer(value);
    state.answer(integer.map_or(Value::NIL, Value::integer))
}

fn type_of(state: &mut State, _step: u32) -> Outcome {
    let value = state.check_any(0)?;
    if value.is_integer() {
        state.answer_bytes(b"integer")
    } else if value.is_float() {
        state.answer_bytes(b"float")
    } else {
        state.answer(Value::NIL)
    }
}

fn ult(state: &mut State, _step: u32) -> Outcome {
    let left = state.check_integer(0)?;
    let right = state.check_integer(1)?;
    state.answer(Value::boolean((left as u64) < right as u64))
}
