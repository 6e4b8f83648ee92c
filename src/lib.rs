//! The module that Node loads.

mod access;
mod address;
mod callback;
mod context;
mod convert;
mod converters;
mod denial;
mod environment;
mod error;
mod exception;
mod fence;
mod handle;
mod known;
mod lazy;
mod module;
mod modules;
mod objects;
mod options;
mod programs;
mod purpose;
mod redirect;
mod run;
mod slots;
mod sys;
mod table;
mod waiting;
