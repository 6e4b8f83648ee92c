//! Runs one script in a process of its own, for a bounded time.

use std::ffi::OsStr;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How a script ended; `code` is none when a signal ended it.
pub struct Ended {
    pub output: Vec<u8>,
    pub errors: Vec<u8>,
    pub code: Option<i32>,
}

/// Writes a line to the terminal even though the test harness captures what tests print.
pub fn say(line: &str) {
    // A terminal that is gone must not fail the test.
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Reads a stream to its end beside the waiting thread, so that a full pipe never blocks the script.
fn collect(mut stream: impl Read + Send + 'static) -> JoinHandle<Vec<u8>> {
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        // What was read before an error is still worth comparing.
        let _ = stream.read_to_end(&mut bytes);
        bytes
    })
}

fn wait(child: &mut Child, limit: Duration) -> Result<Option<i32>, String> {
    let started = Instant::now();
    loop {
        match child.try_wait().map_err(|error| error.to_string())? {
            Some(status) => return Ok(status.code()),
            None if started.elapsed() > limit => {
                child.kill().map_err(|error| error.to_string())?;
                child.wait().map_err(|error| error.to_string())?;
                return Err(format!("still ran after {} s", limit.as_secs()));
            }
            None => std::thread::sleep(Duration::from_millis(2)),
        }
    }
}

/// Runs `interpreter options script` in `folder`, with an empty standard input and some more environment.
pub fn run(
    interpreter: &Path,
    options: &[String],
    script: &OsStr,
    folder: &Path,
    limit: Duration,
    environment: &[(&str, &str)],
) -> Result<Ended, String> {
    let mut child = Command::new(interpreter)
        .args(options)
        .arg(script)
        .current_dir(folder)
        .env_remove("LUA_INIT")
        .env_remove("LUA_INIT_5_5")
        .envs(environment.iter().copied())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("{} could not be started: {error}", interpreter.display()))?;
    let output = collect(child.stdout.take().expect("the output was asked for"));
    let errors = collect(child.stderr.take().expect("the errors were asked for"));
    let code = wait(&mut child, limit)?;
    let (output, errors) = (output.join(), errors.join());
    Ok(Ended { output: output.unwrap_or_default(), errors: errors.unwrap_or_default(), code })
}
