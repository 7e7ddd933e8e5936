//! The fold: one unit after another into nodes and links.

use std::ops::Range;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use yeojido_domain::Micros;

use crate::events::{ALWAYS, Coded, Events, NONE, PersonEvents};
use crate::pattern::{Pattern, SpecError};
use crate::recode::Recode;
use crate::rules::{RuleError, matches};

use super::spec::PathsSpec;

/// The number of the first pattern of pages; names have lower ones.
pub const GROUPS: u32 = 1 << 31;

/// Paths compiled against events.
#[derive(Debug)]
pub struct Paths<'e> {
    start: Option<Pattern<'e>>,
    end: Option<Pattern<'e>>,
    steps: usize,
    repeats: bool,
    period: Range<Micros>,
    /// Pages, by code of a page the number of the pattern that it fits, and how many patterns there are.
    pages: Option<(&'e Coded, Vec<u32>, usize)>,
    names: &'e Coded,
}

/// What began, ended and went on at a node.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub(crate) struct Node {
    /// Paths that go through, begin or end here.
    pub through: u64,
    /// Paths that enter the picture here.
    pub start: u64,
    /// Of them, those that did something before.
    pub earlier: u64,
    /// Paths that end here.
    pub end: u64,
    /// Paths that go on beyond the last step.
    pub beyond: u64,
}

/// Nodes up to which every pair of them has a place of its own: looking it up costs less than a hash.
const DENSE: usize = 64;

/// One step in the making; the links lead to the next.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum Step {
    /// A place for every node and pair; as many nodes as the first has places.
    Dense(Places, Vec<Node>, Vec<u64>),
    /// A place for those that come.
    Sparse(FxHashMap<u32, Node>, FxHashMap<(u32, u32), u64>),
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

impl Step {
    fn new(names: usize, groups: usize) -> Self {
        let nodes = names + 1 + groups;
        if nodes <= DENSE {
            Self::Dense(Places { names: names as u32 }, vec![Node::default(); nodes], vec![0; nodes * nodes])
        } else {
            Self::Sparse(FxHashMap::default(), FxHashMap::default())
        }
    }

    fn node(&mut self, node: u32) -> &mut Node {
        match self {
            Self::Dense(places, nodes, _) => &mut nodes[places.of(node)],
            Self::Sparse(nodes, _) => nodes.entry(node).or_default(),
        }
    }

    fn link(&mut self, from: u32, to: u32) -> &mut u64 {
        match self {
            Self::Dense(places, nodes, links) => &mut links[places.of(from) * nodes.len() + places.of(to)],
            Self::Sparse(_, links) => links.entry((from, to)).or_default(),
        }
    }

    /// The nodes that any path goes through.
    pub fn nodes(&self) -> Vec<(u32, Node)> {
        match self {
            Self::Dense(places, nodes, _) => {
                let some = nodes.iter().copied().enumerate().filter(|(_, node)| node.through > 0);
                some.map(|(at, node)| (places.node(at), node)).collect()
            }
            Self::Sparse(nodes, _) => nodes.iter().map(|(&node, &counts)| (node, counts)).collect(),
        }
    }

    /// The pairs that any path goes along.
    pub fn links(&self) -> Vec<((u32, u32), u64)> {
        match self {
            Self::Dense(places, nodes, links) => {
                let pair = |at: usize| (places.node(at / nodes.len()), places.node(at % nodes.len()));
                let some = links.iter().enumerate().filter(|(_, count)| **count > 0);
                some.map(|(at, &count)| (pair(at), count)).collect()
            }
            Self::Sparse(_, links) => links.iter().map(|(&pair, &count)| (pair, count)).collect(),
        }
    }
}

/// Nodes and links by step: a partial that adds.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct PathsPartial {
    pub(crate) units: u64,
    pub(crate) counted: u64,
    pub(crate) steps: Vec<Step>,
    #[serde(skip)]
    path: Vec<u32>,
}

impl PathsPartial {
    /// Paths.
    #[must_use]
    pub const fn paths(&self) -> u64 {
        self.counted
    }

    /// Every way that any path takes: at which step, from one node to the next; without the first where paths begin, without the second
    /// where they end.
    pub fn ways(&self) -> impl Iterator<Item = (usize, Option<u32>, Option<u32>)> {
        self.steps.iter().enumerate().flat_map(|(at, step)| {
            let links = step.links().into_iter().map(move |((from, to), _)| (at, Some(from), Some(to)));
            let nodes = step.nodes();
            let starts = nodes.clone().into_iter().filter(|(_, node)| node.start > 0);
            let starts = starts.map(move |(to, _)| (at, None, Some(to)));
            let ends = nodes.into_iter().filter(|(_, node)| node.end > 0).map(move |(from, _)| (at, Some(from), None));
            links.chain(starts).chain(ends)
        })
    }

    /// Adds the paths of other persons.
    pub fn merge(&mut self, other: Self) {
        self.units += other.units;
        self.counted += other.counted;
        for (sum, more) in self.steps.iter_mut().zip(other.steps) {
            for (node, more) in more.nodes() {
                let sum = sum.node(node);
                sum.through += more.through;
                sum.start += more.start;
                sum.earlier += more.earlier;
                sum.end += more.end;
                sum.beyond += more.beyond;
            }
            for ((from, to), more) in more.links() {
                *sum.link(from, to) += more;
            }
        }
    }
}

impl Recode for PathsPartial {
    fn recode(&mut self, code: &mut dyn FnMut(u32) -> u32) {
        let mut node = |node: u32| if node < GROUPS { code(node) } else { node };
        for step in &mut self.steps {
            let nodes = step.nodes().into_iter().map(|(at, counts)| (node(at), counts)).collect();
            let links = step.links().into_iter().map(|((from, to), count)| ((node(from), node(to)), count)).collect();
            *step = Step::Sparse(nodes, links);
        }
    }
}

impl<'e> Paths<'e> {
    /// Compiles paths of units that begin in a period.
    ///
    /// # Errors
    /// [`SpecError`] names what is wrong, or the column that is not loaded.
    pub fn compile(spec: &PathsSpec, events: &'e Events, period: Range<Micros>) -> Result<Self, SpecError> {
        spec.check()?;
        let anchor = |pattern: &Option<_>| pattern.as_ref().map(|p| Pattern::compile(p, events)).transpose();
        let pages = if spec.group.is_empty() {
            None
        } else {
            let column = events.column("url").ok_or_else(|| RuleError::ColumnMissing("url".into()))?;
            let first = |page: &str| spec.group.iter().position(|pattern| matches(pattern, page));
            let groups = column.values.iter().map(|page| first(page).and_then(|at| u32::try_from(at).ok()));
            Some((column, groups.map(|group| group.unwrap_or(NONE)).collect(), spec.group.len()))
        };
        Ok(Self {
            start: anchor(&spec.start)?,
            end: anchor(&spec.end)?,
            steps: spec.steps,
            repeats: spec.repeats,
            period,
            pages,
            names: &events.event,
        })
    }

    /// Paths of nobody.
    #[must_use]
    pub fn empty(&self) -> PathsPartial {
        let groups = self.pages.as_ref().map_or(0, |(_, _, patterns)| *patterns);
        let step = Step::new(self.names.values.len(), groups);
        PathsPartial { steps: vec![step; self.steps], ..PathsPartial::default() }
    }

    /// Adds one unit of a person: a range of positions among their events.
    pub fn add(&self, sum: &mut PathsPartial, person: &PersonEvents<'_>, unit: Range<usize>) {
        if unit.is_empty() || self.period != ALWAYS && !self.period.contains(&person.time[unit.start]) {
            return;
        }
        sum.units += 1;
        let Some(range) = self.between(person, unit) else { return };
        sum.counted += 1;
        let backwards = self.start.is_none() && self.end.is_some();
        let mut path = std::mem::take(&mut sum.path);
        path.clear();
        let node = |at: usize| self.node(person.first + at, person.event[at]);
        let more = if backwards {
            let more = take(&mut path, range.rev().map(node), self.steps, self.repeats);
            path.reverse();
            more
        } else {
            take(&mut path, range.map(node), self.steps, self.repeats)
        };
        let first = if backwards { self.steps - path.len() } else { 0 };
        note(&mut sum.steps[first..], &path, backwards, more);
        sum.path = path;
    }

    /// The events of a unit that its path is made of.
    fn between(&self, person: &PersonEvents<'_>, unit: Range<usize>) -> Option<Range<usize>> {
        let find = |pattern: &Pattern<'_>, mut within: Range<usize>| {
            within.find(|&at| pattern.catches(person.first + at, person.event[at]))
        };
        let start = self.start.as_ref().map_or(Some(unit.start), |start| find(start, unit.clone()))?;
        // The event that begins a path does not end it too.
        let after = if self.start.is_some() { start + 1 } else { start };
        let end = self.end.as_ref().map_or(Some(unit.end), |end| find(end, after..unit.end).map(|at| at + 1))?;
        Some(start..end)
    }

    /// The code of an event's name, or [`GROUPS`] and the number of the pattern that its page fits.
    fn node(&self, row: usize, code: u32) -> u32 {
        let group = self.pages.as_ref().and_then(|(pages, groups, _)| groups.get(pages.codes[row] as usize));
        match group {
            Some(&group) if group != NONE => GROUPS + group,
            _ => code,
        }
    }

    /// The nodes of a name.
    pub(crate) fn named<'s>(&'s self, spec: &'s PathsSpec, name: &'s str) -> impl Iterator<Item = u32> + 's {
        let names = (0..self.names.values.len() as u32).chain([NONE]);
        let groups = (0..spec.group.len() as u32).map(|group| GROUPS + group);
        names.chain(groups).filter(move |&node| self.name(spec, node) == name)
    }

    /// The name of a node.
    pub fn name<'s>(&self, spec: &'s PathsSpec, node: u32) -> &'s str
    where
        'e: 's,
    {
        match node.checked_sub(GROUPS) {
            Some(group) => spec.group.get(group as usize).map_or("", String::as_str),
            None => self.names.values.get(node as usize).map_or("", AsRef::as_ref),
        }
    }
}

/// Takes so many nodes; says whether there are more.
fn take(path: &mut Vec<u32>, nodes: impl Iterator<Item = u32>, steps: usize, repeats: bool) -> bool {
    for node in nodes {
        if !repeats && path.last() == Some(&node) {
            continue;
        }
        if path.len() == steps {
            return true;
        }
        path.push(node);
    }
    false
}

/// Adds a path that begins in the first of some steps.
fn note(steps: &mut [Step], path: &[u32], backwards: bool, more: bool) {
    let last = path.len() - 1;
    for (at, (step, &node)) in steps.iter_mut().zip(path).enumerate() {
        let counts = step.node(node);
        counts.through += 1;
        counts.start += u64::from(at == 0);
        counts.earlier += u64::from(at == 0 && backwards && more);
        if at < last {
            *step.link(node, path[at + 1]) += 1;
        } else if more && !backwards {
            counts.beyond += 1;
        } else {
            counts.end += 1;
        }
    }
}
