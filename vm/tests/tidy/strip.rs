//! Blanks out what is not code in Rust text, so that words can be searched for.

/// The text with comments, strings and character literals replaced by spaces; line breaks stay.
pub fn without_comments_and_strings(text: &str) -> String {
    let mut scanner =
        Scanner { bytes: text.as_bytes(), at: 0, code: Vec::with_capacity(text.len()) };
    while scanner.at < scanner.bytes.len() {
        scanner.step();
    }
    String::from_utf8_lossy(&scanner.code).into_owned()
}

struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
    code: Vec<u8>,
}

impl Scanner<'_> {
    fn rest(&self) -> &[u8] {
        &self.bytes[self.at..]
    }

    fn keep(&mut self) {
        self.code.push(self.bytes[self.at]);
        self.at += 1;
    }

    fn blank(&mut self, count: usize) {
        let end = (self.at + count).min(self.bytes.len());
        for byte in &self.bytes[self.at..end] {
            self.code.push(if *byte == b'\n' { b'\n' } else { b' ' });
        }
        self.at = end;
    }

    fn step(&mut self) {
        if self.rest().starts_with(b"//") {
            let length = self.rest().iter().position(|byte| *byte == b'\n');
            self.blank(length.unwrap_or(usize::MAX - self.at));
        } else if self.rest().starts_with(b"/*") {
            self.blank(self.block_comment_length());
        } else if let Some(length) = self.raw_string_length() {
            self.blank(length);
        } else if self.bytes[self.at] == b'"' {
            self.blank(self.quoted_length(b'"'));
        } else if self.bytes[self.at] == b'\'' && self.is_character() {
            self.blank(self.quoted_length(b'\''));
        } else {
            self.keep();
        }
    }

    fn block_comment_length(&self) -> usize {
        let (mut depth, mut length) = (0, 0);
        loop {
            let rest = &self.rest()[length..];
            if rest.starts_with(b"/*") {
                depth += 1;
                length += 2;
            } else if rest.starts_with(b"*/") {
                depth -= 1;
                length += 2;
                if depth == 0 {
                    return length;
                }
            } else if rest.is_empty() {
                return length;
            } else {
                length += 1;
            }
        }
    }

    /// The length of a raw string that starts here: `r"…"`, `r#"…"#`, also with `b` or `c` in front.
    fn raw_string_length(&self) -> Option<usize> {
        let starts_word = self.at == 0 || !is_word(self.bytes[self.at - 1]);
        let rest = self.rest();
        let prefix = usize::from(matches!(rest.first(), Some(b'b' | b'c')));
        if !starts_word || rest.get(prefix) != Some(&b'r') {
            return None;
        }
        let hashes = rest[prefix + 1..].iter().take_while(|byte| **byte == b'#').count();
        let open = prefix + 1 + hashes;
        if rest.get(open) != Some(&b'"') {
            return None;
        }
        let mut close = vec![b'"'];
        close.resize(1 + hashes, b'#');
        let body = &rest[open + 1..];
        let end = body.windows(close.len()).position(|window| window == close)?;
        Some(open + 1 + end + close.len())
    }

    fn quoted_length(&self, quote: u8) -> usize {
        let mut length = 1;
        while let Some(byte) = self.rest().get(length) {
            length += 1;
            match byte {
                b'\\' => length += 1,
                byte if *byte == quote => break,
                _ => {}
            }
        }
        length
    }

    /// Whether the quote here opens a character literal and not a lifetime.
    fn is_character(&self) -> bool {
        match self.rest().get(1) {
            Some(b'\\') => true,
            Some(byte) if byte.is_ascii() => self.rest().get(2) == Some(&b'\''),
            Some(_) => true,
            None => false,
        }
    }
}

/// Whether a byte can be part of a name.
pub fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

#[cfg(test)]
mod tests {
    use super::without_comments_and_strings;

    #[test]
    fn only_code_is_left() {
        let text =
            "a // b\n\"c\\\"d\" e /* f /* g */ h */ i r#\"j\"k\"# 'l' '\\'' x<'m> br\"n\" 'ä' o";
        let code = without_comments_and_strings(text);
        assert_eq!(code.split_whitespace().collect::<Vec<_>>(), ["a", "e", "i", "x<'m>", "o"]);
        assert_eq!(code.matches('\n').count(), 1);
    }
}
