//! Medians of times in the shape of all other comparisons.

use serde_json::Value;
use yeojido_improve::contrast::{STANDS_OUT, Wait, Waits};
use yeojido_stats::benjamini_hochberg;

use crate::told::{Figures, RowReport, SideReport, Unit, why};

/// The times of one pair of stages on both sides.
pub(crate) struct Medians {
    pub what: Value,
    pub told: Waits,
    pub sides: [SideReport; 2],
}

/// Those whose time is known, of all; and their customers.
pub(crate) fn side(waits: &[Wait], median: Option<f64>) -> SideReport {
    #[expect(clippy::cast_precision_loss, reason = "walks stay far below 2^53")]
    let count = |walks: usize| walks as f64;
    let (n, of) = (count(waits.iter().filter(|wait| wait.over).count()), count(waits.len()));
    SideReport { value: median, n, of, customers: owners(waits).len() as u64, undecided: None }
}

/// Customers, in order.
pub(crate) fn owners(waits: &[Wait]) -> Vec<u64> {
    let mut owners: Vec<u64> = waits.iter().map(|wait| wait.owner).collect();
    owners.sort_unstable();
    owners.dedup();
    owners
}

/// The gap and its rows, corrected for all of them together; what a row explains is its share of all differences.
pub(crate) fn figures(gap: Medians, rows: Vec<Medians>, overlap: u64) -> Figures {
    let mut rows: Vec<RowReport> = rows.into_iter().map(row).collect();
    let mut gap = row(gap);
    let judged: Vec<&mut RowReport> =
        rows.iter_mut().chain([&mut gap]).filter(|row| row.p_adjusted.is_some()).collect();
    let p: Vec<f64> = judged.iter().filter_map(|row| row.p_adjusted).collect();
    for (row, p) in judged.into_iter().zip(benjamini_hochberg(&p)) {
        (row.p_adjusted, row.stands_out) = (Some(p), p <= STANDS_OUT);
    }
    let apart = |row: &RowReport| Some((row.a.value? - row.b.value?).abs());
    let all: f64 = rows.iter().filter_map(apart).sum();
    for row in &mut rows {
        row.explains = apart(row).filter(|_| all > 0.0).map(|apart| apart / all);
    }
    rows.sort_by(|x, y| {
        let rank = |row: &RowReport| (row.stands_out, row.difference.is_some(), row.explains.unwrap_or_default());
        rank(y).partial_cmp(&rank(x)).unwrap_or(std::cmp::Ordering::Equal)
    });
    let (customers_a, customers_b) = (gap.a.customers, gap.b.customers);
    Figures {
        measure: "time_to_goal",
        gap_unit: Unit::Seconds,
        unit: Unit::Seconds,
        of_walks: true,
        model: None,
        gap,
        rows,
        left_out: 0,
        customers_a,
        customers_b,
        overlap,
        by_chance: None,
    }
}

fn row(medians: Medians) -> RowReport {
    let [a, b] = medians.sides;
    let contrast = medians.told.outcome.ok();
    RowReport {
        what: medians.what,
        name: None,
        a,
        b,
        difference: contrast.map(|contrast| contrast.difference),
        p_adjusted: contrast.map(|contrast| contrast.p),
        stands_out: false,
        unjudged: medians.told.outcome.err().map(why),
        part: None,
        explains: None,
    }
}
