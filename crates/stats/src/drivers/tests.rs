use proptest::prelude::*;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::lmg::lmg;
use super::regression::Regression;
use super::*;

const NAMES: [&str; 6] = ["delivery", "packing", "price", "staff", "app", "returns"];

/// A table of outcomes and ratings, each row of a customer of its own.
type Table = Vec<Vec<f64>>;

fn gathered(names: &[&str], table: &[Vec<f64>]) -> Ratings {
    let mut all = Ratings::new(names).expect("some names");
    for (customer, row) in (0..).zip(table) {
        let ratings: Vec<Option<f64>> = row[1..].iter().copied().map(Some).collect();
        all.push(customer, &[Row { outcome: row[0], ratings: &ratings }]);
    }
    all
}

fn found(table: &[Vec<f64>]) -> Result<KeyDrivers, NoDrivers> {
    gathered(&NAMES[..table[0].len() - 1], table).drivers(7)
}

/// Ratings on 1–5 that go along with each other, and an outcome to which each adds a part.
fn survey(seed: u64, rows: usize, parts: &[f64]) -> Table {
    let mut chance = StdRng::seed_from_u64(seed);
    (0..rows)
        .map(|_| {
            let mood: f64 = chance.random_range(-1.5..1.5);
            let ratings: Vec<f64> = parts
                .iter()
                .map(|_| (3.0 + mood + chance.random_range(-2.0_f64..2.0)).round().clamp(1.0, 5.0))
                .collect();
            let noise: f64 = (0..4).map(|_| chance.random_range(-1.5..1.5)).sum();
            let outcome = ratings.iter().zip(parts).map(|(rating, part)| rating * part).sum::<f64>() + noise;
            std::iter::once(outcome).chain(ratings).collect()
        })
        .collect()
}

/// Correlations of a table's columns by the formula of the textbook.
fn correlations(table: &[Vec<f64>]) -> Vec<f64> {
    let (n, columns) = (table.len() as f64, table[0].len());
    let means: Vec<f64> = (0..columns).map(|i| table.iter().map(|row| row[i]).sum::<f64>() / n).collect();
    let product = |i: usize, j: usize| table.iter().map(|row| (row[i] - means[i]) * (row[j] - means[j])).sum::<f64>();
    (0..columns * columns)
        .map(|at| (at / columns, at % columns))
        .map(|(i, j)| product(i, j) / (product(i, i) * product(j, j)).sqrt())
        .collect()
}

/// R² of the ratings in `which`, by solving the normal equations with Gauss's elimination.
fn r2(square: &[f64], columns: usize, which: &[usize]) -> f64 {
    let at = |i: usize, j: usize| square[i * columns + j];
    let mut rows: Table = which.iter().map(|&i| which.iter().map(|&j| at(i, j)).chain([at(i, 0)]).collect()).collect();
    for pivot in 0..rows.len() {
        let own = rows[pivot].clone();
        for (_, row) in rows.iter_mut().enumerate().filter(|(i, _)| *i != pivot) {
            let times = row[pivot] / own[pivot];
            row.iter_mut().zip(&own).for_each(|(value, own)| *value -= times * own);
        }
    }
    rows.iter().enumerate().map(|(k, row)| row.last().expect("the outcome") / row[k] * at(which[k], 0)).sum()
}

/// What each rating adds to R², over all p! orders.
fn over_all_orders(square: &[f64], ratings: usize) -> Vec<f64> {
    fn orders(left: &[usize], so_far: &mut Vec<usize>, each: &mut impl FnMut(&[usize])) {
        if left.is_empty() {
            each(so_far);
        }
        for (at, &next) in left.iter().enumerate() {
            so_far.push(next);
            orders(&[&left[..at], &left[at + 1..]].concat(), so_far, each);
            so_far.pop();
        }
    }
    let (mut sums, mut count) = (vec![0.0; ratings], 0.0);
    orders(&(1..=ratings).collect::<Vec<_>>(), &mut Vec::new(), &mut |order| {
        count += 1.0;
        for k in 0..order.len() {
            sums[order[k] - 1] += r2(square, ratings + 1, &order[..=k]) - r2(square, ratings + 1, &order[..k]);
        }
    });
    sums.iter().map(|sum| sum / count).collect()
}

/// What comes of correlations.
#[derive(Debug)]
struct Found {
    r2: f64,
    beta: Vec<f64>,
    vif: Vec<f64>,
    johnson: Vec<f64>,
    lmg: Vec<f64>,
}

fn weights(square: &[f64], ratings: usize) -> Found {
    let got = Regression::of(square, ratings).expect("they differ");
    Found { r2: got.r2(), beta: got.beta(), vif: got.vif(), johnson: got.johnson(), lmg: lmg(square, ratings) }
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}

/// Two ratings that go along with ρ = 0.6, and with the outcome with 0.5 and 0.4. By hand: R² = (0.25 + 0.16 − 2·0.6·0.5·0.4)/(1 −
/// 0.36) = 0.265625; the first adds 0.25 when it comes first, 0.265625 − 0.16 when it comes second.
#[test]
fn two_ratings_share_as_by_hand() {
    let square = [1.0, 0.5, 0.4, 0.5, 1.0, 0.6, 0.4, 0.6, 1.0];
    let got = weights(&square, 2);
    assert!(
        close(got.r2, 0.265_625)
            && close(got.lmg[0], (0.25 + 0.105_625) / 2.0)
            && close(got.lmg[1], (0.16 + 0.015_625) / 2.0)
    );
    // β = (r₁ − ρr₂)/(1 − ρ²), VIF = 1/(1 − ρ²).
    assert!(
        close(got.beta[0], 0.26 / 0.64)
            && close(got.beta[1], 0.1 / 0.64)
            && got.vif.iter().all(|&vif| close(vif, 1.0 / 0.64))
    );
    // Λ has (√1.6 ± √0.4)/2 on and off its diagonal.
    let (on, off) = ((1.6_f64.sqrt() + 0.4_f64.sqrt()) / 2.0, (1.6_f64.sqrt() - 0.4_f64.sqrt()) / 2.0);
    let among = on * on - off * off;
    let (b0, b1) = ((on * 0.5 - off * 0.4) / among, (on * 0.4 - off * 0.5) / among);
    assert!(close(got.johnson[0], on * on * b0 * b0 + off * off * b1 * b1), "{got:?}");
    assert!(close(got.johnson[1], off * off * b0 * b0 + on * on * b1 * b1), "{got:?}");
}

#[test]
fn ratings_that_say_nearly_the_same_share_equally() {
    // The first two go along with 0.9999 and alike with all else, so that β tells nothing.
    let square = [
        1.0, 0.5, 0.5, 0.3, //
        0.5, 1.0, 0.9999, 0.2, //
        0.5, 0.9999, 1.0, 0.2, //
        0.3, 0.2, 0.2, 1.0,
    ];
    let got = weights(&square, 3);
    assert!(close(got.lmg[0], got.lmg[1]) && close(got.johnson[0], got.johnson[1]), "{got:?}");
    // To LMG the two are half of what one of them alone would be, whenever it comes; the other's part is hardly touched.
    let alone = lmg(&[1.0, 0.5, 0.3, 0.5, 1.0, 0.2, 0.3, 0.2, 1.0], 2);
    assert!(got.lmg[0] < alone[0] && got.lmg[0] > alone[0] / 2.0 - 0.01, "{got:?} {alone:?}");
    assert!(got.vif[0] > 1_000.0);
}

#[test]
fn what_cannot_be_computed_is_named() {
    let table = survey(3, 200, &[1.0, 0.5, 0.0, 0.2]);
    let with = |change: fn(&mut Vec<f64>)| {
        let mut table = table.clone();
        table.iter_mut().for_each(change);
        found(&table).expect_err("wrong data").to_string()
    };
    assert_eq!(with(|row| row[3] = 4.0), "the same in all rows: price");
    assert_eq!(with(|row| row[3] = 0.1), "the same in all rows: price");
    assert_eq!(with(|row| row[0] = 9.0), "the outcome is the same in all 200 rows");
    assert_eq!(with(|row| row[4] = row[1]), "these follow from each other: delivery, staff");
    assert_eq!(with(|row| row[4] = 10.0 - row[1] - row[2]), "these follow from each other: delivery, packing, staff");
    assert_eq!(
        with(|row| row[0] = row[1..].iter().sum()),
        "the outcome follows from the ratings, as if it were computed from them"
    );
    assert_eq!(
        found(&table[..39]),
        Err(NotEnoughData { what: "customers who gave every rating", needs: 40, has: 39 }.into())
    );
    assert!(found(&table[..40]).is_ok());
    assert_eq!(Ratings::new(&[]).err(), Some(NoDrivers::Ratings { has: 0 }));
    assert_eq!(
        Ratings::new(&["x"; 65]).err().map(|why| why.to_string()),
        Some("65 ratings cannot be compared, 1 to 64 can".into())
    );
    let nobody = Ratings::new(&["x"]).expect("one").drivers(7);
    assert_eq!(nobody, Err(NotEnoughData { what: "customers who gave every rating", needs: 20, has: 0 }.into()));
}

/// One rating is 2 for three customers of two hundred and 1 for all others: one draw of twenty has none of the three.
#[test]
fn a_rating_that_hardly_varies_has_no_interval() {
    let mut table = survey(4, 200, &[1.0, 0.5]);
    (0..).zip(&mut table).for_each(|(customer, row)| row[2] = if customer < 3 { 2.0 } else { 1.0 });
    let why = found(&table).expect_err("draws are lost");
    assert!(why.to_string().contains("draws in which every rating varies by itself are needed"), "{why}");
}

#[test]
fn rows_that_lack_something_are_left_out_and_counted() {
    let table = survey(5, 300, &[1.0, 0.5, 0.3]);
    let mut all = Ratings::new(&NAMES[..3]).expect("three");
    for (customer, row) in (0_u64..).zip(&table) {
        let rated = |place: usize| Some(row[place]).filter(|_| !(customer.is_multiple_of(3) && place == 2));
        let ratings = [rated(1), rated(2), Some(if customer == 1 { f64::NAN } else { row[3] })];
        let outcome = if customer == 2 { f64::INFINITY } else { row[0] };
        all.push(customer, &[Row { outcome, ratings: &ratings }]);
    }
    let got = all.drivers(7).expect("198 rows");
    assert_eq!((got.rows, got.customers, got.left_out), (198, 198, 102));
    assert_eq!(got.drivers.iter().map(|driver| driver.missing).collect::<Vec<_>>(), [0, 100, 1]);
    let complete: Table = (0..)
        .zip(&table)
        .filter(|(customer, _)| customer % 3 != 0 && *customer > 2)
        .map(|(_, row)| row.clone())
        .collect();
    let square = correlations(&complete);
    assert!(got.drivers.iter().zip(&square[1..]).all(|(driver, r)| close(driver.correlation.value, *r)));
}

#[test]
fn a_rating_that_hardly_anybody_gave_is_named() {
    let mut all = Ratings::new(&NAMES[..2]).expect("two");
    for (customer, row) in (0_u64..).zip(survey(5, 300, &[1.0, 0.5])) {
        all.push(
            customer,
            &[Row { outcome: row[0], ratings: &[Some(row[1]), Some(row[2]).filter(|_| customer < 10)] }],
        );
    }
    let why = all.drivers(7).expect_err("ten rows");
    assert_eq!(why.to_string(), "10 customers gave every rating, 20 are needed; often missing: packing");
}

#[test]
fn a_customer_who_repeats_himself_makes_nothing_surer() {
    let table = survey(6, 200, &[1.0, 0.5]);
    let mut often = Ratings::new(&NAMES[..2]).expect("two");
    for (customer, row) in (0..).zip(&table) {
        let ratings = [Some(row[1]), Some(row[2])];
        often.push(customer, &[Row { outcome: row[0], ratings: &ratings }; 7]);
    }
    let (once, often) = (found(&table).expect("enough"), often.drivers(7).expect("enough"));
    assert_eq!((often.rows, often.customers), (1_400, 200));
    for (once, often) in once.drivers.iter().zip(&often.drivers) {
        assert!(close(once.johnson.low, often.johnson.low) && close(once.johnson.high, often.johnson.high));
    }
}

#[test]
fn intervals_hold_the_true_weights() {
    let parts = [1.0, 0.6, 0.3, 0.0];
    let square = correlations(&survey(1, 400_000, &parts));
    let all = weights(&square, 4);
    let truth = [vec![all.r2], square[1..5].to_vec(), all.beta, all.johnson, all.lmg].concat();
    let (runs, mut held) = (120_u32, vec![0_u32; truth.len()]);
    for run in 0..runs {
        let got = found(&survey(100 + u64::from(run), 120, &parts)).expect("enough");
        let of = |get: fn(&KeyDriver) -> Interval| got.drivers.iter().map(get).collect::<Vec<_>>();
        let all = [
            vec![got.r2],
            of(|d| d.correlation),
            of(|d| d.beta),
            of(|d| d.johnson),
            of(|d| d.lmg.expect("few ratings")),
        ]
        .concat();
        for ((held, interval), truth) in held.iter_mut().zip(&all).zip(&truth) {
            *held += u32::from(interval.low <= *truth && *truth <= interval.high);
        }
    }
    let shares: Vec<f64> = held.iter().map(|&held| f64::from(held) / f64::from(runs)).collect();
    // Of 120 tries with a chance of 95 % fewer than 106 succeed once in a thousand.
    assert!(shares.iter().all(|share| *share >= 0.88), "{truth:?} {shares:?}");
    let mean = shares.iter().sum::<f64>() / shares.len() as f64;
    assert!((0.92..0.98).contains(&mean), "{mean} of the intervals hold the truth");
}

fn tables() -> impl Strategy<Value = (Table, u64)> {
    (any::<u64>(), 1_usize..=5, 60_usize..120, prop::collection::vec(-1.0_f64..1.5, 5))
        .prop_map(|(seed, ratings, rows, parts)| (survey(seed, rows, &parts[..ratings]), seed))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn weights_add_up_to_r2_and_equal_their_naive_twin((table, _) in tables()) {
        let square = correlations(&table);
        let ratings = table[0].len() - 1;
        let got = weights(&square, ratings);
        let all: Vec<usize> = (1..=ratings).collect();
        prop_assert!(close(got.r2, r2(&square, ratings + 1, &all)));
        prop_assert!(close(got.johnson.iter().sum(), got.r2) && close(got.lmg.iter().sum(), got.r2), "{got:?}");
        for (rating, want) in over_all_orders(&square, ratings).into_iter().enumerate() {
            prop_assert!(close(got.lmg[rating], want), "{} is not {want}", got.lmg[rating]);
            let others: Vec<usize> = all.iter().copied().filter(|other| *other != rating + 1).collect();
            let mut of_rating = square.clone();
            // With the rating as the outcome: 1/(1 − R²) is its VIF.
            for &other in &others {
                of_rating[other * (ratings + 1)] = square[other * (ratings + 1) + rating + 1];
            }
            prop_assert!((got.vif[rating] * (1.0 - r2(&of_rating, ratings + 1, &others)) - 1.0).abs() < 1e-8);
            prop_assert!(got.johnson[rating] >= 0.0 && got.lmg[rating] >= 0.0);
        }
        if ratings == 2 {
            prop_assert!(close(got.johnson[0], got.lmg[0]), "of two ratings both weights are the same");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]
    #[test]
    fn neither_scale_nor_order_nor_cut_matters((table, seed) in tables(), scale in 0.1_f64..50.0, shift in -1e4_f64..1e4) {
        let Ok(got) = found(&table) else { return Ok(()) };
        let last = table[0].len() - 1;
        let mut turned = table.clone();
        for row in &mut turned {
            row[1..].reverse();
            row.iter_mut().for_each(|value| *value = scale * *value + shift);
        }
        let turned = found(&turned).expect("the same data");
        let (left, right) = table.split_at(usize::try_from(seed % table.len() as u64).expect("a place"));
        let mut parts = gathered(&NAMES[..last], left);
        // Who comes later is another customer.
        for (customer, row) in (left.len() as u64..).zip(right) {
            let ratings: Vec<Option<f64>> = row[1..].iter().copied().map(Some).collect();
            let mut one = Ratings::new(&NAMES[..last]).expect("names");
            one.push(customer, &[Row { outcome: row[0], ratings: &ratings }]);
            parts.merge(&one);
        }
        let parts = parts.drivers(7).expect("the same data");
        let near = |a: Interval, b: Interval| [(a.value, b.value), (a.low, b.low), (a.high, b.high)].iter().all(|(a, b)| (a - b).abs() < 1e-6);
        prop_assert!(near(got.r2, turned.r2) && near(got.r2, parts.r2));
        for (rating, driver) in got.drivers.iter().enumerate() {
            let (turned, part) = (&turned.drivers[last - 1 - rating], &parts.drivers[rating]);
            prop_assert!(near(driver.johnson, turned.johnson) && near(driver.johnson, part.johnson));
            prop_assert!(near(driver.lmg.expect("few"), turned.lmg.expect("few")) && near(driver.lmg.expect("few"), part.lmg.expect("few")));
            prop_assert!(near(driver.beta, turned.beta) && near(driver.correlation, turned.correlation));
        }
    }
}
