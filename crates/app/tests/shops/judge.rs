//! What is found, held against what was planted.

use jiff::ToSpan;
use yeojido_domain::{Finding, Findings, Journey, Measure};

use super::company::Shop;
use super::truth::{Harm, Truth};

pub struct Judged {
    /// Of every truth, the rank of the pain that tells it.
    pub ranks: Vec<Option<u64>>,
    /// Findings, delights among them.
    pub told: usize,
    /// Those that come from nothing planted.
    pub about_nothing: Vec<String>,
    /// The journey, a line a stage, and every pain.
    pub seen: Vec<String>,
}

pub fn judge(shop: &Shop, journey: &Journey, found: &Findings) -> Judged {
    let tells =
        |truth: &Truth| found.pains.iter().filter(|pain| tells(truth, journey, pain)).map(|pain| pain.rank).min();
    let all = || found.pains.iter().chain(&found.delights);
    let nothing = all().filter(|finding| !shop.truths.iter().any(|truth| comes_from(truth, journey, finding)));
    let line = |stage: &yeojido_domain::Stage| {
        let events =
            stage.touchpoints.iter().flat_map(|touchpoint| touchpoint.events.iter().map(|rule| rule.event.clone()));
        format!("{} ({}) {}", stage.id, journey.gap, events.collect::<Vec<_>>().join(", "))
    };
    let pain = |one: &Finding| {
        format!("{} {} {} {:?} {:+.2}", one.rank, one.stage, words(one), one.effect.measure, one.effect.value)
    };
    Judged {
        ranks: shop.truths.iter().map(tells).collect(),
        told: all().count(),
        about_nothing: nothing
            .map(|finding| format!("{} {}: {}", finding.rank, finding.stage, words(finding)))
            .collect(),
        seen: journey.stages.iter().map(line).chain(found.pains.iter().map(pain)).collect(),
    }
}

fn words(finding: &Finding) -> String {
    let splits = finding.splits.iter().map(|split| &split.title.ko);
    std::iter::once(&finding.title.ko).chain(splits).cloned().collect::<Vec<_>>().join(" | ")
}

/// The place of the stage that has an event.
fn stage_of(journey: &Journey, event: &str) -> Option<usize> {
    let has = |stage: &yeojido_domain::Stage| {
        stage.touchpoints.iter().any(|touchpoint| touchpoint.events.iter().any(|rule| rule.event == event))
    };
    journey.stages.iter().position(has)
}

/// Whether a pain says which step, who and when.
fn tells(truth: &Truth, journey: &Journey, pain: &Finding) -> bool {
    let said = words(pain);
    let here = stage_of(journey, &truth.event).is_some_and(|at| journey.stages[at].id == pain.stage);
    let whom = truth.whom.is_none_or(|(_, value)| said.contains(value));
    let near = |found: jiff::civil::Date, real: jiff::civil::Date| (real - 9.days()..=real + 9.days()).contains(&found);
    let when = truth.days.is_none_or(|(from, to)| {
        pain.when.is_some_and(|when| near(when.from, from) && when.to.is_none_or(|end| near(end, to)))
    });
    let what = match truth.harm {
        Harm::Error => pain.title.ko.contains(&truth.event),
        Harm::Loss => pain.effect.measure == Measure::Lost,
        // Who goes back often leaves: either says it.
        Harm::Back => matches!(pain.effect.measure, Measure::Lost | Measure::Back),
        Harm::Wait => {
            pain.effect.measure == Measure::Slow || pain.further.iter().any(|one| one.measure == Measure::Slow)
        }
        Harm::Rating => pain.effect.measure == Measure::Emotion,
    };
    here && whom && when && what
}

/// Whether a finding is about the step of a truth, the one before or after it, and has something to do with it: its event,
/// its people or its days. Where others are worse, these are better.
fn comes_from(truth: &Truth, journey: &Journey, finding: &Finding) -> bool {
    let at = journey.stages.iter().position(|stage| stage.id == finding.stage);
    let near = stage_of(journey, &truth.event).zip(at).is_some_and(|(truth, at)| truth.abs_diff(at) <= 1);
    let said = words(finding);
    let days = truth
        .days
        .zip(finding.when)
        .is_some_and(|((from, to), when)| when.from <= to && when.to.is_none_or(|end| end >= from));
    // Another value of the same field is better where this one is worse.
    let field = |(field, value): (&str, &str)| {
        said.contains(value) || finding.who.filter.iter().any(|one| format!("{:?}", one.field).contains(field))
    };
    near && (said.contains(&truth.event) || days || truth.whom.is_some_and(field))
}
