//! Bytes gathered by a native function before they become a string, counted against the memory limit.

use crate::interpreter::{State, Throw};
use crate::value::Value;

/// The capacity a buffer starts with.
const FIRST_CAPACITY: usize = 256;

/// How many bytes cost one step of the budget.
const BYTES_PER_STEP: usize = 16;

/// Bytes on their way to a string. A buffer must end in [`Buffer::finish`] or [`Buffer::discard`]; dropped
/// otherwise, its memory stays counted.
#[derive(Debug, Default)]
pub struct Buffer {
    bytes: Vec<u8>,
}

impl Buffer {
    /// An empty buffer.
    pub fn new() -> Buffer {
        Buffer::default()
    }

    /// What has been gathered.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// How many bytes have been gathered.
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Whether nothing has been gathered.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// How many bytes there is room for.
    pub fn capacity(&self) -> usize {
        self.bytes.capacity()
    }

    /// Drops what has been gathered and keeps the memory.
    pub fn clear(&mut self) {
        self.bytes.clear();
    }

    /// Makes room for more bytes.
    #[inline]
    pub fn reserve(&mut self, state: &mut State, additional: usize) -> Result<(), Throw> {
        if self.bytes.capacity() - self.bytes.len() >= additional {
            Ok(())
        } else {
            self.grow(state, additional)
        }
    }

    #[cold]
    fn grow(&mut self, state: &mut State, additional: usize) -> Result<(), Throw> {
        let old = self.bytes.capacity();
        let wanted = self.bytes.len().checked_add(additional).ok_or(Throw::Memory)?;
        let new = wanted.max(old.saturating_mul(2)).max(FIRST_CAPACITY);
        state.charge((additional / BYTES_PER_STEP) as u64)?;
        state.heap.collector.charge_temporary(new - old)?;
        if self.bytes.try_reserve_exact(new - self.bytes.len()).is_err() {
            state.heap.collector.release_external(new - old);
            return Err(Throw::Memory);
        }
        // The allocator may have given more than was asked for; what is counted is the capacity.
        let surplus = self.bytes.capacity() - new;
        if surplus > 0 {
            state.heap.collector.charge_temporary(surplus)?;
        }
        Ok(())
    }

    /// Appends bytes.
    #[inline]
    pub fn extend(&mut self, state: &mut State, bytes: &[u8]) -> Result<(), Throw> {
        self.reserve(state, bytes.len())?;
        self.bytes.extend_from_slice(bytes);
        Ok(())
    }

    /// Appends a byte.
    #[inline]
    pub fn push(&mut self, state: &mut State, byte: u8) -> Result<(), Throw> {
        self.reserve(state, 1)?;
        self.bytes.push(byte);
        Ok(())
    }

    /// Lets `write` append at most `room` bytes.
    pub fn append_with<T>(
        &mut self,
        state: &mut State,
        room: usize,
        write: impl FnOnce(&mut Vec<u8>) -> T,
    ) -> Result<T, Throw> {
        self.reserve(state, room)?;
        let before = self.bytes.capacity();
        let result = write(&mut self.bytes);
        let grown = self.bytes.capacity() - before;
        if grown > 0 {
            state.heap.collector.charge_temporary(grown)?;
        }
        Ok(result)
    }

    /// Lets `read` fill some bytes, at most `count`, and keeps as many as it says.
    pub fn read_from<E>(
        &mut self,
        state: &mut State,
        count: usize,
        read: impl FnOnce(&mut [u8]) -> Result<usize, E>,
    ) -> Result<Result<usize, E>, Throw> {
        /// The least and the most that is asked for at a time.
        const PORTION: usize = 1 << 14;
        const MAX_PORTION: usize = 1 << 20;
        let start = self.bytes.len();
        let room = start.clamp(PORTION, MAX_PORTION).min(count);
        state.charge((room / BYTES_PER_STEP / 4) as u64)?;
        self.reserve(state, room)?;
        self.bytes.resize(start + room, 0);
        let result = read(&mut self.bytes[start..]);
        let kept = result.as_ref().map_or(0, |taken| (*taken).min(room));
        self.bytes.truncate(start + kept);
        Ok(result.map(|_| kept))
    }

    /// Makes the bytes a string and gives the memory back.
    pub fn finish(self, state: &mut State) -> Result<Value, Throw> {
        let value = state.new_string(&self.bytes);
        self.discard(state);
        value
    }

    /// Gives the memory back.
    pub fn discard(self, state: &mut State) {
        if self.bytes.capacity() > 0 {
            state.heap.collector.release_external(self.bytes.capacity());
        }
    }
}

impl State {
    /// Runs `body` with a buffer and makes what it gathered a string; on an error the memory is given back too.
    pub fn build_string(
        &mut self,
        body: impl FnOnce(&mut State, &mut Buffer) -> Result<(), Throw>,
    ) -> Result<Value, Throw> {
        let mut buffer = Buffer::new();
        match body(self, &mut buffer) {
            Ok(()) => buffer.finish(self),
            Err(throw) => {
                buffer.discard(self);
                Err(throw)
            }
        }
    }
}
