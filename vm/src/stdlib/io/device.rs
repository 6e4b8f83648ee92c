//! What a stream reads from and writes to.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::process::{Child, Command, Stdio};

use super::file_system::{Failure, os_string_of};
use crate::text::until_nul;

/// The end of a stream that is not Lua's.
pub(super) enum Device {
    /// A file, a terminal, or whatever the system calls a file.
    File(File),
    /// A process that writes what is read, or reads what is written.
    Process(Box<Child>),
    /// Something of the host that takes bytes.
    Sink(Box<dyn Write>),
    /// Something of the host that gives bytes.
    Source(Box<dyn Read>),
    /// One of the process's own streams, before its first use.
    Standard(StandardStream),
    /// Nothing: the stream is closed.
    Closed,
}

/// One of the process's own streams.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum StandardStream {
    /// Where it reads from.
    Input,
    /// Where it writes to.
    Output,
    /// Where it complains to.
    Error,
}

/// A file that shares a stream's descriptor, so that bytes are not buffered twice.
#[cfg(unix)]
fn duplicate(stream: impl std::os::fd::AsFd) -> Device {
    stream.as_fd().try_clone_to_owned().map_or(Device::Closed, |owned| Device::File(owned.into()))
}

/// A file that shares a stream's handle, so that bytes are not buffered twice.
#[cfg(windows)]
fn duplicate(stream: impl std::os::windows::io::AsHandle) -> Device {
    stream
        .as_handle()
        .try_clone_to_owned()
        .map_or(Device::Closed, |owned| Device::File(owned.into()))
}

/// How a process ended.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Ending {
    /// By itself, with this status.
    Exit(i64),
    /// By this signal.
    Signal(i64),
}

/// The command line for the system's shell.
pub(crate) fn shell(command: &[u8]) -> Command {
    let (program, flag) = if cfg!(windows) { ("cmd", "/C") } else { ("/bin/sh", "-c") };
    let mut shell = Command::new(program);
    shell.arg(flag).arg(os_string_of(until_nul(command)));
    shell
}

/// How a finished process ended.
pub(crate) fn ending_of(status: std::process::ExitStatus) -> Ending {
    #[cfg(unix)]
    {
        use std::os::unix::process::ExitStatusExt;
        if let Some(signal) = status.signal() {
            return Ending::Signal(i64::from(signal));
        }
    }
    Ending::Exit(status.code().map_or(-1, i64::from))
}

impl Device {
    /// Starts a process for a command; `reads`: its output is read, else its input is written.
    pub(super) fn start(command: &[u8], reads: bool) -> Result<Device, Failure> {
        let mut shell = shell(command);
        if reads {
            shell.stdout(Stdio::piped())
        } else {
            shell.stdin(Stdio::piped())
        };
        Ok(Device::Process(Box::new(shell.spawn()?)))
    }

    /// Makes one of the process's own streams a file, now that it is used.
    #[inline]
    fn prepare(&mut self) {
        if let Device::Standard(stream) = *self {
            *self = match stream {
                StandardStream::Input => duplicate(io::stdin()),
                StandardStream::Output => duplicate(io::stdout()),
                StandardStream::Error => duplicate(io::stderr()),
            };
        }
    }

    /// Reads some bytes; zero at the end.
    pub(super) fn read(&mut self, bytes: &mut [u8]) -> Result<usize, Failure> {
        self.prepare();
        loop {
            let result = match self {
                Device::File(file) => file.read(bytes),
                Device::Source(source) => source.read(bytes),
                Device::Process(child) => match &mut child.stdout {
                    Some(output) => output.read(bytes),
                    None => return Err(Failure::bad_descriptor()),
                },
                _ => return Err(Failure::bad_descriptor()),
            };
            match result {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => return Ok(other?),
            }
        }
    }

    /// Writes all bytes; on failure says how many were written.
    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<(), (Failure, usize)> {
        self.prepare();
        let mut done = 0;
        while done < bytes.len() {
            let rest = &bytes[done..];
            let result = match self {
                Device::File(file) => file.write(rest),
                Device::Sink(sink) => sink.write(rest),
                Device::Process(child) => match &mut child.stdin {
                    Some(input) => input.write(rest),
                    None => return Err((Failure::bad_descriptor(), done)),
                },
                _ => return Err((Failure::bad_descriptor(), done)),
            };
            match result {
                Ok(0) => return Err((Failure::new("No space left on device", 28), done)),
                Ok(count) => done += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err((error.into(), done)),
            }
        }
        Ok(())
    }

    /// Passes on what the device itself holds back.
    pub(super) fn flush(&mut self) -> Result<(), Failure> {
        match self {
            Device::Sink(sink) => Ok(sink.flush()?),
            _ => Ok(()),
        }
    }

    /// Moves the position and answers where it is.
    pub(super) fn seek(&mut self, target: SeekFrom) -> Result<u64, Failure> {
        self.prepare();
        match self {
            Device::File(file) => Ok(file.seek(target)?),
            _ => Err(Failure::not_seekable()),
        }
    }

    /// Closes the device; a process is waited for.
    pub(super) fn close(&mut self) -> Result<Option<Ending>, Failure> {
        match std::mem::replace(self, Device::Closed) {
            Device::Process(mut child) => {
                // The other end must see the end of its input, or both would wait for each other.
                drop(child.stdin.take());
                drop(child.stdout.take());
                Ok(Some(ending_of(child.wait()?)))
            }
            _ => Ok(None),
        }
    }
}
