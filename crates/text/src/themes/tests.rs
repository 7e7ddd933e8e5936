//! What a catalogue promises, on few statements.

use proptest::prelude::*;
use yeojido_domain::{Intent, Micros, Sentiment, Statement, Topic, VoiceKey};

use super::*;

fn statement(text: &str, topic: Topic, intent: Intent) -> Statement {
    let (sentiment, score) = match intent {
        Intent::Praise => (Sentiment::Positive, 0.8),
        Intent::Complaint | Intent::Leaving => (Sentiment::Negative, -0.8),
        _ => (Sentiment::Neutral, 0.0),
    };
    Statement {
        start: 0,
        end: text.chars().count(),
        text: text.to_owned(),
        sentiment: Some(sentiment),
        score,
        confidence: 0.9,
        emotion: None,
        intent: Some(intent),
        topic: vec![topic],
        need: None,
        cause: None,
        consequence: None,
    }
}

fn ids(catalogue: &Catalogue, statement: &Statement) -> Vec<String> {
    ids_by(&Reader::new(catalogue), catalogue, statement)
}

fn ids_by(reader: &Reader, catalogue: &Catalogue, statement: &Statement) -> Vec<String> {
    let places = reader.read(statement);
    places.into_iter().map(|place| catalogue.entries()[place].id.to_string()).collect()
}

fn complaint(text: &str, topic: Topic) -> Statement {
    statement(text, topic, Intent::Complaint)
}

#[test]
fn plain_statements_have_the_themes_that_anybody_would_give_them() {
    use Intent::{Complaint, Praise, Question};
    let catalogue = Catalogue::shipped();
    for (text, topic, intent, theme) in [
        ("배송이 너무 늦어요", Topic::Delivery, Complaint, "delivery.late"),
        ("택배가 안와요 일주일째", Topic::Delivery, Complaint, "delivery.late"),
        ("하루 만에 왔어요", Topic::Delivery, Praise, "delivery.fast"),
        ("쿠폰이 적용이 안돼요", Topic::Benefit, Complaint, "benefit.couponoff"),
        ("쿠폰 적용이 않되네요", Topic::Ordering, Complaint, "benefit.couponoff"),
        ("앱이자꾸튕겨요", Topic::App, Complaint, "app.crash"),
        ("the size chart is unclear", Topic::Discovery, Complaint, "discovery.size"),
        ("still waiting for my parcel", Topic::Delivery, Complaint, "delivery.late"),
        ("주소 넣으면 장바구니로 돌아가요", Topic::Ordering, Complaint, "ordering.backtocart"),
        ("교환 되나요?", Topic::Returns, Question, "returns.ask"),
        ("상담원이 정말 친절했어요", Topic::Support, Praise, "support.kind"),
    ] {
        assert_eq!(ids(&catalogue, &statement(text, topic, intent)), [theme], "{text}");
    }
}

#[test]
fn a_wrong_topic_does_not_hide_what_the_words_say() {
    let catalogue = Catalogue::shipped();
    assert_eq!(ids(&catalogue, &complaint("배송이 늦어요", Topic::Packaging)), ["delivery.late"]);
}

#[test]
fn the_opposite_of_a_theme_is_not_the_theme() {
    let catalogue = Catalogue::shipped();
    let glad = statement("배송이 안 늦었어요", Topic::Delivery, Intent::Praise);
    assert!(!ids(&catalogue, &glad).contains(&"delivery.late".to_owned()));
}

#[test]
fn nothing_definite_is_general_and_nothing_at_all_is_other() {
    let catalogue = Catalogue::shipped();
    assert_eq!(ids(&catalogue, &complaint("저런", Topic::Place)), ["place.unhappy"]);
    assert!(ids(&catalogue, &statement("저런", Topic::Place, Intent::Remark)).is_empty());
}

fn lamps() -> Vec<Statement> {
    let of = |texts: [&str; 6]| texts.map(|text| complaint(text, Topic::Product));
    let mut all = of([
        "조명이 그래요",
        "조명을 켰는데 왜 이래요",
        "조명도 좀 그렇네요",
        "거실 조명은 왜 그런지",
        "조명 때문에 다시 생각했어요",
        "조명이 참 그렇더라고요",
    ])
    .to_vec();
    all.push(complaint("배송이 늦어요", Topic::Delivery));
    all
}

#[test]
fn what_many_leftover_statements_are_about_becomes_a_theme_in_any_order() {
    let all = lamps();
    let forward: Vec<&Statement> = all.iter().collect();
    let backward: Vec<&Statement> = all.iter().rev().collect();
    let (mut one, mut two) = (Catalogue::shipped(), Catalogue::shipped());
    let added = one.grow(&forward);
    two.grow(&backward);
    assert_eq!(one, two);
    assert_eq!(added.len(), 1);
    assert_eq!(one.entry(&added[0]).map(|entry| entry.ko.as_str()), Some("조명이 아쉬워요"));
    assert!(one.grow(&forward).is_empty(), "asked again it adds none");
}

#[test]
fn people_rename_merge_and_split_and_growth_keeps_it() {
    let mut catalogue = Catalogue::shipped();
    let (late, lost) = (ThemeId::new("delivery.late"), ThemeId::new("delivery.lost"));
    catalogue.rename(&late, Some(" 느린 배송 ")).expect("known");
    catalogue.merge(&lost, Some(&late)).expect("known");
    let holiday = catalogue.split(&late, "명절에 늦어요", &["추석".to_owned(), "명절 선물".to_owned()]).expect("known");
    let all = lamps();
    catalogue.grow(&all.iter().collect::<Vec<_>>());
    assert_eq!(catalogue.entry(&late).map(|entry| entry.name(true)), Some("느린 배송"));
    assert_eq!(ids(&catalogue, &complaint("배송 완료라는데 물건이 없어졌어요", Topic::Delivery)), ["delivery.late"]);
    assert_eq!(ids(&catalogue, &complaint("추석 배송이 늦어요", Topic::Delivery)), [holiday.as_str()]);
    assert_eq!(ids(&catalogue, &complaint("명절선물 배송이 늦어요", Topic::Delivery)), [holiday.as_str()]);
    catalogue.rename(&late, None).expect("known");
    catalogue.merge(&lost, None).expect("known");
    assert_eq!(catalogue.entry(&late).map(|entry| entry.name(true)), Some("배송이 늦어요"));
    assert_eq!(ids(&catalogue, &complaint("배송 완료라는데 물건이 없어졌어요", Topic::Delivery)), ["delivery.lost"]);
}

#[test]
fn what_makes_no_sense_is_refused_with_its_reason() {
    let mut catalogue = Catalogue::shipped();
    let (late, lost, none) = (ThemeId::new("delivery.late"), ThemeId::new("delivery.lost"), ThemeId::new("x"));
    assert_eq!(catalogue.rename(&none, Some("x")), Err(Refused::Unknown(none.clone())));
    assert_eq!(catalogue.rename(&late, Some("  ")), Err(Refused::Blank("a name")));
    assert_eq!(catalogue.merge(&late, Some(&late)), Err(Refused::Itself(late.clone())));
    catalogue.merge(&late, Some(&lost)).expect("known");
    assert_eq!(catalogue.merge(&lost, Some(&late)), Err(Refused::Itself(lost.clone())), "no circles");
    assert!(matches!(catalogue.split(&late, "x", &[" ".to_owned()]), Err(Refused::Blank(_))));
    let part = catalogue.split(&late, "x", &["눈".to_owned()]).expect("known");
    assert_eq!(catalogue.split(&late, "y", &["눈".to_owned()]), Err(Refused::There(part)));
}

#[test]
fn a_catalogue_is_read_back_as_it_was_written() {
    let mut catalogue = Catalogue::shipped();
    let late = ThemeId::new("delivery.late");
    catalogue.rename(&late, Some("늦다\t\\n 정말\n")).expect("known");
    catalogue.merge(&ThemeId::new("delivery.lost"), Some(&late)).expect("known");
    catalogue.split(&late, "눈길", &["눈이 와서".to_owned()]).expect("known");
    assert_eq!(Catalogue::from_text(&catalogue.to_text()), Ok(catalogue));
    assert_eq!(Catalogue::from_text("[]"), Err(BadCatalogue::Format));
    let broken = "yeojido themes 1\na\tb\tc";
    assert!(matches!(Catalogue::from_text(broken), Err(BadCatalogue::Line { line: 2, .. })));
}

#[test]
fn no_statement_is_counted_twice_or_lost() {
    let all = lamps();
    let all: Vec<(i64, Statement)> = (0..).zip(all).collect();
    let found = Catalogue::shipped().themes(&heard(&all), &Windows::weeks(Micros(trend::WEEK), 4, 4));
    assert_eq!((found.spoken, found.without_topic, found.other, found.general), (7, 0, 0, 6));
    assert_eq!(found.themes[0].statements, [0, 1, 2, 3, 4, 5]);
    assert!((found.themes[0].share - 6.0 / 7.0).abs() < 1e-12);
    assert_eq!(found.themes[0].trend.as_str(), "too few");
    let empty = Catalogue::shipped().themes(&[], &Windows::weeks(Micros(0), 1, 1));
    assert_eq!((empty.themes.len(), empty.spoken), (0, 0));
}

/// A hundred days of one voice a day about something else, and what is given besides.
fn days(besides: &[(i64, Statement)]) -> Vec<(i64, Statement)> {
    let plain = (0..100).map(|day| (day, complaint(&format!("글쎄요 {day}번은 좀"), Topic::Delivery)));
    plain.chain(besides.iter().cloned()).collect()
}

fn heard(of: &[(i64, Statement)]) -> Vec<Heard<'_>> {
    of.iter()
        .enumerate()
        .map(|(at, (day, statement))| Heard {
            statement,
            voice: VoiceKey(at as u128),
            time: Micros(day * trend::WEEK / 7),
        })
        .collect()
}

fn end() -> Windows {
    Windows::weeks(Micros(100 * trend::WEEK / 7), 4, 10)
}

#[test]
fn what_is_newly_said_emerges_even_inside_a_known_theme() {
    let said = ["택배사가 바뀌고 늦어요", "택배사를 바꾼 뒤로 늦네요", "택배사 바뀐 다음부터 늦음"];
    let news: Vec<(i64, Statement)> =
        (0..12).map(|at| (80 + at, complaint(said[at as usize % 3], Topic::Delivery))).collect();
    let (all, mut catalogue) = (days(&news), Catalogue::shipped());
    let heard = heard(&all);
    let added = catalogue.emerge(&heard, &end());
    assert_eq!(added.len(), 1, "{added:?}");
    let found = catalogue.themes(&heard, &end());
    let theme = found.themes.iter().find(|theme| theme.entry.id == added[0]).expect("it has statements");
    assert_eq!((theme.statements.len(), theme.trend.is_rising()), (12, true));
    assert_eq!(theme.since, Some(Micros(79 * trend::WEEK / 7)), "the week that holds its first day");
    assert!(said.contains(&theme.name.as_str()), "{}", theme.name);
    assert!(catalogue.emerge(&heard, &end()).is_empty(), "asked again it adds none");
}

#[test]
fn what_is_said_all_the_time_does_not_emerge_and_too_little_neither() {
    let often: Vec<(i64, Statement)> =
        (0..50).map(|at| (at * 2, complaint("택배사가 바뀌고 늦어요", Topic::Delivery))).collect();
    let few: Vec<(i64, Statement)> =
        (0..4).map(|at| (90 + at, complaint("기사님이 바뀌고 늦어요", Topic::Delivery))).collect();
    for besides in [often, few] {
        let all = days(&besides);
        assert!(Catalogue::shipped().emerge(&heard(&all), &end()).is_empty());
    }
    assert!(Catalogue::shipped().emerge(&[], &end()).is_empty());
}

#[test]
fn needs_show_in_labels_wishes_and_workarounds() {
    let mut stated = complaint("배송이 늦어요", Topic::Delivery);
    stated.need = Some(yeojido_domain::Need::Speed);
    let wished = complaint("배송 늦을 때 알림이 있으면 좋겠어요", Topic::Delivery);
    let helped = complaint("배송이 늦어서 엑셀로 적어 둬요", Topic::Delivery);
    let all = [(0, stated), (1, wished), (2, helped)];
    let found = Catalogue::shipped().themes(&heard(&all), &end());
    let late = found.themes.iter().find(|theme| theme.entry.id.as_str() == "delivery.late").expect("it is there");
    assert_eq!(late.needs.stated, [(yeojido_domain::Need::Speed, 1)]);
    let latent: Vec<_> = late.needs.latent.iter().map(|(kind, at)| (kind.as_str(), at.clone())).collect();
    assert_eq!(latent, [("wish", vec![1]), ("workaround", vec![2])]);
}

#[test]
fn a_competitor_is_what_customers_compare_with() {
    let mut all = days(&[]);
    for at in 0..6 {
        let mut compared = statement("하늘가게가 배송이 빨라요", Topic::Delivery, Intent::Comparison);
        compared.sentiment = Some(Sentiment::Negative);
        all.push((at, compared));
        all.push((at, complaint("하늘가게를 쓰던 사람이에요", Topic::Brand)));
        all.push((at, complaint("현관이 좁은데 현관을 막았어요", Topic::Delivery)));
    }
    let found = rivals(&heard(&all), &Catalogue::shipped());
    assert_eq!(found.iter().map(|rival| rival.name.as_str()).collect::<Vec<_>>(), ["하늘가게"]);
    assert_eq!((found[0].statements.len(), found[0].preferred.len()), (12, 6));
    assert_eq!(found[0].reasons, [(Topic::Delivery, 6)]);
    assert!(rivals(&[], &Catalogue::shipped()).is_empty());
}

#[test]
fn any_text_is_read_without_fear_and_the_same_each_time() {
    let catalogue = Catalogue::shipped();
    let reader = Reader::new(&catalogue);
    proptest!(|(text in any::<String>(), topic in 0..16_usize)| {
        let statement = complaint(&text, Topic::ALL[topic]);
        let found = ids_by(&reader, &catalogue, &statement);
        prop_assert_eq!(&found, &ids_by(&reader, &catalogue, &statement));
    });
}

#[test]
fn a_theme_is_not_called_after_somebody() {
    let said = ["문하린 상담원", "조명"].map(|who| {
        ["이 별로예요", "은 정말 실망이에요", "도 마음에 안 들어요"]
            .map(|end| complaint(&format!("{who}{end}"), Topic::Support))
    });
    let statements: Vec<&Statement> = said.iter().flatten().collect();
    let mut catalogue = Catalogue::shipped();
    let before = catalogue.entries().len();
    let mut named = Catalogue::shipped().entries()[0].clone();
    (named.id, named.ko, named.en) = (ThemeId::new("name"), "문하린 불만".to_owned(), "Unhappy with 문하린".to_owned());
    (named.about, named.said) = (vec!["문하린".to_owned()], Vec::new());
    let thing = Entry {
        id: ThemeId::new("thing"),
        ko: "조명 불만".to_owned(),
        about: vec!["조명".to_owned()],
        ..named.clone()
    };
    let thing = Entry { en: "Unhappy with 조명".to_owned(), ..thing };
    let added = [named.id.clone(), thing.id.clone()];
    catalogue.entries.extend([named, thing]);
    assert_eq!(catalogue.without_names(&added, &statements, &crate::Masker::new()), [ThemeId::new("name")]);
    assert_eq!(catalogue.entries().len(), before + 1);
}
