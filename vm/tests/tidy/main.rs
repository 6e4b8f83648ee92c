//! Checks the rules of this code base that the compiler cannot: layers, file sizes, words, `unsafe`.
//!
//! Each check is a function from a file to complaints, in `layers.rs` or `rules.rs`, and each is shown
//! a planted fault that it must report.

mod files;
mod layers;
mod rules;
mod strip;
mod unsafe_files;

use files::{SourceFile, read_tree};

/// What is wrong with one file under `vm/src`, `vm/tests` or the addon's `src`.
fn complaints(file: &SourceFile) -> Vec<String> {
    let mut found = Vec::new();
    found.extend(rules::length(file));
    found.extend(rules::opening(file));
    found.extend(rules::banned_words(file));
    if file.is_rust() {
        found.extend(rules::banned_macros(file));
        found.extend(rules::super_super(file));
        found.extend(rules::unsafe_outside_the_list(file));
        found.extend(rules::version_questions(file));
        found.extend(rules::dialect_in_handlers(file));
        found.extend(layers::violations(file));
    }
    found.into_iter().map(|text| format!("{}: {text}", file.path)).collect()
}

#[test]
fn every_file_follows_the_rules() {
    let files = read_tree();
    assert!(files.iter().any(|file| file.path == "vm/src/lib.rs"), "the sources were not found");
    let mut found: Vec<String> = files.iter().flat_map(complaints).collect();
    found.extend(rules::stale_unsafe_entries(&files));
    assert!(found.is_empty(), "\n{}\n{} complaints", found.join("\n"), found.len());
}
