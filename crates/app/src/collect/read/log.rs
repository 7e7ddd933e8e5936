//! Event logs of process mining (XES, XES.gz): one row an event, its case beside it.

use std::cell::Cell;
use std::io::{BufReader, Read};
use std::ops::ControlFlow;
use std::panic::{self, AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, Once, PoisonError};

use process_mining::core::chrono::{DateTime, FixedOffset};
use process_mining::core::event_data::case_centric::xes::{XESImportOptions, XESParseError, stream_xes_bufread};
use process_mining::core::event_data::case_centric::{Attribute, AttributeValue, Trace};
use rustc_hash::FxHashMap;

use super::Each;
use super::record::{Item, Record};
use super::source::{self, Limits, Place};
use crate::collect::CollectError;
use crate::collect::error::name_of;

/// What is done with each trace and its number.
type EachTrace<'a> = dyn FnMut(u64, &Trace) -> Result<ControlFlow<()>, CollectError> + 'a;

/// The case's name.
pub const CASE: &str = "case:concept:name";
/// The event's name.
pub const EVENT: &str = "concept:name";
/// When.
pub const TIME: &str = "time:timestamp";

/// How a log is read.
#[derive(Debug)]
pub struct Log {
    gzip: bool,
    /// Whether its times name their zone.
    zoned: bool,
    /// How many events it has.
    pub events: u64,
}

impl Log {
    /// Goes through the log once for the names of all attributes.
    pub fn open(path: &Path, gzip: bool, limits: &Limits) -> Result<(Self, Vec<String>), CollectError> {
        let zoned = zoned(&source::head(path, gzip, limits, 1 << 20)?);
        let mut log = Self { gzip, zoned, events: 0 };
        let mut columns = vec![CASE.to_owned(), EVENT.to_owned(), TIME.to_owned()];
        let mut seen: FxHashMap<String, ()> = columns.iter().map(|name| (name.clone(), ())).collect();
        let mut note = |name: String| {
            if !seen.contains_key(&name) {
                seen.insert(name.clone(), ());
                columns.push(name);
            }
        };
        let mut events = 0;
        log.traces(path, limits, &mut |_, trace| {
            trace.attributes.iter().for_each(|a| note(format!("case:{}", a.key)));
            for event in &trace.events {
                events += 1;
                event.attributes.iter().for_each(|a| note(a.key.clone()));
            }
            Ok(ControlFlow::Continue(()))
        })?;
        log.events = events;
        if events == 0 {
            return Err(CollectError::NoRows { file: name_of(path) });
        }
        Ok((log, columns))
    }

    /// Goes through the events.
    pub fn each(&self, path: &Path, columns: &[String], limits: &Limits, each: Each<'_>) -> Result<(), CollectError> {
        let index: FxHashMap<&str, usize> = columns.iter().enumerate().map(|(i, name)| (name.as_str(), i)).collect();
        let mut record = Record::default();
        let mut number = 0;
        self.traces(path, limits, &mut |at, trace| {
            let mut case: Vec<Option<String>> = vec![None; columns.len()];
            for attribute in &trace.attributes {
                if let Some(&i) = index.get(format!("case:{}", attribute.key).as_str()) {
                    case[i] = self.text(attribute);
                }
            }
            for event in &trace.events {
                let mut cells = case.clone();
                for attribute in &event.attributes {
                    if let Some(&i) = index.get(attribute.key.as_str()) {
                        cells[i] = self.text(attribute);
                    }
                }
                number += 1;
                record.clear();
                cells.iter().for_each(|cell| record.push(cell.as_deref()));
                (record.number, record.at) = (number, at);
                if each(Item::Row(&record))? == ControlFlow::Break(()) {
                    return Ok(ControlFlow::Break(()));
                }
            }
            Ok(ControlFlow::Continue(()))
        })
    }

    fn traces(&self, path: &Path, limits: &Limits, each: &mut EachTrace<'_>) -> Result<(), CollectError> {
        let place = Place::default();
        let last = Arc::new(Mutex::new(Vec::new()));
        let inner = source::open(path, self.gzip, limits, &place)?;
        let reader = BufReader::with_capacity(1 << 16, Tailed { inner, last: Arc::clone(&last) });
        let options = XESImportOptions { verbose: false, ..XESImportOptions::default() };
        let mut rows = 0;
        let stream = guard(path, rows, || stream_xes_bufread(reader, false, options))?;
        let (mut stream, _) = match stream {
            Ok(stream) => stream,
            // A log without a single trace has no data to read, which is not damage.
            Err(XESParseError::ExpectedLogData) => return Ok(()),
            Err(error) => return Err(explain(path, rows, limits, &place, &error)),
        };
        loop {
            let Some(trace) = guard(path, rows, || (&mut stream).next())? else { break };
            rows += trace.events.len() as u64;
            if each(place.bytes.load(Ordering::Relaxed), &trace)? == ControlFlow::Break(()) {
                return Ok(());
            }
        }
        if let Some(error) = stream.check_for_errors() {
            return Err(explain(path, rows, limits, &place, &error));
        }
        // The reader below takes the end of the file for the end of the log.
        let last = last.lock().unwrap_or_else(PoisonError::into_inner);
        if last.windows(5).any(|piece| matches!(piece, b"</log" | b":log>")) {
            Ok(())
        } else {
            Err(CollectError::damaged(path, rows, "the log breaks off before its end"))
        }
    }

    fn text(&self, attribute: &Attribute) -> Option<String> {
        Some(match &attribute.value {
            AttributeValue::None() => return None,
            AttributeValue::String(text) => text.clone(),
            AttributeValue::Date(at) => time_text(at, self.zoned),
            other => other.to_string(),
        })
    }
}

/// Remembers the last bytes that passed by.
struct Tailed<R> {
    inner: R,
    last: Arc<Mutex<Vec<u8>>>,
}

impl<R: Read> Read for Tailed<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        const KEPT: usize = 4096;
        let n = self.inner.read(into)?;
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        last.extend_from_slice(&into[..n]);
        let surplus = last.len().saturating_sub(KEPT);
        last.drain(..surplus);
        Ok(n)
    }
}

fn explain(path: &Path, row: u64, limits: &Limits, place: &Place, error: &XESParseError) -> CollectError {
    if place.burst.load(Ordering::Relaxed) {
        return limits.bomb(path, std::fs::metadata(path).map_or(0, |m| m.len()));
    }
    CollectError::damaged(path, row, format!("the log is not well-formed, or breaks off ({error})"))
}

thread_local! {
    /// Whether this thread is inside [`guard`].
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Runs a reader of another's making: should it panic on a broken file, the file is damaged, and we go on living. What
/// the panic says is of no use to who sent the file, so it goes to the logs of those who look for it.
pub fn guard<T>(path: &Path, row: u64, read: impl FnOnce() -> T) -> Result<T, CollectError> {
    static QUIET: Once = Once::new();
    QUIET.call_once(|| {
        let loud = panic::take_hook();
        panic::set_hook(Box::new(move |what| {
            if GUARDED.get() {
                tracing::debug!("a reader gave up: {what}");
            } else {
                loud(what);
            }
        }));
    });
    let outer = GUARDED.replace(true);
    let read = catch_unwind(AssertUnwindSafe(read));
    GUARDED.set(outer);
    read.map_err(|_| CollectError::damaged(path, row, "its structure is broken"))
}

/// A time as text again: with its offset, or without where the file named none and the reader assumed UTC.
pub fn time_text(at: &DateTime<FixedOffset>, zoned: bool) -> String {
    if zoned || at.offset().local_minus_utc() != 0 {
        at.to_rfc3339()
    } else {
        at.naive_utc().format("%Y-%m-%dT%H:%M:%S%.f").to_string()
    }
}

/// Whether most times in a piece of a file name their zone (`Z`, `+09:00`).
///
/// The reader below turns a time without a zone into UTC; ours is the zone of the source, so we must know.
pub fn zoned(piece: &[u8]) -> bool {
    let shape = b"dddd-dd-ddTdd:dd";
    let (mut with, mut without) = (0_u64, 0_u64);
    let mut at = 0;
    while at + shape.len() <= piece.len() {
        let window = &piece[at..at + shape.len()];
        let fits = shape.iter().zip(window).all(|(want, have)| match want {
            b'd' => have.is_ascii_digit(),
            b'T' => matches!(have, b'T' | b' '),
            other => other == have,
        });
        if !fits {
            at += 1;
            continue;
        }
        at += shape.len();
        let tail = &piece[at..piece.len().min(at + 20)];
        let end = tail.iter().position(|b| !b.is_ascii_digit() && !matches!(b, b':' | b'.')).unwrap_or(tail.len());
        match tail.get(end) {
            Some(b'Z' | b'+' | b'-') => with += 1,
            _ => without += 1,
        }
    }
    with >= without
}
