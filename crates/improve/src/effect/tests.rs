use super::*;

/// A table of one stratum: outcome, owner and side of each row.
fn compared(rows: &[(f64, u32, bool)]) -> Option<Effect> {
    let table = Table {
        outcome: rows.iter().map(|row| row.0).collect(),
        owner: rows.iter().map(|row| row.1).collect(),
        binary: true,
        ..Table::default()
    };
    let sides: Vec<Side> = rows.iter().map(|row| if row.2 { Side::In } else { Side::Out }).collect();
    effect(&table, &sides, &vec![0; rows.len()])
}

fn people(n: u32, first: u32, worse: u32, inside: bool) -> Vec<(f64, u32, bool)> {
    (0..n).map(|at| (f64::from(u8::from(at < worse)), first + at, inside)).collect()
}

#[test]
fn a_difference_is_that_of_the_two_means() {
    let rows = [people(100, 0, 40, true), people(300, 1000, 60, false)].concat();
    let got = compared(&rows).expect("enough on both sides");
    assert_eq!((got.inside.rows, got.outside.rows, got.inside.owners), (100, 300, 100));
    assert!((got.difference.value - 0.2).abs() < 1e-12);
    assert!((got.expected - 20.0).abs() < 1e-9);
    assert!(got.difference.low > 0.05 && got.p < 0.001, "{got:?}");
}

#[test]
fn a_group_without_a_single_event_is_no_certainty() {
    // Ten in a hundred of the others; none of twenty is what chance gives one time in eight.
    let rows = [people(20, 0, 0, true), people(2000, 1000, 200, false)].concat();
    let got = compared(&rows).expect("enough on both sides");
    assert!(got.p > 0.1, "{got:?}");
}

#[test]
fn one_owner_with_many_rows_is_one_owner() {
    let mut rows = people(30, 0, 15, true);
    rows.extend(people(300, 1000, 30, false));
    let alone = compared(&rows).expect("enough");
    // Every owner inside says the same thing ten times over.
    let repeated: Vec<_> = rows.iter().flat_map(|row| vec![*row; if row.2 { 10 } else { 1 }]).collect();
    let clustered = compared(&repeated).expect("enough");
    assert!(clustered.z < alone.z * 1.3, "{} is not about {}", clustered.z, alone.z);
}

#[test]
fn strata_are_compared_within_themselves() {
    // Mobile is used by the young; the young leave more; within an age mobile makes no difference.
    let mut rows = Vec::new();
    let mut stratum = Vec::new();
    for (age, inside, n, worse) in [(0, true, 900, 450), (0, false, 100, 50), (1, true, 100, 10), (1, false, 900, 90)] {
        let first = u32::try_from(rows.len()).expect("small");
        rows.extend(people(n, first, worse, inside));
        stratum.extend(vec![age; n as usize]);
    }
    let table = Table {
        outcome: rows.iter().map(|row| row.0).collect(),
        owner: rows.iter().map(|row| row.1).collect(),
        binary: true,
        ..Table::default()
    };
    let sides: Vec<Side> = rows.iter().map(|row| if row.2 { Side::In } else { Side::Out }).collect();
    let crude = effect(&table, &sides, &vec![0; rows.len()]).expect("enough");
    let within = effect(&table, &sides, &stratum).expect("enough");
    assert!(crude.difference.value > 0.3);
    assert!(within.difference.value.abs() < 1e-9 && within.p > 0.9, "{within:?}");
}

#[test]
fn too_few_people_are_not_judged() {
    assert_eq!(compared(&[people(19, 0, 19, true), people(100, 50, 0, false)].concat()), None);
    assert_eq!(compared(&people(100, 0, 50, true)), None);
}

#[test]
fn the_interval_is_that_of_the_clustered_regression() {
    // ```python
    // import numpy as np, statsmodels.api as sm
    // y = np.r_[np.repeat([1, 0], [40, 60]), np.repeat([1, 0], [60, 240])]; x = np.r_[np.ones(100), np.zeros(300)]
    // fit = sm.OLS(y, sm.add_constant(x)).fit(cov_type="HC3"); print(fit.bse[1])
    // ```
    let rows = [people(100, 0, 40, true), people(300, 1000, 60, false)].concat();
    let got = compared(&rows).expect("enough");
    let error = (got.difference.high - got.difference.value) / 1.96;
    assert!((error - HC3).abs() < 2e-4, "{error} is not {HC3}");
}

const HC3: f64 = 0.054_640_977_914_6;
