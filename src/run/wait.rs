//! Waiting for a promise: a function of JavaScript leaves the interpreter with its frames in place, and is entered
//! again when the promise is settled.

use std::cell::Cell;
use std::rc::Rc;

use perilune::api::native::RawValue;

use super::{AsyncRun, Phase, Place, SLICE, STAY, STEP};
use crate::callback::describe;
use crate::convert;
use crate::error::{Failure, Result};
use crate::sys::{Js, Reference, ValueType};

/// What a function of JavaScript and the run that it is called in tell each other.
#[derive(Default)]
pub(crate) struct Awaiting {
    /// Whether there is a run that can wait.
    pub(crate) can_wait: Cell<bool>,
    /// Whether the run is to end when the function that runs returns.
    pub(crate) is_cancelled: Cell<bool>,
    /// The promise that the function has answered.
    pub(crate) promise: Cell<Option<Reference>>,
    /// The class of which the object that it gives is to be an instance.
    pub(crate) class: Cell<Option<u32>>,
    /// What has become of it.
    pub(crate) answer: Cell<Option<Answer>>,
}

/// What has become of a promise. The values are pinned until the function is entered again.
#[derive(Clone)]
pub(crate) enum Answer {
    /// It was fulfilled.
    Value(RawValue),
    /// It was fulfilled with several values.
    Several(Vec<RawValue>),
    /// It was rejected.
    Error(RawValue),
    /// Something went wrong.
    Message(String),
    /// Nobody waits for it any more: the coroutine goes back to who resumed it.
    GivenUp,
}

/// What JavaScript tells a run, by the numbers that `index.js` knows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Event {
    /// The promise was fulfilled.
    Fulfilled,
    /// The promise was rejected.
    Rejected,
    /// Others have had their turn.
    Later,
    /// The signal has aborted.
    Aborted,
    /// The thread pool has given it back.
    Back,
}

impl Event {
    pub(super) fn of(number: f64) -> Option<Event> {
        const ALL: [Event; 5] =
            [Event::Fulfilled, Event::Rejected, Event::Later, Event::Aborted, Event::Back];
        ALL.get(number as usize).copied()
    }
}

/// Whether a run has an answer.
pub(super) enum Attached {
    /// It goes on at once.
    Ready,
    /// It is told of the answer.
    Later,
}

impl AsyncRun {
    /// Asks for the answer that the run waits for.
    pub(super) fn attach(self: &Rc<Self>) -> Attached {
        let Some(reference) = self.context.awaiting.promise.take() else {
            // It came here for a function of JavaScript, which is entered again now.
            self.enter_again();
            return Attached::Ready;
        };
        let promise = self.env().value_of(reference);
        let subscribed = match promise {
            Ok(Some(promise)) => self.subscribe(promise),
            Ok(None) => Err(Failure::Plain("the promise is gone".into())),
            Err(failure) => Err(failure),
        };
        self.env().release(reference);
        if self.has_ended() {
            return Attached::Later;
        }
        if let Err(failure) = subscribed {
            let exception = match failure {
                Failure::Pending => self.env().take_exception(),
                failure => failure.into_exception(self.env()),
            };
            let answer = match exception {
                Ok(exception) => self.rejection(exception),
                Err(_) => Answer::Message("the promise cannot be awaited".to_owned()),
            };
            return self.answer_with(answer);
        }
        match self.early.take() {
            None => Attached::Later,
            Some((event, reference)) => {
                let value = self.env().any_of(reference);
                self.env().release(reference);
                match value {
                    Ok(value) => self.answer_to(event, value),
                    Err(_) => self.answer_with(Answer::Value(RawValue::NIL)),
                }
            }
        }
    }

    /// Asks a promise to tell what becomes of it.
    fn subscribe(self: &Rc<Self>, promise: Js) -> Result<()> {
        let env = self.env();
        let then = env.field(promise, c"then")?;
        if !env.is_type(then, ValueType::napi_function) {
            let message = "the Promise returned by a host function has no callable 'then'";
            return Err(Failure::Plain(message.into()));
        }
        let subscribe = self.context.environment.subscribe(env);
        let subscribe = subscribe.map_or_else(|| env.undefined(), Ok)?;
        let events = self.events_function()?;
        self.advance(Phase::Asking);
        let called = env.call(env.undefined()?, subscribe, &[promise, then, events]);
        if !self.has_ended() {
            self.advance(Phase::Waiting);
        }
        called.map(drop)
    }

    /// The promise is settled: goes on. Promises that are settled already are told of before anything else has its turn,
    /// timers among them, so a run that only waits for such lets the others have theirs as one that does not wait. A run
    /// of the pool stays here meanwhile: the answer is for this thread.
    pub(super) fn continue_with(self: &Rc<Self>, event: Event, value: Js) {
        if let Attached::Later = self.answer_to(event, value) {
            return;
        }
        if self.turn.get().elapsed() >= SLICE {
            self.keep_answer();
            return self.take_turns_here();
        }
        let is_here = self.place == Place::Here;
        self.go_on(if is_here { STEP } else { STAY });
    }

    /// Converts what a promise was settled with.
    fn answer_to(self: &Rc<Self>, event: Event, value: Js) -> Attached {
        let class = self.context.awaiting.class.take();
        let answer = if event == Event::Fulfilled {
            match self.fulfilment(value, class) {
                Ok(answer) => answer,
                Err(failure) => {
                    let text = failure.text(self.env());
                    Answer::Message(format!(
                        "failed to convert awaited value: Error converting resume value: {text}"
                    ))
                }
            }
        } else {
            self.rejection(value)
        };
        self.answer_with(answer)
    }

    /// What a promise was fulfilled with, pinned.
    fn fulfilment(&self, value: Js, class: Option<u32>) -> Result<Answer> {
        let context = &self.context;
        let value = match class {
            Some(class) => context.instance_of(value, class)?,
            None => match convert::several_to_lua(context, value)? {
                Some(values) => return Ok(Answer::Several(values)),
                None => convert::to_lua(context, value)?,
            },
        };
        context.pin(value);
        Ok(Answer::Value(value))
    }

    /// The error that a rejection is.
    fn rejection(&self, reason: Js) -> Answer {
        let (context, env) = (&self.context, self.env());
        if env.is_error(reason).unwrap_or(false) {
            return match context.stage(reason) {
                Ok(Some(value)) => Answer::Error(value),
                _ => Answer::Message(describe(env, reason)),
            };
        }
        let text = env.text_of(reason).and_then(|text| convert::text_of(env, text));
        Answer::Message(text.unwrap_or_else(|_| {
            let _ = env.take_exception();
            "the rejection value could not be converted to a string".to_owned()
        }))
    }

    fn answer_with(&self, answer: Answer) -> Attached {
        // The conversion may have run a program that has cancelled this run.
        if self.has_ended() {
            return Attached::Later;
        }
        self.give_answer(answer);
        Attached::Ready
    }

    /// Keeps the values of the answer, which are pinned only as long as the operation that has brought it.
    fn keep_answer(&self) {
        let answer = self.context.awaiting.answer.take();
        let values = match &answer {
            Some(Answer::Value(value) | Answer::Error(value)) => std::slice::from_ref(value),
            Some(Answer::Several(values)) => values,
            Some(Answer::Message(_) | Answer::GivenUp) | None => &[],
        };
        let handles = self.context.vm().state().handles();
        self.kept.replace(values.iter().map(|value| handles.keep(*value)).collect());
        self.context.awaiting.answer.set(answer);
    }

    /// Lets the function that waits be entered again, with an answer.
    pub(super) fn give_answer(&self, answer: Answer) {
        self.context.awaiting.answer.set(Some(answer));
        self.enter_again();
    }

    fn enter_again(&self) {
        if let Some(mut run) = self.run.take() {
            // Where it does not wait, the next step says so.
            let _ = run.resume(self.context.vm(), Ok(()));
            self.run.set(Some(run));
        }
    }
}
