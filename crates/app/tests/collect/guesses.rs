//! What columns are taken for, and what a person is asked.

use yeojido_app::collect::guess::{Confidence, Guess, Kind, Said, guess};
use yeojido_app::collect::{CollectError, preview};
use yeojido_domain::{Scale, VoiceSource};

use super::{fixture, open, settings};

fn guessed(name: &str, said: &Said) -> Result<Guess, CollectError> {
    guess(&open(&fixture(name)).expect("opens"), said)
}

fn asked(guess: &Guess) -> Vec<&str> {
    guess.questions.iter().map(|question| question.code).collect()
}

#[test]
fn korean_headers_of_an_event_log_are_sure() {
    let guess = guessed("good/events.ko.csv", &Said::default()).expect("guesses");
    let event = &guess.mapping.events[0];
    assert_eq!(guess.confidence, Confidence::Sure, "{:?}", guess.questions);
    assert_eq!(event.event_from.as_deref(), Some("이벤트명"));
    assert_eq!((event.time.as_str(), event.customer.as_deref()), ("일시", Some("고객번호")));
    assert_eq!(event.amount.as_deref(), Some("결제금액"));
    assert_eq!(guess.mapping.name.as_deref(), Some("events.ko"));
}

#[test]
fn a_review_has_stars_and_a_survey_has_its_scale() {
    let review = guessed("good/reviews.ko.csv", &Said::default()).expect("guesses").mapping;
    let voice = &review.voices[0];
    assert_eq!((voice.source, voice.scale), (VoiceSource::Review, Some(Scale::Stars5)));
    assert_eq!((voice.text.as_deref(), voice.voice_id.as_deref()), (Some("리뷰내용"), Some("리뷰번호")));
    assert_eq!(review.customers[0].direct.keys().collect::<Vec<_>>(), ["이름", "휴대폰번호"]);
    let survey = guessed("good/survey.en.csv", &Said::default()).expect("guesses").mapping;
    assert_eq!((survey.voices[0].source, survey.voices[0].scale), (VoiceSource::Survey, Some(Scale::Nps)));
}

#[test]
fn a_time_that_is_only_planned_is_left_out_and_said() {
    let guess = guessed("good/orders.wide.ko.csv", &Said::default()).expect("guesses");
    assert_eq!(guess.mapping.events.len(), 4);
    assert!(guess.mapping.events.iter().skip(1).all(|event| event.skip_if_empty));
    assert_eq!(asked(&guess), ["planned_time_left_out"]);
    assert_eq!(guess.mapping.customers[0].traits.keys().collect::<Vec<_>>(), ["성별", "연령대"]);
}

#[test]
fn what_was_said_goes_before_what_is_guessed() {
    let said =
        Said { kind: Some(Kind::Events), columns: vec![("customer".into(), "주문번호".into())], ..Said::default() };
    let guess = guessed("good/events.ko.csv", &said).expect("guesses");
    assert_eq!(guess.mapping.events[0].customer.as_deref(), Some("주문번호"));
    let wrong = Said { kind: None, columns: vec![("customer".into(), "없는 열".into())], ..Said::default() };
    assert_eq!(guessed("good/events.ko.csv", &wrong).expect_err("no such column").code(), "column_missing");
    let wrong = Said { kind: None, columns: vec![("kundschaft".into(), "일시".into())], ..Said::default() };
    assert_eq!(guessed("good/events.ko.csv", &wrong).expect_err("no such target").code(), "bad_mapping");
}

#[test]
fn a_file_without_times_says_what_is_missing() {
    let said = Said { kind: Some(Kind::Events), columns: vec![], ..Said::default() };
    let guess = guessed("good/customers.ko.csv", &said).expect("guesses");
    assert_eq!((guess.missing, guess.confidence), (Some("time"), Confidence::Unsure));
    let table = open(&fixture("good/customers.ko.csv")).expect("opens");
    assert_eq!(guess.usable(&table).expect_err("not usable").code(), "mapping_needed");
}

#[test]
fn a_preview_shows_columns_rows_and_what_they_become() {
    let shown =
        preview(&fixture("good/events.ko.cp949.csv"), None, &Said::default(), &settings(), &[]).expect("previews");
    let json = serde_json::to_value(&shown).expect("serialises");
    assert_eq!(json["format"], "csv");
    assert_eq!(json["encoding"], "cp949");
    assert_eq!(json["rows_estimate"], 6);
    assert_eq!(json["columns"][0]["guess"], "customer");
    assert_eq!(json["columns"][2]["type"], "time");
    assert_eq!(json["rows"][0][1], "상품 조회");
    assert_eq!(json["result"]["events"], 6);
    assert_eq!(json["result"]["customers"], 3);
    assert_eq!(json["sample"]["events"][2]["amount"], 12_900.0);
    assert_eq!(json["confidence"], "sure");
    assert!(json["mapping_yaml"].as_str().is_some_and(|yaml| yaml.contains("이벤트명")));
}

#[test]
fn a_preview_offers_mappings_that_fit_and_tells_why_one_does_not() {
    let mapping = guessed("good/events.ko.csv", &Said::default()).expect("guesses").mapping;
    let saved = [("shop".to_owned(), mapping.clone())];
    let shown =
        |name: &str, given| preview(&fixture(name), given, &Said::default(), &settings(), &saved).expect("previews");
    assert_eq!(shown("good/events.ko.csv", None).saved, ["shop"]);
    assert!(shown("good/orders.wide.ko.csv", None).saved.is_empty());
    let error = shown("good/orders.wide.ko.csv", Some(&mapping)).result.error.expect("does not fit");
    assert_eq!((error.code.as_str(), error.field.as_deref()), ("column_missing", Some("events[0].event_from")));
}

#[test]
fn dates_that_could_be_either_are_asked_about() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("either.csv");
    std::fs::write(&path, "user_id,event,time\nu1,a,03/04/2026\nu2,a,05/06/2026\n").expect("writes");
    let shown = preview(&path, None, &Said::default(), &settings(), &[]).expect("previews");
    assert_eq!(shown.questions.iter().map(|q| q.code).collect::<Vec<_>>(), ["date_order"]);
    assert_eq!(shown.confidence, Confidence::Likely);
}

#[test]
fn a_column_empty_in_its_first_rows_is_kept_as_a_property() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("late.csv");
    std::fs::write(&path, "user_id,event,time,coupon\nu1,a,2026-10-01,\nu2,a,2026-10-02,\n").expect("writes");
    let guess = guess(&open(&path).expect("opens"), &Said::default()).expect("guesses");
    assert_eq!(guess.mapping.events[0].properties.keys().collect::<Vec<_>>(), ["coupon"]);
}
