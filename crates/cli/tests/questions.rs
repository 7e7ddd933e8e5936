//! Funnels, paths, retention and the other questions, from files that are imported to what the program prints.

mod program;

use std::collections::BTreeMap;
use std::io::Write;
use std::process::Stdio;

use program::{Room, count, reference, root, shared};
use serde_json::{Value, json};

/// The events of a case as lines to import; properties are columns.
fn lines(case: &Value) -> String {
    let mut lines = String::new();
    for (user, events) in case["users"].as_object().expect("users") {
        for event in events.as_array().expect("events") {
            let mut line = json!({"user_id": user, "event": event["event"], "timestamp": event["ts"]});
            for (name, value) in event["properties"].as_object().into_iter().flatten() {
                line[name.as_str()] = value.clone();
            }
            lines += &format!("{line}\n");
        }
    }
    lines
}

/// The case as a question: its `properties` are the question's `where`.
fn question(case: &Value) -> Value {
    let steps = case["steps"].as_array().expect("steps").iter().map(|step| {
        let mut step = step.clone();
        if let Some(properties) = step.as_object_mut().expect("a step").remove("properties") {
            step["where"] = properties;
        }
        step
    });
    let mut spec = json!({"steps": steps.collect::<Vec<_>>(), "order": case["order"], "window": case["window"],
        "exclusions": case["exclusions"], "zone": "UTC"});
    if let Some(range) = case["date_range"].as_array() {
        (spec["from"], spec["to"]) = (range[0].clone(), range[1].clone());
    }
    if case["expected"]["breakdown"].is_object() {
        spec["breakdown"] = case["expected"]["breakdown"]["property"].clone();
    }
    for further in ["trend", "attribution", "attribution_step", "values"] {
        if !case[further].is_null() {
            spec[further] = case[further].clone();
        }
    }
    spec
}

fn column(steps: &Value, field: &str) -> Vec<Value> {
    steps.as_array().expect("steps").iter().map(|step| step[field].clone()).collect()
}

/// Imports the case into a workspace of its own and asks it.
fn check(room: &Room, case: &Value, number: usize) {
    let id = case["id"].as_str().expect("an id");
    let workspace = format!("case-{number}");
    let file = room.file(&format!("{workspace}.jsonl"), lines(case));
    let mut import = program::import_of(&file, &["--as", "events", "--workspace", &workspace]);
    for column in ["customer=user_id", "event=event", "time=timestamp"] {
        import.extend(["--column".into(), column.into()]);
    }
    assert_eq!(count(&room.json(&import), "rejected"), 0, "{id}");
    let ask = |spec: &Value| {
        let file = room.file(&format!("{workspace}.json"), spec.to_string());
        room.json(&["analyze", "funnel", "--workspace", &workspace, "--spec", file.to_str().expect("a path")])
    };
    let spec = question(case);
    let got = ask(&spec);
    let want = &case["expected"];
    assert_eq!(Value::from(column(&got["steps"], "count")), want["counts"], "{id}: {got}");
    for (value, counts) in want["breakdown"]["counts"].as_object().into_iter().flatten() {
        assert_eq!(Value::from(column(&got["breakdown"][value.as_str()]["steps"], "count")), *counts, "{id} {value}");
    }
    for (want, got) in want["avg_step_seconds"].as_array().into_iter().flatten().zip(column(&got["steps"], "mean_s")) {
        assert!(want.is_null() || want.as_f64() == got.as_f64(), "{id}: {got} in place of {want}");
    }
    for (step, users) in want["users_at_step"].as_array().into_iter().flatten().enumerate() {
        let mut spec = spec.clone();
        spec["who"] = json!({"step": step, "is": "reached", "limit": 2});
        let who = ask(&spec)["who"].clone();
        let n = users.as_array().expect("users").len();
        assert_eq!(
            (count(&who, "count"), who["customers"].as_array().map(Vec::len)),
            (n as u64, Some(n.min(2))),
            "{id}"
        );
        assert_eq!(count(&who, "left_out"), n.saturating_sub(2) as u64, "{id}");
    }
}

#[test]
fn every_case_of_a_funnel_counts_as_it_says_after_an_import() {
    let own = root().join("crates/journey/tests/funnel/cases.json");
    let own: Value = serde_json::from_slice(&std::fs::read(own).expect("reads")).expect("JSON");
    let theirs = reference("funnel-cases.json");
    let room = Room::new();
    let theirs = theirs.iter().flat_map(|cases| cases["cases"].as_array().into_iter().flatten());
    let all: Vec<&Value> = own.as_array().expect("cases").iter().chain(theirs).collect();
    for (number, case) in all.into_iter().enumerate() {
        check(&room, case, number);
    }
}

#[test]
fn a_funnel_that_cannot_be_meant_is_wrong_usage() {
    let room = Room::new();
    let file = room.file("f.json", r#"{"steps":[{"event":"a","window":"1d"}]}"#);
    let ran = room.run(&["analyze", "funnel", "--spec", file.to_str().expect("a path")]);
    assert_eq!(ran.code, Some(2), "{}", ran.err);
    assert!(ran.err.contains("steps[0].window"), "{}", ran.err);
    assert_eq!(room.run(&["analyze", "funnel"]).code, Some(2));
    assert_eq!(room.run(&["analyze", "paths", "--from", "2026-13-01"]).code, Some(2));
    let empty = room.json(&["analyze", "funnel", "--step", "a", "--step", "b"]);
    assert_eq!(column(&empty["steps"], "count"), [json!(0), json!(0)]);
}

#[test]
fn two_periods_stand_side_by_side() {
    let room = Room::new();
    let rows = "user_id,event,timestamp\n1,cart,2026-03-02T10:00:00Z\n1,paid,2026-03-03T10:00:00Z\n\
        2,cart,2026-03-09T10:00:00Z\n3,cart,2026-03-10T10:00:00Z\n3,paid,2026-03-10T11:00:00Z\n9,other,2026-04-20T00:00:00Z\n";
    room.import(&room.file("e.csv", rows), &["--as", "events"]);
    let spec = json!({"steps": [{"event": "cart"}, {"event": "paid"}], "from": "2026-03-09", "to": "2026-03-15",
        "compare": "previous", "zone": "UTC", "who": {"step": 0, "is": "dropped"}});
    let mut child = room.command(&["analyze", "funnel", "--spec", "-"]);
    let mut child = child.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("starts");
    child.stdin.take().expect("a pipe").write_all(spec.to_string().as_bytes()).expect("writes");
    let out = child.wait_with_output().expect("ends");
    let got: Value = serde_json::from_slice(&out.stdout).expect("JSON");
    assert_eq!(column(&got["steps"], "count"), [json!(2), json!(1)]);
    assert_eq!(column(&got["compare"]["steps"], "count"), [json!(1), json!(1)]);
    assert_eq!((&got["compare"]["from"], &got["compare"]["to"]), (&json!("2026-03-02"), &json!("2026-03-08")));
    assert_eq!(count(&got["who"], "count"), 1);
}

#[test]
fn pairs_and_rework_of_a_help_desk_are_those_of_the_reference() {
    let (Some(folder), Some(want)) = (shared("data/journeys"), reference("helpdesk.json")) else { return };
    let room = Room::new();
    room.import(&folder.join("helpdesk.xes.gz"), &[]);
    let pairs = room.json(&["analyze", "follows"]);
    let found: BTreeMap<(&str, &str), u64> = pairs["pairs"]
        .as_array()
        .expect("pairs")
        .iter()
        .map(|pair| {
            ((pair["from"].as_str().expect("a name"), pair["to"].as_str().expect("a name")), count(pair, "count"))
        })
        .collect();
    for pair in want["eventually_follows_top50"].as_array().expect("pairs") {
        let names = (pair["from"].as_str().expect("a name"), pair["to"].as_str().expect("a name"));
        assert_eq!(found.get(&names), Some(&count(pair, "count")), "{names:?}");
    }
    let rework = room.json(&["analyze", "rework"]);
    let rows = rework["events"].as_array().expect("events").iter().filter(|row| count(row, "repeating") > 0);
    let got: BTreeMap<&str, u64> =
        rows.map(|row| (row["event"].as_str().expect("a name"), count(row, "repeating"))).collect();
    assert_eq!(json!(got), want["rework_cases_per_activity"]);
    let steps = room.json(&["analyze", "steps", "--steps", "3"]);
    for (step, ended) in steps["ended"].as_array().expect("places").iter().enumerate() {
        let rows = steps["rows"].as_array().expect("rows").iter();
        let sum: u64 = rows.map(|row| row["counts"][step].as_u64().expect("a count")).sum();
        assert_eq!(sum + ended.as_u64().expect("a count"), count(&want, "cases"));
    }

    let yaml = room.run(&["journey", "suggest", "--format", "yaml"]);
    let file = room.file("j.yaml", &yaml.out);
    let id = room.json(&["journey", "apply", file.to_str().expect("a path")])["id"].as_str().expect("an id").to_owned();
    let course = room.json(&["analyze", "conformance", &id]);
    let left: u64 = course["left"].as_array().expect("places").iter().map(|place| count(place, "count")).sum();
    assert_eq!(count(&course, "walks"), count(&course, "followed") + left);
    assert!(count(&course, "walks") > 0);
    let times = room.json(&["analyze", "times", &id, "--slowest", "3"]);
    assert!(times["pairs"].as_array().is_some_and(|pairs| pairs.iter().any(|pair| count(pair, "n") > 0)), "{times}");
    assert!(times["slowest"].as_array().is_some_and(|walks| walks.len() <= 3));
    let walks = room.json(&["analyze", "paths", "--by", "walk", "--journey", &id]);
    assert_eq!(count(&walks, "paths"), count(&course, "walks"));
}

#[test]
fn paths_and_cohorts_of_a_shop_are_conserved() {
    let (Some(folder), Some(want)) = (shared("data/journeys"), reference("ecom.json")) else { return };
    let room = Room::new();
    room.import(&folder.join("ecom.csv.gz"), &[]);
    for asked in [&["--steps", "6"][..], &["--start", "cart", "--top", "3"], &["--end", "purchase", "--by", "customer"]]
    {
        let paths = room.json(&[&["analyze", "paths"], asked].concat());
        let mut nodes = 0;
        for node in
            paths["steps"].as_array().expect("steps").iter().flat_map(|step| step["nodes"].as_array().expect("nodes"))
        {
            let [come, start, out, end, other] = ["in", "start", "out", "end", "other"].map(|field| count(node, field));
            assert_eq!(come + start, out + end + other, "{asked:?} {node}");
            nodes += 1;
        }
        assert!(nodes > 0 && count(&paths, "paths") > 0, "{asked:?}");
    }
    let sessions = room.json(&["analyze", "paths"]);
    assert_eq!(sessions["units"], want["sessions_30min_gap_strictly_greater"]);

    let table = room.json(&["analyze", "retention", "--period", "month", "--periods", "5"]);
    let cohorts = table["cohorts"].as_array().expect("cohorts");
    assert_eq!(cohorts.iter().map(|cohort| count(cohort, "size")).sum::<u64>(), count(&want, "users"));
    assert!(cohorts.iter().all(|cohort| cohort["cells"][0]["count"] == cohort["size"]));
    let lifecycle = room.json(&["analyze", "lifecycle", "--period", "month"]);
    let stretches = lifecycle["stretches"].as_array().expect("stretches");
    assert_eq!(stretches.iter().map(|stretch| count(stretch, "new")).sum::<u64>(), count(&want, "users"));
    let sticky = room.json(&["analyze", "stickiness", "--event", "purchase"]);
    assert_eq!(count(&sticky, "customers"), want["users_per_event"]["purchase"].as_u64().expect("a count"));
    let owed = room.json(&["analyze", "attribution", "--conversion", "purchase", "--touch", "event"]);
    assert_eq!(count(&owed, "conversions"), want["event_counts"]["purchase"].as_u64().expect("a count"));
    let credits =
        owed["channels"].as_array().expect("channels").iter().map(|row| row["shapley"].as_f64().expect("credits"));
    let credited = (count(&owed, "conversions") - count(&owed, "without_touch")) as f64;
    assert!((credits.sum::<f64>() - credited).abs() < 1e-6);
}
