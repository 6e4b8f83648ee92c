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

/// The library's data; there once the library has been opened.
#[inline]
pub(super) fn resource(state: &mut State) -> Option<&mut Resource> {
    state.extensions.get_mut()
}

impl State {
    /// Runs `body` with an empty buffer that is kept for the next use.
    #[inline]
    pub(super) fn with_buffer<T>(
        &mut self,
        body: impl FnOnce(&mut State, &mut Buffer) -> Result<T, Throw>,
    ) -> Result<T, Throw> {
        let spare = resource(self).map(|resource| std::mem::take(&mut resource.spare));
        let mut buffer = spare.unwrap_or_default();
        let result = body(self, &mut buffer);
        if buffer.capacity() <= MAX_SPARE
            && let Some(resource) = resource(self)
        {
            buffer.clear();
            std::mem::swap(&mut resource.spare, &mut buffer);
        }
        // Too large to be kept, or put back meanwhile by a use inside this one.
        if buffer.capacity() > 0 {
            buffer.discard(self);
        }
        result
    }
}
