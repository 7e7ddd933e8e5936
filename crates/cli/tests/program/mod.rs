//! The real program in a folder of its own, and where test data are.

#![allow(dead_code, reason = "every test uses another part")]

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// A data folder that goes with the test, and room for files beside it.
pub struct Room {
    dir: tempfile::TempDir,
}

/// How the program ended and what it said.
pub struct Ran {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Room {
    pub fn new() -> Self {
        Self { dir: tempfile::tempdir().expect("a folder") }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// The data folder.
    pub fn data(&self) -> PathBuf {
        self.path("data")
    }

    /// A file to import.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, bytes).expect("writes");
        path
    }

    /// The program on this data folder, not yet started.
    pub fn command<S: AsRef<OsStr>>(&self, args: &[S]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_yeojido"));
        command.arg("--data").arg(self.data()).args(args).current_dir(self.dir.path());
        command.env_remove("YEOJIDO_DATA").env_remove("YEOJIDO_STORE").env_remove("YEOJIDO_LOG").stdin(Stdio::null());
        // Numbers do not change while a test looks at them.
        command.env("YEOJIDO_LOOK_CLOSER", "false");
        command
    }

    /// Runs it to its end. It never panics, whatever it is given.
    pub fn run<S: AsRef<OsStr>>(&self, args: &[S]) -> Ran {
        let output = self.command(args).output().expect("starts");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        let ran = Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) };
        assert!(!ran.err.contains("panicked"), "{}", ran.err);
        ran
    }

    /// Runs it, expects success, and gives what it printed.
    pub fn json<S: AsRef<OsStr>>(&self, args: &[S]) -> Value {
        let ran = self.run(args);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        serde_json::from_str(&ran.out).unwrap_or_else(|e| panic!("{e}: {}", ran.out))
    }

    /// Imports a file, with further arguments.
    pub fn import(&self, file: &Path, more: &[&str]) -> Value {
        self.json(&import_of(file, more))
    }

    /// How many events the lake has.
    pub fn events(&self) -> u64 {
        count(&self.json(&["analyze", "transitions"]), "events")
    }

    /// Lake and store agree.
    pub fn verify(&self) {
        let ran = self.run(&["verify"]);
        assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    }
}

/// The arguments of an import.
pub fn import_of(file: &Path, more: &[&str]) -> Vec<std::ffi::OsString> {
    let words = ["import".into(), file.as_os_str().to_owned()];
    words.into_iter().chain(more.iter().map(Into::into)).collect()
}

/// A count of a result.
pub fn count(value: &Value, name: &str) -> u64 {
    value[name].as_u64().unwrap_or_else(|| panic!("{name} is no count: {value}"))
}

/// Several counts of a result.
pub fn counts<const N: usize>(value: &Value, names: [&str; N]) -> [u64; N] {
    names.map(|name| count(value, name))
}

/// The repository.
pub fn root() -> PathBuf {
    Path::new(&std::env::var("CARGO_MANIFEST_DIR").expect("cargo names the crate")).join("../..")
}

/// A file of the project's own fixtures.
pub fn fixture(name: &str) -> PathBuf {
    root().join("fixtures").join(name)
}

/// The folder with data that are no part of the project, if this machine has it.
pub fn shared(part: &str) -> Option<PathBuf> {
    let path = std::env::var_os("YEOJIDO_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from).join(part);
    if path.exists() {
        return Some(path);
    }
    writeln!(std::io::stderr(), "skipped: {} is not here", path.display()).ok()?;
    None
}

/// A reference answer, if this machine has it.
pub fn reference(name: &str) -> Option<Value> {
    let path = shared("reference")?.join(name);
    Some(serde_json::from_slice(&std::fs::read(path).expect("reads")).expect("JSON"))
}

/// Numbers that are the same in every run.
pub struct Seeded(pub u64);

impl Seeded {
    /// Below `limit`.
    pub fn below(&mut self, limit: u64) -> u64 {
        // Knuth's constants; the high bits are the good ones.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}
