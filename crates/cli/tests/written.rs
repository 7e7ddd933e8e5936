//! What people wrote on a map as a file, and words that are masked, line by line.

mod program;

use std::io::Write as _;
use std::process::Stdio;

use program::Room;

const EVENTS: &str = "고객번호,행동,일시\n1,방문,2026-10-01 10:00\n1,주문,2026-10-01 10:05\n2,방문,2026-10-31 23:59\n";
const JOURNEY: &str = "journey: 1\nid: buy\nname: {ko: 구매, en: Buying}\ngoal: {event: 주문}\ngap: 30d\nstages:\n  \
    - {id: look, name: {ko: 보기, en: Look}, touchpoints: [{id: t, events: [{event: 방문}]}]}\n  \
    - {id: pay, name: {ko: 결제, en: Pay}, touchpoints: [{id: t, events: [{event: 주문}]}]}\n";
const WRITTEN: &str = "written: 1\njourney: buy\ncells:\n\
    - {side: to_be, stage: look, lane: stage, says: {text: '', kind: written, planned: {place: 1.0, from: look}}}\n\
    - {side: to_be, stage: look, lane: kpis, says: {text: '', kind: written, wants: [{cell: look.went_on, op: gte, value: 0.9}]}}\n\
    - {side: as_is, stage: pay, lane: goal, says: {text: 할인 받고 끝내기, kind: written}}\n";

fn room() -> Room {
    let room = Room::new();
    room.import(&room.file("events.csv", EVENTS), &[]);
    room.json(&["journey", "apply", room.file("buy.yaml", JOURNEY).to_str().expect("text")]);
    room
}

fn export(room: &Room) -> String {
    let ran = room.run(&["map", "export", "buy"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    ran.out
}

#[test]
fn a_journey_and_what_is_written_on_its_map_go_out_and_in_without_a_difference() {
    let (room, other) = (room(), self::room());
    let yaml = room.run(&["journey", "export", "buy"]).out;
    let again = room.json(&["journey", "apply", room.file("again.yaml", &yaml).to_str().expect("text")]);
    assert_eq!((&again["changed"], room.run(&["journey", "export", "buy"]).out), (&false.into(), yaml));

    let first = room.file("written.yaml", WRITTEN);
    let applied =
        room.json(&["map", "apply", first.to_str().expect("text"), "--as", "정도윤", "--reason", "기획 회의"]);
    assert_eq!(applied["changed"].as_array().map(Vec::len), Some(3), "{applied}");
    let file = export(&room);
    let path = room.file("out.yaml", &file);
    let again = room.json(&["map", "apply", path.to_str().expect("text")]);
    assert_eq!((again["changed"].as_array().map(Vec::len), &again["unchanged"]), (Some(0), &3.into()), "{again}");
    assert_eq!(export(&room), file, "applying what is there changes nothing");
    other.json(&["map", "apply", path.to_str().expect("text")]);
    assert_eq!(export(&other), file, "another workspace says the same");
    let map = room.json(&["map", "buy"]);
    let cell = &map["stages"][1]["written"][0];
    assert_eq!((&cell["by"], &cell["reason"]), (&"정도윤".into(), &"기획 회의".into()), "{cell}");
}

#[test]
fn a_file_overwrites_nothing_that_was_written_after_it_went_out() {
    let room = room();
    room.json(&["map", "apply", room.file("written.yaml", WRITTEN).to_str().expect("text")]);
    let before = export(&room);
    let theirs = room.file("theirs.yaml", before.replace("할인 받고 끝내기", "남의 말"));
    room.json(&["map", "apply", theirs.to_str().expect("text")]);
    let mine = before.replace("할인 받고 끝내기", "내 말").replace("value: 0.9", "value: 0.8");
    let ran = room.run(&["map", "apply", room.file("mine.yaml", mine).to_str().expect("text")]);
    assert_eq!(ran.code, Some(1), "{}", ran.out);
    let told: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(told["conflicts"][0]["theirs"]["text"], "남의 말", "{told}");
    assert_eq!(told["changed"], serde_json::json!([]), "with a conflict nothing is written");
    assert!(export(&room).contains("남의 말") && export(&room).contains("value: 0.9"));
}

#[test]
fn a_cell_that_says_nothing_is_emptied_and_one_that_is_not_named_stays() {
    let room = room();
    room.json(&["map", "apply", room.file("written.yaml", WRITTEN).to_str().expect("text")]);
    let seen = export(&room);
    let print = seen.split("stage: pay").nth(1).and_then(|rest| rest.split("seen: ").nth(1)).expect("a fingerprint");
    let print = print.lines().next().expect("a line");
    let empty = format!("written: 1\njourney: buy\ncells:\n- {{side: as_is, stage: pay, lane: goal, seen: {print}}}\n");
    let applied = room.json(&["map", "apply", room.file("empty.yaml", empty).to_str().expect("text")]);
    assert_eq!((applied["changed"].as_array().map(Vec::len), &applied["kept"]), (Some(1), &2.into()), "{applied}");
    assert!(!export(&room).contains("stage: pay"));
}

#[test]
fn a_file_that_cannot_be_read_says_where() {
    let room = room();
    for (text, word) in
        [("written: 2\njourney: buy\ncells: []\n", "version 2"), ("written: 1\n", "journey"), ("- x\n", "sequence")]
    {
        let ran = room.run(&["map", "apply", room.file("bad.yaml", text).to_str().expect("text")]);
        assert!(ran.code == Some(1) && ran.err.contains(word), "{text}: {}", ran.err);
    }
    assert_eq!(room.run(&["map"]).code, Some(2));
}

fn mask(room: &Room, more: &[&str], lines: &str) -> (Option<i32>, String, String) {
    let mut args = vec!["voice", "mask"];
    args.extend(more);
    let mut child = room
        .command(&args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("starts");
    child.stdin.take().expect("stdin").write_all(lines.as_bytes()).expect("writes");
    let output = child.wait_with_output().expect("ends");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn voices_are_masked_line_by_line() {
    let room = Room::new();
    let lines =
        "{\"id\":\"a\",\"text\":\"김마루님 010-1234-5678, 주문 AB-1234\"}\n\n{\"id\":7,\"text\":\"날씨 좋네요\"}\n";
    let (code, out, err) = mask(&room, &["--orders", "AB-\\d{4}"], lines);
    assert_eq!(code, Some(0), "{err}");
    let lines: Vec<serde_json::Value> = out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines[0]["text"], "●●●님 ●●●●●●●●●●●●●, 주문 ●●●●●●●");
    let found = serde_json::json!([{"kind": "name", "start": 0, "end": 3}, {"kind": "phone", "start": 5, "end": 18}, {"kind": "order", "start": 23, "end": 30}]);
    assert_eq!(lines[0]["found"], found);
    assert_eq!(lines[1], serde_json::json!({"id": 7, "text": "날씨 좋네요", "found": []}));
    assert_eq!(mask(&room, &["--orders", "("], "").0, Some(2));
    let (code, _, err) = mask(&room, &[], "{\"id\":1}\n");
    assert!(code == Some(1) && err.contains("line 1"), "{err}");
}
