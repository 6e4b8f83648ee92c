//! What Node is told of the memory of states.

use super::LuaContext;

/// By how many bytes memory changes before Node is told.
const TOLD_STEP: usize = 256 * 1024;

impl LuaContext {
    /// Tells Node how much memory the state has, where that has changed by much: its collector is to know what the
    /// context is worth.
    #[inline]
    pub(crate) fn tell_memory(&self) {
        let (now, told) = (self.vm().memory_held(), self.told_memory.get());
        if now.abs_diff(told) >= TOLD_STEP {
            self.told_memory.set(now);
            self.env.adjust_memory(now as i64 - told as i64);
        }
    }

    /// Tells Node that the memory of the state is gone.
    pub(super) fn forget_memory(&self) {
        let told = self.told_memory.replace(0);
        if told > 0 {
            self.env.adjust_memory(-(told as i64));
        }
    }
}
