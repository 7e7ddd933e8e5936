//! What was made of the voices: statements with labels, as columns and back. Their words stay in the restricted table of
//! texts; places say where.

use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, AsArray, FixedSizeBinaryBuilder, Float64Array, Int64Array, RecordBatch, StringArray,
};
use arrow::datatypes::{Float64Type, Int64Type};
use yeojido_domain::{Intent, Labels, Need, Sentiment, VoiceKey};

use crate::LakeError;
use crate::log::Contents;
use crate::read::{self, Codes, Texts};
use crate::table::Table;
use crate::write::in_parallel;

/// A statement of a voice, without its words.
#[derive(Debug, Clone, PartialEq)]
pub struct StatementRow {
    /// Of which voice.
    pub voice: VoiceKey,
    /// First Unicode scalar of it in the voice.
    pub start: u32,
    /// First Unicode scalar after it.
    pub end: u32,
    /// What it says.
    pub labels: Labels,
    /// Which model says so.
    pub model: Arc<str>,
}

/// The statements of all voices.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Statements(Vec<StatementRow>);

impl Statements {
    /// All of them, voice by voice, in the order of the words.
    #[must_use]
    pub fn rows(&self) -> &[StatementRow] {
        &self.0
    }

    /// Those of one voice; none when it has no words or nobody has looked at it yet.
    #[must_use]
    pub fn of(&self, voice: VoiceKey) -> &[StatementRow] {
        let from = self.0.partition_point(|row| row.voice < voice);
        let own = self.0[from..].partition_point(|row| row.voice == voice);
        &self.0[from..from + own]
    }
}

fn words(labels: impl Iterator<Item = &'static str>) -> Option<String> {
    let words: Vec<&str> = labels.collect();
    (!words.is_empty()).then(|| words.join(","))
}

/// Rows into columns.
pub(crate) fn columns(rows: &[StatementRow]) -> Result<RecordBatch, LakeError> {
    let mut keys = FixedSizeBinaryBuilder::with_capacity(rows.len(), 16);
    for row in rows {
        keys.append_value(row.voice.0.to_be_bytes())?;
    }
    let long = |of: fn(&StatementRow) -> Option<u32>| -> ArrayRef {
        Arc::new(rows.iter().map(|row| of(row).map(i64::from)).collect::<Int64Array>())
    };
    let float = |of: fn(&Labels) -> f64| -> ArrayRef {
        Arc::new(rows.iter().map(|row| Some(of(&row.labels))).collect::<Float64Array>())
    };
    let word = |of: fn(&Labels) -> Option<&'static str>| -> ArrayRef {
        Arc::new(rows.iter().map(|row| of(&row.labels)).collect::<StringArray>())
    };
    let list = |of: fn(&Labels) -> Option<String>| -> ArrayRef {
        Arc::new(rows.iter().map(|row| of(&row.labels)).collect::<StringArray>())
    };
    let columns = vec![
        Arc::new(keys.finish()) as ArrayRef,
        long(|row| Some(row.start)),
        long(|row| Some(row.end)),
        word(|labels| labels.sentiment.map(Sentiment::as_str)),
        float(|labels| labels.score),
        float(|labels| labels.confidence),
        list(|labels| words(labels.emotion.iter().map(|one| one.as_str()))),
        word(|labels| labels.intent.map(Intent::as_str)),
        list(|labels| words(labels.topic.iter().map(|one| one.as_str()))),
        word(|labels| labels.need.map(Need::as_str)),
        long(|row| row.labels.cause.map(|span| span.0)),
        long(|row| row.labels.cause.map(|span| span.1)),
        long(|row| row.labels.consequence.map(|span| span.0)),
        long(|row| row.labels.consequence.map(|span| span.1)),
        Arc::new(StringArray::from_iter_values(rows.iter().map(|row| &row.model))),
    ];
    Ok(RecordBatch::try_new(Table::Statements.schema(), columns)?)
}

/// All statements, voice by voice.
pub(crate) fn read(root: &Path, contents: &Contents) -> Result<Statements, LakeError> {
    let names: Vec<&str> = Table::Statements.columns().iter().map(|column| column.0).collect();
    let parts = in_parallel(contents.files.len(), |at| {
        let mut rows = Vec::new();
        for batch in read::file(root, Table::Statements, &contents.files[at], &names, Texts::Coded)? {
            rows_of(&batch, &mut rows)?;
        }
        Ok(rows)
    })?;
    let mut rows: Vec<StatementRow> = parts.into_iter().flatten().collect();
    rows.sort_unstable_by_key(|row| (row.voice, row.start, row.end));
    Ok(Statements(rows))
}

fn rows_of(batch: &RecordBatch, rows: &mut Vec<StatementRow>) -> Result<(), LakeError> {
    let long = |name| -> Result<_, LakeError> {
        let column = read::column(batch, name)?.as_primitive::<Int64Type>();
        Ok(move |at: usize| column.is_valid(at).then(|| u32::try_from(column.value(at)).unwrap_or(0)))
    };
    let float = |name| -> Result<_, LakeError> { Ok(read::column(batch, name)?.as_primitive::<Float64Type>()) };
    let (start, end) = (long("start")?, long("end")?);
    let (cause_start, cause_end) = (long("cause_start")?, long("cause_end")?);
    let (consequence_start, consequence_end) = (long("consequence_start")?, long("consequence_end")?);
    let (score, confidence) = (float("score")?, float("confidence")?);
    let codes = |name| read::column(batch, name).map(Codes::of);
    let (sentiment, emotion, intent) = (codes("sentiment")?, codes("emotion")?, codes("intent")?);
    let (topic, need, model) = (codes("topic")?, codes("need")?, codes("model")?);
    let mut models: Vec<Arc<str>> = Vec::new();
    for (at, key) in read::keys(read::column(batch, "voice_key")?).enumerate() {
        rows.push(StatementRow {
            voice: VoiceKey(key),
            start: start(at).unwrap_or(0),
            end: end(at).unwrap_or(0),
            labels: Labels {
                sentiment: one(&sentiment, at)?,
                score: score.value(at),
                confidence: confidence.value(at),
                emotion: several(&emotion, at)?,
                intent: one(&intent, at)?,
                topic: several(&topic, at)?,
                need: one(&need, at)?,
                cause: cause_start(at).zip(cause_end(at)),
                consequence: consequence_start(at).zip(consequence_end(at)),
            },
            model: shared(model.text(at).unwrap_or_default(), &mut models),
        });
    }
    Ok(())
}

/// One copy of each name: there are few.
fn shared(name: &str, known: &mut Vec<Arc<str>>) -> Arc<str> {
    if let Some(found) = known.iter().find(|known| &***known == name) {
        return Arc::clone(found);
    }
    known.push(name.into());
    name.into()
}

fn label<T: FromStr<Err: std::fmt::Display>>(word: &str) -> Result<T, LakeError> {
    Ok(word.parse().map_err(|why: T::Err| arrow::error::ArrowError::ParseError(why.to_string()))?)
}

fn one<T: FromStr<Err: std::fmt::Display>>(codes: &Codes<'_>, at: usize) -> Result<Option<T>, LakeError> {
    codes.text(at).map(label).transpose()
}

fn several<T: FromStr<Err: std::fmt::Display>>(codes: &Codes<'_>, at: usize) -> Result<Vec<T>, LakeError> {
    codes.text(at).map_or_else(|| Ok(Vec::new()), |text| text.split(',').map(label).collect())
}
