//! The walks against the table of the contract, against their naive twin, and against the sums that must hold.

mod twin;

use proptest::prelude::*;
use rand::rngs::SmallRng;
use rand::{Rng, SeedableRng};
use std::sync::Arc;
use yeojido_domain::{Counts, Micros, PersonId, Span};
use yeojido_journey::{
    Caught, Coded, Events, JourneyTally, Origin, Time, Visit, VisitOutcome, WalkOutcome, WalkRules, walks,
};

const DAY: i64 = 86_400_000_000;
const ABC: WalkRules = WalkRules { stages: 3, gap: Span::days(30), goal: true, counts: Counts::Walks };

/// `A1 B2 C3`: a stage by its letter, the day; every event in C is the goal.
fn story(text: &str) -> Vec<Caught> {
    let events = text.split_whitespace().zip(0_u32..);
    events
        .map(|(word, row)| {
            let stage = word.as_bytes()[0] - b'A';
            let day: i64 = word[1..].parse().expect("a day");
            Caught { row, time: Micros(day * DAY), stage, touchpoint: 0, goal: stage == 2, starts: true }
        })
        .collect()
}

/// As the table of the contract says it: `entered on`, with the day of entry and the re-entries.
fn told(text: &str) -> Vec<Vec<String>> {
    let caught = story(text);
    let tell = |visit: &Visit| {
        let day = caught[visit.first as usize].time.0 / DAY;
        let outcome = match visit.outcome {
            VisitOutcome::WentOn => "on",
            VisitOutcome::Dropped => "dropped",
            VisitOutcome::Undecided => "undecided",
        };
        let letter = char::from(b'A' + visit.stage);
        let back = if visit.reentries > 0 { format!(" re-entries {}", visit.reentries) } else { String::new() };
        format!("{letter} d{day} {outcome}{back}")
    };
    let found = walks(&caught, &ABC, Micros(100 * DAY));
    assert_eq!(found, twin::walks(&caught, &ABC, Micros(100 * DAY)));
    found.iter().map(|walk| walk.visits.iter().map(tell).collect()).collect()
}

#[test]
fn the_table_of_the_contract_holds() {
    assert_eq!(told("A1 B2 C3"), [["A d1 on", "B d2 on", "C d3 on"]]);
    assert_eq!(told("A1 C5"), [["A d1 on", "C d5 on"]]);
    assert_eq!(told("B10 A11 B12"), [["A d11 on", "B d10 dropped re-entries 1"]]);
    assert_eq!(told("A95"), [["A d95 undecided"]]);
    assert_eq!(told("A1 A40 B41"), [vec!["A d1 dropped"], vec!["A d40 on", "B d41 dropped"]]);
}

#[test]
fn a_silence_of_exactly_the_gap_does_not_end_a_walk() {
    assert_eq!(told("A1 B31"), [["A d1 on", "B d31 dropped"]]);
    assert_eq!(told("A70"), [["A d70 undecided"]]);
    assert_eq!(told("A69"), [["A d69 dropped"]]);
}

#[test]
fn the_goal_ends_a_walk_and_the_next_event_begins_another() {
    assert_eq!(told("A1 C2 A3 C4"), [["A d1 on", "C d2 on"], ["A d3 on", "C d4 on"]]);
    assert_eq!(told("C99 A100"), [vec!["C d99 on"], vec!["A d100 undecided"]]);
}

#[test]
fn a_goal_that_an_earlier_stage_has_caught_completes_nothing() {
    let mut caught = story("A1 B2 B3");
    caught[1].goal = true;
    let found = walks(&caught, &ABC, Micros(100 * DAY));
    assert_eq!((found.len(), found[0].outcome), (1, WalkOutcome::Dropped));
}

#[test]
fn without_a_goal_the_last_stage_is_the_goal_and_only_silence_ends_the_walk() {
    let rules = WalkRules { goal: false, ..ABC };
    let caught = story("A90 C91 B92 C93");
    let found = walks(&caught, &rules, Micros(100 * DAY));
    assert_eq!((found.len(), found[0].outcome, found[0].caught.clone()), (1, WalkOutcome::Goal, 0..4));
    assert_eq!(found[0].visit(2).map(|v| (v.outcome, v.time)), Some((VisitOutcome::WentOn, Time::Unmeasured)));
    assert_eq!(found[0].visit(1).map(|v| (v.outcome, v.from)), Some((VisitOutcome::WentOn, Origin::Later)));

    let back = walks(&story("A90 C91 B92"), &rules, Micros(100 * DAY));
    assert_eq!(back[0].visit(1).map(|v| v.outcome), Some(VisitOutcome::Undecided), "only silence ends the walk");
    assert_eq!(back[0].outcome, WalkOutcome::Goal);
}

#[test]
fn with_a_starting_rule_events_before_it_belong_to_no_walk() {
    let mut caught = story("B1 A2 B3 B50 A60 B61");
    for event in &mut caught {
        event.starts = event.stage == 0;
    }
    let found = walks(&caught, &ABC, Micros(200 * DAY));
    assert_eq!(found.iter().map(|walk| walk.caught.clone()).collect::<Vec<_>>(), [1..3, 4..6]);
}

#[test]
fn a_customer_has_one_walk_the_furthest_and_the_earliest_of_these() {
    let rules = WalkRules { counts: Counts::Customers, ..ABC };
    let chosen = |text: &str| {
        let found = walks(&story(text), &rules, Micros(500 * DAY));
        assert_eq!(found.len(), 1);
        found[0].caught.clone()
    };
    assert_eq!(chosen("A1 A50 B51 A100 B101"), 1..3, "the earlier of two that reach B");
    assert_eq!(chosen("A1 C2 A50 C51"), 0..2);
    let mut caught = story("A1 C2 A100 C101");
    caught[1].goal = false;
    let found = walks(&caught, &rules, Micros(500 * DAY));
    assert_eq!(found[0].caught, 2..4, "the goal is further than its stage");
    assert_eq!(walks(&[], &rules, Micros(0)), []);
}

#[test]
fn time_in_a_stage_runs_to_the_first_event_of_a_later_one() {
    let times = |text: &str, end: i64| {
        let found = walks(&story(text), &ABC, Micros(end * DAY));
        found[0].visits.iter().map(|visit| visit.time).collect::<Vec<_>>()
    };
    let known = |days| Time::Known(Span::days(days));
    let at_least = |days| Time::AtLeast(Span::days(days));
    assert_eq!(times("A1 A2 B4 C9", 100), [known(3), known(5), known(0)]);
    assert_eq!(times("A1 B4 A5", 100), [known(3), at_least(31)], "the walk is watched for a gap after its last event");
    assert_eq!(times("A1 A5", 20), [at_least(19)], "until the data end");
    assert_eq!(times("A1 B1 C2", 100), [Time::Fault, known(1), known(0)], "two stages at the same instant");
    assert_eq!(times("B10 A11 B12", 100), [Time::Fault, at_least(32)], "a later stage that came earlier");
    let mut caught = story("A1 C2 C2");
    caught[1].goal = false;
    let found = walks(&caught, &ABC, Micros(100 * DAY));
    assert_eq!(found[0].visit(2).map(|v| v.time), Some(Time::Fault), "two events of the last stage at one instant");
}

#[test]
fn where_a_walk_came_from_is_told_by_the_event_before() {
    let from = |text: &str| {
        let found = walks(&story(text), &ABC, Micros(500 * DAY));
        found[0].visits.iter().map(|visit| visit.from).collect::<Vec<_>>()
    };
    assert_eq!(from("A1 B2 C3"), [Origin::Began, Origin::Straight, Origin::Straight]);
    assert_eq!(from("A1 C3"), [Origin::Began, Origin::Past]);
    assert_eq!(from("B1 A2 C3"), [Origin::Later, Origin::Began, Origin::Past]);
}

/// A person's caught events for a journey of `stages`, with silences around a gap of ten.
fn random(rng: &mut SmallRng, stages: u8) -> (Vec<Caught>, WalkRules, Micros) {
    let rules = WalkRules {
        stages,
        gap: Span(10),
        goal: rng.random_bool(0.7),
        counts: if rng.random_bool(0.2) { Counts::Customers } else { Counts::Walks },
    };
    let by_rule = rng.random_bool(0.3);
    let mut time = 0;
    let caught = (0..rng.random_range(0..9_u32))
        .map(|row| {
            time += [0, 0, 1, 3, 9, 10, 11][rng.random_range(0..7)];
            Caught {
                row,
                time: Micros(time),
                stage: rng.random_range(0..stages),
                touchpoint: 0,
                goal: rng.random_bool(0.3),
                starts: !by_rule || rng.random_bool(0.4),
            }
        })
        .collect();
    (caught, rules, Micros(time + [0, 5, 10, 11, 20][rng.random_range(0..5)]))
}

/// Rows for [`JourneyTally::add`]: as many as a random person has, of three events and two channels.
fn rows() -> Events {
    let column =
        |codes: Vec<u32>, names: &[&str]| Coded { codes, values: names.iter().map(|&n| Arc::from(n)).collect() };
    Events {
        persons: vec![PersonId(1)],
        offsets: vec![0, 9],
        time: vec![Micros(0); 9],
        event: column(vec![0, 1, 2, 0, 1, 2, 0, 0, 1], &["a", "b", "c"]),
        channel: column(vec![0, 1, u32::MAX, 0, 1, 0, 0, 0, u32::MAX], &["app", "web"]),
        ..Events::default()
    }
}

fn check_sums(tally: &JourneyTally, goal: bool) {
    assert_eq!(tally.walks, tally.goals + tally.dropped + tally.undecided);
    let (mut began, last) = (0, tally.stages.len() - 1);
    for (at, stage) in tally.stages.iter().enumerate() {
        assert_eq!(stage.entered, stage.went_on + stage.dropped + stage.undecided);
        let from = stage.entered_from;
        assert_eq!(stage.entered, from.began + from.straight + from.past + from.later);
        began += from.began;
        let measured = stage.times.observed() + stage.times.censored() + stage.faults;
        assert_eq!(measured, if at == last && !goal { stage.faults } else { stage.entered });
        let straight = tally.stages.get(at + 1).map_or(0, |next| next.entered_from.straight);
        assert_eq!(stage.went_straight_on, straight);
        assert!(straight <= stage.went_on || at == last);
        assert_eq!(stage.events, stage.by_event.values().map(|sum| sum.count).sum::<u64>());
        assert_eq!(stage.events, stage.by_channel.values().sum::<u64>());
        assert!(stage.by_event.values().all(|sum| 0 < sum.walks && sum.walks <= sum.count.min(stage.entered)));
        assert!(stage.events >= stage.entered + stage.reentries);
    }
    assert_eq!(began, tally.walks, "every walk begins in one stage");
    assert_eq!(tally.stages[last].went_on, tally.goals);
}

#[test]
fn a_million_random_persons_walk_as_the_naive_twin_says_and_the_sums_hold() {
    let mut rng = SmallRng::seed_from_u64(20_261_123);
    let events = rows();
    let mut tallies: Vec<[JourneyTally; 2]> =
        (0..=5).map(|stages| [(); 2].map(|()| JourneyTally::new(stages))).collect();
    let mut expected = 0;
    for round in 0..1_000_000_u32 {
        let stages = rng.random_range(1..=5);
        let (caught, rules, end) = random(&mut rng, stages);
        let found = walks(&caught, &rules, end);
        let plain = twin::walks(&caught, &rules, end);
        assert_eq!(found, plain, "round {round}: {caught:?} {rules:?} {end:?}");
        expected += found.len() as u64;
        let tally = &mut tallies[usize::from(stages)][usize::from(rules.goal)];
        tally.add(&events, &caught, &found);
        if round % 100_000 < 100 {
            check_sums(tally, rules.goal);
        }
    }
    for pair in &tallies[1..] {
        check_sums(&pair[0], false);
        check_sums(&pair[1], true);
    }
    assert_eq!(tallies.iter().flatten().map(|tally| tally.walks).sum::<u64>(), expected);
}

#[test]
fn tallies_of_parts_add_up_to_the_tally_of_the_whole() {
    let (mut rng, events) = (SmallRng::seed_from_u64(7), rows());
    let mut whole = JourneyTally::new(4);
    let mut parts = [(); 3].map(|()| JourneyTally::new(4));
    let mut people = vec![Vec::new(); 3];
    for part in [0, 1, 2].into_iter().cycle().take(300) {
        people[part].push(random(&mut rng, 4));
    }
    for (part, people) in parts.iter_mut().zip(&people) {
        for (caught, rules, end) in people {
            let found = walks(caught, rules, *end);
            part.add(&events, caught, &found);
            whole.add(&events, caught, &found);
        }
    }
    let [mut merged, second, third] = parts;
    merged.merge(&second);
    merged.merge(&third);
    assert_eq!(merged, whole);
}

#[test]
fn events_of_a_stage_are_counted_by_name_and_by_walk() {
    let events = rows();
    let mut tally = JourneyTally::new(3);
    // Rows 0, 3 and 6 are event `a`: twice in the first walk, once in the second; row 2 has no channel.
    let caught = story("A1 A1 A2 A3 C4 A5 A6");
    let found = walks(&caught, &ABC, Micros(500 * DAY));
    tally.add(&events, &caught, &found);
    let actions = tally.stages[0].actions(&events.event);
    assert_eq!(
        actions.iter().map(|a| (a.event.as_str(), a.count, a.walks, a.share)).collect::<Vec<_>>(),
        [("a", 3, 2, 1.0), ("c", 2, 2, 1.0), ("b", 1, 1, 0.5)]
    );
    let channels = tally.stages[0].channels(&events.channel);
    assert_eq!(
        channels.iter().map(|c| (c.channel.as_deref(), c.count)).collect::<Vec<_>>(),
        [(Some("app"), 4), (None, 1), (Some("web"), 1)]
    );
    assert_eq!((tally.walks, tally.customers, tally.goals), (2, 1, 1));
    let time = tally.stages[0].time();
    assert_eq!((time.median, time.n, time.censored, time.faults), (Some(259_200.0), 1, 1, 0));
}

fn person() -> impl Strategy<Value = (Vec<Caught>, WalkRules, Micros)> {
    let event = (prop::sample::select(vec![0_i64, 1, 9, 10, 11, 50]), 0_u8..4, any::<bool>(), any::<bool>());
    let rules = (any::<bool>(), any::<bool>(), any::<bool>(), 0_i64..25);
    (prop::collection::vec(event, 0..14), rules).prop_map(|(events, (goal, customers, by_rule, after))| {
        let mut time = 0;
        let caught: Vec<Caught> = (0..)
            .zip(events)
            .map(|(row, (wait, stage, goal, starts))| {
                time += wait;
                Caught { row, time: Micros(time), stage, touchpoint: 0, goal, starts: starts || !by_rule }
            })
            .collect();
        let counts = if customers { Counts::Customers } else { Counts::Walks };
        (caught, WalkRules { stages: 4, gap: Span(10), goal, counts }, Micros(time + after))
    })
}

proptest! {
    #[test]
    fn walks_equal_their_naive_twin((caught, rules, end) in person()) {
        prop_assert_eq!(walks(&caught, &rules, end), twin::walks(&caught, &rules, end));
    }

    #[test]
    fn more_data_never_change_what_is_decided((caught, rules, end) in person(), more in 0_i64..40) {
        let decided = |end: Micros| walks(&caught, &rules, end).into_iter().map(|walk| {
            let visits = walk.visits.iter().map(|v| (v.stage, v.first, v.reentries, v.outcome, v.from)).collect::<Vec<_>>();
            (walk.caught, walk.outcome, visits)
        });
        for (now, then) in decided(end).zip(decided(Micros(end.0 + more))) {
            prop_assert_eq!(&now.0, &then.0);
            prop_assert!(now.1 == then.1 || now.1 == WalkOutcome::Undecided);
            for (a, b) in now.2.iter().zip(&then.2) {
                prop_assert!(a == b || a.3 == VisitOutcome::Undecided);
            }
        }
    }
}
