//! Runs every script under tests/lua, and every one under tests/dialects in the dialect that its folder is named for, and
//! compares what it prints with what its comments expect.
//!
//! A script states each printed line as `-- expect: text`, in order, and may end in an error that
//! contains the text of `-- expect error: text`. It runs in its own folder, by its bare file name.
//! `PERILUNE_INTERPRETER` names another interpreter to run, and `PERILUNE_SCRIPT_SECONDS` another time
//! limit, for slow builds. With `PERILUNE_COLLECT_ALWAYS=1` scripts that say `-- collect-always: skip (why)` are left
//! out.

mod expectation;
mod process;

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use expectation::Expectation;

const THREADS: usize = 2;

/// The interpreter under test.
fn interpreter() -> PathBuf {
    std::env::var_os("PERILUNE_INTERPRETER")
        .map_or_else(|| PathBuf::from(env!("CARGO_BIN_EXE_perilune")), PathBuf::from)
}

fn time_limit() -> Duration {
    let seconds = std::env::var("PERILUNE_SCRIPT_SECONDS").ok().and_then(|text| text.parse().ok());
    Duration::from_secs(seconds.unwrap_or(60))
}

/// Every `.lua` file under `folder`, sorted by path.
fn scripts_under(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(folder) = waiting.pop() {
        for entry in std::fs::read_dir(&folder).expect("the folder of scripts can be read") {
            let path = entry.expect("an entry of the folder can be read").path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|extension| extension == "lua") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Whether a script is to be left out because it depends on when collections happen, or allocates too much for a
/// collection after each allocation.
fn is_skipped(text: &[u8]) -> bool {
    const MARKER: &[u8] = b"\n-- collect-always: skip (";
    std::env::var_os("PERILUNE_COLLECT_ALWAYS").is_some_and(|value| value == "1")
        && text.windows(MARKER.len()).any(|window| window == MARKER)
}

/// A script, and the options that the interpreter runs it with.
struct Task {
    script: PathBuf,
    options: Vec<String>,
}

/// Every script, sorted by path.
fn tasks(tests: &Path) -> Vec<Task> {
    let plain = |script| Task { script, options: Vec::new() };
    let mut tasks: Vec<Task> = scripts_under(&tests.join("lua")).into_iter().map(plain).collect();
    for entry in std::fs::read_dir(tests.join("dialects")).expect("the dialects can be read") {
        let entry = entry.expect("an entry of the folder can be read");
        let dialect = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            let options = vec!["--lua".to_owned(), dialect];
            let task = |script| Task { script, options: options.clone() };
            tasks.extend(scripts_under(&entry.path()).into_iter().map(task));
        }
    }
    tasks.sort_by(|one, other| one.script.cmp(&other.script));
    tasks
}

/// Runs one script; answers what is wrong with it, if anything.
fn check(Task { script, options }: &Task, environment: &[(&str, &str)]) -> Result<(), String> {
    let text = std::fs::read(script).map_err(|error| error.to_string())?;
    if is_skipped(&text) {
        return Ok(());
    }
    let expectation = Expectation::read(&text)?;
    let folder = script.parent().expect("a script is in a folder");
    let name = script.file_name().expect("a script has a name");
    let ended = process::run(&interpreter(), options, name, folder, time_limit(), environment)?;
    expectation.compare(&ended)
}

/// Runs every script with some environment.
fn check_all(environment: &[(&str, &str)]) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let tasks = tasks(&root);
    let next = AtomicUsize::new(0);
    let failures = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                while let Some(task) = tasks.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if let Err(reason) = check(task, environment) {
                        let shown =
                            task.script.strip_prefix(&root).unwrap_or(&task.script).display();
                        failures.lock().unwrap().push(format!("{shown}: {reason}"));
                    }
                }
            });
        }
    });
    let mut failures = failures.into_inner().unwrap();
    failures.sort();
    let passed = tasks.len() - failures.len();
    let report = format!("scripts: {passed} passed, {} failed", failures.len());
    process::say(&report);
    assert!(failures.is_empty(), "{}\n{report}", failures.join("\n"));
    assert!(passed > 0, "no script was found under {}", root.display());
}

#[test]
fn every_script_prints_what_it_expects() {
    check_all(&[]);
}

#[test]
fn every_script_prints_the_same_when_it_runs_in_small_steps() {
    check_all(&[("PERILUNE_STEP", "7")]);
}
