//! The answer, as `analyze compare` prints it.

use serde::Serialize;
use serde_json::{Value, json};
use yeojido_improve::Unjudged;
use yeojido_improve::contrast::{Contrasted, Measured, Told};
use yeojido_stats::Interval;

use crate::key::Key;
use crate::owed::Model;

/// In what values and differences are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Between 0 and 1.
    Share,
    /// A number of something.
    Number,
    /// Seconds.
    Seconds,
}

/// One side of a row.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct SideReport {
    /// `n ÷ of`; the median of times. `null` when there is nobody, or no median.
    pub value: Option<f64>,
    /// The part.
    pub n: f64,
    /// Of so many customers; of walks or stretches where those are counted.
    pub of: f64,
    /// Customers of them.
    pub customers: u64,
    /// Of a step of a funnel: who has not come to it, and still may.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undecided: Option<u64>,
}

/// Why a row is not judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// A side has fewer than 20 customers, or no median.
    TooFew,
    /// All do the same, so that chance cannot be told from it.
    NoSpread,
}

/// One row, or the gap.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RowReport {
    /// The cell of the analysis, as `/customers` takes it.
    pub what: Value,
    /// What people call it, where the cell does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The side that is looked at.
    pub a: SideReport,
    /// The side that is compared with.
    pub b: SideReport,
    /// `a` less `b`, with its 95 % interval; `null` when it is not judged.
    pub difference: Option<Interval>,
    /// How surprising it would be without any difference, corrected for all rows.
    pub p_adjusted: Option<f64>,
    /// Beyond chance: `p_adjusted` is at most 0.05.
    pub stands_out: bool,
    /// Why it is not judged.
    pub unjudged: Option<Why>,
    /// What it adds to the gap, in the gap's unit.
    pub part: Option<f64>,
    /// The same as a share of the gap.
    pub explains: Option<f64>,
}

/// What a comparison says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figures {
    /// What the gap is of.
    pub measure: &'static str,
    /// The gap's unit.
    pub gap_unit: Unit,
    /// The rows' unit.
    pub unit: Unit,
    /// Whether `of` counts walks or stretches of customers, not customers.
    pub of_walks: bool,
    /// By which model conversions are owed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<Model>,
    /// The whole.
    pub gap: RowReport,
    /// What stands out first, then by how much of the gap it explains.
    pub rows: Vec<RowReport>,
    /// Rows that are not compared: those of the fewest customers, periods that one side has not had.
    pub left_out: u64,
    /// Customers on side `a`.
    pub customers_a: u64,
    /// Customers on side `b`.
    pub customers_b: u64,
    /// Customers on both sides.
    pub overlap: u64,
    /// Where the gap is all differences together: what chance alone leads to expect of it.
    pub by_chance: Option<f64>,
}

impl Figures {
    pub(crate) fn new(measure: &'static str, unit: Unit, told: &Contrasted<Key>, cell: impl Fn(&Key) -> Value) -> Self {
        let (customers_a, customers_b, overlap) = told.customers;
        Self {
            measure,
            gap_unit: unit,
            unit,
            of_walks: false,
            model: None,
            gap: row(&told.gap, &cell),
            rows: told.rows.iter().map(|told| row(told, &cell)).collect(),
            left_out: 0,
            customers_a,
            customers_b,
            overlap,
            by_chance: told.by_chance,
        }
    }

    pub(crate) const fn with_gap_in(mut self, unit: Unit) -> Self {
        self.gap_unit = unit;
        self
    }

    pub(crate) const fn of_walks(mut self) -> Self {
        self.of_walks = true;
        self
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a sum of ones")]
pub(crate) fn count(sum: f64) -> u64 {
    sum as u64
}

fn row(told: &Told<Key>, cell: &impl Fn(&Key) -> Value) -> RowReport {
    let what = told.key.as_ref().map_or_else(|| json!({}), cell);
    let side = |side: &Measured| SideReport {
        value: side.value,
        n: side.part,
        of: side.whole,
        customers: side.owners,
        undecided: None,
    };
    let contrast = told.outcome.ok();
    RowReport {
        what,
        name: None,
        a: side(&told.a),
        b: side(&told.b),
        difference: contrast.map(|contrast| contrast.difference),
        p_adjusted: contrast.map(|contrast| contrast.p_adjusted),
        stands_out: told.stands_out(),
        unjudged: told.outcome.err().map(why),
        part: told.part,
        explains: told.explains,
    }
}

pub(crate) const fn why(unjudged: Unjudged) -> Why {
    match unjudged {
        Unjudged::TooFew => Why::TooFew,
        Unjudged::NoSpread => Why::NoSpread,
    }
}
