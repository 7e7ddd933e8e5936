//! What an analysis is computed from: the events of a version of the lake, and for whom they are looked at.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use yeojido_domain::{Filter, Journey, JourneyId, Micros, Period, PersonId};
use yeojido_journey::{ALWAYS, Behind, Events, Number, Part, alone, columns_needed};
use yeojido_lake::{Need, Snapshot, Source, Stop, TraitRow};

use super::crowd::{Crowd, Kernel};
use super::question::Question;
use super::scope::Scope;
use super::ticket::Ticket;
use crate::map::traits_hold;
use crate::{AppError, Workspace};

type Traits = HashMap<PersonId, BTreeMap<String, TraitRow>>;

/// Opened for one question.
pub(super) struct Ground {
    pub snapshot: Arc<Snapshot>,
    source: Source,
    pub period: Period,
    pub journey: Option<Journey>,
    scope: Scope,
    traits: Option<Arc<Traits>>,
    ticket: Ticket,
}

impl Ground {
    pub async fn of(workspace: &Workspace, question: &Question, ticket: Ticket) -> Result<Self, AppError> {
        let Question { asked, scope } = question;
        let period = scope.period(&workspace.zone)?;
        let journey = match asked.journey() {
            Some(id) => Some(journey(workspace, id).await?),
            None => None,
        };
        let mut columns = asked.columns();
        columns.extend(scope.columns());
        columns.extend(journey.iter().flat_map(|journey| columns_needed(journey, &scope.filter)));
        let mut need = asked.told_apart().into_iter().fold(Need::of(columns), Need::and_shared);
        if asked.is_timeless() && period.range() == ALWAYS {
            need = need.without_times();
        }
        let snapshot = workspace.lake.snapshot(scope.lake_version).await?;
        let source = snapshot.source(&need).await?;
        let traits = if scope.asks_traits() { Some(snapshot.traits().await?) } else { None };
        ticket.check()?;
        Ok(Self { snapshot, source, period, journey, scope: scope.clone(), traits, ticket })
    }

    /// Folds a kernel over everybody whose traits hold.
    pub fn fold<K: Kernel>(&self, kernel: &K) -> Result<K::Sum, AppError> {
        let empty = kernel.empty()?;
        let add = |sum: &mut Option<K::Sum>, part: &Part<'_>| {
            let add = kernel.adding(Crowd::of(self, part.events)?)?;
            let sum = sum.get_or_insert_with(|| empty.clone());
            part.iter()
                .take_while(|_| !self.ticket.is_void())
                .filter(|person| self.holds(person.person))
                .for_each(|person| add(sum, &person));
            self.ticket.check()
        };
        let sum = self.source.fold(&Stop::default(), add, |sum, more| kernel.merge(sum, more))?;
        Ok(sum.unwrap_or(empty))
    }

    /// Everybody behind a number of a kernel's sum, in the order of persons.
    pub fn behind<K: Kernel>(&self, kernel: &K, number: &Number<K::Sum>) -> Result<Vec<Behind>, AppError> {
        let empty = kernel.empty()?;
        let add = |list: &mut Option<Vec<Behind>>, part: &Part<'_>| {
            let add = kernel.adding(Crowd::of(self, part.events)?)?;
            let persons = part.iter().take_while(|_| !self.ticket.is_void());
            let persons = persons.filter(|person| self.holds(person.person));
            let found = persons.filter_map(|person| alone(&person, || empty.clone(), &add, number));
            list.get_or_insert_default().extend(found);
            self.ticket.check()
        };
        let list = self.source.fold(&Stop::default(), add, |list: &mut Vec<Behind>, more| list.extend(more))?;
        let mut list = list.unwrap_or_default();
        list.sort_unstable_by_key(|behind| behind.person);
        Ok(list)
    }

    /// Whether somebody's traits hold.
    pub fn holds(&self, person: PersonId) -> bool {
        self.traits.as_ref().is_none_or(|traits| traits_hold(&self.scope.filter, traits.get(&person)))
    }

    /// Events whose dictionaries are those of all parts, perhaps without rows.
    pub fn frame(&self) -> &Events {
        self.source.frame()
    }

    pub const fn filter(&self) -> &Filter {
        &self.scope.filter
    }

    /// The journey asked about.
    pub fn journey(&self) -> Result<&Journey, AppError> {
        self.journey.as_ref().ok_or_else(|| AppError::invalid("bad_query", "journey", "journey: must be named"))
    }

    pub fn data_end(&self) -> Micros {
        self.frame().end().unwrap_or_default()
    }
}

/// The newest version of a journey.
async fn journey(workspace: &Workspace, id: &str) -> Result<Journey, AppError> {
    let missing = || AppError::NotFound { what: "journey", id: id.to_owned() };
    let stored = workspace.store.journey(&JourneyId::new(id).map_err(|_| missing())?, None).await?;
    Ok(stored.ok_or_else(missing)?.journey)
}
