//! COMPATIBILITY.md says what the tables of library functions and the ledgers of deviations say.
//!
//! Set `UPDATE_COMPATIBILITY=1` to write it anew.

use std::fmt::Write as _;
use std::path::Path;

use perilune::dialect::Dialects;
use perilune::stdlib::LIBRARIES;
use perilune::stdlib::library::Library;

const HEAD: &str = "# Compatibility\n\nMade from the tables of library functions and from the ledgers of the tests; see \
`vm/tests/tables.rs`. Each version of Lua behaves as a default build of its reference does, with the deviations below. A row \
says in which versions a function exists.\n\n| function | 5.1 | 5.2 | 5.3 | 5.4 | 5.5 |\n|---|---|---|---|---|---|\n";

/// What holds in every dialect.
const DEVIATIONS: &str = "\n## Known deviations\n\n### In every version\n\n\
- C libraries cannot be loaded (`package.loadlib` answers `nil, message, \"absent\"`).\n\
- Bytecode has a format of its own.\n\
- The generational mode of the collector is accepted and collects incrementally.\n\
- A chunk with several mistakes may have another one of them reported first.\n\
- `%#g` writes the zeros the C standard asks for where glibc drops them.\n\
- The length of a table with holes is the reference's where a constructor or `...` made its array. Where the table has \
grown, and in 5.4 where `#` was asked before, it may be another border.\n\
- `load` calls its reader to the end before it looks at the text; the reference stops at the first mistake.\n";

/// How reasons start that say something about a test or about how a reference was built.
const ABOUT_TESTS: [&str; 7] = [
    "Tests ",
    "The test ",
    "Edited ",
    "The reference ",
    "Needs ",
    "The text is ",
    "Loads the C library",
];

/// Why scripts, and passages of the official suites, do not behave as the reference of a dialect does.
fn reasons(number: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).expect("a ledger");
    let value = |line: &str| {
        let (_, value) = line.split_once("\": \"")?;
        Some(value.trim_end_matches(',').trim_end_matches('"').to_owned())
    };
    let scripts = read("oracle/deviations.json");
    let start = format!("    \"{number}\": {{");
    let of_scripts = scripts.lines().skip_while(|line| *line != start).skip(1);
    let mut found: Vec<String> =
        of_scripts.take_while(|line| line.starts_with("      ")).filter_map(value).collect();
    let ledger = folder.join(format!("suite/lua{}.json", number.replace('.', "")));
    let suite = std::fs::read_to_string(ledger).unwrap_or_default();
    let is_reason = |line: &&str| line.trim_start().starts_with("\"reason\": ");
    found.extend(
        suite.lines().filter(is_reason).filter_map(value).filter(|text| text != "The same."),
    );
    found.retain(|text| !ABOUT_TESTS.iter().any(|start| text.starts_with(start)));
    found.sort();
    found.dedup();
    found
}

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
    page.push_str(DEVIATIONS);
    for number in ["5.1", "5.2", "5.3", "5.4", "5.5"] {
        assert!(writeln!(page, "\n### In {number}\n").is_ok(), "a string takes all");
        for reason in reasons(number) {
            assert!(
                writeln!(page, "- {}", reason.replace("\\\"", "\"")).is_ok(),
                "a string takes all"
            );
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
