//! The answer, as `analyze transitions` prints it.

use std::cmp::Reverse;
use std::iter::Peekable;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::vec::IntoIter;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use yeojido_domain::Span;

use crate::cores::on_all;
use crate::events::Coded;

use super::noted::{After, Order};
use super::{Transitions, name, ranks};

/// What `analyze transitions` prints.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TransitionsReport {
    /// Events.
    pub events: u64,
    /// Persons who have any.
    pub customers: u64,
    /// First events of persons.
    pub start: Vec<EndReport>,
    /// Last events of persons.
    pub end: Vec<EndReport>,
    /// Pairs of consecutive events.
    pub edges: Vec<EdgeReport>,
}

/// How many persons begin or end with an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndReport {
    /// Its name.
    pub event: String,
    /// Persons.
    pub count: u64,
}

/// One event directly followed by another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EdgeReport {
    /// The earlier event.
    pub from: Arc<str>,
    /// The later one.
    pub to: Arc<str>,
    /// Times that it happened.
    pub count: u64,
    /// Persons to whom it did.
    pub customers: u64,
    /// Mean time between the two, in seconds.
    pub mean_s: f64,
    /// Median.
    pub median_s: f64,
    /// Least.
    pub min_s: f64,
    /// Most.
    pub max_s: f64,
}

/// An edge before it has names.
struct Figures {
    from: u32,
    to: u32,
    count: u64,
    customers: u64,
    mean_s: f64,
    median_s: f64,
    min_s: f64,
    max_s: f64,
}

impl Figures {
    /// `None` for an edge that nobody took, which does not come about.
    fn new((from, to): (u32, u32), customers: u64, waits: &mut [Span]) -> Option<Self> {
        let count = waits.len();
        let (least, most) = (*waits.iter().min()?, *waits.iter().max()?);
        // Of an even number the mean of the two in the middle.
        let (before, &mut upper, _) = waits.select_nth_unstable(count / 2);
        let lower = if count.is_multiple_of(2) { *before.iter().max()? } else { upper };
        let sum: i128 = waits.iter().map(|wait| i128::from(wait.0)).sum();
        Some(Self {
            from,
            to,
            count: count as u64,
            customers,
            #[expect(clippy::cast_precision_loss, reason = "exact up to 285 years in sum, near enough beyond")]
            mean_s: sum as f64 / count as f64 / 1e6,
            median_s: f64::midpoint(lower.seconds(), upper.seconds()),
            min_s: least.seconds(),
            max_s: most.seconds(),
        })
    }
}

impl Transitions {
    /// The graph with the names of its events, the most frequent first, then by name.
    #[must_use]
    pub fn report(&self, names: &Coded) -> TransitionsReport {
        let ranks = ranks(names);
        let rank = |code: u32| ranks.get(code as usize).copied();
        let place = |edge: &Figures| (Reverse(edge.count), rank(edge.from), rank(edge.to));
        // Every core has put its own in order.
        let mut lists: Vec<_> = self.edges(&place).into_iter().map(|edges| edges.into_iter().peekable()).collect();
        let next = || {
            let first = |list: &mut Peekable<IntoIter<Figures>>| list.peek().map(&place);
            let heads = lists.iter_mut().enumerate().filter_map(|(at, list)| Some((first(list)?, at)));
            heads.min().map(|(_, at)| at).and_then(|at| lists[at].next())
        };
        let nameless: Arc<str> = Arc::from("");
        let name = |code: u32| names.values.get(code as usize).unwrap_or(&nameless).clone();
        let edges = std::iter::from_fn(next).map(|edge| EdgeReport {
            from: name(edge.from),
            to: name(edge.to),
            count: edge.count,
            customers: edge.customers,
            mean_s: edge.mean_s,
            median_s: edge.median_s,
            min_s: edge.min_s,
            max_s: edge.max_s,
        });
        let edges = edges.collect();
        TransitionsReport {
            events: self.events,
            customers: u64::from(self.customers),
            start: ends(&self.start, names),
            end: ends(&self.end, names),
            edges,
        }
    }

    /// The edges, those with places and those noted, on all cores, since medians cost: what each core has, in order.
    fn edges<K: Ord>(&self, place: &(impl Fn(&Figures) -> K + Sync)) -> Vec<Vec<Figures>> {
        let mut placed = Vec::new();
        for (from, tos) in (0..).zip(&self.edges) {
            let some = (0..).zip(tos).map(|(to, edge)| (from, to, edge, edge.count()));
            placed.extend(some.filter(|(.., count)| *count > 0));
        }
        // The longest first, so that no core waits for another at the end.
        placed.sort_unstable_by_key(|(.., count)| Reverse(*count));
        let mut noted: Vec<(u32, &After)> = self.after.iter().map(|(&from, steps)| (from, steps)).collect();
        noted.sort_unstable_by_key(|(_, steps)| Reverse(steps.len()));
        let next = AtomicUsize::new(0);
        let work = || {
            let (mut edges, mut waits, mut order) = (Vec::new(), Vec::new(), Order::default());
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                if let Some(&(from, to, edge, _)) = placed.get(at) {
                    waits.clear();
                    std::iter::once(&edge.waits).chain(&edge.more).for_each(|some| waits.extend_from_slice(some));
                    edges.extend(Figures::new((from, to), edge.customers, &mut waits));
                } else if let Some(&(from, steps)) = noted.get(at - placed.len()) {
                    order.each(steps, |to, customers, waits| {
                        edges.extend(Figures::new((from, to), customers, waits));
                    });
                } else {
                    edges.sort_unstable_by_key(place);
                    return edges;
                }
            }
        };
        on_all(placed.len() + noted.len(), &work)
    }
}

fn ends(counts: &FxHashMap<u32, u64>, names: &Coded) -> Vec<EndReport> {
    let mut ends: Vec<_> = counts.iter().map(|(&code, &count)| EndReport { event: name(names, code), count }).collect();
    ends.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.event.cmp(&b.event)));
    ends
}
