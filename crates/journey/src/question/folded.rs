//! What a part of the data comes to, and how parts are added up.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use yeojido_domain::PersonId;

use crate::attribution::AttributionPartial;
use crate::course::{Conformance, StageTimes};
use crate::events::NONE;
use crate::follows::{Eventually, Rework, StepMatrix};
use crate::funnel::FunnelPartial;
use crate::paths::PathsPartial;
use crate::pattern::SpecError;
use crate::recode::Recode;
use crate::retention::{Lifecycle, Retention, RetentionPartial, Stickiness};
use crate::sessions::Sessions;
use crate::transitions::Transitions;
use crate::variants::Variants;

/// The sums of one analysis.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) enum Sums {
    Transitions(Transitions),
    Variants(Variants),
    Sessions(Sessions),
    Funnel(Box<Funnels>),
    Paths(PathsPartial),
    Retention(RetentionPartial),
    Stickiness(Vec<u64>),
    Lifecycle(Vec<[u64; 4]>),
    Follows(Eventually),
    Rework(Rework),
    Steps(StepMatrix),
    Attribution(AttributionPartial),
    Conformance(Conformance),
    Times(StageTimes),
}

/// The sums of a funnel.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Funnels {
    /// Of the period asked for.
    pub sum: FunnelPartial,
    /// Of the one that it is compared with.
    pub compared: Option<FunnelPartial>,
    /// The persons of the cell that is asked for by name.
    pub who: Vec<PersonId>,
}

impl Sums {
    fn merge(&mut self, other: Self) -> Result<(), SpecError> {
        match (self, other) {
            (Self::Transitions(sum), Self::Transitions(more)) => sum.merge(more),
            (Self::Variants(sum), Self::Variants(more)) => sum.merge(more),
            (Self::Sessions(sum), Self::Sessions(more)) => sum.merge(&more),
            (Self::Funnel(sum), Self::Funnel(more)) => {
                same(sum.sum.by_day.len(), more.sum.by_day.len())?;
                sum.sum.merge(more.sum);
                match (&mut sum.compared, more.compared) {
                    (Some(sum), Some(more)) => {
                        same(sum.by_day.len(), more.by_day.len())?;
                        sum.merge(more);
                    }
                    (None, None) => {}
                    _ => return Err(different()),
                }
                sum.who.extend(more.who);
            }
            (Self::Paths(sum), Self::Paths(more)) => {
                same(sum.steps.len(), more.steps.len())?;
                sum.merge(more);
            }
            (Self::Retention(sum), Self::Retention(more)) => {
                same(sum.len(), more.len())?;
                Retention::merge(sum, more);
            }
            (Self::Stickiness(sum), Self::Stickiness(more)) => {
                same(sum.len(), more.len())?;
                Stickiness::merge(sum, &more);
            }
            (Self::Lifecycle(sum), Self::Lifecycle(more)) => {
                same(sum.len(), more.len())?;
                Lifecycle::merge(sum, &more);
            }
            (Self::Follows(sum), Self::Follows(more)) => sum.merge(more),
            (Self::Rework(sum), Self::Rework(more)) => sum.merge(more),
            (Self::Steps(sum), Self::Steps(more)) => sum.merge(more),
            (Self::Attribution(sum), Self::Attribution(more)) => sum.merge(more),
            (Self::Conformance(sum), Self::Conformance(more)) => sum.merge(more),
            (Self::Times(sum), Self::Times(more)) => sum.merge(more),
            _ => return Err(different()),
        }
        Ok(())
    }
}

impl Recode for Sums {
    fn recode(&mut self, code: &mut dyn FnMut(u32) -> u32) {
        match self {
            Self::Transitions(sum) => sum.recode(code),
            Self::Variants(sum) => sum.recode(code),
            Self::Funnel(sums) => {
                sums.sum.recode(code);
                sums.compared.iter_mut().for_each(|sum| sum.recode(code));
            }
            Self::Paths(sum) => sum.recode(code),
            Self::Follows(sum) => sum.recode(code),
            Self::Rework(sum) => sum.recode(code),
            Self::Steps(sum) => sum.recode(code),
            Self::Attribution(sum) => sum.recode(code),
            Self::Sessions(_)
            | Self::Retention(_)
            | Self::Stickiness(_)
            | Self::Lifecycle(_)
            | Self::Conformance(_)
            | Self::Times(_) => {}
        }
    }
}

/// What the persons of one part come to: a partial that can be written down, sent, and added to others whose part has
/// other codes, for it holds the names that its codes stand for.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Folded {
    pub(super) sums: Sums,
    /// By code; only names that the sums have.
    pub(super) names: Vec<Arc<str>>,
}

impl Folded {
    /// Sums by the codes of a part's dictionary; names that they do not have are left behind.
    pub(super) fn new(mut sums: Sums, dictionary: &[Arc<str>]) -> Result<Self, SpecError> {
        let mut names: Vec<Arc<str>> = Vec::new();
        let mut kept: FxHashMap<u32, u32> = FxHashMap::default();
        let mut unknown = false;
        sums.recode(&mut |code| {
            if code == NONE {
                return NONE;
            }
            *kept.entry(code).or_insert_with(|| match dictionary.get(code as usize) {
                Some(name) => {
                    names.push(Arc::clone(name));
                    names.len() as u32 - 1
                }
                None => {
                    unknown = true;
                    NONE
                }
            })
        });
        if unknown { Err(different()) } else { Ok(Self { sums, names }) }
    }

    /// Adds what other persons come to.
    ///
    /// # Errors
    /// [`SpecError`] when the two are not of one question over one set of data.
    pub fn merge(&mut self, mut other: Self) -> Result<(), SpecError> {
        let mut known: FxHashMap<Arc<str>, u32> = self.names.iter().cloned().zip(0..).collect();
        let codes: Vec<u32> = other
            .names
            .iter()
            .map(|name| {
                *known.entry(Arc::clone(name)).or_insert_with(|| {
                    self.names.push(Arc::clone(name));
                    self.names.len() as u32 - 1
                })
            })
            .collect();
        let mut unknown = false;
        other.sums.recode(&mut |code| {
            let new = codes.get(code as usize).copied();
            unknown |= new.is_none() && code != NONE;
            new.unwrap_or(NONE)
        });
        if unknown {
            return Err(different());
        }
        self.sums.merge(other.sums)
    }
}

fn same(one: usize, other: usize) -> Result<(), SpecError> {
    if one == other { Ok(()) } else { Err(different()) }
}

pub(super) fn different() -> SpecError {
    SpecError::new("analysis", "these sums are of different questions, or of different data")
}
