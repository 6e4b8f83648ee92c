//! What a script says it will print, and the comparison with what it did print.

use crate::process::Ended;

const LINE: &[u8] = b"-- expect:";
const ERROR: &[u8] = b"-- expect error:";

/// The outcome that the comments of a script announce.
pub struct Expectation {
    lines: Vec<Vec<u8>>,
    error: Option<Vec<u8>>,
}

/// The text after `marker` in a line, without the one space that separates them.
fn after<'a>(line: &'a [u8], marker: &[u8]) -> Option<&'a [u8]> {
    let start = line.windows(marker.len()).position(|window| window == marker)? + marker.len();
    let rest = &line[start..];
    Some(rest.strip_prefix(b" ").unwrap_or(rest))
}

fn shown(bytes: &[u8]) -> String {
    format!("{:?}", String::from_utf8_lossy(bytes))
}

impl Expectation {
    /// Reads the comments of a script; a script without any expects nothing and is refused.
    pub fn read(script: &[u8]) -> Result<Self, String> {
        let mut lines = Vec::new();
        let mut error = None;
        for line in script.split(|byte| *byte == b'\n') {
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            if let Some(text) = after(line, ERROR) {
                if error.replace(text.to_vec()).is_some() {
                    return Err("expects more than one error".into());
                }
            } else if let Some(text) = after(line, LINE) {
                lines.push(text.to_vec());
            }
        }
        if lines.is_empty() && error.is_none() {
            return Err("has no `-- expect:` line".into());
        }
        Ok(Self { lines, error })
    }

    /// Compares with how the script ended; the reason names the first difference.
    pub fn compare(&self, ended: &Ended) -> Result<(), String> {
        self.compare_lines(&ended.output)?;
        match &self.error {
            None if ended.code == Some(0) => Ok(()),
            None => Err(format!("ended with {:?}: {}", ended.code, shown(&ended.errors))),
            Some(_) if ended.code == Some(0) => Err("ended without the expected error".into()),
            Some(_) if ended.code != Some(1) => {
                Err(format!("ended with {:?} instead of an error", ended.code))
            }
            Some(text) if ended.errors.windows(text.len()).any(|window| window == text) => Ok(()),
            Some(text) => {
                Err(format!("expected the error {}, got {}", shown(text), shown(&ended.errors)))
            }
        }
    }

    fn compare_lines(&self, output: &[u8]) -> Result<(), String> {
        let mut printed: Vec<&[u8]> = output.split(|byte| *byte == b'\n').collect();
        if printed.last().is_some_and(|last| last.is_empty()) {
            printed.pop();
        }
        for (index, expected) in self.lines.iter().enumerate() {
            match printed.get(index) {
                Some(line) if line == expected => {}
                Some(line) => {
                    let (line, expected) = (shown(line), shown(expected));
                    return Err(format!("line {}: expected {expected}, got {line}", index + 1));
                }
                None => {
                    return Err(format!(
                        "line {}: expected {}, got none",
                        index + 1,
                        shown(expected)
                    ));
                }
            }
        }
        match printed.get(self.lines.len()) {
            Some(line) => Err(format!("line {}: unexpected {}", self.lines.len() + 1, shown(line))),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Ended, Expectation};

    const SCRIPT: &[u8] = b"print(1) -- expect: 1\nerror('boom') -- expect error: boom\n";

    fn outcome(script: &[u8], output: &str, errors: &str, code: i32) -> Result<(), String> {
        let (output, errors) = (output.into(), errors.into());
        Expectation::read(script)?.compare(&Ended { output, errors, code: Some(code) })
    }

    #[test]
    fn the_announced_outcome_is_accepted() {
        assert_eq!(outcome(SCRIPT, "1\n", "lua: boom\n", 1), Ok(()));
        assert_eq!(outcome(b"-- expect:\n-- expect:  x", "\n x", "", 0), Ok(()));
    }

    #[test]
    fn each_deviation_is_reported() {
        assert!(outcome(SCRIPT, "2\n", "lua: boom\n", 1).is_err(), "another line");
        assert!(outcome(SCRIPT, "", "lua: boom\n", 1).is_err(), "a missing line");
        assert!(outcome(SCRIPT, "1\n2\n", "lua: boom\n", 1).is_err(), "one line too many");
        assert!(outcome(SCRIPT, "1\n", "lua: bang\n", 1).is_err(), "another error");
        assert!(outcome(SCRIPT, "1\n", "lua: boom\n", 0).is_err(), "success instead of an error");
        assert!(outcome(SCRIPT, "1\n", "lua: boom\n", 101).is_err(), "a panic instead of an error");
        assert!(outcome(b"-- expect: 1", "1\n", "", 1).is_err(), "an unexpected error");
        assert!(outcome(b"print(1)", "1\n", "", 0).is_err(), "a script that expects nothing");
    }
}
