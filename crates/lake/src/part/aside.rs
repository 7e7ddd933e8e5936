//! Rows of persons whom identity bindings concern: put aside while parts are read, put together at the end.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use yeojido_domain::{Micros, PersonId};
use yeojido_journey::{Coded, Events, NONE};

use super::read::{Rows, put};
use super::{Joined, Parts};
use crate::LakeError;
use crate::column;

/// A column of rows put aside. Codes of a shared column are every part's, those of others its own.
#[derive(Debug, Default)]
struct Own {
    column: Coded,
    known: FxHashMap<Arc<str>, u32>,
}

impl Own {
    fn code(&mut self, value: &Arc<str>) -> u32 {
        if let Some(&code) = self.known.get(value) {
            return code;
        }
        let code = self.column.values.len() as u32;
        self.column.values.push(Arc::clone(value));
        self.known.insert(Arc::clone(value), code);
        code
    }

    /// Takes a row of a column whose values are its own.
    fn put(&mut self, column: &Coded, code: u32) {
        let code = match column.values.get(code as usize) {
            Some(value) => self.code(value),
            // No value, or a shared column: its values are elsewhere.
            None => code,
        };
        self.column.codes.push(code);
    }
}

/// Rows put aside.
#[derive(Debug)]
pub struct Aside {
    /// Person (as resolved), time, seq, file, row.
    places: Vec<(i64, i64, i64, u32, u32)>,
    name: Vec<u32>,
    columns: Vec<Own>,
}

impl Aside {
    pub(super) fn new(columns: usize) -> Self {
        Self {
            places: Vec::new(),
            name: Vec::new(),
            columns: std::iter::repeat_with(Own::default).take(columns).collect(),
        }
    }

    /// Takes rows of a person.
    pub(super) fn put(&mut self, parts: &Parts, stretch: &Joined, rows: &Rows, person: i64, own: &[u32]) {
        let person = parts.resolved(person).0;
        for &row in own {
            let row = row as usize;
            let (file, at) = rows.origin(stretch, row);
            self.places.push((person, rows.time[row], rows.seq[row], file as u32, at as u32));
            self.name.push(rows.name[row]);
            for (own, column) in self.columns.iter_mut().zip(&rows.columns) {
                own.put(column, column.codes[row]);
            }
        }
    }

    /// Takes what another thread put aside.
    pub(super) fn merge(&mut self, other: Self) {
        self.places.extend(other.places);
        self.name.extend(other.name);
        for (own, more) in self.columns.iter_mut().zip(other.columns) {
            for &code in &more.column.codes {
                own.put(&more.column, code);
            }
        }
    }

    /// Puts the rows together, by whose they are.
    pub(super) fn into_events(self, parts: &Parts) -> Result<Events, LakeError> {
        let mut order: Vec<u32> = (0..u32::try_from(self.places.len()).unwrap_or(NONE)).collect();
        if order.len() != self.places.len() {
            return Err(LakeError::TooMany(self.places.len() as u64));
        }
        order.sort_by_key(|&row| self.places[row as usize]);
        if let Some(first) = parts.first {
            let (mut last, mut rows) = (None, 0);
            order.retain(|&row| {
                let person = self.places[row as usize].0;
                rows = if last.replace(person) == Some(person) { rows + 1 } else { 0 };
                rows < first
            });
        }
        let mut events = parts.frame().clone();
        events.offsets.clear();
        for &row in &order {
            let (person, time, ..) = self.places[row as usize];
            let person = PersonId(person);
            if events.persons.last() != Some(&person) {
                events.persons.push(person);
                events.offsets.push(events.time.len() as u32);
            }
            events.time.push(Micros(time));
            events.event.codes.push(self.name[row as usize]);
        }
        events.offsets.push(events.time.len() as u32);
        for (own, column) in parts.columns.iter().zip(self.columns) {
            put(&mut events, own, column::arrange(column.column, Some(&order)));
        }
        Ok(events)
    }
}
