use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::*;

fn side(chance: &mut StdRng, owners: std::ops::Range<u64>, mean: f64) -> Vec<Wait> {
    let one = |owner: u64| {
        let took = -mean * chance.random::<f64>().max(1e-12).ln();
        let seen: f64 = chance.random_range(0.5..4.0) * mean;
        Wait { owner, seconds: took.min(seen), over: took <= seen }
    };
    owners.map(one).collect()
}

#[test]
fn every_customer_once_has_the_median_of_kaplan_and_meier() {
    let mut chance = StdRng::seed_from_u64(1);
    let all = side(&mut chance, 0..200, 100.0);
    let told = waits(&all, &all);
    let times: Lifetimes = all.iter().map(|wait| (wait.seconds, wait.over)).collect();
    assert_eq!(told.a, times.curve().expect("times").median());
    assert_eq!(told.outcome, Err(Unjudged::NoSpread), "whoever is on both sides is drawn on both");
}

#[test]
fn times_dealt_by_chance_seldom_differ_and_planted_ones_do() {
    let mut chance = StdRng::seed_from_u64(2);
    let mut told = |mean: f64| {
        let (a, b) = (side(&mut chance, 0..150, mean), side(&mut chance, 150..300, 100.0));
        waits(&a, &b).outcome.expect("enough")
    };
    let false_ones = (0..60).filter(|_| told(100.0).p <= 0.05).count();
    assert!(false_ones <= 7, "{false_ones} of 60");
    let far = told(250.0);
    assert!(far.p < 0.001 && far.difference.low > 0.0, "{far:?}");
}

#[test]
fn a_median_that_is_not_known_is_not_compared() {
    let mut chance = StdRng::seed_from_u64(3);
    let known = side(&mut chance, 0..100, 100.0);
    let open: Vec<Wait> = (0..100).map(|owner| Wait { owner, seconds: 50.0, over: owner % 3 == 0 }).collect();
    let told = waits(&known, &open);
    assert_eq!((told.b, told.outcome), (None, Err(Unjudged::TooFew)));
    let few = side(&mut chance, 0..19, 100.0);
    assert_eq!(waits(&known, &few).outcome, Err(Unjudged::TooFew));
}

#[test]
fn draws_count_everybody_once_on_average() {
    let all: f64 = (0..10_000).map(|owner| weight(owner, 7)).sum();
    assert!((all - 10_000.0).abs() < 300.0, "{all}");
}
