//! `set_read_handler`: what `io.read` reads comes from a function.

use std::rc::Rc;

use perilune::api::native::{
    Action, LuaString, NativeFunction, Outcome, RawValue, Role, State, Table, tag,
};

use super::{do_originally, handler_argument, in_charge, is_replacement};
use crate::context::LuaContext;
use crate::error::Result;
use crate::fence::Arguments;
use crate::purpose::Use;
use crate::sys::Js;

static READ: NativeFunction = NativeFunction { name: "read", entry: read, role: Role::Ordinary };

/// `set_read_handler(function)`
pub(crate) fn set_read_handler(context: &Rc<LuaContext>, arguments: &Arguments) -> Result<Js> {
    let env = context.env;
    let _entry = context.enter()?;
    let redirection = &context.redirections.read;
    match handler_argument(env, arguments) {
        Some(handler) => {
            if !install(context, handler)? {
                // Neither this function nor the one before it is to come back with the next state.
                redirection.remember(env, None);
                return env.boolean(false);
            }
            redirection.remember(env, Some(env.keep(handler)?));
        }
        None => {
            remove(context)?;
            redirection.remember(env, None);
        }
    }
    env.boolean(true)
}

/// Puts a function in charge of the present state; not where a program has put something else in place of `io`.
pub(super) fn install(context: &LuaContext, handler: Js) -> Result<bool> {
    let redirection = &context.redirections.read;
    let globals = context.vm().state().globals_value();
    let mut io = context.field(globals, b"io")?;
    if io.is_nil() {
        io = context.new_table()?;
        context.replace_field(io, "read", &READ, redirection)?;
        // The table is ours as long as the switch knows it.
        let switch = context.switch(redirection)?;
        context.set_raw(switch, "table", io)?;
        context.assign_field(globals, b"io", io)?;
    } else if io.is_table() {
        context.pin(io);
        context.replace_field(io, "read", &READ, redirection)?;
    } else {
        return Ok(false);
    }
    context.throw_switch(redirection, Some(handler), Use::Input)?;
    Ok(true)
}

/// Puts nobody in charge, and takes back the table that was made for the function.
fn remove(context: &LuaContext) -> Result<()> {
    let redirection = &context.redirections.read;
    if redirection.switch.get().is_none() {
        return Ok(());
    }
    context.throw_switch(redirection, None, Use::Input)?;
    let switch = context.switch(redirection)?;
    let own = context.field(switch, b"table")?;
    let globals = context.vm().state().globals_value();
    if own.is_table() && context.field(globals, b"io")?.is_same(own) {
        context.assign_field(globals, b"io", RawValue::NIL)?;
        context.set_raw(switch, "table", RawValue::NIL)?;
    } else if !own.is_table() {
        return Ok(());
    }
    let read = own.pointer::<Table>();
    let key = context.string(b"read")?;
    if is_replacement(read.get(key), &READ) {
        context.set_raw(own, "read", RawValue::NIL)?;
    }
    Ok(())
}

/// The format that a function is asked for: without the star of old programs; a count stays a number.
fn format_for_handler(
    state: &mut State,
    index: usize,
) -> std::result::Result<RawValue, perilune::api::native::Throw> {
    let value = state.slot(index);
    if value.is_number() {
        return state.check_integer(index).map(RawValue::integer);
    }
    let format = state.check_bytes(index)?;
    state.new_string(format.strip_prefix(b"*").unwrap_or(format))
}

/// `io.read(...)`. Step `n` is entered with what the function has given for argument `n`.
fn read(state: &mut State, step: u32) -> Outcome {
    let index = step as usize;
    if step > 0 {
        let answer = state.result(0);
        let value = accept(state, index - 1, answer)?;
        state.drop_results();
        state.set_slot(index - 1, value);
        if value.is_nil() {
            // What comes after the end is not asked for.
            state.set_count(index)?;
        }
        if index == state.count() {
            return Ok(Action::Many(index as u32));
        }
    }
    let Some(handler) = in_charge(state) else {
        return if step == 0 { do_originally(state) } else { Ok(Action::Many(step)) };
    };
    if state.count() == 0 {
        let line = state.new_string(b"l")?;
        state.push(line)?;
    }
    let format = format_for_handler(state, index)?;
    state.push_callee(handler)?;
    state.push(format)?;
    Ok(Action::Call { args: 1, step: step + 1, yieldable: true })
}

/// What the answer of the function means for a format.
fn accept(
    state: &mut State,
    index: usize,
    answer: RawValue,
) -> std::result::Result<RawValue, perilune::api::native::Throw> {
    let text = match answer.tag {
        tag::NIL | tag::TRUE | tag::FALSE => return Ok(RawValue::NIL),
        tag::STRING | tag::LONG_STRING => answer,
        _ => match state.text_of(answer)? {
            perilune::api::native::Text::Ready(text) => text,
            perilune::api::native::Text::Call(_) => return Ok(RawValue::NIL),
        },
    };
    let format = state.slot(index);
    let wants_number = format.is_string()
        && format.pointer::<LuaString>().as_bytes().trim_start_with_star().first() == Some(&b'n');
    Ok(if wants_number { state.to_number(text).unwrap_or(RawValue::NIL) } else { text })
}

/// Formats as old programs write them.
trait WithoutStar {
    fn trim_start_with_star(&self) -> &[u8];
}

impl WithoutStar for [u8] {
    fn trim_start_with_star(&self) -> &[u8] {
        self.strip_prefix(b"*").unwrap_or(self)
    }
}
