//! A whole cluster of real processes against one process: the same answers, whatever is killed, stopped or begun again.

mod company;
#[path = "../../../store/tests/suite/postgres.rs"]
mod database;
mod nodes;
mod program;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

use company::{at_once, comparisons, found, questions};
use nodes::{BUCKET, Cluster, KEY, S3, SECRET, answer, port, skipped};

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime")
}

#[expect(clippy::print_stderr, reason = "what was measured")]
fn measured(what: &str) {
    eprintln!("measured: {what}");
}

fn mirror(cluster: &Cluster, workspace: &Path) -> Value {
    answer(&cluster.command("mirror").arg(workspace).arg("--lake").arg(&cluster.lake).output().expect("it runs"))
        .expect("mirrored")
}

/// What DuckDB, deltalake and Polars count in the bucket.
const READERS: &str = r#"
import glob, sys
import duckdb, polars
from deltalake import DeltaTable, QueryBuilder
address, endpoint, key, secret = sys.argv[1:]
options = {"AWS_ENDPOINT_URL": "http://" + endpoint, "AWS_ALLOW_HTTP": "true", "AWS_ACCESS_KEY_ID": key, "AWS_SECRET_ACCESS_KEY": secret, "AWS_REGION": "us-east-1"}
asked = QueryBuilder().register("events", DeltaTable(address, storage_options=options))
print(asked.execute("select count(*) as n from events").read_all()["n"][0].as_py())
print(polars.scan_delta(address, storage_options=options).select(polars.len()).collect().item())
con = duckdb.connect(config={"allow_unsigned_extensions": "true"})
for name in ("httpfs", "delta"):
    found = [f for d in sys.path for f in glob.glob(d + f"/duckdb_ext*/extensions/*/*/{name}.duckdb_extension")]
    con.execute(f"load '{found[0]}'" if found else f"load {name}")
con.execute(f"create secret (type s3, key_id '{key}', secret '{secret}', endpoint '{endpoint}', url_style 'path', use_ssl false, region 'us-east-1')")
print(con.execute(f"select count(*) from delta_scan('{address}')").fetchone()[0])
"#;

fn other_readers(cluster: &Cluster, events: u64) {
    let python = std::env::var_os("YEOJIDO_CLUSTER_PYTHON").map(PathBuf::from).filter(|python| python.exists());
    let Some(python) = python else {
        return skipped("no Python with DuckDB, deltalake and Polars (YEOJIDO_CLUSTER_PYTHON names one)");
    };
    let endpoint = format!("127.0.0.1:{}", cluster.s3_port.expect("a bucket"));
    let table = format!("{}/lake/events", cluster.lake);
    let run = Command::new(python).args(["-c", READERS, &table, &endpoint, KEY, SECRET]).output().expect("Python runs");
    let (out, err) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert_eq!(out.lines().collect::<Vec<_>>(), vec![events.to_string(); 3], "{err}");
}

#[test]
fn every_analysis_of_a_lake_in_a_bucket_is_that_of_one_process() {
    let (home, workspace) = (folder(), folder());
    let Some(s3) = S3::start(home.path()) else { return };
    let runtime = runtime();
    let events = 40_000;
    let lake = runtime.block_on(found(workspace.path(), events, 3000));
    let cluster = Cluster::new(home.path(), Some(&s3), &format!("s3://{BUCKET}/shop"));
    let first = mirror(&cluster, workspace.path());
    assert_eq!((&first["version"], &first["there"]), (&json!(4), &json!(0)));
    let bytes = first["bytes"].as_u64().expect("a count");
    measured(&format!("{bytes} bytes of {events} events in the bucket, logs and bindings too"));
    let again = mirror(&cluster, workspace.path());
    assert_eq!((&again["sent"], &again["there"]), (&json!(0), &first["sent"]));
    other_readers(&cluster, events);

    let _scheduler = cluster.scheduler();
    let _executors = [cluster.executor("one"), cluster.executor("two")];
    let mut took = Vec::new();
    for (name, question) in questions() {
        let want = runtime.block_on(at_once(&lake, &question));
        let got = cluster.ask(&question, &[]).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(got, want, "{name}");
        let begun = Instant::now();
        let cut = cluster.ask(&question, &["--shares", "2"]).expect("an answer");
        took.push((name, begun.elapsed()));
        assert_eq!(cut, want, "{name}, in twice as many pieces");
    }
    for (name, question) in comparisons() {
        let want = runtime.block_on(at_once(&lake, &question));
        assert!(!want["gap"]["difference"].is_null(), "{name}: {want}");
        assert!(want["rows"].as_array().is_some_and(|rows| rows.len() > 1), "{name}: {want}");
        let got = cluster.ask(&question, &["--shares", "2"]).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(got, want, "{name}");
        assert_eq!(cluster.ask(&question, &["--here"]).expect("an answer"), want, "{name}, in pieces here");
    }
    let begun = Instant::now();
    let here = cluster.ask(&questions()[3].1, &["--here"]).expect("an answer");
    let alone = begun.elapsed();
    let begun = Instant::now();
    assert_eq!(cluster.ask(&questions()[3].1, &[]).expect("an answer"), here);
    measured(&format!(
        "a funnel of {events} events: {} ms by the cluster, {} ms in one process, from bucket and cache",
        begun.elapsed().as_millis(),
        alone.as_millis()
    ));
    took.sort_by_key(|one| one.1);
    measured(&format!("fastest and slowest analysis: {:?} {:?}", took[0], took[took.len() - 1]));

    // An older version, and one that never was.
    let old = cluster.ask(&questions()[11].1, &["--version-of-lake", "1"]).expect("an answer");
    let count = |answer: &Value| {
        answer["events"]
            .as_array()
            .expect("rows")
            .iter()
            .map(|row| row["events"].as_u64().expect("a count"))
            .sum::<u64>()
    };
    assert_eq!(count(&old), events / 4);
    assert!(
        cluster.ask(&questions()[11].1, &["--version-of-lake", "9"]).expect_err("never was").contains("no version 9")
    );
    // Wrong questions are refused at once, not tried until the deadline.
    let begun = Instant::now();
    assert!(cluster.ask(&json!({"analysis": "steps", "steps": 2000}), &[]).expect_err("too many").contains("1000"));
    let sides = json!({"analysis": "rework", "a": {}, "b": {}});
    assert!(cluster.ask(&sides, &[]).expect_err("no sides").contains("are not compared"));
    let gold = json!({"where": [{"field": {"of": "trait", "name": "grade"}, "is": "gold"}]});
    let error = cluster.ask(&json!({"analysis": "transitions", "a": gold, "b": {}}), &[]).expect_err("no traits");
    assert!(error.contains("a.where: asks for traits of customers"), "{error}");
    assert!(begun.elapsed() < Duration::from_secs(30));
}

#[test]
fn killed_hanging_and_restarted_nodes_cost_time_and_never_an_answer() {
    let (home, workspace) = (folder(), folder());
    let runtime = runtime();
    let lake = runtime.block_on(found(workspace.path(), 60_000, 2000));
    let cluster = Cluster::new(home.path(), None, &workspace.path().to_string_lossy());
    let scheduler = cluster.scheduler();
    let (one, two) = (cluster.executor("one"), cluster.executor("two"));
    let question = json!({"analysis": "follows"});
    let want = runtime.block_on(at_once(&lake, &question));
    // So many tasks that they take a while.
    let shares = ["--shares", "8"];
    let begin = || {
        cluster.query(&question).args(shares).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs")
    };
    let begun = Instant::now();
    assert_eq!(cluster.ask(&question, &shares).expect("an answer"), want);
    let undisturbed = begun.elapsed();

    let timed = |what: &str, disturb: &mut dyn FnMut()| {
        let begun = Instant::now();
        let asked = begin();
        std::thread::sleep(undisturbed / 3);
        disturb();
        let done = asked.wait_with_output().expect("it ends");
        assert_eq!(answer(&done).expect("an answer"), want, "{what}");
        measured(&format!(
            "{what}: {:.1} s (undisturbed {:.1} s)",
            begun.elapsed().as_secs_f64(),
            undisturbed.as_secs_f64()
        ));
    };
    let mut one = Some(one);
    timed("an executor killed in the middle", &mut || one.take().expect("it runs").kill());
    let three = cluster.executor("three");
    timed("an executor that hangs", &mut || two.signal("STOP"));
    // It comes back, and is believed again.
    two.signal("CONT");
    assert_eq!(cluster.ask(&question, &shares).expect("an answer"), want);

    let mut scheduler = Some(scheduler);
    let mut next = None;
    timed("a scheduler killed and begun again", &mut || {
        scheduler.take().expect("it runs").kill();
        next = Some(cluster.scheduler());
    });
    assert_eq!(cluster.ask(&question, &[]).expect("an answer"), want);

    // Without a scheduler, or with one that hangs, there is an error by the deadline.
    let next = next.expect("begun");
    next.signal("STOP");
    let begun = Instant::now();
    let error = cluster.ask(&question, &["--deadline", "8"]).expect_err("nobody answers");
    assert!(error.contains("no answer within 8 s"), "{error}");
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
    next.signal("CONT");
    drop((three, two));
    next.kill();
    let error = cluster.ask(&question, &["--deadline", "3"]).expect_err("nobody is there");
    assert!(error.contains("no answer within 3 s"), "{error}");
}

#[test]
fn whoever_has_not_the_secret_gets_nowhere() {
    let (home, workspace, strange) = (folder(), folder(), folder());
    let runtime = runtime();
    let lake = runtime.block_on(found(workspace.path(), 500, 50));
    let cluster = Cluster::new(home.path(), None, &workspace.path().to_string_lossy());
    let _scheduler = cluster.scheduler();
    let _executor = cluster.executor("one");
    let question = json!({"analysis": "rework"});
    assert_eq!(cluster.ask(&question, &[]).expect("an answer"), runtime.block_on(at_once(&lake, &question)));

    let mut stranger = Cluster::new(strange.path(), None, &cluster.lake);
    stranger.scheduler_port = cluster.scheduler_port;
    std::fs::write(strange.path().join("secret"), "이 열쇠는 다른 열쇠예요. 그래서 아무 문도 열지 못해요. 정말로요.")
        .expect("written");
    assert!(stranger.ask(&question, &["--deadline", "4"]).is_err(), "another secret");
    std::fs::write(strange.path().join("cluster.toml"), "").expect("written");
    assert!(stranger.ask(&question, &["--deadline", "4"]).is_err(), "no secret");
    // Nobody opens a door to others without one.
    let mut open = nodes::Running::start(
        stranger.command("scheduler").args(["--bind", &format!("0.0.0.0:{}", port())]),
        &strange.path().join("open.log"),
    );
    let begun = Instant::now();
    let ended = loop {
        if let Some(ended) = open.has_ended() {
            break ended;
        }
        assert!(begun.elapsed() < Duration::from_secs(30), "it listens");
        std::thread::sleep(Duration::from_millis(50));
    };
    assert!(!ended);
    let said = std::fs::read_to_string(strange.path().join("open.log")).expect("a log");
    assert!(said.contains("can be reached by others"), "{said}");
    // A lake that the executor may not read is refused, and not tried until the deadline.
    let (other, begun) = (folder(), Instant::now());
    runtime.block_on(found(other.path(), 50, 5));
    let elsewhere =
        Cluster { lake: other.path().to_string_lossy().into_owned(), folder: cluster.folder.clone(), ..cluster };
    let error = elsewhere.ask(&question, &[]).expect_err("not allowed");
    assert!(error.contains("may not read"), "{error}");
    assert!(begun.elapsed() < Duration::from_secs(30), "{:?}", begun.elapsed());
}

#[test]
fn a_bucket_that_never_answers_ends_the_mirror_at_its_deadline() {
    let (home, workspace) = (folder(), folder());
    runtime().block_on(found(workspace.path(), 50, 5));
    // It takes connections, and says nothing.
    let silent = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let mut cluster = Cluster::new(home.path(), None, &format!("s3://{BUCKET}/shop"));
    cluster.s3_port = Some(silent.local_addr().expect("bound").port());
    let begun = Instant::now();
    let mut command = cluster.command("mirror");
    command.arg(workspace.path()).args(["--lake", &cluster.lake, "--deadline", "2"]);
    let error = answer(&command.output().expect("it runs")).expect_err("nobody answers");
    assert!(error.contains("within 2 s (0 files sent, 0 were there)"), "{error}");
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
    // A folder takes everything; without time it takes nothing, and then all.
    let there = folder();
    let mirrored = |deadline: &str| {
        let mut command = cluster.command("mirror");
        command.arg(workspace.path()).arg("--lake").arg(there.path()).args(["--deadline", deadline]);
        answer(&command.output().expect("it runs"))
    };
    assert!(mirrored("0").expect_err("no time").contains("within 0 s"));
    assert!(mirrored("60").expect("copied")["sent"].as_u64().expect("a count") > 0);
}
