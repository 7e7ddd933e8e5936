//! Worked cases: those of the reference folder, those of this repository, and a shop's log.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use yeojido_domain::{Period, Zone};
use yeojido_journey::funnel::{Funnel, FunnelPartial, FunnelReport, FunnelSpec, WhoReport};
use yeojido_journey::{behind, fold};

use crate::stand::{Row, instant, pack, shared, shop};

/// Users in the order of the file, and their rows.
fn users(case: &Value) -> (Vec<String>, Vec<Vec<Row>>) {
    let row = |event: &Value| {
        let mut row =
            Row::new(instant(event["ts"].as_str().expect("a time")), event["event"].as_str().expect("a name"));
        for (name, value) in event["properties"].as_object().into_iter().flatten() {
            row = row.with(name, value.as_str().expect("a text"));
        }
        row
    };
    let rows = |events: &Value| {
        let mut rows: Vec<Row> = events.as_array().expect("a list").iter().map(row).collect();
        rows.sort_by_key(|row| row.time);
        rows
    };
    case["users"].as_object().expect("users").iter().map(|(name, events)| (name.clone(), rows(events))).unzip()
}

/// The case as the command line is asked it.
fn spec(case: &Value) -> Value {
    let step = |step: &Value| {
        let mut spec = step.clone();
        if let Some(properties) = spec.as_object_mut().expect("a step").remove("properties") {
            spec["where"] = properties;
        }
        spec
    };
    let steps: Vec<Value> = case["steps"].as_array().expect("steps").iter().map(step).collect();
    let mut spec = json!({"steps": steps, "order": case["order"], "window": case["window"],
        "exclusions": case["exclusions"]});
    if let Some(range) = case["date_range"].as_array() {
        (spec["from"], spec["to"]) = (range[0].clone(), range[1].clone());
    }
    if case["expected"]["breakdown"].is_object() {
        spec["breakdown"] = case["expected"]["breakdown"]["property"].clone();
    }
    let time = &case["expected"]["time_to_convert"];
    if time.is_object() {
        spec["histogram"] =
            json!({"bins": time["bin_count"], "from_step": time["from_step"], "to_step": time["to_step"]});
    }
    for further in ["trend", "who", "attribution", "attribution_step", "histogram", "values"] {
        if !case[further].is_null() {
            spec[further] = case[further].clone();
        }
    }
    spec
}

pub fn answer(people: &[Vec<Row>], spec: &Value) -> Value {
    let mut spec = spec.clone();
    // The days are no part of the question: whoever asks it says which.
    let mut day = |key: &str| spec.as_object_mut().expect("a funnel").remove(key);
    let (from, to) = (day("from"), day("to"));
    let day = |day: &Option<Value>| day.as_ref().map(|day| day.as_str().expect("a day").to_owned());
    let period = Period::parse(day(&from).as_deref(), day(&to).as_deref(), Zone::utc()).expect("two days");
    let spec: FunnelSpec = serde_json::from_value(spec).expect("a funnel");
    let events = pack(people, &spec.columns());
    let funnel = Funnel::compile(&spec, &events, period.range(), &period.zone).expect("a sound funnel");
    let sum = fold(&events, || funnel.empty(), |sum, person| funnel.add(sum, person), FunnelPartial::merge);
    let who = spec.who.as_ref().map(|cell| {
        let number = funnel.number(&spec, cell, &sum).expect("a cell of the answer");
        let all = behind(&events, || funnel.empty(), |sum, person| funnel.add(sum, person), number);
        WhoReport::of(&all, cell.limit)
    });
    serde_json::to_value(FunnelReport { who, ..funnel.report(&spec, sum) }).expect("plain fields")
}

fn column(steps: &Value, field: &str) -> Vec<Value> {
    steps.as_array().expect("steps").iter().map(|step| step[field].clone()).collect()
}

fn same_times(id: &str, want: &Value, steps: &Value, field: &str) {
    for (want, got) in want.as_array().expect("a list").iter().zip(column(steps, field)).skip(1) {
        match (want.as_f64(), got.as_f64()) {
            (Some(want), Some(got)) => assert!((want - got).abs() < 0.001, "{id} {field}: {got} in place of {want}"),
            (None, None) => {}
            _ => panic!("{id} {field}: {got} in place of {want}"),
        }
    }
}

fn check(case: &Value) {
    let id = case["id"].as_str().expect("an id");
    let (names, people) = users(case);
    let (asked, want) = (spec(case), &case["expected"]);
    let got = answer(&people, &asked);
    assert_eq!(Value::from(column(&got["steps"], "count")), want["counts"], "{id}");
    for (field, ours) in [("avg_step_seconds", "mean_s"), ("median_step_seconds", "median_s")] {
        if want[field].is_array() {
            same_times(id, &want[field], &got["steps"], ours);
        }
    }
    for (step, users) in want["users_at_step"].as_array().into_iter().flatten().enumerate() {
        let mut asked = asked.clone();
        asked["who"] = json!({"step": step, "is": "reached"});
        let who = answer(&people, &asked)["who"].clone();
        let person = |id: &Value| id.as_str().and_then(|id| id.parse::<yeojido_domain::PersonId>().ok()).map(|p| p.0);
        let listed = who["customers"].as_array().expect("a list").iter().filter_map(person);
        let listed: Vec<&str> = listed.map(|at| names[usize::try_from(at).expect("a person")].as_str()).collect();
        assert_eq!(json!(listed), *users, "{id} step {step}");
    }
    for (value, counts) in want["breakdown"]["counts"].as_object().into_iter().flatten() {
        let group = &got["breakdown"][value.as_str()];
        assert_eq!(Value::from(column(&group["steps"], "count")), *counts, "{id} {value}");
        if let Some(times) = want["breakdown"]["avg_step_seconds"].get(value) {
            same_times(id, times, &group["steps"], "mean_s");
        }
    }
    let time = &want["time_to_convert"];
    if time.is_object() {
        let bins: Vec<(f64, u64)> = serde_json::from_value(got["histogram"].clone()).expect("bins");
        let wanted: Vec<(f64, u64)> = serde_json::from_value(time["bins_start_count"].clone()).expect("bins");
        assert_eq!(bins, wanted, "{id}");
        assert_eq!(got["time_to_convert"]["mean_s"].as_f64(), time["average_seconds"].as_f64(), "{id}");
    }
    for (path, value) in want["further"].as_object().into_iter().flatten() {
        assert_eq!(got.pointer(path), Some(value), "{id} {path} of {got}");
    }
}

#[test]
fn every_case_of_the_reference_counts_as_it_says() {
    let Some(path) = shared("reference/funnel-cases.json") else { return };
    let cases = crate::stand::json(path);
    let cases = cases["cases"].as_array().expect("cases");
    assert!(!cases.is_empty());
    cases.iter().for_each(check);
}

#[test]
fn the_cases_worked_out_in_the_documentation_count_as_it_says() {
    let cases: Value = serde_json::from_str(include_str!("cases.json")).expect("it is JSON");
    let cases = cases.as_array().expect("cases");
    assert!(cases.len() >= 12);
    cases.iter().for_each(check);
}

/// ```python
/// # pandas 3.1.1; attempts from every first step, earliest best one
/// ```
#[test]
fn funnels_of_a_shop_count_as_the_reference_counts_them() {
    let (Some(people), Some(path)) = (shop(), shared("reference/ecom.json")) else { return };
    let reference = crate::stand::json(path);
    for want in reference["funnels"].as_array().expect("funnels") {
        let id = format!("{} {}", want["order"], want["window"]);
        let steps: Vec<Value> =
            want["steps"].as_array().expect("steps").iter().map(|name| json!({"event": name})).collect();
        let got = answer(&people, &json!({"steps": steps, "order": want["order"], "window": want["window"]}));
        assert_eq!(Value::from(column(&got["steps"], "count")), want["counts"], "{id}");
        same_times(&id, &want["avg_step_seconds_earliest_best_attempt"], &got["steps"], "mean_s");
    }
}

#[test]
fn what_a_funnel_cannot_mean_is_refused_by_its_field() {
    let refused: BTreeMap<&str, Value> = [
        ("steps", json!({"steps": []})),
        ("steps[0].optional", json!({"steps": [{"event": "a", "optional": true}]})),
        ("steps[0].window", json!({"steps": [{"event": "a", "window": "1d"}]})),
        ("steps[1]", json!({"steps": [{"event": "a"}, {"event": "b", "optional": true}], "order": "unordered"})),
        ("exclusions[0]", json!({"steps": [{}, {}], "exclusions": [{"event": "x", "from_step": 1, "to_step": 1}]})),
        ("histogram", json!({"steps": [{}, {}], "histogram": {"bins": 3, "from_step": 0, "to_step": 2}})),
        ("attribution_step", json!({"steps": [{}], "attribution_step": 1})),
        ("who.step", json!({"steps": [{}], "who": {"step": 1, "is": "reached"}})),
    ]
    .into_iter()
    .collect();
    for (field, spec) in refused {
        let spec: FunnelSpec = serde_json::from_value(spec).expect("the shape is right");
        assert_eq!(spec.check().expect_err("it must be refused").field, field);
    }
    let steps = vec![json!({}); 33];
    let spec: FunnelSpec = serde_json::from_value(json!({ "steps": steps })).expect("the shape is right");
    assert_eq!(spec.check().expect_err("too many").field, "steps");
    let odd = serde_json::from_value::<FunnelSpec>(json!({"steps": [{"evnt": "a"}]})).expect_err("not a key");
    assert!(odd.to_string().contains("evnt"), "{odd}");
}

/// A command beside a running server hands it the question as JSON.
#[test]
fn a_question_is_written_and_read_back_without_a_difference() {
    let spec: FunnelSpec = serde_json::from_value(json!({
        "steps": [{"event": "a", "where": {"amount": {"gte": 3}, "browser": ["x", "y"]}},
            {"events": ["b", "c*"], "optional": true}, {"group": ["/p/*"], "window": "2h"}],
        "order": "strict", "window": "7d", "exclusions": [{"event": "x", "from_step": 0, "to_step": 2}],
        "breakdown": "browser", "attribution": "step", "attribution_step": 1, "values": 3,
        "histogram": {"bins": 4, "from_step": 0, "to_step": 2},
        "compare": "previous", "trend": "month", "who": {"step": 1, "is": "skipped", "value": "x", "compared": true}
    }))
    .expect("a funnel");
    let text = serde_json::to_string(&spec).expect("writes");
    assert_eq!(serde_json::from_str::<FunnelSpec>(&text).expect("reads"), spec);
    assert_eq!(spec.columns(), ["amount", "browser", "url"]);
}
