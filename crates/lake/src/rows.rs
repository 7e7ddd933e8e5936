//! Columns back into rows: voices, texts, traits, sources.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::Arc;

use arrow::array::{Array, AsArray, RecordBatch};
use arrow::datatypes::{Float64Type, Int64Type};
use yeojido_domain::{AuthorRole, Micros, PersonId, Property, Scale, VoiceKey, VoiceSource};

use crate::bindings::Bindings;
use crate::log::Contents;
use crate::read::{self, Codes, Texts};
use crate::snapshot::times;
use crate::table::Table;
use crate::write::in_parallel;
use crate::{LakeError, json};

/// A voice without its text.
#[derive(Debug, Clone, PartialEq)]
pub struct VoiceRow {
    /// Which voice.
    pub key: VoiceKey,
    /// The id as the source gave it.
    pub voice_id: Option<Arc<str>>,
    /// Whose; reviews of strangers have nobody.
    pub person: Option<PersonId>,
    /// When.
    pub time: Micros,
    /// Breaks ties in time.
    pub seq: i64,
    /// Where it was heard.
    pub source: VoiceSource,
    /// The mapping's source.
    pub origin: Arc<str>,
    /// Through what.
    pub channel: Option<Arc<str>>,
    /// Of which order it speaks.
    pub order: Option<Arc<str>>,
    /// Of which event it speaks.
    pub event_id: Option<Arc<str>>,
    /// Which survey.
    pub survey: Option<Arc<str>>,
    /// Which question.
    pub question: Option<Arc<str>>,
    /// Product.
    pub product: Option<Arc<str>>,
    /// `ko`, `en` …
    pub language: Option<Arc<str>>,
    /// The rating on `scale`.
    pub score: Option<f64>,
    /// Which scale.
    pub scale: Option<Scale>,
    /// Who speaks.
    pub author_role: AuthorRole,
    /// Whether there are words.
    pub has_text: bool,
}

/// The newest value of a trait.
#[derive(Debug, Clone, PartialEq)]
pub struct TraitRow {
    /// The value.
    pub value: Property,
    /// Since when it holds, as far as the source tells.
    pub since: Option<Micros>,
}

/// What came from one source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceRow {
    /// Its name, as the mapping gives it.
    pub source: String,
    /// How many events.
    pub events: u64,
    /// How many voices.
    pub voices: u64,
    /// When the first was.
    pub first: Micros,
    /// When the last was.
    pub last: Micros,
}

/// Texts of a column that repeat: each value is made once.
struct Shared<'a> {
    codes: Codes<'a>,
    values: Vec<Arc<str>>,
}

impl<'a> Shared<'a> {
    fn of(batch: &'a RecordBatch, name: &str) -> Result<Self, LakeError> {
        let codes = Codes::of(read::column(batch, name)?);
        let values = codes.values.iter().map(|value| Arc::from(value.unwrap_or_default())).collect();
        Ok(Self { codes, values })
    }

    fn get(&self, row: usize) -> Option<Arc<str>> {
        self.codes.code(row).map(|code| Arc::clone(&self.values[code]))
    }
}

const VOICE_COLUMNS: [&str; 18] = [
    "person",
    "time",
    "seq",
    "voice_key",
    "voice_id",
    "source",
    "origin",
    "channel",
    "score",
    "scale",
    "order",
    "event_id",
    "survey",
    "question",
    "product",
    "author_role",
    "language",
    "has_text",
];

/// All voices, sorted, of whoever their authors are.
pub(crate) fn voices(root: &Path, contents: &Contents, bindings: &Bindings) -> Result<Vec<VoiceRow>, LakeError> {
    let parts = in_parallel(contents.files.len(), |at| {
        let mut rows = Vec::new();
        for batch in read::file(root, Table::Voices, &contents.files[at], &VOICE_COLUMNS, Texts::Coded)? {
            voices_of(&batch, &mut rows)?;
        }
        Ok(rows)
    })?;
    let mut all: Vec<VoiceRow> = parts.into_iter().flatten().collect();
    for voice in &mut all {
        voice.person = voice.person.map(|person| PersonId(bindings.of(person.0)));
    }
    all.sort_by_key(|voice| (voice.person, voice.time, voice.seq, voice.key));
    Ok(all)
}

fn word<T>(text: Option<&str>, column: &str, read: impl FnOnce(&str) -> Option<T>) -> Result<T, LakeError> {
    let text = text.unwrap_or_default();
    let unknown =
        || arrow::error::ArrowError::ParseError(format!("`{text}` is not a word of the column {column} of voices"));
    Ok(read(text).ok_or_else(unknown)?)
}

fn voices_of(batch: &RecordBatch, rows: &mut Vec<VoiceRow>) -> Result<(), LakeError> {
    let person = read::column(batch, "person")?.as_primitive::<Int64Type>();
    let seq = read::column(batch, "seq")?.as_primitive::<Int64Type>();
    let time = times(read::column(batch, "time")?);
    let score = read::column(batch, "score")?.as_primitive::<Float64Type>();
    let has_text = read::column(batch, "has_text")?.as_boolean();
    let shared = |name| Shared::of(batch, name);
    let (voice_id, origin, channel, order) =
        (shared("voice_id")?, shared("origin")?, shared("channel")?, shared("order")?);
    let (event_id, survey, question) = (shared("event_id")?, shared("survey")?, shared("question")?);
    let (product, language) = (shared("product")?, shared("language")?);
    let codes = |name| read::column(batch, name).map(Codes::of);
    let (source, scale, role) = (codes("source")?, codes("scale")?, codes("author_role")?);
    let parse_role = |word: &str| match word {
        "customer" => Some(AuthorRole::Customer),
        "staff" => Some(AuthorRole::Staff),
        _ => None,
    };
    for (at, key) in read::keys(read::column(batch, "voice_key")?).enumerate() {
        let scale = scale.text(at).map(|text| word(Some(text), "scale", |w| w.parse().ok())).transpose()?;
        rows.push(VoiceRow {
            key: VoiceKey(key),
            voice_id: voice_id.get(at),
            person: person.is_valid(at).then(|| PersonId(person.value(at))),
            time: time(at).unwrap_or_default(),
            seq: seq.value(at),
            source: word(source.text(at), "source", |w| w.parse().ok())?,
            origin: origin.get(at).unwrap_or_default(),
            channel: channel.get(at),
            order: order.get(at),
            event_id: event_id.get(at),
            survey: survey.get(at),
            question: question.get(at),
            product: product.get(at),
            language: language.get(at),
            score: score.is_valid(at).then(|| score.value(at)),
            scale,
            author_role: word(role.text(at), "author_role", parse_role)?,
            has_text: has_text.value(at),
        });
    }
    Ok(())
}

/// The words of all voices.
pub(crate) fn texts(root: &Path, contents: &Contents) -> Result<HashMap<VoiceKey, Arc<str>>, LakeError> {
    let mut all = HashMap::new();
    for batch in read::table(root, Table::Texts, contents, &["voice_key", "text"], Texts::Plain)? {
        let text = read::column(&batch, "text")?.as_string::<i32>();
        let keys = read::keys(read::column(&batch, "voice_key")?);
        all.extend(keys.zip(text.iter()).map(|(key, text)| (VoiceKey(key), Arc::from(text.unwrap_or_default()))));
    }
    Ok(all)
}

/// Which of two values of a trait is newer: the later date, where any date beats none, then the later import.
type Rank = (Option<Micros>, i64);

/// The newest value of every trait, of everybody or of one person.
pub(crate) fn traits(
    root: &Path,
    table: Table,
    contents: &Contents,
    bindings: &Bindings,
    only: Option<PersonId>,
) -> Result<HashMap<PersonId, BTreeMap<String, TraitRow>>, LakeError> {
    let mut newest: HashMap<PersonId, BTreeMap<String, (Rank, TraitRow)>> = HashMap::new();
    for batch in read::table(root, table, contents, &["person", "trait", "value", "since", "seq"], Texts::Coded)? {
        let person = read::column(&batch, "person")?.as_primitive::<Int64Type>();
        let seq = read::column(&batch, "seq")?.as_primitive::<Int64Type>();
        let since = times(read::column(&batch, "since")?);
        let (name, value) = (Codes::of(read::column(&batch, "trait")?), Codes::of(read::column(&batch, "value")?));
        let broken = |error| LakeError::damaged(&table.dir(root), format!("a value is not JSON: {error}"));
        for at in 0..batch.num_rows() {
            let who = PersonId(bindings.of(person.value(at)));
            if only.is_some_and(|only| only != who) {
                continue;
            }
            let rank = (since(at), seq.value(at));
            let traits = newest.entry(who).or_default();
            let name = name.text(at).unwrap_or_default();
            if traits.get(name).is_none_or(|(old, _)| *old < rank) {
                let value = json::value(value.text(at).unwrap_or_default()).map_err(broken)?;
                traits.insert(name.to_owned(), (rank, TraitRow { value, since: rank.0 }));
            }
        }
    }
    let plain =
        |traits: BTreeMap<String, (Rank, TraitRow)>| traits.into_iter().map(|(name, (_, row))| (name, row)).collect();
    Ok(newest.into_iter().map(|(person, traits)| (person, plain(traits))).collect())
}

/// Rows, first and last time of one source.
pub(crate) type Counted = BTreeMap<String, (u64, Micros, Micros)>;

/// Counts the rows of a table by source.
pub(crate) fn sources(
    root: &Path,
    table: Table,
    contents: &Contents,
    column: &'static str,
) -> Result<Counted, LakeError> {
    let parts = in_parallel(contents.files.len(), |at| {
        let mut counted = Counted::new();
        for batch in read::file(root, table, &contents.files[at], &[column, "time"], Texts::Coded)? {
            let codes = Codes::of(read::column(&batch, column)?);
            let time = times(read::column(&batch, "time")?);
            let mut seen: Vec<Option<(u64, Micros, Micros)>> = vec![None; codes.values.len()];
            for at in 0..batch.num_rows() {
                if let (Some(code), Some(time)) = (codes.code(at), time(at)) {
                    let (count, first, last) = seen[code].get_or_insert((0, time, time));
                    (*count, *first, *last) = (*count + 1, (*first).min(time), (*last).max(time));
                }
            }
            for (code, seen) in seen.into_iter().enumerate() {
                if let Some(seen) = seen {
                    add_source(&mut counted, codes.values.value(code), seen);
                }
            }
        }
        Ok(counted)
    })?;
    let mut all = Counted::new();
    for (source, seen) in parts.into_iter().flatten() {
        add_source(&mut all, &source, seen);
    }
    Ok(all)
}

fn add_source(counted: &mut Counted, source: &str, seen: (u64, Micros, Micros)) {
    match counted.get_mut(source) {
        Some((count, first, last)) => {
            (*count, *first, *last) = (*count + seen.0, (*first).min(seen.1), (*last).max(seen.2));
        }
        None => {
            counted.insert(source.to_owned(), seen);
        }
    }
}

/// Events and voices of each source side by side.
pub(crate) fn join_sources(events: Counted, voices: Counted) -> Vec<SourceRow> {
    let row = |source: String, (events, voices), first, last| SourceRow { source, events, voices, first, last };
    let mut all: BTreeMap<String, SourceRow> =
        events.into_iter().map(|(name, (n, first, last))| (name.clone(), row(name, (n, 0), first, last))).collect();
    for (name, (n, first, last)) in voices {
        let source = all.entry(name.clone()).or_insert_with(|| row(name, (0, 0), first, last));
        source.voices = n;
        source.first = source.first.min(first);
        source.last = source.last.max(last);
    }
    all.into_values().collect()
}
