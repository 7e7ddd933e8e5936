//! What people write on a map, beside what is computed and never over it: cells in any lane, with what they expect of
//! the data, and how far the data have drifted from it.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{BadId, Micros, StageId};

/// Which of a journey's two maps: as it is, or as it is to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// 현재: beside the computed values.
    #[default]
    AsIs,
    /// 목표: what the team wants it to become.
    ToBe,
}

/// A row of the map that people may write in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lane {
    /// The head of the column: its name and its counts. Written only on the side to be.
    Stage,
    /// What the customer wants here.
    Goal,
    /// What they do.
    Actions,
    /// Where they do it.
    Touchpoints,
    /// What they think.
    Thoughts,
    /// How they feel; its value lies on −2…+2 and stands beside the computed point.
    Emotion,
    /// Where it hurts.
    Pains,
    /// What they like.
    Delights,
    /// The figures.
    Kpis,
    /// What they wish for.
    Desired,
    /// Chances to improve.
    Opportunities,
    /// Who answers for it, and what works behind it.
    Backstage,
}

macro_rules! words {
    ($name:ident: $($variant:ident = $word:literal),+ $(,)?) => {
        impl $name {
            /// All of them, in order.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The stable word for it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = BadId;
            fn from_str(text: &str) -> Result<Self, BadId> {
                Self::ALL.iter().copied().find(|it| it.as_str() == text).ok_or_else(|| BadId::Form(text.to_owned()))
            }
        }
    };
}

words!(Side: AsIs = "as_is", ToBe = "to_be");
words!(Lane: Stage = "stage", Goal = "goal", Actions = "actions", Touchpoints = "touchpoints", Thoughts = "thoughts",
    Emotion = "emotion", Pains = "pains", Delights = "delights", Kpis = "kpis", Desired = "desired",
    Opportunities = "opportunities", Backstage = "backstage");
words!(WrittenKind: Written = "written", Assumption = "assumption");
words!(Op: AtMost = "lte", AtLeast = "gte", Is = "is");

/// How sure its author is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WrittenKind {
    /// Somebody knows it.
    #[default]
    Written,
    /// Somebody believes it: 가정.
    Assumption,
}

/// How a figure should stand to a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Op {
    /// No more than it.
    #[serde(rename = "lte")]
    AtMost,
    /// No less than it.
    #[serde(rename = "gte")]
    AtLeast,
    /// It.
    #[serde(rename = "is")]
    Is,
}

/// What a written value says about a computed one: "이틀 안에" is `deliver.time` `lte` 172 800.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Expectation {
    /// Which figure of the map, as its evidence is asked for: `deliver.time`, `pay.went_on`, `pay.kpi.csat`.
    pub cell: String,
    /// How it should stand to `value`.
    pub op: Op,
    /// In the figure's own unit: seconds, a ratio 0…1, the emotion scale.
    pub value: f64,
}

/// A computed figure with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// The value.
    pub value: f64,
    /// Lower end.
    pub low: Option<f64>,
    /// Upper end; `null` when the data set no end to it.
    pub high: Option<f64>,
    /// Out of how many.
    pub n: u64,
}

/// Whether the data keep to an expectation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The whole interval lies where it should.
    Met,
    /// The whole interval lies elsewhere.
    Missed,
    /// The interval reaches both sides, or there is none.
    Unsure,
}

impl Expectation {
    /// Judges by the whole interval, never by the value alone: what cannot be told apart is not called different.
    ///
    /// For `is`, an interval that holds the number is `Unsure`: data can contradict an exact number, not prove it.
    ///
    /// ```
    /// use yeojido_domain::{Expectation, Figure, Op, Verdict};
    /// let two_days = Expectation { cell: "deliver.time".into(), op: Op::AtMost, value: 172_800.0 };
    /// let days = |value: f64, low: f64, high: f64| {
    ///     Figure { value: value * 86_400.0, low: Some(low * 86_400.0), high: Some(high * 86_400.0), n: 400 }
    /// };
    /// assert_eq!(two_days.judge(&days(3.2, 3.1, 3.4)), Verdict::Missed);
    /// assert_eq!(two_days.judge(&days(2.1, 1.9, 2.3)), Verdict::Unsure);
    /// assert_eq!(two_days.judge(&days(1.5, 1.4, 1.6)), Verdict::Met);
    /// ```
    #[must_use]
    pub fn judge(&self, figure: &Figure) -> Verdict {
        let (low, high) = (figure.low, figure.high);
        let under = high.is_some_and(|high| high < self.value);
        let over = low.is_some_and(|low| low > self.value);
        let (met, missed) = match self.op {
            Op::AtMost => (high.is_some_and(|high| high <= self.value), over),
            Op::AtLeast => (low.is_some_and(|low| low >= self.value), under),
            Op::Is => (false, under || over),
        };
        match (missed, met) {
            (true, _) => Verdict::Missed,
            (false, true) => Verdict::Met,
            (false, false) => Verdict::Unsure,
        }
    }
}

/// Where a column of the side to be lies, and which column of today it goes on from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Planned {
    /// Columns lie in the order of this; a column that is moved takes a number between its new neighbours', so that a
    /// move changes one cell.
    pub place: f64,
    /// The column of today that it is compared with; a new one has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<StageId>,
}

/// What somebody wrote in a cell, without who and when.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct WrittenContent {
    /// In their words; may be empty where there is a value.
    pub text: String,
    /// On the emotion lane −2…+2, the value that they see.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// Known or believed.
    #[serde(default)]
    pub kind: WrittenKind,
    /// What it says about a figure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expects: Option<Expectation>,
    /// On the side to be, what is wanted of the figures of its column; on the lane `kpis` only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wants: Vec<Expectation>,
    /// On the side to be, the column itself; on the lane `stage` only. Its name is the text, or that of the column of
    /// today where there is no text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned: Option<Planned>,
}

impl WrittenContent {
    /// What it expects of the data: what is spelled out, else for a value on the emotion lane that the mean is it.
    #[must_use]
    pub fn expectation(&self, lane: Lane, stage: &StageId) -> Option<Expectation> {
        let told = self.expects.clone();
        told.or_else(|| {
            let value = self.value.filter(|_| lane == Lane::Emotion)?;
            Some(Expectation { cell: format!("{stage}.emotion"), op: Op::Is, value })
        })
    }
}

/// A written cell as the map's file holds it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WrittenCell {
    /// Which row.
    pub lane: Lane,
    /// What is written.
    #[serde(flatten)]
    pub content: WrittenContent,
    /// The name that its author writes under.
    pub by: String,
    /// When.
    pub at: Micros,
    /// Why, in the author's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Which revision of the cell this is, from 1.
    #[serde(default)]
    pub revision: u32,
    /// What the data say instead, when their 95 % interval excludes what is written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drift: Option<Figure>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(op: Op, value: f64, low: Option<f64>, high: Option<f64>) -> Verdict {
        let figure = Figure { value: 0.0, low, high, n: 10 };
        Expectation { cell: "pay.emotion".into(), op, value }.judge(&figure)
    }

    #[test]
    fn only_an_interval_that_excludes_the_number_is_a_drift() {
        for (op, value, low, high, verdict) in [
            (Op::AtMost, 2.0, Some(2.1), Some(3.0), Verdict::Missed),
            (Op::AtMost, 2.0, Some(2.0), Some(3.0), Verdict::Unsure),
            (Op::AtMost, 2.0, Some(1.0), Some(2.0), Verdict::Met),
            (Op::AtMost, 2.0, Some(2.1), None, Verdict::Missed),
            (Op::AtMost, 2.0, Some(1.0), None, Verdict::Unsure),
            (Op::AtLeast, 0.5, Some(0.1), Some(0.4), Verdict::Missed),
            (Op::AtLeast, 0.5, Some(0.5), Some(0.6), Verdict::Met),
            (Op::AtLeast, 0.5, Some(0.4), Some(0.6), Verdict::Unsure),
            (Op::Is, 1.5, Some(0.7), Some(0.9), Verdict::Missed),
            (Op::Is, -1.5, Some(0.7), Some(0.9), Verdict::Missed),
            (Op::Is, 0.8, Some(0.7), Some(0.9), Verdict::Unsure),
            (Op::Is, 0.8, None, None, Verdict::Unsure),
        ] {
            assert_eq!(judge(op, value, low, high), verdict, "{op} {value} in {low:?}..{high:?}");
        }
    }

    #[test]
    fn a_value_on_the_emotion_lane_expects_the_mean_to_be_it() {
        let stage = StageId::new("pay").expect("an id");
        let content = WrittenContent { value: Some(1.5), ..WrittenContent::default() };
        let expects = content.expectation(Lane::Emotion, &stage).expect("expects something");
        assert_eq!((expects.cell.as_str(), expects.op, expects.value), ("pay.emotion", Op::Is, 1.5));
        assert_eq!(content.expectation(Lane::Goal, &stage), None);
    }

    #[test]
    fn a_written_cell_is_the_line_of_the_maps_file() {
        let line = r#"{"lane":"goal","text":"이틀 안에","by":"정도윤","at":"2026-08-11T00:00:00Z"}"#;
        let cell: WrittenCell = serde_json::from_str(line).expect("the shortest line");
        assert_eq!((cell.lane, cell.content.text.as_str(), cell.revision), (Lane::Goal, "이틀 안에", 0));
    }

    #[test]
    fn every_lane_is_read_back_from_its_word() {
        for lane in Lane::ALL {
            assert_eq!(lane.as_str().parse(), Ok(*lane));
        }
        assert!("price".parse::<Lane>().is_err());
    }
}
