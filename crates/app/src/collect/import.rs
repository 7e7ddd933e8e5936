//! Imports a file: one thread reads and maps, another appends, in steps that each happen once.
//!
//! A step is cut by what was read, never by time, so an import that is taken up after a kill cuts the same steps. A
//! step goes to the lake under the job's name and its number (the lake applies it once), then its rejects are written,
//! then its counts are kept in the store. Taking up again reads the file from its beginning (equal rows must be
//! counted), passes by the steps whose counts are kept, and cuts the rejects to what those wrote.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use serde::{Deserialize, Serialize};
use tokio::sync::mpsc;
use yeojido_domain::{JobId, Mapping, Micros, Zone};
use yeojido_lake::{Appended, Batch, Lake, Tally, Txn};
use yeojido_store::Store;

use super::CollectError;
use super::dates::{Ambiguous, DateOrder, ambiguous};
use super::error::name_of;
use super::mapping::{ClockFault, Drafts, Mapper, Settings};
use super::read::{Item, Limits, SheetPart, Table};
use super::reject::{Reject, RejectsFile};

/// All that an import needs to know, also after a restart: kept as the payload of its job.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ImportPlan {
    /// The file.
    pub path: PathBuf,
    /// What its columns are.
    pub mapping: Mapping,
    /// Zone of times that name none.
    pub zone: Zone,
    /// The moment of the import, by which the future is told.
    pub now: Micros,
    /// Who imports.
    pub by: String,
    /// Bytes of the file and when it was changed, in seconds since 1970: by them a changed file is told.
    pub stamp: (u64, u64),
}

impl ImportPlan {
    /// A plan for a file as it is now. A mapping without a name gets the file's.
    ///
    /// # Errors
    /// [`CollectError::Io`] when there is no such file.
    pub fn new(path: &Path, mut mapping: Mapping, zone: Zone, now: Micros, by: &str) -> Result<Self, CollectError> {
        let path = path.canonicalize().map_err(|e| CollectError::io(path, e))?;
        if mapping.name.is_none() {
            mapping.name = Some(source_of(&path));
        }
        let stamp = stamp(&path)?;
        Ok(Self { path, mapping, zone, now, by: by.to_owned(), stamp })
    }

    /// Whether another plan reads the same file in the same way, whoever asked for it and when.
    #[must_use]
    pub fn is_for_the_same(&self, other: &Self) -> bool {
        self.path == other.path && self.mapping == other.mapping && self.zone == other.zone && self.stamp == other.stamp
    }

    fn settings(&self) -> Settings {
        Settings { zone: self.zone.clone(), now: self.now, limits: Limits::default() }
    }
}

fn stamp(path: &Path) -> Result<(u64, u64), CollectError> {
    let about = std::fs::metadata(path).map_err(|e| CollectError::io(path, e))?;
    let changed = about.modified().map_err(|e| CollectError::io(path, e))?;
    let seconds = changed.duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    Ok((about.len(), seconds))
}

/// The source that a file's rows get when nobody names one: its name without ending, and without the ` (1)` that
/// browsers add to a second download.
#[must_use]
pub fn source_of(path: &Path) -> String {
    let name = name_of(path);
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).trim();
    let plain = match stem.strip_suffix(')').and_then(|rest| rest.rsplit_once(" (")) {
        Some((before, n)) if matches!(n.len(), 1 | 2) && n.bytes().all(|b| b.is_ascii_digit()) => before,
        _ => stem,
    };
    if plain.is_empty() { "file".to_owned() } else { plain.to_owned() }
}

/// How far an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Progress {
    /// Rows read and stored.
    pub rows: u64,
    /// Bytes of the file that they took.
    pub bytes: u64,
    /// Bytes of the file.
    pub total_bytes: u64,
    /// Seconds that the rest will take at the pace so far.
    pub seconds_left: Option<u64>,
}

/// What watches over an import, and may stop it.
#[derive(Clone)]
pub struct Watch {
    told: Arc<dyn Fn(Progress) + Send + Sync>,
    cancelled: Arc<AtomicBool>,
}

impl Watch {
    /// Tells `told` of every step.
    pub fn new(told: impl Fn(Progress) + Send + Sync + 'static) -> Self {
        Self { told: Arc::new(told), cancelled: Arc::default() }
    }

    /// Stops the import before its next step.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether it is to stop.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }
}

impl Default for Watch {
    fn default() -> Self {
        Self::new(|_| {})
    }
}

/// What came of an import: the JSON of the contract.
///
/// `events + voices + customer records = stored + duplicates`, and what was rejected is counted apart: a row that gives
/// several events may be stored in part.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ImportResult {
    /// Rows read, those rejected included.
    pub read: u64,
    /// Events, voices and records of customers that were new.
    pub stored: u64,
    /// Events, voices and records of customers that were known already.
    pub duplicates: u64,
    /// Rows, and events, voices and customers of rows, that could not be read.
    pub rejected: u64,
    /// Where they are listed; none if there are none.
    pub rejects_file: Option<String>,
    /// Events that the file holds.
    pub events: u64,
    /// Voices that the file holds.
    pub voices: u64,
    /// Distinct customers and anonymous visitors that the file speaks of.
    pub customers: u64,
    /// Distinct objects that its events touch.
    pub objects: u64,
    /// Relations between its events and objects.
    pub relations: u64,
    /// Later events of a row that are earlier in time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clock_faults: Vec<ClockFault>,
    /// Columns whose dates are three short numbers, and in which order they were read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub date_orders: Vec<DateOrder>,
    /// Those of them whose dates do not tell the order themselves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ambiguous_dates: Vec<Ambiguous>,
    /// The sheets of a workbook that has several, and which of them were read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sheets: Vec<SheetPart>,
    /// Values of JSON lines under keys that came after the last column there is room for.
    #[serde(default, skip_serializing_if = "is_none")]
    pub values_left_out: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
const fn is_none(count: &u64) -> bool {
    *count == 0
}

/// A step is cut when it has so many rows …
const STEP_ROWS: u64 = 150_000;
/// … or so many events, voices and customers …
const STEP_DRAFTS: usize = 150_000;
/// … or when so many bytes of text have gone into it.
const STEP_BYTES: u64 = 64 << 20;

/// What is kept of a finished step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
struct Counts {
    events: Tally,
    voices: Tally,
    customers: Tally,
    rejected: u64,
    rejects_bytes: u64,
}

impl Counts {
    fn add(&mut self, step: &Self) {
        for (sum, part) in
            [(&mut self.events, step.events), (&mut self.voices, step.voices), (&mut self.customers, step.customers)]
        {
            sum.stored += part.stored;
            sum.duplicates += part.duplicates;
        }
        self.rejected += step.rejected;
        self.rejects_bytes = self.rejects_bytes.max(step.rejects_bytes);
    }
}

struct Step {
    number: i64,
    drafts: Drafts,
    /// Rows and bytes of the file up to its end.
    rows: u64,
    bytes: u64,
}

/// What is known when the whole file has passed by.
struct Whole {
    rows: u64,
    people: u64,
    objects: u64,
    relations: u64,
    clock_faults: Vec<ClockFault>,
    orders: Vec<DateOrder>,
    sheets: Vec<SheetPart>,
    left_out: u64,
}

/// Imports a file, or takes up an import where it was left. `folder` gets `rejects.csv`.
///
/// # Errors
/// [`CollectError`]; whatever was stored before it stays, and the same plan and job may be run again.
pub async fn run(
    lake: &Lake,
    store: &Store,
    job: &JobId,
    plan: &ImportPlan,
    folder: &Path,
    watch: &Watch,
) -> Result<ImportResult, CollectError> {
    if stamp(&plan.path)? != plan.stamp {
        return Err(CollectError::Changed { file: name_of(&plan.path) });
    }
    let (mut sums, finished) = kept(store, job).await?;
    // A restored store counts its jobs anew; the moment tells this one from an older job of the same number.
    let app = format!("{job}/{}", plan.now.0);
    let rejects_path = folder.join("rejects.csv");
    let mut rejects: Option<RejectsFile> = None;
    let (send, mut steps) = mpsc::channel::<Step>(1);
    let (own_plan, own_watch) = (plan.clone(), watch.clone());
    let apart = stands_apart(store, plan).await?;
    let reader = tokio::task::spawn_blocking(move || read(&own_plan, apart, finished, &send, &own_watch));
    let began = Instant::now();
    let mut start_bytes = None;
    while let Some(mut step) = steps.recv().await {
        if watch.is_cancelled() {
            return Err(CollectError::Cancelled);
        }
        let faults = std::mem::take(&mut step.drafts.rejects);
        let counts = append(lake, &app, &plan.mapping, step.number, step.drafts).await?;
        let mut counts = Counts { rejected: faults.len() as u64, rejects_bytes: sums.rejects_bytes, ..counts };
        if !faults.is_empty() {
            let file = match rejects.take() {
                Some(file) => file,
                None => RejectsFile::open(&rejects_path, sums.rejects_bytes)
                    .map_err(|e| CollectError::io(&rejects_path, e))?,
            };
            let file = rejects.insert(file);
            file.append(&faults).map_err(|e| CollectError::io(&rejects_path, e))?;
            counts.rejects_bytes = file.bytes();
        }
        let value = serde_json::to_value(counts).map_err(|e| CollectError::Ended(e.to_string()))?;
        store.put_chunk(job, step.number, &value, &plan.by, now()).await?;
        sums.add(&counts);
        let first = *start_bytes.get_or_insert(if finished == 0 { 0 } else { step.bytes });
        (watch.told)(progress(step.rows, step.bytes, plan.stamp.0, first, began));
    }
    let whole = reader.await.map_err(|e| CollectError::Ended(e.to_string()))??;
    Ok(result(&whole, &sums, &rejects_path))
}

/// Reads and maps the whole file without storing anything: the counts that an import into an empty workspace would
/// give, and the first hundred rejects.
///
/// # Errors
/// As [`run`].
pub fn dry_run(plan: &ImportPlan, watch: &Watch) -> Result<(ImportResult, Vec<Reject>), CollectError> {
    let mut sums = Counts::default();
    let mut first = Vec::new();
    let whole = pass(plan, false, watch, &mut |step| {
        sums.events.stored += step.drafts.events.len() as u64;
        sums.voices.stored += step.drafts.voices.len() as u64;
        sums.customers.stored += step.drafts.customers.len() as u64;
        sums.rejected += step.drafts.rejects.len() as u64;
        first.extend(step.drafts.rejects.into_iter().take(100 - first.len().min(100)));
        Ok(())
    })?;
    let result = result(&whole, &sums, Path::new(""));
    Ok((ImportResult { stored: 0, rejects_file: None, ..result }, first))
}

fn result(whole: &Whole, sums: &Counts, rejects: &Path) -> ImportResult {
    let all = |tally: Tally| tally.stored + tally.duplicates;
    ImportResult {
        read: whole.rows,
        stored: sums.events.stored + sums.voices.stored + sums.customers.stored,
        duplicates: sums.events.duplicates + sums.voices.duplicates + sums.customers.duplicates,
        rejected: sums.rejected,
        rejects_file: (sums.rejected > 0).then(|| rejects.display().to_string()),
        events: all(sums.events),
        voices: all(sums.voices),
        customers: whole.people,
        objects: whole.objects,
        relations: whole.relations,
        clock_faults: whole.clock_faults.clone(),
        ambiguous_dates: ambiguous(&whole.orders),
        date_orders: whole.orders.clone(),
        sheets: whole.sheets.clone(),
        values_left_out: whole.left_out,
    }
}

/// Sums of the steps that are finished, and how many they are: those from the first on without a gap.
async fn kept(store: &Store, job: &JobId) -> Result<(Counts, i64), CollectError> {
    let (mut sums, mut finished) = (Counts::default(), 0);
    for (number, value) in store.chunks(job).await? {
        if number == finished {
            let counts: Counts = serde_json::from_value(value).map_err(|e| CollectError::Ended(e.to_string()))?;
            sums.add(&counts);
            finished += 1;
        }
    }
    Ok((sums, finished))
}

/// Whether rows of the plan's source are told apart from equal rows of other files: when its name is not just the
/// name of its file. Settled when the source is first read, and kept, so that a mapping first used for the file that it
/// is named after knows those rows again in every other file.
async fn stands_apart(store: &Store, plan: &ImportPlan) -> Result<bool, CollectError> {
    let source = plan.mapping.source();
    let key = format!("source-apart/{source}");
    if let Some(kept) = store.setting(&key).await?.and_then(|kept| kept.as_bool()) {
        return Ok(kept);
    }
    let apart = source != source_of(&plan.path);
    store.put_setting(&key, &apart.into(), &plan.by, now()).await?;
    Ok(apart)
}

async fn append(
    lake: &Lake,
    app: &str,
    mapping: &Mapping,
    number: i64,
    drafts: Drafts,
) -> Result<Counts, CollectError> {
    if drafts.is_empty() {
        return Ok(Counts::default());
    }
    let batch = Batch {
        source: mapping.source().to_owned(),
        events: drafts.events,
        voices: drafts.voices,
        customers: drafts.customers,
        decisions: Vec::new(),
    };
    let txn = Txn { app: app.to_owned(), version: number };
    let Appended { events, voices, customers, .. } = lake.append(batch, Some(txn)).await?;
    Ok(Counts { events, voices, customers, ..Counts::default() })
}

fn read(
    plan: &ImportPlan,
    apart: bool,
    finished: i64,
    send: &mpsc::Sender<Step>,
    watch: &Watch,
) -> Result<Whole, CollectError> {
    pass(plan, apart, watch, &mut |step| {
        if step.number < finished {
            return Ok(());
        }
        // Nobody receives any more when appending failed or the work was cancelled; its error is the one that counts.
        send.blocking_send(step).map_err(|_| CollectError::Cancelled)
    })
}

/// Goes through the file and cuts it into steps.
fn pass(
    plan: &ImportPlan,
    apart: bool,
    watch: &Watch,
    give: &mut dyn FnMut(Step) -> Result<(), CollectError>,
) -> Result<Whole, CollectError> {
    let settings = plan.settings();
    let table = Table::open(&plan.path, &plan.mapping.file, &settings.limits)?;
    let mut mapper = Mapper::new(&table, &plan.mapping, &settings)?;
    if apart {
        mapper.keep_apart();
    }
    let (mut drafts, mut number, mut rows, mut bytes, mut text) = (Drafts::default(), 0, 0, 0, 0_u64);
    table.each(&mut |item| {
        if let Item::Row(record) = &item {
            bytes = record.at;
            text += record.parts().0.len() as u64;
        }
        mapper.item(item, &mut drafts);
        let made = drafts.events.len() + drafts.voices.len() + drafts.customers.len() + drafts.rejects.len();
        if drafts.rows >= STEP_ROWS || made >= STEP_DRAFTS || text >= STEP_BYTES {
            if watch.is_cancelled() {
                return Err(CollectError::Cancelled);
            }
            rows += drafts.rows;
            give(Step { number, drafts: std::mem::take(&mut drafts), rows, bytes })?;
            number += 1;
            text = 0;
        }
        Ok(ControlFlow::Continue(()))
    })?;
    rows += drafts.rows;
    if rows == 0 {
        return Err(CollectError::NoRows { file: table.name() });
    }
    if drafts.rows > 0 {
        give(Step { number, drafts, rows, bytes: table.bytes() })?;
    }
    let (objects, relations) = mapper.objects();
    Ok(Whole {
        rows,
        people: mapper.people(),
        objects,
        relations,
        clock_faults: mapper.clock_faults(),
        orders: mapper.date_orders().to_vec(),
        sheets: table.sheets().to_vec(),
        left_out: mapper.left_out(),
    })
}

fn progress(rows: u64, bytes: u64, total_bytes: u64, first: u64, began: Instant) -> Progress {
    let done = bytes.saturating_sub(first);
    let left = total_bytes.saturating_sub(bytes);
    #[expect(clippy::cast_precision_loss, reason = "an estimate of seconds")]
    let seconds = (done > 0).then(|| began.elapsed().as_secs_f64() * left as f64 / done as f64);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "not negative, and an estimate")]
    let seconds_left = seconds.map(|s| s.ceil() as u64);
    Progress { rows, bytes, total_bytes, seconds_left }
}

fn now() -> Micros {
    jiff::Timestamp::now().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_source_of_a_file_is_its_name_however_often_it_was_downloaded() {
        for name in ["주문.csv", "주문 (1).csv", "주문.csv.gz"] {
            assert_eq!(source_of(Path::new(name)), "주문");
        }
        assert_eq!(source_of(Path::new("orders (2026).csv")), "orders (2026)");
        assert_eq!(source_of(Path::new(".csv")), "file");
    }
}
