//! Several files, several sheets, several ways to write a date: what came of each is said.

mod program;

use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};

use program::{Ran, Room, count, counts, fixture};
use serde_json::Value;

const GOOD: &str = "user_id,event,time\nu1,a,26/05/03\nu2,a,26/05/31\n";
const OTHER: &str = "who,event,time\nu1,b,2026-05-03\n";
const LAST: &str = "user_id,event,time\nu3,c,2026-05-03\n";
const MAPPING: &str = "mapping: 1\nevents:\n- {event_from: event, time: time, customer: user_id}\n";

fn three(room: &Room, more: &[&str]) -> Ran {
    for (name, text) in [("a.csv", GOOD), ("b.csv", OTHER), ("c.csv", LAST), ("m.yaml", MAPPING)] {
        room.file(name, text);
    }
    room.run(&[&["import", "a.csv", "b.csv", "c.csv", "--mapping", "m.yaml"], more].concat())
}

fn told(ran: &Ran) {
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    let result: Value = serde_json::from_str(&ran.out).unwrap_or_else(|e| panic!("{e}: {}", ran.out));
    assert_eq!(counts(&result, ["read", "events", "rejected"]), [3, 3, 0]);
    let files = result["files"].as_array().expect("files");
    assert_eq!(files.iter().map(|file| &file["file"]).collect::<Vec<_>>(), ["a.csv", "b.csv", "c.csv"]);
    assert_eq!((count(&files[0], "events"), count(&files[2], "events")), (2, 1));
    assert!(files[1]["error"].as_str().is_some_and(|why| why.contains("no column `user_id`")), "{}", files[1]);
    let said: Vec<&str> = ran.err.lines().filter(|line| line.starts_with("yeojido: ")).collect();
    assert!(said.len() == 1 && said[0].contains("b.csv") && said[0].contains("no column `user_id`"), "{}", ran.err);
}

#[test]
fn a_file_that_fails_takes_nothing_from_those_before_and_behind_it() {
    let room = Room::new();
    told(&three(&room, &["--dry-run"]));
    told(&three(&room, &[]));
    assert_eq!(room.events(), 3);
    room.verify();
}

struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

#[test]
fn nor_does_it_beside_a_running_server() {
    let room = Room::new();
    let mut command = room.command(&["serve", "--listen", "127.0.0.1:0"]);
    let mut server = Server(command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("starts"));
    let mut line = String::new();
    BufReader::new(server.0.stdout.take().expect("a pipe")).read_line(&mut line).expect("a line");
    told(&three(&room, &[]));
    assert_eq!(room.events(), 3);
}

#[test]
fn sheets_left_out_and_the_order_of_dates_are_said() {
    let room = Room::new();
    let book = fixture("good/months.xlsx");
    for more in [&["--dry-run"][..], &[]] {
        let ran = room.run(&program::import_of(&book, more));
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        for words in ["sheet 5월: 2 rows read", "sheet 요약: 2 rows left out", "일시: dates are read as ymd"] {
            assert!(ran.err.contains(words), "`{words}` is not in: {}", ran.err);
        }
        let result: Value = serde_json::from_str(&ran.out).expect("JSON");
        assert_eq!(result["sheets"][2], serde_json::json!({"name": "요약", "rows": 2, "read": false}));
        assert_eq!(counts(&result, ["read", "events", "rejected"]), [4, 3, 1]);
    }
    let may = room.import(&book, &["--sheet", "5월"]);
    assert_eq!(counts(&may, ["read", "stored", "duplicates"]), [2, 0, 2]);
    let mapping =
        room.file("m.yaml", "mapping: 1\nevents:\n- {event_from: 이벤트명, time: 일시, customer: 고객번호}\n");
    let old = room.import(&book, &["--sheet", "옛것", "--mapping", mapping.to_str().expect("UTF-8"), "--dry-run"]);
    assert_eq!(count(&old, "events"), 2);
    let csv = room.file("a.csv", GOOD);
    assert_eq!(room.run(&program::import_of(&csv, &["--sheet", "5월"])).code, Some(2));
    assert_eq!(room.run(&program::import_of(&book, &["--sheet", "7월"])).code, Some(1));
    room.verify();
}
