//! What an analysis is computed from: the events of a version of the lake, and for whom they are looked at.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

use yeojido_domain::{Journey, JourneyId, Micros, Period, PersonId};
use yeojido_journey::{
    Behind, Caught, EventFilter, Events, Number, PersonEvents, Rules, SpecError, Walk, alone, columns_needed, fold,
    walks,
};
use yeojido_lake::{Snapshot, TraitRow};

use super::question::Question;
use super::scope::Scope;
use super::ticket::Ticket;
use crate::map::traits_hold;
use crate::{AppError, Workspace};

type Traits = HashMap<PersonId, BTreeMap<String, TraitRow>>;

/// Loaded for one question.
pub(super) struct Ground {
    pub snapshot: Arc<Snapshot>,
    pub events: Arc<Events>,
    pub period: Period,
    pub journey: Option<Journey>,
    scope: Scope,
    traits: Option<Arc<Traits>>,
    ticket: Ticket,
}

impl Ground {
    pub async fn of(workspace: &Workspace, question: &Question, ticket: Ticket) -> Result<Self, AppError> {
        Self::with(workspace, question, Vec::new(), ticket).await
    }

    /// The same events for two questions of the same kind about the same version of the data.
    pub async fn of_both(workspace: &Workspace, [a, b]: [&Question; 2], ticket: Ticket) -> Result<[Self; 2], AppError> {
        let a = Self::with(workspace, a, b.scope.columns().collect(), ticket.clone()).await?;
        let at = Scope { lake_version: Some(a.snapshot.version()), ..b.scope.clone() };
        let period = at.period(&workspace.zone)?;
        let traits = if at.asks_traits() { Some(a.snapshot.traits().await?) } else { None };
        let (snapshot, events, journey) = (Arc::clone(&a.snapshot), Arc::clone(&a.events), a.journey.clone());
        let b = Self { snapshot, events, period, journey, scope: at, traits, ticket };
        Ok([a, b])
    }

    async fn with(
        workspace: &Workspace,
        question: &Question,
        further: Vec<String>,
        ticket: Ticket,
    ) -> Result<Self, AppError> {
        let Question { asked, scope } = question;
        let period = scope.period(&workspace.zone)?;
        let journey = match asked.journey() {
            Some(id) => Some(journey(workspace, id).await?),
            None => None,
        };
        let mut columns = asked.columns();
        columns.extend(scope.columns().chain(further));
        columns.extend(journey.iter().flat_map(|journey| columns_needed(journey, &scope.filter)));
        let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
        let snapshot = workspace.lake.snapshot(scope.lake_version).await?;
        let events = snapshot.events(&columns).await?;
        let traits = if scope.asks_traits() { Some(snapshot.traits().await?) } else { None };
        ticket.check()?;
        Ok(Self { snapshot, events, period, journey, scope: scope.clone(), traits, ticket })
    }

    /// The filter compiled against the events.
    pub fn crowd(&self) -> Result<Crowd<'_>, AppError> {
        let fields = EventFilter::compile(&self.scope.filter, &self.events).map_err(SpecError::from)?;
        Ok(Crowd { ground: self, fields })
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
        self.events.end().unwrap_or_default()
    }
}

/// The newest version of a journey.
async fn journey(workspace: &Workspace, id: &str) -> Result<Journey, AppError> {
    let missing = || AppError::NotFound { what: "journey", id: id.to_owned() };
    let stored = workspace.store.journey(&JourneyId::new(id).map_err(|_| missing())?, None).await?;
    Ok(stored.ok_or_else(missing)?.journey)
}

/// For whom the events are looked at.
pub(super) struct Crowd<'g> {
    ground: &'g Ground,
    fields: EventFilter<'g>,
}

impl Crowd<'_> {
    /// Folds over everybody whose traits hold.
    pub fn fold<P: Send>(
        &self,
        empty: impl Fn() -> P + Sync,
        add: impl Fn(&mut P, &PersonEvents<'_>) + Sync,
        merge: impl Fn(&mut P, P),
    ) -> Result<P, AppError> {
        let add = |sum: &mut P, person: &PersonEvents<'_>| {
            if self.holds(person.person) {
                add(sum, person);
            }
        };
        let sum = fold(&self.ground.events, empty, add, merge);
        self.ground.check()?;
        Ok(sum)
    }

    /// Whether somebody's traits hold, as long as anybody waits for the answer.
    pub fn holds(&self, person: PersonId) -> bool {
        let Ground { scope, traits, ticket, .. } = self.ground;
        let traits_do = |traits: &Arc<Traits>| traits_hold(&scope.filter, traits.get(&person));
        !ticket.is_void() && traits.as_ref().is_none_or(traits_do)
    }

    /// Everybody behind a number of the fold with the same `empty` and `add`.
    pub fn behind<P>(
        &self,
        empty: impl Fn() -> P + Sync,
        add: impl Fn(&mut P, &PersonEvents<'_>) + Sync,
        number: &Number<P>,
    ) -> Result<Vec<Behind>, AppError> {
        let note = |list: &mut Vec<Behind>, person: &PersonEvents<'_>| list.extend(alone(person, &empty, &add, number));
        self.fold(Vec::new, note, |list, more| list.extend(more))
    }

    /// Adds customers for whom the filter holds, with their whole histories.
    pub fn whole<P>(
        &self,
        add: impl Fn(&mut P, &PersonEvents<'_>) + Sync,
    ) -> impl Fn(&mut P, &PersonEvents<'_>) + Sync {
        move |sum: &mut P, person: &PersonEvents<'_>| {
            if self.passes(person.rows()) {
                add(sum, person);
            }
        }
    }

    /// Adds what customers did in the period, as if there had been nothing else.
    pub fn within<P>(
        &self,
        add: impl Fn(&mut P, &PersonEvents<'_>) + Sync,
    ) -> impl Fn(&mut P, &PersonEvents<'_>) + Sync {
        let period = self.ground.period.range();
        move |sum: &mut P, person: &PersonEvents<'_>| {
            let person = person.within(&period);
            if self.passes(person.rows()) {
                add(sum, &person);
            }
        }
    }

    /// Adds walks that begin in the period and for which the filter holds.
    pub fn walks<P>(
        &self,
        add: impl Fn(&mut P, &PersonEvents<'_>, &Walk, &[Caught]) + Sync,
    ) -> Result<impl Fn(&mut P, &PersonEvents<'_>) + Sync, AppError> {
        let ground = self.ground;
        let rules = Rules::compile(ground.journey()?, &ground.events).map_err(SpecError::from)?;
        let (end, period) = (ground.data_end(), ground.period.range());
        Ok(move |sum: &mut P, person: &PersonEvents<'_>| {
            let mut caught = Vec::new();
            rules.collect(person, &mut caught);
            for walk in walks(&caught, rules.walk_rules(), end) {
                let begun = period.contains(&caught[walk.caught.start].time);
                if begun && self.fields.passes(&walk, &caught) {
                    add(sum, person, &walk, &caught);
                }
            }
        })
    }

    /// Whether the predicates on events hold among some rows.
    pub fn passes(&self, rows: Range<usize>) -> bool {
        self.fields.passes_among(|| rows.clone())
    }
}
