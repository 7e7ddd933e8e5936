//! One step in the making: what begins and ends at its nodes, and the links to the next.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::events::NONE;

/// The number of the first pattern of pages; names have lower ones.
pub const GROUPS: u32 = 1 << 31;

/// Nodes up to which every pair of them has a place of its own: looking it up costs less than a hash.
const DENSE: usize = 64;

/// Links of a node that are noted before they are counted.
const NOTED: usize = 4096;

/// What began and ended at a node. Whoever neither ends nor goes beyond follows a link.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Node {
    /// Paths that enter the picture here.
    pub start: u64,
    /// Of them, those that did something before.
    pub earlier: u64,
    /// Paths that end here.
    pub end: u64,
    /// Paths that go on beyond the last step.
    pub beyond: u64,
}

impl Node {
    pub const fn add(&mut self, more: Self) {
        self.start += more.start;
        self.earlier += more.earlier;
        self.end += more.end;
        self.beyond += more.beyond;
    }
}

/// Where the paths from one node lead. Each is only noted, and counted when there are many: a place for each pair of
/// thousands of names would be looked up somewhere else in memory every time.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Onward {
    counted: Vec<(u32, u64)>,
    noted: Vec<u32>,
}

impl Onward {
    fn note(&mut self, to: u32) {
        self.noted.push(to);
        if self.noted.len() >= NOTED.max(self.counted.len()) {
            self.counted = self.all();
            self.noted.clear();
        }
    }

    fn add(&mut self, more: Self) {
        self.noted.extend(more.noted);
        self.counted = both(&self.counted, &more.counted);
    }

    /// By node of the next step, in its order, how often.
    fn all(&self) -> Vec<(u32, u64)> {
        let mut noted = self.noted.clone();
        noted.sort_unstable();
        let noted: Vec<(u32, u64)> = noted.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u64)).collect();
        both(&self.counted, &noted)
    }
}

/// Two ordered lists into one.
fn both(a: &[(u32, u64)], b: &[(u32, u64)]) -> Vec<(u32, u64)> {
    if a.is_empty() || b.is_empty() {
        return [a, b].concat();
    }
    let mut all = [a, b].concat();
    // Stable, so that two runs are merged rather than sorted.
    all.sort_by_key(|(to, _)| *to);
    all.dedup_by(|again, first| {
        let same = again.0 == first.0;
        first.1 += if same { again.1 } else { 0 };
        same
    });
    all
}

/// One step; the links lead to the next.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum Step {
    /// A place for every node and pair; as many nodes as the first has places.
    Dense(Places, Vec<Node>, Vec<u64>),
    /// A place for nodes that come.
    Sparse(FxHashMap<u32, (Node, Onward)>),
}

/// Where nodes lie that all have a place: names, events without one, then patterns of pages.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Places {
    names: u32,
}

impl Places {
    const fn of(self, node: u32) -> usize {
        let place = match node {
            NONE => self.names,
            GROUPS.. => self.names + 1 + (node - GROUPS),
            _ => node,
        };
        place as usize
    }

    const fn node(self, place: usize) -> u32 {
        match (place as u32).checked_sub(self.names) {
            None => place as u32,
            Some(0) => NONE,
            Some(group) => GROUPS + group - 1,
        }
    }
}

/// A node that some path goes through, and where its paths lead: by node of the next step, how many.
pub(crate) struct Passed {
    pub node: u32,
    pub own: Node,
    pub onward: Vec<(u32, u64)>,
}

impl Step {
    pub fn new(names: usize, groups: usize) -> Self {
        let nodes = names + 1 + groups;
        if nodes <= DENSE {
            Self::Dense(Places { names: names as u32 }, vec![Node::default(); nodes], vec![0; nodes * nodes])
        } else {
            Self::Sparse(FxHashMap::default())
        }
    }

    /// A node where something begins or ends.
    #[inline]
    pub fn node(&mut self, node: u32) -> &mut Node {
        match self {
            Self::Dense(places, nodes, _) => &mut nodes[places.of(node)],
            Self::Sparse(nodes) => &mut nodes.entry(node).or_default().0,
        }
    }

    /// One path from a node to one of the next step.
    #[inline]
    pub fn link(&mut self, from: u32, to: u32) {
        match self {
            Self::Dense(places, nodes, links) => links[places.of(from) * nodes.len() + places.of(to)] += 1,
            Self::Sparse(nodes) => nodes.entry(from).or_default().1.note(to),
        }
    }

    /// Whether there may be many nodes.
    pub const fn is_wide(&self) -> bool {
        matches!(self, Self::Sparse(_))
    }

    /// The nodes that any path goes through.
    pub fn passed(&self) -> Vec<Passed> {
        match self {
            Self::Dense(places, nodes, links) => {
                let passed = nodes.iter().zip(links.chunks_exact(nodes.len())).enumerate().map(|(at, (own, links))| {
                    let onward = links.iter().enumerate().filter(|(_, count)| **count > 0);
                    let onward = onward.map(|(to, &count)| (places.node(to), count)).collect();
                    Passed { node: places.node(at), own: *own, onward }
                });
                passed.filter(|node| node.own != Node::default() || !node.onward.is_empty()).collect()
            }
            Self::Sparse(nodes) => {
                nodes.iter().map(|(&node, (own, onward))| Passed { node, own: *own, onward: onward.all() }).collect()
            }
        }
    }

    /// Adds the same step of other paths.
    pub fn merge(&mut self, more: Self) {
        match (&mut *self, more) {
            (Self::Dense(_, nodes, links), Self::Dense(_, more_nodes, more_links))
                if nodes.len() == more_nodes.len() =>
            {
                nodes.iter_mut().zip(more_nodes).for_each(|(node, more)| node.add(more));
                links.iter_mut().zip(more_links).for_each(|(count, more)| *count += more);
            }
            (_, more) => {
                let mut all = std::mem::replace(self, Self::Sparse(FxHashMap::default())).into_sparse();
                for (node, (own, onward)) in more.into_sparse() {
                    let sum = all.entry(node).or_default();
                    sum.0.add(own);
                    sum.1.add(onward);
                }
                *self = Self::Sparse(all);
            }
        }
    }

    /// Gives every node another number.
    pub fn renumber(&mut self, mut number: impl FnMut(u32) -> u32) {
        let nodes = self.passed().into_iter().map(|passed| {
            let mut counted: Vec<(u32, u64)> = passed.onward.iter().map(|&(to, count)| (number(to), count)).collect();
            counted.sort_unstable_by_key(|(to, _)| *to);
            (number(passed.node), (passed.own, Onward { counted, noted: Vec::new() }))
        });
        *self = Self::Sparse(nodes.collect());
    }

    fn into_sparse(self) -> FxHashMap<u32, (Node, Onward)> {
        match self {
            Self::Sparse(nodes) => nodes,
            Self::Dense(..) => {
                let passed = self.passed().into_iter();
                passed.map(|p| (p.node, (p.own, Onward { counted: p.onward, noted: Vec::new() }))).collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20))]
        #[test]
        fn links_of_many_names_are_those_of_a_map(
            links in proptest::collection::vec((0..3_u32, 0..5_000_u32), 0..30_000),
            cut in 0..30_000_usize,
        ) {
            let step = |links: &[(u32, u32)]| {
                let mut step = Step::new(5_000, 0);
                links.iter().for_each(|&(from, to)| step.link(from, to));
                step
            };
            let (first, rest) = links.split_at(cut.min(links.len()));
            let mut sum = step(first);
            sum.merge(step(rest));
            let mut naive: BTreeMap<(u32, u32), u64> = BTreeMap::new();
            links.iter().for_each(|&link| *naive.entry(link).or_default() += 1);
            let onward = |passed: Passed| passed.onward.into_iter().map(move |(to, count)| ((passed.node, to), count));
            let found: Vec<((u32, u32), u64)> = sum.passed().into_iter().flat_map(onward).collect();
            prop_assert_eq!(found.len(), naive.len(), "each pair once");
            prop_assert_eq!(found.into_iter().collect::<BTreeMap<_, _>>(), naive);
        }
    }
}
