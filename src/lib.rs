//! The module that Node loads.

mod access;
mod callback;
mod context;
mod convert;
mod environment;
mod error;
mod exception;
mod fence;
mod handle;
mod module;
mod options;
mod run;
mod sys;
mod table;
