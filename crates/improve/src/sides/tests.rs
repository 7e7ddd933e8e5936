use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::*;

fn rows(outcomes: &[(u64, f64)]) -> Vec<Row> {
    (0_u64..).zip(outcomes).map(|(key, &(owner, outcome))| Row::of(owner, key, outcome)).collect()
}

/// The delete-one-customer jackknife, by leaving each out and computing everything again.
fn plainly(from: &[Row], to: &[Row]) -> f64 {
    let mean = |rows: &[Row], without: Option<u64>| {
        let kept: Vec<&Row> = rows.iter().filter(|row| Some(row.owner) != without).collect();
        kept.iter().map(|row| row.sum).sum::<f64>() / kept.iter().map(|row| row.count).sum::<f64>()
    };
    let difference = |without| mean(to, without) - mean(from, without);
    let mut owners: Vec<u64> = from.iter().chain(to).map(|row| row.owner).collect();
    owners.sort_unstable();
    owners.dedup();
    owners.iter().map(|owner| (difference(Some(*owner)) - difference(None)).powi(2)).sum()
}

#[test]
fn the_error_is_that_of_leaving_each_customer_out() {
    let mut chance = StdRng::seed_from_u64(1);
    let mut side = |customers: std::ops::Range<u64>| {
        let all: Vec<(u64, f64)> = customers
            .flat_map(|owner| {
                let mood: f64 = chance.random();
                (0..chance.random_range(1..4)).map(move |_| (owner, mood)).collect::<Vec<_>>()
            })
            .collect();
        rows(&all)
    };
    // Customers 30 to 59 are on both sides.
    let (from, to) = (side(0..60), side(30..100));
    let pair = Pair { from: from.clone(), to: to.clone(), binary: false };
    let (clustered, _) = jackknife(&pair, &super::side(&from), &super::side(&to));
    assert!((clustered - plainly(&from, &to)).abs() < 1e-12, "{clustered}");
}

#[test]
fn sides_of_the_same_rows_do_not_differ() {
    let same = rows(&(0..100).map(|owner| (owner, f64::from(u8::from(owner % 3 == 0)))).collect::<Vec<_>>());
    let pair = Pair { from: same.clone(), to: same, binary: true };
    assert_eq!(one(&pair).outcome, Err(Unjudged::NoSpread), "nothing is left that chance could move");
}

#[test]
fn a_part_of_a_side_is_not_taken_for_other_customers() {
    let all: Vec<(u64, f64)> = (0..4000).map(|owner| (owner, f64::from(u8::from(owner * 7 % 10 < 3)))).collect();
    let whole = rows(&all);
    let half: Vec<Row> = whole.iter().take(2000).copied().collect();
    let apart: Vec<Row> = half.iter().map(|row| Row { owner: row.owner + 9000, key: row.key + 9000, ..*row }).collect();
    let width = |to: Vec<Row>| {
        let contrast = one(&Pair { from: whole.clone(), to, binary: true }).outcome.expect("enough");
        contrast.difference.high - contrast.difference.low
    };
    // Var(half − whole) = s²(1/2000 − 1/4000), of other customers s²(1/2000 + 1/4000): √3 times as wide.
    let ratio = width(apart) / width(half);
    assert!((ratio - 3.0_f64.sqrt()).abs() < 0.01, "{ratio}");
}

#[test]
fn fewer_than_twenty_customers_are_too_few() {
    let many = rows(&(0..200).map(|owner| (owner, f64::from(u8::from(owner % 2 == 0)))).collect::<Vec<_>>());
    let few = rows(&(0..304).map(|n| (n / 16, 1.0)).collect::<Vec<_>>());
    let compared = one(&Pair { from: many, to: few, binary: true });
    assert_eq!((compared.to.rows, compared.to.owners), (304, 19));
    assert_eq!(compared.outcome, Err(Unjudged::TooFew));
}

/// Customers with one to five visits each of a mood of their own, dealt to two sides by chance.
fn dealt(chance: &mut StdRng, shift: f64) -> Pair {
    let mut pair = Pair { binary: true, ..Pair::default() };
    let mut key = 0;
    for owner in 0..400 {
        let later = chance.random_bool(0.4);
        let share = (chance.random_range(0.05..0.5) + if later { shift } else { 0.0 }).clamp(0.0, 1.0);
        for _ in 0..chance.random_range(1..6) {
            key += 1;
            let row = Row::of(owner, key, f64::from(u8::from(chance.random_bool(share))));
            if later { pair.to.push(row) } else { pair.from.push(row) }
        }
    }
    pair
}

#[test]
fn customers_dealt_by_chance_do_not_differ() {
    let mut chance = StdRng::seed_from_u64(7);
    let told = |one: &&Compared| one.outcome.is_ok_and(|contrast| contrast.p_adjusted <= 0.05);
    let families = (0..100).filter(|_| {
        let pairs: Vec<Pair> = (0..20).map(|_| dealt(&mut chance, 0.0)).collect();
        compare(&pairs).iter().any(|one| told(&one))
    });
    // A family in twenty is expected to tell something false.
    let families = families.count();
    assert!(families <= 9, "{families} of 100 families tell a difference");
}

#[test]
fn a_difference_is_found_and_lies_in_its_interval() {
    let mut chance = StdRng::seed_from_u64(8);
    let all: Vec<Compared> = compare(&(0..100).map(|_| dealt(&mut chance, 0.2)).collect::<Vec<_>>());
    let within = all.iter().filter(|one| {
        let contrast = one.outcome.expect("enough");
        assert!(contrast.p_adjusted < 0.05, "{contrast:?}");
        contrast.difference.low <= 0.2 && 0.2 <= contrast.difference.high
    });
    assert!(within.count() >= 90);
}

#[test]
fn parts_of_wholes_count_as_their_outcomes_do() {
    let events = |owner: u64, of: u64, part: u64| (0..of).map(move |n| (owner, f64::from(u8::from(n < part))));
    let plain: Vec<(u64, f64)> = (0..50).flat_map(|owner| events(owner, 2 + owner % 4, owner % 3)).collect();
    let summed = (0..50_u32).map(|n| Row::part(n.into(), n.into(), f64::from(n % 3), f64::from(2 + n % 4)));
    let (plain, summed) = (rows(&plain), summed.collect::<Vec<_>>());
    let other = rows(&(100..180).map(|owner| (owner, f64::from(u8::from(owner % 2 == 0)))).collect::<Vec<_>>());
    let against = |to: Vec<Row>| one(&Pair { from: other.clone(), to, binary: true });
    assert_eq!(against(plain), against(summed));
}
