//! Eventually-follows, rework and the step matrix against their naive twins, and against pm4py on logs of the field.

mod stand;

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::Value;
use stand::{Row, instant, json, pack, shared};
use yeojido_journey::follows::{Eventually, Rework, StepMatrix};
use yeojido_journey::{Events, fold};

fn people() -> impl Strategy<Value = Vec<Vec<Row>>> {
    let names = prop::sample::select(vec!["view", "cart", "pay", "ask"]);
    let person = prop::collection::vec(names, 0..9);
    let rows = |names: Vec<&str>| names.into_iter().zip(0..).map(|(name, time)| Row::new(time, name)).collect();
    prop::collection::vec(person.prop_map(rows), 0..8)
}

fn eventually(events: &Events) -> Eventually {
    fold(events, Eventually::default, |sum, person| sum.add(person.event), Eventually::merge)
}

fn rework(events: &Events) -> Rework {
    fold(events, Rework::default, |sum, person| sum.add(person.event), Rework::merge)
}

proptest! {
    #[test]
    fn pairs_equal_their_naive_twin(people in people()) {
        let events = pack(&people, &[]);
        let report = eventually(&events).report(&events.event, None);
        let mut want: BTreeMap<(String, String), (u64, u64)> = BTreeMap::new();
        for rows in &people {
            let mut own: BTreeMap<(String, String), u64> = BTreeMap::new();
            for later in 0..rows.len() {
                for earlier in 0..later {
                    *own.entry((rows[earlier].event.clone(), rows[later].event.clone())).or_default() += 1;
                }
            }
            for (pair, count) in own {
                let sum = want.entry(pair).or_default();
                *sum = (sum.0 + count, sum.1 + 1);
            }
        }
        let got: BTreeMap<_, _> =
            report.pairs.iter().map(|p| ((p.from.clone(), p.to.clone()), (p.count, p.customers))).collect();
        prop_assert_eq!(got, want);
        let top = eventually(&events).report(&events.event, Some(2));
        prop_assert_eq!(&top.pairs[..], &report.pairs[..report.pairs.len().min(2)]);
        prop_assert_eq!(top.left_out as usize + top.pairs.len(), report.pairs.len());
    }

    #[test]
    fn rework_equals_its_naive_twin(people in people()) {
        let events = pack(&people, &[]);
        for row in rework(&events).report(&events.event).events {
            let (mut at_once, mut again, mut customers, mut repeating) = (0, 0, 0, 0);
            for rows in &people {
                let places: Vec<usize> = (0..rows.len()).filter(|&at| rows[at].event == row.event).collect();
                customers += u64::from(!places.is_empty());
                repeating += u64::from(places.len() > 1);
                again += places.len().saturating_sub(1) as u64;
                at_once += places.windows(2).filter(|pair| pair[1] == pair[0] + 1).count() as u64;
            }
            prop_assert_eq!((row.customers, row.repeating), (customers, repeating));
            prop_assert_eq!((row.at_once, row.loops), (at_once, again - at_once));
            prop_assert_eq!(row.events, row.customers + row.at_once + row.loops);
        }
    }

    #[test]
    fn the_step_matrix_equals_its_naive_twin(people in people(), steps in 1_usize..6) {
        let events = pack(&people, &[]);
        let sum = fold(&events, || StepMatrix::new(steps), |sum, person| sum.add(person.event), StepMatrix::merge);
        let report = sum.report(&events.event);
        for step in 0..steps {
            let at = |name: Option<&str>| {
                let own = people.iter().filter(|rows| !rows.is_empty());
                own.filter(|rows| rows.get(step).map(|row| row.event.as_str()) == name).count() as u64
            };
            for row in &report.rows {
                prop_assert_eq!(row.counts[step], at(Some(&row.event)));
            }
            prop_assert_eq!(report.ended[step], at(None));
            prop_assert_eq!(report.rows.iter().map(|row| row.counts[step]).sum::<u64>() + at(None), report.customers);
        }
    }
}

/// Events of a log of cases, ties in the order of the file.
fn log() -> Option<(Events, Value)> {
    let file = shared("data/journeys/running-example.csv")?;
    let mut reader = csv::Reader::from_path(file).expect("it exists");
    let header = reader.headers().expect("a header").clone();
    let at = |name: &str| header.iter().position(|column| column == name).expect("the column is there");
    let (person, event, time) = (at("case:concept:name"), at("concept:name"), at("time:timestamp"));
    let mut persons: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for row in reader.records() {
        let row = row.expect("a row");
        persons.entry(row[person].to_owned()).or_default().push(Row::new(instant(&row[time]), &row[event]));
    }
    persons.values_mut().for_each(|rows| rows.sort_by_key(|row| row.time));
    let people: Vec<Vec<Row>> = persons.into_values().collect();
    Some((pack(&people, &[]), json(shared("reference/running-example.json")?)))
}

/// ```python
/// pm4py.discover_eventually_follows_graph(log); pm4py.get_rework_cases_per_activity(log)
/// ```
#[test]
fn pairs_and_rework_of_the_running_example_are_those_of_pm4py() {
    let Some((events, want)) = log() else { return };
    let pairs = eventually(&events).report(&events.event, None).pairs;
    for pair in want["eventually_follows_top50"].as_array().expect("pairs") {
        let got =
            pairs.iter().find(|got| pair["from"] == *got.from && pair["to"] == *got.to).expect("the pair is found");
        assert_eq!(pair["count"], got.count, "{pair}");
    }
    let rows = rework(&events).report(&events.event).events;
    let got: BTreeMap<&str, u64> =
        rows.iter().filter(|row| row.repeating > 0).map(|row| (row.event.as_str(), row.repeating)).collect();
    assert_eq!(serde_json::to_value(got).expect("counts"), want["rework_cases_per_activity"]);
}
