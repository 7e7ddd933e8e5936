//! PostgreSQL chosen by a setting: the same answers as on SQLite, also after a restart; one server at a time; and a store
//! that cannot be opened is told in one sentence without its password.

mod program;

#[path = "../../store/tests/suite/postgres.rs"]
mod database;

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use database::Postgres;
use program::{Ran, Room, root};
use serde_json::Value;

/// A server of the test's own, if PostgreSQL is installed.
fn postgres() -> Option<Postgres> {
    Postgres::start().inspect_err(|reason| database::skipped(reason)).ok()
}

fn on<'a>(store: &'a str, args: &[&'a str]) -> Vec<&'a str> {
    [&["--store", store], args].concat()
}

/// `yeojido serve`, killed with the test if it has not ended.
struct Serving(Child);

impl Serving {
    fn start(room: &Room, store: &str) -> Self {
        let mut command = room.command(&on(store, &["serve", "--listen", "127.0.0.1:0"]));
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut line).expect("a line");
        assert!(line.starts_with("http://127.0.0.1:"), "{line}");
        Self(child)
    }

    fn end(mut self) {
        let told = Command::new("kill").args(["-TERM", &self.0.id().to_string()]).status().expect("a signal");
        assert!(told.success());
        let began = Instant::now();
        while self.0.try_wait().expect("a child").is_none() {
            assert!(began.elapsed() < Duration::from_secs(20), "the server does not end");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It may have ended already.
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

/// What the demo company answers, without the moment at which a map was drawn and which store it was.
fn answers(room: &Room, store: &str) -> Vec<(&'static str, Value)> {
    let journey = root().join("examples/olist/olist.journey.yaml");
    let ask = |args: &[&str]| {
        let words = on(store, &[&["--workspace", "demo"], args].concat()).into_iter().map(str::to_owned);
        room.json(&words.collect::<Vec<_>>())
    };
    let mut said = vec![("apply", ask(&["journey", "apply", journey.to_str().expect("UTF-8")]))];
    said[0].1["changed"].take();
    let mut map = ask(&["map", "first-purchase"]);
    map["computed_at"].take();
    said.push(("map", map));
    said.push(("transitions", ask(&["analyze", "transitions"])));
    said.push(("variants", ask(&["analyze", "variants", "--top", "5"])));
    said.push(("sessions", ask(&["analyze", "sessions"])));
    said.push(("paths", ask(&["analyze", "paths"])));
    said.push(("retention", ask(&["analyze", "retention"])));
    let mut verify = ask(&["verify"]);
    assert_eq!(verify["store"].as_str().map(|at| at.split(':').next()), store.split(':').next().map(Some), "{verify}");
    verify["store"].take();
    said.push(("verify", verify));
    said
}

fn difference(want: &Value, got: &Value) -> Option<(String, Value, Value)> {
    let inside = |key: &str, want: &Value, got: &Value| {
        difference(want, got).map(|(place, want, got)| (format!("{key}/{place}"), want, got))
    };
    match (want, got) {
        (Value::Object(a), Value::Object(b)) if a.len() == b.len() => {
            a.iter().find_map(|(key, want)| inside(key, want, b.get(key).unwrap_or(&Value::Null)))
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            a.iter().zip(b).enumerate().find_map(|(at, (want, got))| inside(&at.to_string(), want, got))
        }
        _ => (want != got).then(|| (String::new(), want.clone(), got.clone())),
    }
}

fn same(want: &[(&str, Value)], got: &[(&str, Value)], when: &str) {
    for ((name, want), (_, got)) in want.iter().zip(got) {
        // The first place where they differ: a whole map would hide it.
        if let Some((place, want, got)) = difference(want, got) {
            panic!("{name}, {when}: {place} was {want} and is {got}");
        }
    }
}

/// The same key for both lakes: persons are hashes with it, and ties between findings go by person.
fn give_key(room: &Room) {
    let restricted = room.data().join("demo/restricted");
    std::fs::create_dir_all(&restricted).expect("makes");
    let key = restricted.join("key");
    std::fs::write(&key, [7; 32]).expect("writes");
    #[cfg(unix)]
    std::fs::set_permissions(&key, std::os::unix::fs::PermissionsExt::from_mode(0o600)).expect("protects");
}

#[test]
fn the_demo_company_answers_on_postgresql_as_on_sqlite() {
    let Some(database) = postgres() else { return };
    let store = database.address("postgres", "");
    let (file, server) = (Room::new(), Room::new());
    for (room, store) in [(&file, "sqlite"), (&server, &store)] {
        give_key(room);
        let made = room.run(&on(store, &["demo", "--no-serve"]));
        assert_eq!(made.code, Some(0), "{}", made.err);
    }
    // Asked the same way: a number that went over HTTP may have lost its last bit.
    let served = |room: &Room, store: &str| {
        let serving = Serving::start(room, store);
        let said = answers(room, store);
        serving.end();
        said
    };
    let want = served(&file, "sqlite");
    same(&want, &served(&server, &store), "asked over HTTP");
    same(&answers(&file, "sqlite"), &answers(&server, &store), "without a server");
    same(&want, &served(&server, &store), "asked over HTTP after a restart");
    assert!(!server.data().join("server.db").exists(), "nothing is kept in files beside it");
}

/// Failed, in one sentence, without the password.
fn refused(ran: &Ran, code: i32, words: &str) {
    assert_eq!(ran.code, Some(code), "{}{}", ran.out, ran.err);
    assert_eq!(ran.err.trim().lines().count(), 1, "one sentence: {}", ran.err);
    assert!(ran.err.contains(words), "`{words}` in {}", ran.err);
    assert!(!format!("{}{}", ran.out, ran.err).contains("s3cret"), "{}", ran.err);
}

#[test]
fn a_store_has_one_server_and_a_folder_one_store() {
    let Some(database) = postgres() else { return };
    let store = database.address("postgres", "&schema=shop");
    let (first, second) = (Room::new(), Room::new());
    let serving = Serving::start(&first, &store);
    refused(&second.run(&on(&store, &["journey", "list"])), 1, "another yeojido works on it");
    let beside = database.address("postgres", "&schema=other");
    assert_eq!(second.run(&on(&beside, &["journey", "list"])).code, Some(0), "another schema is another store");
    refused(&first.run(&on(&beside, &["journey", "list"])), 1, "goes with the store");
    assert_eq!(first.run(&["journey", "list"]).code, Some(0), "beside the server nobody has to say which store");
    serving.end();
    refused(&first.run(&["journey", "list"]), 1, "goes with the store");
    assert_eq!(first.run(&on(&store, &["journey", "list"])).code, Some(0), "and it is free again");
    let killed = Serving::start(&first, &store);
    drop(killed);
    assert_eq!(first.run(&on(&store, &["journey", "list"])).code, Some(0), "also after a kill");
}

#[test]
fn a_store_that_cannot_be_opened_is_told_without_its_password() {
    let room = Room::new();
    let list = |store: &str| room.run(&on(store, &["journey", "list"]));
    refused(&list("mysql://kim:s3cret@localhost/shop"), 2, "--store");
    refused(&list("postgres://kim:s3cret@localhost:port/shop"), 2, "--store");
    refused(&list("postgres://kim:s3cret@127.0.0.1:1/shop"), 1, "does not answer");
    let command = |words: &[&str]| {
        let mut command = room.command(words);
        command.env("YEOJIDO_STORE", "postgres://kim:s3cret@127.0.0.1:1/shop").env("LC_ALL", "ko_KR.UTF-8");
        let output = command.output().expect("starts");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    };
    refused(&command(&["verify"]), 1, "서버가 답하지 않아요");
    let help = command(&["--help"]);
    assert!(help.out.contains("YEOJIDO_STORE") && !help.out.contains("s3cret"), "{}", help.out);
    let Some(database) = postgres() else { return };
    database.let_in("kim", "right").expect("makes a user with a password");
    refused(&list(&database.address("kim:s3cret", "")), 1, "the password is wrong");
    refused(&list(&database.address("kim:right", "")), 1, "may not make schemas");
    refused(&list(&database.address("postgres:s3cret", "&dbname=nowhere")), 1, "there is no database `nowhere`");
    assert!(!room.data().join("store.url").exists(), "a store that never opened is not remembered");
}
