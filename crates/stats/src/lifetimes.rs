//! Time until something happens, when for some it has not happened yet.

use serde::{Deserialize, Serialize};

use crate::interval::{NotEnoughData, check_level, float, z};

/// Durations, each either known or known only to be at least so long: a summary that adds. Any one unit.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Lifetimes {
    observed: Vec<f64>,
    censored: Vec<f64>,
}

impl Lifetimes {
    /// Adds a duration: `observed` if it ended, otherwise it lasted at least so long.
    pub fn push(&mut self, duration: f64, observed: bool) {
        if observed { self.observed.push(duration) } else { self.censored.push(duration) }
    }

    /// Adds the durations of another summary.
    pub fn merge(&mut self, other: &Self) {
        self.observed.extend_from_slice(&other.observed);
        self.censored.extend_from_slice(&other.censored);
    }

    /// How many durations are known.
    #[must_use]
    pub fn observed(&self) -> u64 {
        self.observed.len() as u64
    }

    /// How many are known only to be at least so long.
    #[must_use]
    pub fn censored(&self) -> u64 {
        self.censored.len() as u64
    }

    /// The Kaplan–Meier curve of these durations.
    ///
    /// # Errors
    /// [`NotEnoughData`] without a single duration.
    pub fn curve(&self) -> Result<KaplanMeier, NotEnoughData> {
        KaplanMeier::new(&self.observed, &self.censored)
    }
}

impl Extend<(f64, bool)> for Lifetimes {
    fn extend<I: IntoIterator<Item = (f64, bool)>>(&mut self, durations: I) {
        for (duration, observed) in durations {
            self.push(duration, observed);
        }
    }
}

impl FromIterator<(f64, bool)> for Lifetimes {
    fn from_iter<I: IntoIterator<Item = (f64, bool)>>(durations: I) -> Self {
        let mut all = Self::default();
        all.extend(durations);
        all
    }
}

/// One step of the curve, at a time when somebody's duration ended.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// When, in the unit of the durations.
    pub time: f64,
    /// Share that lasts longer than `time`.
    pub survival: f64,
    /// How many were still under observation just before.
    pub at_risk: u64,
    /// How many ended here.
    pub ended: u64,
}

/// The product-limit estimate of the share S(t) that lasts longer than t.
///
/// S(t) = Π over times tᵢ ≤ t at which somebody ended of (1 − endedᵢ / at riskᵢ). Who is censored at a time counts as
/// at risk there. Source: E. L. Kaplan and P. Meier, "Nonparametric estimation from incomplete observations", JASA 53
/// (1958), 457–481.
///
/// ```
/// use yeojido_stats::Lifetimes;
/// let times: Lifetimes = [(1.0, true), (2.0, true), (3.0, false), (4.0, true)].into_iter().collect();
/// let curve = times.curve()?;
/// assert_eq!(curve.median(), Some(2.0));
/// let open: Lifetimes = [(1.0, true), (5.0, false), (5.0, false)].into_iter().collect();
/// assert_eq!(open.curve()?.median(), None);
/// # Ok::<(), yeojido_stats::NotEnoughData>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct KaplanMeier {
    steps: Vec<Step>,
}

impl KaplanMeier {
    fn new(observed: &[f64], censored: &[f64]) -> Result<Self, NotEnoughData> {
        if observed.is_empty() && censored.is_empty() {
            return Err(NotEnoughData { what: "durations", needs: 1, has: 0 });
        }
        let (mut ends, mut leaves) = (observed.to_vec(), censored.to_vec());
        ends.sort_unstable_by(f64::total_cmp);
        leaves.sort_unstable_by(f64::total_cmp);
        let (mut steps, mut survival, mut left, mut at) = (Vec::new(), 1.0, 0, 0);
        while let Some(&time) = ends.get(at) {
            let ended = ends[at..].iter().take_while(|&&end| end == time).count();
            left += leaves[left..].iter().take_while(|&&leave| leave < time).count();
            let at_risk = (ends.len() - at) + (leaves.len() - left);
            #[expect(clippy::cast_precision_loss, reason = "as many durations as memory holds")]
            let lasting = (at_risk - ended) as f64 / at_risk as f64;
            survival *= lasting;
            steps.push(Step { time, survival, at_risk: at_risk as u64, ended: ended as u64 });
            at += ended;
        }
        Ok(Self { steps })
    }

    /// The curve, in order of time; before the first step everybody lasts.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Share that lasts longer than `time`.
    #[must_use]
    pub fn survival(&self, time: f64) -> f64 {
        let after = self.steps.partition_point(|step| step.time <= time);
        after.checked_sub(1).map_or(1.0, |at| self.steps[at].survival)
    }

    /// The time by which the share `q` (0…1) has ended: the first t with S(t) ≤ 1 − q, as lifelines' `percentile`.
    /// `None` when the curve never gets there. The comparison allows for rounding of the product (1e-9).
    ///
    /// # Panics
    /// When `q` is not between 0 and 1.
    #[must_use]
    pub fn quantile(&self, q: f64) -> Option<f64> {
        assert!((0.0..=1.0).contains(&q), "a quantile lies between 0 and 1, {q} does not");
        let at = self.steps.partition_point(|step| step.survival > 1.0 - q + 1e-9);
        self.steps.get(at).map(|step| step.time)
    }

    /// The time by which half have ended; `None` when fewer than half are known to have.
    #[must_use]
    pub fn median(&self) -> Option<f64> {
        self.quantile(0.5)
    }

    /// The interval of the median at a confidence level: where the curve's own lower and upper limits (Greenwood's
    /// variance on the scale of log(−log S), which keeps them between 0 and 1) pass one half. An end that they never
    /// pass is `None`: the data set no limit there.
    ///
    /// Sources: R. Brookmeyer and J. Crowley, "A confidence interval for the median survival time", Biometrics 38 (1982),
    /// 29–41; J. D. Kalbfleisch and R. L. Prentice, *The Statistical Analysis of Failure Time Data*, 2nd ed. (2002), 1.4.
    ///
    /// # Panics
    /// When `level` does not lie between 0 and 1.
    #[must_use]
    pub fn median_interval(&self, level: f64) -> (Option<f64>, Option<f64>) {
        check_level(level);
        let (z, mut greenwood) = (z(level), 0.0);
        let (mut low, mut high) = (None, None);
        for step in &self.steps {
            let (under, over) = if step.survival > 0.0 {
                greenwood += float(step.ended) / (float(step.at_risk) * float(step.at_risk - step.ended));
                let log = step.survival.ln();
                let error = z * greenwood.sqrt() / log.abs();
                let limit = |error: f64| (log * error.exp()).exp();
                (limit(error), limit(-error))
            } else {
                (0.0, 0.0)
            };
            low = low.or((under <= 0.5 + 1e-9).then_some(step.time));
            high = high.or((over <= 0.5 + 1e-9).then_some(step.time));
        }
        (low, high)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// ```python
    /// from lifelines import KaplanMeierFitter; from lifelines.datasets import load_waltons
    /// w = load_waltons()
    /// print(list(zip(w["T"].astype(int), w["E"])))
    /// k = KaplanMeierFitter().fit(w["T"], w["E"])
    /// print(k.median_survival_time_, *map(k.percentile, (.75, .25, .1)), k.predict(40), k.predict(60.5))
    /// ```
    #[test]
    fn the_waltons_have_the_curve_that_lifelines_gives() {
        let times: Lifetimes = WALTONS.iter().map(|&(time, observed)| (f64::from(time), observed == 1)).collect();
        assert_eq!((times.observed(), times.censored()), (156, 7));
        let curve = times.curve().expect("163 durations");
        assert_eq!(curve.median(), Some(56.0));
        assert_eq!([0.25, 0.75, 0.9].map(|q| curve.quantile(q)), [Some(41.0), Some(62.0), Some(69.0)]);
        assert!((curve.survival(40.0) - 0.7778374233128837).abs() < 1e-12, "{}", curve.survival(40.0));
        assert!((curve.survival(60.5) - 0.31152365939559185).abs() < 1e-12, "{}", curve.survival(60.5));
    }

    /// ```python
    /// from lifelines.utils import median_survival_times
    /// print(median_survival_times(k.confidence_interval_))
    /// k = KaplanMeierFitter(alpha=0.1).fit([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [1, 1, 0, 1, 1, 0, 1, 1, 1, 0])
    /// print(k.median_survival_time_, median_survival_times(k.confidence_interval_))
    /// ```
    #[test]
    fn the_interval_of_the_median_is_the_one_that_lifelines_gives() {
        let times: Lifetimes = WALTONS.iter().map(|&(time, observed)| (f64::from(time), observed == 1)).collect();
        assert_eq!(times.curve().expect("163 durations").median_interval(0.95), (Some(53.0), Some(58.0)));
        let ten: Lifetimes = (1_u8..=10).map(|time| (f64::from(time), ![3, 6, 10].contains(&time))).collect();
        let curve = ten.curve().expect("ten durations");
        assert_eq!((curve.median(), curve.median_interval(0.9)), (Some(7.0), (Some(2.0), Some(9.0))));
    }

    #[test]
    fn an_end_that_the_data_do_not_set_is_open() {
        let times: Lifetimes = (1_u8..=8).map(|time| (f64::from(time), time <= 4)).collect();
        let (low, high) = times.curve().expect("eight durations").median_interval(0.95);
        assert!(low.is_some_and(|low| low <= 4.0), "{low:?}");
        assert_eq!(high, None);
    }

    #[rustfmt::skip]
    const WALTONS: [(u8, u8); 163] = [
        (6, 1), (13, 1), (13, 1), (13, 1), (19, 1), (19, 1), (19, 1), (26, 1), (26, 1), (26, 1), (26, 1),
        (26, 1), (33, 1), (33, 1), (47, 1), (62, 1), (62, 1), (9, 1), (9, 1), (9, 1), (15, 1), (15, 1),
        (22, 1), (22, 1), (22, 1), (22, 1), (29, 1), (29, 1), (29, 1), (29, 1), (29, 1), (36, 1), (36, 1),
        (43, 1), (33, 1), (54, 1), (54, 1), (61, 1), (61, 1), (61, 0), (61, 1), (61, 0), (61, 1), (61, 1),
        (61, 1), (61, 1), (61, 1), (61, 1), (69, 1), (69, 1), (69, 1), (69, 1), (69, 1), (69, 1), (69, 0),
        (69, 1), (69, 1), (69, 1), (69, 1), (32, 1), (53, 1), (53, 1), (60, 1), (60, 1), (60, 1), (60, 1),
        (60, 1), (68, 1), (68, 1), (68, 1), (68, 1), (68, 0), (68, 1), (68, 1), (68, 1), (68, 1), (68, 1),
        (75, 1), (17, 1), (51, 1), (51, 1), (51, 1), (58, 1), (58, 1), (58, 1), (58, 1), (66, 1), (66, 1),
        (7, 1), (7, 0), (41, 1), (41, 1), (41, 1), (41, 1), (41, 1), (41, 1), (41, 1), (48, 1), (48, 1),
        (48, 1), (48, 1), (48, 1), (48, 1), (48, 1), (48, 1), (56, 1), (56, 1), (56, 1), (56, 1), (56, 1),
        (56, 1), (56, 1), (56, 1), (56, 1), (56, 1), (56, 1), (56, 1), (56, 1), (56, 1), (56, 1), (56, 1),
        (56, 1), (56, 1), (63, 1), (63, 1), (63, 1), (63, 1), (63, 1), (63, 1), (63, 1), (63, 1), (63, 1),
        (69, 1), (69, 1), (38, 1), (38, 1), (45, 1), (45, 1), (45, 1), (45, 1), (45, 1), (45, 1), (45, 1),
        (45, 1), (45, 0), (45, 1), (53, 1), (53, 1), (53, 1), (53, 1), (53, 1), (60, 1), (60, 0), (60, 1),
        (60, 1), (60, 1), (60, 1), (60, 1), (60, 1), (60, 1), (60, 1), (60, 1), (66, 1),
    ];

    #[test]
    fn a_curve_that_stays_above_one_half_has_no_median() {
        let times: Lifetimes = [(1.0, true), (2.0, false), (2.0, false), (9.0, false)].into_iter().collect();
        let curve = times.curve().expect("four durations");
        assert_eq!((curve.median(), curve.quantile(0.25)), (None, Some(1.0)));
        let none: Lifetimes = [(2.0, false)].into_iter().collect();
        assert_eq!(none.curve().expect("one duration").median(), None);
        assert!(Lifetimes::default().curve().is_err());
    }

    #[test]
    fn who_leaves_at_a_time_was_at_risk_there() {
        let times: Lifetimes = [(1.0, false), (1.0, true), (2.0, true), (3.0, false)].into_iter().collect();
        let curve = times.curve().expect("four durations");
        assert_eq!(curve.steps().iter().map(|s| (s.at_risk, s.ended)).collect::<Vec<_>>(), [(4, 1), (2, 1)]);
    }

    /// The plainest way: for every time, the product over all earlier ones.
    fn naive(durations: &[(f64, bool)], t: f64) -> f64 {
        let mut times: Vec<f64> = durations.iter().filter(|d| d.1).map(|d| d.0).collect();
        times.sort_by(f64::total_cmp);
        times.dedup();
        times.iter().filter(|&&at| at <= t).fold(1.0, |survival, &at| {
            let at_risk = durations.iter().filter(|d| d.0 >= at).count() as f64;
            let ended = durations.iter().filter(|d| d.0 == at && d.1).count() as f64;
            survival * (1.0 - ended / at_risk)
        })
    }

    proptest! {
        #[test]
        fn the_curve_equals_its_naive_twin(
            durations in prop::collection::vec((0_u8..12, any::<bool>()), 1..40), t in 0_u8..14, cut in 0_usize..40,
        ) {
            let durations: Vec<(f64, bool)> = durations.into_iter().map(|(d, o)| (f64::from(d), o)).collect();
            let (left, right) = durations.split_at(cut.min(durations.len()));
            let mut times: Lifetimes = left.iter().copied().collect();
            times.merge(&right.iter().copied().collect());
            let curve = times.curve().expect("one duration or more");
            prop_assert!((curve.survival(f64::from(t)) - naive(&durations, f64::from(t))).abs() < 1e-9);
            let first = (0..12).map(f64::from).find(|&at| naive(&durations, at) <= 0.5 + 1e-9);
            prop_assert_eq!(curve.median(), first);
        }

        #[test]
        fn without_censoring_the_curve_is_the_share_that_lasts_longer(
            durations in prop::collection::vec(0_u8..30, 1..60), t in 0_u8..30,
        ) {
            let times: Lifetimes = durations.iter().map(|&d| (f64::from(d), true)).collect();
            let longer = durations.iter().filter(|&&d| d > t).count() as f64 / durations.len() as f64;
            prop_assert!((times.curve().expect("durations").survival(f64::from(t)) - longer).abs() < 1e-9);
        }
    }
}
