//! The lake at one version: what is asked for is read once and kept, events as far as there is room for them.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError};

use arrow::array::{Array, AsArray};
use arrow::datatypes::TimestampMicrosecondType;
use tokio::sync::{Mutex, OnceCell};
use tokio::task::spawn_blocking;
use yeojido_domain::{Micros, PersonId, VoiceKey};
use yeojido_journey::{Events, Part};

use crate::append::State;
use crate::bindings::Bindings;
use crate::cache::{Cache, Which};
use crate::column;
use crate::fold::{Folded, Source, Stop};
use crate::log::Contents;
use crate::part::{Footers, Need, Parts};
use crate::read::{self, Texts};
use crate::rows::{self, SourceRow, TraitRow, VoiceRow};
use crate::table::Table;
use crate::write::in_parallel;
use crate::{IdentifierKind, LakeError, Statements, json, known, statements};

type Traits = HashMap<PersonId, BTreeMap<String, TraitRow>>;
type Identifiers = HashMap<PersonId, Vec<(IdentifierKind, Arc<str>)>>;
type Words = HashMap<VoiceKey, Arc<str>>;

/// The lake at one version. What it reads it keeps, so that the second question costs nothing.
pub struct Snapshot {
    root: PathBuf,
    state: State,
    cache: Cache,
    /// Held while events are read into the cache, so that two who ask at once read once.
    loading: Mutex<()>,
    /// What folds have asked for.
    asked: std::sync::Mutex<BTreeSet<Need>>,
    voices: OnceCell<Arc<Vec<VoiceRow>>>,
    texts: OnceCell<Arc<Words>>,
    statements: OnceCell<Arc<Statements>>,
    traits: OnceCell<Arc<Traits>>,
    identifiers: OnceCell<Arc<Identifiers>>,
    sources: OnceCell<Vec<SourceRow>>,
    names: OnceCell<Vec<String>>,
    footers: OnceCell<Arc<Footers>>,
}

/// Stops work when nobody waits for it.
#[derive(Default)]
struct StopOnDrop(Stop);

impl Drop for StopOnDrop {
    fn drop(&mut self) {
        self.0.now();
    }
}

impl fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Snapshot").field("version", &self.version()).finish_non_exhaustive()
    }
}

impl Snapshot {
    pub(crate) fn new(root: &Path, state: State, cache: Cache) -> Self {
        Self {
            root: root.to_owned(),
            state,
            cache,
            loading: Mutex::default(),
            asked: std::sync::Mutex::default(),
            voices: OnceCell::new(),
            texts: OnceCell::new(),
            statements: OnceCell::new(),
            traits: OnceCell::new(),
            identifiers: OnceCell::new(),
            sources: OnceCell::new(),
            names: OnceCell::new(),
            footers: OnceCell::new(),
        }
    }

    pub(crate) const fn state(&self) -> &State {
        &self.state
    }

    /// The version of the lake.
    #[must_use]
    pub const fn version(&self) -> u64 {
        self.state.manifest.version
    }

    /// Runs what decodes, away from the runtime's threads.
    async fn read<T: Send + 'static>(
        &self,
        table: Table,
        work: impl FnOnce(&Path, &Contents) -> Result<T, LakeError> + Send + 'static,
    ) -> Result<T, LakeError> {
        let (root, contents) = (self.root.clone(), self.state.contents(table));
        spawn_blocking(move || work(&root, &contents)).await?
    }

    /// All events, packed: persons ascending, then time, then place in the file. The rows of visitors bound to a
    /// customer are the customer's. `extra` names further columns: fields (`product`, `category`, `campaign`,
    /// `source`, `session`, `url`, `amount`, `currency`, `quantity`, `event_id`) or else properties; a property that no
    /// event has is a column without values. A row keeps its place whatever columns are asked for.
    ///
    /// # Errors
    /// When a file cannot be read, or there are 2³² events or more.
    pub async fn events(&self, extra: &[&str]) -> Result<Arc<Events>, LakeError> {
        let need = Need::all_shared(["channel", "order"].into_iter().chain(extra.iter().copied()));
        let _loading = self.loading.lock().await;
        if let Some(events) = self.cache.find(&self.which(&need), &need) {
            return Ok(events);
        }
        self.load(&need).await
    }

    fn which(&self, need: &Need) -> Which {
        Which { root: self.root.clone(), version: self.version(), first: need.heads() }
    }

    /// Reads events into memory, with the columns that are there already, and keeps them if there is room.
    async fn load(&self, need: &Need) -> Result<Arc<Events>, LakeError> {
        let which = self.which(need);
        let before = self.cache.columns(&which);
        let mut need = need.clone();
        let more = need.in_memory(before.iter().map(String::as_str));
        if self.cache.has_room(self.bytes_of(&more)) {
            need = more;
        }
        if self.cache.has_room(self.bytes_of(&need)) {
            // Before anything is read, so that old and new are not there at once.
            self.cache.make_room(&which, self.bytes_of(&need));
        }
        let parts = self.parts(&need).await?;
        let events = Arc::new(spawn_blocking(move || parts.gather()).await??);
        self.cache.keep(&which, &events);
        Ok(events)
    }

    /// Whether events with further columns are in memory, or would find room there.
    #[must_use]
    pub fn has_room_for(&self, extra: &[&str]) -> bool {
        let need = Need::all_shared(["channel", "order"].into_iter().chain(extra.iter().copied()));
        let kept = self.cache.find(&self.which(&need), &need).is_some();
        kept || self.cache.has_room(self.bytes_of(&need))
    }

    /// Whether these events are kept in memory, rather than held by whoever asked for them.
    #[must_use]
    pub fn keeps(&self, events: &Arc<Events>) -> bool {
        self.cache.keeps(events)
    }

    /// About how many bytes columns take in memory; of heads, which nobody has counted, at most.
    fn bytes_of(&self, need: &Need) -> u64 {
        let plain = if need.heads().is_some() { 6 } else { 14 };
        self.state.contents(Table::Events).rows() * (plain + 4 * need.columns().count() as u64)
    }

    /// Events in memory that answer a question, if it has been asked before or another has left them there.
    async fn remembered(&self, need: &Need) -> Result<Option<Arc<Events>>, LakeError> {
        let which = self.which(need);
        let kept = self.cache.find(&which, need);
        let again = !self.asked.lock().unwrap_or_else(PoisonError::into_inner).insert(need.clone());
        if kept.is_some() || !again || !self.cache.has_room(self.bytes_of(need)) {
            // Whole histories have the heads in them.
            return Ok(kept.or_else(|| self.cache.find(&Which { first: None, ..which }, need)));
        }
        let _loading = self.loading.lock().await;
        match self.cache.find(&which, need) {
            Some(events) => Ok(Some(events)),
            None => self.load(&need.in_memory([])).await.map(Some),
        }
    }

    /// A plan to read all events in parts, with what a question needs of them.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub async fn parts(&self, need: &Need) -> Result<Parts, LakeError> {
        let load = || async { self.read(Table::Events, Footers::read).await.map(Arc::new) };
        let footers = Arc::clone(self.footers.get_or_try_init(load).await?);
        let bindings = Arc::new(self.bindings().await?);
        let (root, contents, need) = (self.root.clone(), self.state.contents(Table::Events), need.clone());
        spawn_blocking(move || Parts::plan(&root, &contents, footers, bindings, &need)).await?
    }

    /// Folds a kernel over everybody: from the files, part by part, or from memory when the question comes again and
    /// there is room for what it needs. When the future is dropped the work stops at the next part.
    ///
    /// `add` is given one part after another and the partial that it has made so far, on several threads at once; what
    /// it needs of a column beyond time and name, `need` names.
    ///
    /// # Errors
    /// When a file cannot be read, or `add` fails.
    pub async fn fold<P: Send + 'static, E: std::convert::From<LakeError> + Send + 'static>(
        &self,
        need: &Need,
        add: impl Fn(&mut Option<P>, &Part<'_>) -> Result<(), E> + Send + Sync + 'static,
        merge: impl Fn(&mut P, P) + Send + 'static,
    ) -> Result<Folded<P>, E> {
        let stop = StopOnDrop::default();
        let told = stop.0.clone();
        let source = self.source(need).await?;
        let work = move || {
            let sum = source.fold(&told, add, merge)?;
            Ok(Folded { sum, frame: source.into_frame() })
        };
        spawn_blocking(work).await.map_err(LakeError::from)?
    }

    /// Where the events of a question are to be had: in memory when the question comes again and there is room for what
    /// it needs, else in the files. What is needed of a column beyond time and name, `need` names.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub async fn source(&self, need: &Need) -> Result<Source, LakeError> {
        match self.remembered(need).await? {
            Some(events) => Ok(Source::Memory(events)),
            None => Ok(Source::Files(Box::new(self.parts(need).await?))),
        }
    }

    async fn bindings(&self) -> Result<Bindings, LakeError> {
        self.read(Table::Bindings, Bindings::read).await
    }

    /// Who somebody is, if they are somebody else; they themselves otherwise.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub async fn who(&self, person: PersonId) -> Result<PersonId, LakeError> {
        Ok(PersonId(self.bindings().await?.of(person.0)))
    }

    /// All voices by person (strangers first), time and place in the file; without their texts.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub async fn voices(&self) -> Result<Arc<Vec<VoiceRow>>, LakeError> {
        let load = || async {
            let bindings = self.bindings().await?;
            self.read(Table::Voices, move |root, contents| rows::voices(root, contents, &bindings)).await.map(Arc::new)
        };
        self.voices.get_or_try_init(load).await.cloned()
    }

    /// What the voices say, verbatim. Restricted: names and numbers may be in it.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub async fn texts(&self) -> Result<Arc<HashMap<VoiceKey, Arc<str>>>, LakeError> {
        self.texts.get_or_try_init(|| async { self.read(Table::Texts, rows::texts).await.map(Arc::new) }).await.cloned()
    }

    /// What was made of the voices: their statements with labels.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub async fn statements(&self) -> Result<Arc<Statements>, LakeError> {
        let load = || async { self.read(Table::Statements, statements::read).await.map(Arc::new) };
        self.statements.get_or_try_init(load).await.cloned()
    }

    /// The newest value of every open trait of every customer: the latest `since`, where a dated value beats an
    /// undated one, and of equal dates the one that was imported last.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub async fn traits(&self) -> Result<Arc<HashMap<PersonId, BTreeMap<String, TraitRow>>>, LakeError> {
        let load = || async {
            let bindings = self.bindings().await?;
            let work =
                move |root: &Path, contents: &Contents| rows::traits(root, Table::Customers, contents, &bindings, None);
            self.read(Table::Customers, work).await.map(Arc::new)
        };
        self.traits.get_or_try_init(load).await.cloned()
    }

    /// The newest direct identifiers of one person: name, telephone number … Restricted.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub async fn direct_traits(&self, person: PersonId) -> Result<BTreeMap<String, TraitRow>, LakeError> {
        let bindings = self.bindings().await?;
        let work = move |root: &Path, contents: &Contents| {
            rows::traits(root, Table::DirectTraits, contents, &bindings, Some(person))
        };
        Ok(self.read(Table::DirectTraits, work).await?.remove(&person).unwrap_or_default())
    }

    /// The identifiers of every person, in the order in which they came. A customer's own comes first, those of the
    /// visitors bound to it follow; a visitor's are under the visitor too. Restricted.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub async fn identifiers(&self) -> Result<Arc<HashMap<PersonId, Vec<(IdentifierKind, Arc<str>)>>>, LakeError> {
        let load = || async {
            let bindings = self.bindings().await?;
            let work = move |root: &Path, contents: &Contents| {
                let mut all = Identifiers::new();
                let rows = known::identifiers(root, contents)?;
                for (person, kind, value) in &rows {
                    all.entry(*person).or_default().push((*kind, Arc::clone(value)));
                }
                for (person, kind, value) in &rows {
                    let customer = bindings.of(person.0);
                    if customer != person.0 {
                        all.entry(PersonId(customer)).or_default().push((*kind, Arc::clone(value)));
                    }
                }
                Ok(all)
            };
            self.read(Table::Identifiers, work).await.map(Arc::new)
        };
        self.identifiers.get_or_try_init(load).await.cloned()
    }

    /// What came from each source, by its name.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub async fn sources(&self) -> Result<Vec<SourceRow>, LakeError> {
        let load = || async {
            let events = self
                .read(Table::Events, |root, contents| rows::sources(root, Table::Events, contents, "source"))
                .await?;
            let voices = self
                .read(Table::Voices, |root, contents| rows::sources(root, Table::Voices, contents, "origin"))
                .await?;
            Ok::<_, LakeError>(rows::join_sources(events, voices))
        };
        self.sources.get_or_try_init(load).await.cloned()
    }

    /// The names of the properties that events have, sorted.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub async fn property_names(&self) -> Result<Vec<String>, LakeError> {
        let load = || async {
            self.read(Table::Events, |root, contents| {
                let parts = in_parallel(contents.files.len(), |at| {
                    let mut names = BTreeSet::new();
                    for batch in read::file(root, Table::Events, &contents.files[at], &["properties"], Texts::Coded)? {
                        let codes = read::Codes::of(read::column(&batch, "properties")?);
                        for object in codes.values.iter().flatten() {
                            names.extend(json::names(object).map_err(column::broken)?);
                        }
                    }
                    Ok(names)
                })?;
                Ok(parts.into_iter().flatten().collect::<BTreeSet<_>>().into_iter().collect())
            })
            .await
        };
        self.names.get_or_try_init(load).await.cloned()
    }

    /// How many objects and relations of object-centric logs there are.
    ///
    /// # Errors
    /// None today; the signature leaves room for counts that must be read.
    #[expect(clippy::unused_async, reason = "the seam is asynchronous")]
    pub async fn objects(&self) -> Result<(u64, u64), LakeError> {
        Ok((self.state.contents(Table::Objects).rows(), self.state.contents(Table::Relations).rows()))
    }
}

/// Times of a column, absent where there is none.
pub(crate) fn times(column: &arrow::array::ArrayRef) -> impl Fn(usize) -> Option<Micros> + '_ {
    let times = column.as_primitive::<TimestampMicrosecondType>();
    move |at| times.is_valid(at).then(|| Micros(times.value(at)))
}
