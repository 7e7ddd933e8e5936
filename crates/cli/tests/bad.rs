//! What people send by mistake: one clear sentence or a list of rejects, nothing else lost, no crash.

mod program;

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder};
use program::{Room, count, counts, fixture, import_of};
use serde_json::Value;

/// A room with something in it that must not be lost.
fn room() -> Room {
    let room = Room::new();
    assert_eq!(count(&room.import(&fixture("good/events.ko.csv"), &[]), "stored"), 6);
    room
}

/// Exit code 1, nothing on stdout, and as the last words one sentence with all of `words`.
fn refused<S: AsRef<std::ffi::OsStr> + std::fmt::Debug>(room: &Room, args: &[S], words: &[&str]) {
    ended(room, args, 1, words);
}

fn ended<S: AsRef<std::ffi::OsStr> + std::fmt::Debug>(room: &Room, args: &[S], code: i32, words: &[&str]) {
    let ran = room.run(args);
    assert_eq!((ran.code, ran.out.as_str()), (Some(code), ""), "{args:?}: {}", ran.err);
    let said: Vec<&str> = ran.err.lines().filter(|line| line.starts_with("yeojido: ")).collect();
    assert_eq!(said.len(), 1, "{args:?}: {}", ran.err);
    for word in words {
        assert!(said[0].contains(word), "`{word}` is not in: {}", said[0]);
        assert!(said[0].matches(word).count() == 1, "`{word}` is said more than once: {}", said[0]);
    }
    assert!(!ran.err.contains("WARN"), "said once, not twice: {}", ran.err);
}

fn refused_file(room: &Room, file: &Path, words: &[&str]) {
    refused(room, &import_of(file, &[]), words);
}

/// Rows and codes of the rejects that an import lists.
fn rejects(result: &Value) -> Vec<(u64, String, String)> {
    let Some(place) = result["rejects_file"].as_str() else { return vec![] };
    let bytes = std::fs::read(place).expect("rejects");
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let rows: Vec<(u64, String, String, String, String)> =
        csv::Reader::from_reader(text).deserialize().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len() as u64, count(result, "rejected"));
    rows.into_iter().map(|(row, field, _, _, code)| (row, field, code)).collect()
}

/// Imports a file; what was stored and known before, and the rejects.
fn sifted(room: &Room, file: &Path) -> (u64, Vec<(u64, String, String)>) {
    let result = room.import(file, &[]);
    let [read, stored, duplicates, events, voices] =
        counts(&result, ["read", "stored", "duplicates", "events", "voices"]);
    assert!(read > 0 && stored + duplicates >= events + voices, "{result}");
    (stored + duplicates, rejects(&result))
}

fn list(rows: &[(u64, &str, &str)]) -> Vec<(u64, String, String)> {
    rows.iter().map(|&(row, field, code)| (row, field.to_owned(), code.to_owned())).collect()
}

#[test]
fn a_file_that_cannot_be_used_is_refused_by_name_and_nothing_else_is_lost() {
    let room = room();
    for (name, why) in [
        ("empty.csv", "the file is empty"),
        ("header-only.csv", "there is a header but no row under it"),
        ("binary.csv", "binary data"),
        ("picture.csv", "a picture (PNG)"),
        ("archive.xlsx", "an archive (zip)"),
        ("list.json", "a JSON list"),
        ("damaged.xlsx", "damaged after row 0"),
        ("truncated.parquet", "damaged after row 0"),
        ("truncated.xes", "damaged after row 0"),
        ("truncated.xes.gz", "damaged after row 0"),
        ("broken.jsonocel", "damaged after row 0"),
    ] {
        refused_file(&room, &fixture("bad").join(name), &[&format!("{name}: "), why]);
    }
    refused_file(&room, &room.path("nowhere.csv"), &["nowhere.csv: ", "No such file"]);
    refused_file(&room, &room.data(), &["Is a directory"]);
    refused_file(&room, &room.file("blank.csv", "\n\n  \n"), &["blank.csv: the file is empty"]);
    assert_eq!(room.events(), 6);
    room.verify();
}

#[test]
fn a_log_with_one_wrong_byte_is_read_or_refused_in_a_sentence() {
    let room = room();
    for name in ["orders.xmlocel", "orders.jsonocel", "tickets.xes"] {
        let good = std::fs::read(fixture("good").join(name)).expect("reads");
        for part in (1..16).step_by(2) {
            let mut bent = good.clone();
            bent[good.len() * part / 16] ^= 0x55;
            let ran = room.run(&import_of(&room.file(name, bent), &["--dry-run"]));
            let said = ran.err.lines().filter(|line| line.starts_with("yeojido: ")).count();
            assert_eq!(
                (ran.code, said),
                if said == 0 { (Some(0), 0) } else { (Some(1), 1) },
                "{name} {part}: {}",
                ran.err
            );
        }
    }
    assert_eq!(room.events(), 6);
}

#[test]
fn a_bad_file_among_good_ones_is_told_before_anything_is_stored() {
    let room = room();
    let files = [fixture("good/events.en.tsv"), fixture("bad/empty.csv"), fixture("good/events.en.jsonl")];
    let args: Vec<_> =
        std::iter::once("import".into()).chain(files.iter().map(|file| file.as_os_str().to_owned())).collect();
    refused(&room, &args, &["empty.csv: the file is empty"]);
    assert_eq!(room.events(), 6);
}

#[test]
fn a_mapping_that_does_not_fit_is_refused_by_field() {
    let room = room();
    let file = fixture("good/events.en.tsv");
    for (text, words) in [
        ("mapping: 1\nevents:\n- {event: a, time: when, customer: user_id}\n", ["events[0].time", "no column `when`"]),
        ("mapping: 1\nevents:\n- {event: a, time: timestamp}\n", ["events[0].customer", "needs a column"]),
        (
            "mapping: 1\nfile: {dates: ydm}\nevents:\n- {event: a, time: timestamp, customer: user_id}\n",
            ["file.dates", "`ydm`"],
        ),
        ("mapping: 1\nevents:\n- {evnt: a, time: timestamp, customer: user_id}\n", ["bad.yaml", "`evnt`"]),
        ("mapping: 9\nevents: []\n", ["bad.yaml", "version 9"]),
        ("mapping: 1\n", ["bad.yaml", "customers"]),
        (": : :", ["bad.yaml", "did not find expected key"]),
    ] {
        let mapping = room.file("bad.yaml", text);
        refused(&room, &import_of(&file, &["--mapping", mapping.to_str().expect("UTF-8")]), &words);
    }
    refused(&room, &import_of(&file, &["--mapping", "nowhere.yaml"]), &["nowhere.yaml", "No such file"]);
    refused(&room, &import_of(&file, &["--column", "customer=who"]), &["customer", "no column `who`"]);
    refused(&room, &import_of(&file, &["--column", "klingon=user_id"]), &["`klingon` is no target"]);
    ended(&room, &import_of(&file, &["--column", "customer"]), 2, &["`customer` is not TARGET=SOURCE"]);
    ended(&room, &["--workspace", "../x", "verify"], 2, &["--workspace", "`../x`"]);
    assert_eq!(room.run(&["import"]).code, Some(2));
    assert_eq!(room.run(&["analyze", "sessions", "--gap", "soon"]).code, Some(2));
    assert_eq!(room.events(), 6);
}

#[test]
fn a_wrong_encoding_is_named_with_its_row() {
    let room = room();
    let text =
        "mapping: 1\nfile: {encoding: utf-8}\nevents:\n- {event_from: 이벤트명, time: 일시, customer: 고객번호}\n";
    let mapping = room.file("utf8.yaml", text);
    let args = import_of(&fixture("good/events.ko.cp949.csv"), &["--mapping", mapping.to_str().expect("UTF-8")]);
    refused(&room, &args, &["events.ko.cp949.csv: ", "row 1", "is not utf-8", "file.encoding"]);
    // Left to itself it finds the encoding; a row in another one is rejected alone.
    assert_eq!(count(&room.import(&fixture("good/events.ko.cp949.csv"), &[]), "rejected"), 0);
    let found = sifted(&room, &fixture("bad/mixed-encoding.csv"));
    assert_eq!(found, (2, list(&[(3, "event", "not_text")])));
    room.verify();
}

#[test]
fn rows_that_cannot_be_read_are_listed_and_the_others_stored() {
    let room = room();
    for (name, stored, faults) in [
        (
            "mixed-dates.csv",
            5,
            &[(7, "time", "time_too_old"), (8, "time", "time_future"), (9, "time", "time_unreadable")][..],
        ),
        ("formulas.csv", 2, &[(4, "time", "time_unreadable")]),
        ("duplicate-ids.csv", 3, &[]),
        ("ragged.csv", 3, &[(3, "time", "cell_count"), (4, "time", "cell_count")]),
        ("unclosed.csv", 2, &[(3, "", "quote_unclosed")]),
        ("broken.jsonl", 2, &[(2, "", "not_json"), (3, "", "not_json")]),
        (
            "scores.csv",
            4,
            &[(3, "rating", "score_outside"), (4, "rating", "number_unreadable"), (5, "comment", "voice_empty")],
        ),
        (
            "junk-ids.csv",
            1,
            &[
                (2, "user_id", "customer_junk"),
                (3, "user_id", "customer_junk"),
                (4, "user_id", "customer_junk"),
                (5, "user_id", "customer_junk"),
                (6, "user_id", "customer_missing"),
            ],
        ),
    ] {
        assert_eq!(sifted(&room, &fixture("bad").join(name)), (stored, list(faults)), "{name}");
    }
    room.verify();
}

#[test]
fn an_id_given_twice_is_stored_once() {
    let got = Room::new().import(&fixture("bad/duplicate-ids.csv"), &[]);
    assert_eq!(counts(&got, ["read", "stored", "duplicates", "rejected"]), [3, 2, 1, 0]);
}

#[test]
fn formulas_come_back_as_text() {
    let room = Room::new();
    let got = room.import(&fixture("bad/formulas.csv"), &[]);
    let rejects = std::fs::read_to_string(got["rejects_file"].as_str().expect("rejects")).expect("reads");
    assert!(rejects.contains(",'=NOW(),"), "no spreadsheet runs it: {rejects}");
    let events = room.json(&["analyze", "transitions"]);
    assert_eq!(events["start"][0]["count"], 1);
}

#[test]
fn five_hundred_columns_and_five_megabytes_in_a_cell_are_borne() {
    let room = room();
    let mut wide = "user_id,event,time".to_owned();
    (3..500).for_each(|i| write!(wide, ",c{i}").expect("memory"));
    wide.push_str("\nu1,view,2026-10-01");
    (3..500).for_each(|i| write!(wide, ",{i}").expect("memory"));
    assert_eq!(sifted(&room, &room.file("wide.csv", wide)), (1, vec![]));

    let huge = format!(
        "user_id,event,time,note\nu1,a,2026-10-01,x\nu2,a,2026-10-01,{}\nu3,a,2026-10-01,z\n",
        "y".repeat(5_000_000)
    );
    assert_eq!(sifted(&room, &room.file("huge.csv", huge)), (2, list(&[(3, "note", "cell_too_large")])));
    assert_eq!(room.events(), 9);
    room.verify();
}

/// A zip with one entry of so many blanks that says of itself that it unpacks to `declared` bytes.
fn zipped(name: &str, blanks: usize, declared: u32) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&vec![b' '; blanks]).expect("memory");
    let data = encoder.finish().expect("memory");
    let mut fields = vec![20, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    fields.extend(u32::try_from(data.len()).expect("small").to_le_bytes());
    fields.extend(declared.to_le_bytes());
    fields.extend(u16::try_from(name.len()).expect("short").to_le_bytes());
    fields.extend([0, 0]);
    let mut zip = [b"PK\x03\x04", fields.as_slice(), name.as_bytes(), &data].concat();
    let start = u32::try_from(zip.len()).expect("small");
    zip.extend([b"PK\x01\x02\x14\x00", fields.as_slice(), &[0; 14], name.as_bytes()].concat());
    let size = u32::try_from(zip.len()).expect("small") - start;
    zip.extend(b"PK\x05\x06\x00\x00\x00\x00\x01\x00\x01\x00");
    zip.extend(size.to_le_bytes());
    zip.extend(start.to_le_bytes());
    zip.extend([0, 0]);
    zip
}

#[test]
fn what_unpacks_without_end_is_refused() {
    let room = room();
    let gz = |start: &str| {
        let mut gz = GzEncoder::new(Vec::new(), Compression::best());
        gz.write_all(start.as_bytes()).expect("memory");
        let part = vec![b'a'; 16 << 20];
        (0..6).for_each(|_| gz.write_all(&part).expect("memory"));
        gz.finish().expect("memory")
    };
    for (name, bytes) in [
        ("bomb.xlsx", zipped("xl/workbook.xml", 96 << 20, 96 << 20)),
        ("liar.xlsx", zipped("xl/workbook.xml", 96 << 20, 10)),
        ("bomb.csv.gz", gz("user_id,event,time\n")),
        ("bomb.xes.gz", gz("<?xml version=\"1.0\"?><log><trace><event><string key=\"concept:name\" value=\"")),
    ] {
        refused_file(&room, &room.file(name, bytes), &[&format!("{name}: "), "unpacks to more than"]);
    }
    assert_eq!(room.events(), 6);
    room.verify();
}

/// Rows of 20 kB: `YEOJIDO_LARGE_ROWS=52500` makes the file larger than a gigabyte.
#[test]
fn a_large_file_is_read_to_its_end() {
    let rows: u64 = std::env::var("YEOJIDO_LARGE_ROWS").ok().and_then(|n| n.parse().ok()).unwrap_or(4_000);
    let room = room();
    let path = room.path("large.csv");
    let mut file = std::io::BufWriter::new(std::fs::File::create(&path).expect("a file"));
    writeln!(file, "user_id,event,time,note").expect("writes");
    let note = "x".repeat(20_000);
    for i in 0..rows {
        writeln!(file, "u{},view,2026-10-{:02},{i}{note}", i % 500, 1 + i % 28).expect("writes");
    }
    file.flush().expect("writes");
    drop(file);
    assert!(std::fs::metadata(&path).expect("a file").len() > rows * 20_000);
    let got = room.import(&path, &[]);
    assert_eq!(counts(&got, ["read", "stored", "duplicates", "rejected"]), [rows, rows, 0, 0]);
    assert_eq!(room.events(), rows + 6);
    room.verify();
}
