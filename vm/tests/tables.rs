//! COMPATIBILITY.md says what the tables of library functions say.
//!
//! Set `UPDATE_COMPATIBILITY=1` to write it anew.

use std::fmt::Write as _;
use std::path::Path;

use perilune::dialect::Dialects;
use perilune::stdlib::LIBRARIES;
use perilune::stdlib::library::Library;

const HEAD: &str = "# Compatibility\n\nMade from the tables of library functions; see `vm/tests/tables.rs`. A row says in which versions of Lua \
a function exists. Lua 5.5 is complete; the other versions are being completed.\n\nKnown deviations from the reference: C libraries \
cannot be loaded (`package.loadlib` answers `nil, message, \"absent\"`); bytecode has a format of its own; the generational mode of the \
collector is accepted and collects incrementally; a chunk with several mistakes may have another one of them reported first; \
`%#g` writes the zeros the C standard asks for where glibc drops them.\n\n| function | 5.1 | 5.2 | 5.3 | 5.4 | 5.5 |\n|---|---|---|---|---|---|\n";

/// The columns of the page.
const COLUMNS: [Dialects; 5] =
    [Dialects::LUA51, Dialects::LUA52, Dialects::LUA53, Dialects::LUA54, Dialects::LUA55];

/// Each name once, with the dialects of all its rows: a function that differs between dialects has several.
fn functions_of(library: &Library) -> Vec<(&'static str, Dialects)> {
    let mut found: Vec<(&str, Dialects)> = Vec::new();
    for function in library.functions {
        match found.iter_mut().find(|(name, _)| *name == function.name) {
            Some((_, dialects)) => *dialects = dialects.or(function.dialects),
            None => found.push((function.name, function.dialects)),
        }
    }
    found
}

fn page() -> String {
    let mut page = HEAD.to_owned();
    for (_, library) in LIBRARIES {
        let prefix =
            if library.name == "_G" { String::new() } else { format!("{}.", library.name) };
        for (name, dialects) in functions_of(library) {
            let mark = |member: Dialects| if dialects.or(member) == dialects { "yes" } else { "" };
            let marks = COLUMNS.map(mark).join(" | ");
            assert!(writeln!(page, "| `{prefix}{name}` | {marks} |").is_ok(), "a string takes all");
        }
    }
    page
}

#[test]
fn the_page_is_what_the_tables_say() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../COMPATIBILITY.md");
    let page = page();
    if std::env::var_os("UPDATE_COMPATIBILITY").is_some() {
        std::fs::write(&path, &page).expect("the page can be written");
    }
    let present = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        present == page,
        "COMPATIBILITY.md is out of date: UPDATE_COMPATIBILITY=1 cargo test -p perilune --test tables"
    );
}
