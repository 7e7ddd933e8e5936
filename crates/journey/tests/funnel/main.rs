//! Funnels against their naive twin, and against what PostHog's public tests say of the same customers.

mod cases;
mod random;
#[path = "../stand/mod.rs"]
mod stand;
mod twin;

use proptest::prelude::*;
use stand::{Row, pack};
use twin::{Person, Question};
use yeojido_journey::funnel::{Followed, Funnel, FunnelPartial, FunnelReport};
use yeojido_journey::{Events, NONE, fold};

fn packed(people: &[Person]) -> Events {
    let rows = |person: &Person| person.iter().map(|&(time, name)| Row::new(time, &format!("e{name}"))).collect();
    pack(&people.iter().map(rows).collect::<Vec<_>>(), &[])
}

/// Compares a random case with the twin: everybody for themselves, then pairs of them found to be one person, then the
/// same undone. Says how many sequences it compared.
fn compare(seed: u64, persons: usize) -> usize {
    let (question, people) = random::case(seed, persons);
    let before = compare_people(seed, &question, &people);
    let merged: Vec<Person> = people
        .chunks(2)
        .map(|pair| {
            let mut events = pair.concat();
            events.sort_by_key(|event| event.0);
            events
        })
        .collect();
    let after = compare_people(seed, &question, &merged);
    assert_eq!(compare_people(seed, &question, &people), before, "seed {seed}: undone is as it was");
    assert!(after.customers <= before.customers, "seed {seed}: two became one");
    people.len() + merged.len()
}

/// Compares every person with the twin, and the sums with sums over the twin.
fn compare_people(seed: u64, question: &Question, people: &[Person]) -> FunnelReport {
    let (events, spec) = (packed(people), question.spec());
    let funnel =
        Funnel::compile(&spec, &events, question.range(), &yeojido_domain::Zone::utc()).expect("a sound funnel");
    let mut found = Vec::new();
    for (at, person) in people.iter().enumerate() {
        let want = question.follow(person);
        let got = match funnel.follow(&events.person(at)) {
            Followed::Absent => Err(false),
            Followed::Spoilt => Err(true),
            Followed::Best(attempt) => {
                let way = attempt.events[..question.steps.len()].iter();
                Ok((way.map(|&at| (at != NONE).then_some(at as usize)).collect::<Vec<_>>(), attempt.open))
            }
        };
        assert_eq!(got, want, "seed {seed}: {question:?}\n{person:?}");
        found.push((person, want));
    }
    let sum = fold(&events, || funnel.empty(), |sum, person| funnel.add(sum, person), FunnelPartial::merge);
    same_sums(seed, question, &found, &funnel, sum)
}

type Found<'a> = (&'a Person, Result<(twin::Way, bool), bool>);

fn same_sums(
    seed: u64,
    question: &Question,
    found: &[Found<'_>],
    funnel: &Funnel<'_>,
    sum: FunnelPartial,
) -> FunnelReport {
    let report = funnel.report(&question.spec(), sum);
    let ways = || found.iter().filter_map(|(person, way)| way.as_ref().ok().map(|(way, open)| (*person, way, *open)));
    assert_eq!(report.customers, found.iter().filter(|(person, _)| !person.is_empty()).count() as u64, "seed {seed}");
    assert_eq!(report.excluded, found.iter().filter(|(_, way)| *way == Err(true)).count() as u64, "seed {seed}");
    for (step, got) in report.steps.iter().enumerate() {
        let n = |fits: &dyn Fn(&twin::Way, bool) -> bool| ways().filter(|(_, w, open)| fits(w, *open)).count() as u64;
        let is_last = step + 1 == question.steps.len();
        let want = [
            n(&|way, _| twin::level(way) >= step),
            n(&|way, open| twin::level(way) == step && !open && !is_last),
            n(&|way, open| twin::level(way) == step && open),
            n(&|way, _| twin::level(way) > step && way[step].is_none()),
        ];
        assert_eq!([got.count, got.dropped, got.undecided, got.skipped], want, "seed {seed} step {step}");
        let next = report.steps.get(step + 1).map_or(if is_last { got.count } else { 0 }, |next| next.count);
        assert_eq!(got.count, next + got.dropped + got.undecided, "seed {seed}: counts are conserved");

        let wait = |(person, way, _): (&Person, &twin::Way, bool)| {
            let before = way[..step].iter().flatten().next_back()?;
            Some((person[way[step]?].0 - person[*before].0) as f64 / 1e6)
        };
        let mut waits: Vec<f64> = ways().filter_map(wait).collect();
        waits.sort_by(f64::total_cmp);
        let n = waits.len();
        let some = n > 0;
        let mean = some.then(|| waits.iter().sum::<f64>() / n as f64);
        let apart = (mean.unwrap_or(0.0) - got.mean_s.unwrap_or(0.0)).abs();
        assert!(apart < 1e-6 && mean.is_some() == got.mean_s.is_some(), "seed {seed}: {apart}");
        assert_eq!(got.median_s, some.then(|| (waits[(n - 1) / 2] + waits[n / 2]) / 2.0), "seed {seed}");
    }
    report
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn a_funnel_equals_its_naive_twin(seed in any::<u64>()) {
        compare(seed, 24);
    }
}

/// `cargo test --release -p yeojido-journey --test funnel -- --ignored`
#[test]
#[ignore = "takes minutes; YEOJIDO_SEQUENCES says how many, ten million unless told"]
fn millions_of_random_sequences_are_followed_as_the_twin_follows_them() {
    let wanted = std::env::var("YEOJIDO_SEQUENCES").ok().and_then(|n| n.parse().ok()).unwrap_or(10_000_000);
    let (mut seed, mut done) = (0, 0);
    while done < wanted {
        done += compare(seed, 40);
        seed += 1;
    }
    assert!(done >= wanted);
}
