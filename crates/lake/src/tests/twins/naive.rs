//! The plainest way to count what a kernel counts: over every history, every pair of events and every day of it.

use std::collections::{BTreeMap, BTreeSet};

use yeojido_domain::{Micros, Zone};
use yeojido_journey::Answer;
use yeojido_journey::follows::{EventuallyReport, ReworkReport, StepMatrixReport};
use yeojido_journey::funnel::FunnelReport;
use yeojido_journey::retention::{LifecycleReport, RetentionReport, StickinessReport};

use super::twin::{Person, Question, Way, level};

const DAY: i64 = 86_400_000_000;
const GAP: i64 = 30 * 60_000_000;

/// Holds an answer against its twin, where it has one here.
pub fn same(seed: u64, answer: &Answer, people: &[Person], funnel: &Question) {
    match answer {
        Answer::Transitions(report) => {
            let got = report.edges.iter().map(|edge| (pair(&edge.from, &edge.to), (edge.count, edge.customers)));
            let next = |person: &Person| person.windows(2).map(|two| (two[0].1, two[1].1)).collect();
            assert_eq!(got.collect::<BTreeMap<_, _>>(), pairs(people, next), "seed {seed}: transitions");
        }
        Answer::Variants(report) => {
            let mut want: BTreeMap<Vec<String>, u64> = BTreeMap::new();
            people
                .iter()
                .for_each(|person| *want.entry(person.iter().map(|did| name(did.1)).collect()).or_default() += 1);
            let got = report.variants.iter().map(|variant| (variant.path.clone(), variant.count));
            assert_eq!(got.collect::<BTreeMap<_, _>>(), want, "seed {seed}: variants");
        }
        Answer::Sessions(report) => {
            let cut = |person: &Person| person.windows(2).filter(|two| two[1].0 - two[0].0 > GAP).count();
            let want = people.iter().map(|person| 1 + cut(person) as u64).sum::<u64>();
            assert_eq!((report.sessions, report.customers), (want, people.len() as u64), "seed {seed}: sessions");
        }
        Answer::Follows(report) => follows(seed, report, people),
        Answer::Rework(report) => rework(seed, report, people),
        Answer::Steps(report) => steps(seed, report, people),
        Answer::Retention(report) => cohorts(seed, report, people),
        Answer::Stickiness(report) => stickiness(seed, report, people),
        Answer::Lifecycle(report) => lifecycle(seed, report, people),
        Answer::Funnel(report) if report.breakdown.is_none() => followed(seed, report, people, funnel),
        Answer::Funnel(_) | Answer::Paths(_) | Answer::Attribution(_) | Answer::Conformance(_) | Answer::Times(_) => {}
    }
}

fn name(what: u32) -> String {
    format!("e{what}")
}

fn pair(from: &str, to: &str) -> (String, String) {
    (from.to_owned(), to.to_owned())
}

/// Times, and persons, by pair of names.
fn pairs(people: &[Person], of: impl Fn(&Person) -> Vec<(u32, u32)>) -> BTreeMap<(String, String), (u64, u64)> {
    let mut all: BTreeMap<(String, String), (u64, u64)> = BTreeMap::new();
    for person in people {
        let own = of(person);
        for (from, to) in &own {
            all.entry((name(*from), name(*to))).or_default().0 += 1;
        }
        for (from, to) in own.into_iter().collect::<BTreeSet<_>>() {
            all.entry((name(from), name(to))).or_default().1 += 1;
        }
    }
    all
}

fn follows(seed: u64, report: &EventuallyReport, people: &[Person]) {
    let later = |person: &Person| {
        let each = (0..person.len()).flat_map(|to| (0..to).map(move |from| (from, to)));
        each.map(|(from, to)| (person[from].1, person[to].1)).collect()
    };
    let got = report.pairs.iter().map(|row| (pair(&row.from, &row.to), (row.count, row.customers)));
    assert_eq!(got.collect::<BTreeMap<_, _>>(), pairs(people, later), "seed {seed}: follows");
}

fn rework(seed: u64, report: &ReworkReport, people: &[Person]) {
    let names: BTreeSet<u32> = people.iter().flatten().map(|did| did.1).collect();
    let want: BTreeMap<String, [u64; 4]> = names
        .into_iter()
        .map(|what| {
            let mut sums = [0; 4];
            for person in people {
                let places: Vec<usize> = (0..person.len()).filter(|&at| person[at].1 == what).collect();
                sums[0] += u64::from(!places.is_empty());
                sums[1] += u64::from(places.len() > 1);
                sums[2] += places.windows(2).filter(|two| two[1] == two[0] + 1).count() as u64;
                sums[3] += places.len() as u64;
            }
            (name(what), sums)
        })
        .collect();
    let got =
        report.events.iter().map(|row| (row.event.clone(), [row.customers, row.repeating, row.at_once, row.events]));
    assert_eq!(got.collect::<BTreeMap<_, _>>(), want, "seed {seed}: rework");
}

fn steps(seed: u64, report: &StepMatrixReport, people: &[Person]) {
    for step in 0..report.ended.len() {
        let at = |what: Option<&str>| {
            let is = |person: &&Person| person.get(step).map(|did| name(did.1)).as_deref() == what;
            people.iter().filter(is).count() as u64
        };
        for row in &report.rows {
            assert_eq!(row.counts[step], at(Some(&row.event)), "seed {seed}: {} at {step}", row.event);
        }
        assert_eq!(report.ended[step], at(None), "seed {seed}: ended before {step}");
    }
    assert_eq!(report.customers, people.len() as u64, "seed {seed}: steps");
}

fn days(person: &Person) -> BTreeSet<i64> {
    person.iter().map(|did| did.0.div_euclid(DAY)).collect()
}

fn day(number: i64) -> String {
    Micros(number * DAY).day(&Zone::utc()).to_string()
}

fn cohorts(seed: u64, report: &RetentionReport, people: &[Person]) {
    let mut want: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    for own in people.iter().map(days) {
        let Some(first) = own.first() else { continue };
        let cells = want.entry(day(*first)).or_insert_with(|| vec![0; 6]);
        cells[0] += 1;
        (0..=4).for_each(|period| cells[1 + period as usize] += u64::from(own.contains(&(first + period))));
    }
    let got = report.cohorts.iter().map(|cohort| {
        let counts = cohort.cells.iter().map(|cell| cell.count);
        (cohort.cohort.clone(), std::iter::once(cohort.size).chain(counts).collect::<Vec<_>>())
    });
    assert_eq!(got.collect::<BTreeMap<_, _>>(), want, "seed {seed}: cohorts");
}

fn stickiness(seed: u64, report: &StickinessReport, people: &[Person]) {
    for row in &report.active {
        let want = people.iter().filter(|person| days(person).len() == row.stretches).count() as u64;
        assert_eq!(row.customers, want, "seed {seed}: active on {} days", row.stretches);
    }
    assert_eq!(report.customers, people.len() as u64, "seed {seed}: stickiness");
}

fn lifecycle(seed: u64, report: &LifecycleReport, people: &[Person]) {
    let active: Vec<BTreeSet<i64>> = people.iter().map(days).collect();
    let all: BTreeSet<i64> = active.iter().flatten().copied().collect();
    let (Some(first), Some(last)) = (all.first(), all.last()) else { return };
    let count = |fits: &dyn Fn(&BTreeSet<i64>) -> bool| active.iter().filter(|own| fits(own)).count() as u64;
    let want = (*first..=*last).map(|at| {
        let before = |own: &BTreeSet<i64>| own.range(..at).next().is_some();
        let counts = [
            count(&|own| own.contains(&at)),
            count(&|own| own.contains(&at) && !before(own)),
            count(&|own| own.contains(&at) && own.contains(&(at - 1))),
            count(&|own| own.contains(&at) && before(own) && !own.contains(&(at - 1))),
            count(&|own| !own.contains(&at) && own.contains(&(at - 1))),
        ];
        (day(at), counts)
    });
    let got = report
        .stretches
        .iter()
        .map(|row| (row.day.clone(), [row.active, row.new, row.returning, row.resurrected, row.dormant]));
    assert_eq!(got.collect::<Vec<_>>(), want.collect::<Vec<_>>(), "seed {seed}: lifecycle");
}

fn followed(seed: u64, report: &FunnelReport, people: &[Person], funnel: &Question) {
    let found: Vec<Result<(Way, bool), bool>> = people.iter().map(|person| funnel.follow(person)).collect();
    let last = funnel.steps.len() - 1;
    assert_eq!(report.customers, people.len() as u64, "seed {seed}: the funnel's customers");
    assert_eq!(report.excluded, found.iter().filter(|way| **way == Err(true)).count() as u64, "seed {seed}: excluded");
    for (step, got) in report.steps.iter().enumerate() {
        let n = |fits: &dyn Fn(&Way, bool) -> bool| {
            found.iter().flatten().filter(|(way, open)| fits(way, *open)).count() as u64
        };
        let want = [
            n(&|way, _| level(way) >= step),
            n(&|way, open| level(way) == step && !open && step != last),
            n(&|way, open| level(way) == step && open),
            n(&|way, _| level(way) > step && way[step].is_none()),
        ];
        assert_eq!(
            [got.count, got.dropped, got.undecided, got.skipped],
            want,
            "seed {seed}: step {step} of the funnel"
        );
    }
}
