//! What the module exports: the class, and the way in which the JavaScript part of the package introduces itself.

use napi::JsValue;
use napi::bindgen_prelude::Object;
use napi_derive::napi;

use crate::context;
use crate::convert::KEPT_TEXTS;
use crate::environment::Environment;
use crate::error::{Code, Failure, Result};
use crate::fence::fence;
use crate::handle;
use crate::sys::{Env, Js};
use crate::table;

/// Called by Node once per environment.
#[napi(module_exports)]
pub fn export(exports: Object<'_>, env: napi::Env) -> napi::Result<()> {
    let env = Env(env.raw());
    if let Err(failure) = fill(env, exports.value().value) {
        failure.throw(env);
    }
    Ok(())
}

fn fill(env: Env, exports: Js) -> Result<()> {
    Environment::install(env)?;
    env.set_field(exports, c"errorCodes", error_codes(env)?)?;
    env.set_field(exports, c"keptTexts", env.int32(KEPT_TEXTS as i32)?)?;
    env.set_field(exports, c"context", context::define(env)?)?;
    env.set_field(exports, c"table", table::define(env)?)?;
    env.set_field(exports, c"handles", handle::define(env)?)
}

/// The codes of errors, by number.
fn error_codes(env: Env) -> Result<Js> {
    let codes = env.array(Code::TEXTS.len())?;
    for (number, text) in Code::TEXTS.iter().enumerate() {
        env.set_element(codes, number as u32, env.latin1(text.as_bytes())?)?;
    }
    Ok(codes)
}

/// The JavaScript part of the package hands over what the addon works with.
#[napi]
pub fn connect(env: napi::Env, values: Object<'_>) {
    let env = Env(env.raw());
    fence(env, None, || {
        let environment = Environment::of(env)
            .ok_or_else(|| Failure::lua(Code::Internal, "the environment has no data"))?;
        environment.connect(env, values.value().value)?;
        env.undefined()
    });
}

/// Gives a name of variables and fields a number.
#[napi]
pub fn learn_name(env: napi::Env, name: String) -> u32 {
    Environment::of(Env(env.raw())).map_or(u32::MAX, |environment| environment.names.learn(name))
}

/// Takes the numbers of all names back.
#[napi]
pub fn forget_names(env: napi::Env) {
    if let Some(environment) = Environment::of(Env(env.raw())) {
        environment.names.forget();
    }
}
