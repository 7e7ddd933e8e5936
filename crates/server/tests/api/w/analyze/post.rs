//! Tests of `POST /api/w/{ws}/analyze/{kind}`.

use serde_json::{Value, json};

use crate::stand::{Stand, is_problem};

/// A question of every kind about the sample.
pub fn questions() -> Vec<(&'static str, Value)> {
    vec![
        ("funnel", json!({"steps": [{"event": "visit"}, {"event": "order placed"}, {"event": "delivered"}]})),
        ("paths", json!({"by": "customer"})),
        ("transitions", json!({})),
        ("variants", json!({"top": 1})),
        ("sessions", json!({"gap": "1h"})),
        ("retention", json!({"period": "day", "periods": 3})),
        ("stickiness", json!({"grain": "day"})),
        ("lifecycle", json!({"grain": "day"})),
        ("attribution", json!({"conversion": {"event": "order placed"}})),
        ("follows", json!({"top": 2})),
        ("rework", json!({})),
        ("steps", json!({"steps": 4})),
        ("conformance", json!({"journey": "buy"})),
        ("times", json!({"journey": "buy", "slowest": 1})),
    ]
}

pub async fn ask(stand: &Stand, kind: &str, question: &Value) -> Value {
    let (status, answer) = stand.post(&format!("/api/w/shop/analyze/{kind}"), question).await;
    assert_eq!(status, 200, "{kind}: {answer}");
    answer
}

/// With further keys.
pub fn with(question: &Value, more: &Value) -> Value {
    let mut question = question.clone();
    for (key, value) in more.as_object().expect("an object") {
        question[key] = value.clone();
    }
    question
}

#[tokio::test]
async fn every_kind_is_answered_as_of_a_version_of_the_data() {
    let stand = Stand::filled().await;
    for (kind, question) in questions() {
        let answer = ask(&stand, kind, &question).await;
        assert_eq!(answer["data_end"], "2026-03-05T01:00:00Z", "{kind}");
        assert!(answer["lake_version"].as_u64().is_some_and(|version| version > 0), "{kind}: {answer}");
        assert!(answer["computed_at"].is_string(), "{kind}");
    }
}

#[tokio::test]
async fn a_question_that_comes_again_is_answered_alike_from_memory() {
    let stand = Stand::filled().await;
    for (kind, question) in questions() {
        let question = with(&question, &json!({"where": [{"field": {"of": "event", "name": "event"}, "is": "visit"}]}));
        let answers = [ask(&stand, kind, &question).await, ask(&stand, kind, &question).await];
        let [from_files, from_memory] = answers.map(|mut answer| {
            answer.as_object_mut().expect("an object").shift_remove("computed_at");
            answer
        });
        assert_eq!(from_files, from_memory, "{kind}");
    }
}

#[tokio::test]
async fn what_reads_the_order_of_events_alone_answers_as_what_reads_everything() {
    let stand = Stand::filled().await;
    let heads = json!({"by": "customer", "repeats": true, "steps": 2});
    let timeless = |kind: &str| ["paths", "variants", "follows", "rework", "steps"].contains(&kind);
    for (kind, question) in questions().into_iter().filter(|(kind, _)| timeless(kind)).chain([("paths", heads)]) {
        // A period has to look at times, and so at everybody's whole history, also when nothing lies outside.
        let whole = with(&question, &json!({"from": "2000-01-01"}));
        for turn in ["from files", "from memory"] {
            let answers = [ask(&stand, kind, &question).await, ask(&stand, kind, &whole).await];
            let [short, long] = answers.map(|mut answer| {
                answer.as_object_mut().expect("an object").shift_remove("computed_at");
                answer
            });
            assert_eq!(short, long, "{kind} {turn}: {question}");
        }
        if kind == "paths" {
            let behind = |question: &Value| json!({"question": question, "cell": {"step": 1, "event": "order placed"}});
            let url = "/api/w/shop/analyze/paths/customers";
            let (short, long) = (stand.post(url, &behind(&question)).await, stand.post(url, &behind(&whole)).await);
            assert_eq!((short.0.as_u16(), &short.1["n"]), (200, &json!(2)), "{}", short.1);
            assert_eq!(short.1["rows"], long.1["rows"]);
        }
    }
}

#[tokio::test]
async fn the_answers_are_right() {
    let stand = Stand::filled().await;
    let questions: std::collections::BTreeMap<_, _> = questions().into_iter().collect();
    let answer = async |kind: &str| ask(&stand, kind, &questions[kind]).await;
    let funnel = answer("funnel").await;
    let counts: Vec<&Value> = funnel["steps"].as_array().expect("steps").iter().map(|step| &step["count"]).collect();
    assert_eq!(counts, [3, 2, 1]);
    assert_eq!(answer("paths").await["paths"], 3);
    let edges = answer("transitions").await["edges"].clone();
    assert_eq!(
        (&edges[0]["from"], &edges[0]["to"], &edges[0]["count"]),
        (&json!("visit"), &json!("order placed"), &json!(2))
    );
    let variants = answer("variants").await;
    assert_eq!((&variants["count"], &variants["other"]["customers"]), (&json!(3), &json!(2)));
    assert_eq!(answer("sessions").await["sessions"], 6);
    assert_eq!(answer("retention").await["cohorts"][0]["size"], 3);
    assert_eq!(answer("stickiness").await["active"][0], json!({"stretches": 1, "customers": 1}));
    assert_eq!(answer("lifecycle").await["stretches"][0]["new"], 3);
    let owed = answer("attribution").await;
    assert_eq!((&owed["conversions"], &owed["channels"][0]["last"]), (&json!(2), &json!(1.0)));
    assert_eq!((&answer("follows").await["left_out"], &answer("rework").await["customers"]), (&json!(1), &json!(3)));
    assert_eq!(answer("steps").await["ended"], json!([0, 1, 2, 3]));
    assert_eq!(answer("conformance").await["walks"], 3);
    assert_eq!(answer("times").await["slowest"][0]["took_s"], 345_600.0);
}

#[tokio::test]
async fn an_empty_workspace_is_answered_with_nothing() {
    let stand = Stand::new().await;
    let put =
        stand.put("/api/w/shop/journeys/buy", &json!({"base": null, "definition": crate::stand::journey()})).await;
    assert_eq!(put.0, 200, "{}", put.1);
    for (kind, question) in questions() {
        let answer = ask(&stand, kind, &question).await;
        assert_eq!(answer["data_end"], Value::Null, "{kind}");
    }
    let funnel = ask(&stand, "funnel", &json!({"steps": [{"event": "visit"}]})).await;
    assert_eq!((&funnel["customers"], &funnel["steps"][0]["count"]), (&json!(0), &json!(0)));
}

#[tokio::test]
async fn a_wrong_question_names_its_field() {
    let stand = Stand::filled().await;
    let cases = [
        ("funnel", json!({}), "steps"),
        ("funnel", json!({"steps": [{"event": "visit"}, {"event": "x", "window": "soon"}]}), "steps[1].window"),
        ("funnel", json!({"steps": [{"event": "visit", "window": "1d"}]}), "steps[0].window"),
        ("funnel", json!({"steps": [{"evnt": "visit"}]}), "steps[0].evnt"),
        ("funnel", json!({"steps": [{}], "compare": "previous"}), "compare"),
        ("funnel", json!({"steps": [{}], "compare": {"from": "2026-03-02", "to": "soon"}}), "compare.to"),
        ("paths", json!({"by": "week"}), "by"),
        ("paths", json!({"by": "walk"}), "journey"),
        ("transitions", json!({"top": 3}), "top"),
        ("variants", json!({"top": -1}), "top"),
        ("sessions", json!({"gap": 30}), "gap"),
        ("retention", json!({"periods": 2000}), "periods"),
        ("stickiness", json!({"grain": "year"}), "grain"),
        ("lifecycle", json!({"from": "2026-13-01"}), "from"),
        ("attribution", json!({}), "conversion"),
        ("attribution", json!({"conversion": {}, "half_life": "0s"}), "half_life"),
        ("follows", json!({"to": "yesterday"}), "to"),
        ("rework", json!({"zone": "Mars"}), "zone"),
        ("steps", json!({"steps": 5000}), "steps"),
        ("conformance", json!({}), "journey"),
        ("times", json!({"journey": "buy", "slowest": 5000}), "slowest"),
        ("steps", json!({"where": [{"field": {"of": "trait"}, "is": 1}]}), "where[0].field"),
        ("steps", json!({"where": 3}), "where"),
        ("steps", json!([]), "question"),
    ];
    for (kind, question, field) in cases {
        let answer = stand.post(&format!("/api/w/shop/analyze/{kind}"), &question).await;
        is_problem(&answer, 422, "bad_query");
        assert_eq!(answer.1["field"], field, "{kind} {question}: {}", answer.1);
    }
    is_problem(
        &stand.post("/api/w/shop/analyze/times", &json!({"journey": "no such"})).await,
        404,
        "journey_not_found",
    );
    is_problem(&stand.post("/api/w/shop/analyze/steps", &json!({"lake_version": 999})).await, 404, "not_found");
    is_problem(&stand.post("/api/w/nowhere/analyze/steps", &json!({})).await, 404, "workspace_not_found");
}

#[tokio::test]
async fn a_filter_and_a_period_mean_the_same_everywhere() {
    let stand = Stand::filled().await;
    let field = |name: &str, is: &str| json!({"where": [{"field": {"of": "event", "name": name}, "is": is}]});
    // u1 and u2 have an event through the app; only u1's visit was.
    for (kind, key) in [
        ("transitions", "customers"),
        ("variants", "customers"),
        ("follows", "customers"),
        ("rework", "customers"),
        ("steps", "customers"),
        ("stickiness", "customers"),
        ("paths", "paths"),
        ("funnel", "customers"),
    ] {
        let question = questions().into_iter().find(|(named, _)| *named == kind).expect("a kind").1;
        assert_eq!(ask(&stand, kind, &with(&question, &field("channel", "app"))).await[key], 2, "{kind}");
        assert_eq!(ask(&stand, kind, &with(&question, &field("channel", "nowhere"))).await[key], 0, "{kind}");
    }
    let walks = ask(&stand, "conformance", &with(&json!({"journey": "buy"}), &field("channel", "app"))).await;
    assert_eq!(walks["walks"], 2);
    let visits = ask(&stand, "sessions", &with(&json!({"gap": "1h"}), &field("channel", "app"))).await;
    assert_eq!(
        (&visits["sessions"], &visits["customers"]),
        (&json!(3), &json!(2)),
        "a session must have the event itself"
    );
    let second = json!({"from": "2026-03-02", "to": "2026-03-02"});
    assert_eq!(ask(&stand, "sessions", &with(&json!({}), &second)).await["sessions"], 1);
    assert_eq!(ask(&stand, "transitions", &second).await["events"], 1);
    assert_eq!(ask(&stand, "conformance", &with(&json!({"journey": "buy"}), &second)).await["walks"], 0);
    let trait_of = json!({"where": [{"field": {"of": "trait", "name": "grade"}, "is": {"exists": true}}]});
    assert_eq!(ask(&stand, "transitions", &trait_of).await["customers"], 0);
}

#[tokio::test]
async fn an_older_version_of_the_data_is_asked_again() {
    let stand = Stand::filled().await;
    let before = ask(&stand, "transitions", &json!({})).await;
    let more = "회원번호,이벤트,일시,채널,주문번호\nu9,visit,2026-03-07 10:00:00,app,\n";
    stand.import("more.csv", more, &crate::stand::events_mapping()).await;
    assert_eq!(ask(&stand, "transitions", &json!({})).await["customers"], 4);
    let again = ask(&stand, "transitions", &json!({"lake_version": before["lake_version"]})).await;
    assert_eq!((&again["customers"], &again["lake_version"]), (&json!(3), &before["lake_version"]));
}
