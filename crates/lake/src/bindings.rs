//! Who is whom: what events said of visitors and people decided, the newest of it. Who is somebody who is somebody else is
//! that one too, so that undoing one decision leaves the others.

use std::path::Path;

use arrow::array::AsArray;
use arrow::datatypes::Int64Type;
use rustc_hash::FxHashMap;

use crate::LakeError;
use crate::log::Contents;
use crate::read::{self, Texts};
use crate::table::Table;

/// Who everybody is who is somebody else.
#[derive(Debug, Default)]
pub(crate) struct Bindings(FxHashMap<i64, i64>);

impl Bindings {
    /// All of a table.
    pub(crate) fn read(root: &Path, contents: &Contents) -> Result<Self, LakeError> {
        let mut rows: Vec<(i64, i64, i64)> = Vec::new();
        for batch in read::table(root, Table::Bindings, contents, &["anonymous", "customer", "seq"], Texts::Plain)? {
            let long =
                |name| Ok::<_, LakeError>(read::column(&batch, name)?.as_primitive::<Int64Type>().values().clone());
            let (anonymous, customer, seq) = (long("anonymous")?, long("customer")?, long("seq")?);
            rows.extend((0..batch.num_rows()).map(|at| (seq[at], anonymous[at], customer[at])));
        }
        rows.sort_unstable();
        let mut all = Self::default();
        rows.into_iter().for_each(|(_, anonymous, customer)| all.note((anonymous, customer)));
        Ok(all)
    }

    /// Takes a newer one. A visitor that is its own customer is nobody else.
    pub(crate) fn note(&mut self, (anonymous, customer): (i64, i64)) {
        if anonymous == customer {
            self.0.remove(&anonymous);
        } else {
            self.0.insert(anonymous, customer);
        }
    }

    /// Who a person is. Appends let no circle in; should files that others wrote have one, it ends after all have been
    /// asked once.
    pub(crate) fn of(&self, person: i64) -> i64 {
        let mut who = person;
        for _ in 0..self.0.len() {
            match self.0.get(&who) {
                Some(&next) => who = next,
                None => break,
            }
        }
        who
    }

    /// Who a person was said or decided to be, whoever that is in turn.
    pub(crate) fn said(&self, person: i64) -> i64 {
        self.0.get(&person).copied().unwrap_or(person)
    }

    /// Visitors and customers, in no order.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (i64, i64)> + '_ {
        self.0.iter().map(|(&anonymous, &customer)| (anonymous, customer))
    }
}
