//! How long a silence ends a walk, judged by the silences in the data.
//!
//! Where customers go from stage to stage within a visit, the visit is the walk: what they do a week later is another
//! attempt. Where the way from stage to stage takes days (a parcel, an answer), the walk must outlast nearly all of them.

use std::collections::BTreeMap;

use serde::Serialize;
use yeojido_domain::Span;
use yeojido_journey::{Events, Valley};

use super::together::share;

/// What is proposed when the data do not say.
const USUAL_DAYS: i64 = 30;
/// Ways into a stage that must be seen before it is judged.
const ENOUGH: usize = 20;
/// Of the ways from stage to stage, this share must lie within a visit for the walk to be one.
const WITHIN: f64 = 0.8;
/// Of the ways into a stage, the walk outlasts this share.
const OUTLASTS: f64 = 0.98;
/// Days that people would choose.
const ROUND: [i64; 8] = [1, 3, 7, 14, 30, 60, 90, 180];

/// Why the gap is as it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GapWhy {
    /// `visits`, `between_visits` or `too_few`.
    pub reason: &'static str,
    /// Of `visits`: `within` and `between`, the silences on either side, and `share` of the ways from stage to stage that
    /// lie within a visit; of `between_visits`: the `stage` that takes longest to come to, and `days`, what 98 %
    /// of the ways to it take at most.
    pub params: BTreeMap<&'static str, String>,
}

/// The gap of a journey, `stage` of each code of events given.
pub(super) fn gap(
    events: &Events,
    stage: &[Option<usize>],
    stages: &[String],
    valley: Option<&Valley>,
) -> (Span, GapWhy) {
    let ways = ways(events, stage, stages.len());
    if ways.iter().all(|silences| silences.len() < ENOUGH) {
        return (Span::days(USUAL_DAYS), GapWhy { reason: "too_few", params: BTreeMap::new() });
    }
    if let Some(valley) = valley
        && let Some(share) = within(&ways, valley)
    {
        let params = BTreeMap::from([
            ("within", valley.within.to_string()),
            ("between", valley.between.to_string()),
            ("share", format!("{share:.3}")),
        ]);
        return (valley.ends, GapWhy { reason: "visits", params });
    }
    let longest = ways.iter().enumerate().filter(|(_, silences)| silences.len() >= ENOUGH);
    let longest = longest.filter_map(|(at, silences)| Some((at, quantile(silences)?)));
    let Some((at, silence)) = longest.max_by_key(|(_, silence)| *silence) else {
        return (Span::days(USUAL_DAYS), GapWhy { reason: "too_few", params: BTreeMap::new() });
    };
    let days = silence.seconds() / 86_400.0;
    let params = BTreeMap::from([("stage", stages[at].clone()), ("days", format!("{days:.1}"))]);
    let round = ROUND.into_iter().map(Span::days).find(|round| *round >= silence);
    (round.unwrap_or(Span::days(365)), GapWhy { reason: "between_visits", params })
}

/// For every stage, the silences after which it was come to from an earlier one.
fn ways(events: &Events, stage: &[Option<usize>], stages: usize) -> Vec<Vec<Span>> {
    let mut ways = vec![Vec::new(); stages];
    for person in events.iter() {
        let mut last = None;
        for (time, code) in person.time.iter().zip(person.event) {
            let Some(here) = stage[*code as usize] else { continue };
            if let Some((before, then)) = last
                && before < here
            {
                ways[here].push(time.since(then));
            }
            last = Some((here, *time));
        }
    }
    ways
}

/// The share of the ways that lie within a visit, if that is where the journey takes place.
fn within(ways: &[Vec<Span>], valley: &Valley) -> Option<f64> {
    let of = |silences: &[Span]| silences.iter().filter(|silence| **silence <= valley.ends).count() as u64;
    let each = ways.iter().filter(|silences| silences.len() >= ENOUGH);
    let everywhere = each.clone().all(|silences| share(of(silences), silences.len() as u64) >= 0.5);
    let all = ways.iter().map(Vec::len).sum::<usize>() as u64;
    let share = share(ways.iter().map(|silences| of(silences)).sum(), all);
    (everywhere && share >= WITHIN).then_some(share)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in the list")]
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
fn quantile(silences: &[Span]) -> Option<Span> {
    let mut sorted = silences.to_vec();
    sorted.sort_unstable();
    sorted.get((sorted.len() as f64 * OUTLASTS) as usize).copied()
}
