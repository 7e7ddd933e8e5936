//! Customers: the list, and one of them.

use rustc_hash::FxHashMap;
use serde::Serialize;
use yeojido_domain::{Filter, Micros, PersonId, Property};
use yeojido_lake::IdentifierKind;
use yeojido_text::{Fit, Needle, Place};

use super::{PAGE, PAGE_MAX};
use crate::map::traits_hold;
use crate::rows::{Cursor, CustomerRow, EventRow, Rows, VoiceRow, WalkRow, voices_of};
use crate::{AppError, Workspace, map};

/// Values of traits whose fit is remembered while one question is answered.
const VALUES_KEPT: usize = 10_000;
/// What the opaque id of a person begins with.
const OPAQUE: char = 'p';

/// What to list.
#[derive(Debug, Clone, Default)]
pub struct CustomerQuery {
    /// Part of an identifier or of a trait's value; empty is everybody.
    pub text: String,
    /// Traits that must hold.
    pub filter: Filter,
    /// Where the page begins.
    pub cursor: Option<String>,
    /// Rows of the page.
    pub limit: Option<usize>,
}

/// A page of customers, those seen last first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Customers {
    /// All that match, on all pages.
    pub n: u64,
    /// This page.
    pub rows: Vec<CustomerRow>,
    /// Cursor of the next page.
    pub next: Option<String>,
}

/// An identifier that a source gave.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Identifier {
    /// `customer` or `anonymous`.
    pub kind: &'static str,
    /// In the source's own words.
    pub value: String,
}

/// A trait of one customer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TraitOf {
    /// Its name.
    pub name: String,
    /// Its newest value.
    pub value: Property,
    /// Since when, as far as a source tells.
    pub since: Option<Micros>,
    /// A name, number or address: from the restricted tables.
    pub direct: bool,
}

/// Something of a timeline.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "is", rename_all = "lowercase")]
pub enum Moment {
    /// They did something.
    Event(EventRow),
    /// They said something.
    Voice(VoiceRow),
}

impl Moment {
    const fn time(&self) -> Micros {
        match self {
            Self::Event(event) => event.time,
            Self::Voice(voice) => voice.time,
        }
    }
}

/// One customer, with events and voices together, the newest first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CustomerPage {
    /// Who.
    pub person: PersonId,
    /// What people call them.
    pub label: String,
    /// The names that sources have for them.
    pub identifiers: Vec<Identifier>,
    /// What is known of them.
    pub traits: Vec<TraitOf>,
    /// First event or voice.
    pub first: Option<Micros>,
    /// Last event or voice.
    pub last: Option<Micros>,
    /// Events in all.
    pub events: u64,
    /// Voices in all.
    pub voices: u64,
    /// This page of the timeline.
    pub timeline: Vec<Moment>,
    /// Their walks through the journey asked about.
    pub walks: Vec<WalkRow>,
    /// Cursor of the next page.
    pub next: Option<String>,
}

/// Lists customers.
///
/// # Errors
/// [`AppError::Invalid`] for a bad cursor; [`AppError::Lake`].
pub async fn customers(workspace: &Workspace, query: &CustomerQuery) -> Result<Customers, AppError> {
    let cursor = query.cursor.as_deref().map(Cursor::parse).transpose()?;
    let snapshot = workspace.lake.snapshot(cursor.map(|c| c.lake_version)).await?;
    let cursor = cursor.unwrap_or(Cursor { lake_version: snapshot.version(), offset: 0 });
    let rows = Rows::of(workspace, &snapshot).await?;
    let needle = Needle::new(&query.text);
    let mut sought = needle.as_ref().map(Sought::new);
    let mut fits = |person| sought.as_mut().is_none_or(|sought| sought.fit(&rows, person).is_some());
    let mut found: Vec<(Micros, PersonId)> = everybody(&rows)
        .into_iter()
        .filter(|person| traits_hold(&query.filter, rows.traits().get(person)) && fits(*person))
        .map(|person| (last_seen(&rows, person), person))
        .collect();
    found.sort_unstable_by_key(|(last, person)| (std::cmp::Reverse(*last), *person));
    let limit = query.limit.unwrap_or(PAGE).clamp(1, PAGE_MAX);
    Ok(Customers {
        n: found.len() as u64,
        rows: found.iter().skip(cursor.offset).take(limit).map(|(_, person)| rows.customer(*person)).collect(),
        next: cursor.next(limit, found.len()),
    })
}

/// Whoever did or said something, or of whom something is known, in the order of their ids.
pub(crate) fn everybody(rows: &Rows) -> Vec<PersonId> {
    let mut everybody: Vec<PersonId> = rows.events().persons.clone();
    everybody.extend(rows.voices().iter().filter_map(|v| v.person));
    everybody.extend(rows.traits().keys());
    everybody.sort_unstable();
    everybody.dedup();
    everybody
}

/// What is looked for among customers. Their traits have few different values, each of which is looked at once.
pub(crate) struct Sought<'n> {
    needle: &'n Needle,
    values: FxHashMap<String, Option<Fit>>,
}

impl<'n> Sought<'n> {
    pub(crate) fn new(needle: &'n Needle) -> Self {
        Self { needle, values: FxHashMap::default() }
    }

    fn value(&mut self, value: &Property) -> Option<Fit> {
        let Property::Text(text) = value else { return self.needle.find(&value.to_text()) };
        if let Some(known) = self.values.get(text.as_str()) {
            return *known;
        }
        let fit = self.needle.find(text);
        if self.values.len() < VALUES_KEPT {
            self.values.insert(text.clone(), fit);
        }
        fit
    }

    /// Which of a customer's names and traits fits best, and how well. An identifier is nobody's trait: it has no name.
    pub(crate) fn fit(&mut self, rows: &Rows, person: PersonId) -> Option<(Fit, Option<String>, String)> {
        let needle = self.needle;
        let named =
            rows.identifiers(person).iter().filter_map(|(_, id)| Some((needle.find(id)?, None, id.to_string())));
        let opaque = (needle.is_for(OPAQUE)).then(|| person.to_string());
        let opaque = opaque.and_then(|id| Some((needle.find(&id).filter(|fit| fit.place == Place::Whole)?, None, id)));
        let mut best = named.chain(opaque).min_by_key(|(fit, ..)| *fit);
        for (name, row) in rows.traits().get(&person).into_iter().flatten() {
            if let Some(fit) = self.value(&row.value)
                && best.as_ref().is_none_or(|(known, ..)| fit < *known)
            {
                best = Some((fit, Some(name.clone()), row.value.to_text()));
            }
        }
        best
    }
}

pub(crate) fn last_seen(rows: &Rows, person: PersonId) -> Micros {
    let event = rows.events().position(person).and_then(|at| rows.events().person(at).time.last().copied());
    let voice = voices_of(rows.voices(), person).iter().map(|v| v.time).max();
    event.max(voice).unwrap_or(Micros(i64::MIN))
}

/// Shows one customer; with a journey, where each moment stands in it.
///
/// # Errors
/// [`AppError::NotFound`] for somebody the lake does not know; [`AppError::Lake`]; [`AppError::Store`].
pub async fn customer(
    workspace: &Workspace,
    person: PersonId,
    scene: Option<&map::Scene>,
    cursor: Option<&str>,
    limit: Option<usize>,
) -> Result<CustomerPage, AppError> {
    let cursor = cursor.map(Cursor::parse).transpose()?;
    let snapshot = workspace.lake.snapshot(cursor.map(|c| c.lake_version)).await?;
    let cursor = cursor.unwrap_or(Cursor { lake_version: snapshot.version(), offset: 0 });
    // Whoever is somebody else by now is shown as that one.
    let person = snapshot.who(person).await?;
    let rows = Rows::of(workspace, &snapshot).await?;
    let head = rows.customer(person);
    if head.first.is_none() && head.traits.is_empty() && rows.identifiers(person).is_empty() {
        return Err(AppError::NotFound { what: "customer", id: person.to_string() });
    }
    let mut timeline = Vec::new();
    if let Some(at) = rows.events().position(person) {
        let of = rows.events().person(at);
        timeline.extend(
            (of.first..of.first + of.time.len())
                .map(|row| Moment::Event(rows.event(person, row, scene.and_then(|s| s.stage_of_event(row))))),
        );
    }
    timeline.extend(
        voices_of(rows.voices(), person)
            .iter()
            .map(|voice| Moment::Voice(rows.voice(voice, scene.and_then(|s| s.stage_of_voice(voice.key))))),
    );
    // Stable: of two moments at the same time the later in the file comes first.
    timeline.reverse();
    timeline.sort_by_key(|moment| std::cmp::Reverse(moment.time()));
    let limit = limit.unwrap_or(PAGE * 4).clamp(1, PAGE_MAX);
    let next = cursor.next(limit, timeline.len());
    Ok(CustomerPage {
        person,
        label: head.label,
        identifiers: rows
            .identifiers(person)
            .iter()
            .map(|(kind, value)| Identifier { kind: kind_word(*kind), value: value.to_string() })
            .collect(),
        traits: traits(&snapshot, &rows, person).await?,
        first: head.first,
        last: head.last,
        events: head.events,
        voices: head.voices,
        timeline: timeline.into_iter().skip(cursor.offset).take(limit).collect(),
        walks: scene.map(|s| s.walks_of(person, &rows)).unwrap_or_default(),
        next,
    })
}

async fn traits(snapshot: &yeojido_lake::Snapshot, rows: &Rows, person: PersonId) -> Result<Vec<TraitOf>, AppError> {
    let direct = snapshot.direct_traits(person).await?;
    let open = rows.traits().get(&person).into_iter().flatten().map(|(name, row)| (name, row, false));
    let all = direct.iter().map(|(name, row)| (name, row, true)).chain(open);
    Ok(all
        .map(|(name, row, direct)| TraitOf { name: name.clone(), value: row.value.clone(), since: row.since, direct })
        .collect())
}

const fn kind_word(kind: IdentifierKind) -> &'static str {
    match kind {
        IdentifierKind::Customer => "customer",
        IdentifierKind::Anonymous => "anonymous",
    }
}
