//! The answer, as `analyze paths` prints it.

use std::cmp::Reverse;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

use super::partial::{Node, Paths, PathsPartial, Step};
use super::spec::{PathsSpec, Unit};

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
    pub event: Option<String>,
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
    pub from: Option<String>,
    /// Node of the next.
    pub to: Option<String>,
    /// Paths.
    pub count: u64,
}

impl Paths<'_> {
    /// The figures.
    #[must_use]
    pub fn report(&self, spec: &PathsSpec, sum: &PathsPartial) -> PathsReport {
        let shown: Vec<Vec<u32>> = (0..sum.steps.len()).map(|at| self.most_frequent(spec, &sum.steps, at)).collect();
        let steps = (0..sum.steps.len()).filter(|&at| !sum.steps[at].nodes().is_empty());
        let steps = steps.map(|at| self.step(spec, &sum.steps, &shown, at)).collect();
        PathsReport { by: spec.by, units: sum.units, paths: sum.counted, steps }
    }

    /// Names of a step, by how many paths go through.
    pub(super) fn most_frequent(&self, spec: &PathsSpec, steps: &[Step], at: usize) -> Vec<u32> {
        let mut through: FxHashMap<u32, u64> = FxHashMap::default();
        for (node, counts) in steps[at].nodes() {
            *through.entry(node).or_default() += counts.start;
        }
        for ((_, to), count) in at.checked_sub(1).map(|before| steps[before].links()).into_iter().flatten() {
            *through.entry(to).or_default() += count;
        }
        let mut nodes: Vec<(u32, u64)> = through.into_iter().collect();
        nodes.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| self.name(spec, a.0).cmp(self.name(spec, b.0))));
        nodes.into_iter().take(spec.top).map(|(node, _)| node).collect()
    }

    fn step(&self, spec: &PathsSpec, steps: &[Step], shown: &[Vec<u32>], at: usize) -> PathStepReport {
        let named = |at: usize| shown.get(at).into_iter().flatten().copied().collect::<FxHashSet<u32>>();
        let (here, next, before) = (named(at), named(at + 1), at.checked_sub(1));
        let known = |set: &FxHashSet<u32>, node: u32| set.contains(&node).then_some(node);
        let mut links: FxHashMap<(Option<u32>, Option<u32>), u64> = FxHashMap::default();
        for ((from, to), count) in steps[at].links() {
            *links.entry((known(&here, from), known(&next, to))).or_default() += count;
        }
        let mut nodes: FxHashMap<Option<u32>, (Node, u64, u64, u64)> = FxHashMap::default();
        for (node, counts) in steps[at].nodes() {
            let (sum, names, ..) = nodes.entry(known(&here, node)).or_default();
            sum.start += counts.start;
            sum.earlier += counts.earlier;
            sum.end += counts.end;
            sum.beyond += counts.beyond;
            *names += 1;
        }
        for ((_, to), count) in before.map(|before| steps[before].links()).into_iter().flatten() {
            nodes.entry(known(&here, to)).or_default().2 += count;
        }
        for (&(from, _), count) in &links {
            nodes.entry(from).or_default().3 += count;
        }
        let name = |node: Option<u32>| node.map(|node| self.name(spec, node).to_owned());
        let order = shown[at].iter().copied().map(Some).chain([None]);
        let nodes = order.filter_map(|node| nodes.get(&node).map(|counts| (node, counts)));
        let nodes = nodes.map(|(node, &(sum, names, come, out))| NodeReport {
            event: name(node),
            names,
            come,
            start: sum.start,
            earlier: sum.earlier,
            out,
            end: sum.end,
            other: sum.beyond,
        });
        // The names of a few nodes are put in order, so that sorting many links compares no text.
        let ranks = |at: usize| -> FxHashMap<u32, usize> {
            let mut order = shown.get(at).cloned().unwrap_or_default();
            order.sort_by_key(|&node| self.name(spec, node));
            order.into_iter().zip(0..).collect()
        };
        let (from, to) = (ranks(at), ranks(at + 1));
        let rank = |ranks: &FxHashMap<u32, usize>, node: Option<u32>| node.and_then(|node| ranks.get(&node)).copied();
        let mut order: Vec<_> = links
            .into_iter()
            .map(|(link, count)| (Reverse(count), rank(&from, link.0), rank(&to, link.1), link))
            .collect();
        order.sort_unstable();
        let links = order.into_iter().map(|(Reverse(count), .., (from, to))| LinkReport {
            from: name(from),
            to: name(to),
            count,
        });
        PathStepReport { step: at, nodes: nodes.collect(), links: links.collect() }
    }
}
