//! A small company: customers, visitors some of whom turn out to be customers, late arrivals in further files.

use std::path::Path;

use serde_json::{Value, json};
use yeojido_contrast::Comparison;
use yeojido_domain::{Event, EventKey, Micros, Property};
use yeojido_journey::{Events, Part, Question};
use yeojido_lake::{Batch, Lake};

const DAY: i64 = 86_400_000_000;

/// The same numbers every time (SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % sides
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[usize::try_from(self.roll(from.len() as u64)).expect("few")]
    }
}

/// Fills a workspace's folder: so many events of so many persons, in four appends.
pub async fn found(folder: &Path, events: u64, persons: u64) -> Lake {
    let lake = Lake::open(folder).await.expect("a lake");
    let mut dice = Dice(7);
    let mut rows = Vec::new();
    for n in 0..events {
        let who = dice.roll(persons);
        let time = i64::try_from(dice.roll(u64::try_from(60 * DAY).expect("positive"))).expect("fits");
        let name = dice.pick(&["view", "view", "view", "cart", "ask", "pay", "share"]);
        let mut event = Event::new(EventKey(u128::from(n + 1) << 60), None, name, Micros(time), "shop");
        event.seq = i64::try_from(n).expect("fits");
        // Every third is a visitor; half of those turn out to be a customer when they pay.
        match who % 3 {
            0 if who.is_multiple_of(2) && name == "pay" => {
                event.customer = Some(format!("고객{}", who / 4));
                event.anonymous = Some(format!("쿠키{who}"));
            }
            0 => event.anonymous = Some(format!("쿠키{who}")),
            _ => event.customer = Some(format!("고객{who}")),
        }
        event.channel = (dice.roll(5) > 0).then(|| dice.pick(&["app", "web", "store", "mail"]).to_owned());
        event.url = (name == "view").then(|| format!("/p/{}", dice.roll(40)));
        event.properties =
            [("device".to_owned(), Property::Text(dice.pick(&["phone", "desk", "tablet"]).to_owned()))].into();
        rows.push(event);
    }
    let each = rows.len().div_ceil(4);
    for some in rows.chunks(each) {
        let batch = Batch { source: "shop".into(), events: some.to_vec(), ..Batch::default() };
        lake.append(batch, None).await.expect("stored");
    }
    lake
}

fn journey() -> Value {
    let stage = |id: &str, event: &str, channel: Option<&str>| {
        let mut rule = json!({"event": event});
        if let Some(channel) = channel {
            rule["channel"] = json!(channel);
        }
        json!({"id": id, "name": id, "touchpoints": [{"id": id, "events": [rule]}]})
    };
    let stages = [stage("look", "view", None), stage("put", "cart", Some("app")), stage("pay", "pay", None)];
    json!({"journey": 1, "id": "buy", "name": "buy", "goal": {"event": "pay"}, "gap": "7d", "stages": stages})
}

/// Every analysis by its name.
pub fn questions() -> Vec<(&'static str, Value)> {
    let steps = json!([{"event": "view"}, {"event": "cart"}, {"event": "pay", "where": {"device": "phone"}}]);
    vec![
        ("transitions", json!({"analysis": "transitions"})),
        ("variants", json!({"analysis": "variants", "top": 20})),
        ("sessions", json!({"analysis": "sessions", "gap": "30m"})),
        ("funnel", json!({"analysis": "funnel", "spec": {"steps": steps}})),
        (
            "funnel by device",
            json!({"analysis": "funnel", "scope": {"from": "1970-02-01", "to": "1970-02-14"},
                   "spec": {"steps": steps, "breakdown": "device", "trend": "week", "histogram": 5, "compare": "previous",
                   "who": {"step": 1, "is": "dropped", "value": "phone", "limit": 20}}}),
        ),
        ("paths", json!({"analysis": "paths", "spec": {"group": ["/p/1*"], "top": 5}})),
        ("paths by walk", json!({"analysis": "paths", "spec": {"by": "walk", "journey": "buy"}, "journey": journey()})),
        (
            "retention",
            json!({"analysis": "retention", "scope": {"zone": "Asia/Seoul"}, "spec": {"start": {"event": "pay"}}}),
        ),
        ("stickiness", json!({"analysis": "stickiness", "spec": {"grain": "day"}})),
        ("lifecycle", json!({"analysis": "lifecycle", "spec": {}})),
        ("follows", json!({"analysis": "follows"})),
        ("rework", json!({"analysis": "rework"})),
        (
            "rework on a telephone",
            json!({"analysis": "rework", "scope": {"where": [{"field": {"of": "event", "name": "device"}, "is": "phone"}], "to": "1970-02-10"}}),
        ),
        ("steps", json!({"analysis": "steps", "steps": 6})),
        ("attribution", json!({"analysis": "attribution", "spec": {"conversion": {"event": "pay"}}})),
        ("conformance", json!({"analysis": "conformance", "journey": journey()})),
        ("times", json!({"analysis": "times", "journey": journey(), "slowest": 5})),
    ]
}

/// Two sides of every kind that has any: periods that share customers, segments, and both.
pub fn comparisons() -> Vec<(&'static str, Value)> {
    let steps = json!([{"event": "view"}, {"event": "cart"}, {"event": "pay"}]);
    let on = |device: &str| json!({"where": [{"field": {"of": "event", "name": "device"}, "is": device}]});
    let (before, after) = (json!({"to": "1970-01-31"}), json!({"from": "1970-02-01", "zone": "Asia/Seoul"}));
    let by_channel = |channel: &str| json!({"to": "1970-02-20", "where": [{"field": {"of": "event", "name": "channel"}, "is": channel}]});
    let of = |what: Value, a: &Value, b: &Value| {
        let mut both = what;
        (both["a"], both["b"]) = (a.clone(), b.clone());
        both
    };
    let walks = json!({"by": "walk", "journey": "buy"});
    vec![
        ("two periods of a funnel", of(json!({"analysis": "funnel", "spec": {"steps": steps}}), &after, &before)),
        ("two segments of transitions", of(json!({"analysis": "transitions"}), &on("phone"), &on("desk"))),
        ("two periods of variants", of(json!({"analysis": "variants", "repeats": false}), &after, &before)),
        (
            "two segments of paths",
            of(json!({"analysis": "paths", "spec": {"group": ["/p/1*"]}}), &by_channel("app"), &by_channel("web")),
        ),
        (
            "two periods of paths by walk",
            of(json!({"analysis": "paths", "spec": walks, "journey": journey()}), &after, &before),
        ),
        (
            "two segments of retention",
            of(json!({"analysis": "retention", "spec": {}}), &on("phone"), &by_channel("mail")),
        ),
        (
            "two segments of stickiness",
            of(json!({"analysis": "stickiness", "spec": {"grain": "day"}}), &on("desk"), &on("tablet")),
        ),
        ("two periods of a lifecycle", of(json!({"analysis": "lifecycle", "spec": {}}), &after, &before)),
        (
            "two periods of attribution",
            of(
                json!({"analysis": "attribution", "spec": {"conversion": {"event": "pay"}}, "model": "time_decay"}),
                &after,
                &before,
            ),
        ),
        ("two periods of conformance", of(json!({"analysis": "conformance", "journey": journey()}), &after, &before)),
        (
            "two segments of times",
            of(
                json!({"analysis": "times", "journey": journey(), "slowest": 0}),
                &by_channel("app"),
                &by_channel("store"),
            ),
        ),
    ]
}

async fn events(lake: &Lake, columns: &[String]) -> std::sync::Arc<Events> {
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    lake.snapshot(None).await.expect("the newest").events(&columns).await.expect("events")
}

/// Through text, as the program prints it: reading a number back may change its last bit.
fn printed(answer: &impl serde::Serialize) -> Value {
    serde_json::from_str(&serde_json::to_string(answer).expect("JSON")).expect("JSON")
}

/// The answer of one process that holds all events in memory at once.
pub async fn at_once(lake: &Lake, question: &Value) -> Value {
    if question.get("a").is_some() {
        return at_once_of_both(lake, question).await;
    }
    let question: Question = serde_json::from_value(question.clone()).expect("a question");
    let events = events(lake, &question.columns()).await;
    let sums = question.fold(&Part::all(&events)).expect("a good question");
    printed(&question.report(sums, events.begin().zip(events.end())).expect("an answer"))
}

async fn at_once_of_both(lake: &Lake, question: &Value) -> Value {
    let both: Comparison = serde_json::from_value(question.clone()).expect("a comparison");
    let events = events(lake, &both.columns()).await;
    let everybody = |_, _| true;
    let first = both.fold(&Part::all(&events), None, &everybody).expect("a good question");
    let second = both.second(&first);
    let second = second.map(|second| both.fold(&Part::all(&events), Some(&second), &everybody).expect("the same"));
    printed(&both.report(first, second).expect("an answer"))
}
