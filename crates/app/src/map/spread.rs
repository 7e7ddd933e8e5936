//! How a list spreads: over scores, and over weeks.

use std::collections::BTreeMap;

use yeojido_domain::Micros;
use yeojido_lake::VoiceRow as LakeVoice;

use super::evidence::{Histogram, List, TrendPoint};
use super::scene::Scene;
use crate::understand::Felt;

/// How many gave which score, scale by scale.
pub(super) fn scores(list: &[&LakeVoice]) -> Vec<Histogram> {
    let mut counts: BTreeMap<(&str, i64), u64> = BTreeMap::new();
    for voice in list {
        if let (Some(score), Some(scale)) = (voice.score, voice.scale) {
            #[expect(clippy::cast_possible_truncation, reason = "scores are small")]
            let bin = score.round() as i64;
            *counts.entry((scale.as_str(), bin)).or_default() += 1;
        }
    }
    counts.into_iter().map(|((scale, score), count)| Histogram { label: format!("{scale} {score}"), count }).collect()
}

/// Rows by the week that they begin in, gaps filled.
pub(super) fn trend(scene: &Scene, list: &List<'_>) -> Vec<TrendPoint> {
    let zone = &scene.question.period.zone;
    let monday = |time: Micros| {
        let day = time.day(zone);
        day.saturating_sub(jiff::Span::new().days(i64::from(day.weekday().to_monday_zero_offset())))
    };
    let mut weeks: BTreeMap<jiff::civil::Date, (u64, f64, u64)> = BTreeMap::new();
    let mut add = |time: Micros, rating: Option<f64>| {
        let week = weeks.entry(monday(time)).or_default();
        week.0 += 1;
        if let Some(rating) = rating {
            week.1 += rating;
            week.2 += 1;
        }
    };
    match list {
        List::Walks(list) => list.iter().for_each(|entry| add(entry.began, None)),
        List::Voices(list) => {
            list.iter().for_each(|v| add(v.time, scene.felt(v).map(Felt::emotion)));
        }
        List::Events(list) => list.iter().for_each(|&row| add(scene.events.time[row as usize], None)),
        List::Customers(_) => {}
    }
    fill_weeks(&weeks)
}

#[expect(clippy::cast_precision_loss, reason = "counts of voices stay far below 2^53")]
fn fill_weeks(weeks: &BTreeMap<jiff::civil::Date, (u64, f64, u64)>) -> Vec<TrendPoint> {
    let (Some(first), Some(last)) = (weeks.keys().next(), weeks.keys().next_back()) else { return Vec::new() };
    let mut points = Vec::new();
    let mut week = *first;
    while week <= *last {
        let (count, sum, rated) = weeks.get(&week).copied().unwrap_or_default();
        points.push(TrendPoint { week, count, mean: (rated > 0).then(|| sum / rated as f64) });
        match week.checked_add(jiff::Span::new().days(7)) {
            Ok(next) => week = next,
            Err(_) => break,
        }
    }
    points
}
