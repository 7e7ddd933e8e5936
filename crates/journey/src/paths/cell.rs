//! Cells of the answer, and their numbers in the sums.

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use crate::pattern::SpecError;
use crate::who::{Number, told};

use super::partial::{Paths, PathsPartial};
use super::spec::PathsSpec;
use super::step::{Passed, Step};

/// Which of the paths at a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PathPart {
    /// From the step before.
    In,
    /// Those that enter the picture here.
    Start,
    /// Of these, those that did something before.
    Earlier,
    /// To the step after.
    Out,
    /// Those that end here.
    End,
    /// Those that go on beyond the last step shown.
    Other,
}

/// A node (`event`), a part of it or of the whole step (`is`), or a link (`from`, `to`). A name that is `null` is all those
/// not shown; one that is not shown may be named all the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PathCell {
    /// From 0; of a link the step that it leaves.
    pub step: usize,
    /// The name of a node.
    #[serde(default, deserialize_with = "told", skip_serializing_if = "Option::is_none")]
    pub event: Option<Option<String>>,
    /// Which of its paths; all unless told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is: Option<PathPart>,
    /// Where a link begins.
    #[serde(default, deserialize_with = "told", skip_serializing_if = "Option::is_none")]
    pub from: Option<Option<String>>,
    /// Where it leads.
    #[serde(default, deserialize_with = "told", skip_serializing_if = "Option::is_none")]
    pub to: Option<Option<String>>,
}

impl PathCell {
    /// Whether it asks for names that are not shown, which only the sum over everybody tells.
    #[must_use]
    pub fn needs_whole(&self) -> bool {
        [&self.event, &self.from, &self.to].into_iter().any(|name| *name == Some(None))
    }
}

/// Nodes that a cell means: some, or all but some.
struct Nodes {
    some: FxHashSet<u32>,
    others: bool,
}

impl Nodes {
    fn hold(&self, node: u32) -> bool {
        self.some.contains(&node) != self.others
    }
}

impl Paths<'_> {
    /// How the number of a cell is read. `whole` is the sum over everybody, which tells what names are shown.
    ///
    /// # Errors
    /// [`SpecError`] names the key of a cell that the answer has not.
    pub fn number(
        &self,
        spec: &PathsSpec,
        cell: &PathCell,
        whole: &PathsPartial,
    ) -> Result<Number<PathsPartial>, SpecError> {
        let step = cell.step;
        if step >= spec.steps {
            return Err(SpecError::new("step", format!("the last step is {}", spec.steps - 1)));
        }
        let nodes = |at: usize, name: &Option<String>| self.nodes(spec, whole, at, name.as_deref());
        match (&cell.event, &cell.from, &cell.to, cell.is) {
            (Some(event), None, None, is) => {
                let nodes = nodes(step, event);
                Ok(Box::new(move |sum| at_node(sum, step, &nodes, is)))
            }
            (None, None, None, Some(is)) => {
                let all = Nodes { some: FxHashSet::default(), others: true };
                Ok(Box::new(move |sum| at_node(sum, step, &all, Some(is))))
            }
            (None, Some(from), Some(to), None) => {
                let (from, to) = (nodes(step, from), nodes(step + 1, to));
                Ok(Box::new(move |sum| along(sum, step, |link| from.hold(link.0) && to.hold(link.1))))
            }
            _ => Err(SpecError::new(
                "event",
                "a cell is a node (event, is), a part of the step (is) or a link (from, to)",
            )),
        }
    }

    fn nodes(&self, spec: &PathsSpec, whole: &PathsPartial, at: usize, name: Option<&str>) -> Nodes {
        match name {
            // A page's pattern may be called like an event: both go by that name.
            Some(name) => Nodes { some: self.named(spec, name).collect(), others: false },
            None if at < whole.steps.len() => {
                Nodes { some: self.most_frequent(spec, &whole.steps, at).into_iter().collect(), others: true }
            }
            None => Nodes { some: FxHashSet::default(), others: true },
        }
    }
}

/// The nodes that a step's paths go through.
fn passed(sum: &PathsPartial, step: usize) -> impl Iterator<Item = Passed> {
    sum.steps.get(step).into_iter().flat_map(Step::passed)
}

/// Paths along links from a step that are meant.
fn along(sum: &PathsPartial, step: usize, means: impl Fn((u32, u32)) -> bool) -> u64 {
    let links = passed(sum, step)
        .flat_map(|Passed { node, onward, .. }| onward.into_iter().map(move |(to, count)| ((node, to), count)));
    links.filter(|(link, _)| means(*link)).map(|(_, count)| count).sum()
}

fn at_node(sum: &PathsPartial, step: usize, nodes: &Nodes, is: Option<PathPart>) -> u64 {
    let come = || step.checked_sub(1).map_or(0, |before| along(sum, before, |link| nodes.hold(link.1)));
    let own = passed(sum, step).filter(|passed| nodes.hold(passed.node)).map(|passed| passed.own);
    match is {
        None => come() + own.map(|node| node.start).sum::<u64>(),
        Some(PathPart::In) => come(),
        Some(PathPart::Start) => own.map(|node| node.start).sum(),
        Some(PathPart::Earlier) => own.map(|node| node.earlier).sum(),
        Some(PathPart::Out) => along(sum, step, |link| nodes.hold(link.0)),
        Some(PathPart::End) => own.map(|node| node.end).sum(),
        Some(PathPart::Other) => own.map(|node| node.beyond).sum(),
    }
}
