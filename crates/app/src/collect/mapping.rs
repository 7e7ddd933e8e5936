//! Rows become events, voices and customers, or rejects.

use std::hash::BuildHasher;
use std::path::Path;
use std::sync::Arc;

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
use yeojido_domain::{
    Currency, Customer, Event, EventKey, FileFormat, Mapping, Micros, Money, Property, TraitValue, Traits, Voice,
    VoiceKey, Zone,
};

use super::CollectError;
use super::cells::{Cells, Fault};
use super::dates::{self, Asked, DateOrder, Dates};
use super::instant::{Clock, Habit};
use super::join::{self, Joined};
use super::key::Keys;
use super::plan::{CustomerPlan, EventPlan, Plan, Taken, VoicePlan};
use super::read::{Item, Limits, Record, Table};
use super::reject::{Reason, Reject};
use super::value;

/// What rows are read against.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Zone of times that name none, where the mapping names none either.
    pub zone: Zone,
    /// The moment of the import: what lies more than a day after it is rejected. An import that is taken up again must
    /// be given the same moment.
    pub now: Micros,
    /// How far files may unpack.
    pub limits: Limits,
}

/// What came of rows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Drafts {
    /// What customers did.
    pub events: Vec<Event>,
    /// What customers said.
    pub voices: Vec<Voice>,
    /// Who they are.
    pub customers: Vec<Customer>,
    /// What could not be read.
    pub rejects: Vec<Reject>,
    /// Rows read, those rejected included.
    pub rows: u64,
}

impl Drafts {
    /// Whether nothing came of anything.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.events.is_empty() && self.voices.is_empty() && self.customers.is_empty()
    }
}

/// A later event of a row that is earlier in time than the one before it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ClockFault {
    /// The event that should come first.
    pub from: String,
    /// The event that should come after it.
    pub to: String,
    /// In rows that have every event of the mapping.
    pub count: u64,
    /// In rows that lack some event of the mapping: what they describe is not finished, or not told to its end.
    pub unfinished: u64,
}

/// Applies a mapping to the rows of one file.
pub struct Mapper {
    plan: Arc<Plan>,
    columns: Vec<String>,
    own: usize,
    joins: Arc<[Joined]>,
    clock: Clock,
    habits: Vec<Habit>,
    orders: Vec<DateOrder>,
    source: String,
    keys: Keys,
    faults: Vec<[u64; 2]>,
    people: FxHashSet<u64>,
    objects: FxHashSet<u64>,
    relations: u64,
    beyond: u64,
    traits: Option<FxHashMap<u64, u64>>,
}

/// What the lake refuses: an amount of more than fourteen digits before the point, in ten-thousandths.
const AMOUNT_E4: f64 = 1e18;

impl Mapper {
    /// Looks up the mapping's columns, opens the files joined, and settles how dates are written.
    ///
    /// # Errors
    /// [`CollectError::Column`], [`CollectError::Mapping`], and those of the files joined.
    pub fn new(table: &Table, mapping: &Mapping, settings: &Settings) -> Result<Self, CollectError> {
        let mut columns = table.columns().to_vec();
        let own = columns.len();
        let joins = join::open(table.path(), &mapping.join, &mut columns, &settings.limits)?;
        let plan = Plan::new(mapping, &columns, table.path())?;
        let dates = Dates::parse(mapping.file.dates.as_deref())?;
        let zone = mapping.file.zone.as_ref().unwrap_or(&settings.zone);
        let mut mapper = Self {
            own,
            joins: joins.into(),
            clock: Clock::new(zone, settings.now, dates.any),
            habits: vec![dates.order.map_or(Habit::Mixed, Habit::One); columns.len()],
            orders: Vec::new(),
            source: mapping.source().to_owned(),
            keys: Keys::new(mapping.source(), table.columns()),
            faults: vec![[0, 0]; plan.events.len().saturating_sub(1)],
            people: FxHashSet::default(),
            objects: FxHashSet::default(),
            relations: 0,
            beyond: 0,
            // Beside events the same traits come with every row; said once they need not be stored again.
            traits: (!plan.events.is_empty() || !plan.voices.is_empty()).then(FxHashMap::default),
            plan: Arc::new(plan),
            columns,
        };
        if matches!(table.format(), FileFormat::Xes | FileFormat::Ocel) {
            mapper.keys.keep_ids_apart();
        }
        if table.format() == FileFormat::Jsonl {
            mapper.keys.take_any_columns();
        }
        mapper.settle(table, dates, zone)?;
        Ok(mapper)
    }

    /// From now on rows without an id are equal only to rows of the same source, not to those of any other file.
    pub const fn keep_apart(&mut self) {
        self.keys.keep_apart();
    }

    fn settle(&mut self, table: &Table, dates: Dates, zone: &Zone) -> Result<(), CollectError> {
        let times = self.plan.times();
        let asked = Asked { times: &times, own: self.own, joins: &self.joins, dates, zone };
        let settled = dates::settle(table, &self.clock, &asked)?;
        for (column, settled) in times.into_iter().zip(settled) {
            if let Some((habit, sure)) = settled {
                self.habits[column] = habit;
                let (column, read_as) = (self.columns[column].clone(), habit.as_str().to_owned());
                self.orders.push(DateOrder { column, read_as, sure });
            }
        }
        Ok(())
    }

    /// Before the first row: what finds no room in memory lies in this folder.
    pub fn spill_into(&mut self, folder: &Path) {
        self.keys.spill_into(folder);
    }

    /// Maps one row, or the fault that stands in its place.
    ///
    /// # Errors
    /// [`CollectError::Lake`] when rows that came before could not be remembered; what came of the row is worth nothing.
    pub fn item(&mut self, item: Item<'_>, out: &mut Drafts) -> Result<(), CollectError> {
        out.rows += 1;
        match item {
            Item::Fault(reject) => out.rejects.push(reject),
            Item::Row(record) => {
                let large = record.oversized().map(|column| (column, Reason::CellTooLarge));
                match large.or_else(|| record.not_text().map(|column| (column, Reason::NotText))) {
                    Some((column, reason)) => {
                        let name = self.columns.get(column).map(String::as_str).unwrap_or_default();
                        let value = record.cell(column).unwrap_or_default();
                        out.rejects.push(Reject::new(record.number, name, value, reason).on(record.sheet.as_ref()));
                    }
                    None => self.row(record, out),
                }
            }
        }
        Ok(self.keys.check()?)
    }

    fn row(&mut self, record: &Record, out: &mut Drafts) {
        self.keys.next_row();
        self.beyond += record.beyond.len() as u64;
        let (joins, plan) = (Arc::clone(&self.joins), Arc::clone(&self.plan));
        let cells = Cells::new(record, self.own, &joins);
        let mut times = Vec::with_capacity(plan.events.len());
        for (i, event) in plan.events.iter().enumerate() {
            let made = self.event(&plan, event, i, &cells);
            times.push(made.as_ref().ok().and_then(Option::as_ref).map(|event| event.time));
            match made {
                Ok(Some(event)) => out.events.push(event),
                Ok(None) => {}
                Err(fault) => out.rejects.push(self.reject(&cells, fault)),
            }
        }
        self.count_faults(&times);
        for (i, voice) in plan.voices.iter().enumerate() {
            match self.voice(voice, i, &cells) {
                Ok(Some((voice, fault))) => {
                    out.voices.push(voice);
                    out.rejects.extend(fault.map(|fault| self.reject(&cells, fault)));
                }
                Ok(None) => {}
                Err(fault) => out.rejects.push(self.reject(&cells, fault)),
            }
        }
        for customer in &plan.customers {
            match self.customer(customer, &cells) {
                Ok(Some(customer)) => out.customers.push(customer),
                Ok(None) => {}
                Err(fault) => out.rejects.push(self.reject(&cells, fault)),
            }
        }
    }

    fn reject(&self, cells: &Cells<'_>, (column, reason): Fault) -> Reject {
        let name = column.and_then(|column| self.columns.get(column)).map_or("customer", String::as_str);
        let value = column.and_then(|c| cells.get(c)).unwrap_or_default();
        Reject::new(cells.record.number, name, value, reason).on(cells.record.sheet.as_ref())
    }

    fn count_faults(&mut self, times: &[Option<Micros>]) {
        let finished = times.iter().all(Option::is_some);
        for (fault, pair) in self.faults.iter_mut().zip(times.windows(2)) {
            if let [Some(before), Some(after)] = pair
                && after < before
            {
                fault[usize::from(!finished)] += 1;
            }
        }
    }

    fn time(&self, cells: &Cells<'_>, column: usize) -> Result<Option<Micros>, Fault> {
        let Some(text) = cells.get(column) else { return Ok(None) };
        let habit = self.habits.get(column).copied().unwrap_or(Habit::Mixed);
        self.clock.read(text, habit).map(Some).map_err(|reason| (Some(column), reason))
    }

    fn key(&mut self, cells: &Cells<'_>, id: Option<(usize, &str)>, time: Micros, definition: u64) -> u128 {
        match id {
            Some((column, id)) => {
                let name = self.columns.get(column).map(String::as_str).unwrap_or_default();
                self.keys.by_id(name, id, time, definition)
            }
            None => self.keys.by_row(cells.record, definition),
        }
    }

    fn met(&mut self, kind: u8, id: &str) {
        self.people.insert(FxBuildHasher.hash_one((kind, id)));
    }

    fn event(
        &mut self,
        plan: &Plan,
        event: &EventPlan,
        index: usize,
        cells: &Cells<'_>,
    ) -> Result<Option<Event>, Fault> {
        let time = match self.time(cells, event.time)? {
            Some(time) => time,
            None if event.skip_if_empty => return Ok(None),
            None => return Err((Some(event.time), Reason::TimeMissing)),
        };
        let name = match &event.name {
            Taken::Fixed(name) => name.as_str(),
            Taken::Column(column) => cells.get(*column).ok_or((Some(*column), Reason::EventMissing))?,
        };
        let (customer, anonymous) = (cells.id(event.customer), cells.id(event.anonymous));
        if customer.is_none() && anonymous.is_none() {
            let columns = [event.customer, event.anonymous];
            let junk = columns.into_iter().flatten().find(|&column| cells.get(column).is_some());
            let reason = if junk.is_some() { Reason::CustomerJunk } else { Reason::CustomerMissing };
            return Err((junk.or(event.customer).or(event.anonymous), reason));
        }
        cells.whole(&[event.customer, event.anonymous, event.event_id, event.order, event.session])?;
        let amount = self.amount(plan, event, cells)?;
        let quantity = cells.once(event.quantity)?;
        let id = cells.id(event.event_id);
        let key = self.key(cells, event.event_id.zip(id), time, event.definition);
        if let Some(id) = customer {
            self.met(b'c', id);
        } else if let Some(id) = anonymous {
            self.met(b'a', id);
        }
        for object in &cells.record.objects {
            self.objects.insert(FxBuildHasher.hash_one((&object.kind, &object.id)));
        }
        self.relations += cells.record.objects.len() as u64;
        let own = |text: Option<&str>| text.map(str::to_owned);
        Ok(Some(Event {
            key: EventKey(key),
            event_id: own(id),
            customer: own(customer),
            anonymous: own(anonymous),
            event: name.to_owned(),
            time,
            seq: seq(cells.record.before + cells.record.number, index),
            channel: own(cells.from(event.channel.as_ref())),
            source: self.source.clone(),
            session: own(cells.id(event.session)),
            order: own(cells.id(event.order)),
            product: own(cells.at(event.product)),
            category: own(cells.at(event.category)),
            quantity,
            amount,
            campaign: own(cells.at(event.campaign)),
            url: own(cells.at(event.url)),
            properties: cells.properties(&event.properties),
            objects: cells.record.objects.clone(),
        }))
    }

    fn amount(&self, plan: &Plan, event: &EventPlan, cells: &Cells<'_>) -> Result<Option<Money>, Fault> {
        let Some(units) = cells.once(event.amount)? else { return Ok(None) };
        let told = match (&event.currency, cells.from(event.currency.as_ref())) {
            (Some(from), Some(text)) => {
                let column = if let Taken::Column(column) = from { Some(*column) } else { None };
                Some(text.parse().map_err(|_| (column, Reason::CurrencyUnreadable))?)
            }
            _ => plan.currency,
        };
        let mark = cells.at(event.amount).and_then(value::money_mark);
        let currency = match (told, mark) {
            (Some(told), Some(mark)) if !value::marks_currency(mark, told) => {
                return Err((event.amount, Reason::CurrencyDiffers));
            }
            (Some(told), _) => told,
            (None, mark) => mark.and_then(value::currency_of).unwrap_or(Currency::KRW),
        };
        let e4 = (units * 10_000.0).round();
        if e4.abs() >= AMOUNT_E4 {
            return Err((event.amount, Reason::NumberUnreadable));
        }
        #[expect(clippy::cast_possible_truncation, reason = "checked against the range before")]
        Ok(Some(Money { e4: e4 as i64, currency }))
    }

    /// A voice, and the fault of its score when only that could not be read.
    fn voice(
        &mut self,
        voice: &VoicePlan,
        index: usize,
        cells: &Cells<'_>,
    ) -> Result<Option<(Voice, Option<Fault>)>, Fault> {
        let (text, given) = (cells.at(voice.text), cells.value(voice.score));
        if text.is_none() && given.is_none() {
            return if voice.skip_if_empty { Ok(None) } else { Err((voice.text.or(voice.score), Reason::VoiceEmpty)) };
        }
        let time = match self.time(cells, voice.time)? {
            Some(time) => time,
            None if voice.skip_if_empty => return Ok(None),
            None => return Err((Some(voice.time), Reason::TimeMissing)),
        };
        let (score, fault) = match given.map(|given| voice.rating(given)) {
            None => (None, None),
            Some(Ok(score)) => (Some(score), None),
            // What was said stands without its score; the score alone is listed as a fault.
            Some(Err(fault)) if text.is_some() => (None, Some(fault)),
            Some(Err(fault)) => return Err(fault),
        };
        cells.whole(&[voice.customer, voice.voice_id, voice.order, voice.event_id])?;
        let id = cells.id(voice.voice_id);
        let key = self.key(cells, voice.voice_id.zip(id), time, voice.definition);
        let customer = cells.id(voice.customer);
        if let Some(customer) = customer {
            self.met(b'c', customer);
        }
        let own = |text: Option<&str>| text.map(str::to_owned);
        let voice = Voice {
            key: VoiceKey(key),
            voice_id: own(id),
            customer: own(customer),
            time,
            seq: seq(cells.record.before + cells.record.number, index),
            source: voice.source,
            channel: own(cells.from(voice.channel.as_ref())),
            text: own(text),
            score,
            scale: voice.scale,
            order: own(cells.id(voice.order)),
            event_id: own(cells.id(voice.event_id)),
            survey: own(cells.from(voice.survey.as_ref())),
            question: own(cells.from(voice.question.as_ref())),
            product: own(cells.at(voice.product)),
            author_role: voice.author_role,
            language: own(cells.at(voice.language)),
            properties: cells.properties(&voice.properties),
        };
        Ok(Some((voice, fault)))
    }

    fn customer(&mut self, plan: &CustomerPlan, cells: &Cells<'_>) -> Result<Option<Customer>, Fault> {
        let Some(id) = cells.id(Some(plan.customer)) else {
            // Beside events, a row without a customer has been rejected already, or is an anonymous visitor's.
            return match cells.get(plan.customer) {
                _ if self.traits.is_some() => Ok(None),
                Some(_) => Err((Some(plan.customer), Reason::CustomerJunk)),
                None => Err((Some(plan.customer), Reason::CustomerMissing)),
            };
        };
        // Beside events a row with a rounded id has been rejected already.
        match cells.whole(&[Some(plan.customer)]) {
            Err(_) if self.traits.is_some() => return Ok(None),
            other => other?,
        }
        let since = plan.time.map(|column| self.time(cells, column)).transpose()?.flatten();
        let mut traits = Traits::new();
        for (name, column, direct) in &plan.traits {
            if let Some(text) = cells.get(*column) {
                let value = if *direct { Property::Text(text.to_owned()) } else { value::property(text) };
                traits.insert(name.clone(), TraitValue { value, since, direct: *direct });
            }
        }
        if let Some(known) = &mut self.traits {
            let texts: Vec<Option<&str>> = plan.traits.iter().map(|(_, column, _)| cells.get(*column)).collect();
            let hash = FxBuildHasher.hash_one((&texts, since.map(|at| at.0)));
            if known.insert(FxBuildHasher.hash_one(id), hash) == Some(hash) || traits.is_empty() {
                return Ok(None);
            }
        }
        self.met(b'c', id);
        Ok(Some(Customer { customer: id.to_owned(), traits }))
    }

    /// Later events of a row that are earlier in time, by pair of consecutive events of the mapping.
    #[must_use]
    pub fn clock_faults(&self) -> Vec<ClockFault> {
        let name = |i: usize| match &self.plan.events[i].name {
            Taken::Fixed(name) => name.clone(),
            Taken::Column(column) => self.columns[*column].clone(),
        };
        let faults = self.faults.iter().enumerate().filter(|(_, fault)| **fault != [0, 0]);
        faults
            .map(|(i, fault)| ClockFault { from: name(i), to: name(i + 1), count: fault[0], unfinished: fault[1] })
            .collect()
    }

    /// Distinct customers and visitors met so far.
    #[must_use]
    pub fn people(&self) -> u64 {
        self.people.len() as u64
    }

    /// Distinct objects met so far, and relations between events and objects.
    #[must_use]
    pub fn objects(&self) -> (u64, u64) {
        (self.objects.len() as u64, self.relations)
    }

    /// In which order the dates of columns are read, where they are three short numbers.
    #[must_use]
    pub fn date_orders(&self) -> &[DateOrder] {
        &self.orders
    }

    /// Values met so far under names for which there is no column any more.
    #[must_use]
    pub const fn left_out(&self) -> u64 {
        self.beyond
    }

    /// The source of everything that it maps.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }
}

/// Grows with the row, and within it with the place in the mapping.
fn seq(row: u64, index: usize) -> i64 {
    i64::try_from(row)
        .unwrap_or(i64::MAX >> 8)
        .saturating_mul(256)
        .saturating_add(i64::try_from(index.min(255)).unwrap_or(255))
}
