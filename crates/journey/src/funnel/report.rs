//! The answer, as `analyze funnel` prints it.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use yeojido_domain::{Micros, PersonId, Span};
use yeojido_stats::median;

use crate::events::NONE;

use super::partial::{Funnel, FunnelPartial};
use super::spec::{FunnelSpec, HistogramSteps};
use super::tally::FunnelTally;

/// One step.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StepReport {
    /// Its events.
    pub event: String,
    /// Came so far.
    pub count: u64,
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
    /// The customers of the cell asked for.
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
    pub fn report(&self, spec: &FunnelSpec, mut sum: FunnelPartial) -> FunnelReport {
        let labels: Vec<String> = spec.steps.iter().map(|step| step.pattern().label()).collect();
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
            who: self.who().map(|cell| {
                // Parts come in any order; the first persons of all are among the first of each.
                let mut named = std::mem::take(&mut sum.who);
                named.sort_unstable();
                named.truncate(cell.limit);
                WhoReport { count: sum.who_count, left_out: sum.who_count - named.len() as u64, customers: named }
            }),
            compare: None,
        };
        self.break_down(spec, sum, &labels, &mut report);
        report
    }

    fn break_down(&self, spec: &FunnelSpec, mut sum: FunnelPartial, labels: &[String], report: &mut FunnelReport) {
        let Some(values) = self.values() else { return };
        let group = |tally: &FunnelTally| GroupReport { customers: tally.customers(), steps: steps(tally, labels) };
        report.breakdown_without = sum.by_value.remove(&NONE).map(|tally| group(&tally));
        let mut groups: Vec<(&str, FunnelTally)> =
            sum.by_value.into_iter().map(|(code, tally)| (values[code as usize].as_ref(), tally)).collect();
        groups.sort_by(|a, b| b.1.customers().cmp(&a.1.customers()).then_with(|| a.0.cmp(b.0)));
        let rest = groups.split_off(spec.values.min(groups.len()));
        if !rest.is_empty() {
            let values = rest.len() as u64;
            let mut all = FunnelTally::new(labels.len(), None);
            rest.into_iter().for_each(|(_, tally)| all.merge(tally));
            report.breakdown_others = Some(OthersReport { values, group: group(&all) });
        }
        report.breakdown = Some(groups.iter().map(|(value, tally)| ((*value).to_owned(), group(tally))).collect());
    }
}

fn steps(tally: &FunnelTally, labels: &[String]) -> Vec<StepReport> {
    let step = |(at, (sum, label)): (usize, (super::StepSum, &String))| StepReport {
        event: label.clone(),
        count: sum.count,
        mean_s: mean(tally.waits(at)),
        median_s: middle(tally.waits(at)),
        dropped: sum.dropped,
        undecided: sum.undecided,
        skipped: sum.skipped,
    };
    tally.sums().into_iter().zip(labels).enumerate().map(step).collect()
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
