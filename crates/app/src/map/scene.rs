//! Everything that a map is read from, computed once for a question and kept.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use yeojido_domain::{Changes, JourneyMap, Micros, PersonId, Span, StageId, TopicTree, VoiceKey};
use yeojido_journey::{Events, WalkOutcome, columns_needed};
use yeojido_lake::{Snapshot, StatementRow, VoiceRow};
use yeojido_store::StoredJourney;

use super::findings::FoundOut;
use super::place::{Placed, Places, place};
use super::question::{Question, traits_hold};
use super::walked::{Ground, Owned, Walked, everybody};
use crate::rows::{Rows, WalkRow};
use crate::understand::{self, Decided, Felt, Read};
use crate::{AppError, Workspace};

/// Scenes kept in a workspace; the one asked for longest ago goes first.
const KEPT: usize = 8;

/// The walked journey, with every voice in its place, at one version of the lake and of the definition.
pub struct Scene {
    pub(crate) stored: StoredJourney,
    pub(crate) question: Question,
    pub(crate) snapshot: Arc<Snapshot>,
    pub(crate) events: Arc<Events>,
    pub(crate) voices: Arc<Vec<VoiceRow>>,
    /// Labels as they were read for it, with the workspace's own order of topics.
    read: Arc<Read>,
    pub(crate) walked: Walked,
    /// Placed at a counted visit (or by rule alone), in the order of the lake's voices.
    pub(crate) placed: Vec<Placed>,
    /// Voices of the period that found no place.
    pub(crate) unplaced: Vec<u32>,
    pub(crate) data_end: Option<Micros>,
    pub(crate) computed_at: Micros,
    by_voice: HashMap<VoiceKey, u8>,
    /// Its map without what people wrote, by language, once somebody asks: while people write, only that changes.
    pub(crate) drawn: [tokio::sync::OnceCell<JourneyMap>; 2],
    /// What it finds by itself, once somebody asks.
    pub(crate) found: tokio::sync::OnceCell<Arc<FoundOut>>,
    /// How long nearly all take who go on from each stage, once somebody asks.
    pub(crate) usual: tokio::sync::OnceCell<Arc<Vec<Option<Span>>>>,
    /// What changed up to its last days, once somebody asks.
    pub(crate) changed: tokio::sync::OnceCell<Arc<Changes>>,
}

impl Scene {
    /// The version of the lake that it was computed from.
    #[must_use]
    pub fn lake_version(&self) -> u64 {
        self.snapshot.version()
    }

    /// The version of the journey that it was computed for.
    #[must_use]
    pub const fn version(&self) -> u32 {
        self.stored.version
    }

    /// The id of a stage by its place in the journey.
    pub(crate) fn stage_id(&self, stage: u8) -> &StageId {
        &self.stored.journey.stages[usize::from(stage)].id
    }

    /// The place of a stage by its id.
    pub(crate) fn stage_at(&self, id: &str) -> Option<u8> {
        let at = self.stored.journey.stages.iter().position(|stage| stage.id.as_str() == id)?;
        u8::try_from(at).ok()
    }

    /// The stage that has the event of a row.
    #[must_use]
    pub fn stage_of_event(&self, row: usize) -> Option<&str> {
        let owner = self.events.owner(row)?;
        let walks = self.walked.of(owner);
        let base = self.walked.walks.get(walks.start).filter(|w| w.person == owner)?.base;
        let own = &self.walked.caught[base..];
        let at = own.partition_point(|event| (event.row as usize) < row);
        let event = own.get(at).filter(|event| event.row as usize == row)?;
        Some(self.stage_id(event.stage).as_str())
    }

    /// The statements of a voice.
    pub(crate) fn said(&self, voice: VoiceKey) -> &[StatementRow] {
        self.read.of(voice)
    }

    /// The workspace's own order of topics.
    pub(crate) fn topics(&self) -> &TopicTree {
        self.read.topics()
    }

    /// How somebody felt who said this.
    pub(crate) fn felt(&self, voice: &VoiceRow) -> Option<Felt> {
        understand::felt(voice, self.said(voice.key))
    }

    /// The stage where a voice is placed.
    #[must_use]
    pub fn stage_of_voice(&self, voice: VoiceKey) -> Option<&str> {
        self.by_voice.get(&voice).map(|&stage| self.stage_id(stage).as_str())
    }

    /// The walks of one person, as lists show them.
    #[must_use]
    pub fn walks_of(&self, person: PersonId, rows: &Rows) -> Vec<WalkRow> {
        self.walked.of(person).map(|at| self.walk_row(&self.walked.walks[at], rows, None)).collect()
    }

    pub(crate) fn walk_row(&self, owned: &Owned, rows: &Rows, duration_s: Option<f64>) -> WalkRow {
        let caught = &self.walked.caught[owned.range()];
        let mut visits: Vec<_> = owned.walk.visits.iter().collect();
        visits.sort_by_key(|visit| visit.first);
        WalkRow {
            person: owned.person,
            label: rows.label(owned.person),
            start: caught.first().map_or(Micros(0), |event| event.time),
            end: caught.last().map_or(Micros(0), |event| event.time),
            stages: visits.iter().map(|visit| self.stage_id(visit.stage).to_string()).collect(),
            events: caught.len() as u64,
            outcome: match owned.walk.outcome {
                WalkOutcome::Goal => "goal",
                WalkOutcome::Dropped => "dropped",
                WalkOutcome::Undecided => "undecided",
            },
            duration_s,
        }
    }
}

/// The scenes that a workspace keeps.
#[derive(Default)]
pub struct Scenes(Mutex<Vec<Arc<Scene>>>);

impl Scenes {
    fn find(&self, question: &Question, version: u32, lake_version: u64, decided: Decided) -> Option<Arc<Scene>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = kept.iter().position(|scene| {
            scene.version() == version
                && scene.lake_version() == lake_version
                && scene.read.decided() == decided
                && scene.question.journey == question.journey
                && scene.question.period == question.period
                && scene.question.filter == question.filter
        })?;
        let scene = kept.remove(at);
        kept.push(Arc::clone(&scene));
        Some(scene)
    }

    /// What the whole map of a journey has found at these versions, if somebody asked for it.
    pub(crate) fn found(&self, journey: &StoredJourney, lake_version: u64, decided: Decided) -> Option<Arc<FoundOut>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter()
            .filter(|scene| {
                scene.stored.journey.id == journey.journey.id
                    && scene.version() == journey.version
                    && scene.lake_version() == lake_version
                    && scene.read.decided() == decided
                    && (scene.question.period.from, scene.question.period.to) == (None, None)
                    && scene.question.filter.0.is_empty()
            })
            .find_map(|scene| scene.found.get().cloned())
    }

    /// Forgets all, so that the events that they hold make room for others.
    fn let_go(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn keep(&self, scene: Arc<Scene>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT {
            kept.remove(0);
        }
        kept.push(scene);
        forget_old(&mut kept, |scene| (scene.lake_version(), scene.read.decided()));
    }
}

/// A scene holds all events of its version of the lake: of the versions before the newest, and of labels that people have
/// put right since, only the scene asked for last stays, for whoever still looks at it. `kept` is in the order of asking.
fn forget_old<T, V: Ord + Copy>(kept: &mut Vec<T>, version: impl Fn(&T) -> V) {
    let Some(newest) = kept.iter().map(&version).max() else { return };
    let last_old = kept.iter().rposition(|one| version(one) < newest);
    let mut at = 0..kept.len();
    kept.retain(|one| {
        let here = at.next();
        version(one) == newest || here == last_old
    });
}

/// The scene for a question, computed if it is not kept.
///
/// # Errors
/// [`AppError::NotFound`] for a journey or version that is not there; [`AppError::Lake`]; [`AppError::Store`].
pub async fn scene(workspace: &Workspace, question: &Question, now: Micros) -> Result<Arc<Scene>, AppError> {
    let stored = workspace.store.journey(&question.journey, question.version).await?;
    let stored = stored.ok_or_else(|| AppError::NotFound { what: "journey", id: question.journey.to_string() })?;
    let snapshot = workspace.lake.snapshot(question.lake_version).await?;
    if let Some(kept) =
        workspace.scenes.find(question, stored.version, snapshot.version(), understand::decided(workspace).await?)
    {
        return Ok(kept);
    }
    let voices = snapshot.voices().await?;
    let read = understand::statements(workspace, &snapshot).await?;
    let mut columns = columns_needed(&stored.journey, &question.filter);
    if voices.iter().any(|voice| voice.event_id.is_some()) {
        columns.push("event_id".to_owned());
    }
    let asked: Vec<&str> = columns.iter().map(String::as_str).collect();
    if !snapshot.has_room_for(&asked) {
        workspace.scenes.let_go();
    }
    let events = snapshot.events(&asked).await?;
    let traits = snapshot.traits().await?;
    let question = question.clone();
    let scene = tokio::task::spawn_blocking(move || -> Result<Scene, AppError> {
        let data_end = events.end().max(voices.iter().map(|v| v.time).max());
        let period = question.period.range();
        let walked = everybody(&Ground {
            journey: &stored.journey,
            events: &events,
            filter: &question.filter,
            period,
            data_end: data_end.unwrap_or(Micros(0)),
            lets_through: &|person| traits_hold(&question.filter, traits.get(&person)),
        })
        .map_err(|e| AppError::invalid("bad_rule", "journey", e.to_string()))?;
        let ruled = read.topics().journey(&stored.journey);
        let places = place(&ruled, &events, &walked, &voices, &read, &question.period.zone);
        let by_voice = places.placed.iter().map(|p| (voices[p.voice as usize].key, p.stage)).collect();
        let (placed, unplaced) = of_period(&places, &walked, &voices, &question);
        Ok(Scene {
            stored,
            question,
            snapshot,
            events,
            voices,
            read,
            walked,
            placed,
            unplaced,
            data_end,
            computed_at: now,
            by_voice,
            drawn: [const { tokio::sync::OnceCell::const_new() }; 2],
            found: tokio::sync::OnceCell::new(),
            usual: tokio::sync::OnceCell::new(),
            changed: tokio::sync::OnceCell::new(),
        })
    })
    .await??;
    let scene = Arc::new(scene);
    // What there is no room to keep in the lake's memory a scene must not keep either.
    if scene.snapshot.keeps(&scene.events) {
        workspace.scenes.keep(Arc::clone(&scene));
    }
    Ok(scene)
}

/// A voice that joined a walk counts with the visit that it speaks of; one that did not counts by its own time, and
/// only when everybody is asked for, since nobody knows whose it is.
fn of_period(places: &Places, walked: &Walked, voices: &[VoiceRow], question: &Question) -> (Vec<Placed>, Vec<u32>) {
    let period = question.period.range();
    let everybody = question.filter.0.is_empty();
    let counts = |place: &&Placed| match place.walk.map(|at| &walked.walks[at as usize]) {
        Some(owned) => {
            owned.counted && voice_counts(owned, walked, place.stage, voices[place.voice as usize].time, &period)
        }
        None => everybody && period.contains(&voices[place.voice as usize].time),
    };
    let placed = places.placed.iter().filter(counts).copied().collect();
    let unplaced = places
        .unplaced
        .iter()
        .filter(|&&at| everybody && period.contains(&voices[at as usize].time))
        .copied()
        .collect();
    (placed, unplaced)
}

fn voice_counts(owned: &Owned, walked: &Walked, stage: u8, time: Micros, period: &std::ops::Range<Micros>) -> bool {
    match owned.walk.visits.iter().find(|visit| visit.stage == stage) {
        Some(visit) => period.contains(&walked.caught[owned.base + visit.first as usize].time),
        // A rule placed it in a stage that its walk did not enter.
        None => period.contains(&time),
    }
}

#[cfg(test)]
mod tests {
    use super::forget_old;

    #[test]
    fn of_older_versions_only_the_scene_asked_for_last_is_kept() {
        let mut kept = vec![(1, 'a'), (1, 'b'), (2, 'c'), (1, 'd'), (2, 'e')];
        forget_old(&mut kept, |one| one.0);
        assert_eq!(kept, [(2, 'c'), (1, 'd'), (2, 'e')]);
        forget_old(&mut kept, |one| one.0);
        assert_eq!(kept.len(), 3);
        let mut none: Vec<(u64, char)> = Vec::new();
        forget_old(&mut none, |one| one.0);
    }
}
