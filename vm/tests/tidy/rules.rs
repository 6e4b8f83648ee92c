//! The rules about a single file, apart from its layer.

use crate::files::SourceFile;
use crate::strip::is_word;
use crate::unsafe_files::UNSAFE_FILES;

const MAX_LINES: usize = 500;

/// The files outside the library that may name a Lua version: the dialects, the tables with a column for
/// them, and the choice of one.
const VERSION_FILES: &[&str] = &[
    "vm/src/dialect/mod.rs",
    "vm/src/dialect/lua51.rs",
    "vm/src/dialect/lua52.rs",
    "vm/src/dialect/lua53.rs",
    "vm/src/dialect/lua54.rs",
    "vm/src/dialect/lua55.rs",
    "vm/src/api/options.rs",
    "vm/src/object/metatable.rs",
    "vm/src/syntax/token.rs",
];

/// The files outside the dialects that may ask which dialect it is, to show its name or to keep what belongs to it apart.
const IDENTITY_FILES: &[&str] = &[
    "vm/src/api/chunk.rs",
    "vm/src/api/inspect.rs",
    "vm/src/api/lua.rs",
    "vm/src/api/options.rs",
    "vm/src/stdlib/base.rs",
    "vm/src/stdlib/image.rs",
    "vm/src/stdlib/package.rs",
];

/// Where no dialect may be known at all: what runs for every instruction.
const HANDLERS: &[&str] = &["vm/src/interpreter/ops/", "vm/src/interpreter/dispatch.rs"];

/// Text that must not stand anywhere: places on one machine, and hosts that only some can reach.
const BANNED_TEXT: &[&str] =
    &["/work/", "/root/", "/home/", "crates.io/", "pypi.org", "pythonhosted", "registry.npmjs"];

/// Macros and attributes that mark unfinished work.
const BANNED_MACROS: &[&str] = &["todo!", "unimplemented!", "dbg!", "#[ignore"];

/// This file quotes what it bans.
const OWN_PATH: &str = "vm/tests/tidy/rules.rs";

fn has_word(code: &str, word: &str) -> bool {
    code.match_indices(word).any(|(at, _)| {
        let bytes = code.as_bytes();
        let before = at > 0 && is_word(bytes[at - 1]);
        let after = bytes.get(at + word.len()).is_some_and(|byte| is_word(*byte));
        !before && !after
    })
}

/// A file has at most `MAX_LINES` lines.
pub fn length(file: &SourceFile) -> Option<String> {
    let lines = file.text.lines().count();
    (lines > MAX_LINES).then(|| format!("{lines} lines; the limit is {MAX_LINES}"))
}

/// A file opens with one sentence that says what it is for.
pub fn opening(file: &SourceFile) -> Option<String> {
    let mut lines = file.text.lines().filter(|line| !line.starts_with("#!"));
    let first = lines.next().unwrap_or_default();
    let starts: &[&str] = match file.path.rsplit('.').next() {
        Some("rs") => &["//! "],
        Some("py") => &["\"\"\"", "# "],
        _ => &["// ", "/** ", "/**"],
    };
    let strict = file.text.lines().next() == Some(first) || !file.is_rust();
    let opens = strict && starts.iter().any(|start| first.starts_with(start));
    (!opens).then(|| "the first line is not a sentence about the file".into())
}

/// No place on a machine, no host, and no `FIXME` outside the tests that assert the wrong behaviour.
pub fn banned_words(file: &SourceFile) -> Vec<String> {
    if file.path == OWN_PATH {
        return Vec::new();
    }
    let mut found: Vec<&str> =
        BANNED_TEXT.iter().copied().filter(|text| file.text.contains(text)).collect();
    let is_test = file.path.contains("tests/") || file.path.contains("__tests__/");
    if !is_test && has_word(&file.text, "FIXME") {
        found.push("FIXME");
    }
    found.into_iter().map(|text| format!("contains `{text}`")).collect()
}

/// No macro or attribute that marks unfinished work.
pub fn banned_macros(file: &SourceFile) -> Vec<String> {
    let mut found: Vec<&str> =
        BANNED_MACROS.iter().copied().filter(|text| file.code.contains(text)).collect();
    found.dedup();
    found.into_iter().map(|text| format!("contains `{text}`")).collect()
}

/// A path says where it goes from the crate's root rather than climbing twice.
pub fn super_super(file: &SourceFile) -> Option<String> {
    file.code.contains("super::super::").then(|| "climbs by `super::super::`".into())
}

/// `unsafe` stands only in the listed files.
pub fn unsafe_outside_the_list(file: &SourceFile) -> Option<String> {
    let outside = has_word(&file.code, "unsafe") && !UNSAFE_FILES.contains(&file.path.as_str());
    outside.then(|| format!("has `unsafe` but is not in UNSAFE_FILES: \"{}\",", file.path))
}

/// Entries of the list whose file is gone or has no `unsafe` any more.
pub fn stale_unsafe_entries(files: &[SourceFile]) -> Vec<String> {
    let in_use = |entry: &&&str| {
        !files.iter().any(|file| file.path == **entry && has_word(&file.code, "unsafe"))
    };
    UNSAFE_FILES
        .iter()
        .filter(in_use)
        .map(|entry| format!("{entry}: is in UNSAFE_FILES but has no `unsafe`"))
        .collect()
}

/// Whether text has a name such as `LUA51`, `Lua51` or `lua51`, alone or as a part of a longer one, or a literal such as
/// `"5.1"` or `"Lua 5.1"`.
fn names_version(line: &str) -> bool {
    let line = line.to_ascii_lowercase();
    ["lua5", "\"5.", "lua 5."].iter().any(|start| {
        line.match_indices(start)
            .any(|(at, _)| matches!(line.as_bytes().get(at + start.len()), Some(b'1'..=b'5')))
    })
}

/// Whether a line reads the field that tells dialects apart; a method may have its name.
fn reads_member(line: &str) -> bool {
    const FIELD: &str = ".member";
    line.match_indices(FIELD).any(|(at, _)| {
        let next = line.as_bytes().get(at + FIELD.len());
        next.is_none_or(|byte| *byte != b'(' && !is_word(*byte))
    })
}

/// A line without its comment, but with its literals. A comment starts behind a space, an address in a literal does not.
fn without_comment(line: &str) -> &str {
    line.split_once("//")
        .filter(|(code, _)| code.trim_end() != *code || code.is_empty())
        .map_or(line, |(code, _)| code)
}

/// A Lua version is named only in the dialects and in the rows of tables; which dialect it is, is asked only where its
/// name is shown or what belongs to it is kept.
pub fn version_questions(file: &SourceFile) -> Vec<String> {
    let is_source = file.path.starts_with("vm/src/") || file.path.starts_with("src/");
    if VERSION_FILES.contains(&file.path.as_str()) || !is_source || !file.is_rust() {
        return Vec::new();
    }
    let is_library = file.path.starts_with("vm/src/stdlib/");
    let is_row = |line: &str| is_library && line.contains(" in Dialects::");
    let may_ask =
        file.path.starts_with("vm/src/dialect/") || IDENTITY_FILES.contains(&file.path.as_str());
    let lines = file.code.lines().zip(file.text.lines()).enumerate();
    let mut found = Vec::new();
    for (index, (code, text)) in lines {
        if !is_row(code) && (names_version(code) || names_version(without_comment(text))) {
            found.push(format!("line {} names a Lua version", index + 1));
        }
        if !may_ask && (has_word(code, "version_text") || reads_member(code)) {
            found.push(format!("line {} asks which dialect it is", index + 1));
        }
    }
    found
}

/// What runs for every instruction knows no dialect, not even as a field of the state.
pub fn dialect_in_handlers(file: &SourceFile) -> Option<String> {
    let is_handler = HANDLERS.iter().any(|start| file.path.starts_with(start));
    (is_handler && has_word(&file.code, "dialect")).then(|| "reads the dialect".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rust(path: &str, text: &str) -> SourceFile {
        SourceFile::new(path, text)
    }

    #[test]
    fn a_long_file_is_reported() {
        assert!(length(&rust("a.rs", &"x\n".repeat(MAX_LINES))).is_none());
        assert!(length(&rust("a.rs", &"x\n".repeat(MAX_LINES + 1))).is_some());
    }

    #[test]
    fn a_missing_opening_is_reported() {
        assert!(opening(&rust("a.rs", "//! A sentence.\n")).is_none());
        assert!(opening(&rust("a.mjs", "#!/usr/bin/env node\n// A sentence.\n")).is_none());
        assert!(opening(&rust("a.rs", "use std::fmt;\n")).is_some());
        assert!(opening(&rust("a.rs", "#![allow(x)]\n//! A sentence.\n")).is_some());
        assert!(opening(&rust("a.py", "import os\n")).is_some());
        assert!(opening(&rust("a.rs", "")).is_some());
    }

    #[test]
    fn banned_words_are_reported() {
        assert_eq!(banned_words(&rust("a.rs", "//! See /work/x and FIXME.")).len(), 2);
        assert!(banned_words(&rust("vm/tests/lua.rs", "//! FIXME: wrong.")).is_empty());
        assert_eq!(
            banned_macros(&rust("a.rs", "fn f() { todo!() }\n#[ignore]\nfn g() {}")).len(),
            2
        );
        assert!(banned_macros(&rust("a.rs", "// todo!()\nlet x = \"dbg!\";")).is_empty());
    }

    #[test]
    fn climbing_twice_is_reported() {
        assert!(super_super(&rust("a.rs", "use super::super::x;")).is_some());
        assert!(super_super(&rust("a.rs", "use super::x;")).is_none());
    }

    #[test]
    fn unsafe_in_another_file_is_reported() {
        assert!(unsafe_outside_the_list(&rust("vm/src/lib.rs", "unsafe fn f() {}")).is_some());
        assert!(
            unsafe_outside_the_list(&rust("vm/src/lib.rs", "// unsafe\n#![deny(unsafe_code)]"))
                .is_none()
        );
        assert!(unsafe_outside_the_list(&rust(UNSAFE_FILES[0], "unsafe fn f() {}")).is_none());
    }

    #[test]
    fn a_stale_entry_is_reported() {
        let all: Vec<_> = UNSAFE_FILES.iter().map(|path| rust(path, "unsafe {}")).collect();
        assert!(stale_unsafe_entries(&all).is_empty());
        assert_eq!(stale_unsafe_entries(&all[1..]).len(), 1);
    }

    #[test]
    fn a_dialect_in_a_handler_is_reported() {
        let reads = "let integers = self.dialect.integers;";
        assert!(dialect_in_handlers(&rust("vm/src/interpreter/ops/add.rs", reads)).is_some());
        assert!(dialect_in_handlers(&rust("vm/src/interpreter/dispatch.rs", reads)).is_some());
        assert!(dialect_in_handlers(&rust("vm/src/interpreter/slow.rs", reads)).is_none());
        assert!(
            dialect_in_handlers(&rust("vm/src/interpreter/ops/add.rs", "// dialect")).is_none()
        );
    }

    #[test]
    fn a_question_for_the_version_is_reported() {
        let asks = "if dialect == LUA54 { x() }";
        assert_eq!(version_questions(&rust("vm/src/compiler/scope.rs", asks)).len(), 1);
        assert_eq!(version_questions(&rust("vm/src/stdlib/base.rs", asks)).len(), 1);
        let asks = "match options.dialect { Dialect::Lua54 => 1, _ => 2 }";
        assert_eq!(version_questions(&rust("src/context.rs", asks)).len(), 1);
        let asks = "if name == \"5.1\" || name == \"Lua 5.1\" { x() } // not \"5.2\"";
        assert_eq!(version_questions(&rust("src/context.rs", asks)).len(), 1);
        assert!(version_questions(&rust("src/context.rs", "x(); // as in Lua 5.1")).is_empty());
        for asks in ["state.dialect.version_text.ends_with('1')", "if dialect.member == other {"] {
            assert_eq!(version_questions(&rust("vm/src/stdlib/debug.rs", asks)).len(), 1);
            assert!(version_questions(&rust("vm/src/stdlib/image.rs", asks)).is_empty());
        }
        let row = "rawlen(value) in Dialects::SINCE_LUA52 => rawlen;";
        assert!(version_questions(&rust("vm/src/stdlib/base.rs", row)).is_empty());
        assert!(version_questions(&rust("vm/src/dialect/mod.rs", asks)).is_empty());
    }
}
