//! What the map finds by itself: pain points and delights, from what customers did and how they rated it.
//!
//! For every stage four outcomes are looked at: leaving (not going on within the time in which nearly all who go on do
//! so), going back, waiting, and the rating. Each is compared between all groups that the data allow (traits, channels,
//! fields, hours, weekdays, lateness, stretches of days, and things that happened), through the one door that counts and
//! corrects ([`yeojido_improve::search`]). What is found is an association.

mod cost;
mod course;
mod facts;
mod fields;
mod ground;
mod incidents;
mod once;
mod pace;
mod rank;
mod report;
mod sales;
mod tables;
mod tell;
mod traits;

use std::sync::{Arc, OnceLock};

use yeojido_domain::{Findings, Looked, Micros};
use yeojido_improve::{ENOUGH, Table, on_all_cores, search};
use yeojido_lake::Snapshot;

use super::question::Question;
use super::scene::{Scene, scene};
use crate::{AppError, Workspace};
pub(super) use course::date;
pub(super) use facts::Fact;
use fields::fields;
pub(super) use ground::{Ground, Stay, day, day_of, stays, time, usual};
use pace::Pace;
use sales::Sales;
pub(super) use tables::{Asked, Members, WaitBy, back, lost, of_visits, of_voices};
pub(crate) use tell::is_wrong;
pub(super) use tell::{filter, group_said};

/// Share of false findings expected among those told.
pub const LEVEL: f64 = 0.05;

/// Findings of a scene, with the rows of each.
#[derive(Debug, Default)]
pub(crate) struct FoundOut {
    pub told: Findings,
    /// The rows of a finding, by its id.
    rows: Vec<(String, FoundRows)>,
}

/// The rows behind a finding: indexes into the walks of the scene, or into the voices of the lake.
#[derive(Debug, Clone)]
pub(crate) enum FoundRows {
    Walks { stage: u8, walks: Vec<u32> },
    Voices(Vec<u32>),
}

impl FoundOut {
    /// The rows behind a finding.
    pub(crate) fn rows(&self, id: &str) -> Option<&FoundRows> {
        self.rows.iter().find(|(other, _)| other == id).map(|(_, rows)| rows)
    }
}

/// What a map finds, computed once for a scene and kept with it.
///
/// # Errors
/// [`AppError::NotFound`] for a journey or version that is not there; [`AppError::Lake`]; [`AppError::Store`].
pub async fn findings(workspace: &Workspace, question: &Question, now: Micros) -> Result<Findings, AppError> {
    let scene = scene(workspace, question, now).await?;
    Ok(found_out(&scene).await?.told.clone())
}

/// The same with the rows of each.
pub(crate) async fn found_out(scene: &Arc<Scene>) -> Result<Arc<FoundOut>, AppError> {
    let compute = || async {
        let compute = |ground: &Ground<'_>, left_out| {
            let mut found = find(ground);
            found.told.looked.left_out = left_out;
            Arc::new(found)
        };
        on_ground(scene, compute).await
    };
    scene.found.get_or_try_init(compute).await.cloned()
}

/// Does `work` with the scene, every field of its events and every trait of its customers; it is told which fields cannot
/// split anything, with the reason.
pub(super) async fn on_ground<T: Send + 'static>(
    scene: &Arc<Scene>,
    work: impl FnOnce(&Ground<'_>, Vec<(String, String)>) -> T + Send + 'static,
) -> Result<T, AppError> {
    let columns = every_field(&scene.snapshot).await?;
    let names: Vec<&str> = columns.iter().map(String::as_str).collect();
    let events = scene.snapshot.events(&names).await?;
    let traits = scene.snapshot.traits().await?;
    let of = Arc::clone(scene);
    let work = move || {
        let (fields, left_out) = fields(&events, &of.question.period.zone);
        let traits = traits::columns(&traits);
        let ground = Ground {
            scene: &of,
            events: &events,
            fields: &fields,
            traits: &traits,
            pace: Pace::of(&events),
            sales: Sales::of(&events),
            data_end: of.data_end.unwrap_or(Micros(0)),
            visits: of.stored.journey.stages.iter().map(|_| OnceLock::new()).collect(),
            worths: of.stored.journey.stages.iter().map(|_| OnceLock::new()).collect(),
        };
        work(&ground, left_out)
    };
    Ok(tokio::task::spawn_blocking(work).await?)
}

async fn every_field(snapshot: &Snapshot) -> Result<Vec<String>, AppError> {
    const FIELDS: [&str; 6] = ["product", "category", "campaign", "amount", "currency", "quantity"];
    let mut names: Vec<String> = FIELDS.map(str::to_owned).into();
    names.extend(snapshot.property_names().await?);
    Ok(names)
}

fn find(ground: &Ground<'_>) -> FoundOut {
    let mut asked = asked(ground);
    let tables: Vec<Table> = asked.iter_mut().map(|asked| std::mem::take(&mut asked.table)).collect();
    let searched = search(&tables, LEVEL);
    for (asked, table) in asked.iter_mut().zip(tables) {
        asked.table = table;
    }
    let once = once::told_once(ground, &asked, searched.found);
    let reported = on_all_cores(once.len(), |at| report::report(ground, &asked, &once[at]));
    let (mut pains, mut delights, mut rows) = (Vec::new(), Vec::new(), Vec::new());
    for (told, reported) in once.iter().zip(reported) {
        rows.extend(reported.rows);
        let worse = told.main.effect.difference.value > 0.0;
        if worse { pains.push(reported.finding) } else { delights.push(reported.finding) }
    }
    rank::rank(&mut pains);
    rank::rank(&mut delights);
    let looked = Looked { tried: searched.tried, level: LEVEL, enough: ENOUGH as u64, left_out: Vec::new() };
    FoundOut { told: Findings { pains, delights, looked }, rows }
}

/// All tables, stage by stage, on as many threads as there are cores.
fn asked<'s>(ground: &Ground<'s>) -> Vec<Asked> {
    let stages = ground.scene.stored.journey.stages.len();
    let of_stage = |stage: usize| {
        // A journey has at most 64 stages.
        let stage = u8::try_from(stage).unwrap_or(u8::MAX);
        let stays = ground.stays(stage);
        let mut asked = tables::of_visits(ground, stage, &stays, usual(ground.scene, &stays), WaitBy::Entry);
        asked.extend(incidents::of_incidents(ground, stage, &stays));
        asked.extend(tables::of_voices(ground, stage));
        asked
    };
    on_all_cores(stages, of_stage).into_iter().flatten().collect()
}
