//! The code the compiler makes of small programs equals the listings beside them.
//!
//! Each `golden/<name>.lua` has its listing in `golden/<name>.txt`. Set `UPDATE_GOLDEN=1` to write
//! the listings anew, and read the difference before you commit it.

use std::path::{Path, PathBuf};

use perilune::bytecode::disassemble::listing;
use perilune::compiler::compile_source;
use perilune::dialect::LUA55;

fn sources() -> Vec<PathBuf> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let entries = std::fs::read_dir(directory).expect("the directory of listings exists");
    let mut sources: Vec<PathBuf> = entries
        .map(|entry| entry.expect("the directory can be read").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "lua"))
        .collect();
    sources.sort();
    sources
}

#[test]
fn listings_are_unchanged() {
    let updates = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut changed = Vec::new();
    for path in sources() {
        let source = std::fs::read(&path).expect("the program can be read");
        let draft = compile_source(&source, b"=golden", LUA55, &mut |_| true)
            .unwrap_or_else(|error| panic!("{path:?}: {}", error.message.escape_ascii()));
        let listed = listing(&draft);
        let expected = path.with_extension("txt");
        if updates {
            std::fs::write(&expected, listed).expect("the listing can be written");
        } else if std::fs::read_to_string(&expected).ok().as_deref() != Some(&listed) {
            changed.push(path);
        }
    }
    assert!(changed.is_empty(), "changed, see UPDATE_GOLDEN=1: {changed:#?}");
}
