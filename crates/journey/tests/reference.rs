//! Transitions, variants and sessions of public logs against what established tools (pm4py, pandas) computed on them.
//!
//! The files lie in the folder named by `YEOJIDO_SHARED`, else in `../shared` beside the repository; without them the
//! tests say so and pass.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;
use yeojido_domain::Micros;
use yeojido_journey::{Coded, EndReport, SessionRules, Sessions, Transitions, TransitionsReport, Variants};

/// The log and the answers, or the reason why there is nothing to compare.
fn shared(log: &str, answers: &str) -> Option<(PathBuf, Value)> {
    let folder = std::env::var_os("YEOJIDO_SHARED").map_or_else(
        || Path::new(&std::env::var("CARGO_MANIFEST_DIR").expect("cargo names the crate")).join("../../../shared"),
        PathBuf::from,
    );
    let (log, answers) = (folder.join("data/journeys").join(log), folder.join("reference").join(answers));
    for path in [&log, &answers] {
        if !path.exists() {
            #[expect(clippy::print_stderr, reason = "a test that is skipped must say why")]
            {
                eprintln!("skipped: there is no {}", path.display());
            }
            return None;
        }
    }
    let answers = serde_json::from_reader(File::open(answers).expect("it exists")).expect("the answers are JSON");
    Some((log, answers))
}

/// Events by person, in order of time, ties in the order of the file; and the names of the events.
struct Log {
    persons: Vec<(Vec<u32>, Vec<Micros>)>,
    names: Coded,
}

fn read(from: impl Read, person: &str, event: &str, time: &str, instant: impl Fn(&str) -> Micros) -> Log {
    let mut reader = csv::Reader::from_reader(from);
    let header = reader.headers().expect("a header").clone();
    let at = |name: &str| header.iter().position(|column| column == name).expect("the column is there");
    let (person, event, time) = (at(person), at(event), at(time));
    let mut names = Coded::default();
    let mut persons: BTreeMap<String, Vec<(Micros, u32)>> = BTreeMap::new();
    for row in reader.records() {
        let row = row.expect("a row");
        let code = names.code(&row[event]).unwrap_or_else(|| {
            names.values.push(Arc::from(&row[event]));
            u32::try_from(names.values.len() - 1).expect("a few names")
        });
        persons.entry(row[person].to_owned()).or_default().push((instant(&row[time]), code));
    }
    let in_order = |mut events: Vec<(Micros, u32)>| {
        events.sort_by_key(|event| event.0);
        events.into_iter().map(|(time, code)| (code, time)).unzip()
    };
    Log { persons: persons.into_values().map(in_order).collect(), names }
}

fn running_example() -> Option<(Log, Value)> {
    let (log, answers) = shared("running-example.csv", "running-example.json")?;
    let instant = |text: &str| Micros::from(text.parse::<jiff::Timestamp>().expect("a time with its zone"));
    let file = File::open(log).expect("it exists");
    Some((read(file, "case:concept:name", "concept:name", "time:timestamp", instant), answers))
}

fn ecom() -> Option<(Log, Value)> {
    let (log, answers) = shared("ecom.csv.gz", "ecom.json")?;
    let instant = |text: &str| {
        let civil = text.parse::<jiff::civil::DateTime>().expect("a time without a zone");
        Micros::from(jiff::tz::TimeZone::UTC.to_timestamp(civil).expect("UTC has every time"))
    };
    let file = flate2::read::GzDecoder::new(File::open(log).expect("it exists"));
    Some((read(file, "user_id", "event", "timestamp", instant), answers))
}

fn transitions(log: &Log) -> TransitionsReport {
    let mut all = Transitions::default();
    for (codes, times) in &log.persons {
        all.add(codes, times);
    }
    all.report(&log.names)
}

fn assert_ends(got: &[EndReport], want: &Value) {
    let got: BTreeMap<&str, u64> = got.iter().map(|end| (end.event.as_str(), end.count)).collect();
    let want = want.as_object().expect("counts by name").iter();
    assert_eq!(got, want.map(|(name, count)| (name.as_str(), count.as_u64().expect("a count"))).collect());
}

/// `fields` name count, mean and median as the answers do, and any further ones.
fn assert_edges(report: &TransitionsReport, want: &Value, fields: &[&str], customers: Option<&str>) {
    let want = want.as_array().expect("edges");
    assert_eq!(report.edges.len(), want.len());
    for edge in want {
        let (from, to) = (edge["from"].as_str(), edge["to"].as_str());
        let got = report.edges.iter().find(|e| Some(&*e.from) == from && Some(&*e.to) == to);
        let got = got.expect("the edge is found");
        let numbers = [got.count as f64, got.mean_s, got.median_s, got.min_s, got.max_s];
        for (field, number) in fields.iter().zip(numbers) {
            let expected = edge[*field].as_f64().expect("a number");
            // The answers are rounded to milliseconds.
            assert!((number - expected).abs() <= 0.0006, "{from:?} {to:?} {field}: {number} is not {expected}");
        }
        if let Some(field) = customers {
            assert_eq!(Some(got.customers), edge[field].as_u64());
        }
    }
}

#[test]
fn transitions_and_variants_of_the_running_example_are_those_of_pm4py() {
    let Some((log, want)) = running_example() else { return };
    let report = transitions(&log);
    assert_eq!((Some(report.events), Some(report.customers)), (want["events"].as_u64(), want["cases"].as_u64()));
    assert_ends(&report.start, &want["start_activities"]);
    assert_ends(&report.end, &want["end_activities"]);
    assert_edges(&report, &want["dfg"], &["count", "mean", "median", "min", "max"], None);
    assert_variants(&log, &want["n_variants"], &want["variants"]);
}

#[test]
fn transitions_variants_and_sessions_of_a_shop_are_those_of_pandas() {
    let Some((log, want)) = ecom() else { return };
    let report = transitions(&log);
    assert_eq!((Some(report.events), Some(report.customers)), (want["rows"].as_u64(), want["users"].as_u64()));
    assert_ends(&report.start, &want["start_events"]);
    assert_ends(&report.end, &want["end_events"]);
    assert_edges(&report, &want["transitions"], &["count", "mean_s", "median_s"], Some("users"));
    assert_variants(&log, &want["n_variants"], &want["top_variants"]);

    let mut sessions = Sessions::default();
    for (_, times) in &log.persons {
        sessions.add(times, &SessionRules::default());
    }
    assert_eq!(Some(sessions.report().sessions), want["sessions_30min_gap_strictly_greater"].as_u64());
    assert_eq!(sessions.report().customers, report.customers);
}

fn assert_variants(log: &Log, count: &Value, want: &Value) {
    let mut all = Variants::default();
    for (codes, _) in &log.persons {
        all.add(codes);
    }
    let report = all.report(&log.names, None);
    assert_eq!(Some(report.count), count.as_u64());
    for variant in want.as_array().expect("variants") {
        let path: Vec<&str> = variant["path"].as_array().expect("names").iter().filter_map(Value::as_str).collect();
        let got = report.variants.iter().find(|v| v.path == path).expect("the variant is found");
        assert_eq!(Some(got.count), variant["count"].as_u64());
    }
}
