use proptest::prelude::*;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::*;

/// One answer of a customer: who, score, themes.
type Said = (u64, f64, Vec<u32>);

fn gathered(score: Score, themes: usize, said: &[Said]) -> Impacts {
    let mut all = Impacts::new(score, themes);
    let mut by_customer: BTreeMap<u64, Vec<Answer<'_>>> = BTreeMap::new();
    for (customer, score, themes) in said {
        by_customer.entry(*customer).or_default().push(Answer { score: *score, themes });
    }
    for (customer, answers) in by_customer {
        all.push(customer, &answers);
    }
    all
}

fn judged(score: Score, themes: usize, said: &[Said]) -> ImpactReport {
    gathered(score, themes, said).judge(7).expect("answers")
}

fn of(report: &ImpactReport, theme: u32) -> ThemeImpact {
    *report.themes.iter().find(|impact| impact.theme == theme).expect("every theme is told")
}

/// NPS of 100 customers: 30 name theme 0 and of these 20 take a point away and 10 add none; of the others 50 add one and 20 none.
/// So S = 30 of 100, without 50 of 70.
#[test]
fn an_impact_is_the_score_less_the_score_without_the_theme() {
    let said: Vec<Said> = (0..100)
        .map(|customer| match customer {
            0..20 => (customer, 3.0, vec![0]),
            20..30 => (customer, 8.0, vec![0, 0]),
            30..80 => (customer, 10.0, vec![]),
            _ => (customer, 7.0, vec![]),
        })
        .collect();
    let report = judged(Score::Nps, 1, &said);
    let theme = of(&report, 0);
    assert_eq!((report.score, report.answers, report.customers, report.tried), (0.3, 100, 100, 1));
    assert_eq!((theme.answers, theme.customers, theme.share), (30, 30, 0.3));
    assert_eq!((theme.score_with, theme.score_without), (Some(-20.0 / 30.0), Some(50.0 / 70.0)));
    let impact = theme.impact.expect("enough");
    assert!((impact.of_score.value - (0.3 - 50.0 / 70.0)).abs() < 1e-15);
    assert!(impact.of_score.low < impact.of_score.value && impact.of_score.value < impact.of_score.high);
    assert_eq!((impact.rank, impact.ranks), (1, (1, 1)));
}

#[test]
fn csat_counts_fours_and_fives_and_leaves_out_what_is_off_the_scale() {
    let said: Vec<Said> = (0..80)
        .map(|customer| (customer, f64::from(customer as u32 % 5 + 1), if customer < 40 { vec![1] } else { vec![] }))
        .chain([(80, 0.0, vec![1]), (81, 6.0, vec![0]), (82, f64::NAN, vec![0])])
        .collect();
    let report = judged(Score::Csat5, 2, &said);
    assert_eq!((report.score, report.answers, report.customers, report.out_of_scale), (0.4, 80, 80, 3));
    let impact = of(&report, 1).impact.expect("enough");
    assert_eq!(impact.of_score.value, 0.0);
    assert!(impact.of_score.low < 0.0 && impact.of_score.high > 0.0 && impact.p == 1.0);
    let unnamed = of(&report, 0);
    assert_eq!((unnamed.answers, unnamed.score_with, unnamed.score_without), (0, None, Some(0.4)));
    assert_eq!(unnamed.impact, Err(NotEnoughData { what: "customers who name it", needs: 20, has: 0 }));
}

#[test]
fn too_little_data_gives_a_reason_and_no_number() {
    let said = |names: u64, of: u64| -> Vec<Said> {
        (0..of)
            .map(|customer| (customer, (customer % 11) as f64, if customer < names { vec![0] } else { vec![] }))
            .collect()
    };
    let impact = |names, of_all| of(&judged(Score::Nps, 1, &said(names, of_all)), 0).impact;
    assert_eq!(
        impact(19, 100).expect_err("few").to_string(),
        "not enough data: 20 customers who name it are needed, there are 19"
    );
    let others = NotEnoughData { what: "customers with an answer that does not name it", needs: 20, has: 19 };
    assert_eq!(impact(81, 100), Err(others));
    assert!(impact(20, 40).is_ok());
    // A customer who says it twenty times is one customer.
    let one: Vec<Said> =
        (0..20).map(|_| (0, 2.0, vec![0])).chain((1..100).map(|customer| (customer, 9.0, vec![]))).collect();
    let theme = of(&judged(Score::Nps, 1, &one), 0);
    assert_eq!((theme.answers, theme.customers), (20, 1));
    assert_eq!(theme.impact, Err(NotEnoughData { what: "customers who name it", needs: 20, has: 1 }));
    // A customer with an answer on either side counts on both.
    let both: Vec<Said> =
        (0..40).map(|i| (i / 2, (i % 11) as f64, if i % 2 == 0 { vec![0] } else { vec![] })).collect();
    assert!(of(&judged(Score::Nps, 1, &both), 0).impact.is_ok());
    // All answers alike.
    for score in [8.0, 10.0, 1.0] {
        let alike: Vec<Said> =
            (0..100).map(|customer| (customer, score, if customer < 50 { vec![0] } else { vec![] })).collect();
        let got = of(&judged(Score::Nps, 1, &alike), 0).impact;
        assert_eq!(got, Err(NotEnoughData { what: "kinds of answer", needs: 2, has: 1 }));
    }
    assert_eq!(Impacts::new(Score::Nps, 3).judge(7), Err(NotEnoughData { what: "answers", needs: 1, has: 0 }));
}

/// Five thousand customers, so that groups of them are drawn: theme 1 lowers the score much, theme 0 a little, theme 2 raises it as
/// theme 3 does, which is named in the same answers.
fn many() -> Vec<Said> {
    let mut chance = StdRng::seed_from_u64(11);
    (0..5_000)
        .map(|customer| {
            let mut themes: Vec<u32> = (0..3).filter(|_| chance.random_bool(0.2)).collect();
            if themes.contains(&2) {
                themes.push(3);
            }
            let moved: f64 = themes.iter().map(|theme| [-1.0, -4.0, 2.0, 0.0][*theme as usize]).sum();
            (customer, (7.0 + moved + chance.random_range(-3.0..3.0)).round().clamp(0.0, 10.0), themes)
        })
        .collect()
}

#[test]
fn themes_are_ranked_by_how_far_they_move_the_score() {
    let report = judged(Score::Nps, 4, &many());
    assert_eq!(report.themes.iter().map(|theme| theme.theme).collect::<Vec<_>>(), [1, 2, 3, 0]);
    let impacts: Vec<Impact> = report.themes.iter().map(|theme| theme.impact.expect("enough")).collect();
    assert_eq!(impacts.iter().map(|impact| impact.rank).collect::<Vec<_>>(), [1, 2, 2, 4]);
    assert!(impacts[0].of_score.high < 0.0 && impacts[1].of_score.low > 0.0 && impacts[3].of_score.high < 0.0);
    assert_eq!((impacts[1].of_score, impacts[1].ranks), (impacts[2].of_score, impacts[2].ranks));
    assert!(impacts.iter().all(|impact| impact.p_adjusted < 0.001), "{impacts:?}");
    // The two that are alike share a place in every draw, so that nothing is ever third.
    assert_eq!(impacts.iter().map(|impact| impact.ranks).collect::<Vec<_>>(), [(1, 1), (2, 2), (2, 2), (4, 4)]);
}

#[test]
fn a_hundred_parts_of_many_customers_are_the_whole() {
    let said = many();
    let mut parts = Impacts::new(Score::Nps, 4);
    said.chunks(50).rev().for_each(|part| parts.merge(&gathered(Score::Nps, 4, part)));
    assert_eq!(parts.judge(3), gathered(Score::Nps, 4, &said).judge(3));
}

/// The groups that are drawn beyond two thousand customers tell the error of as many customers.
#[test]
fn groups_of_customers_are_as_wide_as_customers() {
    let said = many();
    let width = |report: &ImpactReport| {
        let of_score = of(report, 1).impact.expect("enough").of_score;
        of_score.high - of_score.low
    };
    let all = width(&judged(Score::Nps, 4, &said));
    // Two thousand of them are drawn one by one; their interval is wider by √(5,000/2,000).
    let some: f64 = said.chunks(2_000).take(2).map(|part| width(&judged(Score::Nps, 4, part))).sum::<f64>() / 2.0;
    assert!((some / all / 2.5_f64.sqrt() - 1.0).abs() < 0.07, "{some} {all}");
}

#[test]
fn a_customer_who_repeats_himself_makes_nothing_surer() {
    let once: Vec<Said> =
        (0..200).map(|c| (c, ((c * 7) % 11) as f64, if c % 4 == 0 { vec![0] } else { vec![] })).collect();
    let often: Vec<Said> = once.iter().flat_map(|said| std::iter::repeat_n(said.clone(), 9)).collect();
    let (once, often) = (of(&judged(Score::Nps, 1, &once), 0), of(&judged(Score::Nps, 1, &often), 0));
    assert_eq!((once.answers * 9, once.customers), (often.answers, often.customers));
    let (once, often) = (once.impact.expect("enough"), often.impact.expect("enough"));
    assert!(
        (once.of_score.low - often.of_score.low).abs() < 1e-12
            && (once.of_score.high - often.of_score.high).abs() < 1e-12
    );
    assert!((once.p - often.p).abs() < 0.02, "{} {}", once.p, often.p);
}

/// 300 customers with one to three answers each, who have a mood of their own; theme 0 lowers the answer, theme 1 is named by the
/// moody alone (so it goes along with it), the others are dealt by chance.
fn company(seed: u64, planted: bool) -> Vec<Said> {
    let mut chance = StdRng::seed_from_u64(seed);
    let mut said = Vec::new();
    for customer in 0..300 {
        let mood: f64 = chance.random_range(-2.0..2.0);
        for _ in 0..chance.random_range(1..=3) {
            let mut themes: Vec<u32> =
                (0..8).filter(|theme| chance.random_bool(0.04 + 0.03 * f64::from(*theme))).collect();
            if planted && mood < -1.0 && !themes.contains(&1) && chance.random_bool(0.5) {
                themes.push(1);
            }
            let worse = if planted && themes.contains(&0) { 3.0 } else { 0.0 };
            let score = (8.0 + mood - worse + chance.random_range(-2.5..2.5)).round().clamp(0.0, 10.0);
            said.push((customer, score, themes));
        }
    }
    said
}

#[test]
fn intervals_hold_the_true_impact_and_chance_is_not_called_a_finding() {
    let runs = 120;
    // What the impacts are in a company of very many such customers.
    let many: Vec<Said> = (0..300_u64)
        .flat_map(|run| company(90_000 + run, true).into_iter().map(move |(c, s, t)| (run * 1_000 + c, s, t)))
        .collect();
    let truth = judged(Score::Nps, 8, &many);
    let (mut held, mut tried, mut false_alarms, mut found) = ([0_u32; 8], [0_u32; 8], 0, 0);
    for run in 0..runs {
        let planted = judged(Score::Nps, 8, &company(run, true));
        for theme in &planted.themes {
            let Ok(impact) = theme.impact else { continue };
            let true_impact = of(&truth, theme.theme).impact.expect("very many").of_score.value;
            tried[theme.theme as usize] += 1;
            held[theme.theme as usize] +=
                u32::from(impact.of_score.low <= true_impact && true_impact <= impact.of_score.high);
        }
        found += u32::from(of(&planted, 0).impact.is_ok_and(|impact| impact.p_adjusted <= 0.05));
        let plain = judged(Score::Nps, 8, &company(50_000 + run, false));
        false_alarms +=
            u32::from(plain.themes.iter().any(|theme| theme.impact.is_ok_and(|impact| impact.p_adjusted <= 0.05)));
    }
    let shares: Vec<f64> = held.iter().zip(tried).map(|(&held, tried)| f64::from(held) / f64::from(tried)).collect();
    assert!(shares.iter().all(|share| *share > 0.87), "{shares:?}");
    let all = f64::from(held.iter().sum::<u32>()) / f64::from(tried.iter().sum::<u32>());
    assert!((0.92..0.98).contains(&all), "{all} of the intervals hold the truth");
    assert_eq!(found, tried[0], "what is planted is found wherever enough name it");
    assert!(false_alarms <= 12, "{false_alarms} of {runs} companies with nothing planted");
}

/// One of twenty is not satisfied, and sixty themes are named by thirty customers each: few enough that a normal curve
/// alone would be too sure.
#[test]
fn rare_themes_beside_a_lopsided_score_are_not_found_by_chance() {
    let (runs, mut false_alarms) = (30, 0);
    for run in 0..runs {
        let mut chance = StdRng::seed_from_u64(777 + run);
        let said: Vec<Said> = (0..1_500)
            .map(|customer| {
                let themes = (0..60).filter(|_| chance.random_bool(0.02)).collect();
                (customer, if chance.random_bool(0.05) { 2.0 } else { 5.0 }, themes)
            })
            .collect();
        let report = judged(Score::Csat5, 60, &said);
        assert!(report.tried > 50, "{}", report.tried);
        false_alarms += u32::from(report.themes.iter().any(|theme| theme.impact.is_ok_and(|i| i.p_adjusted <= 0.05)));
    }
    // With a chance of 5 % more than five of thirty come once in three hundred.
    assert!(false_alarms <= 5, "{false_alarms} of {runs}");
}

/// What the definition says, answer by answer.
fn naive(score: Score, said: &[Said], theme: u32) -> Option<f64> {
    let mean = |answers: Vec<f64>| (!answers.is_empty()).then(|| answers.iter().sum::<f64>() / answers.len() as f64);
    let points = |said: &Said| match score {
        Score::Nps => {
            if said.1 > 8.5 {
                1.0
            } else if said.1 > 6.5 {
                0.0
            } else {
                -1.0
            }
        }
        Score::Csat5 => {
            if said.1 > 3.5 {
                1.0
            } else {
                0.0
            }
        }
    };
    let all = mean(said.iter().map(points).collect())?;
    Some(all - mean(said.iter().filter(|said| !said.2.contains(&theme)).map(points).collect())?)
}

fn answers(score: Score) -> impl Strategy<Value = Vec<Said>> {
    let scale = match score {
        Score::Nps => 0..=10,
        Score::Csat5 => 1..=5,
    };
    let one = (0_u64..90, scale.prop_map(f64::from), prop::collection::vec(0_u32..5, 0..4));
    prop::collection::vec(one, 1..250)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn impacts_equal_their_naive_twin(
        (score, said) in prop_oneof![Just(Score::Nps), Just(Score::Csat5)].prop_flat_map(|score| (Just(score), answers(score))),
    ) {
        let report = judged(score, 5, &said);
        prop_assert_eq!(report.tried, report.themes.iter().filter(|theme| theme.impact.is_ok()).count() as u64);
        for theme in &report.themes {
            prop_assert_eq!(theme.answers, said.iter().filter(|said| said.2.contains(&theme.theme)).count() as u64);
            if let Ok(impact) = theme.impact {
                let want = naive(score, &said, theme.theme).expect("both sides");
                prop_assert!((impact.of_score.value - want).abs() < 1e-12, "{} is not {}", impact.of_score.value, want);
                let apart = theme.share * (theme.score_with.expect("named") - theme.score_without.expect("others"));
                prop_assert!((want - apart).abs() < 1e-12);
                prop_assert!(impact.of_score.low <= want && want <= impact.of_score.high);
                prop_assert!(impact.ranks.0 <= impact.rank && impact.rank <= impact.ranks.1 && impact.ranks.1 <= report.tried);
                prop_assert!(impact.p <= impact.p_adjusted && impact.p_adjusted <= 1.0);
                let larger = report.themes.iter().filter_map(|other| other.impact.ok())
                    .filter(|other| other.of_score.value.abs() > impact.of_score.value.abs()).count() as u64;
                prop_assert_eq!(impact.rank, larger + 1);
            }
        }
    }

    #[test]
    fn parts_merged_in_any_order_give_the_same_report(said in answers(Score::Nps), cut in 0_u64..90) {
        let (left, right): (Vec<Said>, Vec<Said>) = said.iter().cloned().partition(|said| said.0 < cut);
        let (left, right) = (gathered(Score::Nps, 5, &left), gathered(Score::Nps, 5, &right));
        let (mut there, mut back) = (left.clone(), right.clone());
        there.merge(&right);
        back.merge(&left);
        let whole = judged(Score::Nps, 5, &said);
        prop_assert_eq!(&whole, &there.judge(7).expect("answers"));
        prop_assert_eq!(&whole, &back.judge(7).expect("answers"));
    }
}
