//! The operating system's files as C programs see them: names as bytes, modes as letters, errors as text and number.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Read};
use std::path::PathBuf;

use crate::interpreter::{State, Throw};
use crate::stdlib::buffer::Buffer;
use crate::stdlib::random::make_seed;
use crate::text::until_nul;

/// How many bytes are read at a time.
pub(super) const CHUNK: usize = 1 << 14;

/// Why the system refused something.
#[derive(Debug)]
pub(crate) struct Failure {
    /// The system's words.
    pub(crate) message: String,
    /// The system's error number.
    pub(crate) code: i64,
}

impl Failure {
    /// A failure that the system would report, found before asking it.
    pub(super) fn new(message: &str, code: i64) -> Failure {
        Failure { message: message.to_owned(), code }
    }

    /// The stream is not open for this.
    pub(super) fn bad_descriptor() -> Failure {
        Failure::new("Bad file descriptor", 9)
    }

    /// The stream has no positions.
    pub(super) fn not_seekable() -> Failure {
        Failure::new("Illegal seek", 29)
    }

    /// A value makes no sense to the system.
    pub(super) fn invalid() -> Failure {
        Failure::new("Invalid argument", 22)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        let code = error.raw_os_error().map_or(0, i64::from);
        let text = error.to_string();
        let suffix = format!(" (os error {code})");
        let message = text.strip_suffix(&suffix).unwrap_or(&text).to_owned();
        Failure { message, code }
    }
}

/// The path that bytes name, up to the first NUL.
pub(crate) fn path_of(name: &[u8]) -> PathBuf {
    os_string_of(until_nul(name)).into()
}

/// Bytes as a string of the operating system.
#[cfg(unix)]
pub(crate) fn os_string_of(bytes: &[u8]) -> std::ffi::OsString {
    use std::os::unix::ffi::OsStringExt;
    std::ffi::OsString::from_vec(bytes.to_vec())
}

/// Bytes as a string of the operating system.
#[cfg(not(unix))]
pub(crate) fn os_string_of(bytes: &[u8]) -> std::ffi::OsString {
    String::from_utf8_lossy(bytes).into_owned().into()
}

/// A string of the operating system as bytes.
#[cfg(unix)]
pub(crate) fn bytes_of(text: std::ffi::OsString) -> Vec<u8> {
    use std::os::unix::ffi::OsStringExt;
    text.into_vec()
}

/// A string of the operating system as bytes.
#[cfg(not(unix))]
pub(crate) fn bytes_of(text: std::ffi::OsString) -> Vec<u8> {
    text.to_string_lossy().into_owned().into_bytes()
}

/// What a stream may be used for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Access {
    /// Whether it can be read.
    pub(super) read: bool,
    /// Whether it can be written.
    pub(super) write: bool,
    /// Whether what is written goes to the end.
    append: bool,
    /// Whether a missing file is created.
    create: bool,
    /// Whether what the file held is dropped.
    truncate: bool,
}

/// The access that a mode asks for: one of `r`, `w`, `a`, then perhaps `+`, then any number of `b`.
pub(super) fn access_of(mode: &[u8]) -> Option<Access> {
    let (letter, rest) = mode.split_first()?;
    let (update, rest) = match rest {
        [b'+', rest @ ..] => (true, rest),
        rest => (false, rest),
    };
    if !rest.iter().all(|&byte| byte == b'b') {
        return None;
    }
    let access = Access { read: update, write: true, append: false, create: true, truncate: false };
    match letter {
        b'r' => Some(Access { read: true, write: update, create: false, ..access }),
        b'w' => Some(Access { truncate: true, ..access }),
        b'a' => Some(Access { append: true, ..access }),
        _ => None,
    }
}

/// Opens a file.
pub(super) fn open(name: &[u8], access: Access) -> Result<File, Failure> {
    let mut options = OpenOptions::new();
    options.read(access.read).create(access.create).truncate(access.truncate);
    // Appending implies writing, and must not be combined with it where both are asked for.
    if access.append {
        options.append(true)
    } else {
        options.write(access.write)
    };
    options.open(path_of(name)).map_err(Failure::from)
}

/// Opens a file to be read.
pub(crate) fn open_for_reading(name: &[u8]) -> Result<File, Failure> {
    File::open(path_of(name)).map_err(Failure::from)
}

/// Reads some bytes; zero at the end.
pub(crate) fn read_chunk(
    state: &mut State,
    file: &mut File,
    buffer: &mut Buffer,
) -> Result<Result<usize, Failure>, Throw> {
    state.charge(CHUNK as u64 / 64)?;
    let mut chunk = [0; CHUNK];
    let count = loop {
        match file.read(&mut chunk) {
            Ok(count) => break count,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Ok(Err(error.into())),
        }
    };
    buffer.extend(state, &chunk[..count])?;
    Ok(Ok(count))
}

/// Creates a file with a new name, open for reading and writing.
pub(crate) fn create_temporary() -> Result<(File, PathBuf), Failure> {
    const LETTERS: &[u8; 36] = b"abcdefghijklmnopqrstuvwxyz0123456789";
    /// How many names are tried before giving up.
    const ATTEMPTS: usize = 100;
    let mut last = Failure::invalid();
    for _ in 0..ATTEMPTS {
        let mut seed = make_seed();
        let mut name = String::from("lua_");
        for _ in 0..6 {
            name.push(char::from(LETTERS[(seed % 36) as usize]));
            seed /= 36;
        }
        let path = std::env::temp_dir().join(name);
        match OpenOptions::new().read(true).write(true).create_new(true).open(&path) {
            Ok(file) => return Ok((file, path)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => last = error.into(),
            Err(error) => return Err(error.into()),
        }
    }
    Err(last)
}
