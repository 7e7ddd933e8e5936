//! What a compiled journey catches, against the plainest reading of its rules.

use std::sync::Arc;

use proptest::prelude::*;
use yeojido_domain::{Compare, Condition, PersonId, Predicate, Property};

use super::*;
use crate::events::Coded;
use crate::{EventFilter, walks};

fn coded(values: &[Option<&str>]) -> Coded {
    let mut column = Coded::default();
    for value in values {
        let code = value.map_or(NONE, |value| {
            column.code(value).unwrap_or_else(|| {
                column.values.push(Arc::from(value));
                u32::try_from(column.values.len() - 1).expect("a handful of values")
            })
        });
        column.codes.push(code);
    }
    column
}

/// One person, one row an hour: event, channel, amount.
fn events(rows: &[(&str, Option<&str>, Option<&str>)]) -> Events {
    let mut events = Events {
        persons: vec![PersonId(7)],
        offsets: vec![0, u32::try_from(rows.len()).expect("a handful of rows")],
        time: (0..).take(rows.len()).map(|hour| Micros(hour * 3_600_000_000)).collect(),
        event: coded(&rows.iter().map(|row| Some(row.0)).collect::<Vec<_>>()),
        channel: coded(&rows.iter().map(|row| row.1).collect::<Vec<_>>()),
        order: coded(&vec![None; rows.len()]),
        ..Events::default()
    };
    let amount = coded(&rows.iter().map(|row| row.2).collect::<Vec<_>>());
    events.extra.insert("amount".to_owned(), Arc::new(amount));
    events
}

const JOURNEY: &str = r"
journey: 1
id: shop
name: shop
starts: {event: ad_click}
goal: {event: order placed, where: {amount: {gt: 0}}}
gap: 1d
stages:
  - id: discover
    name: discover
    touchpoints:
      - {id: ad, events: [{event: 'ad_*', channel: [instagram, naver]}]}
      - {id: any-click, events: [{event: '*_click'}, {event: 'ad_click'}]}
  - id: pay
    name: pay
    touchpoints:
      - {id: big, events: [{event: order placed, where: {amount: {gte: 100}}}]}
      - {id: small, events: [{event: order placed, where: {channel: [app, web]}}]}
";

fn journey() -> Journey {
    Journey::from_yaml(JOURNEY).expect("a journey")
}

#[test]
fn a_row_belongs_to_the_first_touchpoint_that_catches_it() {
    let events = events(&[
        ("ad_click", Some("naver"), None),
        ("ad_click", Some("tv"), None),
        ("ad_view", Some("tv"), None),
        ("order placed", Some("app"), Some("250")),
        ("order placed", Some("web"), Some("5")),
        ("order placed", None, None),
        ("banner_click", None, None),
    ]);
    let rules = Rules::compile(&journey(), &events).expect("all columns are there");
    let caught: Vec<_> = (0..events.len()).map(|row| rules.catch(row)).collect();
    let expected = [Some((0, 0)), Some((0, 1)), None, Some((1, 0)), Some((1, 1)), None, Some((0, 1))];
    assert_eq!(caught, expected);
    assert_eq!(rules.all_catching(0), [(0, 0), (0, 1)], "two rules of one touchpoint are one");
    assert_eq!(rules.all_catching(3), [(1, 0), (1, 1)]);
    assert_eq!(rules.all_catching(2), []);
}

#[test]
fn goal_and_start_are_rules_of_their_own() {
    let events = events(&[("ad_click", None, None), ("order placed", None, Some("5")), ("order placed", None, None)]);
    let rules = Rules::compile(&journey(), &events).expect("all columns are there");
    assert_eq!([0, 1, 2].map(|row| rules.is_goal(row)), [false, true, false]);
    assert_eq!([0, 1, 2].map(|row| rules.is_start(row)), [true, false, false]);

    let open = Journey { starts: Starts::FirstCaught, goal: None, ..journey() };
    let rules = Rules::compile(&open, &events).expect("all columns are there");
    assert_eq!([0, 1, 2].map(|row| rules.is_goal(row)), [false; 3]);
    assert_eq!([0, 1, 2].map(|row| rules.is_start(row)), [true; 3]);
}

#[test]
fn the_columns_to_load_are_those_of_stages_goal_start_and_filter() {
    let condition = || vec![("order".to_owned(), at_least(1.0)), ("campaign".to_owned(), at_least(1.0))];
    let start = EventRule { event: "x".to_owned(), channel: None, conditions: condition() };
    let journey = Journey { starts: Starts::Rule(start), ..journey() };
    let filter = Filter(vec![
        Predicate { field: Field::Event("device".to_owned()), is: at_least(0.0) },
        Predicate { field: Field::Trait("age".to_owned()), is: at_least(20.0) },
    ]);
    assert_eq!(columns_needed(&journey, &filter), ["amount", "campaign", "channel", "device", "order"]);
    assert_eq!(columns_needed(&journey, &Filter::default()), ["amount", "campaign", "channel", "order"]);
}

#[test]
fn a_column_that_is_not_loaded_is_an_error_and_not_a_rule_that_never_holds() {
    let mut events = events(&[("order placed", None, Some("5"))]);
    events.extra.clear();
    let error = Rules::compile(&journey(), &events).expect_err("amount is missing");
    assert_eq!(error, RuleError::ColumnMissing("amount".to_owned()));
}

#[test]
fn a_filter_asks_for_one_event_of_the_walk_a_predicate() {
    let events = events(&[
        ("ad_click", Some("naver"), None),
        ("order placed", Some("app"), Some("9")),
        ("ad_click", Some("tv"), None),
    ]);
    let rules = Rules::compile(&journey(), &events).expect("all columns are there");
    let mut caught = Vec::new();
    rules.collect(&events.person(0), &mut caught);
    let walks = walks(&caught, rules.walk_rules(), Micros(0));
    let through = |channel: &str| Predicate {
        field: Field::Event("channel".to_owned()),
        is: Condition::Is(OneOrMany::One(Property::Text(channel.to_owned()))),
    };
    let passing = |predicates: Vec<Predicate>| {
        let filter = EventFilter::compile(&Filter(predicates), &events).expect("channel is always there");
        walks.iter().map(|walk| filter.passes(walk, &caught)).collect::<Vec<_>>()
    };
    assert_eq!(passing(vec![]), [true, true]);
    assert_eq!(passing(vec![through("naver")]), [true, false]);
    assert_eq!(passing(vec![through("naver"), through("app")]), [true, false]);
    assert_eq!(passing(vec![through("naver"), through("tv")]), [false, false]);
}

fn at_least(limit: f64) -> Condition {
    Condition::Compare(Compare { gte: Some(limit), ..Compare::default() })
}

/// The plainest way: the first star takes nothing, or one character more.
fn naive_matches(pattern: &str, name: &str) -> bool {
    match pattern.chars().next() {
        None => name.is_empty(),
        Some('*') => (0..=name.len())
            .filter(|&at| name.is_char_boundary(at))
            .any(|at| naive_matches(&pattern['*'.len_utf8()..], &name[at..])),
        Some(letter) => {
            name.strip_prefix(letter).is_some_and(|rest| naive_matches(&pattern[letter.len_utf8()..], rest))
        }
    }
}

#[test]
fn a_star_stands_for_any_run_of_characters() {
    for (pattern, name, fits) in [
        ("ad_*", "ad_click", true),
        ("ad_*", "ad_", true),
        ("ad_*", "bad_click", false),
        ("*", "", true),
        ("a*a", "a", false),
        ("a*a", "aa", true),
        ("*주문*완료", "첫 주문 결제 완료", true),
        ("order placed", "order placed", true),
        ("order", "order placed", false),
        ("", "x", false),
    ] {
        assert_eq!(matches(pattern, name), fits, "{pattern} on {name}");
    }
}

proptest! {
    #[test]
    fn patterns_fit_as_their_naive_twin_says(pattern in "[ab주*]{0,6}", name in "[ab주]{0,8}") {
        prop_assert_eq!(matches(&pattern, &name), naive_matches(&pattern, &name));
    }

    #[test]
    fn rows_are_caught_as_a_plain_reading_of_the_journey_says(
        rows in prop::collection::vec((
            prop::sample::select(vec!["ad_click", "ad_view", "order placed", "banner_click", "none"]),
            prop::option::of(prop::sample::select(vec!["naver", "app", "tv"])),
            prop::option::of(prop::sample::select(vec!["0", "5", "100", "1e3", "many"])),
        ), 1..12),
    ) {
        let (events, journey) = (events(&rows), journey());
        let rules = Rules::compile(&journey, &events).expect("all columns are there");
        let plain = |rule: &EventRule, row: &(&str, Option<&str>, Option<&str>)| {
            naive_matches(&rule.event, row.0)
                && rule.channel.as_ref().is_none_or(|c| row.1.is_some_and(|v| c.as_slice().iter().any(|w| w == v)))
                && rule.conditions.iter().all(|(name, condition)| {
                    condition.holds(if name == "amount" { row.2 } else { row.1 })
                })
        };
        for (at, row) in rows.iter().enumerate() {
            let mut all = Vec::new();
            for (s, stage) in (0_u8..).zip(&journey.stages) {
                for (t, touchpoint) in (0_u16..).zip(&stage.touchpoints) {
                    if touchpoint.events.iter().any(|rule| plain(rule, row)) {
                        all.push((s, t));
                    }
                }
            }
            prop_assert_eq!(rules.catch(at), all.first().copied());
            prop_assert_eq!(rules.all_catching(at), all);
            prop_assert_eq!(rules.is_goal(at), plain(journey.goal.as_ref().expect("a goal"), row));
        }
    }
}
