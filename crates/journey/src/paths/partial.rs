//! The fold: one unit after another into nodes and links.

use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use yeojido_domain::Micros;

use crate::events::{ALWAYS, Coded, Events, NONE, PersonEvents};
use crate::pattern::{Pattern, SpecError};
use crate::recode::Recode;
use crate::rules::{RuleError, matches};

use super::spec::PathsSpec;
use super::step::{GROUPS, Passed, Step};

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
            step.passed().into_iter().flat_map(move |Passed { node, own, onward }| {
                let links = onward.into_iter().map(move |(to, _)| (at, Some(node), Some(to)));
                let start = (own.start > 0).then_some((at, None, Some(node)));
                let end = (own.end > 0).then_some((at, Some(node), None));
                links.chain(start).chain(end)
            })
        })
    }

    /// Adds the paths of other persons.
    pub fn merge(&mut self, other: Self) {
        self.units += other.units;
        self.counted += other.counted;
        self.steps.iter_mut().zip(other.steps).for_each(|(sum, more)| sum.merge(more));
    }
}

impl Recode for PathsPartial {
    fn recode(&mut self, code: &mut dyn FnMut(u32) -> u32) {
        for step in &mut self.steps {
            step.renumber(|node| if node < GROUPS { code(node) } else { node });
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
        let mut note = |path: &[u32], more: bool| {
            let first = if backwards { self.steps - path.len() } else { 0 };
            note(&mut sum.steps[first..], path, backwards, more);
        };
        if self.pages.is_none() && self.repeats {
            // Every event is a node as it stands.
            let events = &person.event[range];
            let some = events.len().min(self.steps);
            let path = if backwards { &events[events.len() - some..] } else { &events[..some] };
            note(path, some < events.len());
            return;
        }
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
        note(&path, more);
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

    /// The name of a node, for many to hold.
    pub(crate) fn shared_name(&self, spec: &PathsSpec, node: u32) -> Arc<str> {
        self.names.values.get(node as usize).cloned().unwrap_or_else(|| Arc::from(self.name(spec, node)))
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
    let (Some((first, &begin)), Some(&end)) = (steps.first_mut().zip(path.first()), path.last()) else { return };
    let node = first.node(begin);
    node.start += 1;
    node.earlier += u64::from(backwards && more);
    for (step, nodes) in steps.iter_mut().zip(path.windows(2)) {
        step.link(nodes[0], nodes[1]);
    }
    let node = steps[path.len() - 1].node(end);
    *(if more && !backwards { &mut node.beyond } else { &mut node.end }) += 1;
}
