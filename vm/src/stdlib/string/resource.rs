//! What the string library keeps between calls: a buffer and the compiled patterns.

use super::patterns::Patterns;
use crate::interpreter::{State, Throw};
use crate::stdlib::buffer::Buffer;

/// The most memory a buffer that nobody uses may hold.
const MAX_SPARE: usize = 64 * 1024;

/// The library's data of one state.
#[derive(Default)]
pub(super) struct Resource {
    pub(super) patterns: Patterns,
    spare: Buffer,
}

/// Makes the data, early so that it is found fast.
pub(super) fn prepare(state: &mut State) {
    state.extensions.get_or_default::<Resource>();
}

/// The library's data.
#[inline]
pub(super) fn resource(state: &mut State) -> &mut Resource {
    state.extensions.get_or_default()
}

impl State {
    /// Runs `body` with an empty buffer that is kept for the next use.
    #[inline]
    pub(super) fn with_buffer<T>(
        &mut self,
        body: impl FnOnce(&mut State, &mut Buffer) -> Result<T, Throw>,
    ) -> Result<T, Throw> {
        let mut buffer = std::mem::take(&mut resource(self).spare);
        let result = body(self, &mut buffer);
        if buffer.capacity() > MAX_SPARE {
            buffer.discard(self);
        } else {
            buffer.clear();
            // A buffer that was put back meanwhile would lose its account, so it is given up first.
            let other = std::mem::replace(&mut resource(self).spare, buffer);
            other.discard(self);
        }
        result
    }
}
