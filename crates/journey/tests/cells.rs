//! Every number of every answer opens: those behind it are as many, and have together as much, as it says.

mod stand;

use proptest::prelude::*;
use rand::rngs::SmallRng;
use rand::{Rng, SeedableRng};
use serde_json::{Value, json};
use stand::{Row, pack};
use yeojido_domain::{Micros, Zone};
use yeojido_journey::attribution::{Attribution, AttributionCell, AttributionPartial, AttributionSpec};
use yeojido_journey::follows::{Eventually, PairCell, Rework, ReworkCell, StepCell, StepMatrix};
use yeojido_journey::funnel::{Cell, Funnel, FunnelPartial, FunnelSpec};
use yeojido_journey::paths::{PathCell, Paths, PathsPartial, PathsSpec};
use yeojido_journey::retention::{
    ActivitySpec, Lifecycle, LifecycleCell, Retention, RetentionCell, RetentionSpec, Stickiness, StickinessCell,
};
use yeojido_journey::{
    Events, Grain, Number, PersonEvents, TransitionCell, Transitions, VariantCell, Variants, behind, fold,
};

const DAY: i64 = 86_400_000_000;

/// People who do five things in a month, some of them nothing.
fn people(seed: u64) -> Events {
    let mut rng = SmallRng::seed_from_u64(seed);
    let mut person = |_| {
        let mut times: Vec<i64> = (0..rng.random_range(0..9)).map(|_| rng.random_range(0..30) * DAY / 2).collect();
        times.sort_unstable();
        let row = |time| {
            let row = Row::new(time, &format!("e{}", rng.random_range(0..5)));
            match rng.random_range(0..6) {
                0 => row,
                value => row.with("browser", &format!("b{value}")),
            }
        };
        times.into_iter().map(row).collect::<Vec<Row>>()
    };
    let people: Vec<Vec<Row>> = (0..40).map(&mut person).collect();
    pack(&people, &["browser".to_owned()])
}

/// A kernel at work on events, and what it makes of all of them.
struct Work<'e, P, E, A> {
    events: &'e Events,
    empty: E,
    add: A,
    whole: P,
}

impl<'e, P: Send + Sync, E: Fn() -> P + Sync, A: Fn(&mut P, &PersonEvents<'_>) + Sync> Work<'e, P, E, A> {
    fn new(events: &'e Events, empty: E, add: A, merge: impl Fn(&mut P, P)) -> Self {
        let whole = fold(events, &empty, &add, merge);
        Self { events, empty, add, whole }
    }

    /// Opens a number, and says how many are behind it.
    fn open(&self, number: &Number<P>, says: u64, what: &dyn std::fmt::Debug) -> u64 {
        let list = behind(self.events, &self.empty, &self.add, number);
        assert_eq!(number(&self.whole), says, "{what:?}: the number");
        assert_eq!(list.iter().map(|one| one.units).sum::<u64>(), says, "{what:?}: those behind it");
        assert!(list.windows(2).all(|two| two[0].person < two[1].person), "{what:?}: nobody twice");
        list.len() as u64
    }
}

fn cell<C: serde::de::DeserializeOwned>(cell: &Value) -> C {
    serde_json::from_value(cell.clone()).expect("a cell")
}

fn always() -> std::ops::Range<Micros> {
    Micros(i64::MIN)..Micros(i64::MAX)
}

fn plain(report: &impl serde::Serialize) -> Value {
    serde_json::to_value(report).expect("plain fields")
}

fn count(value: &Value) -> u64 {
    value.as_u64().expect("a count")
}

fn each<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> {
    value[key].as_array().expect("a list").iter()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn every_step_of_a_funnel_opens(seed in any::<u64>()) {
        let events = people(seed);
        for (attribution, order) in [("first", "ordered"), ("all", "ordered"), ("last", "strict")] {
            let spec: FunnelSpec = serde_json::from_value(json!({"steps": [{"event": "e0"}, {"event": "e1", "optional": true},
                {"events": ["e2", "e3"]}, {"event": "e4"}], "order": order, "window": "6d", "breakdown": "browser", "values": 2,
                "attribution": attribution, "trend": "week"})).expect("a funnel");
            let funnel = Funnel::compile(&spec, &events, always(), &Zone::utc()).expect("a sound funnel");
            let work = Work::new(&events, || funnel.empty(), |sum, person| funnel.add(sum, person), FunnelPartial::merge);
            let report = plain(&funnel.report(&spec, work.whole.clone()));
            let mut groups = vec![(json!({}), &report["steps"])];
            for (value, group) in report["breakdown"].as_object().expect("values") {
                groups.push((json!({"value": value}), &group["steps"]));
            }
            for rest in ["others", "without"] {
                groups.push((json!({"rest": rest}), &report[format!("breakdown_{rest}")]["steps"]));
            }
            for stretch in each(&report, "trend") {
                groups.push((json!({"day": stretch["day"]}), &stretch["steps"]));
            }
            for (of, steps) in groups {
                for (at, step) in steps.as_array().into_iter().flatten().enumerate() {
                    for (is, key) in [("reached", "count"), ("dropped", "dropped"), ("undecided", "undecided"), ("skipped", "skipped")] {
                        let mut asked = of.clone();
                        (asked["step"], asked["is"]) = (json!(at), json!(is));
                        let asked: Cell = cell(&asked);
                        let number = funnel.number(&spec, &asked, &work.whole).expect("a cell of the answer");
                        let n = work.open(&number, count(&step[key]), &asked);
                        // A customer may count for several values together, and for one only once.
                        prop_assert!(n == count(&step[key]) || (attribution == "all" && asked.rest.is_some()), "{:?}", asked);
                        let narrow = asked.narrowed(&spec);
                        let narrow = Funnel::compile(&narrow, &events, always(), &Zone::utc()).expect("a sound funnel");
                        let number = narrow.number(&spec, &asked, &work.whole).expect("a cell of the answer");
                        let list = behind(&events, || narrow.empty(), |sum, person| narrow.add(sum, person), number);
                        prop_assert_eq!(list.len() as u64, n, "{:?} without what it does not look at", asked);
                    }
                }
            }
        }
    }

    #[test]
    fn every_node_and_link_of_paths_opens(seed in any::<u64>()) {
        let events = people(seed);
        for spec in [json!({"steps": 3, "top": 2}), json!({"steps": 3, "top": 1, "end": {"event": "e2"}}),
            json!({"steps": 2, "top": 9, "start": {"event": "e1"}, "repeats": true})]
        {
            let spec: PathsSpec = serde_json::from_value(spec).expect("paths");
            let paths = Paths::compile(&spec, &events, always()).expect("sound paths");
            let add = |sum: &mut PathsPartial, person: &PersonEvents<'_>| paths.add(sum, person, 0..person.time.len());
            let work = Work::new(&events, || paths.empty(), add, PathsPartial::merge);
            let report = plain(&paths.report(&spec, &work.whole));
            let open = |asked: &Value, says: u64| {
                let number = paths.number(&spec, &cell::<PathCell>(asked), &work.whole).expect("a cell of the answer");
                // Each of them has one path.
                assert_eq!(work.open(&number, says, asked), says, "{asked}");
            };
            for step in each(&report, "steps") {
                for node in each(step, "nodes") {
                    let mut asked = json!({"step": step["step"], "event": node["event"]});
                    open(&asked, count(&node["in"]) + count(&node["start"]));
                    for part in ["in", "start", "earlier", "out", "end", "other"] {
                        asked["is"] = json!(part);
                        open(&asked, count(&node[part]));
                    }
                }
                let ends = each(step, "nodes").map(|node| count(&node["end"])).sum();
                open(&json!({"step": step["step"], "is": "end"}), ends);
                for link in each(step, "links") {
                    open(&json!({"step": step["step"], "from": link["from"], "to": link["to"]}), count(&link["count"]));
                }
            }
        }
    }

    #[test]
    fn every_cohort_stretch_and_credit_opens(seed in any::<u64>()) {
        let events = people(seed);
        let spec = RetentionSpec { periods: 3, ..RetentionSpec::default() };
        let table = Retention::compile(&spec, &events, always(), &Zone::utc()).expect("a sound table");
        let work = Work::new(&events, || table.empty(), |sum, person| table.add(sum, person), Retention::merge);
        for cohort in each(&plain(&table.report(&work.whole)), "cohorts") {
            let open = |asked: Value, says: &Value| {
                let number = table.number(&cell::<RetentionCell>(&asked)).expect("a cell of the answer");
                assert_eq!(work.open(&number, count(says), &asked), count(says));
            };
            open(json!({"cohort": cohort["cohort"]}), &cohort["size"]);
            for one in each(cohort, "cells") {
                open(json!({"cohort": cohort["cohort"], "period": one["period"]}), &one["count"]);
            }
        }
        let spec = ActivitySpec { grain: Grain::Week, ..ActivitySpec::default() };
        let kernel = Stickiness::compile(&spec, &events, always(), &Zone::utc()).expect("a sound question");
        let add = |sum: &mut Vec<u64>, person: &PersonEvents<'_>| kernel.add(sum, person);
        let work = Work::new(&events, || kernel.empty(), add, |sum, more| Stickiness::merge(sum, &more));
        for row in each(&plain(&kernel.report(&work.whole)), "active") {
            let number = kernel.number(cell::<StickinessCell>(&json!({"stretches": row["stretches"]}))).expect("a cell");
            prop_assert_eq!(work.open(&number, count(&row["customers"]), row), count(&row["customers"]));
        }
        let kernel = Lifecycle::compile(&spec, &events, always(), &Zone::utc()).expect("a sound question");
        let add = |sum: &mut Vec<_>, person: &PersonEvents<'_>| kernel.add(sum, person);
        let work = Work::new(&events, || kernel.empty(), add, |sum, more| Lifecycle::merge(sum, &more));
        for row in each(&plain(&kernel.report(&work.whole)), "stretches") {
            for part in ["active", "new", "returning", "resurrected", "dormant"] {
                let asked = json!({"period": row["day"], "is": part});
                let number = kernel.number(&cell::<LifecycleCell>(&asked)).expect("a cell of the answer");
                prop_assert_eq!(work.open(&number, count(&row[part]), &asked), count(&row[part]));
            }
        }
        let spec = AttributionSpec { touch: "browser".to_owned(), ..AttributionSpec::of("e0") };
        let kernel = Attribution::compile(&spec, &events, always()).expect("a sound question");
        let add = |sum: &mut AttributionPartial, person: &PersonEvents<'_>| kernel.add(sum, person);
        let work = Work::new(&events, AttributionPartial::default, add, AttributionPartial::merge);
        let report = plain(&kernel.report(&work.whole));
        let open = |asked: Value, says: &Value| {
            let number = kernel.number(&cell::<AttributionCell>(&asked)).expect("a cell of the answer");
            work.open(&number, count(says), &asked)
        };
        open(json!({}), &report["conversions"]);
        open(json!({"is": "without_touch"}), &report["without_touch"]);
        for row in each(&report, "channels") {
            let customers = open(json!({"touch": row["channel"]}), &row["touched"]);
            prop_assert!(customers > 0);
        }
    }

    #[test]
    fn every_edge_way_and_place_opens(seed in any::<u64>()) {
        let events = people(seed);
        let names = &events.event;
        let add = |sum: &mut Transitions, person: &PersonEvents<'_>| sum.add(person.event, person.time);
        let work = Work::new(&events, Transitions::default, add, Transitions::merge);
        let report = plain(&work.whole.report(names));
        let open = |asked: Value, says: u64| {
            let number = cell::<TransitionCell>(&asked).number(names).expect("a cell of the answer");
            work.open(&number, says, &asked)
        };
        for edge in each(&report, "edges") {
            let n = open(json!({"from": edge["from"], "to": edge["to"]}), count(&edge["count"]));
            prop_assert_eq!(n, count(&edge["customers"]));
        }
        for end in ["start", "end"] {
            for row in each(&report, end) {
                prop_assert_eq!(open(json!({end: row["event"]}), count(&row["count"])), count(&row["count"]));
            }
        }
        for (code, name) in (0_u32..).zip(&names.values) {
            let n = events.event.codes.iter().filter(|one| **one == code).count() as u64;
            open(json!({"event": **name}), n);
        }

        let add = |sum: &mut Variants, person: &PersonEvents<'_>| sum.add(person.event);
        let work = Work::new(&events, Variants::default, add, Variants::merge);
        let report = plain(&work.whole.report(names, Some(3)));
        for row in each(&report, "variants") {
            let asked = json!({"path": row["path"]});
            let number = cell::<VariantCell>(&asked).number(names, &work.whole, Some(3)).expect("a cell of the answer");
            prop_assert_eq!(work.open(&number, count(&row["count"]), &asked), count(&row["count"]));
        }
        let number = VariantCell { path: None }.number(names, &work.whole, Some(3)).expect("a cell of the answer");
        let others = count(&report["other"]["customers"]);
        prop_assert_eq!(work.open(&number, others, &"others"), others);

        let work = Work::new(&events, || StepMatrix::new(4), |sum: &mut StepMatrix, person: &PersonEvents<'_>| sum.add(person.event), StepMatrix::merge);
        let report = plain(&work.whole.report(names));
        let open = |asked: Value, says: &Value| {
            let number = work.whole.number(names, &cell::<StepCell>(&asked)).expect("a cell of the answer");
            assert_eq!(work.open(&number, count(says), &asked), count(says));
        };
        for (step, says) in each(&report, "ended").enumerate() {
            open(json!({"step": step, "is": "ended"}), says);
        }
        for row in each(&report, "rows") {
            each(row, "counts").enumerate().for_each(|(step, says)| open(json!({"step": step, "event": row["event"]}), says));
        }
    }

    #[test]
    fn every_pair_and_repetition_opens(seed in any::<u64>()) {
        let events = people(seed);
        let names = &events.event;
        let work = Work::new(&events, Eventually::default, |sum: &mut Eventually, person: &PersonEvents<'_>| sum.add(person.event), Eventually::merge);
        for pair in each(&plain(&work.whole.report(names, None)), "pairs") {
            let asked = json!({"from": pair["from"], "to": pair["to"]});
            let number = cell::<PairCell>(&asked).number(names).expect("a cell of the answer");
            prop_assert_eq!(work.open(&number, count(&pair["count"]), &asked), count(&pair["customers"]));
        }
        let work = Work::new(&events, Rework::default, |sum: &mut Rework, person: &PersonEvents<'_>| sum.add(person.event), Rework::merge);
        for row in each(&plain(&work.whole.report(names)), "events") {
            for is in ["events", "customers", "repeating", "at_once", "loops"] {
                let asked = json!({"event": row["event"], "is": is});
                let number = cell::<ReworkCell>(&asked).number(names).expect("a cell of the answer");
                let n = work.open(&number, count(&row[is]), &asked);
                prop_assert!(n <= count(&row[is]));
            }
        }
    }
}

#[test]
fn a_cell_that_the_answer_has_not_names_its_key() {
    let events = people(7);
    let spec = FunnelSpec::of(&["e0", "e1"]);
    let funnel = Funnel::compile(&spec, &events, always(), &Zone::utc()).expect("a sound funnel");
    for (field, asked) in [
        ("step", json!({"step": 2, "is": "reached"})),
        ("value", json!({"step": 0, "is": "reached", "value": "b1"})),
        ("rest", json!({"step": 0, "is": "reached", "rest": "others"})),
        ("day", json!({"step": 0, "is": "reached", "day": "1970-01-01"})),
    ] {
        let bad = funnel.number(&spec, &cell(&asked), &funnel.empty()).err().expect("it must be refused");
        assert_eq!(bad.field, field, "{bad}");
    }
    let paths = Paths::compile(&PathsSpec::default(), &events, always()).expect("sound paths");
    for (field, asked) in [
        ("step", json!({"step": 5, "is": "end"})),
        ("event", json!({"step": 0})),
        ("event", json!({"step": 0, "from": "e0"})),
    ] {
        let bad = paths.number(&PathsSpec::default(), &cell(&asked), &paths.empty()).err().expect("it must be refused");
        assert_eq!(bad.field, field, "{bad}");
    }
    let bad = cell::<TransitionCell>(&json!({"from": "e0", "to": "nothing"})).number(&events.event).err();
    assert_eq!(bad.expect("it must be refused").field, "to");
    let bad = cell::<TransitionCell>(&json!({"from": "e0"})).number(&events.event).err();
    assert_eq!(bad.expect("it must be refused").field, "from");
}
