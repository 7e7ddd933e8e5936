//! What findings are computed from: a scene, with every field of its events and every trait of its customers.

use std::sync::OnceLock;

use yeojido_domain::{Micros, Span};
use yeojido_journey::{Caught, Events, Time, Visit, VisitOutcome, WalkOutcome};

use super::super::scene::Scene;
use super::super::walked::Owned;
use super::fields::Field;
use super::pace::Pace;
use super::sales::Sales;
use super::tables::{Asked, visits_only};
use super::traits::TraitColumn;

/// Of the times in a stage that are known, this share is within what is usual.
const USUAL: f64 = 0.95;

/// The part of the data that may be given up to wait for the last who go on.
const WAITED: i64 = 100;

pub(in crate::map) struct Ground<'s> {
    pub scene: &'s Scene,
    /// The events of the scene, with all of their fields.
    pub events: &'s Events,
    pub fields: &'s [Field],
    pub traits: &'s [TraitColumn],
    pub pace: Pace,
    pub data_end: Micros,
    /// What customers spent; or, as a stable key, why that is not known.
    pub sales: Result<Sales, &'static str>,
    /// Of every stage.
    pub visits: Vec<OnceLock<Asked>>,
    /// Of every stage.
    pub worths: Vec<OnceLock<f64>>,
}

/// A counted visit to a stage.
#[derive(Clone, Copy)]
pub(in crate::map) struct Stay<'s> {
    /// Index into the walks of the scene.
    pub walk: u32,
    pub owned: &'s Owned,
    pub visit: &'s Visit,
    pub entry: Micros,
}

/// The counted visits to a stage, by person.
pub(in crate::map) fn stays(scene: &Scene, stage: u8) -> Vec<Stay<'_>> {
    let period = scene.question.period.range();
    let walks = (0_u32..).zip(&scene.walked.walks).filter(|(_, owned)| owned.counted);
    walks
        .filter_map(|(walk, owned)| {
            let visit = owned.walk.visits.iter().find(|visit| visit.stage == stage)?;
            let entry = scene.walked.caught[owned.base + visit.first as usize].time;
            period.contains(&entry).then_some(Stay { walk, owned, visit, entry })
        })
        .collect()
}

/// How long nearly all who go on from a stage take; all of them, where waiting for the last costs hardly a day of the
/// data, for else whoever looks at one more page seems to have left. `None` when nobody's time is known.
pub(in crate::map) fn usual(scene: &Scene, stays: &[Stay<'_>]) -> Option<Span> {
    let mut known: Vec<i64> = stays.iter().filter_map(|stay| time(stay.visit)).map(|span| span.0).collect();
    known.sort_unstable();
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a place in the list"
    )]
    let at = (known.len() as f64 * USUAL) as usize;
    let longest = *known.last()?;
    let first = stays.iter().map(|stay| stay.entry).min()?;
    let whole = scene.data_end?.since(first).0;
    let usual = if longest <= whole / WAITED { longest } else { known[at.min(known.len() - 1)] };
    Some(Span(usual.max(1)))
}

/// The day of an instant on the calendar of the scene, counted from its beginning.
pub(in crate::map) fn day(scene: &Scene, time: Micros) -> i32 {
    day_of(time.day(&scene.question.period.zone))
}

/// The number of a day.
pub(in crate::map) fn day_of(date: jiff::civil::Date) -> i32 {
    date.duration_since(jiff::civil::date(1970, 1, 1)).as_hours().try_into().map_or(0, |hours: i32| hours / 24)
}

impl<'s> Ground<'s> {
    /// The counted visits to a stage, by person.
    pub(super) fn stays(&self, stage: u8) -> Vec<Stay<'s>> {
        stays(self.scene, stage)
    }

    /// Of those who went on from a stage, the share that reached the goal: what a customer who leaves there would have come
    /// to. 1 where nobody has reached it, as far as the data go.
    pub(super) fn worth(&self, stage: u8) -> f64 {
        *self.worths[usize::from(stage)].get_or_init(|| self.reaching(stage))
    }

    fn reaching(&self, stage: u8) -> f64 {
        let gone = self.stays(stage).into_iter().filter(|stay| stay.visit.outcome == VisitOutcome::WentOn);
        let (gone, reached) = gone.fold((0_u64, 0_u64), |(gone, reached), stay| {
            (gone + 1, reached + u64::from(stay.owned.walk.outcome == WalkOutcome::Goal))
        });
        #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
        let share = reached as f64 / gone.max(1) as f64;
        if reached > 0 { share } else { 1.0 }
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

    /// The day of an instant, counted from the beginning of the calendar.
    pub(super) fn day(&self, time: Micros) -> i32 {
        day(self.scene, time)
    }

    /// The hour of an instant on the clock of the zone.
    pub(super) fn hour(&self, time: Micros) -> f64 {
        let zoned = time.timestamp().to_zoned_datetime(self.scene.question.period.zone.time_zone().clone());
        f64::from(zoned.hour()) + f64::from(zoned.minute()) / 60.0
    }

    /// Every visit to a stage with what is known of it at its entry, and no outcome yet; made once a stage.
    pub(super) fn visits(&self, stage: u8) -> &Asked {
        self.visits[usize::from(stage)].get_or_init(|| visits_only(self, stage))
    }
}

/// The time of a visit, where it is known.
pub(in crate::map) const fn time(visit: &Visit) -> Option<Span> {
    match visit.time {
        Time::Known(span) => Some(span),
        Time::AtLeast(_) | Time::Fault | Time::Unmeasured => None,
    }
}
