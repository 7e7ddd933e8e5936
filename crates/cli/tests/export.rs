//! A map as files: what is asked for comes, and what cannot be meant is said.

mod program;

use std::fs::read;

use program::{Ran, Room};

const EVENTS: &str =
    "고객번호,행동,일시,채널\n1,방문,2026-10-01 10:00,앱\n1,주문,2026-10-01 10:05,앱\n2,방문,2026-10-31 23:59,웹\n";
const JOURNEY: &str = "journey: 1\nid: buy\nname: {ko: 첫 구매, en: First purchase}\ngap: 30d\ngoal: {event: 주문}\nstages:\n\
    - {id: look, name: {ko: 둘러보기, en: Look}, touchpoints: [{id: a, events: [{event: 방문}]}]}\n\
    - {id: pay, name: {ko: 결제, en: Pay}, touchpoints: [{id: b, events: [{event: 주문}]}]}\n";

fn room() -> Room {
    let room = Room::new();
    room.import(&room.file("행동.csv", EVENTS), &[]);
    let journey = room.file("여정.yaml", JOURNEY);
    let ran = room.run(&["journey".as_ref(), "apply".as_ref(), journey.as_os_str()]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    room
}

fn map(room: &Room, more: &[&str]) -> Ran {
    room.run(&[&["map", "buy"], more].concat())
}

#[test]
fn a_map_becomes_each_kind_of_file() {
    let room = room();
    for (format, first) in
        [("svg", &b"<svg"[..]), ("png", b"\x89PNG"), ("pdf", b"%PDF"), ("md", "# 첫 구매".as_bytes())]
    {
        let file = room.path(&format!("지도.{format}"));
        let ran = map(&room, &["--format", format, "-o", &file.to_string_lossy()]);
        assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""), "{}", ran.err);
        assert!(read(&file).expect("is there").starts_with(first), "{format}");
    }
    let printed = map(&room, &["--format", "md", "--lang", "en"]);
    assert!(printed.out.contains("| Entered | 2 | 1 |"), "{}", printed.out);
}

#[test]
fn slides_are_files_of_their_own() {
    let room = room();
    let file = room.path("장표.png");
    let ran = map(&room, &["--format", "png", "--ratio", "16:9", "--scale", "1", "-o", &file.to_string_lossy()]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let slides = ran.err.lines().count();
    assert!(slides >= 2, "{}", ran.err);
    for at in 1..=slides {
        let slide = read(room.path(&format!("장표-{at}.png"))).expect("is there");
        // Width and height stand at bytes 16 to 24 of a PNG.
        assert_eq!(slide[16..24], [0, 0, 5, 0, 0, 0, 2, 208], "1280 × 720");
    }
}

#[test]
fn what_cannot_be_meant_is_said() {
    let room = room();
    for (more, named) in [
        (&["--format", "svg", "--paper", "a4"][..], "--paper"),
        (&["--format", "pdf", "--scale", "2"], "--scale"),
        (&["--format", "json", "--ratio", "16:9"], "--ratio"),
        (&["--format", "png", "--ratio", "16:9"], "-o"),
    ] {
        let ran = map(&room, more);
        assert_eq!(ran.code, Some(2), "{}", ran.err);
        assert!(ran.err.contains(named), "{}", ran.err);
    }
    let large = map(&room, &["--format", "png", "--scale", "900"]);
    assert_eq!((large.code, large.out.as_str()), (Some(1), ""), "{}", large.err);
}
