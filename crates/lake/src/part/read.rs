//! One part into columns: its row groups decoded, the rows of several files merged.

use std::fs::File;
use std::sync::Arc;

use parquet::file::metadata::RowGroupMetaData;
use yeojido_domain::{Micros, PersonId};
use yeojido_journey::{Coded, Events, NONE};

use super::aside::Aside;
use super::dictionary::position;
use super::{Column, Joined, Parts, Slice};
use crate::LakeError;
use crate::column::{self, From, Piece};
use crate::decode::{self, Buffer, Runs};
use crate::read::{self, Codes, Texts};

/// Decoded row groups, one slice after another.
#[derive(Debug, Default)]
pub(super) struct Rows {
    /// By slice its persons, and how many rows come before it.
    runs: Vec<(Runs, usize)>,
    pub(super) time: Vec<i64>,
    pub(super) seq: Vec<i64>,
    pub(super) name: Vec<u32>,
    pub(super) columns: Vec<Coded>,
    scratch: Vec<i64>,
    buffer: Buffer,
    /// Codes of the part before: fresh memory for every column of every part costs as much as decoding.
    spare: Vec<Vec<u32>>,
}

/// Reads parts one after another into the same memory: one a thread.
#[derive(Debug)]
pub struct Reader<'p> {
    pub(super) parts: &'p Parts,
    pub(super) events: Events,
    pub(super) rows: Rows,
    order: Vec<u32>,
    aside: Aside,
}

impl Parts {
    /// Reads parts, one after another.
    #[must_use]
    pub fn reader(&self) -> Reader<'_> {
        Reader {
            parts: self,
            events: self.frame.clone(),
            rows: Rows::default(),
            order: Vec::new(),
            aside: Aside::new(self.columns.len()),
        }
    }

    /// Persons that are left out of the parts, from what was put aside while every part was read.
    ///
    /// # Errors
    /// When they have 2³² rows or more.
    pub fn rest(&self, asides: Vec<Aside>) -> Result<Events, LakeError> {
        aside_to_events(self, asides)
    }

    /// The same without reading the parts for anything else.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn read_rest(&self) -> Result<Events, LakeError> {
        let mut reader = self.reader();
        if self.has_rest() {
            (0..self.len()).try_for_each(|at| reader.read(at).map(|_| ()))?;
        }
        self.rest(vec![reader.into_aside()])
    }

    fn decode(&self, stretch: &Joined, rows: &mut Rows) -> Result<(), LakeError> {
        let ordered = stretch.slices.len() > 1 || self.has_rest();
        rows.runs.resize_with(stretch.slices.len(), Default::default);
        rows.time.clear();
        rows.seq.clear();
        rows.name.clear();
        for (at, slice) in stretch.slices.iter().enumerate() {
            let mut runs = std::mem::take(&mut rows.runs[at]);
            runs.0.clear();
            runs.1 = rows.name.len();
            self.decode_slice(slice, rows, &mut runs.0, ordered)?;
            rows.runs[at] = runs;
        }
        rows.columns =
            self.columns.iter().map(|column| self.column(stretch, column, rows)).collect::<Result<_, _>>()?;
        Ok(())
    }

    fn decode_slice(&self, slice: &Slice, rows: &mut Rows, runs: &mut Runs, ordered: bool) -> Result<(), LakeError> {
        let footer = &self.footers.files[slice.file];
        let mut opened = File::open(&footer.path).map_err(LakeError::io(&footer.path))?;
        for at in slice.groups.clone() {
            let group = footer.meta.row_group(at);
            let buffer = &mut rows.buffer;
            let mut pages = |name: &str| -> Result<decode::Pages, LakeError> {
                let missing = || LakeError::damaged(&footer.path, format!("has no column {name}"));
                let column = position(group, name).ok_or_else(missing)?;
                decode::pages(&mut opened, group, column, buffer).map_err(LakeError::parquet(&footer.path))
            };
            let fail = LakeError::parquet;
            decode::persons(pages("person")?, runs, &mut rows.scratch).map_err(fail(&footer.path))?;
            // Rows of several files are put in order by their times, whoever asks.
            if ordered || !self.untimed {
                decode::longs(pages("time")?, &mut rows.time).map_err(fail(&footer.path))?;
            }
            if ordered {
                decode::longs(pages("seq")?, &mut rows.seq).map_err(fail(&footer.path))?;
            }
            match &footer.names[at] {
                Some(table) => {
                    decode::codes(pages("event")?, false, table, &mut rows.name).map_err(fail(&footer.path))?;
                }
                None => self.spelled(slice.file, at, &mut rows.name)?,
            }
            self.whole(slice.file, group, rows, runs)?;
        }
        Ok(())
    }

    /// Every column has as many rows as the footer says.
    fn whole(&self, file: usize, group: &RowGroupMetaData, rows: &Rows, runs: &Runs) -> Result<(), LakeError> {
        let all = rows.name.len();
        let same = |longs: &[i64]| longs.is_empty() || longs.len() == all;
        if same(&rows.time)
            && same(&rows.seq)
            && (self.untimed || rows.time.len() == all)
            && all >= runs.rows()
            && runs.rows() as i64 >= group.num_rows()
        {
            return Ok(());
        }
        Err(LakeError::damaged(&self.footers.files[file].path, "has columns of different lengths"))
    }

    /// Names of a row group that stand there as texts.
    fn spelled(&self, file: usize, group: usize, out: &mut Vec<u32>) -> Result<(), LakeError> {
        let footer = &self.footers.files[file];
        for batch in read::groups(&footer.path, &footer.meta, group..group + 1, &["event"], Texts::Coded)? {
            let codes = Codes::of(read::column(&batch, "event")?);
            let known = |name: &str| self.footers.codes.get(name).copied().unwrap_or(NONE);
            let table: Vec<u32> = codes.values.iter().map(|name| name.map_or(NONE, known)).collect();
            out.extend((0..batch.num_rows()).map(|row| codes.code(row).map_or(NONE, |code| table[code])));
        }
        Ok(())
    }

    /// A further column of a stretch by the codes of its dictionaries alone, if it has them.
    fn coded(&self, stretch: &Joined, column: &Column, rows: &mut Rows) -> Result<Option<Coded>, LakeError> {
        let [From::Text(name)] = column.from else { return Ok(None) };
        let mut out = Coded { codes: rows.spare.pop().unwrap_or_default(), values: Vec::new() };
        out.codes.clear();
        for slice in &stretch.slices {
            let footer = &self.footers.files[slice.file];
            let mut opened = File::open(&footer.path).map_err(LakeError::io(&footer.path))?;
            for at in slice.groups.clone() {
                let table = column.tables.get(slice.file).and_then(|groups| groups[at].as_ref());
                let (Some(table), group) = (table, footer.meta.row_group(at)) else { return Ok(None) };
                let Some(place) = position(group, name) else { return Ok(None) };
                let optional = group.column(place).column_descr().max_def_level() > 0;
                let pages = decode::pages(&mut opened, group, place, &mut rows.buffer);
                let pages = pages.map_err(LakeError::parquet(&footer.path))?;
                decode::codes(pages, optional, table, &mut out.codes).map_err(LakeError::parquet(&footer.path))?;
            }
        }
        Ok(Some(out))
    }

    /// A further column of a stretch, in the order of its slices.
    fn column(&self, stretch: &Joined, column: &Column, rows: &mut Rows) -> Result<Coded, LakeError> {
        if let Some(coded) = self.coded(stretch, column, rows)? {
            return Ok(coded);
        }
        let names: Vec<&str> = column::stored_in(&column.from).collect();
        let mut pieces: Vec<Vec<Piece>> = Vec::new();
        let mut count = 0;
        for slice in &stretch.slices {
            let footer = &self.footers.files[slice.file];
            for batch in read::groups(&footer.path, &footer.meta, slice.groups.clone(), &names, Texts::Coded)? {
                count += batch.num_rows();
                pieces.push(column::pieces(&batch, &column.from)?);
            }
        }
        let pieces: Vec<&Piece> = pieces.iter().flatten().collect();
        Ok(match &column.shared {
            Some(codes) => Coded { codes: column::shared(&pieces, codes, count), values: Vec::new() },
            None => column::merge(&pieces, count),
        })
    }
}

impl Rows {
    /// Memory that is kept from row group to row group.
    pub(super) const fn scratch(&mut self) -> (&mut Buffer, &mut Vec<i64>) {
        (&mut self.buffer, &mut self.scratch)
    }

    /// The file of a row, and where it lies there among those read with it.
    pub(super) fn origin(&self, stretch: &Joined, row: usize) -> (usize, usize) {
        let slice = self.runs.partition_point(|(_, before)| *before <= row).saturating_sub(1);
        (stretch.slices[slice].file, row - self.runs[slice].1)
    }
}

impl Reader<'_> {
    /// Reads a part: its events, in place of those of the part before. Rows of persons who are left out go aside.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn read(&mut self, at: usize) -> Result<&Events, LakeError> {
        let stretch = &self.parts.stretches[at];
        self.clear();
        if let Some((slice, first)) = self.parts.headed(stretch) {
            if self.heads(stretch, slice, first)? {
                return Ok(&self.events);
            }
            self.clear();
        }
        self.parts.decode(stretch, &mut self.rows)?;
        let (all, [(runs, _)]) = (self.rows.name.len(), self.rows.runs.as_slice()) else {
            self.merge(at);
            return Ok(&self.events);
        };
        let inside = runs.persons.first().is_none_or(|&first| first >= stretch.from)
            && runs.persons.last().is_none_or(|&last| stretch.below.is_none_or(|below| last < below));
        if self.parts.has_rest() || !inside || runs.rows() != all || self.parts.first.is_some() {
            self.merge(at);
        } else {
            self.events.persons.extend(runs.persons.iter().copied().map(PersonId));
            self.events.offsets.extend_from_slice(&runs.ends);
            self.place(None);
        }
        Ok(&self.events)
    }

    fn clear(&mut self) {
        self.events.persons.clear();
        self.events.offsets.clear();
        self.events.offsets.push(0);
        self.order.clear();
    }

    pub(crate) fn into_parts(self) -> (Events, Aside) {
        (self.events, self.aside)
    }

    /// What was put aside.
    #[must_use]
    pub fn into_aside(self) -> Aside {
        self.aside
    }

    /// Merges the slices, person by person.
    fn merge(&mut self, at: usize) {
        let (parts, stretch, rows) = (self.parts, &self.parts.stretches[at], &self.rows);
        let mut cursors: Vec<usize> =
            rows.runs.iter().map(|(runs, _)| runs.persons.partition_point(|&person| person < stretch.from)).collect();
        let mut places: Vec<(i64, i64, u32)> = Vec::new();
        loop {
            let next =
                rows.runs.iter().zip(&cursors).filter_map(|((runs, _), &at)| runs.persons.get(at)).min().copied();
            let Some(person) = next.filter(|&person| stretch.below.is_none_or(|below| person < below)) else { break };
            let first = self.order.len();
            let mut slices = 0;
            for ((runs, before), cursor) in rows.runs.iter().zip(&mut cursors) {
                if runs.persons.get(*cursor) == Some(&person) {
                    let range = runs.range(*cursor);
                    self.order.extend((before + range.start) as u32..(before + range.end) as u32);
                    *cursor += 1;
                    slices += 1;
                }
            }
            if parts.is_left_out(person) {
                self.aside.put(parts, stretch, rows, person, &self.order[first..]);
                self.order.truncate(first);
                continue;
            }
            if slices > 1 {
                places.clear();
                places.extend(
                    self.order[first..].iter().map(|&row| (rows.time[row as usize], rows.seq[row as usize], row)),
                );
                places.sort();
                self.order[first..].iter_mut().zip(&places).for_each(|(row, place)| *row = place.2);
            }
            self.order.truncate(parts.first.map_or(usize::MAX, |some| first + some));
            self.events.persons.push(PersonId(person));
            self.events.offsets.push(self.order.len() as u32);
        }
        let order = std::mem::take(&mut self.order);
        self.place(Some(&order));
        self.order = order;
    }

    /// Puts the rows of the columns in their order.
    fn place(&mut self, order: Option<&[u32]>) {
        let (events, rows) = (&mut self.events, &mut self.rows);
        events.time.clear();
        events.event.codes.clear();
        match order {
            None => {
                events.time.extend(rows.time.iter().copied().map(Micros));
                std::mem::swap(&mut events.event.codes, &mut rows.name);
            }
            Some(order) => {
                events.time.extend(order.iter().filter_map(|&row| rows.time.get(row as usize)).copied().map(Micros));
                events.event.codes.extend(order.iter().map(|&row| rows.name[row as usize]));
            }
        }
        let columns = std::mem::take(&mut rows.columns).into_iter().map(|column| column::arrange(column, order));
        for (own, column) in self.parts.columns.iter().zip(columns) {
            rows.spare.push(put(events, own, column).codes);
        }
        rows.spare.truncate(self.parts.columns.len());
    }
}

/// Puts a column where [`Events::column`] finds it, and gives back the one that was there; a shared one keeps the values
/// that it has.
pub(super) fn put(events: &mut Events, own: &Column, mut column: Coded) -> Coded {
    let keep = own.shared.is_some();
    let mut set = |slot: &mut Coded| {
        if keep {
            std::mem::swap(&mut slot.values, &mut column.values);
        }
        std::mem::swap(slot, &mut column);
    };
    match own.name.as_str() {
        "channel" => set(&mut events.channel),
        "order" => set(&mut events.order),
        name => match events.extra.get_mut(name) {
            Some(slot) => set(Arc::make_mut(slot)),
            None => {
                events.extra.insert(name.to_owned(), Arc::new(std::mem::take(&mut column)));
            }
        },
    }
    column
}

fn aside_to_events(parts: &Parts, asides: Vec<Aside>) -> Result<Events, LakeError> {
    let mut asides = asides.into_iter();
    let mut all = asides.next().unwrap_or_else(|| Aside::new(parts.columns.len()));
    asides.for_each(|more| all.merge(more));
    all.into_events(parts)
}
