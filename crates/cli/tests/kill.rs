//! Killed at any moment and started again, an import ends as if nothing had happened.

mod program;

use std::fmt::Write as _;
use std::process::Stdio;
use std::time::{Duration, Instant};

use program::{Room, Seeded, count, counts, import_of};
use serde_json::Value;

/// Rows of the file; two events come of each, so it is stored in several steps.
const ROWS: u32 = 200_000;
/// Each folder sees the program killed twice, the second time while it takes up what the first left.
const FOLDERS: u64 = 5;

/// Orders with the time of their delivery: some without a time, some that cannot be read, some equal to the one before.
fn orders(from: u32, rows: u32) -> String {
    let mut text = String::from("customer_id,order_no,ordered_at,delivered_at\n");
    for i in from..from + rows {
        // Every 997th row says what the one before it says.
        let n = if i % 997 == 996 { i - 1 } else { i };
        let (day, hour, minute) = (1 + n % 27, n / 60 % 24, n % 60);
        let ordered =
            if n % 5_000 == 4_321 { "soon".to_owned() } else { format!("2026-10-{day:02} {hour:02}:{minute:02}:00") };
        let delivered =
            if n % 3 == 0 { String::new() } else { format!("2026-10-{:02} {hour:02}:{minute:02}:30", day + 1) };
        writeln!(text, "c{},o{n},{ordered},{delivered}", n % 20_011).expect("memory");
    }
    text
}

/// A room that knows the first rows already, from another file.
fn room() -> Room {
    let room = Room::new();
    let known = room.file("known.csv", orders(0, 10_000));
    assert!(count(&room.import(&known, &[]), "stored") > 10_000);
    room
}

/// The result without the place of the rejects, and the rejects.
fn ending(mut result: Value) -> (Value, String) {
    let place = result["rejects_file"].take();
    let rejects = std::fs::read_to_string(place.as_str().expect("rejects")).expect("reads");
    (result, rejects)
}

/// Between a killing and the next run nothing is wrong but that a job waits to be finished.
fn left_behind(room: &Room) {
    let report: Value = serde_json::from_str(&room.run(&["verify"]).out).expect("JSON");
    for why in report["wrong"].as_array().expect("a list") {
        assert!(why.as_str().is_some_and(|why| why.contains("has not ended")), "{report}");
    }
}

#[test]
fn an_import_killed_at_ten_moments_ends_as_one_that_was_left_alone() {
    let text = orders(0, ROWS);
    let calm = room();
    let file = calm.file("orders.csv", &text);
    let began = Instant::now();
    let want = ending(calm.import(&file, &[]));
    let took = began.elapsed();
    let [read, stored, duplicates, rejected, events] =
        counts(&want.0, ["read", "stored", "duplicates", "rejected", "events"]);
    assert_eq!(read, u64::from(ROWS));
    assert_eq!(stored + duplicates, events);
    assert!(duplicates > 10_000 && rejected == u64::from(ROWS) / 5_000, "{}", want.0);
    assert_eq!(want.1.lines().count() as u64, rejected + 1, "a header and a line each");
    let counted = calm.json(&["analyze", "transitions"]);
    assert_eq!(count(&counted, "events"), events);

    let mut moments = Seeded(6);
    let mut hits = 0;
    for folder in 0..FOLDERS {
        let room = room();
        let file = room.file("orders.csv", &text);
        for _ in 0..2 {
            let span = u64::try_from(took.as_millis()).expect("short");
            let moment = Duration::from_millis(moments.below(span));
            let mut child = room.command(&import_of(&file, &[]));
            let mut child = child.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("starts");
            std::thread::sleep(moment);
            hits += u32::from(child.try_wait().expect("a child").is_none());
            // The signal that nothing can be done about.
            child.kill().ok();
            child.wait().expect("ends");
        }
        left_behind(&room);
        let got = ending(room.import(&file, &[]));
        // Both killings may have come after the end; then everything is known already.
        if count(&got.0, "stored") == 0 {
            assert_eq!(counts(&got.0, ["read", "duplicates", "events"]), [read, events, events], "folder {folder}");
            assert_eq!(got.1, want.1, "folder {folder}");
        } else {
            assert_eq!(got, want, "folder {folder}");
        }
        room.verify();
        assert_eq!(room.json(&["analyze", "transitions"]), counted, "folder {folder}");
        let again = room.import(&file, &[]);
        assert_eq!(counts(&again, ["stored", "duplicates"]), [0, events], "folder {folder}");
    }
    assert!(hits >= 5, "only {hits} of the killings met a running import: it has become faster than the test");
}
