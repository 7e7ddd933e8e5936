//! Stretches of days in which things are worse, or better, than on the other days.

/// Lengths tried, in days.
const LENGTHS: [i32; 12] = [3, 5, 7, 10, 14, 21, 28, 35, 49, 70, 98, 140];

/// A stretch with a larger share of all rows is the usual, and what lies outside the exception.
const MOST: f64 = 0.6;

/// A stretch of days.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Window {
    pub from: i32,
    pub to: i32,
    /// How many stretches were compared to find it.
    pub tried: u64,
}

/// Sums by day, so that any stretch costs two look-ups.
struct Days {
    first: i32,
    /// Sum of what is left of the outcome, up to and without each day.
    sum: Vec<f64>,
    rows: Vec<f64>,
    variance: f64,
    /// Rows that a stretch is set against, itself among them.
    all: f64,
}

impl Days {
    fn new(rows: impl Iterator<Item = (i32, f64)> + Clone, all: f64) -> Option<Self> {
        let (first, last) = rows.clone().fold(None, |span: Option<(i32, i32)>, (day, _)| {
            Some(span.map_or((day, day), |(from, to)| (from.min(day), to.max(day))))
        })?;
        let length = usize::try_from(last - first).ok()? + 1;
        let (mut sum, mut count) = (vec![0.0; length + 1], vec![0.0; length + 1]);
        let mut squares = 0.0;
        for (day, left) in rows {
            let at = usize::try_from(day - first).ok()? + 1;
            sum[at] += left;
            count[at] += 1.0;
            squares += left * left;
        }
        for at in 1..=length {
            sum[at] += sum[at - 1];
            count[at] += count[at - 1];
        }
        let total = count[length];
        (squares > 0.0).then(|| Self { first, sum, rows: count, variance: squares / total, all })
    }

    fn last(&self) -> i32 {
        self.first + i32::try_from(self.sum.len()).unwrap_or(i32::MAX) - 2
    }

    /// The sum over a stretch in units of its error without any difference; `None` where one side has too few rows.
    fn z(&self, from: i32, to: i32, enough: f64) -> Option<f64> {
        let (from, to) = (from.max(self.first), to.min(self.last()));
        if from > to {
            return None;
        }
        let at = |day: i32| usize::try_from(day - self.first).unwrap_or(0);
        let (a, b) = (at(from), at(to) + 1);
        let (rows, own) = (self.rows[b] - self.rows[a], self.rows[self.rows.len() - 1]);
        if rows < enough || own - rows < enough || rows > MOST * own {
            return None;
        }
        Some((self.sum[b] - self.sum[a]) / (self.variance * rows * (1.0 - rows / self.all)).sqrt())
    }
}

/// The stretch that differs most: `rows` gives the day of each row and what is left of its outcome after the mean of
/// its stratum, `all` how many rows it is set against (those of the stretch among them). `worse_only` looks for larger outcomes alone. Found on a grid of lengths and starts, all of which are
/// counted in [`Window::tried`]; its two ends are then moved by up to a third of its length to where it differs most,
/// which describes the stretch better and is not a test of its own.
pub(crate) fn extreme(
    rows: impl Iterator<Item = (i32, f64)> + Clone,
    all: usize,
    enough: usize,
    worse_only: bool,
) -> Option<Window> {
    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
    let (all, enough) = (all as f64, enough as f64);
    let days = Days::new(rows, all)?;
    let judge = |from: i32, to: i32| days.z(from, to, enough).map(|z| if worse_only { z } else { z.abs() });
    let (mut best, mut tried) = (None::<(f64, i32, i32)>, 0);
    for length in LENGTHS {
        let step = (length / 7).max(1);
        let mut from = days.first - length + step;
        while from <= days.last() {
            let (start, end) = (from.max(days.first), (from + length - 1).min(days.last()));
            if let Some(z) = judge(start, end) {
                tried += 1;
                if best.is_none_or(|(most, _, _)| z > most) {
                    best = Some((z, start, end));
                }
            }
            from += step;
        }
    }
    let (_, from, to) = best?;
    let (from, to) = settle(&days, &judge, from, to);
    Some(Window { from, to, tried })
}

/// A stretch as likely as the best but for this much (in units of z², as a likelihood ratio) is as good: the shortest of
/// them is taken, so that days with hardly any rows are not drawn in.
const AS_LIKELY: f64 = 2.0;

fn settle(days: &Days, judge: &impl Fn(i32, i32) -> Option<f64>, from: i32, to: i32) -> (i32, i32) {
    let reach = ((to - from + 1) / 3).max(3);
    let starts = || (from - reach).max(days.first)..=(from + reach);
    let ends = || (to - reach)..=(to + reach).min(days.last());
    let judged: Vec<(f64, i32, i32)> =
        starts().flat_map(|start| ends().filter_map(move |end| Some((judge(start, end)?, start, end)))).collect();
    let best = judged.iter().map(|(z, _, _)| *z).fold(0.0, f64::max);
    let near = judged.iter().filter(|(z, _, _)| *z > 0.0 && z * z >= best * best - AS_LIKELY);
    let shortest = near.min_by(|a, b| (a.2 - a.1).cmp(&(b.2 - b.1)).then(b.0.total_cmp(&a.0)));
    shortest.map_or((from, to), |(_, start, end)| (*start, *end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_days_that_are_worse_are_found_to_the_day() {
        let rows: Vec<(i32, f64)> = (0..184)
            .flat_map(|day| (0..20).map(move |n| (day, f64::from(u8::from((72..=99).contains(&day) && n < 8)) - 0.06)))
            .collect();
        let found = extreme(rows.iter().copied(), rows.len(), 20, true).expect("a stretch");
        assert_eq!((found.from, found.to), (72, 99));
        assert!(found.tried > 300, "{}", found.tried);
    }

    #[test]
    fn nothing_is_found_where_nothing_differs_at_all() {
        assert_eq!(extreme((0..50).map(|day| (day, 0.0)), 50, 20, false), None);
        assert_eq!(extreme(std::iter::empty(), 0, 20, false), None);
    }
}
