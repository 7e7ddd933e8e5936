//! Intervals, chances and ranks of impacts, from sums by group of customers.

use super::{Impact, Impacts, NAMED_BY, Named, Tally, ratio};
use crate::bootstrap::{bca, draws, jackknife_error};
use crate::interval::{NotEnoughData, float};
use crate::quantile::quantile_of_sorted;
use crate::significance::{benjamini_hochberg, two_sided_t};

/// Confidence of the intervals.
const LEVEL: f64 = 0.95;

/// Answers and points of a draw, or of all.
#[derive(Debug, Clone, Copy, Default)]
struct Part {
    answers: f64,
    points: f64,
}

impl Part {
    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
    const fn of(tally: Tally) -> Self {
        Self { answers: tally.answers as f64, points: tally.points as f64 }
    }

    fn add(&mut self, other: Self, times: f64) {
        self.answers += other.answers * times;
        self.points += other.points * times;
    }
}

/// The score of all less that without the theme; `None` when nothing is left without it.
fn impact(all: Part, with: Part) -> Option<f64> {
    let left = all.answers - with.answers;
    (left > 0.0).then(|| all.points / all.answers - (all.points - with.points) / left)
}

/// The score with the theme less that without it; `None` when there is nothing on one side.
fn difference(all: Part, with: Part) -> Option<f64> {
    let left = all.answers - with.answers;
    (left > 0.0 && with.answers > 0.0).then(|| with.points / with.answers - (all.points - with.points) / left)
}

/// A theme that can be judged, with what each group said that names it.
struct Asked {
    theme: usize,
    groups: Vec<(usize, Part)>,
    value: f64,
}

impl Asked {
    fn drawn(&self, times: &[f64]) -> Part {
        let mut with = Part::default();
        for &(group, part) in &self.groups {
            with.add(part, times[group]);
        }
        with
    }

    /// A figure without one group each.
    fn without(&self, groups: &[Part], figure: fn(Part, Part) -> Option<f64>) -> Vec<f64> {
        let (mut all, mut with, mut of_group) = (Part::default(), Part::default(), vec![Part::default(); groups.len()]);
        groups.iter().for_each(|&part| all.add(part, 1.0));
        for &(group, part) in &self.groups {
            with.add(part, 1.0);
            of_group[group] = part;
        }
        let left_out = |(&part, &named): (&Part, &Part)| {
            let (mut all, mut with) = (all, with);
            all.add(part, -1.0);
            with.add(named, -1.0);
            figure(all, with)
        };
        groups.iter().zip(&of_group).filter_map(left_out).collect()
    }
}

/// What the draws gave for one theme.
#[derive(Default)]
struct Drawn {
    impacts: Vec<f64>,
    places: Vec<f64>,
}

/// Every theme's impact, or what there is too little of.
pub(super) fn judge(impacts: &Impacts, seed: u64) -> Vec<Result<Impact, NotEnoughData>> {
    let groups: Vec<Part> = impacts.groups.iter().map(|sums| Part::of(sums.all)).collect();
    let values: Vec<Result<f64, NotEnoughData>> = impacts.themes.iter().map(|named| value(impacts, named)).collect();
    let asked = deal(impacts, &values);
    let drawn = draw(&groups, &asked, seed);
    let places = places(&asked.iter().map(|asked| asked.value).collect::<Vec<_>>());
    let mut concluded = asked
        .iter()
        .zip(drawn)
        .zip(places)
        .map(|((asked, drawn), rank)| conclude(impacts, asked, drawn, &groups, rank));
    let mut answers: Vec<Result<Impact, NotEnoughData>> =
        values.into_iter().map(|value| value.and_then(|_| concluded.next().unwrap_or(Err(ONE_KIND)))).collect();
    correct(&mut answers);
    answers
}

/// Why a theme without spread is not judged.
const ONE_KIND: NotEnoughData = NotEnoughData { what: "kinds of answer", needs: 2, has: 1 };

fn value(impacts: &Impacts, named: &Named) -> Result<f64, NotEnoughData> {
    let too_few = |what, has| NotEnoughData { what, needs: NAMED_BY, has };
    if named.customers < NAMED_BY {
        return Err(too_few("customers who name it", named.customers));
    }
    let others = impacts.customers - named.always;
    if others < NAMED_BY {
        return Err(too_few("customers with an answer that does not name it", others));
    }
    let (all, outspoken) = (impacts.all, impacts.outspoken);
    if outspoken == 0 || outspoken == all.answers && all.points.abs() == all.answers {
        return Err(ONE_KIND);
    }
    impact(Part::of(all), Part::of(named.tally)).ok_or(ONE_KIND)
}

/// The themes that can be judged, each with what the groups said of it.
fn deal(impacts: &Impacts, values: &[Result<f64, NotEnoughData>]) -> Vec<Asked> {
    let (mut asked, mut place) = (Vec::new(), vec![None; values.len()]);
    for (theme, value) in values.iter().enumerate() {
        if let Ok(value) = *value {
            place[theme] = Some(asked.len());
            asked.push(Asked { theme, groups: Vec::new(), value });
        }
    }
    for (group, sums) in impacts.groups.iter().enumerate() {
        for (&theme, &tally) in &sums.themes {
            if let Some(at) = place[theme as usize] {
                asked[at].groups.push((group, Part::of(tally)));
            }
        }
    }
    asked
}

/// Draws the groups anew, the same for all themes, so that their places can be compared.
fn draw(groups: &[Part], asked: &[Asked], seed: u64) -> Vec<Drawn> {
    let mut drawn: Vec<Drawn> = asked.iter().map(|_| Drawn::default()).collect();
    draws(groups.len(), seed, |times| {
        let mut all = Part::default();
        groups.iter().zip(times).for_each(|(&part, &times)| all.add(part, times));
        // A draw that leaves no answer without a theme says nothing of its place; with 20 such customers it is one in
        // hundreds of millions.
        let values: Option<Vec<f64>> = asked.iter().map(|asked| impact(all, asked.drawn(times))).collect();
        let Some(values) = values else { return };
        for ((drawn, &value), place) in drawn.iter_mut().zip(&values).zip(places(&values)) {
            drawn.impacts.push(value);
            drawn.places.push(float(place));
        }
    });
    drawn
}

/// Places by size: 1 and the number of those that are larger.
fn places(values: &[f64]) -> Vec<u64> {
    let mut sizes: Vec<f64> = values.iter().map(|value| value.abs()).collect();
    sizes.sort_unstable_by(|a, b| b.total_cmp(a));
    values.iter().map(|value| 1 + sizes.partition_point(|&size| size > value.abs()) as u64).collect()
}

fn conclude(
    impacts: &Impacts,
    asked: &Asked,
    drawn: Drawn,
    groups: &[Part],
    rank: u64,
) -> Result<Impact, NotEnoughData> {
    let of_score = bca(asked.value, drawn.impacts, &asked.without(groups, impact), LEVEL).ok_or(ONE_KIND)?;
    let p = chance(impacts, asked, groups).ok_or(ONE_KIND)?;
    let mut places = drawn.places;
    places.sort_unstable_by(f64::total_cmp);
    let end = |q: f64| quantile_of_sorted(&places, q).ok_or(ONE_KIND);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "places are small whole numbers")]
    let ranks = ((end(0.025)?.floor() as u64).min(rank), (end(0.975)?.ceil() as u64).max(rank));
    Ok(Impact { of_score, p, p_adjusted: p, rank, ranks })
}

/// The chance of a difference so large between answers with the theme and those without. The impact is this difference times the
/// theme's share; its own error holds that of the share, which says nothing of whether there is a difference.
fn chance(impacts: &Impacts, asked: &Asked, groups: &[Part]) -> Option<f64> {
    let named = &impacts.themes[asked.theme];
    let (all, with) = (Part::of(impacts.all), Part::of(named.tally));
    let error = jackknife_error(&asked.without(groups, difference)).max(error_by_chance(impacts, with));
    let fewer = named.customers.min(impacts.customers - named.always);
    Some(two_sided_t(difference(all, with)? / error, float(fewer - 1)))
}

/// The error of the difference were answers dealt without regard to the theme: s·√(1/nₜ + 1/(n − nₜ)). The jackknife alone
/// would be too sure of twenty answers that happen to be the same.
fn error_by_chance(impacts: &Impacts, with: Part) -> f64 {
    let (all, mean) = (Part::of(impacts.all), ratio(impacts.all.points, impacts.all.answers));
    let variance = (ratio(impacts.outspoken, impacts.all.answers) - mean * mean) * all.answers / (all.answers - 1.0);
    (variance * (1.0 / with.answers + 1.0 / (all.answers - with.answers))).sqrt()
}

/// Corrects for all themes that were tried.
fn correct(answers: &mut [Result<Impact, NotEnoughData>]) {
    let p: Vec<f64> = answers.iter().flatten().map(|impact| impact.p).collect();
    for (impact, adjusted) in answers.iter_mut().flatten().zip(benjamini_hochberg(&p)) {
        impact.p_adjusted = adjusted;
    }
}
