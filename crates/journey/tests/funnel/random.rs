//! Random funnels and persons, small enough that the twin can try every choice.

use rand::rngs::SmallRng;
use rand::{Rng, SeedableRng};
use yeojido_journey::funnel::Order;

use super::twin::{Names, Person, Question};

const MINUTE: i64 = 60_000_000;
const NAMES: u32 = 6;

fn names(rng: &mut SmallRng) -> Names {
    let n = if rng.random_bool(0.7) { 1 } else { 2 };
    (0..n).map(|_| rng.random_range(0..NAMES)).collect()
}

fn question(rng: &mut SmallRng) -> Question {
    let steps = rng.random_range(1..=4);
    let order = [Order::Ordered, Order::Ordered, Order::Strict, Order::Unordered][rng.random_range(0..4)];
    let (optional, timed) = (rng.random_bool(0.3), rng.random_bool(0.3));
    let any = order != Order::Unordered;
    let mut wait =
        |at: usize| (any && timed && at > 0 && rng.random_bool(0.6)).then(|| rng.random_range(0..8) * MINUTE);
    let waits = (0..steps).map(&mut wait).collect();
    let mut exclusions = Vec::new();
    if steps > 1 && rng.random_bool(0.4) {
        for _ in 0..rng.random_range(1..=2) {
            let from = rng.random_range(0..steps - 1);
            exclusions.push((names(rng), from, rng.random_range(from + 1..steps)));
        }
    }
    Question {
        steps: (0..steps).map(|_| names(rng)).collect(),
        optional: (0..steps).map(|at| any && optional && at > 0 && rng.random_bool(0.5)).collect(),
        waits,
        window: rng.random_bool(0.8).then(|| rng.random_range(0..20) * MINUTE),
        order,
        exclusions,
        period: if rng.random_bool(0.7) { (i64::MIN, i64::MAX) } else { (5 * MINUTE, 15 * MINUTE) },
        data_end: 0,
    }
}

fn person(rng: &mut SmallRng) -> Person {
    let mut time = 0;
    let next = |_| {
        time += [0, 0, 1, 1, 2, 3, 7][rng.random_range(0..7)] * MINUTE;
        (time, rng.random_range(0..NAMES))
    };
    (0..8).map(next).collect()
}

/// A funnel, and persons whose last event is not always the end of the data.
pub fn case(seed: u64, persons: usize) -> (Question, Vec<Person>) {
    let mut rng = SmallRng::seed_from_u64(seed);
    let mut question = question(&mut rng);
    let mut people: Vec<Person> = (0..persons).map(|_| person(&mut rng)).collect();
    for person in &mut people {
        person.truncate(rng.random_range(0..=8));
    }
    people.push(vec![(rng.random_range(0..40) * MINUTE, NAMES + 1)]);
    question.data_end = people.iter().flatten().map(|event| event.0).max().unwrap_or_default();
    (question, people)
}
