//! A PostgreSQL server of the test's own: a folder, a socket, no network, gone at the end.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

pub(crate) struct Postgres {
    folder: tempfile::TempDir,
    programs: PathBuf,
    user: Option<&'static str>,
}

/// Says on standard error why the half was not run; a passing test shows it with `--nocapture`.
pub(crate) fn skipped(reason: &str) {
    let line = format!("skipped, the suite was not run on PostgreSQL: {reason}\n");
    std::io::stderr().write_all(line.as_bytes()).expect("standard error is open");
}

impl Postgres {
    /// Starts a server, or says why there can be none.
    pub(crate) fn start() -> Result<Self, String> {
        let programs = programs().ok_or("no PostgreSQL server is installed (apt-get install postgresql)")?;
        // PostgreSQL refuses to run as root; Debian's package brings a user for it.
        let root = Command::new("id").arg("-u").output().is_ok_and(|out| out.stdout == b"0\n");
        let user = root.then_some("postgres");
        let folder = tempfile::Builder::new().prefix("yeojido-pg").tempdir_in("/tmp").map_err(|e| e.to_string())?;
        if let Some(user) = user {
            let given = Command::new("chown").arg(user).arg(folder.path()).output().map_err(|e| e.to_string())?;
            if !given.status.success() {
                return Err(format!("there is no user `{user}` to run it as"));
            }
        }
        let it = Self { folder, programs, user };
        let data = it.data();
        it.run(
            "initdb",
            &["-D", &data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"],
        )?;
        let options = format!("-c listen_addresses= -c unix_socket_directories={}", it.folder.path().display());
        it.run("pg_ctl", &["-D", &data, "-w", "-t", "60", "-l", &format!("{data}/log"), "-o", &options, "start"])?;
        Ok(it)
    }

    /// The address of its database for a user, who may have a password, with more to say after the `?`.
    pub(crate) fn address(&self, user: &str, more: &str) -> String {
        let socket = self.folder.path().display().to_string().replace('/', "%2F");
        format!("postgres://{user}@localhost/postgres?host={socket}{more}")
    }

    /// Makes a user who needs a password and may do nothing.
    #[allow(dead_code, reason = "the suite of the store needs no users")]
    pub(crate) fn let_in(&self, user: &str, password: &str) -> Result<(), String> {
        let rules = Path::new(&self.data()).join("pg_hba.conf");
        let others = std::fs::read_to_string(&rules).map_err(|e| e.to_string())?;
        std::fs::write(&rules, format!("local all {user} scram-sha-256\n{others}")).map_err(|e| e.to_string())?;
        self.run("pg_ctl", &["-D", &self.data(), "reload"])?;
        let socket = self.folder.path().display().to_string();
        let make = format!("CREATE ROLE {user} LOGIN PASSWORD '{password}'");
        self.run("psql", &["-h", &socket, "-U", "postgres", "-d", "postgres", "-c", &make])
    }

    fn data(&self) -> String {
        self.folder.path().join("data").display().to_string()
    }

    fn run(&self, program: &str, arguments: &[&str]) -> Result<(), String> {
        let path = self.programs.join(program);
        let mut command = match self.user {
            Some(user) => {
                let mut command = Command::new("runuser");
                command.args(["-u", user, "--"]).arg(path);
                command
            }
            None => Command::new(path),
        };
        // The server outlives `pg_ctl` and would keep a pipe open: its words go to the log file.
        let errors = self.folder.path().join(format!("{program}.txt"));
        let file = std::fs::File::create(&errors).map_err(|e| e.to_string())?;
        let status = command
            .args(arguments)
            .current_dir("/tmp")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(file)
            .status()
            .map_err(|e| format!("{program}: {e}"))?;
        if status.success() {
            return Ok(());
        }
        let words = std::fs::read_to_string(&errors).unwrap_or_default();
        Err(format!("{program} ended with {status}: {}", words.trim()))
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        if let Err(why) = self.run("pg_ctl", &["-D", &self.data(), "-m", "immediate", "-w", "stop"]) {
            skipped(&why);
        }
    }
}

/// The newest server that Debian installed, else the one on the path.
fn programs() -> Option<PathBuf> {
    let mut found: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .filter(|(_, bin)| bin.join("initdb").exists())
        .collect();
    found.sort();
    let on_path = || {
        let path = std::env::var_os("PATH")?;
        std::env::split_paths(&path).find(|bin: &PathBuf| Path::exists(&bin.join("initdb")))
    };
    found.pop().map(|(_, bin)| bin).or_else(on_path)
}
