//! Columns of files beside the first, found by a key.

use std::ops::ControlFlow;
use std::path::{Component, Path};

use rustc_hash::FxHashMap;
use yeojido_domain::{FileOptions, Join};

use super::CollectError;
use super::error::name_of;
use super::read::{Item, Limits, Record, Table};

/// Cells taken, by key.
type Rows = FxHashMap<Box<str>, Box<[Option<Box<str>>]>>;

/// One joined file, held in memory: only the columns taken.
#[derive(Debug)]
pub struct Joined {
    /// Column of what is known before this join, by which a row is found.
    pub on: usize,
    /// How many columns it adds.
    pub width: usize,
    rows: Rows,
}

impl Joined {
    /// The columns of the row with this key.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<&[Option<Box<str>>]> {
        self.rows.get(key).map(AsRef::as_ref)
    }
}

/// Opens the files that a mapping joins, in their order; a later one may join on a column that an earlier one brought.
/// `columns` grows by the columns taken; one whose name is already there is called `file.column`.
///
/// # Errors
/// [`CollectError::Mapping`] for a path that leaves the folder, [`CollectError::Column`] for a missing column,
/// [`CollectError::JoinTwice`] when a key has several different rows, and whatever opening a file may give.
pub fn open(
    file: &Path,
    joins: &[Join],
    columns: &mut Vec<String>,
    limits: &Limits,
) -> Result<Vec<Joined>, CollectError> {
    let folder = file.parent().unwrap_or(Path::new("."));
    joins
        .iter()
        .enumerate()
        .map(|(i, join)| {
            let field = format!("join[{i}]");
            let inside = Path::new(&join.file).components().all(|part| matches!(part, Component::Normal(_)));
            if !inside || join.file.is_empty() {
                let why = format!("`{}` must be a file beside the first", join.file);
                return Err(CollectError::Mapping { field: format!("{field}.file"), why });
            }
            let path = folder.join(&join.file);
            let on = position(columns, &join.on, file, &format!("{field}.on"))?;
            let table = Table::open(&path, &FileOptions::default(), limits)?;
            let rows = load(&table, join, &field)?;
            let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
            for name in &join.take {
                let taken = if columns.contains(name) { format!("{stem}.{name}") } else { name.clone() };
                columns.push(taken);
            }
            Ok(Joined { on, width: join.take.len(), rows })
        })
        .collect()
}

fn load(table: &Table, join: &Join, field: &str) -> Result<Rows, CollectError> {
    let key = position(table.columns(), &join.on, table.path(), &format!("{field}.on"))?;
    let take = join.take.iter().enumerate();
    let take = take.map(|(i, name)| position(table.columns(), name, table.path(), &format!("{field}.take[{i}]")));
    let take = take.collect::<Result<Vec<_>, _>>()?;
    let mut rows: Rows = FxHashMap::default();
    table.each(&mut |item| {
        let record: &Record = match item {
            Item::Row(record) => record,
            // A row of the other file that cannot be read would make rows of the first lose their columns silently.
            Item::Fault(fault) => return Err(CollectError::damaged(table.path(), fault.row, fault.reason.sentence())),
        };
        let Some(id) = record.get(key) else { return Ok(ControlFlow::Continue(())) };
        let taken: Box<[_]> = take.iter().map(|&column| record.get(column).map(Box::from)).collect();
        match rows.get(id) {
            Some(known) if *known != taken => Err(CollectError::JoinTwice {
                file: table.name(),
                row: record.number,
                key: id.to_owned(),
                on: join.on.clone(),
            }),
            Some(_) => Ok(ControlFlow::Continue(())),
            None => {
                rows.insert(id.into(), taken);
                Ok(ControlFlow::Continue(()))
            }
        }
    })?;
    Ok(rows)
}

/// Where a column stands.
///
/// # Errors
/// [`CollectError::Column`] with the names that are there.
pub fn position(columns: &[String], name: &str, file: &Path, field: &str) -> Result<usize, CollectError> {
    columns.iter().position(|column| column == name).ok_or_else(|| CollectError::Column {
        file: name_of(file),
        field: field.to_owned(),
        column: name.to_owned(),
        columns: columns.iter().take(30).cloned().collect(),
    })
}
