//! The answer, as `analyze paths` prints it.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::cores::in_order;

use super::partial::{Paths, PathsPartial};
use super::spec::{PathsSpec, Unit};
use super::step::{Node, Passed, Step};

/// What `analyze paths` prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PathsReport {
    /// What one path is taken from.
    pub by: Unit,
    /// Units of the period.
    pub units: u64,
    /// Of them, those that have the start and the end asked for: the paths shown.
    pub paths: u64,
    /// In order.
    pub steps: Vec<PathStepReport>,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PathStepReport {
    /// From 0.
    pub step: usize,
    /// The most frequent first; the last may be without a name, for all others together.
    pub nodes: Vec<NodeReport>,
    /// To the next step.
    pub links: Vec<LinkReport>,
}

/// One name at one step. Always `in + start = out + end + other`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NodeReport {
    /// The event, or the pattern of its page; `null` for all names that are not shown.
    pub event: Option<Arc<str>>,
    /// How many names it stands for.
    pub names: u64,
    /// From the step before.
    #[serde(rename = "in")]
    pub come: u64,
    /// Paths that enter the picture here.
    pub start: u64,
    /// Of `start`, those that did something before the first step shown.
    pub earlier: u64,
    /// To the step after.
    pub out: u64,
    /// Paths that end here.
    pub end: u64,
    /// Paths that go on beyond the last step shown.
    pub other: u64,
}

/// From one name to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LinkReport {
    /// Node of this step.
    pub from: Option<Arc<str>>,
    /// Node of the next.
    pub to: Option<Arc<str>>,
    /// Paths.
    pub count: u64,
}

/// The names that are shown in a step.
struct Shown {
    /// The most frequent first.
    nodes: Vec<u32>,
    /// By node its place in alphabetical order, from one; nought is for all others.
    ranks: FxHashMap<u32, u32>,
    /// By that place.
    names: Vec<Option<Arc<str>>>,
}

impl Shown {
    fn rank(&self, node: u32) -> u32 {
        self.ranks.get(&node).copied().unwrap_or(0)
    }

    fn name(&self, rank: u32) -> Option<Arc<str>> {
        self.names.get(rank as usize).cloned().flatten()
    }
}

/// What is told of a node.
#[derive(Debug, Clone, Default)]
struct Sum {
    names: u64,
    come: u64,
    out: u64,
    own: Node,
}

impl Paths<'_> {
    /// The figures.
    #[must_use]
    pub fn report(&self, spec: &PathsSpec, sum: &PathsPartial) -> PathsReport {
        let (count, is_wide) = (sum.steps.len(), sum.steps.iter().any(Step::is_wide));
        let passed = in_order(count, is_wide, &|at: usize| sum.steps[at].passed());
        let shown = in_order(count, is_wide, &|at: usize| {
            self.shown(spec, self.most(spec, &passed[at], at.checked_sub(1).map(|before| passed[before].as_slice())))
        });
        let steps = in_order(count, is_wide, &|at: usize| self.step(at, &passed, &shown));
        let steps = steps.into_iter().filter(|step| !passed[step.step].is_empty()).collect();
        PathsReport { by: spec.by, units: sum.units, paths: sum.counted, steps }
    }

    /// Names of a step, by how many paths go through.
    pub(super) fn most_frequent(&self, spec: &PathsSpec, steps: &[Step], at: usize) -> Vec<u32> {
        let before = at.checked_sub(1).map(|before| steps[before].passed());
        self.most(spec, &steps[at].passed(), before.as_deref())
    }

    fn most(&self, spec: &PathsSpec, here: &[Passed], before: Option<&[Passed]>) -> Vec<u32> {
        let mut through: FxHashMap<u32, u64> = here.iter().map(|passed| (passed.node, passed.own.start)).collect();
        for &(to, count) in before.into_iter().flatten().flat_map(|passed| &passed.onward) {
            *through.entry(to).or_default() += count;
        }
        let mut nodes: Vec<(u32, u64)> = through.into_iter().collect();
        nodes.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| self.name(spec, a.0).cmp(self.name(spec, b.0))));
        nodes.into_iter().take(spec.top).map(|(node, _)| node).collect()
    }

    fn shown(&self, spec: &PathsSpec, nodes: Vec<u32>) -> Shown {
        let mut order = nodes.clone();
        order.sort_by_key(|&node| self.name(spec, node));
        let names = order.iter().map(|&node| Some(self.shared_name(spec, node)));
        let names = std::iter::once(None).chain(names).collect();
        Shown { nodes, ranks: order.into_iter().zip(1..).collect(), names }
    }

    fn step(&self, at: usize, passed: &[Vec<Passed>], shown: &[Shown]) -> PathStepReport {
        let here = &shown[at];
        let links = shown.get(at + 1).map(|next| links(&passed[at], here, next)).unwrap_or_default();
        let mut sums = vec![Sum::default(); here.names.len()];
        for node in &passed[at] {
            let sum = &mut sums[here.rank(node.node) as usize];
            sum.names += 1;
            sum.out += node.onward.iter().map(|(_, count)| count).sum::<u64>();
            sum.own.add(node.own);
        }
        for &(to, count) in at.checked_sub(1).into_iter().flat_map(|before| &passed[before]).flat_map(|p| &p.onward) {
            sums[here.rank(to) as usize].come += count;
        }
        let ranks = here.nodes.iter().map(|&node| here.rank(node)).chain([0]);
        let nodes = ranks.map(|rank| (rank, &sums[rank as usize])).filter(|(_, sum)| sum.names > 0);
        let nodes = nodes.map(|(rank, sum)| NodeReport {
            event: here.name(rank),
            names: sum.names,
            come: sum.come,
            start: sum.own.start,
            earlier: sum.own.earlier,
            out: sum.out,
            end: sum.own.end,
            other: sum.own.beyond,
        });
        PathStepReport { step: at, nodes: nodes.collect(), links }
    }
}

/// A link as one number: the most frequent first, then by the places of its ends in alphabetical order, so that sorting
/// many links compares no text.
fn ordered(count: u64, from: u32, to: u32) -> u128 {
    u128::from(!count) << 64 | u128::from(from) << 32 | u128::from(to)
}

/// Links between names that are shown, and all others.
fn links(passed: &[Passed], here: &Shown, next: &Shown) -> Vec<LinkReport> {
    let mut links: Vec<u128> = Vec::with_capacity(passed.iter().map(|p| p.onward.len()).sum());
    let mut of_others: FxHashMap<u32, u64> = FxHashMap::default();
    for node in passed {
        let (from, mut to_others) = (here.rank(node.node), 0);
        for &(to, count) in &node.onward {
            match (from, next.rank(to)) {
                (0, to) => *of_others.entry(to).or_default() += count,
                (_, 0) => to_others += count,
                (from, to) => links.push(ordered(count, from, to)),
            }
        }
        links.extend((to_others > 0).then(|| ordered(to_others, from, 0)));
    }
    links.extend(of_others.into_iter().map(|(to, count)| ordered(count, 0, to)));
    links.sort_unstable();
    // Names of its own: two cores that count the holders of one would wait for each other.
    let own = |shown: &Shown| -> Vec<Option<Arc<str>>> {
        shown.names.iter().map(|name| name.as_deref().map(Arc::from)).collect()
    };
    let (here, next) = (own(here), own(next));
    let name = |names: &[Option<Arc<str>>], rank: u32| names.get(rank as usize).cloned().flatten();
    let link = |link: u128| LinkReport {
        from: name(&here, (link >> 32) as u32),
        to: name(&next, link as u32),
        count: !((link >> 64) as u64),
    };
    links.into_iter().map(link).collect()
}
