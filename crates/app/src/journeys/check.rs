//! What each rule of a journey catches, what no stage catches and what several do.

use std::collections::BTreeMap;

use serde::Serialize;
use yeojido_domain::{EventRule, Filter, Journey, Starts};
use yeojido_journey::{Events, Rules, columns_needed};
use yeojido_lake::VoiceRow;

use crate::map::voice_rule_catches;
use crate::{AppError, Workspace, understand};

/// Something that keeps a journey from being drawn.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CheckError {
    /// Where in the file.
    pub place: String,
    /// What is wrong.
    pub message: String,
}

/// Something that a person should look at.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CheckWarning {
    /// Where in the file.
    pub place: String,
    /// Stable code.
    pub code: &'static str,
    /// One sentence.
    pub message: String,
    /// For the translated sentence.
    pub params: BTreeMap<&'static str, String>,
}

/// How much a rule catches.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RuleCatch {
    /// Stage.
    pub stage: String,
    /// Touchpoint.
    pub touchpoint: String,
    /// Which rule of the touchpoint, from 0.
    pub rule: u64,
    /// `event` or `voice`.
    pub kind: &'static str,
    /// Events or voices that it fits.
    pub catches: u64,
    /// Of them, those that no earlier rule fits.
    pub first_here: u64,
}

/// A name of events that several stages catch; the first of them has it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Several {
    /// The event.
    pub event: String,
    /// Stages, in order.
    pub stages: Vec<String>,
    /// Events.
    pub count: u64,
}

/// The report.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct JourneyCheck {
    /// What keeps it from being drawn.
    pub errors: Vec<CheckError>,
    /// What a person should look at.
    pub warnings: Vec<CheckWarning>,
    /// Events in all.
    pub events: u64,
    /// Of them, those that a stage catches.
    pub caught: u64,
    /// Rule by rule, in order.
    pub rules: Vec<RuleCatch>,
    /// What no stage catches, the most frequent first.
    pub uncaught: Vec<EventCountRow>,
    /// What several stages catch, the most frequent first.
    pub several: Vec<Several>,
}

/// A name of events with its count.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EventCountRow {
    /// The event.
    pub event: String,
    /// How many.
    pub count: u64,
}

/// Checks a journey against the data of a workspace.
///
/// # Errors
/// [`AppError::Lake`]; [`AppError::Store`]. What is wrong with the journey itself is in the report.
pub async fn check(workspace: &Workspace, journey: &Journey) -> Result<JourneyCheck, AppError> {
    if let Err(error) = journey.check() {
        let errors = vec![CheckError { place: "journey".into(), message: error.to_string() }];
        return Ok(JourneyCheck { errors, ..JourneyCheck::default() });
    }
    let snapshot = workspace.lake.snapshot(None).await?;
    let columns = columns_needed(journey, &Filter::default());
    let asked: Vec<&str> = columns.iter().map(String::as_str).collect();
    let events = snapshot.events(&asked).await?;
    let voices = snapshot.voices().await?;
    let read = understand::statements(workspace, &snapshot).await?;
    let journey = read.topics().journey(journey);
    tokio::task::spawn_blocking(move || report(&journey, &events, &voices, &read)).await?
}

fn report(
    journey: &Journey,
    events: &Events,
    voices: &[VoiceRow],
    statements: &understand::Read,
) -> Result<JourneyCheck, AppError> {
    let bad = |e: yeojido_journey::RuleError| AppError::invalid("bad_rule", "journey", e.to_string());
    let rules = Rules::compile(journey, events).map_err(bad)?;
    let mut check = JourneyCheck { events: events.len() as u64, ..JourneyCheck::default() };
    let mut lost = vec![0_u64; events.event.values.len()];
    let mut shared: BTreeMap<(u32, Vec<u8>), u64> = BTreeMap::new();
    let mut ends = Ends::default();
    let last = u8::try_from(journey.stages.len().saturating_sub(1)).unwrap_or(u8::MAX);
    for row in 0..events.len() {
        let code = events.event.codes[row];
        let mut stages: Vec<u8> = rules.all_catching(row).into_iter().map(|(stage, _)| stage).collect();
        stages.dedup();
        match stages.as_slice() {
            [] => lost[code as usize] += 1,
            [first, rest @ ..] => {
                check.caught += 1;
                ends.starts += u64::from(rules.is_start(row));
                if rules.is_goal(row) {
                    *if *first == last { &mut ends.goals } else { &mut ends.goals_elsewhere } += 1;
                }
                if !rest.is_empty() {
                    *shared.entry((code, stages)).or_default() += 1;
                }
            }
        }
    }
    check.uncaught = by_count(&lost, events);
    check.several = several(journey, events, shared);
    check.rules = rule_by_rule(journey, events, voices, statements)?;
    warn(journey, &mut check, &ends);
    Ok(check)
}

fn by_count(counts: &[u64], events: &Events) -> Vec<EventCountRow> {
    let mut rows: Vec<EventCountRow> = events
        .event
        .values
        .iter()
        .zip(counts)
        .filter(|(_, count)| **count > 0)
        .map(|(event, count)| EventCountRow { event: event.to_string(), count: *count })
        .collect();
    rows.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.event.cmp(&b.event)));
    rows
}

fn several(journey: &Journey, events: &Events, shared: BTreeMap<(u32, Vec<u8>), u64>) -> Vec<Several> {
    let id = |at: &u8| journey.stages[usize::from(*at)].id.to_string();
    let mut rows: Vec<Several> = shared
        .into_iter()
        .map(|((code, stages), count)| Several {
            event: events.event.value(code).unwrap_or_default().to_owned(),
            stages: stages.iter().map(id).collect(),
            count,
        })
        .collect();
    rows.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.event.cmp(&b.event)));
    rows
}

/// Compiles every rule alone, so that what it catches is told apart from what the journey lets it have.
fn rule_by_rule(
    journey: &Journey,
    events: &Events,
    voices: &[VoiceRow],
    statements: &understand::Read,
) -> Result<Vec<RuleCatch>, AppError> {
    let mut taken = vec![false; events.len()];
    let mut heard = vec![false; voices.len()];
    let mut rows = Vec::new();
    for stage in &journey.stages {
        for touchpoint in &stage.touchpoints {
            let row = |rule: usize, kind, (catches, first_here)| RuleCatch {
                stage: stage.id.to_string(),
                touchpoint: touchpoint.id.to_string(),
                rule: rule as u64,
                kind,
                catches,
                first_here,
            };
            for (at, rule) in touchpoint.events.iter().enumerate() {
                rows.push(row(at, "event", count(journey, rule, events, &mut taken)?));
            }
            for (at, rule) in touchpoint.voices.iter().enumerate() {
                let mut sums = (0, 0);
                for (voice, heard) in voices.iter().zip(&mut heard) {
                    if voice_rule_catches(rule, voice, statements) {
                        sums.0 += 1;
                        sums.1 += u64::from(!std::mem::replace(heard, true));
                    }
                }
                rows.push(row(at, "voice", sums));
            }
        }
    }
    Ok(rows)
}

fn count(journey: &Journey, rule: &EventRule, events: &Events, taken: &mut [bool]) -> Result<(u64, u64), AppError> {
    let mut alone = journey.clone();
    alone.stages.truncate(1);
    alone.goal = Some(rule.clone());
    alone.starts = Starts::FirstCaught;
    for stage in &mut alone.stages {
        stage.touchpoints.clear();
    }
    let bad = |e: yeojido_journey::RuleError| AppError::invalid("bad_rule", "journey", e.to_string());
    let rules = Rules::compile(&alone, events).map_err(bad)?;
    let mut sums = (0, 0);
    for (row, taken) in taken.iter_mut().enumerate() {
        if rules.is_goal(row) {
            sums.0 += 1;
            sums.1 += u64::from(!std::mem::replace(taken, true));
        }
    }
    Ok(sums)
}

/// Where walks could begin and be completed.
#[derive(Default)]
struct Ends {
    starts: u64,
    goals: u64,
    goals_elsewhere: u64,
}

fn warn(journey: &Journey, check: &mut JourneyCheck, ends: &Ends) {
    let mut warnings = Vec::new();
    let mut say = |place: &str, code, message: &str, count: u64| {
        let params = BTreeMap::from([("count", count.to_string())]);
        warnings.push(CheckWarning { place: place.into(), code, message: message.into(), params });
    };
    if ends.goals_elsewhere > 0 {
        say(
            "goal",
            "goal_before_last",
            "events of the goal are caught by a stage before the last and complete no walk",
            ends.goals_elsewhere,
        );
    }
    if journey.goal.is_some() && ends.goals == 0 && check.caught > 0 {
        say("goal", "goal_never", "no event of the goal is caught by the last stage, so no walk can be completed", 0);
    }
    if ends.starts == 0 && check.caught > 0 {
        say("starts", "starts_never", "no stage catches an event at which a walk may begin, so there are no walks", 0);
    }
    for stage in &journey.stages {
        let own: Vec<_> = check.rules.iter().filter(|r| r.stage == stage.id.as_str() && r.kind == "event").collect();
        if own.iter().map(|r| r.first_here).sum::<u64>() == 0 {
            warnings.push(CheckWarning {
                place: format!("stages.{}", stage.id),
                code: "stage_catches_nothing",
                message: format!("no event is caught by the stage {}", stage.id),
                params: BTreeMap::from([("stage", stage.id.to_string())]),
            });
        }
    }
    for rule in check.rules.iter().filter(|r| r.catches > 0 && r.first_here == 0) {
        warnings.push(CheckWarning {
            place: format!("stages.{}.{}.{}s.{}", rule.stage, rule.touchpoint, rule.kind, rule.rule),
            code: "rule_shadowed",
            message: "all that this rule catches is caught by an earlier one".into(),
            params: BTreeMap::from([("count", rule.catches.to_string())]),
        });
    }
    check.warnings = warnings;
}
