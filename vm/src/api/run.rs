//! Runs: calls that go on in slices, and that can wait for the host.

use std::any::Any;
use std::sync::Arc;
use std::time::Instant;

use super::error::Error;
use super::handle::{Coroutine, Function, Shared};
use super::host::PausedRun;
use super::lua::Context;
use super::multiple::{IntoLuaMulti, MultiValue};
use crate::interpreter::Exit;
use crate::object;
use crate::value::Value as RawValue;

/// What a function asks of the host; see [`Context::create_waiting_function`].
pub struct Request(pub(super) Box<dyn Any + Send>);

impl Request {
    /// A request.
    pub fn new(request: impl Any + Send) -> Request {
        Request(Box::new(request))
    }

    /// The request, if it is of this type.
    ///
    /// # Errors
    /// The request itself, if it is of another type.
    pub fn downcast<T: 'static>(self) -> Result<T, Request> {
        self.0.downcast().map(|request| *request).map_err(Request)
    }
}

impl std::fmt::Debug for Request {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Request")
    }
}

/// How far a step of a run got.
#[derive(Debug)]
pub enum Progress {
    /// The function returned.
    Done(MultiValue),
    /// The coroutine yielded. This run has ended; another one continues the coroutine.
    Yielded(MultiValue),
    /// A function waits for the host: answer with [`Run::resume`], then go on with [`Run::step`].
    Pending(Request),
    /// The budget of the step is used up.
    OutOfBudget,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Phase {
    /// A step may be made.
    Ready,
    /// A function waits for an answer.
    Waiting,
    /// It has ended.
    Ended,
}

/// A call in progress, driven by the host one step after the other.
///
/// While a run is paused the state does nothing else; its tables and other values may be read and changed. A run that
/// is dropped before its end is abandoned: no more of its code runs, variables to be closed included.
///
/// ```
/// # use perilune::api::{Function, Lua, Options, Progress, Request};
/// let mut lua = Lua::new(Options::all())?;
/// let ask = lua.create_waiting_function(|_, question: String| Ok(Request::new(question)))?;
/// lua.globals().set(&mut lua, "ask", ask)?;
/// let function = lua.load("function() return 'it is ' .. ask('what is it?') end").eval::<Function>()?;
/// let mut run = function.start(&mut lua, ())?;
/// let mut answer = None;
/// while answer.is_none() {
///     match run.step(&mut lua, 1_000_000)? {
///         Progress::Pending(request) => {
///             assert_eq!(request.downcast::<String>().unwrap(), "what is it?");
///             run.resume(&mut lua, Ok("a Lua"))?;
///         }
///         Progress::Done(values) => answer = values.into_iter().next(),
///         Progress::Yielded(_) | Progress::OutOfBudget => {}
///     }
/// }
/// assert_eq!(lua.text_of(&answer.unwrap_or_default())?, "it is a Lua");
/// # Ok::<(), perilune::api::Error>(())
/// ```
pub struct Run {
    shared: Arc<Shared>,
    id: u64,
    phase: Phase,
    coroutine: Option<Coroutine>,
}

impl std::fmt::Debug for Run {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Run").field("phase", &self.phase).finish_non_exhaustive()
    }
}

impl Function {
    /// Starts a call that goes on in steps. No Lua code runs before the first step; a function of the host is entered.
    ///
    /// # Errors
    /// [`Error::Busy`] where another run is paused; [`Error::Misuse`] inside a function of the host.
    pub fn start(&self, context: &mut Context, arguments: impl IntoLuaMulti) -> Result<Run, Error> {
        let arguments = arguments.into_lua_multi(context)?;
        context.settle();
        let function = self.raw(context)?;
        let arguments = context.raw_of_all(&arguments)?;
        context.start_run(function, &arguments, None)
    }
}

impl Coroutine {
    /// Starts or continues the coroutine in steps. The run ends with what it yields or returns.
    ///
    /// # Errors
    /// As for [`Function::start`].
    pub fn start(&self, context: &mut Context, arguments: impl IntoLuaMulti) -> Result<Run, Error> {
        let arguments = self.resume_arguments(context, arguments)?;
        context.start_run(super::coroutine::RESUME.value(), &arguments, Some(self.clone()))
    }
}

impl Context {
    pub(super) fn start_run(
        &mut self,
        function: RawValue,
        arguments: &[RawValue],
        coroutine: Option<Coroutine>,
    ) -> Result<Run, Error> {
        self.enter()?;
        if !self.state.is_at_rest() {
            return Err(Error::Misuse("a run cannot be started inside a function of the host"));
        }
        let started = self.state.start_call(function, arguments);
        if let Err(throw) = started {
            return Err(self.error_of(throw));
        }
        let host = self.host();
        host.run_count += 1;
        let id = host.run_count;
        host.paused = Some(PausedRun { id, since: Instant::now() });
        Ok(Run { shared: Arc::clone(&host.shared), id, phase: Phase::Ready, coroutine })
    }

    /// Ends the paused run if its owner has dropped it.
    #[cold]
    pub(super) fn end_dropped_run(&mut self) {
        let Some(dropped) = self.host().shared.take_abandoned() else { return };
        if self.host().paused.is_some_and(|paused| paused.id == dropped) {
            self.end_paused_run();
        }
    }

    fn end_paused_run(&mut self) {
        self.state.abandon_paused_run();
        let host = self.host();
        host.paused = None;
        host.request = None;
        host.answer = None;
    }

    /// Whether a run is paused, so that nothing else may run.
    pub fn is_busy(&mut self) -> bool {
        self.end_dropped_run();
        self.host().paused.is_some()
    }
}

impl Run {
    /// Goes on for about `budget` instructions.
    ///
    /// # Errors
    /// What the function raises or the limit that ended it: the run has ended then. [`Error::Misuse`] where an answer is
    /// due or the run has ended.
    pub fn step(&mut self, context: &mut Context, budget: u64) -> Result<Progress, Error> {
        if self.phase != Phase::Ready {
            return Err(Error::Misuse("the run has ended, or waits for an answer"));
        }
        let paused = self.check_paused(context)?;
        if context.state.is_suspended() && context.host().answer.is_none() {
            // The function called is one that waits, and has been entered when the run was started.
            return Ok(self.wait(context));
        }
        context.host().paused = None;
        // The time in which the run waited is the host's.
        context.state.extend_deadline(paused.since.elapsed());
        context.state.set_step_budget(Some(budget));
        let exit = context.state.resume_run();
        context.state.set_step_budget(None);
        match exit {
            Exit::Slice => {
                self.pause(context, Phase::Ready);
                Ok(Progress::OutOfBudget)
            }
            Exit::Suspended => Ok(self.wait(context)),
            exit => {
                self.phase = Phase::Ended;
                context.leave(exit)?;
                self.end(context)
            }
        }
    }

    /// The paused run of the state, which must be this one.
    fn check_paused(&self, context: &mut Context) -> Result<PausedRun, Error> {
        if !Arc::ptr_eq(&self.shared, &context.host().shared) {
            return Err(Error::ForeignHandle);
        }
        let paused = context.host().paused.filter(|paused| paused.id == self.id);
        paused.ok_or(Error::Misuse("the run is not paused"))
    }

    fn pause(&mut self, context: &mut Context, phase: Phase) {
        self.phase = phase;
        context.host().paused = Some(PausedRun { id: self.id, since: Instant::now() });
    }

    fn wait(&mut self, context: &mut Context) -> Progress {
        self.pause(context, Phase::Waiting);
        let request = context.host().request.take();
        Progress::Pending(Request(request.unwrap_or_else(|| Box::new(()))))
    }

    /// What the results of an ended run mean.
    fn end(&mut self, context: &mut Context) -> Result<Progress, Error> {
        let Some(coroutine) = self.coroutine.take() else {
            return Ok(Progress::Done(context.results_from(0)));
        };
        let values = context.resumed(&coroutine)?;
        let is_suspended = coroutine.pointer(context)?.status == object::Status::Suspended;
        Ok(if is_suspended { Progress::Yielded(values) } else { Progress::Done(values) })
    }

    /// Answers the function that waits: with its results, or with an error that it raises. Nothing runs before the next
    /// step.
    ///
    /// # Errors
    /// [`Error::Misuse`] where no function waits; a conversion that failed.
    pub fn resume(
        &mut self,
        context: &mut Context,
        answer: Result<impl IntoLuaMulti, Error>,
    ) -> Result<(), Error> {
        if self.phase != Phase::Waiting {
            return Err(Error::Misuse("no function waits for an answer"));
        }
        self.check_paused(context)?;
        let answer = match answer {
            Ok(values) => Ok(values.into_lua_multi(context)?),
            Err(error) => Err(error),
        };
        context.host().answer = Some(answer);
        self.phase = Phase::Ready;
        Ok(())
    }

    /// Ends the run without running any more of its code. Dropping it does the same a little later.
    pub fn abandon(mut self, context: &mut Context) {
        if self.phase != Phase::Ended && self.check_paused(context).is_ok() {
            context.end_paused_run();
            self.phase = Phase::Ended;
        }
    }

    /// Whether the run has ended.
    pub fn has_ended(&self) -> bool {
        self.phase == Phase::Ended
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        if self.phase != Phase::Ended {
            self.shared.abandon(self.id);
        }
    }
}
