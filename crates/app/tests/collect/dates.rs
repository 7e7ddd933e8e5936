//! Dates of three short numbers: read in the order that their column shows, or rejected by row and field, never guessed
//! row by row.

use std::path::PathBuf;

use yeojido_app::collect::guess::Said;
use yeojido_app::collect::{Drafts, Mapper, preview};

use super::{drafts, settings};

fn file(text: &str) -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("주문.csv");
    std::fs::write(&path, text).expect("writes");
    (dir, path)
}

/// A file of these dates, mapped.
fn read(dates: &[&str]) -> (Drafts, Mapper) {
    let rows: String = dates.iter().enumerate().map(|(i, date)| format!("c{i},주문,{date}\n")).collect();
    let (_dir, path) = file(&format!("고객번호,이벤트명,일자\n{rows}"));
    drafts(&path, None).expect("reads")
}

fn days(drafts: &Drafts) -> Vec<String> {
    let zone = jiff::tz::TimeZone::get("Asia/Seoul").expect("a zone");
    let day = |at: yeojido_domain::Micros| {
        let at = jiff::Timestamp::from_microsecond(at.0).expect("in range");
        zone.to_datetime(at).date().to_string()
    };
    drafts.events.iter().map(|event| day(event.time)).collect()
}

fn told(mapper: &Mapper) -> Vec<(&str, &str, bool)> {
    mapper.date_orders().iter().map(|one| (&*one.column, &*one.read_as, one.sure)).collect()
}

#[test]
fn years_of_two_digits_come_first_in_korean_files() {
    for dates in [
        ["26/05/03", "26/05/17", "25/12/31"],
        ["26.5.3", "26.5.17", "25.12.31"],
        ["26-05-03", "26-05-17", "25-12-31"],
        ["26. 5. 3.", "26. 5. 17.", "25. 12. 31."],
        ["２６/０５/０３", "26/05/17", "25/12/31"],
    ] {
        let (got, mapper) = read(&dates);
        assert_eq!(days(&got), ["2026-05-03", "2026-05-17", "2025-12-31"], "{dates:?}");
        assert_eq!(told(&mapper), [("일자", "ymd", true)], "{dates:?}");
    }
}

#[test]
fn the_whole_column_tells_that_the_day_or_the_month_comes_first() {
    let (got, mapper) = read(&["03/05/26", "17/05/26", "31/12/25"]);
    assert_eq!(
        (days(&got), told(&mapper)),
        (vec!["2026-05-03".into(), "2026-05-17".into(), "2025-12-31".into()], vec![("일자", "dmy", true)])
    );
    let (got, mapper) = read(&["05/03/26", "05/17/26", "12/31/25"]);
    assert_eq!(
        (days(&got), told(&mapper)),
        (vec!["2026-05-03".into(), "2026-05-17".into(), "2025-12-31".into()], vec![("일자", "mdy", true)])
    );
}

#[test]
fn what_nothing_tells_is_read_as_koreans_write_and_said() {
    let (got, mapper) = read(&["05/03/04", "05/03/05"]);
    assert_eq!(days(&got), ["2005-03-04", "2005-03-05"]);
    assert_eq!(told(&mapper), [("일자", "ymd", false)]);
}

#[test]
fn a_date_against_its_column_is_rejected_by_row_and_field() {
    let mut dates = vec!["26/05/31"; 99];
    dates.push("05/31/26");
    let (got, _) = read(&dates);
    let rejects: Vec<_> =
        got.rejects.iter().map(|r| (r.row, r.field.as_str(), r.reason.code(), r.value.as_str())).collect();
    assert_eq!((got.events.len(), rejects), (99, vec![(101, "일자", "time_order", "05/31/26")]));
}

#[test]
fn in_a_column_without_an_order_only_what_says_its_own_is_read() {
    let (got, mapper) = read(&["25/03/2026", "3/26/2026", "03/04/2026", "2026-04-01", "05/05/2026"]);
    assert_eq!(days(&got), ["2026-03-25", "2026-03-26", "2026-04-01", "2026-05-05"]);
    assert_eq!(told(&mapper), [("일자", "mixed", false)]);
    let rejects: Vec<_> = got.rejects.iter().map(|r| (r.row, r.field.as_str(), r.reason.code())).collect();
    assert_eq!(rejects, [(4, "일자", "time_ambiguous")]);
}

#[test]
fn the_mapping_has_the_last_word() {
    let (_dir, path) = file("고객번호,이벤트명,일자\nc1,주문,03/05/26\nc2,주문,25/03/26\n");
    let table = super::open(&path).expect("opens");
    let guess = yeojido_app::collect::guess(&table, &Said::default()).expect("guesses");
    let mut mapping = guess.usable(&table).expect("usable");
    mapping.file.dates = Some("mdy".to_owned());
    let (got, mapper) = drafts(&path, Some(&mapping)).expect("reads");
    assert_eq!((days(&got), told(&mapper)), (vec!["2026-03-05".to_owned()], vec![("일자", "mdy", true)]));
    assert_eq!(got.rejects[0].reason.code(), "time_order");
}

#[test]
fn a_preview_tells_the_order_and_asks_where_it_is_open() {
    let (_dir, path) = file("고객번호,이벤트명,일자\nc1,주문,26/05/03\nc2,주문,26/05/31\n");
    let shown = preview(&path, None, &Said::default(), &settings(), &[]).expect("previews");
    let json = serde_json::to_value(&shown).expect("serialises");
    assert_eq!(json["result"]["date_orders"][0], serde_json::json!({"column": "일자", "read_as": "ymd", "sure": true}));
    assert!(shown.questions.is_empty(), "{:?}", shown.questions);
    let (_dir, path) = file("고객번호,이벤트명,일자\nc1,주문,25/03/2026\nc2,주문,3/25/2026\n");
    let shown = preview(&path, None, &Said::default(), &settings(), &[]).expect("previews");
    assert_eq!(shown.questions.iter().map(|q| q.code).collect::<Vec<_>>(), ["date_order_mixed"]);
}
