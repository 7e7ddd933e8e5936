//! The cells of one row and of the rows joined to it, as mappings ask for them.

use yeojido_domain::Properties;

use super::join::Joined;
use super::plan::Taken;
use super::read::Record;
use super::reject::Reason;
use super::value;

/// The column at fault, and why.
pub(super) type Fault = (Option<usize>, Reason);

/// A row with the columns joined to it.
pub(super) struct Cells<'a> {
    pub record: &'a Record,
    own: usize,
    joined: Vec<Option<&'a str>>,
}

impl<'a> Cells<'a> {
    pub(super) fn new(record: &'a Record, own: usize, joins: &'a [Joined]) -> Self {
        let mut cells = Self { record, own, joined: Vec::new() };
        for join in joins {
            match cells.get(join.on).and_then(|key| join.find(key)) {
                Some(found) => cells.joined.extend(found.iter().map(Option::as_deref)),
                None => cells.joined.extend(std::iter::repeat_n(None, join.width)),
            }
        }
        cells
    }

    pub(super) fn get(&self, column: usize) -> Option<&'a str> {
        match column.checked_sub(self.own) {
            None => self.record.get(column),
            Some(joined) => self.joined.get(joined).copied().flatten(),
        }
    }

    pub(super) fn at(&self, column: Option<usize>) -> Option<&'a str> {
        column.and_then(|column| self.get(column))
    }

    pub(super) fn id(&self, column: Option<usize>) -> Option<&'a str> {
        self.at(column).filter(|id| !value::is_junk_id(id))
    }

    pub(super) fn from<'s>(&'s self, from: Option<&'s Taken>) -> Option<&'s str> {
        match from? {
            Taken::Column(column) => self.get(*column),
            Taken::Fixed(value) => Some(value),
        }
    }

    pub(super) fn number(&self, column: Option<usize>) -> Result<Option<f64>, Fault> {
        match self.value(column) {
            None => Ok(None),
            Some(text) => value::number(text).map(Some).ok_or((column, Reason::NumberUnreadable)),
        }
    }

    /// A number that a cell merged over several rows tells once, with the first of them: a total counts once.
    pub(super) fn once(&self, column: Option<usize>) -> Result<Option<f64>, Fault> {
        self.number(column.filter(|&column| column >= self.own || !self.record.repeats(column)))
    }

    /// Refuses ids that a spreadsheet has rounded: they would make one customer or order of many.
    pub(super) fn whole(&self, ids: &[Option<usize>]) -> Result<(), Fault> {
        match ids.iter().flatten().find(|&&column| self.get(column).is_some_and(value::is_rounded)) {
            Some(&column) => Err((Some(column), Reason::IdRounded)),
            None => Ok(()),
        }
    }

    /// The cell of a number or score; none also where it says that there is none.
    pub(super) fn value(&self, column: Option<usize>) -> Option<&'a str> {
        self.at(column).filter(|text| !value::is_absent(text))
    }

    pub(super) fn properties(&self, wanted: &[(String, usize)]) -> Properties {
        let pairs =
            wanted.iter().filter_map(|(name, column)| Some((name.clone(), value::property(self.get(*column)?))));
        pairs.collect()
    }
}
