//! Conformance and times from stage to stage against their naive twins, and credits against the definition of every model.

mod stand;

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use stand::{Row, pack};
use yeojido_domain::{Counts, Micros, PersonId, Span};
use yeojido_journey::attribution::{Attribution, AttributionPartial, AttributionReport, AttributionSpec};
use yeojido_journey::course::{Conformance, LeaveKind, StageTimes};
use yeojido_journey::{Caught, WalkOutcome, WalkRules, fold, walks};
use yeojido_stats::Lifetimes;

const MINUTE: i64 = 60_000_000;
const RULES: WalkRules = WalkRules { stages: 4, gap: Span(30 * MINUTE), goal: true, counts: Counts::Walks };

/// Persons as (minutes since the event before, stage); an event of the last stage with an even minute is the goal.
fn people() -> impl Strategy<Value = Vec<Vec<Caught>>> {
    let event = (prop::sample::select(vec![0_i64, 1, 2, 10, 30, 31]), 0_u8..4);
    let person = prop::collection::vec(event, 0..10).prop_map(|events| {
        let mut time = 0;
        let caught = |(row, (wait, stage)): (u32, (i64, u8))| {
            time += wait * MINUTE;
            let goal = stage == 3 && wait % 2 == 0;
            Caught { row, time: Micros(time), stage, touchpoint: 0, goal, starts: true }
        };
        (0..).zip(events).map(caught).collect::<Vec<_>>()
    });
    prop::collection::vec(person, 0..8)
}

fn stages() -> Vec<String> {
    ["look", "choose", "cart", "pay"].map(str::to_owned).to_vec()
}

fn end(people: &[Vec<Caught>]) -> Micros {
    people.iter().flatten().map(|event| event.time).max().unwrap_or_default()
}

proptest! {
    #[test]
    fn conformance_equals_its_naive_twin(people in people()) {
        let mut parts = [Conformance::default(), Conformance::default()];
        let (mut total, mut followed, mut outcomes) = (0, 0, [0; 3]);
        let mut left: BTreeMap<(Option<String>, String), u64> = BTreeMap::new();
        for (at, caught) in people.iter().enumerate() {
            for walk in walks(caught, &RULES, end(&people)) {
                parts[at % 2].add(&walk, caught);
                let mut course: Vec<u8> = caught[walk.caught.clone()].iter().map(|event| event.stage).collect();
                course.dedup();
                total += 1;
                // The first place where the course is not 0, 1, 2 …
                match (0..course.len()).find(|&at| usize::from(course[at]) != at) {
                    None => {
                        followed += 1;
                        outcomes[match walk.outcome {
                            WalkOutcome::Goal => 0,
                            WalkOutcome::Dropped => 1,
                            WalkOutcome::Undecided => 2,
                        }] += 1;
                    }
                    Some(at) => {
                        let name = |stage: u8| stages()[usize::from(stage)].clone();
                        let from = at.checked_sub(1).map(|before| name(course[before]));
                        *left.entry((from, name(course[at]))).or_default() += 1;
                    }
                }
            }
        }
        let [mut whole, other] = parts;
        whole.merge(other);
        let report = whole.report(&stages());
        prop_assert_eq!((report.walks, report.followed), (total, followed));
        prop_assert_eq!([report.arrived, report.dropped, report.undecided], outcomes);
        let got: BTreeMap<_, _> = report.left.iter().map(|l| ((l.from.clone(), l.to.clone()), l.count)).collect();
        prop_assert_eq!(got, left);
        prop_assert_eq!(report.walks, report.followed + report.left.iter().map(|l| l.count).sum::<u64>());
        let place = |id: &String| stages().iter().position(|stage| stage == id);
        for leave in &report.left {
            prop_assert_eq!(leave.kind, match &leave.from {
                None => LeaveKind::BeganLater,
                Some(from) if place(from) > place(&leave.to) => LeaveKind::WentBack,
                Some(_) => LeaveKind::Skipped,
            });
        }
    }

    #[test]
    fn times_from_stage_to_stage_equal_their_naive_twin(people in people(), keep in 0_usize..4) {
        let data_end = end(&people);
        let empty = || StageTimes::new(4, RULES.gap, data_end, keep);
        let mut parts = [empty(), empty()];
        let mut all = Vec::new();
        for (at, caught) in people.iter().enumerate() {
            for walk in walks(caught, &RULES, data_end) {
                parts[at % 2].add(PersonId(at as i64), &walk, caught);
                all.push((at, caught[walk.caught.clone()].to_vec(), walk.outcome));
            }
        }
        let [mut whole, other] = parts;
        whole.merge(other);
        let report = whole.report(&stages());
        let mut pairs = report.pairs.iter();
        for from in 0..4_u8 {
            for to in from + 1..4 {
                let got = pairs.next().expect("every pair");
                let (mut times, mut skipped, mut faults) = (Lifetimes::default(), 0, 0);
                for (_, events, outcome) in &all {
                    let first = |stage: u8| events.iter().position(|event| event.stage == stage);
                    let Some(a) = first(from) else { continue };
                    let began = events[a].time.0;
                    let last = events[events.len() - 1].time.0;
                    match first(to) {
                        Some(b) if b > a && events[b].time.0 > began => {
                            times.push((events[b].time.0 - began) as f64 / 1e6, true);
                        }
                        Some(_) => faults += 1,
                        None if *outcome == WalkOutcome::Goal => skipped += 1,
                        None => times.push(((last + RULES.gap.0).min(data_end.0) - began) as f64 / 1e6, false),
                    }
                }
                prop_assert_eq!((got.n, got.censored), (times.observed(), times.censored()));
                prop_assert_eq!((got.skipped, got.faults), (skipped, faults));
                prop_assert_eq!(got.median_s, times.curve().ok().and_then(|curve| curve.median()));
            }
        }
        let mut slow: Vec<_> = all.iter().filter(|walk| walk.2 == WalkOutcome::Goal).map(|(person, events, _)| {
            let (first, last) = (events[0].time, events[events.len() - 1].time);
            (-(last.0 - first.0), *person as i64, first.0)
        }).collect();
        slow.sort_unstable();
        slow.truncate(keep);
        let got: Vec<_> = report.slowest.iter().map(|s| (-(s.took_s * 1e6).round() as i64, s.customer.0, s.began_at.0)).collect();
        prop_assert_eq!(got, slow);
    }
}

fn attribution(people: &[Vec<Row>], spec: &AttributionSpec) -> AttributionReport {
    let events = pack(people, &spec.columns());
    let kernel = Attribution::compile(spec, &events, Micros(i64::MIN)..Micros(i64::MAX)).expect("a sound question");
    let sum =
        fold(&events, AttributionPartial::default, |sum, person| kernel.add(sum, person), AttributionPartial::merge);
    kernel.report(&sum)
}

fn spec() -> AttributionSpec {
    AttributionSpec {
        touch: "via".into(),
        lookback: Span::minutes(60),
        half_life: Span::minutes(10),
        ..AttributionSpec::of("paid")
    }
}

/// Persons as (minutes since the event before, channel); no channel is a payment, `?` an event without one.
fn buyers() -> impl Strategy<Value = Vec<Vec<Row>>> {
    let event = (0_i64..40, prop::sample::select(vec!["", "a", "b", "c", "d", "?"]));
    let person = prop::collection::vec(event, 0..12).prop_map(|events| {
        let mut time = 0;
        let row = |(wait, channel): (i64, &str)| {
            time += wait * MINUTE;
            match channel {
                "" => Row::new(time, "paid"),
                "?" => Row::new(time, "view"),
                channel => Row::new(time, "view").with("via", channel),
            }
        };
        events.into_iter().map(row).collect::<Vec<_>>()
    });
    prop::collection::vec(person, 0..8)
}

/// What one model gives to one touch of a conversion.
type Model<'a> = dyn Fn(&[(String, f64)], usize) -> f64 + 'a;

/// The touches of every conversion: channel, and minutes before it.
fn conversions(people: &[Vec<Row>]) -> Vec<Vec<(String, f64)>> {
    let mut all = Vec::new();
    for rows in people {
        for (at, row) in rows.iter().enumerate().filter(|(_, row)| row.event == "paid") {
            let since = rows[..at].iter().rposition(|row| row.event == "paid").map_or(0, |before| before + 1);
            let mut touches: Vec<(String, f64)> = Vec::new();
            for before in &rows[since..at] {
                let ago = (row.time - before.time) as f64 / MINUTE as f64;
                if let Some(via) = before.fields.get("via").filter(|_| ago <= 60.0) {
                    if touches.last().is_some_and(|last| last.0 == *via) {
                        touches.pop();
                    }
                    touches.push((via.clone(), ago));
                }
            }
            all.push(touches);
        }
    }
    all
}

/// Shapley's value as it is defined: over all orders in which the channels may come, what each adds on the mean.
fn shapley(conversions: &[Vec<(String, f64)>], channels: &BTreeSet<String>, channel: &str) -> f64 {
    let worth = |set: &BTreeSet<&String>| {
        let won =
            |touches: &&Vec<(String, f64)>| !touches.is_empty() && touches.iter().all(|touch| set.contains(&touch.0));
        conversions.iter().filter(won).count() as f64
    };
    let factorial = |n: usize| (1..=n).map(|n| n as f64).product::<f64>();
    let others: Vec<&String> = channels.iter().filter(|other| *other != channel).collect();
    let own = channels.get(channel).expect("a channel");
    let mut value = 0.0;
    for chosen in 0..1_usize << others.len() {
        let set: BTreeSet<&String> =
            (0..others.len()).filter(|at| chosen >> at & 1 == 1).map(|at| others[at]).collect();
        let mut with = set.clone();
        with.insert(own);
        let weight = factorial(set.len()) * factorial(channels.len() - set.len() - 1) / factorial(channels.len());
        value += weight * (worth(&with) - worth(&set));
    }
    value
}

proptest! {
    #[test]
    fn credits_equal_the_definition_of_every_model(people in buyers()) {
        let report = attribution(&people, &spec());
        let all = conversions(&people);
        let touched = all.iter().filter(|touches| !touches.is_empty()).count();
        prop_assert_eq!(report.conversions, all.len() as u64);
        prop_assert_eq!(report.without_touch, (all.len() - touched) as u64);
        let channels: BTreeSet<String> = all.iter().flatten().map(|touch| touch.0.clone()).collect();
        let named: BTreeSet<String> = report.channels.iter().map(|row| row.channel.clone()).collect();
        prop_assert_eq!(&named, &channels);
        let mut sums = [0.0; 6];
        for row in &report.channels {
            let share = |model: &Model<'_>| -> f64 {
                let of = |touches: &Vec<(String, f64)>| -> f64 {
                    let own = (0..touches.len()).filter(|&at| touches[at].0 == row.channel);
                    own.map(|at| model(touches, at)).sum()
                };
                all.iter().map(of).sum()
            };
            let decay = |touch: &(String, f64)| 0.5_f64.powf(touch.1 / 10.0);
            let want = [
                share(&|_, at| f64::from(u8::from(at == 0))),
                share(&|touches, at| f64::from(u8::from(at + 1 == touches.len()))),
                share(&|touches, _| 1.0 / touches.len() as f64),
                share(&|touches, at| decay(&touches[at]) / touches.iter().map(decay).sum::<f64>()),
                share(&|touches, at| match touches.len() {
                    1 => 1.0,
                    2 => 0.5,
                    n if at == 0 || at + 1 == n => 0.4,
                    n => 0.2 / (n as f64 - 2.0),
                }),
                shapley(&all, &channels, &row.channel),
            ];
            let c = row.credits;
            let got = [c.first, c.last, c.linear, c.time_decay, c.position, c.shapley];
            for (model, (got, want)) in got.iter().zip(want).enumerate() {
                prop_assert!((got - want).abs() < 1e-9, "{} model {model}: {got} in place of {want}", row.channel);
                sums[model] += got;
            }
            let with = all.iter().filter(|touches| touches.iter().any(|touch| touch.0 == row.channel)).count();
            prop_assert_eq!(row.touched, with as u64);
        }
        prop_assert!(sums.iter().all(|sum| (sum - touched as f64).abs() < 1e-9), "{sums:?} in place of {touched}");
    }
}

#[test]
fn touches_of_years_ago_still_share_a_whole_conversion() {
    let people = vec![vec![
        Row::new(0, "view").with("via", "a"),
        Row::new(3_000_000_000 * MINUTE / 1_000, "view").with("via", "b"),
        Row::new(6_000_000_000 * MINUTE / 1_000, "paid"),
    ]];
    let spec = AttributionSpec { lookback: Span(i64::MAX), ..spec() };
    let report = attribution(&people, &spec);
    let decay: Vec<(&str, f64)> = report.channels.iter().map(|c| (c.channel.as_str(), c.credits.time_decay)).collect();
    assert_eq!(decay, [("a", 0.0), ("b", 1.0)]);
}
