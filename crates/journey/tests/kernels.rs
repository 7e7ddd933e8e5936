//! Transitions, variants and sessions against their naive twins.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;
use yeojido_domain::{Micros, Span};
use yeojido_journey::{Coded, SessionRules, Sessions, Transitions, Variants};

/// Persons, each a list of (time, code) in order of time.
type People = Vec<Vec<(i64, u32)>>;

fn people(longest: usize) -> impl Strategy<Value = People> {
    let waits = prop::sample::select(vec![0_i64, 1, 7, 29, 30, 31, 600, 1500]);
    let person = prop::collection::vec((waits, prop::sample::select(CODES.to_vec())), 0..longest);
    prop::collection::vec(person, 0..8).prop_map(|people| {
        let since = |person: Vec<(i64, u32)>| {
            let mut time = 0;
            person
                .into_iter()
                .map(|(wait, code)| {
                    (
                        {
                            time += wait * 60_000_000;
                            time
                        },
                        code,
                    )
                })
                .collect()
        };
        people.into_iter().map(since).collect()
    })
}

/// Two of few names, that have places of their own, and two of many.
const CODES: [u32; 4] = [0, 63, 64, 70];

/// The dictionary is not in alphabetical order, as real ones are not.
fn names() -> Coded {
    let mut values: Vec<Arc<str>> = (0..71).map(|at| Arc::from(format!("name {at}"))).collect();
    for (code, name) in CODES.into_iter().zip(["view", "cart", "pay", "ask"]) {
        values[code as usize] = Arc::from(name);
    }
    Coded { codes: Vec::new(), values }
}

fn split(person: &[(i64, u32)]) -> (Vec<u32>, Vec<Micros>) {
    person.iter().map(|&(time, code)| (code, Micros(time))).unzip()
}

/// Every other person goes into a second partial, which is merged.
fn transitions(people: &People) -> Transitions {
    let mut parts = [Transitions::default(), Transitions::default()];
    for (at, person) in people.iter().enumerate() {
        let (codes, times) = split(person);
        parts[at % 2].add(&codes, &times);
    }
    let [mut whole, other] = parts;
    whole.merge(other);
    whole
}

proptest! {
    #[test]
    fn transitions_equal_their_naive_twin(people in people(12)) {
        let report = transitions(&people).report(&names());
        let value = |code: u32| names().value(code).expect("a name").to_owned();
        let mut expected = BTreeMap::new();
        for from in CODES {
            for to in CODES {
                let waits = |person: &Vec<(i64, u32)>| -> Vec<f64> {
                    person.windows(2).filter(|w| w[0].1 == from && w[1].1 == to)
                        .map(|w| (w[1].0 - w[0].0) as f64 / 1e6).collect()
                };
                let mut all: Vec<f64> = people.iter().flat_map(waits).collect();
                all.sort_by(f64::total_cmp);
                let takers = people.iter().filter(|person| !waits(person).is_empty()).count() as u64;
                if let (Some(least), Some(most)) = (all.first(), all.last()) {
                    let half = (all[(all.len() - 1) / 2] + all[all.len() / 2]) / 2.0;
                    let mean = all.iter().sum::<f64>() / all.len() as f64;
                    expected.insert((value(from), value(to)), (all.len() as u64, takers, mean, half, *least, *most));
                }
            }
        }
        let got: BTreeMap<_, _> = report.edges.iter().map(|e| {
            ((e.from.to_string(), e.to.to_string()), (e.count, e.customers, e.mean_s, e.median_s, e.min_s, e.max_s))
        }).collect();
        prop_assert_eq!(got.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
        for (pair, want) in &expected {
            let edge = got[pair];
            prop_assert_eq!((edge.0, edge.1, edge.3, edge.4, edge.5), (want.0, want.1, want.3, want.4, want.5));
            prop_assert!((edge.2 - want.2).abs() < 1e-6);
        }
        let in_order = |a: (u64, &str, &str), b: (u64, &str, &str)| a.0 > b.0 || (a.0 == b.0 && (a.1, a.2) < (b.1, b.2));
        for pair in report.edges.windows(2) {
            prop_assert!(in_order((pair[0].count, &pair[0].from, &pair[0].to), (pair[1].count, &pair[1].from, &pair[1].to)));
        }
        let some: Vec<_> = people.iter().filter(|person| !person.is_empty()).collect();
        prop_assert_eq!(report.customers, some.len() as u64);
        prop_assert_eq!(report.events, people.iter().map(|person| person.len() as u64).sum::<u64>());
        for end in &report.start {
            prop_assert_eq!(end.count, some.iter().filter(|person| value(person[0].1) == end.event).count() as u64);
        }
        for end in &report.end {
            let last = |person: &&&Vec<(i64, u32)>| value(person[person.len() - 1].1) == end.event;
            prop_assert_eq!(end.count, some.iter().filter(last).count() as u64);
        }
        prop_assert_eq!(report.start.iter().map(|e| e.count).sum::<u64>(), report.customers);
        prop_assert_eq!(report.end.iter().map(|e| e.count).sum::<u64>(), report.customers);
        let edges: u64 = report.edges.iter().map(|e| e.count).sum();
        prop_assert_eq!(edges + report.customers, report.events, "one edge less than events, for everybody");
    }

    #[test]
    fn variants_equal_their_naive_twin(people in people(3), top in prop::option::of(0_usize..6)) {
        let mut parts = [Variants::default(), Variants::default()];
        for (at, person) in people.iter().enumerate() {
            parts[at % 2].add(&split(person).0);
        }
        let [mut whole, other] = parts;
        whole.merge(other);
        let report = whole.report(&names(), top);

        let path = |person: &Vec<(i64, u32)>| -> Vec<String> {
            person.iter().map(|&(_, code)| names().value(code).expect("a name").to_owned()).collect()
        };
        let mut counts: BTreeMap<Vec<String>, u64> = BTreeMap::new();
        for person in people.iter().filter(|person| !person.is_empty()) {
            *counts.entry(path(person)).or_default() += 1;
        }
        let mut plain: Vec<_> = counts.into_iter().collect();
        plain.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let shown = top.unwrap_or(usize::MAX).min(plain.len());
        let got: Vec<_> = report.variants.iter().map(|v| (v.path.clone(), v.count)).collect();
        prop_assert_eq!(&got[..], &plain[..shown]);
        prop_assert_eq!(report.count, plain.len() as u64);
        prop_assert_eq!(report.other.variants, (plain.len() - shown) as u64);
        prop_assert_eq!(report.other.customers, plain[shown..].iter().map(|v| v.1).sum::<u64>());
        prop_assert_eq!(report.customers, report.other.customers + got.iter().map(|v| v.1).sum::<u64>());
    }

    #[test]
    fn sessions_equal_their_naive_twin(people in people(20), longest in prop::option::of(1_i64..2000)) {
        let rules = SessionRules { gap: Span::minutes(30), longest: longest.map(Span::minutes) };
        let mut parts = [Sessions::default(), Sessions::default()];
        for (at, person) in people.iter().enumerate() {
            parts[at % 2].add(&split(person).1, &rules);
        }
        let [mut whole, other] = parts;
        whole.merge(&other);
        let report = whole.report();

        let mut sessions: Vec<Vec<i64>> = Vec::new();
        for person in &people {
            let mut own: Vec<Vec<i64>> = Vec::new();
            for &(time, _) in person {
                match own.last_mut() {
                    Some(session)
                        if time - session[session.len() - 1] <= rules.gap.0
                            && rules.longest.is_none_or(|longest| time - session[0] <= longest.0) => session.push(time),
                    _ => own.push(vec![time]),
                }
            }
            sessions.extend(own);
        }
        let middle = |mut all: Vec<f64>| {
            all.sort_by(f64::total_cmp);
            (!all.is_empty()).then(|| (all[(all.len() - 1) / 2] + all[all.len() / 2]) / 2.0)
        };
        prop_assert_eq!(report.sessions, sessions.len() as u64);
        prop_assert_eq!(report.customers, people.iter().filter(|person| !person.is_empty()).count() as u64);
        prop_assert_eq!(report.median_s, middle(sessions.iter().map(|s| (s[s.len() - 1] - s[0]) as f64 / 1e6).collect()));
        prop_assert_eq!(report.median_events, middle(sessions.iter().map(|s| s.len() as f64).collect()));
    }
}

#[test]
fn reports_have_the_fields_of_the_command_line() {
    let people = vec![vec![(0, 0), (1_500_000, CODES[1])], vec![(0, 0)]];
    let (mut variants, mut sessions) = (Variants::default(), Sessions::default());
    for person in &people {
        let (codes, times) = split(person);
        variants.add(&codes);
        sessions.add(&times, &SessionRules::default());
    }
    let json = |report: Result<serde_json::Value, serde_json::Error>| report.expect("plain fields").to_string();
    assert_eq!(
        json(serde_json::to_value(transitions(&people).report(&names()))),
        r#"{"events":3,"customers":2,"start":[{"event":"view","count":2}],"end":[{"event":"cart","count":1},{"event":"view","count":1}],"edges":[{"from":"view","to":"cart","count":1,"customers":1,"mean_s":1.5,"median_s":1.5,"min_s":1.5,"max_s":1.5}]}"#
    );
    assert_eq!(
        json(serde_json::to_value(variants.report(&names(), Some(1)))),
        r#"{"count":2,"customers":2,"variants":[{"path":["view"],"count":1}],"other":{"variants":1,"customers":1}}"#
    );
    assert_eq!(
        json(serde_json::to_value(sessions.report())),
        r#"{"sessions":2,"customers":2,"median_s":0.75,"median_events":1.5}"#
    );
    assert_eq!(
        json(serde_json::to_value(Sessions::default().report())),
        r#"{"sessions":0,"customers":0,"median_s":null,"median_events":null}"#
    );
}
