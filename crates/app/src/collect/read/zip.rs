//! The table of contents of a zip archive, and how much its entries really unpack to.
//!
//! Why read it here: a spreadsheet is unpacked in memory, and what its table of contents declares may be a lie. So
//! every entry is unpacked once into nothing, counting, before anything else touches it.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use flate2::read::DeflateDecoder;

use super::source::Limits;
use crate::collect::CollectError;

struct Entry {
    name: String,
    deflated: bool,
    packed: u64,
    declared: u64,
    offset: u64,
}

const END_MARK: &[u8] = b"PK\x05\x06";
/// More entries than any spreadsheet has.
const MAX_ENTRIES: usize = 100_000;

/// Names of the entries.
///
/// # Errors
/// [`CollectError::Damaged`] when there is no table of contents, [`CollectError::Io`].
pub fn names(path: &Path) -> Result<Vec<String>, CollectError> {
    Ok(entries(path)?.into_iter().map(|entry| entry.name).collect())
}

/// Unpacks everything into nothing and stops at the limit.
///
/// # Errors
/// [`CollectError::Bomb`] beyond the limit, [`CollectError::Damaged`] when an entry cannot be unpacked.
pub fn check(path: &Path, limits: &Limits) -> Result<(), CollectError> {
    let io = |e| CollectError::io(path, e);
    let size = std::fs::metadata(path).map_err(io)?.len();
    let entries = entries(path)?;
    let declared = entries.iter().fold(0_u64, |sum, entry| sum.saturating_add(entry.declared));
    if limits.exceeded(declared, size) {
        return Err(limits.bomb(path, size));
    }
    let mut unpacked = 0_u64;
    let mut piece = vec![0; 1 << 16];
    for entry in entries.iter().filter(|entry| entry.deflated) {
        let mut reader = DeflateDecoder::new(data(path, entry)?);
        loop {
            let n =
                reader.read(&mut piece).map_err(|e| CollectError::damaged(path, 0, format!("{}: {e}", entry.name)))?;
            if n == 0 {
                break;
            }
            unpacked += n as u64;
            if limits.exceeded(unpacked, size) {
                return Err(limits.bomb(path, size));
            }
        }
    }
    Ok(())
}

fn data(path: &Path, entry: &Entry) -> Result<io::Take<BufReader<File>>, CollectError> {
    let damaged = |e: io::Error| CollectError::damaged(path, 0, format!("{}: {e}", entry.name));
    let mut file = File::open(path).map_err(|e| CollectError::io(path, e))?;
    file.seek(SeekFrom::Start(entry.offset)).map_err(damaged)?;
    let mut header = [0; 30];
    file.read_exact(&mut header).map_err(damaged)?;
    if !header.starts_with(b"PK\x03\x04") {
        return Err(CollectError::damaged(path, 0, format!("{}: no entry where the table says", entry.name)));
    }
    let skip = i64::from(u16_at(&header, 26)) + i64::from(u16_at(&header, 28));
    file.seek(SeekFrom::Current(skip)).map_err(damaged)?;
    Ok(BufReader::new(file).take(entry.packed))
}

fn entries(path: &Path) -> Result<Vec<Entry>, CollectError> {
    let io = |e| CollectError::io(path, e);
    let damaged = |why: &str| CollectError::damaged(path, 0, why);
    let mut file = File::open(path).map_err(io)?;
    let length = file.metadata().map_err(io)?.len();
    let tail_start = length.saturating_sub(66_000);
    file.seek(SeekFrom::Start(tail_start)).map_err(io)?;
    let mut tail = Vec::new();
    (&mut file).take(66_000).read_to_end(&mut tail).map_err(io)?;
    let end = tail.windows(4).rposition(|w| w == END_MARK).ok_or_else(|| damaged("the archive breaks off"))?;
    let record = tail.get(end..end + 22).ok_or_else(|| damaged("the archive breaks off"))?;
    let (count, size, offset) = (u16_at(record, 10), u32_at(record, 12), u32_at(record, 16));
    if count == u16::MAX || size == u32::MAX || offset == u32::MAX {
        return Err(damaged("archives of more than 4 GB or 65,534 entries are not read"));
    }
    file.seek(SeekFrom::Start(u64::from(offset))).map_err(io)?;
    let mut table = Vec::new();
    file.take(u64::from(size)).read_to_end(&mut table).map_err(io)?;
    parse(&table)
        .filter(|entries| entries.len() <= MAX_ENTRIES)
        .ok_or_else(|| damaged("its table of contents is broken"))
}

fn parse(mut table: &[u8]) -> Option<Vec<Entry>> {
    let mut entries = Vec::new();
    while table.starts_with(b"PK\x01\x02") {
        let head = table.get(..46)?;
        let (name, extra, comment) = (u16_at(head, 28), u16_at(head, 30), u16_at(head, 32));
        let name_end = 46 + usize::from(name);
        entries.push(Entry {
            name: String::from_utf8_lossy(table.get(46..name_end)?).into_owned(),
            deflated: u16_at(head, 10) == 8,
            packed: u64::from(u32_at(head, 20)),
            declared: u64::from(u32_at(head, 24)),
            offset: u64::from(u32_at(head, 42)),
        });
        table = table.get(name_end + usize::from(extra) + usize::from(comment)..)?;
    }
    Some(entries)
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}
