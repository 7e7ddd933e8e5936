//! Every format, Korean and English, read without a word about what it is.

use yeojido_app::collect::Drafts;
use yeojido_domain::Property;

use super::{drafts, fixture, open};

fn read(name: &str) -> Drafts {
    drafts(&fixture(name), None).unwrap_or_else(|e| panic!("{name}: {e}")).0
}

#[test]
fn every_format_is_told_by_its_content_and_gives_what_it_holds() {
    for (name, events, voices, customers) in [
        ("good/events.ko.csv", 6, 0, 0),
        ("good/events.ko.cp949.csv", 6, 0, 0),
        ("good/events.utf16.csv", 1, 0, 0),
        ("good/events.en.csv.gz", 2, 0, 0),
        ("good/events.en.tsv", 3, 0, 0),
        ("good/events.en.jsonl", 3, 0, 0),
        ("good/reviews.ko.csv", 0, 3, 3),
        ("good/survey.en.csv", 0, 3, 0),
        ("good/orders.wide.ko.csv", 9, 0, 3),
        ("good/customers.ko.csv", 0, 0, 3),
        ("good/orders.xlsx", 2, 0, 0),
        ("good/tickets.xes", 3, 0, 0),
        ("good/tickets.xes.gz", 3, 0, 0),
        ("good/orders.jsonocel", 3, 0, 0),
        ("good/orders.xmlocel", 3, 0, 0),
        ("good/orders.sqlite", 3, 0, 0),
    ] {
        let got = read(name);
        assert_eq!(got.rejects, [], "{name}");
        assert_eq!((got.events.len(), got.voices.len(), got.customers.len()), (events, voices, customers), "{name}");
    }
}

#[test]
fn the_same_text_in_two_encodings_is_the_same() {
    let (utf8, korean) = (read("good/events.ko.csv"), read("good/events.ko.cp949.csv"));
    let plain =
        |drafts: Drafts| drafts.events.into_iter().map(|e| (e.event, e.time, e.channel, e.amount)).collect::<Vec<_>>();
    assert_eq!(plain(utf8), plain(korean));
    assert_eq!(open(&fixture("good/events.ko.cp949.csv")).expect("opens").encoding(), Some("cp949"));
    assert_eq!(open(&fixture("good/events.utf16.csv")).expect("opens").encoding(), Some("utf-16le"));
}

#[test]
fn korean_amounts_and_times_are_read() {
    let events = read("good/events.ko.csv").events;
    let order = &events[2];
    assert_eq!(order.event, "주문");
    assert_eq!(order.time.to_string(), "2026-10-01T00:10:00Z");
    assert_eq!(order.amount.map(|money| money.e4), Some(129_000_000));
    assert_eq!(order.channel.as_deref(), Some("앱"));
    assert_eq!(order.order.as_deref(), Some("O-1"));
}

#[test]
fn direct_identifiers_are_kept_apart() {
    let got = read("good/reviews.ko.csv");
    assert_eq!(got.voices[1].text.as_deref(), Some("색이 사진과 달라요; 교환하고 싶어요\n문의했는데 답이 없네요"));
    assert_eq!(got.voices[1].score, Some(2.0));
    assert!(got.customers.iter().flat_map(|c| c.traits.values()).all(|value| value.direct));
    assert!(got.voices.iter().all(|voice| voice.properties.is_empty()));
    let list = read("good/customers.ko.csv").customers;
    let first = &list[0].traits;
    assert!(first["이름"].direct && first["이메일"].direct && !first["성별"].direct);
    assert_eq!(first["회원등급"].value, Property::Text("골드".to_owned()));
}

#[test]
fn a_wide_row_becomes_an_event_for_each_time_that_has_happened() {
    let (got, mapper) = drafts(&fixture("good/orders.wide.ko.csv"), None).expect("reads");
    let names: Vec<&str> = got.events.iter().map(|event| event.event.as_str()).collect();
    assert_eq!(names, ["주문", "결제", "출고", "배송완료", "주문", "결제", "출고", "배송완료", "주문"]);
    let faults = mapper.clock_faults();
    assert_eq!(faults.len(), 1);
    assert_eq!((faults[0].from.as_str(), faults[0].to.as_str(), faults[0].count), ("결제", "출고", 1));
}

#[test]
fn the_three_formats_of_an_object_log_say_the_same() {
    let json = read("good/orders.jsonocel").events;
    assert_eq!(json.iter().map(|e| e.objects.len()).sum::<usize>(), 4);
    assert_eq!(json[0].customer.as_deref(), Some("c1"), "the customer, not the order");
    assert_eq!(json[1].customer.as_deref(), Some("o1"), "no customer is named, so the order stands in");
    let plain = |events: Vec<yeojido_domain::Event>| {
        events
            .into_iter()
            .map(|e| (e.event_id, e.customer, e.event, e.time, e.objects, e.properties))
            .collect::<Vec<_>>()
    };
    let json = plain(json);
    assert_eq!(plain(read("good/orders.xmlocel").events), json);
    assert_eq!(plain(read("good/orders.sqlite").events), json);
}

#[test]
fn an_event_log_brings_its_cases_and_attributes() {
    let events = read("good/tickets.xes").events;
    assert_eq!(events[1].customer.as_deref(), Some("티켓 1"));
    assert_eq!(events[1].event, "해결");
    assert_eq!(events[1].time.to_string(), "2026-10-01T02:00:00Z");
    assert_eq!(events[1].properties["resource"], Property::Text("상담원 나".to_owned()));
    assert_eq!(events[1].properties["minutes"], Property::Number(120.0));
    assert!(!events[2].properties.contains_key("resource"));
}

#[test]
fn nested_json_is_flattened_and_lists_stay_as_they_are() {
    let events = read("good/events.en.jsonl").events;
    assert_eq!(events[0].properties["context.page.path"], Property::Text("/home".to_owned()));
    assert_eq!(events[0].properties["tags"], Property::Text("[\"a\",\"b\"]".to_owned()));
    assert_eq!(events[1].properties["paid"], Property::Flag(true));
    assert_eq!(events[2].time.to_string(), "2026-10-01T00:02:00Z");
}

#[test]
fn a_spreadsheet_gives_dates_and_the_results_of_formulas() {
    let events = read("good/orders.xlsx").events;
    assert_eq!(events[0].time.to_string(), "2026-10-01T03:00:00Z");
    assert_eq!(events[1].amount.map(|money| money.e4), Some(20_000));
    assert_eq!(events[1].product.as_deref(), Some("컵"));
}
