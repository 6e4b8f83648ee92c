//! The standard streams of a state: the process's, or what the host put in their place.

use std::cell::RefCell;
use std::fs::File;
use std::io::{IsTerminal, Read, Write};
use std::rc::Rc;

use super::device::Device;
use super::stream::{Buffering, Stream};
use crate::interpreter::State;

/// A stream that several values share.
pub(crate) type SharedStream = Rc<RefCell<Stream>>;

/// The standard streams of a state.
pub(crate) struct Standard {
    input: SharedStream,
    output: SharedStream,
    error: SharedStream,
}

/// A device for one of the process's own streams: a file that shares its descriptor, so that bytes are not buffered twice.
#[cfg(unix)]
fn device(stream: impl std::os::fd::AsFd) -> Device {
    match stream.as_fd().try_clone_to_owned() {
        Ok(descriptor) => Device::File(File::from(descriptor)),
        Err(_) => Device::Closed,
    }
}

/// A device for one of the process's own streams: a file that shares its handle, so that bytes are not buffered twice.
#[cfg(windows)]
fn device(stream: impl std::os::windows::io::AsHandle) -> Device {
    match stream.as_handle().try_clone_to_owned() {
        Ok(handle) => Device::File(File::from(handle)),
        Err(_) => Device::Closed,
    }
}

fn share(device: Device, is_input: bool, buffering: Buffering) -> SharedStream {
    Rc::new(RefCell::new(Stream::new(device, is_input, !is_input, buffering)))
}

impl Default for Standard {
    fn default() -> Standard {
        let output = std::io::stdout();
        let buffering = if output.is_terminal() { Buffering::Line } else { Buffering::Full };
        Standard {
            input: share(device(std::io::stdin()), true, Buffering::Full),
            output: share(device(output), false, buffering),
            error: share(device(std::io::stderr()), false, Buffering::None),
        }
    }
}

/// The standard input.
pub(crate) fn input(state: &mut State) -> SharedStream {
    state.extensions.get_or_default::<Standard>().input.clone()
}

/// The standard output.
pub(crate) fn output(state: &mut State) -> SharedStream {
    state.extensions.get_or_default::<Standard>().output.clone()
}

/// The standard error stream.
pub(crate) fn error(state: &mut State) -> SharedStream {
    state.extensions.get_or_default::<Standard>().error.clone()
}

/// Replaces the standard input; to be called before the io library is opened.
pub fn set_input(state: &mut State, source: Box<dyn Read>) {
    let input = share(Device::Source(source), true, Buffering::Full);
    state.extensions.get_or_default::<Standard>().input = input;
}

/// Replaces the standard output; to be called before the io library is opened.
pub fn set_output(state: &mut State, sink: Box<dyn Write>) {
    let output = share(Device::Sink(sink), false, Buffering::Full);
    state.extensions.get_or_default::<Standard>().output = output;
}

/// Replaces the standard error stream; to be called before the io library is opened.
pub fn set_error(state: &mut State, sink: Box<dyn Write>) {
    let error = share(Device::Sink(sink), false, Buffering::None);
    state.extensions.get_or_default::<Standard>().error = error;
}

/// Passes on what has been written to the standard output.
pub fn flush(state: &mut State) {
    // A failure shows when the program flushes or closes the stream itself.
    let _ = state.extensions.get_or_default::<Standard>().output.borrow_mut().flush();
}

/// Writes a piece of what `print` shows.
#[inline]
pub(crate) fn print(state: &mut State, bytes: &[u8]) {
    // `print` has no way to report a failure.
    let _ = state.extensions.get_or_default::<Standard>().output.borrow_mut().write(bytes);
}

/// Ends a line that was printed.
#[inline]
pub(crate) fn end_print(state: &mut State) {
    flush(state);
}

/// Writes to the standard error stream, after everything printed before.
pub(crate) fn print_error(state: &mut State, bytes: &[u8]) {
    flush(state);
    let _ = state.extensions.get_or_default::<Standard>().error.borrow_mut().write(bytes);
}
