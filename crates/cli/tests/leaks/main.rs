//! What belongs to somebody stays in `restricted/`: the real program imports hundreds of made-up values, is used, and then every
//! byte that it has written, logged and handed out is looked through for each of them.

#![expect(clippy::print_stdout, reason = "what was measured is printed")]

mod opened;
mod planted;
#[path = "../program/mod.rs"]
mod program;

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Stdio};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use opened::Opened;
use planted::{Planted, RULE};
use program::Room;
use serde_json::{Value, json};
use yeojido_text::Terms;

const JOURNEY: &str = "journey: 1\nid: buy\nname: {ko: 첫 구매, en: First purchase}\ngap: 30d\ngoal: {event: 주문}\nstages:\n\
    - {id: look, name: {ko: 둘러보기, en: Look}, touchpoints: [{id: a, events: [{event: 방문}]}]}\n\
    - {id: pay, name: {ko: 결제, en: Pay}, touchpoints: [{id: b, events: [{event: 주문}]}]}\n";

/// A running server that says all it has to say.
struct Server {
    child: Child,
    address: String,
    logs: JoinHandle<String>,
}

impl Server {
    fn start(room: &Room) -> Self {
        let mut command = room.command(&["serve", "--listen", "127.0.0.1:0"]);
        command.env("YEOJIDO_LOG", "debug");
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("starts");
        // Read at once: a pipe that is full stops the server.
        let mut pipe = child.stderr.take().expect("a pipe");
        let logs = std::thread::spawn(move || {
            let mut text = String::new();
            pipe.read_to_string(&mut text).expect("logs");
            text
        });
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut line).expect("a line");
        let address = line.trim_end_matches("/w/default\n").to_owned();
        Self { child, address, logs }
    }

    /// Ends it, and gives its logs.
    fn end(mut self) -> String {
        std::process::Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().expect("a signal");
        assert!(self.child.wait().expect("ends").success());
        self.logs.join().expect("logs")
    }

    async fn ask(&self, path: &str, query: &[(&str, &str)]) -> Value {
        let answer = reqwest::Client::new().get(format!("{}{path}", self.address)).query(query).send().await;
        let answer = answer.expect("an answer");
        assert!(answer.status().is_success(), "{path}: {}", answer.status());
        answer.json().await.expect("JSON")
    }

    async fn tell(&self, put: bool, path: &str, body: &Value) -> Value {
        let (client, address) = (reqwest::Client::new(), format!("{}{path}", self.address));
        let request = if put { client.put(address) } else { client.post(address) };
        let answer = request.json(body).send().await.expect("an answer");
        assert!(answer.status().is_success(), "{path}: {}", answer.status());
        answer.json().await.expect("JSON")
    }

    /// Waits until nothing is under way.
    async fn idle(&self) {
        let began = Instant::now();
        loop {
            let jobs = self.ask("/api/w/default/jobs", &[]).await;
            let over = |job: &Value| ["done", "failed", "cancelled"].iter().any(|state| job["state"] == *state);
            if jobs["jobs"].as_array().is_some_and(|jobs| jobs.iter().all(over)) {
                return;
            }
            assert!(began.elapsed() < Duration::from_secs(60), "{jobs}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}

/// Uses the program as people do; what it hands out to others.
async fn used(server: &Server, planted: &Planted) -> Vec<Opened> {
    server.idle().await;
    let kept = server.tell(true, "/api/w/default/masking", &json!({ "orders": RULE })).await;
    assert_eq!(kept["orders"], RULE);
    server.idle().await;
    for value in planted.values.iter().step_by(7) {
        server.ask("/api/w/default/search", &[("q", &value.text)]).await;
        server.ask("/api/w/default/voices", &[("q", &value.text), ("journey", "buy")]).await;
        server.ask("/api/w/default/customers", &[("q", &value.text)]).await;
    }
    let near = server.ask("/api/w/default/voices", &[("q", "포장이꼼꼼해요")]).await;
    assert!(near["nearly"]["n"].as_u64().is_some_and(|n| n > 20) && near["nearly"]["waiting"] == 0, "{near}");
    for path in ["home", "themes", "journeys/suggest", "map/buy", "map/buy/findings", "events", "fields"] {
        server.ask(&format!("/api/w/default/{path}"), &[]).await;
    }
    let share = json!({ "side": "as_is", "opens": "quotes" });
    let share = server.tell(false, "/api/w/default/map/buy/shares", &share).await;
    let token =
        share["token"].as_str().or_else(|| share["url"].as_str()?.rsplit('/').next()).expect("a token").to_owned();
    let shared = server.ask(&format!("/api/share/{token}/map"), &[]).await.to_string();
    assert!(shared.contains('●'), "the link shows masked words");
    let mut handed = vec![Opened { place: "a shared map".to_owned(), bytes: shared.into_bytes() }];
    for format in ["svg", "md", "pdf"] {
        let file = format!("{}/api/w/default/map/buy/export?format={format}", server.address);
        let bytes = reqwest::get(file).await.expect("an answer").bytes().await.expect("a file").to_vec();
        handed.push(Opened { place: format!("the map as {format}"), bytes });
    }
    handed
}

/// Each planted value that stands somewhere, and where.
fn found(planted: &Planted, opened: &[Opened]) -> Vec<String> {
    let forms = planted.values.iter().flat_map(|value| value.forms().into_iter().map(move |form| (value.kind, form)));
    let forms: Vec<(&str, String)> = forms.collect();
    let known = aho_corasick::AhoCorasick::new(forms.iter().map(|(_, form)| form)).expect("patterns");
    let mut leaks = Vec::new();
    for one in opened {
        for hit in known.find_overlapping_iter(&one.bytes) {
            let (kind, form) = &forms[hit.pattern().as_usize()];
            leaks.push(format!("{kind} {form} in {}", one.place));
        }
    }
    leaks.sort_unstable();
    leaks.dedup();
    leaks
}

#[test]
fn nothing_that_belongs_to_somebody_stands_outside_of_restricted() {
    let (room, planted) = (Room::new(), Planted::new());
    assert!(planted.values.len() >= 200, "{}", planted.values.len());
    let mut logs = String::new();
    for (name, content) in
        [("고객.csv", &planted.customers), ("행동.csv", &planted.events), ("리뷰.csv", &planted.voices)]
    {
        let file = room.file(name, content);
        let mut command = room.command(&program::import_of(&file, &[]));
        let ran = command.env("YEOJIDO_LOG", "debug").output().expect("starts");
        let result: Value = serde_json::from_slice(&ran.stdout).expect("a result");
        assert_eq!(result["rejected"], 0, "{name}: {result}");
        logs += &String::from_utf8_lossy(&ran.stderr);
    }
    room.json(&["journey".as_ref(), "apply".as_ref(), room.file("여정.yaml", JOURNEY).as_os_str()]);
    let server = Server::start(&room);
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let mut opened = runtime.block_on(used(&server, &planted));
    // With the server still there, so that the write-ahead log of the store is too.
    opened.extend(opened::all(&room.data()));
    logs += &server.end();
    assert!(logs.contains("DEBUG"), "the logs tell much");
    opened.push(Opened { place: "the logs".to_owned(), bytes: logs.into_bytes() });
    for format in ["md", "csv"] {
        let ran = room.run(&["map", "buy", "--format", format]);
        opened.push(Opened { place: format!("map --format {format}"), bytes: ran.out.into_bytes() });
    }
    opened.extend(opened::all(&room.data()));
    for wanted in ["cells of default/lake/voices", "cells of default/store.db", "terms of the index"] {
        assert!(opened.iter().any(|one| one.place.starts_with(wanted) && !one.bytes.is_empty()), "{wanted}");
    }
    let leaks = found(&planted, &opened);
    assert!(leaks.is_empty(), "{} leaks:\n{}", leaks.len(), leaks.join("\n"));
    let there = found(&planted, &opened::all(&room.data().join("default/restricted")));
    assert!(there.len() >= 200, "what is looked for is where it belongs: {}", there.len());
    let terms = opened::terms(&room.data().join("default/search"));
    for name in planted.values.iter().filter(|value| value.kind == "name") {
        let keys = Terms::of(&name.text).keys;
        assert!(keys.iter().all(|key| !terms.contains(key)), "{} as keys", name.text);
    }
    let excluded: Vec<_> = opened::EXCLUDED.iter().map(|(place, why)| format!("{place}: {why}")).collect();
    println!("{} values in {} places, not looked into: {}", planted.values.len(), opened.len(), excluded.join("; "));
}

#[test]
fn the_search_for_leaks_finds_what_lies_open() {
    let planted = Planted::new();
    for value in &planted.values {
        for form in value.forms() {
            let bytes = format!("{{\"a\":\"{form}\"}}").into_bytes();
            assert!(!found(&planted, &[Opened { place: "here".to_owned(), bytes }]).is_empty(), "{form}");
        }
    }
}
