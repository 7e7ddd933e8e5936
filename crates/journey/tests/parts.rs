//! Every analysis over parts of the data, each written down and read again, against the same over all of them at once.

mod stand;

use rand::rngs::SmallRng;
use rand::seq::{IndexedMutRandom, IndexedRandom, SliceRandom};
use rand::{Rng, SeedableRng};
use serde_json::{Value, json};
use stand::{Row, pack};
use yeojido_domain::{Micros, PersonId};
use yeojido_journey::{Asked, Events, Folded, Part, Question};

const DAY: i64 = 86_400_000_000;

fn journey() -> Value {
    let stage = |id: &str, event: &str| json!({"id": id, "name": id, "touchpoints": [{"id": id, "events": [{"event": event}]}]});
    json!({"journey": 1, "id": "buy", "name": "buy", "goal": {"event": "pay"}, "gap": "7d",
           "stages": [stage("look", "view"), stage("put", "cart"), stage("pay", "pay")]})
}

/// Every analysis, with what is hardest to add up in each.
fn questions() -> Vec<Question> {
    let steps = json!([{"event": "view"}, {"event": "cart", "optional": true}, {"event": "pay"}]);
    let scope = json!({"from": "1970-01-05", "to": "1970-01-20"});
    let phones = json!({"where": [{"field": {"of": "event", "name": "device"}, "is": "phone"}], "from": "1970-01-03"});
    let written = [
        json!({"analysis": "transitions"}),
        json!({"analysis": "transitions", "scope": scope}),
        json!({"analysis": "variants", "top": 5, "repeats": false}),
        json!({"analysis": "variants"}),
        json!({"analysis": "sessions", "gap": "2d"}),
        json!({"analysis": "funnel", "spec": {"steps": steps, "breakdown": "device", "values": 1, "histogram": 3, "trend": "week"}}),
        json!({"analysis": "funnel", "scope": scope, "spec": {"steps": steps, "breakdown": "device", "attribution": "all",
               "compare": "previous", "who": {"step": 0, "is": "reached", "value": "phone", "limit": 3}}}),
        json!({"analysis": "funnel", "spec": {"steps": steps, "breakdown": "event", "window": "5d",
               "exclusions": [{"event": "ask", "from_step": 0, "to_step": 2}], "who": {"step": 0, "is": "dropped", "limit": 4}}}),
        json!({"analysis": "funnel", "spec": {"steps": steps, "breakdown": "device", "trend": "day",
               "who": {"step": 0, "is": "reached", "day": "1970-01-10"}}}),
        json!({"analysis": "paths", "spec": {"top": 2, "group": ["/p/*"]}}),
        json!({"analysis": "paths", "spec": {"by": "customer", "end": {"event": "pay"}, "repeats": true}}),
        json!({"analysis": "paths", "scope": scope, "spec": {"by": "walk", "journey": "buy"}, "journey": journey()}),
        json!({"analysis": "retention", "scope": scope, "spec": {"start": {"event": "view"}, "periods": 3}}),
        json!({"analysis": "retention", "scope": {"zone": "Asia/Seoul"}, "spec": {"period": "day", "returns": "after"}}),
        json!({"analysis": "stickiness", "scope": phones, "spec": {"grain": "day"}}),
        json!({"analysis": "lifecycle", "spec": {"event": {"where": {"device": "phone"}}}}),
        json!({"analysis": "follows", "top": 4}),
        json!({"analysis": "rework", "scope": phones}),
        json!({"analysis": "steps", "steps": 4}),
        json!({"analysis": "attribution", "spec": {"conversion": {"event": "pay"}, "touch": "device", "half_life": "1d"}}),
        json!({"analysis": "conformance", "scope": phones, "journey": journey()}),
        json!({"analysis": "times", "journey": journey(), "slowest": 3}),
    ];
    written.into_iter().map(|question| serde_json::from_value(question).expect("a question")).collect()
}

fn people(random: &mut SmallRng) -> Vec<Vec<Row>> {
    let person = |random: &mut SmallRng| {
        let mut rows: Vec<Row> = (0..random.random_range(0..9))
            .map(|_| {
                let event = ["view", "view", "cart", "pay", "ask"].choose(random).expect("one");
                let row = Row::new(random.random_range(0..30 * DAY), event);
                let row = match random.random_range(0..3) {
                    0 => row,
                    n => row.with("device", ["phone", "desk"][n - 1]),
                };
                if random.random_bool(0.4) {
                    row.with("url", ["/p/1", "/p/2", "/home"].choose(random).expect("one"))
                } else {
                    row
                }
            })
            .collect();
        rows.sort_by_key(|row| row.time);
        rows
    };
    (0..random.random_range(1..60)).map(|_| person(random)).collect()
}

/// The events of some persons, who keep their numbers.
fn part(people: &[Vec<Row>], who: &[usize], bounds: Option<(Micros, Micros)>) -> Events {
    let rows: Vec<Vec<Row>> = who.iter().map(|&at| people[at].clone()).collect();
    let mut events = pack(&rows, &["device".to_owned(), "url".to_owned()]);
    events.persons = who.iter().map(|&at| PersonId(i64::try_from(at).expect("a few"))).collect();
    events.span = bounds;
    events
}

/// As a node sends it.
fn sent(folded: &Folded) -> Folded {
    postcard::from_bytes(&postcard::to_stdvec(folded).expect("written")).expect("read")
}

#[test]
fn parts_in_any_order_come_to_what_the_whole_comes_to() {
    let (mut asked, mut told) = (0, 0);
    for seed in 0..60 {
        let mut random = SmallRng::seed_from_u64(seed);
        let people = people(&mut random);
        let whole = part(&people, &(0..people.len()).collect::<Vec<_>>(), None);
        let bounds = whole.begin().zip(whole.end());
        let mut parts: Vec<Vec<usize>> = vec![Vec::new(); random.random_range(1..6)];
        for at in 0..people.len() {
            parts.choose_mut(&mut random).expect("one").push(at);
        }
        parts.shuffle(&mut random);
        for question in questions() {
            let at_once = question.fold(&Part::all(&whole)).and_then(|sum| question.report(sum, bounds));
            let in_parts = || {
                let nobody = Events { offsets: vec![0], ..part(&people, &[], bounds) };
                let mut sum = question.fold(&Part::all(&nobody))?;
                for who in &parts {
                    sum.merge(sent(&question.fold(&Part::all(&part(&people, who, bounds)))?))?;
                }
                question.report(sum, bounds)
            };
            let apart = in_parts();
            assert_eq!(apart, at_once, "seed {seed}, {question:?}");
            asked += 1;
            told += usize::from(apart.is_ok());
        }
    }
    // A value or a day that no event has is refused, here as there.
    assert!(told * 10 > asked * 9, "{told} answers to {asked} questions");
}

#[test]
fn a_question_is_read_as_it_was_written() {
    for question in questions() {
        let text = serde_json::to_string(&question).expect("written");
        assert_eq!(serde_json::from_str::<Question>(&text).expect("read"), question, "{text}");
    }
}

#[test]
fn sums_of_different_questions_are_not_added() {
    let questions = questions();
    let people = people(&mut SmallRng::seed_from_u64(7));
    let events = part(&people, &[0], Some((Micros(0), Micros(30 * DAY))));
    let mut sum = questions[0].fold(&Part::all(&events)).expect("sums");
    assert!(sum.merge(questions[2].fold(&Part::all(&events)).expect("sums")).is_err());
    let shorter = part(&people, &[0], Some((Micros(0), Micros(9 * DAY))));
    let retention = questions.iter().find(|question| matches!(question.asked, Asked::Retention { .. })).expect("one");
    let mut sum = retention.fold(&Part::all(&events)).expect("sums");
    assert!(sum.merge(retention.fold(&Part::all(&shorter)).expect("sums")).is_err());
    assert!(retention.report(questions[0].fold(&Part::all(&events)).expect("sums"), events.span).is_err());
}
