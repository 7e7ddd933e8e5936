use std::sync::Arc;

use rand::rngs::SmallRng;
use rand::{Rng, SeedableRng};

use super::*;
use crate::table::Column;

/// Visits of so many customers over 180 days, one to four each, split by device, region and hour.
struct World {
    rng: SmallRng,
    table: Table,
}

const DEVICES: [&str; 3] = ["mobile", "app", "pc"];

impl World {
    fn new(seed: u64) -> Self {
        let table = Table { binary: true, least: 0.03, by_day: true, ..Table::default() };
        Self { rng: SmallRng::seed_from_u64(seed), table }
    }

    /// `chance(device, region, hour, day)` is how likely a visit ends badly.
    fn fill(mut self, customers: u32, chance: impl Fn(u32, u32, f64, i32) -> f64) -> Table {
        let (mut devices, mut regions, mut hours) = (Vec::new(), Vec::new(), Vec::new());
        for owner in 0..customers {
            let region = self.rng.random_range(0..6_u32);
            let device = self.rng.random_range(0..3_u32);
            // Some people simply leave more often than others, whatever they see.
            let mood = self.rng.random_range(0.7..1.3);
            for _ in 0..self.rng.random_range(1..=4) {
                let (hour, day) = (self.rng.random_range(0.0..24.0), self.rng.random_range(0..180));
                let bad = self.rng.random_bool((chance(device, region, hour, day) * mood).min(1.0));
                self.table.outcome.push(f64::from(u8::from(bad)));
                self.table.owner.push(owner);
                self.table.stratum.push(0);
                self.table.day.push(day);
                devices.push(Some(device));
                regions.push(Some(region));
                hours.push(Some(hour));
            }
        }
        let names = |names: &[&str]| names.iter().map(|name| Arc::from(*name)).collect::<Vec<Arc<str>>>();
        let regions = Values::Names { codes: regions, names: names(&["a", "b", "c", "d", "e", "f"]) };
        let devices = Values::Names { codes: devices, names: names(&DEVICES) };
        self.table.columns = [devices, regions, Values::Numbers(hours)]
            .into_iter()
            .enumerate()
            .map(|(key, values)| Column { key, values, cuts: Vec::new(), only: None, only_worse: false })
            .collect();
        self.table
    }
}

#[test]
fn where_nothing_differs_a_search_finds_nothing_nineteen_times_of_twenty() {
    let worlds = 200;
    let wrong = (0..worlds)
        .filter(|&seed| {
            let common = World::new(seed).fill(700, |_, _, _, _| 0.3);
            let rare = World::new(seed + 9000).fill(700, |_, _, _, _| 0.02);
            !search(&[common, rare], 0.05).found.is_empty()
        })
        .count();
    assert!(wrong <= worlds as usize / 20, "{wrong} of {worlds} searches found what is not there");
}

#[test]
fn a_planted_device_in_planted_days_is_found_first_and_once() {
    let table =
        World::new(3).fill(4000, |device, _, _, day| if device == 0 && (70..98).contains(&day) { 0.45 } else { 0.2 });
    let found = search(&[table], 0.05).found;
    let Group::IsOnDays { column: 0, code: 0, from, to } = found[0].group else { panic!("{found:?}") };
    assert!((67..=73).contains(&from) && (94..=100).contains(&to), "{from} to {to}");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(!found[0].also.is_empty(), "the device alone and the days alone differ as well");
}

#[test]
fn two_causes_are_two_findings_and_a_cut_is_where_it_was_planted() {
    let table = World::new(4).fill(6000, |_, region, hour, _| {
        0.15 + if region == 2 { 0.15 } else { 0.0 } + if hour > 15.0 { 0.1 } else { 0.0 }
    });
    let found = search(&[table], 0.05).found;
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found.iter().any(|one| one.group == Group::Is { column: 1, code: 2 }));
    let cut =
        found.iter().find_map(|one| if let Group::Above { column: 2, cut } = one.group { Some(cut) } else { None });
    assert!(cut.is_some_and(|cut| (14.0..16.0).contains(&cut)), "{cut:?}");
}

#[test]
fn the_count_of_comparisons_is_told() {
    let mut table = World::new(5).fill(700, |_, _, _, _| 0.3);
    table.by_day = false;
    // Three devices, six regions, one column of numbers.
    assert_eq!(search(&[table], 0.05).tried, 3 + 6 + 1);
    assert_eq!(search(&[Table::default()], 0.05), Searched::default());
}
