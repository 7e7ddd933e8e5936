//! A journey compiled against the dictionaries of the events, so that what a row is to it costs a few look-ups.
//!
//! Texts are compared once, when the rules are compiled: names of events against the dictionary of events, channels
//! and conditions against the dictionaries of their columns. A row is then asked by its codes alone.

use std::collections::BTreeSet;

use yeojido_domain::{EventRule, Field, Filter, Journey, Micros, OneOrMany, Starts};

use crate::events::{Events, NONE, PersonEvents};
use crate::walks::{Caught, WalkRules};

/// Why a journey or a filter cannot be asked of these events.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    /// A rule looks at a column that was not loaded: load what [`columns_needed`] names first.
    #[error("the column `{0}` that a rule looks at is not loaded")]
    ColumnMissing(String),
    /// More stages or touchpoints than a code can hold.
    #[error("a journey holds at most 64 stages, of 65535 touchpoints each")]
    TooLarge,
}

/// The columns beyond `event` that a journey's stages, goal and start and a filter look at, each once, in the order of
/// their names.
#[must_use]
pub fn columns_needed(journey: &Journey, filter: &Filter) -> Vec<String> {
    let touchpoints = journey.stages.iter().flat_map(|stage| &stage.touchpoints);
    let start = match &journey.starts {
        Starts::Rule(rule) => Some(rule),
        Starts::FirstCaught => None,
    };
    let rules = touchpoints.flat_map(|touchpoint| &touchpoint.events).chain(&journey.goal).chain(start);
    let of_channel = rules.clone().any(|rule| rule.channel.is_some()).then_some("channel");
    let of_rules = rules.flat_map(|rule| &rule.conditions).map(|(name, _)| name.as_str());
    let of_filter = filter.0.iter().filter_map(|predicate| match &predicate.field {
        Field::Event(name) => Some(name.as_str()),
        Field::Trait(_) => None,
    });
    let names: BTreeSet<&str> = of_rules.chain(of_filter).chain(of_channel).collect();
    names.into_iter().filter(|name| *name != "event").map(str::to_owned).collect()
}

/// A condition on a column, decided for every value that the column can have.
#[derive(Debug)]
pub(crate) struct Test<'e> {
    codes: &'e [u32],
    holds: Vec<bool>,
    holds_without: bool,
}

impl<'e> Test<'e> {
    pub(crate) fn compile(
        name: &str,
        events: &'e Events,
        holds: impl Fn(Option<&str>) -> bool,
    ) -> Result<Self, RuleError> {
        let column = events.column(name).ok_or_else(|| RuleError::ColumnMissing(name.to_owned()))?;
        Ok(Self {
            codes: &column.codes,
            holds: column.values.iter().map(|value| holds(Some(value))).collect(),
            holds_without: holds(None),
        })
    }

    pub(crate) fn passes(&self, row: usize) -> bool {
        let code = self.codes[row];
        if code == NONE { self.holds_without } else { self.holds[code as usize] }
    }
}

/// An event rule without its name: the channels and conditions.
#[derive(Debug)]
struct Tests<'e>(Vec<Test<'e>>);

impl<'e> Tests<'e> {
    fn compile(rule: &EventRule, events: &'e Events) -> Result<Self, RuleError> {
        let mut tests = Vec::new();
        if let Some(channels) = &rule.channel {
            let wanted = OneOrMany::as_slice(channels);
            tests.push(Test::compile("channel", events, |value| value.is_some_and(|v| wanted.iter().any(|w| w == v)))?);
        }
        for (name, condition) in &rule.conditions {
            tests.push(Test::compile(name, events, |value| condition.holds(value))?);
        }
        Ok(Self(tests))
    }

    fn pass(&self, row: usize) -> bool {
        self.0.iter().all(|test| test.passes(row))
    }
}

/// One rule that is not tied to a touchpoint: the goal, the start.
#[derive(Debug)]
struct Single<'e> {
    named: Vec<bool>,
    tests: Tests<'e>,
}

impl<'e> Single<'e> {
    fn compile(rule: &EventRule, events: &'e Events) -> Result<Self, RuleError> {
        let named = events.event.values.iter().map(|name| matches(&rule.event, name)).collect();
        Ok(Self { named, tests: Tests::compile(rule, events)? })
    }

    fn catches(&self, row: usize, code: u32) -> bool {
        self.named.get(code as usize).copied().unwrap_or(false) && self.tests.pass(row)
    }
}

#[derive(Debug)]
struct Candidate<'e> {
    stage: u8,
    touchpoint: u16,
    tests: Tests<'e>,
}

/// A compiled journey. Rows are rows of the [`Events`] that it was compiled against.
#[derive(Debug)]
pub struct Rules<'e> {
    codes: &'e [u32],
    /// All rules in the order of stages and touchpoints.
    candidates: Vec<Candidate<'e>>,
    /// By code of an event, the candidates whose name fits, in order.
    by_event: Vec<Vec<u32>>,
    goal: Option<Single<'e>>,
    start: Option<Single<'e>>,
    walk_rules: WalkRules,
}

impl<'e> Rules<'e> {
    /// Compiles a journey.
    ///
    /// # Errors
    /// [`RuleError::ColumnMissing`] when a condition looks at a column that is not among [`Events::extra`];
    /// [`RuleError::TooLarge`] for a journey that [`Journey::check`] refuses too.
    pub fn compile(journey: &Journey, events: &'e Events) -> Result<Self, RuleError> {
        if journey.stages.len() > 64 {
            return Err(RuleError::TooLarge);
        }
        let stages = u8::try_from(journey.stages.len()).map_err(|_| RuleError::TooLarge)?;
        let mut candidates = Vec::new();
        let mut by_event = vec![Vec::new(); events.event.values.len()];
        for (stage, definition) in (0_u8..).zip(&journey.stages) {
            for (touchpoint, definition) in definition.touchpoints.iter().enumerate() {
                let touchpoint = u16::try_from(touchpoint).map_err(|_| RuleError::TooLarge)?;
                for rule in &definition.events {
                    let at = u32::try_from(candidates.len()).map_err(|_| RuleError::TooLarge)?;
                    for (name, fitting) in events.event.values.iter().zip(&mut by_event) {
                        if matches(&rule.event, name) {
                            fitting.push(at);
                        }
                    }
                    candidates.push(Candidate { stage, touchpoint, tests: Tests::compile(rule, events)? });
                }
            }
        }
        let goal = journey.goal.as_ref().map(|rule| Single::compile(rule, events)).transpose()?;
        let start = match &journey.starts {
            Starts::Rule(rule) => Some(Single::compile(rule, events)?),
            Starts::FirstCaught => None,
        };
        let walk_rules = WalkRules { stages, gap: journey.gap, goal: goal.is_some(), counts: journey.counts };
        Ok(Self { codes: &events.event.codes, candidates, by_event, goal, start, walk_rules })
    }

    /// What [`crate::walks()`] needs to know of the journey.
    #[must_use]
    pub const fn walk_rules(&self) -> &WalkRules {
        &self.walk_rules
    }

    fn catching(&self, row: usize) -> impl Iterator<Item = (u8, u16)> {
        let fitting = self.by_event.get(self.codes[row] as usize).map_or(&[][..], Vec::as_slice);
        let rules = fitting.iter().map(|&at| &self.candidates[at as usize]);
        rules.filter(move |rule| rule.tests.pass(row)).map(|rule| (rule.stage, rule.touchpoint))
    }

    /// The stage and its touchpoint that have the event of a row: the first in the journey's order that catch it.
    #[must_use]
    pub fn catch(&self, row: usize) -> Option<(u8, u16)> {
        self.catching(row).next()
    }

    /// Every touchpoint that would catch the event of a row, in order, each once: none of them means that the event
    /// is lost to the journey, several that the order decides.
    #[must_use]
    pub fn all_catching(&self, row: usize) -> Vec<(u8, u16)> {
        let mut all: Vec<_> = self.catching(row).collect();
        all.dedup();
        all
    }

    /// The event of a row satisfies the goal, whichever stage catches it. Without a goal, none does.
    #[must_use]
    pub fn is_goal(&self, row: usize) -> bool {
        self.goal.as_ref().is_some_and(|goal| goal.catches(row, self.codes[row]))
    }

    /// A walk may begin with the event of a row. With `starts: first_caught`, it may with any.
    #[must_use]
    pub fn is_start(&self, row: usize) -> bool {
        self.start.as_ref().is_none_or(|start| start.catches(row, self.codes[row]))
    }

    /// The caught events of a person, in order, in place of what `into` held.
    pub fn collect(&self, person: &PersonEvents<'_>, into: &mut Vec<Caught>) {
        into.clear();
        for (row, &time) in (person.first..).zip(person.time) {
            if let Some((stage, touchpoint)) = self.catch(row) {
                into.push(self.caught(row, time, stage, touchpoint));
            }
        }
    }

    fn caught(&self, row: usize, time: Micros, stage: u8, touchpoint: u16) -> Caught {
        // Rows are counted in u32 by `Events::offsets`.
        let at = u32::try_from(row).unwrap_or(u32::MAX);
        Caught { row: at, time, stage, touchpoint, goal: self.is_goal(row), starts: self.is_start(row) }
    }
}

/// Whether a pattern with `*` for any run of characters fits a whole name.
pub(crate) fn matches(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|head| name.strip_prefix(head)) else { return false };
    let Some(tail) = parts.next_back() else { return rest.is_empty() };
    // The shortest fit of each middle part leaves the most for those that follow.
    for part in parts {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(tail)
}

#[cfg(test)]
mod tests;
