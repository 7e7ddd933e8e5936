//! Compare: two segments or two periods of a journey, measure by measure, and what changed since the weeks before.
//!
//! Both sides are scenes of the same versions of data and journey, judged by one yardstick ([`usual_times`]); what is
//! compared goes through one door ([`yeojido_improve::compare`]) that corrects for all of it and takes the rows of one
//! customer for one, whether the customer is on one side or on both. A difference is an association.

mod changes;
mod drivers;
mod judged;
mod measured;
mod told;

use yeojido_domain::{
    ComparedBy, ComparedHow, Comparison, Difference, Filter, GapPart, GapTold, Micros, Period, Span, StageId,
};
use yeojido_improve::{Compared, ENOUGH, Pair, Row, gap, on_all_cores};

use super::cells::draw;
use super::question::{Lang, Question};
use super::scene::Scene;
use crate::{AppError, Workspace};
pub use changes::what_changed;
use judged::stages;
pub(super) use judged::{is_judged, judged, usual_times};
use measured::{Measured, Side, of_stage, pair};
use told::{LEVEL, order, told};

/// The side that a map is compared with: another filter, another period, or both.
#[derive(Debug, Clone, PartialEq)]
pub struct Against {
    /// When.
    pub period: Period,
    /// For whom.
    pub filter: Filter,
}

/// Compares a map with another side of the same journey, at the same versions of data and journey.
///
/// # Errors
/// [`AppError::NotFound`] for a journey or version that is not there; [`AppError::Lake`]; [`AppError::Store`].
pub async fn compare(
    workspace: &Workspace,
    question: &Question,
    against: Against,
    lang: Lang,
    now: Micros,
) -> Result<Comparison, AppError> {
    let (to, of) = draw(workspace, question, lang, now).await?;
    let other = Question {
        version: Some(to.version()),
        lake_version: Some(to.lake_version()),
        period: against.period,
        filter: against.filter,
        ..question.clone()
    };
    let (from, against) = draw(workspace, &other, lang, now).await?;
    let usual = usual_times(workspace, &to, now).await?;
    let compute = move || {
        let pairs = paired(&from, &to, &usual);
        let mut how = ComparedHow { shared_customers: shared(&from, &to), ..pairs.how };
        let compared = yeojido_improve::compare(&pairs.pairs);
        how.tried = compared.iter().filter(|one| one.outcome.is_ok()).count() as u64;
        let gap = whole_gap(&pairs, &compared, &to);
        let mut differences: Vec<Difference> = pairs
            .of
            .iter()
            .zip(&compared)
            .map(|((stage, from, to), compared)| told(stage, from, to, compared))
            .collect();
        let concerned = |stage: &StageId| {
            let entered = of.stages.iter().find(|one| one.id == *stage).map_or(0, |one| one.entered);
            #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
            let share = entered as f64 / of.walks.max(1) as f64;
            share
        };
        differences.sort_by(|a, b| order(a, b, &concerned));
        for (difference, rank) in differences.iter_mut().zip(1..) {
            difference.rank = rank;
        }
        Comparison { of, against, differences, gap, how }
    };
    Ok(tokio::task::spawn_blocking(compute).await?)
}

/// What is compared, with both sides of each.
struct Paired {
    of: Vec<(StageId, Measured, Measured)>,
    pairs: Vec<Pair>,
    how: ComparedHow,
}

fn paired(from: &Scene, to: &Scene, usual: &[Option<Span>]) -> Paired {
    let all: Vec<u8> = stages(to).collect();
    let of = |at: usize| {
        let (stage, usual) = (all[at], usual[at]);
        both_sides(of_stage(from, stage, usual), of_stage(to, stage, usual))
    };
    let mut paired = Paired { of: Vec::new(), pairs: Vec::new(), how: how() };
    for (stage, sides) in all.iter().zip(on_all_cores(all.len(), of)) {
        for (from_side, to_side) in sides {
            if is_rare(&from_side) && is_rare(&to_side) {
                paired.how.left_out += 1;
                continue;
            }
            paired.pairs.push(pair(&from_side, &to_side));
            paired.of.push((to.stage_id(*stage).clone(), from_side, to_side));
        }
    }
    paired
}

fn how() -> ComparedHow {
    ComparedHow { level: LEVEL, enough: ENOUGH as u64, ..ComparedHow::default() }
}

/// The measures that either side has, with both sides of each.
fn both_sides(mut from: Side, to: Side) -> Vec<(Measured, Measured)> {
    let only_before: Vec<Measured> = {
        let gone: Vec<_> = from.keys().filter(|key| !to.contains_key(key)).cloned().collect();
        gone.iter().filter_map(|key| from.remove(key)).collect()
    };
    let mut all: Vec<(Measured, Measured)> = only_before
        .into_iter()
        .map(|one| {
            let never = never(&to, &one);
            (one, never)
        })
        .collect();
    // Taken before anything is removed: what a side lacks is made of what it has.
    let lacking: Vec<Option<Measured>> =
        to.iter().map(|(key, one)| (!from.contains_key(key)).then(|| never(&from, one))).collect();
    for ((key, one), never) in to.into_iter().zip(lacking) {
        all.extend(never.or_else(|| from.remove(&key)).map(|before| (before, one)));
    }
    all
}

/// A measure that a side lacks: whoever did other things there did this one never; without visits there are no rows.
fn never(side: &Side, other: &Measured) -> Measured {
    let alike = side.values().find(|one| one.measure == other.measure);
    let rows = alike.filter(|_| other.which.is_some()).map_or(&[][..], |one| &one.rows[..]);
    Measured {
        measure: other.measure,
        which: other.which.clone(),
        rows: rows.iter().map(|row| Row { sum: 0.0, squares: 0.0, ..*row }).collect(),
        shown: None,
        young: alike.map_or(0, |one| one.young),
        cell: other.cell.clone(),
    }
}

/// An event or a channel that fewer customers have than could be judged.
fn is_rare(measured: &Measured) -> bool {
    measured.which.is_some() && measured.rows.iter().filter(|row| row.sum > 0.0).count() < ENOUGH
}

/// Customers with a counted walk on both sides.
fn shared(from: &Scene, to: &Scene) -> u64 {
    let (from, to) = (from.customers(), to.customers());
    from.iter().filter(|person| to.binary_search(person).is_ok()).count() as u64
}

/// How much of the gap in going the whole way each stage explains.
fn whole_gap(pairs: &Paired, compared: &[Compared], to: &Scene) -> Option<GapTold> {
    let lost: Vec<(&StageId, &Compared)> = pairs
        .of
        .iter()
        .zip(compared)
        .filter(|((_, _, to), _)| to.measure == ComparedBy::Lost)
        .map(|((stage, _, _), compared)| (stage, compared))
        .collect();
    if lost.len() != stages(to).count() {
        return None;
    }
    let on = |side: fn(&Compared) -> yeojido_improve::Split| {
        lost.iter().map(|(_, one)| side(one).mean().map(|lost| 1.0 - lost)).collect::<Option<Vec<f64>>>()
    };
    let (from, to) = (on(|one| one.from)?, on(|one| one.to)?);
    let gap = gap(&from, &to)?;
    let part = |(at, (stage, compared)): (usize, &(&StageId, &Compared))| {
        // A part grows with the share that goes on, so its interval is that of this share, in the part's own unit.
        let contrast = compared.outcome.ok()?;
        let scale = gap.scales[at];
        Some(GapPart {
            stage: (*stage).clone(),
            from: from[at],
            to: to[at],
            value: gap.parts[at],
            low: -scale * contrast.difference.high,
            high: -scale * contrast.difference.low,
        })
    };
    let parts = lost.iter().enumerate().map(part).collect::<Option<Vec<GapPart>>>()?;
    Some(GapTold { from: gap.from, to: gap.to, parts })
}
