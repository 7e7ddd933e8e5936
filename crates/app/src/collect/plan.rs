//! A mapping with its names looked up: which column is what, so that a row is mapped without a search.

use std::path::Path;

use yeojido_domain::{
    AuthorRole, Currency, CustomerMapping, EventMapping, Mapping, Scale, ValueFrom, VoiceMapping, VoiceSource,
};

use super::CollectError;
use super::cells::Fault;
use super::join::position;
use super::key::definitions;
use super::reject::Reason;
use super::value;

/// Where a value comes from.
#[derive(Debug, Clone)]
pub(super) enum Taken {
    /// A column.
    Column(usize),
    /// The same in every row.
    Fixed(String),
}

#[derive(Debug)]
pub(super) struct EventPlan {
    /// Hash of what defines it, by which its key differs from those of the row's other events.
    pub definition: u64,
    pub name: Taken,
    pub time: usize,
    pub event_id: Option<usize>,
    pub customer: Option<usize>,
    pub anonymous: Option<usize>,
    pub channel: Option<Taken>,
    pub session: Option<usize>,
    pub order: Option<usize>,
    pub product: Option<usize>,
    pub category: Option<usize>,
    pub quantity: Option<usize>,
    pub amount: Option<usize>,
    pub currency: Option<Taken>,
    pub campaign: Option<usize>,
    pub url: Option<usize>,
    pub properties: Vec<(String, usize)>,
    pub skip_if_empty: bool,
}

#[derive(Debug)]
pub(super) struct VoicePlan {
    /// As of an event.
    pub definition: u64,
    pub source: VoiceSource,
    pub time: usize,
    pub voice_id: Option<usize>,
    pub customer: Option<usize>,
    pub channel: Option<Taken>,
    pub text: Option<usize>,
    pub score: Option<usize>,
    pub scale: Option<Scale>,
    pub order: Option<usize>,
    pub event_id: Option<usize>,
    pub survey: Option<Taken>,
    pub question: Option<Taken>,
    pub product: Option<usize>,
    pub author_role: AuthorRole,
    pub language: Option<usize>,
    pub properties: Vec<(String, usize)>,
    pub skip_if_empty: bool,
}

impl VoicePlan {
    /// The rating that a cell holds, within the scale.
    pub(super) fn rating(&self, given: &str) -> Result<f64, Fault> {
        let score = value::score(given).ok_or((self.score, Reason::NumberUnreadable))?;
        let (low, high) = self.scale.map_or((f64::MIN, f64::MAX), Scale::bounds);
        if (low..=high).contains(&score) { Ok(score) } else { Err((self.score, Reason::ScoreOutside)) }
    }
}

#[derive(Debug)]
pub(super) struct CustomerPlan {
    pub customer: usize,
    pub time: Option<usize>,
    pub traits: Vec<(String, usize, bool)>,
}

#[derive(Debug)]
pub(super) struct Plan {
    pub events: Vec<EventPlan>,
    pub voices: Vec<VoicePlan>,
    pub customers: Vec<CustomerPlan>,
    /// Of amounts that name none, where the mapping says it.
    pub currency: Option<Currency>,
}

struct Lookup<'a> {
    columns: &'a [String],
    file: &'a Path,
    at: String,
}

impl Lookup<'_> {
    fn must(&self, field: &str, name: &str) -> Result<usize, CollectError> {
        position(self.columns, name, self.file, &format!("{}.{field}", self.at))
    }

    fn may(&self, field: &str, name: Option<&String>) -> Result<Option<usize>, CollectError> {
        name.map(|name| self.must(field, name)).transpose()
    }

    fn from(&self, field: &str, value: Option<&ValueFrom>) -> Result<Option<Taken>, CollectError> {
        value
            .map(|value| match value {
                ValueFrom::Column(name) => self.must(field, name).map(Taken::Column),
                ValueFrom::Fixed { value } => Ok(Taken::Fixed(value.clone())),
            })
            .transpose()
    }

    fn many<'m>(
        &self,
        field: &str,
        pairs: impl Iterator<Item = (&'m String, &'m String)>,
    ) -> Result<Vec<(String, usize)>, CollectError> {
        pairs.map(|(name, column)| Ok((name.clone(), self.must(&format!("{field}.{name}"), column)?))).collect()
    }

    fn wrong(&self, field: &str, why: &str) -> CollectError {
        CollectError::Mapping { field: format!("{}.{field}", self.at), why: why.to_owned() }
    }

    fn event(&self, event: &EventMapping) -> Result<EventPlan, CollectError> {
        let name = match (&event.event, &event.event_from) {
            (_, Some(column)) => Taken::Column(self.must("event_from", column)?),
            (Some(name), None) if !name.trim().is_empty() => Taken::Fixed(name.trim().to_owned()),
            _ => {
                return Err(self.wrong("event", "an event needs a name (event) or a column with its name (event_from)"));
            }
        };
        if event.customer.is_none() && event.anonymous.is_none() {
            return Err(self.wrong("customer", "an event needs a column for its customer or its anonymous visitor"));
        }
        if let Some(ValueFrom::Fixed { value }) = &event.currency {
            value.parse::<Currency>().map_err(|why| self.wrong("currency", &why))?;
        }
        Ok(EventPlan {
            definition: 0,
            name,
            time: self.must("time", &event.time)?,
            event_id: self.may("event_id", event.event_id.as_ref())?,
            customer: self.may("customer", event.customer.as_ref())?,
            anonymous: self.may("anonymous", event.anonymous.as_ref())?,
            channel: self.from("channel", event.channel.as_ref())?,
            session: self.may("session", event.session.as_ref())?,
            order: self.may("order", event.order.as_ref())?,
            product: self.may("product", event.product.as_ref())?,
            category: self.may("category", event.category.as_ref())?,
            quantity: self.may("quantity", event.quantity.as_ref())?,
            amount: self.may("amount", event.amount.as_ref())?,
            currency: self.from("currency", event.currency.as_ref())?,
            campaign: self.may("campaign", event.campaign.as_ref())?,
            url: self.may("url", event.url.as_ref())?,
            properties: self.many("properties", event.properties.iter())?,
            skip_if_empty: event.skip_if_empty,
        })
    }

    fn voice(&self, voice: &VoiceMapping) -> Result<VoicePlan, CollectError> {
        if voice.text.is_none() && voice.score.is_none() {
            return Err(self.wrong("text", "a voice needs a column for its text, its score, or both"));
        }
        Ok(VoicePlan {
            definition: 0,
            source: voice.source,
            time: self.must("time", &voice.time)?,
            voice_id: self.may("voice_id", voice.voice_id.as_ref())?,
            customer: self.may("customer", voice.customer.as_ref())?,
            channel: self.from("channel", voice.channel.as_ref())?,
            text: self.may("text", voice.text.as_ref())?,
            score: self.may("score", voice.score.as_ref())?,
            scale: voice.scale,
            order: self.may("order", voice.order.as_ref())?,
            event_id: self.may("event_id", voice.event_id.as_ref())?,
            survey: self.from("survey", voice.survey.as_ref())?,
            question: self.from("question", voice.question.as_ref())?,
            product: self.may("product", voice.product.as_ref())?,
            author_role: voice.author_role,
            language: self.may("language", voice.language.as_ref())?,
            properties: self.many("properties", voice.properties.iter())?,
            skip_if_empty: voice.skip_if_empty,
        })
    }

    fn customer(&self, customer: &CustomerMapping) -> Result<CustomerPlan, CollectError> {
        let open = self.many("traits", customer.traits.iter())?.into_iter().map(|(name, at)| (name, at, false));
        let direct = self.many("direct", customer.direct.iter())?.into_iter().map(|(name, at)| (name, at, true));
        if let Some(name) = customer.traits.keys().find(|name| customer.direct.contains_key(*name)) {
            return Err(self.wrong(&format!("direct.{name}"), "the same trait stands in traits too"));
        }
        Ok(CustomerPlan {
            customer: self.must("customer", &customer.customer)?,
            time: self.may("time", customer.time.as_ref())?,
            traits: open.chain(direct).collect(),
        })
    }
}

/// An event of a row is its name, or the column of its name, at its time.
fn event_parts(event: &EventMapping) -> Vec<&str> {
    match (&event.event_from, &event.event) {
        (Some(column), _) => vec!["from", column, &event.time],
        (None, name) => vec!["event", name.as_deref().unwrap_or_default().trim(), &event.time],
    }
}

/// A voice of a row is its words and its score at its time.
fn voice_parts(voice: &VoiceMapping) -> Vec<&str> {
    vec!["voice", voice.text.as_deref().unwrap_or_default(), voice.score.as_deref().unwrap_or_default(), &voice.time]
}

impl Plan {
    /// Looks up all names of a mapping among the columns of a file and of those joined to it.
    pub(super) fn new(mapping: &Mapping, columns: &[String], file: &Path) -> Result<Self, CollectError> {
        let lookup = |list: &str, i: usize| Lookup { columns, file, at: format!("{list}[{i}]") };
        let events = mapping.events.iter().enumerate().map(|(i, event)| lookup("events", i).event(event));
        let voices = mapping.voices.iter().enumerate().map(|(i, voice)| lookup("voices", i).voice(voice));
        let customers = mapping.customers.iter().enumerate().map(|(i, c)| lookup("customers", i).customer(c));
        let (mut events, mut voices) = (events.collect::<Result<Vec<_>, _>>()?, voices.collect::<Result<Vec<_>, _>>()?);
        let defined = definitions(mapping.events.iter().map(event_parts));
        events.iter_mut().zip(defined).for_each(|(event, definition)| event.definition = definition);
        let defined = definitions(mapping.voices.iter().map(voice_parts));
        voices.iter_mut().zip(defined).for_each(|(voice, definition)| voice.definition = definition);
        Ok(Self { events, voices, customers: customers.collect::<Result<_, _>>()?, currency: mapping.currency })
    }

    /// The columns that hold times, each once.
    pub(super) fn times(&self) -> Vec<usize> {
        let events = self.events.iter().map(|event| event.time);
        let voices = self.voices.iter().map(|voice| voice.time);
        let mut times: Vec<usize> = events.chain(voices).chain(self.customers.iter().filter_map(|c| c.time)).collect();
        times.sort_unstable();
        times.dedup();
        times
    }
}
