//! One batch into the tables: checked, told from what is stored, cut and sorted, written, committed, made visible.

use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;

use serde_json::json;
use yeojido_domain::{Event, Micros, ObjectRef, PersonId, VoiceKey};

use crate::bindings::Bindings;
use crate::encode::{self, Line, TraitLine};
use crate::known::{Known, binding_key, object_key, trait_key};
use crate::log::{self, Change, Contents};
use crate::manifest::Manifest;
use crate::person::{Hasher, NewIdentifier, Resolver};
use crate::table::{BUCKETS, Table, bucket_of, voice_bucket};
use crate::write::{Task, Written, write_all};
use crate::{Appended, Batch, Decision, Identity, LakeError, StatementRow, Tally, Txn, compact, json, statements};

/// 0001-01-01 and 10000-01-01: what a timestamp of Parquet's readers can hold.
const FIRST_TIME: i64 = -62_135_596_800_000_000;
const TIME_END: i64 = 253_402_300_800_000_000;

/// Ten to the eighteenth: the first amount that eighteen digits cannot hold.
const AMOUNT_END: i64 = 1_000_000_000_000_000_000;

/// The tables at one version of the lake.
#[derive(Debug, Clone)]
pub(crate) struct State {
    pub(crate) manifest: Manifest,
    pub(crate) tables: BTreeMap<Table, Arc<Contents>>,
}

impl State {
    pub(crate) fn contents(&self, table: Table) -> Arc<Contents> {
        self.tables.get(&table).cloned().unwrap_or_default()
    }
}

/// Who writes: one at a time.
#[derive(Debug)]
pub(crate) struct Writer {
    pub(crate) root: PathBuf,
    pub(crate) hasher: Hasher,
    pub(crate) state: State,
    pub(crate) known: Known,
    /// Newest version applied, by application, as far as it was asked for.
    pub(crate) applied: BTreeMap<String, Option<i64>>,
    /// An append stopped half-way: the tables must be reconciled before the next.
    pub(crate) stale: bool,
    /// Where a test cuts an append off: after this table's commit.
    #[cfg(test)]
    pub(crate) stop_after: Option<Table>,
}

/// Whose rows they are, found before anything is sorted.
#[derive(Debug, Default)]
struct Persons {
    events: Vec<i64>,
    voices: Vec<Option<i64>>,
    customers: Vec<i64>,
    /// A customer who was not known before.
    fresh: Vec<bool>,
    /// Anonymous visitor and customer.
    pairs: Vec<(i64, i64)>,
    /// The same, as people decided; a visitor that is nobody but itself is its own customer.
    decided: Vec<(i64, i64)>,
    identifiers: Vec<NewIdentifier>,
}

/// What of a batch is new, sorted for the tables.
#[derive(Debug, Default)]
struct Plan<'a> {
    events: Vec<Vec<Line<i64>>>,
    voices: Vec<Vec<Line<Option<i64>>>>,
    texts: Vec<(u128, &'a str)>,
    traits: Vec<TraitLine>,
    direct: Vec<TraitLine>,
    bindings: Vec<(i64, i64, i64)>,
    objects: Vec<(&'a str, &'a str)>,
    relations: Vec<(u128, &'a ObjectRef)>,
    identifiers: Vec<NewIdentifier>,
    appended: Appended,
}

fn row_error(table: &'static str, row: usize, field: &'static str, why: impl Into<String>) -> LakeError {
    LakeError::Row { table, row, field, why: why.into() }
}

fn check_time(table: &'static str, row: usize, field: &'static str, time: Micros) -> Result<(), LakeError> {
    if (FIRST_TIME..TIME_END).contains(&time.0) {
        return Ok(());
    }
    Err(row_error(table, row, field, format!("{} µs is outside the years 1 to 9999", time.0)))
}

fn check(batch: &Batch) -> Result<(), LakeError> {
    for (row, event) in batch.events.iter().enumerate() {
        check_time("events", row, "time", event.time)?;
        if event.customer.is_none() && event.anonymous.is_none() {
            return Err(row_error("events", row, "customer", "neither a customer nor an anonymous visitor is given"));
        }
        if event.amount.is_some_and(|money| !(1 - AMOUNT_END..AMOUNT_END).contains(&money.e4)) {
            return Err(row_error("events", row, "amount", "has more than fourteen digits before the point"));
        }
    }
    for (row, voice) in batch.voices.iter().enumerate() {
        check_time("voices", row, "time", voice.time)?;
    }
    for (row, customer) in batch.customers.iter().enumerate() {
        for since in customer.traits.values().filter_map(|t| t.since) {
            check_time("customers", row, "since", since)?;
        }
    }
    Ok(())
}

impl Writer {
    /// Stores what is new of a batch. After an error other than [`LakeError::Row`] the writer is stale.
    pub(crate) fn apply(&mut self, batch: &Batch, txn: Option<&Txn>) -> Result<Appended, LakeError> {
        check(batch)?;
        self.stale = true;
        let appended = self.store(batch, txn)?;
        self.stale = false;
        if let Some(txn) = txn {
            self.applied.insert(txn.app.clone(), Some(txn.version));
        }
        Ok(appended)
    }

    fn store(&mut self, batch: &Batch, txn: Option<&Txn>) -> Result<Appended, LakeError> {
        let version = self.state.manifest.version + 1;
        let mut plan = self.plan(batch, version)?;
        let tasks = plan.tasks(batch);
        if tasks.is_empty() && txn.is_none() {
            drop(tasks);
            plan.appended.version = version - 1;
            return Ok(plan.appended);
        }
        let written = write_all(&self.root, version, &tasks)?;
        drop(tasks);
        plan.appended.version = version;
        self.commit(written, txn, plan.appended)?;
        Ok(plan.appended)
    }

    /// Merges small files of events; how many went into others.
    pub(crate) fn compact(&mut self, least: usize) -> Result<usize, LakeError> {
        let (version, before) = (self.state.manifest.version + 1, self.state.contents(Table::Events));
        let (written, removes) = compact::merge(&self.root, &before, version, least)?;
        if removes.is_empty() {
            return Ok(0);
        }
        self.stale = true;
        let replaced = removes.len();
        let note = json!({"lake": version, "rearranged": replaced});
        let mut contents = before.as_ref().clone();
        let adds = written.into_iter().map(|(_, file, stats)| (file, stats)).collect();
        let change = Change { adds, removes, rearranges: true, note: Some(&note), ..Change::default() };
        log::commit(&self.root, Table::Events, &mut contents, change)?;
        let mut tables = self.state.tables.clone();
        tables.insert(Table::Events, Arc::new(contents));
        #[cfg(test)]
        if self.stop_after == Some(Table::Events) {
            return Err(LakeError::damaged(&self.root, "stopped by a test"));
        }
        let manifest = Manifest::new(version, tables.iter().map(|(&table, c)| (table, c.version)));
        manifest.write(&self.root)?;
        self.state = State { manifest, tables };
        self.stale = false;
        Ok(replaced)
    }

    /// Stores all statements of some voices, in the place of those that they had. Where they had some, all statements are
    /// written anew, so that nobody who reads the table ever finds a voice twice.
    pub(crate) fn put_statements(&mut self, mut rows: Vec<StatementRow>) -> Result<(), LakeError> {
        let (version, before) = (self.state.manifest.version + 1, self.state.contents(Table::Statements));
        let put = rows.len();
        let voices: HashSet<VoiceKey> = rows.iter().map(|row| row.voice).collect();
        let known = statements::read(&self.root, &before)?;
        let replaces = known.rows().iter().any(|row| voices.contains(&row.voice));
        if replaces {
            rows.extend(known.rows().iter().filter(|row| !voices.contains(&row.voice)).cloned());
        }
        let columns = Box::new(|| statements::columns(&rows));
        let written = write_all(&self.root, version, &[Task { table: Table::Statements, bucket: None, columns }])?;
        self.stale = true;
        let removes = if replaces { before.files.clone() } else { Vec::new() };
        let adds = written.into_iter().map(|(_, file, stats)| (file, stats)).collect();
        let note = json!({"lake": version, "statements": put});
        let mut contents = before.as_ref().clone();
        log::commit(
            &self.root,
            Table::Statements,
            &mut contents,
            Change { adds, removes, note: Some(&note), ..Change::default() },
        )?;
        #[cfg(test)]
        if self.stop_after == Some(Table::Statements) {
            return Err(LakeError::damaged(&self.root, "stopped by a test"));
        }
        let mut tables = self.state.tables.clone();
        tables.insert(Table::Statements, Arc::new(contents));
        let manifest = Manifest::new(version, tables.iter().map(|(&table, c)| (table, c.version)));
        manifest.write(&self.root)?;
        self.state = State { manifest, tables };
        self.stale = false;
        Ok(())
    }

    fn commit(&mut self, written: Vec<Written>, txn: Option<&Txn>, appended: Appended) -> Result<(), LakeError> {
        let mut by_table: BTreeMap<Table, Vec<_>> = BTreeMap::new();
        for (table, file, stats) in written {
            by_table.entry(table).or_default().push((file, stats));
        }
        let note = json!({"lake": appended.version, "appended": appended});
        let mut tables = self.state.tables.clone();
        for table in Table::APPENDED {
            let adds = by_table.remove(&table).unwrap_or_default();
            // Events have every transaction, so that one look tells whether it was applied.
            if adds.is_empty() && !(table == Table::Events && txn.is_some()) {
                continue;
            }
            let mut contents = self.state.contents(table).as_ref().clone();
            let txns = txn.cloned().into_iter().collect();
            log::commit(
                &self.root,
                table,
                &mut contents,
                Change { adds, txns, note: Some(&note), ..Change::default() },
            )?;
            #[cfg(test)]
            if self.stop_after == Some(table) {
                return Err(LakeError::damaged(&self.root, "stopped by a test"));
            }
            tables.insert(table, Arc::new(contents));
        }
        let mut manifest = Manifest::new(appended.version, tables.iter().map(|(&table, c)| (table, c.version)));
        manifest.txn = txn.cloned();
        manifest.appended = Some(appended);
        manifest.write(&self.root)?;
        self.state = State { manifest, tables };
        Ok(())
    }

    fn persons(&mut self, batch: &Batch) -> Result<Persons, LakeError> {
        let people = self.known.people(&self.root, &self.hasher, &self.state.contents(Table::Identifiers))?;
        let mut resolver = Resolver::new(&self.hasher, people);
        let mut persons = Persons::default();
        for (row, event) in batch.events.iter().enumerate() {
            let customer = event.customer.as_deref().map(|id| resolver.resolve(Identity::Customer(id))).transpose()?;
            let anonymous =
                event.anonymous.as_deref().map(|id| resolver.resolve(Identity::Anonymous(id))).transpose()?;
            if let (Some(customer), Some(anonymous)) = (customer, anonymous) {
                persons.pairs.push((anonymous.0, customer.0));
            }
            let owner =
                customer.or(anonymous).ok_or_else(|| row_error("events", row, "customer", "nobody is given"))?;
            persons.events.push(owner.0);
        }
        for voice in &batch.voices {
            let person = voice.customer.as_deref().map(|id| resolver.resolve(Identity::Customer(id))).transpose()?;
            persons.voices.push(person.map(|p| p.0));
        }
        for customer in &batch.customers {
            let before = resolver.new.len();
            let PersonId(person) = resolver.resolve(Identity::Customer(&customer.customer))?;
            persons.customers.push(person);
            persons.fresh.push(resolver.new.len() > before);
        }
        for decision in &batch.decisions {
            let (who, is) = match decision {
                Decision::Visitor { anonymous, customer } => (
                    resolver.resolve(Identity::Anonymous(anonymous))?,
                    customer.as_deref().map(|id| resolver.resolve(Identity::Customer(id))).transpose()?,
                ),
                Decision::Person { person, is } => (*person, *is),
            };
            persons.decided.push((who.0, is.unwrap_or(who).0));
        }
        persons.identifiers = resolver.new;
        Ok(persons)
    }

    fn plan<'a>(&mut self, batch: &'a Batch, version: u64) -> Result<Plan<'a>, LakeError> {
        let persons = self.persons(batch)?;
        let mut plan = Plan { events: vec![Vec::new(); BUCKETS], voices: vec![Vec::new(); BUCKETS], ..Plan::default() };
        self.plan_events(batch, &persons, &mut plan)?;
        self.plan_voices(batch, &persons, &mut plan)?;
        let first = i64::try_from(version << 32).unwrap_or(i64::MAX);
        self.plan_traits(batch, &persons, first, &mut plan)?;
        self.plan_bindings(&persons, first, &mut plan)?;
        plan.identifiers = persons.identifiers;
        plan.identifiers.sort_by_key(|line| line.person);
        Ok(plan)
    }

    fn take(&mut self, table: Table, keys: &[u128]) -> Result<Vec<bool>, LakeError> {
        let contents = self.state.contents(table);
        self.known.take(&self.root, table, &contents, keys)
    }

    fn plan_events<'a>(&mut self, batch: &'a Batch, persons: &Persons, plan: &mut Plan<'a>) -> Result<(), LakeError> {
        let keys: Vec<_> = batch.events.iter().map(|event| event.key.0).collect();
        let new = self.take(Table::Events, &keys)?;
        let mut touched: Vec<&Event> = Vec::new();
        for (at, event) in batch.events.iter().enumerate() {
            plan.appended.events.count(new[at]);
            if new[at] {
                let person = persons.events[at];
                plan.events[bucket_of(person)].push((person, event.time.0, event.seq, index(at)?));
                if !event.objects.is_empty() {
                    touched.push(event);
                }
            }
        }
        plan.events.iter_mut().for_each(|lines| lines.sort_unstable());
        for event in touched {
            let first = plan.relations.len();
            for object in &event.objects {
                if !plan.relations[first..].iter().any(|(_, known)| *known == object) {
                    plan.relations.push((event.key.0, object));
                }
            }
        }
        plan.relations.sort_unstable();
        let keys: Vec<_> = plan.relations.iter().map(|(_, object)| object_key(&object.kind, &object.id)).collect();
        let new = self.take(Table::Objects, &keys)?;
        let objects = plan.relations.iter().zip(new).filter(|(_, new)| *new);
        plan.objects = objects.map(|((_, object), _)| (object.kind.as_str(), object.id.as_str())).collect();
        plan.objects.sort_unstable();
        plan.appended.objects = plan.objects.len() as u64;
        plan.appended.relations = plan.relations.len() as u64;
        Ok(())
    }

    fn plan_voices<'a>(&mut self, batch: &'a Batch, persons: &Persons, plan: &mut Plan<'a>) -> Result<(), LakeError> {
        let keys: Vec<_> = batch.voices.iter().map(|voice| voice.key.0).collect();
        let new = self.take(Table::Voices, &keys)?;
        for (at, voice) in batch.voices.iter().enumerate() {
            plan.appended.voices.count(new[at]);
            if new[at] {
                let person = persons.voices[at];
                let bucket = voice_bucket(person, voice.key.0);
                plan.voices[bucket].push((person, voice.time.0, voice.seq, index(at)?));
                plan.texts.extend(encode::words(voice).map(|text| (voice.key.0, text)));
            }
        }
        plan.voices.iter_mut().for_each(|lines| lines.sort_unstable());
        plan.texts.sort_unstable_by_key(|(key, _)| *key);
        Ok(())
    }

    fn plan_traits<'a>(
        &mut self,
        batch: &'a Batch,
        persons: &Persons,
        first: i64,
        plan: &mut Plan<'a>,
    ) -> Result<(), LakeError> {
        let mut lines: [Vec<(usize, TraitLine)>; 2] = [Vec::new(), Vec::new()];
        let mut seq = first;
        for (at, customer) in batch.customers.iter().enumerate() {
            for (name, said) in &customer.traits {
                let mut value = String::new();
                json::push(&mut value, &said.value);
                let line =
                    TraitLine { person: persons.customers[at], name: name.clone(), value, since: said.since, seq };
                lines[usize::from(said.direct)].push((at, line));
                seq += 1;
            }
        }
        let mut stored = persons.fresh.clone();
        let [open, direct] = lines;
        for (table, lines, kept) in
            [(Table::Customers, open, &mut plan.traits), (Table::DirectTraits, direct, &mut plan.direct)]
        {
            let keys: Vec<_> = lines.iter().map(|(_, l)| trait_key(l.person, &l.name, &l.value, l.since)).collect();
            let new = self.take(table, &keys)?;
            for ((at, line), new) in lines.into_iter().zip(new) {
                if new {
                    stored[at] = true;
                    kept.push(line);
                }
            }
            kept.sort_unstable_by(|a, b| (a.person, &a.name, a.seq).cmp(&(b.person, &b.name, b.seq)));
        }
        let mut tally = Tally::default();
        stored.into_iter().for_each(|new| tally.count(new));
        plan.appended.customers = tally;
        Ok(())
    }

    fn plan_bindings(&mut self, persons: &Persons, first: i64, plan: &mut Plan<'_>) -> Result<(), LakeError> {
        let key = |&(anonymous, customer): &(i64, i64)| binding_key(anonymous, customer);
        let new = self.take(Table::Bindings, &persons.pairs.iter().map(key).collect::<Vec<_>>())?;
        let mut pairs: Vec<_> =
            persons.pairs.iter().copied().zip(new).filter_map(|(pair, new)| new.then_some(pair)).collect();
        if !persons.decided.is_empty() {
            // Events that say the same later are no news.
            self.take(Table::Bindings, &persons.decided.iter().map(key).collect::<Vec<_>>())?;
            let mut bound = Bindings::read(&self.root, &self.state.contents(Table::Bindings))?;
            pairs.iter().for_each(|&pair| bound.note(pair));
            for (row, &pair) in persons.decided.iter().enumerate() {
                if pair.0 != pair.1 && bound.of(pair.1) == pair.0 {
                    return Err(row_error("bindings", row, "customer", "whoever they are to be is they themselves"));
                }
                if bound.said(pair.0) != pair.1 {
                    bound.note(pair);
                    pairs.push(pair);
                }
            }
        }
        plan.bindings =
            pairs.into_iter().zip(first..).map(|((anonymous, customer), seq)| (anonymous, customer, seq)).collect();
        plan.bindings.sort_unstable();
        Ok(())
    }
}

fn index(at: usize) -> Result<u32, LakeError> {
    u32::try_from(at).map_err(|_| LakeError::TooMany(at as u64))
}

impl Plan<'_> {
    /// The files to write, the largest first.
    fn tasks<'s>(&'s self, batch: &'s Batch) -> Vec<Task<'s>> {
        let mut tasks: Vec<Task<'s>> = Vec::new();
        for (bucket, lines) in self.events.iter().enumerate().filter(|(_, lines)| !lines.is_empty()) {
            let columns = Box::new(move || encode::events(&batch.events, lines));
            tasks.push(Task { table: Table::Events, bucket: Some(bucket), columns });
        }
        for (bucket, lines) in self.voices.iter().enumerate().filter(|(_, lines)| !lines.is_empty()) {
            let columns = Box::new(move || encode::voices(&batch.voices, &batch.source, lines));
            tasks.push(Task { table: Table::Voices, bucket: Some(bucket), columns });
        }
        let mut whole = |table, some: bool, columns| {
            if some {
                tasks.push(Task { table, bucket: None, columns });
            }
        };
        whole(Table::Texts, !self.texts.is_empty(), Box::new(|| encode::verbatim(&self.texts)));
        whole(Table::Customers, !self.traits.is_empty(), Box::new(|| encode::traits(Table::Customers, &self.traits)));
        whole(
            Table::DirectTraits,
            !self.direct.is_empty(),
            Box::new(|| encode::traits(Table::DirectTraits, &self.direct)),
        );
        whole(Table::Identifiers, !self.identifiers.is_empty(), Box::new(|| encode::identifiers(&self.identifiers)));
        whole(Table::Bindings, !self.bindings.is_empty(), Box::new(|| encode::bindings(&self.bindings)));
        whole(Table::Objects, !self.objects.is_empty(), Box::new(|| encode::objects(&self.objects)));
        whole(Table::Relations, !self.relations.is_empty(), Box::new(|| encode::relations(&self.relations)));
        tasks
    }
}
