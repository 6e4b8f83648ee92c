//! Arithmetic on strings that read as numbers: the metamethods of strings.

use crate::interpreter::{Action, Outcome, State};
use crate::object::Event;
use crate::value::Value;

/// Declares the metamethods, one for each event.
macro_rules! metamethods {
    ($( $name:ident = $event:ident; )*) => {
        $( pub(super) fn $name(state: &mut State, step: u32) -> Outcome {
            arithmetic(state, step, Event::$event)
        } )*
    };
}

metamethods! {
    add = Add;
    subtract = Subtract;
    multiply = Multiply;
    modulo = Modulo;
    power = Power;
    divide = Divide;
    floor_divide = FloorDivide;
    negate = Negate;
}

/// The result of an operation on two numbers or strings that read as numbers, or of the other operand's metamethod.
fn arithmetic(state: &mut State, step: u32, event: Event) -> Outcome {
    if step != 0 {
        let result = state.result(0);
        return state.answer(result);
    }
    let (left, right) = (state.slot(0), state.slot(1));
    let left_number = state.to_number(left);
    // In the reference a missing operand is found where the converted first one has been pushed.
    let right_number = if state.count() < 2 { left_number } else { state.to_number(right) };
    let (Some(left_number), Some(right_number)) = (left_number, right_number) else {
        return call_other(state, event, left, right);
    };
    if left_number.is_integer() && right_number.as_integer() == Some(0) {
        // No position: the operation is done by a native function.
        match event {
            Event::Modulo => return Err(state.error_plain("attempt to perform 'n%0'")),
            Event::FloorDivide => return Err(state.error_plain("attempt to divide by zero")),
            _ => {}
        }
    }
    match state.arithmetic(event, left_number, right_number)? {
        Some(result) => state.answer(result),
        None => call_other(state, event, left, right),
    }
}

/// Calls the metamethod of the second operand; that of the first was the one that is running.
fn call_other(state: &mut State, event: Event, left: Value, right: Value) -> Outcome {
    let handler = state.metamethod(right, event);
    if right.is_string() || handler.is_nil() {
        let name = event.name().trim_start_matches('_');
        let (left, right) = (state.type_name(left), state.type_name(right));
        return Err(state.error(format!("attempt to {name} a '{left}' with a '{right}'")));
    }
    state.push_callee(handler)?;
    state.push(left)?;
    state.push(right)?;
    Ok(Action::Call { args: 2, step: 1, yieldable: false })
}
