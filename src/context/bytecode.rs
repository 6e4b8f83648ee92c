//! `compile`, `compile_file`, `load_bytecode`.

use std::rc::Rc;

use perilune::api::Program;

use super::LuaContext;
use super::execute::{check_path, chunk_name, options_argument, path_argument, string_argument};
use crate::convert;
use crate::error::{Code, Failure, Result};
use crate::fence::Arguments;
use crate::sys::{Js, ValueType};

/// What a chunk of bytecode starts with.
pub(super) const SIGNATURE: u8 = 0x1b;

/// What the options of `compile` and `compile_file` say.
struct CompileOptions {
    name: Option<String>,
    strips: bool,
}

fn options(context: &LuaContext, arguments: &Arguments, method: &str) -> Result<CompileOptions> {
    let env = context.env;
    let options = options_argument(env, arguments.get(1), method)?;
    let strips = match options {
        Some(options) => {
            let strips = env.field(options, c"stripDebug")?;
            env.is_type(strips, ValueType::napi_boolean) && env.boolean_of(strips)?
        }
        None => false,
    };
    Ok(CompileOptions { name: chunk_name(env, options, method)?, strips })
}

/// Compiles a source and gives its code as a buffer. The limits of the context hold for this, so a function is made.
fn dump(context: &LuaContext, source: &[u8], name: Option<&str>, strips: bool) -> Result<Js> {
    let function = context.load(source, name)?;
    let code = function
        .raw(context.vm())
        .and_then(|function| context.vm().bytecode_of(function, strips))
        .map_err(|error| context.failure_of(error))?;
    context.env.buffer(&code)
}

/// `compile(script, options)`
pub(super) fn compile(context: &Rc<LuaContext>, arguments: &Arguments) -> Result<Js> {
    let script = string_argument(context.env, arguments)?;
    let _entry = context.enter()?;
    let options = options(context, arguments, "compile")?;
    convert::with_text(context.env, script, |script| {
        dump(context, script, options.name.as_deref(), options.strips)
    })?
}

/// `compile_file(path, options)`
pub(super) fn compile_file(context: &Rc<LuaContext>, arguments: &Arguments) -> Result<Js> {
    let path = path_argument(context.env, arguments)?;
    let _entry = context.enter()?;
    let options = options(context, arguments, "compile_file")?;
    check_path(&path)?;
    let text = std::fs::read(&path).map_err(|source| {
        let source = std::sync::Arc::new(source);
        context.failure_of(perilune::api::Error::File { path: path.clone(), source })
    })?;
    let name = options.name.unwrap_or_else(|| format!("@{path}"));
    let source = without_first_comment(&text);
    if source.first() != Some(&SIGNATURE) {
        return dump(context, source, Some(&name), options.strips);
    }
    if !context.settings.allow_bytecode {
        return Err(refusal());
    }
    let program = Program::from_bytecode(source, &name, context.vm().dialect());
    let program = program.map_err(|error| context.failure_of(error))?;
    context.env.buffer(&program.to_bytecode(options.strips))
}

/// A file's text from its first newline on, if its first line is for the shell.
fn without_first_comment(text: &[u8]) -> &[u8] {
    if text.first() != Some(&b'#') {
        return text;
    }
    let end = text.iter().position(|byte| *byte == b'\n').unwrap_or(text.len());
    // The newline stays, so that lines keep their numbers.
    &text[end..]
}

fn refusal() -> Failure {
    Failure::lua(
        Code::Bytecode,
        "loading bytecode is disabled for this context (allowBytecode is false)",
    )
}

/// `load_bytecode(bytes, chunkName)`
pub(super) fn load_bytecode(context: &Rc<LuaContext>, arguments: &Arguments) -> Result<Js> {
    let env = context.env;
    let given = arguments.get(0).filter(|value| env.is_type(*value, ValueType::napi_object));
    let bytes = match given {
        Some(value) => env.with_bytes(value, <[u8]>::to_vec)?,
        None => None,
    };
    let bytes = bytes.ok_or_else(|| Failure::argument("Expected Buffer argument"))?;
    let name = match arguments.get(1) {
        Some(name) if env.is_type(name, ValueType::napi_string) => {
            Some(convert::text_of(env, name)?)
        }
        _ => None,
    };
    let _entry = context.enter()?;
    if !context.settings.allow_bytecode {
        return Err(refusal());
    }
    match bytes.first() {
        None => return Err(Failure::Plain("Bytecode cannot be empty".into())),
        Some(&SIGNATURE) => {}
        Some(_) => {
            return Err(Failure::lua(Code::Bytecode, "attempt to load a text chunk (mode is 'b')"));
        }
    }
    let function = context.load(&bytes, Some(name.as_deref().unwrap_or("=bytecode")))?;
    context.run_chunk(&function)
}
