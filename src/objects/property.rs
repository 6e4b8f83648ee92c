//! What programs read and write of a userdata: methods, accessors, properties of the object.

use std::rc::Rc;

use perilune::api::native::{
    Action, LuaString, NativeFunction, Outcome, RawValue, Role, State, Table, Throw, tag,
};

use super::payload_of;
use crate::callback::describe;
use crate::context::LuaContext;
use crate::convert;
use crate::error::{Failure, Result};
use crate::sys::{Js, Reference};
use crate::waiting;

/// The steps of the two functions beyond the first one.
mod step {
    /// An accessor has returned.
    pub(super) const RETURNED: u32 = 1;
    /// The run has come to the thread of the context.
    pub(super) const HERE: u32 = 2;
    /// The promise that a property is, is settled.
    pub(super) const SETTLED: u32 = 3;
}

/// The values of the closures: the methods, the accessors of this direction, the rights, the name of the class.
const METHODS: usize = 0;
const ACCESSORS: usize = 1;
const RIGHTS: usize = 2;
const CLASS: usize = 3;

/// What programs may do with the properties of an object, as bits.
#[derive(Clone, Copy, Default)]
pub(super) struct Rights {
    /// Properties can be read.
    pub(super) readable: bool,
    /// Properties can be written.
    pub(super) writable: bool,
    /// Reading what is not there gives nil, whatever else.
    pub(super) lenient: bool,
}

impl Rights {
    fn to_value(self) -> RawValue {
        let bits =
            i64::from(self.readable) | i64::from(self.writable) << 1 | i64::from(self.lenient) << 2;
        RawValue::integer(bits)
    }

    fn of(state: &State) -> Rights {
        let bits = state.own_value(RIGHTS).as_integer().unwrap_or(0);
        Rights { readable: bits & 1 != 0, writable: bits & 2 != 0, lenient: bits & 4 != 0 }
    }
}

/// Properties that lead from an object to what the host has not handed out: constructors and prototypes.
const HIDDEN: [&[u8]; 3] = [b"constructor", b"__proto__", b"prototype"];

static INDEX: NativeFunction = NativeFunction { name: "index", entry: index, role: Role::Ordinary };
static NEW_INDEX: NativeFunction =
    NativeFunction { name: "newindex", entry: new_index, role: Role::Ordinary };

/// What a metatable answers to reads and writes.
pub(super) struct Access {
    /// The methods by name.
    pub(super) methods: RawValue,
    /// Getters by name; false for a property that has none.
    pub(super) getters: RawValue,
    /// Setters by name; false for a property that has none.
    pub(super) setters: RawValue,
    /// What else is allowed.
    pub(super) rights: Rights,
    /// The name of the class, nil if there is none.
    pub(super) class: RawValue,
}

impl Access {
    /// Writes the two metamethods into a metatable.
    pub(super) fn install(&self, context: &LuaContext, metatable: RawValue) -> Result<()> {
        let rows = [("__index", &INDEX, self.getters), ("__newindex", &NEW_INDEX, self.setters)];
        for (event, function, accessors) in rows {
            let values = [self.methods, accessors, self.rights.to_value(), self.class];
            let made = context.vm().state().new_native_closure(function, &values);
            let made = made.map_err(|throw| context.failure_of_throw(throw))?;
            context.set_raw(metatable, event, made)?;
        }
        Ok(())
    }
}

/// The text of a value of the closure, or of a key.
fn shown(value: RawValue) -> String {
    match value.tag {
        tag::STRING | tag::LONG_STRING => {
            String::from_utf8_lossy(value.pointer::<LuaString>().as_bytes()).into_owned()
        }
        _ => match (value.as_integer(), value.as_float()) {
            (Some(integer), _) => integer.to_string(),
            (_, Some(float)) => float.to_string(),
            _ => String::new(),
        },
    }
}

fn entry_of(table: RawValue, key: RawValue) -> RawValue {
    if table.is_table() { table.pointer::<Table>().get(key) } else { RawValue::NIL }
}

/// `userdata[key]`
fn index(state: &mut State, step: u32) -> Outcome {
    match step {
        step::RETURNED => {
            let value = state.result(0);
            return state.answer(value);
        }
        step::SETTLED => return settled(state),
        _ => {}
    }
    let (object, key) = (state.slot(0), state.slot(1));
    let method = entry_of(state.own_value(METHODS), key);
    if !method.is_nil() {
        return state.answer(method);
    }
    let getter = entry_of(state.own_value(ACCESSORS), key);
    if getter.is_function() {
        state.push_callee(getter)?;
        state.push(object)?;
        return Ok(Action::Call { args: 1, step: step::RETURNED, yieldable: true });
    }
    if !getter.is_nil() {
        return Err(refuse_accessor(state, key, "write-only"));
    }
    let rights = Rights::of(state);
    if rights.readable {
        if must_come_here(state) {
            return Ok(Action::Suspend { step: step::HERE });
        }
        let mut promise = None;
        let can_wait = can_wait(state);
        let value = touch(state, "reading", |context, object, name| {
            let value = context.env.get(object, name)?;
            if can_wait && context.env.is_promise(value)? {
                promise = Some(value);
                return Ok(RawValue::NIL);
            }
            convert::to_lua(context, value)
        })?;
        return match promise {
            Some(promise) => wait(state, promise),
            None => state.answer(value),
        };
    }
    if rights.lenient {
        return state.answer(RawValue::NIL);
    }
    Err(state.error(format!("Error reading property '{}': userdata is not readable", shown(key))))
}

/// `userdata[key] = value`
fn new_index(state: &mut State, step: u32) -> Outcome {
    if step == step::RETURNED {
        return state.answer_none();
    }
    let (object, key, value) = (state.slot(0), state.slot(1), state.slot(2));
    let setter = entry_of(state.own_value(ACCESSORS), key);
    if setter.is_function() {
        state.push_callee(setter)?;
        state.push(object)?;
        state.push(value)?;
        return Ok(Action::Call { args: 2, step: step::RETURNED, yieldable: true });
    }
    if !setter.is_nil() {
        return Err(refuse_accessor(state, key, "read-only"));
    }
    if !Rights::of(state).writable {
        let name = shown(key);
        return Err(
            state.error(format!("Error writing property '{name}': userdata is not writable"))
        );
    }
    if must_come_here(state) {
        return Ok(Action::Suspend { step: step::HERE });
    }
    touch(state, "writing", |context, object, name| {
        let value = convert::to_js(context, value)?;
        context.env.set(object, name, value)?;
        Ok(RawValue::NIL)
    })?;
    state.answer_none()
}

/// The context of the object in slot 0, where JavaScript can run right now.
fn context_of(state: &State) -> Option<Rc<LuaContext>> {
    payload_of(state.slot(0))?.link.reachable_context()
}

/// Whether the run has to come to the thread of the context first, and can.
fn must_come_here(state: &State) -> bool {
    payload_of(state.slot(0)).is_some_and(|object| waiting::can_come_here(&object.link, state))
}

/// Whether the run can wait for a property that is a promise.
fn can_wait(state: &State) -> bool {
    context_of(state).is_some_and(|context| waiting::can_wait(&context, state))
}

/// Waits for a property that is a promise.
fn wait(state: &mut State, promise: Js) -> Outcome {
    match context_of(state) {
        Some(context) => waiting::wait(&context, state, promise, None, step::SETTLED),
        None => state.answer(RawValue::NIL),
    }
}

fn settled(state: &mut State) -> Outcome {
    match context_of(state) {
        Some(context) => waiting::settled(&context, state),
        None if must_come_here(state) => Ok(Action::Suspend { step: step::SETTLED }),
        None => state.answer(RawValue::NIL),
    }
}

fn refuse_accessor(state: &mut State, key: RawValue, kind: &str) -> Throw {
    let class = shown(state.own_value(CLASS));
    state.error(format!("property '{}' of class '{class}' is {kind}", shown(key)))
}

/// Does something with the property of the object that slot 1 names, which may run a program's JavaScript.
fn touch(
    state: &mut State,
    verb: &str,
    body: impl FnOnce(&Rc<LuaContext>, Js, Js) -> Result<RawValue>,
) -> std::result::Result<RawValue, Throw> {
    let key = state.slot(1);
    let name = shown(key);
    let is_hidden = HIDDEN.contains(&name.as_bytes());
    let Some(object) = payload_of(state.slot(0)).filter(|_| !is_hidden) else {
        return Ok(RawValue::NIL);
    };
    let reference = object.reference;
    let Some(context) = object.link.reachable_context() else {
        return Err(state.error("property access is not available in async mode"));
    };
    if !key.is_string() && !key.is_number() {
        return Ok(RawValue::NIL);
    }
    let pins = context.pin_mark();
    let done = context.lend(state, || with_object(&context, reference, &name, body));
    if let Some(throw) = perilune::api::Context::of_state(state).pending_stop() {
        return Err(throw);
    }
    let result =
        done.map_err(|text| state.error(format!("Error {verb} property '{name}': {text}")));
    context.unpin(pins);
    result
}

/// Runs the body in a scope of handles; why it has failed, as text.
fn with_object(
    context: &Rc<LuaContext>,
    reference: Reference,
    name: &str,
    body: impl FnOnce(&Rc<LuaContext>, Js, Js) -> Result<RawValue>,
) -> std::result::Result<RawValue, String> {
    let env = context.env;
    let run = || {
        context.callback_scope()?;
        let Some(object) = env.value_of(reference)? else { return Ok(RawValue::NIL) };
        body(context, object, env.utf8(name.as_bytes())?)
    };
    run().map_err(|failure| match failure {
        Failure::Pending => match env.take_exception() {
            Ok(exception) => describe(env, exception),
            Err(_) => "the environment ends".to_owned(),
        },
        failure => failure.text(env),
    })
}
