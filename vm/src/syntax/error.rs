//! What is wrong with a source text, in the words of the reference.

/// Why a chunk could not be parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// The whole message, with the position where the reference gives one.
    pub message: Vec<u8>,
    /// The line of the error.
    pub line: u32,
    /// Whether the host's budget ended the parse; the source may be correct.
    pub stopped: bool,
}

/// The result of every step of the lexer. The error is boxed because it is rare and large.
pub(super) type Outcome<T> = Result<T, Box<SyntaxError>>;

impl SyntaxError {
    /// An error of the form `chunk:line: message`.
    pub fn at(chunk_id: &[u8], line: u32, message: &[u8]) -> SyntaxError {
        let line_text = line.to_string();
        let parts = [chunk_id, b":", line_text.as_bytes(), b": ", message];
        SyntaxError { message: parts.concat(), line, stopped: false }
    }

    /// Source that nests deeper than the reference's C stack allows. It gives no position.
    pub fn too_deep(line: u32) -> SyntaxError {
        SyntaxError { message: b"C stack overflow".to_vec(), line, stopped: false }
    }

    /// The host's budget ended the parse.
    pub fn stopped(line: u32) -> SyntaxError {
        SyntaxError { message: b"parsing was stopped".to_vec(), line, stopped: true }
    }
}
