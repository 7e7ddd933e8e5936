//! What can be asked of a cluster: one question, or two sides of one.

use serde::{Deserialize, Serialize};
use yeojido_contrast::{Comparison, Figures, Second, Sums};
use yeojido_domain::{Micros, Zone};
use yeojido_journey::{Answer, Folded, Part, Question, SpecError};

/// A question of either kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asking {
    /// An analysis.
    One(Box<Question>),
    /// Two sides of one.
    Two(Box<Comparison>),
}

/// What a piece comes to.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Piecemeal {
    /// Of an analysis.
    One(Folded),
    /// Of two sides.
    Two(Sums),
}

/// What was found.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Report {
    /// Of an analysis.
    One(Box<Answer>),
    /// Of two sides.
    Two(Box<Figures>),
}

impl Asking {
    /// Reads what people write: whoever names a side compares.
    ///
    /// # Errors
    /// What is wrong with the JSON.
    pub fn read(text: &str) -> Result<Self, serde_json::Error> {
        let value: serde_json::Value = serde_json::from_str(text)?;
        if value.get("a").is_some() || value.get("b").is_some() {
            serde_json::from_value(value).map(Self::Two)
        } else {
            serde_json::from_value(value).map(Self::One)
        }
    }

    /// Gives what does not say whose days it means a zone.
    pub fn in_zone(&mut self, zone: &Zone) {
        match self {
            Self::One(question) => question.in_zone(zone),
            Self::Two(comparison) => comparison.in_zone(zone),
        }
    }

    /// The columns beyond `event` that it looks at.
    pub fn columns(&self) -> Vec<String> {
        match self {
            Self::One(question) => question.columns(),
            Self::Two(comparison) => comparison.columns(),
        }
    }

    /// Folds a part; the second time with what everybody is weighed by.
    ///
    /// # Errors
    /// [`SpecError`] names what is wrong with the question.
    pub fn fold(&self, part: &Part<'_>, second: Option<&Second>) -> Result<Piecemeal, SpecError> {
        match self {
            Self::One(question) => question.fold(part).map(Piecemeal::One),
            Self::Two(comparison) => {
                comparison.without_traits()?;
                comparison.fold(part, second, &|_, _| true).map(Piecemeal::Two)
            }
        }
    }

    /// What a second pass needs, where the first does not suffice.
    pub fn second(&self, first: &Piecemeal) -> Option<Second> {
        match (self, first) {
            (Self::Two(comparison), Piecemeal::Two(sums)) => comparison.second(sums),
            _ => None,
        }
    }

    /// The answer.
    ///
    /// # Errors
    /// [`SpecError`] when the sums are not of this question.
    pub fn report(
        &self,
        first: Piecemeal,
        second: Option<Piecemeal>,
        span: Option<(Micros, Micros)>,
    ) -> Result<Report, SpecError> {
        match (self, first, second) {
            (Self::One(question), Piecemeal::One(sum), None) => {
                question.report(sum, span).map(|answer| Report::One(Box::new(answer)))
            }
            (Self::Two(comparison), Piecemeal::Two(sum), None) => {
                comparison.report(sum, None).map(|figures| Report::Two(Box::new(figures)))
            }
            (Self::Two(comparison), Piecemeal::Two(sum), Some(Piecemeal::Two(second))) => {
                comparison.report(sum, Some(second)).map(|figures| Report::Two(Box::new(figures)))
            }
            _ => Err(different()),
        }
    }
}

impl Piecemeal {
    /// Adds what another piece comes to.
    ///
    /// # Errors
    /// [`SpecError`] when the two are not of one question.
    pub fn merge(&mut self, other: Self) -> Result<(), SpecError> {
        match (self, other) {
            (Self::One(sum), Self::One(more)) => sum.merge(more),
            (Self::Two(sum), Self::Two(more)) => sum.merge(more),
            _ => Err(different()),
        }
    }
}

fn different() -> SpecError {
    SpecError::new("analysis", "these sums are of different questions")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use yeojido_journey::Events;

    use super::*;

    #[test]
    fn traits_of_a_side_are_refused_by_their_name() {
        let text =
            r#"{"analysis":"transitions","a":{},"b":{"where":[{"field":{"of":"trait","name":"grade"},"is":"gold"}]}}"#;
        let asking = Asking::read(text).expect("a comparison");
        let nobody = Events {
            offsets: vec![0],
            event: yeojido_journey::Coded { codes: Vec::new(), values: vec![Arc::from("x")] },
            ..Events::default()
        };
        let refused = asking.fold(&Part::all(&nobody), None).expect_err("nobody knows the customers here");
        assert_eq!(refused.field, "b.where");
    }
}
