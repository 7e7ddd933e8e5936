//! Traits of customers as columns, coded once for all stages.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rustc_hash::FxHashMap;
use yeojido_domain::{PersonId, Property};
use yeojido_improve::Values;
use yeojido_lake::TraitRow;

/// A trait with more values than this splits only as a number.
const NAMES: usize = 40;
/// Share of the values that must be numbers for the trait to be one.
const MOST: f64 = 0.9;

/// One trait of everybody.
pub(in crate::map) struct TraitColumn {
    pub name: String,
    codes: FxHashMap<PersonId, u32>,
    names: Vec<Arc<str>>,
    numbers: Vec<Option<f64>>,
}

/// The traits that can split customers, by name.
pub(super) fn columns(traits: &HashMap<PersonId, BTreeMap<String, TraitRow>>) -> Vec<TraitColumn> {
    let mut by_name: BTreeMap<&str, (TraitColumn, FxHashMap<String, u32>)> = BTreeMap::new();
    // In the order of persons, so that a value has the same code whatever the hash.
    let mut persons: Vec<&PersonId> = traits.keys().collect();
    persons.sort_unstable();
    for person in persons {
        for (name, row) in &traits[person] {
            let (column, known) = by_name.entry(name).or_insert_with(|| (TraitColumn::new(name), FxHashMap::default()));
            let text = row.value.to_text();
            let code = known.get(&text).copied().unwrap_or_else(|| {
                let code = column.add(&text, &row.value);
                known.insert(text, code);
                code
            });
            column.codes.insert(*person, code);
        }
    }
    by_name.into_values().map(|(column, _)| column).filter(TraitColumn::splits).collect()
}

impl TraitColumn {
    fn new(name: &str) -> Self {
        Self { name: name.to_owned(), codes: FxHashMap::default(), names: Vec::new(), numbers: Vec::new() }
    }

    fn add(&mut self, text: &str, value: &Property) -> u32 {
        self.names.push(Arc::from(text));
        self.numbers.push(match value {
            Property::Number(number) => Some(*number),
            Property::Flag(_) | Property::Text(_) => None,
        });
        u32::try_from(self.names.len() - 1).unwrap_or(u32::MAX)
    }

    fn is_number(&self) -> bool {
        #[expect(clippy::cast_precision_loss, reason = "values stay far below 2^53")]
        let share = self.numbers.iter().flatten().count() as f64 / self.names.len() as f64;
        self.names.len() > NAMES && share >= MOST
    }

    fn splits(&self) -> bool {
        (2..=NAMES).contains(&self.names.len()) || self.is_number()
    }

    /// The values of some persons, in their order.
    pub(super) fn values(&self, persons: &[Option<PersonId>]) -> Values {
        let code = |person: &Option<PersonId>| self.codes.get(&(*person)?).copied();
        if self.is_number() {
            return Values::Numbers(persons.iter().map(|person| self.numbers[code(person)? as usize]).collect());
        }
        Values::Names { codes: persons.iter().map(code).collect(), names: self.names.clone() }
    }
}
