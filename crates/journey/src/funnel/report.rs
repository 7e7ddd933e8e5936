//! The answer, as `analyze funnel` prints it.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use yeojido_domain::{Micros, PersonId, Span};
use yeojido_stats::median;

use crate::events::NONE;
use crate::shares::ShareReport;
use crate::who::Behind;

use super::partial::{Funnel, FunnelPartial};
use super::spec::{FunnelSpec, HistogramSteps};
use super::tally::FunnelTally;

/// One step.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StepReport {
    /// Its events.
    pub event: String,
    /// What people call it, if they do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Came so far.
    pub count: u64,
    /// Of those of the step before; `null` where there are none.
    pub from_before: Option<ShareReport>,
    /// Of those of the first step.
    pub from_first: Option<ShareReport>,
    /// Mean time from the step done before, in seconds; `null` when nobody has one.
    pub mean_s: Option<f64>,
    /// Median of it.
    pub median_s: Option<f64>,
    /// Of them, those who came no further and cannot any more.
    pub dropped: u64,
    /// Of them, those who came no further and still may.
    pub undecided: u64,
    /// Of them, those who went past without this optional step.
    pub skipped: u64,
}

/// The customers of one value.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupReport {
    /// Came to the first step.
    pub customers: u64,
    /// By step.
    pub steps: Vec<StepReport>,
}

/// The values that are not shown.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OthersReport {
    /// How many values.
    pub values: u64,
    /// Their customers together.
    #[serde(flatten)]
    pub group: GroupReport,
}

/// Time between two steps.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TimeReport {
    /// From this step, from 0.
    pub from_step: usize,
    /// To this one.
    pub to_step: usize,
    /// How many did both.
    pub n: u64,
    /// Mean, in seconds.
    pub mean_s: Option<f64>,
    /// Median.
    pub median_s: Option<f64>,
}

/// The attempts that began in one stretch.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TrendReport {
    /// Its first day.
    pub day: String,
    /// Every attempt that could begin in it has had its whole window.
    pub complete: bool,
    /// Came to the first step.
    pub customers: u64,
    /// By step.
    pub steps: Vec<StepReport>,
}

/// The customers of a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WhoReport {
    /// All of them.
    pub count: u64,
    /// Those who are named.
    pub customers: Vec<PersonId>,
    /// Those who are not.
    pub left_out: u64,
}

impl WhoReport {
    /// Names so many of them at most.
    #[must_use]
    pub fn of(behind: &[Behind], limit: usize) -> Self {
        let customers: Vec<PersonId> = behind.iter().take(limit).map(|one| one.person).collect();
        Self { count: behind.len() as u64, left_out: (behind.len() - customers.len()) as u64, customers }
    }
}

/// What `analyze funnel` prints of one period.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FunnelReport {
    /// Customers with any event, in the funnel or not.
    pub customers: u64,
    /// Those whose every attempt was spoilt by an exclusion, and who are therefore in no step.
    pub excluded: u64,
    /// The longest that an attempt can take, in seconds.
    pub window_s: f64,
    /// By step.
    pub steps: Vec<StepReport>,
    /// By value, the most frequent first.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "as_map")]
    pub breakdown: Option<Vec<(String, GroupReport)>>,
    /// The values beyond those.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub breakdown_others: Option<OthersReport>,
    /// Customers whose events have no value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub breakdown_without: Option<GroupReport>,
    /// Bins of equal width as `[start in seconds, count]`; the last holds what is as long as the upper end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub histogram: Option<Vec<(f64, u64)>>,
    /// What the histogram is of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_to_convert: Option<TimeReport>,
    /// By the stretch in which attempts began.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trend: Option<Vec<TrendReport>>,
    /// The customers of the cell asked for, where somebody has looked for them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub who: Option<WhoReport>,
    /// The other period.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compare: Option<Box<ComparedReport>>,
}

/// The period compared with.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ComparedReport {
    /// Its first day.
    pub from: String,
    /// Its last.
    pub to: String,
    /// The same funnel in it.
    #[serde(flatten)]
    pub funnel: FunnelReport,
}

#[expect(clippy::ref_option, reason = "serde gives the field")]
fn as_map<S: Serializer>(groups: &Option<Vec<(String, GroupReport)>>, to: S) -> Result<S::Ok, S::Error> {
    let mut map = to.serialize_map(None)?;
    for (value, group) in groups.iter().flatten() {
        map.serialize_entry(value, group)?;
    }
    map.end()
}

impl Funnel<'_> {
    /// The figures.
    #[must_use]
    pub fn report(&self, spec: &FunnelSpec, sum: FunnelPartial) -> FunnelReport {
        let labels: Vec<Label> = spec.steps.iter().map(|step| (step.pattern().label(), step.name.clone())).collect();
        let steps = |tally: &FunnelTally| self::steps(tally, &labels);
        let histogram = self.histogram().map(|h| bins(sum.all.converted(), h));
        let mut report = FunnelReport {
            customers: sum.customers,
            excluded: sum.excluded,
            window_s: Span(self.plan().longest()).seconds(),
            steps: steps(&sum.all),
            breakdown: None,
            breakdown_others: None,
            breakdown_without: None,
            histogram,
            time_to_convert: self.histogram().map(|h| TimeReport {
                from_step: h.from_step,
                to_step: h.to_step,
                n: sum.all.converted().len() as u64,
                mean_s: mean(sum.all.converted()),
                median_s: middle(sum.all.converted()),
            }),
            trend: self.trend().map(|calendar| {
                let day = |(at, tally): (usize, &FunnelTally)| TrendReport {
                    day: calendar.day(at).to_string(),
                    complete: is_complete(calendar.range(at).end, self.plan().longest(), self.plan().data_end),
                    customers: tally.customers(),
                    steps: steps(tally),
                };
                sum.by_day.iter().enumerate().map(day).collect()
            }),
            who: None,
            compare: None,
        };
        self.break_down(spec, sum, &labels, &mut report);
        report
    }

    fn break_down(&self, spec: &FunnelSpec, mut sum: FunnelPartial, labels: &[Label], report: &mut FunnelReport) {
        let Some(values) = self.values() else { return };
        let group = |tally: &FunnelTally| GroupReport { customers: tally.customers(), steps: steps(tally, labels) };
        report.breakdown_without = sum.by_value.remove(&NONE).map(|tally| group(&tally));
        let mut order = self.by_customers(&sum.by_value);
        let rest = order.split_off(spec.values.min(order.len()));
        let values_left = rest.len() as u64;
        if values_left > 0 {
            let mut all = FunnelTally::new(labels.len(), None);
            rest.iter().filter_map(|code| sum.by_value.remove(code)).for_each(|tally| all.merge(tally));
            report.breakdown_others = Some(OthersReport { values: values_left, group: group(&all) });
        }
        let named = |code: &u32| Some((values.value(*code)?.to_owned(), group(sum.by_value.get(code)?)));
        report.breakdown = Some(order.iter().filter_map(named).collect());
    }
}

/// The events of a step, and what people call it.
type Label = (String, Option<String>);

fn steps(tally: &FunnelTally, labels: &[Label]) -> Vec<StepReport> {
    let sums = tally.sums();
    let before = |at: usize| at.checked_sub(1).and_then(|before| sums.get(before));
    let first = sums.first().map_or(0, |sum| sum.count);
    let step = |(at, (sum, (event, name))): (usize, (&super::StepSum, &Label))| StepReport {
        event: event.clone(),
        name: name.clone(),
        count: sum.count,
        from_before: before(at).and_then(|before| ShareReport::of(sum.count, before.count)),
        from_first: ShareReport::of(sum.count, first),
        mean_s: mean(tally.waits(at)),
        median_s: middle(tally.waits(at)),
        dropped: sum.dropped,
        undecided: sum.undecided,
        skipped: sum.skipped,
    };
    sums.iter().zip(labels).enumerate().map(step).collect()
}

/// Whether everything that begins before an instant has ended by the end of the data.
fn is_complete(end: Micros, longest: i64, data_end: Micros) -> bool {
    end.0.saturating_sub(1).saturating_add(longest) < data_end.0
}

fn mean(spans: &[Span]) -> Option<f64> {
    let sum: i128 = spans.iter().map(|span| i128::from(span.0)).sum();
    #[expect(clippy::cast_precision_loss, reason = "exact up to 285 years in sum, near enough beyond")]
    (!spans.is_empty()).then(|| sum as f64 / spans.len() as f64 / 1e6)
}

fn middle(spans: &[Span]) -> Option<f64> {
    median(&spans.iter().map(|span| span.seconds()).collect::<Vec<_>>())
}

/// Bins of whole seconds from the shortest to the longest, and one more for what is as long as the upper end.
fn bins(spans: &[Span], histogram: HistogramSteps) -> Vec<(f64, u64)> {
    let seconds = |span: &Span| span.0.div_euclid(1_000_000);
    let (Some(least), Some(most)) = (spans.iter().map(seconds).min(), spans.iter().map(|s| s.0).max()) else {
        return Vec::new();
    };
    let bins = i64::from(histogram.bins);
    // Whole seconds that hold the longest too.
    let width = (most - least * 1_000_000).max(0).div_euclid(1_000_000 * bins);
    let width = if width * bins * 1_000_000 + least * 1_000_000 < most { width + 1 } else { width }.max(1);
    let mut counts = vec![0; histogram.bins as usize + 1];
    for span in spans {
        let bin = usize::try_from((span.0 - least * 1_000_000).div_euclid(width * 1_000_000)).unwrap_or(0);
        counts[bin.min(histogram.bins as usize)] += 1;
    }
    #[expect(clippy::cast_precision_loss, reason = "seconds of a few centuries")]
    let start = |at: i64| (least + at * width) as f64;
    (0..).map(start).zip(counts).collect()
}
