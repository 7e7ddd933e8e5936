//! What is planted.

use std::fmt;

use jiff::civil::Date;

/// What happens to those whom a truth concerns, at one step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Harm {
    /// They leave.
    Loss,
    /// They go back to the step before, and often leave there.
    Back,
    /// Something fails, by an event of its own, and most leave.
    Error,
    /// They take several times as long.
    Wait,
    /// They rate lower.
    Rating,
}

#[derive(Debug, Clone)]
pub struct Truth {
    pub harm: Harm,
    /// Place of the step among the shop's.
    pub step: usize,
    /// Its event; for an error the event of the error.
    pub event: String,
    /// The field and value of those whom it concerns: `channel`, or a property.
    pub whom: Option<(&'static str, &'static str)>,
    /// First and last day.
    pub days: Option<(Date, Date)>,
}

impl Truth {
    pub fn concerns(&self, step: usize, day: Date, fields: &[(&'static str, &'static str)]) -> bool {
        self.step == step
            && self.days.is_none_or(|(from, to)| (from..=to).contains(&day))
            && self.whom.is_none_or(|whom| fields.contains(&whom))
    }
}

impl fmt::Display for Truth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} at {}", self.harm, self.event)?;
        if let Some((field, value)) = self.whom {
            write!(f, ", {field} {value}")?;
        }
        self.days.map_or(Ok(()), |(from, to)| write!(f, ", {from} to {to}"))
    }
}
