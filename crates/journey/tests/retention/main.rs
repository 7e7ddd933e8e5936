//! Cohorts, stickiness and lifecycle against their naive twins, and against pandas on the CDNOW data.

#[path = "../stand/mod.rs"]
mod stand;

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use rand::rngs::SmallRng;
use rand::{Rng, SeedableRng};
use stand::{Row, json, pack, shared};
use yeojido_domain::{Micros, Zone};
use yeojido_journey::retention::{
    ActivitySpec, CohortReport, Lifecycle, Retention, RetentionReport, RetentionSpec, Returns, Stickiness,
};
use yeojido_journey::{EventPattern, Events, Grain, fold};

const HOUR: i64 = 3_600_000_000;
const DAY: i64 = 24 * HOUR;

fn cohorts(events: &Events, spec: &RetentionSpec, range: std::ops::Range<Micros>) -> RetentionReport {
    let table = Retention::compile(spec, events, range, &Zone::utc()).expect("a sound table");
    let sum = fold(events, || table.empty(), |sum, person| table.add(sum, person), Retention::merge);
    table.report(&sum)
}

/// Days and weeks in UTC are numbers; 1970-01-01 was a Thursday.
fn stretch(time: i64, grain: Grain) -> i64 {
    match grain {
        Grain::Week => (time.div_euclid(DAY) + 3).div_euclid(7),
        _ => time.div_euclid(DAY),
    }
}

fn end(stretch: i64, grain: Grain) -> i64 {
    match grain {
        Grain::Week => ((stretch + 1) * 7 - 3) * DAY,
        _ => (stretch + 1) * DAY,
    }
}

fn name(stretch: i64, grain: Grain) -> String {
    let day = if grain == Grain::Week { stretch * 7 - 3 } else { stretch };
    Micros(day * DAY).day(&Zone::utc()).to_string()
}

struct Case {
    people: Vec<Vec<Row>>,
    events: Events,
    grain: Grain,
    range: (i64, i64),
    data_end: i64,
}

fn case(seed: u64) -> Case {
    let mut rng = SmallRng::seed_from_u64(seed);
    let grain = [Grain::Day, Grain::Week][rng.random_range(0..2)];
    let mut person = |_| {
        let mut time = rng.random_range(0..20) * 9 * HOUR;
        let n = rng.random_range(0..8);
        let mut next = |_| {
            time += [0, 1, 7, 25, 60, 200][rng.random_range(0..6)] * HOUR;
            Row::new(time, ["a", "b", "c"][rng.random_range(0..3)])
        };
        (0..n).map(&mut next).collect::<Vec<_>>()
    };
    let people: Vec<Vec<Row>> = (0..20).map(&mut person).collect();
    let range = if rng.random_bool(0.6) { (i64::MIN, i64::MAX) } else { (3 * DAY, 24 * DAY) };
    let data_end = people.iter().flatten().map(|row| row.time).max().unwrap_or_default();
    Case { events: pack(&people, &[]), people, grain, range, data_end }
}

impl Case {
    fn range(&self) -> std::ops::Range<Micros> {
        Micros(self.range.0)..Micros(self.range.1)
    }

    fn is_whole(&self, stretch: i64) -> bool {
        end(stretch, self.grain) <= self.data_end + 1
    }

    /// Stretches in which each person does one of the events.
    fn active(&self, names: &[&str]) -> Vec<BTreeSet<i64>> {
        let of = |rows: &Vec<Row>| {
            let fits = rows.iter().filter(|row| names.contains(&row.event.as_str()));
            fits.map(|row| stretch(row.time, self.grain)).collect()
        };
        self.people.iter().map(of).collect()
    }

    fn stretches(&self) -> Vec<i64> {
        let times = || self.people.iter().flatten().map(|row| row.time);
        let Some(first) = times().min() else { return Vec::new() };
        (stretch(first, self.grain)..=stretch(self.data_end, self.grain)).collect()
    }

    fn shows(&self, stretch: i64) -> bool {
        let begin = end(stretch - 1, self.grain);
        end(stretch, self.grain) > self.range.0 && begin < self.range.1
    }
}

fn same_cohorts(case: &Case, returns: Returns) {
    let spec = RetentionSpec {
        start: EventPattern { events: vec!["a".into(), "b".into()], ..EventPattern::default() },
        returning: EventPattern { events: vec!["a".into(), "c".into()], ..EventPattern::default() },
        period: case.grain,
        periods: 4,
        returns,
    };
    let mut want: BTreeMap<i64, Vec<u64>> = BTreeMap::new();
    for rows in &case.people {
        let Some(first) = rows.iter().position(|row| row.event != "c") else { continue };
        if rows[first].time < case.range.0 || rows[first].time >= case.range.1 {
            continue;
        }
        let cohort = stretch(rows[first].time, case.grain);
        let cells = want.entry(cohort).or_insert_with(|| vec![0; 6]);
        cells[0] += 1;
        for period in 0..=4 {
            let back = rows[first..].iter().filter(|row| row.event != "b").any(|row| {
                let later = stretch(row.time, case.grain) - cohort;
                later == period || (returns == Returns::After && later > period)
            });
            cells[1 + period as usize] += u64::from(back);
        }
    }
    let report = cohorts(&case.events, &spec, case.range());
    let got = |cohort: &CohortReport| {
        let mut cells = vec![cohort.size];
        cells.extend(cohort.cells.iter().map(|cell| cell.count));
        (cohort.cohort.clone(), cells)
    };
    let named = |(cohort, cells): (&i64, &Vec<u64>)| (name(*cohort, case.grain), cells.clone());
    assert_eq!(report.cohorts.iter().map(got).collect::<Vec<_>>(), want.iter().map(named).collect::<Vec<_>>());
    for (cohort, report) in want.keys().zip(&report.cohorts) {
        for cell in &report.cells {
            assert_eq!(cell.observed, case.is_whole(cohort + cell.period as i64), "{cohort} {}", cell.period);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn cohorts_equal_their_naive_twin(seed in any::<u64>()) {
        let case = case(seed);
        same_cohorts(&case, Returns::On);
        same_cohorts(&case, Returns::After);
    }

    #[test]
    fn stickiness_equals_its_naive_twin(seed in any::<u64>()) {
        let case = case(seed);
        let spec = ActivitySpec { grain: case.grain, event: EventPattern::named("a") };
        let kernel = Stickiness::compile(&spec, &case.events, case.range(), &Zone::utc()).expect("a sound question");
        let sum = fold(&case.events, || kernel.empty(), |sum, person| kernel.add(sum, person), |sum, more| {
            Stickiness::merge(sum, &more);
        });
        let report = kernel.report(&sum);
        let shown: Vec<i64> = case.stretches().into_iter().filter(|&s| case.shows(s)).collect();
        prop_assert_eq!(report.stretches, shown.len());
        let active = case.active(&["a"]);
        for row in &report.active {
            let exactly = |own: &&BTreeSet<i64>| shown.iter().filter(|s| own.contains(s)).count() == row.stretches;
            prop_assert_eq!(row.customers, active.iter().filter(exactly).count() as u64);
        }
        prop_assert_eq!(report.customers, active.iter().filter(|own| shown.iter().any(|s| own.contains(s))).count() as u64);
    }

    #[test]
    fn the_lifecycle_equals_its_naive_twin(seed in any::<u64>()) {
        let case = case(seed);
        let spec = ActivitySpec { grain: case.grain, ..ActivitySpec::default() };
        let kernel = Lifecycle::compile(&spec, &case.events, case.range(), &Zone::utc()).expect("a sound question");
        let sum = fold(&case.events, || kernel.empty(), |sum, person| kernel.add(sum, person), |sum, more| {
            Lifecycle::merge(sum, &more);
        });
        let report = kernel.report(&sum);
        let active = case.active(&["a", "b", "c"]);
        let count = |fits: &dyn Fn(&BTreeSet<i64>) -> bool| active.iter().filter(|own| fits(own)).count() as u64;
        let want: Vec<_> = case.stretches().into_iter().filter(|&s| case.shows(s)).map(|s| {
            let earlier = |own: &BTreeSet<i64>| own.range(..s).next().is_some();
            (
                name(s, case.grain),
                case.is_whole(s),
                count(&|own| own.contains(&s)),
                count(&|own| own.contains(&s) && !earlier(own)),
                count(&|own| own.contains(&s) && own.contains(&(s - 1))),
                count(&|own| own.contains(&s) && earlier(own) && !own.contains(&(s - 1))),
                count(&|own| !own.contains(&s) && own.contains(&(s - 1))),
            )
        }).collect();
        let got: Vec<_> = report.stretches.iter().map(|s| {
            (s.day.clone(), s.complete, s.active, s.new, s.returning, s.resurrected, s.dormant)
        }).collect();
        prop_assert_eq!(got, want);
    }
}

#[test]
fn nobody_has_no_cohort() {
    let events = pack(&[], &[]);
    assert!(cohorts(&events, &RetentionSpec::default(), Micros(0)..Micros(1)).cohorts.is_empty());
}

/// ```python
/// df = pd.read_csv("CDNOW_master.txt", sep=r"\s+", names=["id", "date", "n", "value"])
/// m = pd.to_datetime(df.date, format="%Y%m%d").dt.to_period("M"); first = m.groupby(df.id).transform("min")
/// k = (m - first).map(lambda d: d.n); print(df.groupby([first, k]).id.nunique().unstack())
/// ```
#[test]
fn the_cohorts_of_a_shop_of_discs_are_those_of_pandas() {
    let (Some(file), Some(want)) =
        (shared("data/orders/cdnow/CDNOW_master.txt"), shared("reference/cdnow_cohort.json"))
    else {
        return;
    };
    let mut people: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for line in std::fs::read_to_string(file).expect("it exists").lines().skip(1) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let date = jiff::civil::Date::strptime("%Y%m%d", words[1]).expect("a date");
        people.entry(words[0].to_owned()).or_default().push(Row::new(Zone::utc().start_of(date).0, "bought"));
    }
    let people: Vec<Vec<Row>> = people.into_values().collect();
    let spec = RetentionSpec { period: Grain::Month, periods: 17, ..RetentionSpec::default() };
    let report = cohorts(&pack(&people, &[]), &spec, Micros(i64::MIN)..Micros(i64::MAX));
    let want = json(want);
    let want = want["cohort_active_users"].as_object().expect("cohorts");
    assert_eq!(report.cohorts.len(), want.len());
    for cohort in &report.cohorts {
        let counts: Vec<u64> = cohort.cells.iter().map(|cell| cell.count).collect();
        let want: Vec<u64> = serde_json::from_value(want[&cohort.cohort[..7]].clone()).expect("counts");
        assert_eq!(counts[..want.len()], want, "{}", cohort.cohort);
        assert!(counts[want.len()..].iter().all(|&count| count == 0));
        // The data end on the last day of June 1998, at its first instant.
        assert_eq!(cohort.cells.iter().filter(|cell| cell.observed).count(), want.len() - 1);
    }
}

/// `cargo test --release -p yeojido-journey -- --ignored`
#[test]
#[ignore = "takes a minute; YEOJIDO_SEQUENCES says how many, a million unless told"]
fn cohorts_of_a_million_random_customers_are_those_of_the_twin() {
    let wanted = std::env::var("YEOJIDO_SEQUENCES").ok().and_then(|n| n.parse().ok()).unwrap_or(1_000_000);
    let (mut seed, mut done) = (0, 0);
    while done < wanted {
        let case = case(seed);
        same_cohorts(&case, Returns::On);
        done += case.people.len();
        seed += 1;
    }
    assert!(done >= wanted);
}
