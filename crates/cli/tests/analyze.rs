//! Transitions, variants and sessions of logs of the field equal what established tools count in them.

mod program;

use std::collections::BTreeMap;

use program::{Room, count, reference, shared};
use serde_json::Value;

type Edges = BTreeMap<(String, String), Value>;

fn edges(list: &Value) -> Edges {
    let name = |edge: &Value, end: &str| edge[end].as_str().expect("a name").to_owned();
    let list = list.as_array().expect("a list");
    list.iter().map(|edge| ((name(edge, "from"), name(edge, "to")), edge.clone())).collect()
}

fn by_event(list: &Value) -> BTreeMap<String, u64> {
    let list = list.as_array().expect("a list");
    list.iter().map(|row| (row["event"].as_str().expect("a name").to_owned(), count(row, "count"))).collect()
}

fn tally(map: &Value) -> BTreeMap<String, u64> {
    serde_json::from_value(map.clone()).expect("counts by name")
}

/// The reference is rounded to a thousandth of a second.
fn same_time(what: &str, want: &Value, got: &Value) {
    let (want, got) = (want.as_f64().expect("seconds"), got.as_f64().expect("seconds"));
    assert!((want - got).abs() <= 0.000_51, "{what}: {got} s in place of {want} s");
}

fn same_edges(file: &str, want: &Value, got: &Value, pairs: &[(&str, &str)], times: &[(&str, &str)]) {
    let (want, got) = (edges(want), edges(got));
    assert_eq!(want.keys().collect::<Vec<_>>(), got.keys().collect::<Vec<_>>(), "{file}");
    for (key, want) in &want {
        let got = &got[key];
        for (theirs, ours) in pairs {
            assert_eq!(want[theirs], got[ours], "{file}: {key:?} {ours}");
        }
        for (theirs, ours) in times {
            same_time(&format!("{file}: {key:?} {ours}"), &want[theirs], &got[ours]);
        }
    }
}

fn paths(list: &Value) -> BTreeMap<Vec<String>, u64> {
    let list = list.as_array().expect("a list");
    let path = |row: &Value| serde_json::from_value(row["path"].clone()).expect("a path");
    list.iter().map(|row| (path(row), count(row, "count"))).collect()
}

/// Imported without a word about its columns, a log of cases is counted as the reference counts it.
fn like_the_reference(file: &str, answer: &str) {
    let (Some(folder), Some(want)) = (shared("data/journeys"), reference(answer)) else { return };
    let room = Room::new();
    let imported = room.import(&folder.join(file), &[]);
    assert_eq!((&imported["events"], &imported["customers"]), (&want["events"], &want["cases"]), "{file}");
    assert_eq!(count(&imported, "rejected"), 0, "{file}");

    let got = room.json(&["analyze", "transitions"]);
    assert_eq!((&got["events"], &got["customers"]), (&want["events"], &want["cases"]), "{file}");
    assert_eq!(by_event(&got["start"]), tally(&want["start_activities"]), "{file}");
    assert_eq!(by_event(&got["end"]), tally(&want["end_activities"]), "{file}");
    let times = [("mean", "mean_s"), ("median", "median_s"), ("min", "min_s"), ("max", "max_s")];
    same_edges(file, &want["dfg"], &got["edges"], &[("count", "count")], &times);

    let got = room.json(&["analyze", "variants"]);
    assert_eq!((&got["count"], &got["customers"]), (&want["n_variants"], &want["cases"]), "{file}");
    assert_eq!(paths(&got["variants"]), paths(&want["variants"]), "{file}");
    let top = room.json(&["analyze", "variants", "--top", "2"]);
    assert_eq!(paths(&top["variants"]).len(), 2, "{file}");
    let shown: u64 = paths(&top["variants"]).values().sum();
    assert_eq!(shown + count(&top["other"], "customers"), count(&want, "cases"), "{file}");
    assert_eq!(2 + count(&top["other"], "variants"), count(&want, "n_variants"), "{file}");
}

#[test]
fn the_smallest_log_of_the_field_is_counted_as_the_reference_counts_it() {
    like_the_reference("running-example.xes", "running-example.json");
    like_the_reference("running-example.csv", "running-example.json");
}

#[test]
fn a_help_desk_is_counted_as_the_reference_counts_it() {
    like_the_reference("helpdesk.xes.gz", "helpdesk.json");
}

#[test]
fn visits_to_a_shop_are_counted_as_the_reference_counts_them() {
    let (Some(folder), Some(want)) = (shared("data/journeys"), reference("ecom.json")) else { return };
    let room = Room::new();
    let imported = room.import(&folder.join("ecom.csv.gz"), &[]);
    assert_eq!((&imported["events"], &imported["customers"]), (&want["rows"], &want["users"]));

    let got = room.json(&["analyze", "transitions"]);
    assert_eq!(by_event(&got["start"]), tally(&want["start_events"]));
    assert_eq!(by_event(&got["end"]), tally(&want["end_events"]));
    let pairs = [("count", "count"), ("users", "customers")];
    let times = [("mean_s", "mean_s"), ("median_s", "median_s")];
    same_edges("ecom", &want["transitions"], &got["edges"], &pairs, &times);
    let mut events = by_event(&got["start"]);
    for edge in got["edges"].as_array().expect("edges") {
        *events.entry(edge["to"].as_str().expect("a name").to_owned()).or_default() += count(edge, "count");
    }
    assert_eq!(events, tally(&want["event_counts"]));

    let got = room.json(&["analyze", "variants"]);
    assert_eq!((&got["count"], &got["customers"]), (&want["n_variants"], &want["users"]));
    let all = paths(&got["variants"]);
    for (path, n) in paths(&want["top_variants"]) {
        assert_eq!(all.get(&path), Some(&n), "{path:?}");
    }

    let got = room.json(&["analyze", "sessions", "--gap", "30m"]);
    assert_eq!(got["sessions"], want["sessions_30min_gap_strictly_greater"]);
    assert_eq!(got["customers"], want["users"]);
}
