//! Random lakes in which people are merged and parted, under every kernel, against naive twins over events that were merged
//! by hand.
//!
//! A sequence is the history of one person under one kernel, read from the lake after one decision. The funnel's twin is the
//! one of the kernels' own tests; the others are in `naive`. Of every kernel, those without a twin here too, the answer has
//! to be the one over histories put together without any lake; each of them has its twin in the kernels' own tests.

mod naive;
mod people;
#[path = "../../../../journey/tests/funnel/random.rs"]
mod random;
#[path = "../../../../journey/tests/funnel/twin.rs"]
mod twin;

use serde_json::{Value, json};
use yeojido_domain::Micros;
use yeojido_journey::{Answer, Events, Folded, Part, Question};

use people::{Act, Model};

use super::{folder, open};
use crate::{Decision, Identity, Lake, LakeError, Need, Snapshot, Stop};

fn journey() -> Value {
    let stage = |id: &str, event: &str| json!({"id": id, "name": id, "touchpoints": [{"id": id, "events": [{"event": event}]}]});
    json!({"journey": 1, "id": "buy", "name": "buy", "goal": {"event": "e2"}, "gap": "8d",
           "stages": [stage("look", "e0"), stage("put", "e1"), stage("pay", "e2")]})
}

/// Every analysis; the funnel is the random one of the lake.
fn questions(model: &Model) -> Vec<Question> {
    let rich = json!({"steps": [{"event": "e0"}, {"event": "e1", "optional": true}, {"event": "e2"}], "window": "8d",
        "breakdown": "order", "attribution": "all", "trend": "day"});
    let activity = json!({"grain": "day"});
    let written = [
        json!({"analysis": "transitions"}),
        json!({"analysis": "variants"}),
        json!({"analysis": "sessions", "gap": "30m"}),
        json!({"analysis": "follows"}),
        json!({"analysis": "rework"}),
        json!({"analysis": "steps", "steps": 4}),
        json!({"analysis": "retention", "spec": {"period": "day", "periods": 4}}),
        json!({"analysis": "stickiness", "spec": activity}),
        json!({"analysis": "lifecycle", "spec": activity}),
        json!({"analysis": "funnel", "spec": rich}),
        json!({"analysis": "paths", "spec": {"by": "customer", "steps": 4, "top": 3}}),
        json!({"analysis": "paths", "spec": {"by": "walk", "journey": "buy"}, "journey": journey()}),
        json!({"analysis": "attribution", "spec": {"conversion": {"event": "e2"}, "touch": "order"}}),
        json!({"analysis": "conformance", "journey": journey()}),
        json!({"analysis": "times", "journey": journey(), "slowest": 3}),
    ];
    let read = |question: Value| serde_json::from_value(question).expect("a question");
    let mut questions: Vec<Question> = written.into_iter().map(read).collect();
    if model.funnel.range() == yeojido_journey::ALWAYS {
        let spec = Box::new(model.funnel.spec());
        questions.push(Question::from(yeojido_journey::Asked::Funnel { spec }));
    }
    questions
}

fn merged(mut sum: Folded, more: Folded) -> Folded {
    sum.merge(more).expect("sums of one question");
    sum
}

/// The answer from the files, part by part.
async fn from_files(snapshot: &Snapshot, question: &Question, bounds: Option<(Micros, Micros)>) -> Answer {
    let plan = snapshot.parts(&Need::of(question.columns())).await.expect("a plan");
    let add = |sum: &mut Option<Folded>, part: &Part<'_>| -> Result<(), LakeError> {
        let more = question.fold(part).expect("folds");
        *sum = Some(match sum.take() {
            Some(sum) => merged(sum, more),
            None => more,
        });
        Ok(())
    };
    let sum = plan.fold(&Stop::default(), add, |sum, more| sum.merge(more).expect("sums of one question"));
    question.report(sum.expect("folded").expect("somebody is there"), bounds).expect("an answer")
}

fn at_once(events: &Events, question: &Question, bounds: Option<(Micros, Micros)>) -> Answer {
    question.fold(&Part::all(events)).and_then(|sum| question.report(sum, bounds)).expect("an answer")
}

/// Holds all answers of the lake as it is against the model; says how many sequences that were.
async fn compare(lake: &Lake, model: &Model, seed: u64) -> u64 {
    let snapshot = lake.snapshot(None).await.expect("newest");
    let hand = model.events(lake);
    let bounds = hand.begin().zip(hand.end());
    let memory = snapshot.events(&["order"]).await.expect("events");
    assert_eq!(people::rows(&memory), people::rows(&hand), "seed {seed}: the events");
    let histories = model.histories();
    let questions = questions(model);
    for question in &questions {
        let want = at_once(&hand, question, bounds);
        assert_eq!(from_files(&snapshot, question, bounds).await, want, "seed {seed}, files: {question:?}");
        let got = at_once(&memory, question, bounds);
        assert_eq!(got, want, "seed {seed}, memory: {question:?}");
        naive::same(seed, &got, &histories, &model.funnel);
    }
    (histories.len() * questions.len()) as u64
}

/// One lake from its first row to the last undoing; says how many sequences were compared.
async fn story(seed: u64, persons: usize) -> u64 {
    let dir = folder();
    let mut lake = open(&dir).await;
    let mut model = Model::new(seed, persons);
    for batch in model.batches() {
        lake.append(batch, None).await.expect("stored");
    }
    let mut done = compare(&lake, &model, seed).await;
    let apart = people::rows(&model.events(&lake));
    for act in model.acts() {
        match act {
            Act::Decide(decisions) => {
                let person = |who: usize| lake.person(Identity::Customer(&people::name(who)));
                let decisions = decisions.into_iter().map(|(who, is)| {
                    model.decide(who, is);
                    Decision::Person { person: person(who), is: is.map(person) }
                });
                let batch = crate::Batch { decisions: decisions.collect(), ..crate::Batch::default() };
                lake.append(batch, None).await.expect("decided");
            }
            Act::Compact => {
                lake.compact(2).await.expect("merges files");
            }
            Act::Restart => lake = open(&dir).await,
        }
        done += compare(&lake, &model, seed).await;
    }
    assert_eq!(people::rows(&model.events(&lake)), apart, "seed {seed}: all was undone");
    assert_eq!(lake.verify().await.expect("looked at"), Vec::<String>::new(), "seed {seed}");
    done
}

#[tokio::test]
async fn merged_and_parted_people_have_the_answers_of_the_twins() {
    let mut done = 0;
    for seed in 0..6 {
        done += story(seed, 40).await;
    }
    assert!(done > 10_000, "{done} sequences");
}

/// `cargo test --release -p yeojido-lake --lib -- --ignored --nocapture millions_of_merged`
#[tokio::test]
#[ignore = "takes minutes; YEOJIDO_SEQUENCES says how many, ten million unless told"]
#[expect(clippy::print_stderr, reason = "whoever waits wants to know how many there were")]
async fn millions_of_merged_and_parted_sequences_have_the_answers_of_the_twins() {
    let wanted = std::env::var("YEOJIDO_SEQUENCES").ok().and_then(|n| n.parse().ok()).unwrap_or(10_000_000);
    let (mut seed, mut done, began) = (0, 0, std::time::Instant::now());
    while done < wanted {
        done += story(seed, 300).await;
        seed += 1;
        if seed.is_multiple_of(20) || done >= wanted {
            let seconds = began.elapsed().as_secs_f64();
            eprintln!(
                "{done} sequences of {seed} lakes in {seconds:.0} s, {:.0} a second, no difference",
                done as f64 / seconds
            );
        }
    }
}
