//! The standard streams of a state: the process's, or what the host put in their place.

use std::cell::RefCell;
use std::io::{Read, Write};
use std::rc::Rc;

use super::device::{Device, StandardStream};
use super::stream::{Buffering, Stream};
use crate::interpreter::State;

/// A stream that several values share.
pub(crate) type SharedStream = Rc<RefCell<Stream>>;

/// The standard streams of a state, each made at its first use.
#[derive(Default)]
pub(crate) struct Standard {
    input: Option<SharedStream>,
    output: Option<SharedStream>,
    error: Option<SharedStream>,
}

/// The standard input over a device: a question must be seen before its answer is waited for.
fn input_from(device: Device) -> SharedStream {
    let mut stream = Stream::new(device, true, false, Buffering::Full);
    stream.follows_output = true;
    Rc::new(RefCell::new(stream))
}

/// The standard output over a device.
fn output_to(device: Device, buffering: Buffering) -> SharedStream {
    Rc::new(RefCell::new(Stream::new(device, false, true, buffering)))
}

/// The standard error stream over a device: what was printed before comes first, also when both go to the same place.
fn error_to(device: Device) -> SharedStream {
    let mut stream = Stream::new(device, false, true, Buffering::None);
    stream.follows_output = true;
    Rc::new(RefCell::new(stream))
}

impl Standard {
    fn input(&mut self) -> &SharedStream {
        self.input.get_or_insert_with(|| input_from(Device::Standard(StandardStream::Input)))
    }

    #[inline]
    fn output(&mut self) -> &SharedStream {
        self.output.get_or_insert_with(|| {
            output_to(Device::Standard(StandardStream::Output), Buffering::LineIfTerminal)
        })
    }

    fn error(&mut self) -> &SharedStream {
        self.error.get_or_insert_with(|| error_to(Device::Standard(StandardStream::Error)))
    }
}

/// The standard input.
pub(crate) fn input(state: &mut State) -> SharedStream {
    state.extensions.get_or_default::<Standard>().input().clone()
}

/// The standard output.
pub(crate) fn output(state: &mut State) -> SharedStream {
    state.has_output = true;
    state.extensions.get_or_default::<Standard>().output().clone()
}

/// The standard error stream.
pub(crate) fn error(state: &mut State) -> SharedStream {
    state.extensions.get_or_default::<Standard>().error().clone()
}

/// Replaces the standard input; to be called before the io library is opened.
pub fn set_input(state: &mut State, source: Box<dyn Read>) {
    let input = input_from(Device::Source(source));
    state.extensions.get_or_default::<Standard>().input = Some(input);
}

/// Replaces the standard output; to be called before the io library is opened.
pub fn set_output(state: &mut State, sink: Box<dyn Write>) {
    let output = output_to(Device::Sink(sink), Buffering::Full);
    state.has_output = true;
    state.extensions.get_or_default::<Standard>().output = Some(output);
}

/// Replaces the standard error stream; to be called before the io library is opened.
pub fn set_error(state: &mut State, sink: Box<dyn Write>) {
    let error = error_to(Device::Sink(sink));
    state.extensions.get_or_default::<Standard>().error = Some(error);
}

/// Passes on what has been written to the standard output. Hosts ask for it after each call, so states that never wrote
/// anything know it at once.
#[inline]
pub fn flush(state: &mut State) {
    if state.has_output {
        flush_output(state);
    }
}

#[inline(never)]
fn flush_output(state: &mut State) {
    let streams = state.extensions.get::<Standard>();
    if let Some(output) = streams.and_then(|streams| streams.output.as_ref()) {
        output.borrow_mut().pass_on();
    }
}

/// Writes a piece of what `print` shows.
#[inline]
pub(crate) fn print(state: &mut State, bytes: &[u8]) {
    state.has_output = true;
    // `print` has no way to report a failure.
    let _ = state.extensions.get_or_default::<Standard>().output().borrow_mut().write(bytes);
}

/// Ends a line that was printed.
#[inline]
pub(crate) fn end_print(state: &mut State) {
    flush(state);
}

/// Writes to the standard error stream, after everything printed before.
pub(crate) fn print_error(state: &mut State, bytes: &[u8]) {
    flush(state);
    let _ = state.extensions.get_or_default::<Standard>().error().borrow_mut().write(bytes);
}
