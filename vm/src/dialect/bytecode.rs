//! What dumped functions of a dialect begin with, and how bytes that are none are refused.

/// The outside of dumped functions. What is inside has one format, so the header tells dialects apart.
#[derive(Debug)]
pub struct Bytecode {
    /// The parts of the reference's header, each with what is wrong where it differs.
    pub header: &'static [(&'static [u8], &'static str)],
    /// What is wrong with bytes that end too early.
    pub truncated: &'static str,
    /// What the message of a refusal says between the chunk's name and the reason, and behind the reason.
    pub refusal: (&'static str, &'static str),
}
