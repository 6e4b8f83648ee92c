//! How functions that Lua calls wait: for the thread of their context, and for promises. They leave the interpreter with
//! its frames in place, and are entered again with a step of their own.

use std::rc::Rc;

use perilune::api::native::{Action, Outcome, RawValue, State, Stop};

use crate::callback::Link;
use crate::context::LuaContext;
use crate::run::Answer;
use crate::sys::Js;

/// Whether a run on the thread pool can come to the thread of its context.
pub(crate) fn can_come_here(link: &Link, state: &State) -> bool {
    link.is_hopping() && state.run_depth() == 1
}

/// Whether the run can wait for a promise.
pub(crate) fn can_wait(context: &LuaContext, state: &State) -> bool {
    context.awaiting.can_wait.get() && state.run_depth() == 1
}

/// Leaves the interpreter until a promise is settled; the function is entered again with the step. What the promise
/// gives is a plain value, or an object that is to be an instance of a class.
#[cold]
pub(crate) fn wait(
    context: &Rc<LuaContext>,
    state: &mut State,
    promise: Js,
    class: Option<u32>,
    step: u32,
) -> Outcome {
    match context.env.keep(promise) {
        Ok(reference) => {
            context.awaiting.promise.set(Some(reference));
            context.awaiting.class.set(class);
            Ok(Action::Suspend { step })
        }
        Err(failure) => {
            let text = failure.text(context.env);
            Err(state.error(text))
        }
    }
}

/// The promise is settled.
pub(crate) fn settled(context: &Rc<LuaContext>, state: &mut State) -> Outcome {
    match context.awaiting.answer.take() {
        Some(Answer::Value(value)) => state.answer(value),
        Some(Answer::Several(values)) => state.answer_all(&values),
        Some(Answer::Error(value)) => Err(state.throw(value)),
        Some(Answer::Message(text)) => Err(state.error_plain(text)),
        Some(Answer::GivenUp) if state.can_yield_to_main() => {
            state.set_count(0)?;
            Ok(Action::Yield)
        }
        Some(Answer::GivenUp) | None => Err(state.stop(Stop::Interrupted)),
    }
}

/// The same for a function whose errors are nobody's.
pub(crate) fn settled_quietly(context: &Rc<LuaContext>, state: &mut State) -> Outcome {
    let answer = context.awaiting.answer.take();
    let is_failure = matches!(answer, Some(Answer::Error(_) | Answer::Message(_)));
    let quiet = if is_failure { Some(Answer::Value(RawValue::NIL)) } else { answer };
    context.awaiting.answer.set(quiet);
    settled(context, state)
}
