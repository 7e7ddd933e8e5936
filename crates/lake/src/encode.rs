//! Rows into columns.

use std::sync::Arc;

use arrow::array::{
    ArrayRef, BooleanBuilder, Decimal128Builder, FixedSizeBinaryBuilder, Float64Builder, Int64Array, Int64Builder,
    RecordBatch, StringArray, StringBuilder, TimestampMicrosecondArray, TimestampMicrosecondBuilder,
};
use yeojido_domain::{AuthorRole, Event, Micros, ObjectRef, Voice};

use crate::person::NewIdentifier;
use crate::table::Table;
use crate::{LakeError, json};

/// One trait of one person, ready to be stored.
#[derive(Debug, Clone)]
pub(crate) struct TraitLine {
    pub(crate) person: i64,
    pub(crate) name: String,
    /// JSON.
    pub(crate) value: String,
    pub(crate) since: Option<Micros>,
    pub(crate) seq: i64,
}

/// A bucketed row: sorted by person, time and seq; `at` is its place in the batch.
pub(crate) type Line<P> = (P, i64, i64, u32);

fn utc(builder: &mut TimestampMicrosecondBuilder) -> ArrayRef {
    Arc::new(builder.finish().with_timezone("UTC"))
}

fn batch(table: Table, columns: Vec<ArrayRef>) -> Result<RecordBatch, LakeError> {
    Ok(RecordBatch::try_new(table.schema(), columns)?)
}

fn done(builders: &mut [StringBuilder]) -> impl Iterator<Item = ArrayRef> + '_ {
    builders.iter_mut().map(|b| Arc::new(b.finish()) as ArrayRef)
}

/// Events of one bucket.
pub(crate) fn events(events: &[Event], lines: &[Line<i64>]) -> Result<RecordBatch, LakeError> {
    let n = lines.len();
    let (mut person, mut seq) = (Int64Builder::with_capacity(n), Int64Builder::with_capacity(n));
    let mut time = TimestampMicrosecondBuilder::with_capacity(n);
    let mut key = FixedSizeBinaryBuilder::with_capacity(n, 16);
    let mut quantity = Float64Builder::with_capacity(n);
    let mut amount = Decimal128Builder::with_capacity(n).with_precision_and_scale(18, 4)?;
    // event_id, event, channel, source, session, order, product, category, currency, campaign, url, properties
    let mut texts: [StringBuilder; 12] = std::array::from_fn(|_| StringBuilder::with_capacity(n, n * 8));
    let mut scratch = String::new();
    for &(owner, at_time, at_seq, at) in lines {
        let row = &events[at as usize];
        person.append_value(owner);
        time.append_value(at_time);
        seq.append_value(at_seq);
        key.append_value(row.key.0.to_be_bytes())?;
        quantity.append_option(row.quantity);
        amount.append_option(row.amount.map(|m| i128::from(m.e4)));
        texts[0].append_option(row.event_id.as_deref());
        texts[1].append_value(&row.event);
        texts[2].append_option(row.channel.as_deref());
        texts[3].append_value(&row.source);
        texts[4].append_option(row.session.as_deref());
        texts[5].append_option(row.order.as_deref());
        texts[6].append_option(row.product.as_deref());
        texts[7].append_option(row.category.as_deref());
        texts[8].append_option(row.amount.as_ref().map(|m| m.currency.as_str()));
        texts[9].append_option(row.campaign.as_deref());
        texts[10].append_option(row.url.as_deref());
        if row.properties.is_empty() {
            texts[11].append_null();
        } else {
            scratch.clear();
            json::push_all(&mut scratch, &row.properties);
            texts[11].append_value(&scratch);
        }
    }
    let mut columns: Vec<ArrayRef> =
        vec![Arc::new(person.finish()), utc(&mut time), Arc::new(seq.finish()), Arc::new(key.finish())];
    columns.extend(done(&mut texts[..8]));
    columns.push(Arc::new(quantity.finish()));
    columns.push(Arc::new(amount.finish()));
    columns.extend(done(&mut texts[8..]));
    batch(Table::Events, columns)
}

/// The word for who speaks.
pub(crate) const fn role(role: AuthorRole) -> &'static str {
    match role {
        AuthorRole::Customer => "customer",
        AuthorRole::Staff => "staff",
    }
}

/// The text of a voice, if there is something in it.
pub(crate) fn words(voice: &Voice) -> Option<&str> {
    voice.text.as_deref().filter(|text| !text.is_empty())
}

/// Voices of one bucket, without their texts.
pub(crate) fn voices(voices: &[Voice], origin: &str, lines: &[Line<Option<i64>>]) -> Result<RecordBatch, LakeError> {
    let n = lines.len();
    let (mut person, mut seq) = (Int64Builder::with_capacity(n), Int64Builder::with_capacity(n));
    let mut time = TimestampMicrosecondBuilder::with_capacity(n);
    let mut key = FixedSizeBinaryBuilder::with_capacity(n, 16);
    let mut score = Float64Builder::with_capacity(n);
    let mut has_text = BooleanBuilder::with_capacity(n);
    // voice_id, source, origin, channel, scale, order, event_id, survey, question, product, author_role, language, properties
    let mut texts: [StringBuilder; 13] = std::array::from_fn(|_| StringBuilder::with_capacity(n, n * 8));
    for &(owner, at_time, at_seq, at) in lines {
        let row = &voices[at as usize];
        person.append_option(owner);
        time.append_value(at_time);
        seq.append_value(at_seq);
        key.append_value(row.key.0.to_be_bytes())?;
        score.append_option(row.score);
        has_text.append_value(words(row).is_some());
        texts[0].append_option(row.voice_id.as_deref());
        texts[1].append_value(row.source.as_str());
        texts[2].append_value(origin);
        texts[3].append_option(row.channel.as_deref());
        texts[4].append_option(row.scale.map(yeojido_domain::Scale::as_str));
        texts[5].append_option(row.order.as_deref());
        texts[6].append_option(row.event_id.as_deref());
        texts[7].append_option(row.survey.as_deref());
        texts[8].append_option(row.question.as_deref());
        texts[9].append_option(row.product.as_deref());
        texts[10].append_value(role(row.author_role));
        texts[11].append_option(row.language.as_deref());
        let properties = (!row.properties.is_empty()).then(|| {
            let mut text = String::new();
            json::push_all(&mut text, &row.properties);
            text
        });
        texts[12].append_option(properties);
    }
    let mut columns: Vec<ArrayRef> =
        vec![Arc::new(person.finish()), utc(&mut time), Arc::new(seq.finish()), Arc::new(key.finish())];
    columns.extend(done(&mut texts[..4]));
    columns.push(Arc::new(score.finish()));
    columns.extend(done(&mut texts[4..12]));
    columns.push(Arc::new(has_text.finish()));
    columns.extend(done(&mut texts[12..]));
    batch(Table::Voices, columns)
}

fn longs(values: impl Iterator<Item = i64>) -> ArrayRef {
    Arc::new(Int64Array::from_iter_values(values))
}

fn texts<'a>(values: impl Iterator<Item = &'a str>) -> ArrayRef {
    Arc::new(StringArray::from_iter_values(values))
}

fn keys(values: impl Iterator<Item = u128>) -> Result<ArrayRef, LakeError> {
    let mut builder = FixedSizeBinaryBuilder::new(16);
    for key in values {
        builder.append_value(key.to_be_bytes())?;
    }
    Ok(Arc::new(builder.finish()))
}

/// Traits, open or direct.
pub(crate) fn traits(table: Table, lines: &[TraitLine]) -> Result<RecordBatch, LakeError> {
    let since: TimestampMicrosecondArray = lines.iter().map(|l| l.since.map(|at| at.0)).collect();
    let columns: Vec<ArrayRef> = vec![
        longs(lines.iter().map(|l| l.person)),
        texts(lines.iter().map(|l| l.name.as_str())),
        texts(lines.iter().map(|l| l.value.as_str())),
        Arc::new(since.with_timezone("UTC")),
        longs(lines.iter().map(|l| l.seq)),
    ];
    batch(table, columns)
}

/// Which anonymous visitor is which customer, and when that was learnt.
pub(crate) fn bindings(lines: &[(i64, i64, i64)]) -> Result<RecordBatch, LakeError> {
    let columns =
        vec![longs(lines.iter().map(|l| l.0)), longs(lines.iter().map(|l| l.1)), longs(lines.iter().map(|l| l.2))];
    batch(Table::Bindings, columns)
}

/// Identifiers of persons.
pub(crate) fn identifiers(lines: &[NewIdentifier]) -> Result<RecordBatch, LakeError> {
    let columns = vec![
        longs(lines.iter().map(|l| l.person.0)),
        texts(lines.iter().map(|l| l.kind.as_str())),
        texts(lines.iter().map(|l| l.value.as_str())),
    ];
    batch(Table::Identifiers, columns)
}

/// The words of voices.
pub(crate) fn verbatim(lines: &[(u128, &str)]) -> Result<RecordBatch, LakeError> {
    batch(Table::Texts, vec![keys(lines.iter().map(|l| l.0))?, texts(lines.iter().map(|l| l.1))])
}

/// Objects of object-centric logs.
pub(crate) fn objects(lines: &[(&str, &str)]) -> Result<RecordBatch, LakeError> {
    batch(Table::Objects, vec![texts(lines.iter().map(|l| l.0)), texts(lines.iter().map(|l| l.1))])
}

/// Which event touched which object.
pub(crate) fn relations(lines: &[(u128, &ObjectRef)]) -> Result<RecordBatch, LakeError> {
    let qualifier: StringArray = lines.iter().map(|l| l.1.qualifier.as_deref()).collect();
    let columns = vec![
        keys(lines.iter().map(|l| l.0))?,
        texts(lines.iter().map(|l| l.1.kind.as_str())),
        texts(lines.iter().map(|l| l.1.id.as_str())),
        Arc::new(qualifier) as ArrayRef,
    ];
    batch(Table::Relations, columns)
}
