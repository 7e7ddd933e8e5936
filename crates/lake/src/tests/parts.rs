//! Parts read from files against all events in memory: the same rows, the same answers of every kernel.

use std::collections::BTreeMap;
use std::sync::Mutex;

use proptest::prelude::*;
use serde_json::Value;
use yeojido_domain::{Event, Micros, PersonId, Zone};
use yeojido_journey::follows::{Eventually, Rework, StepMatrix};
use yeojido_journey::funnel::{Funnel, FunnelPartial, FunnelSpec};
use yeojido_journey::paths::{Paths, PathsPartial, PathsSpec};
use yeojido_journey::retention::{ActivitySpec, Lifecycle, Retention, RetentionSpec, Stickiness};
use yeojido_journey::{ALWAYS, Events, Part, SessionRules, Sessions, Transitions, Variants, sessions};

use super::model::{Step, batch, steps};
use super::{event, folder, open};
use crate::{Batch, Decision, Lake, LakeError, Need, Snapshot, Stop};

const HOUR: i64 = 3_600_000_000;

/// What a question asks of some persons' events, as JSON.
type Question = fn(&[Part<'_>], &Events) -> Value;

fn json(value: impl serde::Serialize) -> Value {
    serde_json::to_value(value).expect("a report is JSON")
}

fn always() -> std::ops::Range<Micros> {
    Micros(5 * HOUR)..Micros(10_000 * HOUR)
}

fn funnel(spec: &str, parts: &[Part<'_>], frame: &Events) -> Value {
    let spec: FunnelSpec = serde_json::from_str(spec).expect("a funnel");
    let mut all: Option<FunnelPartial> = None;
    for part in parts {
        let kernel = Funnel::compile(&spec, part.events, always(), &Zone::utc()).expect("compiles");
        let mut sum = kernel.empty();
        part.iter().for_each(|person| kernel.add(&mut sum, &person));
        all.get_or_insert_with(|| kernel.empty()).merge(sum);
    }
    let kernel = Funnel::compile(&spec, frame, always(), &Zone::utc()).expect("compiles");
    json(kernel.report(&spec, all.unwrap_or_else(|| kernel.empty())))
}

const PLAIN: &str = r#"{"steps":[{"event":"e0"},{"event":"e1"},{"event":"e2"}],"window":"2d"}"#;
const RICH: &str = r#"{"steps":[{"event":"e0"},{"event":"e1","optional":true},{"event":"e2","where":{"order":["o1","o2"]}}],
    "window":"2d","breakdown":"source","trend":"day","histogram":4,
    "exclusions":[{"event":"e1","where":{"order":"o3"},"from_step":0,"to_step":2}],
    "who":{"step":0,"is":"reached","limit":3}}"#;
const STRICT: &str =
    r#"{"steps":[{"event":"e0"},{"event":"e1"}],"order":"strict","breakdown":"source","attribution":"all"}"#;

fn paths(parts: &[Part<'_>], frame: &Events) -> Value {
    let spec = PathsSpec { steps: 3, top: 2, ..PathsSpec::default() };
    let rules = SessionRules::default();
    let mut all = None;
    for part in parts {
        let kernel = Paths::compile(&spec, part.events, always()).expect("compiles");
        let sum = all.get_or_insert_with(|| kernel.empty());
        for person in part.iter() {
            sessions(person.time, &rules).for_each(|session| kernel.add(sum, &person, session));
        }
    }
    let kernel = Paths::compile(&spec, frame, always()).expect("compiles");
    json(kernel.report(&spec, &all.unwrap_or_else(|| kernel.empty())))
}

fn retention(parts: &[Part<'_>], frame: &Events) -> Value {
    let spec = RetentionSpec { period: yeojido_journey::Grain::Day, ..RetentionSpec::default() };
    let mut all = None;
    for part in parts {
        let kernel = Retention::compile(&spec, part.events, always(), &Zone::utc()).expect("compiles");
        let sum = all.get_or_insert_with(|| kernel.empty());
        part.iter().for_each(|person| kernel.add(sum, &person));
    }
    let kernel = Retention::compile(&spec, frame, always(), &Zone::utc()).expect("compiles");
    json(kernel.report(&all.unwrap_or_else(|| kernel.empty())))
}

fn activity(parts: &[Part<'_>], frame: &Events) -> Value {
    let spec = ActivitySpec { grain: yeojido_journey::Grain::Day, ..ActivitySpec::default() };
    let (mut sticky, mut life) = (None, None);
    for part in parts {
        let kernel = Stickiness::compile(&spec, part.events, always(), &Zone::utc()).expect("compiles");
        let sum = sticky.get_or_insert_with(|| kernel.empty());
        part.iter().for_each(|person| kernel.add(sum, &person));
        let kernel = Lifecycle::compile(&spec, part.events, always(), &Zone::utc()).expect("compiles");
        let sum = life.get_or_insert_with(|| kernel.empty());
        part.iter().for_each(|person| kernel.add(sum, &person));
    }
    let sticky_kernel = Stickiness::compile(&spec, frame, always(), &Zone::utc()).expect("compiles");
    let life_kernel = Lifecycle::compile(&spec, frame, always(), &Zone::utc()).expect("compiles");
    json((
        sticky_kernel.report(&sticky.unwrap_or_else(|| sticky_kernel.empty())),
        life_kernel.report(&life.unwrap_or_else(|| life_kernel.empty())),
    ))
}

fn plain_kernels(parts: &[Part<'_>], frame: &Events) -> Value {
    let (mut transitions, mut variants, mut visits) =
        (Transitions::default(), Variants::default(), Sessions::default());
    let (mut eventually, mut rework, mut matrix) = (Eventually::default(), Rework::default(), StepMatrix::new(3));
    for person in parts.iter().flat_map(Part::iter) {
        transitions.add(person.event, person.time);
        variants.add(person.event);
        visits.add(person.time, &SessionRules::default());
        eventually.add(person.event);
        rework.add(person.event);
        matrix.add(person.event);
    }
    json((
        (transitions.report(&frame.event), variants.report(&frame.event, Some(4)), visits.report()),
        (eventually.report(&frame.event, None), rework.report(&frame.event), matrix.report(&frame.event)),
    ))
}

const QUESTIONS: [Question; 7] = [
    |parts, frame| funnel(PLAIN, parts, frame),
    |parts, frame| funnel(RICH, parts, frame),
    |parts, frame| funnel(STRICT, parts, frame),
    paths,
    retention,
    activity,
    plain_kernels,
];

/// Person, time, name, order, source.
type Written = (PersonId, i64, String, Option<String>, Option<String>);

/// Rows as anybody would write them down.
fn written(part: &Part<'_>) -> Vec<Written> {
    let text = |name: &str, row: usize| part.events.column(name).and_then(|column| column.get(row)).map(str::to_owned);
    let rows = part.iter().flat_map(|person| {
        let person_rows = person.time.iter().enumerate();
        person_rows.map(move |(at, time)| (person.person, time.0, person.first + at)).collect::<Vec<_>>()
    });
    rows.map(|(person, time, row)| {
        (person, time, text("event", row).unwrap_or_default(), text("order", row), text("source", row))
    })
    .collect()
}

/// Every part as it is read from the files, kept; memory is not asked.
async fn parts(snapshot: &Snapshot) -> (Vec<Events>, Events) {
    let need = Need::of(["order", "channel"]).and_shared("source");
    let kept = Mutex::new(Vec::new());
    let add = |_: &mut Option<()>, part: &Part<'_>| -> Result<(), LakeError> {
        kept.lock().expect("nobody panicked").push(part.events.clone());
        Ok(())
    };
    let plan = snapshot.parts(&need).await.expect("a plan");
    plan.fold(&Stop::default(), add, |(), ()| ()).expect("folded");
    let mut kept = kept.into_inner().expect("nobody panicked");
    kept.sort_by_key(|part| part.persons.first().copied());
    (kept, plan.frame().clone())
}

/// The funnel as everybody asks it: from the files the first time, then from memory.
async fn asked(snapshot: &Snapshot) -> Vec<Value> {
    let spec: FunnelSpec = serde_json::from_str(PLAIN).expect("a funnel");
    let mut answers = Vec::new();
    for _ in 0..3 {
        let own = spec.clone();
        let add = move |sum: &mut Option<FunnelPartial>, part: &Part<'_>| -> Result<(), LakeError> {
            let kernel = Funnel::compile(&own, part.events, always(), &Zone::utc()).expect("compiles");
            let sum = sum.get_or_insert_with(|| kernel.empty());
            part.iter().for_each(|person| kernel.add(sum, &person));
            Ok(())
        };
        let folded = snapshot.fold(&Need::default(), add, FunnelPartial::merge).await.expect("folded");
        let kernel = Funnel::compile(&spec, &folded.frame, always(), &Zone::utc()).expect("compiles");
        answers.push(json(kernel.report(&spec, folded.sum.unwrap_or_else(|| kernel.empty()))));
    }
    answers
}

/// What needs no times, with parts that need not have them.
async fn timeless(snapshot: &Snapshot) {
    let add = |sum: &mut Option<(Variants, Eventually, PathsPartial)>, part: &Part<'_>| -> Result<(), LakeError> {
        let kernel = Paths::compile(&PathsSpec::default(), part.events, ALWAYS).expect("compiles");
        let (variants, eventually, paths) =
            sum.get_or_insert_with(|| (Variants::default(), Eventually::default(), kernel.empty()));
        for person in part.iter().map(|person| person.within(&ALWAYS)) {
            variants.add(person.event);
            eventually.add(person.event);
            kernel.add(paths, &person, 0..person.event.len());
        }
        Ok(())
    };
    let merge = |sum: &mut (Variants, Eventually, PathsPartial), more: (Variants, Eventually, PathsPartial)| {
        sum.0.merge(more.0);
        sum.1.merge(more.1);
        sum.2.merge(more.2);
    };
    let answer = |sum: Option<(Variants, Eventually, PathsPartial)>, frame: &Events| {
        let kernel = Paths::compile(&PathsSpec::default(), frame, ALWAYS).expect("compiles");
        let (variants, eventually, paths) =
            sum.unwrap_or_else(|| (Variants::default(), Eventually::default(), kernel.empty()));
        json((
            variants.report(&frame.event, Some(4)),
            eventually.report(&frame.event, None),
            kernel.report(&PathsSpec::default(), &paths),
        ))
    };
    let need = Need::of(["order"]).without_times();
    let plan = snapshot.parts(&need).await.expect("a plan");
    let got = answer(plan.fold(&Stop::default(), add, merge).expect("folded"), plan.frame());
    let whole = snapshot.events(&["order"]).await.expect("events");
    let mut sum = None;
    add(&mut sum, &Part::all(&whole)).expect("folded");
    assert_eq!(got, answer(sum, &whole));
}

/// The first events of everybody, from files and when the question comes again.
async fn heads(snapshot: &Snapshot) {
    type Heads = Vec<(PersonId, Vec<String>)>;
    let whole = snapshot.events(&[]).await.expect("events");
    let add = |list: &mut Option<Heads>, part: &Part<'_>| -> Result<(), LakeError> {
        let text = |&code: &u32| part.events.event.value(code).unwrap_or_default().to_owned();
        let of = |person: yeojido_journey::PersonEvents<'_>| (person.person, person.event.iter().map(text).collect());
        list.get_or_insert_default().extend(part.iter().map(of));
        Ok(())
    };
    let sorted = |list: Option<Heads>| {
        let mut list = list.unwrap_or_default();
        list.sort();
        list
    };
    for first in [1, 3] {
        let mut all = None;
        add(&mut all, &Part::all(&whole)).expect("folded");
        let mut want = sorted(all);
        want.iter_mut().for_each(|(_, names)| names.truncate(first));
        for need in [Need::default().first(first), Need::of(["order"]).first(first)] {
            let plan = snapshot.parts(&need).await.expect("a plan");
            let got = plan.fold(&Stop::default(), add, |list: &mut Heads, more| list.extend(more)).expect("folded");
            assert_eq!(sorted(got), want, "{need:?}");
            for _ in 0..2 {
                snapshot.source(&need).await.expect("a source");
            }
            let source = snapshot.source(&need).await.expect("a source");
            let got = source.fold(&Stop::default(), add, |list: &mut Heads, more| list.extend(more)).expect("folded");
            assert_eq!(sorted(got), want, "{need:?} again");
            let crate::Source::Memory(events) = source else { panic!("{need:?} came again") };
            assert!(events.time.is_empty() && events.len() == want.iter().map(|one| one.1.len()).sum::<usize>());
        }
    }
}

/// Compares one lake's parts with its events in memory.
async fn compare(lake: &Lake) {
    let snapshot = lake.snapshot(None).await.expect("newest");
    let answers = asked(&snapshot).await;
    let whole = snapshot.events(&["order", "source"]).await.expect("events");
    let want = funnel(PLAIN, &[Part::all(&whole)], &whole);
    assert!(answers.iter().all(|answer| *answer == want), "{answers:?} {want}");
    timeless(&snapshot).await;
    heads(&snapshot).await;
    let (parts, frame) = parts(&snapshot).await;
    let parts: Vec<Part<'_>> = parts.iter().map(Part::all).collect();
    let mut seen: BTreeMap<PersonId, usize> = BTreeMap::new();
    parts.iter().enumerate().flat_map(|(at, part)| part.iter().map(move |p| (p.person, at))).for_each(
        |(person, at)| {
            assert_eq!(*seen.entry(person).or_insert(at), at, "{person} is in two parts");
        },
    );
    // Rows that are equal by person, time and seq have no order of their own.
    let mut got: Vec<_> = parts.iter().flat_map(written).collect();
    let mut want = written(&Part::all(&whole));
    got.sort();
    want.sort();
    assert_eq!(got, want);
    for (at, question) in QUESTIONS.iter().enumerate() {
        assert_eq!(question(&parts, &frame), question(&[Part::all(&whole)], &whole), "question {at}");
    }
}

/// Rows that differ in nothing but their key and name would have no order.
fn told_apart(steps: &mut [Step]) {
    for (seq, draw) in (0..).zip(steps.iter_mut().flat_map(|(draws, _)| draws)) {
        (draw.seq, draw.time) = (seq, draw.time * HOUR * 3);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_fold_from_files_answers_what_all_events_in_memory_do(
        mut happened in steps(40),
    ) {
        told_apart(&mut happened);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async move {
            let dir = folder();
            let lake = open(&dir).await;
            for step in &happened {
                lake.append(batch(step), None).await.expect("stored");
                compare(&lake).await;
            }
            compare(&open(&dir).await).await;
            let before = lake.snapshot(None).await.expect("newest").version();
            let merged = lake.compact(2).await.expect("merged");
            assert_eq!(lake.version(), before + u64::from(merged > 0));
            compare(&lake).await;
            assert_eq!(open(&dir).await.verify().await.expect("looked at"), Vec::<String>::new());
            let old = lake.snapshot(Some(before)).await.expect("an earlier version");
            let (old, new) = (old.events(&["order"]).await, lake.snapshot(None).await.expect("newest").events(&["order"]).await);
            let (old, new) = (old.expect("events"), new.expect("events"));
            assert_eq!(written(&Part::all(&old)), written(&Part::all(&new)));
        });
    }
}

/// Many events of many customers: several row groups a file, names beyond any dictionary, some rows late.
fn many(customers: u128, each: u128) -> Vec<Event> {
    let rows = (0..customers).flat_map(|who| (0..each).map(move |n| (who, n)));
    rows.map(|(who, n)| {
        let key = who * 1_000_000 + n;
        let name = if n % 65 == 64 {
            format!("page {key}{}", " of a very long name that no dictionary wants to hold".repeat(8))
        } else {
            format!("e{}", (who + n) % 4)
        };
        let spread = ((who * 1_299_721 + n * 2_654_435_761) % 5_000) as i64;
        Event {
            order: (n % 3 == 0).then(|| format!("o{}", n % 5)),
            ..event(key, &format!("고객{who}"), &name, spread * HOUR)
        }
    })
    .collect()
}

#[tokio::test]
async fn large_files_are_cut_at_persons_and_late_arrivals_merged_in() {
    let dir = folder();
    let lake = open(&dir).await;
    let mut events = many(16_000, 130);
    let late = events.split_off(1_900_000);
    let stray: Vec<Event> =
        (0..50).map(|n| Event { seq: 7, ..event(1 << 90 | n, &format!("고객{}", n * 31), "e1", 40 * HOUR) }).collect();
    for events in [events, late, stray] {
        lake.append(Batch { events, ..Batch::default() }, None).await.expect("stored");
        let snapshot = lake.snapshot(None).await.expect("newest");
        let plan = snapshot.parts(&Need::default()).await.expect("a plan");
        assert!(plan.len() >= 16 && !plan.has_rest(), "{} parts", plan.len());
        let need = Need::default();
        let counted = snapshot.fold::<u64, LakeError>(
            &need,
            |sum, part| {
                *sum.get_or_insert(0) += part.events.len() as u64;
                Ok(())
            },
            |sum, more| *sum += more,
        );
        assert_eq!(
            counted.await.expect("folded").sum.unwrap_or(0),
            snapshot.events(&[]).await.expect("events").len() as u64
        );
    }
    compare(&lake).await;
    // Few rows of one file and a large one: the large one is left alone.
    assert_eq!(lake.compact(3).await.expect("merged"), 0);
    lake.append(super::everything(1 << 40), None).await.expect("stored");
    assert!(lake.compact(2).await.expect("merged") >= 2);
    compare(&lake).await;
}

async fn files(lake: &Lake) -> usize {
    lake.writer.lock().await.state.contents(crate::table::Table::Events).files.len()
}

#[tokio::test]
async fn more_files_than_are_read_side_by_side_become_one_a_bucket() {
    let dir = folder();
    let lake = open(&dir).await;
    for n in 0..70_u128 {
        let events = (0..40_u128).map(|who| {
            let time = ((n * 7919 + who) % 100) as i64 * HOUR;
            event(n * 100 + who, &format!("고객{who}"), &format!("e{}", n % 4), time)
        });
        lake.append(Batch { events: events.collect(), ..Batch::default() }, None).await.expect("stored");
    }
    let before = files(&lake).await;
    assert_eq!(lake.compact(2).await.expect("merged"), before);
    assert_eq!((before % 70, files(&lake).await), (0, before / 70));
    compare(&lake).await;
    assert_eq!(open(&dir).await.verify().await.expect("looked at"), Vec::<String>::new());
}

#[tokio::test]
async fn a_merge_that_was_cut_off_has_happened_when_the_lake_opens() {
    let dir = folder();
    let lake = open(&dir).await;
    for from in [0, 1000, 2000, 3000] {
        lake.append(super::everything(from), None).await.expect("stored");
    }
    let rows = |lake: Lake| async move {
        written(&Part::all(
            lake.snapshot(None).await.expect("newest").events(&["source"]).await.expect("events").as_ref(),
        ))
    };
    let before = rows(lake.clone()).await;
    lake.writer.lock().await.stop_after = Some(crate::table::Table::Events);
    lake.compact(2).await.expect_err("cut off");
    drop(lake);
    let lake = open(&dir).await;
    assert_eq!((lake.version(), rows(lake.clone()).await), (5, before));
    assert_eq!(lake.compact(2).await.expect("nothing is left to do"), 0);
    assert_eq!(lake.append(super::everything(2000), None).await.expect("again").events.stored, 0);
    assert_eq!(lake.verify().await.expect("looked at"), Vec::<String>::new());
}

#[tokio::test]
async fn a_fold_of_nothing_says_so_and_an_error_of_the_kernel_is_the_answer() {
    let dir = folder();
    let lake = open(&dir).await;
    let snapshot = lake.snapshot(None).await.expect("newest");
    let add = |sum: &mut Option<u64>, part: &Part<'_>| {
        *sum.get_or_insert(0) += part.events.len() as u64;
        Ok::<_, LakeError>(())
    };
    let folded = snapshot.fold(&Need::default(), add, |sum, more| *sum += more).await.expect("folded");
    assert_eq!((folded.sum, folded.frame.len(), folded.frame.end()), (None, 0, None));
    lake.append(super::everything(0), None).await.expect("stored");
    let snapshot = lake.snapshot(None).await.expect("newest");
    let fail = |_: &mut Option<u64>, _: &Part<'_>| Err(LakeError::Stopped);
    assert!(matches!(snapshot.fold(&Need::default(), fail, |_, _| ()).await, Err(LakeError::Stopped)));
}

#[tokio::test]
async fn a_fold_that_nobody_waits_for_stops_at_the_next_part() {
    let dir = folder();
    let lake = open(&dir).await;
    lake.append(
        Batch { events: (0..400).map(|n| event(n, &format!("c{n}"), "e", n as i64)).collect(), ..Batch::default() },
        None,
    )
    .await
    .expect("stored");
    let plan = lake.snapshot(None).await.expect("newest").parts(&Need::default()).await.expect("a plan");
    let (stop, asked) = (Stop::default(), Mutex::new(0));
    let add = |_: &mut Option<()>, _: &Part<'_>| -> Result<(), LakeError> {
        *asked.lock().expect("nobody panicked") += 1;
        stop.now();
        Ok(())
    };
    assert!(matches!(plan.fold(&stop, add, |(), ()| ()), Err(LakeError::Stopped)));
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    assert!(*asked.lock().expect("nobody panicked") <= threads, "no thread begins a second part");
}

#[tokio::test]
async fn a_merge_and_its_undoing_leave_every_answer_as_it_was() {
    let dir = folder();
    let lake = open(&dir).await;
    let known =
        many(9, 12).into_iter().map(|event| Event { key: yeojido_domain::EventKey(event.key.0 | 1 << 100), ..event });
    let known: Vec<Event> = known.collect();
    // A visitor on the customer's heels, so that even visits change when the two are one.
    let heels = known.iter().filter(|event| event.customer.as_deref() == Some("고객3")).map(|event| Event {
        key: yeojido_domain::EventKey(event.key.0 | 1 << 101),
        customer: None,
        anonymous: Some("쿠키".to_owned()),
        time: Micros(event.time.0 + HOUR / 6),
        ..event.clone()
    });
    let events = heels.chain(known.iter().cloned()).collect();
    lake.append(Batch { events, ..Batch::default() }, None).await.expect("stored");
    let answers = |lake: Lake| async move {
        let whole = lake.snapshot(None).await.expect("newest").events(&["order", "source"]).await.expect("events");
        QUESTIONS.map(|question| question(&[Part::all(&whole)], &whole))
    };
    let decide = |customer: Option<&str>| {
        let decision = Decision::Visitor { anonymous: "쿠키".to_owned(), customer: customer.map(str::to_owned) };
        lake.append(Batch { decisions: vec![decision], ..Batch::default() }, None)
    };
    let apart = answers(lake.clone()).await;
    decide(Some("고객3")).await.expect("merged");
    let merged = answers(lake.clone()).await;
    let blind: Vec<_> = (0..apart.len()).filter(|&at| apart[at] == merged[at]).collect();
    assert_eq!(blind, Vec::<usize>::new(), "questions that do not see the merge");
    let version = lake.version();
    decide(Some("고객3")).await.expect("the same again");
    assert_eq!(lake.version(), version, "what is so already is not written");
    decide(None).await.expect("undone");
    assert_eq!(answers(lake.clone()).await, apart);
    compare(&lake).await;
    decide(Some("고객3")).await.expect("merged again");
    assert_eq!(answers(open(&dir).await).await, merged);
    assert_eq!(lake.verify().await.expect("looked at"), Vec::<String>::new());
}
