//! All events of a snapshot, packed: grouped by person, in time order inside a person.
//!
//! Files are decoded in parallel. Each is sorted already, so a bucket is a merge of sorted runs, and buckets follow one
//! another in ascending order of persons. Visitors who turned out to be customers change bucket on the way.

use std::path::Path;

use arrow::array::AsArray;
use arrow::datatypes::{Int64Type, TimestampMicrosecondType};
use rustc_hash::FxHashMap;
use yeojido_domain::{Micros, PersonId};
use yeojido_journey::{Coded, Events};

use crate::LakeError;
use crate::column::{self, From, Piece};
use crate::log::Contents;
use crate::read::{self, Texts};
use crate::table::{BUCKETS, Table, bucket_of};
use crate::write::in_parallel;

/// Which customer an anonymous visitor is.
pub(crate) type Bindings = FxHashMap<i64, i64>;

/// The newest binding of every visitor.
pub(crate) fn bindings(root: &Path, contents: &Contents) -> Result<Bindings, LakeError> {
    let mut pairs: Vec<(i64, i64, i64)> = Vec::new();
    for batch in read::table(root, Table::Bindings, contents, &["anonymous", "customer", "seq"], Texts::Plain)? {
        let long = |name| Ok::<_, LakeError>(read::column(&batch, name)?.as_primitive::<Int64Type>().values().clone());
        let (anonymous, customer, seq) = (long("anonymous")?, long("customer")?, long("seq")?);
        pairs.extend((0..batch.num_rows()).map(|at| (seq[at], anonymous[at], customer[at])));
    }
    pairs.sort_unstable();
    Ok(pairs.into_iter().map(|(_, anonymous, customer)| (anonymous, customer)).collect())
}

/// Packed events, and how their rows lie in the files.
#[derive(Debug)]
pub(crate) struct Packed {
    pub(crate) events: Events,
    /// For each packed row its row in the files, one file after another; absent when they are the same.
    pub(crate) order: Option<Vec<u32>>,
}

/// One decoded file.
struct Rows {
    person: Vec<i64>,
    time: Vec<i64>,
    seq: Vec<i64>,
    pieces: Vec<Vec<Piece>>,
}

/// One row's place: person, time, seq, row in the files.
type Place = (i64, i64, i64, u32);

/// The columns that are always there.
fn base() -> Vec<From> {
    ["event", "channel", "order"].map(From::named).to_vec()
}

fn decode(
    root: &Path,
    contents: &Contents,
    at: usize,
    bindings: &Bindings,
    columns: &[From],
) -> Result<Rows, LakeError> {
    let file = &contents.files[at];
    let names: Vec<&str> = ["person", "time", "seq"].into_iter().chain(column::stored_in(columns)).collect();
    let n = usize::try_from(file.rows).unwrap_or(0);
    let (person, time, seq) = (Vec::with_capacity(n), Vec::with_capacity(n), Vec::with_capacity(n));
    let mut rows = Rows { person, time, seq, pieces: Vec::new() };
    for batch in read::file(root, Table::Events, file, &names, Texts::Coded)? {
        let persons = read::column(&batch, "person")?.as_primitive::<Int64Type>().values();
        if bindings.is_empty() {
            rows.person.extend_from_slice(persons);
        } else {
            rows.person.extend(persons.iter().map(|person| bindings.get(person).unwrap_or(person)));
        }
        rows.time.extend_from_slice(read::column(&batch, "time")?.as_primitive::<TimestampMicrosecondType>().values());
        rows.seq.extend_from_slice(read::column(&batch, "seq")?.as_primitive::<Int64Type>().values());
        rows.pieces.push(column::pieces(&batch, columns)?);
    }
    Ok(rows)
}

/// The rows of each bucket, by whom they belong to now, sorted.
fn sort(contents: &Contents, files: &[Rows]) -> Result<Vec<Vec<Place>>, LakeError> {
    let mut firsts = Vec::with_capacity(files.len());
    let mut first = 0_u32;
    for file in files {
        firsts.push(first);
        let next = u64::from(first) + file.person.len() as u64;
        first = u32::try_from(next).map_err(|_| LakeError::TooMany(next))?;
    }
    let place = |at: usize, row: usize| {
        let file = &files[at];
        (file.person[row], file.time[row], file.seq[row], firsts[at] + row as u32)
    };
    let home = |at: usize| contents.files[at].bucket;
    let mut moved: Vec<Vec<Place>> = vec![Vec::new(); BUCKETS];
    for (at, file) in files.iter().enumerate() {
        for (row, &person) in file.person.iter().enumerate() {
            if Some(bucket_of(person)) != home(at) {
                moved[bucket_of(person)].push(place(at, row));
            }
        }
    }
    in_parallel(BUCKETS, |bucket| {
        let own = (0..files.len()).filter(|&at| home(at) == Some(bucket));
        let stayed = own.flat_map(|at| (0..files[at].person.len()).map(move |row| (at, row)));
        let mut places: Vec<Place> = stayed
            .filter(|&(at, row)| bucket_of(files[at].person[row]) == bucket)
            .map(|(at, row)| place(at, row))
            .collect();
        places.extend_from_slice(&moved[bucket]);
        // Stable and merging: what is sorted already costs one look.
        places.sort();
        Ok(places)
    })
}

fn assemble(places: &[Vec<Place>], columns: Vec<Coded>) -> Events {
    let mut events = Events::default();
    let rows = places.iter().map(Vec::len).sum();
    events.time.reserve_exact(rows);
    for &(person, time, _, _) in places.iter().flatten() {
        if events.persons.last() != Some(&PersonId(person)) {
            events.persons.push(PersonId(person));
            events.offsets.push(events.time.len() as u32);
        }
        events.time.push(Micros(time));
    }
    events.offsets.push(rows as u32);
    let mut columns = columns.into_iter();
    events.event = columns.next().unwrap_or_default();
    events.channel = columns.next().unwrap_or_default();
    events.order = columns.next().unwrap_or_default();
    events
}

/// Reads and packs all events.
pub(crate) fn pack(root: &Path, contents: &Contents, bindings: &Bindings) -> Result<Packed, LakeError> {
    let columns = base();
    let mut files = in_parallel(contents.files.len(), |at| decode(root, contents, at, bindings, &columns))?;
    let places = sort(contents, &files)?;
    let pieces: Vec<Vec<Piece>> = files.iter_mut().flat_map(|file| std::mem::take(&mut file.pieces)).collect();
    drop(files);
    let order: Vec<u32> = places.iter().flatten().map(|place| place.3).collect();
    let same = order.iter().enumerate().all(|(at, &row)| at == row as usize);
    let order = (!same).then_some(order);
    let rows = places.iter().map(Vec::len).sum();
    let columns = column::merge_all(&pieces, columns.len(), rows, order.as_deref())?;
    Ok(Packed { events: assemble(&places, columns), order })
}
