//! Nothing of a file is lost without a word, no row is two, and nobody's number becomes an open property.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use yeojido_app::collect::guess::{Guess, Said, guess};
use yeojido_domain::{EventKey, Mapping, Property};

use super::{drafts, open};

struct Room(tempfile::TempDir);

impl Room {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn file(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, text).expect("writes");
        path
    }
}

fn guessed(path: &Path) -> Guess {
    guess(&open(path).expect("opens"), &Said::default()).expect("guesses")
}

fn asked(guess: &Guess) -> Vec<(&str, Option<&str>)> {
    guess.questions.iter().map(|question| (question.code, question.column.as_deref())).collect()
}

fn keys(path: &Path, mapping: Option<&Mapping>) -> Vec<EventKey> {
    let (got, _) = drafts(path, mapping).expect("reads");
    assert_eq!(got.rejects, []);
    got.events.into_iter().map(|event| event.key).collect()
}

/// Lines of which only the last ones have the keys of `tail`.
fn lines(tail: &str) -> String {
    let mut text = String::new();
    for i in 0..2_500 {
        writeln!(
            text,
            "{{\"event_id\":\"e{i}\",\"user_id\":\"u{}\",\"event\":\"view\",\"time\":{}}}",
            i % 7,
            1_793_000_000 + i
        )
        .expect("memory");
    }
    text + tail
}

#[test]
fn a_line_is_the_same_event_whatever_keys_come_after_it() {
    let room = Room::new();
    let tail =
        |more: &str| format!("{{\"event_id\":\"z\",\"user_id\":\"u1\",\"event\":\"buy\",\"time\":1793100000{more}}}\n");
    let october = keys(&room.file("october.jsonl", lines("")), None);
    let november = keys(&room.file("november.jsonl", lines(&tail(",\"refund\":{\"reason\":\"늦음\"}"))), None);
    let december = keys(&room.file("december.jsonl", lines(&tail(",\"customer_id\":\"k9\",\"coupon\":7"))), None);
    assert_eq!(october[..], november[..2_500]);
    assert_eq!(november[..], december[..2_501], "the id is the same, so is the event");
}

#[test]
fn a_line_without_an_id_is_the_same_event_also_beyond_the_last_column() {
    let room = Room::new();
    let row = |i: usize| {
        let own: String = (0..100).map(|k| format!(",\"k{i}.{k}\":{k}")).collect();
        format!("{{\"user_id\":\"u{i}\",\"event\":\"view\",\"time\":1793000000{own}}}\n")
    };
    let forth: String = (0..42).map(row).collect();
    let back: String = (0..42).rev().map(row).collect();
    let (forth, back) = (room.file("forth.jsonl", forth), room.file("back.jsonl", back));
    let mapping = Mapping::from_yaml("mapping: 1\nevents:\n- {event_from: event, time: time, customer: user_id}\n")
        .expect("a mapping");
    let (first, mut second) = (keys(&forth, Some(&mapping)), keys(&back, Some(&mapping)));
    second.reverse();
    assert_eq!(first, second);
    let (_, mapper) = drafts(&forth, Some(&mapping)).expect("reads");
    assert_eq!(mapper.left_out(), 4_200 - (4_096 - 3), "and what had no column is counted");
}

#[test]
fn a_column_that_is_filled_late_is_kept() {
    let room = Room::new();
    let mut csv = "user_id,event,time,late,손님연락\n".to_owned();
    (0..3_000).for_each(|i| writeln!(csv, "u{i},view,2026-10-01,,").expect("memory"));
    csv.push_str("u1,buy,2026-10-02,coupon,010-1234-5678\n");
    let path = room.file("late.csv", csv);
    let (got, _) = drafts(&path, None).expect("reads");
    let last = got.events.last().expect("an event");
    assert_eq!(last.properties["late"], Property::Text("coupon".to_owned()));
    assert!(!last.properties.contains_key("손님연락"), "looked for further down, and found to be a number of somebody");
    let (got, _) = drafts(
        &room.file(
            "late.jsonl",
            lines("{\"event_id\":\"z\",\"user_id\":\"u\",\"event\":\"buy\",\"time\":1793100000,\"late\":{\"x\":1}}\n"),
        ),
        None,
    )
    .expect("reads");
    assert_eq!(got.events[2_500].properties["late.x"], Property::Number(1.0));
}

#[test]
fn a_column_empty_at_first_takes_no_role_from_a_filled_one() {
    let room = Room::new();
    let guess = guessed(&room.file("log.csv", "my_user_id,customer_id,event,time\nu1,,view,2026-10-01\n"));
    assert_eq!(guess.mapping.events[0].customer.as_deref(), Some("my_user_id"));
}

#[test]
fn a_column_that_nobody_recognises_and_that_holds_numbers_of_people_is_restricted() {
    let room = Room::new();
    let mut text = "고객번호,이벤트명,일시,기타,참조,결제수단\n".to_owned();
    for i in 0..60 {
        let note = if i % 20 == 3 { "부재시 010-1234-5678" } else { "문 앞" };
        let who = if i == 7 { "900101-1234568" } else { "없음" };
        writeln!(text, "c{i},주문,2026-10-01,{note},{who},4111-1111-1111-1111").expect("memory");
    }
    let path = room.file("주문.csv", text);
    let guess = guessed(&path);
    let direct: Vec<&str> = guess.mapping.customers[0].direct.keys().map(String::as_str).collect();
    assert_eq!(direct, ["결제수단", "기타", "참조"]);
    assert!(guess.mapping.events[0].properties.is_empty());
    let code = "direct_in_values";
    assert_eq!(asked(&guess), [(code, Some("기타")), (code, Some("참조")), (code, Some("결제수단"))]);
    assert_eq!(guess.mapping.events[0].customer.as_deref(), Some("고객번호"));
}

#[test]
fn numbers_of_orders_money_and_days_stay_open() {
    let room = Room::new();
    let mut text = "고객번호,이벤트명,일시,송장,합계,기준일,전표,순번,바코드\n".to_owned();
    for i in 0..60 {
        writeln!(
            text,
            "c{i},주문,2026-10-01,5{i:011},\"{i},900원\",2026-09-30,202605031{i:07},17936868000{i:02},88012345678{i:02}"
        )
        .expect("memory");
    }
    let guess = guessed(&room.file("주문.csv", text));
    assert!(guess.mapping.customers.is_empty(), "{:?}", guess.mapping.customers);
    let open: Vec<&str> = guess.mapping.events[0].properties.keys().map(String::as_str).collect();
    assert_eq!(open, ["바코드", "송장", "순번", "전표", "합계"]);
}

#[test]
fn a_role_without_a_place_is_a_property_and_what_has_none_is_asked_about() {
    let room = Room::new();
    let reviews = "리뷰번호,고객번호,작성일,별점,리뷰내용,가격,카테고리\nr1,c1,2026-10-01,5,좋아요,12900,컵\nr2,c2,2026-10-02,4,무난해요,8000,접시\n";
    let guess = guessed(&room.file("후기.csv", reviews));
    let open: Vec<&str> = guess.mapping.voices[0].properties.keys().map(String::as_str).collect();
    assert_eq!(open, ["가격", "카테고리"]);
    let visits = "방문자id,이벤트명,일시,수정일시,성별,이메일\nv1,방문,2026-10-01,2026-10-02,여,a@example.com\n";
    let guess = guessed(&room.file("방문.csv", visits));
    assert_eq!(guess.mapping.events[0].properties.keys().collect::<Vec<_>>(), ["성별"]);
    assert_eq!(asked(&guess), [("several_times", Some("수정일시")), ("column_left_out", Some("이메일"))]);
}

#[test]
fn an_amount_that_is_mostly_none_is_asked_about() {
    let room = Room::new();
    let text = "고객번호,이벤트명,일시,결제금액\nc1,주문,2026-10-01,3만원\nc2,주문,2026-10-01,4만원\nc3,주문,2026-10-01,5000\n";
    let guess = guessed(&room.file("주문.csv", text));
    assert_eq!(asked(&guess), [("no_numbers", Some("결제금액"))]);
    assert_eq!(guess.mapping.events[0].properties.keys().collect::<Vec<_>>(), ["결제금액"]);
}
