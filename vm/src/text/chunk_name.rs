//! The name of a chunk as messages show it.

/// The reference's buffer for a shown name, with the byte that ends it.
const SHOWN_SIZE: usize = 60;
const DOTS: &[u8] = b"...";
const PREFIX: &[u8] = b"[string \"";
const SUFFIX: &[u8] = b"\"]";
/// What is left of the buffer for a file name beside ` '...' ` and the byte that ends it.
const SPACED_FILE: usize = SHOWN_SIZE - 8;
/// What is left for source text beside ` [string "..."] ` and the byte that ends it.
const SPACED_SOURCE: usize = SHOWN_SIZE - 17;

/// The pieces of a name as messages show it.
type Parts<'n> = [&'n [u8]; 4];

/// Shortens a chunk name for messages: `=name` and `@file` lose their mark, source text becomes
/// `[string "first line..."]`. A name ends at its first zero byte, as names do in the reference. `is_spaced` keeps the
/// room free that 5.1 reserves for marks it does not print.
pub fn chunk_id(chunk_name: &[u8], is_spaced: bool) -> Vec<u8> {
    parts(chunk_name, is_spaced).concat()
}

/// Appends what [`chunk_id`] answers.
pub fn append_chunk_id(text: &mut Vec<u8>, chunk_name: &[u8], is_spaced: bool) {
    for part in parts(chunk_name, is_spaced) {
        text.extend_from_slice(part);
    }
}

fn parts(chunk_name: &[u8], is_spaced: bool) -> Parts<'_> {
    let end = memchr::memchr(0, chunk_name).unwrap_or(chunk_name.len());
    match &chunk_name[..end] {
        [b'=', name @ ..] => [&name[..name.len().min(SHOWN_SIZE - 1)], b"", b"", b""],
        [b'@', file @ ..] if is_spaced => file_parts(file, SPACED_FILE, SPACED_FILE),
        [b'@', file @ ..] => file_parts(file, SHOWN_SIZE - 1, SHOWN_SIZE - 1 - DOTS.len()),
        source if is_spaced => spaced_source_parts(source),
        source => source_parts(source),
    }
}

/// The name of a file: as it is if it is no longer than `room`, else its last `kept` bytes.
fn file_parts(file: &[u8], room: usize, kept: usize) -> Parts<'_> {
    if file.len() <= room {
        return [file, b"", b"", b""];
    }
    [DOTS, &file[file.len() - kept..], b"", b""]
}

/// The shown name of a chunk that is named by its text: the first line, cut to fit.
fn source_parts(source: &[u8]) -> Parts<'_> {
    let room = SHOWN_SIZE - 1 - PREFIX.len() - DOTS.len() - SUFFIX.len();
    let line = &source[..memchr::memchr(b'\n', source).unwrap_or(source.len())];
    if line.len() == source.len() && source.len() < room {
        return [PREFIX, source, SUFFIX, b""];
    }
    [PREFIX, &line[..line.len().min(room)], DOTS, SUFFIX]
}

/// The same with the room that 5.1 leaves, where `\r` ends the first line too.
fn spaced_source_parts(source: &[u8]) -> Parts<'_> {
    let line = source.iter().position(|byte| b"\r\n".contains(byte)).unwrap_or(source.len());
    let shown = &source[..line.min(SPACED_SOURCE)];
    let dots = if shown.len() < source.len() { DOTS } else { b"" };
    [PREFIX, shown, dots, SUFFIX]
}

#[cfg(test)]
mod tests {
    use super::chunk_id;

    #[test]
    fn shown_names_fit_sixty_bytes() {
        assert_eq!(chunk_id(b"=stdin", false), b"stdin");
        assert_eq!(chunk_id(b"@file.lua", false), b"file.lua");
        assert_eq!(chunk_id(b"x = 1", false), b"[string \"x = 1\"]");
        assert_eq!(chunk_id(b"x\ny", false), b"[string \"x...\"]");
        assert_eq!(chunk_id(b"", false), b"[string \"\"]");
        for first in [&b"="[..], b"@", b""] {
            for len in [58, 59, 60, 61, 200] {
                let name = [first, &vec![b'n'; len]].concat();
                assert!(chunk_id(&name, false).len() < 60, "{len}");
                assert!(chunk_id(&name, true).len() < 60, "{len}");
            }
        }
    }

    #[test]
    fn spaced_names_are_shorter() {
        let name = [b'n'; 53];
        assert_eq!(chunk_id(&[b"@", &name[1..]].concat(), true), &name[1..]);
        assert_eq!(chunk_id(&[b"@", &name[..]].concat(), true), [b"...", &name[1..]].concat());
        assert_eq!(chunk_id(&name[..43], true), [b"[string \"", &name[..43], b"\"]"].concat());
        assert_eq!(chunk_id(&name[..44], true), [b"[string \"", &name[..43], b"...\"]"].concat());
        assert_eq!(chunk_id(b"x\ry", true), b"[string \"x...\"]");
    }
}
