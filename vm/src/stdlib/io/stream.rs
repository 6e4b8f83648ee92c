//! A buffered stream that can be read and written in turns, as C's are.
//!
//! **Invariants**
//! - The buffer holds either bytes read ahead, from `position` on, or bytes not yet written; `is_writing` says which.
//! - Before the direction changes, bytes read ahead are given back by seeking, bytes to be written are written.

use std::io::{IsTerminal, SeekFrom};

use super::device::{Device, Ending};
use super::file_system::{CHUNK, Failure};
use crate::interpreter::{State, Throw};
use crate::stdlib::buffer::Buffer;

/// When written bytes are passed on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Buffering {
    /// At once.
    None,
    /// At the end of a line.
    Line,
    /// When the buffer is full.
    Full,
    /// At the end of a line if the standard output is a terminal, which the first write finds out; else when the buffer is full.
    LineIfTerminal,
}

/// A stream.
pub(crate) struct Stream {
    device: Device,
    buffer: Vec<u8>,
    position: usize,
    is_writing: bool,
    buffering: Buffering,
    capacity: usize,
    can_read: bool,
    can_write: bool,
    /// Whether what was printed must be seen before this stream is used.
    pub(super) follows_output: bool,
}

/// A write that did not succeed, and how many bytes did reach the stream.
pub(super) struct WriteFailure {
    /// Why.
    pub(super) failure: Failure,
    /// The bytes of this write that are not lost.
    pub(super) written: usize,
}

impl Stream {
    /// A stream over a device.
    pub(super) fn new(
        device: Device,
        can_read: bool,
        can_write: bool,
        buffering: Buffering,
    ) -> Stream {
        Stream {
            device,
            buffer: Vec::new(),
            position: 0,
            is_writing: false,
            buffering,
            capacity: CHUNK,
            can_read,
            can_write,
            follows_output: false,
        }
    }

    /// The bytes that can be read without asking the device; reads more if there are none, so none are left at the end.
    pub(super) fn available(&mut self) -> Result<&[u8], Failure> {
        if self.position == self.buffer.len() || self.is_writing {
            self.fill()?;
        }
        Ok(&self.buffer[self.position..])
    }

    #[cold]
    fn fill(&mut self) -> Result<(), Failure> {
        if !self.can_read {
            return Err(Failure::bad_descriptor());
        }
        self.flush()?;
        self.position = 0;
        self.buffer.resize(CHUNK, 0);
        let result = self.device.read(&mut self.buffer);
        self.buffer.truncate(*result.as_ref().unwrap_or(&0));
        result.map(|_| ())
    }

    /// Takes bytes that [`Stream::available`] showed.
    pub(super) fn consume(&mut self, count: usize) {
        self.position = (self.position + count).min(self.buffer.len());
    }

    /// The next byte, which stays; `None` at the end.
    #[inline]
    pub(super) fn peek(&mut self) -> Result<Option<u8>, Failure> {
        Ok(self.available()?.first().copied())
    }

    /// Reads everything up to the end.
    pub(crate) fn read_all(
        &mut self,
        state: &mut State,
        buffer: &mut Buffer,
    ) -> Result<Result<(), Failure>, Throw> {
        self.read_up_to(state, buffer, usize::MAX)
    }

    /// Reads `count` bytes, or fewer if the end comes before.
    pub(super) fn read_up_to(
        &mut self,
        state: &mut State,
        buffer: &mut Buffer,
        count: usize,
    ) -> Result<Result<(), Failure>, Throw> {
        let mut left = count;
        while left > 0 {
            if left >= CHUNK
                && self.can_read
                && !self.is_writing
                && self.position == self.buffer.len()
            {
                // Nothing is read ahead, and much is wanted: the stream's own buffer would only be in between.
                let read = buffer.read_from(state, left, |bytes| self.device.read(bytes))?;
                match read {
                    Ok(0) => break,
                    Ok(taken) => left -= taken,
                    Err(failure) => return Ok(Err(failure)),
                }
                continue;
            }
            let bytes = match self.available() {
                Ok(bytes) => &bytes[..bytes.len().min(left)],
                Err(failure) => return Ok(Err(failure)),
            };
            if bytes.is_empty() {
                break;
            }
            let taken = bytes.len();
            state.charge(1 + taken as u64 / 64)?;
            buffer.extend(state, bytes)?;
            self.consume(taken);
            left -= taken;
        }
        Ok(Ok(()))
    }

    /// Reads up to and including the end of the line; says whether there was one. The end itself is not kept.
    pub(crate) fn read_line(
        &mut self,
        state: &mut State,
        buffer: &mut Buffer,
    ) -> Result<Result<bool, Failure>, Throw> {
        loop {
            let bytes = match self.available() {
                Ok(bytes) => bytes,
                Err(failure) => return Ok(Err(failure)),
            };
            let end = memchr::memchr(b'\n', bytes);
            let line = &bytes[..end.unwrap_or(bytes.len())];
            let taken = line.len() + usize::from(end.is_some());
            state.charge(1 + taken as u64 / 64)?;
            buffer.extend(state, line)?;
            self.consume(taken);
            if end.is_some() || taken == 0 {
                return Ok(Ok(end.is_some()));
            }
        }
    }

    /// Writes bytes, or keeps them to be written later.
    #[inline]
    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<(), WriteFailure> {
        let fits = self.buffer.len() + bytes.len() <= self.capacity;
        if self.is_writing && fits && self.buffering == Buffering::Full {
            self.buffer.extend_from_slice(bytes);
            return Ok(());
        }
        self.write_slowly(bytes)
    }

    fn write_slowly(&mut self, bytes: &[u8]) -> Result<(), WriteFailure> {
        if bytes.is_empty() {
            return Ok(());
        }
        let nothing_written = |failure| WriteFailure { failure, written: 0 };
        if !self.can_write {
            return Err(nothing_written(Failure::bad_descriptor()));
        }
        if self.buffering == Buffering::LineIfTerminal {
            let is_terminal = std::io::stdout().is_terminal();
            self.buffering = if is_terminal { Buffering::Line } else { Buffering::Full };
        }
        self.stop_reading().map_err(nothing_written)?;
        self.is_writing = true;
        let fits = self.buffer.len() + bytes.len() <= self.capacity;
        if !fits || self.buffering == Buffering::None {
            self.flush().map_err(nothing_written)?;
        }
        if self.buffering == Buffering::None || bytes.len() > self.capacity {
            let result = self.device.write(bytes);
            return result.map_err(|(failure, written)| WriteFailure { failure, written });
        }
        self.is_writing = true;
        self.buffer.extend_from_slice(bytes);
        if self.buffering == Buffering::Line && memchr::memchr(b'\n', bytes).is_some() {
            self.flush().map_err(nothing_written)?;
        }
        Ok(())
    }

    /// Gives back what was read ahead, so that the device's position is the stream's.
    fn stop_reading(&mut self) -> Result<(), Failure> {
        let ahead = self.buffer.len() - self.position;
        if self.is_writing {
            return Ok(());
        }
        self.buffer.clear();
        self.position = 0;
        if ahead > 0 {
            self.device.seek(SeekFrom::Current(-(ahead as i64)))?;
        }
        Ok(())
    }

    /// Passes on what was written. A failure shows when the program flushes or closes the stream itself.
    #[inline]
    pub(crate) fn pass_on(&mut self) {
        if self.is_writing {
            let _ = self.flush();
        }
    }

    /// Passes on what has been written.
    pub(super) fn flush(&mut self) -> Result<(), Failure> {
        if !self.is_writing {
            return Ok(());
        }
        self.is_writing = false;
        let bytes = std::mem::take(&mut self.buffer);
        self.position = 0;
        let result = self.device.write(&bytes);
        // The room is kept for the next bytes; what could not be written is dropped, as the C library may.
        self.buffer = bytes;
        self.buffer.clear();
        result.map_err(|(failure, _)| failure)?;
        self.device.flush()
    }

    /// Moves the position and answers where it is.
    pub(super) fn seek(&mut self, target: SeekFrom) -> Result<u64, Failure> {
        self.flush()?;
        let ahead = self.buffer.len() - self.position;
        let target = match target {
            SeekFrom::Current(offset) => {
                SeekFrom::Current(offset.checked_sub(ahead as i64).ok_or_else(Failure::invalid)?)
            }
            other => other,
        };
        let position = self.device.seek(target)?;
        self.buffer.clear();
        self.position = 0;
        Ok(position)
    }

    /// Changes when written bytes are passed on; `size` is how many are kept at most. As in the C library, a stream that
    /// has given up its buffer does not get another one.
    pub(super) fn set_buffering(
        &mut self,
        buffering: Buffering,
        size: usize,
    ) -> Result<(), Failure> {
        /// More than this is never kept.
        const MAX_SIZE: usize = 1 << 20;
        self.flush()?;
        if self.buffering != Buffering::None {
            self.buffering = buffering;
            self.capacity = size.clamp(1, MAX_SIZE);
        }
        Ok(())
    }

    /// Writes what is left and closes the device; for a process, how it ended.
    pub(super) fn close(&mut self) -> Result<Option<Ending>, Failure> {
        let flushed = self.flush();
        self.buffer = Vec::new();
        self.position = 0;
        (self.can_read, self.can_write) = (false, false);
        let ending = self.device.close()?;
        flushed.map(|()| ending)
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        // Nobody is left to hear of a failure.
        let _ = self.close();
    }
}
