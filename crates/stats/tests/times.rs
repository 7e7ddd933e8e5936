//! How long the largest questions take:
//! `cargo test --release -p yeojido-stats --test times -- --ignored --nocapture`

use std::time::{Duration, Instant};

use rand::rngs::SmallRng;
use rand::{Rng, SeedableRng};
use yeojido_stats::{Answer, Impacts, Ratings, Row, Score};

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let begin = Instant::now();
    (work(), begin.elapsed())
}

#[expect(clippy::print_stderr, reason = "this test is there to print")]
fn print(what: &str, gathered: Duration, judged: Duration) {
    eprintln!("{what}: gathered in {gathered:.2?}, judged in {judged:.2?}");
}

/// Four hundred thousand customers, a million answers, a hundred themes of which an answer names two or three.
#[test]
#[ignore = "prints times"]
fn a_million_answers_and_a_hundred_themes() {
    let mut chance = SmallRng::seed_from_u64(1);
    let company: Vec<Vec<(f64, Vec<u32>)>> = (0..400_000)
        .map(|_| {
            (0..chance.random_range(1..=4))
                .map(|_| {
                    let named = (0..chance.random_range(0..=5))
                        .map(|_| chance.random_range(0_u32..100).min(chance.random_range(0..100)))
                        .collect();
                    (f64::from(chance.random_range(0..=10)), named)
                })
                .collect()
        })
        .collect();
    let (impacts, gathered) = timed(|| {
        let mut impacts = Impacts::new(Score::Nps, 100);
        for (customer, answers) in (0..).zip(&company) {
            let answers: Vec<Answer<'_>> =
                answers.iter().map(|(score, themes)| Answer { score: *score, themes }).collect();
            impacts.push(customer, &answers);
        }
        impacts
    });
    let (report, judged) = timed(|| impacts.judge(1).expect("a million answers"));
    assert!(report.tried == 100 && report.answers > 990_000);
    print(&format!("{} answers, 100 themes", report.answers), gathered, judged);
    // Nobody means anything by these answers.
    assert!(report.themes.iter().flat_map(|theme| theme.impact).filter(|impact| impact.p_adjusted < 0.05).count() <= 1);
}

#[test]
#[ignore = "prints times"]
fn a_million_rows_of_ratings() {
    for (rows, count) in [(1_000, 14), (24_000, 14), (1_000_000, 14), (1_000_000, 30), (100_000, 64)] {
        let mut chance = SmallRng::seed_from_u64(2);
        let names: Vec<String> = (0..count).map(|rating| format!("q{rating}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let table: Vec<(f64, Vec<Option<f64>>)> = (0..rows)
            .map(|_| {
                let mood: f64 = chance.random_range(0.0..2.0);
                let given: Vec<Option<f64>> =
                    (0..count).map(|_| Some((mood + chance.random_range(1.0..4.0_f64)).floor())).collect();
                (given.iter().flatten().take(5).sum::<f64>() + chance.random_range(0.0..9.0), given)
            })
            .collect();
        let (ratings, gathered) = timed(|| {
            let mut ratings = Ratings::new(&names).expect("some");
            for (customer, (outcome, given)) in (0..).zip(&table) {
                ratings.push(customer, &[Row { outcome: *outcome, ratings: given }]);
            }
            ratings
        });
        let (found, judged) = timed(|| ratings.drivers(1).expect("many rows"));
        assert_eq!((found.rows, found.drivers.len()), (rows, count));
        print(&format!("{rows} rows, {count} ratings"), gathered, judged);
    }
}
