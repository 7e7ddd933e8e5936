//! Rows of lists, as every list of customers, voices, events and walks shows them.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use serde::Serialize;
use yeojido_domain::{AuthorRole, Micros, PersonId, Property, Scale, Sentiment, VoiceKey, VoiceSource};
use yeojido_journey::Events;
use yeojido_lake::{IdentifierKind, Snapshot, TraitRow, VoiceRow as LakeVoice};

use crate::understand::{self, Told, sentiment, told};
use crate::{AppError, Workspace};

/// One walk of a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WalkRow {
    /// Who.
    pub person: PersonId,
    /// What people call them.
    pub label: String,
    /// First event.
    pub start: Micros,
    /// Last event.
    pub end: Micros,
    /// Stages in the order of their first entry.
    pub stages: Vec<String>,
    /// Events in it.
    pub events: u64,
    /// `goal`, `dropped` or `undecided`.
    pub outcome: &'static str,
    /// The time that the list is about, in seconds.
    pub duration_s: Option<f64>,
}

/// One customer of a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CustomerRow {
    /// Who.
    pub person: PersonId,
    /// What people call them.
    pub label: String,
    /// First event or voice.
    pub first: Option<Micros>,
    /// Last event or voice.
    pub last: Option<Micros>,
    /// Events.
    pub events: u64,
    /// Voices.
    pub voices: u64,
    /// Traits that identify nobody.
    pub traits: BTreeMap<String, Property>,
}

/// One voice of a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct VoiceRow {
    /// Which.
    pub voice_id: VoiceKey,
    /// Who, if known.
    pub person: Option<PersonId>,
    /// What people call them.
    pub label: Option<String>,
    /// When.
    pub time: Micros,
    /// Where it was heard.
    pub source: VoiceSource,
    /// Through what.
    pub channel: Option<Arc<str>>,
    /// Verbatim.
    pub text: Option<Arc<str>>,
    /// The rating.
    pub score: Option<f64>,
    /// Its scale.
    pub scale: Option<Scale>,
    /// By the rating, else by the words.
    pub sentiment: Option<Sentiment>,
    /// Order.
    pub order: Option<Arc<str>>,
    /// Product.
    pub product: Option<Arc<str>>,
    /// Survey.
    pub survey: Option<Arc<str>>,
    /// Language.
    pub language: Option<Arc<str>>,
    /// Who speaks.
    pub author_role: AuthorRole,
    /// Where it is placed in the journey asked about.
    pub stage: Option<String>,
    /// What it says, statement by statement; empty without words, and until they have been looked at.
    pub statements: Vec<Told>,
}

/// One event of a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EventRow {
    /// Who.
    pub person: PersonId,
    /// What people call them.
    pub label: String,
    /// What.
    pub event: String,
    /// When.
    pub time: Micros,
    /// Through what.
    pub channel: Option<String>,
    /// Order.
    pub order: Option<String>,
    /// Product.
    pub product: Option<String>,
    /// Money, in units of `currency`.
    pub amount: Option<f64>,
    /// Which money.
    pub currency: Option<String>,
    /// From which source.
    pub source: String,
    /// Where it is caught in the journey asked about.
    pub stage: Option<String>,
}

/// The columns that an [`EventRow`] needs beside those that are always there.
pub const EVENT_COLUMNS: [&str; 4] = ["product", "amount", "currency", "source"];

/// The names that sources have for one person.
type Identifiers = Vec<(IdentifierKind, Arc<str>)>;

/// What is needed to turn rows of the lake into rows of a list.
pub struct Rows {
    labels: Arc<HashMap<PersonId, Identifiers>>,
    texts: Arc<HashMap<VoiceKey, Arc<str>>>,
    traits: Arc<HashMap<PersonId, BTreeMap<String, TraitRow>>>,
    events: Arc<Events>,
    voices: Arc<Vec<LakeVoice>>,
    read: Arc<understand::Read>,
}

impl Rows {
    /// Reads what lists need at one version of the lake.
    ///
    /// # Errors
    /// [`AppError::Lake`]; [`AppError::Store`].
    pub async fn of(workspace: &Workspace, snapshot: &Arc<Snapshot>) -> Result<Self, AppError> {
        Ok(Self {
            labels: snapshot.identifiers().await?,
            texts: snapshot.texts().await?,
            traits: snapshot.traits().await?,
            events: snapshot.events(&EVENT_COLUMNS).await?,
            voices: snapshot.voices().await?,
            read: understand::statements(workspace, snapshot).await?,
        })
    }

    /// All events, with the columns that lists show.
    #[must_use]
    pub const fn events(&self) -> &Arc<Events> {
        &self.events
    }

    /// All voices.
    #[must_use]
    pub const fn voices(&self) -> &Arc<Vec<LakeVoice>> {
        &self.voices
    }

    /// All texts.
    #[must_use]
    pub const fn texts(&self) -> &Arc<HashMap<VoiceKey, Arc<str>>> {
        &self.texts
    }

    /// All statements, with what people put right in them.
    #[must_use]
    pub fn read(&self) -> &understand::Read {
        &self.read
    }

    /// Traits that identify nobody.
    #[must_use]
    pub const fn traits(&self) -> &Arc<HashMap<PersonId, BTreeMap<String, TraitRow>>> {
        &self.traits
    }

    /// The identifiers that sources gave a person.
    #[must_use]
    pub fn identifiers(&self, person: PersonId) -> &[(IdentifierKind, Arc<str>)] {
        self.labels.get(&person).map_or(&[], Vec::as_slice)
    }

    /// What people call a person: the customer id, else the anonymous one, else the opaque one.
    #[must_use]
    pub fn label(&self, person: PersonId) -> String {
        let ids = self.identifiers(person);
        let best = ids.iter().find(|(kind, _)| *kind == IdentifierKind::Customer).or_else(|| ids.first());
        best.map_or_else(|| person.to_string(), |(_, text)| text.to_string())
    }

    /// A voice as lists show it.
    #[must_use]
    pub fn voice(&self, voice: &LakeVoice, stage: Option<&str>) -> VoiceRow {
        let (text, statements) = (self.texts.get(&voice.key), self.read.of(voice.key));
        VoiceRow {
            voice_id: voice.key,
            person: voice.person,
            label: voice.person.map(|person| self.label(person)),
            time: voice.time,
            source: voice.source,
            channel: voice.channel.clone(),
            text: text.cloned(),
            score: voice.score,
            scale: voice.scale,
            sentiment: sentiment(voice, statements),
            order: voice.order.clone(),
            product: voice.product.clone(),
            survey: voice.survey.clone(),
            language: voice.language.clone(),
            author_role: voice.author_role,
            stage: stage.map(str::to_owned),
            statements: text.map(|text| told(text, statements, &self.read)).unwrap_or_default(),
        }
    }

    /// An event as lists show it.
    #[must_use]
    pub fn event(&self, person: PersonId, row: usize, stage: Option<&str>) -> EventRow {
        let text = |name: &str| self.events.column(name).and_then(|c| c.get(row)).map(str::to_owned);
        EventRow {
            person,
            label: self.label(person),
            event: text("event").unwrap_or_default(),
            time: self.events.time[row],
            channel: text("channel"),
            order: text("order"),
            product: text("product"),
            amount: text("amount").and_then(|a| a.parse().ok()),
            currency: text("currency"),
            source: text("source").unwrap_or_default(),
            stage: stage.map(str::to_owned),
        }
    }

    /// A customer as lists show them.
    #[must_use]
    pub fn customer(&self, person: PersonId) -> CustomerRow {
        let rows = self.events.position(person).map(|at| self.events.person(at));
        let voices = voices_of(&self.voices, person);
        let times = rows
            .iter()
            .flat_map(|r| [r.time.first(), r.time.last()])
            .flatten()
            .copied()
            .chain(voices.iter().map(|v| v.time));
        let (first, last) = times.fold((None, None), |(first, last): (Option<Micros>, Option<Micros>), time| {
            (Some(first.map_or(time, |f| f.min(time))), Some(last.map_or(time, |l| l.max(time))))
        });
        CustomerRow {
            person,
            label: self.label(person),
            first,
            last,
            events: rows.map_or(0, |r| r.time.len() as u64),
            voices: voices.len() as u64,
            traits: self
                .traits
                .get(&person)
                .map(|t| t.iter().map(|(name, row)| (name.clone(), row.value.clone())).collect())
                .unwrap_or_default(),
        }
    }
}

/// The voices of one person, out of the list sorted by person.
#[must_use]
pub fn voices_of(voices: &[LakeVoice], person: PersonId) -> &[LakeVoice] {
    let from = voices.partition_point(|v| v.person < Some(person));
    let to = voices.partition_point(|v| v.person <= Some(person));
    &voices[from..to]
}

/// A page of a list: where it begins, and at which version of the lake. Written `812-50`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// Version of the lake that the first page was read at.
    pub lake_version: u64,
    /// Rows before this page.
    pub offset: usize,
}

impl Cursor {
    /// Reads a cursor.
    ///
    /// # Errors
    /// [`AppError::Invalid`] with the code `bad_cursor`.
    pub fn parse(text: &str) -> Result<Self, AppError> {
        let bad = || AppError::invalid("bad_cursor", "cursor", format!("`{text}` is not a cursor of this list"));
        let (version, offset) = text.split_once('-').ok_or_else(bad)?;
        Ok(Self { lake_version: version.parse().map_err(|_| bad())?, offset: offset.parse().map_err(|_| bad())? })
    }

    /// The page after one of `limit` rows, if the list of `n` has more.
    #[must_use]
    pub fn next(self, limit: usize, n: usize) -> Option<String> {
        let offset = self.offset.saturating_add(limit);
        (offset < n).then(|| format!("{}-{offset}", self.lake_version))
    }
}
