//! What findings are computed from: a scene, with every field of its events and every trait of its customers.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use yeojido_domain::{Micros, PersonId, Property, Span};
use yeojido_improve::Values;
use yeojido_journey::{Caught, Events, Time, Visit};
use yeojido_lake::TraitRow;

use super::super::scene::Scene;
use super::super::walked::Owned;
use super::fields::Field;
use super::pace::Pace;

pub(super) type Traits = HashMap<PersonId, BTreeMap<String, TraitRow>>;

/// Of the times in a stage that are known, this share is within what is usual.
const USUAL: f64 = 0.95;

pub(super) struct Ground<'s> {
    pub scene: &'s Scene,
    /// The events of the scene, with all of their fields.
    pub events: &'s Events,
    pub fields: &'s [Field],
    pub traits: &'s Traits,
    pub pace: Pace,
    pub data_end: Micros,
}

/// A counted visit to a stage.
#[derive(Clone, Copy)]
pub(super) struct Stay<'s> {
    /// Index into the walks of the scene.
    pub walk: u32,
    pub owned: &'s Owned,
    pub visit: &'s Visit,
    pub entry: Micros,
}

impl<'s> Ground<'s> {
    /// The counted visits to a stage, by person.
    pub(super) fn stays(&self, stage: u8) -> Vec<Stay<'s>> {
        let period = self.scene.question.period.range();
        let walks = (0_u32..).zip(&self.scene.walked.walks).filter(|(_, owned)| owned.counted);
        walks
            .filter_map(|(walk, owned)| {
                let visit = owned.walk.visits.iter().find(|visit| visit.stage == stage)?;
                let entry = self.scene.walked.caught[owned.base + visit.first as usize].time;
                period.contains(&entry).then_some(Stay { walk, owned, visit, entry })
            })
            .collect()
    }

    /// The caught events of a walk, in order.
    pub(super) fn caught(&self, owned: &Owned) -> &'s [Caught] {
        &self.scene.walked.caught[owned.range()]
    }

    /// Of the caught events of a stay's walk: those before the stage, and those from its first event on.
    pub(super) fn around(&self, stay: &Stay<'s>) -> (&'s [Caught], &'s [Caught]) {
        let caught = self.caught(stay.owned);
        caught.split_at(stay.visit.first as usize - stay.owned.walk.caught.start)
    }

    /// How long nearly all who go on from a stage take. `None` when nobody's time is known.
    pub(super) fn usual(&self, stays: &[Stay<'_>]) -> Option<Span> {
        let mut known: Vec<i64> = stays.iter().filter_map(|stay| time(stay.visit)).map(|span| span.0).collect();
        known.sort_unstable();
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a place in the list"
        )]
        let at = (known.len() as f64 * USUAL) as usize;
        known.get(at.min(known.len().saturating_sub(1))).map(|&micros| Span(micros.max(1)))
    }

    /// The day of an instant, counted from the beginning of the calendar.
    pub(super) fn day(&self, time: Micros) -> i32 {
        let date = time.day(&self.scene.question.period.zone);
        date.duration_since(jiff::civil::date(1970, 1, 1)).as_hours().try_into().map_or(0, |hours: i32| hours / 24)
    }

    /// The hour of an instant on the clock of the zone.
    pub(super) fn hour(&self, time: Micros) -> f64 {
        let zoned = time.timestamp().to_zoned_datetime(self.scene.question.period.zone.time_zone().clone());
        f64::from(zoned.hour()) + f64::from(zoned.minute()) / 60.0
    }

    /// The values of a trait, by row; `persons` gives the person of each.
    pub(super) fn trait_values(&self, name: &str, persons: &[Option<PersonId>]) -> Option<Values> {
        const NAMES: usize = 40;
        let told: Vec<Option<&Property>> =
            persons.iter().map(|person| Some(&self.traits.get(&(*person)?)?.get(name)?.value)).collect();
        let mut names: Vec<Arc<str>> = Vec::new();
        let mut codes: HashMap<String, u32> = HashMap::new();
        let mut rows = Vec::with_capacity(told.len());
        for value in &told {
            let code = value.map(|value| {
                *codes.entry(value.to_text()).or_insert_with_key(|text| {
                    names.push(Arc::from(text.as_str()));
                    u32::try_from(names.len() - 1).unwrap_or(u32::MAX)
                })
            });
            rows.push(code);
        }
        if names.len() <= NAMES {
            return (names.len() > 1).then_some(Values::Names { codes: rows, names });
        }
        let number = |value: &Option<&Property>| match value {
            Some(Property::Number(number)) => Some(*number),
            _ => None,
        };
        let numbers: Vec<Option<f64>> = told.iter().map(number).collect();
        (numbers.iter().flatten().count() * 10 >= told.iter().flatten().count() * 9).then_some(Values::Numbers(numbers))
    }

    /// The names of all traits.
    pub(super) fn trait_names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.traits.values().flat_map(BTreeMap::keys).cloned().collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

/// The time of a visit, where it is known.
pub(super) const fn time(visit: &Visit) -> Option<Span> {
    match visit.time {
        Time::Known(span) => Some(span),
        Time::AtLeast(_) | Time::Fault | Time::Unmeasured => None,
    }
}
