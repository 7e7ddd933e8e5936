//! What a change goes along with: the values of traits, of the channel and of fields, as findings know them.

use rustc_hash::FxHashMap;
use yeojido_domain::{ChangeDriver, Estimate, Measure, Title};
use yeojido_improve::{Driver, Group, Pair, Side, Split, drivers};
use yeojido_stats::{Interval, median};

use super::super::findings::{Asked, Fact, Ground, filter, group_said};
use super::told::LEVEL;

/// The drivers of a change, and how many values were tried. `values` are those of all rows of `asked`, in the unit of the
/// measure; the pair's rows name theirs by their key.
pub(super) fn drivers_of(ground: &Ground<'_>, asked: &Asked, values: &[f64], pair: &Pair) -> (Vec<ChangeDriver>, u64) {
    let side = |rows: &[yeojido_improve::Row], side| {
        let row = |row: &yeojido_improve::Row| Some((usize::try_from(row.key).ok()?, (side, row.sum)));
        rows.iter().filter_map(row).collect::<Vec<_>>()
    };
    let known: FxHashMap<usize, (Side, f64)> =
        side(&pair.from, Side::Out).into_iter().chain(side(&pair.to, Side::In)).collect();
    let mut rows: Vec<usize> = known.keys().copied().collect();
    rows.sort_unstable();
    let mut own = asked.only(&rows);
    own.table.outcome = rows.iter().map(|row| known[row].1).collect();
    let splits = |key: usize| matches!(own.facts[key], Fact::Trait(_) | Fact::Channel | Fact::Field(_));
    own.table.columns.retain(|column| splits(column.key));
    let sides: Vec<Side> = rows.iter().map(|row| known[row].0).collect();
    let values: Vec<f64> = rows.iter().map(|&row| values[row]).collect();
    let found = drivers(&own.table, &sides, LEVEL);
    let tell = |driver: &Driver| told(ground, &own, &sides, &values, driver);
    (found.drivers.iter().map(tell).collect(), found.tried)
}

fn told(ground: &Ground<'_>, own: &Asked, sides: &[Side], values: &[f64], driver: &Driver) -> ChangeDriver {
    let group = Group::Is { column: driver.column, code: driver.code };
    let said = group_said(&ground.scene.stored.journey, own, &group);
    let inside = group.sides(&own.table);
    let value = |of: Side| {
        let here = (0..sides.len()).filter(|&row| sides[row] == of && inside[row] == Side::In);
        let values: Vec<f64> = here.map(|row| values[row]).collect();
        match own.measure {
            Measure::Slow => median(&values),
            _ => values.into_iter().collect::<yeojido_stats::Moments>().mean(),
        }
    };
    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
    let share = |split: &Split, of: u64| split.rows as f64 / of.max(1) as f64;
    ChangeDriver {
        title: Title { ko: said.ko, en: said.en },
        filter: filter(own, &group),
        share_from: share(&driver.from, driver.of.0),
        share_to: share(&driver.to, driver.of.1),
        n_from: driver.from.rows,
        n_to: driver.to.rows,
        value_from: value(Side::Out),
        value_to: value(Side::In),
        explained: estimate(driver.explained),
        mix: driver.mix,
        rate: driver.rate,
        left: estimate(driver.left),
        p_adjusted: driver.p_adjusted,
    }
}

const fn estimate(interval: Interval) -> Estimate {
    Estimate { value: interval.value, low: interval.low, high: interval.high }
}
