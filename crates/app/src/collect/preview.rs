//! What a file would become, before anything is stored: columns with what they were taken for, the first rows, the
//! mapping as it stands, and what the first rows turn into.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;

use serde::Serialize;
use yeojido_domain::{AuthorRole, Event, FileFormat, Mapping, Micros, Property, Voice};

use super::CollectError;
use super::dates::DateOrder;
use super::guess::{ColumnType, Confidence, Guess, Question, Said, guess};
use super::instant::Habit;
use super::mapping::{Drafts, Mapper, Settings};
use super::read::{Item, SheetPart, Table};
use super::reject::Reject;

/// See the module. Serialises to the wire shape of a preview.
#[derive(Debug, Clone, Serialize)]
pub struct Preview {
    /// Kind of file.
    pub format: FileFormat,
    /// Encoding of its text.
    pub encoding: Option<String>,
    /// Rows, as the file says or as its size and first rows suggest.
    pub rows_estimate: Option<u64>,
    /// Its sheets and which of them are read, where it is a workbook with several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sheets: Vec<SheetPart>,
    /// Its columns.
    pub columns: Vec<PreviewColumn>,
    /// The first rows.
    pub rows: Vec<Vec<Option<String>>>,
    /// The mapping guessed, or the one given.
    pub mapping: Mapping,
    /// The same as a file.
    pub mapping_yaml: String,
    /// How sure the guess is.
    pub confidence: Confidence,
    /// What a person should look at.
    pub questions: Vec<Question>,
    /// What the previewed rows become.
    pub result: PreviewResult,
    /// The first events and voices.
    pub sample: Sample,
    /// Names of mappings kept that fit these columns.
    pub saved: Vec<String>,
}

/// One column.
#[derive(Debug, Clone, Serialize)]
pub struct PreviewColumn {
    /// Its name.
    pub name: String,
    /// What its values are.
    #[serde(rename = "type")]
    pub kind: ColumnType,
    /// The first three different values.
    pub samples: Vec<String>,
    /// Cells that hold something, among the rows looked at.
    pub filled: u64,
    /// What it was taken for.
    pub guess: Option<String>,
    /// By what: `asked`, `header`, `values`, `rest`.
    pub why: Option<String>,
}

/// What the previewed rows become.
#[derive(Debug, Clone, Default, Serialize)]
pub struct PreviewResult {
    /// Rows previewed.
    pub read: u64,
    /// Events.
    pub events: u64,
    /// Voices.
    pub voices: u64,
    /// Distinct customers and visitors.
    pub customers: u64,
    /// What could not be read.
    pub rejected: Vec<PreviewReject>,
    /// Columns whose dates are three short numbers, and in which order they are read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub date_orders: Vec<DateOrder>,
    /// Why the mapping cannot be used at all, if it cannot: a stable code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<PreviewError>,
}

/// Why a mapping cannot be used.
#[derive(Debug, Clone, Serialize)]
pub struct PreviewError {
    /// Stable code.
    pub code: String,
    /// One English sentence.
    pub title: String,
    /// Where in the mapping.
    pub field: Option<String>,
    /// For the translated sentence.
    pub params: BTreeMap<String, String>,
}

/// One row that could not be read.
#[derive(Debug, Clone, Serialize)]
pub struct PreviewReject {
    /// Sheet of a workbook of which several are read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Row as a spreadsheet counts it.
    pub row: u64,
    /// The column.
    pub field: String,
    /// Stable code of the reason.
    pub reason: String,
    /// The value.
    pub value: String,
}

/// The first events and voices.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Sample {
    /// Events.
    pub events: Vec<SampleEvent>,
    /// Voices.
    pub voices: Vec<SampleVoice>,
}

/// An event as a list shows it. Nothing is stored yet, so `person` is the source's own id.
#[derive(Debug, Clone, Serialize)]
pub struct SampleEvent {
    /// Customer or visitor, in the source's own words.
    pub person: String,
    /// The same.
    pub label: String,
    /// Its name.
    pub event: String,
    /// When.
    pub time: Micros,
    /// Through what.
    pub channel: Option<String>,
    /// Order.
    pub order: Option<String>,
    /// Product.
    pub product: Option<String>,
    /// How much money.
    pub amount: Option<f64>,
    /// Which money.
    pub currency: Option<String>,
    /// From which source.
    pub source: String,
    /// Anything else.
    pub properties: BTreeMap<String, Property>,
}

/// A voice as a list shows it.
#[derive(Debug, Clone, Serialize)]
pub struct SampleVoice {
    /// Its key.
    pub voice_id: String,
    /// Customer, in the source's own words.
    pub person: Option<String>,
    /// The same.
    pub label: Option<String>,
    /// When.
    pub time: Micros,
    /// Where it was heard.
    pub source: yeojido_domain::VoiceSource,
    /// Through what.
    pub channel: Option<String>,
    /// The words.
    pub text: Option<String>,
    /// The rating.
    pub score: Option<f64>,
    /// On which scale.
    pub scale: Option<yeojido_domain::Scale>,
    /// Not known before it is stored.
    pub sentiment: Option<String>,
    /// Order.
    pub order: Option<String>,
    /// Product.
    pub product: Option<String>,
    /// Survey.
    pub survey: Option<String>,
    /// Language.
    pub language: Option<String>,
    /// Who speaks.
    pub author_role: AuthorRole,
}

/// Rows that are shown.
const SHOWN: usize = 20;
/// Rows that are mapped to see what they become.
const MAPPED: u64 = 1_000;
/// Rejects, events and voices that are shown.
const LISTED: usize = 20;

/// Looks at a file: with the mapping given, else with the one guessed.
///
/// # Errors
/// [`CollectError`] when the file cannot be read; a mapping that does not fit is told in `result.error`, so that it can
/// be mended on screen.
pub fn preview(
    path: &Path,
    given: Option<&Mapping>,
    said: &Said,
    settings: &Settings,
    saved: &[(String, Mapping)],
) -> Result<Preview, CollectError> {
    let options = given.map_or_else(|| said.options(), |mapping| mapping.file.clone());
    let table = Table::open(path, &options, &settings.limits)?;
    let mut guess = guess(&table, said)?;
    if let Some(given) = given {
        guess.mapping = given.clone();
        (guess.missing, guess.confidence) = (None, Confidence::Sure);
        guess.questions.clear();
    }
    let (rows, bytes_seen) = first_rows(&table)?;
    let (result, sample) = outcome(&table, &mut guess, settings)?;
    let fitting = saved.iter().filter(|(_, mapping)| fits(mapping, &table, settings));
    Ok(Preview {
        format: table.format(),
        encoding: table.encoding().map(str::to_owned),
        rows_estimate: table.rows().or_else(|| estimate(&table, bytes_seen, result.read)),
        sheets: table.sheets().to_vec(),
        columns: shown_columns(&guess),
        rows,
        mapping_yaml: guess
            .mapping
            .to_yaml()
            .map_err(|e| CollectError::Mapping { field: "mapping".to_owned(), why: e.to_string() })?,
        mapping: guess.mapping,
        confidence: guess.confidence,
        questions: guess.questions,
        result,
        sample,
        saved: fitting.map(|(name, _)| name.clone()).collect(),
    })
}

fn shown_columns(guess: &Guess) -> Vec<PreviewColumn> {
    let columns = guess.columns.iter().zip(&guess.taken);
    columns
        .map(|(column, taken)| PreviewColumn {
            name: column.name.clone(),
            kind: column.kind,
            samples: column.samples.clone(),
            filled: column.filled,
            guess: taken.as_ref().map(|taken| taken.target.clone()),
            why: taken.as_ref().map(|taken| taken.why.to_owned()),
        })
        .collect()
}

/// The first rows as they stand, and how many bytes the thousand rows that are mapped took.
#[expect(clippy::type_complexity, reason = "rows of cells, as the wire shape has them")]
fn first_rows(table: &Table) -> Result<(Vec<Vec<Option<String>>>, u64), CollectError> {
    let (mut rows, mut seen, mut bytes) = (Vec::new(), 0, 0);
    table.each(&mut |item| {
        seen += 1;
        if let Item::Row(record) = item {
            let (text, ends) = record.parts();
            bytes += (text.len() + ends.len()) as u64;
            if rows.len() < SHOWN {
                let cells = (0..record.len()).map(|i| record.get(i).map(|text| text.chars().take(500).collect()));
                rows.push(cells.collect());
            }
        }
        Ok(if seen < MAPPED { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
    })?;
    Ok((rows, bytes))
}

/// Rows by size: exact when the whole file has been looked at.
fn estimate(table: &Table, bytes_seen: u64, rows: u64) -> Option<u64> {
    if rows < MAPPED {
        return Some(rows);
    }
    let packed = table.name().ends_with(".gz") || table.format() == FileFormat::Xlsx;
    (!packed && bytes_seen > 0).then(|| table.bytes().saturating_mul(rows) / bytes_seen)
}

fn outcome(table: &Table, guess: &mut Guess, settings: &Settings) -> Result<(PreviewResult, Sample), CollectError> {
    if guess.missing.is_some() {
        return Ok((PreviewResult { read: guess.rows.min(MAPPED), ..PreviewResult::default() }, Sample::default()));
    }
    let mut mapper = match Mapper::new(table, &guess.mapping, settings) {
        Ok(mapper) => mapper,
        Err(error @ (CollectError::Column { .. } | CollectError::Mapping { .. } | CollectError::JoinTwice { .. })) => {
            let error = PreviewError {
                code: error.code().to_owned(),
                title: error.to_string(),
                field: error.field().map(str::to_owned),
                params: error.params(),
            };
            return Ok((PreviewResult { error: Some(error), ..PreviewResult::default() }, Sample::default()));
        }
        Err(other) => return Err(other),
    };
    let mut drafts = Drafts::default();
    table.each(&mut |item| {
        mapper.item(item, &mut drafts)?;
        Ok(if drafts.rows < MAPPED { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
    })?;
    for order in mapper.date_orders().iter().filter(|order| !order.sure) {
        guess.confidence = guess.confidence.min(Confidence::Likely);
        guess.questions.push(Question {
            code: if order.read_as == Habit::Mixed.as_str() { "date_order_mixed" } else { "date_order" },
            column: Some(order.column.clone()),
            params: [("read_as".to_owned(), order.read_as.clone())].into(),
        });
    }
    let result = PreviewResult {
        read: drafts.rows,
        events: drafts.events.len() as u64,
        voices: drafts.voices.len() as u64,
        customers: mapper.people(),
        date_orders: mapper.date_orders().to_vec(),
        rejected: drafts.rejects.iter().take(LISTED).map(shown_reject).collect(),
        error: None,
    };
    let sample = Sample {
        events: drafts.events.into_iter().take(LISTED).map(shown_event).collect(),
        voices: drafts.voices.into_iter().take(LISTED).map(shown_voice).collect(),
    };
    Ok((result, sample))
}

fn shown_reject(reject: &Reject) -> PreviewReject {
    PreviewReject {
        sheet: reject.sheet.as_deref().map(str::to_owned),
        row: reject.row,
        field: reject.field.clone(),
        reason: reject.reason.code().to_owned(),
        value: reject.value.clone(),
    }
}

fn shown_event(event: Event) -> SampleEvent {
    let person = event.customer.or(event.anonymous).unwrap_or_default();
    SampleEvent {
        label: person.clone(),
        person,
        event: event.event,
        time: event.time,
        channel: event.channel,
        order: event.order,
        product: event.product,
        amount: event.amount.map(yeojido_domain::Money::units),
        currency: event.amount.map(|money| money.currency.as_str().to_owned()),
        source: event.source,
        properties: event.properties,
    }
}

fn shown_voice(voice: Voice) -> SampleVoice {
    SampleVoice {
        voice_id: voice.key.to_string(),
        label: voice.customer.clone(),
        person: voice.customer,
        time: voice.time,
        source: voice.source,
        channel: voice.channel,
        text: voice.text,
        score: voice.score,
        scale: voice.scale,
        sentiment: None,
        order: voice.order,
        product: voice.product,
        survey: voice.survey,
        language: voice.language,
        author_role: voice.author_role,
    }
}

/// Whether every column that a mapping needs is there. A mapping that joins other files is offered by its own columns.
fn fits(mapping: &Mapping, table: &Table, settings: &Settings) -> bool {
    let alone = Mapping { join: vec![], ..mapping.clone() };
    mapping.join.is_empty() && Mapper::new(table, &alone, settings).is_ok()
        || !mapping.join.is_empty() && mapping.join.first().is_some_and(|join| table.columns().contains(&join.on))
}
