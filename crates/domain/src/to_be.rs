//! The map as it is to be: its own columns, and the gaps between what is wanted of the figures and what they are now.

use serde::{Deserialize, Serialize};

use crate::{Expectation, Figure, JourneyId, Lane, Op, StageId, Verdict, WrittenCell};

/// Whether a figure is where it is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GapState {
    /// The whole interval lies elsewhere.
    Missed,
    /// The interval holds the wanted value: not distinguishable yet.
    Unsure,
    /// There is nothing to compare with.
    Unmeasured,
    /// The whole interval lies where it should.
    Met,
}

/// Why a figure cannot be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unmeasured {
    /// The column goes on from none of today.
    NoCounterpart,
    /// The column of today has no such figure, or no data for it.
    NoFigure,
    /// There is a value, but too few data for an interval.
    NoInterval,
}

/// A figure now, and as it is wanted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Gap {
    /// The column of the side to be.
    pub stage: StageId,
    /// The row that the wish is written in.
    pub lane: Lane,
    /// What is wanted, of a figure of today where the column goes on from one.
    pub wanted: Expectation,
    /// The figure now.
    pub now: Option<Figure>,
    /// Whether it is there.
    pub state: GapState,
    /// Why it cannot be compared.
    pub why: Option<Unmeasured>,
    /// How far the value is from there, as a share of the figure's scale: 0 where it is there already.
    pub far: Option<f64>,
}

/// A column of the side to be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlannedStage {
    /// Which.
    pub id: StageId,
    /// Its own name, else that of the column it goes on from.
    pub name: String,
    /// The column of today that it goes on from.
    pub from: Option<StageId>,
    /// Where it lies among the others.
    pub place: f64,
    /// The newest revision of the column itself.
    pub revision: u32,
    /// What is written in it, without the column itself.
    pub written: Vec<WrittenCell>,
}

/// The map as it is to be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ToBe {
    /// Which journey.
    pub journey: JourneyId,
    /// The newest revision of the map.
    pub number: i64,
    /// In order; none when nobody has begun.
    pub stages: Vec<PlannedStage>,
    /// The furthest first.
    pub gaps: Vec<Gap>,
    /// Columns that go on from none of today.
    pub added: Vec<StageId>,
    /// Columns of today that none goes on from.
    pub removed: Vec<StageId>,
    /// Columns with an experience that is wished for and nothing that is done for it.
    pub unacted: Vec<StageId>,
}

impl Gap {
    /// Compares a wish with the figure as it is now.
    #[must_use]
    pub fn of(stage: StageId, lane: Lane, wanted: Expectation, now: Result<Figure, Unmeasured>) -> Self {
        let figure = now.ok();
        let (state, why) = match now {
            Err(why) => (GapState::Unmeasured, Some(why)),
            Ok(figure) if figure.low.is_none() && figure.high.is_none() => {
                (GapState::Unmeasured, Some(Unmeasured::NoInterval))
            }
            Ok(figure) => match wanted.judge(&figure) {
                Verdict::Met => (GapState::Met, None),
                Verdict::Missed => (GapState::Missed, None),
                Verdict::Unsure => (GapState::Unsure, None),
            },
        };
        let far = figure.and_then(|figure| far(&wanted, figure.value));
        Self { stage, lane, wanted, now: figure, state, why, far }
    }
}

/// How far a value is from where it is wanted, as a share of its scale, so that unlike figures can be ranked: of two
/// times the shorter's share of the longer that is missing, a share in parts of 1, feeling in parts of the 4 between −2
/// and +2, NPS of the 2 between −1 and +1, CES of the 6 between 1 and 7. Not a statement of worth.
fn far(wanted: &Expectation, now: f64) -> Option<f64> {
    let away = match wanted.op {
        Op::AtMost => now - wanted.value,
        Op::AtLeast => wanted.value - now,
        Op::Is => (now - wanted.value).abs(),
    };
    let mut parts = wanted.cell.splitn(3, '.').skip(1);
    let scale = match (parts.next(), parts.next()) {
        (Some("time"), _) => now.max(wanted.value),
        (Some("emotion"), _) => 4.0,
        (Some("kpi"), Some("nps")) => 2.0,
        (Some("kpi"), Some("ces")) => 6.0,
        _ => 1.0,
    };
    (scale > 0.0).then(|| away.max(0.0) / scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gap(cell: &str, op: Op, value: f64, now: Result<Figure, Unmeasured>) -> Gap {
        let stage = StageId::new("pay").expect("an id");
        Gap::of(stage, Lane::Kpis, Expectation { cell: cell.into(), op, value }, now)
    }

    fn figure(value: f64, half: f64) -> Result<Figure, Unmeasured> {
        Ok(Figure { value, low: Some(value - half), high: Some(value + half), n: 40 })
    }

    #[test]
    fn a_gap_is_open_only_when_the_whole_interval_lies_elsewhere() {
        for (now, state) in [
            (figure(0.80, 0.02), GapState::Missed),
            (figure(0.89, 0.02), GapState::Unsure),
            (figure(0.95, 0.02), GapState::Met),
            (Ok(Figure { value: 0.5, low: None, high: None, n: 1 }), GapState::Unmeasured),
            (Err(Unmeasured::NoCounterpart), GapState::Unmeasured),
        ] {
            assert_eq!(gap("pay.went_on", Op::AtLeast, 0.9, now).state, state, "{now:?}");
        }
    }

    #[test]
    fn how_far_is_a_share_of_the_figures_scale_and_nothing_once_it_is_there() {
        let near = |gap: Gap, share: f64| {
            let far = gap.far.expect("has a value");
            assert!((far - share).abs() < 1e-9, "{}: {far} is not {share}", gap.wanted.cell);
        };
        near(gap("pay.time", Op::AtMost, 2.0, figure(4.0, 0.1)), 0.5);
        near(gap("pay.time", Op::AtMost, 2.0, figure(1.0, 0.1)), 0.0);
        near(gap("pay.went_on", Op::AtLeast, 0.9, figure(0.6, 0.1)), 0.3);
        near(gap("pay.emotion", Op::AtLeast, 0.5, figure(-1.5, 0.1)), 0.5);
        near(gap("pay.kpi.nps", Op::AtLeast, 0.5, figure(0.0, 0.1)), 0.25);
        near(gap("pay.kpi.ces", Op::AtLeast, 6.0, figure(3.0, 0.1)), 0.5);
        assert_eq!(gap("pay.kpi.csat", Op::AtLeast, 0.9, Err(Unmeasured::NoFigure)).far, None);
    }
}
