//! What an analysis is computed from: the events of a version of the lake, and for whom they are looked at.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use yeojido_domain::{Journey, JourneyId, Micros, Period, PersonId};
use yeojido_journey::{ALWAYS, Behind, Crowd, Events, Number, Part, alone, columns_needed};
use yeojido_lake::{Need, Snapshot, Source, Stop, TraitRow};

use super::crowd::Kernel;
use super::question::Question;
use super::scope::Scope;
use super::ticket::Ticket;
use crate::map::traits_hold;
use crate::{AppError, Workspace};

type Traits = HashMap<PersonId, BTreeMap<String, TraitRow>>;

/// Opened for one question.
pub(super) struct Ground {
    pub snapshot: Arc<Snapshot>,
    pub source: Arc<Source>,
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
        let journey = journey(workspace, question).await?;
        let columns = columns(question, journey.as_ref());
        let mut need = asked.told_apart().into_iter().fold(Need::of(columns), Need::and_shared);
        if asked.is_timeless() && period.range() == ALWAYS {
            // A filter looks at all events, those of its name too.
            need = match asked.first_events().filter(|_| scope.is_unfiltered()) {
                Some(events) => need.first(events),
                None => need.without_times(),
            };
        }
        let snapshot = workspace.lake.snapshot(scope.lake_version).await?;
        let source = Arc::new(snapshot.source(&need).await?);
        let traits = traits(&snapshot, scope).await?;
        ticket.check()?;
        Ok(Self { snapshot, source, period, journey, scope: scope.clone(), traits, ticket })
    }

    /// The same events for two questions that differ in nothing but whom they are about, and when.
    pub async fn of_both(workspace: &Workspace, [a, b]: [&Question; 2], ticket: Ticket) -> Result<[Self; 2], AppError> {
        let (period_a, period_b) = (a.scope.period(&workspace.zone)?, b.scope.period(&workspace.zone)?);
        let journey = journey(workspace, a).await?;
        let columns: Vec<String> =
            [a, b].into_iter().flat_map(|question| columns(question, journey.as_ref())).collect();
        let snapshot = workspace.lake.snapshot(a.scope.lake_version).await?;
        let source = Arc::new(snapshot.source(&Need::of(columns)).await?);
        let (traits_a, traits_b) = (traits(&snapshot, &a.scope).await?, traits(&snapshot, &b.scope).await?);
        ticket.check()?;
        let side = |question: &Question, period, traits| Self {
            snapshot: Arc::clone(&snapshot),
            source: Arc::clone(&source),
            period,
            journey: journey.clone(),
            scope: question.scope.clone(),
            traits,
            ticket: ticket.clone(),
        };
        Ok([side(a, period_a, traits_a), side(b, period_b, traits_b)])
    }

    /// Folds a kernel over everybody whose traits hold.
    pub fn fold<K: Kernel>(&self, kernel: &K) -> Result<K::Sum, AppError> {
        let empty = kernel.empty()?;
        let add = |sum: &mut Option<K::Sum>, part: &Part<'_>| {
            let add = kernel.adding(self.crowd(part.events)?)?;
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
            let add = kernel.adding(self.crowd(part.events)?)?;
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

    /// Whom the events of a part are looked at for.
    pub fn crowd<'p>(&self, events: &'p Events) -> Result<Crowd<'p>, AppError> {
        Ok(Crowd::of(events, &self.scope.filter, self.period.range())?)
    }

    /// The journey asked about.
    pub fn journey(&self) -> Result<&Journey, AppError> {
        self.journey.as_ref().ok_or_else(|| AppError::invalid("bad_query", "journey", "journey: must be named"))
    }

    /// Ends work that nobody waits for any more.
    pub fn check(&self) -> Result<(), AppError> {
        self.ticket.check()
    }

    pub fn data_end(&self) -> Micros {
        self.frame().end().unwrap_or_default()
    }
}

/// The newest version of the journey that is asked about.
async fn journey(workspace: &Workspace, question: &Question) -> Result<Option<Journey>, AppError> {
    let Some(id) = question.asked.journey() else { return Ok(None) };
    let missing = || AppError::NotFound { what: "journey", id: id.to_owned() };
    let stored = workspace.store.journey(&JourneyId::new(id).map_err(|_| missing())?, None).await?;
    Ok(Some(stored.ok_or_else(missing)?.journey))
}

/// The columns that a question looks at.
fn columns(question: &Question, journey: Option<&Journey>) -> Vec<String> {
    let Question { asked, scope } = question;
    let mut columns = asked.columns();
    columns.extend(scope.columns());
    columns.extend(journey.into_iter().flat_map(|journey| columns_needed(journey, &scope.filter)));
    columns
}

async fn traits(snapshot: &Snapshot, scope: &Scope) -> Result<Option<Arc<Traits>>, AppError> {
    Ok(if scope.asks_traits() { Some(snapshot.traits().await?) } else { None })
}
