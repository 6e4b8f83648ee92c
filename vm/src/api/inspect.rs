//! What the host can ask about a state and about the calls in progress.

use super::error::text_of;
use super::lua::Context;
use super::options::{Dialect, Libraries};
use super::value::Value;

/// A state at a glance.
#[derive(Clone, Debug)]
pub struct Info {
    /// The dialect.
    pub dialect: Dialect,
    /// The global names of the libraries that were opened.
    pub libraries: Vec<&'static str>,
    /// The bytes of all objects.
    pub memory_used: usize,
    /// The bytes taken from the system.
    pub memory_held: usize,
    /// The most it may hold.
    pub memory_limit: Option<usize>,
    /// The instructions left of the budget of the call in progress, or of the last one.
    pub instructions_left: Option<u64>,
    /// How many values the host keeps alive.
    pub kept_values: usize,
    /// Whether a run is paused.
    pub is_busy: bool,
}

/// A call in progress.
#[derive(Clone, Debug)]
pub struct FrameDescription {
    /// What the caller calls the function.
    pub name: Option<String>,
    /// What kind of name that is, such as `local` or `method`; empty if there is none.
    pub name_kind: &'static str,
    /// `Lua`, `C` for a function of the host, or `main` for a chunk.
    pub what: &'static str,
    /// The chunk's name as given when it was loaded.
    pub source: String,
    /// The chunk's name as messages show it.
    pub short_source: String,
    /// The line it stands at.
    pub line: Option<u32>,
    /// The line of its `function`.
    pub line_defined: Option<u32>,
    /// Whether it took the place of its caller.
    pub is_tail_call: bool,
}

/// A local variable.
#[derive(Clone, Debug)]
pub struct Local {
    /// Its name, in parentheses for what has none in the source.
    pub name: String,
    /// Its value.
    pub value: Value,
}

impl Context {
    /// The state at a glance.
    pub fn info(&mut self) -> Info {
        self.release_dropped();
        let is_busy = self.is_busy();
        let version = self.state.dialect().version_text;
        let libraries =
            self.host_shared().and_then(|host| host.libraries).unwrap_or(Libraries::NONE);
        Info {
            dialect: Dialect::by_name(version).unwrap_or_default(),
            libraries: libraries.names().collect(),
            memory_used: self.memory_used(),
            memory_held: self.memory_held(),
            memory_limit: self.host().memory_limit,
            instructions_left: self.state.instructions_left(),
            kept_values: self.state.handles().len(),
            is_busy,
        }
    }

    /// The dialect.
    pub fn dialect(&self) -> Dialect {
        Dialect::by_name(self.state.dialect().version_text).unwrap_or_default()
    }

    /// The call at a level of the running coroutine: 0 is the innermost, which inside a function of the host is that
    /// function. There is none while nothing runs.
    pub fn frame(&mut self, level: usize) -> Option<FrameDescription> {
        let frame = self.state.frame_at(self.state.running_coroutine(), level)?;
        let call = self.state.frame_info(&frame);
        let name = self.state.frame_name(&frame);
        let function = self.state.function_info(call.function);
        Some(FrameDescription {
            name_kind: name.as_ref().map_or("", |(kind, _)| kind),
            name: name.map(|(_, name)| text_of(name)),
            what: function.what,
            source: text_of(function.source),
            short_source: text_of(function.short_source),
            line: u32::try_from(call.current_line).ok(),
            line_defined: u32::try_from(function.line_defined).ok(),
            is_tail_call: call.is_tail_call,
        })
    }

    /// The local variables of the call at a level, in order.
    pub fn locals(&mut self, level: usize) -> Vec<Local> {
        let coroutine = self.state.running_coroutine();
        let Some(frame) = self.state.frame_at(coroutine, level) else { return Vec::new() };
        let mut locals = Vec::new();
        for index in 1.. {
            let Some((name, value)) = self.state.local_at(coroutine, &frame, index) else { break };
            let value = self.value_of(value);
            locals.push(Local { name: text_of(name), value });
        }
        locals
    }

    /// The calls in progress as text.
    pub fn traceback(&mut self, level: usize) -> String {
        let coroutine = self.state.running_coroutine();
        text_of(self.state.traceback(coroutine, None, level))
    }

    /// The limits of the calls to come.
    pub fn set_limits(&mut self, instructions: Option<u64>, time: Option<std::time::Duration>) {
        let host = self.host();
        host.instruction_limit = instructions;
        host.time_limit = time;
    }
}
