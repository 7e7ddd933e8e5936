//! What people send by mistake: a clear error, or rejects with row, field and reason, and nothing else lost.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder};
use yeojido_app::collect::guess::{Said, guess};
use yeojido_app::collect::{Limits, Table};
use yeojido_domain::FileOptions;

use super::{drafts, fixture, open};

/// The error that a file gives, by code.
fn refused(path: &Path) -> String {
    match drafts(path, None) {
        Ok((got, _)) => format!("{} rows", got.rows),
        Err(error) => {
            assert!(!error.to_string().is_empty());
            error.code().to_owned()
        }
    }
}

/// Events and voices that a file gives, and its rejects as row, field and code.
fn sifted(path: &Path) -> (usize, Vec<(u64, String, &'static str)>) {
    let (got, _) = drafts(path, None).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let rejects = got.rejects.iter().map(|r| (r.row, r.field.clone(), r.reason.code()));
    (got.events.len() + got.voices.len(), rejects.collect())
}

fn rejects(list: &[(u64, &str, &'static str)]) -> Vec<(u64, String, &'static str)> {
    list.iter().map(|(row, field, code)| (*row, (*field).to_owned(), *code)).collect()
}

fn temp(name: &str, bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join(name);
    std::fs::write(&path, bytes).expect("writes");
    (dir, path)
}

#[test]
fn a_file_that_cannot_be_used_says_why() {
    for (name, code) in [
        ("bad/empty.csv", "file_empty"),
        ("bad/header-only.csv", "file_no_rows"),
        ("bad/binary.csv", "file_kind"),
        ("bad/picture.csv", "file_kind"),
        ("bad/archive.xlsx", "file_kind"),
        ("bad/list.json", "file_kind"),
        ("bad/damaged.xlsx", "file_damaged"),
        ("bad/truncated.parquet", "file_damaged"),
        ("bad/truncated.xes", "file_damaged"),
        ("bad/truncated.xes.gz", "file_damaged"),
        ("bad/broken.jsonocel", "file_damaged"),
        ("bad/nowhere.csv", "file_unreadable"),
    ] {
        assert_eq!(refused(&fixture(name)), code, "{name}");
    }
    let (_dir, white) = temp("white.csv", b"\n\n  \n");
    assert_eq!(refused(&white), "file_empty");
}

#[test]
fn a_column_of_many_ways_to_write_a_date_is_read_row_by_row() {
    let (events, faults) = sifted(&fixture("bad/mixed-dates.csv"));
    assert_eq!(events, 5);
    let want = [(7, "time", "time_too_old"), (8, "time", "time_future"), (9, "time", "time_unreadable")];
    assert_eq!(faults, rejects(&want));
    let (got, _) = drafts(&fixture("bad/mixed-dates.csv"), None).expect("reads");
    // 25/10 can only be day first, so 01/10 in the same column is the first of October.
    assert_eq!(got.events[1].time.to_string(), "2026-09-30T15:00:00Z");
}

#[test]
fn rows_that_do_not_fit_the_header_are_rejected_alone() {
    let (events, faults) = sifted(&fixture("bad/ragged.csv"));
    assert_eq!(events, 3);
    assert_eq!(faults, rejects(&[(3, "time", "cell_count"), (4, "time", "cell_count")]));
}

#[test]
fn a_quote_that_is_never_closed_costs_its_row_only() {
    let (events, faults) = sifted(&fixture("bad/unclosed.csv"));
    assert_eq!((events, faults), (2, rejects(&[(3, "", "quote_unclosed")])));
}

#[test]
fn formulas_are_text_and_are_written_back_as_text() {
    let (got, _) = drafts(&fixture("bad/formulas.csv"), None).expect("reads");
    assert_eq!(got.events[0].event, "=HYPERLINK(\"http://example.com\")");
    assert_eq!((got.events.len(), got.rejects.len()), (2, 1));
    assert_eq!(got.rejects[0].value, "=NOW()");
}

#[test]
fn words_of_programs_are_nobody() {
    let (events, faults) = sifted(&fixture("bad/junk-ids.csv"));
    assert_eq!(events, 1);
    let junk = |row| (row, "user_id", "customer_junk");
    assert_eq!(faults, rejects(&[junk(2), junk(3), junk(4), junk(5), (6, "user_id", "customer_missing")]));
}

#[test]
fn an_id_given_twice_is_one_event() {
    let (got, _) = drafts(&fixture("bad/duplicate-ids.csv"), None).expect("reads");
    assert_eq!(got.events.len(), 3);
    assert_eq!(got.events[0].key, got.events[1].key);
    assert_ne!(got.events[0].key, got.events[2].key);
}

#[test]
fn a_score_that_cannot_be_used_is_rejected_by_field_and_its_text_is_kept() {
    let path = fixture("bad/scores.csv");
    let (voices, faults) = sifted(&path);
    assert_eq!(voices, 4);
    let want = [(3, "rating", "score_outside"), (4, "rating", "number_unreadable"), (5, "comment", "voice_empty")];
    assert_eq!(faults, rejects(&want));
    let (got, _) = drafts(&path, None).expect("reads");
    let said: Vec<_> = got.voices.iter().map(|voice| (voice.text.as_deref(), voice.score)).collect();
    assert_eq!(said, [(Some("good"), Some(5.0)), (Some("too much"), None), (Some("odd"), None), (None, Some(1.0))]);
}

#[test]
fn what_does_not_apply_is_neither_a_number_nor_a_fault() {
    let text = "review_id,customer_id,review_date,rating,comment\n1,c1,2026-10-01,N/A,good\n2,c2,2026-10-01,해당 없음,bad\n\
                3,c3,2026-10-01,4,fine\n4,c4,2026-10-01,-,\n";
    let (_dir, path) = temp("absent.csv", text.as_bytes());
    let (voices, faults) = sifted(&path);
    assert_eq!((voices, faults), (3, rejects(&[(5, "comment", "voice_empty")])));
    let (got, _) = drafts(&path, None).expect("reads");
    assert_eq!(got.voices.iter().map(|voice| voice.score).collect::<Vec<_>>(), [None, None, Some(4.0)]);
}

#[test]
fn an_amount_or_a_time_that_no_table_holds_costs_its_row_only() {
    let text = "user_id,event,time,amount\nu1,buy,2026-10-01,100000000000000\nu2,buy,2026-10-01,99999999999999\n\
                u3,buy,0000-12-31,1\nu4,buy,-,1\n";
    let (_dir, path) = temp("bounds.csv", text.as_bytes());
    let (events, faults) = sifted(&path);
    let want = [(2, "amount", "number_unreadable"), (4, "time", "time_too_old"), (5, "time", "time_unreadable")];
    assert_eq!((events, faults), (1, rejects(&want)));
}

#[test]
fn broken_lines_are_rejected_and_the_others_read() {
    let (events, faults) = sifted(&fixture("bad/broken.jsonl"));
    assert_eq!((events, faults), (2, rejects(&[(2, "", "not_json"), (3, "", "not_json")])));
}

#[test]
fn a_row_in_another_encoding_is_rejected_alone() {
    let (events, faults) = sifted(&fixture("bad/mixed-encoding.csv"));
    assert_eq!((events, faults), (2, rejects(&[(3, "event", "not_text")])));
}

#[test]
fn a_wrong_encoding_is_named() {
    let options = FileOptions { encoding: Some("utf-8".to_owned()), ..FileOptions::default() };
    let error = Table::open(&fixture("good/events.ko.cp949.csv"), &options, &Limits::default()).expect_err("not UTF-8");
    assert_eq!((error.code(), error.row(), error.field()), ("file_encoding", Some(1), Some("file.encoding")));
    let options = FileOptions { encoding: Some("klingon".to_owned()), ..FileOptions::default() };
    let error = Table::open(&fixture("good/events.ko.csv"), &options, &Limits::default()).expect_err("no such thing");
    assert_eq!(error.code(), "bad_mapping");
}

#[test]
fn five_hundred_columns_are_read() {
    let mut text = "user_id,event,time".to_owned();
    (3..500).for_each(|i| write!(text, ",c{i}").expect("memory"));
    text.push_str("\nu1,view,2026-10-01");
    (3..500).for_each(|i| write!(text, ",{i}").expect("memory"));
    let (_dir, path) = temp("wide.csv", text.as_bytes());
    let (got, _) = drafts(&path, None).expect("reads");
    assert_eq!(got.events[0].properties.len(), 497);
}

#[test]
fn a_cell_of_five_megabytes_costs_its_row_only() {
    let mut text = "user_id,event,time,note\nu1,a,2026-10-01,x\nu2,a,2026-10-01,".to_owned();
    text.push_str(&"y".repeat(5_000_000));
    text.push_str("\nu3,a,2026-10-01,z\n");
    let (_dir, path) = temp("large.csv", text.as_bytes());
    let (events, faults) = sifted(&path);
    assert_eq!((events, faults), (2, rejects(&[(3, "note", "cell_too_large")])));
}

fn small_limits() -> Limits {
    Limits { unpacked_bytes: 4 << 20, ratio: 100, free_bytes: 1 << 20, whole_bytes: 1 << 20 }
}

/// A zip with one entry that unpacks to so many zeros, and says of itself that it unpacks to `declared`.
fn bomb(name: &str, zeros: usize, declared: u32) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&vec![b' '; zeros]).expect("memory");
    let data = encoder.finish().expect("memory");
    let packed = u32::try_from(data.len()).expect("small");
    let fields = |out: &mut Vec<u8>| {
        out.extend([20, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        out.extend(packed.to_le_bytes());
        out.extend(declared.to_le_bytes());
        out.extend(u16::try_from(name.len()).expect("short").to_le_bytes());
        out.extend([0, 0]);
    };
    let mut zip = b"PK\x03\x04".to_vec();
    fields(&mut zip);
    zip.extend(name.as_bytes());
    zip.extend(&data);
    let directory = u32::try_from(zip.len()).expect("small");
    zip.extend(b"PK\x01\x02\x14\x00");
    fields(&mut zip);
    zip.extend([0; 14]);
    zip.extend(name.as_bytes());
    let size = u32::try_from(zip.len()).expect("small") - directory;
    zip.extend(b"PK\x05\x06\x00\x00\x00\x00\x01\x00\x01\x00");
    zip.extend(size.to_le_bytes());
    zip.extend(directory.to_le_bytes());
    zip.extend([0, 0]);
    zip
}

#[test]
fn a_spreadsheet_that_unpacks_without_end_is_refused_also_when_it_lies() {
    for declared in [20 << 20, 10] {
        let (_dir, path) = temp("bomb.xlsx", &bomb("xl/workbook.xml", 20 << 20, declared));
        let error = Table::open(&path, &FileOptions::default(), &small_limits()).expect_err("too much");
        assert_eq!(error.code(), "file_bomb", "{error}");
    }
}

#[test]
fn packed_text_and_logs_that_unpack_without_end_are_refused() {
    for (name, start) in [
        ("bomb.xes.gz", "<?xml version=\"1.0\"?><log><trace><event><string key=\"concept:name\" value=\""),
        ("bomb.csv.gz", "user_id,event,time\n"),
        ("bomb.jsonl.gz", "{\"a\":1}\n"),
    ] {
        let mut gz = GzEncoder::new(Vec::new(), Compression::best());
        gz.write_all(start.as_bytes()).expect("memory");
        gz.write_all(&vec![b'a'; 20 << 20]).expect("memory");
        let (_dir, path) = temp(name, &gz.finish().expect("memory"));
        let outcome = Table::open(&path, &FileOptions::default(), &small_limits())
            .and_then(|table| table.each(&mut |_| Ok(std::ops::ControlFlow::Continue(()))));
        assert_eq!(outcome.expect_err("too much").code(), "file_bomb", "{name}");
    }
}

#[test]
fn an_object_log_too_large_for_memory_is_refused() {
    let limits = Limits { whole_bytes: 100, ..Limits::default() };
    let error = Table::open(&fixture("good/orders.jsonocel"), &FileOptions::default(), &limits).expect_err("too large");
    assert_eq!(error.code(), "file_too_large");
}

#[test]
fn a_file_broken_off_anywhere_never_ends_the_program() {
    for entry in std::fs::read_dir(fixture("good")).expect("fixtures") {
        let path = entry.expect("an entry").path();
        let bytes = std::fs::read(&path).expect("reads");
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        for part in 1..16 {
            let (_dir, cut) = temp(&name, &bytes[..bytes.len() * part / 16]);
            let mut bent = bytes.clone();
            bent[bytes.len() * part / 16] ^= 0x55;
            let (_other, bent) = temp(&name, &bent);
            for path in [cut, bent] {
                if let Ok(table) = open(&path) {
                    let _ = guess(&table, &Said::default())
                        .and_then(|g| g.usable(&table))
                        .and_then(|m| drafts(&path, Some(&m)));
                }
            }
        }
    }
}
