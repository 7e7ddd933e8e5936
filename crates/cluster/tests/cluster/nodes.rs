//! Real processes on the loopback: an S3 server, a scheduler, executors. Each ends with the test that began it.

use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

/// The program that is tried.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_yeojido-cluster");

/// A process that ends when this is dropped.
pub struct Running(Child);

impl Running {
    pub fn start(command: &mut Command, log: &Path) -> Self {
        let log = std::fs::File::options().create(true).append(true).open(log).expect("a log");
        let err = log.try_clone().expect("a log");
        Self(command.stdin(Stdio::null()).stdout(log).stderr(err).spawn().expect("it starts"))
    }

    /// As when the power fails.
    pub fn kill(mut self) {
        self.0.kill().expect("killed");
        self.0.wait().expect("gone");
    }

    /// Sends a signal: `STOP` makes it hang, `CONT` goes on.
    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill").arg(format!("-{name}")).arg(self.0.id().to_string()).status();
        assert!(sent.expect("kill runs").success());
    }

    pub fn has_ended(&mut self) -> Option<bool> {
        self.0.try_wait().expect("asked").map(|status| status.success())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // A stopped process takes no other signal.
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// A port that nobody listens on, low enough that the system gives it to nobody else meanwhile.
pub fn port() -> u16 {
    use std::sync::atomic::{AtomicU16, Ordering};
    static NEXT: AtomicU16 = AtomicU16::new(0);
    loop {
        let offset = u16::try_from(std::process::id() % 8000).expect("small") + NEXT.fetch_add(1, Ordering::Relaxed);
        let port = 20_000 + offset % 12_000;
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}

pub fn wait_for(port: u16) {
    let begun = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(begun.elapsed() < Duration::from_secs(120), "nobody listens on {port}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// An S3 server with one bucket.
pub struct S3 {
    _server: Running,
    pub port: u16,
}

pub const KEY: &str = "yeojido";
pub const SECRET: &str = "yeojido-secret";
pub const BUCKET: &str = "lakes";

impl S3 {
    /// `None` where there is no server; the reason is told.
    pub fn start(folder: &Path) -> Option<Self> {
        let weed = std::env::var_os("YEOJIDO_WEED").map(PathBuf::from).filter(|weed| weed.exists());
        let Some(weed) = weed else {
            skipped("no S3 server (scripts/setup-cluster installs one; YEOJIDO_WEED names it)");
            return None;
        };
        let data = folder.join("s3");
        std::fs::create_dir_all(&data).expect("made");
        let config = folder.join("s3.json");
        let credentials = serde_json::json!([{"accessKey": KEY, "secretKey": SECRET}]);
        let actions = ["Admin", "Read", "Write", "List", "Tagging"];
        let identities =
            serde_json::json!({"identities": [{"name": "test", "credentials": credentials, "actions": actions}]});
        std::fs::write(&config, identities.to_string()).expect("written");
        let (master, s3) = (port(), port());
        let mut command = Command::new(&weed);
        command.args(["server", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-master.telemetry=false", "-s3"]);
        command.args(["-s3.port.iceberg=0", "-s3.port.lance=0", "-volume.minFreeSpace=64MiB"]);
        command.arg(format!("-dir={}", data.display())).arg(format!("-s3.config={}", config.display()));
        command.arg(format!("-master.port={master}")).arg(format!("-s3.port={s3}"));
        for other in ["master.port.grpc", "volume.port", "volume.port.grpc", "filer.port.grpc", "s3.port.grpc"] {
            command.arg(format!("-{other}={}", port()));
        }
        let filer = port();
        command.arg(format!("-filer.port={filer}"));
        let server = Running::start(&mut command, &folder.join("s3.log"));
        wait_for(s3);
        wait_for(filer);
        make_bucket(filer);
        Some(Self { _server: server, port: s3 })
    }
}

/// A bucket is a folder of the server's files.
fn make_bucket(filer: u16) {
    use std::io::{Read, Write};
    let begun = Instant::now();
    loop {
        let mut said = String::new();
        let asked = TcpStream::connect(("127.0.0.1", filer)).and_then(|mut stream| {
            let ask = format!("POST /buckets/{BUCKET}/ HTTP/1.0\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\n\r\n");
            stream.write_all(ask.as_bytes())?;
            stream.read_to_string(&mut said)
        });
        if asked.is_ok() && said.contains(" 201 ") {
            return;
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "no bucket could be made: {said}");
        std::thread::sleep(Duration::from_millis(200));
    }
}

#[expect(clippy::print_stderr, reason = "a test that does nothing says why")]
pub fn skipped(why: &str) {
    eprintln!("skipped: {why}");
}

/// One cluster: where its parts are, and what they share.
pub struct Cluster {
    pub folder: PathBuf,
    pub scheduler_port: u16,
    pub s3_port: Option<u16>,
    pub lake: String,
}

impl Cluster {
    pub fn new(folder: &Path, s3: Option<&S3>, lake: &str) -> Self {
        std::fs::write(folder.join("secret"), "열쇠는 아무에게도 보여 주지 않아요. 서른두 글자보다 길어요.")
            .expect("written");
        let config = format!("[trust]\nsecret_file = \"{}\"\n", folder.join("secret").display());
        std::fs::write(folder.join("cluster.toml"), config).expect("written");
        Self { folder: folder.to_owned(), scheduler_port: port(), s3_port: s3.map(|s3| s3.port), lake: lake.to_owned() }
    }

    /// A command of the program with what all nodes share.
    pub fn command(&self, verb: &str) -> Command {
        let mut command = Command::new(PROGRAM);
        command.arg(verb).arg("--config").arg(self.folder.join("cluster.toml")).env("RUST_LOG", "info");
        if let Some(port) = self.s3_port {
            command.env("AWS_ENDPOINT", format!("http://127.0.0.1:{port}")).env("AWS_ALLOW_HTTP", "true");
            command.env("AWS_ACCESS_KEY_ID", KEY).env("AWS_SECRET_ACCESS_KEY", SECRET).env("AWS_REGION", "us-east-1");
        }
        command
    }

    pub fn scheduler(&self) -> Running {
        let mut command = self.command("scheduler");
        command.arg("--bind").arg(format!("127.0.0.1:{}", self.scheduler_port));
        let running = Running::start(&mut command, &self.folder.join("scheduler.log"));
        wait_for(self.scheduler_port);
        running
    }

    pub fn executor(&self, name: &str) -> Running {
        let port = port();
        let mut command = self.command("executor");
        command.arg("--scheduler").arg(format!("127.0.0.1:{}", self.scheduler_port));
        command.arg("--bind").arg(format!("127.0.0.1:{port}")).arg("--cores").arg("2");
        command.arg("--folder").arg(self.folder.join(name)).arg("--lake").arg(&self.lake);
        let running = Running::start(&mut command, &self.folder.join(format!("{name}.log")));
        wait_for(port);
        running
    }

    /// A question as a command that has not begun.
    pub fn query(&self, question: &Value) -> Command {
        let name = blake3_of(question);
        let path = self.folder.join(format!("question-{name}.json"));
        std::fs::write(&path, question.to_string()).expect("written");
        let mut command = self.command("query");
        command.arg("--scheduler").arg(format!("127.0.0.1:{}", self.scheduler_port));
        command.arg("--lake").arg(&self.lake).arg("--folder").arg(self.folder.join("asking"));
        command.arg("--question").arg(path).stdin(Stdio::null());
        command
    }

    /// Asks; the answer, or what was said instead.
    pub fn ask(&self, question: &Value, more: &[&str]) -> Result<Value, String> {
        answer(&self.query(question).args(more).output().expect("it runs"))
    }
}

fn blake3_of(question: &Value) -> String {
    blake3::hash(question.to_string().as_bytes()).to_hex()[..12].to_owned()
}

/// What a finished query says.
pub fn answer(done: &std::process::Output) -> Result<Value, String> {
    if done.status.success() {
        Ok(serde_json::from_slice(&done.stdout).expect("JSON"))
    } else {
        Err(String::from_utf8_lossy(&done.stderr).into_owned())
    }
}
