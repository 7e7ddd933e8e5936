//! Values as programs and people leave them: read as they are meant, or rejected, never read as something else.

use yeojido_app::collect::Drafts;

use super::drafts;

fn read(text: impl AsRef<[u8]>) -> Drafts {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("주문.csv");
    std::fs::write(&path, text).expect("writes");
    drafts(&path, None).expect("reads").0
}

fn rejects(got: &Drafts) -> Vec<(u64, &str, &'static str)> {
    got.rejects.iter().map(|reject| (reject.row, &*reject.field, reject.reason.code())).collect()
}

#[test]
fn amounts_are_what_their_marks_say() {
    let mut text = "고객번호,이벤트명,일시,결제금액\n".to_owned();
    for amount in ["\"(1,000)\"", "$12.50", "\"12,900원\"", "１２，９００", "\"1.234,56\"", "\"-₩1,000\""] {
        text.push_str(&format!("c1,주문,2026-10-01,{}\n", amount.replace("，", "")));
    }
    let got = read(text);
    let money: Vec<_> = got.events.iter().map(|e| e.amount.map(|m| (m.e4, m.currency.as_str().to_owned()))).collect();
    let of = |e4: i64, code: &str| Some((e4, code.to_owned()));
    assert_eq!(
        money,
        [
            of(-10_000_000, "KRW"),
            of(125_000, "USD"),
            of(129_000_000, "KRW"),
            of(129_000_000, "KRW"),
            of(-10_000_000, "KRW"),
        ]
    );
    assert_eq!(rejects(&got), [(6, "결제금액", "number_unreadable")]);
}

#[test]
fn an_amount_marked_with_another_currency_than_told_is_rejected() {
    let got =
        read("고객번호,이벤트명,일시,결제금액,통화\nc1,주문,2026-10-01,$12.50,KRW\nc2,주문,2026-10-01,$12.50,CAD\n");
    assert_eq!((got.events.len(), rejects(&got)), (1, vec![(2, "결제금액", "currency_differs")]));
}

#[test]
fn an_id_that_a_spreadsheet_has_rounded_is_rejected() {
    let got = read(
        "고객번호,이벤트명,일시,주문번호\n1.23457E+15,주문,2026-10-01,1\nc2,주문,2026-10-01,2.02605E+12\nc3,주문,2026-10-01,3\n",
    );
    assert_eq!(
        (got.events.len(), rejects(&got)),
        (1, vec![(2, "고객번호", "id_rounded"), (3, "주문번호", "id_rounded")])
    );
}

#[test]
fn marks_that_programs_leave_make_no_new_customer() {
    let text = "고객번호,이벤트명,일시\n007,주문,2026-10-01\n\u{feff}007,주문,2026-10-02\n=\"007\",주문,2026-10-03\n#REF!,주문,2026-10-04\n\u{200b}007 ,주문,2026-10-05\n";
    let got = read(text);
    assert!(got.events.iter().all(|event| event.customer.as_deref() == Some("007")), "{:?}", got.events);
    assert_eq!((got.events.len(), rejects(&got)), (4, vec![(5, "고객번호", "customer_junk")]));
}

#[test]
fn a_byte_that_no_text_has_costs_its_row_only() {
    let mut text = "고객번호,이벤트명,일시\n".to_owned();
    (0..9_000).for_each(|i| text.push_str(&format!("c{i},주문,2026-10-01\n")));
    text.push_str("c\0x,주문,2026-10-02\nlast,주문,2026-10-03\n");
    let got = read(text);
    assert_eq!((got.events.len(), rejects(&got)), (9_001, vec![(9_002, "고객번호", "not_text")]));
}

#[test]
fn half_days_are_read_in_both_languages_and_serial_days_are_no_times() {
    let times = [
        ("2026-10-01 오전 12:30", "2026-09-30T15:30:00Z"),
        ("2026-10-01 오후 12:30", "2026-10-01T03:30:00Z"),
        ("2026-10-01 12:30 AM", "2026-09-30T15:30:00Z"),
        ("2026-10-01 PM 1:05", "2026-10-01T04:05:00Z"),
        ("26/10/01 오후 1시 5분", "2026-10-01T04:05:00Z"),
        ("2026-10-01 13:05:00.1234567890", "2026-10-01T04:05:00.123456Z"),
    ];
    let rows: String = times.iter().map(|(time, _)| format!("c1,주문,{time}\n")).collect();
    let got = read(format!("고객번호,이벤트명,일시\n{rows}c1,주문,46145\nc1,주문,46145.5\n"));
    let read: Vec<String> = got.events.iter().map(|event| event.time.to_string()).collect();
    assert_eq!(read, times.map(|(_, want)| want));
    assert_eq!(rejects(&got), [(8, "일시", "time_unreadable"), (9, "일시", "time_unreadable")]);
}

#[test]
fn a_header_given_twice_and_one_repeated_below_are_told_apart() {
    let got = read(
        "고객번호,이벤트명,일시,비율,비율\nc1,주문,2026-10-01,1,2\n고객번호,이벤트명,일시,비율,비율\nc2,주문,2026-10-02,3,4\n",
    );
    assert_eq!(got.events[0].properties.keys().collect::<Vec<_>>(), ["비율", "비율 (2)"]);
    assert_eq!((got.events.len(), rejects(&got)), (2, vec![(3, "일시", "time_unreadable")]));
}

#[test]
fn the_line_that_names_the_delimiter_is_no_header() {
    let got = read("sep=;\n고객번호;이벤트명;일시\nc1;주문;2026-10-01\n");
    assert_eq!((got.events.len(), rejects(&got)), (1, vec![]));
}

#[test]
fn korean_letters_that_stand_one_by_one_are_the_same_words() {
    // As Apple's systems decompose them: ㅈㅜㅁㅜㄴ for 주문.
    let order = "\u{110c}\u{116e}\u{1106}\u{116e}\u{11ab}";
    let who = "\u{1100}\u{1169}\u{1100}\u{1162}\u{11a8}\u{1107}\u{1165}\u{11ab}\u{1112}\u{1169}";
    let got = read(format!("{who},이벤트명,일시\nc1,{order},2026-10-01\nc2,주문,2026-10-02\n"));
    assert!(got.events.iter().all(|event| event.event == "주문"), "{:?}", got.events);
    assert_eq!((got.events.len(), got.rejects.len()), (2, 0));
}
