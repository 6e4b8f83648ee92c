//! The files that tidy reads.

use std::path::{Path, PathBuf};

use crate::strip::without_comments_and_strings;

/// The folders that hold code of this project, from the root of the repository.
const FOLDERS: &[&str] = &[
    "vm/src",
    "vm/tests",
    "vm/fuzz/fuzz_targets",
    "src",
    "ts",
    "bin",
    "scripts",
    "bench",
    "examples",
    "__tests__",
];

/// The endings of files that are read.
const ENDINGS: &[&str] = &["rs", "mjs", "js", "ts", "py"];

/// Folders inside those that hold what others made or what is fetched.
const SKIPPED: &[&str] = &["target", "node_modules", "results"];

/// One file: its path from the root of the repository, its text, and its code alone.
pub struct SourceFile {
    pub path: String,
    pub text: String,
    /// Rust only: the text with comments and literals blanked out.
    pub code: String,
}

impl SourceFile {
    pub fn new(path: &str, text: &str) -> Self {
        let code =
            if path.ends_with(".rs") { without_comments_and_strings(text) } else { String::new() };
        Self { path: path.into(), text: text.into(), code }
    }

    pub fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("vm has a parent").to_path_buf()
}

/// Reads every file of the project that tidy has an opinion on.
pub fn read_tree() -> Vec<SourceFile> {
    let root = root();
    let mut waiting: Vec<PathBuf> = FOLDERS.iter().map(|folder| root.join(folder)).collect();
    let mut files = Vec::new();
    while let Some(folder) = waiting.pop() {
        // A folder of the list may not exist; the caller checks that the sources were found.
        for entry in std::fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.expect("an entry of the tree can be read").path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if path.is_dir() {
                if !SKIPPED.contains(&name) {
                    waiting.push(path);
                }
            } else if ENDINGS
                .iter()
                .any(|ending| path.extension().is_some_and(|own| own == *ending))
            {
                let text = std::fs::read_to_string(&path).expect("a source file is UTF-8");
                let shown = path.strip_prefix(&root).expect("the file is under the root");
                files.push(SourceFile::new(&shown.to_string_lossy().replace('\\', "/"), &text));
            }
        }
    }
    files.sort_by(|left, right| left.path.cmp(&right.path));
    files
}
