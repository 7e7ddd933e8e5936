use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::*;
use crate::{Pair, Row, compare};

/// Reached step 0, 1, 2 …: step i is a part of who reached the step before; the last key is the whole way.
const WHOLE_WAY: u32 = 99;

/// A customer on both sides.
type Both = (Marks<u32>, Marks<u32>);

fn funnel(level: Option<usize>, steps: usize) -> Marks<u32> {
    let mut marks = Marks::none(steps);
    let Some(level) = level else { return marks };
    for step in 0..=level {
        marks.wholes[step] = 1.0;
        if step > 0 {
            marks.parts.push((u32::try_from(step).expect("few"), step - 1, 1.0));
        }
    }
    if level == steps - 1 {
        marks.parts.push((WHOLE_WAY, 0, 1.0));
    }
    marks
}

fn lines(steps: u32) -> Vec<Line<u32>> {
    (1..steps).map(|step| Line { key: step, whole: step as usize - 1, weight: 1.0 }).collect()
}

fn tally<'m>(wholes: usize, customers: impl IntoIterator<Item = &'m Both>) -> Tally<u32> {
    let mut sum = Tally::none(wholes);
    customers.into_iter().for_each(|(a, b)| sum.add(a, b));
    sum
}

fn of_funnel(customers: &[Both], steps: usize) -> Contrasted<u32> {
    let lines = lines(u32::try_from(steps).expect("few"));
    contrast(&tally(steps, customers), &Whole::Row(WHOLE_WAY, 0), &lines, Explain::Product)
}

fn level(chance: &mut StdRng, rates: &[f64]) -> usize {
    rates.iter().take_while(|&&rate| chance.random_bool(rate)).count()
}

/// Customers dealt to one side or the other.
fn dealt(chance: &mut StdRng, customers: usize, a: &[f64], b: &[f64]) -> Vec<Both> {
    let steps = a.len() + 1;
    let one = |_| {
        if chance.random_bool(0.5) {
            (funnel(Some(level(chance, a)), steps), Marks::none(steps))
        } else {
            (Marks::none(steps), funnel(Some(level(chance, b)), steps))
        }
    };
    (0..customers).map(one).collect()
}

/// The same by rows of customers: what [`compare`] says of them, which leaves each customer out in turn.
#[test]
fn sums_say_what_leaving_each_customer_out_says() {
    let mut chance = StdRng::seed_from_u64(3);
    let rates = [0.7, 0.5];
    // Customers 100 to 199 are on both sides, and do something else there.
    let mut one = |on: bool| funnel(on.then(|| level(&mut chance, &rates)), 3);
    let all: Vec<_> = (0..300).map(|n| (one(n < 200), one(n >= 100))).collect();
    let outcomes = |side: fn(&Both) -> &Marks<u32>| -> Vec<Row> {
        let row = |(n, both): (u64, &Both)| {
            let marks = side(both);
            let part = marks.parts.iter().any(|(key, ..)| *key == WHOLE_WAY);
            (marks.wholes[0] > 0.0).then(|| Row::of(n, n, f64::from(u8::from(part))))
        };
        (0..).zip(&all).filter_map(row).collect()
    };
    let pair = Pair { from: outcomes(|both| &both.1), to: outcomes(|both| &both.0), binary: true };
    let sum = tally(3, &all);
    let row = sum.row(&WHOLE_WAY).expect("a row");
    let plain = compare(std::slice::from_ref(&pair))[0].outcome.expect("enough");
    let told = judge(&row, &sum.whole(0)).expect("enough");
    assert!((told.difference.value - plain.difference.value).abs() < 1e-12);
    // `compare` takes 100 outcomes off that both hold; here only what they have in common, which is about nothing.
    assert!((told.p - plain.p).abs() < 0.1, "{} and {}", told.p, plain.p);
    let weights = [(WHOLE_WAY, 1.0)];
    let slant = Slant::of(&sum, &weights);
    let mut pull = Pull::default();
    all.iter().for_each(|(a, b)| slant.add(&mut pull, a, b));
    let made = slant.judge(&pull).expect("enough");
    let clustered = {
        let mean = |rows: &[Row], without: u64| {
            let kept: Vec<f64> = rows.iter().filter(|row| row.owner != without).map(|row| row.sum).collect();
            kept.iter().sum::<f64>() / kept.len() as f64
        };
        let whole = mean(&pair.to, 999) - mean(&pair.from, 999);
        (0..300).map(|n| (mean(&pair.to, n) - mean(&pair.from, n) - whole).powi(2)).sum::<f64>()
    };
    let half = yeojido_stats::t_quantile(0.95, 199.0) * clustered.sqrt();
    assert!((made.difference.high - made.difference.value - half).abs() < 1e-9, "{made:?} is not ±{half}");
}

#[test]
fn parts_of_a_funnel_add_up_to_its_gap_exactly() {
    let mut chance = StdRng::seed_from_u64(4);
    let all = dealt(&mut chance, 2000, &[0.8, 0.5, 0.9], &[0.7, 0.6, 0.9]);
    let told = of_funnel(&all, 4);
    let parts: f64 = told.rows.iter().map(|row| row.part.expect("every step lets somebody through")).sum();
    assert!((parts - told.gap.difference().expect("both sides have customers")).abs() < 1e-12);
    assert!((told.rows.iter().filter_map(|row| row.explains).sum::<f64>() - 1.0).abs() < 1e-9);
}

#[test]
fn the_same_side_twice_has_nothing_that_stands_out() {
    let mut chance = StdRng::seed_from_u64(5);
    let one = |_| {
        let marks = funnel(Some(level(&mut chance, &[0.6, 0.4])), 3);
        (marks.clone(), marks)
    };
    let all: Vec<_> = (0..500).map(one).collect();
    let told = of_funnel(&all, 3);
    assert_eq!(told.customers, (500, 500, 500));
    assert!(!told.gap.stands_out() && told.gap.difference() == Some(0.0));
    assert!(told.rows.iter().all(|row| !row.stands_out() && row.difference() == Some(0.0) && row.explains.is_none()));
}

#[test]
fn customers_dealt_by_chance_have_nothing_that_stands_out() {
    let mut chance = StdRng::seed_from_u64(6);
    let rates = [0.6, 0.3, 0.8];
    let quiet = (0..100).filter(|_| {
        let told = of_funnel(&dealt(&mut chance, 600, &rates, &rates), 4);
        !told.gap.stands_out() && !told.rows.iter().any(Told::stands_out)
    });
    assert!(quiet.count() >= 95);
}

#[test]
fn what_was_planted_is_found_first() {
    let mut chance = StdRng::seed_from_u64(7);
    for _ in 0..20 {
        let told = of_funnel(&dealt(&mut chance, 4000, &[0.7, 0.5, 0.9], &[0.7, 0.65, 0.9]), 4);
        assert!(told.gap.stands_out() && told.rows[0].stands_out());
        assert_eq!(told.rows[0].key, Some(2));
        assert!(told.rows[0].explains.expect("there is a gap") > 0.6, "{:?}", told.rows[0]);
    }
}

/// Forty things that customers do or do not, each customer with a mood for all of them; some of them on both sides.
fn habits(chance: &mut StdRng, shift: f64) -> Vec<Both> {
    let one = |n: usize| {
        let mood: f64 = chance.random_range(0.02..0.6);
        let mut side = |on: bool, shift: f64| {
            let mut marks = Marks::none(1);
            if on {
                marks.wholes[0] = 1.0;
                let did = |key: u32, chance: &mut StdRng| {
                    let share = mood + if key == 17 { shift } else { 0.0 };
                    chance.random_bool(share.clamp(0.0, 1.0))
                };
                let done = (0..40).filter(|&key| did(key, chance)).map(|key| (key, 0, 1.0));
                marks.parts = done.collect();
            }
            marks
        };
        (side(n < 300, shift), side(n >= 200, 0.0))
    };
    (0..500).map(one).collect()
}

fn of_habits(all: &[Both]) -> Contrasted<u32> {
    let sum = tally(1, all);
    let lines: Vec<Line<u32>> = (0..40).map(|key| Line { key, whole: 0, weight: 1.0 }).collect();
    let half = |line: &Line<u32>| {
        let (row, whole) = (sum.row(&line.key)?, sum.whole(0));
        let more = row.a.y / whole.a.x >= row.b.y / whole.b.x;
        Some((line.key, if more { 0.5 } else { -0.5 }))
    };
    let weights: Vec<(u32, f64)> = lines.iter().filter_map(half).collect();
    let slant = Slant::of(&sum, &weights);
    let mut pull = Pull::default();
    all.iter().for_each(|(a, b)| slant.add(&mut pull, a, b));
    contrast(&sum, &Whole::Variation(slant.judge(&pull)), &lines, Explain::Variation)
}

#[test]
fn many_rows_of_the_same_customers_are_no_more_than_chance() {
    let mut chance = StdRng::seed_from_u64(8);
    // One in twenty is expected to tell something; more than 29 of 400 would come once in a hundred times.
    let quiet = (0..400).filter(|_| {
        let told = of_habits(&habits(&mut chance, 0.0));
        !told.gap.stands_out() && !told.rows.iter().any(Told::stands_out)
    });
    assert!(quiet.count() >= 371);
    let told = of_habits(&habits(&mut chance, 0.3));
    assert!(told.gap.stands_out());
    assert_eq!(told.rows[0].key, Some(17));
    let all: f64 = told.rows.iter().filter_map(|row| row.part).sum();
    assert!((all - told.gap.outcome.expect("enough").difference.value).abs() < 1e-12);
    assert!(told.by_chance.expect("a variation") < all);
}

#[test]
fn fewer_than_twenty_customers_are_kept_and_not_judged() {
    let mut chance = StdRng::seed_from_u64(9);
    let mut all = dealt(&mut chance, 60, &[0.9, 0.05], &[0.9, 0.9]);
    all.extend((0..19).map(|_| (funnel(Some(1), 3), Marks::none(3))));
    all.retain(|(a, _)| !a.is_there() || a.wholes[1] > 0.0);
    let told = of_funnel(&all[all.len() - 19..], 3);
    assert_eq!(told.rows.len(), 2);
    assert!(told.rows.iter().all(|row| row.outcome == Err(Unjudged::TooFew)));
    assert_eq!((told.rows[0].a.owners, told.rows[0].b.value), (19, None));
}

#[test]
fn parts_of_customers_counted_apart_are_those_of_all() {
    let mut chance = StdRng::seed_from_u64(10);
    let all = dealt(&mut chance, 400, &[0.6, 0.4], &[0.5, 0.4]);
    let mut first = tally(3, &all[..150]);
    first.merge(tally(3, &all[150..]));
    assert_eq!(first, tally(3, &all));
    assert_eq!(first.most(1, Ord::cmp), (vec![1], 2));
}
