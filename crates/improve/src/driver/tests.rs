use std::sync::Arc;

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::*;
use crate::table::Column;

/// Rows of two periods: `draw` gives the values of both columns and the chance of the outcome.
fn table(seed: u64, draw: impl Fn(&mut StdRng, bool) -> (u32, u32, f64)) -> (Table, Vec<Side>) {
    let mut chance = StdRng::seed_from_u64(seed);
    let (mut table, mut sides) = (Table::default(), Vec::new());
    let (mut first, mut second) = (Vec::new(), Vec::new());
    for owner in 0..3000 {
        for _ in 0..chance.random_range(1..3) {
            let after = chance.random_bool(0.5);
            let (a, b, share) = draw(&mut chance, after);
            first.push(Some(a));
            second.push(Some(b));
            table.outcome.push(f64::from(u8::from(chance.random_bool(share))));
            table.owner.push(owner);
            sides.push(if after { Side::In } else { Side::Out });
        }
    }
    let names: Vec<Arc<str>> = ["0", "1", "2", "3"].map(Arc::from).into();
    let column = |key, codes| Column {
        key,
        values: Values::Names { codes, names: names.clone() },
        cuts: Vec::new(),
        only: None,
        only_worse: false,
    };
    table.columns = vec![column(0, first), column(1, second)];
    (table, sides)
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 0.04
}

#[test]
fn a_value_that_comes_and_fares_worse_is_the_driver_by_its_share() {
    // Another courier, value 1, carries four in five of the later parcels.
    let (table, sides) = table(9, |chance, after| {
        let new = u32::from(after && chance.random_bool(0.8));
        (new, chance.random_range(0..4), if new == 1 { 0.5 } else { 0.1 })
    });
    let found = drivers(&table, &sides, 0.05);
    let first = &found.drivers[0];
    assert_eq!((first.column, first.code, first.from.rows), (0, 1, 0));
    assert!(close(first.explained.value, 0.32) && close(first.mix, 0.32) && first.rate == 0.0, "{first:?}");
    assert!(close(first.left.value, 0.0), "nothing is left: {:?}", first.left);
    assert!(found.drivers.iter().all(|driver| driver.column == 0), "{found:?}");
}

#[test]
fn a_value_that_fares_worse_than_before_is_the_driver_by_its_rate() {
    let (table, sides) = table(4, |chance, after| {
        let (channel, other) = (chance.random_range(0..4), chance.random_range(0..4));
        (channel, other, if channel == 2 && after { 0.6 } else { 0.1 })
    });
    let found = drivers(&table, &sides, 0.05);
    let first = &found.drivers[0];
    assert_eq!((found.drivers.len(), first.column, first.code), (1, 0, 2), "{found:?}");
    assert!(close(first.rate, 0.125) && close(first.mix, 0.0), "{first:?}");
}

#[test]
fn a_change_that_all_share_has_no_driver() {
    let (table, sides) =
        table(5, |chance, after| (chance.random_range(0..4), chance.random_range(0..4), if after { 0.4 } else { 0.2 }));
    let found = drivers(&table, &sides, 0.05);
    assert_eq!((found.drivers.len(), found.tried), (0, 8), "{found:?}");
}

#[test]
fn the_parts_of_a_change_add_up() {
    let (table, sides) = table(6, |chance, after| {
        let channel = if after { chance.random_range(0..4) } else { chance.random_range(0..3) };
        let other = chance.random_range(0..4);
        let share = 0.1 + 0.1 * f64::from(channel) + if after && other == 3 { 0.3 } else { 0.0 };
        (channel, other, share)
    });
    let all = Pull::of(&table, &sides, |_| true).expect("enough");
    for (column, of) in table.columns.iter().enumerate() {
        let Values::Names { codes, .. } = &of.values else { panic!("names") };
        for code in 0..4 {
            let (driver, _) = judge(&table, &sides, &all, (column, code), codes).expect("enough");
            let whole = driver.mix + driver.rate + driver.left.value;
            assert!((whole - all.difference()).abs() < 1e-12, "{driver:?}");
        }
    }
}
