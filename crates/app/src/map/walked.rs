//! The walks of everybody through one journey: computed on all cores, kept in the order of persons.

use std::ops::Range;

use yeojido_domain::{Filter, Journey, Micros, PersonId};
use yeojido_journey::{Caught, EventFilter, Events, JourneyTally, RuleError, Rules, Walk, walks};

/// One walk with its owner.
#[derive(Debug)]
pub(crate) struct Owned {
    pub person: PersonId,
    /// Where the person's caught events begin in [`Walked::caught`].
    pub base: usize,
    /// Its ranges count from `base`.
    pub walk: Walk,
    /// At least one of its visits began in the period and the filter lets it through.
    pub counted: bool,
}

impl Owned {
    /// Its caught events, in [`Walked::caught`].
    pub(crate) fn range(&self) -> Range<usize> {
        self.base + self.walk.caught.start..self.base + self.walk.caught.end
    }
}

/// Everybody's walks.
#[derive(Debug, Default)]
pub(crate) struct Walked {
    /// Caught events, by person, in order.
    pub caught: Vec<Caught>,
    /// All walks, counted or not, by person, in order.
    pub walks: Vec<Owned>,
    /// Sums over the counted visits.
    pub tally: JourneyTally,
    /// Rows of the period, of customers whom the filter lets through, that no stage catches.
    pub uncaught: Vec<u32>,
}

impl Walked {
    /// The walks of one person.
    pub(crate) fn of(&self, person: PersonId) -> Range<usize> {
        let from = self.walks.partition_point(|owned| owned.person < person);
        let to = self.walks.partition_point(|owned| owned.person <= person);
        from..to
    }

    fn append(&mut self, mut other: Self) {
        let base = self.caught.len();
        self.caught.append(&mut other.caught);
        self.walks.extend(other.walks.into_iter().map(|owned| Owned { base: owned.base + base, ..owned }));
        self.tally.merge(&other.tally);
        self.uncaught.append(&mut other.uncaught);
    }
}

/// What the walks are computed from.
pub(crate) struct Ground<'a> {
    pub journey: &'a Journey,
    pub events: &'a Events,
    pub filter: &'a Filter,
    pub period: Range<Micros>,
    pub data_end: Micros,
    /// Whether the predicates on traits hold for a person.
    pub lets_through: &'a (dyn Fn(PersonId) -> bool + Sync),
}

/// Walks everybody, on as many threads as there are cores.
///
/// # Errors
/// [`RuleError::ColumnMissing`] when a rule looks at a column that is not loaded.
pub(crate) fn everybody(ground: &Ground<'_>) -> Result<Walked, RuleError> {
    let persons = ground.events.persons.len();
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(persons.max(1));
    let share = persons.div_ceil(threads).max(1);
    let parts: Vec<Result<Walked, RuleError>> = std::thread::scope(|scope| {
        let handles: Vec<_> = (0..threads)
            .map(|part| scope.spawn(move || some(ground, part * share..((part + 1) * share).min(persons))))
            .collect();
        handles
            .into_iter()
            .map(|handle| handle.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    });
    let mut all = Walked { tally: JourneyTally::new(ground.journey.stages.len()), ..Walked::default() };
    for part in parts {
        all.append(part?);
    }
    Ok(all)
}

fn some(ground: &Ground<'_>, persons: Range<usize>) -> Result<Walked, RuleError> {
    let events = ground.events;
    let rules = Rules::compile(ground.journey, events)?;
    let filter = EventFilter::compile(ground.filter, events)?;
    let mut out = Walked { tally: JourneyTally::new(ground.journey.stages.len()), ..Walked::default() };
    let mut caught = Vec::new();
    for at in persons {
        let person = events.person(at);
        if !(ground.lets_through)(person.person) {
            continue;
        }
        rules.collect(&person, &mut caught);
        uncaught(&mut out.uncaught, ground, person.first, person.time, &caught);
        let found = walks(&caught, rules.walk_rules(), ground.data_end);
        let passing: Vec<bool> = found.iter().map(|walk| filter.passes(walk, &caught)).collect();
        let counted = found.iter().zip(&passing).filter(|(_, pass)| **pass).map(|(walk, _)| walk);
        out.tally.add_within(events, &caught, counted, &ground.period);
        let base = out.caught.len();
        out.walks.extend(found.into_iter().zip(passing).map(|(walk, pass)| {
            let begun = walk.visits.iter().any(|visit| visit.began_within(&caught, &ground.period));
            Owned { person: person.person, base, counted: pass && begun, walk }
        }));
        out.caught.extend_from_slice(&caught);
    }
    Ok(out)
}

fn uncaught(out: &mut Vec<u32>, ground: &Ground<'_>, first: usize, time: &[Micros], caught: &[Caught]) {
    let mut next = caught.iter().peekable();
    for (row, at) in (first..).zip(time) {
        if next.next_if(|event| event.row as usize == row).is_none()
            && ground.period.contains(at)
            && let Ok(row) = u32::try_from(row)
        {
            out.push(row);
        }
    }
}
