//! `set_print_handler`: what `print` and `io.write` write goes to a function.

use std::rc::Rc;

use perilune::api::native::{
    Action, LuaString, NativeFunction, Outcome, RawValue, Role, State, Text,
};

use super::{do_originally, handler_argument, in_charge};
use crate::context::LuaContext;
use crate::error::Result;
use crate::fence::Arguments;
use crate::purpose::Use;
use crate::sys::{Js, ValueType};

static PRINT: NativeFunction = NativeFunction { name: "print", entry: print, role: Role::Ordinary };
static WRITE: NativeFunction = NativeFunction { name: "write", entry: write, role: Role::Ordinary };

/// The step after the function of JavaScript; before it the steps count the arguments.
const HANDED_OVER: u32 = u32::MAX;

/// `set_print_handler(function)`
pub(crate) fn set_print_handler(context: &Rc<LuaContext>, arguments: &Arguments) -> Result<Js> {
    let env = context.env;
    let _entry = context.enter()?;
    let redirection = &context.redirections.print;
    match handler_argument(env, arguments) {
        Some(handler) => {
            install(context, handler)?;
            redirection.remember(env, Some(env.keep(handler)?));
        }
        None => {
            if redirection.switch.get().is_some() {
                context.throw_switch(redirection, None, Use::Output)?;
            }
            redirection.remember(env, None);
        }
    }
    env.undefined()
}

impl LuaContext {
    /// Takes the function of the option `print`, which every state is to have.
    pub(crate) fn set_print(&self, handler: Js) -> Result<()> {
        if self.env.is_type(handler, ValueType::napi_function) {
            self.redirections.print.remember(self.env, Some(self.env.keep(handler)?));
        }
        Ok(())
    }
}

/// Puts a function in charge of the present state.
pub(super) fn install(context: &LuaContext, handler: Js) -> Result<()> {
    let redirection = &context.redirections.print;
    let globals = context.vm().state().globals_value();
    context.replace_field(globals, "print", &PRINT, redirection)?;
    let io = context.field(globals, b"io")?;
    if io.is_table() {
        context.pin(io);
        context.replace_field(io, "write", &WRITE, redirection)?;
    }
    context.throw_switch(redirection, Some(handler), Use::Output)
}

/// Hands a text to the function in charge.
fn hand_over(state: &mut State, handler: RawValue, text: &[u8]) -> Outcome {
    let text = state.new_string(text)?;
    state.push_callee(handler)?;
    state.push(text)?;
    Ok(Action::Call { args: 1, step: HANDED_OVER, yieldable: true })
}

fn bytes_of<'a>(text: RawValue) -> &'a [u8] {
    text.pointer::<LuaString>().as_bytes()
}

/// `print(...)`. Step `n` is entered with the text of argument `n`.
fn print(state: &mut State, step: u32) -> Outcome {
    if step == HANDED_OVER {
        return state.answer_none();
    }
    let Some(handler) = in_charge(state) else { return do_originally(state) };
    let mut index = step as usize;
    if step > 0 {
        let answer = state.result(0);
        let text = state.check_text(answer)?;
        state.set_slot(index - 1, text);
        state.drop_results();
    }
    while index < state.count() {
        let value = state.slot(index);
        index += 1;
        match state.text_of(value)? {
            Text::Ready(text) => state.set_slot(index - 1, text),
            Text::Call(function) => {
                state.push_callee(function)?;
                state.push(value)?;
                return Ok(Action::Call { args: 1, step: index as u32, yieldable: true });
            }
        }
    }
    let mut line = Vec::new();
    for index in 0..state.count() {
        if index > 0 {
            line.push(b'\t');
        }
        line.extend_from_slice(bytes_of(state.slot(index)));
    }
    line.push(b'\n');
    hand_over(state, handler, &line)
}

/// `io.write(...)`
fn write(state: &mut State, step: u32) -> Outcome {
    if step == HANDED_OVER {
        let registry = state.loaded();
        let io = state.get_field(registry, "io")?;
        let file = if io.is_table() { state.get_field(io.pointer(), "stdout")? } else { io };
        return state.answer(file);
    }
    let Some(handler) = in_charge(state) else { return do_originally(state) };
    let mut text = Vec::new();
    for index in 0..state.count() {
        text.extend_from_slice(state.check_bytes(index)?);
    }
    hand_over(state, handler, &text)
}
