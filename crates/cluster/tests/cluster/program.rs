//! The program `yeojido` beside a whole cluster, over one lake that was imported from a file: the program keeps its store in
//! PostgreSQL, the nodes read a bucket.

use std::fmt::Write;
use std::path::PathBuf;
use std::process::Command;

use serde_json::{Value, json};

use crate::database::{self, Postgres};
use crate::mirror;
use crate::nodes::{BUCKET, Cluster, S3, skipped};

/// Events as people bring them.
fn csv() -> String {
    let mut text = String::from("customer_id,timestamp,event,channel,device\n");
    let mut state = 12_345_u64;
    let mut roll = |sides: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % sides
    };
    for _ in 0..3000 {
        let (who, minute) = (roll(300), roll(60 * 24 * 60));
        let (day, hour, minute) = (minute / 1440, minute / 60 % 24, minute % 60);
        let event = ["view", "view", "cart", "pay", "ask"][usize::try_from(roll(5)).expect("small")];
        let channel = ["app", "web", ""][usize::try_from(roll(3)).expect("small")];
        let device = ["phone", "desk"][usize::try_from(roll(2)).expect("small")];
        let month = 1 + day / 30;
        let line =
            format!("u{who},2026-{month:02}-{:02}T{hour:02}:{minute:02}:00Z,{event},{channel},{device}", 1 + day % 28);
        writeln!(text, "{line}").expect("text");
    }
    text
}

fn journey() -> Value {
    let stage = |id: &str, rule: Value| json!({"id": id, "name": id, "touchpoints": [{"id": id, "events": [rule]}]});
    let stages = [
        stage("look", json!({"event": "view"})),
        stage("put", json!({"event": "cart", "channel": "app"})),
        stage("pay", json!({"event": "pay"})),
    ];
    json!({"journey": 1, "id": "buy", "name": "buy", "goal": {"event": "pay"}, "gap": "7d", "stages": stages})
}

/// What is asked of the program, by analysis, and the same of a node; a spec goes to both.
fn asked() -> Vec<(&'static str, &'static [&'static str], Value)> {
    let plain = |analysis: &str, more: Value| {
        let mut question = json!({"analysis": analysis});
        question.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        question
    };
    let steps = json!([{"event": "view"}, {"event": "cart", "optional": true}, {"event": "pay"}]);
    let funnel = json!({"steps": steps, "breakdown": "device", "trend": "week", "histogram": 4, "compare": "previous"});
    let scope = json!({"from": "2026-01-20", "to": "2026-02-10"});
    vec![
        ("transitions", &[], plain("transitions", json!({}))),
        ("variants", &["--top", "7"], plain("variants", json!({"top": 7}))),
        ("sessions", &["--gap", "12h"], plain("sessions", json!({"gap": "12h"}))),
        ("follows", &["--top", "4"], plain("follows", json!({"top": 4}))),
        ("rework", &[], plain("rework", json!({}))),
        ("steps", &["--steps", "5"], plain("steps", json!({"steps": 5}))),
        ("conformance", &["buy"], plain("conformance", json!({"journey": journey()}))),
        ("times", &["buy", "--slowest", "4"], plain("times", json!({"journey": journey(), "slowest": 4}))),
        ("funnel", &["--spec"], plain("funnel", json!({"spec": funnel, "scope": scope}))),
        (
            "paths",
            &["--spec"],
            plain("paths", json!({"spec": {"by": "walk", "journey": "buy", "top": 2}, "journey": journey()})),
        ),
        ("paths", &["--spec"], plain("paths", json!({"spec": {"end": {"event": "pay"}, "top": 3}}))),
        ("retention", &[], plain("retention", json!({"spec": {}}))),
        ("stickiness", &[], plain("stickiness", json!({"spec": {}}))),
        ("lifecycle", &[], plain("lifecycle", json!({"spec": {}}))),
        (
            "attribution",
            &["--conversion", "pay"],
            plain("attribution", json!({"spec": {"conversion": {"event": "pay"}}})),
        ),
    ]
}

/// Two sides as the program is asked, and as a node is.
fn compared() -> Vec<(Value, Value)> {
    let (a, b) = (json!({"from": "2026-01-20", "to": "2026-02-20"}), json!({"to": "2026-01-19"}));
    let phone = json!({"where": [{"field": {"of": "event", "name": "device"}, "is": "phone"}]});
    let app = json!({"where": [{"field": {"of": "event", "name": "channel"}, "is": "app"}]});
    let steps = json!({"steps": [{"event": "view"}, {"event": "cart"}, {"event": "pay"}]});
    let conversion = json!({"conversion": {"event": "pay"}});
    let both = |kind: &str, question: Value, own: Value, sides: [&Value; 2]| {
        let mut node = own;
        node["analysis"] = json!(kind);
        (node["a"], node["b"]) = (sides[0].clone(), sides[1].clone());
        (json!({"kind": kind, "question": question, "a": sides[0], "b": sides[1]}), node)
    };
    let of_journey = json!({"journey": "buy"});
    let walks = json!({"by": "walk", "journey": "buy"});
    vec![
        both("funnel", steps.clone(), json!({"spec": steps}), [&a, &b]),
        both("transitions", json!({}), json!({}), [&phone, &app]),
        both("variants", json!({"repeats": false}), json!({"repeats": false}), [&a, &b]),
        both("paths", walks.clone(), json!({"spec": walks, "journey": journey()}), [&a, &b]),
        both("retention", json!({}), json!({"spec": {}}), [&phone, &app]),
        both("stickiness", json!({}), json!({"spec": {}}), [&a, &b]),
        both("lifecycle", json!({}), json!({"spec": {}}), [&a, &app]),
        both("attribution", conversion.clone(), json!({"spec": conversion}), [&a, &b]),
        both("conformance", of_journey.clone(), json!({"journey": journey()}), [&a, &b]),
        both("times", of_journey, json!({"journey": journey(), "slowest": 10}), [&phone, &app]),
    ]
}

fn ran(command: &mut Command) -> String {
    let done = command.output().expect("it runs");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).expect("text")
}

#[test]
fn the_program_itself_on_postgresql_gives_the_answers_of_the_cluster() {
    let program = std::env::var_os("YEOJIDO").map(PathBuf::from).filter(|program| program.exists());
    let Some(program) = program else {
        return skipped("no program `yeojido` (make build makes it; YEOJIDO names it)");
    };
    let home = tempfile::tempdir().expect("a folder");
    // Where one of the two cannot be had, that is told, and files stand in its place.
    let database = Postgres::start().inspect_err(|why| database::skipped(why)).ok();
    let store = database.as_ref().map_or_else(|| "sqlite".to_owned(), |database| database.address("postgres", ""));
    let s3 = S3::start(home.path());
    let file = |name: &str, text: &str| {
        let path = home.path().join(name);
        std::fs::write(&path, text).expect("written");
        path
    };
    let (events, journey) = (file("events.csv", &csv()), file("buy.yaml", &journey().to_string()));
    let yeojido = || {
        let mut command = Command::new(&program);
        command.arg("--data").arg(home.path().join("data")).args(["--workspace", "shop", "--store", &store]);
        command
    };
    ran(yeojido().arg("import").arg(events).args(["--as", "events"]));
    ran(yeojido().args(["journey", "apply"]).arg(journey));
    let workspace = home.path().join("data/shop");
    let cluster = match &s3 {
        Some(s3) => {
            let cluster = Cluster::new(home.path(), Some(s3), &format!("s3://{BUCKET}/program"));
            mirror(&cluster, &workspace);
            cluster
        }
        None => Cluster::new(home.path(), None, &workspace.to_string_lossy()),
    };
    let _scheduler = cluster.scheduler();
    let _executors = [cluster.executor("one"), cluster.executor("two")];
    for (analysis, arguments, question) in asked() {
        let mut command = yeojido();
        command.arg("analyze").arg(analysis).args(arguments);
        if arguments.last() == Some(&"--spec") {
            // The program takes both in one object.
            let mut both = question["spec"].clone();
            both.as_object_mut().expect("an object").extend(question["scope"].as_object().cloned().unwrap_or_default());
            command.arg(file("spec.json", &both.to_string()));
        }
        let mut want: Value = serde_json::from_str(&ran(&mut command)).expect("JSON");
        // What the program says of itself.
        ["lake_version", "data_end", "computed_at"].iter().for_each(|key| {
            want.as_object_mut().expect("an object").shift_remove(*key);
        });
        let got = cluster.ask(&question, &["--zone", "Asia/Seoul"]).expect("an answer");
        assert_eq!(got, want, "{question}");
    }
    for (asked, question) in compared() {
        let mut command = yeojido();
        command.args(["analyze", "compare", "--spec"]).arg(file("compare.json", &asked.to_string()));
        let mut want: Value = serde_json::from_str(&ran(&mut command)).expect("JSON");
        ["kind", "lake_version", "data_end", "computed_at"].iter().for_each(|key| {
            want.as_object_mut().expect("an object").shift_remove(*key);
        });
        let got = cluster.ask(&question, &["--zone", "Asia/Seoul"]).expect("an answer");
        assert_eq!(got, want, "{question}");
    }
}
