//! Functions: calling them, and making them of Rust closures.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use super::error::Error;
use super::handle::Function;
use super::lua::Context;
use super::multiple::{FromLuaMulti, IntoLuaMulti, MultiValue};
use super::run::Request;
use crate::interpreter::{Action, NativeFunction, Outcome, Role, State};
use crate::object;
use crate::stdlib::{LIBRARIES, Libraries};
use crate::value::{USERDATA, Value as RawValue};

/// What a closure of the host gives: results, or something to wait for.
pub(super) enum Answer {
    Results(MultiValue),
    Request(Request),
}

type Body = dyn Fn(&mut Context, MultiValue) -> Result<Answer, Error> + Send;

/// The payload of value 0 of a function of the host.
struct HostFunction(Rc<Body>);

/// What functions of the host are closures of.
static HOST_FUNCTION: NativeFunction =
    NativeFunction { name: "?", entry: enter_host_function, role: Role::Ordinary };

/// The step in which a function of the host gets the answer it waited for.
const ANSWERED: u32 = 1;

fn enter_host_function(state: &mut State, step: u32) -> Outcome {
    if step == ANSWERED {
        return Context::of(state).deliver_answer();
    }
    let own = state.own_value(0);
    let function = (own.tag == USERDATA).then(|| own.pointer::<object::Userdata>());
    // The count keeps the closure alive even if the program replaces the value while it runs.
    let Some(body) = function
        .and_then(|data| data.payload::<HostFunction>().map(|function| Rc::clone(&function.0)))
    else {
        return Err(state.error("the function of the host is gone"));
    };
    let context = Context::of(state);
    let count = context.state.count();
    let arguments = (0..count).map(|index| context.state.slot(index)).collect::<Vec<_>>();
    let arguments = MultiValue(arguments.into_iter().map(|raw| context.value_of(raw)).collect());
    // A panic must not unwind through the interpreter, whose frames it would leave standing.
    let result = catch_unwind(AssertUnwindSafe(|| body(context, arguments)))
        .unwrap_or(Err(Error::Misuse("a function of the host panicked")));
    context.finish_host_function(result)
}

impl Context {
    /// Hands what a closure gave to the interpreter.
    fn finish_host_function(&mut self, result: Result<Answer, Error>) -> Outcome {
        if let Some(stop) = self.host().stop.take() {
            return Err(self.state.stop(stop));
        }
        match result {
            Ok(Answer::Results(values)) => self.answer_values(&values),
            Ok(Answer::Request(request)) => {
                self.host().request = Some(request.0);
                Ok(Action::Suspend { step: ANSWERED })
            }
            Err(error) => Err(self.throw_of(error)),
        }
    }

    /// The host has answered the function that waits.
    fn deliver_answer(&mut self) -> Outcome {
        match self.host().answer.take() {
            Some(Ok(values)) => self.answer_values(&values),
            Some(Err(error)) => Err(self.throw_of(error)),
            None => Err(self.state.error("the host resumed the function without an answer")),
        }
    }

    fn answer_values(&mut self, values: &MultiValue) -> Outcome {
        match self.raw_of_all(values) {
            Ok(raws) => self.state.answer_all(&raws),
            Err(error) => Err(self.throw_of(error)),
        }
    }

    fn new_host_function(&mut self, body: Rc<Body>) -> Result<Function, Error> {
        let closure = self.make(|state| {
            let own = state.heap().new_userdata(Box::new(HostFunction(Rc::clone(&body))), 0, 0)?;
            state.new_native_closure(&HOST_FUNCTION, &[RawValue::object(USERDATA, own)])
        })?;
        Ok(Function(self.keep(closure)))
    }

    /// A function that runs a Rust closure. The closure gets the state and the arguments, and answers the results.
    ///
    /// ```
    /// # use perilune::api::{Error, Lua, Options};
    /// let mut lua = Lua::new(Options::all())?;
    /// let divide = lua.create_function(|_, (left, right): (i64, i64)| {
    ///     let quotient = left.checked_div(right).ok_or_else(|| Error::message("no quotient"))?;
    ///     Ok((quotient, left % right))
    /// })?;
    /// assert_eq!(divide.call::<(i64, i64)>(&mut lua, (17, 5))?, (3, 2));
    /// assert_eq!(divide.call::<i64>(&mut lua, (1, 0)).unwrap_err().to_string(), "no quotient");
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Memory`].
    pub fn create_function<A, R, F>(&mut self, function: F) -> Result<Function, Error>
    where
        A: FromLuaMulti,
        R: IntoLuaMulti,
        F: Fn(&mut Context, A) -> Result<R, Error> + Send + 'static,
    {
        self.new_host_function(Rc::new(move |context, arguments| {
            let arguments = A::from_lua_multi(arguments, context)?;
            let results = function(context, arguments)?;
            results.into_lua_multi(context).map(Answer::Results)
        }))
    }

    /// A function that makes its caller wait: the closure answers a request, with which the run is handed to the host
    /// as [`super::Progress::Pending`]. What the host answers with [`super::Run::resume`] is what the function returns.
    /// A caller that is not inside a [`super::Run`] gets an error.
    ///
    /// # Errors
    /// [`Error::Memory`].
    pub fn create_waiting_function<A, F>(&mut self, function: F) -> Result<Function, Error>
    where
        A: FromLuaMulti,
        F: Fn(&mut Context, A) -> Result<Request, Error> + Send + 'static,
    {
        self.new_host_function(Rc::new(move |context, arguments| {
            let arguments = A::from_lua_multi(arguments, context)?;
            function(context, arguments).map(Answer::Request)
        }))
    }
}

impl Function {
    /// Calls the function and runs it to its end.
    ///
    /// ```
    /// # use perilune::api::{Lua, Options};
    /// let mut lua = Lua::new(Options::all())?;
    /// let join = lua.load("function(a, b) return a .. b, #a + #b end").eval::<perilune::api::Function>()?;
    /// assert_eq!(join.call::<(String, usize)>(&mut lua, ("ab", "cd"))?, ("abcd".to_owned(), 4));
    /// # Ok::<(), perilune::api::Error>(())
    /// ```
    ///
    /// # Errors
    /// What the function raises, the limit that ended it, or a conversion that failed.
    pub fn call<R: FromLuaMulti>(
        &self,
        context: &mut Context,
        arguments: impl IntoLuaMulti,
    ) -> Result<R, Error> {
        let arguments = arguments.into_lua_multi(context)?;
        context.settle();
        let function = self.raw(context)?;
        let arguments = context.raw_of_all(&arguments)?;
        context.call_raw(function, &arguments)?;
        let results = context.results_from(0);
        R::from_lua_multi(results, context)
    }
}

impl Context {
    /// A function of the base library, such as `tostring`, whether or not the state has opened it.
    ///
    /// # Errors
    /// [`Error::Misuse`] where there is no such function.
    pub fn basic_function(&mut self, name: &str) -> Result<Function, Error> {
        let function = basic_function(name, self.state.dialect())?;
        Ok(Function(self.keep(function)))
    }
}

/// The raw form of [`Context::basic_function`].
pub(super) fn basic_function(
    name: &str,
    dialect: &'static crate::dialect::Dialect,
) -> Result<RawValue, Error> {
    let library =
        LIBRARIES.iter().find(|(set, _)| *set == Libraries::BASE).map(|(_, library)| library);
    let function = library.and_then(|library| library.function(name, dialect));
    function
        .map(|function| function.value())
        .ok_or(Error::Misuse("there is no such basic function"))
}
