//! Bytes of a file as they are needed: counted, unpacked within a limit, and turned into UTF-8.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use encoding_rs::{CoderResult, Decoder, Encoding};
use flate2::read::MultiGzDecoder;

use crate::collect::CollectError;
use crate::collect::error::name_of;

/// How far a packed file may unpack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes after unpacking.
    pub unpacked_bytes: u64,
    /// Times its packed size, looked at beyond [`Limits::free_bytes`].
    pub ratio: u64,
    /// Bytes that are unpacked without asking for the ratio.
    pub free_bytes: u64,
    /// Bytes of a file that must be held in memory as a whole (OCEL).
    pub whole_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { unpacked_bytes: 8 << 30, ratio: 200, free_bytes: 64 << 20, whole_bytes: 512 << 20 }
    }
}

impl Limits {
    /// Whether so many bytes out of so many packed ones are too many.
    #[must_use]
    pub const fn exceeded(&self, unpacked: u64, packed: u64) -> bool {
        unpacked > self.unpacked_bytes || (unpacked > self.free_bytes && unpacked / self.ratio > packed)
    }

    /// The error to say so.
    #[must_use]
    pub fn bomb(&self, path: &Path, packed: u64) -> CollectError {
        let limit = self.unpacked_bytes.min(self.free_bytes.max(packed.saturating_mul(self.ratio)));
        CollectError::Bomb { file: name_of(path), packed, limit_mb: limit / 1_000_000 }
    }
}

/// How far a file has been read, shared between its reader and who asks.
pub type Place = Arc<Progressed>;

/// See [`Place`].
#[derive(Debug, Default)]
pub struct Progressed {
    /// Bytes on disk read so far.
    pub bytes: AtomicU64,
    /// Whether it unpacked to more than is allowed.
    pub burst: AtomicBool,
}

struct Counted {
    file: File,
    place: Place,
}

impl Read for Counted {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n = self.file.read(into)?;
        self.place.bytes.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

/// Unpacks until a limit; the error it then gives is told apart by [`is_bomb`].
struct Guarded<R> {
    inner: R,
    unpacked: u64,
    packed: u64,
    limits: Limits,
    place: Place,
}

#[derive(Debug, thiserror::Error)]
#[error("unpacks to more than is allowed")]
struct TooMuch;

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(into)?;
        self.unpacked += n as u64;
        if self.limits.exceeded(self.unpacked, self.packed) {
            self.place.burst.store(true, Ordering::Relaxed);
            return Err(io::Error::other(TooMuch));
        }
        Ok(n)
    }
}

/// Whether a reading error means that a file unpacks to too much.
fn is_bomb(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|inner| inner.is::<TooMuch>())
}

/// Tells a packed file that goes too far, or breaks off, from a disk that fails.
#[must_use]
pub fn explain(path: &Path, row: u64, limits: &Limits, error: io::Error) -> CollectError {
    if is_bomb(&error) {
        return limits.bomb(path, std::fs::metadata(path).map_or(0, |m| m.len()));
    }
    match error.kind() {
        io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => {
            CollectError::damaged(path, row, error)
        }
        _ => CollectError::io(path, error),
    }
}

/// Opens a file for reading, unpacked if it is gzip, counting the bytes on disk in `place`.
///
/// # Errors
/// [`CollectError::Io`].
pub fn open(path: &Path, gzip: bool, limits: &Limits, place: &Place) -> Result<Box<dyn Read + Send>, CollectError> {
    let file = File::open(path).map_err(|e| CollectError::io(path, e))?;
    let packed = file.metadata().map_err(|e| CollectError::io(path, e))?.len();
    let counted = Counted { file, place: Arc::clone(place) };
    if gzip {
        let inner = MultiGzDecoder::new(io::BufReader::with_capacity(1 << 16, counted));
        Ok(Box::new(Guarded { inner, unpacked: 0, packed, limits: *limits, place: Arc::clone(place) }))
    } else {
        Ok(Box::new(counted))
    }
}

/// Turns text of any encoding into UTF-8 as it is read. What is no text becomes U+FFFD, by which a row is rejected.
pub struct Transcoded<R> {
    inner: R,
    decoder: Decoder,
    raw: Vec<u8>,
    taken: usize,
    out: String,
    given: usize,
    ended: bool,
}

impl<R: Read> Transcoded<R> {
    /// Reads `inner` in an encoding; a byte-order mark is dropped.
    pub fn new(inner: R, encoding: &'static Encoding) -> Self {
        Self {
            inner,
            decoder: encoding.new_decoder_with_bom_removal(),
            raw: Vec::new(),
            taken: 0,
            out: String::with_capacity(1 << 17),
            given: 0,
            ended: false,
        }
    }

    fn refill(&mut self) -> io::Result<()> {
        self.out.clear();
        self.given = 0;
        while self.out.is_empty() && !self.ended {
            if self.taken == self.raw.len() {
                self.raw.resize(1 << 15, 0);
                let n = self.inner.read(&mut self.raw)?;
                self.raw.truncate(n);
                self.taken = 0;
            }
            let last = self.raw.is_empty();
            let (result, read, _) = self.decoder.decode_to_string(&self.raw[self.taken..], &mut self.out, last);
            self.taken += read;
            self.ended = last && result == CoderResult::InputEmpty;
        }
        Ok(())
    }
}

impl<R: Read> Read for Transcoded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.given == self.out.len() {
            self.refill()?;
        }
        let left = &self.out.as_bytes()[self.given..];
        let n = left.len().min(into.len());
        into[..n].copy_from_slice(&left[..n]);
        self.given += n;
        Ok(n)
    }
}

/// The first bytes of a file, unpacked if it is gzip.
///
/// # Errors
/// [`CollectError::Io`]; [`CollectError::Damaged`] when gzip breaks off at once.
pub fn head(path: &Path, gzip: bool, limits: &Limits, bytes: u64) -> Result<Vec<u8>, CollectError> {
    let mut head = Vec::new();
    let reader = open(path, gzip, limits, &Place::default())?;
    match reader.take(bytes).read_to_end(&mut head) {
        // What could be unpacked before the end is enough to tell what the file is; reading it all tells the rest.
        Err(e) if gzip && !head.is_empty() && e.kind() == io::ErrorKind::UnexpectedEof => Ok(head),
        Err(e) => Err(explain(path, 0, limits, e)),
        Ok(_) => Ok(head),
    }
}
