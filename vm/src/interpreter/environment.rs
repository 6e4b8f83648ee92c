//! The environments of functions, in dialects where each function has one of its own.
//!
//! There, upvalue 0 of every Lua closure holds its environment. A new closure shares that of the function that makes
//! it; giving a closure another environment gives it another upvalue, which leaves the others alone.

use super::state::State;
use super::throw::Throw;
use crate::dialect::Environment;
use crate::gc::Gc;
use crate::object::{Closure, Table};
use crate::value::{CLOSURE, TABLE, Value};

/// The registry's table of the environments of everything but Lua functions; its keys are weak.
const OTHER_ENVIRONMENTS: &str = "_ENVIRONMENTS";

impl State {
    /// The environment of a Lua function; none where functions have none, and for other values.
    pub fn function_environment(&self, function: Value) -> Option<Value> {
        let has_own = self.dialect.environment == Environment::OfFunction;
        if function.tag != CLOSURE || !has_own {
            return None;
        }
        let closure: Gc<Closure> = function.pointer();
        (closure.upvalue_count() > 0).then(|| closure.upvalue(0).get())
    }

    /// Gives a Lua function another environment. Where functions share the variable that holds it, all that share it
    /// get it. Answers whether the value has an environment.
    pub fn set_function_environment(
        &mut self,
        function: Value,
        environment: Gc<Table>,
    ) -> Result<bool, Throw> {
        if function.tag != CLOSURE {
            return Ok(false);
        }
        let closure: Gc<Closure> = function.pointer();
        let environment = Value::object(TABLE, environment);
        if closure.upvalue_count() == 0 {
            return Ok(false);
        }
        if self.dialect.environment == Environment::Variable {
            self.heap.set_upvalue(closure.upvalue(0), environment);
            return Ok(true);
        }
        let upvalue = self.heap.new_closed_upvalue(environment)?;
        // SAFETY: the slot is inside the closure, which has at least one upvalue.
        unsafe { *closure.upvalue_slot(0) = upvalue };
        self.heap.forward_barrier_object(closure, upvalue);
        Ok(true)
    }

    /// The environment that a coroutine, a native function or a userdata was given, nil if none.
    pub fn other_environment(&mut self, owner: Value) -> Result<Value, Throw> {
        let registry = self.registry;
        let environments = self.get_field(registry, OTHER_ENVIRONMENTS)?;
        Ok(match environments.is_table() {
            true => environments.pointer::<Table>().get(owner),
            false => Value::NIL,
        })
    }

    /// Gives a coroutine, a native function or a userdata an environment.
    pub fn set_other_environment(&mut self, owner: Value, environment: Value) -> Result<(), Throw> {
        let registry = self.registry;
        let known = self.get_field(registry, OTHER_ENVIRONMENTS)?;
        let environments = if known.is_table() {
            known.pointer()
        } else {
            let environments = self.new_table(0, 2)?;
            let metatable = self.new_table(0, 1)?;
            let mode = self.new_string(b"k")?;
            self.set_field(metatable, "__mode", mode)?;
            let value = Value::object(TABLE, environments);
            self.set_metatable_of(value, Some(metatable))?;
            self.set_field(registry, OTHER_ENVIRONMENTS, value)?;
            environments
        };
        self.raw_set(environments, owner, environment)
    }

    /// The global table of the running coroutine: the environment of what it loads.
    pub fn running_globals(&mut self) -> Result<Value, Throw> {
        let running = State::coroutine_value(self.coroutine);
        let own = match self.dialect.environment {
            Environment::OfFunction => self.other_environment(running)?,
            Environment::Variable => Value::NIL,
        };
        Ok(if own.is_nil() { self.globals_value() } else { own })
    }
}
