//! The name of a chunk as messages show it.

/// The reference's buffer for a shown name, with the byte that ends it.
const SHOWN_SIZE: usize = 60;
const DOTS: &[u8] = b"...";
const PREFIX: &[u8] = b"[string \"";
const SUFFIX: &[u8] = b"\"]";

/// Shortens a chunk name for messages: `=name` and `@file` lose their mark, source text becomes
/// `[string "first line..."]`. A name ends at its first zero byte, as names do in the reference.
pub fn chunk_id(chunk_name: &[u8]) -> Vec<u8> {
    let end = chunk_name.iter().position(|&byte| byte == 0).unwrap_or(chunk_name.len());
    match &chunk_name[..end] {
        [b'=', name @ ..] => name[..name.len().min(SHOWN_SIZE - 1)].to_vec(),
        [b'@', file @ ..] if file.len() < SHOWN_SIZE => file.to_vec(),
        [b'@', file @ ..] => {
            let kept = SHOWN_SIZE - 1 - DOTS.len();
            [DOTS, &file[file.len() - kept..]].concat()
        }
        source => source_id(source),
    }
}

/// The shown name of a chunk that is named by its text: the first line, cut to fit.
fn source_id(source: &[u8]) -> Vec<u8> {
    let room = SHOWN_SIZE - 1 - PREFIX.len() - DOTS.len() - SUFFIX.len();
    let line = source.split(|&byte| byte == b'\n').next().unwrap_or_default();
    if line.len() == source.len() && source.len() < room {
        return [PREFIX, source, SUFFIX].concat();
    }
    [PREFIX, &line[..line.len().min(room)], DOTS, SUFFIX].concat()
}

#[cfg(test)]
mod tests {
    use super::chunk_id;

    #[test]
    fn shown_names_fit_sixty_bytes() {
        assert_eq!(chunk_id(b"=stdin"), b"stdin");
        assert_eq!(chunk_id(b"@file.lua"), b"file.lua");
        assert_eq!(chunk_id(b"x = 1"), b"[string \"x = 1\"]");
        assert_eq!(chunk_id(b"x\ny"), b"[string \"x...\"]");
        assert_eq!(chunk_id(b""), b"[string \"\"]");
        for first in [&b"="[..], b"@", b""] {
            for len in [58, 59, 60, 61, 200] {
                let name = [first, &vec![b'n'; len]].concat();
                assert!(chunk_id(&name).len() < 60, "{len}");
            }
        }
    }
}
