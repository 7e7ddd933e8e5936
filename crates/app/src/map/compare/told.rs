//! From compared pairs to differences that people read, in the order of what matters most beyond chance.

use yeojido_domain::{ComparedBy, ComparedVerdict, Difference, SideValue, StageId};
use yeojido_improve::{Compared, Split, Unjudged};

use super::measured::Measured;

/// Share of false differences expected among those told.
pub(in crate::map) const LEVEL: f64 = 0.05;

/// A difference as it is told, not ranked yet.
pub(super) fn told(stage: &StageId, from: &Measured, to: &Measured, compared: &Compared) -> Difference {
    let contrast = compared.outcome.ok();
    let verdict = match compared.outcome {
        Ok(contrast) if contrast.p_adjusted <= LEVEL => ComparedVerdict::Differs,
        Ok(_) => ComparedVerdict::NotDistinguishable,
        Err(Unjudged::TooFew) => ComparedVerdict::TooFew,
        Err(Unjudged::NoSpread) => ComparedVerdict::NoSpread,
    };
    let differs = verdict == ComparedVerdict::Differs;
    Difference {
        rank: 0,
        stage: stage.clone(),
        measure: to.measure,
        which: to.which.clone(),
        verdict,
        from: side(from, &compared.from),
        to: side(to, &compared.to),
        value: contrast.map(|contrast| contrast.difference.value),
        low: contrast.map(|contrast| contrast.difference.low),
        high: contrast.map(|contrast| contrast.difference.high),
        better: contrast.filter(|_| differs).and_then(|one| better(to.measure, one.difference.value)),
        p_adjusted: contrast.map(|contrast| contrast.p_adjusted),
    }
}

fn side(measured: &Measured, split: &Split) -> SideValue {
    SideValue {
        value: measured.shown.or_else(|| if measured.measure == ComparedBy::Slow { None } else { split.mean() }),
        n: split.rows,
        customers: split.owners,
        young: measured.young,
        cell: measured.cell.clone(),
    }
}

fn better(measure: ComparedBy, difference: f64) -> Option<bool> {
    match measure {
        ComparedBy::Lost | ComparedBy::Back | ComparedBy::Slow => Some(difference < 0.0),
        ComparedBy::Emotion | ComparedBy::Csat | ComparedBy::Nps | ComparedBy::Ces => Some(difference > 0.0),
        ComparedBy::Action | ComparedBy::Channel => None,
    }
}

/// A unit of each measure as customers fully lost: leaving counts as it is, going back and waiting half, a unit of emotion
/// a tenth (as findings weigh them), the other ratings likewise by the width of their scale; what is neither good nor bad
/// comes after all of them.
const fn harm(measure: ComparedBy) -> f64 {
    match measure {
        ComparedBy::Lost => 1.0,
        ComparedBy::Back | ComparedBy::Slow => 0.5,
        ComparedBy::Csat => 0.4,
        ComparedBy::Nps => 0.2,
        ComparedBy::Emotion => 0.1,
        ComparedBy::Ces => 0.06,
        ComparedBy::Action | ComparedBy::Channel => 0.05,
    }
}

/// What differs at least, by the end of its interval that is nearer to 0, times how many it concerns.
fn beyond(difference: &Difference, share: impl Fn(&StageId) -> f64) -> f64 {
    let (Some(low), Some(high)) = (difference.low, difference.high) else { return 0.0 };
    let least = if low <= 0.0 && high >= 0.0 { 0.0 } else { low.abs().min(high.abs()) };
    least * harm(difference.measure) * share(&difference.stage)
}

/// The order in which differences are told: what differs first, by how much beyond chance; then the others as they stand.
/// `share` is the share of the walks that a stage concerns.
pub(super) fn order(a: &Difference, b: &Difference, share: &impl Fn(&StageId) -> f64) -> std::cmp::Ordering {
    let class = |one: &Difference| match one.verdict {
        ComparedVerdict::Differs => 0,
        ComparedVerdict::NotDistinguishable => 1,
        ComparedVerdict::NoSpread => 2,
        ComparedVerdict::TooFew => 3,
    };
    let by_size = || beyond(b, share).total_cmp(&beyond(a, share));
    let by_p = || a.p_adjusted.unwrap_or(1.0).total_cmp(&b.p_adjusted.unwrap_or(1.0));
    class(a).cmp(&class(b)).then_with(by_size).then_with(by_p)
}
