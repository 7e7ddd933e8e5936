//! Beside a running server the command line works as without one, and the server ends when it is told to.

mod program;

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use program::{Room, count, counts, fixture, root};
use serde_json::Value;

/// A server on a free port; killed with the test if it has not ended.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn start(room: &Room) -> Self {
        let mut command = room.command(&["serve", "--listen", "127.0.0.1:0"]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut line).expect("a line");
        assert!(line.starts_with("http://127.0.0.1:") && line.ends_with("/w/default\n"), "{line}");
        let address = line.trim_start_matches("http://").trim_end_matches("/w/default\n").to_owned();
        Self { child, address }
    }

    /// Asks it to end, as a service manager does.
    fn end(mut self) -> ExitStatus {
        let told = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().expect("a signal");
        assert!(told.success());
        let began = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("a child") {
                return status;
            }
            assert!(began.elapsed() < Duration::from_secs(20), "the server does not end");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// What several commands print, without what differs between two folders: where rejects are and when a map was drawn.
fn all(room: &Room) -> Vec<(&'static str, Value)> {
    let mut said = Vec::new();
    for name in ["good/events.ko.cp949.csv", "good/reviews.ko.csv", "bad/mixed-dates.csv", "good/events.ko.cp949.csv"] {
        let mut result = room.import(&fixture(name), &[]);
        result["rejects_file"].take();
        said.push((name, result));
    }
    let mapping = fixture("good/survey.en.csv");
    said.push(("dry run", room.import(&mapping, &["--dry-run"])));
    let journey = root().join("examples/olist/olist.journey.yaml");
    let journey = journey.to_str().expect("UTF-8");
    said.push(("check", room.json(&["journey", "check", journey])));
    said.push(("apply", room.json(&["journey", "apply", journey])));
    let mut list = room.json(&["journey", "list"]);
    for journey in list.as_array_mut().expect("journeys") {
        journey["updated_at"].take();
    }
    said.push(("list", list));
    said.push(("suggest", room.json(&["journey", "suggest"])));
    said.push(("export", room.run(&["journey", "export", "olist"]).out.into()));
    let mut map = room.json(&["map", "olist"]);
    map["computed_at"].take();
    said.push(("map", map));
    said.push(("transitions", room.json(&["analyze", "transitions"])));
    said.push(("verify", room.json(&["verify"])));
    said
}

#[test]
fn commands_beside_a_server_give_what_they_give_without_one() {
    let (alone, served) = (Room::new(), Room::new());
    let server = Server::start(&served);
    let (want, got) = (all(&alone), all(&served));
    for ((name, want), (_, got)) in want.iter().zip(&got) {
        assert_eq!(want, got, "{name}");
    }
    assert_eq!(counts(&got[0].1, ["stored", "duplicates"]), [6, 0]);
    assert_eq!(counts(&got[3].1, ["stored", "duplicates"]), [0, 6]);
    assert!(server.end().success());
    // What the server stored is there without it.
    assert_eq!(served.events(), count(&got[got.len() - 2].1, "events"));
    served.verify();
}

#[test]
fn mistakes_beside_a_server_are_told_as_without_one() {
    let (alone, served) = (Room::new(), Room::new());
    let _server = Server::start(&served);
    let header = fixture("bad/header-only.csv");
    let broken = alone.file("broken.yaml", "journey: 1\nid: x\nstages: none\n");
    let events = alone.file("events.csv", "user_id,event,time\nu1,a,2026-10-01\n");
    let wrong = alone.file("wrong.yaml", "mapping: 1\nevents:\n- {event: a, time: when, customer: user_id}\n");
    let [header, broken, events, wrong] = [&header, &broken, &events, &wrong].map(|path| path.to_str().expect("UTF-8"));
    for args in [
        vec!["map", "nowhere"],
        vec!["journey", "export", "nowhere"],
        vec!["journey", "apply", broken],
        vec!["import", header],
        vec!["import", events, "--mapping", wrong],
    ] {
        let (want, got) = (alone.run(&args), served.run(&args));
        assert_eq!(want.code, Some(1), "{args:?}: {}", want.err);
        assert_eq!((want.code, want.err.trim()), (got.code, got.err.trim()), "{args:?}");
    }
}

#[test]
fn a_folder_has_one_server() {
    let room = Room::new();
    let server = Server::start(&room);
    let second = room.run(&["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!((second.code, second.out.as_str()), (Some(1), ""));
    assert_eq!(second.err.trim().lines().count(), 1, "one sentence: {}", second.err);
    assert!(second.err.contains(&server.address), "it says where the first one is: {}", second.err);
    assert!(server.end().success());
    assert!(Server::start(&room).end().success(), "and the folder is free again");
}

#[test]
fn a_server_that_was_killed_leaves_the_folder_free() {
    let room = Room::new();
    drop(Server::start(&room));
    assert_eq!(counts(&room.import(&fixture("good/events.ko.csv"), &[]), ["stored", "rejected"]), [6, 0]);
    room.verify();
}

#[test]
fn only_addresses_of_this_machine_are_served() {
    let refused = Room::new().run(&["serve", "--listen", "0.0.0.0:0"]);
    assert_eq!(refused.code, Some(2));
    assert!(refused.err.contains("--listen: 0.0.0.0 is not an address of this machine"), "{}", refused.err);
}
