//! The figures of a stage that the data allow, each with its interval, its number and the key of its formula.

use yeojido_domain::{Emotion, KpiCell, Scale};
use yeojido_journey::WalkOutcome;
use yeojido_lake::VoiceRow;
use yeojido_stats::{Interval, Moments, NotEnoughData, Nps, wilson};

use super::scene::Scene;
use crate::understand::Felt;

/// Confidence of every interval.
pub(crate) const LEVEL: f64 = 0.95;

/// The mean of how some customers felt, by their ratings and, where there is none, their words; with its interval, kept
/// within the scale.
pub(crate) fn emotion(felt: impl Iterator<Item = Felt>) -> Emotion {
    let (mut moments, mut from_scores) = (Moments::default(), 0);
    for one in felt {
        moments.push(one.emotion());
        from_scores += u64::from(matches!(one, Felt::Rated(_)));
    }
    let interval = moments.interval(LEVEL).ok();
    Emotion {
        mean: moments.mean(),
        low: interval.map(|i| i.low.max(-2.0)),
        high: interval.map(|i| i.high.min(2.0)),
        n: moments.n(),
        from_scores,
        from_text: moments.n() - from_scores,
    }
}

fn cell(id: &str, n: u64, formula: &str, interval: Result<Interval, NotEnoughData>) -> Option<KpiCell> {
    let interval = interval.ok()?;
    Some(KpiCell {
        id: id.to_owned(),
        value: interval.value,
        low: Some(interval.low),
        high: Some(interval.high),
        n,
        formula: formula.to_owned(),
    })
}

/// Share of 4 and 5 among ratings on five.
pub(crate) fn csat<'v>(voices: impl Iterator<Item = &'v VoiceRow>) -> Option<KpiCell> {
    let (mut top, mut n) = (0, 0);
    for voice in voices.filter(|v| counts_as("csat", v)) {
        n += 1;
        top += u64::from(voice.score.is_some_and(|s| s >= 4.0));
    }
    cell("csat", n, "csat_top2", wilson(top, n, LEVEL))
}

/// Promoters minus detractors.
pub(crate) fn nps<'v>(voices: impl Iterator<Item = &'v VoiceRow>) -> Option<KpiCell> {
    let mut nps = Nps::default();
    for score in voices.filter(|v| counts_as("nps", v)).filter_map(|v| v.score) {
        nps.push(score);
    }
    cell("nps", nps.n(), "nps", nps.interval(LEVEL))
}

/// Mean ease on seven.
pub(crate) fn ces<'v>(voices: impl Iterator<Item = &'v VoiceRow>) -> Option<KpiCell> {
    let mut moments = Moments::default();
    for score in voices.filter(|v| counts_as("ces", v)).filter_map(|v| v.score) {
        moments.push(score);
    }
    cell("ces", moments.n(), "ces_mean", moments.interval(LEVEL))
}

/// Whether a voice's rating enters a figure.
pub(crate) fn counts_as(kpi: &str, voice: &VoiceRow) -> bool {
    let (Some(score), Some(scale)) = (voice.score, voice.scale) else { return false };
    let (low, high) = scale.bounds();
    let wanted = match kpi {
        "csat" => matches!(scale, Scale::Csat5 | Scale::Stars5),
        "nps" => scale == Scale::Nps,
        "ces" => scale == Scale::Ces7,
        _ => false,
    };
    wanted && (low..=high).contains(&score)
}

/// Of those who entered a stage, how many reached the goal of the journey.
pub(crate) fn goal_rate(scene: &Scene, stage: u8) -> Option<KpiCell> {
    let (mut reached, mut n) = (0, 0);
    for (owned, _) in scene.visits(stage) {
        n += 1;
        reached += u64::from(owned.walk.outcome == WalkOutcome::Goal);
    }
    cell("goal_rate", n, "goal_rate", wilson(reached, n, LEVEL))
}

/// All figures of a stage, those people look for first.
pub(crate) fn of_stage(scene: &Scene, stage: u8) -> Vec<KpiCell> {
    let voices = || scene.voices_at(stage);
    [csat(voices()), nps(voices()), ces(voices()), goal_rate(scene, stage)].into_iter().flatten().collect()
}
